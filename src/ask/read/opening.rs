//! The question word, its noun, and a preposition before it.

use super::phrases::{is_auxiliary, is_unit, is_verb, known_verb, lower, phrase_end};
use crate::{
    ask::question::{Hole, Phrase},
    language::{Tag, Word},
    ontology::Ontology,
};

/// How a question opens.
#[derive(Clone, Debug)]
pub(super) enum Opening {
    /// With an auxiliary: it wants a yes or no.
    Auxiliary(Word),
    /// With a question word.
    Word {
        /// What it asks for.
        hole: Hole,
        /// “*under* which resolution”.
        preposition: Option<String>,
    },
}

/// Whether a question may open with this word.
pub(super) fn is_question_word(word: &Word) -> bool {
    !is_unit(word)
        && matches!(
            lower(word).as_str(),
            "who" | "whom" | "whose" | "what" | "which" | "when" | "where" | "why" | "how" | "list" | "name" | "show"
        )
}

/// The opening, and the words after it.
pub(super) fn read(words: &[Word], ontology: &Ontology) -> Option<(Opening, Vec<Word>)> {
    let first = words.first()?;
    if is_auxiliary(first) {
        return Some((Opening::Auxiliary(first.clone()), words[1..].to_vec()));
    }
    let opens = |word: &Word| is_question_word(word) && !is_command(word);
    let Some(at) = words.iter().take(3).position(opens) else { return closing(words, ontology) };
    let preposition = (at > 0).then(|| words[..at].iter().map(lower).collect::<Vec<_>>().join(" "));
    let (hole, used) = question_word(&words[at..], ontology)?;
    let rest = words[at + used..].to_vec();
    Some((Opening::Word { hole, preposition }, rest))
}

/// The question word at the end: “the treaty was signed by whom”.
fn closing(words: &[Word], ontology: &Ontology) -> Option<(Opening, Vec<Word>)> {
    let (last, rest) = words.split_last()?;
    if !is_question_word(last) || is_command(last) {
        return None;
    }
    let (hole, _) = question_word(std::slice::from_ref(last), ontology)?;
    let before = rest.last().filter(|word| word.tag == Tag::Adp);
    let kept = rest.len() - usize::from(before.is_some());
    Some((Opening::Word { hole, preposition: before.map(lower) }, rest[..kept].to_vec()))
}

fn is_command(word: &Word) -> bool {
    matches!(lower(word).as_str(), "list" | "name" | "show")
}

/// What it asks for, and how many words that took.
fn question_word(words: &[Word], ontology: &Ontology) -> Option<(Hole, usize)> {
    let second = words.get(1).map(lower).unwrap_or_default();
    Some(match lower(&words[0]).as_str() {
        "who" | "whom" | "whose" => (Hole::Thing { kind: None, person: true }, 1),
        "when" => (Hole::Time, 1),
        "where" => (Hole::Place, 1),
        "why" => (Hole::Reason, 1),
        "how" if second == "many" || second == "much" => quantity(words, second == "much", ontology),
        "how" if second == "come" => (Hole::Reason, 2),
        "what" | "which" => thing(words, ontology),
        _ => return None,
    })
}

fn quantity(words: &[Word], mass: bool, ontology: &Ontology) -> (Hole, usize) {
    let end = noun_end(words, 2, ontology);
    let of = (end > 2).then(|| Phrase::new(&words[2..end]));
    (Hole::Quantity { of, mass }, end)
}

fn thing(words: &[Word], ontology: &Ontology) -> (Hole, usize) {
    let end = noun_end(words, 1, ontology);
    let kind = (end > 1).then(|| Phrase::new(&words[1..end]));
    let noun = kind.as_ref().map(Phrase::head_lemma).unwrap_or_default();
    let hole = match noun.as_str() {
        "source" | "citation" | "reference" => Hole::Source,
        "reason" => Hole::Reason,
        // “in which year”, “on what day”
        "year" | "month" | "day" | "date" | "decade" | "century" | "week" | "season" => Hole::Time,
        _ => Hole::Thing { kind, person: false },
    };
    (hole, end)
}

/// Where the noun asked with ends: before an auxiliary or the verb. A verb that is tagged as a noun is given back
/// when nothing after it could be the verb (“which source | supports that …”).
fn noun_end(words: &[Word], start: usize, ontology: &Ontology) -> usize {
    let later = |at: usize| words[at..].iter().skip(1).any(|word| is_auxiliary(word) || word.tag == Tag::Verb);
    if words.get(start).is_some_and(|word| word.tag == Tag::Verb) && !later(start) {
        return start;
    }
    let stop = (start..words.len()).find(|&at| is_auxiliary(&words[at]) || at > start && is_verb(words, at, ontology));
    let end = phrase_end(words, start, ontology).min(stop.unwrap_or(words.len()));
    let verb_follows = words.get(end).is_some_and(|word| is_auxiliary(word) || word.tag == Tag::Verb);
    if verb_follows || end <= start + 1 {
        // “what happened”, “which resolutions does”
        return if end == start + 1 && !verb_follows && words[start].tag == Tag::Verb { start } else { end };
    }
    (start + 1..end).rev().find(|&at| known_verb(&words[at], ontology) && !is_unit(&words[at])).unwrap_or(end)
}
