//! Headings, and what only looks like one.

use super::{
    blocks::Blocks,
    ink::Ink,
    quotes::quoted,
    settle::{Labels, Settled, settle},
    titles::Title,
    types::{Citation, CitationKind, Heading},
};
use crate::{diagnostic::Severity, span::Span};

impl Blocks<'_> {
    pub(super) fn close_heading(&mut self, level: u8, span: Span) {
        let ink = std::mem::take(&mut self.ink);
        let span = Span::new(span.start, span.start + span.of(self.source).trim_end().len());
        let settled = settle(&ink, self.source, Labels::Keep);
        if is_underlined_by_accident(span.of(self.source), &settled.readable.text) {
            self.block(&ink, None);
            self.level().previous = None;
            return;
        }
        self.report(&settled);
        self.heading(level, settled, span);
    }

    /// A heading of a level that Markdown gave it.
    pub(super) fn html_heading(&mut self, level: u8, ink: &Ink) {
        let settled = settle(ink, self.source, Labels::Keep);
        self.report(&settled);
        self.heading(level, settled, ink.span.unwrap_or_default());
    }

    /// A paragraph that is a heading without a mark, one level below the heading before it that stands above its kind.
    pub(super) fn title(&mut self, title: Title, settled: Settled, span: Span) {
        let span = Span::new(span.start, span.start + span.of(self.source).trim_end().len());
        let above = |h: &&Heading| Title::of_heading(h, self.source) < title;
        let above = self.open_headings.iter().rev().map(|&h| &self.headings[h]).find(above);
        // Capitals on the first line of all are the title of the note.
        let first = title == Title::Capitals && self.headings.is_empty() && self.claims.is_empty();
        let level = above.map_or(1, |h| h.level + 1).clamp(if first { 1 } else { 2 }, 6);
        self.heading(level, settled, span);
    }

    fn heading(&mut self, level: u8, settled: Settled, span: Span) {
        for lost in settled.citations.iter().filter(|c| !is_shown(&c.citation)) {
            let message = "a heading cites a source: headings have no citations".to_owned();
            self.say("N011", Severity::Note, lost.citation.span, message, Some("cite it in the text below"));
        }
        while self.open_headings.last().is_some_and(|&h| self.headings[h].level >= level) {
            self.open_headings.pop();
        }
        let mut readable = settled.readable;
        readable.quoted = quoted(&readable.text).into_iter().map(|q| q.inner).collect();
        self.headings.push(Heading { level, readable, span, parent: self.open_headings.last().copied() });
        self.open_headings.push(self.headings.len() - 1);
        self.level().previous = None;
    }
}

/// Whether a citation is also there as a link in the text.
fn is_shown(citation: &Citation) -> bool {
    citation.kind == CitationKind::Link && !citation.label.is_empty()
}

/// A line of dashes right below a paragraph makes a heading of it, where most often a rule was meant.
fn is_underlined_by_accident(source: &str, text: &str) -> bool {
    let dashes = source.ends_with('-') && !source.starts_with('#');
    let words = text.split(' ').count();
    dashes && (words > 15 || (words > 5 && text.ends_with(['.', '!', '?', '”', '"', ':'])))
}
