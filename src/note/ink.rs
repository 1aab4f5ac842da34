//! The characters of one block (a paragraph, an item's own text, a cell, a heading), each with its place in the note.
//!
//! The parser's inline events are poured in; `settle` makes readable text of the result.

use crate::span::Span;

/// Stands, in the text that is parsed, for a byte that the author's reader does not see.
pub(super) const FILLER: char = '\u{1}';

/// One visible character, or one blank, and the bytes of the note that it stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) sign: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A link around glyphs `from..to`.
#[derive(Clone, Debug)]
pub(super) struct LinkMark {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) target: String,
    pub(super) span: Span,
}

/// A reference to a footnote before glyph `at`.
#[derive(Clone, Debug)]
pub(super) struct NoteMark {
    pub(super) at: usize,
    pub(super) label: String,
    pub(super) span: Span,
}

/// See the module. Positions in marks are indices into `glyphs`.
#[derive(Clone, Debug, Default)]
pub(super) struct Ink {
    pub(super) glyphs: Vec<Glyph>,
    /// From, to, strong; in order of their ends.
    pub(super) emphasis: Vec<(usize, usize, bool)>,
    pub(super) links: Vec<LinkMark>,
    /// Code spans: from, to.
    pub(super) code: Vec<(usize, usize)>,
    /// Struck out by the author: from, to.
    pub(super) struck: Vec<(usize, usize)>,
    pub(super) notes: Vec<NoteMark>,
    /// Set high, `<sup>`: from, to.
    pub(super) high: Vec<(usize, usize)>,
    /// Glyphs at which a new line of the note starts.
    pub(super) breaks: Vec<usize>,
    /// All bytes of the note that were poured in, markup included.
    pub(super) span: Option<Span>,
    open_emphasis: Vec<usize>,
    open_links: Vec<(usize, String, usize)>,
    open_high: Option<usize>,
}

impl Ink {
    pub(super) fn is_empty(&self) -> bool {
        self.glyphs.is_empty() && self.links.is_empty() && self.notes.is_empty()
    }

    /// The block reaches over these bytes.
    pub(super) fn reach(&mut self, span: Span) {
        self.span = Some(self.span.map_or(span, |old| old.cover(span)));
    }

    /// Text that stands in the note as it is, from the byte at `start` on.
    pub(super) fn literal(&mut self, text: &str, start: usize) {
        for (i, sign) in text.char_indices() {
            self.sign(sign, start + i, start + i + sign.len_utf8());
        }
    }

    /// Text that the parser made of `span`: a decoded entity, say.
    pub(super) fn text(&mut self, text: &str, source: &str, span: Span) {
        if span.of(source) == text {
            self.literal(text, span.start);
        } else {
            for sign in text.chars() {
                self.sign(sign, span.start, span.end);
            }
        }
    }

    /// One character that stands for all of `span`.
    pub(super) fn decoded(&mut self, sign: char, span: Span) {
        self.sign(sign, span.start, span.end);
    }

    /// What separates words without being text: a line break.
    pub(super) fn blank(&mut self, span: Span) {
        self.sign(' ', span.start, span.end);
    }

    /// The end of a line of the note.
    pub(super) fn line_break(&mut self, span: Span) {
        self.blank(span);
        self.breaks.push(self.glyphs.len());
    }

    /// A code span; `code` is its text as parsed, which differs from the source at line ends and in tables.
    pub(super) fn code(&mut self, code: &str, source: &str, span: Span) {
        let from = self.glyphs.len();
        let raw = span.of(source);
        let ticks = raw.len() - raw.trim_start_matches('`').len();
        let end = span.end.saturating_sub(ticks).max(span.start);
        let mut at = (span.start + ticks).min(end);
        for sign in code.chars() {
            let (start, stop) = find_sign(source, at, end, sign);
            self.sign(sign, start, stop);
            at = stop;
        }
        self.code.push((from, self.glyphs.len()));
    }

    pub(super) fn open_emphasis(&mut self) {
        self.open_emphasis.push(self.glyphs.len());
    }

    pub(super) fn close_emphasis(&mut self, strong: bool) {
        if let Some(from) = self.open_emphasis.pop() {
            self.emphasis.push((from, self.glyphs.len(), strong));
        }
    }

    /// `~~struck~~`; a single tilde is no markup in notes, it stands for “about”.
    pub(super) fn open_strike(&mut self, source: &str, span: Span) {
        if !span.of(source).starts_with("~~") {
            self.sign('~', span.start, span.start + 1);
        }
        self.open_emphasis.push(self.glyphs.len());
    }

    pub(super) fn close_strike(&mut self, source: &str, span: Span) {
        let from = self.open_emphasis.pop().unwrap_or(self.glyphs.len());
        if span.of(source).starts_with("~~") {
            self.struck.push((from, self.glyphs.len()));
        } else {
            self.sign('~', span.end - 1, span.end);
        }
    }

    pub(super) fn open_link(&mut self, target: &str, start: usize) {
        self.open_links.push((self.glyphs.len(), target.to_owned(), start));
    }

    pub(super) fn close_link(&mut self, end: usize) {
        if let Some((from, target, start)) = self.open_links.pop() {
            self.links.push(LinkMark { from, to: self.glyphs.len(), target, span: Span::new(start, end) });
        }
    }

    pub(super) fn open_high(&mut self) {
        self.open_high = Some(self.glyphs.len());
    }

