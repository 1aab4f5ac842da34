//! What Markdown itself does not know: bare addresses, citation keys, wikilinks, footnotes without a definition.

use super::{
    fields::{self, FieldMark},
    habits,
    ink::Ink,
    marks,
};

/// A stretch of glyphs that is not plain text.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) what: What,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    /// A bare address.
    Address(String),
    /// `[@key, p. 3]`, `[12]`, `(Gaddis 2005, p. 43)`: each key with what stands around it.
    Keys(Vec<(String, String)>),
    /// `[[Target|display]]`: the target, and the glyphs that are shown.
    Wiki { target: String, shown: (usize, usize) },
    /// `![[file]]`, `(see [[page]])`: nothing that is said.
    Embed,
    /// `[^1]` where no footnote of that name is defined.
    MissingNote(String),
    /// `@smith2004 [p. 33] argues`: the key, which stays in the sentence, and the page.
    Narrative { key: String, shown: (usize, usize), page: String },
    /// `^[words]`: a footnote on the spot.
    Note { words: (usize, usize) },
    /// `[key:: value]`, or `(key:: value)`, whose value may be a part of the sentence.
    Field { mark: FieldMark, in_sentence: bool },
    /// `#tag` that stands apart from the sentence.
    Tag,
    /// `#tag` that is a word of it.
    Word { shown: (usize, usize) },
    /// `==words==`
    Highlight { shown: (usize, usize) },
}

/// The longest bracket that we look into, in characters: keeps the scan linear.
const LONGEST: usize = 500;

/// All finds in a block, in order, none inside another.
pub(super) fn scan(ink: &Ink, source: &str) -> Vec<Found> {
    let inside = Inside::new(ink);
    let mut found = Vec::new();
    let mut at = 0;
    while at < ink.glyphs.len() {
        let hit = match ink.glyphs[at].sign {
            '[' if inside.plain(at) => field(ink, at).or_else(|| bracket(ink, at).filter(|_| !inside.link[at + 1])),
            '(' if inside.plain(at) => field(ink, at).or_else(|| pointer(ink, at)).or_else(|| page_reference(ink, at)),
            '#' if inside.plain(at) => marks::tag(ink, at),
            '=' if inside.plain(at) => marks::highlight(ink, at),
            '^' if inside.plain(at) => marks::footnote(ink, at),
            '@' if inside.plain(at) => narrative(ink, at),
            '⁰'..='⁹' | '¹' | '²' | '³' if inside.plain(at) => marks::high_number(ink, at),
            '!' if inside.plain(at) && ink.glyphs.get(at + 1).is_some_and(|g| g.sign == '[') => embed(ink, at),
            'h' | 'H' | 'w' | 'W' | 'f' | 'F' | 'd' | 'D' if !inside.link[at] => address(ink, source, at),
            _ => None,
        };
        at = hit.as_ref().map_or(at + 1, Found::after);
        found.extend(hit);
    }
    found
}

impl Found {
    /// Where the scan goes on: what stays in the sentence may hold more.
    const fn after(&self) -> usize {
        match &self.what {
            What::Highlight { shown } => shown.0,
            What::Field { mark, in_sentence: true } => mark.value.0,
            _ => self.to,
        }
    }
}

fn field(ink: &Ink, at: usize) -> Option<Found> {
    let (mark, to) = fields::bracketed(ink, at)?;
    // “built at (place:: Bletchley)”, but “pardoned him on 19 September (verdict:: ten years)”
    let in_sentence = ink.glyphs[at].sign == '(' && marks::wants_name(ink, at);
    Some(Found { from: at, to, what: What::Field { mark, in_sentence } })
}

