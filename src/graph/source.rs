//! What a note cites: an address is its own IRI, a key or an odd address gets one of ours.

use super::{
    ledger::Kind,
    literal,
    rdf::{Context, Sink},
    vocabulary::{
        an,
        reused::{DCT_CREATOR, DCT_DATE, DCT_SOURCE, DCT_TITLE},
    },
};
use crate::note::Work;
use oxigraph::model::{
    NamedNode,
    vocab::{rdf, rdfs},
};
use std::collections::BTreeSet;

/// Schemes under which an address names a source by itself. A citation key such as `smith:1999` is no address,
/// and `javascript:` leads nowhere a reader should go.
const SCHEMES: [&str; 9] = ["http", "https", "ftp", "doi", "urn", "info", "ark", "hdl", "mailto"];

/// The node of a source.
pub(super) fn told(cited: &str, context: &Context<'_>, sink: &mut Sink) -> NamedNode {
    let node = node(cited, context);
    sink.entries.once(&node, Kind::Source, &[cited]);
    node
}

/// What is known of a source that is cited in these words.
pub(super) fn describe(node: &NamedNode, cited: &str, context: &Context<'_>, sink: &mut Sink) {
    sink.add(node, rdf::TYPE, an::SOURCE);
    if node.as_str() != cited {
        sink.add(node, an::CITED_AS, literal::plain(cited));
        let work = cited.strip_prefix('@').and_then(|key| context.works?.get(key));
        let described = work.map(Work::described).filter(|words| !words.is_empty());
        sink.add(node, rdfs::LABEL, literal::plain(described.as_deref().unwrap_or(cited)));
        work.into_iter().for_each(|work| describe_work(node, work, sink));
    }
}

/// What a bibliography says of a source.
fn describe_work(node: &NamedNode, work: &Work, sink: &mut Sink) {
    for author in &work.authors {
        sink.add(node, DCT_CREATOR, literal::plain(author));
    }
    for (property, value) in [(DCT_TITLE, &work.title), (DCT_DATE, &work.year)] {
        if let Some(value) = value {
            sink.add(node, property, literal::plain(value));
        }
    }
    let address = work.address.as_ref().and_then(|address| NamedNode::new(escape(address)).ok());
    if let Some(address) = address {
        sink.add(node, rdfs::SEE_ALSO, address);
    }
}

/// Ties a claim or quotation to the sources it cites.
pub(super) fn cite(citing: &NamedNode, sources: &BTreeSet<&str>, context: &Context<'_>, sink: &mut Sink) {
    for source in sources {
        let source = told(source, context, sink);
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
