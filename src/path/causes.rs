//! What leads to an event: causes, and what went before, walked backwards.

use super::{Connection, Network, connection::Walk};
use crate::graph::{EdgeId, Named, NodeId, StoreError, Tie, fold};

/// Class of relations by which one event leads to another.
const CAUSAL: &str = "an:CausalRelation";
/// Class of relations by which someone brings an event nearer.
const PREPARATORY: &str = "an:PreparatoryRelation";
/// The one causal relation that has the later event on its left.
const FOLLOWED: &str = "https://w3id.org/annals/ns#followed";
/// Role of a reason in a claim.
const CAUSE: &str = "cause";

impl Network<'_> {
    /// Chains of causes, approvals and requests that end in the node with this IRI, each from the first cause to the event;
    /// in the order of time, and the longest first where that is not known. At most `deepest` hops, at most `limit` chains.
    ///
    /// # Errors
    /// When the database fails.
    pub fn causes(&self, iri: &str, deepest: usize, limit: usize) -> Result<Vec<Connection>, StoreError> {
        let Some(event) = self.node(iri) else { return Ok(Vec::new()) };
        let mut chains: Vec<Vec<NodeId>> = Vec::new();
        self.extend_back(&mut vec![event], deepest, limit, &mut chains);
        chains.sort_by_key(|chain| (std::cmp::Reverse(chain.len()), chain.clone()));
        let walks: Vec<Walk> = chains.iter().map(|chain| self.chain(chain)).collect();
        let first = |chain: &Connection| {
            let days = chain.hops.iter().filter_map(|hop| hop.time.as_ref()?.earliest.clone());
            days.min().map_or((true, String::new()), |day| (false, day))
        };
        let mut chains = self.connections(&walks)?;
        chains.sort_by_cached_key(first);
        Ok(chains)
    }

    /// The event that a name means best: of those whose name has its words, the one that most is said to lead to.
    ///
    /// # Errors
    /// When the graph on disk is damaged.
    pub fn event(&self, name: &str) -> Result<Option<Named>, StoreError> {
        let wanted = fold(name);
        let words: Vec<&str> = wanted.split(' ').filter(|word| !matches!(*word, "of" | "the")).collect();
        let mut best = None;
        for named in self.store.labelled(&words)? {
            let Some(node) = self.node(&named.iri) else { continue };
            let led_to = self.leading_to(node).len();
            let rank = (led_to > 0 && fold(&named.label) == wanted, led_to, std::cmp::Reverse(named.label.len()));
            if best.as_ref().is_none_or(|(known, _)| rank >= *known) {
                best = Some((rank, named));
            }
        }
        Ok(best.map(|(_, named)| named))
    }

    /// A chain of causes by the ties that say what led to what.
    fn chain(&self, route: &[NodeId]) -> Walk {
        let leading = |cause: NodeId, effect: NodeId| {
            let leads = self.between(effect, cause).filter(|&edge| self.leads(edge, effect));
            leads.min_by_key(|&edge| (self.edge_cost(edge), edge))
        };
        route.windows(2).filter_map(|step| Some((step[0], leading(step[0], step[1])?))).collect()
    }

    /// Walks back from the last node of `tail` (which is the chain in reverse).
    fn extend_back(&self, tail: &mut Vec<NodeId>, deepest: usize, limit: usize, chains: &mut Vec<Vec<NodeId>>) {
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
    fn leading_to(&self, node: NodeId) -> Vec<NodeId> {
        let leading = self.near(node).filter(|(_, edge)| self.leads(*edge, node));
        let mut earlier: Vec<NodeId> = leading.map(|(cause, _)| cause).collect();
        earlier.dedup();
        earlier
    }

    fn leads(&self, edge: EdgeId, effect: NodeId) -> bool {
        let (subject, object) = self.ties.ends(edge);
        let (tie, label) = (self.ties.tie(edge), self.ties.label(edge));
        // “the bill passed because of the boycott”: the cause hangs on what it caused.
        let hangs_on = tie == Tie::Role && subject == effect && (label == CAUSE || label.ends_with("(cause)"));
        if hangs_on || tie != Tie::Stated {
            return hangs_on;
        }
        let mut relations = self.claims(edge).map(|claim| self.ties.claim(claim).relation);
        relations.any(|relation| {
            // “the drought caused the famine”, but “the famine followed the drought”. “Stalin approved the invasion” is the end
            // of a chain; who was asked for what is not followed further.
            let later = if relation.iri == FOLLOWED { subject } else { object };
            relation.is_a(CAUSAL) && later == effect || relation.is_a(PREPARATORY) && object == effect
        })
    }
}
