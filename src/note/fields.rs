//! Fields: `key:: value`, as a line of its own (Dataview, Logseq) or inside a line, `[key:: value]` and `(key:: value)`.
//!
//! A field is said by the author in so many words: no grammar is needed to read it.

use super::ink::Ink;

/// The longest key, in characters.
const LONGEST_KEY: usize = 40;
/// The longest value of a field inside a line, in characters: keeps the scan linear.
const LONGEST_VALUE: usize = 300;

/// Where a field stands, in glyphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldMark {
    pub(super) key: (usize, usize),
    pub(super) value: (usize, usize),
}

/// The lines of a block that are fields, each as a block of its own with its mark; and the other lines. `None` when no line
/// is one.
pub(super) fn split(ink: &Ink) -> Option<(Ink, Vec<(Ink, FieldMark)>)> {
    let doubled = |w: &[super::ink::Glyph]| w[0].sign == ':' && w[1].sign == ':';
    if !ink.glyphs.windows(2).any(doubled) {
        return None;
    }
    let starts: Vec<usize> = std::iter::once(0).chain(ink.breaks.iter().copied()).collect();
    let ends = starts.iter().skip(1).copied().chain([ink.glyphs.len()]);
    let mut rest = Ink::default();
    let mut fields = Vec::new();
    for (&from, to) in starts.iter().zip(ends).filter(|(from, to)| *from < to) {
        let line = ink.part(from, to);
        match whole_line(&line) {
            Some(mark) => fields.push((line, mark)),
            None => rest.append(line),
        }
    }
    (!fields.is_empty()).then_some((rest, fields))
}

/// `key:: value` from the first sign to the last.
fn whole_line(line: &Ink) -> Option<FieldMark> {
    let end = line.glyphs.len();
    let first = line.glyphs.iter().position(|g| g.sign != ' ')?;
    let (key, value) = key(line, first, end)?;
    Some(FieldMark { key, value: (value, end) })
}

/// The key that starts at a glyph, and where its value starts.
fn key(ink: &Ink, from: usize, to: usize) -> Option<((usize, usize), usize)> {
    let window = &ink.glyphs[from..to.min(from + LONGEST_KEY + 2)];
    let len = window.iter().position(|g| g.sign == ':')?;
    let doubled = window.get(len + 1).is_some_and(|g| g.sign == ':');
    let parted = ink.glyphs[..to].get(from + len + 2).is_none_or(|g| g.sign == ' ');
    let plain = |sign: char| sign.is_alphanumeric() || " -_/.".contains(sign);
    let named = window[..len].iter().all(|g| plain(g.sign)) && window.first()?.sign.is_alphabetic();
    (len > 0 && doubled && parted && named).then_some(((from, from + len), (from + len + 2).min(to)))
}

/// A field in brackets that open at a glyph: its mark, and the glyph behind the closing bracket.
pub(super) fn bracketed(ink: &Ink, at: usize) -> Option<(FieldMark, usize)> {
    let (open, close) = if ink.glyphs[at].sign == '[' { ('[', ']') } else { ('(', ')') };
    let window = &ink.glyphs[at + 1..ink.glyphs.len().min(at + 1 + LONGEST_KEY + LONGEST_VALUE)];
    let ((from, to), value) = key(ink, at + 1, at + 1 + window.len())?;
    let mut depth = 0_usize;
    for (i, glyph) in ink.glyphs.iter().enumerate().take(at + 1 + window.len()).skip(value) {
        match glyph.sign {
            sign if sign == open => depth += 1,
            sign if sign == close && depth > 0 => depth -= 1,
            sign if sign == close => return Some((FieldMark { key: (from, to), value: (value, i) }, i + 1)),
            _ => {}
        }
    }
    None
}
