//! Ranges of two dates, and dates that a preposition leaves open at one end.

use super::grammar::{Read, day_number, month_name, plain_year, point, two_digits, year_behind};
use super::moment::{Grain, Moment};
use super::nouns::counts_things;
use super::relative::{Step, step};
use crate::language::lexemes::{Kind, Lexed};
use crate::language::terms::{Part, Term};

/// What an expression says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// One day, month, year …
    At(Moment),
    /// From one to the other, both included; `None` is open.
    Between(Option<Moment>, Option<Moment>),
    /// So long after the date told before, or before it.
    Away(Step),
}

/// An expression from lexeme `start` up to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expression {
    pub extent: Extent,
    pub start: usize,
    pub end: usize,
    /// See [`Read::bare`].
    pub bare: bool,
}

/// The whole date expression that starts at lexeme `i`, if any.
pub(super) fn expression(l: &Lexed<'_>, i: usize) -> Option<Expression> {
    if l.term(i) == Term::DayPart && l.term(i + 1) == Term::Of {
        return part_of_day(l, i);
    }
    if let Some((step, end)) = step(l, i) {
        return Some(Expression { extent: Extent::Away(step), start: i, end, bare: false });
    }
    if let Some(range) = years(l, i).or_else(|| days_of_month(l, i)) {
        return Some(range);
    }
    let first = point(l, i)?;
    let range = span_of_days(l, i, &first).or_else(|| span(l, i, &first));
    Some(range.unwrap_or_else(|| opened(l, i, &first)))
}

/// `morning of June 25, 1950`.
fn part_of_day(l: &Lexed<'_>, i: usize) -> Option<Expression> {
    let the = i + 2 + usize::from(l.term(i + 2) == Term::The);
    let inner = expression(l, the)?;
    let day = match inner.extent {
        Extent::At(moment) | Extent::Between(Some(moment), Some(_)) => matches!(moment.grain, Grain::Day(..)),
        Extent::Between(..) | Extent::Away(_) => false,
    };
    day.then_some(Expression { start: i, ..inner })
}

/// `1950-53`, `1950/51`, `1950-06`: what two digits after a year mean depends on which is greater.
fn years(l: &Lexed<'_>, i: usize) -> Option<Expression> {
    let first = plain_year(l, i)?;
    let slash = l.is_mark(i + 1, '/');
    let joined = (l.is_dash(i + 1) || slash) && l.tight(i + 1) && l.tight(i + 2);
    let goes_on = l.tight(i + 3)
        && (l.is_dash(i + 3)
            || l.is_mark(i + 3, '/')
            || (l.is_mark(i + 3, ':') && l.tight(i + 4) && l.get(i + 4).is_some())
            || l.is_word(i + 3));
    if !joined || goes_on {
        return None;
    }
    let short = two_digits(l, i + 2)?;
    let last = first - first % 100 + i32::from(short);
    let extent = if last > first {
        Extent::Between(Some(Moment::new(Some(first), Grain::Year)), Some(Moment::new(Some(last), Grain::Year)))
    } else if first % 100 == 99 && short == 0 {
        Extent::Between(Some(Moment::new(Some(first), Grain::Year)), Some(Moment::new(Some(first + 1), Grain::Year)))
    } else if (1..=12).contains(&short) && !slash {
        Extent::At(Moment::new(Some(first), Grain::Month(short)))
    } else {
        return None;
    };
    Some(Expression { extent, start: i, end: i + 3, bare: false })
}

/// `25–27 June 1950`, `25th to 27th of June`.
fn days_of_month(l: &Lexed<'_>, i: usize) -> Option<Expression> {
    let (from, to) = (day_number(l, i)?, day_number(l, i + 2)?);
    if !joins(l, i, i + 1) || from >= to {
        return None;
    }
    let of = i + 3 + usize::from(l.term(i + 3) == Term::Of);
    let (month, end) = month_name(l, of)?;
    let (year, end) = year_behind(l, end);
    days(year, month, from, to).map(|extent| Expression { extent, start: i, end, bare: false })
}

/// `June 25–27, 1950`, with `first` being `June 25`.
fn span_of_days(l: &Lexed<'_>, i: usize, first: &Read) -> Option<Expression> {
    let Grain::Day(month, from) = first.moment.grain else { return None };
    let to = day_number(l, first.end + 1)?;
    let ordinal = matches!(l.get(first.end + 1)?.kind, Kind::Ordinal(_));
    let tight = l.is_dash(first.end) && l.tight(first.end) && l.tight(first.end + 1);
    let (year, end) = year_behind(l, first.end + 2);
    let said = tight || (joins(l, i, first.end) && (ordinal || year.is_some()));
    if first.moment.year.is_some() || !said || to <= from || month_name(l, first.end + 2).is_some() {
        return None;
    }
    days(year, month, from, to).map(|extent| Expression { extent, start: i, end, bare: false })
}

fn days(year: Option<i32>, month: u8, from: u8, to: u8) -> Option<Extent> {
    let [from, to] = [from, to].map(|day| Moment::new(year, Grain::Day(month, day)));
    (from.exists() && to.exists()).then_some(Extent::Between(Some(from), Some(to)))
}

/// Whether lexeme `at` joins two ends of a range that starts at lexeme `i`.
fn joins(l: &Lexed<'_>, i: usize, at: usize) -> bool {
    match l.term(at) {
        Term::To | Term::Until | Term::Through => true,
        Term::And => outer(l, i) == Term::Between,
        // “June/July 1950”, “1950-06-25/1950-06-27”.
        _ => l.is_dash(at) || (l.is_mark(at, '/') && l.tight(at) && l.tight(at + 1)),
    }
}

