//! Words from notes, made safe to show: on a terminal, in XML.
//!
//! A note holds whatever somebody pasted; no control character and nothing that reorders a line reaches the reader as it
//! is (CVE-2009-4487, CVE-2021-42574).

/// Appends one line, what a terminal would act on escaped, blanks at its end left out.
pub(crate) fn line(text: &mut String, words: &str) {
    for c in words.trim_end().chars() {
        if c.is_control() || is_bidirectional(c) {
            text.extend(c.escape_unicode());
        } else {
            text.push(c);
        }
    }
    text.push('\n');
}

/// For XML: markup escaped, what XML cannot hold left out.
pub(crate) fn xml(words: &str) -> String {
    let kept: String = words.chars().filter(|c| !c.is_control() && !is_bidirectional(*c)).collect();
    kept.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_speaks_to_the_terminal_or_breaks_the_markup() {
        let mut text = String::new();
        line(&mut text, "a\u{1b}[31m\u{202e}b  ");
        assert_eq!(text, "a\\u{1b}[31m\\u{202e}b\n");
        assert_eq!(xml("<a href=\"x\">&\u{7}"), "&lt;a href=&quot;x&quot;&gt;&amp;");
    }
}
