//! Front matter, split off by our own few lines: YAML between `---`, TOML between `+++`.
//!
//! Keys, scalars, lists and block scalars are read, as far as site generators and note programs write them; the rest of
//! both languages is not. Nested keys are joined with dots. A list gives its key once for each element.

use super::{habits, ink::Ink};
use crate::span::Span;

/// Front matter and where it ends.
#[derive(Default)]
pub(super) struct Front {
    /// Offset at which the body of the note starts.
    pub(super) end: usize,
    /// Key, readable value.
    pub(super) fields: Vec<(String, String)>,
    /// Values that are sentences.
    pub(super) prose: Vec<Ink>,
    /// Fields that may tell of what the note is about, each with the place of its key.
    pub(super) entries: Vec<Entry>,
}

/// A field of the front matter.
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) value: Ink,
}

/// Splits front matter off a text whose first line starts at `start`.
pub(super) fn split(text: &str, start: usize) -> Front {
    let none = Front { end: start, ..Front::default() };
    let mut lines = Lines { text, at: start };
    let fence = match lines.next().map(|l| l.words) {
        Some("---") => "---",
        Some("+++") => "+++",
        _ => return none,
    };
    let mut inside = Vec::new();
    for line in lines.by_ref() {
        if line.indent == 0 && (line.words == fence || (fence == "---" && line.words == "...")) {
            return read(&inside, fence, lines.at).unwrap_or(none);
        }
        inside.push(line);
    }
    none
}

/// One line, blanks at both ends left out.
#[derive(Clone, Copy)]
struct Line<'a> {
    indent: usize,
    words: &'a str,
    /// Where the words start.
    start: usize,
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let line = &rest[..rest.find('\n').map_or(rest.len(), |i| i + 1)];
        let indent = line.len() - line.trim_start().len();
        let start = self.at + indent;
        self.at += line.len();
        Some(Line { indent, words: line.trim(), start })
    }
}

fn read(lines: &[Line<'_>], fence: &str, end: usize) -> Option<Front> {
    let mut reader = Reader { front: Front { end, ..Front::default() }, path: Vec::new(), key_span: Span::default() };
    let equals = if fence == "---" { ':' } else { '=' };
    let first = lines.iter().find(|l| !l.words.is_empty() && !l.words.starts_with('#'));
    if let Some(first) = first
        && key(first.words, equals).is_none()
        && !first.words.starts_with('[')
    {
        // Two thematic breaks with text between them, not front matter.
        return None;
    }
    let mut at = 0;
    while at < lines.len() {
        at = reader.take(lines, at, equals);
    }
    Some(reader.front)
}

/// The key of `key: value`, and where the value starts.
fn key(words: &str, equals: char) -> Option<(&str, usize)> {
    let at = words.find(equals)?;
    let key = words[..at].trim().trim_matches(['"', '\'']);
    let after = &words[at + 1..];
    let spaced = equals == '=' || after.is_empty() || after.starts_with([' ', '\t']);
    let plain = !key.is_empty() && key.len() <= 80 && key.chars().all(|c| c.is_alphanumeric() || "_-./ ".contains(c));
    (spaced && plain).then(|| (key, at + 1 + (after.len() - after.trim_start().len())))
}

struct Reader {
    front: Front,
    /// The keys that the current line stands under, with their indents.
    path: Vec<(usize, String)>,
    /// Where the last key stands.
    key_span: Span,
}

impl Reader {
    /// Reads the entry that starts on a line; gives the line after it.
    fn take(&mut self, lines: &[Line<'_>], at: usize, equals: char) -> usize {
        let line = lines[at];
        if line.words.is_empty() || line.words.starts_with('#') {
            return at + 1;
        }
        if equals == '=' && line.words.starts_with('[') {
            self.path = vec![(0, line.words.trim_matches(['[', ']']).to_owned())];
            return at + 1;
        }
        let item = line.words.strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' '));
        let (key, offset) = match item {
            Some(rest) => (None, line.words.len() - rest.trim_start().len()),
            None => match key(line.words, equals) {
                Some((key, offset)) => (Some(key), offset),
                None => return at + 1,
            },
        };
        if equals == ':' {
            self.path.retain(|(indent, _)| *indent < line.indent || (key.is_none() && *indent <= line.indent));
        }
        if let Some(key) = key {
            let start = line.start + line.words.find(key).unwrap_or_default();
            self.key_span = Span::new(start, start + key.len());
        }
        let name = self.name(key);
        if let Some(key) = key.filter(|_| equals == ':') {
            self.path.push((line.indent, key.to_owned()));
        }
        let (value, next) = Value::read(lines, at, offset);
        self.push(name, &value, next > at + 1 || !value.text.is_empty());
        next
    }

    fn name(&self, key: Option<&str>) -> String {
        let keys: Vec<&str> = self.path.iter().map(|(_, key)| key.as_str()).chain(key).collect();
        keys.join(".")
    }

    fn push(&mut self, name: String, value: &Value, present: bool) {
        if !present || name.is_empty() {
            return;
        }
        // `[[a]]` is a link, `[[[a]], b]` a list that opens with one.
        let text = value.text.as_str();
        let opens = text.starts_with('[') && (!text.starts_with("[[") || text.starts_with("[[["));
        let listed = opens && text.ends_with(']');
        if listed && !value.quoted {
            for part in value.ink.list() {
                self.field(&name, &part);
            }
            return;
        }
        if is_prose(&value.text) && name != "title" {
            self.front.prose.push(value.ink.clone());
            self.front.fields.push((name, value.text.clone()));
            return;
        }
        self.field(&name, &value.ink);
    }

    fn field(&mut self, name: &str, value: &Ink) {
        let text = readable(value);
        if !text.is_empty() && !habits::is_page_field(name) {
            let (key, key_span) = (name.to_owned(), self.key_span);
            self.front.entries.push(Entry { key, key_span, value: value.clone() });
        }
        self.front.fields.push((name.to_owned(), text));
    }
}

