//! What concerns a thing, found without reading the claims: how much there is, before a part of it is read.

use super::{
    ClaimRow, Named, Store, StoreError,
    reader::{Lookup, node_of, subject_of},
    vocabulary::{an, compact, reused},
};
use oxigraph::model::{NamedNode, NamedNodeRef, vocab::rdf};

/// How a thing takes part in a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The claim is about it.
    Subject,
    /// It is what the subject is related to.
    Object,
    /// It is the event that the claim tells of.
    Event,
    /// A further participant, by the compact IRI of its role.
    Role(String),
    /// It is where the claim holds.
    Place,
    /// It says, believes or asks for it.
    Holder,
    /// It is the relation.
    Relation,
    /// It is what the claim cites.
    Source,
}

/// A claim that concerns a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Concern {
    /// How it does.
    pub part: Part,
    /// Full IRI of the claim's relation.
    pub relation: String,
    /// Full IRI of the claim.
    pub claim: String,
}

/// What concerns a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concerns {
    /// By part, relation and claim.
    pub found: Vec<Concern>,
    /// There is more.
    pub cut: bool,
}

impl Store {
    /// The claims that a thing takes part in, no more than so many looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub fn concerning(&self, iri: &str, most: usize) -> Result<Concerns, StoreError> {
        let Ok(node) = NamedNode::new(iri) else { return Ok(Concerns::default()) };
        let pointing = self.database().quads_for_pattern(None, None, Some(node.as_ref().into()), None);
        let mut concerns = Concerns::default();
        for (looked_at, quad) in pointing.enumerate() {
            let quad = quad?;
            concerns.cut = looked_at >= most;
            if concerns.cut {
                break;
            }
            let part = part_of(quad.predicate.as_ref(), self.base());
            if let Some((claim, part)) = subject_of(quad).zip(part) {
                self.add_concern(&mut concerns.found, claim, part)?;
            }
        }
        for claim in self.values(node.as_ref(), an::CLAIM_OF)?.into_iter().take(most).filter_map(node_of) {
            self.add_concern(&mut concerns.found, claim, Part::Event)?;
        }
        concerns.found.sort_unstable();
        Ok(concerns)
    }

    fn add_concern(&self, found: &mut Vec<Concern>, claim: NamedNode, part: Part) -> Result<(), StoreError> {
        // Nothing but claims has a predicate.
        if let Some(relation) = self.values(claim.as_ref(), rdf::PREDICATE)?.into_iter().find_map(node_of) {
            found.push(Concern { part, relation: relation.into_string(), claim: claim.into_string() });
        }
        Ok(())
    }

    /// Things that have a class directly, no more than so many, by name; and whether there are more.
    ///
    /// # Errors
    /// When the database fails.
    pub fn members_of(&self, class: &str, most: usize) -> Result<(Vec<Named>, bool), StoreError> {
        let Ok(class) = NamedNode::new(class) else { return Ok((Vec::new(), false)) };
        let of = self.database().quads_for_pattern(None, Some(rdf::TYPE), Some(class.as_ref().into()), None);
        let mut members = Vec::new();
        for quad in of.take(most + 1) {
            if let Some(node) = subject_of(quad?) {
                members.push(self.named(node.as_str())?);
            }
        }
        let cut = members.len() > most;
        members.truncate(most);
        members.sort_by(|one, other| (&one.label, &one.iri).cmp(&(&other.label, &other.iri)));
        Ok((members, cut))
    }
}

/// How what a predicate of a claim points to takes part; `None` for what is no part of what it says.
fn part_of(predicate: NamedNodeRef<'_>, base: &str) -> Option<Part> {
    Some(match predicate {
        rdf::SUBJECT => Part::Subject,
        rdf::OBJECT => Part::Object,
        rdf::PREDICATE => Part::Relation,
        an::PLACE => Part::Place,
        reused::PROV_WAS_ATTRIBUTED_TO => Part::Holder,
        reused::DCT_SOURCE => Part::Source,
        rdf::TYPE | an::POLARITY | an::STANCE | reused::PROV_WAS_DERIVED_FROM => return None,
        other => Part::Role(compact(other.as_str(), base)),
    })
}

/// A claim in the order of time, what has none last, then of reading.
#[must_use]
pub fn in_time(row: &ClaimRow) -> impl Ord + use<> {
    let start = row.time.as_ref().and_then(|time| time.earliest.clone().or_else(|| time.latest.clone()));
    let place = row.receipts.first().map(|receipt| (receipt.file.clone(), receipt.start));
    (start.is_none(), start.and_then(|start| super::day(&start, false)), place, row.iri.clone())
}
