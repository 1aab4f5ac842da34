//! Claims read back as rows: who, what, whom, when, where, in what voice, and the receipt.
//!
//! Everything that answers people (ask, path, explain, check) reads claims through [`Store::claims`], so that a
//! receipt looks the same everywhere and comes from the graph's own copy of the note.

use super::{
    Store, StoreError,
    reader::{Lookup, Reader, node_of, subject_of},
    vocabulary::an,
    window::{Window, day},
};
use crate::{
    statement::{Polarity, Stance},
    when,
};
use oxigraph::model::{NamedNode, NamedNodeRef, vocab::rdf};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One claim, read back.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimRow {
    /// IRI of the claim.
    pub iri: String,
    /// What it is about.
    pub subject: Named,
    /// How the two are related.
    pub relation: Named,
    /// The relation is not in the ontology.
    pub open: bool,
    /// Read from the object's side, for want of a subject: in RDF [`Self::subject`] is then the claim's `rdf:object`,
    /// and [`Self::relation`] is labelled accordingly (“was signed”).
    pub inverse: bool,
    /// What the subject is related to; `None` for a relation of one place.
    pub object: Option<Node>,
    /// Further participants, by role, then name.
    pub roles: Vec<RoleRow>,
    /// The event it tells of.
    pub event: Option<Named>,
    /// When it holds.
    pub time: Option<Time>,
    /// Where it holds.
    pub place: Option<Named>,
    /// Whether it is affirmed or denied.
    pub polarity: Polarity,
    /// In what voice it is said.
    pub stance: Stance,
    /// Whether it is vouched for and affirmed: then `subject relation object` is a plain triple too.
    pub fact: bool,
    /// Who says or holds it, when that is not the author of the note.
    pub holder: Option<Named>,
    /// How sure the reading is, 0 to 1.
    pub confidence: f64,
    /// The rule that licensed it.
    pub basis: String,
    /// The words it was read from; one for a claim, more where rows were merged.
    pub receipts: Vec<Receipt>,
}

/// A node with its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// Full IRI.
    pub iri: String,
    /// A readable name, never an IRI.
    pub label: String,
    /// Compact IRIs of its classes, sorted.
    pub classes: Vec<String>,
}

/// What stands in the object's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Node {
    /// An entity, event or described thing.
    Thing(Named),
    /// A literal.
    Value(Measure),
}

/// A literal with what it measures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// Lexical form.
    pub value: String,
    /// Compact IRI of the datatype.
    pub datatype: String,
    /// Unit or what is counted.
    pub unit: Option<String>,
    /// `about`, `more-than` … when a number is not exact.
    pub approximation: Option<String>,
}

/// A further participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoleRow {
    /// Compact IRI of the role.
    pub role: String,
    /// Who or what.
    pub node: Node,
}

/// A time as read, with its first and last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Time {
    /// EDTF text.
    pub edtf: String,
    /// First day, `YYYY-MM-DD`.
    pub earliest: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    pub latest: Option<String>,
    /// It was taken from the context of the clause.
    pub inherited: bool,
}

impl Time {
    /// As people write it: “25 June 1950”, “spring 1950”, “January 1950 to June 1950”.
    #[must_use]
    pub fn words(&self) -> String {
        when::words(&self.edtf)
    }
}

/// The words a claim was read from, and what they cite.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Receipt {
    /// Path of the note.
    pub file: String,
    /// Line of the first word, counted from 1.
    pub line: usize,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words, exactly.
    pub text: String,
    /// Addresses or keys of the sources cited, as the note writes them.
    pub sources: Vec<String>,
    /// The quotations beneath the claim from which it takes its source.
    pub support: Vec<Quote>,
}

/// A quotation that supports a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Quote {
    /// Line on which it starts, counted from 1.
    pub line: usize,
    /// Its words.
    pub text: String,
}

/// Which claims to read. All that is set must hold; the default reads all.
#[derive(Clone, Debug, Default)]
pub struct ClaimFilter {
    /// Full IRI of the subject.
    pub subject: Option<String>,
    /// Full IRI of the relation.
    pub relation: Option<String>,
    /// Full IRI of the object.
    pub object: Option<String>,
    /// Full IRI of anything that takes part: subject, object, role, place, holder, or the event told of.
    pub about: Option<String>,
    /// Facts only.
    pub facts_only: bool,
    /// Holds on or after this day (`YYYY-MM-DD`); claims without a time are left out.
    pub from: Option<String>,
    /// Holds on or before this day (`YYYY-MM-DD`); claims without a time are left out.
    pub to: Option<String>,
}

