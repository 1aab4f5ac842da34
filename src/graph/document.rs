//! Notes as nodes that hold their own text, their spans, and what they cite.

use super::{
    entity::Entities,
    literal,
    name::sha256,
    rdf::{Context, Sink},
    source,
    vocabulary::{an, reused},
};
use crate::{
    note::Note,
    statement::{Evidence, QuotationRecord, Statement},
};
use oxigraph::model::{NamedNode, vocab::rdf};
use std::collections::{BTreeMap, BTreeSet};

/// All notes, by path; `None` for one that a statement names but that was not given.
#[derive(Debug)]
pub(super) struct Documents<'a> {
    notes: BTreeMap<&'a str, Option<&'a Note>>,
    /// First bytes of the words read from each note.
    read: BTreeMap<&'a str, BTreeSet<usize>>,
}

impl<'a> Documents<'a> {
    pub(super) fn of(notes: &'a [Note], statements: &'a [Statement], quotations: &'a [QuotationRecord]) -> Self {
        let mut by_path: BTreeMap<&str, Option<&Note>> = BTreeMap::new();
        let mut read: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for evidence in statements.iter().map(|s| &s.evidence) {
            by_path.insert(&evidence.file, None);
            read.entry(&evidence.file).or_default().insert(evidence.start);
        }
        by_path.extend(quotations.iter().map(|quotation| (quotation.evidence.file.as_str(), None)));
        by_path.extend(notes.iter().map(|note| (note.path.as_str(), Some(note))));
        Self { notes: by_path, read }
    }

    pub(super) fn describe(&self, entities: &Entities<'_>, context: &Context<'_>, sink: &mut Sink) {
        for (path, note) in &self.notes {
            let node = document(path, context);
            sink.add(&node, rdf::TYPE, an::NOTE);
            sink.add(&node, an::PATH, literal::plain(path));
            if let Some(note) = note {
                self.describe_note(&node, note, entities, context, sink);
            }
        }
    }

    fn describe_note(
        &self,
        node: &NamedNode,
        note: &Note,
        entities: &Entities<'_>,
        context: &Context<'_>,
        sink: &mut Sink,
    ) {
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
        // The page of an entity of a vault.
        let entity = note.page().map(|page| context.names.entity(page));
        if let Some(entity) = entity.filter(|entity| entities.names(entity)) {
            sink.add(node, reused::FOAF_PRIMARY_TOPIC, entity);
        }
        sink.add(node, an::SHA256, literal::plain(&sha256(note.text.as_bytes())));
        sink.add(node, an::TEXT, literal::plain(&note.text));
        sink.add(node, an::PASSAGES, literal::count(note.claims.len()));
        sink.add(node, an::PASSAGES_READ, literal::count(self.passages_read(note)));
        for citation in note.claims.iter().flat_map(|claim| &claim.citations) {
            let source = source::describe(&citation.target, context, sink);
            sink.add(node, reused::DCT_REFERENCES, source);
        }
    }

    fn passages_read(&self, note: &Note) -> usize {
        let Some(read) = self.read.get(note.path.as_str()) else { return 0 };
        note.claims.iter().filter(|claim| read.range(claim.span.range()).next().is_some()).count()
    }
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
