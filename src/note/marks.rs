//! Signs that note programs give a meaning of their own: `#tag`, `==highlight==`, `^[a footnote on the spot]`, and note
//! numbers set high, `¹`.

use super::{
    habits,
    ink::Ink,
    scan::{Found, What},
};

/// The longest highlight or footnote, in characters: keeps the scan linear.
const LONGEST: usize = 600;
/// The longest tag, in characters.
const LONGEST_TAG: usize = 80;

/// `#tag`: kept as a word where it stands in a sentence, left out where it stands apart.
pub(super) fn tag(ink: &Ink, at: usize) -> Option<Found> {
    let to = tag_end(ink, at)?;
    let apart = ends_line(ink, to) && !wants_name(ink, at) || starts_line(ink, at, to);
    let what = if apart { What::Tag } else { What::Word { shown: (at + 1, to) } };
    Some(Found { from: at, to, what })
}

/// Where a tag that starts at a glyph ends: letters, digits, `-`, `_`, `/`, at least one letter.
fn tag_end(ink: &Ink, at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map_or(' ', |i| ink.glyphs[i].sign);
    if !matches!(before, ' ' | '(') {
        return None;
    }
    let rest = ink.glyphs.get(at + 1..)?.iter().take(LONGEST_TAG);
    let len = rest.clone().take_while(|g| g.sign.is_alphanumeric() || "-_/".contains(g.sign)).count();
    let named = rest.take(len).any(|g| g.sign.is_alphabetic());
    named.then_some(at + 1 + len)
}

/// Whether nothing but tags stands before the end of the line.
fn ends_line(ink: &Ink, mut at: usize) -> bool {
    let end = ink.breaks.get(ink.breaks.partition_point(|&b| b < at)).copied().unwrap_or(ink.glyphs.len());
    for _ in 0..LONGEST_TAG {
        while at < end && matches!(ink.glyphs[at].sign, ' ' | ',' | ';') {
            at += 1;
        }
        if at >= end {
            return true;
        }
        match (ink.glyphs[at].sign, tag_end(ink, at)) {
            ('#', Some(next)) => at = next,
            _ => return false,
        }
    }
    false
}

/// Whether the line starts with this tag (and others before it), and a sentence follows.
fn starts_line(ink: &Ink, at: usize, to: usize) -> bool {
    let line = ink.breaks.partition_point(|&b| b <= at);
    let start = line.checked_sub(1).map_or(0, |i| ink.breaks[i]);
    if at - start > LONGEST_TAG * 4 {
        return false;
    }
    let words = ink.string(start, at);
    let tags = words.split_whitespace().all(|word| word.starts_with('#'));
    let next = ink.glyphs[to..].iter().map(|g| g.sign).find(|sign| *sign != ' ');
    tags && next.is_some_and(|sign| sign == '#' || !sign.is_lowercase())
}

/// Whether the word before a glyph cannot end a sentence: “killed by #Belgium”.
pub(super) fn wants_name(ink: &Ink, at: usize) -> bool {
    let from = at.saturating_sub(24);
    let before = ink.string(from, at);
    let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
    habits::is_open_word(word) || habits::leads_to_a_name(word)
}

/// `==words==`
pub(super) fn highlight(ink: &Ink, at: usize) -> Option<Found> {
    let doubled = |i: usize| ink.glyphs.get(i..i + 2).is_some_and(|g| g.iter().all(|g| g.sign == '='));
    let sign = |i: usize| ink.glyphs.get(i).map_or(' ', |g| g.sign);
    if !doubled(at) || matches!(sign(at + 2), ' ' | '=') {
        return None;
    }
    let end = (at + 3..ink.glyphs.len().min(at + LONGEST)).find(|&i| doubled(i) && sign(i - 1) != ' ')?;
    Some(Found { from: at, to: end + 2, what: What::Highlight { shown: (at + 2, end) } })
}

/// `^[words]`
pub(super) fn footnote(ink: &Ink, at: usize) -> Option<Found> {
    if ink.glyphs.get(at + 1)?.sign != '[' {
        return None;
    }
    let mut depth = 0_usize;
    for (i, glyph) in ink.glyphs.iter().enumerate().skip(at + 1).take(LONGEST) {
        match glyph.sign {
            '[' => depth += 1,
            ']' if depth == 1 => {
                return (i > at + 2).then_some(Found { from: at, to: i + 1, what: What::Note { words: (at + 2, i) } });
            }
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `¹²` behind a word or a full stop.
pub(super) fn high_number(ink: &Ink, at: usize) -> Option<Found> {
    let before = at.checked_sub(1).map_or(' ', |i| ink.glyphs[i].sign);
    let apart = before.is_alphabetic() || ".,;:!?)”’\"".contains(before);
    let digits: String = ink.glyphs[at..].iter().map_while(|g| digit(g.sign)).take(4).collect();
    let to = at + digits.chars().count();
    let ends = ink.glyphs.get(to).is_none_or(|g| !g.sign.is_alphanumeric());
    let number = vec![(ink.string(at, to), String::new())];
    // “km²” and “m³” are measures.
    let measure = matches!(digits.as_str(), "2" | "3") && is_measure(ink, at);
    (apart && ends && !measure && (1..=3).contains(&digits.len())).then_some(Found {
        from: at,
        to,
        what: What::Keys(number),
    })
}

fn is_measure(ink: &Ink, at: usize) -> bool {
    let before = ink.string(at.saturating_sub(6), at);
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(word, "m" | "km" | "cm" | "mm" | "dm" | "ft" | "mi" | "yd" | "in")
}

/// The digit that a high one stands for.
pub(super) fn digit(sign: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|c| c == sign).and_then(|i| char::from_digit(u32::try_from(i).ok()?, 10))
}
