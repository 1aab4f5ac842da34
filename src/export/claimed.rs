//! The triple that a claim speaks of, and triples found by their subject.

use crate::graph::{
    Graph,
    vocabulary::{an, reused},
};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple, vocab::rdf};
use std::collections::BTreeMap;

/// All triples about each node, in the order of the graph.
pub(super) fn groups(graph: &Graph) -> impl Iterator<Item = (&str, &[Triple])> {
    graph.triples().chunk_by(|one, other| one.subject == other.subject).filter_map(|said| {
        match &said.first()?.subject {
            NamedOrBlankNode::NamedNode(node) => Some((node.as_str(), said)),
            NamedOrBlankNode::BlankNode(_) => None,
        }
    })
}

/// The same, to be looked up.
pub(super) struct Index<'a>(BTreeMap<&'a str, &'a [Triple]>);

impl<'a> Index<'a> {
    pub(super) fn new(graph: &'a Graph) -> Self {
        Self(groups(graph).collect())
    }

    /// What is said of a node.
    pub(super) fn about(&self, iri: &str) -> &'a [Triple] {
        self.0.get(iri).copied().unwrap_or_default()
    }
}

/// Whether what is said of a node makes it a claim.
pub(super) fn is_claim(said: &[Triple]) -> bool {
    said.iter().any(|triple| triple.predicate == rdf::TYPE && triple.object == an::CLAIM.into_owned().into())
}

/// All values of a predicate.
pub(super) fn values<'a>(said: &'a [Triple], predicate: NamedNodeRef<'a>) -> impl Iterator<Item = &'a Term> {
    said.iter().filter(move |triple| triple.predicate == predicate).map(|triple| &triple.object)
}

/// All nodes that a predicate leads to.
pub(super) fn nodes<'a>(said: &'a [Triple], predicate: NamedNodeRef<'a>) -> impl Iterator<Item = &'a NamedNode> {
    values(said, predicate).filter_map(|term| match term {
        Term::NamedNode(node) => Some(node),
        Term::Literal(_) | Term::BlankNode(_) => None,
    })
}

/// The triple that a claim speaks of, which is in the graph if the claim is a fact; `None` where it is read from its object's
/// side, for want of a subject. Where it has no object, its time or `true` stands there, as in a fact of one place.
pub(super) fn triple_of(said: &[Triple]) -> Option<Triple> {
    let subject = nodes(said, rdf::SUBJECT).next()?;
    let relation = nodes(said, rdf::PREDICATE).next()?;
    let object = values(said, rdf::OBJECT).next().or_else(|| values(said, an::WHEN).next()).cloned();
    let object = object.unwrap_or_else(|| Literal::from(true).into());
    Some(Triple::new(subject.clone(), relation.clone(), object))
}

/// The span that a claim was read from.
pub(super) fn span_of(said: &[Triple]) -> Option<&NamedNode> {
    nodes(said, reused::PROV_WAS_DERIVED_FROM).next()
}
