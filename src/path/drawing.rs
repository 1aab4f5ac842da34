//! Connections as a tree in the terminal, and for programs that draw: Graphviz, Mermaid.

use super::{Connection, Hop};
use crate::graph::Named;
use crate::shown::{graphviz, line, mermaid};

/// A tree from the common start; what several connections share is drawn once.
#[must_use]
pub fn render_tree(connections: &[Connection]) -> String {
    let mut text = String::new();
    let mut roots: Vec<(String, Branch)> = Vec::new();
    for connection in connections {
        let Some(first) = connection.hops.first() else { continue };
        let start = first.from().label.clone();
        let at = roots.iter().position(|(label, _)| *label == start).unwrap_or_else(|| {
            roots.push((start, Branch::default()));
            roots.len() - 1
        });
        roots[at].1.add(&connection.hops);
    }
    for (label, branch) in &roots {
        line(&mut text, label);
        branch.draw(&mut text, "");
    }
    text
}

/// What follows a station: label of the hop and of where it leads → what follows there.
#[derive(Debug, Default)]
struct Branch {
    next: Vec<((String, String), Branch)>,
}

impl Branch {
    fn add(&mut self, hops: &[Hop]) {
        let Some((hop, rest)) = hops.split_first() else { return };
        let key = (arrow(hop), hop.to().label.clone());
        let at = self.next.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.next.push((key, Self::default()));
            self.next.len() - 1
        });
        self.next[at].1.add(rest);
    }

    fn draw(&self, text: &mut String, indent: &str) {
        for (at, ((arrow, label), branch)) in self.next.iter().enumerate() {
            let last = at + 1 == self.next.len();
            line(text, &format!("{indent}{} {arrow} {label}", if last { "└─" } else { "├─" }));
            branch.draw(text, &format!("{indent}{}", if last { "   " } else { "│  " }));
        }
    }
}

/// “approved →”, or “← approved” where the hop is walked against its direction; with its time.
fn arrow(hop: &Hop) -> String {
    let time = hop.time.as_ref().map(|time| format!(" ({})", time.words())).unwrap_or_default();
    if hop.reversed { format!("← {}{time} –", hop.relation) } else { format!("– {}{time} →", hop.relation) }
}

/// All stations in order of mention, and all hops between them by their numbers, each once.
pub(super) fn parts(connections: &[Connection]) -> (Vec<&Named>, Vec<(usize, usize, &Hop)>) {
    let mut stations: Vec<&Named> = Vec::new();
    let mut hops: Vec<(usize, usize, &Hop)> = Vec::new();
    for hop in connections.iter().flat_map(|connection| &connection.hops) {
        for node in [hop.from(), hop.to()] {
            if !stations.iter().any(|known| known.iri == node.iri) {
                stations.push(node);
            }
        }
        let number = |node: &Named| stations.iter().position(|known| known.iri == node.iri).unwrap_or_default();
        let (subject, object) = (number(&hop.subject), number(&hop.object));
        if !hops.iter().any(|(a, b, known)| (*a, *b) == (subject, object) && known.relation == hop.relation) {
            hops.push((subject, object, hop));
        }
    }
    (stations, hops)
}

/// As a graph for Graphviz (<https://graphviz.org/doc/info/lang.html>).
#[must_use]
pub fn render_dot(connections: &[Connection]) -> String {
    let (stations, hops) = parts(connections);
    let mut text = "digraph annals {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n".to_owned();
    for (at, station) in stations.iter().enumerate() {
        line(&mut text, &format!("  n{at} [label=\"{}\"];", graphviz(&station.label)));
    }
    for (subject, object, hop) in hops {
        line(&mut text, &format!("  n{subject} -> n{object} [label=\"{}\"];", graphviz(&told(hop))));
    }
    text.push_str("}\n");
    text
}

/// As a flowchart for Mermaid (<https://mermaid.js.org/syntax/flowchart.html>).
#[must_use]
pub fn render_mermaid(connections: &[Connection]) -> String {
    let (stations, hops) = parts(connections);
    let mut text = "flowchart LR\n".to_owned();
    for (at, station) in stations.iter().enumerate() {
        line(&mut text, &format!("  n{at}[\"{}\"]", mermaid(&station.label)));
    }
    for (subject, object, hop) in hops {
        line(&mut text, &format!("  n{subject} -- \"{}\" --> n{object}", mermaid(&told(hop))));
    }
    text
}

pub(super) fn told(hop: &Hop) -> String {
    hop.time.as_ref().map_or_else(|| hop.relation.clone(), |time| format!("{} {}", hop.relation, time.words()))
}
