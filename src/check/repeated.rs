//! One quotation in two places: from two sources, or in words that differ.

use super::Subject;
use super::finding::Findings;
use super::shorthand::folded;
use crate::graph::edits;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Quotations of so many words and more are told apart from common turns of phrase.
const LONG: usize = 7;
/// Two quotations are versions of one when no more than one word in so many differs.
const ALIKE: usize = 6;
/// Quotations of one source that are held against each other, each with so many after it.
const COMPARED: usize = 400;

/// A quotation that cites something.
struct Quoted<'a> {
    note: usize,
    span: Span,
    words: Vec<String>,
    sources: BTreeSet<&'a str>,
}

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let all = quoted(subject);
    two_sources(&all, found);
    altered(&all, found);
}

fn quoted<'a>(subject: &Subject<'a>) -> Vec<Quoted<'a>> {
    let mut all = Vec::new();
    for (note, read) in subject.extractions.iter().enumerate() {
        for quotation in read.quotations.iter().filter(|quotation| !quotation.sources.is_empty()) {
            let words = folded(&quotation.text);
            let sources = quotation.sources.iter().map(String::as_str).collect();
            let span = Span::new(quotation.evidence.start, quotation.evidence.end);
            all.extend((words.len() >= LONG).then_some(Quoted { note, span, words, sources }));
        }
    }
    all
}

fn two_sources(all: &[Quoted<'_>], found: &mut Findings<'_>) {
    let mut first: BTreeMap<&[String], &Quoted<'_>> = BTreeMap::new();
    for quotation in all {
        let known = *first.entry(&quotation.words).or_insert(quotation);
        if known.sources.is_disjoint(&quotation.sources) {
            let source = |of: &Quoted<'_>| of.sources.iter().copied().collect::<Vec<_>>().join(", ");
            found
                .say("A005", quotation.note, quotation.span, "the same words are quoted elsewhere from another source")
                .also(known.note, known.span, format!("here from {}", source(known)))
                .help("cite the one from which the words are, or say that the other quotes them");
        }
    }
}

fn altered(all: &[Quoted<'_>], found: &mut Findings<'_>) {
    let mut of_source: BTreeMap<&str, Vec<&Quoted<'_>>> = BTreeMap::new();
    for quotation in all {
        for source in &quotation.sources {
            of_source.entry(source).or_default().push(quotation);
        }
    }
    for quotations in of_source.into_values() {
        for (at, later) in quotations.iter().enumerate() {
            let before = &quotations[at.saturating_sub(COMPARED)..at];
            let Some(earlier) = before.iter().find(|earlier| is_version(&earlier.words, &later.words)) else {
                continue;
            };
            let (was, is) = differing(&earlier.words, &later.words);
            found
                .say(
                    "A302",
                    later.note,
                    later.span,
                    format!("quoted elsewhere in other words: “{is}” here, “{was}” there"),
                )
                .also(earlier.note, earlier.span, "the same words of the same source, or nearly")
                .help("see what the source says, and mark what is left out with […]");
        }
    }
}

/// Whether two quotations are nearly, but not quite, the same.
fn is_version(one: &[String], other: &[String]) -> bool {
    let most = one.len().max(other.len()) / ALIKE;
    if one == other || most == 0 || one.len().abs_diff(other.len()) > most {
        return false;
    }
    let known: BTreeSet<&String> = one.iter().collect();
    // Counting what one has and the other has not is cheap, and rules nearly all pairs out.
    let missing = other.iter().filter(|word| !known.contains(word)).count();
    missing <= most && edits(one, other) <= most
}

/// The stretches in which the two differ, a word more on each side.
fn differing(one: &[String], other: &[String]) -> (String, String) {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let rest = one.len().min(other.len()) - same;
    let tail = one.iter().rev().zip(other.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let part = |words: &[String]| {
        let (from, to) = (same.saturating_sub(1), (words.len() - tail + 1).min(words.len()));
        super::shorthand::shortened(&words[from..to].join(" "))
    };
    (part(one), part(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        folded(text)
    }

    #[test]
    fn a_word_changed_in_a_quotation_is_a_version_of_it() {
        let one = words("we shall fight on the beaches we shall fight on the landing grounds");
        let other = words("we will fight on the beaches we shall fight on the landing grounds");
        assert!(is_version(&one, &other));
        assert_eq!(differing(&one, &other), ("we shall fight".into(), "we will fight".into()));
        assert!(!is_version(&one, &one));
        assert!(!is_version(&one, &words("they sat down by the river and wept for many days in the shade")));
    }
}
