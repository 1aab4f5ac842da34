//! Which nodes of the network much hangs on, and which hang together at all.

use super::Network;
use crate::graph::{Named, NodeId, StoreError};
use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};

/// How much hangs on a node.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Central {
    /// The node.
    pub node: Named,
    /// Number of its neighbours.
    pub degree: usize,
    /// Share of the time that a random walker spends there, 0 to 1; all nodes together make 1. S. Brin and L. Page, “The
    /// Anatomy of a Large-Scale Hypertextual Web Search Engine” (1998), with damping 0.85, each tie walked either way.
    pub page_rank: f64,
    /// Share of the shortest paths between two others that pass it, 0 to 1. U. Brandes, “A Faster Algorithm for Betweenness
    /// Centrality” (2001); estimated from evenly spread starts in a graph of more than 3,000 nodes.
    pub betweenness: f64,
}

/// Nodes that hang together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Component {
    /// The nodes, those with most neighbours first.
    pub nodes: Vec<Named>,
    /// Number of ties between them.
    pub ties: usize,
}

/// Share of steps that follow a tie.
const DAMPING: f64 = 0.85;
/// Rounds after which ranks no longer move.
const ROUNDS: usize = 100;
/// Starts from which betweenness is estimated at most.
const STARTS: usize = 3_000;

impl Network<'_> {
    /// All nodes with what hangs on them, the highest page rank first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn central(&self) -> Result<Vec<Central>, StoreError> {
        let (nodes, neighbours) = self.all_neighbours();
        let ranks = page_rank(&neighbours);
        let between = betweenness(&neighbours);
        let central = |(at, &node): (usize, &NodeId)| {
            Ok(Central {
                node: self.store.named(&self.ties.iri(node))?,
                degree: neighbours[at].len(),
                page_rank: ranks[at],
                betweenness: between[at],
            })
        };
        let mut all: Vec<Central> = nodes.iter().enumerate().map(central).collect::<Result<_, StoreError>>()?;
        all.sort_by(|one, other| {
            other.page_rank.total_cmp(&one.page_rank).then_with(|| one.node.iri.cmp(&other.node.iri))
        });
        Ok(all)
    }

    /// The parts of the network that do not touch, the largest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn components(&self) -> Result<Vec<Component>, StoreError> {
        let (nodes, neighbours) = self.all_neighbours();
        let mut seen = vec![false; neighbours.len()];
        let mut found = Vec::new();
        for start in 0..neighbours.len() {
            if seen[start] {
                continue;
            }
            let mut members = Vec::new();
            let mut queue = VecDeque::from([start]);
            seen[start] = true;
            while let Some(node) = queue.pop_front() {
                members.push(node);
                for &next in &neighbours[node] {
                    if !std::mem::replace(&mut seen[next], true) {
                        queue.push_back(next);
                    }
                }
            }
            members.sort_by_key(|&node| (std::cmp::Reverse(neighbours[node].len()), node));
            let ties = members.iter().map(|&node| self.near(nodes[node]).count()).sum::<usize>() / 2;
            let named = members.iter().map(|&node| self.store.named(&self.ties.iri(nodes[node])));
            found.push(Component { nodes: named.collect::<Result<_, _>>()?, ties });
        }
        found.sort_by(|one, other| {
            other.nodes.len().cmp(&one.nodes.len()).then_with(|| one.nodes[0].iri.cmp(&other.nodes[0].iri))
        });
        Ok(found)
    }

    /// All nodes in scope in order, and for each the places in that order of those it is tied to, each once.
    fn all_neighbours(&self) -> (Vec<NodeId>, Vec<Vec<usize>>) {
        let nodes: Vec<NodeId> = self.nodes().collect();
        let places: BTreeMap<NodeId, usize> = nodes.iter().enumerate().map(|(at, node)| (*node, at)).collect();
        let of = |node: &NodeId| self.neighbours(*node).filter_map(|near| places.get(&near).copied()).collect();
        let neighbours = nodes.iter().map(of).collect();
        (nodes, neighbours)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of nodes are far below 2^52")]
fn page_rank(neighbours: &[Vec<usize>]) -> Vec<f64> {
    let count = neighbours.len().max(1) as f64;
    let mut ranks = vec![1.0 / count; neighbours.len()];
    for _ in 0..ROUNDS {
        // Who has no neighbours goes anywhere.
        let adrift: f64 = ranks.iter().zip(neighbours).filter(|(_, next)| next.is_empty()).map(|(rank, _)| rank).sum();
        let mut moved = vec![(1.0 - DAMPING + DAMPING * adrift) / count; neighbours.len()];
        for (node, next) in neighbours.iter().enumerate() {
            for &to in next {
                moved[to] += DAMPING * ranks[node] / next.len() as f64;
            }
        }
        ranks = moved;
    }
    ranks
}

#[expect(clippy::cast_precision_loss, reason = "counts of nodes are far below 2^52")]
fn betweenness(neighbours: &[Vec<usize>]) -> Vec<f64> {
    let count = neighbours.len();
    let stride = count.div_ceil(STARTS).max(1);
    let starts: Vec<usize> = (0..count).step_by(stride).collect();
    let mut total = vec![0.0; count];
    for &start in &starts {
        let mut order = Vec::new();
        let mut distance = vec![usize::MAX; count];
        let mut paths = vec![0.0_f64; count];
        (distance[start], paths[start]) = (0, 1.0);
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            order.push(node);
            for &next in &neighbours[node] {
                if distance[next] == usize::MAX {
                    distance[next] = distance[node] + 1;
                    queue.push_back(next);
                }
                if distance[next] == distance[node] + 1 {
                    paths[next] += paths[node];
                }
            }
        }
        let mut share = vec![0.0_f64; count];
        for &node in order.iter().rev() {
            for &before in neighbours[node].iter().filter(|&&before| distance[before] + 1 == distance[node]) {
                share[before] += paths[before] / paths[node] * (1.0 + share[node]);
            }
            if node != start {
                total[node] += share[node];
            }
        }
    }
    let pairs = (count.saturating_sub(1) * count.saturating_sub(2)).max(1) as f64;
    let scale = count as f64 / starts.len().max(1) as f64 / pairs;
    total.into_iter().map(|sum| sum * scale).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A path of five: the middle lies on four of the six pairs of the others.
    #[test]
    fn the_middle_of_a_path_lies_between_most() {
        let line = [vec![1], vec![0, 2], vec![1, 3], vec![2, 4], vec![3]];
        let between = betweenness(&line);
        assert!((between[2] - 4.0 / 6.0).abs() < 1e-12, "{between:?}");
        assert!(between[0].abs() < 1e-12);
    }

    #[test]
    fn ranks_sum_to_one_and_the_hub_has_most() {
        let star = [vec![1, 2, 3], vec![0], vec![0], vec![0], Vec::new()];
        let ranks = page_rank(&star);
        assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(ranks[0] > ranks[1] && ranks[1] > ranks[4]);
    }
}
