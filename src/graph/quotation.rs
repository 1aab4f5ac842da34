//! Quotations of a note as nodes: their words, whose text they are, which spans they support.

use super::{
    document::{describe_span, document, span},
    literal,
    rdf::{Context, Sink, Told},
    source,
    vocabulary::{an, reused},
};
use crate::{
    note::{Claim, Note, Segment, SegmentKind},
    span::Span,
    statement::{Evidence, QuotationRecord, Statement, Support, Thing},
};
use oxigraph::model::{NamedNode, vocab::rdf};
use std::collections::{BTreeMap, BTreeSet};

/// All quotations of a note, by node.
#[derive(Debug, Default)]
pub(super) struct Quotations<'a> {
    found: BTreeMap<NamedNode, Quotation<'a>>,
    /// Quotations by line, to find those that claims point to.
    by_line: BTreeMap<usize, BTreeSet<NamedNode>>,
}

#[derive(Debug)]
struct Quotation<'a> {
    file: &'a str,
    line: usize,
    text: &'a str,
    evidence: Option<Evidence>,
    speaker: Option<&'a str>,
    sources: BTreeSet<&'a str>,
    about: BTreeMap<&'a str, &'a Thing>,
    supports: BTreeSet<NamedNode>,
}

impl<'a> Quotations<'a> {
    pub(super) fn of(told: &Told<'a>, context: &Context<'_>) -> Self {
        let mut all = Self::default();
        if let Some(note) = told.note {
            for claim in &note.claims {
                for (index, segment) in claim.segments.iter().enumerate() {
                    all.add_segment(note, claim, index, segment, context);
                }
            }
        }
        for record in &told.quotations {
            all.add_record(record, context);
        }
        for statement in &told.statements {
            if let Some(support) = &statement.evidence.support {
                all.add_support(support, statement, context);
            }
        }
        all
    }

    fn add_segment(
        &mut self,
        note: &'a Note,
        claim: &'a Claim,
        index: usize,
        segment: &'a Segment,
        context: &Context<'_>,
    ) {
        let speaker = match &segment.kind {
            SegmentKind::Quotation => None,
            SegmentKind::Dialogue { speaker, .. } => Some(speaker.as_str()),
            SegmentKind::Prose | SegmentKind::Task | SegmentKind::Field { .. } | SegmentKind::Cell { .. } => return,
        };
        let Some(evidence) = evidence(note, segment) else { return };
        let sources = citations_after(claim, index);
        let entry = self.entry(&note.path, evidence.line, evidence, &segment.readable.text, context);
        entry.speaker = speaker;
        entry.sources.extend(sources);
    }

    fn add_record(&mut self, record: &'a QuotationRecord, context: &Context<'_>) {
        let evidence = record.evidence.clone();
        let entry = self.entry(&record.evidence.file, evidence.line, evidence, &record.text, context);
        entry.sources.extend(record.sources.iter().map(String::as_str));
        entry.about.extend(record.about.iter().map(|thing| (thing.iri.as_str(), thing)));
    }

    fn add_support(&mut self, support: &'a Support, statement: &'a Statement, context: &Context<'_>) {
        let file = statement.evidence.file.as_str();
        let node = self.supporting(support).unwrap_or_else(|| {
            let node = context.names.hashed("quotation", &[file, &support.line.to_string(), &support.text]);
            let quotation = Quotation::new(file, support.line, &support.text, None);
            self.found.entry(node.clone()).or_insert(quotation);
            node
        });
        let span = span(&statement.evidence, context);
        if let Some(quotation) = self.found.get_mut(&node) {
            quotation.supports.insert(span);
        }
    }

    /// The quotation on that line with those words, or the only one there.
    fn supporting(&self, support: &Support) -> Option<NamedNode> {
        let there = self.by_line.get(&support.line)?;
        let words = |node: &&NamedNode| {
            self.found.get(*node).is_some_and(|quotation| {
                quotation.text == support.text || quotation.evidence.as_ref().is_some_and(|e| e.text == support.text)
            })
        };
        there.iter().find(words).or_else(|| there.first().filter(|_| there.len() == 1)).cloned()
    }

    fn entry(
        &mut self,
        file: &'a str,
        line: usize,
        evidence: Evidence,
        text: &'a str,
        context: &Context<'_>,
    ) -> &mut Quotation<'a> {
        let parts = [file, &evidence.start.to_string(), &evidence.end.to_string()];
        let node = context.names.hashed("quotation", &parts);
        self.by_line.entry(line).or_default().insert(node.clone());
        self.found.entry(node).or_insert_with(|| Quotation::new(file, line, text, Some(evidence)))
    }

    pub(super) fn describe(&self, context: &Context<'_>, sink: &mut Sink) {
        for (node, quotation) in &self.found {
            quotation.describe(node, context, sink);
        }
    }
}

impl<'a> Quotation<'a> {
    const fn new(file: &'a str, line: usize, text: &'a str, evidence: Option<Evidence>) -> Self {
        Self {
            file,
            line,
            text,
            evidence,
            speaker: None,
            sources: BTreeSet::new(),
            about: BTreeMap::new(),
            supports: BTreeSet::new(),
        }
    }

    fn describe(&self, node: &NamedNode, context: &Context<'_>, sink: &mut Sink) {
        sink.add(node, rdf::TYPE, an::QUOTATION);
        sink.add(node, an::TEXT, literal::plain(self.text));
        sink.add(node, an::LINE, literal::count(self.line));
        sink.add(node, reused::OA_HAS_SOURCE, document(self.file, context));
        if let Some(evidence) = &self.evidence {
            let span = describe_span(evidence, context, sink);
            sink.add(node, reused::PROV_WAS_DERIVED_FROM, span);
        }
        if let Some(speaker) = self.speaker {
            sink.add(node, an::SPEAKER, literal::plain(speaker));
        }
        for thing in self.about.values() {
            sink.add(node, an::TEXT_OF, context.names.given(&thing.iri, &thing.label));
        }
        for span in &self.supports {
            sink.add(node, an::SUPPORTS, span.clone());
        }
        source::cite(node, &self.sources, context, sink);
    }
}

/// Where a segment stands; `None` for an empty one.
fn evidence(note: &Note, segment: &Segment) -> Option<Evidence> {
    let words = Span::new(0, segment.readable.text.len());
    let span = segment.readable.source(words);
    let text = note.text.get(span.range()).filter(|text| !text.trim().is_empty())?;
    Some(Evidence {
        file: note.path.clone(),
        line: note.line(span.start),
        start: span.start,
        end: span.end,
        text: text.to_owned(),
        code_points: (note.code_point(span.start), note.code_point(span.end)),
        support: None,
    })
}

/// The citations that follow a segment: those set behind it or behind the next that has any, else the claim's.
fn citations_after(claim: &Claim, index: usize) -> Vec<&str> {
    let next = claim.citations.iter().filter_map(|citation| citation.after_segment).filter(|&at| at >= index).min();
    claim.citations.iter().filter(|citation| citation.after_segment == next).map(|c| c.target.as_str()).collect()
}