fn readable(ink: &Ink) -> String {
    ink.string(0, ink.glyphs.len()).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Ink {
    /// The elements of `[a, "b", [[c]]]`, without their quotation marks.
    fn list(&self) -> Vec<Self> {
        let end = self.glyphs.iter().rposition(|g| g.sign == ']').unwrap_or(self.glyphs.len());
        let mut parts = Vec::new();
        let (mut from, mut depth, mut quote) = (1, 0_usize, None);
        for at in 1..=end {
            let sign = if at == end { ',' } else { self.glyphs[at].sign };
            match (quote, sign) {
                (Some(mark), sign) if sign == mark && at < end => quote = None,
                (None, '"' | '\'') if self.glyphs[from..at].iter().all(|g| g.sign == ' ') => quote = Some(sign),
                (None, '[') => depth += 1,
                (None, ']') => depth = depth.saturating_sub(1),
                // A quotation mark that is never closed hides nothing.
                (_, ',') if at == end || quote.is_none() && depth == 0 => {
                    let bare = |i: &usize| !matches!(self.glyphs[*i].sign, ' ' | '"' | '\'');
                    let first = (from..at).find(bare);
                    let last = (from..at).rfind(bare);
                    parts.extend(first.zip(last).map(|(first, last)| self.part(first, last + 1)));
                    from = at + 1;
                }
                _ => {}
            }
        }
        parts
    }
}

/// Several words that end like a sentence.
fn is_prose(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '”', '’', '\'', ')']);
    end.ends_with(['.', '!', '?', '…']) && text.split_whitespace().count() >= 5
}

/// A scalar, which may run over several lines.
struct Value {
    ink: Ink,
    text: String,
    quoted: bool,
}

