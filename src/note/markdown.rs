//! A note, read: the parser's events, and what each means here.

use super::{
    blocks::Blocks,
    canvas,
    decode::{decode, line_starts},
    front,
    html::{Effect, effect},
    instructions,
    mask::mask,
    types::{Claim, Heading, Note},
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    span::Span,
};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The Markdown that notes are written in. What is *not* here is left out on purpose:
/// smart punctuation (the text must stay as written), mathematics (`$10 million`), metadata blocks (quadratic, and they
/// swallow text: `front` does it), wikilinks (they would break `[[1]](address)`: `scan` does it), definition lists,
/// super- and subscript (a single tilde means “about”), heading attributes, alerts (`blocks` reads all callouts alike).
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Reads a note. Whatever the bytes are, a note comes back; what went wrong is in its diagnostics, and when one of
/// them is of [`Severity::Error`], the note has no claims.
#[must_use]
pub fn read(path: &str, bytes: &[u8]) -> Note {
    let decoded = decode(path, bytes);
    let mut note = Note {
        path: path.to_owned(),
        line_starts: line_starts(&decoded.text),
        text: decoded.text,
        title: None,
        front_matter: Vec::new(),
        abbreviations: Vec::new(),
        headings: Vec::new(),
        claims: Vec::new(),
        diagnostics: decoded.diagnostics,
    };
    if decoded.unreadable {
        return note;
    }
    // The parser has panicked on odd documents before (its issues 1097, 1112); one bad file must not stop a build.
    match catch_unwind(AssertUnwindSafe(|| parse(path, &note.text))) {
        Ok((front_matter, abbreviations, (headings, claims, diagnostics))) => {
            (note.front_matter, note.abbreviations) = (front_matter, abbreviations);
            (note.headings, note.claims) = (headings, claims);
            note.diagnostics.extend(diagnostics);
            note.diagnostics.sort_by_key(|found| found.span.map_or(0, |span| span.start));
            note.title = title(&note);
            let day = journal_day(path).map(|day| (JOURNAL.to_owned(), day));
            note.front_matter.extend(day);
        }
        Err(_) => note.diagnostics.push(Diagnostic {
            code: "N005",
            severity: Severity::Error,
            file: path.to_owned(),
            span: None,
            message: "the Markdown of this file cannot be read".to_owned(),
            hint: Some("please report it, with the file: this is a defect of the Markdown parser".to_owned()),
        }),
    }
    note
}

/// Key, value; or short form, long form.
type Pairs = Vec<(String, String)>;
type Blocked = (Vec<Heading>, Vec<Claim>, Vec<Diagnostic>);

fn parse(path: &str, text: &str) -> (Pairs, Pairs, Blocked) {
    if path.to_ascii_lowercase().ends_with(".canvas") {
        return (Vec::new(), Vec::new(), parse_canvas(path, text));
    }
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let front = front::split(text, start);
    let instructions = instructions::find(text);
    let masked = mask(text, &instructions.skips);
    let mut blocks = Blocks::new(path, &masked);
    blocks.quoted_by_mark.clone_from(&instructions.quoted);
    for skip in instructions.skips.iter().filter(|skip| skip.span.start >= front.end) {
        blocks.skip(*skip);
    }
    for value in &front.prose {
        blocks.front_matter(value);
    }
    blocks.front_fields(&front.entries);
    for (event, range) in Parser::new_ext(&masked[front.end..], OPTIONS).into_offset_iter() {
        take(&mut blocks, event, Span::new(range.start + front.end, range.end + front.end));
    }
    let mut fields = front.fields;
    let page_fields = std::mem::take(&mut blocks.page_fields);
    let blocked = blocks.finish();
    fields.extend(page_fields);
    let written = |span: Span| span.of(text).to_owned();
    let abbreviations = instructions.abbreviations.iter().map(|&(short, long)| (written(short), written(long)));
    (fields, abbreviations.collect(), blocked)
}

fn parse_canvas(path: &str, text: &str) -> Blocked {
    let canvas = match canvas::read(text) {
        Ok(canvas) => canvas,
        Err(error) => {
            let message = format!("this is no JSON Canvas: {error}");
            let hint = Some("export it again from the program that wrote it".to_owned());
            let (file, severity) = (path.to_owned(), Severity::Error);
            return (
                Vec::new(),
                Vec::new(),
                vec![Diagnostic { code: "N016", severity, file, span: None, message, hint }],
            );
        }
    };
    let mut blocks = Blocks::new(path, &canvas.text);
    for (event, range) in Parser::new_ext(&canvas.text, OPTIONS).into_offset_iter() {
        take(&mut blocks, event, Span::new(range.start, range.end));
    }
    let (headings, mut claims, diagnostics) = blocks.finish();
    claims.extend(canvas.claims(claims.len()));
    (headings, claims, diagnostics)
}

/// The key in [`Note::front_matter`] of the day that a journal is of.
pub const JOURNAL: &str = "journal-day";

