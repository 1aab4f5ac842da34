//! JSON Canvas (jsoncanvas.org, 1.0), as Obsidian draws it: cards of Markdown, cards that are files, and arrows with labels.
//!
//! The text of cards is read in its place: everything else in the file is blanked, so that spans slice the file. An arrow
//! with a label states that the one card is so related to the other.

use super::{
    ink::FILLER,
    types::{Claim, ClaimKind, Readable, Segment, SegmentKind},
};
use crate::span::Span;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A canvas, as far as it says something.
pub(super) struct Canvas {
    /// The text of its cards, one below the other, as long as the file.
    pub(super) text: String,
    arrows: Vec<[Label; 3]>,
}

/// Words and where they stand.
#[derive(Clone)]
struct Label {
    words: String,
    span: Span,
}

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow, default)]
    nodes: Vec<Node<'a>>,
    #[serde(borrow, default)]
    edges: Vec<Edge<'a>>,
}

#[derive(Deserialize)]
struct Node<'a> {
    id: String,
    #[serde(borrow)]
    text: Option<&'a RawValue>,
    #[serde(borrow)]
    file: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Edge<'a> {
    from_node: String,
    to_node: String,
    #[serde(borrow)]
    label: Option<&'a RawValue>,
}

/// Cards of more words are no name.
const LONGEST_NAME: usize = 6;

/// Reads a canvas.
///
/// # Errors
/// When it is not the JSON of one: what is wrong, with line and column.
pub(super) fn read(text: &str) -> Result<Canvas, String> {
    if text.trim().is_empty() {
        return Ok(Canvas { text: text.to_owned(), arrows: Vec::new() });
    }
    let file: File<'_> =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| error.to_string())?;
    let inside = |raw: &RawValue| {
        // A borrowed value is a part of the text.
        let start = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        let quoted = raw.get().starts_with('"') && raw.get().len() >= 2;
        quoted.then(|| Span::new(start + 1, start + raw.get().len() - 1))
    };
    let mut bytes = vec![b'\n'; text.len()];
    let mut names: BTreeMap<&str, Label> = BTreeMap::new();
    for node in &file.nodes {
        if let Some(span) = node.text.and_then(inside) {
            unescape(text, span, &mut bytes);
            let first = span.of(text).split("\\n").next().unwrap_or_default();
            let words = first.trim_start_matches(['#', ' ', '*', '-']).trim_end_matches('*').trim();
            let at = span.start + first.find(words).unwrap_or_default();
            let plain = !words.contains('\\') && !words.ends_with('.') && words.split(' ').count() <= LONGEST_NAME;
            if plain && !words.is_empty() {
                names.insert(&node.id, Label { words: bare(words), span: Span::new(at, at + words.len()) });
            }
        }
        if let Some(span) = node.file.and_then(inside) {
            let path = span.of(text);
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let at = span.end - name.len();
            names.insert(&node.id, Label { words: stem.to_owned(), span: Span::new(at, at + stem.len()) });
        }
    }
    let arrow = |edge: &Edge<'_>| {
        let span = edge.label.and_then(inside).filter(|span| !span.of(text).trim().is_empty())?;
        let label = Label { words: span.of(text).to_owned(), span };
        Some([names.get(edge.from_node.as_str())?.clone(), label, names.get(edge.to_node.as_str())?.clone()])
    };
    let arrows = file.edges.iter().filter_map(arrow).collect();
    // Only whole characters were written over.
    let text = String::from_utf8(bytes).map_err(|_| "a string holds half a character".to_owned())?;
    Ok(Canvas { text, arrows })
}

/// `[[Patrice Lumumba]]` on a card is a link to the page.
fn bare(words: &str) -> String {
    words.trim_start_matches("[[").trim_end_matches("]]").to_owned()
}