impl Value {
    /// Reads the value that starts `offset` bytes into a line; gives the line after it too.
    fn read(lines: &[Line<'_>], at: usize, offset: usize) -> (Self, usize) {
        let first = lines[at];
        let words = first.words.get(offset..).unwrap_or_default();
        let start = first.start + offset;
        let mut ink = Ink::default();
        let deeper = |i: usize| lines.get(i).is_some_and(|l| l.words.is_empty() || l.indent > first.indent);
        let mut next = at + 1;
        let quoted = words.starts_with(['"', '\'']);
        if words.starts_with(['|', '>']) {
            while deeper(next) {
                pour(&mut ink, lines[next].words, lines[next].start);
                next += 1;
            }
        } else if quoted {
            next = quotation(&mut ink, lines, at, offset);
        } else {
            let words = words.find(" #").map_or(words, |i| words[..i].trim_end());
            pour(&mut ink, words, start);
            let open_list = words.starts_with('[') && !words.ends_with(']');
            while !words.is_empty() && next < lines.len() && (open_list || continues(&lines[next], first.indent)) {
                pour(&mut ink, lines[next].words, lines[next].start);
                next += 1;
                if open_list && lines[next - 1].words.ends_with(']') {
                    break;
                }
            }
        }
        let text = readable(&ink);
        (Self { ink, text, quoted }, next)
    }
}

/// Whether a line belongs to the plain scalar before it.
fn continues(line: &Line<'_>, indent: usize) -> bool {
    let entry = key(line.words, ':').is_some() || line.words.starts_with("- ") || line.words.starts_with('#');
    !line.words.is_empty() && line.indent > indent && !entry
}

fn pour(ink: &mut Ink, words: &str, start: usize) {
    if words.is_empty() {
        return;
    }
    if !ink.is_empty() {
        ink.line_break(Span::new(start, start));
    }
    ink.literal(words, start);
    ink.reach(Span::new(start, start + words.len()));
}

/// A value in quotation marks, up to the closing ones; gives the line after it.
fn quotation(ink: &mut Ink, lines: &[Line<'_>], at: usize, offset: usize) -> usize {
    let opening = lines[at].words.get(offset..).unwrap_or_default();
    let mark = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|m| opening.starts_with(m)).unwrap_or("\"");
    let mut next = at;
    let mut from = offset + mark.len();
    while let Some(line) = lines.get(next) {
        next += 1;
        let words = line.words.get(from..).unwrap_or_default();
        if next > at + 1 && !ink.is_empty() {
            ink.line_break(Span::new(line.start, line.start));
        }
        if unquote(ink, words, line.start + from, mark) {
            break;
        }
        from = 0;
    }
    next
}

/// Pours one line of a quoted value; says whether the closing mark was met.
fn unquote(ink: &mut Ink, words: &str, start: usize, mark: &str) -> bool {
    let mut at = 0;
    while let Some(sign) = words[at..].chars().next() {
        let rest = &words[at..];
        let from = start + at;
        if mark == "'" && rest.starts_with("''") {
            ink.decoded('\'', Span::new(from, from + 2));
            at += 2;
        } else if rest.starts_with(mark) {
            return true;
        } else if sign == '\\' && mark.starts_with('"') {
            let escaped = rest.chars().nth(1).unwrap_or('\\');
            let meant = if matches!(escaped, 'n' | 't' | 'r') { ' ' } else { escaped };
            let len = if rest.len() > 1 { 1 + escaped.len_utf8() } else { 1 };
            ink.decoded(meant, Span::new(from, from + len));
            at += len;
        } else {
            ink.literal(&rest[..sign.len_utf8()], from);
            at += sign.len_utf8();
        }
        ink.reach(Span::new(from, start + at));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml_give_keys_and_values() {
        let yaml = "---\ntitle: \"Cuba\"\nmenu:\n  main:\n    parent: 'Political'\ntags: [a, b]\nby:\n- X\n- Y\nsum: >\n  It was\n  over by then.\n---\nBody\n";
        let front = split(yaml, 0);
        let fields: Vec<_> = front.fields.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let expected = [
            "title=Cuba",
            "menu.main.parent=Political",
            "tags=a",
            "tags=b",
            "by=X",
            "by=Y",
            "sum=It was over by then.",
        ];
        assert_eq!(fields, expected);
        assert_eq!((&yaml[front.end..], front.prose.len()), ("Body\n", 1));
        let toml = split("+++\ntitle = \"T\"\n[extra]\nn = 3\n+++\n", 0);
        assert_eq!(toml.fields, [("title".into(), "T".into()), ("extra.n".into(), "3".into())]);
    }

    #[test]
    fn a_list_holds_links_commas_and_marks_that_are_never_closed() {
        let fields = |text: &str| split(text, 0).fields.into_iter().map(|(_, value)| value).collect::<Vec<_>>();
        assert_eq!(fields("---\nby: [[[A, B]], \"c, d\", e]\n---\n"), ["[[A, B]]", "c, d", "e"]);
        assert_eq!(fields("---\nby: [\"a, b]\n---\n"), ["a, b"]);
    }

    #[test]
    fn a_thematic_break_at_the_start_is_not_front_matter() {
        assert_eq!(split("---\nIt began in May.\n---\n", 0).end, 0);
        assert_eq!(split("---\ntitle: never closed\n", 0).end, 0);
    }
}
