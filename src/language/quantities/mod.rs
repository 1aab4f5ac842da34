//! Numbers with units and approximation: words → [`Quantity`].
//!
//! 1. `numerals` reads the number, `decimal` keeps it exact;
//! 2. `measures` knows units and currencies: they join the quantity (“1,500 square miles”), while the noun of a plain
//!    count stays a word of its own (“2 million” + “civilians”);
//! 3. here both get the approximator that stands directly before them (“more than 1400”), and numbers that only name
//!    something are left alone (“Resolution 82”, “No. 5”, “U-2”).

mod decimal;
mod measures;
mod numerals;
#[cfg(test)]
mod tests;

use super::lexemes::{Kind, Lexed};
use super::terms::Term;
use super::types::{Approximation, Quantity};
use crate::span::Span;
use decimal::Decimal;
use measures::{currency, measure};
use numerals::{Numeral, Shape, numeral};

/// Finds every quantity in running text, in order, none overlapping another or a date.
#[must_use]
pub fn find(text: &str) -> Vec<(Span, Quantity)> {
    let l = Lexed::new(text);
    let dates = super::dates::find_in(&l, &super::dates::DateContext::default());
    let taken: Vec<Span> = dates.into_iter().map(|(span, _)| span).collect();
    find_in(&l, &taken).into_iter().map(|found| (found.span, found.quantity)).collect()
}

/// A quantity in a text.
pub(super) struct Found {
    /// All of it.
    pub span: Span,
    /// Without its approximator: what a parser should see.
    pub core: Span,
    pub quantity: Quantity,
}

/// [`find`] on a text already cut, outside the stretches already `taken` (ascending, apart).
pub(super) fn find_in(l: &Lexed<'_>, taken: &[Span]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut next_taken = 0;
    let mut named_until = usize::MAX;
    let mut i = 0;
    while i < l.items.len() {
        let here = l.items[i].span;
        while taken.get(next_taken).is_some_and(|span| span.end <= here.start) {
            next_taken += 1;
        }
        let free = |span: Span| taken.get(next_taken).is_none_or(|t| !t.overlaps(span));
        match quantity(l, i).filter(|read| free(l.span(i, read.end))) {
            Some(read) if names(l, i, &read, named_until) => {
                named_until = read.end;
                i = read.end;
            }
            Some(read) => {
                let core = l.span(read.core.0, read.core.1);
                found.push(Found { span: l.span(i, read.end), core, quantity: read.quantity });
                i = read.end;
            }
            None => i += 1,
        }
    }
    found
}

/// A quantity read up to `end`.
struct Read {
    quantity: Quantity,
    end: usize,
    /// First and one past the last lexeme without approximators.
    core: (usize, usize),
    /// Plain figures, without unit, scale or approximator.
    plain: bool,
}

fn quantity(l: &Lexed<'_>, i: usize) -> Option<Read> {
    if glued(l, i) {
        return None;
    }
    let (approximation, start) = approximator(l, i).map_or((None, i), |(approximation, at)| (Some(approximation), at));
    let (money, at) = currency(l, start).map_or((None, start), |(code, at)| (Some(code.to_owned()), at));
    let first = numeral(l, at)?;
    let (value, upper, end) = range(l, i, at, &first, money.is_some());
    let sold = money.is_some();
    let (unit, core_end) = match money {
        Some(code) => (Some(code), end),
        None => measure(l, end).map_or((None, end), |(unit, end)| (Some(unit), end)),
    };
    let plus = l.is_mark(core_end, '+') && l.tight(core_end);
    let (tail, end) = tail(l, core_end + usize::from(plus));
    let approximation = approximation.or(plus.then_some(Approximation::MoreThan)).or(tail).or(vague(&first));
    let plain = first.shape == Shape::Figures && unit.is_none() && approximation.is_none() && upper.is_none();
    let lone = first.shape == Shape::One && unit.is_none() && upper.is_none();
    let quantity = Quantity { value: value.text(), upper: upper.map(Decimal::text), unit, approximation };
    let read = Read { quantity, end, core: (start, core_end), plain };
    (!lone && !hanging(l, i, &first, end) && (sold || at == start)).then_some(read)
}

fn vague(first: &Numeral) -> Option<Approximation> {
    (first.shape == Shape::Vague).then_some(Approximation::MoreThan)
}

