//! Connections: paths through the network as people see them.

use super::{Network, network::Edge, yen};
use crate::graph::{Named, Receipt, Time};
use petgraph::graph::{EdgeIndex, NodeIndex};
use serde::Serialize;
use std::collections::{BTreeSet, hash_map::RandomState};

/// A way from one thing to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Connection {
    /// In walking order.
    pub hops: Vec<Hop>,
}

/// One step of a connection, in the direction in which it was stated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hop {
    /// Left of the relation.
    pub subject: Named,
    /// How the relation reads.
    pub relation: String,
    /// Right of the relation.
    pub object: Named,
    /// It is walked from the object to the subject.
    pub reversed: bool,
    /// What kind of tie it is.
    pub tie: Tie,
    /// When it holds, by its surest claim.
    pub time: Option<Time>,
    /// In whose voice, when nobody vouches for it: `believed by Kim` …
    pub voice: Option<String>,
    /// The words it was read from, surest first.
    pub receipts: Vec<Receipt>,
}

/// What kind of tie two nodes have: the further down, the less it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tie {
    /// Subject and object of a claim.
    Stated,
    /// A further participant, place or cause.
    Role,
    /// A described thing whose name holds the other's name.
    Named,
}

/// Past what a connection must lead, and past what it must not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// IRIs of things that it passes, in this order.
    pub via: Vec<String>,
    /// IRIs of things that it does not pass.
    pub avoid: Vec<String>,
}

/// How many times more first legs than connections wanted are kept, since second legs may cross them.
const MORE: usize = 8;

/// Every first leg with every second, cheapest first, but for those that would pass a node twice.
fn joined(first: &[(u32, Vec<NodeIndex>)], second: &[(u32, Vec<NodeIndex>)]) -> Vec<(u32, Vec<NodeIndex>)> {
    let mut all: Vec<(u32, Vec<NodeIndex>)> = Vec::new();
    for (cost, start) in first {
        for (more, end) in second {
            if !end[1..].iter().any(|node| start.contains(node)) {
                all.push((cost + more, start.iter().chain(&end[1..]).copied().collect()));
            }
        }
    }
    all.sort();
    all
}

impl Connection {
    /// The things passed, first and last included.
    #[must_use]
    pub fn stations(&self) -> Vec<&Named> {
        let first = self.hops.first().map(Hop::from);
        first.into_iter().chain(self.hops.iter().map(Hop::to)).collect()
    }
}

impl Hop {
    /// Where the step starts.
    #[must_use]
    pub const fn from(&self) -> &Named {
        if self.reversed { &self.object } else { &self.subject }
    }

    /// Where the step leads.
    #[must_use]
    pub const fn to(&self) -> &Named {
        if self.reversed { &self.subject } else { &self.object }
    }
}

impl Network {
    /// The `k` cheapest connections between two nodes, given by IRI, none passing a node twice; the cheapest first.
    ///
    /// Sure, stated relations are cheap; open ones, further participants, names within names and crowded nodes cost
    /// more. Empty when one of the two is unknown or no path leads from one to the other.
    #[must_use]
    pub fn shortest(&self, from: &str, to: &str, k: usize) -> Vec<Connection> {
        self.shortest_by(from, to, k, &Way::default())
    }

    /// The same, past what [`Way`] asks for.
    #[must_use]
    pub fn shortest_by(&self, from: &str, to: &str, k: usize, way: &Way) -> Vec<Connection> {
        let stations: Option<Vec<NodeIndex>> = std::iter::once(from)
            .chain(way.via.iter().map(String::as_str))
            .chain(std::iter::once(to))
            .map(|iri| self.index.get(iri).copied())
            .collect();
        let Some(stations) = stations.filter(|_| from != to) else { return Vec::new() };
        let avoid: BTreeSet<NodeIndex> = way.avoid.iter().filter_map(|iri| self.index.get(iri)).copied().collect();
        let mut whole: Vec<(u32, Vec<NodeIndex>)> = vec![(0, vec![stations[0]])];
        for leg in stations.windows(2) {
            let (start, end) = (leg[0], leg[1]);
            // A leg does not pass what another leg starts or ends with.
            let others = stations.iter().filter(|&&node| node != start && node != end);
            let barred: BTreeSet<NodeIndex> = avoid.iter().chain(others).copied().collect();
            let cost = |edge: &Edge, into: NodeIndex| self.cost(edge, into, end);
            let routes = yen::routes(&self.graph, (start, end), k, &cost, &barred);
            whole = joined(&whole, &routes);
            whole.truncate(k.saturating_mul(MORE));
        }
        whole.truncate(k);
        whole.iter().map(|(_, route)| self.connection(route)).collect()
    }

    /// All connections of at most `longest` hops, the shortest first; at most `limit` of them.
    #[must_use]
    pub fn all_simple(&self, from: &str, to: &str, longest: usize, limit: usize) -> Vec<Connection> {
        let (Some(&from), Some(&to)) = (self.index.get(from), self.index.get(to)) else { return Vec::new() };
        if from == to || longest == 0 {
            return Vec::new();
        }
        // The iterator walks depth first; by growing the length, the short ones are there when the limit is met.
        let mut routes: BTreeSet<(usize, Vec<NodeIndex>)> = BTreeSet::new();
        for between in 0..longest {
            let paths = petgraph::algo::all_simple_paths::<Vec<_>, _, RandomState>(
                &self.graph,
                from,
                to,
                between,
                Some(between),
            );
            routes.extend(paths.take(limit).map(|path| (path.len(), path)));
            if routes.len() >= limit {
                break;
            }
        }
        routes.into_iter().take(limit).map(|(_, route)| self.connection(&route)).collect()
    }

    /// A route as people see it.
    pub(super) fn connection(&self, route: &[NodeIndex]) -> Connection {
        let best = |step: &[NodeIndex]| self.hop(step[0], step[1], self.best_edge(step[0], step[1])?);
        Connection { hops: route.windows(2).filter_map(best).collect() }
    }

    /// One step by this edge, as people see it.
    pub(super) fn hop(&self, from: NodeIndex, to: NodeIndex, by: EdgeIndex) -> Option<Hop> {
        let edge = self.graph.edge_weight(by)?;
        let reversed = edge.subject != from;
        let (subject, object) = if reversed { (to, from) } else { (from, to) };
        let surest = edge.claims.first().map(|&at| &self.claims[at]);
        let mut receipts: Vec<Receipt> = Vec::new();
        for receipt in edge.claims.iter().flat_map(|&at| &self.claims[at].receipts) {
            if !receipts.contains(receipt) {
                receipts.push(receipt.clone());
            }
        }
        Some(Hop {
            subject: self.graph[subject].clone(),
            relation: edge.label.clone(),
            object: self.graph[object].clone(),
            reversed,
            tie: edge.tie,
            time: surest.and_then(|row| row.time.clone()),
            voice: surest.filter(|row| !row.fact).map(|row| {
                let stance = row.stance.as_str();
                row.holder.as_ref().map_or_else(|| stance.to_owned(), |holder| format!("{stance} by {}", holder.label))
            }),
            receipts,
        })
    }
}
