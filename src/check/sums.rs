//! Parts that exceed their total or miss it narrowly, and those that add up.

use super::Subject;
use super::finding::Findings;
use crate::language::{Quantity, quantities};
use crate::note::Readable;
use crate::span::Span;

/// Words between a total and its parts. Parts may overlap (“12 were officers and 15 were wounded”).
const PARTS_FOLLOW: [&str; 9] = [
    "of these", "of those", "of whom", "of which", "of them", "among them", "among these", "of this total", "including",
];
/// Words between a total and parts that are all of it.
const ALL_PARTS_FOLLOW: [&str; 6] =
    ["comprising", "consisting of", "made up of", "divided into", "broken down into", "composed of"];
/// Parts that miss their total by less than one in so many were meant to add up.
const NARROWLY: u64 = 50;

/// A whole number that claims to be exact.
struct Figure {
    span: Span,
    value: u64,
}

/// A total and what is said to be part of it.
struct Sum {
    total: Figure,
    parts: Vec<Figure>,
    /// The parts are all there is.
    whole: bool,
}

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for (number, note) in subject.notes.iter().enumerate() {
        for readable in note.claims.iter().flat_map(|claim| &claim.segments).map(|segment| &segment.readable) {
            for sentence in sentences(&readable.text) {
                if let Some(sum) = sum(&readable.text, sentence) {
                    judge(&sum, readable, number, found);
                }
            }
        }
    }
}

/// Stretches that end with a full stop. A number with its thousands in it holds none that a blank follows.
fn sentences(text: &str) -> impl Iterator<Item = Span> {
    let mut from = 0;
    let ends = text.match_indices(". ").map(|(at, _)| at + 1).chain(std::iter::once(text.len()));
    ends.map(move |end| {
        let span = Span::new(from.min(end), end);
        from = end;
        span
    })
}

fn sum(text: &str, sentence: Span) -> Option<Sum> {
    let words = sentence.of(text);
    // Reading quantities costs more than looking for the words between them.
    let lower = words.to_ascii_lowercase();
    let cue = |cues: &[&str]| cues.iter().filter_map(|cue| at_word(&lower, cue)).min();
    let (follow, all) = (cue(&PARTS_FOLLOW), cue(&ALL_PARTS_FOLLOW));
    let (at, whole) = match (follow, all) {
        (Some(some), Some(all)) if all < some => (all, true),
        (Some(some), _) => (some, false),
        (None, all) => (all?, true),
    };
    let found: Vec<(Span, Quantity)> = quantities::find(words);
    let (before, after): (Vec<_>, Vec<_>) = found.into_iter().partition(|(span, _)| span.end <= at);
    let total = figure(before.last()?, sentence.start)?;
    // One part that is no plain figure, and nothing can be said of the sum.
    let parts: Option<Vec<Figure>> = after.iter().map(|part| figure(part, sentence.start)).collect();
    let parts = parts.filter(|parts| !parts.is_empty())?;
    let nearby = before.iter().all(|(_, quantity)| quantity.unit.is_none());
    nearby.then_some(Sum { total, parts, whole })
}

/// Where a phrase stands as words of their own.
fn at_word(text: &str, phrase: &str) -> Option<usize> {
    let letter = |c: char| c.is_alphanumeric();
    let stands = |at: &usize| !text[..*at].ends_with(letter) && !text[at + phrase.len()..].starts_with(letter);
    text.match_indices(phrase).map(|(at, _)| at).find(stands)
}

fn figure((span, quantity): &(Span, Quantity), from: usize) -> Option<Figure> {
    let exact = quantity.unit.is_none() && quantity.upper.is_none() && quantity.approximation.is_none();
    let value = quantity.value.parse().ok().filter(|_| exact)?;
    Some(Figure { span: Span::new(from + span.start, from + span.end), value })
}

fn judge(sum: &Sum, readable: &Readable, number: usize, found: &mut Findings<'_>) {
    let total = sum.total.value;
    let at = |figure: &Figure| readable.source(figure.span);
    if let Some(part) = sum.parts.iter().find(|part| part.value > total) {
        let message = format!("{} are said to be part of {}", shown(part.value), shown(total));
        let draft = found.say("A108", number, at(part), message);
        draft.also(number, at(&sum.total), "the whole").help("see which of the two the source gives otherwise");
        return;
    }
    let parts: Vec<String> = sum.parts.iter().map(|part| shown(part.value)).collect();
    let Some(added) = sum.parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(part.value)) else { return };
    let whole = at(&sum.total).cover(sum.parts.last().map(at).unwrap_or_default());
    let addition = parts.join(" + ");
    if sum.parts.len() < 2 {
        return;
    }
    if added == total {
        found.say("A109", number, whole, format!("the parts add up: {addition} = {}", shown(total))).quiet();
    } else if sum.whole || added.abs_diff(total) < total.div_ceil(NARROWLY) {
        let message = format!("the parts do not add up: {addition} = {}, not {}", shown(added), shown(total));
        found.say("A108", number, whole, message).help("see which of the figures the source gives otherwise");
    }
}

/// With commas between thousands.
fn shown(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_with_their_thousands() {
        assert_eq!([5, 999, 1000, 36_940].map(shown), ["5", "999", "1,000", "36,940"]);
        assert_eq!(shown(1_312_836), "1,312,836");
    }

    #[test]
    fn sentences_keep_their_numbers_whole() {
        let text = "A total of 1.5 died. Of these, 3.";
        assert_eq!(
            sentences(text).map(|span| span.of(text)).collect::<Vec<_>>(),
            ["A total of 1.5 died.", " Of these, 3."]
        );
    }
}
