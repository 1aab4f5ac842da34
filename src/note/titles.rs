//! Lines that are headings without being marked as such: in bold type, in capitals, or a date alone.

use super::{habits, ink::Ink, settle::Settled, types::Heading};
use crate::span::Span;

/// A longer line is a sentence, in words.
const LONGEST: usize = 8;

/// How a heading is known for one; what comes first stands above what comes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Title {
    /// `# …`, a line under it, `<h1>`.
    Marked,
    /// ALL CAPITALS
    Capitals,
    /// **All of it bold**
    Bold,
    /// `1952`, `March 1953`
    Date,
}

impl Title {
    /// What a paragraph is, if it is a title.
    pub(super) fn of(settled: &Settled) -> Option<Self> {
        if is_bold(settled) {
            return Some(Self::Bold);
        }
        let plain = settled.citations.is_empty() && settled.breaks.is_empty() && settled.code.is_empty();
        let text = settled.readable.text.trim();
        match plain {
            true if is_date(text) => Some(Self::Date),
            true if is_in_capitals(text) => Some(Self::Capitals),
            _ => None,
        }
    }

    /// How a heading came to be one.
    pub(super) fn of_heading(heading: &Heading, source: &str) -> Self {
        let written = heading.span.of(source);
        match written.chars().next() {
            Some('*' | '_') => Self::Bold,
            Some('#' | '<') | None => Self::Marked,
            Some(_) if written.contains('\n') => Self::Marked,
            Some(_) if is_date(written.trim()) => Self::Date,
            Some(_) if is_in_capitals(written.trim()) => Self::Capitals,
            Some(_) => Self::Marked,
        }
    }
}

/// The glyph at which the second line starts, when the first may be a title of the others.
pub(super) fn first_line(ink: &Ink) -> Option<usize> {
    let end = *ink.breaks.first()?;
    let line = ink.string(0, end);
    let line = line.trim();
    let speaks = || ink.string(end, ink.glyphs.len()).split([' ', '“', '"', '\'']).any(habits::is_voice_word);
    let titled = is_date(line.trim_end_matches(':')) || is_in_capitals(line);
    (end < ink.glyphs.len() && titled && !(line.ends_with(':') && speaks())).then_some(end)
}

/// A short paragraph, all of it bold, that is no sentence.
fn is_bold(settled: &Settled) -> bool {
    let readable = &settled.readable;
    let text = readable.text.as_str();
    let bare = Span::new(0, text.trim_end_matches(':').len());
    let bold = readable.emphasis.iter().any(|e| e.strong && e.span.contains(bare));
    let sentence = text.ends_with(['.', '!', '?', '…', ',', ';', '”', '"']) || text.split(' ').count() > 10;
    !bare.is_empty() && bold && !sentence && settled.citations.is_empty()
}

fn is_in_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = text.ends_with(['.', '!', '?', '…', ',', ';', '”', '"']);
    let plain = !text.starts_with(['[', '(', '<', '|', '$', '@', '¹', '²', '³', '-', '–', '—']);
    // Scripts without small letters have no capitals either.
    letters >= 3
        && text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        && plain
        && !shouted
        && text.split_whitespace().count() <= LONGEST
}

/// A year, or a month or day with its year.
fn is_date(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',', '–', '-', '/']).filter(|word| !word.is_empty()).collect();
    let year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let decade = |word: &&str| word.len() == 5 && word.ends_with('s') && word[..4].bytes().all(|b| b.is_ascii_digit());
    let day = |word: &&str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '.');
        let ordinal = ["", ".", "st", "nd", "rd", "th"].contains(&&word[digits.len()..]);
        ordinal && (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let dated = words.iter().any(|word| year(word) || decade(word));
    let known = |word: &&str| year(word) || decade(word) || day(word) || habits::is_month(word);
    dated && words.len() <= 6 && words.iter().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_dates_make_a_title() {
        assert!(is_in_capitals("THE MAU MAU UPRISING") && is_in_capitals("RESULTS:"));
        assert!(!is_in_capitals("NATO was founded") && !is_in_capitals("STOP!") && !is_in_capitals("毛泽东"));
        assert!(is_date("1952") && is_date("March 1953") && is_date("1914–1918") && is_date("5th June, 1967"));
        assert!(!is_date("12") && !is_date("Chapter 1952") && !is_date(""));
    }
}
