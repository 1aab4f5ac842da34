//! Connections as a picture in SVG: stations from left to right, hops as arrows with their relations.
//!
//! Colours are attributes, so that a file shows them anywhere; each part has a class, so that a page can give it others.

use super::{
    Connection,
    drawing::{parts, told},
};
use crate::graph::Named;
use crate::shown::{shortened, xml};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Width and height of a station, the room to the next, height of a row, the margin, in pixels.
const BOX: usize = 200;
const TALL: usize = 36;
const GAP: usize = 180;
const ROW: usize = 84;
const EDGE: usize = 16;
/// Characters of a station's name and of a relation that fit.
const FITS: usize = 22;
const FITS_BETWEEN: usize = 25;

/// As a picture: stations by their distance from the start, hops as arrows with their relations; what nobody vouches for is
/// dashed.
#[must_use]
pub fn render_svg(connections: &[Connection]) -> String {
    render_linked_svg(connections, &|_| None)
}

/// The same, each station a link to what `address` gives for it.
#[must_use]
pub fn render_linked_svg(connections: &[Connection], address: &dyn Fn(&Named) -> Option<String>) -> String {
    let (stations, hops) = parts(connections);
    let (spots, width, height) = spots(connections, &stations);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"Georgia, serif\" font-size=\"14\">\n<rect class=\"paper\" width=\"100%\" height=\"100%\" \
         fill=\"white\"/>\n<defs><marker id=\"tip\" class=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" \
         markerHeight=\"8\" orient=\"auto-start-reverse\" fill=\"#666\"><path d=\"M0 0 8 4 0 8z\"/></marker></defs>\n"
    );
    let mut words = String::new();
    for (subject, object, hop) in hops {
        let ((x1, y1), (x2, y2)) = (spots[subject], spots[object]);
        // Stations above one another are tied at their right edges.
        let (start, end, bend) = match x1.cmp(&x2) {
            std::cmp::Ordering::Less => (x1 + BOX, x2, 0),
            std::cmp::Ordering::Greater => (x1, x2 + BOX, 0),
            std::cmp::Ordering::Equal => (x1 + BOX, x2 + BOX, 60),
        };
        let (y1, y2) = (y1 + TALL / 2, y2 + TALL / 2);
        let sure = if hop.voice.is_some() { " stroke-dasharray=\"5 4\"" } else { "" };
        let (middle, across) = (usize::midpoint(start, end), usize::midpoint(y1, y2));
        put(
            &mut text,
            &format!(
                "<path class=\"hop\" d=\"M{start} {y1} Q{} {across} {end} {y2}\" fill=\"none\" stroke=\"#666\" \
                 stroke-width=\"1.4\"{sure} marker-end=\"url(#tip)\"/>",
                middle + bend
            ),
        );
        // Between stations above one another there is room for words; beside them other hops pass.
        let (x, y, anchor) =
            if bend > 0 { (start - 8, across + 5, "end") } else { (middle, across.saturating_sub(7), "middle") };
        put(
            &mut words,
            &format!(
                "<text class=\"between\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-size=\"13\" font-style=\"italic\" \
                 fill=\"#444\" stroke=\"white\" stroke-width=\"4\" paint-order=\"stroke\"><title>{}</title>{}</text>",
                xml(&told(hop)),
                xml(&shortened(&told(hop), FITS_BETWEEN)),
            ),
        );
    }
    text.push_str(&words);
    for (station, (x, y)) in stations.iter().zip(&spots) {
        let drawn = format!(
            "<g class=\"station\"><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{BOX}\" height=\"{TALL}\" rx=\"4\" \
             fill=\"#faf6ee\" stroke=\"#8a6d4b\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"#222\">{}</text></g>",
            xml(&station.label),
            x + BOX / 2,
            y + 23,
            xml(&shortened(&station.label, FITS)),
        );
        match address(station) {
            Some(address) => put(&mut text, &format!("<a href=\"{}\">{drawn}</a>", xml(&address))),
            None => put(&mut text, &drawn),
        }
    }
    text.push_str("</svg>\n");
    text
}

/// Where each station stands, and how large the picture is: each in the column of its least distance from the start, the
/// columns centred.
fn spots(connections: &[Connection], stations: &[&Named]) -> (Vec<(usize, usize)>, usize, usize) {
    let mut column: Vec<usize> = vec![0; stations.len()];
    let mut known = vec![false; stations.len()];
    for connection in connections {
        for (depth, passed) in connection.stations().iter().enumerate() {
            if let Some(at) = stations.iter().position(|station| station.iri == passed.iri) {
                column[at] = if known[at] { column[at].min(depth) } else { depth };
                known[at] = true;
            }
        }
    }
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    let places: Vec<(usize, usize)> = column
        .iter()
        .map(|&column| {
            let row = rows.entry(column).or_insert(0);
            *row += 1;
            (column, *row - 1)
        })
        .collect();
    let most = rows.values().copied().max().unwrap_or(1);
    let spots = places.iter().map(|(column, row)| {
        let above = (most - rows.get(column).copied().unwrap_or(most)) * ROW / 2;
        (EDGE + column * (BOX + GAP), EDGE + 12 + above + row * ROW)
    });
    let spots: Vec<(usize, usize)> = spots.collect();
    let width = spots.iter().map(|(x, _)| x + BOX + EDGE).max().unwrap_or(2 * EDGE);
    (spots, width, EDGE + 12 + (most - 1) * ROW + TALL + EDGE)
}

fn put(text: &mut String, words: &str) {
    writeln!(text, "{words}").expect("a String takes all that is written to it");
}
