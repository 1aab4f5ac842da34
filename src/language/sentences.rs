//! Text → sentences.
//!
//! A full stop ends a sentence unless its word needs it (`abbreviations`), it stands inside something already recognised as
//! one unit, or what follows cannot begin a sentence. Notes are newline-free here; a blank line always ends one.

use super::abbreviations::{Abbreviation, abbreviation};
use crate::span::Span;

/// Cuts `text` into sentences, blanks around them left out. `units` (ascending, apart) are never cut.
pub(super) fn split(text: &str, units: &[Span]) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut unit = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    // Who begins in lower case goes on so.
    let low = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    while at < bytes.len() {
        let width = terminator(bytes, at);
        if width == 0 {
            at += 1;
            continue;
        }
        while units.get(unit).is_some_and(|u| u.end <= at) {
            unit += 1;
        }
        let inside = units.get(unit).filter(|u| u.start <= at && at + 1 < u.end);
        if let Some(unit) = inside {
            at = unit.end;
            continue;
        }
        let end = closed(text, at);
        if let Some(cut) = units[unit..].iter().take_while(|u| u.start < end).find(|u| u.start > at && end < u.end) {
            at = cut.end;
            continue;
        }
        let closes_unit = units.get(unit).is_some_and(|u| u.start <= at && at < u.end);
        if ends(text, start, (at, end), closes_unit, low) {
            push(text, start, end, &mut sentences);
            start = end;
        }
        at = end.max(at + width);
    }
    push(text, start, text.len(), &mut sentences);
    sentences
}

fn push(text: &str, start: usize, end: usize, sentences: &mut Vec<Span>) {
    let piece = &text[start..end];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let from = start + (piece.len() - piece.trim_start().len());
        sentences.push(Span::new(from, from + trimmed.len()));
    }
}

/// Bytes of the mark at `at` that may end a sentence; 0 when there is none.
fn terminator(bytes: &[u8], at: usize) -> usize {
    match bytes[at] {
        b'.' | b'!' | b'?' => 1,
        b'\n' if bytes.get(at + 1) == Some(&b'\n') => 1,
        0xE2 if bytes[at..].starts_with("…".as_bytes()) => 3,
        _ => 0,
    }
}

/// Where the run of marks from `at` ends, closing quotation marks and brackets included.
fn closed(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let marks = rest.find(|c| !matches!(c, '.' | '!' | '?' | '…')).unwrap_or(rest.len());
    let tail = &rest[marks..];
    let closing = tail.find(|c| !matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»')).unwrap_or(tail.len());
    // An opening straight quotation mark after a blank is not reached: the blank stops the run.
    let mut end = at + marks + closing;
    while let Some(length) = reference(&text[end..]) {
        end += length;
    }
    end
}

/// A reference mark after a sentence, as encyclopedias set them: ` [12]`, ` [better source needed]`.
fn reference(rest: &str) -> Option<usize> {
    let inner = rest.trim_start().strip_prefix('[')?;
    let (label, _) = inner.split_once(']')?;
    let figures = label.len() <= 3 && !label.is_empty() && label.bytes().all(|b| b.is_ascii_digit());
    let note = label.len() <= 30 && label.ends_with("needed");
    (figures || note).then(|| rest.len() - inner.len() + label.len() + 1)
}

/// Whether the sentence begun at `start` ends with the marks `at..end`.
fn ends(text: &str, start: usize, (at, end): (usize, usize), closes_unit: bool, low: bool) -> bool {
    if text.as_bytes()[at] == b'\n' {
        return true;
    }
    let rest = &text[end..];
    if !rest.starts_with(char::is_whitespace) {
        return rest.is_empty();
    }
    let next = Next::of(rest);
    let marks = text[at..end].trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    let closing = end - at - marks.len();
    match marks {
        "." if low && !next.begins && !next.word.is_empty() => {
            let word = last_word(&text[start..at]);
            word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && abbreviation(word).is_none()
        }
        "." => stop(text, start, at, &next, closing > 0, closes_unit),
        _ if marks.starts_with("..") || marks.starts_with('…') => next.begins && !next.word.starts_with("I"),
        // “Meurtres? (1950)”, “Viva Maria! (1965)”: the mark belongs to a title.
        _ => (next.begins || (low && closing == 0)) && !rest.trim_start().starts_with('('),
    }
}

/// Whether a single full stop ends a sentence.
fn stop(text: &str, start: usize, at: usize, next: &Next<'_>, closed: bool, closes_unit: bool) -> bool {
    let word = last_word(&text[start..at]);
    let numbering = text[start..at].trim_start().len() == word.len()
        && (word.chars().all(|c| c.is_ascii_digit() || c == '.') || word.chars().count() == 1);
    if numbering {
        return false;
    }
    if closed && next.begins {
        return !matches!(abbreviation(word), Some(Abbreviation::Leads));
    }
    match abbreviation(word) {
        Some(Abbreviation::Leads) => false,
        Some(Abbreviation::LeadsFigure) => next.begins && !next.figure,
        Some(Abbreviation::Initial) => next.begins && starter(next.word),
        Some(Abbreviation::MayEnd) if matches!(word, "etc" | "a.m" | "p.m" | "al") => next.begins && !next.figure,
        Some(Abbreviation::MayEnd) => next.begins && starter(next.word),
        None if closes_unit => next.begins && starter(next.word),
        None => next.begins || (starter(next.word) && word.len() > 2 && word.chars().all(char::is_alphabetic)),
    }
}

/// The characters before a full stop, back to a blank or an opening mark.
fn last_word(before: &str) -> &str {
    let from = before.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '‘' | '/' | '—' | '–'));
    match from {
        Some(k) => &before[k + before[k..].chars().next().map_or(1, char::len_utf8)..],
        None => before,
    }
}

