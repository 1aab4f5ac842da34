//! A Mermaid flowchart (<https://mermaid.js.org/syntax/flowchart.html>): for Markdown on GitHub, in Obsidian, in Notion.

use super::network::Network;
use crate::shown::mermaid;
use std::io::{self, Write};

/// Arrows that Mermaid draws unless it is told to draw more (its `maxEdges`).
pub(super) const MOST_EDGES: usize = 500;
/// Characters of a diagram that it takes (its `maxTextSize`).
pub(super) const MOST_TEXT: usize = 50_000;

/// The network, what reads the same between two nodes drawn once.
pub(super) fn text(network: &Network<'_>) -> String {
    let mut text = "flowchart LR\n".to_owned();
    for (at, node) in network.nodes.iter().enumerate() {
        let label = mermaid(&node.named.label);
        let drawn = if node.named.is_a("sem:Event") { format!("([\"{label}\"])") } else { format!("[\"{label}\"]") };
        text.push_str(&format!("  n{at}{drawn}\n"));
    }
    for bundle in network.bundles() {
        let (start, end) = if bundle.fact { ("--", "-->") } else { ("-.", ".->") };
        let label = mermaid(&bundle.told());
        text.push_str(&format!("  n{} {start} \"{label}\" {end} n{}\n", bundle.subject, bundle.object));
    }
    text
}

/// What to know before it is drawn.
pub(super) fn advice(network: &Network<'_>, text: &str) -> Option<String> {
    let arrows = network.bundles().len();
    (arrows > MOST_EDGES || text.chars().count() > MOST_TEXT).then(|| {
        format!(
            "this diagram has {arrows} arrows in {} characters; Mermaid draws no more than {MOST_EDGES} in {MOST_TEXT} unless its \
             maxEdges and maxTextSize say so: choose a part with --entity, --from, --to or --relation",
            text.chars().count()
        )
    })
}

/// Writes it.
pub(super) fn write(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(text.as_bytes())
}
