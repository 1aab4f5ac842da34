//! From the characters of a block to readable text: citations taken out, blanks made one, and the way back kept.

use super::{
    fields::FieldMark,
    habits,
    ink::{Ink, LinkMark},
    labels::is_internal,
    readable::trim,
    scan::{What, first_address, scan},
    types::{Citation, CitationKind, Emphasis, Readable},
};
use crate::span::Span;

/// A block, read.
#[derive(Clone, Debug, Default)]
pub(super) struct Settled {
    pub(super) readable: Readable,
    /// Code spans, in the readable text.
    pub(super) code: Vec<Span>,
    /// Offsets in the readable text at which a line of the note starts.
    pub(super) breaks: Vec<usize>,
    pub(super) citations: Vec<Placed>,
    /// References to footnotes that are not defined: label, place in the note.
    pub(super) missing: Vec<(String, Span)>,
    /// What the author struck out, in the note.
    pub(super) struck: Vec<Span>,
    pub(super) fields: Vec<Field>,
}

/// `key:: value`
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) value: Settled,
}

impl Field {
    /// A field whose mark is given, read.
    pub(super) fn new(ink: &Ink, mark: &FieldMark, source: &str) -> Self {
        let key = ink.string(mark.key.0, mark.key.1).trim().to_owned();
        let key_span = ink.span_of(mark.key.0, mark.key.1);
        Self { key, key_span, value: settle(&ink.part(mark.value.0, mark.value.1), source, Labels::Value) }
    }
}

/// A citation and where it stood in the readable text.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) at: usize,
    pub(super) citation: Citation,
    /// The citation's target is this footnote, which may be defined further down.
    pub(super) footnote: Option<String>,
}

/// Whether labels like “link” are left out: not in headings, which have no citations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Labels {
    Cite,
    Keep,
    /// The value of a field, in which tags are words.
    Value,
}

/// See the module.
pub(super) fn settle(ink: &Ink, source: &str, labels: Labels) -> Settled {
    let mut sheet = Sheet::new(ink);
    sheet.take_struck(source);
    sheet.take_high();
    sheet.take_scanned(source, labels);
    for link in &ink.links {
        sheet.take_link(link, labels);
    }
    sheet.take_notes();
    sheet.drop_empty_brackets();
    sheet.close_up();
    sheet.finish()
}

/// The ink, and what stays of it. Positions are glyphs until the end.
pub(super) struct Sheet<'a> {
    pub(super) ink: &'a Ink,
    pub(super) keep: Vec<bool>,
    citations: Vec<Placed>,
    links: Vec<(usize, usize, String)>,
    missing: Vec<(String, Span)>,
    struck: Vec<Span>,
    fields: Vec<Field>,
    /// Glyphs of fields, which settle their links themselves.
    apart: Vec<(usize, usize)>,
    /// Where the last link of a list of sources ended.
    pub(super) list_end: Option<usize>,
}

/// The longest label before a source, in characters.
pub(super) const LONGEST_LABEL: usize = 24;

impl<'a> Sheet<'a> {
    fn new(ink: &'a Ink) -> Self {
        let keep = vec![true; ink.glyphs.len()];
        Self {
            ink,
            keep,
            citations: Vec::new(),
            links: Vec::new(),
            missing: Vec::new(),
            struck: Vec::new(),
            fields: Vec::new(),
            apart: Vec::new(),
            list_end: None,
        }
    }

    pub(super) fn drop(&mut self, from: usize, to: usize) {
        self.keep[from..to].fill(false);
    }

    pub(super) fn cite(&mut self, at: usize, target: String, label: String, kind: CitationKind, span: Span) {
        let citation = Citation { target, label, kind, span, after_segment: None };
        self.citations.push(Placed { at, citation, footnote: None });
    }

    fn take_struck(&mut self, source: &str) {
        for &(from, to) in &self.ink.struck {
            let span = self.ink.span_of(from, to);
            if !span.of(source).trim().is_empty() {
                self.struck.push(span);
            }
            self.drop(from, to);
        }
    }

    /// `<sup>3</sup>`, `<sup>[3]</sup>`: the number of a note; with a link in it, that is what it cites.
    fn take_high(&mut self) {
        for &(from, to) in &self.ink.high {
            let text = self.ink.string(from, to);
            let number = text.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
            if !(1..=3).contains(&number.len()) || !number.bytes().all(|b| b.is_ascii_digit()) {
                continue;
            }
            let link = self.ink.links.partition_point(|link| link.to <= from);
            let leads_out = |link: &LinkMark| from <= link.from && link.to <= to && !is_internal(&link.target);
            if !self.ink.links.get(link).is_some_and(leads_out) {
                let span = self.ink.span_of(from, to);
                self.cite(from, format!("[{number}]"), String::new(), CitationKind::Key, span);
            }
            self.drop(from, to);
        }
    }