/// What follows the marks.
struct Next<'t> {
    /// The first word, without opening marks.
    word: &'t str,
    /// It can begin a sentence: a capital, a figure, a letter without case.
    begins: bool,
    figure: bool,
}

impl<'t> Next<'t> {
    fn of(rest: &'t str) -> Self {
        let word = rest.trim_start().trim_start_matches(|c: char| {
            c.is_whitespace()
                || matches!(c, '"' | '\'' | '“' | '‘' | '(' | '[' | '«' | '-' | '–' | '—' | '*' | '•' | '…' | '.')
        });
        let length = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        let word = &word[..length];
        let first = word.chars().next();
        let figure = first.is_some_and(|c| c.is_ascii_digit());
        Self { word, begins: first.is_none_or(|c| !c.is_lowercase()), figure }
    }
}

/// Words that begin a sentence far more often than they follow an abbreviation inside one.
fn starter(word: &str) -> bool {
    const STARTERS: [&str; 56] = [
        "the", "a", "an", "he", "she", "it", "they", "we", "this", "that", "these", "those", "his", "her", "its",
        "their", "in", "on", "at", "by", "for", "from", "with", "after", "before", "during", "since", "until", "under",
        "when", "while", "although", "though", "because", "if", "as", "but", "and", "so", "then", "however", "there",
        "here", "some", "many", "most", "both", "one", "two", "no", "not", "what", "why", "how", "who", "meanwhile",
    ];
    word.len() <= 9 && STARTERS.iter().any(|starter| starter.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        split(text, &[]).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_full_stop_of_an_abbreviation_or_initial_ends_nothing() {
        for text in [
            "Gen. MacArthur met J. Edgar Hoover and Dr. Lee of the U.S. Army at 4 p.m. in St. Louis.",
            "On Nov. 5, 1950, Mr. Rhee cited No. 82, p. 14, of vol. 3.",
            "J.F.K. signed a proclamation, e.g. about $2.6 million.",
            "They nationalized American possession – banks, mines, ... and land.",
            "1. The war began.",
            "Yahoo! bought it.",
        ] {
            assert_eq!(cut(text), [text]);
        }
    }

    #[test]
    fn sentences_end_before_a_capital_a_figure_or_a_usual_beginning() {
        assert_eq!(cut("He left the U.S. The war went on."), ["He left the U.S.", "The war went on."]);
        assert_eq!(cut("It cost lives. 36,940 died."), ["It cost lives.", "36,940 died."]);
        assert_eq!(cut("He said “Go.” She went."), ["He said “Go.”", "She went."]);
        assert_eq!(cut("They fled (by sea.) Then came Mao."), ["They fled (by sea.)", "Then came Mao."]);
        assert_eq!(cut("it was over. then they left"), ["it was over.", "then they left"]);
        assert_eq!(cut("Does it mean war? No!"), ["Does it mean war?", "No!"]);
        assert_eq!(cut("“Why?” he asked. Nobody knew…"), ["“Why?” he asked.", "Nobody knew…"]);
    }

    #[test]
    fn a_unit_is_never_cut() {
        let text = "He read Vol. Three. It was long.";
        assert_eq!(split(text, &[Span::new(8, 18)]).len(), 2);
    }
}