/// `journals/2024_02_04.md`, `Daily/2024-02-04.md`: the day that a page of a journal is of.
fn journal_day(path: &str) -> Option<String> {
    let file = path.rsplit('/').next()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).replace('_', "-");
    let parts: Vec<&str> = stem.split('-').collect();
    let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let day = matches!(parts.as_slice(), [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2));
    day.then_some(stem)
}

fn title(note: &Note) -> Option<String> {
    let field = note.front_matter.iter().find(|(key, value)| key == "title" && !value.is_empty());
    let heading = || note.headings.iter().find(|h| h.level == 1).map(|h| h.readable.text.clone());
    field.map(|(_, value)| value.clone()).or_else(heading)
}

/// The table of contents of Markdown: what each event means for the block being read.
fn take(blocks: &mut Blocks<'_>, event: Event<'_>, span: Span) {
    match event {
        Event::Start(tag) => start(blocks, tag, span),
        Event::End(tag) => end(blocks, tag, span),
        Event::Text(text) => blocks.text(&text, span),
        Event::Code(code) => blocks.code(&code, span),
        Event::InlineHtml(tag) => inline_html(blocks, &tag, span),
        Event::Html(html) => blocks.html(&html, span),
        Event::FootnoteReference(label) => blocks.inline(span).note(&label, span),
        Event::SoftBreak | Event::HardBreak => blocks.line_break(span),
        Event::Rule => blocks.rule(),
        Event::TaskListMarker(_) => blocks.is_task = true,
        Event::InlineMath(text) | Event::DisplayMath(text) => blocks.text(&text, span),
    }
}

fn start(blocks: &mut Blocks<'_>, tag: Tag<'_>, span: Span) {
    match tag {
        Tag::Emphasis | Tag::Strong | Tag::Superscript | Tag::Subscript => blocks.inline(span).open_emphasis(),
        Tag::Strikethrough => blocks.open_strike(span),
        Tag::Link { link_type: LinkType::Email, .. } => {}
        Tag::Link { dest_url, .. } => blocks.inline(span).open_link(&dest_url, span.start),
        Tag::Image { .. } => blocks.open_image(),
        Tag::Heading { .. } => blocks.flush(),
        Tag::Item => blocks.open_item(span),
        Tag::BlockQuote(_) => blocks.open_quote(span),
        Tag::FootnoteDefinition(label) => blocks.open_footnote(&label),
        Tag::CodeBlock(CodeBlockKind::Indented) => blocks.open_code(None),
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => blocks.open_code(Some(&info)),
        Tag::Table(_) => blocks.open_table(),
        Tag::TableCell => blocks.open_cell(),
        Tag::List(first) => blocks.open_list(first.is_some()),
        Tag::Paragraph
        | Tag::HtmlBlock
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition => {
            blocks.flush();
        }
        Tag::TableHead | Tag::TableRow | Tag::MetadataBlock(_) => {}
    }
}

fn end(blocks: &mut Blocks<'_>, tag: TagEnd, span: Span) {
    match tag {
        TagEnd::Emphasis | TagEnd::Superscript | TagEnd::Subscript => blocks.inline(span).close_emphasis(false),
        TagEnd::Strong => blocks.inline(span).close_emphasis(true),
        TagEnd::Strikethrough => blocks.close_strike(span),
        TagEnd::Link => blocks.close_link(span),
        TagEnd::Image => blocks.close_image(),
        TagEnd::Heading(level) => blocks.close_heading(level as u8, span),
        TagEnd::Item => blocks.close_item(),
        TagEnd::BlockQuote(_) => blocks.close_quote(),
        TagEnd::FootnoteDefinition => blocks.close_footnote(span),
        TagEnd::CodeBlock => blocks.close_code(span),
        TagEnd::HtmlBlock => blocks.close_html(),
        TagEnd::TableHead => blocks.close_head(),
        TagEnd::TableRow => blocks.close_row(span, true),
        TagEnd::TableCell => blocks.close_cell(span),
        TagEnd::Table => blocks.close_table(span),
        TagEnd::List(_) => blocks.close_list(),
        TagEnd::Paragraph | TagEnd::DefinitionList | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => {
            blocks.flush();
        }
        TagEnd::MetadataBlock(_) => {}
    }
}

fn inline_html(blocks: &mut Blocks<'_>, tag: &str, span: Span) {
    match effect(tag) {
        Effect::Break => blocks.line_break(span),
        Effect::Link(target) => blocks.inline(span).open_link(&target, span.start),
        Effect::EndLink => blocks.close_link(span),
        Effect::Mark(mark) => blocks.inline(span).decoded(mark, span),
        Effect::High => blocks.inline(span).open_high(),
        Effect::EndHigh => blocks.inline(span).close_high(),
        Effect::Quote(cite) => blocks.open_html_quote(cite.map(|cite| (cite, span))),
        Effect::EndQuote => blocks.close_html_quote(),
        _ => {}
    }
}
