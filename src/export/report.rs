//! What a report holds: for each thing what is said of it, facts in the order of time, then what is only claimed.

use crate::graph::{ClaimRow, Named, Store, StoreError, fold, in_time};
use std::collections::{BTreeMap, BTreeSet};

/// A report in the making.
#[derive(Debug)]
pub(super) struct Report<'a> {
    pub(super) sections: Vec<Section<'a>>,
    /// How many facts, and how many other claims, it tells.
    pub(super) facts: usize,
    pub(super) claims: usize,
}

/// What is said of one thing.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub(super) named: &'a Named,
    pub(super) aliases: Vec<String>,
    pub(super) facts: Vec<&'a ClaimRow>,
    pub(super) claims: Vec<&'a ClaimRow>,
}

/// Claims that say the same brought together, in the order of time.
pub(super) fn in_order(mut rows: Vec<ClaimRow>) -> Vec<ClaimRow> {
    rows.sort_by_cached_key(in_time);
    ClaimRow::merge(rows)
}

impl<'a> Report<'a> {
    /// A section for each thing that takes part: those asked for first, then by name.
    pub(super) fn of(rows: &'a [ClaimRow], first: &[String], store: &Store) -> Result<Self, StoreError> {
        let mut sections: BTreeMap<&str, Section<'_>> = BTreeMap::new();
        for row in rows {
            let mut told: BTreeSet<&str> = BTreeSet::new();
            for named in row.participants().filter(|named| !named.iri.is_empty()) {
                if !told.insert(&named.iri) {
                    continue;
                }
                let section = sections.entry(&named.iri).or_insert_with(|| Section {
                    named,
                    aliases: Vec::new(),
                    facts: Vec::new(),
                    claims: Vec::new(),
                });
                if row.fact { &mut section.facts } else { &mut section.claims }.push(row);
            }
        }
        for known in store.entities()? {
            if let Some(section) = sections.get_mut(known.entity.iri.as_str()) {
                section.aliases = known.aliases;
            }
        }
        let mut sections: Vec<Section<'_>> = sections.into_values().collect();
        sections.sort_by_cached_key(|section| {
            let asked = first.iter().position(|iri| *iri == section.named.iri);
            (asked.unwrap_or(first.len()), fold(&section.named.label), section.named.iri.clone())
        });
        let facts = rows.iter().filter(|row| row.fact).count();
        Ok(Self { sections, facts, claims: rows.len() - facts })
    }
}

/// “1 fact”, “12 facts”.
pub(super) fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// What is said at the head of every report of the claims in it.
pub(super) const FACTS: &str =
    "Facts are what the notes, or the sources they quote, vouch for. Each stands with the words it was read from.";
/// The same of what is no fact.
pub(super) const CLAIMS: &str =
    "What is denied, or what somebody says, believes, asks for, plans or supposes, is no fact and stands apart.";
