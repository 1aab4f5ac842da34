//! `GraphML` (<http://graphml.graphdrawing.org>): for Gephi, yEd, igraph, networkx.

use super::{
    columns::{Cell, EDGES, Kind, NODES},
    network::Network,
    xml::escaped,
};
use std::io::{self, Write};

/// Writes a network; tells how many characters XML could not hold.
pub(super) fn write(network: &Network<'_>, out: &mut dyn Write) -> io::Result<usize> {
    let mut replaced = 0;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">"
    )?;
    keys("node", &NODES, out)?;
    keys("edge", &EDGES, out)?;
    writeln!(out, "  <graph id=\"annals\" edgedefault=\"directed\">")?;
    for (at, node) in network.nodes.iter().enumerate() {
        writeln!(out, "    <node id=\"n{at}\">")?;
        data("node", &NODES, &node.cells(), out, &mut replaced)?;
        writeln!(out, "    </node>")?;
    }
    for (at, edge) in network.edges.iter().enumerate() {
        writeln!(out, "    <edge id=\"e{at}\" source=\"n{}\" target=\"n{}\">", edge.subject, edge.object)?;
        data("edge", &EDGES, &edge.cells(), out, &mut replaced)?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")?;
    Ok(replaced)
}

fn keys(of: &str, columns: &[(&str, Kind)], out: &mut dyn Write) -> io::Result<()> {
    for (name, kind) in columns {
        let kind = match kind {
            Kind::Text | Kind::List => "string",
            Kind::Number => "double",
            Kind::Whole => "int",
            Kind::Flag => "boolean",
        };
        writeln!(out, "  <key id=\"{of}_{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    Ok(())
}

fn data(
    of: &str,
    columns: &[(&str, Kind)],
    cells: &[Cell],
    out: &mut dyn Write,
    replaced: &mut usize,
) -> io::Result<()> {
    for ((name, _), cell) in columns.iter().zip(cells) {
        if let Some(text) = cell.as_text() {
            writeln!(out, "      <data key=\"{of}_{name}\">{}</data>", escaped(&text, replaced))?;
        }
    }
    Ok(())
}
