//! Which claims of a graph are written: all, or those around things, in a stretch of time, of certain relations.

use crate::{
    graph::{ClaimFilter, ClaimRow, Store, StoreError},
    path::is_called,
};
use std::collections::{BTreeMap, BTreeSet};

/// A part of a graph. The default is all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// IRIs of the things it lies around; empty: anywhere.
    pub entities: Vec<String>,
    /// Steps from these things: what is said of them is one step away, what is said of whatever takes part in that, two.
    pub depth: usize,
    /// Only what holds on or after this day (`YYYY-MM-DD`).
    pub from: Option<String>,
    /// Only what holds on or before this day (`YYYY-MM-DD`).
    pub to: Option<String>,
    /// Only these relations, by label (“met”), dictionary form (“meet”) or IRI; empty: all.
    pub relations: Vec<String>,
}

impl Default for Choice {
    fn default() -> Self {
        Self { entities: Vec::new(), depth: 1, from: None, to: None, relations: Vec::new() }
    }
}

impl Choice {
    /// Whether it is the whole graph.
    #[must_use]
    pub const fn is_all(&self) -> bool {
        self.entities.is_empty() && self.from.is_none() && self.to.is_none() && self.relations.is_empty()
    }

    /// The claims chosen, in reading order.
    pub(super) fn claims(&self, store: &Store, facts_only: bool) -> Result<Vec<ClaimRow>, StoreError> {
        if !self.entities.is_empty() {
            return self.claims_around(store, facts_only);
        }
        let mut rows = store.claims(&self.filter(None, facts_only))?;
        rows.retain(|row| self.takes(row));
        Ok(rows)
    }

    fn claims_around(&self, store: &Store, facts_only: bool) -> Result<Vec<ClaimRow>, StoreError> {
        let mut found: BTreeMap<String, ClaimRow> = BTreeMap::new();
        let mut seen: BTreeSet<String> = self.entities.iter().cloned().collect();
        let mut edge = self.entities.clone();
        for _ in 0..self.depth {
            let mut next = Vec::new();
            for thing in edge {
                for row in store.claims(&self.filter(Some(thing), facts_only))? {
                    if !self.takes(&row) || found.contains_key(&row.iri) {
                        continue;
                    }
                    let new =
                        row.participants().filter(|named| !named.iri.is_empty() && seen.insert(named.iri.clone()));
                    next.extend(new.map(|named| named.iri.clone()));
                    found.insert(row.iri.clone(), row);
                }
            }
            if next.is_empty() {
                break;
            }
            edge = next;
        }
        let mut rows: Vec<ClaimRow> = found.into_values().collect();
        rows.sort_by_cached_key(|row| row.receipts.first().map(|it| (it.file.clone(), it.start, it.end)));
        Ok(rows)
    }

    fn filter(&self, about: Option<String>, facts_only: bool) -> ClaimFilter {
        ClaimFilter { about, facts_only, from: self.from.clone(), to: self.to.clone(), ..ClaimFilter::default() }
    }

    fn takes(&self, row: &ClaimRow) -> bool {
        let is = |wanted: &String| is_called(wanted, &row.relation.iri, &row.relation.label);
        self.relations.is_empty() || self.relations.iter().any(is)
    }
}