    fn take_scanned(&mut self, source: &str, labels: Labels) {
        for found in scan(self.ink, source) {
            let (from, to) = (found.from, found.to);
            let span = self.ink.span_of(from, to);
            match found.what {
                What::Address(target) => {
                    self.is_in_source_list(from, to);
                    self.cite(from, target, String::new(), CitationKind::Link, span);
                }
                What::Keys(keys) => {
                    for (key, around) in keys {
                        self.cite(from, key, around, CitationKind::Key, span);
                    }
                }
                What::Wiki { target, shown } => {
                    self.links.push((shown.0, shown.1, format!("wiki:{target}")));
                    self.drop(from, shown.0);
                    self.drop(shown.1, to);
                    continue;
                }
                What::MissingNote(label) => self.missing.push((label, span)),
                What::Tag if labels == Labels::Value => {
                    self.drop(from, from + 1);
                    continue;
                }
                What::Highlight { shown } | What::Word { shown } => {
                    self.drop(from, shown.0);
                    self.drop(shown.1, to);
                    continue;
                }
                What::Narrative { key, shown, page } => {
                    self.links.push((shown.0, shown.1, format!("cite:{key}")));
                    self.drop(from, shown.0);
                    self.drop(shown.1, to);
                    // From the first letter on, where the sentence starts.
                    let span = self.ink.span_of(shown.0, to);
                    self.cite(to, key, page, CitationKind::Key, span);
                    continue;
                }
                What::Note { words } => self.take_note_on_the_spot(source, words, span),
                What::Field { mark, in_sentence } => {
                    let mut field = Field::new(self.ink, &mark, source);
                    if in_sentence {
                        field.value.citations.clear();
                        self.drop(from, mark.value.0);
                        self.drop(mark.value.1, to);
                    } else {
                        self.apart.push((from, to));
                        self.drop(from, to);
                    }
                    self.fields.push(field);
                    continue;
                }
                What::Embed | What::Tag => {}
            }
            self.drop(from, to);
        }
        self.list_end = None;
    }

    /// `^[Gaddis, p. 3]` cites its words, or the address in them; a link in them cites itself.
    fn take_note_on_the_spot(&mut self, source: &str, words: (usize, usize), span: Span) {
        // In the order of their ends.
        let before = self.ink.links.partition_point(|link| link.to <= words.0);
        if self.ink.links.get(before).is_some_and(|link| words.0 <= link.from && link.to <= words.1) {
            return;
        }
        let text = self.ink.string(words.0, words.1).trim().to_owned();
        let (target, label) = match first_address(self.ink, source, words.0, words.1) {
            Some(address) => (address, text),
            None => (text, String::new()),
        };
        self.cite(words.0, target, label, CitationKind::Footnote, span);
    }

    fn take_link(&mut self, link: &LinkMark, labels: Labels) {
        let before = self.apart.partition_point(|&(_, to)| to < link.to);
        if self.apart.get(before).is_some_and(|&(from, _)| from <= link.from) {
            return;
        }
        let label = self.ink.string(link.from, link.to).trim().to_owned();
        let internal = is_internal(&link.target);
        let mailbox = label == link.target && internal && label.contains('@');
        let may = labels != Labels::Keep && !internal;
        let silent = mailbox || may && (self.is_in_source_list(link.from, link.to) || self.is_silent(link, &label));
        if silent {
            self.drop(link.from, link.to);
        } else {
            self.links.push((link.from, link.to, link.target.clone()));
        }
        if !internal {
            let label = if label == link.target { String::new() } else { label };
            self.cite(link.to, link.target.clone(), label, CitationKind::Link, link.span);
        }
    }

    fn take_notes(&mut self) {
        for note in &self.ink.notes {
            self.cite(note.at, String::new(), String::new(), CitationKind::Footnote, note.span);
            if let Some(placed) = self.citations.last_mut() {
                placed.footnote = Some(note.label.clone());
            }
        }
    }

