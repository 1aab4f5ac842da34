//! Tables: each row becomes a claim, and each of its cells knows its column and header.

use super::{
    blocks::Blocks,
    ink::Ink,
    settle::{Labels, Settled, settle},
    types::ClaimKind,
    voice::{Cut, Voice, cut},
};
use crate::{diagnostic::Severity, span::Span};

/// The table that is open.
#[derive(Default)]
pub(super) struct Table {
    headers: Vec<String>,
    cells: Vec<(Settled, Span)>,
    rows: usize,
}

impl Blocks<'_> {
    pub(super) fn open_table(&mut self) {
        self.flush();
        self.table = Table::default();
    }

    pub(super) fn open_cell(&mut self) {
        self.ink = Ink::default();
    }

    pub(super) fn close_cell(&mut self, span: Span) {
        let mut ink = std::mem::take(&mut self.ink);
        ink.reach(Span::new(span.start, span.start));
        self.table.cells.push((settle(&ink, self.source, Labels::Cite), span));
    }

    pub(super) fn close_head(&mut self) {
        let cells = std::mem::take(&mut self.table.cells);
        self.table.headers = cells.into_iter().map(|(settled, _)| settled.readable.text).collect();
    }

    /// `piped`: a row of Markdown, behind whose last cell there may be more, which the parser drops.
    pub(super) fn close_row(&mut self, span: Span, piped: bool) {
        let cells = std::mem::take(&mut self.table.cells);
        let text = span.of(self.source).trim_end();
        let span = Span::new(span.start, span.start + text.len());
        let read_to = cells.last().map_or(span.start, |(_, cell)| cell.end).min(span.end);
        if piped && self.source[read_to..span.end].contains(char::is_alphanumeric) {
            let hint = Some("a row must not have more cells than the header");
            let message = "a row has more cells than its table has columns; the surplus is left out".to_owned();
            self.say("N008", Severity::Warning, Span::new(read_to, span.end), message, hint);
        }
        self.table.rows += 1;
        let mut row = Cut::default();
        for (column, (settled, _)) in cells.into_iter().enumerate() {
            self.report(&settled);
            let header = self.table.headers.get(column).cloned().unwrap_or_default();
            let cell = cut(&settled, &Voice::Cell { column, header }, row.segments.len());
            let before = row.citations.len();
            row.segments.extend(cell.segments);
            row.citations.extend(cell.citations);
            row.footnotes.extend(cell.footnotes.into_iter().map(|(at, label)| (at + before, label)));
        }
        self.push(row, ClaimKind::TableRow, span, self.levels.last().and_then(|l| l.parent));
        self.describe();
    }

    pub(super) fn close_table(&mut self, span: Span) {
        let table = std::mem::take(&mut self.table);
        if table.rows == 0 && table.headers.iter().any(|h| !h.is_empty()) {
            self.say("N009", Severity::Note, span, "a table without rows is left out".to_owned(), None);
        }
        self.level().previous = None;
    }
}
