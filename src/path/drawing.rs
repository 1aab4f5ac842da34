//! Connections as a tree in the terminal and as pictures: Graphviz, Mermaid, SVG.

use super::{Connection, Hop};
use crate::graph::Named;
use crate::shown::{line, xml};
use std::collections::BTreeMap;
use std::fmt::Write as _;

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
fn parts(connections: &[Connection]) -> (Vec<&Named>, Vec<(usize, usize, &Hop)>) {
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
        line(&mut text, &format!("  n{at} [label=\"{}\"];", quoted(&station.label)));
    }
    for (subject, object, hop) in hops {
        line(&mut text, &format!("  n{subject} -> n{object} [label=\"{}\"];", quoted(&told(hop))));
    }
    text.push_str("}\n");
    text
}

/// As a flowchart for Mermaid (<https://mermaid.js.org/syntax/flowchart.html>).
#[must_use]
pub fn render_mermaid(connections: &[Connection]) -> String {
    let (stations, hops) = parts(connections);
    let entity =
        |words: &str| words.replace('&', "#amp;").replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;");
    let mut text = "flowchart LR\n".to_owned();
    for (at, station) in stations.iter().enumerate() {
        line(&mut text, &format!("  n{at}[\"{}\"]", entity(&station.label)));
    }
    for (subject, object, hop) in hops {
        line(&mut text, &format!("  n{subject} -- \"{}\" --> n{object}", entity(&told(hop))));
    }
    text
}

fn told(hop: &Hop) -> String {
    hop.time.as_ref().map_or_else(|| hop.relation.clone(), |time| format!("{} {}", hop.relation, time.words()))
}

fn quoted(words: &str) -> String {
    words.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Width of a station and the room to the next, height of a row, in pixels.
const BOX: usize = 190;
const GAP: usize = 170;
const ROW: usize = 70;
/// Characters of a label that fit into a station.
const FITS: usize = 27;

/// As a picture: stations from left to right by their distance from the start, hops as arrows with their relations.
#[must_use]
pub fn render_svg(connections: &[Connection]) -> String {
    let (stations, hops) = parts(connections);
    let mut column: Vec<usize> = vec![usize::MAX; stations.len()];
    for connection in connections {
        for (depth, passed) in connection.stations().iter().enumerate() {
            if let Some(at) = stations.iter().position(|known| known.iri == passed.iri) {
                column[at] = column[at].min(depth);
            }
        }
    }
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    let spots: Vec<(usize, usize)> = column
        .iter()
        .map(|&column| {
            let row = rows.entry(column).or_insert(0);
            *row += 1;
            (20 + column * (BOX + GAP), 20 + (*row - 1) * ROW)
        })
        .collect();
    let width = spots.iter().map(|(x, _)| x + BOX + 20).max().unwrap_or(40);
    let height = spots.iter().map(|(_, y)| y + ROW).max().unwrap_or(40);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" \
         markerWidth=\"8\" markerHeight=\"8\" orient=\"auto-start-reverse\"><path d=\"M0 0 8 4 0 8z\"/></marker></defs>\n"
    );
    for (subject, object, hop) in hops {
        let ((x1, y1), (x2, y2)) = (spots[subject], spots[object]);
        let (start, end) = if x1 <= x2 { (x1 + BOX, x2) } else { (x1, x2 + BOX) };
        let (y1, y2) = (y1 + 16, y2 + 16);
        let words = xml(&shortened(&told(hop)));
        let sure = if hop.voice.is_some() { " stroke-dasharray=\"4 3\"" } else { "" };
        writeln!(
            text,
            "<line x1=\"{start}\" y1=\"{y1}\" x2=\"{end}\" y2=\"{y2}\" stroke=\"#555\"{sure} marker-end=\"url(#tip)\"/>\n\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"#333\">{words}</text>",
            usize::midpoint(start, end),
            usize::midpoint(y1, y2) - 5,
        )
        .expect("a String takes all that is written to it");
    }
    for (station, (x, y)) in stations.iter().zip(&spots) {
        writeln!(
            text,
            "<g><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{BOX}\" height=\"32\" rx=\"5\" fill=\"#eef3fa\" \
             stroke=\"#456\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text></g>",
            xml(&station.label),
            x + BOX / 2,
            y + 20,
            xml(&shortened(&station.label)),
        )
        .expect("a String takes all that is written to it");
    }
    text.push_str("</svg>\n");
    text
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(FITS) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}
