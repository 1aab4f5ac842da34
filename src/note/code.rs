//! Code blocks: some hold programs, some hold words that an author wanted left alone.

use super::{ink::Ink, verbatim::Verbatim};
use crate::span::Span;

/// What a code block turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeKind {
    /// Words put between fences: somebody else's, as in a code span.
    Fenced,
    /// Words that are the author's: indented too deep, or marked as Markdown.
    Own,
    /// Marked as something else, a program, or a diagram.
    Program,
}

/// By its info string; `None` for an indented block.
pub(super) fn kind(info: Option<&str>) -> CodeKind {
    let Some(info) = info else { return CodeKind::Own };
    let language = info.split([' ', ',', '{']).next().unwrap_or_default().to_ascii_lowercase();
    match language.as_str() {
        "" | "text" | "txt" | "plain" | "plaintext" | "quote" | "none" => CodeKind::Fenced,
        "md" | "markdown" => CodeKind::Own,
        _ => CodeKind::Program,
    }
}

/// The paragraphs of a code block as ink, if it looks like prose.
pub(super) fn paragraphs(verbatim: &Verbatim) -> Option<Vec<Ink>> {
    if is_session(&verbatim.text) || !looks_like_prose(&verbatim.text) {
        return None;
    }
    let mut inks: Vec<Ink> = vec![Ink::default()];
    let mut at = 0;
    for line in verbatim.text.split_inclusive('\n') {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if words.is_empty() {
            inks.push(Ink::default());
        } else if let Some(ink) = inks.last_mut() {
            let span = verbatim.span(start, start + words.len());
            if !ink.is_empty() {
                ink.line_break(Span::new(span.start, span.start));
            }
            verbatim.pour(ink, start, start + words.len());
            ink.reach(span);
        }
    }
    inks.retain(|ink| !ink.is_empty());
    Some(inks)
}

/// What was typed at a prompt, and what came back.
fn is_session(text: &str) -> bool {
    let first = text.lines().map(str::trim_start).find(|line| !line.is_empty()).unwrap_or_default();
    ["$ ", ">>> ", "PS> ", "C:\\>"].iter().any(|prompt| first.starts_with(prompt))
}

/// Mostly words, few signs.
fn looks_like_prose(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let signs = text.chars().filter(|c| "{}<>=;|\\_$#@^~*+[]".contains(*c)).count();
    let visible = text.chars().filter(|c| !c.is_whitespace()).count();
    words >= 3 && letters * 10 >= visible * 7 && signs * 25 <= visible
}