/// Whether the figures read are part of something else: a time, the number of a list item or of a reference.
fn hanging(l: &Lexed<'_>, i: usize, first: &Numeral, end: usize) -> bool {
    if l.tight(end) && l.is_word(end) {
        return true;
    }
    let figures = first.shape == Shape::Figures;
    let timed = l.is_mark(end, ':') && l.tight(end) && l.tight(end + 1) && l.digits(end + 1).is_some();
    let listed = i == 0 && matches!(l.mark(end), Some('.' | ')')) && l.items.len() > end + 1;
    let composed =
        matches!(l.mark(end), Some('/' | '.')) && l.tight(end) && l.tight(end + 1) && l.digits(end + 1).is_some();
    let bracketed = i > 0 && l.is_mark(i - 1, '[') && l.is_mark(end, ']');
    timed || composed || (figures && (listed || bracketed))
}

/// Both ends of “2-3 million”, “2 to 3 million”, “between 2 and 3 million”, or the one number there is, and where it ends.
fn range(l: &Lexed<'_>, i: usize, at: usize, first: &Numeral, money: bool) -> (Decimal, Option<Decimal>, usize) {
    let alone = (first.value, None, first.end);
    let joint = first.end;
    let dash = l.is_dash(joint);
    let joined = match l.term(joint) {
        Term::To => l.term_before(i) != Term::From,
        Term::And => l.term_before(i) == Term::Between,
        _ => dash && l.tight(joint) == l.tight(joint + 1),
    };
    let next = joint + 1;
    let next = if money { currency(l, next).map_or(next, |(_, next)| next) } else { next };
    let Some(second) = numeral(l, next).filter(|_| joined && first.shape != Shape::Vague) else { return alone };
    if dash && telephone(l, next, second.end) {
        return alone;
    }
    let same = |shape: Shape| matches!(shape, Shape::Figures | Shape::Scaled | Shape::Words);
    if !same(first.shape) && first.shape != Shape::One || !same(second.shape) {
        return alone;
    }
    let from = lifted(l, at, first, &second).unwrap_or(first.value);
    if from.less_than(second.value) { (from, Some(second.value), second.end) } else { alone }
}

/// “363-0555”, “201-224-7900”: no range.
fn telephone(l: &Lexed<'_>, next: usize, end: usize) -> bool {
    l.words(next).starts_with('0') && l.words(next).len() > 1 && !l.words(next).contains('.')
        || (l.is_dash(end) && l.tight(end) && l.digits(end + 1).is_some())
}

/// The first number of “2-3 million” in the second's scale.
fn lifted(l: &Lexed<'_>, at: usize, first: &Numeral, second: &Numeral) -> Option<Decimal> {
    if first.shape == Shape::Scaled || second.shape != Shape::Scaled || first.end != at + 1 {
        return None;
    }
    let mut value = first.value;
    for k in first.end + 1..second.end {
        match l.term(k) {
            Term::Scale(power) => value = value.times_ten_to(u32::from(power))?,
            Term::Hundred => value = value.times_ten_to(2)?,
            _ => {}
        }
    }
    Some(value)
}

/// “or more”, “or so” after a number.
fn tail(l: &Lexed<'_>, end: usize) -> (Option<Approximation>, usize) {
    match (l.term(end), l.term(end + 1), l.words(end + 1)) {
        (Term::Or, Term::More, _) => (Some(Approximation::AtLeast), end + 2),
        (Term::Or, Term::Less, _) => (Some(Approximation::AtMost), end + 2),
        (Term::Or, _, "so") => (Some(Approximation::About), end + 2),
        _ => (None, end),
    }
}

