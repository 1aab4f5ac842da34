//! A date without a year takes the nearest one: coordinated with it, before it, after it, or of its context.

use super::context::DateContext;
use super::moment::{Grain, Moment};
use super::ranges::{Expression, Extent};
use crate::language::lexemes::Lexed;
use crate::language::terms::Term;
use crate::language::types::Date;
use crate::span::Span;

/// How far back or on, in bytes, a year is looked for.
const WINDOW: usize = 1500;

/// A date expression and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated {
    span: Span,
    extent: Extent,
}

impl Dated {
    pub(super) fn new(l: &Lexed<'_>, read: &Expression) -> Self {
        Self { span: l.span(read.start, read.end), extent: read.extent }
    }

    fn ends(&self) -> [Option<Moment>; 2] {
        match self.extent {
            Extent::At(moment) => [Some(moment), None],
            Extent::Between(from, to) => [from, to],
            Extent::Away(_) => [None, None],
        }
    }

    /// The year that text after this date goes on in; none when the period spans several.
    fn year(&self) -> Option<i32> {
        match self.ends().map(|end| end.filter(|m| !matches!(m.grain, Grain::Century | Grain::Decade))?.year) {
            [Some(a), Some(b)] => (a == b).then_some(a),
            [a, b] => a.or(b),
        }
    }

    fn month(&self) -> Option<u8> {
        match self.ends()[0]?.grain {
            Grain::Month(month) | Grain::Day(month, _) => Some(month),
            _ => None,
        }
    }

    fn lacks_year(&self) -> bool {
        self.ends().iter().flatten().any(|moment| moment.year.is_none())
    }

    fn day(&self) -> Option<(i32, u8, u8)> {
        match self.extent {
            Extent::At(Moment { year: Some(year), grain: Grain::Day(month, day), .. }) => Some((year, month, day)),
            _ => None,
        }
    }
}

/// Completes all dates of one text and writes them as EDTF; `None` for one that the calendar lacks or that says nothing.
pub(super) fn resolve(l: &Lexed<'_>, found: Vec<Dated>, context: &DateContext) -> Vec<(Span, Option<Date>)> {
    let mut dates = Vec::with_capacity(found.len());
    let mut last_day = None;
    let mut last = anchor(context);
    for (k, dated) in found.iter().enumerate() {
        let away = matches!(dated.extent, Extent::Away(_));
        let inherited = dated.lacks_year();
        let complete = match dated.extent {
            Extent::Away(step) => {
                let extent = step.from(last.as_ref(), context.written).map_or(dated.extent, Extent::At);
                Dated { extent, ..*dated }
            }
            _ if inherited => inherit(l, &found, k, last_day, context),
            _ => before_our_era(l, *dated, last),
        };
        last_day = complete.day().or(last_day);
        last = complete.ends().into_iter().flatten().find(|moment| moment.year.is_some()).or(last);
        dates.push((dated.span, write(&complete, inherited || away)));
    }
    dates
}

/// “elected for 133 BC … became tribune in *123*”: among years before our era a low one without a mark is another.
fn before_our_era(l: &Lexed<'_>, dated: Dated, last: Option<Moment>) -> Dated {
    /// How far apart two such years may lie.
    const REACH: i32 = 300;
    let Some(era) = last.and_then(|moment| moment.year).filter(|year| *year <= 0) else { return dated };
    let words = dated.span.of(l.text);
    if words.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "AD" | "CE" | "A" | "C")) {
        return dated;
    }
    let turned = |moment: Moment| match moment.year {
        Some(year) if (1..=999).contains(&year) && (1 - year - era).abs() <= REACH => {
            Moment { year: Some(1 - year), ..moment }
        }
        _ => moment,
    };
    let extent = match dated.extent {
        Extent::At(moment) => Extent::At(turned(moment)),
        Extent::Between(from, to) => Extent::Between(from.map(turned), to.map(turned)),
        away @ Extent::Away(_) => away,
    };
    Dated { extent, ..dated }
}

/// The date that the surroundings tell, as fine as they tell it.
fn anchor(context: &DateContext) -> Option<Moment> {
    let grain = match (context.month, context.day) {
        (Some(month), Some(day)) => Grain::Day(month, day),
        (Some(month), None) => Grain::Month(month),
        _ => Grain::Year,
    };
    context.year.map(|year| Moment::new(Some(year), grain))
}

fn inherit(l: &Lexed<'_>, found: &[Dated], k: usize, last_day: Option<(i32, u8, u8)>, context: &DateContext) -> Dated {
    let year = neighbouring(l, found, k).or_else(|| nearest(l, found, k, context.year)).or(context.year);
    let day = last_day.or_else(|| Some((context.year?, context.month?, context.day?)));
    let fill = |moment: Moment| match (moment.year, moment.grain) {
        (None, Grain::Time) => match day {
            Some((year, month, day)) => Moment { year: Some(year), grain: Grain::Day(month, day), ..moment },
            None => moment,
        },
        (None, _) => Moment { year, ..moment },
        _ => moment,
    };
    let extent = match found[k].extent {
        Extent::At(moment) => Extent::At(fill(moment)),
        Extent::Between(from, to) => Extent::Between(from.map(fill), later(from.map(fill), to.map(fill), to)),
        away @ Extent::Away(_) => away,
    };
    Dated { extent, ..found[k] }
}

/// “from 20 December to 5 January”: where neither end has a year of its own, the last is not before the first. `written` is
/// the last as it was written.
fn later(from: Option<Moment>, to: Option<Moment>, written: Option<Moment>) -> Option<Moment> {
    let bounds = from.and_then(|from| from.bounds()).zip(to.and_then(|to| to.bounds()));
    let turned = written?.year.is_none() && bounds.is_some_and(|(from, to)| to.1 < from.0);
    to.map(|to| Moment { year: to.year.map(|year| year + i32::from(turned)), ..to })
}

