//! A network as a picture in SVG, complete in itself.
//!
//! Each node hangs on one other by a line that bears words; all further ties are thin lines behind, whose words show when they are
//! pointed at. Colours are attributes, so that a file shows them anywhere; each part has a class, so that a page can give it others.

use super::{
    layout::{Layout, Place},
    network::{Bundle, Network},
};
use crate::shown::{shortened, xml};
use std::{collections::BTreeMap, fmt::Write as _};

/// Width and height of a node, the room to the next, half the height of a row, the margin.
const BOX: usize = 210;
const TALL: usize = 30;
const BETWEEN: usize = 250;
/// Within so much of the room to the next, beside the node that others hang on, lines bend; words stand beyond.
const BEND: usize = 64;
const HALF_ROW: usize = 23;
const EDGE: usize = 16;
/// Columns of letters of a name and of a relation that fit.
const FITS: usize = 24;
const FITS_BETWEEN: usize = 26;

/// A network; `first` are the nodes it grows from, `title` says what it is.
pub(super) fn picture(network: &Network<'_>, first: &[usize], title: &str) -> String {
    let layout = Layout::of(network, first);
    let width = 2 * EDGE + layout.columns * BOX + (layout.columns - 1) * BETWEEN;
    let height = 2 * EDGE + layout.height * HALF_ROW;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"network\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"{label}\" font-family=\"Georgia, serif\" font-size=\"14\">\n<title>{label}</title>\n\
         <rect class=\"paper\" width=\"100%\" height=\"100%\" fill=\"white\"/>\n<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" \
         refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\"><path class=\"tip\" fill=\"#666\" d=\"M0 0 8 4 0 8z\"/>\
         </marker></defs>\n",
        label = xml(title)
    );
    let (mut behind, mut ties, mut words) = (String::new(), String::new(), String::new());
    for ((one, other), bundles) in &pairs(network) {
        let hangs = if layout.parents[*other] == Some(*one) {
            Some((*one, *other))
        } else if layout.parents[*one] == Some(*other) {
            Some((*other, *one))
        } else {
            None
        };
        match hangs {
            Some((parent, child)) => tie(&layout, parent, child, bundles, &mut ties, &mut words),
            None => across(layout.places[*one], layout.places[*other], bundles, network, &mut behind),
        }
    }
    text.push_str(&behind);
    text.push_str(&ties);
    text.push_str(&words);
    for (node, place) in network.nodes.iter().zip(&layout.places) {
        let (x, y) = spot(*place);
        let (class, round) = if node.named.is_a("sem:Event") { ("event", 15) } else { ("thing", 4) };
        put(
            &mut text,
            &format!(
                "<g class=\"node {class}\"><title>{} ({})</title><rect x=\"{x}\" y=\"{y}\" width=\"{BOX}\" height=\"{TALL}\" rx=\"{round}\" \
                 fill=\"#faf6ee\" stroke=\"#8a6d4b\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"#222\">{}</text></g>",
                xml(&node.named.label),
                xml(node.kind()),
                x + BOX / 2,
                y + 20,
                xml(&shortened(&node.named.label, FITS)),
            ),
        );
    }
    text.push_str("</svg>\n");
    text
}

/// What ties each two nodes, by their numbers, the smaller first.
fn pairs<'a>(network: &'a Network<'_>) -> BTreeMap<(usize, usize), Vec<Bundle<'a>>> {
    let mut pairs: BTreeMap<(usize, usize), Vec<Bundle<'_>>> = BTreeMap::new();
    for bundle in network.bundles().into_iter().filter(|bundle| bundle.subject != bundle.object) {
        let ends = (bundle.subject.min(bundle.object), bundle.subject.max(bundle.object));
        pairs.entry(ends).or_default().push(bundle);
    }
    for all in pairs.values_mut() {
        // What is vouched for speaks first, then what is said most often, what is stated before what only takes part.
        all.sort_by_key(|bundle| {
            (!bundle.fact, bundle.edges.first().map(|edge| edge.tie), std::cmp::Reverse(bundle.edges.len()))
        });
    }
    pairs
}

fn spot(place: Place) -> (usize, usize) {
    (EDGE + place.column * (BOX + BETWEEN), EDGE + place.row * HALF_ROW + (2 * HALF_ROW - TALL) / 2)
}

