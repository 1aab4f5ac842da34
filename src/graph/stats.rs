//! What a graph holds, counted.

use super::{ClaimFilter, ClaimRow, Store, StoreError, reader::text_of, vocabulary::an};
use oxigraph::model::{NamedNodeRef, vocab::rdf};
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts over one graph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// All triples.
    pub triples: usize,
    /// Notes.
    pub notes: usize,
    /// Items, paragraphs and rows of all notes that say something.
    pub passages: usize,
    /// Those of them that at least one claim was read from.
    pub passages_read: usize,
    /// Claims.
    pub claims: usize,
    /// Claims that are vouched for and affirmed.
    pub facts: usize,
    /// Claims by stance.
    pub by_stance: BTreeMap<&'static str, usize>,
    /// Claims by polarity.
    pub by_polarity: BTreeMap<&'static str, usize>,
    /// Claims that cite a source.
    pub sourced: usize,
    /// Claims that have a time.
    pub dated: usize,
    /// Claims that somebody other than the author of the note holds.
    pub attributed: usize,
    /// Claims whose relation the ontology lacks.
    pub open: usize,
    /// Entities of all classes, events among them.
    pub entities: usize,
    /// Entities by class (compact IRI); one with two classes counts in both.
    pub by_class: BTreeMap<String, usize>,
    /// Events that somebody vouches for.
    pub events: usize,
    /// Relations in use, open ones among them.
    pub relations: usize,
    /// Open relations in use.
    pub open_relations: usize,
    /// Sources cited.
    pub sources: usize,
    /// Quotations.
    pub quotations: usize,
}

impl Store {
    /// Counts what the graph holds.
    ///
    /// # Errors
    /// When the database fails.
    pub fn stats(&self) -> Result<Stats, StoreError> {
        let mut stats = Stats {
            triples: self.len()?,
            notes: self.members(an::NOTE)?,
            passages: self.total(an::PASSAGES)?,
            passages_read: self.total(an::PASSAGES_READ)?,
            open_relations: self.members(an::OPEN_RELATION)?,
            relations: self.members(an::RELATION)? + self.members(an::OPEN_RELATION)?,
            sources: self.members(an::SOURCE)?,
            quotations: self.members(an::QUOTATION)?,
            ..Stats::default()
        };
        for row in self.claims(&ClaimFilter::default())? {
            stats.count_claim(&row);
        }
        for known in self.entities()? {
            stats.entities += 1;
            stats.events += usize::from(known.entity.is_a("sem:Event"));
            for class in known.entity.classes {
                *stats.by_class.entry(class).or_default() += 1;
            }
        }
        Ok(stats)
    }

    fn members(&self, class: NamedNodeRef<'_>) -> Result<usize, StoreError> {
        Ok(self.pattern(None, Some(rdf::TYPE), Some(class.into()))?.len())
    }

    fn total(&self, predicate: NamedNodeRef<'_>) -> Result<usize, StoreError> {
        let numbers = self.pattern(None, Some(predicate), None)?;
        Ok(numbers.iter().filter_map(|quad| text_of(&quad.object).parse::<usize>().ok()).sum())
    }
}

impl Stats {
    fn count_claim(&mut self, row: &ClaimRow) {
        self.claims += 1;
        self.facts += usize::from(row.fact);
        *self.by_stance.entry(row.stance.as_str()).or_default() += 1;
        *self.by_polarity.entry(row.polarity.as_str()).or_default() += 1;
        self.sourced += usize::from(row.receipts.iter().any(|receipt| !receipt.sources.is_empty()));
        self.dated += usize::from(row.time.is_some());
        self.attributed += usize::from(row.holder.is_some());
        self.open += usize::from(row.open);
    }
}
