//! The k cheapest simple routes between two nodes: J. Y. Yen, “Finding the K Shortest Loopless Paths in a Network” (1971),
//! each deviation followed from where it leaves its parent (E. L. Lawler 1972) and searched from both ends at once (I. Pohl,
//! “Bi-directional Search”, 1971), so that a search looks at the surroundings of the two and not at the whole graph.

use crate::graph::NodeId;
use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
};

/// Nodes in the order they are passed.
pub(super) type Route = Vec<NodeId>;

/// What is searched: an undirected graph with costs.
pub(super) trait Roads {
    /// Number of nodes; each is below it.
    fn size(&self) -> usize;
    /// Each neighbour of a node, with what the step costs beside the passage through either node; several times where several
    /// edges lead there.
    fn steps(&self, from: NodeId, each: &mut dyn FnMut(NodeId, u32));
    /// What it costs to pass through a node, for all but the first and the last of a route.
    fn passage(&self, node: NodeId) -> u32;
}

/// A route with what it costs.
type Priced = (u32, usize, Route);

/// The `k` cheapest simple routes between two nodes, cheapest first; of equally cheap ones that with fewest nodes. No route
/// passes a node of `avoid`.
pub(super) fn routes(
    roads: &dyn Roads,
    (from, to): (NodeId, NodeId),
    k: usize,
    avoid: &BTreeSet<NodeId>,
    room: &mut Room,
) -> Vec<(u32, Route)> {
    room.fit(roads.size());
    let mut search = Search { roads, ends: (from, to), room };
    let mut found: Vec<(u32, Route)> = Vec::new();
    // With each candidate, how much of it it shares with the route it leaves.
    let mut candidates: BTreeSet<(Priced, usize)> = BTreeSet::new();
    candidates.extend(search.cheapest(&[from], avoid, &BTreeSet::new(), u64::MAX).map(|route| (route, 0)));
    while found.len() < k {
        let Some(((cost, _, best), shared)) = candidates.pop_first() else { break };
        found.push((cost, best.clone()));
        let wanted = k - found.len();
        for spur in shared..best.len() - 1 {
            let root = &best[..=spur];
            let follow = |(_, route): &(u32, Route)| route.starts_with(root).then(|| route.get(spur + 1).copied());
            let taken: BTreeSet<NodeId> = found.iter().filter_map(follow).flatten().collect();
            let dearest = wanted.checked_sub(1).and_then(|last| candidates.iter().nth(last));
            let bound = dearest.map_or(u64::MAX, |((cost, length, _), _)| weight(*cost, *length) + 1);
            if wanted > 0 {
                candidates.extend(search.cheapest(root, avoid, &taken, bound).map(|route| (route, spur)));
            }
        }
    }
    found
}

/// Costs doubled, so that the passage through a node can be shared between the two steps that meet there; then the number of
/// nodes, which decides between equals.
fn weight(cost: u32, nodes: usize) -> u64 {
    u64::from(cost) * 2 * HOP + nodes as u64 - 1
}

/// Routes are shorter than this.
const HOP: u64 = 1 << 20;

/// A search between two nodes.
struct Search<'a> {
    roads: &'a dyn Roads,
    ends: (NodeId, NodeId),
    room: &'a mut Room,
}

/// Room for searches: both ways, how far each node is on it, and from where it was reached. Making it takes longer than most
/// searches, so it is kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Room {
    ways: [Way; 2],
    /// The search that entries of the ways belong to: older ones are as good as none.
    round: u32,
}

#[derive(Debug, Default)]
struct Way {
    reached: Vec<Reached>,
    front: BinaryHeap<Reverse<(u64, NodeId)>>,
}

#[derive(Clone, Copy, Debug)]
struct Reached {
    weight: u64,
    from: NodeId,
    round: u32,
    settled: bool,
}

impl Way {
    fn weight(&self, node: NodeId, round: u32) -> Option<u64> {
        self.reached.get(node.0 as usize).filter(|reached| reached.round == round).map(|reached| reached.weight)
    }

    fn reach(&mut self, node: NodeId, from: NodeId, weight: u64, round: u32) {
        if self.weight(node, round).is_none_or(|known| weight < known) {
            self.reached[node.0 as usize] = Reached { weight, from, round, settled: false };
            self.front.push(Reverse((weight, node)));
        }
    }

    /// The nearest node that is not settled yet.
    fn settle(&mut self, round: u32) -> Option<(u64, NodeId)> {
        while let Some(Reverse((weight, node))) = self.front.pop() {
            let reached = &mut self.reached[node.0 as usize];
            if reached.round == round && !std::mem::replace(&mut reached.settled, true) {
                return Some((weight, node));
            }
        }
        None
    }

