//! Claims as a network: things and events are nodes, what is claimed of them are edges.

use super::{Tie, named};
use crate::{
    graph::{ClaimFilter, ClaimRow, Named, Node, Store, StoreError, fold},
    statement::Polarity,
};
use petgraph::graph::{EdgeIndex, NodeIndex, UnGraph};
use std::collections::{BTreeMap, BTreeSet};

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
    fn takes(&self, row: &ClaimRow) -> bool {
        let local = row.relation.iri.rsplit(['#', '/']).next().unwrap_or_default();
        let is = |wanted: &String| {
            let folded = fold(wanted);
            *wanted == row.relation.iri || folded == fold(&row.relation.label) || folded == fold(local)
        };
        self.relations.is_empty() || self.relations.iter().any(is)
    }
}

/// One relation between two nodes, with all the claims that state it.
///
/// `petgraph` keeps it undirected, because a connection may be walked either way; the direction in which it was
/// stated stays in `subject`.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    /// The end that stands on the left when the relation is shown.
    pub(super) subject: NodeIndex,
    /// How the relation reads.
    pub(super) label: String,
    /// What kind of tie it is.
    pub(super) tie: Tie,
    /// Indices into [`Network::claims`], surest first.
    pub(super) claims: Vec<usize>,
    /// What walking it costs, the node it leads to apart.
    pub(super) cost: u32,
}

/// All claims that paths may use, as a graph.
#[derive(Debug)]
pub struct Network {
    pub(super) graph: UnGraph<Named, Edge>,
    pub(super) index: BTreeMap<String, NodeIndex>,
    pub(super) claims: Vec<ClaimRow>,
}

/// A tie between two nodes that one claim makes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub(super) subject: Named,
    pub(super) object: Named,
    pub(super) label: String,
    pub(super) tie: Tie,
}

impl Network {
    /// Reads the claims of a graph.
    ///
    /// # Errors
    /// When the database fails.
    pub fn load(store: &Store, scope: &Scope) -> Result<Self, StoreError> {
        let filter = ClaimFilter {
            facts_only: !scope.all,
            from: scope.from.clone(),
            to: scope.to.clone(),
            ..ClaimFilter::default()
        };
        let claims = store.claims(&filter)?;
        let used = |row: &ClaimRow| row.polarity == Polarity::Affirmed && scope.takes(row);
        Ok(Self::from_claims(claims.into_iter().filter(used).collect()))
    }

    pub(super) fn from_claims(claims: Vec<ClaimRow>) -> Self {
        let mut links: BTreeMap<Link, Vec<usize>> = BTreeMap::new();
        for (at, row) in claims.iter().enumerate() {
            for link in links_of(row) {
                links.entry(link).or_default().push(at);
            }
        }
        for (link, from) in named::links(&links) {
            links.entry(link).or_insert(from);
        }
        let mut network = Self { graph: UnGraph::default(), index: BTreeMap::new(), claims };
        network.add_nodes(&links);
        for (link, claims) in links {
            network.add_edge(&link, claims);
        }
        network
    }

    /// Nodes in order of their IRIs, so that nothing depends on the order of claims.
    fn add_nodes(&mut self, links: &BTreeMap<Link, Vec<usize>>) {
        let nodes: BTreeMap<&str, &Named> =
            links.keys().flat_map(|link| [&link.subject, &link.object]).map(|node| (node.iri.as_str(), node)).collect();
        for (iri, node) in nodes {
            let index = self.graph.add_node(node.clone());
            self.index.insert(iri.to_owned(), index);
        }
    }

    fn add_edge(&mut self, link: &Link, mut claims: Vec<usize>) {
        let (Some(&subject), Some(&object)) = (self.index.get(&link.subject.iri), self.index.get(&link.object.iri))
        else {
            return;
        };
        claims.sort_by_key(|&at| (claim_cost(&self.claims[at]), at));
        claims.dedup();
        let cost = STEP + tie_cost(link.tie) + claims.first().map_or(0, |&at| claim_cost(&self.claims[at]));
        self.graph.add_edge(subject, object, Edge { subject, label: link.label.clone(), tie: link.tie, claims, cost });
    }

    /// Whether anything is known of the node with this IRI.
    #[must_use]
    pub fn knows(&self, iri: &str) -> bool {
        self.index.contains_key(iri)
    }

    /// What it costs to pass over an edge to a node: an edge into a node that everything touches says little.
    pub(super) fn cost(&self, edge: &Edge, into: NodeIndex, goal: NodeIndex) -> u32 {
        let degree = self.graph.neighbors(into).collect::<BTreeSet<_>>().len().max(1);
        edge.cost + if into == goal { 0 } else { CROWD * degree.ilog2() }
    }

    /// The edge that says most between two neighbours.
    pub(super) fn best_edge(&self, one: NodeIndex, other: NodeIndex) -> Option<EdgeIndex> {
        use petgraph::visit::EdgeRef;
        let between = self.graph.edges_connecting(one, other);
        between.min_by_key(|edge| (edge.weight().cost, edge.weight().tie, edge.id())).map(|edge| edge.id())
    }
}

/// What any step costs.
const STEP: u32 = 1000;
/// What each doubling of a node's neighbours adds.
const CROWD: u32 = 150;

const fn tie_cost(tie: Tie) -> u32 {
    match tie {
        Tie::Stated => 0,
        Tie::Role => 300,
        Tie::Named => 700,
    }
}

/// What is less sure, open, or nobody vouches for costs more.
fn claim_cost(row: &ClaimRow) -> u32 {
    let doubt = 1.0 - row.confidence.clamp(0.0, 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let doubt = (doubt * 1000.0).round() as u32;
    doubt + if row.open { 150 } else { 0 } + if row.fact { 0 } else { 3000 }
}

/// The ties that one claim makes.
fn links_of(row: &ClaimRow) -> Vec<Link> {
    let subject = Some(&row.subject);
    let object = row.object.as_ref().and_then(Node::thing);
    let mut links = Vec::new();
    let mut tie = |from: Option<&Named>, to: Option<&Named>, label: String, tie: Tie| {
        if let (Some(from), Some(to)) = (from, to)
            && from.iri != to.iri
        {
            links.push(Link { subject: from.clone(), object: to.clone(), label, tie });
        }
    };
    tie(subject, object, row.relation.label.clone(), Tie::Stated);
    let event = row.event.as_ref();
    tie(event, subject, if row.inverse { "concerns" } else { "by" }.to_owned(), Tie::Role);
    tie(event, object, "concerns".to_owned(), Tie::Role);
    // What takes part belongs to the event, or to whatever the claim is about when it tells of none.
    let about = event.or(subject).or(object);
    for role in &row.roles {
        tie(about, role.node.thing(), role_label(row, &role.role), Tie::Role);
    }
    tie(about, row.place.as_ref(), role_label(row, "in"), Tie::Role);
    if !row.fact {
        tie(row.holder.as_ref(), subject, format!("{}, of", row.stance.as_str()), Tie::Role);
        tie(row.holder.as_ref(), object, format!("{}, of", row.stance.as_str()), Tie::Role);
    }
    links
}

/// “recommended (recipient)”, or only the role when it hangs on an event.
fn role_label(row: &ClaimRow, role: &str) -> String {
    let local = role.rsplit([':', '#', '/']).next().unwrap_or(role);
    let mut words = String::new();
    for c in local.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    if row.event.is_some() { words } else { format!("{} ({words})", row.relation.label) }
}
