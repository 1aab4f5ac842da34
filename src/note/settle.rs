//! From the characters of a block to readable text: citations taken out, blanks made one, and the way back kept.

use super::{
    habits,
    ink::{Glyph, Ink, LinkMark},
    labels::{is_address_of, is_internal, names_the_host},
    readable::trim,
    scan::{What, scan},
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
}

/// See the module.
pub(super) fn settle(ink: &Ink, source: &str, labels: Labels) -> Settled {
    let mut sheet = Sheet::new(ink);
    sheet.take_struck(source);
    sheet.take_scanned(source);
    for link in &ink.links {
        sheet.take_link(link, labels);
    }
    sheet.take_notes();
    sheet.drop_empty_brackets();
    sheet.close_up();
    sheet.finish()
}

/// The ink, and what stays of it. Positions are glyphs until the end.
struct Sheet<'a> {
    ink: &'a Ink,
    keep: Vec<bool>,
    citations: Vec<Placed>,
    links: Vec<(usize, usize, String)>,
    missing: Vec<(String, Span)>,
    struck: Vec<Span>,
    /// Where the last link of a list of sources ended.
    list_end: Option<usize>,
}

/// The longest label before a source, in characters.
const LONGEST_LABEL: usize = 24;

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
            list_end: None,
        }
    }

    fn drop(&mut self, from: usize, to: usize) {
        self.keep[from..to].fill(false);
    }

    fn cite(&mut self, at: usize, target: String, label: String, kind: CitationKind, span: Span) {
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

    fn take_scanned(&mut self, source: &str) {
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
                What::Embed => {}
            }
            self.drop(from, to);
        }
        self.list_end = None;
    }

    fn take_link(&mut self, link: &LinkMark, labels: Labels) {
        let label = self.ink.string(link.from, link.to).trim().to_owned();
        let internal = is_internal(&link.target);
        let may = labels == Labels::Cite && !internal;
        let silent = may && (self.is_in_source_list(link.from, link.to) || self.is_silent(link, &label));
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

    /// Whether the label is no part of what the author says.
    fn is_silent(&self, link: &LinkMark, label: &str) -> bool {
        is_address_of(label, &link.target)
            || (habits::is_citation_label(label) && !self.follows_open_word(link.from))
            || self.names_a_source(link, label)
    }

    fn follows_open_word(&self, from: usize) -> bool {
        habits::is_open_word(&self.word_before(from))
    }

    /// The letters and digits directly before a glyph, blanks apart.
    fn word_before(&self, from: usize) -> String {
        let before: Vec<char> = self.ink.glyphs[..from].iter().rev().take(24).map(|g| g.sign).collect();
        let blanks = before.iter().take_while(|c| **c == ' ').count();
        let word: Vec<char> = before[blanks..].iter().copied().take_while(|c| c.is_alphanumeric()).collect();
        word.into_iter().rev().collect()
    }

    /// `… was signed in 1501 [Olsen](…).`, `… killed 300 people [BBC](https://bbc.co.uk/…)`: where the sentence ends, after a
    /// year or with the name of who publishes there.
    fn ends_as_a_source(&self, link: &LinkMark, label: &str, after: Option<char>) -> bool {
        let before = self.word_before(link.from);
        let is_year = before.len() == 4 && before.bytes().all(|b| b.is_ascii_digit());
        let is_name = label.starts_with(|c: char| c.is_uppercase());
        let tells = is_year || names_the_host(label, &link.target);
        after.is_none_or(|sign| ".;".contains(sign))
            && is_name
            && tells
            && !before.is_empty()
            && !habits::is_open_word(&before)
            && !habits::leads_to_a_name(&before)
    }

    /// `Source: [A](…), [B](…)`: everything after such a label is a citation; the label itself is left out.
    fn is_in_source_list(&mut self, from: usize, to: usize) -> bool {
        let glyphs = &self.ink.glyphs;
        let goes_on = self.list_end.is_some_and(|end| {
            glyphs.get(end..from).is_some_and(|between| between.iter().all(|g| " ,;&|".contains(g.sign)))
        });
        let after = glyphs[to..].iter().map(|g| g.sign).find(|c| *c != ' ');
        let start = self.source_label(from).filter(|_| !goes_on && after.is_none_or(|c| ",;.)]&|".contains(c)));
        if let Some(start) = start {
            self.drop(start, from);
        }
        self.list_end = (goes_on || start.is_some()).then_some(to);
        self.list_end.is_some()
    }

    /// Where `Source:` starts, if it stands directly before a glyph.
    fn source_label(&self, from: usize) -> Option<usize> {
        let glyphs = &self.ink.glyphs;
        let blanks = glyphs[..from].iter().rev().take_while(|g| g.sign == ' ').count();
        let colon = (from - blanks).checked_sub(1).filter(|&at| glyphs[at].sign == ':')?;
        let letters = |g: &&Glyph| g.sign.is_alphabetic() || g.sign == ' ';
        let len = glyphs[..colon].iter().rev().take(LONGEST_LABEL).take_while(letters).count();
        let label = self.ink.string(colon - len, colon);
        let start = colon - label.trim_start().chars().count();
        habits::is_source_label(&label).then_some(start)
    }

    /// `… signed. [National Archives](…)` or `“…” [National Archives](…)` at the end of a block, `([Cumings 2010](…))`:
    /// a label in a place where the sentence has no room for it.
    fn names_a_source(&self, link: &LinkMark, label: &str) -> bool {
        let kept = (0..link.from).rev().take(LONGEST_LABEL * 8).filter(|&at| self.keep[at]);
        let mut before = kept.map(|at| (at, self.ink.glyphs[at].sign)).filter(|(_, sign)| *sign != ' ');
        let before = before.next();
        let after = self.ink.glyphs[link.to..].iter().map(|g| g.sign).find(|c| *c != ' ');
        let words: Vec<&str> = label.split(' ').collect();
        let year = words.last().is_some_and(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()));
        match (before, after) {
            (Some((_, '(')), Some(')' | ',' | ';')) | (Some((_, '[')), Some(']')) => year && words.len() > 1,
            (Some((at, sign)), None) => {
                let is_apart = ".!?”\"".contains(sign) || self.ends_quotation(at);
                (is_apart && !label.ends_with(['.', '!', '?'])) || self.ends_as_a_source(link, label, after)
            }
            (Some(_), after) => self.ends_as_a_source(link, label, after),
            (None, _) => false,
        }
    }

    /// Whether a code span of several words ends with a glyph.
    fn ends_quotation(&self, at: usize) -> bool {
        let before = self.ink.code.partition_point(|&(_, to)| to <= at);
        let code = self.ink.code.get(before).filter(|&&(_, to)| to == at + 1);
        code.is_some_and(|&(from, to)| self.ink.glyphs[from..to].iter().filter(|g| g.sign == ' ').count() >= 3)
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
        Settled { readable, code, breaks, citations, missing: self.missing, struck: self.struck }
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
