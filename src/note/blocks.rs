//! Blocks become claims: the parser's events, gathered.

use super::{
    code::CodeKind,
    dialogue,
    footnotes::{self, Footnote},
    headings::is_bold_title,
    ink::Ink,
    lists::{self, Lead},
    settle::{Labels, Settled, settle},
    tables::Table,
    types::{Claim, ClaimId, ClaimKind, Heading, HeadingId},
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
    /// Whether it is, or stands in, somebody else's words.
    quoted: bool,
    /// The headings that were open when it opened: those opened inside end with it.
    headings: Vec<HeadingId>,
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
    pub(super) headings: Vec<Heading>,
    pub(super) open_headings: Vec<HeadingId>,
    /// For each list that is open: whether it is ordered, and the number of its items so far.
    lists: Vec<(bool, usize)>,
    /// A year or day that the parser took for the number of an item.
    pub(super) lead: Option<Lead>,
    pub(super) levels: Vec<Level>,
    pub(super) ink: Ink,
    /// The ink of the text around an image while its description is read, and the descriptions that are prose.
    pub(super) around_images: Vec<Ink>,
    pub(super) descriptions: Vec<Ink>,
    pub(super) table: Table,
    /// The code or HTML block that is open.
    pub(super) verbatim: Option<Verbatim>,
    pub(super) code_kind: CodeKind,
    /// Bytes before this one are markup that the parser took for text.
    pub(super) markup_until: usize,
    /// The line that ends at this byte is the title of a callout.
    pub(super) title_until: usize,
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
            lists: Vec::new(),
            lead: None,
            levels: vec![Level {
                container: Container::Note,
                parent: None,
                previous: None,
                quoted: false,
                headings: Vec::new(),
            }],
            ink: Ink::default(),
            around_images: Vec::new(),
            descriptions: Vec::new(),
            table: Table::default(),
            verbatim: None,
            code_kind: CodeKind::Own,
            markup_until: 0,
            title_until: 0,
            references: Vec::new(),
            footnotes: BTreeMap::new(),
            footnote_spans: BTreeMap::new(),
            diagnostics: Vec::new(),
        }
    }

    pub(super) fn rule(&mut self) {
        self.flush();
        self.level().previous = None;
    }

    pub(super) fn front_matter(&mut self, ink: &Ink) {
        self.claim(ink, ClaimKind::FrontMatter, None, &Voice::Author);
    }

    /// `ordered` lists may hold what only looks like a number (see `lists`).
    pub(super) fn open_list(&mut self, ordered: bool) {
        self.flush();
        if self.level().container == Container::Note {
            self.level().previous = None;
        }
        self.lists.push((ordered, 0));
    }

    pub(super) fn close_list(&mut self) {
        self.flush();
        self.lists.pop();
    }

    pub(super) fn open_item(&mut self, span: Span) {
        self.flush();
        let level = self.level();
        let parent = match level.container {
            Container::Quote(_) => level.previous.or(level.parent),
            Container::Note | Container::Item(_) | Container::Footnote(..) => level.parent,
        };
        self.open(Container::Item(false), parent);
        if let Some((true, position)) = self.lists.last_mut() {
            *position += 1;
            self.lead = lists::lead(self.source, span, *position);
        }
    }

    pub(super) fn close_item(&mut self) {
        self.flush();
        self.close();
    }

    pub(super) fn open_quote(&mut self, span: Span) {
        self.flush();
        let (voice, mark) = callout(span.of(self.source));
        let level = self.level();
        let parent = if voice == Voice::Quoted { level.previous.or(level.parent) } else { level.parent };
        if mark > 0 {
            self.markup_until = span.start + mark;
            self.title_until = span.start + span.of(self.source).find(['\n', '\r']).unwrap_or(span.len());
        }
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
        let voice = if level.quoted { Voice::Quoted } else { voice.cloned().unwrap_or(own_voice) };
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
        if kind == ClaimKind::Paragraph && self.levels.len() == 1 && is_bold_title(&settled) {
            self.bold_title(settled, ink.span.unwrap_or_default());
            return None;
        }
        let cut = cut(&settled, voice, 0);
        if cut.segments.is_empty() && cut.citations.is_empty() {
            return None;
        }
        Some(self.push(cut, kind, ink.span.unwrap_or_default(), parent))
    }

    pub(super) fn push(&mut self, cut: Cut, kind: ClaimKind, span: Span, parent: Option<ClaimId>) -> ClaimId {
        let id = self.claims.len();
        self.references.extend(cut.footnotes.into_iter().map(|(at, label)| (id, at, label)));
        let heading = self.open_headings.last().copied().filter(|_| kind != ClaimKind::FrontMatter);
        self.claims.push(Claim { kind, span, parent, heading, segments: cut.segments, citations: cut.citations });
        id
    }

    fn open(&mut self, container: Container, parent: Option<ClaimId>) {
        let quoted = self.level().quoted || container == Container::Quote(Voice::Quoted);
        let headings = self.open_headings.clone();
        self.levels.push(Level { container, parent, previous: None, quoted, headings });
    }

    fn close(&mut self) -> Option<Level> {
        if self.levels.len() == 1 {
            return None;
        }
        self.lead = None;
        let level = self.levels.pop()?;
        self.open_headings.clone_from(&level.headings);
        Some(level)
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
