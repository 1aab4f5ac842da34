//! Dated claims in the order of time.

use crate::{
    ask::sentence,
    graph::{ClaimFilter, ClaimRow, Receipt, Store, StoreError},
    statement::Polarity,
};
use serde::Serialize;

/// Which claims are shown. The default: what is vouched for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only what this thing (full IRI) takes part in.
    pub about: Option<String>,
    /// Only what holds on or after this day (`YYYY-MM-DD`).
    pub from: Option<String>,
    /// Only what holds on or before this day (`YYYY-MM-DD`).
    pub to: Option<String>,
    /// Also what is only reported, believed, requested, planned or supposed.
    pub all: bool,
}

/// Something that the notes date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// EDTF text of when.
    pub time: String,
    /// The same in words.
    pub words: String,
    /// First day, `YYYY-MM-DD`; `None`: open.
    pub earliest: Option<String>,
    /// Last day, `YYYY-MM-DD`; `None`: open.
    pub latest: Option<String>,
    /// What is said, in one sentence without its time.
    pub text: String,
    /// The note vouches for it.
    pub fact: bool,
    /// The words it was read from, surest first.
    pub receipts: Vec<Receipt>,
}

/// What a graph dates, the earliest first; of equal starts what ends first.
///
/// # Errors
/// When the database fails.
pub fn timeline(store: &Store, selection: &Selection) -> Result<Vec<Entry>, StoreError> {
    let filter = ClaimFilter {
        about: selection.about.clone(),
        facts_only: !selection.all,
        from: selection.from.clone(),
        to: selection.to.clone(),
        ..ClaimFilter::default()
    };
    Ok(entries(store.claims(&filter)?))
}

/// What these claims date, in the same order.
#[must_use]
pub fn entries(rows: Vec<ClaimRow>) -> Vec<Entry> {
    let rows = rows.into_iter().filter(|row| row.time.is_some() && row.polarity == Polarity::Affirmed).collect();
    let mut entries: Vec<Entry> = ClaimRow::merge(rows).into_iter().filter_map(entry).collect();
    entries.sort_by_cached_key(|entry| {
        let start = entry.earliest.clone().or_else(|| entry.latest.clone());
        (day(start.as_deref()), day(entry.latest.as_deref()), entry.text.clone())
    });
    entries.dedup_by(|later, first| {
        let same = later.text == first.text && later.time == first.time;
        if same {
            first.receipts.append(&mut later.receipts);
        }
        same
    });
    entries
}

fn entry(mut row: ClaimRow) -> Option<Entry> {
    let time = row.time.take()?;
    if time.earliest.is_none() && time.latest.is_none() {
        return None;
    }
    Some(Entry {
        words: time.words(),
        time: time.edtf,
        earliest: time.earliest,
        latest: time.latest,
        text: sentence(&row),
        fact: row.fact,
        receipts: row.receipts,
    })
}

/// A day as a number that grows with time, for sorting and for the scale; what has none comes last.
pub(super) fn day(text: Option<&str>) -> i64 {
    text.and_then(|text| crate::graph::day(text, false)).unwrap_or(i64::MAX)
}
