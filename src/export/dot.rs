//! Graphviz (<https://graphviz.org/doc/info/lang.html>): `dot -Tsvg`, `sfdp -Tpdf`.

use super::network::Network;
use crate::{graph::unfit_for_xml, shown::graphviz};
use std::io::{self, Write};

/// Writes a network, what reads the same between two nodes drawn once; tells how many characters Graphviz could not show.
pub(super) fn write(network: &Network<'_>, out: &mut dyn Write) -> io::Result<usize> {
    let mut replaced = 0;
    writeln!(out, "digraph annals {{\n  graph [rankdir=LR, charset=\"UTF-8\"];")?;
    writeln!(
        out,
        "  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=11];"
    )?;
    for (at, node) in network.nodes.iter().enumerate() {
        let shape = if node.named.is_a("sem:Event") { ", shape=ellipse" } else { "" };
        let [label, kind, iri] =
            [&node.named.label, node.kind(), node.named.iri.as_str()].map(|words| quoted(words, &mut replaced));
        writeln!(out, "  n{at} [label=\"{label}\", tooltip=\"{kind}\", URL=\"{iri}\"{shape}];")?;
    }
    for bundle in network.bundles() {
        let line = if bundle.fact { "" } else { ", style=dashed, color=gray40, fontcolor=gray30" };
        let label = quoted(&bundle.told(), &mut replaced);
        let receipt = bundle.edges.first().and_then(|edge| edge.row.receipts.first());
        let tip = receipt.map(|it| quoted(&format!("{}:{} “{}”", it.file, it.line, it.text), &mut replaced));
        let tip = tip.map(|tip| format!(", tooltip=\"{tip}\"")).unwrap_or_default();
        writeln!(out, "  n{} -> n{} [label=\"{label}\"{tip}{line}];", bundle.subject, bundle.object)?;
    }
    writeln!(out, "}}")?;
    Ok(replaced)
}

/// Graphviz writes SVG, which is XML.
fn quoted(words: &str, replaced: &mut usize) -> String {
    *replaced += words.matches(unfit_for_xml).count();
    graphviz(&words.replace(unfit_for_xml, "\u{fffd}"))
}