/// `(see [[page]])`, `(cf. [[one]], [[other]])`: where to read on.
fn pointer(ink: &Ink, at: usize) -> Option<Found> {
    let window = ink.glyphs.get(at + 1..)?.iter().take(LONGEST);
    let len = window.clone().position(|g| g.sign == ')')?;
    let inside: String = window.take(len).map(|g| g.sign).collect();
    let (label, links) = inside.split_once("[[")?;
    let links = format!("[[{links}");
    let only_links =
        links.split("]]").all(|part| part.rsplit("[[").nth(1).unwrap_or(part).chars().all(|c| " ,;&".contains(c)));
    let to = at + len + 2;
    (habits::is_source_label(label) && only_links).then_some(Found { from: at, to, what: What::Embed })
}

/// Which glyphs lie in a link or in a code span.
struct Inside {
    link: Vec<bool>,
    code: Vec<bool>,
}

impl Inside {
    fn new(ink: &Ink) -> Self {
        let mut inside = Self { link: vec![false; ink.glyphs.len()], code: vec![false; ink.glyphs.len()] };
        let mut done = 0;
        for link in &ink.links {
            // Links come in the order of their ends; one inside another (raw HTML) is already marked.
            let from = link.from.max(done);
            if from < link.to {
                inside.link[from..link.to].fill(true);
                done = link.to;
            }
        }
        // What is set high has been read already.
        for &(from, to) in ink.code.iter().chain(&ink.high) {
            inside.code[from..to].fill(true);
        }
        inside
    }

    fn plain(&self, at: usize) -> bool {
        !self.link[at] && !self.code[at]
    }
}

fn embed(ink: &Ink, at: usize) -> Option<Found> {
    match bracket(ink, at + 1)? {
        Found { to, what: What::Wiki { .. }, .. } => Some(Found { from: at, to, what: What::Embed }),
        _ => None,
    }
}

fn bracket(ink: &Ink, at: usize) -> Option<Found> {
    let rest = &ink.glyphs[at..];
    match rest.get(1)?.sign {
        '[' => wikilink(ink, at),
        '^' => {
            let to = at + close(ink, at + 2)?;
            let label = ink.string(at + 2, to);
            let named = !label.is_empty() && !label.contains(' ');
            named.then(|| Found { from: at, to: to + 1, what: What::MissingNote(label) })
        }
        _ => {
            let to = at + close(ink, at + 1)?;
            let inside = ink.string(at + 1, to);
            let attached = at > 0 && ink.glyphs[at - 1].sign != ' ';
            // “… on 12 June 1935 [2].”
            let ends = ink.glyphs.get(to + 1).is_none_or(|g| ".,;:![".contains(g.sign));
            let keys = if at > 1 && (attached || ends) && is_number(&inside) {
                vec![(format!("[{inside}]"), String::new())]
            } else {
                keys(&inside)?
            };
            Some(Found { from: at, to: to + 1, what: What::Keys(keys) })
        }
    }
}

/// How far behind the bracket its closing one stands; `from` is where to start looking.
fn close(ink: &Ink, from: usize) -> Option<usize> {
    let window = ink.glyphs.get(from..)?.iter().take(LONGEST);
    let open = ink.glyphs[..from].iter().rposition(|g| g.sign == '[')?;
    for (i, glyph) in window.enumerate() {
        match glyph.sign {
            ']' => return Some(from + i - open),
            '[' => return None,
            _ => {}
        }
    }
    None
}

fn wikilink(ink: &Ink, at: usize) -> Option<Found> {
    let first = at + 2;
    let window = ink.glyphs.get(first..)?;
    let len = window.iter().take(LONGEST).position(|g| matches!(g.sign, ']' | '['))?;
    let end = first + len;
    let closed = len > 0 && ink.glyphs[end].sign == ']' && ink.glyphs.get(end + 1).is_some_and(|g| g.sign == ']');
    if !closed {
        return None;
    }
    let place = |sign: char, to: usize| ink.glyphs[first..to].iter().position(|g| g.sign == sign).map(|i| first + i);
    let bar = place('|', end);
    let target_end = bar.unwrap_or(end);
    let page_end = place('#', target_end).unwrap_or(target_end);
    let (named, shown) = match bar {
        Some(bar) => (page_end, (bar + 1, end)),
        None if page_end > first => (page_end, (first, page_end)),
        None => (target_end, (first + 1, end)),
    };
    let named = if named > first { named } else { target_end };
    let target = ink.string(first, named).trim().to_owned();
    Some(Found { from: at, to: end + 2, what: What::Wiki { target, shown } })
}