/// So many rows share what they look up.
const TOGETHER: usize = 16;

impl Store {
    /// The claims that fit, in reading order: file, place in the file, then content.
    ///
    /// # Errors
    /// When the database fails.
    pub fn claims(&self, filter: &ClaimFilter) -> Result<Vec<ClaimRow>, StoreError> {
        let reader = Reader::new(self);
        let mut rows = Vec::new();
        for claim in self.candidates(filter)? {
            let row = reader.row(&claim)?;
            if filter.fits(&row) {
                rows.push(row);
            }
        }
        rows.sort_by(|one, other| {
            let place = |row: &ClaimRow| row.receipts.first().map(|r| (r.file.clone(), r.start, r.end));
            let content = |row: &ClaimRow| (row.subject.label.clone(), row.relation.label.clone(), row.iri.clone());
            place(one).cmp(&place(other)).then_with(|| content(one).cmp(&content(other)))
        });
        Ok(rows)
    }

    /// The claims with these IRIs, in order of IRI; what is none is left out.
    ///
    /// # Errors
    /// When the database fails.
    pub fn claims_with(&self, iris: &BTreeSet<String>) -> Result<Vec<ClaimRow>, StoreError> {
        let nodes: Vec<NamedNode> = iris.iter().filter_map(|iri| NamedNode::new(iri.as_str()).ok()).collect();
        // A row is some dozens of look-ups in the database, which takes several at once.
        let rows = nodes.par_chunks(TOGETHER).map(|nodes| {
            let reader = Reader::new(self);
            nodes.iter().map(|node| reader.row(node)).collect::<Result<Vec<_>, _>>()
        });
        Ok(rows.collect::<Result<Vec<_>, _>>()?.concat())
    }

    /// The claims that tell of an event, in order of IRI; of what is no event, none.
    ///
    /// # Errors
    /// When the database fails.
    pub fn claims_telling_of(&self, event: &str) -> Result<Vec<ClaimRow>, StoreError> {
        let Ok(event) = NamedNode::new(event) else { return Ok(Vec::new()) };
        let told = self.values(event.as_ref(), an::CLAIM_OF)?.into_iter().filter_map(node_of);
        self.claims_with(&told.map(NamedNode::into_string).collect())
    }

    /// The claims that could fit, through the index that leaves fewest.
    fn candidates(&self, filter: &ClaimFilter) -> Result<Vec<NamedNode>, StoreError> {
        let mut found = Vec::new();
        if let Some(iri) = &filter.subject {
            found = self.subjects(Some(rdf::SUBJECT), iri)?;
        } else if let Some(iri) = &filter.object {
            found = self.subjects(Some(rdf::OBJECT), iri)?;
        } else if let Some(iri) = &filter.about {
            found = self.subjects(None, iri)?;
            let told = self.values(NamedNodeRef::new_unchecked(iri), an::CLAIM_OF)?;
            found.extend(told.into_iter().filter_map(node_of));
        } else if let Some(iri) = &filter.relation {
            found = self.subjects(Some(rdf::PREDICATE), iri)?;
        } else {
            found.extend(self.subjects(Some(rdf::TYPE), an::CLAIM.as_str())?);
        }
        found.sort_unstable();
        found.dedup();
        let is_claim = |node: &NamedNode| {
            let found = self.pattern(Some(node.as_ref()), Some(rdf::TYPE), Some(an::CLAIM.into()));
            found.map(|found| !found.is_empty())
        };
        found.into_iter().filter_map(|node| is_claim(&node).map(|is| is.then_some(node)).transpose()).collect()
    }

    fn subjects(&self, predicate: Option<NamedNodeRef<'_>>, object: &str) -> Result<Vec<NamedNode>, StoreError> {
        let object = NamedNodeRef::new_unchecked(object);
        let found = self.pattern(None, predicate, Some(object.into()))?;
        Ok(found.into_iter().filter_map(subject_of).collect())
    }