    fn nearest(&self) -> Option<u64> {
        self.front.peek().map(|Reverse((weight, _))| *weight)
    }

    /// The nodes from here back to where the search began.
    fn trace(&self, mut node: NodeId) -> Route {
        let mut route = vec![node];
        while self.reached[node.0 as usize].from != node {
            node = self.reached[node.0 as usize].from;
            route.push(node);
        }
        route
    }
}

impl Room {
    fn fit(&mut self, size: usize) {
        let nowhere = Reached { weight: 0, from: NodeId(0), round: 0, settled: false };
        self.ways.iter_mut().for_each(|way| way.reached.resize(size, nowhere));
    }

    /// Forgets the search before.
    fn clear(&mut self) {
        self.round = self.round.checked_add(1).unwrap_or_else(|| {
            self.ways.iter_mut().flat_map(|way| &mut way.reached).for_each(|reached| reached.round = 0);
            1
        });
        self.ways.iter_mut().for_each(|way| way.front.clear());
    }
}

impl Search<'_> {
    /// The passage through a node, for a route between the two ends.
    fn passage(&self, node: NodeId) -> u64 {
        if node == self.ends.0 || node == self.ends.1 { 0 } else { u64::from(self.roads.passage(node)) }
    }

    /// The cheapest route that begins with `root`, does not go on to any of `taken`, passes no node of `avoid` and weighs less
    /// than `bound`.
    fn cheapest(
        &mut self,
        root: &[NodeId],
        avoid: &BTreeSet<NodeId>,
        taken: &BTreeSet<NodeId>,
        bound: u64,
    ) -> Option<Priced> {
        let (&spur, passed) = root.split_last()?;
        let (roads, goal) = (self.roads, self.ends.1);
        let barred = |node: NodeId| avoid.contains(&node) || passed.contains(&node);
        if barred(spur) || barred(goal) {
            return None;
        }
        let head = self.head(root);
        self.room.clear();
        let round = self.room.round;
        for (way, start, weight) in [(0, spur, head), (1, goal, 0)] {
            self.room.ways[way].reach(start, start, weight, round);
        }
        let mut best = bound;
        let mut meeting = None;
        let mut near = Vec::new();
        while let (Some(ahead), Some(back)) = (self.room.ways[0].nearest(), self.room.ways[1].nearest()) {
            if ahead.saturating_add(back) >= best {
                break;
            }
            // The smaller front goes on.
            let way = usize::from(self.room.ways[0].front.len() > self.room.ways[1].front.len());
            let Some((so_far, node)) = self.room.ways[way].settle(round) else { continue };
            let passage = self.passage(node);
            let across = self.room.ways[1 - way].nearest().unwrap_or(0);
            near.clear();
            roads.steps(node, &mut |next, cost| near.push((next, cost)));
            for &(next, cost) in &near {
                let leaves = (node == spur && taken.contains(&next)) || (next == spur && taken.contains(&node));
                if barred(next) || leaves {
                    continue;
                }
                let total = so_far + (u64::from(cost) * 2 + passage + self.passage(next)) * HOP + 1;
                let met = self.room.ways[1 - way].weight(next, round).map(|rest| total + rest);
                let improves = met.filter(|&whole| whole < best);
                if let Some(whole) = improves {
                    (best, meeting) = (whole, Some(next));
                }
                if improves.is_some() || total.saturating_add(across) < best {
                    self.room.ways[way].reach(next, node, total, round);
                }
            }
        }
        let meeting = meeting?;
        let mut route: Route = passed.to_vec();
        route.extend(self.room.ways[0].trace(meeting).into_iter().rev());
        route.extend(self.room.ways[1].trace(meeting).into_iter().skip(1));
        let cost = u32::try_from(best / HOP / 2).unwrap_or(u32::MAX);
        Some((cost, route.len(), route))
    }

    /// What the way to the last node of a root weighs.
    fn head(&self, root: &[NodeId]) -> u64 {
        let mut head = 0;
        for step in root.windows(2) {
            let mut least = u32::MAX;
            self.roads.steps(step[0], &mut |next, cost| {
                if next == step[1] {
                    least = least.min(cost);
                }
            });
            head += (u64::from(least) * 2 + self.passage(step[0]) + self.passage(step[1])) * HOP + 1;
        }
        head
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use petgraph::{graph::UnGraph, visit::EdgeRef};

    /// A graph of `petgraph` with costs at its edges and passages at its nodes.
    impl Roads for UnGraph<u32, u32> {
        fn size(&self) -> usize {
            self.node_count()
        }

        fn steps(&self, from: NodeId, each: &mut dyn FnMut(NodeId, u32)) {
            for edge in self.edges((from.0).into()) {
                each(NodeId(u32::try_from(edge.target().index()).unwrap()), *edge.weight());
            }
        }

        fn passage(&self, node: NodeId) -> u32 {
            self[petgraph::graph::NodeIndex::from(node.0)]
        }
    }

    fn graph(passages: &[u32], edges: &[(u32, u32, u32)]) -> UnGraph<u32, u32> {
        let mut graph = UnGraph::new_undirected();
        for &passage in passages {
            graph.add_node(passage);
        }
        for &(one, other, cost) in edges {
            graph.add_edge(one.into(), other.into(), cost);
        }
        graph
    }

    fn found(graph: &UnGraph<u32, u32>, (from, to): (u32, u32), k: usize, avoid: &[u32]) -> Vec<(u32, Vec<u32>)> {
        let avoid = avoid.iter().map(|&node| NodeId(node)).collect();
        let routes = routes(graph, (NodeId(from), NodeId(to)), k, &avoid, &mut Room::default());
        routes.into_iter().map(|(cost, route)| (cost, route.into_iter().map(|node| node.0).collect())).collect()
    }

    /// The network of Yen's own problem as retold in the literature, walked in both directions: C D E F G H are 0 to 5.
    #[test]
    fn routes_come_cheapest_first_and_never_pass_a_node_twice() {
        let edges = [(0, 1, 3), (0, 2, 2), (1, 3, 4), (2, 1, 1), (2, 3, 2), (2, 4, 3), (3, 4, 2), (3, 5, 1), (4, 5, 2)];
        let yens = graph(&[0; 6], &edges);
        let expected = [(5, vec![0, 2, 3, 5]), (7, vec![0, 2, 4, 5]), (7, vec![0, 1, 2, 3, 5]), (8, vec![0, 1, 3, 5])];
        assert_eq!(found(&yens, (0, 5), 4, &[]), expected);
        assert_eq!(found(&yens, (0, 5), 2, &[2]), [(8, vec![0, 1, 3, 5]), (11, vec![0, 1, 3, 4, 5])]);
    }

    #[test]
    fn two_parts_that_do_not_touch_have_no_route() {
        assert!(found(&graph(&[0; 2], &[]), (0, 1), 3, &[]).is_empty());
    }

    /// Costs of all simple routes, found by walking them all.
    fn all_costs(graph: &UnGraph<u32, u32>, route: &mut Vec<u32>, to: u32, so_far: u32, costs: &mut Vec<u32>) {
        let last = NodeId(route[route.len() - 1]);
        if last.0 == to {
            costs.push(so_far);
            return;
        }
        let passage = if route.len() == 1 { 0 } else { graph.passage(last) };
        let mut cheapest = std::collections::BTreeMap::new();
        graph.steps(last, &mut |next, cost| {
            let known = cheapest.entry(next).or_insert(cost);
            *known = cost.min(*known);
        });
        for (next, cost) in cheapest {
            if !route.contains(&next.0) {
                route.push(next.0);
                all_costs(graph, route, to, so_far + cost + passage, costs);
                route.pop();
            }
        }
    }

    #[test]
    fn the_cheapest_of_all_simple_routes_are_found_in_any_graph() {
        // A linear congruential generator (Knuth, MMIX) is random enough.
        let mut state = 7_u64;
        let mut random = |below: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u32::try_from((state >> 33) % u64::from(below)).unwrap()
        };
        for _ in 0..300 {
            let nodes = 2 + random(6);
            let passages: Vec<u32> = (0..nodes).map(|_| random(4) * 10).collect();
            let edges: Vec<(u32, u32, u32)> =
                (0..random(16)).map(|_| (random(nodes), random(nodes), 1 + random(30))).collect();
            let graph = graph(&passages, &edges);
            let mut costs = Vec::new();
            all_costs(&graph, &mut vec![0], nodes - 1, 0, &mut costs);
            costs.sort_unstable();
            costs.truncate(7);
            let routes = found(&graph, (0, nodes - 1), 7, &[]);
            assert_eq!(routes.iter().map(|(cost, _)| *cost).collect::<Vec<_>>(), costs, "{edges:?}");
            let distinct: BTreeSet<&Vec<u32>> = routes.iter().map(|(_, route)| route).collect();
            assert_eq!(distinct.len(), routes.len());
        }
    }
}
