//! The proleptic Gregorian calendar, as far as bounds need it. Years are astronomical: 1 BC is 0.

/// First and last year that count as a date.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = -2999..=2999;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

impl Day {
    pub(super) const fn new(year: i32, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// The last day of a month.
    pub(super) const fn last_of(year: i32, month: u8) -> Self {
        Self::new(year, month, days_in(year, month))
    }

    /// So many days later, or earlier.
    pub(super) fn plus(self, days: i32) -> Self {
        let mut at = self;
        for _ in 0..days {
            at = if at.day < days_in(at.year, at.month) {
                Self { day: at.day + 1, ..at }
            } else if at.month < 12 {
                Self::new(at.year, at.month + 1, 1)
            } else {
                Self::new(at.year + 1, 1, 1)
            };
        }
        for _ in days..0 {
            at = if at.day > 1 {
                Self { day: at.day - 1, ..at }
            } else if at.month > 1 {
                Self::last_of(at.year, at.month - 1)
            } else {
                Self::last_of(at.year - 1, 12)
            };
        }
        at
    }

    /// `YYYY-MM-DD`, with a sign before years below 0.
    pub(super) fn text(self) -> String {
        format!("{}-{:02}-{:02}", year_text(self.year), self.month, self.day)
    }
}

/// Four digits, with a sign when negative.
pub(super) fn year_text(year: i32) -> String {
    if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") }
}

/// Days in a month, 1 to 12, of the proleptic Gregorian calendar.
#[must_use]
pub const fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const fn leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_months_and_years() {
        let day = Day::new(1900, 2, 27);
        assert_eq!((day.plus(2), day.plus(2).plus(-2)), (Day::new(1900, 3, 1), day));
        assert_eq!(Day::new(1949, 12, 31).plus(1), Day::new(1950, 1, 1));
    }

    #[test]
    fn february_has_29_days_every_fourth_year_but_not_in_1900() {
        assert_eq!([days_in(1950, 2), days_in(1952, 2), days_in(1900, 2), days_in(2000, 2)], [28, 29, 28, 29]);
    }
}
