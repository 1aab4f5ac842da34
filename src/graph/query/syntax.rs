//! Where a query stops being SPARQL, and what could have stood there.
//!
//! The parser tells the farthest place it looked at, and that lies beyond the mistake: to see whether a keyword stands
//! somewhere it reads as many characters as the keyword has, and only the longest is named. So the text is parsed again,
//!
//! 1. with wide gaps between its words, so that what was looked at last lies in the word at fault or the gap behind it;
//! 2. cut off before that word, with 0, 1, 2 … characters of filler behind: each time the keywords of just that length
//!    are named, and together they are all that could have stood there.

use super::{
    QueryError,
    guard::{Position, unclosed_string},
};
use crate::graph::vocabulary::prefixes;
use oxigraph::sparql::SparqlEvaluator;
use std::collections::BTreeSet;

/// Wider than the longest keyword (`ENCODE_FOR_URI`).
const GAP: usize = 24;
/// A character that no token starts with.
const FILLER: &str = "\u{1}";
/// How many expected things are named.
const NAMED: usize = 12;

/// Explains an error of the parser.
pub(super) fn explain(text: &str, base: &str, message: &str) -> QueryError {
    if let Some(offset) = unclosed_string(text) {
        let (position, expected) = (Position::of(text, offset), "a string that is closed".to_owned());
        return QueryError::Syntax { position, expected, found: found(text, offset) };
    }
    let spaced = Spaced::of(text);
    let Some(failure) = failure(&spaced.text, base) else { return QueryError::Invalid(message.to_owned()) };
    if let Some(meaning) = failure.expected.iter().find(|item| is_sentence(item)) {
        return misuse(text, base, meaning, spaced.original(failure.offset));
    }
    let offset = spaced.fault(&failure);
    QueryError::Syntax {
        position: Position::of(text, offset),
        expected: expected_at(text, offset, base),
        found: found(text, offset),
    }
}

/// A failure that the parser has words for.
fn misuse(text: &str, base: &str, meaning: &str, end: usize) -> QueryError {
    if !meaning.starts_with("Prefix not found") {
        return QueryError::Invalid(meaning.to_owned());
    }
    let start = text[..end].rfind(|c: char| c.is_whitespace() || "{}()[],;/|^!<>=".contains(c)).map_or(0, |at| at + 1);
    let known: Vec<String> = prefixes(base).iter().map(|(prefix, _)| format!("{prefix}:")).collect();
    QueryError::Syntax {
        position: Position::of(text, start),
        expected: format!("a prefix that is declared or supplied ({})", known.join(" ")),
        found: found(text, start),
    }
}

/// The word that stands somewhere.
fn found(text: &str, offset: usize) -> String {
    text[offset..].chars().take_while(|c| !c.is_whitespace()).take(40).collect()
}

/// Where the parser gave up, and what it would have taken there.
struct Failure {
    offset: usize,
    expected: BTreeSet<String>,
}

fn failure(text: &str, base: &str) -> Option<Failure> {
    let mut evaluator = SparqlEvaluator::new().with_base_iri(base).ok()?;
    for (prefix, namespace) in prefixes(base) {
        evaluator = evaluator.with_prefix(prefix, namespace).ok()?;
    }
    let message = evaluator.parse_query(text).err()?.to_string();
    let (place, expected) = message.strip_prefix("error at ")?.split_once(": expected ")?;
    let (line, column) = place.split_once(':')?;
    let position = Position { line: line.parse().ok()?, column: column.parse().ok()? };
    let list = expected.strip_prefix("one of ").unwrap_or(expected);
    Some(Failure { offset: position.offset_in(text), expected: list.split(", ").map(str::to_owned).collect() })
}

/// Whether an expected item is a message in words and no keyword, literal or class of characters.
fn is_sentence(item: &str) -> bool {
    item.contains(' ') && !item.starts_with(['[', '"', '\''])
}

/// A text with wide gaps between its words and around its brackets.
struct Spaced {
    text: String,
    /// Start in `text`, start in the original, length: of each word, in order.
    words: Vec<(usize, usize, usize)>,
    /// Length of the original.
    end: usize,
}

