//! Neo4j: nodes and relationships as tables, and a script of Cypher that loads them.
//!
//! Names in the script are made of letters, digits and `_` only, so that nothing in a note can be a part of it. `LOAD CSV` reads
//! backslashes in one way or another, as it is configured: in the tables a backslash is `~1` and a tilde `~0` (as in RFC 6901),
//! and the script puts them back.

use super::{
    columns::{Cell, EDGES, Kind, NODES},
    csv::Table,
    network::Network,
    words::local,
};
use crate::graph::Tie;
use std::{
    collections::BTreeSet,
    io::{self, Write},
};

/// Writes the table of nodes.
pub(super) fn write_nodes(network: &Network<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(false, out)?;
    table.row(["type"].into_iter().chain(NODES.map(|(name, _)| name)).map(ToOwned::to_owned))?;
    for node in &network.nodes {
        let cells = node.cells();
        let values = cells.iter().zip(NODES).map(|(cell, column)| text(cell, column));
        table.row([name(node.kind())].into_iter().chain(values))?;
    }
    Ok(())
}

/// Writes the table of relationships.
pub(super) fn write_relationships(network: &Network<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(false, out)?;
    table.row(["start", "end", "type", "id"].into_iter().chain(EDGES.map(|(name, _)| name)).map(ToOwned::to_owned))?;
    for edge in &network.edges {
        let [start, end] = [edge.subject, edge.object].map(|at| network.nodes[at].named.iri.clone());
        let first = [start, end, kind_of(edge), edge.id.clone()];
        let cells = edge.cells();
        table.row(first.into_iter().chain(cells.iter().zip(EDGES).map(|(cell, column)| text(cell, column))))?;
    }
    Ok(())
}

/// Writes the script.
pub(super) fn write_script(network: &Network<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "// Put nodes.csv and relationships.csv in Neo4j's import folder, then: cypher-shell < load.cypher\n\
         // It can be run again: what is there already is renewed.\n\n\
         CREATE CONSTRAINT annals_iri IF NOT EXISTS FOR (n:Thing) REQUIRE n.iri IS UNIQUE;\n"
    )?;
    writeln!(
        out,
        "LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row\n\
         MERGE (n:Thing {{iri: row.iri}})\n\
         SET {};\n",
        settings("n", &NODES)
    )?;
    let kinds: BTreeSet<String> = network.nodes.iter().map(|node| name(node.kind())).collect();
    for kind in kinds.iter().filter(|kind| *kind != "Thing") {
        writeln!(
            out,
            "LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row\n\
             WITH row WHERE row.type = '{kind}'\n\
             MATCH (n:Thing {{iri: row.iri}})\n\
             SET n:`{kind}`;\n"
        )?;
    }
    let types: BTreeSet<String> = network.edges.iter().map(kind_of).collect();
    for kind in &types {
        writeln!(
            out,
            "LOAD CSV WITH HEADERS FROM 'file:///relationships.csv' AS row\n\
             WITH row WHERE row.type = '{kind}'\n\
             MATCH (a:Thing {{iri: row.start}}), (b:Thing {{iri: row.end}})\n\
             MERGE (a)-[r:`{kind}` {{id: row.id}}]->(b)\n\
             SET {};\n",
            settings("r", &EDGES)
        )?;
    }
    Ok(())
}

fn settings(variable: &str, columns: &[(&str, Kind)]) -> String {
    let value = |name: &str, kind: Kind| {
        let back = |text: &str| format!("replace(replace({text}, '~1', '\\\\'), '~0', '~')");
        match kind {
            Kind::Text if is_iri(name) => format!("row.{name}"),
            Kind::Text => back(&format!("row.{name}")),
            Kind::List => format!("[it IN split(row.{name}, '{}') | {}]", super::columns::BETWEEN, back("it")),
            Kind::Number => format!("toFloat(row.{name})"),
            Kind::Whole => format!("toInteger(row.{name})"),
            Kind::Flag => format!("toBoolean(row.{name})"),
        }
    };
    let set = columns.iter().map(|(name, kind)| format!("{variable}.{name} = {}", value(name, *kind)));
    set.collect::<Vec<_>>().join(",\n    ")
}

fn text(cell: &Cell, (name, _): (&str, Kind)) -> String {
    let text = cell.as_text().unwrap_or_default();
    if is_iri(name) { text } else { text.replace('~', "~0").replace('\\', "~1") }
}

/// IRIs hold no backslash.
fn is_iri(name: &str) -> bool {
    matches!(name, "iri" | "relation" | "claim")
}

/// `APPROVED`; of a tie that is no relation of the ontology, its words.
fn kind_of(edge: &super::network::Edge<'_>) -> String {
    let said = if edge.tie == Tie::Stated { local(&edge.row.relation.iri) } else { &edge.label };
    let mut kind = String::new();
    for c in said.chars() {
        if c.is_uppercase() && kind.ends_with(|last: char| last.is_lowercase()) {
            kind.push('_');
        }
        kind.push(c);
    }
    name(&kind).to_uppercase()
}

/// A name for Cypher: letters and digits of ASCII, all else `_`.
fn name(words: &str) -> String {
    let plain: String = words.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let plain = plain.trim_matches('_').to_owned();
    if plain.is_empty() { "RELATED".to_owned() } else { plain }
}
