//! What the surroundings of a text say about its time.

use crate::language::types::Date;

/// Year, month and day that a date may leave out: those of the heading, the table or the claim above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateContext {
    /// Astronomical year: 1 BC is 0.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// Year, month and day on which the text was written, where that is told: what “today” means.
    pub written: Option<(i32, u8, u8)>,
}

impl DateContext {
    /// A context that knows only the year.
    #[must_use]
    pub const fn of_year(year: i32) -> Self {
        Self { year: Some(year), month: None, day: None, written: None }
    }

    /// What stays known in the text below a heading, or beside a cell, that says `date`: whatever is the same
    /// throughout it. A period over several years fixes nothing.
    #[must_use]
    pub fn after(date: &Date) -> Self {
        let ends = date.earliest.as_deref().and_then(parts).zip(date.latest.as_deref().and_then(parts));
        let Some((from, to)) = ends.filter(|(from, to)| from.0 == to.0) else { return Self::default() };
        let month = (from.1 == to.1).then_some(from.1);
        let day = (month.is_some() && from.2 == to.2).then_some(from.2);
        Self { year: Some(from.0), month, day, written: None }
    }

    /// This context, with what it does not know taken from a wider one: the month of a cell, the year of the heading.
    #[must_use]
    pub fn within(self, wider: &Self) -> Self {
        match self.year {
            Some(_) => Self { written: self.written.or(wider.written), ..self },
            None => *wider,
        }
    }
}

/// Year, month, day of `YYYY-MM-DD` with or without sign.
pub(crate) fn parts(text: &str) -> Option<(i32, u8, u8)> {
    let mut fields = text.rsplitn(3, '-');
    let day = fields.next()?.parse().ok()?;
    let month = fields.next()?.parse().ok()?;
    Some((fields.next()?.parse().ok()?, month, day))
}
