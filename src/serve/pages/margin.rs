//! One line of a note with what was read from it: marked in the text, told in the margin.
//!
//! Stretches may lie within one another or cross. What crosses is cut where the other ends, so that marks are always nested and
//! each can be the target of a link.

use super::{links, parts, said};
use crate::graph::{ClaimRow, Stretch};
use maud::{Markup, html};
use std::ops::Range;

/// Marginal notes that stand beside a line; more are behind a handle.
const BESIDE: usize = 4;

/// A line.
pub(super) struct Line<'a> {
    /// Counted from 1.
    pub(super) number: usize,
    /// Where it lies, in code points.
    pub(super) span: Range<usize>,
    /// The whole note.
    pub(super) text: &'a [char],
    /// What was read from the part that it belongs to.
    pub(super) marks: &'a [Mark<'a>],
}

/// A stretch with the claims read from it.
pub(super) struct Mark<'a> {
    number: usize,
    start: usize,
    end: usize,
    rows: Vec<&'a ClaimRow>,
}

impl<'a> Mark<'a> {
    pub(super) fn new(number: usize, stretch: &Stretch, rows: &'a [ClaimRow]) -> Self {
        // Rows are in order of their IRIs.
        let row = |iri: &String| rows.binary_search_by(|row| row.iri.cmp(iri)).ok().map(|at| &rows[at]);
        let rows = stretch.claims.iter().filter_map(row).collect();
        Self { number, start: stretch.start, end: stretch.end, rows }
    }

    fn name(&self) -> String {
        links::stretch(self.start, self.end)
    }

    /// The voice of the claim that is vouched for, or of the first.
    fn stance(&self) -> &'static str {
        let surest = self.rows.iter().find(|row| row.fact).or(self.rows.first());
        surest.map_or("asserted", |row| parts::stance(row).0)
    }

    /// What the claims cite, each once.
    fn sources(&self) -> Vec<&'a String> {
        let mut sources: Vec<&String> = Vec::new();
        for source in self.rows.iter().flat_map(|row| &row.receipts).flat_map(|receipt| &receipt.sources) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }

    fn beside(&self, sources: &[&String]) -> Markup {
        html! {
            div.marginal id={ "m" (self.number) } {
                a.ref href={ "#" (self.name()) } aria-label={ "Words of note " (self.number) } { (self.number) }
                @for row in &self.rows {
                    p { (parts::sentence(row)) " " (parts::stance_mark(row)) }
                }
                @if !sources.is_empty() {
                    p.cites { "cites " @for (at, source) in sources.iter().enumerate() { @if at > 0 { ", " } (links::source(source)) } }
                }
            }
        }
    }
}

/// The line with its number and its margin.
pub(super) fn line(line: &Line<'_>) -> Markup {
    let touching: Vec<Piece<'_>> = line.marks.iter().filter_map(|mark| Piece::of(mark, &line.span)).collect();
    let begun: Vec<&Mark<'_>> = touching.iter().filter(|piece| piece.first).map(|piece| piece.mark).collect();
    let (beside, more) = begun.split_at(BESIDE.min(begun.len()));
    html! {
        div.line id={ "L" (line.number) } {
            a.number href={ "#L" (line.number) } aria-label={ "Line " (line.number) } { (line.number) }
            div.text { (nested(line.text, line.span.clone(), touching)) }
            @if !begun.is_empty() {
                aside.margin aria-label={ "Read from line " (line.number) } {
                    (all_beside(beside))
                    @if !more.is_empty() {
                        details { summary { (parts::count(more.len(), "more reading")) } (all_beside(more)) }
                    }
                }
            }
        }
    }
}

/// Marginal notes; what several in a row cite is told once, with the last of them.
fn all_beside(marks: &[&Mark<'_>]) -> Markup {
    let sources: Vec<Vec<&String>> = marks.iter().map(|mark| mark.sources()).collect();
    html! {
        @for (at, mark) in marks.iter().enumerate() {
            (mark.beside(if sources.get(at + 1) == sources.get(at) { &[] } else { &sources[at] }))
        }
    }
}

/// What of a mark lies in a line.
#[derive(Clone)]
struct Piece<'a> {
    mark: &'a Mark<'a>,
    span: Range<usize>,
    /// The mark begins here.
    first: bool,
    /// The mark ends here.
    last: bool,
}