    /// `([link](…), [link](…))` leaves `(, )` behind, `(see [link](…))` leaves `(see )`: that goes too.
    fn drop_empty_brackets(&mut self) {
        let mut open = None;
        let mut something_left_out = false;
        let mut words = String::new();
        for at in 0..self.keep.len() {
            if !self.keep[at] {
                something_left_out = true;
                continue;
            }
            match self.ink.glyphs[at].sign {
                '(' | '[' => {
                    (open, something_left_out) = (Some(at), false);
                    words.clear();
                }
                ')' | ']' => {
                    let silent = words.trim().is_empty() || habits::is_source_label(&words);
                    if let Some(from) = open.take().filter(|_| something_left_out && silent) {
                        self.drop(from, at + 1);
                    }
                }
                ',' | ';' | '&' | '|' | ':' => {}
                sign if words.len() < LONGEST_LABEL => words.push(sign),
                _ => open = None,
            }
        }
    }

    /// Runs of blanks become one; where something was left out, no blank stays before a comma, no second comma, and
    /// none beside a bracket.
    fn close_up(&mut self) {
        let mut blank = None;
        let mut last = None;
        let mut left_out = false;
        for at in 0..self.keep.len() {
            if !self.keep[at] {
                left_out = true;
                continue;
            }
            let sign = self.ink.glyphs[at].sign;
            if sign == ' ' {
                if blank.is_some() || last.is_none() {
                    self.keep[at] = false;
                } else {
                    blank = Some(at);
                }
                continue;
            }
            let before = last.map(|at: usize| self.ink.glyphs[at].sign);
            match (left_out, before) {
                (true, Some(before)) if is_second(before, sign) => {
                    self.keep[at] = false;
                    continue;
                }
                (true, Some(',' | ';' | ':')) if ".!?)]".contains(sign) => {
                    last.into_iter().for_each(|comma: usize| self.keep[comma] = false);
                }
                _ => {}
            }
            let tight = ".,;:!?)]”’".contains(sign) || matches!(before, Some('(' | '['));
            if let Some(blank) = blank.take().filter(|_| left_out && tight) {
                self.keep[blank] = false;
            }
            last = Some(at);
            left_out = false;
        }
        if let Some(blank) = blank {
            self.keep[blank] = false;
        }
    }

    /// Glyph positions become offsets in the text.
    fn finish(mut self) -> Settled {
        let (text, map, at) = self.write();
        let span = |from: usize, to: usize| trim(&text, Span::new(at[from], at[to]));
        let mut emphasis: Vec<Emphasis> = self
            .ink
            .emphasis
            .iter()
            .map(|&(from, to, strong)| Emphasis { span: span(from, to), strong })
            .filter(|e| !e.span.is_empty())
            .collect();
        emphasis.sort_by_key(|e| (e.span.start, e.span.end));
        self.links.sort();
        let links = self.links.drain(..).map(|(from, to, target)| (span(from, to), target));
        let links = links.filter(|(span, _)| !span.is_empty()).collect();
        let code = self.ink.code.iter().map(|&(from, to)| span(from, to)).filter(|s| !s.is_empty()).collect();
        let breaks = self.ink.breaks.iter().map(|&glyph| at[glyph]).collect();
        let mut citations = self.citations;
        citations.sort_by_key(|c| (c.citation.span.start, c.at));
        for placed in &mut citations {
            placed.at = at[placed.at];
        }
        let readable = Readable { text, map, emphasis, quoted: Vec::new(), links };
        let (missing, struck, fields) = (self.missing, self.struck, self.fields);
        Settled { readable, code, breaks, citations, missing, struck, fields }
    }

    /// The text, the way back, and for each glyph (and the end) its offset in the text.
    fn write(&self) -> (String, Vec<(usize, usize)>, Vec<usize>) {
        let mut text = String::with_capacity(self.keep.len());
        let mut map: Vec<(usize, usize)> = Vec::new();
        let mut offsets = Vec::with_capacity(self.keep.len() + 1);
        let mut end = None;
        let mut in_step = false;
        for (glyph, keep) in self.ink.glyphs.iter().zip(&self.keep) {
            offsets.push(text.len());
            if !keep {
                continue;
            }
            let literal = glyph.end - glyph.start == glyph.sign.len_utf8();
            if !(in_step && literal && end == Some(glyph.start)) {
                for source in end.into_iter().chain([glyph.start]) {
                    if map.last() != Some(&(text.len(), source)) {
                        map.push((text.len(), source));
                    }
                }
            }
            text.push(glyph.sign);
            (end, in_step) = (Some(glyph.end), literal);
        }
        offsets.push(text.len());
        let last = end.unwrap_or_else(|| self.ink.span_of(0, 0).start);
        map.push((text.len(), last));
        (text, map, offsets)
    }
}

/// Whether a sign has become superfluous, because only a citation stood between it and the sign before.
fn is_second(before: char, sign: char) -> bool {
    match sign {
        ',' | ';' => ",;:.!?([".contains(before),
        '.' => ".!?".contains(before),
        _ => false,
    }
}