/// `@smith2004 [p. 33]` in a sentence. A key without a year in it may as well be somebody's name on a network.
fn narrative(ink: &Ink, at: usize) -> Option<Found> {
    let before = at.checked_sub(1).map_or(' ', |i| ink.glyphs[i].sign);
    let sign = |c: char| c.is_alphanumeric() || "_:-".contains(c);
    let len = ink.glyphs[at + 1..].iter().take(LONGEST).take_while(|g| sign(g.sign)).count();
    let end = at + 1 + len;
    let key = ink.string(at + 1, end);
    let key = key.trim_end_matches([':', '-', '_']);
    let end = end.min(at + 1 + key.chars().count());
    let year = key.as_bytes().windows(4).any(|w| w.iter().all(u8::is_ascii_digit));
    if !matches!(before, ' ' | '(') || !year || !key.starts_with(char::is_alphabetic) {
        return None;
    }
    let opens = ink.glyphs.get(end + 1).is_some_and(|g| g.sign == '[') && ink.glyphs[end].sign == ' ';
    let page = opens.then(|| Some(end + 1 + close(ink, end + 2)?)).flatten();
    let words = page.map(|to| ink.string(end + 2, to)).filter(|words| ends_with_page(&format!(", {words}")));
    let to = page.filter(|_| words.is_some()).map_or(end, |to| to + 1);
    let what = What::Narrative { key: format!("@{key}"), shown: (at + 1, end), page: words.unwrap_or_default() };
    Some(Found { from: at, to, what })
}

/// `12` or `3, 4` in brackets directly after a word: a reference to a numbered list of sources.
fn is_number(inside: &str) -> bool {
    inside.starts_with(|c: char| c.is_ascii_digit())
        && inside
            .split([',', '-', '–'])
            .all(|n| (1..=3).contains(&n.trim().len()) && n.trim().bytes().all(|b| b.is_ascii_digit()))
}

/// `(Gaddis 2005, p. 43)`: a name, then a page; the longest, in characters.
const LONGEST_PAGE_REFERENCE: usize = 120;

/// A source named with a page in brackets.
fn page_reference(ink: &Ink, at: usize) -> Option<Found> {
    let window = ink.glyphs.get(at + 1..)?;
    let len = window.iter().take(LONGEST_PAGE_REFERENCE).position(|g| matches!(g.sign, '(' | ')' | '['))?;
    let to = at + 1 + len;
    let inside = ink.string(at + 1, to);
    let named = ink.glyphs[to].sign == ')' && inside.starts_with(char::is_uppercase) && ends_with_page(&inside);
    named.then(|| Found { from: at, to: to + 1, what: What::Keys(vec![(inside, String::new())]) })
}

/// `…, p. 43`, `…, pp. 43-44`, `… 2005: 43`
fn ends_with_page(words: &str) -> bool {
    let head = words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | ' ' | ','));
    let page = words[head.len()..].contains(|c: char| c.is_ascii_digit());
    let year = head.strip_suffix(':').is_some_and(|h| h.len() > 5 && h.ends_with(|c: char| c.is_ascii_digit()));
    page && (year || [" p.", " pp.", ",p.", ",pp."].iter().any(|mark| head.ends_with(mark)))
}

/// `see @smith2004, p. 3; @doe` → the keys, each with the words around it.
fn keys(inside: &str) -> Option<Vec<(String, String)>> {
    inside.contains('@').then_some(())?;
    inside.split(';').map(one_key).collect()
}

