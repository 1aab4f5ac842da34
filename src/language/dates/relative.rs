//! Dates told from the one before: “the *following year*”, “*two years later*”, “the *next day*”, “*that November*”.

use super::calendar::Day;
use super::moment::{Grain, Moment};
use crate::language::lexemes::{Kind, Lexed};
use crate::language::terms::Term;

/// So many days, months or years on from another date, or back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    count: i32,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// From the day on which the text was written.
    Written,
    Day,
    Week,
    Month,
    Year,
    /// 21 to 24, as in EDTF.
    Season(u8),
}

/// The step that is told from lexeme `i` on, and one past its last lexeme.
pub(super) fn step(l: &Lexed<'_>, i: usize) -> Option<(Step, usize)> {
    neighbour(l, i).or_else(|| counted(l, i)).or_else(|| from_writing(l, i))
}

/// “*today*”, “*yesterday*”.
fn from_writing(l: &Lexed<'_>, i: usize) -> Option<(Step, usize)> {
    let word = l.words(i);
    let count = match word {
        "today" | "Today" | "tonight" | "Tonight" => 0,
        "yesterday" | "Yesterday" => -1,
        "tomorrow" | "Tomorrow" => 1,
        _ => return None,
    };
    Some((Step { count, unit: Unit::Written }, i + 1))
}

/// “the *following year*”, “the *previous month*”, “that *same day*”.
fn neighbour(l: &Lexed<'_>, i: usize) -> Option<(Step, usize)> {
    let count = match l.words(i).to_lowercase().as_str() {
        "following" | "next" => 1,
        "previous" | "preceding" => -1,
        "same" => 0,
        _ => return None,
    };
    let pointed = l.term_before(i) == Term::The || matches!(before(l, i).as_str(), "that" | "very");
    let unit = unit(l, i + 1).filter(|_| pointed)?;
    Some((Step { count, unit }, i + 2))
}

fn before(l: &Lexed<'_>, i: usize) -> String {
    i.checked_sub(1).map(|i| l.words(i).to_lowercase()).unwrap_or_default()
}

/// “*two years later*”, “*a month earlier*”.
fn counted(l: &Lexed<'_>, i: usize) -> Option<(Step, usize)> {
    let count = match (l.get(i)?.kind, l.term(i)) {
        (Kind::Digits(count), _) => i32::try_from(count).ok().filter(|count| *count < 1000)?,
        (_, Term::Small(count) | Term::Tens(count)) => i32::from(count),
        (_, Term::A) => 1,
        _ => return None,
    };
    let unit = unit(l, i + 1)?;
    let sign = match l.words(i + 2).to_lowercase().as_str() {
        "later" | "afterwards" | "afterward" => 1,
        "earlier" => -1,
        _ => return None,
    };
    Some((Step { count: sign * count, unit }, i + 3))
}

fn unit(l: &Lexed<'_>, i: usize) -> Option<Unit> {
    Some(match l.words(i).to_lowercase().as_str() {
        "day" | "days" | "morning" | "evening" | "night" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        "spring" => Unit::Season(21),
        "summer" => Unit::Season(22),
        "autumn" => Unit::Season(23),
        "winter" => Unit::Season(24),
        _ => return None,
    })
}

impl Step {
    /// Where the step leads from the date told before, or from the day on which the text was written; `None` when that is
    /// not known, or coarser than the step.
    pub(super) fn from(self, date: Option<&Moment>, written: Option<(i32, u8, u8)>) -> Option<Moment> {
        if self.unit == Unit::Written {
            let (year, month, day) = written?;
            return Some(on_day(Day::new(year, month, day).plus(self.count)));
        }
        let date = date?;
        let year = date.year?;
        match (self.unit, date.grain) {
            (_, Grain::Century | Grain::Decade | Grain::Time) => None,
            (Unit::Year, _) => Some(Moment::new(Some(year + self.count), Grain::Year)),
            (Unit::Month, Grain::Month(month) | Grain::Day(month, _)) => {
                let months = year * 12 + i32::from(month) - 1 + self.count;
                let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
                Some(Moment::new(Some(months.div_euclid(12)), Grain::Month(month)))
            }
            // From May 1971 the following summer is that of 1971, the following spring that of 1972.
            (Unit::Season(season), Grain::Month(month) | Grain::Day(month, _)) if self.count == 1 => {
                let begun = month >= 3 * (season - 20);
                Some(Moment::new(Some(year + i32::from(begun)), Grain::Season(season)))
            }
            (Unit::Day, Grain::Day(month, day)) => Some(on_day(Day::new(year, month, day).plus(self.count))),
            // Weeks are seldom meant to the day.
            (Unit::Week, Grain::Day(month, day)) => {
                let day = on_day(Day::new(year, month, day).plus(7 * self.count));
                Some(Moment { approximate: self.count != 0, ..day })
            }
            _ => None,
        }
    }
}

fn on_day(day: Day) -> Moment {
    Moment::new(Some(day.year), Grain::Day(day.month, day.day))
}
