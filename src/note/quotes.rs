//! Quotation marks: which stretches of a text stand inside them.

use crate::span::Span;

/// A quoted stretch: the marks included, and without them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    pub(super) outer: Span,
    pub(super) inner: Span,
}

/// The outermost quoted stretches of a text, in order. An opening mark without its closing one opens nothing.
pub(super) fn quoted(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut closers = Closers::new(text);
    let mut before = ' ';
    let mut skip_to = 0;
    for (at, sign) in text.char_indices() {
        let last = std::mem::replace(&mut before, sign);
        if at < skip_to {
            continue;
        }
        let inside = at + sign.len_utf8();
        let Some(close) = closer(sign).filter(|_| opens(sign, last, &text[inside..])) else { continue };
        if let Some(end) = closers.after(close, inside) {
            skip_to = end + close.len_utf8();
            found.push(Quoted { outer: Span::new(at, skip_to), inner: Span::new(inside, end) });
        }
    }
    found
}

fn closer(open: char) -> Option<char> {
    Some(match open {
        '"' => '"',
        '\'' => '\'',
        '“' => '”',
        '„' => '“',
        '‘' => '’',
        '«' => '»',
        '»' => '«',
        '「' => '」',
        _ => return None,
    })
}

/// An opening mark stands before a word and not inside one; a straight one must be told from feet and apostrophes.
fn opens(sign: char, before: char, after: &str) -> bool {
    let next = after.chars().next().unwrap_or(' ');
    let apart = before.is_whitespace() || "([{—–-/“\"‘'«„*:".contains(before);
    match sign {
        '"' | '»' => apart && !next.is_whitespace(),
        '\'' | '‘' => apart && next.is_alphabetic(),
        _ => !next.is_whitespace(),
    }
}

/// Finds closing marks, each place looked at once for each kind of mark.
struct Closers<'a> {
    text: &'a str,
    next: [(char, usize); 6],
}

impl<'a> Closers<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, next: ['"', '\'', '”', '“', '’', '»'].map(|c| (c, 0)) }
    }

    /// The first closing mark at or after `from`.
    fn after(&mut self, mark: char, from: usize) -> Option<usize> {
        let Some(slot) = self.next.iter_mut().find(|(c, _)| *c == mark) else {
            return find_close(self.text, mark, from);
        };
        if slot.1 < from {
            slot.1 = find_close(self.text, mark, from).unwrap_or(usize::MAX);
        }
        (slot.1 != usize::MAX).then_some(slot.1)
    }
}

fn find_close(text: &str, mark: char, from: usize) -> Option<usize> {
    text[from..].match_indices(mark).map(|(i, _)| from + i).find(|&at| closes(text, mark, at, from))
}

fn closes(text: &str, mark: char, at: usize, from: usize) -> bool {
    if at == from {
        return false;
    }
    let before = text[from..at].chars().next_back().unwrap_or(' ');
    let after = text[at + mark.len_utf8()..].chars().next().unwrap_or(' ');
    match mark {
        '"' | '\'' | '’' => !before.is_whitespace() && !after.is_alphanumeric(),
        '“' | '«' => !before.is_whitespace(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        quoted(text).iter().map(|q| q.inner.of(text)).collect()
    }

    #[test]
    fn straight_and_curly_marks_are_found() {
        assert_eq!(words("the \"iron curtain\", or “curtain”"), ["iron curtain", "curtain"]);
        assert_eq!(words("they 'lost the peace' in '45"), ["lost the peace"]);
    }

    #[test]
    fn inches_and_apostrophes_are_no_quotation_marks() {
        assert!(words("a 5\" gun, the '50s, the soldiers' homes, the people’s army").is_empty());
    }

    #[test]
    fn the_inner_of_two_quotations_belongs_to_the_outer() {
        assert_eq!(words("“he said ‘no’ twice” and left"), ["he said ‘no’ twice"]);
    }
}
