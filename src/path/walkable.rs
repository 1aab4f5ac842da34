//! A part of the network as `petgraph` walks it.

use super::Network;
use crate::graph::NodeId;
use petgraph::{
    Direction,
    visit::{GraphBase, GraphRef, IntoNeighbors, IntoNeighborsDirected, NodeCount},
};
use std::collections::BTreeSet;

/// These nodes of a network and the edges between them, each pair of neighbours once.
#[derive(Clone, Copy)]
pub(super) struct Walkable<'a> {
    pub(super) network: &'a Network<'a>,
    pub(super) nodes: &'a BTreeSet<NodeId>,
}

impl GraphBase for Walkable<'_> {
    type NodeId = NodeId;
    type EdgeId = (NodeId, NodeId);
}

impl GraphRef for Walkable<'_> {}

impl NodeCount for Walkable<'_> {
    fn node_count(&self) -> usize {
        self.nodes.len()
    }
}

impl IntoNeighbors for Walkable<'_> {
    type Neighbors = std::vec::IntoIter<NodeId>;

    fn neighbors(self, node: NodeId) -> Self::Neighbors {
        let near: Vec<NodeId> = self.network.neighbours(node).filter(|near| self.nodes.contains(near)).collect();
        near.into_iter()
    }
}

impl IntoNeighborsDirected for Walkable<'_> {
    type NeighborsDirected = Self::Neighbors;

    fn neighbors_directed(self, node: NodeId, _: Direction) -> Self::Neighbors {
        self.neighbors(node)
    }
}
