//! Claims as a network: things and events are nodes, what is claimed of them are edges.

use super::search::Room;
use crate::graph::{Claimed, EdgeId, NodeId, Relation, Store, StoreError, Tie, Ties, Window, fold};
use std::sync::Mutex;

/// Which claims paths may use.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Also what is only reported, believed, requested, planned or supposed. What is denied is never used.
    pub all: bool,
    /// Only what holds on or after this day (`YYYY-MM-DD`).
    pub from: Option<String>,
    /// Only what holds on or before this day (`YYYY-MM-DD`).
    pub to: Option<String>,
    /// Only these relations, by label (“met”), dictionary form (“meet”) or IRI; empty: all.
    pub relations: Vec<String>,
}

impl Scope {
    fn takes_relation(&self, relation: &Relation<'_>) -> bool {
        self.relations.is_empty() || self.relations.iter().any(|wanted| is_called(wanted, relation.iri, relation.label))
    }
}

/// Whether a relation goes by what somebody typed: its label (“met”), dictionary form (“meet”) or IRI.
#[must_use]
pub fn is_called(wanted: &str, iri: &str, label: &str) -> bool {
    let folded = fold(wanted);
    wanted == iri || folded == fold(label) || folded == fold(iri.rsplit(['#', '/']).next().unwrap_or_default())
}

/// All claims that paths may use, as a graph that is walked either way.
#[derive(Debug)]
pub struct Network<'a> {
    pub(super) store: &'a Store,
    pub(super) ties: &'a Ties,
    scope: Scope,
    window: Window,
    /// What walking each edge costs, the node it leads to apart; [`CLOSED`] for what lies out of scope.
    costs: Vec<u32>,
    pub(super) room: Mutex<Room>,
}

/// The cost of an edge that is not walked.
const CLOSED: u32 = u32::MAX;
/// What any step costs.
const STEP: u32 = 1000;
/// What each doubling of a node's neighbours adds.
const CROWD: u32 = 150;

impl<'a> Network<'a> {
    /// The network of a graph's claims.
    ///
    /// # Errors
    /// When the graph on disk is damaged or its database fails.
    pub fn load(store: &'a Store, scope: &Scope) -> Result<Self, StoreError> {
        let ties = store.ties()?;
        let window = Window::new(scope.from.as_deref(), scope.to.as_deref());
        let costs = Vec::with_capacity(ties.edge_count());
        let mut network = Self { store, ties, scope: scope.clone(), window, costs, room: Mutex::default() };
        let mut reached = vec![false; ties.node_count()];
        for edge in ties.edges() {
            let surest = network.claims(edge).next();
            let cost = surest.map_or(CLOSED, |claim| STEP + tie_cost(ties.tie(edge)) + ties.worth(claim).1);
            network.costs.push(cost);
            if cost != CLOSED && ties.tie(edge) != Tie::Named {
                let (one, other) = ties.ends(edge);
                (reached[one.0 as usize], reached[other.0 as usize]) = (true, true);
            }
        }
        // What a name contains is reached through it only when something else is told of both.
        for (edge, cost) in ties.edges().zip(&mut network.costs) {
            let (one, other) = ties.ends(edge);
            if ties.tie(edge) == Tie::Named && !(reached[one.0 as usize] && reached[other.0 as usize]) {
                *cost = CLOSED;
            }
        }
        Ok(network)
    }

    /// Numbers of the claims in scope that state an edge, the surest first.
    pub(super) fn claims(&self, edge: EdgeId) -> impl Iterator<Item = u32> {
        self.ties.claims(edge).iter().copied().filter(|&claim| self.takes(claim))
    }

    fn takes(&self, claim: u32) -> bool {
        // Nothing more need be known of most claims of most networks.
        let is_plain = self.window.is_open() && self.scope.relations.is_empty();
        let fits = |claim: &Claimed<'_>| {
            self.window.holds(claim.earliest, claim.latest) && self.scope.takes_relation(&claim.relation)
        };
        (self.scope.all || self.ties.worth(claim).0) && (is_plain || fits(&self.ties.claim(claim)))
    }

    /// Whether anything is known of the node with this IRI.
    #[must_use]
    pub fn knows(&self, iri: &str) -> bool {
        self.node(iri).is_some()
    }

    /// The node with this IRI, if an edge in scope leads to it.
    pub(super) fn node(&self, iri: &str) -> Option<NodeId> {
        self.ties.node(iri).filter(|&node| self.near(node).next().is_some())
    }

    /// The nodes that edges in scope lead to.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeId> {
        self.ties.nodes().filter(|&node| self.near(node).next().is_some())
    }

    /// The neighbours of a node in order, once for each edge in scope between the two.
    pub(super) fn near(&self, node: NodeId) -> impl Iterator<Item = (NodeId, EdgeId)> {
        self.ties.near(node).filter(|(_, edge)| self.edge_cost(*edge) != CLOSED)
    }

    /// The neighbours of a node in order, each once.
    pub(super) fn neighbours(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut last = None;
        self.near(node).map(|(near, _)| near).filter(move |near| last.replace(*near) != Some(*near))
    }

    /// The edges in scope between two nodes.
    pub(super) fn between(&self, one: NodeId, other: NodeId) -> impl Iterator<Item = EdgeId> {
        self.near(one).filter(move |(node, _)| *node == other).map(|(_, edge)| edge)
    }

    pub(super) fn edge_cost(&self, edge: EdgeId) -> u32 {
        self.costs.get(edge.0 as usize).copied().unwrap_or(CLOSED)
    }

    /// What it costs to pass through a node: one that everything touches says little.
    pub(super) fn crowd(&self, node: NodeId) -> u32 {
        CROWD * self.ties.degree(node).max(1).ilog2()
    }

    /// The edge that says most between two neighbours.
    pub(super) fn best_edge(&self, one: NodeId, other: NodeId) -> Option<EdgeId> {
        self.between(one, other).min_by_key(|&edge| (self.edge_cost(edge), self.ties.tie(edge), edge))
    }
}

const fn tie_cost(tie: Tie) -> u32 {
    match tie {
        Tie::Stated => 0,
        Tie::Role => 300,
        Tie::Named => 700,
    }
}
