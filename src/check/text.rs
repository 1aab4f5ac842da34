//! Findings for people: the words in question, with what is the matter beneath them.

use super::finding::{Finding, Place, Related};
use crate::diagnostic::Severity;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use std::ops::Range;

/// Findings drawn on the notes. `text_of` gives the text of a note by its name.
///
/// `width` is how many columns there are, `colour` whether escapes for colours may be used; no other control character
/// comes out, whatever the notes hold.
pub fn render_text<'a>(
    findings: &[Finding],
    text_of: impl Fn(&str) -> Option<&'a str>,
    width: Option<usize>,
    colour: bool,
) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(width.unwrap_or(WIDTH));
    let mut text = String::new();
    for finding in findings {
        let level = match finding.severity {
            Severity::Note => Level::NOTE,
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let mut group = Group::with_title(level.primary_title(harmless(&finding.message)).id(harmless(&finding.code)));
        group = group.elements(snippet(&finding.place, finding.label.as_deref().unwrap_or_default(), true, &text_of));
        for Related { place, message } in &finding.related {
            group = group.elements(snippet(place, message, false, &text_of));
        }
        if let Some(help) = &finding.help {
            group = group.element(Level::HELP.message(harmless(help)));
        }
        text.push_str(&renderer.render(&[group]));
        text.push_str("\n\n");
    }
    text
}

/// Columns where there is no terminal.
const WIDTH: usize = 120;
/// Words further than this from what is marked are not shown.
const AROUND: usize = 400;

/// The lines of a place, with the place marked; nothing when the note is not there.
fn snippet<'a, 'b>(
    place: &Place,
    what: &str,
    primary: bool,
    text_of: &impl Fn(&str) -> Option<&'a str>,
) -> Vec<Element<'b>> {
    let Some(text) = text_of(&place.file).filter(|text| text.get(place.span.range()).is_some()) else {
        return vec![Element::Origin(annotate_snippets::Origin::path(harmless(&place.file)))];
    };
    let (lines, marked) = lines(text, place.span.range());
    let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let annotation: Annotation<'b> = kind.span(marked);
    let annotation = if what.is_empty() { annotation } else { annotation.label(harmless(what)) };
    let source = Snippet::source(harmless(lines)).line_start(place.line).path(harmless(&place.file));
    vec![Element::Cause(source.annotation(annotation))]
}

/// The lines that hold a stretch, and where in them it lies. Of a stretch of several lines the first is enough.
fn lines(text: &str, span: Range<usize>) -> (&str, Range<usize>) {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
    let line = text[start..line_end].trim_end_matches('\r');
    let end = span.end.min(start + line.len()).max(span.start);
    // A line of megabytes is not drawn whole.
    let last = (end - start + AROUND).min(line.len());
    let last = (last..=line.len()).find(|&at| line.is_char_boundary(at)).unwrap_or(line.len());
    (&line[..last], span.start - start..end - start)
}

/// The same length in bytes, without what a terminal would act on.
fn harmless(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => c.to_string(),
        c if c.is_control() => "?".repeat(c.len_utf8()),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}'.to_string(),
        c => c.to_string(),
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_a_terminal_would_act_on_is_replaced_byte_for_byte() {
        for text in ["a\u{1b}[31mb", "\u{9b}2J", "a\u{202e}b"] {
            let shown = harmless(text);
            assert_eq!(shown.len(), text.len());
            assert!(!shown.contains(['\u{1b}', '\u{9b}', '\u{202e}']));
        }
    }
}
