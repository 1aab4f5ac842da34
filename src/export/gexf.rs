//! GEXF 1.2 (<https://gexf.net>): for Gephi, edges with the days on which they begin and end, for its timeline.

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
    writeln!(out, "<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">")?;
    writeln!(out, "  <meta>\n    <creator>annals</creator>\n  </meta>")?;
    writeln!(out, "  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">")?;
    attributes("node", &NODES, out)?;
    attributes("edge", &EDGES, out)?;
    writeln!(out, "    <nodes>")?;
    for node in &network.nodes {
        let id = escaped(&node.named.iri, &mut replaced);
        writeln!(out, "      <node id=\"{id}\" label=\"{}\">", escaped(&node.named.label, &mut replaced))?;
        values(&NODES, &node.cells(), out, &mut replaced)?;
        writeln!(out, "      </node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for edge in &network.edges {
        let [id, source, target] = [
            edge.id.as_str(),
            network.nodes[edge.subject].named.iri.as_str(),
            network.nodes[edge.object].named.iri.as_str(),
        ]
        .map(|iri| escaped(iri, &mut replaced));
        let label = escaped(&edge.label, &mut replaced);
        write!(out, "      <edge id=\"{id}\" source=\"{source}\" target=\"{target}\" label=\"{label}\"")?;
        let time = edge.row.time.as_ref();
        for (name, day) in [
            ("start", time.and_then(|time| time.earliest.as_deref())),
            ("end", time.and_then(|time| time.latest.as_deref())),
        ] {
            if let Some(day) = day {
                write!(out, " {name}=\"{}\"", escaped(day, &mut replaced))?;
            }
        }
        writeln!(out, ">")?;
        values(&EDGES, &edge.cells(), out, &mut replaced)?;
        writeln!(out, "      </edge>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")?;
    Ok(replaced)
}

/// The columns that an element has no attribute for; the label has one.
fn own<'a, T>(columns: &'a [(&'a str, Kind)], of: &'a [T]) -> impl Iterator<Item = (&'a str, Kind, &'a T)> {
    columns.iter().zip(of).filter(|((name, _), _)| *name != "label").map(|((name, kind), value)| (*name, *kind, value))
}

fn attributes(of: &str, columns: &[(&str, Kind)], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "    <attributes class=\"{of}\" mode=\"static\">")?;
    for (name, kind, _) in own(columns, columns) {
        let kind = match kind {
            Kind::Text | Kind::List => "string",
            Kind::Number => "double",
            Kind::Whole => "integer",
            Kind::Flag => "boolean",
        };
        writeln!(out, "      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>")?;
    }
    writeln!(out, "    </attributes>")
}

fn values(columns: &[(&str, Kind)], cells: &[Cell], out: &mut dyn Write, replaced: &mut usize) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (name, _, cell) in own(columns, cells) {
        if let Some(text) = cell.as_text() {
            writeln!(out, "          <attvalue for=\"{name}\" value=\"{}\"/>", escaped(&text, replaced))?;
        }
    }
    writeln!(out, "        </attvalues>")
}