/// The line by which a node hangs on another, and its words beside the node.
fn tie(layout: &Layout, parent: usize, child: usize, bundles: &[Bundle<'_>], lines: &mut String, words: &mut String) {
    let (from, to) = (layout.places[parent], layout.places[child]);
    let ((x1, y1), (x2, y2)) = (spot(from), spot(to));
    let (x1, x2) = if to.left { (x1, x2 + BOX) } else { (x1 + BOX, x2) };
    let (y1, y2) = (y1 + TALL / 2, y2 + TALL / 2);
    let (half, bent) = if to.left { (x1 - BEND / 2, x1 - BEND) } else { (x1 + BEND / 2, x1 + BEND) };
    let outwards = bundles.iter().any(|bundle| bundle.subject == parent);
    let inwards = bundles.iter().any(|bundle| bundle.subject == child);
    let ends = [(inwards, "marker-start"), (outwards, "marker-end")];
    let ends = ends.map(|(is, name)| if is { format!(" {name}=\"url(#arrow)\"") } else { String::new() }).concat();
    put(
        lines,
        &format!(
            "<path class=\"tie{}\" d=\"M{x1} {y1} C{half} {y1} {half} {y2} {bent} {y2} H{x2}\" fill=\"none\" stroke=\"#666\" \
             stroke-width=\"1.3\"{}{ends}/>",
            class(bundles),
            dashes(bundles)
        ),
    );
    let Some(first) = bundles.first() else { return };
    let away = first.subject == parent;
    let more = if bundles.len() > 1 { format!(" +{}", bundles.len() - 1) } else { String::new() };
    let label = format!("{}{more}", shortened(first.label, FITS_BETWEEN - more.len()));
    let (label, x, anchor) = match (to.left, away) {
        (false, true) => (format!("{label} →"), x2 - 10, "end"),
        (false, false) => (format!("← {label}"), x2 - 10, "end"),
        (true, true) => (format!("← {label}"), x2 + 10, "start"),
        (true, false) => (format!("{label} →"), x2 + 10, "start"),
    };
    put(
        words,
        &format!(
            "<text class=\"between{}\" x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\" font-size=\"12.5\" font-style=\"italic\" fill=\"#444\" \
             stroke=\"white\" stroke-width=\"3\" paint-order=\"stroke\"><title>{}</title>{}</text>",
            class(bundles),
            y2 - 5,
            xml(&told(bundles)),
            xml(&label)
        ),
    );
}

/// A tie between two nodes neither of which hangs on the other.
fn across(one: Place, other: Place, bundles: &[Bundle<'_>], network: &Network<'_>, lines: &mut String) {
    let ((x1, y1), (x2, y2)) = (spot(one), spot(other));
    let (y1, y2) = (y1 + TALL / 2, y2 + TALL / 2);
    let (start, end, bend) = match x1.cmp(&x2) {
        std::cmp::Ordering::Less => (x1 + BOX, x2, usize::midpoint(x1 + BOX, x2)),
        std::cmp::Ordering::Greater => (x1, x2 + BOX, usize::midpoint(x1, x2 + BOX)),
        std::cmp::Ordering::Equal => (x1 + BOX, x2 + BOX, x1 + BOX + 50),
    };
    let ends = bundles.first().map(|bundle| {
        format!("{} – {}", network.nodes[bundle.subject].named.label, network.nodes[bundle.object].named.label)
    });
    put(
        lines,
        &format!(
            "<path class=\"across{}\" d=\"M{start} {y1} C{bend} {y1} {bend} {y2} {end} {y2}\" fill=\"none\" stroke=\"#bbb\" \
             stroke-width=\"1\"{}><title>{}: {}</title></path>",
            class(bundles),
            dashes(bundles),
            xml(&ends.unwrap_or_default()),
            xml(&told(bundles))
        ),
    );
}

fn told(bundles: &[Bundle<'_>]) -> String {
    bundles.iter().map(Bundle::told).collect::<Vec<_>>().join("; ")
}

fn class(bundles: &[Bundle<'_>]) -> &'static str {
    if bundles.iter().any(|bundle| bundle.fact) { "" } else { " claimed" }
}

/// What nobody vouches for is dashed.
fn dashes(bundles: &[Bundle<'_>]) -> &'static str {
    if bundles.iter().any(|bundle| bundle.fact) { "" } else { " stroke-dasharray=\"5 4\"" }
}

fn put(text: &mut String, words: &str) {
    writeln!(text, "{words}").expect("a String takes all that is written to it");
}
