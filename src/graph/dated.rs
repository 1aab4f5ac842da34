//! Dated claims found without reading them: of a large graph, a part of its timeline can be shown at once.

use super::{
    Store, StoreError, Window, day,
    reader::{Lookup, subject_of, text_of},
    vocabulary::an,
};
use oxigraph::model::{NamedNode, NamedNodeRef};
use std::collections::BTreeMap;

/// A claim, or an event, with its first and last day on the scale of [`day`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Full IRI.
    pub iri: String,
    /// First day; `None`: open.
    pub earliest: Option<i64>,
    /// Last day; `None`: open.
    pub latest: Option<i64>,
}

impl Store {
    /// What is dated within a window, the earliest first: all of it, or of these claims.
    ///
    /// # Errors
    /// When the database fails.
    pub fn dated(&self, claims: Option<&[String]>, window: &Window) -> Result<Vec<Dated>, StoreError> {
        let mut days: BTreeMap<NamedNode, [Option<i64>; 2]> = BTreeMap::new();
        for (end, predicate) in [an::EARLIEST, an::LATEST].into_iter().enumerate() {
            match claims {
                None => {
                    for quad in self.pattern(None, Some(predicate), None)? {
                        let day = day(&text_of(&quad.object), end == 1);
                        if let Some(node) = subject_of(quad) {
                            days.entry(node).or_default()[end] = day;
                        }
                    }
                }
                Some(claims) => {
                    for claim in claims.iter().filter_map(|iri| NamedNode::new(iri.as_str()).ok()) {
                        if let Some(day) = self.day_of(claim.as_ref(), predicate, end == 1)? {
                            days.entry(claim).or_default()[end] = Some(day);
                        }
                    }
                }
            }
        }
        let within = days.into_iter().filter(|(_, [earliest, latest])| window.holds(*earliest, *latest));
        let mut found: Vec<Dated> =
            within.map(|(node, [earliest, latest])| Dated { iri: node.into_string(), earliest, latest }).collect();
        found.sort_by_key(|dated| {
            (dated.earliest.or(dated.latest).unwrap_or(i64::MAX), dated.latest.unwrap_or(i64::MAX))
        });
        Ok(found)
    }

    fn day_of(
        &self,
        node: NamedNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
        end: bool,
    ) -> Result<Option<i64>, StoreError> {
        Ok(self.values(node, predicate)?.first().and_then(|term| day(&text_of(term), end)))
    }
}
