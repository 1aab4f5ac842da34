//! Where the nodes of a network stand when it is drawn: each component as a tree that grows to both sides from its most tied node,
//! small components beside one another.
//!
//! Whole numbers only, in an order that hangs on nothing but the network, and one pass over nodes and edges: the same network is
//! laid out the same everywhere, and no two nodes stand in one place.

use super::network::Network;
use std::cmp::Reverse;

/// A network laid out.
#[derive(Debug)]
pub(super) struct Layout {
    /// Of each node.
    pub(super) places: Vec<Place>,
    /// The node that each hangs on.
    pub(super) parents: Vec<Option<usize>>,
    pub(super) columns: usize,
    /// In halves of a row.
    pub(super) height: usize,
}

/// A column, and how far down in halves of a row; nodes of one column are two apart at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) column: usize,
    pub(super) row: usize,
    /// It stands to the left of what it hangs on.
    pub(super) left: bool,
}

/// Half rows between nodes of one column, and between components.
const STEP: usize = 2;
const GAP: usize = 1;
/// Columns that are filled beside one another, at least.
const LEAST: usize = 6;

impl Layout {
    /// Lays a network out; the components of these nodes come first, and grow from them.
    pub(super) fn of(network: &Network<'_>, first: &[usize]) -> Self {
        let near = near(network);
        let mut order: Vec<usize> = (0..near.len()).collect();
        order.sort_by_key(|&at| (Reverse(near[at].len()), at));
        let mut making = Making::new(&near);
        for root in first.iter().copied().chain(order) {
            if !making.seen[root] && !near[root].is_empty() {
                making.component(root);
            }
        }
        making.finished()
    }
}

/// The neighbours of each node, each once, in order.
fn near(network: &Network<'_>) -> Vec<Vec<usize>> {
    let mut near = vec![Vec::new(); network.nodes.len()];
    for edge in network.edges.iter().filter(|edge| edge.subject != edge.object) {
        near[edge.subject].push(edge.object);
        near[edge.object].push(edge.subject);
    }
    for all in &mut near {
        all.sort_unstable();
        all.dedup();
    }
    near
}

struct Making<'a> {
    near: &'a [Vec<usize>],
    seen: Vec<bool>,
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    /// Rows that each and what hangs on it take.
    leaves: Vec<usize>,
    /// Columns to the right of the root; to the left below 0.
    columns: Vec<isize>,
    rows: Vec<usize>,
    /// How many columns are filled beside one another.
    wide: usize,
    /// Where the next component begins, and below which row the next row of components.
    column: usize,
    top: usize,
    bottom: usize,
    left: Vec<bool>,
}

impl<'a> Making<'a> {
    fn new(near: &'a [Vec<usize>]) -> Self {
        let count = near.len();
        Self {
            near,
            seen: vec![false; count],
            parents: vec![None; count],
            children: vec![Vec::new(); count],
            leaves: vec![0; count],
            columns: vec![0; count],
            rows: vec![0; count],
            wide: LEAST,
            column: 0,
            top: 0,
            bottom: 0,
            left: vec![false; count],
        }
    }

    /// Lays out what hangs together with a node.
    fn component(&mut self, root: usize) {
        let found = self.tree(root);
        for &node in found.iter().rev() {
            self.leaves[node] = self.children[node].iter().map(|child| self.leaves[*child]).sum::<usize>().max(1);
        }
        // The larger branches are dealt out first, each to the side that has less.
        let mut branches = self.children[root].clone();
        branches.sort_by_key(|&branch| (Reverse(self.leaves[branch]), branch));
        let mut sides: [(usize, Vec<usize>); 2] = Default::default();
        for branch in branches {
            let side = usize::from(sides[1].0 < sides[0].0);
            sides[side].0 += self.leaves[branch];
            sides[side].1.push(branch);
        }
        let most = sides[0].0.max(sides[1].0).max(1);
        for (side, (count, mut branches)) in sides.into_iter().enumerate() {
            branches.sort_unstable();
            let mut row = (most - count) * STEP / 2;
            for branch in branches {
                row = self.branch(branch, row, if side == 0 { 1 } else { -1 });
            }
        }
        self.rows[root] = (most - 1) * STEP / 2;
        self.settle(&found, most * STEP);
    }

    /// Puts a component, laid out around its root, where there is room: beside the last one or below.
    fn settle(&mut self, found: &[usize], height: usize) {
        let columns = || found.iter().map(|&node| self.columns[node]);
        let (least, most) = (columns().min().unwrap_or(0), columns().max().unwrap_or(0));
        let wide = usize::try_from(most - least).unwrap_or(0) + 1;
        if self.column > 0 && self.column + wide > self.wide {
            (self.column, self.top) = (0, self.bottom + GAP);
        }
        self.wide = self.wide.max(wide);
        let shift = isize::try_from(self.column).unwrap_or(0) - least;
        for &node in found {
            self.left[node] = self.columns[node] < 0;
            self.columns[node] += shift;
            self.rows[node] += self.top;
        }
        self.column += wide;
        self.bottom = self.bottom.max(self.top + height);
    }

