//! Connections: paths through the network as people see them.

use super::{
    Network,
    search::{Roads, Route, routes},
    walkable::Walkable,
};
use crate::graph::{ClaimRow, EdgeId, Named, NodeId, Receipt, Store, StoreError, Tie, Time};
use petgraph::algo::all_simple_paths;
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet, hash_map::RandomState},
    sync::PoisonError,
};

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
    /// IRIs of the claims that state it, surest first.
    #[serde(skip)]
    pub claims: Vec<String>,
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
fn joined(first: &[(u32, Route)], second: &[(u32, Route)]) -> Vec<(u32, Route)> {
    let mut all: Vec<(u32, Route)> = Vec::new();
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

impl Network<'_> {
    /// The `k` cheapest connections between two nodes, given by IRI, none passing a node twice; the cheapest first.
    ///
    /// Sure, stated relations are cheap; open ones, further participants, names within names and crowded nodes cost
    /// more. Empty when one of the two is unknown or no path leads from one to the other.
    ///
    /// # Errors
    /// When the database fails.
    pub fn shortest(&self, from: &str, to: &str, k: usize) -> Result<Vec<Connection>, StoreError> {
        self.shortest_by(from, to, k, &Way::default())
    }

    /// The same, past what [`Way`] asks for.
    ///
    /// # Errors
    /// When the database fails.
    pub fn shortest_by(&self, from: &str, to: &str, k: usize, way: &Way) -> Result<Vec<Connection>, StoreError> {
        let ends = std::iter::once(from).chain(way.via.iter().map(String::as_str)).chain(std::iter::once(to));
        let stations: Option<Vec<NodeId>> = ends.map(|iri| self.node(iri)).collect();
        let Some(stations) = stations.filter(|_| from != to) else { return Ok(Vec::new()) };
        let avoid: BTreeSet<NodeId> = way.avoid.iter().filter_map(|iri| self.node(iri)).collect();
        let mut whole: Vec<(u32, Route)> = vec![(0, vec![stations[0]])];
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        for leg in stations.windows(2) {
            let (start, end) = (leg[0], leg[1]);
            // A leg does not pass what another leg starts or ends with.
            let others = stations.iter().filter(|&&node| node != start && node != end);
            let barred: BTreeSet<NodeId> = avoid.iter().chain(others).copied().collect();
            whole = joined(&whole, &routes(self, (start, end), k, &barred, &mut room));
            whole.truncate(k.saturating_mul(MORE));
        }
        drop(room);
        whole.truncate(k);
        let walks: Vec<Walk> = whole.iter().map(|(_, route)| self.walk(route)).collect();
        self.connections(&walks)
    }

    /// All connections of at most `longest` hops, the shortest first; at most `limit` of them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn all_simple(
        &self,
        from: &str,
        to: &str,
        longest: usize,
        limit: usize,
    ) -> Result<Vec<Connection>, StoreError> {
        let (Some(from), Some(to)) = (self.node(from), self.node(to)) else { return Ok(Vec::new()) };
        if from == to || longest == 0 {
            return Ok(Vec::new());
        }
        // A node that lies too far from either end is on no route that is short enough.
        let (ahead, back) = (self.within(from, longest), self.within(to, longest));
        let is_short = |(node, one): &(&NodeId, &usize)| back.get(node).is_some_and(|other| *one + other <= longest);
        let nodes: BTreeSet<NodeId> = ahead.iter().filter(is_short).map(|(node, _)| *node).collect();
        let on_the_way = Walkable { network: self, nodes: &nodes };
        // The iterator walks depth first; by growing the length, the short ones are there when the limit is met.
        let mut routes: BTreeSet<(usize, Route)> = BTreeSet::new();
        for between in 0..longest {
            let paths = all_simple_paths::<Route, _, RandomState>(on_the_way, from, to, between, Some(between));
            routes.extend(paths.take(limit).map(|path| (path.len(), path)));
            if routes.len() >= limit {
                break;
            }
        }
        let walks: Vec<Walk> = routes.iter().take(limit).map(|(_, route)| self.walk(route)).collect();
        self.connections(&walks)
    }

    /// The nodes at most so many hops from a node, with how many.
    fn within(&self, start: NodeId, hops: usize) -> BTreeMap<NodeId, usize> {
        let mut reached = BTreeMap::from([(start, 0)]);
        let mut front = vec![start];
        for distance in 1..=hops {
            let mut next = Vec::new();
            for (node, _) in front.into_iter().flat_map(|node| self.near(node)) {
                if let std::collections::btree_map::Entry::Vacant(place) = reached.entry(node) {
                    place.insert(distance);
                    next.push(node);
                }
            }
            front = next;
        }
        reached
    }

    /// A route by the edges that say most.
    fn walk(&self, route: &[NodeId]) -> Walk {
        let best = |step: &[NodeId]| Some((step[0], self.best_edge(step[0], step[1])?));
        route.windows(2).filter_map(best).collect()
    }

    /// Walks as people see them. What several share is looked up once.
    pub(super) fn connections(&self, walks: &[Walk]) -> Result<Vec<Connection>, StoreError> {
        let edges: BTreeSet<EdgeId> = walks.iter().flatten().map(|(_, edge)| *edge).collect();
        let iris = edges.iter().flat_map(|&edge| self.claims(edge)).map(|claim| self.ties.claim_iri(claim));
        let rows = self.store.claims_with(&iris.collect())?;
        let mut known = Known {
            names: rows
                .iter()
                .flat_map(ClaimRow::participants)
                .map(|named| (named.iri.clone(), named.clone()))
                .collect(),
            rows: rows.iter().map(|row| (row.iri.as_str(), row)).collect(),
        };
        let mut connections = Vec::new();
        for walk in walks {
            let hops = walk.iter().map(|&(from, by)| self.hop(from, by, &mut known));
            connections.push(Connection { hops: hops.collect::<Result<_, _>>()? });
        }
        Ok(connections)
    }

    /// One step from a node by this edge, as people see it.
    fn hop(&self, from: NodeId, by: EdgeId, known: &mut Known<'_>) -> Result<Hop, StoreError> {
        let (subject, object) = self.ties.ends(by);
        let of = |claim: u32| known.rows.get(self.ties.claim_iri(claim).as_str()).copied();
        let mut rows: Vec<&ClaimRow> = self.claims(by).filter_map(of).collect();
        rows.sort_by_cached_key(|row| row.receipts.first().cloned());
        rows.sort_by(|one, other| (!one.fact).cmp(&!other.fact).then(other.confidence.total_cmp(&one.confidence)));
        let surest = rows.first();
        let mut receipts: Vec<Receipt> = Vec::new();
        for receipt in rows.iter().flat_map(|row| &row.receipts) {
            if !receipts.contains(receipt) {
                receipts.push(receipt.clone());
            }
        }
        Ok(Hop {
            subject: known.named(self.store, self.ties.iri(subject))?,
            relation: self.ties.label(by).to_owned(),
            object: known.named(self.store, self.ties.iri(object))?,
            reversed: subject != from,
            tie: self.ties.tie(by),
            time: surest.and_then(|row| row.time.clone()),
            voice: surest.filter(|row| !row.fact).map(|row| {
                let stance = row.stance.as_str();
                row.holder.as_ref().map_or_else(|| stance.to_owned(), |holder| format!("{stance} by {}", holder.label))
            }),
            receipts,
            claims: rows.iter().map(|row| row.iri.clone()).collect(),
        })
    }
}

/// The steps of a route: from which node, by which edge.
pub(super) type Walk = Vec<(NodeId, EdgeId)>;

/// What has been looked up for the connections being drawn.
struct Known<'a> {
    names: BTreeMap<String, Named>,
    rows: BTreeMap<&'a str, &'a ClaimRow>,
}

impl Known<'_> {
    fn named(&mut self, store: &Store, iri: String) -> Result<Named, StoreError> {
        if let Some(named) = self.names.get(&iri) {
            return Ok(named.clone());
        }
        let named = store.named(&iri)?;
        self.names.insert(iri, named.clone());
        Ok(named)
    }
}

impl Roads for Network<'_> {
    fn size(&self) -> usize {
        self.ties.node_count()
    }

    fn steps(&self, from: NodeId, each: &mut dyn FnMut(NodeId, u32)) {
        self.near(from).for_each(|(node, edge)| each(node, self.edge_cost(edge)));
    }

    fn passage(&self, node: NodeId) -> u32 {
        self.crowd(node)
    }
}
