//! What leads to an event: causes, and what went before, walked backwards.

use super::{Connection, Network, Tie, network::Edge};
use petgraph::{
    graph::{EdgeIndex, NodeIndex},
    visit::EdgeRef,
};

/// Class of relations by which one event leads to another.
const CAUSAL: &str = "an:CausalRelation";
/// The one causal relation that has the later event on its left.
const FOLLOWED: &str = "https://w3id.org/annals/ns#followed";
/// Role of a reason in a claim.
const CAUSE: &str = "cause";

impl Network {
    /// Chains of causes that end in the node with this IRI, each from the first cause to the event; the longest
    /// first. At most `deepest` hops, at most `limit` chains.
    #[must_use]
    pub fn causes(&self, iri: &str, deepest: usize, limit: usize) -> Vec<Connection> {
        let Some(&event) = self.index.get(iri) else { return Vec::new() };
        let mut chains: Vec<Vec<NodeIndex>> = Vec::new();
        self.extend_back(&mut vec![event], deepest, limit, &mut chains);
        chains.sort_by_key(|chain| (std::cmp::Reverse(chain.len()), chain.clone()));
        chains.iter().map(|chain| self.connection(chain)).collect()
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
        let mut causal =
            edge.claims.iter().map(|&at| &self.claims[at].relation).filter(|relation| relation.is_a(CAUSAL));
        let Some(relation) = causal.next() else { return hangs_on(edge, effect) };
        let Some((one, other)) = self.graph.edge_endpoints(id) else { return false };
        let object = if edge.subject == one { other } else { one };
        // “the drought caused the famine”, but “the famine followed the drought”
        let later = if relation.iri == FOLLOWED { edge.subject } else { object };
        edge.tie == Tie::Stated && later == effect || hangs_on(edge, effect)
    }
}

/// “the bill passed because of the boycott”: the cause hangs on what it caused.
fn hangs_on(edge: &Edge, effect: NodeIndex) -> bool {
    edge.tie == Tie::Role && edge.subject == effect && (edge.label == CAUSE || edge.label.ends_with("(cause)"))
}
