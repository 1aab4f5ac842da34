//! What a note cites: an address is its own IRI, a key or an odd address gets one of ours.

use super::{
    literal,
    rdf::{Context, Sink},
    vocabulary::{an, reused::DCT_SOURCE},
};
use oxigraph::model::{
    NamedNode,
    vocab::{rdf, rdfs},
};
use std::collections::BTreeSet;

/// Schemes under which an address names a source by itself. A citation key such as `smith:1999` is no address,
/// and `javascript:` leads nowhere a reader should go.
const SCHEMES: [&str; 9] = ["http", "https", "ftp", "doi", "urn", "info", "ark", "hdl", "mailto"];

/// The node of a source, described.
pub(super) fn describe(cited: &str, context: &Context<'_>, sink: &mut Sink) -> NamedNode {
    let node = node(cited, context);
    sink.add(&node, rdf::TYPE, an::SOURCE);
    if node.as_str() != cited {
        sink.add(&node, an::CITED_AS, literal::plain(cited));
        sink.add(&node, rdfs::LABEL, literal::plain(cited));
    }
    node
}

/// Ties a claim or quotation to the sources it cites.
pub(super) fn cite(citing: &NamedNode, sources: &BTreeSet<&str>, context: &Context<'_>, sink: &mut Sink) {
    for source in sources {
        let source = describe(source, context, sink);
        sink.add(citing, DCT_SOURCE, source);
    }
}

fn node(cited: &str, context: &Context<'_>) -> NamedNode {
    let scheme = cited.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    if scheme.is_some_and(|scheme| SCHEMES.contains(&scheme.as_str())) {
        if let Ok(node) = NamedNode::new(cited) {
            return node;
        }
        if let Ok(node) = NamedNode::new(escape(cited)) {
            return node;
        }
    }
    context.names.readable("source", cited, &[cited])
}

/// Percent-encodes what may not stand in an IRI (RFC 3987, section 2.2).
fn escape(address: &str) -> String {
    let mut escaped = String::with_capacity(address.len());
    for c in address.chars() {
        if c.is_control()
            || c.is_whitespace()
            || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '[' | ']')
        {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                escaped.push_str(&format!("%{byte:02X}"));
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}
