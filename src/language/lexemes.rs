//! A first, coarse cut of a text for the readers of dates and quantities: figures, words, marks.
//!
//! Words of the closed vocabulary those readers speak are recognised here, once, by [`Term`]; everything else is
//! [`Term::Other`]. No regular expressions: one pass over the bytes.

use super::terms::{Term, term};
use crate::span::Span;

/// One piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Whether a blank, or the start of the text, stands before it.
    pub spaced: bool,
}

/// What a lexeme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain digits, at most nine.
    Digits(u32),
    /// Digits with groups of thousands, with decimals, or very many: `1,500`, `2.6`.
    Figure,
    /// `25th`.
    Ordinal(u32),
    /// `1950s`, `1950's`, `50s`.
    Plural(u32),
    /// Letters.
    Word(Term),
    /// Anything else, one character.
    Mark(char),
}

/// A text and its lexemes.
pub(super) struct Lexed<'t> {
    /// The text they were cut from.
    pub text: &'t str,
    /// In order.
    pub items: Vec<Lexeme>,
}

impl<'t> Lexed<'t> {
    /// Cuts `text`.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, items: Cutter { text, at: 0 }.run() }
    }

    pub(super) fn get(&self, i: usize) -> Option<Lexeme> {
        self.items.get(i).copied()
    }

    /// The closed-vocabulary reading of lexeme `i`; [`Term::Other`] when it is no word.
    pub(super) fn term(&self, i: usize) -> Term {
        match self.get(i) {
            Some(Lexeme { kind: Kind::Word(term), .. }) => term,
            _ => Term::Other,
        }
    }

    /// The term before lexeme `i`.
    pub(super) fn term_before(&self, i: usize) -> Term {
        i.checked_sub(1).map_or(Term::Other, |p| self.term(p))
    }

    /// The value of lexeme `i` when it is plain digits.
    pub(super) fn digits(&self, i: usize) -> Option<u32> {
        match self.get(i)?.kind {
            Kind::Digits(value) => Some(value),
            _ => None,
        }
    }

    /// The mark at `i`.
    pub(super) fn mark(&self, i: usize) -> Option<char> {
        match self.get(i)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    pub(super) fn is_mark(&self, i: usize, wanted: char) -> bool {
        self.mark(i) == Some(wanted)
    }

    /// Whether lexeme `i` is a hyphen or dash.
    pub(super) fn is_dash(&self, i: usize) -> bool {
        self.mark(i).is_some_and(is_dash)
    }

    /// Whether nothing stands between lexeme `i` and the one before.
    pub(super) fn tight(&self, i: usize) -> bool {
        self.get(i).is_some_and(|lexeme| !lexeme.spaced)
    }

    /// The characters of lexeme `i`; empty past the end.
    pub(super) fn words(&self, i: usize) -> &'t str {
        self.get(i).map_or("", |lexeme| lexeme.span.of(self.text))
    }

    pub(super) fn is_word(&self, i: usize) -> bool {
        matches!(self.get(i), Some(Lexeme { kind: Kind::Word(_), .. }))
    }

    pub(super) fn capitalised(&self, i: usize) -> bool {
        self.words(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// The span from lexeme `from` up to, not including, lexeme `to`.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.items[from].span.start, self.items[to - 1].span.end)
    }
}

/// Hyphen, non-breaking hyphen, figure dash, en dash, em dash, minus.
pub(super) const fn is_dash(mark: char) -> bool {
    matches!(mark, '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '–' | '—' | '\u{2212}')
}

struct Cutter<'t> {
    text: &'t str,
    at: usize,
}

impl Cutter<'_> {
    fn run(mut self) -> Vec<Lexeme> {
        let mut items = Vec::with_capacity(self.text.len() / 4);
        let mut spaced = true;
        while let Some(c) = self.text[self.at..].chars().next() {
            let start = self.at;
            if c.is_whitespace() {
                self.at += c.len_utf8();
                spaced = true;
                continue;
            }
            let kind = if c.is_ascii_digit() {
                self.number()
            } else if c.is_alphabetic() {
                self.word()
            } else {
                self.at += c.len_utf8();
                Kind::Mark(c)
            };
            items.push(Lexeme { span: Span::new(start, self.at), kind, spaced });
            spaced = false;
        }
        items
    }

    fn word(&mut self) -> Kind {
        let rest = &self.text[self.at..];
        let ascii = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let length = match rest.as_bytes().get(ascii) {
            Some(byte) if !byte.is_ascii() => rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()),
            _ => ascii,
        };
        self.at += length;
        Kind::Word(if length == ascii { term(&rest[..length]) } else { Term::Other })
    }

    fn number(&mut self) -> Kind {
        let start = self.at;
        self.take_digits();
        let mut plain = self.at - start <= 9;
        while self.at - start <= 3 || !plain {
            if !self.take_group() {
                break;
            }
            plain = false;
        }
        if self.take_decimals() {
            plain = false;
        }
        if !plain {
            return Kind::Figure;
        }
        let value = self.text[start..self.at].parse().unwrap_or(0);
        self.suffix(value)
    }

    fn take_digits(&mut self) {
        self.at += self.text.as_bytes()[self.at..].iter().take_while(|b| b.is_ascii_digit()).count();
    }

    /// `,ddd` with exactly three digits.
    fn take_group(&mut self) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let group = rest.first() == Some(&b',')
            && rest.len() >= 4
            && rest[1..4].iter().all(u8::is_ascii_digit)
            && !rest.get(4).is_some_and(u8::is_ascii_digit);
        if group {
            self.at += 4;
        }
        group
    }

    fn take_decimals(&mut self) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let decimals = rest.first() == Some(&b'.') && rest.get(1).is_some_and(u8::is_ascii_digit);
        if decimals {
            self.at += 1;
            self.take_digits();
        }
        decimals
    }

    /// `25th`, `1950s`, `1950's`: the letters belong to the figure.
    fn suffix(&mut self, value: u32) -> Kind {
        let rest = &self.text[self.at..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let ends = !rest[letters..].chars().next().is_some_and(char::is_alphanumeric);
        match &rest[..letters] {
            "th" | "st" | "nd" | "rd" | "TH" | "ST" | "ND" | "RD" if ends => {
                self.at += 2;
                Kind::Ordinal(value)
            }
            "s" if ends => {
                self.at += 1;
                Kind::Plural(value)
            }
            "" if value.is_multiple_of(10) && (rest.starts_with("'s") || rest.starts_with("’s")) => {
                self.at += rest.find('s').map_or(0, |s| s + 1);
                Kind::Plural(value)
            }
            _ => Kind::Digits(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_their_groups_and_decimals_but_not_the_comma_of_a_date() {
        let kinds: Vec<String> = Lexed::new("June 25,1950 cost $1,500.5 in 1950s, the 25th")
            .items
            .iter()
            .map(|l| l.span.of("June 25,1950 cost $1,500.5 in 1950s, the 25th").to_owned())
            .collect();
        assert_eq!(kinds, ["June", "25", ",", "1950", "cost", "$", "1,500.5", "in", "1950s", ",", "the", "25th"]);
    }
}