impl<'a> Piece<'a> {
    fn of(mark: &'a Mark<'a>, within: &Range<usize>) -> Option<Self> {
        let span = mark.start.max(within.start)..mark.end.min(within.end);
        let first = within.contains(&mark.start);
        let last = mark.end <= within.end;
        (span.start < span.end).then_some(Self { mark, span, first, last })
    }

    /// What lies before a place, and what lies behind it.
    fn cut(self, at: usize) -> (Self, Option<Self>) {
        if self.span.end <= at {
            return (self, None);
        }
        let behind = Self { span: at..self.span.end, first: false, ..self.clone() };
        (Self { span: self.span.start..at, last: false, ..self }, Some(behind))
    }
}

/// Text with pieces of marks in it, one within another.
fn nested(text: &[char], within: Range<usize>, mut pieces: Vec<Piece<'_>>) -> Markup {
    pieces.sort_by(|one, other| (one.span.start, other.span.end).cmp(&(other.span.start, one.span.end)));
    let mut drawn: Vec<Markup> = Vec::new();
    let mut at = within.start;
    while !pieces.is_empty() {
        let outer = pieces.remove(0);
        drawn.push(plain(text, at..outer.span.start));
        at = outer.span.end;
        let (mut inner, mut later) = (Vec::new(), Vec::new());
        for piece in pieces {
            if piece.span.start >= at {
                later.push(piece);
            } else {
                let (before, behind) = piece.cut(at);
                inner.push(before);
                later.extend(behind);
            }
        }
        pieces = later;
        pieces.sort_by(|one, other| (one.span.start, other.span.end).cmp(&(other.span.start, one.span.end)));
        let content = nested(text, outer.span.clone(), inner);
        drawn.push(html! {
            span class={ "mark " (outer.mark.stance()) } id=[outer.first.then(|| outer.mark.name())] data-mark=(outer.mark.number) {
                (content)
                @if outer.last {
                    a.ref href={ "#m" (outer.mark.number) } aria-label={ "Note " (outer.mark.number) } { (outer.mark.number) }
                }
            }
        });
    }
    drawn.push(plain(text, at..within.end));
    html! { @for part in &drawn { (part) } }
}

fn plain(text: &[char], span: Range<usize>) -> Markup {
    let words: String = text.get(span).unwrap_or_default().iter().collect();
    html! { (said(&words)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, spans: &[(usize, usize)]) -> String {
        let marks: Vec<Mark<'_>> = spans
            .iter()
            .enumerate()
            .map(|(at, &(start, end))| Mark { number: at + 1, start, end, rows: Vec::new() })
            .collect();
        let text: Vec<char> = text.chars().collect();
        let within = 0..text.len();
        let pieces = marks.iter().filter_map(|mark| Piece::of(mark, &within)).collect();
        nested(&text, within, pieces).into_string()
    }

    /// The text that a reader sees, without the numbers of notes.
    fn read(html: &str) -> String {
        let mut text = String::new();
        for part in html
            .split("<a ")
            .enumerate()
            .map(|(at, part)| if at == 0 { part } else { part.split_once("</a>").unwrap().1 })
        {
            let mut inside = false;
            text.extend(part.chars().filter(|c| {
                inside = *c == '<' || inside && *c != '>';
                !inside && *c != '>'
            }));
        }
        text
    }

    #[test]
    fn marks_are_nested_and_the_text_stays_as_it_is() {
        let text = "abcdefghij";
        for spans in
            [&[][..], &[(2, 5)], &[(0, 10), (2, 4), (4, 6)], &[(0, 5), (3, 8)], &[(1, 6), (1, 6), (4, 9), (5, 10)]]
        {
            let html = drawn(text, spans);
            assert_eq!(read(&html), text, "{spans:?}: {html}");
            for (start, end) in spans {
                assert!(html.contains(&format!("id=\"s{start}-{end}\"")), "{html}");
            }
            assert_eq!(html.matches("<a ").count(), spans.len(), "{html}");
        }
    }

    #[test]
    fn markup_in_a_note_is_text() {
        let html = drawn("<b>&</b>", &[(0, 8)]);
        assert!(html.contains("&lt;b&gt;&amp;&lt;/b&gt;"), "{html}");
    }
}
