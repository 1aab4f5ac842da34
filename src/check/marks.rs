//! Quotation marks and brackets that do not close.

use super::Subject;
use super::finding::Findings;
use crate::note::{Claim, Note, Readable};
use crate::span::Span;

/// Marks that come in pairs.
const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('“', '”'), ('«', '»'), ('„', '“')];

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for (number, note) in subject.notes.iter().enumerate() {
        for (at, claim) in note.claims.iter().enumerate() {
            for readable in claim.segments.iter().map(|segment| &segment.readable) {
                brackets(readable, note, number, found);
                straight(readable, note, note.claims.get(at + 1), number, found);
            }
        }
    }
}

fn brackets(readable: &Readable, note: &Note, number: usize, found: &mut Findings<'_>) {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in readable.text.char_indices() {
        if !PAIRS.iter().any(|&(one, other)| c == one || c == other) || is_apart(readable, note, at, c) {
            continue;
        }
        let closes = open.last().is_some_and(|&(_, mark)| PAIRS.contains(&(mark, c)));
        if closes {
            open.pop();
        } else if PAIRS.iter().any(|&(one, _)| one == c) {
            open.push((at, c));
        } else if !numbers_an_item(&readable.text, at) {
            let span = readable.source(Span::new(at, at + c.len_utf8()));
            found
                .say("A301", number, span, format!("`{c}` closes what was not opened"))
                .help("open it, or take it out");
            return;
        }
    }
    if let Some(&(at, c)) = open.first() {
        let span = readable.source(Span::new(at, at + c.len_utf8()));
        let close = PAIRS.iter().find(|(one, _)| *one == c).map_or(c, |(_, other)| *other);
        found
            .say("A301", number, span, format!("`{c}` is opened and does not close"))
            .help(format!("close it with `{close}`"));
    }
}

/// Straight marks close what they open.
fn straight(readable: &Readable, note: &Note, next: Option<&Claim>, number: usize, found: &mut Findings<'_>) {
    let is_mark = |at: usize| {
        let inches = readable.text[..at].ends_with(|c: char| c.is_ascii_digit());
        !inches && !is_apart(readable, note, at, '"')
    };
    let marks: Vec<usize> = readable.text.match_indices('"').map(|(at, _)| at).filter(|&at| is_mark(at)).collect();
    let inches = readable.text.match_indices('"').count() != marks.len();
    // A quotation of several paragraphs opens in each and closes in the last.
    let goes_on =
        next.is_some_and(|next| next.segments.first().is_some_and(|first| first.readable.text.starts_with('"')));
    if let Some(&last) = marks.last().filter(|_| marks.len() % 2 == 1 && !inches && !goes_on) {
        let span = readable.source(Span::new(last, last + 1));
        found
            .say("A301", number, span, "a quotation mark without another")
            .help("close the quotation, or take the mark out");
    }
}

/// In code, or behind a backslash, a mark means something else; so does a face: `:(`.
fn is_apart(readable: &Readable, note: &Note, at: usize, c: char) -> bool {
    let source = readable.source(Span::new(at, at + c.len_utf8()));
    let before = &note.text[..source.start];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let in_code = before[line..].matches('`').count() % 2 == 1
        && note.text[source.end..].split('\n').next().is_some_and(|rest| rest.contains('`'));
    in_code || source.of(&note.text) != c.to_string() || before.ends_with([':', ';', '=', '\\'])
}

/// “a)”, “1)”: the bracket behind the number of an item.
fn numbers_an_item(text: &str, at: usize) -> bool {
    let word = text[..at].rsplit(|c: char| c.is_whitespace() || c == '(' || c == '.').next().unwrap_or_default();
    let letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let number = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let roman = !word.is_empty() && word.chars().all(|c| "ivxIVX".contains(c));
    text[at..].starts_with(')') && (letter || number || roman)
}