/// What stands directly before a number and says how exact it is: where the number starts.
fn approximator(l: &Lexed<'_>, i: usize) -> Option<(Approximation, usize)> {
    use Approximation::{About, AtLeast, AtMost, LessThan, MoreThan};
    let than = l.term(i + 1) == Term::Than;
    Some(match l.term(i) {
        Term::About if !placed(l, i) => (About, i + 1),
        Term::Some | Term::Estimated | Term::Circa => (About, i + 1),
        Term::A if l.term(i + 1) == Term::Estimated => (About, i + 2),
        Term::Nearly => (LessThan, i + 1),
        Term::More if than => (MoreThan, i + 2),
        Term::Less if than => (LessThan, i + 2),
        Term::Over if !placed(l, i) && !lasting(l, i + 1) => (MoreThan, i + 1),
        Term::Under if !placed(l, i) && !lasting(l, i + 1) => (LessThan, i + 1),
        Term::At if l.term(i + 1) == Term::Least => (AtLeast, i + 2),
        Term::At if l.term(i + 1) == Term::Most => (AtMost, i + 2),
        Term::Up if l.term(i + 1) == Term::To => (AtMost, i + 2),
        Term::No if l.term(i + 2) == Term::Than => match l.term(i + 1) {
            Term::More => (AtMost, i + 3),
            Term::Less => (AtLeast, i + 3),
            _ => return None,
        },
        _ => match l.mark(i) {
            Some('~' | '≈') => (About, i + 1),
            Some('>') => (MoreThan, i + 1),
            Some('<') => (LessThan, i + 1),
            _ if l.words(i) == "as" && l.words(i + 2) == "as" && matches!(l.words(i + 1), "many" | "much") => {
                (AtMost, i + 3)
            }
            _ => return None,
        },
    })
}

/// “under two headings”, “around four themes”: with a small number word these say where, not how many.
fn placed(l: &Lexed<'_>, i: usize) -> bool {
    let spatial =
        ["over", "under", "around", "above", "below"].iter().any(|word| word.eq_ignore_ascii_case(l.words(i)));
    let small = |read: Numeral| read.shape == Shape::Words && read.end == i + 2;
    spatial && matches!(l.term(i + 1), Term::Small(2..=9)) && numeral(l, i + 1).is_some_and(small)
}

/// “over three years” tells how long, not how many.
fn lasting(l: &Lexed<'_>, i: usize) -> bool {
    numeral(l, i).is_some_and(|read| {
        matches!(
            l.words(read.end),
            "years" | "months" | "weeks" | "days" | "hours" | "minutes" | "decades" | "centuries" | "generations"
        )
    })
}

/// Whether lexeme `i` hangs on the word before it: `U-2`, `S/1501`, `COVID-19`.
fn glued(l: &Lexed<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).and_then(|p| l.get(p)).filter(|_| l.tight(i)) else { return false };
    let figure = matches!(l.get(i).map(|x| x.kind), Some(Kind::Digits(_) | Kind::Figure));
    match before.kind {
        Kind::Mark('(' | '[' | '"' | '“' | '‘' | '\'' | '—' | '–' | '~' | '≈' | '*' | '…' | ',') => false,
        Kind::Mark('-') => figure && l.tight(i - 1) && i >= 2,
        Kind::Mark('$' | '£' | '€' | '¥') => false,
        _ => figure,
    }
}

/// Whether a plain figure names something rather than counting: `Resolution 82`, `No. 5`, `page 14`, `Track 2`, and the
/// further ones of `Resolutions 82, 83, and 84`.
fn names(l: &Lexed<'_>, i: usize, read: &Read, named_until: usize) -> bool {
    if !read.plain || i == 0 {
        return false;
    }
    if named_until < i && l.items[named_until..i].iter().all(|x| joins_list(x.kind)) {
        return true;
    }
    let at = i - 1 - usize::from(l.is_mark(i - 1, '.') && i >= 2);
    let word = l.words(at);
    let labels = [
        "no", "nos", "p", "pp", "vol", "vols", "page", "pages", "line", "lines", "chapter", "article", "section",
        "number", "item", "picture", "figure", "table", "part", "phase", "track", "type", "volume", "paragraph",
        "note", "room", "resolution", "resolutions", "decree", "appendix", "step", "unit", "version", "fig", "art",
        "para", "sec", "ch",
    ];
    let labelled = labels.iter().any(|label| label.eq_ignore_ascii_case(word)) || l.is_mark(i - 1, '#');
    let inside = at > 0 && !matches!(l.mark(at - 1), Some('.' | '!' | '?' | ':' | '"' | '“'));
    let named = at == i - 1 && l.is_word(at) && l.capitalised(at) && inside && l.term(at) == Term::Other;
    let counts = l.is_word(read.end) && !l.capitalised(read.end) && l.words(read.end).ends_with('s');
    labelled || (named && !counts)
}

const fn joins_list(kind: Kind) -> bool {
    matches!(kind, Kind::Mark(',' | '&' | '/') | Kind::Word(Term::And | Term::Or))
}