/// Writes a JSON string as text in its own place; what is shorter than its escape is filled up before it.
fn unescape(text: &str, span: Span, bytes: &mut [u8]) {
    let mut at = span.start;
    while at < span.end {
        let rest = &text[at..span.end];
        let first = rest.as_bytes()[0];
        if first != b'\\' {
            let len = rest.chars().next().map_or(1, char::len_utf8);
            bytes[at..at + len].copy_from_slice(&rest.as_bytes()[..len]);
            at += len;
            continue;
        }
        let (meant, len) = escape(rest);
        let mut buffer = [0; 4];
        let meant = meant.encode_utf8(&mut buffer).as_bytes();
        let filler = if meant == b"\n" { b' ' } else { FILLER as u8 };
        bytes[at..at + len].fill(filler);
        bytes[at + len - meant.len()..at + len].copy_from_slice(meant);
        at += len;
    }
}

/// The character that an escape stands for, and the length of the escape.
fn escape(rest: &str) -> (char, usize) {
    let code = |at: usize| u32::from_str_radix(rest.get(at..at + 4)?, 16).ok();
    match rest.as_bytes().get(1) {
        Some(b'n') => ('\n', 2),
        Some(b't') => ('\t', 2),
        Some(b'r' | b'b' | b'f') => (' ', 2),
        Some(b'u') => {
            let high = code(2).unwrap_or(0xfffd);
            let low = rest.get(6..8).filter(|mark| *mark == "\\u").and_then(|_| code(8));
            match (0xd800..0xdc00).contains(&high).then_some(low).flatten() {
                Some(low) if (0xdc00..0xe000).contains(&low) => {
                    (char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)).unwrap_or('\u{fffd}'), 12)
                }
                _ => (char::from_u32(high).unwrap_or('\u{fffd}'), 6),
            }
        }
        Some(&other) => (char::from(other), 2),
        None => ('\\', 1),
    }
}

impl Canvas {
    /// A claim for each arrow with a label, nested in one that names the card it starts from; `first` is the number of
    /// claims before them.
    pub(super) fn claims(&self, first: usize) -> Vec<Claim> {
        let mut claims = Vec::new();
        for [from, label, to] in &self.arrows {
            let parent = first + claims.len();
            let claim = |span: Span, parent, segment| Claim {
                kind: ClaimKind::ListItem,
                span,
                parent,
                heading: None,
                segments: vec![segment],
                citations: Vec::new(),
            };
            // Both stand where the arrow does, behind all cards.
            claims.push(claim(label.span, None, Segment { kind: SegmentKind::Prose, readable: from.readable() }));
            let kind = SegmentKind::Field { key: label.words.clone(), key_span: label.span };
            let mut readable = to.readable();
            readable.links.push((Span::new(0, to.words.len()), format!("wiki:{}", to.words)));
            claims.push(claim(label.span, Some(parent), Segment { kind, readable }));
        }
        claims
    }
}

impl Label {
    fn readable(&self) -> Readable {
        let text = self.words.clone();
        let map = vec![(0, self.span.start), (text.len(), self.span.end)];
        Readable { text, map, ..Readable::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_read_in_their_place() {
        let text = r#"{"nodes":[{"id":"a","type":"text","text":"He said \"no\".\n\n- d\u00e9j\u00e0 \ud83d\ude42"}]}"#;
        let canvas = read(text).unwrap();
        assert_eq!(canvas.text.len(), text.len());
        let shown: String = canvas.text.chars().filter(|c| *c != FILLER).collect();
        assert_eq!(shown.trim(), "He said \"no\". \n \n- déjà 🙂");
    }

    #[test]
    fn an_arrow_with_a_label_relates_its_cards() {
        let text = r#"{"nodes":[{"id":"a","type":"file","file":"people/Ada Lovelace.md"},{"id":"b","type":"text","text":"Charles Babbage"}],
            "edges":[{"id":"e","fromNode":"a","toNode":"b","label":"corresponded with"},{"id":"f","fromNode":"b","toNode":"a"}]}"#;
        let claims = read(text).unwrap().claims(0);
        let words: Vec<&str> = claims.iter().map(|claim| claim.segments[0].readable.text.as_str()).collect();
        assert_eq!(words, ["Ada Lovelace", "Charles Babbage"]);
        assert_eq!(claims[1].span.of(text), "corresponded with");
    }
}
