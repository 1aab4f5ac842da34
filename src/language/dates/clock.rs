//! Times of day: `7:00 EDT`, `6:00 AM`, `4 a.m.`, `0400 hours`.

use super::grammar::{Read, short, two_digits};
use super::moment::{Clock, Grain, Moment};
use crate::language::lexemes::Lexed;
use crate::language::terms::Term;

/// The time at lexeme `i`, where it ends, and whether am, pm, a zone or “hours” says that it is one.
pub(super) fn clock(l: &Lexed<'_>, i: usize) -> Option<(Clock, usize, bool)> {
    let (mut time, end) = colon_time(l, i).or_else(|| military(l, i)).or_else(|| whole_hour(l, i))?;
    let colon = end > i + 1;
    let military = l.words(i).len() == 4;
    let (after_half, end_half) = half_of_day(l, end);
    time.hour = match (after_half, time.hour) {
        (Some(true), hour @ 1..=11) => hour + 12,
        (Some(false), 12) => 0,
        (_, hour) => hour,
    };
    let (zone, end_zone) = match l.term(end_half) {
        Term::Zone(minutes) if l.words(end_half).bytes().all(|b| b.is_ascii_uppercase()) => {
            (Some(minutes), end_half + 1)
        }
        _ => (None, end_half),
    };
    time.zone = zone;
    let said = military || after_half.is_some() || zone.is_some();
    ((colon || said) && time.hour < 24 && time.minute < 60).then_some((time, end_zone, said))
}

/// Adds a time said after a day: `October 22, 1962, at 7:00 EDT`.
pub(super) fn timed(l: &Lexed<'_>, read: Read) -> Read {
    if !matches!(read.moment.grain, Grain::Day(..)) {
        return read;
    }
    let written = l.words(read.end) == "T" && l.tight(read.end);
    let comma = read.end + usize::from(l.is_mark(read.end, ',') || written);
    let at = comma + usize::from(l.term(comma) == Term::At);
    match clock(l, at) {
        Some((mut time, mut end, said)) if said || at > read.end => {
            if let Some((zone, after)) = offset(l, end).filter(|_| written) {
                (time.zone, end) = (Some(zone), after);
            }
            Read { moment: Moment { clock: Some(time), ..read.moment }, end, ..read }
        }
        _ => read,
    }
}

/// `+02:00`, `Z` behind an ISO time, in minutes.
fn offset(l: &Lexed<'_>, i: usize) -> Option<(i16, usize)> {
    if l.words(i) == "Z" && l.tight(i) {
        return Some((0, i + 1));
    }
    let sign = if l.is_mark(i, '+') { 1 } else { -1 };
    let shaped = (sign > 0 || l.is_mark(i, '-')) && l.is_mark(i + 2, ':') && (i..=i + 3).all(|k| l.tight(k));
    let (hours, minutes) = (two_digits(l, i + 1)?, two_digits(l, i + 3)?);
    (shaped && hours < 24 && minutes < 60).then(|| (sign * (i16::from(hours) * 60 + i16::from(minutes)), i + 4))
}

/// `7:00`, `19:30:15`.
fn colon_time(l: &Lexed<'_>, i: usize) -> Option<(Clock, usize)> {
    let hour = short(l, i)?;
    if !l.is_mark(i + 1, ':') || !l.tight(i + 1) || !l.tight(i + 2) {
        return None;
    }
    let minute = two_digits(l, i + 2)?;
    let second = (l.is_mark(i + 3, ':') && l.tight(i + 3) && l.tight(i + 4)).then(|| two_digits(l, i + 4)).flatten();
    let end = if second.is_some() { i + 5 } else { i + 3 };
    Some((Clock { hour, minute, second: second.unwrap_or(0), zone: None }, end))
}

/// `0400 hours`, `at 1800 hours`.
fn military(l: &Lexed<'_>, i: usize) -> Option<(Clock, usize)> {
    let value = l.digits(i).filter(|_| l.words(i).len() == 4)?;
    let hours = matches!(l.words(i + 1), "hours" | "hrs");
    let cued = l.words(i).starts_with('0') || l.term_before(i) == Term::At;
    let hour = u8::try_from(value / 100).ok().filter(|hour| *hour < 24)?;
    let minute = u8::try_from(value % 100).ok().filter(|minute| *minute < 60)?;
    (hours && cued).then_some((Clock { hour, minute, second: 0, zone: None }, i + 2))
}

/// `4` of `4 a.m.`.
fn whole_hour(l: &Lexed<'_>, i: usize) -> Option<(Clock, usize)> {
    let hour = short(l, i).filter(|hour| (1..=12).contains(hour))?;
    Some((Clock { hour, minute: 0, second: 0, zone: None }, i + 1))
}

/// Whether the words at `i` say after noon (`Some(true)`) or before it, and where they end.
fn half_of_day(l: &Lexed<'_>, i: usize) -> (Option<bool>, usize) {
    match l.term(i) {
        Term::Am => return (Some(false), i + 1),
        Term::Pm => return (Some(true), i + 1),
        _ => {}
    }
    let after = match l.words(i) {
        "a" | "A" => false,
        "p" | "P" => true,
        _ => return (None, i),
    };
    let spelt = l.is_mark(i + 1, '.') && l.tight(i + 1) && matches!(l.words(i + 2), "m" | "M") && l.tight(i + 2);
    if spelt { (Some(after), i + 3 + usize::from(l.is_mark(i + 3, '.') && l.tight(i + 3))) } else { (None, i) }
}
