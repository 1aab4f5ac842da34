//! What one graph says that another does not: for whoever changed notes or ontology and wants to see what came of it.

use super::{ClaimFilter, ClaimRow, Store, StoreError};
use serde::Serialize;
use std::collections::BTreeMap;

/// Claims that were gained and lost.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Difference {
    /// Only the new graph has them.
    pub added: Vec<ClaimRow>,
    /// Only the old graph has them.
    pub removed: Vec<ClaimRow>,
}

impl Difference {
    /// From one graph to the other. Claims are the same when they say the same in the same voice, wherever they stand and
    /// however they were read; `facts_only` leaves out what is not vouched for.
    ///
    /// # Errors
    /// When a database fails.
    pub fn between(old: &Store, new: &Store, facts_only: bool) -> Result<Self, StoreError> {
        let filter = ClaimFilter { facts_only, ..ClaimFilter::default() };
        let said = |store: &Store| -> Result<BTreeMap<String, ClaimRow>, StoreError> {
            let rows = ClaimRow::merge(store.claims(&filter)?);
            Ok(rows.into_iter().map(|row| (content(&row), row)).collect())
        };
        let (before, after) = (said(old)?, said(new)?);
        let only = |mut of: BTreeMap<String, ClaimRow>, not: &BTreeMap<String, ClaimRow>| {
            of.retain(|content, _| !not.contains_key(content));
            let mut rows: Vec<ClaimRow> = of.into_values().collect();
            rows.sort_by(|a, b| place(a).cmp(&place(b)));
            rows
        };
        Ok(Self { removed: only(before.clone(), &after), added: only(after, &before) })
    }
}

/// What a claim says, without where and how it was read.
fn content(row: &ClaimRow) -> String {
    let bare = ClaimRow {
        iri: String::new(),
        confidence: 0.0,
        basis: String::new(),
        event: None,
        receipts: Vec::new(),
        ..row.clone()
    };
    serde_json::to_string(&bare).expect("rows are maps of texts and numbers")
}

/// File and line of the first receipt.
fn place(row: &ClaimRow) -> Option<(&str, usize)> {
    row.receipts.first().map(|receipt| (receipt.file.as_str(), receipt.line))
}
