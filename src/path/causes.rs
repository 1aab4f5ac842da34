//! What leads to an event: causes, and what went before, walked backwards.

use super::{Connection, Network, Tie, network::Edge};
use crate::graph::{Named, fold};
use petgraph::{
    graph::{EdgeIndex, NodeIndex},
    visit::EdgeRef,
};

/// Class of relations by which one event leads to another.
const CAUSAL: &str = "an:CausalRelation";
/// Class of relations by which someone brings an event nearer.
const PREPARATORY: &str = "an:PreparatoryRelation";
/// The one causal relation that has the later event on its left.
const FOLLOWED: &str = "https://w3id.org/annals/ns#followed";
/// Role of a reason in a claim.
const CAUSE: &str = "cause";

impl Network {
    /// Chains of causes, approvals and requests that end in the node with this IRI, each from the first cause to the event;
    /// in the order of time, and the longest first where that is not known. At most `deepest` hops, at most `limit` chains.
    #[must_use]
    pub fn causes(&self, iri: &str, deepest: usize, limit: usize) -> Vec<Connection> {
        let Some(&event) = self.index.get(iri) else { return Vec::new() };
        let mut chains: Vec<Vec<NodeIndex>> = Vec::new();
        self.extend_back(&mut vec![event], deepest, limit, &mut chains);
        chains.sort_by_key(|chain| (std::cmp::Reverse(chain.len()), chain.clone()));
        let mut chains: Vec<Connection> = chains.iter().map(|chain| self.chain(chain)).collect();
        let first = |chain: &Connection| {
            let days = chain.hops.iter().filter_map(|hop| hop.time.as_ref()?.earliest.clone());
            days.min().map_or((true, String::new()), |day| (false, day))
        };
        chains.sort_by_cached_key(first);
        chains
    }

    /// The event that a name means best: of those whose name has its words, the one that most is said to lead to.
    #[must_use]
    pub fn event(&self, name: &str) -> Option<&Named> {
        let wanted = fold(name);
        let words: Vec<&str> = wanted.split(' ').filter(|word| !matches!(*word, "of" | "the")).collect();
        let fits = |node: &NodeIndex| {
            let label = fold(&self.graph[*node].label);
            let own: Vec<&str> = label.split(' ').collect();
            words.iter().all(|word| own.contains(word))
        };
        let led_to = |node: NodeIndex| self.leading_to(node).len();
        let exact = |node: NodeIndex| fold(&self.graph[node].label) == wanted;
        let best = self.graph.node_indices().filter(fits).max_by_key(|&node| {
            (led_to(node) > 0 && exact(node), led_to(node), std::cmp::Reverse(self.graph[node].label.len()))
        });
        best.map(|node| &self.graph[node])
    }

    /// A chain of causes as people see it: by the ties that say what led to what.
    fn chain(&self, route: &[NodeIndex]) -> Connection {
        let leading = |cause: NodeIndex, effect: NodeIndex| {
            let edges = self.graph.edges_connecting(cause, effect);
            let leads = edges.filter(|edge| self.leads(edge.id(), edge.weight(), effect));
            leads.min_by_key(|edge| (edge.weight().cost, edge.id())).map(|edge| edge.id())
        };
        let hop = |step: &[NodeIndex]| self.hop(step[0], step[1], leading(step[0], step[1])?);
        Connection { hops: route.windows(2).filter_map(hop).collect() }
    }

    /// Walks back from the last node of `tail` (which is the chain in reverse).
    fn extend_back(&self, tail: &mut Vec<NodeIndex>, deepest: usize, limit: usize, chains: &mut Vec<Vec<NodeIndex>>) {
        let Some(&node) = tail.last() else { return };
        let earlier = if tail.len() > deepest { Vec::new() } else { self.leading_to(node) };
        let mut ended = true;
        for cause in earlier {
            if chains.len() >= limit {
                return;
            }
            if !tail.contains(&cause) {
                ended = false;
                tail.push(cause);
                self.extend_back(tail, deepest, limit, chains);
                tail.pop();
            }
        }
        if ended && tail.len() > 1 && chains.len() < limit {
            chains.push(tail.iter().rev().copied().collect());
        }
    }

    /// What is said to cause or precede a node, in order.
    fn leading_to(&self, node: NodeIndex) -> Vec<NodeIndex> {
        let mut earlier: Vec<NodeIndex> = self
            .graph
            .edges(node)
            .filter(|edge| self.leads(edge.id(), edge.weight(), node))
            .map(|edge| edge.target())
            .collect();
        earlier.sort_unstable();
        earlier.dedup();
        earlier
    }

    fn leads(&self, id: EdgeIndex, edge: &Edge, effect: NodeIndex) -> bool {
        let Some((one, other)) = self.graph.edge_endpoints(id) else { return false };
        let object = if edge.subject == one { other } else { one };
        let relations = || edge.claims.iter().map(|&at| &self.claims[at].relation);
        // “Stalin approved the invasion” is the end of a chain; who was asked for what is not followed further.
        if edge.tie == Tie::Stated && object == effect && relations().any(|relation| relation.is_a(PREPARATORY)) {
            return true;
        }
        let Some(relation) = relations().find(|relation| relation.is_a(CAUSAL)) else { return hangs_on(edge, effect) };
        // “the drought caused the famine”, but “the famine followed the drought”
        let later = if relation.iri == FOLLOWED { edge.subject } else { object };
        edge.tie == Tie::Stated && later == effect || hangs_on(edge, effect)
    }
}

/// “the bill passed because of the boycott”: the cause hangs on what it caused.
fn hangs_on(edge: &Edge, effect: NodeIndex) -> bool {
    edge.tie == Tie::Role && edge.subject == effect && (edge.label == CAUSE || edge.label.ends_with("(cause)"))
}