/// The preposition before an expression that starts at `i`, its article left out.
fn outer(l: &Lexed<'_>, i: usize) -> Term {
    match l.term_before(i) {
        Term::The => l.term_before(i - 1),
        term => term,
    }
}

/// `25 June 1950 to 27 July 1953`, `January to June 1950`, `1970–1973`, `1990–present`.
fn span(l: &Lexed<'_>, i: usize, first: &Read) -> Option<Expression> {
    let joint = first.end;
    if !joins(l, i, joint) {
        return None;
    }
    let dash = l.is_dash(joint) || l.is_mark(joint, '/');
    if let Some(end) = present(l, joint + 1) {
        let extent = Extent::Between(Some(first.moment), None);
        return Some(Expression { extent, start: i, end, bare: false });
    }
    let next = joint + 1 + usize::from(l.term(joint + 1) == Term::The);
    let second = point(l, next)?;
    let loose = dash && !(l.tight(joint) && l.tight(joint + 1));
    let alike = std::mem::discriminant(&first.moment.grain) == std::mem::discriminant(&second.moment.grain);
    let counted = second.bare
        && counts_things(l, second.end)
        && outer(l, i) != Term::From
        && !(dash && plausible(first.moment, second.moment));
    let timed = matches!(first.moment.grain, Grain::Time) || matches!(second.moment.grain, Grain::Time);
    if (dash && !alike) || (loose && second.bare && !first.bare) || counted || (timed && !alike) {
        return None;
    }
    let (from, to) = completed(first.moment, second.moment)?;
    let bare = first.bare && second.bare && matches!(from.grain, Grain::Year) && !plausible(from, to);
    Some(Expression { extent: Extent::Between(Some(from), Some(to)), start: i, end: second.end, bare })
}

/// “present”, “now”: where it ends.
fn present(l: &Lexed<'_>, i: usize) -> Option<usize> {
    let the = i + usize::from(l.term(i) == Term::The);
    ["present", "now", "today", "date"].iter().any(|word| l.words(the).eq_ignore_ascii_case(word)).then_some(the + 1)
}

/// Two bare figures that are most likely years: `1950-1953`, but not `1000-2000`.
fn plausible(from: Moment, to: Moment) -> bool {
    let (Some(from), Some(to)) = (from.year, to.year) else { return true };
    (from % 100 != 0 || to % 100 != 0) && to - from <= 300
}

/// Gives each end the year that only the other has; `None` when the ends stand in the wrong order.
fn completed(mut from: Moment, mut to: Moment) -> Option<(Moment, Moment)> {
    match (from.year, to.year) {
        (None, Some(year)) => {
            let earlier = order(from.grain) > order(to.grain);
            from.year = Some(year - i32::from(earlier));
        }
        (Some(year), None) if to.grain != Grain::Time => {
            let later = order(from.grain) > order(to.grain);
            to.year = Some(year + i32::from(later));
        }
        _ => {}
    }
    let ordered = match (from.bounds(), to.bounds()) {
        (Some(a), Some(b)) => a.0 <= b.1 && from != to,
        _ => true,
    };
    (ordered && from.exists() && to.exists()).then_some((from, to))
}

/// Where in a year a grain falls, to compare two of one year.
fn order(grain: Grain) -> (u8, u8) {
    match grain {
        Grain::Day(month, day) => (month, day),
        Grain::Month(month) => (month, 0),
        Grain::Season(season @ 21..=24) => ((season - 20) * 3, 0),
        _ => (0, 0),
    }
}

/// A single date, left open at one end by the preposition before or the adverb after it.
fn opened(l: &Lexed<'_>, i: usize, read: &Read) -> Expression {
    let after = l.term(read.end);
    let closes = !l.is_word(read.end + 1) || l.term(read.end + 1) == Term::And;
    let on = after == Term::Onward || (after == Term::On && outer(l, i) == Term::From && closes);
    let before = if l.term_before(i) == Term::The { i - 1 } else { i };
    let earlier = before.checked_sub(2).map_or("", |k| l.words(k));
    let extent = match outer(l, i) {
        _ if attributive(l, i, read) => Extent::At(read.moment),
        _ if on => Extent::Between(Some(read.moment), None),
        Term::Since => Extent::Between(Some(read.moment), None),
        Term::After if !measured(earlier) => Extent::Between(Some(read.moment), None),
        Term::Until if matches!(earlier, "not" | "Not") => Extent::At(read.moment),
        Term::Than if earlier == "later" => Extent::Between(None, Some(read.moment)),
        Term::Until | Term::By | Term::Through => Extent::Between(None, Some(read.moment)),
        Term::Before if !measured(earlier) => Extent::Between(None, Some(read.moment)),
        Term::To if matches!(earlier, "prior" | "up" | "Prior" | "Up") => Extent::Between(None, Some(read.moment)),
        _ => Extent::At(read.moment),
    };
    Expression { extent, start: i, end: read.end + usize::from(on), bare: read.bare }
}

/// “since the 1973 coup”: the date only describes what the preposition belongs to.
fn attributive(l: &Lexed<'_>, i: usize, read: &Read) -> bool {
    let fine =
        matches!(read.moment.grain, Grain::Day(..) | Grain::Month(_) | Grain::Year) && read.moment.part == Part::Whole;
    let noun = l.is_word(read.end) && l.term(read.end) == Term::Other && !l.tight(read.end);
    l.term_before(i) == Term::The && fine && noun
}

/// “two days after …” says another date than the one named.
fn measured(word: &str) -> bool {
    ["day", "days", "week", "weeks", "month", "months", "year", "years", "hours", "decades"].contains(&word)
}
