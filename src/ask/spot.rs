//! Known names in a question, whatever case they are typed in.

use crate::{
    graph::EntityNames,
    ontology::{NameKind, Ontology, PartOfSpeech},
    span::Span,
};
use std::collections::BTreeMap;

/// A question with its names written as they should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spotted {
    /// The text, names in their proper case.
    pub(super) text: String,
    /// Where names stand in it.
    pub(super) names: Vec<Span>,
}

/// Names by their first word, longest first: folded words, proper spelling.
type Names<'a> = BTreeMap<String, Vec<(Vec<String>, &'a str)>>;

/// Finds the names of gazetteer and graph, longest first, left to right.
pub(super) fn spot(question: &str, ontology: &Ontology, entities: &[EntityNames]) -> Spotted {
    let names = names(ontology, entities);
    let words = words_of(question);
    let folded: Vec<String> = words.iter().map(|word| fold(word.of(question))).collect();
    let mut spotted = Spotted { text: String::with_capacity(question.len()), names: Vec::new() };
    let (mut at, mut copied) = (0, 0);
    while at < words.len() {
        let Some((length, name)) = name_at(&names, &folded, &words, at, question, ontology) else {
            at += 1;
            continue;
        };
        let span = words[at].cover(words[at + length - 1]);
        spotted.text.push_str(&question[copied..span.start]);
        let start = spotted.text.len();
        spotted.text.push_str(name);
        spotted.names.push(Span::new(start, spotted.text.len()));
        copied = span.end;
        at += length;
    }
    spotted.text.push_str(&question[copied..]);
    spotted
}

fn names<'a>(ontology: &'a Ontology, entities: &'a [EntityNames]) -> Names<'a> {
    let mut names: Names<'a> = BTreeMap::new();
    let known = ontology.names().filter(|(.., kind)| *kind != NameKind::Weak).map(|(name, ..)| name);
    let told = entities.iter().flat_map(EntityNames::names).filter(|name| is_name(name));
    for name in known.chain(told) {
        let words: Vec<String> = words_of(name).iter().map(|word| fold(word.of(name))).collect();
        if let Some(first) = words.first() {
            names.entry(first.clone()).or_default().push((words, name));
        }
    }
    for list in names.values_mut() {
        list.sort_by_key(|(words, name)| (std::cmp::Reverse(words.len()), *name));
    }
    names
}

fn name_at<'a>(
    names: &Names<'a>,
    folded: &[String],
    words: &[Span],
    at: usize,
    question: &str,
    ontology: &Ontology,
) -> Option<(usize, &'a str)> {
    let fits = |(parts, name): &&(Vec<String>, &'a str)| {
        folded[at..].starts_with(parts) && (parts.len() > 1 || is_sure(words[at].of(question), name, ontology))
    };
    names.get(&folded[at])?.iter().find(fits).map(|(parts, name)| (parts.len(), *name))
}

/// A single word is a name when it is written as one, or, in small letters, when it can hardly be anything else.
fn is_sure(written: &str, name: &str, ontology: &Ontology) -> bool {
    if written == name {
        return true;
    }
    // “who” is not the WHO.
    let word = fold(written);
    if is_closed(&word, ontology) {
        return false;
    }
    let capital = written.starts_with(char::is_uppercase) && written.chars().nth(1).is_some_and(char::is_lowercase);
    let is_verb = !ontology.entries_opening_with(&word, PartOfSpeech::Verb).is_empty();
    written.chars().count() > 2 && (capital || !is_verb)
}

/// Whether a word belongs to a closed class: it is no name, whatever acronym it looks like.
pub(super) fn is_closed(word: &str, ontology: &Ontology) -> bool {
    let asks = ["who", "whom", "whose", "what", "which", "when", "where", "why", "how"];
    asks.contains(&word) || ontology.words.values().any(|set| set.contains(word))
}

/// Whether a label is a name rather than a description: all its long words have capitals or digits.
fn is_name(label: &str) -> bool {
    let opens = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let mut long = label.split_whitespace().filter(|word| word.chars().count() > 3).peekable();
    let first = label.split_whitespace().next().unwrap_or_default();
    opens(&first) && (long.peek().is_none() || long.all(|word| opens(&word)))
}

/// Runs of letters and digits, points within abbreviations included (“J.F.K.”).
fn words_of(text: &str) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let inner_point = c == '.' && text[at + 1..].starts_with(char::is_alphanumeric);
        match (c.is_alphanumeric() || (inner_point && start.is_some()), start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                words.push(Span::new(begin, at));
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    words.extend(start.map(|begin| Span::new(begin, text.len())));
    words
}

fn fold(word: &str) -> String {
    any_ascii::any_ascii(word).to_lowercase().replace('.', "")
}