impl Spaced {
    fn of(original: &str) -> Self {
        let mut spaced = Self { text: String::new(), words: Vec::new(), end: original.len() };
        let mut word_start = None;
        for (at, c) in outside_literals(original) {
            let is_gap = c.is_none_or(char::is_whitespace);
            let is_bracket = c.is_some_and(|c| "{}(),;".contains(c));
            if is_gap || is_bracket {
                spaced.close(original, word_start.take(), at);
            }
            if is_bracket {
                spaced.close(original, Some(at), at + 1);
            } else if !is_gap && word_start.is_none() {
                word_start = Some(at);
            }
        }
        spaced.close(original, word_start, original.len());
        spaced
    }

    fn close(&mut self, original: &str, start: Option<usize>, end: usize) {
        if let Some(start) = start {
            self.words.push((self.text.len(), start, end - start));
            self.text.push_str(&original[start..end]);
            self.text.push_str(&" ".repeat(GAP));
        }
    }

    /// The word at or before an offset in the spaced text.
    fn word(&self, offset: usize) -> Option<(usize, usize, usize)> {
        self.words.iter().take_while(|(start, ..)| *start <= offset).last().copied()
    }

    /// The same place in the original.
    fn original(&self, offset: usize) -> usize {
        self.word(offset).map_or(0, |(start, original, length)| original + (offset - start).min(length))
    }

    /// Where the mistake is in the original.
    fn fault(&self, failure: &Failure) -> usize {
        if failure.offset >= self.text.len() {
            return self.end;
        }
        let Some((start, original, length)) = self.word(failure.offset) else { return 0 };
        let into = failure.offset - start;
        let looked_ahead = failure.expected.iter().any(|item| is_keyword(item) && item.len() == into);
        if into > length || looked_ahead { original } else { original + into }
    }
}

/// The characters that are neither in a comment, a string nor an IRI: those are given as one, a comment as a gap.
fn outside_literals(text: &str) -> impl Iterator<Item = (usize, Option<char>)> {
    let mut until = 0;
    let mut in_comment = false;
    text.char_indices().map(move |(at, c)| {
        if at >= until {
            in_comment = c == '#';
            until = at + super::guard::literal_length(&text[at..]).unwrap_or(0);
            (at, (!in_comment).then_some(c))
        } else {
            (at, (!in_comment).then_some('_'))
        }
    })
}

fn is_keyword(item: &str) -> bool {
    !item.is_empty() && item.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Everything that could stand at an offset.
fn expected_at(text: &str, offset: usize, base: &str) -> String {
    let before = &text[..offset];
    let mut expected = BTreeSet::new();
    for length in 0..16 {
        let probe = format!("{before}{}", FILLER.repeat(length));
        if let Some(failure) = failure(&probe, base) {
            expected.extend(failure.expected.into_iter().filter(|item| length > 0 && is_keyword(item) || length == 0));
        }
    }
    describe(&expected)
}

/// Classes of tokens by a token that only they start with, and how each is called.
const CLASSES: [(&str, &str); 6] = [
    ("ENCODE_FOR_URI", "an expression"),
    ("\"?\"", "a variable"),
    ("\"<\"", "an IRI or prefixed name"),
    ("\"'''\"", "a string"),
    ("['0'..='9']", "a number"),
    ("\"_:\"", "a blank node"),
];

fn describe(expected: &BTreeSet<String>) -> String {
    let is_expression = expected.contains("ENCODE_FOR_URI");
    let classes = CLASSES.iter().filter(|(mark, _)| expected.contains(*mark)).map(|(_, name)| (*name).to_owned());
    let mut items: Vec<String> = if is_expression { vec!["an expression".to_owned()] } else { classes.collect() };
    let marks = ["{", "}", ")", "]", ",", ";", "*", "=", "(", "[", ".", "a"];
    let marks = if is_expression { &marks[..8] } else { &marks[..] };
    items.extend(marks.iter().filter(|mark| expected.contains(&format!("\"{mark}\""))).map(|mark| format!("`{mark}`")));
    if !is_expression {
        items.extend(expected.iter().filter(|item| is_keyword(item) && item.len() > 1).cloned());
    }
    let cut = items.len() > NAMED;
    items.truncate(NAMED);
    match (&items[..], cut) {
        ([], _) => "something else".to_owned(),
        ([one], false) => one.clone(),
        (_, false) => format!("one of {}", items.join(", ")),
        (_, true) => format!("one of {} …", items.join(", ")),
    }
}
