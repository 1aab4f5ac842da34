//! A graph far larger than anybody's notes: how long it takes to build, to ask and to find paths in.
//!
//! ```text
//! cargo bench --bench large                        45,500 claims, a million triples
//! cargo bench --bench large -- --claims 450000     a million edges, ten million triples
//! ```
//!
//! Notes are made up: claims between people of whom few are told of much and most of little. Processes are timed from their
//! start to their end, with their files in the system's cache. With `--edges FILE` the ties are written out, a line each, for
//! `benches/compare.py`.

mod process;

use annals::graph::{NodeId, Store};
use annals::path::{Network, Scope};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use process::{Measured, median, process, shown, timed};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// Claims of a note.
const NOTE: usize = 2000;
/// Processes of which the median is told.
const RUNS: usize = 9;
/// Pairs between which paths are sought.
const PAIRS: usize = 50;

fn main() {
    let value = |name: &str| std::env::args().skip_while(|argument| argument != name).nth(1);
    let claims: usize = value("--claims").map_or(45_500, |claims| claims.parse().expect("a number"));
    let place = tempfile::tempdir().expect("a folder");
    let graph = place.path().join(".annals");
    let mut made_up = MadeUp { state: 1, people: claims / 2 };
    let told = made_up.write(claims, &place.path().join("notes"));
    println!("{claims} claims about {} people", made_up.people);
    println!("build                   {}", on_graph(&graph, "build", &[&place.path().join("notes").to_string_lossy()]));

    let store = Store::open(&graph).expect("the graph just built");
    let (opened, network) = timed(|| Network::load(&store, &Scope::default()).expect("the ties just written"));
    let ties = store.ties().expect("read already");
    println!("triples                 {}", store.len().expect("the graph just built"));
    println!("nodes, edges            {}, {}", ties.node_count(), ties.edge_count());

    let (one, verb, other) = &told[0];
    for question in
        [format!("who {verb} {other}"), format!("when was {other} {verb} by {one}"), format!("who {verb} Nobody")]
    {
        println!("ask, cold               {}   {question}", median(RUNS, || on_graph(&graph, "ask", &[&question])));
    }
    let far = &told[told.len() / 2].0;
    println!("5 paths, cold           {}", median(RUNS, || on_graph(&graph, "path", &[one, far, "--number", "5"])));

    println!("ties read               {}", shown(opened));
    let mut taken: Vec<Duration> = Vec::new();
    for pair in told.windows(2).step_by(told.len() / PAIRS).take(PAIRS) {
        let [from, to] = [0, 1].map(|at| iri(&store, &pair[at].0));
        let (took, found) = timed(|| network.shortest(&from, &to, 5).expect("paths"));
        assert!(found.len() <= 5);
        taken.push(took);
    }
    taken.sort_unstable();
    println!(
        "5 paths, warm           {} (median), {} (slowest of {PAIRS})",
        shown(taken[PAIRS / 2]),
        shown(taken[PAIRS - 1])
    );
    let (from, to) = (iri(&store, one), iri(&store, far));
    println!("property path, warm     {}", shown(timed(|| property_path(&store, &from, &to)).0));
    if let Some(file) = value("--edges") {
        let mut lines = String::new();
        for edge in ties.edges() {
            let (NodeId(one), NodeId(other)) = ties.ends(edge);
            writeln!(lines, "{one}\t{other}").expect("memory");
        }
        std::fs::write(file, lines).expect("a file for the edges");
        println!("ends of the paths       {:?} {:?}", ties.node(&from), ties.node(&to));
    }
}

/// Runs the program on a graph from start to end.
fn on_graph(graph: &Path, command: &str, arguments: &[&str]) -> Measured {
    let graph = graph.display().to_string();
    process(&[&[command], arguments, &["--graph", &graph]].concat())
}

fn iri(store: &Store, name: &str) -> String {
    match store.find(name).expect("names") {
        annals::graph::Found::One(named) => named.iri,
        found => panic!("{name}: {found:?}"),
    }
}

/// Whether facts lead from one to the other, by the database's own means.
fn property_path(store: &Store, from: &str, to: &str) -> bool {
    let relations = "an:met|an:visited|an:accused|an:supported|an:appointed|an:criticised|an:advised|an:defeated";
    let query =
        format!("PREFIX an: <https://w3id.org/annals/ns#> ASK {{ <{from}> ({relations}|^({relations}))+ <{to}> }}");
    let prepared = SparqlEvaluator::new().parse_query(&query).expect("a query");
    matches!(prepared.on_store(store.database()).execute(), Ok(QueryResults::Boolean(true)))
}

/// Claims that nobody made.
struct MadeUp {
    state: u64,
    people: usize,
}

const VERBS: [&str; 8] = ["met", "visited", "accused", "supported", "appointed", "criticised", "advised", "defeated"];

impl MadeUp {
    /// Writes notes; gives some of their claims: who, verb, whom.
    fn write(&mut self, claims: usize, folder: &Path) -> Vec<(String, &'static str, String)> {
        std::fs::create_dir_all(folder).expect("a folder");
        let mut told = Vec::new();
        for first in (0..claims).step_by(NOTE) {
            let mut text = format!("# Notes {}\n\n", first / NOTE);
            for _ in first..claims.min(first + NOTE) {
                let (one, other) = (self.person(), self.person());
                let verb = VERBS[self.below(VERBS.len())];
                let year = 1800 + self.below(190);
                writeln!(text, "- {one} {verb} {other} in {year}.").expect("memory");
                if told.len() < 2 * PAIRS && self.below(claims / (3 * PAIRS) + 1) == 0 {
                    told.push((one, verb, other));
                }
            }
            std::fs::write(folder.join(format!("{:05}.md", first / NOTE)), text).expect("a note");
        }
        told
    }

    /// A linear congruential generator (Knuth, MMIX).
    fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap_or(0) % bound
    }

    /// Somebody; some are told of far more often than others.
    fn person(&mut self) -> String {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        let number = (share.powf(2.5) * self.people as f64) as usize;
        format!("{} {}", word(number % 3000, 2), word(number / 3, 3))
    }
}

/// A name of so many syllables.
fn word(mut number: usize, syllables: usize) -> String {
    let (starts, ends) = ("bdklmnrstv".as_bytes(), "aeiou".as_bytes());
    let mut name = String::new();
    for _ in 0..syllables {
        name.push(starts[number % starts.len()].into());
        number /= starts.len();
        name.push(ends[number % ends.len()].into());
        number /= ends.len();
    }
    name.push('n');
    name[..1].to_uppercase() + &name[1..]
}
