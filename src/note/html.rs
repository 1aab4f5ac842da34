//! Raw HTML: tags are markup and go, the text between them stays.

use super::{
    ink::{FILLER, Ink},
    verbatim::Verbatim,
};
use crate::span::Span;

/// What a tag does to the text around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing that we read.
    None,
    /// `<br>`: a blank.
    Break,
    /// `<p>`, `<div>`, `<li>` …: a new block.
    Block,
    /// `<h1>` to `<h6>`: a new block, which is a heading.
    Heading(u8),
    /// `<a href=…>`
    Link(String),
    /// `</a>`
    EndLink,
    /// `<script>`, `<style>`: what follows, up to the closing tag, is no text.
    Hidden(&'static str),
}

const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
];

/// The effect of one tag, `<…>`.
pub(super) fn effect(tag: &str) -> Effect {
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
    let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    match (name.as_str(), closing) {
        ("br", _) => Effect::Break,
        ("a", false) => attribute(inner, "href").map_or(Effect::None, Effect::Link),
        ("a", true) => Effect::EndLink,
        ("script", false) => Effect::Hidden("</script"),
        ("style", false) => Effect::Hidden("</style"),
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => Effect::Heading(name.as_bytes()[1] - b'0'),
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => Effect::Block,
        (name, _) if BLOCKS.contains(&name) => Effect::Block,
        _ => Effect::None,
    }
}

/// The value of an attribute in the inside of a tag.
fn attribute(inner: &str, name: &str) -> Option<String> {
    let lower = inner.to_ascii_lowercase();
    let at = lower.find(&format!("{name}="))? + name.len() + 1;
    let value = &inner[at..];
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split([' ', '>']).next()?,
    };
    Some(value.replace("&amp;", "&"))
}

/// The longest tag that we believe in: keeps the search for `>` linear.
const LONGEST_TAG: usize = 4096;

/// The blocks of an HTML block, those that are headings with their level. The second value is what is hidden in scripts
/// and styles.
pub(super) fn blocks(verbatim: &Verbatim) -> (Vec<(Ink, Option<u8>)>, Vec<Span>) {
    let text = verbatim.text.as_str();
    let lower = text.to_ascii_lowercase();
    let mut reader = Reader { text, lower: &lower, verbatim, inks: vec![(Ink::default(), None)], hidden: Vec::new() };
    let mut at = 0;
    while at < text.len() {
        at = match text.as_bytes()[at] {
            b'<' => reader.markup(at),
            b'&' => reader.entity(at),
            _ => reader.words(at),
        };
    }
    let Reader { mut inks, hidden, .. } = reader;
    inks.retain(|(ink, _)| !ink.is_empty() && ink.span.is_some());
    (inks, hidden)
}

struct Reader<'a> {
    text: &'a str,
    lower: &'a str,
    verbatim: &'a Verbatim,
    inks: Vec<(Ink, Option<u8>)>,
    hidden: Vec<Span>,
}

impl Reader<'_> {
    fn ink(&mut self) -> &mut Ink {
        if self.inks.is_empty() {
            self.inks.push((Ink::default(), None));
        }
        let last = self.inks.len() - 1;
        &mut self.inks[last].0
    }

    fn markup(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with("<!--") {
            return rest.find("-->").map_or(self.text.len(), |i| at + i + 3);
        }
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let window = &rest[..rest.floor_char_boundary(LONGEST_TAG)];
        let end = window.find('>').filter(|_| is_tag).map(|i| at + i + 1);
        let Some(end) = end else {
            let span = self.span(at, at + 1);
            self.ink().literal("<", span.start);
            self.ink().reach(span);
            return at + 1;
        };
        let span = self.span(at, end);
        match effect(&self.text[at..end]) {
            Effect::None => {}
            Effect::Break => self.ink().blank(span),
            Effect::Block => self.inks.push((Ink::default(), None)),
            Effect::Heading(level) => self.inks.push((Ink::default(), Some(level))),
            Effect::Link(target) => self.ink().open_link(&target, span.start),
            Effect::EndLink => {
                self.ink().close_link(span.end);
                self.ink().reach(span);
            }
            Effect::Hidden(close) => {
                let stop = self.lower[end..].find(close).map_or(self.text.len(), |i| end + i);
                self.hidden.push(self.span(end, stop));
                return stop;
            }
        }
        end
    }

    fn entity(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let end = rest.find(';').filter(|&i| i < 12);
        let (sign, end) = match end.and_then(|i| Some((decode(&rest[1..i])?, at + i + 1))) {
            Some(found) => found,
            None => ('&', at + 1),
        };
        let span = self.span(at, end);
        self.ink().decoded(sign, span);
        self.ink().reach(span);
        end
    }

    /// Text up to the next sign of markup or the end of the line.
    fn words(&mut self, at: usize) -> usize {
        let end = self.text[at..].find(['<', '&', '\n']).map_or(self.text.len(), |i| at + i);
        let end = if self.text[at..].starts_with('\n') { at + 1 } else { end };
        let words = &self.text[at..end];
        let verbatim = self.verbatim;
        verbatim.pour(self.ink(), at, end);
        if words.contains(|c: char| !c.is_whitespace() && c != FILLER) {
            let start = at + (words.len() - words.trim_start().len());
            let span = self.span(start, start + words.trim().len());
            self.ink().reach(span);
        }
        end
    }

    fn span(&self, from: usize, to: usize) -> Span {
        self.verbatim.span(from, to)
    }
}

/// The entities met in notes; the rest stay as they are written.
fn decode(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        _ => return None,
    })
}
