//! Short forms that nothing spells out.

use super::Subject;
use super::finding::Findings;
use super::shorthand::{prose, runs};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Short forms have between so many letters …
const SHORTEST: usize = 3;
/// … and so many.
const LONGEST: usize = 6;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let known = known(subject);
    let spelt = spelt_out(subject);
    let mut first: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    for (number, note) in subject.notes.iter().enumerate() {
        for readable in note.claims.iter().flat_map(prose) {
            let text = &readable.text;
            // Where all is in capitals, nothing is a short form.
            if !text.chars().any(char::is_lowercase) {
                continue;
            }
            for span in short_forms(text) {
                let word = span.of(text);
                let in_code = note.text[..readable.source(span).start].ends_with(['`', '$', '<', '{', '_', '@']);
                if !in_code
                    && !subject.ontology.has_word("short-form", &word.to_lowercase())
                    && !known.contains(word)
                    && !spelt.contains(word)
                {
                    first.entry(word).or_insert_with(|| (number, readable.source(span)));
                }
            }
        }
    }
    for (word, (number, span)) in first {
        found
            .say("A204", number, span, format!("nothing spells out what “{word}” stands for"))
            .help(format!("spell it out where it comes first: … ({word})"));
    }
}

/// Words of capitals that stand for themselves.
fn short_forms(text: &str) -> impl Iterator<Item = Span> {
    let is_short = |span: &Span| {
        let word = span.of(text);
        (SHORTEST..=LONGEST).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase()) && !is_roman(word)
    };
    runs(text, |c| c.is_alphanumeric() || matches!(c, '-' | '/')).filter(is_short)
}

fn is_roman(word: &str) -> bool {
    word.chars().all(|c| "IVXLCDM".contains(c))
}

/// Names that everybody knows: those of the gazetteer.
fn known<'a>(subject: &Subject<'a>) -> BTreeSet<&'a str> {
    subject.ontology.names().map(|(name, ..)| name).filter(|name| name.len() <= LONGEST).collect()
}

/// What stands in brackets behind words whose initials it has, or before such words in brackets: “Movement of the
/// Revolutionary Left (MIR)”, “MIR (Movement of the Revolutionary Left)”, “MIR, the Movement of …”.
fn spelt_out(subject: &Subject<'_>) -> BTreeSet<String> {
    let mut spelt = BTreeSet::new();
    for note in subject.notes {
        let headings = note.headings.iter().map(|heading| &heading.readable);
        let said = note.claims.iter().flat_map(|claim| &claim.segments).map(|segment| &segment.readable);
        for readable in headings.chain(said) {
            let text = &readable.text;
            for span in short_forms(text) {
                let before = text[..span.start].trim_end();
                let after = text[span.end..].trim_start();
                let bracketed = before.ends_with('(') && after.starts_with(')');
                let explains = after.starts_with(['(', ',', ':', '=', '–', '—']) && has_initials(after, span.of(text));
                if bracketed && has_initials(before, span.of(text)) || explains {
                    spelt.insert(span.of(text).to_owned());
                }
            }
        }
    }
    spelt
}

/// Whether words nearby begin with the letters of a short form, in order; small words between them do not count.
fn has_initials(text: &str, short: &str) -> bool {
    let initials: String =
        super::shorthand::words(text).filter_map(|word| word.chars().next()).map(|c| c.to_ascii_uppercase()).collect();
    let short: Vec<char> = short.chars().filter(char::is_ascii_uppercase).collect();
    // How many letters of the short form the initials hold, in order (the longest common subsequence).
    let mut held = vec![0; short.len() + 1];
    for c in initials.chars() {
        let before = held.clone();
        for (at, letter) in short.iter().enumerate() {
            held[at + 1] = if *letter == c { before[at] + 1 } else { before[at + 1].max(held[at]) };
        }
    }
    // Foreign names have other initials than their translation: all but one letter is enough.
    held[short.len()] + 1 >= short.len()
}
