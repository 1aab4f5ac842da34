//! What contains blocks: items, quotes, callouts, footnotes.

use super::{
    blocks::Blocks,
    footnotes::Footnote,
    ink::Ink,
    lists,
    types::{Citation, CitationKind, ClaimId, HeadingId},
    voice::Voice,
};
use crate::span::Span;

/// A container that is open: the note itself, an item, a block quote, a footnote.
pub(super) struct Level {
    pub(super) container: Container,
    /// The claim that its claims are nested in.
    pub(super) parent: Option<ClaimId>,
    /// The claim directly before, to which a block quote would belong.
    pub(super) previous: Option<ClaimId>,
    /// Whether it is, or stands in, somebody else's words.
    pub(super) quoted: bool,
    /// The headings that were open when it opened: those opened inside end with it.
    pub(super) headings: Vec<HeadingId>,
}

/// `<blockquote cite=…>`, open.
pub(super) struct HtmlQuote {
    /// How deep it stands.
    depth: usize,
    /// The number of claims before it.
    claims: usize,
    /// What it cites, and where that is said.
    cite: Option<(String, Span)>,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Container {
    Note,
    /// `true` once its own claim is made.
    Item(bool),
    /// Whether somebody else's words: a callout is the author's own.
    Quote(Voice),
    /// Its label and the number of claims before it.
    Footnote(String, usize),
}

impl Blocks<'_> {
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
        // The mark of an item without words is not that of what follows.
        self.is_task = false;
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
            self.credit = None;
        }
        self.open(Container::Quote(voice), parent);
    }

    /// `> [!quote] Eden, diary`: the title of a quotation says whose it is, as a line behind it would.
    pub(super) fn take_credit(&mut self) -> bool {
        let quoted = self.level().container == Container::Quote(Voice::Quoted);
        let title = std::mem::take(&mut self.ink);
        if !quoted || title.glyphs.is_empty() {
            self.ink = title;
            return false;
        }
        // The bracket that closes the callout's mark stands for the dash.
        let before = &self.source[..title.glyphs[0].start];
        let mark = before.rfind(']').map_or_else(|| Span::new(before.len(), before.len()), |at| Span::new(at, at + 1));
        let mut credit = Ink::default();
        credit.decoded('—', mark);
        credit.blank(Span::new(mark.end, mark.end));
        credit.append_in_line(title);
        self.credit = Some(credit);
        true
    }

    pub(super) fn close_quote(&mut self) {
        if let Some(credit) = self.credit.take() {
            self.ink.append(credit);
        }
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

    /// `<blockquote cite=…>`: what follows is somebody else's, up to its closing tag or the end of what contains it.
    pub(super) fn open_html_quote(&mut self, cite: Option<(String, Span)>) {
        self.flush();
        self.html_quote = Some(HtmlQuote { depth: self.levels.len(), claims: self.claims.len(), cite });
    }

    pub(super) fn close_html_quote(&mut self) {
        self.flush();
        let Some(HtmlQuote { claims, cite: Some((target, span)), .. }) = self.html_quote.take() else { return };
        if let Some(claim) = self.claims.iter_mut().skip(claims).next_back() {
            let after_segment = claim.segments.len().checked_sub(1);
            let (label, kind) = (String::new(), CitationKind::Link);
            claim.citations.push(Citation { target, label, kind, span, after_segment });
        }
    }

    /// Whether an HTML quote is open here.
    pub(super) fn in_html_quote(&self) -> bool {
        self.html_quote.as_ref().is_some_and(|quote| quote.depth <= self.levels.len())
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
        if !self.in_html_quote() {
            self.html_quote = None;
        }
        self.open_headings.clone_from(&level.headings);
        Some(level)
    }

    pub(super) fn level(&mut self) -> &mut Level {
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }
}

/// `> [!note] Title` opens a callout, which is the author's own; `[!quote]` and `[!cite]` are somebody else's. Gives the
/// voice and how many bytes of the quote are the callout's mark.
fn callout(quote: &str) -> (Voice, usize) {
    // Only its own mark: a quote within it has its own callout.
    let inner = quote.trim_start();
    let inner = inner.strip_prefix('>').unwrap_or(inner).trim_start_matches([' ', '\t']);
    let of_kind = |c: char| c.is_alphanumeric() || "-_| ".contains(c);
    let kind = inner.strip_prefix("[!").and_then(|rest| {
        let end = rest.find(|c| !of_kind(c)).filter(|end| rest[*end..].starts_with(']'))?;
        Some(&rest[..end])
    });
    match kind.filter(|kind| !kind.is_empty() && kind.len() < 40) {
        Some(kind) => {
            let mark = quote.len() - inner.len() + kind.len() + 3;
            let folded = usize::from(quote[mark..].starts_with(['+', '-']));
            let quoted = matches!(kind.to_lowercase().as_str(), "quote" | "cite");
            (if quoted { Voice::Quoted } else { Voice::Author }, mark + folded)
        }
        None => (Voice::Quoted, 0),
    }
}
