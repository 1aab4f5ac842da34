//! Whose words a quotation holds: the line behind it (“— Tiberius Gracchus, in Plutarch, *Life*”), or the words before it.

use super::gazetteer::Gazetteer;
use super::naming::word_offsets;
use super::terse;
use crate::language::inflect;
use crate::note::{Claim, ClaimKind, SegmentKind};
use crate::ontology::Ontology;
use std::ops::Range;

/// What opens such a line, and may stand within the quotation's last paragraph; a hyphen opens only a line of its own.
const DASHES: &[&str] = &["— ", "– ", "-- ", "― "];

/// Whose words a block quote holds, and the segment that says so.
pub(super) fn speaker<'n>(claim: &'n Claim, gazetteer: &Gazetteer, ontology: &Ontology) -> Option<(usize, &'n str)> {
    let (index, segment) =
        claim.segments.iter().enumerate().next_back().filter(|_| claim.kind == ClaimKind::BlockQuote)?;
    let text = segment.readable.text.trim();
    let line = match segment.kind {
        SegmentKind::Quotation => text[without(text).len()..].trim(),
        SegmentKind::Prose => text,
        _ => return None,
    };
    let named = DASHES.iter().chain([&"- "]).find_map(|dash| line.strip_prefix(dash))?;
    // “— Archibald Wavell *to Winston Churchill*, February 1944”
    let small = [" to ", " in ", " on ", " at ", " writing ", " quoted ", " speaking "];
    let end = small.iter().filter_map(|word| named.find(word)).chain(named.find([',', '(', ':', '–', '—'])).min();
    let end = end.unwrap_or(named.len());
    let (_, speaker) = terse::whole_name(&named[..end], gazetteer, ontology)?;
    Some((index, speaker))
}

/// A quotation without the line that says whose words it holds: “… revered. — Marius Jansen, *Making*”.
pub(super) fn without(text: &str) -> &str {
    let ended = |at: usize| text[..at].trim_end().ends_with(['.', '!', '?', '”', '"', '’', '…']);
    let dashes = DASHES.iter().flat_map(|dash| text.match_indices(dash)).map(|(at, _)| at);
    dashes.filter(|&at| at == 0 || ended(at)).max().map_or(text, |at| text[..at].trim_end())
}

/// Who reports, and what: “Duclert commission, March 2021: France bears an overwhelming responsibility.”
pub(super) fn report<'t>(text: &'t str, ontology: &Ontology) -> Option<(&'t str, Range<usize>)> {
    let at = text.find(": ")?;
    let (label, rest) = (&text[..at], at + 2..text.len());
    let named = label.find([',', '(']).map_or(label, |end| &label[..end]).trim();
    let head = named.rsplit(' ').next()?.to_lowercase();
    let words = text[rest.clone()].trim_end();
    let finite = |word: &str| matches!(word, "is" | "are" | "was" | "were" | "has" | "had") || inflect::is_past(word);
    // “Committee: Anna Adler, Boris Brandt” says who is in it.
    let opens = words.starts_with(|c: char| c.is_uppercase() || c == '“' || c == '"');
    let ends = words.ends_with(['.', '!', '?', '”', '"']);
    let is_sentence = words.split(' ').any(finite) || (opens && ends);
    let short = named.split(' ').count() <= LONGEST_REPORTER;
    let reports = short && is_sentence && ontology.has_word("reporting-body", &head);
    let named = ["The ", "the "].iter().find_map(|article| named.strip_prefix(article)).unwrap_or(named);
    reports.then_some((named, rest))
}

/// Words of the name of a report.
const LONGEST_REPORTER: usize = 6;

/// Who is said to speak by the words before a block quote: “As Prunier puts it:”, “The commission found that,”, “In the words of
/// Dallaire:”; an empty name where somebody speaks who cannot be named (“She wrote:”).
pub(super) fn introduced<'n>(before: &'n Claim, ontology: &Ontology) -> Option<&'n str> {
    let text = before.segments.last().filter(|segment| segment.kind == SegmentKind::Prose)?.readable.text.trim_end();
    let text = text.strip_suffix([':', ','])?;
    let sentence = text.rmatch_indices(". ").next().map_or(text, |(at, _)| &text[at + 2..]).trim();
    let lower = sentence.to_lowercase();
    let phrases = ontology.words.get("attribution").into_iter().flatten();
    let phrase = phrases.filter(|phrase| lower.starts_with(phrase.as_str())).map(String::len).max();
    let named = match phrase {
        Some(end) => sentence.get(end..)?,
        None => {
            let sentence = sentence.strip_prefix("As ").unwrap_or(sentence);
            &sentence[..saying(sentence, ontology)?]
        }
    };
    let named = named.find([',', '(']).map_or(named, |end| &named[..end]).trim();
    let named = ["The ", "the ", "A ", "a "].iter().find_map(|article| named.strip_prefix(article)).unwrap_or(named);
    // “As @prunier1995 puts it”: the key is no part of the words.
    if named.is_empty() {
        return Some(before.citations.last().map_or("", |citation| citation.target.as_str()));
    }
    // “She wrote”, “His message read”
    let first = named.split(' ').next().unwrap_or_default().to_lowercase();
    let is_pronoun =
        ["pronoun-male", "pronoun-female", "pronoun-thing", "pronoun-plural", "pronoun-speaker", "demonstrative"]
            .iter()
            .any(|set| ontology.has_word(set, &first));
    Some(if is_pronoun { "" } else { named })
}

/// Where the verb of saying begins, or what goes with it (“*later* wrote”, “*has* argued”).
fn saying(sentence: &str, ontology: &Ontology) -> Option<usize> {
    let words: Vec<(usize, &str)> = word_offsets(sentence);
    let says = |at: usize| {
        let word = words[at].1.to_lowercase();
        let endings = ["", "s", "d", "ed", "es"];
        let mut lemmas = endings.iter().filter_map(|ending| word.strip_suffix(ending)).chain(inflect::base(&word));
        let puts_it = word.starts_with("put") && words.get(at + 1).is_some_and(|next| next.1 == "it");
        // “the *report*”, “his *claim*”: a noun.
        let before = at.checked_sub(1).map(|before| words[before].1.to_lowercase());
        let is_noun = before.is_some_and(|word| {
            matches!(word.as_str(), "the" | "a" | "an" | "this" | "his" | "her" | "its" | "their" | "of")
        });
        puts_it || (!is_noun && lemmas.any(|lemma| ontology.has_word("verb-of-quoting", lemma)))
    };
    let verb = (0..words.len().min(LONGEST_SPEAKER)).find(|at| says(*at))?;
    let goes_with = |word: &str| {
        let small =
            matches!(word, "has" | "had" | "have" | "would" | "was" | "were" | "later" | "then" | "also" | "again");
        small || word.ends_with("ly")
    };
    let first = (0..verb).rev().take_while(|at| goes_with(words[*at].1)).last().unwrap_or(verb);
    Some(words[first].0)
}

/// Words before which the verb stands.
const LONGEST_SPEAKER: usize = 12;
