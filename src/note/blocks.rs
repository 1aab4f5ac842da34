//! Blocks become claims: the parser's events, gathered.

use super::{
    code::CodeKind,
    dialogue,
    footnotes::{self, Footnote},
    ink::Ink,
    settle::{Labels, Settled, settle},
    tables::Table,
    types::{Citation, CitationKind, Claim, ClaimId, ClaimKind, Heading, HeadingId, Segment},
    verbatim::Verbatim,
    voice::{Cut, Voice, cut},
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    span::Span,
};
use std::collections::BTreeMap;

/// A container that is open: the note itself, an item, a block quote, a footnote.
pub(super) struct Level {
    container: Container,
    /// The claim that its claims are nested in.
    pub(super) parent: Option<ClaimId>,
    /// The claim directly before, to which a block quote would belong.
    pub(super) previous: Option<ClaimId>,
    /// How many headings were open when it opened: those opened inside end with it.
    headings: usize,
}

#[derive(Clone, PartialEq, Eq)]
enum Container {
    Note,
    /// `true` once its own claim is made.
    Item(bool),
    /// Whether somebody else's words: a callout is the author's own.
    Quote(Voice),
    /// Its label and the number of claims before it.
    Footnote(String, usize),
}

/// See the module.
pub(super) struct Blocks<'a> {
    path: &'a str,
    /// The note with template tags blanked, which is what the parser reads.
    pub(super) source: &'a str,
    claims: Vec<Claim>,
    headings: Vec<Heading>,
    open_headings: Vec<HeadingId>,
    pub(super) levels: Vec<Level>,
    pub(super) ink: Ink,
    /// The ink of the text around an image while its description is read, and the descriptions that are prose.
    around_images: Vec<Ink>,
    descriptions: Vec<Ink>,
    pub(super) table: Table,
    /// The code or HTML block that is open.
    pub(super) verbatim: Option<Verbatim>,
    pub(super) code_kind: CodeKind,
    /// Bytes before this one are markup that the parser took for text.
    markup_until: usize,
    references: Vec<(ClaimId, usize, String)>,
    footnotes: BTreeMap<String, Footnote>,
    footnote_spans: BTreeMap<String, Span>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(path: &'a str, source: &'a str) -> Self {
        Self {
            path,
            source,
            claims: Vec::new(),
            headings: Vec::new(),
            open_headings: Vec::new(),
            levels: vec![Level { container: Container::Note, parent: None, previous: None, headings: 0 }],
            ink: Ink::default(),
            around_images: Vec::new(),
            descriptions: Vec::new(),
            table: Table::default(),
            verbatim: None,
            code_kind: CodeKind::Own,
            markup_until: 0,
            references: Vec::new(),
            footnotes: BTreeMap::new(),
            footnote_spans: BTreeMap::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The block that is open, which reaches over `span`.
    pub(super) fn inline(&mut self, span: Span) -> &mut Ink {
        self.ink.reach(span);
        &mut self.ink
    }

    pub(super) fn text(&mut self, text: &str, span: Span) {
        if let Some(verbatim) = &mut self.verbatim {
            verbatim.push(text, span.start);
        } else if span.end > self.markup_until {
            let cut = self.markup_until.saturating_sub(span.start).min(text.len());
            if cut > 0 && text.is_char_boundary(cut) {
                let rest = Span::new(span.start + cut, span.end);
                self.ink.reach(rest);
                self.ink.literal(&text[cut..], rest.start);
            } else {
                self.ink.reach(span);
                self.ink.text(text, self.source, span);
            }
        }
    }

    pub(super) fn code(&mut self, code: &str, span: Span) {
        self.ink.reach(span);
        self.ink.code(code, self.source, span);
    }

    pub(super) fn open_strike(&mut self, span: Span) {
        self.ink.reach(span);
        self.ink.open_strike(self.source, span);
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
        }
    }

    pub(super) fn rule(&mut self) {
        self.flush();
        self.level().previous = None;
    }

    pub(super) fn front_matter(&mut self, ink: &Ink) {
        self.claim(ink, ClaimKind::FrontMatter, None, &Voice::Author);
    }

    pub(super) fn open_heading(&mut self) {
        self.flush();
    }

    pub(super) fn close_heading(&mut self, level: u8, span: Span) {
        let ink = std::mem::take(&mut self.ink);
        let settled = settle(&ink, self.source, Labels::Keep);
        self.report(&settled);
        for lost in settled.citations.iter().filter(|c| !is_shown(&c.citation)) {
            let message = "a heading cites a source: headings have no citations".to_owned();
            self.say("N011", Severity::Note, lost.citation.span, message, Some("cite it in the text below"));
        }
        while self.open_headings.last().is_some_and(|&h| self.headings[h].level >= level) {
            self.open_headings.pop();
        }
        let mut readable = settled.readable;
        readable.quoted = super::quotes::quoted(&readable.text).into_iter().map(|q| q.inner).collect();
        let text = span.of(self.source).trim_end();
        let span = Span::new(span.start, span.start + text.len());
        self.headings.push(Heading { level, readable, span, parent: self.open_headings.last().copied() });
        self.open_headings.push(self.headings.len() - 1);
        self.level().previous = None;
    }

    pub(super) fn open_list(&mut self) {
        self.flush();
        if self.level().container == Container::Note {
            self.level().previous = None;
        }
    }

    pub(super) fn open_item(&mut self) {
        self.flush();
        let level = self.level();
        let parent = match level.container {
            Container::Quote(_) => level.previous.or(level.parent),
            Container::Note | Container::Item(_) | Container::Footnote(..) => level.parent,
        };
        self.open(Container::Item(false), parent);
    }

    pub(super) fn close_item(&mut self) {
        self.flush();
        self.close();
    }

    pub(super) fn open_quote(&mut self, span: Span) {
        self.flush();
        let level = self.level();
        let parent = level.previous.or(level.parent);
        let (voice, markup) = callout(span.of(self.source));
        self.markup_until = self.markup_until.max(span.start + markup);
        self.open(Container::Quote(voice), parent);
    }

    pub(super) fn close_quote(&mut self) {
        self.flush();
        self.close();
    }

    pub(super) fn open_footnote(&mut self, label: &str) {
        self.flush();
        self.open(Container::Footnote(label.to_owned(), self.claims.len()), None);
    }

    pub(super) fn close_footnote(&mut self, span: Span) {
        self.flush();
        if let Some(Level { container: Container::Footnote(label, first), .. }) = self.close() {
            let claims = self.claims.split_off(first.min(self.claims.len()));
            self.references.retain(|(claim, ..)| *claim < first);
            self.footnote_spans.entry(label.clone()).or_insert(span);
            self.footnotes.entry(label).or_insert_with(|| Footnote::new(claims));
        }
    }

    /// Ends the text block that is open, if any.
    pub(super) fn flush(&mut self) {
        if self.ink.is_empty() {
            self.ink = Ink::default();
        } else {
            let ink = std::mem::take(&mut self.ink);
            self.block(&ink, None);
        }
        self.describe();
    }

    /// Descriptions of pictures follow the block that they stood in.
    pub(super) fn describe(&mut self) {
        for ink in std::mem::take(&mut self.descriptions) {
            self.block(&ink, None);
        }
    }

    /// A text block becomes a claim; what kind, its container says.
    pub(super) fn block(&mut self, ink: &Ink, voice: Option<&Voice>) {
        let level = self.level();
        let parent = level.parent;
        let (kind, own_voice) = match &level.container {
            Container::Item(false) => (ClaimKind::ListItem, Voice::Author),
            Container::Quote(Voice::Quoted) => (ClaimKind::BlockQuote, Voice::Quoted),
            Container::Item(true) | Container::Note | Container::Quote(_) | Container::Footnote(..) => {
                (ClaimKind::Paragraph, Voice::Author)
            }
        };
        let quoted = self.levels.iter().any(|l| l.container == Container::Quote(Voice::Quoted));
        let voice = if quoted { Voice::Quoted } else { voice.cloned().unwrap_or(own_voice) };
        let Some(id) = self.claim(ink, kind, parent, &voice) else { return };
        let level = self.level();
        level.previous = Some(id);
        if level.container == Container::Item(false) {
            level.container = Container::Item(true);
            level.parent = Some(id);
        }
    }

    fn claim(&mut self, ink: &Ink, kind: ClaimKind, parent: Option<ClaimId>, voice: &Voice) -> Option<ClaimId> {
        let settled = settle(ink, self.source, Labels::Cite);
        self.report(&settled);
        let cut = cut(&settled, voice, 0);
        if cut.segments.is_empty() && cut.citations.is_empty() {
            return None;
        }
        Some(self.push(cut, kind, ink.span.unwrap_or_default(), parent))
    }

    pub(super) fn push(&mut self, cut: Cut, kind: ClaimKind, span: Span, parent: Option<ClaimId>) -> ClaimId {
        let id = self.claims.len();
        self.references.extend(cut.footnotes.into_iter().map(|(at, label)| (id, at, label)));
        let Cut { segments, citations, .. } = cut;
        let heading = self.open_headings.last().copied().filter(|_| kind != ClaimKind::FrontMatter);
        let segments: Vec<Segment> = segments;
        self.claims.push(Claim { kind, span, parent, heading, segments, citations });
        id
    }

    fn open(&mut self, container: Container, parent: Option<ClaimId>) {
        let headings = self.open_headings.len();
        self.levels.push(Level { container, parent, previous: None, headings });
    }

    fn close(&mut self) -> Option<Level> {
        if self.levels.len() == 1 {
            return None;
        }
        let level = self.levels.pop();
        if let Some(level) = &level {
            self.open_headings.truncate(level.headings);
        }
        level
    }

    pub(super) fn level(&mut self) -> &mut Level {
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    pub(super) fn report(&mut self, settled: &Settled) {
        for (label, span) in &settled.missing {
            let message = format!("footnote “{label}” is not defined");
            self.say("N010", Severity::Warning, *span, message, Some("define it: [^name]: its text"));
        }
        for span in &settled.struck {
            self.say("N012", Severity::Note, *span, "text that was struck out is left out".to_owned(), None);
        }
    }

    pub(super) fn say(
        &mut self,
        code: &'static str,
        severity: Severity,
        span: Span,
        message: String,
        hint: Option<&str>,
    ) {
        let (file, hint) = (self.path.to_owned(), hint.map(str::to_owned));
        self.diagnostics.push(Diagnostic { code, severity, file, span: Some(span), message, hint });
    }

    /// The end of the note: footnotes are put where they are cited, and conversations are recognised.
    pub(super) fn finish(mut self) -> (Vec<Heading>, Vec<Claim>, Vec<Diagnostic>) {
        self.flush();
        for label in footnotes::resolve(&mut self.claims, &self.references, &self.footnotes) {
            let span = self.footnote_spans.get(&label).copied().unwrap_or_default();
            let message = format!("footnote “{label}” is cited nowhere");
            self.say("N013", Severity::Warning, span, message, Some("refer to it, or make it part of the text"));
        }
        dialogue::settle_siblings(&mut self.claims);
        (self.headings, self.claims, self.diagnostics)
    }
}

/// Whether a citation is also there as a link in the text.
fn is_shown(citation: &Citation) -> bool {
    citation.kind == CitationKind::Link && !citation.label.is_empty()
}

/// `> [!note] Title` opens a callout, which is the author's own; `[!quote]` and `[!cite]` are somebody else's. Gives the
/// voice and how many bytes of the quote are the callout's mark.
fn callout(quote: &str) -> (Voice, usize) {
    let inner = quote.trim_start_matches(['>', ' ', '\t']);
    let kind = inner.strip_prefix("[!").and_then(|rest| rest.split_once(']')).map(|(kind, _)| kind);
    match kind.filter(|k| !k.is_empty() && k.len() < 40 && k.chars().all(|c| c.is_alphanumeric() || "-_| ".contains(c)))
    {
        Some(kind) => {
            let mark = quote.len() - inner.len() + kind.len() + 3;
            let folded = usize::from(quote[mark..].starts_with(['+', '-']));
            let quoted = matches!(kind.to_lowercase().as_str(), "quote" | "cite");
            (if quoted { Voice::Quoted } else { Voice::Author }, mark + folded)
        }
        None => (Voice::Quoted, 0),
    }
}
