//! Learning lemmas: for each ending the commonest rule, and the words that no rule gets right.

use crate::treebank::Sentence;
use annals::language::Tag;
use annals::language::model::features::suffix;
use annals::language::model::lemma::{LONGEST_ENDING, Lemmas, Rule, key};
use std::collections::BTreeMap;

/// A rule for an ending must rest on so many different words.
const WORDS_AT_LEAST: u32 = 2;

/// Learns from a treebank's words, and from further lines of `tag form lemma`.
pub(crate) fn learn(sentences: &[Sentence], further: &str) -> Lemmas {
    let words = words(sentences, further);
    let mut lemmas = Lemmas::default();
    for ((tag, ending), rule) in rules(&words) {
        lemmas.add_rule(&ending, tag, rule);
    }
    for ((tag, form), lemma) in &words {
        if lemmas.by_rule(form, *tag) != *lemma {
            lemmas.add_exception(form, *tag, lemma);
        }
    }
    lemmas
}

/// Each word's commonest lemma; of the further ones, those that the treebank does not know.
fn words(sentences: &[Sentence], further: &str) -> BTreeMap<(Tag, String), String> {
    let mut counts: BTreeMap<(Tag, String), BTreeMap<String, u32>> = BTreeMap::new();
    for token in sentences.iter().flatten() {
        let lemma = if token.tag == Tag::Propn { token.lemma.clone() } else { token.lemma.to_lowercase() };
        *counts.entry((token.tag, key(&token.form, token.tag))).or_default().entry(lemma).or_default() += 1;
    }
    let mut words: BTreeMap<_, _> =
        counts.into_iter().filter_map(|(word, lemmas)| Some((word, commonest(lemmas)?))).collect();
    for line in further.lines() {
        if let [tag, form, lemma] = line.split('\t').collect::<Vec<_>>()[..]
            && let Some(tag) = Tag::parse(tag)
        {
            words.entry((tag, form.to_owned())).or_insert_with(|| lemma.to_owned());
        }
    }
    words
}

/// The commonest rule for each ending of which enough words were met, unless a shorter ending says the same.
fn rules(words: &BTreeMap<(Tag, String), String>) -> BTreeMap<(Tag, String), Rule> {
    let mut counts: BTreeMap<(Tag, String), BTreeMap<Rule, u32>> = BTreeMap::new();
    for ((tag, form), lemma) in words {
        let rule = Rule::between(form, lemma);
        for letters in 0..=LONGEST_ENDING.min(form.chars().count()) {
            *counts.entry((*tag, suffix(form, letters).to_owned())).or_default().entry(rule.clone()).or_default() += 1;
        }
    }
    counts.retain(|(_, ending), rules| ending.is_empty() || rules.values().sum::<u32>() >= WORDS_AT_LEAST);
    let rules: BTreeMap<_, _> =
        counts.into_iter().filter_map(|(ending, rules)| Some((ending, commonest(rules)?))).collect();
    let said_by_shorter = |tag: Tag, ending: &str, rule: &Rule| {
        let letters = ending.chars().count();
        let shorter = (0..letters).rev().find_map(|letters| rules.get(&(tag, suffix(ending, letters).to_owned())));
        shorter == Some(rule)
    };
    rules
        .iter()
        .filter(|((tag, ending), rule)| !said_by_shorter(*tag, ending, rule))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

/// The key with the highest count, the first of equals.
fn commonest<K>(counts: BTreeMap<K, u32>) -> Option<K> {
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treebank::Token;

    fn verbs(pairs: &[(&str, &str)]) -> Sentence {
        let verb = |&(form, lemma): &(&str, &str)| Token {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            tag: Tag::Verb,
            fine: None,
            head: 0,
            relation: annals::language::Dependency::Root,
            space_after: true,
        };
        pairs.iter().map(verb).collect()
    }

    #[test]
    fn rules_cover_what_was_not_seen_and_exceptions_what_was() {
        let seen = verbs(&[
            ("approved", "approve"),
            ("used", "use"),
            ("moved", "move"),
            ("attacked", "attack"),
            ("walked", "walk"),
            ("talked", "talk"),
            ("fought", "fight"),
            ("carried", "carry"),
            ("allied", "ally"),
        ]);
        let lemmas = learn(&[seen], "VERB\tsought\tseek");
        assert_eq!(lemmas.lemma("improved", Tag::Verb), "improve");
        assert_eq!(lemmas.lemma("unified", Tag::Verb), "unify");
        assert_eq!(lemmas.lemma("Fought", Tag::Verb), "fight");
        assert_eq!(lemmas.lemma("sought", Tag::Verb), "seek");
        assert_eq!(lemmas.lemma("balked", Tag::Verb), "balk");
    }
}
