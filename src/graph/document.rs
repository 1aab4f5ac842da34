//! Notes as nodes that hold their own text, their spans, and what they cite.

use super::{
    ledger::Kind,
    literal,
    name::sha256,
    rdf::{Context, Sink, Told},
    source,
    vocabulary::{an, reused},
};
use crate::{note::Note, statement::Evidence};
use oxigraph::model::{NamedNode, vocab::rdf};
use std::collections::BTreeSet;

/// Describes a note; of one that statements name but that was not given, its path is all there is.
pub(super) fn describe(told: &Told<'_>, context: &Context<'_>, sink: &mut Sink) {
    let node = document(told.path, context);
    sink.add(&node, rdf::TYPE, an::NOTE);
    sink.add(&node, an::PATH, literal::plain(told.path));
    if let Some(note) = told.note {
        describe_note(&node, note, told, context, sink);
    }
}

fn describe_note(node: &NamedNode, note: &Note, told: &Told<'_>, context: &Context<'_>, sink: &mut Sink) {
    let title = note.title.as_deref().unwrap_or(&note.path);
    sink.add(node, reused::DCT_TITLE, literal::plain(title));
    let own = note.front_matter.iter().filter(|(key, _)| matches!(key.as_str(), "author" | "authors"));
    let mut authors: Vec<&str> = own.map(|(_, name)| name.as_str()).filter(|name| !name.is_empty()).collect();
    if authors.is_empty() {
        authors.extend(context.author);
    }
    for author in authors {
        sink.add(node, reused::DCT_CREATOR, literal::plain(author));
    }
    // The page of an entity of a vault, if there is such an entity.
    if let Some(page) = note.page() {
        sink.entries.once(&context.names.entity(page), Kind::Page, &[node.as_str()]);
    }
    sink.add(node, an::SHA256, literal::plain(&sha256(note.text.as_bytes())));
    sink.add(node, an::TEXT, literal::plain(&note.text));
    sink.add(node, an::PASSAGES, literal::count(note.claims.len()));
    sink.add(node, an::PASSAGES_READ, literal::count(passages_read(note, told)));
    for citation in note.claims.iter().flat_map(|claim| &claim.citations) {
        let source = source::told(&citation.target, context, sink);
        sink.add(node, reused::DCT_REFERENCES, source);
    }
}

/// How many claims of the note something was read from.
fn passages_read(note: &Note, told: &Told<'_>) -> usize {
    let starts: BTreeSet<usize> = told.statements.iter().map(|statement| statement.evidence.start).collect();
    note.claims.iter().filter(|claim| starts.range(claim.span.range()).next().is_some()).count()
}

/// The node of a note.
pub(super) fn document(path: &str, context: &Context<'_>) -> NamedNode {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    context.names.readable("note", stem, &[path])
}

/// The node of a stretch of a note.
pub(super) fn span(evidence: &Evidence, context: &Context<'_>) -> NamedNode {
    let (start, end) = evidence.code_points;
    context.names.hashed("span", &[&evidence.file, &start.to_string(), &end.to_string(), &evidence.text])
}

/// A `oa:SpecificResource` that is its own position and quote selector: the words, where they start, the line.
/// `oa:end` is left out: it is `oa:start` plus the length of `oa:exact`, both in code points.
pub(super) fn describe_span(evidence: &Evidence, context: &Context<'_>, sink: &mut Sink) -> NamedNode {
    let node = span(evidence, context);
    sink.add(&node, rdf::TYPE, reused::OA_SPECIFIC_RESOURCE);
    sink.add(&node, reused::OA_HAS_SOURCE, document(&evidence.file, context));
    sink.add(&node, reused::OA_EXACT, literal::plain(&evidence.text));
    sink.add(&node, reused::OA_START, literal::count(evidence.code_points.0));
    sink.add(&node, an::LINE, literal::count(evidence.line));
    node
}
