//! JSON Canvas 1.0 (<https://jsoncanvas.org/spec/1.0/>): for Obsidian. A card a thing, an arrow what is said of two.

use super::{
    layout::{Layout, Place},
    markdown,
    network::Network,
};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Width and height of a card, the room to the next column, half the height of a row.
const WIDE: usize = 280;
const TALL: usize = 90;
const BETWEEN: usize = 300;
const HALF_ROW: usize = 70;

/// Writes a network; `first` are the nodes it grows from.
pub(super) fn write(network: &Network<'_>, first: &[usize], out: &mut dyn Write) -> io::Result<()> {
    let layout = Layout::of(network, first);
    write!(out, "{{\"nodes\":[")?;
    for (at, (node, place)) in network.nodes.iter().zip(&layout.places).enumerate() {
        let text = format!("**{}**\n{}", markdown::escaped(&node.named.label), markdown::escaped(node.kind()));
        let mut card = json!({
            "id": format!("n{at}"), "type": "text", "text": text, "x": place.column * (WIDE + BETWEEN),
            "y": place.row * HALF_ROW, "width": WIDE, "height": TALL,
        });
        if node.named.is_a("sem:Event") {
            card["color"] = Value::from("5");
        }
        element(at, &card, out)?;
    }
    write!(out, "\n],\"edges\":[")?;
    for (at, bundle) in network.bundles().iter().enumerate() {
        let (from, to) = sides(layout.places[bundle.subject], layout.places[bundle.object]);
        let mut arrow = json!({
            "id": format!("e{at}"), "fromNode": format!("n{}", bundle.subject), "fromSide": from,
            "toNode": format!("n{}", bundle.object), "toSide": to, "toEnd": "arrow", "label": bundle.told(),
        });
        if !bundle.fact {
            arrow["color"] = Value::from("1");
        }
        element(at, &arrow, out)?;
    }
    writeln!(out, "\n]}}")
}

fn element(at: usize, element: &Value, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
    serde_json::to_writer(out, element)?;
    Ok(())
}

fn sides(from: Place, to: Place) -> (&'static str, &'static str) {
    match from.column.cmp(&to.column) {
        std::cmp::Ordering::Less => ("right", "left"),
        std::cmp::Ordering::Greater => ("left", "right"),
        std::cmp::Ordering::Equal => ("right", "right"),
    }
}
