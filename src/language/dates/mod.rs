//! Dates and periods: words → [`Date`] as EDTF with first and last day.
//!
//! 1. `grammar`, `eras` and `clock` read a single date from the lexemes, `ranges` joins two or leaves one open;
//! 2. `cues` decides whether a lone year, month or season is a date at all;
//! 3. `inherit` gives a date without a year the nearest year of the text, or that of its context;
//! 4. `moment` and `calendar` write EDTF and bounds.
//!
//! The span of a date leaves out the preposition and article before it (“until *1998*”, “in the *spring of 1950*”), so
//! that the parser sees them; the date itself knows them (`../1998`).

mod calendar;
mod clock;
mod context;
mod cues;
mod eras;
mod grammar;
mod inherit;
mod moment;
mod nouns;
mod ranges;
mod relative;
#[cfg(test)]
mod tests;

pub use calendar::days_in;
pub use context::DateContext;

use super::lexemes::Lexed;
use super::types::Date;
use crate::span::Span;
use inherit::{Dated, resolve};
use ranges::Expression;

/// Finds every date in running text, in order, none overlapping another.
#[must_use]
pub fn find(text: &str, context: &DateContext) -> Vec<(Span, Date)> {
    find_in(&Lexed::new(text), context)
}

/// Reads a text that is nothing but a date, such as a cell of a table or the label of an entry: “September 4”, “Mid-year”,
/// “6:00 AM”, “1982-1983”, “Evening”. `None` when anything else stands in it.
#[must_use]
pub fn read_cell(text: &str, context: &DateContext) -> Option<Date> {
    let l = Lexed::new(text);
    let start = (0..l.items.len()).find(|&i| !leads_cell(&l, i))?;
    let end = l.items.len() - l.items.iter().rev().take_while(|x| trails_cell(x.span.of(text))).count();
    if let Some(date) = inherit::part_of_day(&l, start, end, context) {
        return Some(date);
    }
    let read = ranges::expression(&l, start).filter(|read| read.end == end)?;
    let dated = Dated::new(&l, &read);
    resolve(&l, vec![dated], context).pop()?.1
}

/// What may stand before the date of a cell: a preposition, an article, a bracket.
fn leads_cell(l: &Lexed<'_>, i: usize) -> bool {
    use super::terms::Term;
    matches!(
        l.term(i),
        Term::In
            | Term::On
            | Term::The
            | Term::Since
            | Term::By
            | Term::Until
            | Term::From
            | Term::Before
            | Term::After
            | Term::At
            | Term::Between
            | Term::During
    ) || matches!(l.mark(i), Some('(' | '['))
}

fn trails_cell(mark: &str) -> bool {
    matches!(mark, ":" | "," | ")" | "]" | "." | "–" | "—" | "-")
}

/// [`find`] on a text already cut.
pub(super) fn find_in(l: &Lexed<'_>, context: &DateContext) -> Vec<(Span, Date)> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < l.items.len() {
        match accepted(l, i) {
            Some(read) => {
                i = read.end;
                found.push(Dated::new(l, &read));
            }
            None => i += 1,
        }
    }
    resolve(l, found, context).into_iter().filter_map(|(span, date)| Some((span, date?))).collect()
}

fn accepted(l: &Lexed<'_>, i: usize) -> Option<Expression> {
    if glued(l, i) {
        return None;
    }
    // “92 (6): 1087–1101” are pages.
    let pages = l.is_mark(i.wrapping_sub(1), ':') && matches!(l.mark(i.wrapping_sub(2)), Some(')' | ']'));
    let read = ranges::expression(l, i).filter(|_| !pages)?;
    (!read.bare || cues::cued(l, &read)).then_some(read)
}

/// Whether lexeme `i` hangs on what stands before it: `$1950`, `U-2`, `S/1501`, `No.5`.
fn glued(l: &Lexed<'_>, i: usize) -> bool {
    use super::lexemes::Kind;
    let figure = matches!(l.get(i).map(|x| x.kind), Some(Kind::Digits(_) | Kind::Figure | Kind::Ordinal(_)));
    let Some(before) = i.checked_sub(1).and_then(|p| l.get(p)).filter(|_| figure && l.tight(i)) else { return false };
    match before.kind {
        Kind::Mark(mark) => {
            !matches!(mark, '(' | '[' | '"' | '“' | '‘' | '\'' | '~' | '≈' | ',' | '–' | '—' | '*' | '…')
        }
        Kind::Word(_) | Kind::Digits(_) | Kind::Figure | Kind::Ordinal(_) | Kind::Plural(_) => true,
    }
}
