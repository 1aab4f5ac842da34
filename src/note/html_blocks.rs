//! Blocks of raw HTML: tags are markup and go, the text between them stays, as what it is.

use super::{
    html::{Effect, decode, effect},
    ink::{FILLER, Ink},
    verbatim::Verbatim,
};
use crate::span::Span;

/// The longest tag that we believe in: keeps the search for `>` linear.
const LONGEST_TAG: usize = 4096;

/// What an HTML block holds, in order.
#[derive(Debug)]
pub(super) enum Piece {
    Block(Ink),
    Heading(u8, Ink),
    Quote(Option<(String, Span)>),
    EndQuote,
    Table,
    Cell(Ink),
    /// Whether its cells are headers, and where it stands.
    Row(bool, Span),
    EndTable(Span),
    Term(Ink),
    Definition(Ink),
    /// A script or style sheet.
    Hidden(Span),
}

/// What the text between two tags is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Block,
    Heading(u8),
    Cell(bool),
    Term,
    Definition,
}

/// The pieces of an HTML block.
pub(super) fn pieces(verbatim: &Verbatim) -> Vec<Piece> {
    let text = verbatim.text.as_str();
    let lower = text.to_ascii_lowercase();
    let (role, ink) = (Role::Block, Ink::default());
    let mut reader = Reader { text, lower: &lower, verbatim, role, ink, row: None, pieces: Vec::new() };
    let mut at = 0;
    while at < text.len() {
        at = match text.as_bytes()[at] {
            b'<' => reader.markup(at),
            b'&' => reader.entity(at),
            _ => reader.words(at),
        };
    }
    reader.turn_to(Role::Block);
    reader.end_row(text.len());
    reader.pieces
}

struct Reader<'a> {
    text: &'a str,
    lower: &'a str,
    verbatim: &'a Verbatim,
    role: Role,
    ink: Ink,
    /// Where the row that is open starts, and whether all its cells are headers.
    row: Option<(usize, bool)>,
    pieces: Vec<Piece>,
}

impl Reader<'_> {
    /// Ends the text that is open; what follows has another role.
    fn turn_to(&mut self, role: Role) {
        let ink = std::mem::take(&mut self.ink);
        let was = std::mem::replace(&mut self.role, role);
        let is_cell = matches!(was, Role::Cell(_));
        if !is_cell && (ink.is_empty() || ink.span.is_none()) {
            return;
        }
        self.pieces.push(match was {
            Role::Block => Piece::Block(ink),
            Role::Heading(level) => Piece::Heading(level, ink),
            Role::Cell(_) => Piece::Cell(ink),
            Role::Term => Piece::Term(ink),
            Role::Definition => Piece::Definition(ink),
        });
    }

    fn end_row(&mut self, at: usize) {
        self.turn_to(Role::Block);
        if let Some((start, heads)) = self.row.take() {
            let span = self.span(start, at);
            self.pieces.push(Piece::Row(heads, span));
        }
    }

    /// A further line of the block before.
    fn credit(&mut self, span: Span) {
        self.turn_to(Role::Block);
        match self.pieces.pop() {
            Some(Piece::Block(ink)) => {
                self.ink = ink;
                self.ink.line_break(span);
            }
            other => self.pieces.extend(other),
        }
    }

    fn markup(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with("<!--") {
            return rest.find("-->").map_or(self.text.len(), |i| at + i + 3);
        }
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let window = &rest[..rest.floor_char_boundary(LONGEST_TAG)];
        let end = window.find('>').filter(|_| is_tag).map(|i| at + i + 1);
        let Some(end) = end else {
            let span = self.span(at, at + 1);
            self.ink.literal("<", span.start);
            self.ink.reach(span);
            return at + 1;
        };
        let span = self.span(at, end);
        match effect(&self.text[at..end]) {
            Effect::None => {}
            Effect::Break => self.ink.blank(span),
            // Inside a cell, blocks are its lines.
            Effect::Block if matches!(self.role, Role::Cell(_)) => self.ink.blank(span),
            Effect::Block => self.turn_to(Role::Block),
            Effect::Heading(level) => self.turn_to(Role::Heading(level)),
            Effect::Quote(cite) => {
                self.turn_to(Role::Block);
                self.pieces.push(Piece::Quote(cite.map(|cite| (cite, span))));
            }
            Effect::EndQuote => {
                self.turn_to(Role::Block);
                self.pieces.push(Piece::EndQuote);
            }
            Effect::Credit => self.credit(span),
            Effect::Mark(mark) => self.ink.decoded(mark, span),
            Effect::High => self.ink.open_high(),
            Effect::EndHigh => self.ink.close_high(),
            Effect::Table => {
                self.turn_to(Role::Block);
                self.pieces.push(Piece::Table);
            }
            Effect::EndTable => {
                self.end_row(at);
                self.pieces.push(Piece::EndTable(span));
            }
            Effect::Row => self.end_row(at),
            Effect::Cell(header) => {
                self.turn_to(Role::Cell(header));
                let (start, heads) = self.row.unwrap_or((at, true));
                self.row = Some((start, heads && header));
            }
            Effect::Term => self.turn_to(Role::Term),
            Effect::Definition => self.turn_to(Role::Definition),
            Effect::Link(target) => self.ink.open_link(&target, span.start),
            Effect::EndLink => {
                self.ink.close_link(span.end);
                self.ink.reach(span);
            }
            Effect::Hidden(close) => {
                let stop = self.lower[end..].find(close).map_or(self.text.len(), |i| end + i);
                let hidden = self.span(end, stop);
                self.pieces.push(Piece::Hidden(hidden));
                return stop;
            }
        }
        end
    }

    fn entity(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let end = rest.find(';').filter(|&i| i < 12);
        let (sign, end) = match end.and_then(|i| Some((decode(&rest[1..i])?, at + i + 1))) {
            Some(found) => found,
            None => ('&', at + 1),
        };
        let span = self.span(at, end);
        self.ink.decoded(sign, span);
        self.ink.reach(span);
        end
    }

    /// Text up to the next sign of markup or the end of the line.
    fn words(&mut self, at: usize) -> usize {
        let end = self.text[at..].find(['<', '&', '\n']).map_or(self.text.len(), |i| at + i);
        let end = if self.text[at..].starts_with('\n') { at + 1 } else { end };
        let words = &self.text[at..end];
        let verbatim = self.verbatim;
        verbatim.pour(&mut self.ink, at, end);
        if words.contains(|c: char| !c.is_whitespace() && c != FILLER) {
            let start = at + (words.len() - words.trim_start().len());
            let span = self.span(start, start + words.trim().len());
            self.ink.reach(span);
        }
        end
    }

    fn span(&self, from: usize, to: usize) -> Span {
        self.verbatim.span(from, to)
    }
}
