//! Blocks that the parser hands over as they are: code and raw HTML.

use super::{
    blocks::Blocks,
    code::{self, CodeKind},
    html_blocks::{self, Piece},
    ink::Ink,
    types::ClaimKind,
    voice::Voice,
};
use crate::{diagnostic::Severity, span::Span};

/// The text of a code or HTML block, without what contains it (`> `, indents), and where its pieces stand.
#[derive(Debug, Default)]
pub(super) struct Verbatim {
    pub(super) text: String,
    /// Offset in `text`, offset in the note.
    starts: Vec<(usize, usize)>,
}

impl Verbatim {
    pub(super) fn push(&mut self, piece: &str, start: usize) {
        self.starts.push((self.text.len(), start));
        self.text.push_str(piece);
    }

    /// Where a stretch of `text` stands in the note.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let start = self.source(from);
        Span::new(start, if to > from { self.source(to - 1) + 1 } else { start })
    }

    /// Pours a stretch of `text` into a block, piece by piece.
    pub(super) fn pour(&self, ink: &mut Ink, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            let next = self.starts.partition_point(|&(text, _)| text <= at);
            let end = self.starts.get(next).map_or(to, |&(text, _)| text.min(to));
            ink.literal(&self.text[at..end], self.source(at));
            at = end;
        }
    }

    fn source(&self, at: usize) -> usize {
        let piece = self.starts.partition_point(|&(text, _)| text <= at).saturating_sub(1);
        self.starts.get(piece).map_or(0, |&(text, source)| source + (at - text))
    }
}

impl Blocks<'_> {
    pub(super) fn open_code(&mut self, info: Option<&str>) {
        self.flush();
        self.code_kind = code::kind(info);
        self.verbatim = Some(Verbatim::default());
    }

    pub(super) fn close_code(&mut self, span: Span) {
        let verbatim = self.verbatim.take().unwrap_or_default();
        let read = if self.code_kind == CodeKind::Program { None } else { code::paragraphs(&verbatim) };
        let Some(inks) = read else {
            if !verbatim.text.trim().is_empty() {
                self.say("N006", Severity::Note, span, "a code block is left out".to_owned(), None);
            }
            return;
        };
        let voice = if self.code_kind == CodeKind::Fenced { Voice::Quoted } else { Voice::Author };
        for ink in inks {
            self.block(&ink, Some(&voice));
        }
    }

    pub(super) fn html(&mut self, html: &str, span: Span) {
        self.verbatim.get_or_insert_default().push(html, span.start);
    }

    pub(super) fn close_html(&mut self) {
        let verbatim = self.verbatim.take().unwrap_or_default();
        let mut term = None;
        for piece in html_blocks::pieces(&verbatim) {
            match piece {
                Piece::Block(ink) => self.block(&ink, None),
                Piece::Heading(level, ink) => self.html_heading(level, &ink),
                Piece::Quote(cite) => self.open_html_quote(cite),
                Piece::EndQuote => self.close_html_quote(),
                Piece::Table => self.open_table(),
                Piece::Cell(ink) => {
                    let span = ink.span.unwrap_or_default();
                    self.ink = ink;
                    self.close_cell(span);
                }
                Piece::Row(true, _) => self.close_head(),
                Piece::Row(false, span) => self.close_row(span, false),
                Piece::EndTable(span) => self.close_table(span),
                Piece::Term(ink) => {
                    let parent = self.level().parent;
                    term = self.claim(&ink, ClaimKind::ListItem, parent, &Voice::Author);
                }
                Piece::Definition(ink) => {
                    let parent = term.or(self.level().parent);
                    self.claim(&ink, ClaimKind::ListItem, parent, &Voice::Author);
                }
                Piece::Hidden(span) => {
                    self.say("N007", Severity::Note, span, "a script or style sheet is left out".to_owned(), None);
                }
            }
        }
    }
}
