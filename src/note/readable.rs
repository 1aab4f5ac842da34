//! Readable text: the way back to the note, and cutting it into pieces that still know the way.

use super::types::{Emphasis, Readable};
use crate::span::Span;

impl Readable {
    /// Text that stands in the note as it is, from the byte at `offset` on.
    #[must_use]
    pub fn literal(text: &str, offset: usize) -> Self {
        Self { text: text.to_owned(), map: vec![(0, offset), (text.len(), offset + text.len())], ..Self::default() }
    }

    /// Where a stretch of `text` stands in the note (markup between its parts included).
    #[must_use]
    pub fn source(&self, span: Span) -> Span {
        let start = self.source_start(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.source_end(span.end).max(start))
    }

    /// A stretch of this text as readable text of its own, blanks at both ends left out.
    #[must_use]
    pub fn slice(&self, span: Span) -> Self {
        let span = trim(&self.text, span);
        let start = self.source_start(span.start);
        if span.is_empty() {
            return Self { map: vec![(0, start)], ..Self::default() };
        }
        let mut map = vec![(0, start)];
        let from = self.map.partition_point(|&(text, _)| text <= span.start);
        let to = self.map.partition_point(|&(text, _)| text < span.end);
        map.extend(self.map[from..to].iter().map(|&(text, source)| (text - span.start, source)));
        map.push((span.len(), self.source_end(span.end)));
        Self {
            text: span.of(&self.text).to_owned(),
            map,
            emphasis: within(&self.emphasis, span, |e| e.span)
                .map(|(e, span)| Emphasis { span, strong: e.strong })
                .collect(),
            quoted: within(&self.quoted, span, |q| *q).map(|(_, span)| span).collect(),
            links: within(&self.links, span, |l| l.0).map(|(l, span)| (span, l.1.clone())).collect(),
        }
    }

    fn source_start(&self, offset: usize) -> usize {
        let at = self.map.partition_point(|&(text, _)| text <= offset);
        self.in_step(at, offset)
    }

    /// The end belongs to the character before it, so that markup after it stays out.
    fn source_end(&self, offset: usize) -> usize {
        let at = self.map.partition_point(|&(text, _)| text < offset);
        match self.map.get(at) {
            Some(&(text, source)) if text == offset => source,
            _ => self.in_step(at, offset),
        }
    }

    fn in_step(&self, at: usize, offset: usize) -> usize {
        match at.checked_sub(1).map(|i| self.map[i]) {
            Some((text, source)) => source + (offset - text),
            None => offset,
        }
    }
}

/// The span without the blanks at its ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

/// How many marks that start before a span are looked at, in case they reach into it: keeps cutting linear.
const NESTED: usize = 8;

/// The parts of `marks` (in order of their starts) that lie in `span`, counted from its start.
fn within<'a, T>(marks: &'a [T], span: Span, of: impl Fn(&T) -> Span + 'a) -> impl Iterator<Item = (&'a T, Span)> {
    let from = marks.partition_point(|mark| of(mark).start < span.start).saturating_sub(NESTED);
    let to = marks.partition_point(|mark| of(mark).start < span.end);
    marks[from..to].iter().filter_map(move |mark| {
        let at = of(mark);
        at.overlaps(span).then(|| {
            let cut = Span::new(at.start.max(span.start), at.end.min(span.end));
            (mark, shift(cut, span.start))
        })
    })
}

fn shift(span: Span, by: usize) -> Span {
    Span::new(span.start - by, span.end - by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_span_leaves_out_the_markup_after_it() {
        // **Stalin** and Mao
        let text =
            Readable { text: "Stalin and".into(), map: vec![(0, 2), (6, 8), (6, 10), (10, 14)], ..Readable::default() };
        assert_eq!(text.source(Span::new(0, 6)), Span::new(2, 8));
        assert_eq!(text.source(Span::new(6, 10)), Span::new(10, 14));
        assert_eq!(text.source(Span::new(0, 10)), Span::new(2, 14));
        assert_eq!(text.slice(Span::new(6, 10)).map, [(0, 11), (3, 14)]);
    }
}
