//! What stands in a line: the parser's inline events, poured into the ink of the block that is open.

use super::{blocks::Blocks, ink::Ink};
use crate::{diagnostic::Severity, span::Span};

impl Blocks<'_> {
    /// The ink of the block that is open, which reaches over `span`.
    pub(super) fn inline(&mut self, span: Span) -> &mut Ink {
        if let Some(lead) = self.lead.take() {
            lead.pour(self.source, &mut self.ink);
        }
        self.ink.reach(span);
        &mut self.ink
    }

    pub(super) fn text(&mut self, text: &str, span: Span) {
        if let Some(verbatim) = &mut self.verbatim {
            verbatim.push(text, span.start);
            return;
        }
        if span.end <= self.markup_until {
            return;
        }
        let source = self.source;
        let cut = self.markup_until.saturating_sub(span.start).min(text.len());
        if cut > 0 && text.is_char_boundary(cut) {
            let rest = Span::new(span.start + cut, span.end);
            self.inline(rest).literal(&text[cut..], rest.start);
        } else {
            self.inline(span).text(text, source, span);
        }
    }

    /// The end of a line; after the title of a callout it ends the block.
    pub(super) fn line_break(&mut self, span: Span) {
        if self.title_until > 0 && span.end > self.title_until {
            self.title_until = 0;
            if !self.take_credit() {
                self.flush();
            }
        } else {
            self.inline(span).line_break(span);
        }
    }

    pub(super) fn code(&mut self, code: &str, span: Span) {
        let source = self.source;
        self.inline(span).code(code, source, span);
    }

    pub(super) fn open_strike(&mut self, span: Span) {
        let source = self.source;
        self.inline(span).open_strike(source, span);
    }

    pub(super) fn close_strike(&mut self, span: Span) {
        self.ink.close_strike(self.source, span);
    }

    pub(super) fn close_link(&mut self, span: Span) {
        self.ink.close_link(span.end);
        self.ink.reach(span);
    }

    pub(super) fn open_image(&mut self) {
        let around = std::mem::take(&mut self.ink);
        self.around_images.push(around);
    }

    /// The description of a picture is markup, unless it is a sentence: then it says something of its own.
    pub(super) fn close_image(&mut self) {
        let around = self.around_images.pop().unwrap_or_default();
        let description = std::mem::replace(&mut self.ink, around);
        let words = description.string(0, description.glyphs.len());
        if words.split(' ').filter(|w| w.chars().any(char::is_alphabetic)).count() >= 4 {
            self.descriptions.push(description);
        } else if let Some(span) = description.span.filter(|_| !words.trim().is_empty()) {
            let message = "the short description of a picture is left out".to_owned();
            self.say("N017", Severity::Note, span, message, None);
        }
    }
}
