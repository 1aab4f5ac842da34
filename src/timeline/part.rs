//! A part of a timeline that may be too long to be read whole.

use super::entries::{Entry, Selection, entries, timeline};
use crate::graph::{Store, StoreError, Window};

/// Dated claims up to which a timeline is read whole.
const WHOLE: usize = 3_000;
/// Triples looked at for claims about one thing.
const MOST_LOOKED_AT: usize = 100_000;

/// A stretch of a timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The earliest first.
    pub entries: Vec<Entry>,
    /// How many are left out before them: entries, or of a long timeline dated claims.
    pub first: usize,
    /// There are more behind them.
    pub more: bool,
}

/// So many entries from there on. Of a long timeline no more claims are read than are shown, and the place counts claims.
///
/// # Errors
/// When the database fails.
pub fn part(store: &Store, selection: &Selection, first: usize, count: usize) -> Result<Part, StoreError> {
    let claims: Option<Vec<String>> = match &selection.about {
        Some(iri) => {
            let mut claims: Vec<String> =
                store.concerning(iri, MOST_LOOKED_AT)?.found.into_iter().map(|concern| concern.claim).collect();
            claims.sort_unstable();
            claims.dedup();
            Some(claims)
        }
        None => None,
    };
    let window = Window::new(selection.from.as_deref(), selection.to.as_deref());
    let dated = store.dated(claims.as_deref(), &window)?;
    if dated.len() <= WHOLE {
        let all = timeline(store, selection)?;
        let more = all.len() > first.saturating_add(count);
        return Ok(Part { entries: all.into_iter().skip(first).take(count).collect(), first, more });
    }
    let shown = dated.iter().skip(first).take(count).map(|dated| dated.iri.clone()).collect();
    let mut rows = store.claims_with(&shown)?;
    // Events are dated, too, and are no claims.
    rows.retain(|row| !row.relation.iri.is_empty() && (row.fact || selection.all));
    Ok(Part { entries: entries(rows), first, more: dated.len() > first.saturating_add(count) })
}
