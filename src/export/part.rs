//! A part of a graph as a graph: claims with all that they rest on and speak of.
//!
//! Of the claims chosen, everything; their spans, the notes of these and the quotations from which sources come; the plain
//! triples of those that are facts; what takes part, with its names and kinds, without what else is said of it. Two passes over
//! the triples.

use super::claimed::{groups, nodes, span_of, triple_of};
use crate::graph::{
    Graph,
    vocabulary::{an, reused},
};
use oxigraph::model::{
    NamedNodeRef, Term, Triple,
    vocab::{rdf, rdfs},
};
use std::collections::{BTreeSet, HashSet};

/// The part of a graph that these claims (IRIs) are.
pub(super) fn part(graph: &Graph, claims: &BTreeSet<&str>) -> Graph {
    let chosen = Chosen::of(graph, claims);
    let mut kept: Vec<Triple> = Vec::new();
    let mut whole: HashSet<&str> = HashSet::new();
    for (iri, said) in groups(graph) {
        let before = kept.len();
        kept.extend(said.iter().filter(|triple| chosen.keeps(iri, triple)).cloned());
        if kept.len() > before {
            whole.insert(iri);
        }
    }
    // What all this leads to is named, and so are the classes of that.
    for _ in 0..2 {
        let led_to: HashSet<String> = kept
            .iter()
            .filter_map(|triple| match &triple.object {
                Term::NamedNode(node) if !whole.contains(node.as_str()) => Some(node.as_str().to_owned()),
                Term::NamedNode(_) | Term::Literal(_) | Term::BlankNode(_) => None,
            })
            .collect();
        for (iri, said) in groups(graph).filter(|(iri, _)| led_to.contains(*iri)) {
            let name = [rdf::TYPE, rdfs::LABEL, an::CITED_AS];
            kept.extend(said.iter().filter(|triple| name.contains(&triple.predicate.as_ref())).cloned());
            whole.insert(iri);
        }
    }
    Graph::from_triples(graph.base(), kept)
}

/// What is kept, by IRI.
#[derive(Default)]
struct Chosen<'a> {
    claims: HashSet<&'a str>,
    spans: HashSet<&'a str>,
    quotations: HashSet<&'a str>,
    events: HashSet<&'a str>,
    /// What takes part, notes, sources.
    mentioned: HashSet<&'a str>,
    relations: HashSet<&'a str>,
    /// What the claims speak of.
    facts: HashSet<Triple>,
}

impl<'a> Chosen<'a> {
    fn of(graph: &'a Graph, claims: &BTreeSet<&str>) -> Self {
        let mut chosen = Self::default();
        for (iri, said) in groups(graph) {
            if nodes(said, rdf::TYPE).any(|class| *class == an::RELATION || *class == an::OPEN_RELATION) {
                chosen.relations.insert(iri);
            }
            if claims.contains(iri) {
                chosen.claims.insert(iri);
                chosen.spans.extend(span_of(said).map(|span| span.as_str()));
                chosen.facts.extend(triple_of(said));
                chosen.mentioned.extend(said.iter().filter_map(|triple| led_to(triple)));
            }
            if nodes(said, an::CLAIM_OF).any(|claim| claims.contains(claim.as_str())) {
                chosen.events.insert(iri);
            }
        }
        let mut beneath = Vec::new();
        for (iri, said) in groups(graph) {
            if chosen.spans.contains(iri) {
                chosen.mentioned.extend(nodes(said, reused::OA_HAS_SOURCE).map(|note| note.as_str()));
            }
            if nodes(said, an::SUPPORTS).any(|span| chosen.spans.contains(span.as_str())) {
                chosen.quotations.insert(iri);
                beneath.extend(span_of(said).map(|span| span.as_str()));
                for predicate in [reused::OA_HAS_SOURCE, reused::DCT_SOURCE] {
                    chosen.mentioned.extend(nodes(said, predicate).map(|node| node.as_str()));
                }
            }
        }
        chosen.spans.extend(beneath);
        chosen
    }

    fn keeps(&self, iri: &str, triple: &Triple) -> bool {
        let predicate = triple.predicate.as_ref();
        let leads_to = |all: &HashSet<&str>| led_to(triple).is_some_and(|node| all.contains(node));
        if self.claims.contains(iri) || self.spans.contains(iri) {
            return true;
        }
        if self.quotations.contains(iri) {
            return predicate != an::SUPPORTS || leads_to(&self.spans);
        }
        let is_other_fact = self.relations.contains(predicate.as_str()) && !self.facts.contains(triple);
        let is_apart = |predicate: NamedNodeRef<'_>| {
            predicate == an::CLAIM_OF && !leads_to(&self.claims)
                || predicate == reused::DCT_REFERENCES && !leads_to(&self.mentioned)
        };
        (self.events.contains(iri) || self.mentioned.contains(iri)) && !is_other_fact && !is_apart(predicate)
    }
}

fn led_to(triple: &Triple) -> Option<&str> {
    match &triple.object {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::Literal(_) | Term::BlankNode(_) => None,
    }
}
