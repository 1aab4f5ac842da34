//! What stands behind the words of an answer: things and claims by their IRIs.

use crate::graph::ClaimRow;
use std::collections::{BTreeMap, BTreeSet};

/// What stands behind the words of an answer: for whoever wants to follow them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// IRIs of the things named, by label.
    pub names: BTreeMap<String, String>,
    /// IRIs of the claims.
    pub claims: BTreeSet<String>,
}

impl Behind {
    /// What stands behind one claim.
    pub(super) fn of(row: &ClaimRow) -> Self {
        let mut behind = Self::default();
        behind.add(row);
        behind
    }

    pub(super) fn add(&mut self, row: &ClaimRow) {
        self.claims.insert(row.iri.clone());
        self.names.extend(row.participants().map(|named| (named.label.clone(), named.iri.clone())));
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.claims.extend(other.claims.iter().cloned());
        self.names.extend(other.names.iter().map(|(label, iri)| (label.clone(), iri.clone())));
    }
}
