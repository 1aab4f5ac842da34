//! Words from notes, made safe to show on a page.
//!
//! `maud` escapes markup. What it lets through is what reorders a line, so that it reads other than it is (CVE-2021-42574), and
//! control characters, which no page can hold.

use std::borrow::Cow;

/// The words, with what a reader would not see written out.
pub(super) fn said(words: &str) -> Cow<'_, str> {
    if !words.contains(is_unseen) {
        return Cow::Borrowed(words);
    }
    let shown = words.chars().fold(String::new(), |mut shown, c| {
        if is_unseen(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
        shown
    });
    Cow::Owned(shown)
}

/// It reorders text, or is a control character other than a tab and the end of a line.
fn is_unseen(c: char) -> bool {
    let reorders = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    reorders || c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_not_be_seen_is_written_out() {
        assert_eq!(said("Café\n\tMao"), "Café\n\tMao");
        assert_eq!(said("a\u{202e}b\u{7}"), "a\\u{202e}b\\u{7}");
    }
}
