//! A graph's triples, indexed as far as rows of claims need.

use crate::graph::{Graph, StoreError, reader::Lookup, vocabulary::an};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple, vocab::rdf};
use std::collections::HashMap;

/// Triples by subject; and by object those that [`Lookup::pointing`] is asked for.
pub(super) struct Indexed<'a> {
    graph: &'a Graph,
    subjects: HashMap<&'a str, &'a [Triple]>,
    events: HashMap<&'a str, Vec<&'a NamedNode>>,
}

impl<'a> Indexed<'a> {
    pub(super) fn new(graph: &'a Graph) -> Self {
        let mut indexed = Self { graph, subjects: HashMap::new(), events: HashMap::new() };
        for said in graph.triples().chunk_by(|one, other| one.subject == other.subject) {
            let Some(NamedOrBlankNode::NamedNode(subject)) = said.first().map(|triple| &triple.subject) else {
                continue;
            };
            indexed.subjects.insert(subject.as_str(), said);
            for triple in said.iter().filter(|triple| triple.predicate == an::CLAIM_OF) {
                if let Term::NamedNode(claim) = &triple.object {
                    indexed.events.entry(claim.as_str()).or_default().push(subject);
                }
            }
        }
        indexed
    }

    /// All claims, in the order of the triples.
    pub(super) fn claims(&self) -> impl Iterator<Item = &'a NamedNode> {
        let claim = Term::from(an::CLAIM);
        let is_claim = move |triple: &&Triple| triple.predicate == rdf::TYPE && triple.object == claim;
        self.graph.triples().iter().filter(is_claim).filter_map(|triple| match &triple.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node),
            NamedOrBlankNode::BlankNode(_) => None,
        })
    }

    fn said(&self, subject: NamedNodeRef<'_>) -> &'a [Triple] {
        self.subjects.get(subject.as_str()).copied().unwrap_or_default()
    }
}

impl Lookup for Indexed<'_> {
    fn base(&self) -> &str {
        self.graph.base()
    }

    fn about(&self, subject: NamedNodeRef<'_>) -> Result<Vec<Quad>, StoreError> {
        Ok(self.said(subject).iter().map(|triple| triple.clone().in_graph(GraphName::DefaultGraph)).collect())
    }

    fn values(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Result<Vec<Term>, StoreError> {
        // Triples of one predicate are in order of their objects already.
        let said = self.said(subject).iter().filter(|triple| triple.predicate == predicate);
        Ok(said.map(|triple| triple.object.clone()).collect())
    }

    fn pointing(&self, predicate: NamedNodeRef<'_>, to: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, StoreError> {
        if predicate == an::CLAIM_OF {
            let events = self.events.get(to.as_str()).into_iter().flatten();
            return Ok(events.map(|event| (*event).clone()).collect());
        }
        let points = |triple: &&Triple| {
            triple.predicate == predicate && matches!(&triple.object, Term::NamedNode(node) if node.as_ref() == to)
        };
        let subjects = self.graph.triples().iter().filter(points).map(|triple| &triple.subject);
        Ok(subjects
            .filter_map(|subject| match subject {
                NamedOrBlankNode::NamedNode(node) => Some(node.clone()),
                NamedOrBlankNode::BlankNode(_) => None,
            })
            .collect())
    }
}
