//! The k shortest simple paths of an undirected weighted graph: J. Y. Yen, “Finding the K Shortest Loopless Paths
//! in a Network”, Management Science 17 (1971).
//!
//! `petgraph` brings the graph, its filtered views and A*, but only counts the lengths of k shortest *walks*.

use petgraph::{
    algo::astar,
    graph::{NodeIndex, UnGraph},
    visit::{EdgeFiltered, EdgeRef},
};
use std::collections::{BTreeMap, BTreeSet};

/// Nodes in the order in which they are walked.
type Route = Vec<NodeIndex>;

/// Up to `k` cheapest simple routes between two nodes, cheapest first; of equally cheap ones that with fewest nodes. `cost(edge weight, node it leads to)` says what a step costs; no route
/// passes a node of `avoid`.
pub(super) fn routes<N, E>(
    graph: &UnGraph<N, E>,
    (from, to): (NodeIndex, NodeIndex),
    k: usize,
    cost: &dyn Fn(&E, NodeIndex) -> u32,
    avoid: &BTreeSet<NodeIndex>,
) -> Vec<(u32, Route)> {
    let mut found: Vec<Route> = Vec::new();
    let mut costs: Vec<u32> = Vec::new();
    let mut candidates: BTreeSet<(u32, usize, Route)> = BTreeSet::new();
    candidates.extend(cheapest(graph, from, to, cost, avoid, &BTreeMap::new()));
    while found.len() < k {
        let Some((total, _, best)) = candidates.pop_first() else { break };
        found.push(best.clone());
        costs.push(total);
        for spur in 0..best.len() - 1 {
            candidates.extend(detour(graph, &best[..=spur], to, cost, &found, avoid));
        }
        candidates.retain(|(_, _, route)| !found.contains(route));
    }
    costs.into_iter().zip(found).collect()
}

/// The cheapest route that starts with `root` and then leaves every route already found.
fn detour<N, E>(
    graph: &UnGraph<N, E>,
    root: &[NodeIndex],
    to: NodeIndex,
    cost: &dyn Fn(&E, NodeIndex) -> u32,
    found: &[Route],
    avoid: &BTreeSet<NodeIndex>,
) -> Option<(u32, usize, Route)> {
    let (&spur, passed) = root.split_last()?;
    let barred: BTreeSet<NodeIndex> = passed.iter().chain(avoid).copied().collect();
    let mut taken: BTreeMap<NodeIndex, BTreeSet<NodeIndex>> = BTreeMap::new();
    for route in found.iter().filter(|route| route.starts_with(root)) {
        taken.entry(spur).or_default().extend(route.get(root.len()));
    }
    let (tail_cost, _, tail) = cheapest(graph, spur, to, cost, &barred, &taken)?;
    let head_cost: u32 = root.windows(2).map(|step| step_cost(graph, step[0], step[1], cost)).sum();
    let route: Route = passed.iter().copied().chain(tail).collect();
    Some((head_cost.saturating_add(tail_cost), route.len(), route))
}

fn cheapest<N, E>(
    graph: &UnGraph<N, E>,
    from: NodeIndex,
    to: NodeIndex,
    cost: &dyn Fn(&E, NodeIndex) -> u32,
    barred: &BTreeSet<NodeIndex>,
    taken: &BTreeMap<NodeIndex, BTreeSet<NodeIndex>>,
) -> Option<(u32, usize, Route)> {
    let is_taken = |a: NodeIndex, b: NodeIndex| taken.get(&a).is_some_and(|ends| ends.contains(&b));
    let open = EdgeFiltered::from_fn(graph, |edge| {
        let (a, b) = (edge.source(), edge.target());
        !barred.contains(&a) && !barred.contains(&b) && !is_taken(a, b) && !is_taken(b, a)
    });
    let (total, route) = astar(&open, from, |node| node == to, |edge| cost(edge.weight(), edge.target()), |_| 0)?;
    Some((total, route.len(), route))
}

/// What the cheapest of the edges between two neighbours costs.
fn step_cost<N, E>(graph: &UnGraph<N, E>, from: NodeIndex, to: NodeIndex, cost: &dyn Fn(&E, NodeIndex) -> u32) -> u32 {
    graph.edges_connecting(from, to).map(|edge| cost(edge.weight(), to)).min().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(routes: &[(u32, Route)], graph: &UnGraph<&str, u32>) -> Vec<String> {
        routes.iter().map(|(_, route)| route.iter().map(|&node| graph[node]).collect()).collect()
    }

    /// The network of Yen's own problem as retold in the literature, walked in both directions.
    #[test]
    fn routes_come_cheapest_first_and_never_pass_a_node_twice() {
        let mut graph = UnGraph::new_undirected();
        let [c, d, e, f, g, h] = ["C", "D", "E", "F", "G", "H"].map(|name| graph.add_node(name));
        for (a, b, cost) in
            [(c, d, 3), (c, e, 2), (d, f, 4), (e, d, 1), (e, f, 2), (e, g, 3), (f, g, 2), (f, h, 1), (g, h, 2)]
        {
            graph.add_edge(a, b, cost);
        }
        let found = routes(&graph, (c, h), 4, &|&weight, _| weight, &BTreeSet::new());
        assert_eq!(names(&found, &graph), ["CEFH", "CEGH", "CDEFH", "CDFH"]);
        assert_eq!(found.iter().map(|(cost, _)| *cost).collect::<Vec<_>>(), [5, 7, 7, 8]);
        let around = routes(&graph, (c, h), 4, &|&weight, _| weight, &BTreeSet::from([e]));
        assert_eq!(names(&around, &graph), ["CDFH", "CDFGH"]);
    }

    #[test]
    fn two_parts_that_do_not_touch_have_no_route() {
        let mut graph: UnGraph<&str, u32> = UnGraph::new_undirected();
        let (a, b) = (graph.add_node("A"), graph.add_node("B"));
        assert!(routes(&graph, (a, b), 3, &|&weight, _| weight, &BTreeSet::new()).is_empty());
    }
}
