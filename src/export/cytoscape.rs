//! Elements of Cytoscape.js (<https://js.cytoscape.org/#notation/elements-json>), which Cytoscape reads too.

use super::{
    columns::{Cell, EDGES, Kind, NODES},
    network::Network,
};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Writes a network.
pub(super) fn write(network: &Network<'_>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"elements\":{{\"nodes\":[")?;
    for (at, node) in network.nodes.iter().enumerate() {
        let mut data = object(&NODES, &node.cells());
        data.insert("id".to_owned(), Value::from(node.named.iri.clone()));
        let classes =
            if node.named.is_a("sem:Event") { format!("{} event", node.kind()) } else { node.kind().to_owned() };
        element(at, data, &classes, out)?;
    }
    write!(out, "\n],\"edges\":[")?;
    for (at, edge) in network.edges.iter().enumerate() {
        let mut data = object(&EDGES, &edge.cells());
        data.insert("id".to_owned(), Value::from(edge.id.clone()));
        data.insert("source".to_owned(), Value::from(network.nodes[edge.subject].named.iri.clone()));
        data.insert("target".to_owned(), Value::from(network.nodes[edge.object].named.iri.clone()));
        let fact = if edge.row.fact { "fact" } else { "claim" };
        element(at, data, &format!("{fact} {} {}", edge.row.stance.as_str(), edge.row.polarity.as_str()), out)?;
    }
    writeln!(out, "\n]}}}}")
}

fn element(at: usize, data: Map<String, Value>, classes: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
    serde_json::to_writer(out, &json!({ "data": data, "classes": classes }))?;
    Ok(())
}

fn object(columns: &[(&str, Kind)], cells: &[Cell]) -> Map<String, Value> {
    let value = |cell: &Cell| {
        Some(match cell {
            Cell::Text(text) => Value::from(text.clone()),
            Cell::List(all) => Value::from(all.clone()),
            Cell::Number(number) => Value::from(*number),
            Cell::Whole(number) => Value::from(*number),
            Cell::Flag(flag) => Value::from(*flag),
            Cell::Missing => return None,
        })
    };
    columns.iter().zip(cells).filter_map(|((name, _), cell)| Some(((*name).to_owned(), value(cell)?))).collect()
}
