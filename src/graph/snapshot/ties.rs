//! Ties between things: who and what is related how, and by which claims.

use super::{
    indexed::Indexed,
    links::Tie,
    making::{Making, called},
    texts::{Texts, number},
};
use crate::graph::{Graph, StoreError, reader::Reader as Rows};
use std::collections::BTreeSet;

/// A thing or event among [`Ties`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A relation between two nodes among [`Ties`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId(pub u32);

/// All that is affirmed, whoever vouches for it, as a graph: nodes in order of their IRIs, edges in order of their ends, each
/// with the claims that state it. Made once, never changed.
///
/// Equal graphs have equal ties, in whatever order their claims were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// One text, the base of the graph's IRIs; what begins with it is kept without, what does not after a `<`.
    pub(super) base: Texts,
    pub(super) nodes: Texts,
    /// How edges read.
    pub(super) labels: Texts,
    pub(super) subjects: Vec<u32>,
    pub(super) objects: Vec<u32>,
    /// Four times the label's number, plus that of the kind of tie.
    pub(super) says: Vec<u32>,
    /// Where each edge's claims end in `edge_claims`, which has the surest of each first.
    pub(super) edge_claim_ends: Vec<u32>,
    pub(super) edge_claims: Vec<u32>,
    pub(super) claims: Texts,
    /// Doubt in thousandths, with [`FACT`] and [`OPEN`].
    pub(super) doubts: Vec<u32>,
    /// First and last day of each claim, or [`NO_DAY`].
    pub(super) earliest: Vec<u32>,
    pub(super) latest: Vec<u32>,
    pub(super) claim_relations: Vec<u32>,
    pub(super) relations: Texts,
    pub(super) relation_labels: Texts,
    /// Compact IRIs, set apart by blanks.
    pub(super) relation_classes: Texts,
    /// Where the neighbours of each node end in `near`, and by which edge each is one.
    pub(super) near_ends: Vec<u32>,
    pub(super) near: Vec<u32>,
    pub(super) near_edges: Vec<u32>,
    /// Neighbours of each node, each once.
    pub(super) degrees: Vec<u32>,
}

/// Somebody vouches for the claim.
pub(super) const FACT: u32 = 1 << 31;
/// The claim's relation is not in the ontology.
pub(super) const OPEN: u32 = 1 << 30;
/// A claim without a first or a last day.
pub(super) const NO_DAY: u32 = u32::MAX;
/// The day 0 is kept as this.
pub(super) const DAY_ZERO: i64 = 1 << 30;

/// What is kept of a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claimed<'a> {
    /// What it states of the two.
    pub relation: Relation<'a>,
    /// Somebody vouches for it.
    pub fact: bool,
    /// What it costs to rely on it, 0 upwards: doubt in thousandths, more for an open relation and for what nobody vouches
    /// for.
    pub cost: u32,
    /// First day, where it has one, on the scale of [`day`](crate::graph::day).
    pub earliest: Option<i64>,
    /// Last day, likewise.
    pub latest: Option<i64>,
}

/// A relation as claims name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation<'a> {
    /// Full IRI.
    pub iri: &'a str,
    /// How it reads.
    pub label: &'a str,
    /// Compact IRIs of its classes, set apart by blanks.
    classes: &'a str,
}

impl Relation<'_> {
    /// Whether it has this class (compact IRI) directly.
    #[must_use]
    pub fn is_a(&self, class: &str) -> bool {
        self.classes.split(' ').any(|own| own == class)
    }
}

impl Ties {
    /// The ties that the claims of a graph make.
    pub(super) fn of(graph: &Graph) -> Result<Self, StoreError> {
        let indexed = Indexed::new(graph);
        let rows = Rows::new(&indexed);
        let mut making = Making::new(graph.base());
        for claim in indexed.claims() {
            making.add(&rows.bare_row(claim)?);
        }
        making.ties(&mut |node| called(node, &rows))
    }

    /// Number of nodes.
    #[must_use]
    pub const fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Number of edges.
    #[must_use]
    pub const fn edge_count(&self) -> usize {
        self.subjects.len()
    }

