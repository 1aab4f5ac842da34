//! Tables: a list of nodes and a list of edges, as Gephi and spreadsheets take them.
//!
//! RFC 4180, in UTF-8. A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula and runs it; in a table for
//! spreadsheets such a cell has an apostrophe before it, which other programs would take for a part of it.

use super::{
    columns::{Cell, EDGES, Kind, NODES},
    network::Network,
};
use std::io::{self, Write};

/// Writes the list of nodes.
pub(super) fn write_nodes(network: &Network<'_>, guarded: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(guarded, out)?;
    table.row(["Id", "Label"].into_iter().chain(names(&NODES)).map(ToOwned::to_owned))?;
    for node in &network.nodes {
        let cells = node.cells();
        let first = [node.named.iri.clone(), node.named.label.clone()];
        table.row(first.into_iter().chain(texts(&NODES, &cells)))?;
    }
    Ok(())
}

/// Writes the list of edges.
pub(super) fn write_edges(network: &Network<'_>, guarded: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(guarded, out)?;
    let first = ["Source", "Target", "Type", "Id", "Label"];
    table.row(first.into_iter().chain(names(&EDGES)).map(ToOwned::to_owned))?;
    for edge in &network.edges {
        let cells = edge.cells();
        let [source, target] = [edge.subject, edge.object].map(|at| network.nodes[at].named.iri.clone());
        let first = [source, target, "Directed".to_owned(), edge.id.clone(), edge.label.clone()];
        table.row(first.into_iter().chain(texts(&EDGES, &cells)))?;
    }
    Ok(())
}

/// Columns whose names Gephi does not give a meaning of its own.
fn is_own(name: &str) -> bool {
    !matches!(name, "label" | "iri")
}

fn names<'a>(columns: &'a [(&'a str, Kind)]) -> impl Iterator<Item = &'a str> {
    columns.iter().map(|(name, _)| *name).filter(|name| is_own(name))
}

fn texts<'a>(columns: &'a [(&'a str, Kind)], cells: &'a [Cell]) -> impl Iterator<Item = String> + 'a {
    columns.iter().zip(cells).filter(|((name, _), _)| is_own(name)).map(|(_, cell)| cell.as_text().unwrap_or_default())
}

/// A table being written.
pub(super) struct Table<'a> {
    guarded: bool,
    out: &'a mut dyn Write,
}

impl<'a> Table<'a> {
    /// One for spreadsheets opens with a byte order mark, without which some take it for another encoding.
    pub(super) fn new(guarded: bool, out: &'a mut dyn Write) -> io::Result<Self> {
        if guarded {
            out.write_all("\u{feff}".as_bytes())?;
        }
        Ok(Self { guarded, out })
    }

    pub(super) fn row(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                self.out.write_all(b",")?;
            }
            let guard = if self.guarded && is_formula(&cell) { "'" } else { "" };
            if cell.contains(['"', ',', '\r', '\n']) || cell.starts_with([' ', '\t']) || cell.ends_with([' ', '\t']) {
                write!(self.out, "\"{guard}{}\"", cell.replace('"', "\"\""))?;
            } else {
                write!(self.out, "{guard}{cell}")?;
            }
        }
        self.out.write_all(b"\r\n")
    }
}

/// Whether a spreadsheet may take a cell for a formula; the wide forms of East Asia count.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn row(guarded: bool, cells: &[&str]) -> String {
        let mut bytes = Vec::new();
        Table::new(guarded, &mut bytes).unwrap().row(cells.iter().map(|cell| (*cell).to_owned())).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_table_is_faithful_unless_it_is_for_a_spreadsheet() {
        let cells = ["=cmd()", "-5", "@a", "\tb", "a \"b\", c", "plain", "＝1"];
        assert_eq!(row(false, &cells), "=cmd(),-5,@a,\"\tb\",\"a \"\"b\"\", c\",plain,＝1\r\n");
        assert_eq!(row(true, &cells), "\u{feff}'=cmd(),'-5,'@a,\"'\tb\",\"a \"\"b\"\", c\",plain,'＝1\r\n");
    }
}