/// “in December 1982 and lifted *the following July*”: the first July behind that December, or the last before it.
fn neighbouring(l: &Lexed<'_>, found: &[Dated], k: usize) -> Option<i32> {
    let before = l.text[..found[k].span.start].trim_end().to_lowercase();
    let next = before.ends_with(" following") || before.ends_with(" next");
    let previous = before.ends_with(" previous") || before.ends_with(" preceding");
    let last = found[..k].last().filter(|_| next || previous)?;
    let (year, here) = (last.year()?, found[k].month()?);
    // “returned in 1907 and died *the following January*”: of a year without a month, the next one.
    let month = last.month().unwrap_or(if next { 12 } else { 1 });
    Some(if next { year + i32::from(here <= month) } else { year - i32::from(here >= month) })
}

/// “cables *declassified in 1991* … on 19 November”: a year that is said in passing, far from the one that is told of.
fn in_passing(l: &Lexed<'_>, other: &Dated, context: Option<i32>) -> bool {
    /// So many years on or back is another story, unless a sentence opens with it.
    const FAR: i32 = 6;
    let far = other.year().zip(context).is_some_and(|(year, context)| (year - context).abs() >= FAR);
    let before = &l.text[..other.span.start];
    let sentence = before.rfind(['.', '\n', ';', ':']).map_or(before, |end| &before[end + 1..]);
    far && other.month().is_none() && sentence.split_whitespace().count() > 2
}

fn nearest(l: &Lexed<'_>, found: &[Dated], k: usize, context: Option<i32>) -> Option<i32> {
    let context_known = context.is_some();
    let here = found[k].span;
    let before = || {
        let near = found[..k].iter().filter(|other| here.start - other.span.end <= WINDOW);
        near.fold(
            None,
            |told: Option<i32>, other| {
                if in_passing(l, other, told.or(context)) { told } else { other.year().or(told) }
            },
        )
    };
    let after = || {
        let near = |other: &&Dated| other.span.start - here.end <= WINDOW;
        let next = found[k + 1..].iter().take_while(near).find(|dated| dated.year().is_some())?;
        // What the next sentence tells is often of another time.
        if context_known && l.text[here.end..next.span.start].contains(". ") {
            return None;
        }
        // “on 6 November and suspended the constitution *of 1946*”
        if next.month().is_none() && l.text[..next.span.start].trim_end().ends_with(" of") && context_known {
            return None;
        }
        // “captured on 27 May and deported *in 1872*”, “on 20 December. He had become mayor *in 1865*”: a year further on
        // is that of something else.
        let between = &l.text[here.end..next.span.start];
        let apart = [" and ", ". ", "; "].iter().any(|mark| between.contains(mark));
        if next.month().is_none() && apart && between.split_whitespace().count() > 3 && !context_known {
            return None;
        }
        // “arrested in December and shot on 17 January 1961”: what is told first was first.
        let earlier = found[k].month().zip(next.month()).is_some_and(|(here, next)| here > next);
        Some(next.year()? - i32::from(earlier))
    };
    coordinated(l, found, k).or_else(before).or_else(after)
}

/// “in April and May 1950”: the first takes the year of the last it is joined with.
fn coordinated(l: &Lexed<'_>, found: &[Dated], k: usize) -> Option<i32> {
    let (here, next) = (found[k], found.get(k + 1)?);
    let between = l.text[here.span.end..next.span.start].trim();
    let joined =
        matches!(between, "," | "and" | "or" | "&" | "/" | ", and" | ", or" | "and in" | "and on" | "and again in");
    if !joined {
        return None;
    }
    next.year().or_else(|| coordinated(l, found, k + 1))
}

fn write(dated: &Dated, inherited: bool) -> Option<Date> {
    match dated.extent {
        Extent::At(moment) => {
            let bounds = moment.bounds();
            says(&moment).then(|| Date {
                edtf: moment.edtf(),
                earliest: bounds.map(|(from, _)| from.text()),
                latest: bounds.map(|(_, to)| to.text()),
                inherited: inherited && moment.year.is_some(),
            })
        }
        Extent::Between(from, to) => {
            let side = |end: Option<Moment>| end.map_or_else(|| "..".to_owned(), |moment| moment.edtf());
            let sound = [from, to].iter().flatten().all(says);
            sound.then(|| Date {
                edtf: format!("{}/{}", side(from), side(to)),
                earliest: from.and_then(|m| m.bounds()).map(|(from, _)| from.text()),
                latest: to.and_then(|m| m.bounds()).map(|(_, to)| to.text()),
                inherited: inherited && from.or(to).is_some_and(|m| m.year.is_some()),
            })
        }
        Extent::Away(_) => None,
    }
}

/// Whether the calendar has it and anything is left when no year was found: a month or day, but no season or clock.
fn says(moment: &Moment) -> bool {
    moment.exists() && (moment.year.is_some() || matches!(moment.grain, Grain::Month(_) | Grain::Day(..)))
}

/// “Evening” in a cell: the day of the context.
pub(super) fn part_of_day(l: &Lexed<'_>, start: usize, end: usize, context: &DateContext) -> Option<Date> {
    let at = start + usize::from(matches!(l.term(start), Term::Part(_)));
    if l.term(at) != Term::DayPart || at + 1 != end {
        return None;
    }
    let grain = Grain::Day(context.month?, context.day?);
    let moment = Moment::new(Some(context.year?), grain);
    write(&Dated { span: l.span(start, end), extent: Extent::At(moment) }, true)
}
