//! Blocks become claims: the parser's events, gathered.

use super::{
    code::CodeKind,
    containers::{Container, HtmlQuote, Level},
    dialogue, fields,
    footnotes::{self, Footnote},
    front::Entry,
    habits,
    ink::Ink,
    instructions::{Skip, Skipped},
    lists::Lead,
    numbered,
    settle::{Field, Labels, Settled, settle},
    tables::Table,
    titles::{self, Title},
    types::{Claim, ClaimId, ClaimKind, Heading, HeadingId, SegmentKind},
    verbatim::Verbatim,
    voice::{Cut, Voice, cut},
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    span::Span,
};
use std::collections::BTreeMap;

/// See the module.
pub(super) struct Blocks<'a> {
    path: &'a str,
    /// The note with template tags blanked, which is what the parser reads.
    pub(super) source: &'a str,
    pub(super) claims: Vec<Claim>,
    pub(super) headings: Vec<Heading>,
    pub(super) open_headings: Vec<HeadingId>,
    /// For each list that is open: whether it is ordered, and the number of its items so far.
    pub(super) lists: Vec<(bool, usize)>,
    /// The term that was last defined.
    pub(super) defines: Option<ClaimId>,
    /// The item that is open is a task: `- [ ] …`.
    pub(super) is_task: bool,
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
    /// Stretches marked as somebody else's words by a program's own means, in order.
    pub(super) quoted_by_mark: Vec<Span>,
    /// Bytes before this one are markup that the parser took for text.
    pub(super) markup_until: usize,
    /// The line that ends at this byte is the title of a callout.
    pub(super) title_until: usize,
    /// Whose words the quotation is that is open, where its title says so.
    pub(super) credit: Option<Ink>,
    /// The HTML quote that is open.
    pub(super) html_quote: Option<HtmlQuote>,
    /// Fields before anything else: properties of the whole page.
    pub(super) page_fields: Vec<(String, String)>,
    pub(super) references: Vec<(ClaimId, usize, String)>,
    pub(super) footnotes: BTreeMap<String, Footnote>,
    pub(super) footnote_spans: BTreeMap<String, Span>,
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
            defines: None,
            is_task: false,
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
            quoted_by_mark: Vec::new(),
            markup_until: 0,
            title_until: 0,
            credit: None,
            html_quote: None,
            page_fields: Vec::new(),
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

    /// Fields of the front matter, all of one key together.
    pub(super) fn front_fields(&mut self, entries: &[Entry]) {
        for of_one_key in entries.chunk_by(|a, b| a.key_span == b.key_span) {
            let field = |entry: &Entry| {
                let value = settle(&entry.value, self.source, Labels::Value);
                Field { key: entry.key.clone(), key_span: entry.key_span, value }
            };
            let settled = Settled { fields: of_one_key.iter().map(field).collect(), ..Settled::default() };
            let cut = cut(&settled, &Voice::Author, 0);
            let ends = of_one_key.iter().filter_map(|entry| entry.value.span);
            let span = ends.fold(of_one_key[0].key_span, Span::cover);
            if !cut.segments.is_empty() || !cut.citations.is_empty() {
                self.push(cut, ClaimKind::FrontMatter, span, None);
            }
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
        if let Some(credit) = self.credit.take() {
            let mut ink = ink.clone();
            ink.append(credit);
            return self.block(&ink, voice);
        }
        if voice.is_none() && self.level().container == Container::Note {
            if self.definition(ink) {
                return;
            }
            if let Some(end) = titles::first_line(ink) {
                self.block(&ink.part(0, end), None);
                return self.block(&ink.part(end, ink.glyphs.len()), None);
            }
        }
        let in_html_quote = self.in_html_quote();
        let level = self.level();
        let parent = level.parent;
        let (kind, own_voice) = match &level.container {
            Container::Item(false) => (ClaimKind::ListItem, Voice::Author),
            Container::Quote(Voice::Quoted) => (ClaimKind::BlockQuote, Voice::Quoted),
            _ if in_html_quote => (ClaimKind::BlockQuote, Voice::Quoted),
            Container::Item(true) | Container::Note | Container::Quote(_) | Container::Footnote(..) => {
                (ClaimKind::Paragraph, Voice::Author)
            }
        };
        let voice = if level.quoted || in_html_quote { Voice::Quoted } else { voice.cloned().unwrap_or(own_voice) };
        let Some(id) = self.claim(ink, kind, parent, &voice) else { return };
        let level = self.level();
        level.previous = Some(id);
        if level.container == Container::Item(false) {
            level.container = Container::Item(true);
            level.parent = Some(id);
        }
    }

    pub(super) fn claim(
        &mut self,
        ink: &Ink,
        kind: ClaimKind,
        parent: Option<ClaimId>,
        voice: &Voice,
    ) -> Option<ClaimId> {
        let split = fields::split(ink);
        let (rest, marked) = split.as_ref().map_or((ink, [].as_slice()), |(rest, marked)| (rest, marked.as_slice()));
        let mut settled = settle(rest, self.source, Labels::Cite);
        settled.fields.extend(marked.iter().map(|(line, mark)| Field::new(line, mark, self.source)));
        self.report(&settled);
        if rest.is_empty() && self.claims.is_empty() && self.levels.len() == 1 {
            let fields = settled.fields.iter().map(|f| (f.key.clone(), f.value.readable.text.trim().to_owned()));
            self.page_fields.extend(fields);
        }
        let own_block = kind == ClaimKind::Paragraph && self.levels.len() == 1 && *voice == Voice::Author;
        if let Some(title) = Title::of(&settled).filter(|_| own_block && settled.fields.is_empty()) {
            self.title(title, settled, ink.span.unwrap_or_default());
            return None;
        }
        let voice = if self.is_quoted_by_mark(ink) { &Voice::Quoted } else { voice };
        let mut cut = cut(&settled, voice, 0);
        if std::mem::take(&mut self.is_task) {
            for segment in cut.segments.iter_mut().filter(|segment| segment.kind == SegmentKind::Prose) {
                segment.kind = SegmentKind::Task;
            }
        }
        if cut.segments.is_empty() && cut.citations.is_empty() {
            let words = ink.glyphs.iter().any(|glyph| glyph.sign.is_alphanumeric());
            // A line of tags, an embedded file.
            if let Some(span) = ink.span.filter(|_| words && settled.struck.is_empty()) {
                self.skip(Skip { span, what: Skipped::Instruction });
            }
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

    fn is_quoted_by_mark(&self, ink: &Ink) -> bool {
        let Some(from) = ink.glyphs.iter().position(|g| g.sign != ' ') else { return false };
        let to = ink.glyphs.iter().rposition(|g| g.sign != ' ').map_or(from, |last| last + 1);
        let span = ink.span_of(from, to);
        let before = self.quoted_by_mark.partition_point(|quoted| quoted.end < span.end);
        self.quoted_by_mark.get(before).is_some_and(|quoted| quoted.contains(span))
    }

    /// Tells that a stretch is left out.
    pub(super) fn skip(&mut self, skip: Skip) {
        let (code, what) = match skip.what {
            Skipped::Comment => ("N014", "a comment is left out"),
            Skipped::Instruction => ("N015", "an instruction to a note program or site generator is left out"),
        };
        self.say(code, Severity::Note, skip.span, what.to_owned(), None);
    }

    pub(super) fn report(&mut self, settled: &Settled) {
        for (label, span) in &settled.missing {
            let message = format!("footnote “{label}” is not defined");
            self.say("N010", Severity::Warning, *span, message, Some("define it: [^name]: its text"));
        }
        for span in &settled.struck {
            self.say("N012", Severity::Note, *span, "text that was struck out is left out".to_owned(), None);
        }
        for field in &settled.fields {
            if habits::is_program_field(&field.key) {
                let value = field.value.readable.source(Span::new(0, field.value.readable.text.len()));
                self.skip(Skip { span: field.key_span.cover(value), what: Skipped::Instruction });
            }
            self.report(&field.value);
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
        numbered::resolve(&mut self.claims, &self.headings, self.source);
        dialogue::settle_siblings(&mut self.claims);
        (self.headings, self.claims, self.diagnostics)
    }
}
