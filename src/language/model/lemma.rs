//! Dictionary forms: exceptions learned word by word, then rules on endings, the longest first.
//!
//! Both are learned from the treebanks by the trainer. A proper noun keeps its case, every other word is looked up and
//! answered in lower case.

use super::features::{prefix, suffix};
use crate::language::Tag;
use std::collections::HashMap;

/// Letters of the longest ending that a rule can have.
pub const LONGEST_ENDING: usize = 5;

/// Drop some letters, add others: “ied” → drop 3, add “y”.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rule {
    /// Letters dropped from the end.
    pub drop: usize,
    /// Letters added.
    pub add: String,
}

/// The lemmatiser.
#[derive(Clone, Debug, Default)]
pub struct Lemmas {
    exceptions: HashMap<Tag, HashMap<String, String>>,
    rules: HashMap<Tag, HashMap<String, Rule>>,
}

impl Lemmas {
    /// Adds a word whose lemma no rule gives.
    pub fn add_exception(&mut self, form: &str, tag: Tag, lemma: &str) {
        self.exceptions.entry(tag).or_default().insert(form.to_owned(), lemma.to_owned());
    }

    /// Adds what to do with words of one tag that end so.
    pub fn add_rule(&mut self, ending: &str, tag: Tag, rule: Rule) {
        self.rules.entry(tag).or_default().insert(ending.to_owned(), rule);
    }

    /// The dictionary form of a word as written. A name of several words is its own.
    #[must_use]
    pub fn lemma(&self, form: &str, tag: Tag) -> String {
        let key = key(form, tag);
        if tag == Tag::Propn && key.contains(char::is_whitespace) {
            return key;
        }
        match self.exceptions.get(&tag).and_then(|exceptions| exceptions.get(&key)) {
            Some(lemma) => lemma.clone(),
            None => self.by_rule(&key, tag),
        }
    }

    /// What the rules alone say of a word in the form of [`key`].
    #[must_use]
    pub fn by_rule(&self, key: &str, tag: Tag) -> String {
        let Some(rules) = self.rules.get(&tag) else { return key.to_owned() };
        let longest = (0..=LONGEST_ENDING).rev().find_map(|letters| rules.get(suffix(key, letters)));
        longest.and_then(|rule| rule.apply(key)).unwrap_or_else(|| key.to_owned())
    }

    /// As lines of a file, sorted: `tag form lemma` for an exception, `tag ending drop add` for a rule, between tabs.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let exceptions = self.exceptions.iter().flat_map(|(tag, entries)| {
            entries.iter().map(move |(form, lemma)| format!("{}\t{form}\t{lemma}", tag.as_str()))
        });
        let rules = self.rules.iter().flat_map(|(tag, entries)| {
            entries.iter().map(move |(ending, rule)| format!("{}\t{ending}\t{}\t{}", tag.as_str(), rule.drop, rule.add))
        });
        let mut lines: Vec<String> = exceptions.chain(rules).collect();
        lines.sort();
        lines
    }

    /// From lines as [`Lemmas::lines`] gives them; others are passed over.
    pub fn from_lines<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut lemmas = Self::default();
        for line in lines {
            let fields: Vec<&str> = line.split('\t').collect();
            let Some(tag) = fields.first().and_then(|tag| Tag::parse(tag)) else { continue };
            match fields[1..] {
                [form, lemma] => lemmas.add_exception(form, tag, lemma),
                [ending, drop, add] => {
                    let drop = drop.parse().unwrap_or(0);
                    lemmas.add_rule(ending, tag, Rule { drop, add: add.to_owned() });
                }
                _ => {}
            }
        }
        lemmas
    }
}

impl Rule {
    /// What turns a word into its lemma.
    #[must_use]
    pub fn between(word: &str, lemma: &str) -> Self {
        let same = word.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        Self { drop: word.chars().count() - same, add: lemma.chars().skip(same).collect() }
    }

    fn apply(&self, word: &str) -> Option<String> {
        let kept = word.chars().count().checked_sub(self.drop)?;
        let lemma = prefix(word, kept).to_owned() + &self.add;
        (!lemma.is_empty()).then_some(lemma)
    }
}

/// The form under which a word is looked up.
#[must_use]
pub fn key(form: &str, tag: Tag) -> String {
    if tag == Tag::Propn { form.to_owned() } else { form.replace('’', "'").to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ending_decides() {
        let mut lemmas = Lemmas::default();
        lemmas.add_rule("d", Tag::Verb, Rule::between("used", "use"));
        lemmas.add_rule("ied", Tag::Verb, Rule::between("allied", "ally"));
        lemmas.add_exception("went", Tag::Verb, "go");
        assert_eq!(lemmas.lemma("Approved", Tag::Verb), "approve");
        assert_eq!(lemmas.lemma("unified", Tag::Verb), "unify");
        assert_eq!(lemmas.lemma("went", Tag::Verb), "go");
        assert_eq!(lemmas.lemma("Taiwan", Tag::Propn), "Taiwan");
        assert_eq!(Lemmas::from_lines(lemmas.lines().iter().map(String::as_str)).lines(), lemmas.lines());
    }

    #[test]
    fn a_name_of_several_words_keeps_its_plural() {
        let mut lemmas = Lemmas::default();
        lemmas.add_rule("s", Tag::Propn, Rule::between("Koreans", "Korean"));
        assert_eq!(lemmas.lemma("Koreans", Tag::Propn), "Korean");
        assert_eq!(lemmas.lemma("United Nations", Tag::Propn), "United Nations");
    }

    #[test]
    fn a_rule_never_leaves_nothing() {
        let mut lemmas = Lemmas::default();
        lemmas.add_rule("s", Tag::Noun, Rule::between("cats", "cat"));
        assert_eq!(lemmas.lemma("s", Tag::Noun), "s");
        assert_eq!(lemmas.lemma("", Tag::Noun), "");
    }
}
