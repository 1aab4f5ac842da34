"""The same paths by networkx and rustworkx: python3 compare.py EDGES FROM TO

EDGES is what `cargo bench --bench large -- --edges EDGES` wrote, FROM and TO the numbers of two nodes.
Both libraries are asked for paths of fewest edges, which is less than what annals weighs.
"""

import itertools
import sys
import time

import networkx
import rustworkx


def timed(what, run):
    started = time.perf_counter()
    made = run()
    print(f"{what:40} {(time.perf_counter() - started) * 1e3:10.1f} ms")
    return made


def main():
    path, start, end = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with open(path) as lines:
        edges = [tuple(map(int, line.split())) for line in lines]
    graph = timed("networkx: build", lambda: networkx.Graph(edges))
    timed("networkx: shortest", lambda: networkx.shortest_path(graph, start, end))
    simple = networkx.shortest_simple_paths
    timed("networkx: five shortest simple", lambda: list(itertools.islice(simple(graph, start, end), 5)))

    def build():
        graph = rustworkx.PyGraph()
        graph.extend_from_edge_list(edges)
        return graph

    graph = timed("rustworkx: build", build)
    timed("rustworkx: Dijkstra", lambda: rustworkx.dijkstra_shortest_paths(graph, start, end))


main()