    /// Gives each node that a root leads to a parent, breadth first; in the order found.
    fn tree(&mut self, root: usize) -> Vec<usize> {
        self.seen[root] = true;
        let mut found = vec![root];
        let mut at = 0;
        while let Some(&node) = found.get(at) {
            let near = self.near;
            for &other in &near[node] {
                if !self.seen[other] {
                    self.seen[other] = true;
                    self.parents[other] = Some(node);
                    self.children[node].push(other);
                    found.push(other);
                }
            }
            at += 1;
        }
        found
    }

    /// Lays out a branch from a row on: leaves one below the other, what they hang on in their middle. Gives the row below.
    fn branch(&mut self, top: usize, mut row: usize, direction: isize) -> usize {
        let mut order = Vec::new();
        let mut open = vec![(top, direction)];
        while let Some((node, column)) = open.pop() {
            self.columns[node] = column;
            order.push(node);
            if self.children[node].is_empty() {
                self.rows[node] = row;
                row += STEP;
            }
            open.extend(self.children[node].iter().rev().map(|child| (*child, column + direction)));
        }
        for node in order.into_iter().rev() {
            if let (Some(&first), Some(&last)) = (self.children[node].first(), self.children[node].last()) {
                self.rows[node] = usize::midpoint(self.rows[first], self.rows[last]);
            }
        }
        row
    }

    /// Puts what nothing is tied to below the rest.
    fn finished(mut self) -> Layout {
        let alone: Vec<usize> = (0..self.near.len()).filter(|&at| self.near[at].is_empty()).collect();
        let below = if self.bottom == 0 { 0 } else { self.bottom + GAP };
        for (number, &at) in alone.iter().enumerate() {
            self.columns[at] = isize::try_from(number % self.wide).unwrap_or(0);
            self.rows[at] = below + number / self.wide * STEP;
        }
        let height = below + alone.len().div_ceil(self.wide) * STEP;
        let place = |at: usize| Place {
            column: usize::try_from(self.columns[at]).unwrap_or(0),
            row: self.rows[at],
            left: self.left[at],
        };
        let places: Vec<Place> = (0..self.near.len()).map(place).collect();
        let columns = places.iter().map(|place| place.column + 1).max().unwrap_or(1);
        Layout { places, parents: self.parents, columns, height: height.max(STEP) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Layout, Making, STEP};

    /// Neighbours of each node, from pairs.
    fn laid_out(count: usize, ties: &[(usize, usize)]) -> Layout {
        let mut near = vec![Vec::new(); count];
        for &(one, other) in ties {
            near[one].push(other);
            near[other].push(one);
        }
        let mut making = Making::new(&near);
        for (root, ties) in near.iter().enumerate() {
            if !making.seen[root] && !ties.is_empty() {
                making.component(root);
            }
        }
        making.finished()
    }

    fn assert_apart(layout: &Layout) {
        let mut places: Vec<(usize, usize)> = layout.places.iter().map(|place| (place.column, place.row)).collect();
        places.sort_unstable();
        for pair in places.windows(2) {
            assert!(pair[0].0 != pair[1].0 || pair[1].1 - pair[0].1 >= STEP, "{pair:?}");
        }
        assert!(layout.places.iter().all(|place| place.row + STEP <= layout.height && place.column < layout.columns));
    }

    #[test]
    fn no_two_nodes_stand_in_one_place() {
        let star: Vec<(usize, usize)> = (1..30).map(|leaf| (0, leaf)).collect();
        assert_apart(&laid_out(30, &star));
        let chain: Vec<(usize, usize)> = (1..5_000).map(|at| (at - 1, at)).collect();
        assert_apart(&laid_out(5_000, &chain));
        let tree: Vec<(usize, usize)> = (1..200).map(|at| ((at - 1) / 3, at)).collect();
        assert_apart(&laid_out(210, &tree));
        let pairs: Vec<(usize, usize)> = (0..40).map(|at| (2 * at, 2 * at + 1)).collect();
        assert_apart(&laid_out(90, &pairs));
        assert_apart(&laid_out(4, &[(0, 1), (1, 2), (2, 0)]));
        assert_apart(&laid_out(0, &[]));
    }

    #[test]
    fn a_node_with_many_ties_stands_between_them() {
        let layout = laid_out(5, &[(0, 1), (0, 2), (0, 3), (0, 4)]);
        assert_eq!(layout.columns, 3);
        assert_eq!(layout.places.iter().filter(|place| place.left).count(), 2);
        assert_eq!(layout.places[0].column, 1);
        assert_eq!(layout.parents, [None, Some(0), Some(0), Some(0), Some(0)]);
    }
}
