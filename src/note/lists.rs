//! Ordered lists whose numbers are no numbers: “1914. War breaks out” is a year, “23. October” a day.

use super::{habits, ink::Ink};
use crate::span::Span;

/// What the parser took for the number of an item, and the sign after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    number: Span,
    sign: Span,
    is_year: bool,
}

impl Lead {
    /// Puts the number back in front of the item: a year as a label, “1914: …”, a day as it is.
    pub(super) fn pour(self, source: &str, ink: &mut Ink) {
        ink.reach(self.number);
        ink.literal(self.number.of(source), self.number.start);
        if self.is_year {
            ink.decoded(':', self.sign);
        }
        ink.blank(Span::new(self.sign.end, self.sign.end));
    }
}

/// Reads the number of the item at `span`, the `position`th of its list, if it is a year or the day of a month.
pub(super) fn lead(source: &str, span: Span, position: usize) -> Option<Lead> {
    let item = span.of(source);
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    let number: usize = item[..digits].parse().ok()?;
    let is_year = digits == 4 && (1000..2200).contains(&number);
    let word = item[digits..].get(1..)?.trim_start();
    let word = &word[..word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len())];
    let is_day = (1..=31).contains(&number) && number != position && habits::is_month(word);
    let number = Span::new(span.start, span.start + digits);
    (is_year || is_day).then(|| Lead { number, sign: Span::new(number.end, number.end + 1), is_year })
}
