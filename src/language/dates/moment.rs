//! A point or period as it was written, before the year it leaves out is filled in.

use super::calendar::{Day, YEARS, days_in, year_text};
use crate::language::terms::Part;

/// One date expression without its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Astronomical; the first year of a decade or century.
    pub year: Option<i32>,
    pub grain: Grain,
    pub part: Part,
    /// “circa”, “about”, “~”.
    pub approximate: bool,
    /// “1950?”.
    pub uncertain: bool,
    pub clock: Option<Clock>,
}

/// How fine it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    Century,
    Decade,
    Year,
    /// 21 to 24, or 33 to 36 for the quarters, as in EDTF.
    Season(u8),
    Month(u8),
    Day(u8, u8),
    /// A time of day whose day is said elsewhere.
    Time,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    /// Minutes east of Greenwich, when said.
    pub zone: Option<i16>,
}

impl Moment {
    pub(super) const fn new(year: Option<i32>, grain: Grain) -> Self {
        Self { year, grain, part: Part::Whole, approximate: false, uncertain: false, clock: None }
    }

    /// Whether the calendar has such a day or month.
    pub(super) fn exists(&self) -> bool {
        let year = self.year.unwrap_or(2000);
        let day = match self.grain {
            Grain::Month(month) => (1..=12).contains(&month),
            Grain::Day(month, day) => (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day),
            Grain::Century | Grain::Decade | Grain::Year | Grain::Season(_) | Grain::Time => true,
        };
        day && YEARS.contains(&year) && self.clock.is_none_or(|c| c.hour < 24 && c.minute < 60 && c.second < 60)
    }

    /// As EDTF; a year that nobody says is `XXXX`.
    pub(super) fn edtf(&self) -> String {
        let year = self.year.map_or_else(|| "XXXX".to_owned(), year_text);
        let mut text = match self.grain {
            Grain::Century => format!("{}XX", &year[..year.len() - 2]),
            Grain::Decade => format!("{}X", &year[..year.len() - 1]),
            Grain::Year | Grain::Time => year,
            Grain::Season(part) | Grain::Month(part) => format!("{year}-{part:02}"),
            Grain::Day(month, day) => format!("{year}-{month:02}-{day:02}"),
        };
        if let Some(clock) = self.clock {
            text.push_str(&clock.text());
        } else {
            match (self.approximate, self.uncertain) {
                (true, true) => text.push('%'),
                (true, false) => text.push('~'),
                (false, true) => text.push('?'),
                (false, false) => {}
            }
        }
        text
    }

    /// First and last day, when the year is known.
    pub(super) fn bounds(&self) -> Option<(Day, Day)> {
        let year = self.year?;
        Some(match self.grain {
            Grain::Century => part_of_years(year, 100, self.part),
            Grain::Decade => part_of_years(year, 10, self.part),
            Grain::Year => part_of_months(year, 1, 12, self.part),
            Grain::Season(24) => (Day::new(year, 12, 1), Day::last_of(year + 1, 2)),
            Grain::Season(quarter @ 33..=36) => part_of_months(year, (quarter - 33) * 3 + 1, 3, self.part),
            Grain::Season(season) => part_of_months(year, (season - 20) * 3, 3, self.part),
            Grain::Month(month) => part_of_days(year, month, self.part),
            Grain::Day(month, day) => (Day::new(year, month, day), Day::new(year, month, day)),
            Grain::Time => return None,
        })
    }
}

impl Clock {
    fn text(self) -> String {
        let zone = match self.zone {
            None => String::new(),
            Some(0) => "Z".to_owned(),
            Some(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        };
        format!("T{:02}:{:02}:{:02}{zone}", self.hour, self.minute, self.second)
    }
}

/// Which stretch of a period of `length` steps, counted from 0, a part of it means: both ends included.
const fn stretch(part: Part, length: u8) -> (u8, u8) {
    let third = length / 3;
    match part {
        Part::Whole => (0, length - 1),
        Part::Early => (0, third.saturating_sub(if length == 10 { 0 } else { 1 })),
        Part::Mid => (if length == 10 { third + 1 } else { third }, length - third - 1),
        Part::Late => (length - third, length - 1),
        Part::Start => (0, if length < 8 { 0 } else { length / 4 - 1 }),
        Part::End => (length - if length < 8 { 1 } else { length / 4 }, length - 1),
        Part::FirstHalf => (0, length / 2 - 1),
        Part::SecondHalf => (length / 2, length - 1),
    }
}

fn part_of_years(first: i32, length: u8, part: Part) -> (Day, Day) {
    let (from, to) = stretch(part, length);
    (Day::new(first + i32::from(from), 1, 1), Day::last_of(first + i32::from(to), 12))
}

fn part_of_months(year: i32, first: u8, length: u8, part: Part) -> (Day, Day) {
    let (from, to) = stretch(part, length);
    (Day::new(year, first + from, 1), Day::last_of(year, first + to))
}

fn part_of_days(year: i32, month: u8, part: Part) -> (Day, Day) {
    let days = days_in(year, month);
    let (from, to) = match part {
        Part::Whole => (1, days),
        Part::Early | Part::Start => (1, 10),
        Part::Mid => (11, 20),
        Part::Late | Part::End => (21, days),
        Part::FirstHalf => (1, 15),
        Part::SecondHalf => (16, days),
    };
    (Day::new(year, month, from), Day::new(year, month, to))
}
