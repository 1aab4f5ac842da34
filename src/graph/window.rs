//! Days, and stretches of them that claims are looked for in.

/// A stretch of time to look at, on the scale of [`day`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    from: Option<i64>,
    to: Option<i64>,
}

impl Window {
    /// From the first of these days to the last; where one is not given, that end is open. What is no date holds nothing.
    #[must_use]
    pub fn new(from: Option<&str>, to: Option<&str>) -> Self {
        let from = from.map(|from| day(from, false).unwrap_or(i64::MAX));
        Self { from, to: to.map(|to| day(to, true).unwrap_or(i64::MIN)) }
    }

    /// Whether everything lies within.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether what begins and ends on these days falls into it, at least in part. What is not known to end, or to begin, is
    /// not known to.
    #[must_use]
    pub fn holds(&self, earliest: Option<i64>, latest: Option<i64>) -> bool {
        self.from.is_none_or(|from| latest.is_some_and(|latest| latest >= from))
            && self.to.is_none_or(|to| earliest.is_some_and(|earliest| earliest <= to))
    }
}

/// A day as a number, for order and distance: every month is taken to have 31 days, which on the scale of history nobody
/// sees. A year or a month alone (`1950`, `-0044-03`) stands for its first day, or with `end` for its last. `None` when it is
/// no date.
#[must_use]
pub fn day(text: &str, end: bool) -> Option<i64> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut parts = text.split('-').map(|part| part.parse::<i64>().ok());
    let year = parts.next()??;
    let month = parts.next().map_or(Some(if end { 12 } else { 1 }), |month| month)?;
    let day = parts.next().map_or(Some(if end { 31 } else { 1 }), |day| day)?;
    let is_date = (1..=12).contains(&month) && (1..=31).contains(&day) && parts.next().is_none();
    is_date.then_some(sign * year * 372 + (month - 1) * 31 + day - 1)
}