    pub(super) fn close_high(&mut self) {
        let from = self.open_high.take().filter(|&from| from < self.glyphs.len());
        self.high.extend(from.map(|from| (from, self.glyphs.len())));
    }

    pub(super) fn note(&mut self, label: &str, span: Span) {
        self.notes.push(NoteMark { at: self.glyphs.len(), label: label.to_owned(), span });
    }

    /// The characters, one for each glyph.
    pub(super) fn string(&self, from: usize, to: usize) -> String {
        self.glyphs[from..to].iter().map(|g| g.sign).collect()
    }

    /// The glyphs `from..to` with all that marks them, as a block of its own.
    pub(super) fn part(&self, from: usize, to: usize) -> Self {
        let mut part = Self { glyphs: self.glyphs[from..to].to_vec(), ..Self::default() };
        // All marks stand in the order of their ends, so that a block is cut in linear time.
        let inside = |a: usize, b: usize| from <= a && b <= to && a < b;
        let first = self.emphasis.partition_point(|e| e.1 <= from);
        let emphasis = self.emphasis[first..].iter().take_while(|e| e.0 < to);
        part.emphasis = emphasis.map(|e| (e.0.max(from) - from, e.1.min(to) - from, e.2)).collect();
        let first = self.links.partition_point(|l| l.to <= from);
        let links = self.links[first..].iter().take_while(|l| l.to <= to).filter(|l| inside(l.from, l.to)).cloned();
        part.links = links.map(|l| LinkMark { from: l.from - from, to: l.to - from, ..l }).collect();
        let shifted = |marks: &[(usize, usize)]| {
            let first = marks.partition_point(|m| m.1 <= from);
            let marks = marks[first..].iter().take_while(|m| m.1 <= to).filter(|m| inside(m.0, m.1));
            marks.map(|m| (m.0 - from, m.1 - from)).collect()
        };
        (part.code, part.struck, part.high) = (shifted(&self.code), shifted(&self.struck), shifted(&self.high));
        // A mark behind the last sign belongs to what stands before it.
        let first = self.notes.partition_point(|n| n.at <= from);
        let notes = self.notes[first..].iter().take_while(|n| n.at <= to).cloned();
        part.notes = notes.map(|n| NoteMark { at: n.at - from, ..n }).collect();
        let first = self.breaks.partition_point(|&b| b <= from);
        part.breaks = self.breaks[first..].iter().take_while(|&&b| b < to).map(|b| b - from).collect();
        part.span = (from < to).then(|| self.span_of(from, to));
        part
    }

    /// Adds another block as further lines of this one.
    pub(super) fn append(&mut self, other: Self) {
        if !self.glyphs.is_empty() {
            self.breaks.push(self.glyphs.len());
        }
        self.append_in_line(other);
    }

    /// Adds another block behind this one.
    pub(super) fn append_in_line(&mut self, other: Self) {
        let by = self.glyphs.len();
        self.glyphs.extend(other.glyphs);
        self.emphasis.extend(other.emphasis.into_iter().map(|e| (e.0 + by, e.1 + by, e.2)));
        self.links.extend(other.links.into_iter().map(|l| LinkMark { from: l.from + by, to: l.to + by, ..l }));
        self.code.extend(other.code.into_iter().map(|m| (m.0 + by, m.1 + by)));
        self.struck.extend(other.struck.into_iter().map(|m| (m.0 + by, m.1 + by)));
        self.high.extend(other.high.into_iter().map(|m| (m.0 + by, m.1 + by)));
        self.notes.extend(other.notes.into_iter().map(|n| NoteMark { at: n.at + by, ..n }));
        self.breaks.extend(other.breaks.into_iter().map(|b| b + by));
        if let Some(span) = other.span {
            self.reach(span);
        }
    }

    /// Where the glyphs `from..to` stand in the note.
    pub(super) fn span_of(&self, from: usize, to: usize) -> Span {
        match self.glyphs.get(from..to) {
            Some([first, .., last]) => Span::new(first.start, last.end),
            Some([one]) => Span::new(one.start, one.end),
            _ => {
                let at = self.glyphs.get(from).map_or_else(|| self.span.map_or(0, |s| s.end), |g| g.start);
                Span::new(at, at)
            }
        }
    }

    fn sign(&mut self, sign: char, start: usize, end: usize) {
        let sign = if sign.is_whitespace() { ' ' } else { sign };
        if sign == FILLER || sign == '\0' || sign.is_control() || self.is_unseen(sign) {
            return;
        }
        self.glyphs.push(Glyph { sign, start, end });
    }

    /// Joiners carry meaning in Persian, Hindi or emoji, but not among European letters.
    fn is_unseen(&self, sign: char) -> bool {
        match sign {
            '\u{200c}' | '\u{200d}' => self.glyphs.last().is_none_or(|g| g.sign < '\u{590}'),
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{61c}' => true,
            _ => super::decode::reorders(sign),
        }
    }
}

/// The next place in `source[at..end]` that a character of a code span stands for. A blank stands for the blank or line
/// end right there; other characters come after what the parser left out (`> ` of a quote, `\` before a bar).
fn find_sign(source: &str, at: usize, end: usize, sign: char) -> (usize, usize) {
    let rest = &source[at..end];
    if sign == ' ' {
        let first = rest.chars().next().filter(|c| c.is_whitespace());
        let len = if rest.starts_with("\r\n") { 2 } else { first.map_or(0, char::len_utf8) };
        return (at, at + len);
    }
    rest.find(sign).map_or((at, at), |i| (at + i, at + i + sign.len_utf8()))
}