    /// All nodes, in order of their IRIs.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..number(self.nodes.len())).map(NodeId)
    }

    /// All edges, in order of their ends.
    pub fn edges(&self) -> impl Iterator<Item = EdgeId> + use<> {
        (0..number(self.subjects.len())).map(EdgeId)
    }

    /// The node with this IRI.
    #[must_use]
    pub fn node(&self, iri: &str) -> Option<NodeId> {
        self.nodes.find_sorted(&kept(iri, self.base.get(0))).map(NodeId)
    }

    /// The IRI of a node.
    #[must_use]
    pub fn iri(&self, node: NodeId) -> String {
        whole(self.nodes.get(node.0), self.base.get(0))
    }

    /// The neighbours of a node in order, once for each edge between the two.
    pub fn near(&self, node: NodeId) -> impl Iterator<Item = (NodeId, EdgeId)> {
        let range = range(&self.near_ends, node.0);
        let edges = self.near_edges.get(range.clone()).unwrap_or_default();
        let nodes = self.near.get(range).unwrap_or_default();
        nodes.iter().zip(edges).map(|(&node, &edge)| (NodeId(node), EdgeId(edge)))
    }

    /// How many neighbours a node has.
    #[must_use]
    pub fn degree(&self, node: NodeId) -> u32 {
        self.degrees.get(node.0 as usize).copied().unwrap_or(0)
    }

    /// The end of an edge that stands on the left when it is shown, and the one on the right.
    #[must_use]
    pub fn ends(&self, edge: EdgeId) -> (NodeId, NodeId) {
        let end = |column: &[u32]| NodeId(column.get(edge.0 as usize).copied().unwrap_or(u32::MAX));
        (end(&self.subjects), end(&self.objects))
    }

    /// How an edge reads.
    #[must_use]
    pub fn label(&self, edge: EdgeId) -> &str {
        self.labels.get(self.says.get(edge.0 as usize).map_or(u32::MAX, |says| says >> 2))
    }

    /// What kind of tie an edge is.
    #[must_use]
    pub fn tie(&self, edge: EdgeId) -> Tie {
        let says = self.says.get(edge.0 as usize).copied().unwrap_or(0);
        Tie::ALL.get((says & 3) as usize).copied().unwrap_or(Tie::Named)
    }

    /// Numbers of the claims that state an edge, the surest first.
    #[must_use]
    pub fn claims(&self, edge: EdgeId) -> &[u32] {
        self.edge_claims.get(range(&self.edge_claim_ends, edge.0)).unwrap_or_default()
    }

    /// Number of claims.
    #[must_use]
    pub const fn claim_count(&self) -> usize {
        self.claims.len()
    }

    /// The IRI of a claim.
    #[must_use]
    pub fn claim_iri(&self, claim: u32) -> String {
        whole(self.claims.get(claim), self.base.get(0))
    }

    /// How many facts are stated by relations with these IRIs.
    #[must_use]
    pub fn facts_of(&self, relations: &BTreeSet<String>) -> usize {
        let wanted: Vec<bool> =
            (0..self.relations.len()).map(|at| relations.contains(self.relations.get(number(at)))).collect();
        let of_them = self.claim_relations.iter().zip(&self.doubts);
        of_them.filter(|(relation, doubt)| *doubt & FACT != 0 && wanted[**relation as usize]).count()
    }

    /// Whether somebody vouches for a claim, and what it costs to rely on it, as in [`Claimed`].
    #[must_use]
    pub fn worth(&self, claim: u32) -> (bool, u32) {
        let doubt = self.doubts.get(claim as usize).copied().unwrap_or(0);
        (doubt & FACT != 0, cost_of(doubt))
    }

    /// What is kept of a claim.
    #[must_use]
    pub fn claim(&self, claim: u32) -> Claimed<'_> {
        let of = |column: &[u32]| column.get(claim as usize).copied().unwrap_or(NO_DAY);
        let day = |kept: u32| (kept != NO_DAY).then(|| i64::from(kept) - DAY_ZERO);
        let doubt = of(&self.doubts);
        let relation = of(&self.claim_relations);
        Claimed {
            relation: Relation {
                iri: self.relations.get(relation),
                label: self.relation_labels.get(relation),
                classes: self.relation_classes.get(relation),
            },
            fact: doubt & FACT != 0,
            cost: cost_of(doubt),
            earliest: day(of(&self.earliest)),
            latest: day(of(&self.latest)),
        }
    }
}

/// What is less sure, open, or nobody vouches for costs more.
pub(super) const fn cost_of(doubt: u32) -> u32 {
    let open = if doubt & OPEN != 0 { 150 } else { 0 };
    let unvouched = if doubt & FACT != 0 { 0 } else { 3000 };
    (doubt & !(FACT | OPEN)) + open + unvouched
}

/// What belongs to a number, by where that of each number ends.
pub(super) fn range(ends: &[u32], at: u32) -> std::ops::Range<usize> {
    let at = at as usize;
    let end = |at: usize| ends.get(at).map_or(0, |&end| end as usize);
    at.checked_sub(1).map_or(0, end)..end(at)
}

pub(super) fn kept(iri: &str, base: &str) -> String {
    iri.strip_prefix(base).map_or_else(|| format!("<{iri}"), str::to_owned)
}

fn whole(kept: &str, base: &str) -> String {
    kept.strip_prefix('<').map_or_else(|| format!("{base}{kept}"), str::to_owned)
}