    /// A node with its name and classes.
    ///
    /// # Errors
    /// When the database fails.
    pub fn named(&self, iri: &str) -> Result<Named, StoreError> {
        let reader = Reader::new(self);
        reader.named(NamedNodeRef::new_unchecked(iri)).map(|named| Named::clone(&named))
    }
}

impl ClaimRow {
    /// Merges rows that say the same thing of the same time and place in the same voice: one row with all
    /// receipts, the surest first. The order of first mention is kept.
    #[must_use]
    pub fn merge(rows: Vec<Self>) -> Vec<Self> {
        let mut merged: Vec<Self> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows {
            match places.get(&row.content()).and_then(|&at| merged.get_mut(at)) {
                Some(first) => first.absorb(row),
                None => {
                    places.insert(row.content(), merged.len());
                    merged.push(row);
                }
            }
        }
        merged
    }

    fn absorb(&mut self, mut other: Self) {
        if other.confidence > self.confidence {
            std::mem::swap(self, &mut other);
        }
        for receipt in other.receipts {
            if !self.receipts.contains(&receipt) {
                self.receipts.push(receipt);
            }
        }
    }

    fn content(&self) -> String {
        let mut parts = vec![self.subject.iri.clone(), self.relation.iri.clone()];
        parts.extend(self.object.as_ref().map(Node::key));
        parts.extend(self.roles.iter().map(|role| format!("{} {}", role.role, role.node.key())));
        parts.extend(self.time.as_ref().map(|time| time.edtf.clone()));
        parts.extend(self.place.as_ref().map(|place| place.iri.clone()));
        parts.extend(self.holder.as_ref().map(|holder| holder.iri.clone()));
        parts.push(format!("{:?} {:?} {}", self.polarity, self.stance, self.fact));
        parts.join("\n")
    }

    /// IRIs of everything that takes part: subject, object, roles, place, holder, event.
    pub fn participants(&self) -> impl Iterator<Item = &Named> {
        let nodes = self.object.iter().chain(self.roles.iter().map(|role| &role.node));
        let things = nodes.filter_map(Node::thing);
        std::iter::once(&self.subject).chain(things).chain(&self.place).chain(&self.holder).chain(&self.event)
    }
}

impl Node {
    /// The thing, if it is one.
    #[must_use]
    pub const fn thing(&self) -> Option<&Named> {
        match self {
            Self::Thing(named) => Some(named),
            Self::Value(_) => None,
        }
    }

    /// A readable name: that of the thing, or the value with its unit.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Thing(named) => named.label.clone(),
            Self::Value(Measure { value, unit: Some(unit), .. }) => format!("{value} {unit}"),
            Self::Value(Measure { value, .. }) => value.clone(),
        }
    }

    pub(super) fn key(&self) -> String {
        match self {
            Self::Thing(named) => named.iri.clone(),
            Self::Value(value) => format!("{value:?}"),
        }
    }
}

impl ClaimFilter {
    fn fits(&self, row: &ClaimRow) -> bool {
        let is = |wanted: &Option<String>, found: Option<&str>| wanted.is_none() || wanted.as_deref() == found;
        let about = Some(row.subject.iri.as_str());
        let object = row.object.as_ref().and_then(Node::thing).map(|thing| thing.iri.as_str());
        let (subject, object) = if row.inverse { (None, about) } else { (about, object) };
        is(&self.subject, subject)
            && is(&self.relation, Some(&row.relation.iri))
            && is(&self.object, object)
            && self.about.as_ref().is_none_or(|iri| row.participants().any(|named| named.iri == *iri))
            && (row.fact || !self.facts_only)
            && self.in_window(row.time.as_ref())
    }

    fn in_window(&self, time: Option<&Time>) -> bool {
        let earliest = time.and_then(|time| day(time.earliest.as_deref()?, false));
        let latest = time.and_then(|time| day(time.latest.as_deref()?, true));
        Window::new(self.from.as_deref(), self.to.as_deref()).holds(earliest, latest)
    }
}

impl Named {
    pub(super) const fn unknown() -> Self {
        Self { iri: String::new(), label: String::new(), classes: Vec::new() }
    }

    /// Whether it has this class (compact IRI) directly.
    #[must_use]
    pub fn is_a(&self, class: &str) -> bool {
        self.classes.iter().any(|own| own == class)
    }
}