fn one_key(part: &str) -> Option<(String, String)> {
    let at = part.find('@')?;
    let before = part[..at].trim().trim_end_matches('-');
    let rest = part[at + 1..].trim_start_matches('{');
    let is_sign = |c: char| c.is_alphanumeric() || "_:.#$%&+?<>~/-".contains(c);
    let key = &rest[..rest.find(|c| !is_sign(c)).unwrap_or(rest.len())];
    let key = key.trim_end_matches(|c: char| c.is_ascii_punctuation());
    let apart = part[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '-');
    if key.is_empty() || !apart {
        return None;
    }
    let after = rest[key.len()..].trim_start_matches(['}', ',', ' ']).trim();
    let words = [before.trim(), after].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    Some((format!("@{key}"), words))
}

/// The first address among glyphs.
pub(super) fn first_address(ink: &Ink, source: &str, from: usize, to: usize) -> Option<String> {
    (from..to).filter(|&at| "hHwWfFdD".contains(ink.glyphs[at].sign)).find_map(|at| {
        match address(ink, source, at)?.what {
            What::Address(target) => Some(target),
            _ => None,
        }
    })
}

const SCHEMES: [&str; 5] = ["https://", "http://", "ftp://", "www.", "doi:10."];

/// A bare address that starts at a glyph.
fn address(ink: &Ink, source: &str, from: usize) -> Option<Found> {
    if from > 0 && ink.glyphs[from - 1].sign.is_alphanumeric() {
        return None;
    }
    let scheme = SCHEMES.iter().find(|s| starts_with(ink, from, s))?;
    let rest = &ink.glyphs[from..];
    let len = rest.iter().position(|g| is_end(g.sign)).unwrap_or(rest.len());
    let to = from + without_trailing_punctuation(ink, from, from + len);
    if to - from <= scheme.len() {
        return None;
    }
    Some(Found { from, to, what: What::Address(as_written(ink, source, from, to)) })
}

fn starts_with(ink: &Ink, from: usize, text: &str) -> bool {
    ink.glyphs.len() - from >= text.len()
        && text.chars().zip(&ink.glyphs[from..]).all(|(c, g)| g.sign.eq_ignore_ascii_case(&c))
}

fn is_end(sign: char) -> bool {
    sign.is_whitespace() || "<>\"“”«»‘’`|\\^{}、。，；".contains(sign)
}

/// The length of the address without what belongs to the sentence around it: `(see http://a.b/c_(d)).`
fn without_trailing_punctuation(ink: &Ink, from: usize, mut to: usize) -> usize {
    let count = |sign: char, to: usize| ink.glyphs[from..to].iter().filter(|g| g.sign == sign).count();
    let mut surplus =
        [('(', ')'), ('[', ']')].map(|(open, shut)| (shut, count(shut, to).saturating_sub(count(open, to))));
    while to > from {
        let sign = ink.glyphs[to - 1].sign;
        let drop = match surplus.iter_mut().find(|(shut, _)| *shut == sign) {
            Some((_, left)) if *left > 0 => {
                *left -= 1;
                true
            }
            Some(_) => false,
            None => ".,;:!?'*_~…".contains(sign),
        };
        if !drop {
            break;
        }
        to -= 1;
    }
    to - from
}

/// The source's own characters, which may hold `_` or `*` that Markdown took for emphasis; but entities and escapes
/// are better read decoded.
fn as_written(ink: &Ink, source: &str, from: usize, to: usize) -> String {
    let raw = ink.span_of(from, to).of(source);
    let decoded = ink.glyphs[from..to].iter().any(|g| g.end - g.start != g.sign.len_utf8());
    if decoded || raw.contains(['\\', '`']) || raw.contains(char::is_whitespace) {
        ink.string(from, to)
    } else {
        raw.to_owned()
    }
}
