//! Words from notes, made safe to show: on a terminal, in XML, on a page, in the languages of programs that draw.
//!
//! A note holds whatever somebody pasted; no control character and nothing that reorders a line reaches the reader as it
//! is (CVE-2009-4487, CVE-2021-42574).

use std::borrow::Cow;

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

/// For XML: markup escaped, on one line, what XML cannot hold left out.
pub(crate) fn xml(words: &str) -> String {
    let unfit = |c: char| c.is_control() || is_bidirectional(c) || matches!(c, '\u{fffe}' | '\u{ffff}');
    let blank = |c: char| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
    let kept: String = words.chars().map(blank).filter(|c| !unfit(*c)).collect();
    kept.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Words cut to so many columns, where they are longer; letters of East Asia are two columns wide.
pub(crate) fn shortened(words: &str, fits: usize) -> String {
    let mut columns = 0;
    for (at, c) in words.char_indices() {
        columns += if matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{ff60}') {
            2
        } else {
            1
        };
        if columns > fits {
            return format!("{}…", words[..at].trim_end());
        }
    }
    words.to_owned()
}

/// For a page made with `maud`, which escapes markup: what a reader would not see (control characters, and what reorders a line,
/// so that it reads other than it is) written out.
pub(crate) fn said(words: &str) -> Cow<'_, str> {
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
    is_bidirectional(c) || c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

/// For a string in double quotation marks in the language of Graphviz: it reads `\N` and `&amp;` as something else there.
pub(crate) fn graphviz(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' => text.push_str("\\\\"),
            '"' => text.push_str("\\\""),
            '&' => text.push_str("&amp;"),
            '\n' | '\r' | '\t' => text.push(' '),
            c if c.is_control() || is_bidirectional(c) => {}
            c => text.push(c),
        }
    }
    text
}

/// For a label in double quotation marks in a Mermaid flowchart, which takes what looks like Markdown, HTML, a directive or a
/// character code for such. Letters stay, all other characters of ASCII that could mean something become codes.
pub(crate) fn mermaid(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\n' | '\r' | '\t' => text.push(' '),
            c if c.is_control() || is_bidirectional(c) => {}
            // “1. May” at the start would be a list.
            '.' if text.chars().all(|before| before.is_ascii_digit()) => text.push_str("#46;"),
            '-' | '+' if text.is_empty() => text.push_str(&format!("#{};", u32::from(c))),
            c if c.is_ascii_punctuation() && !".,-+'()/?!:".contains(c) => {
                text.push_str(&format!("#{};", u32::from(c)));
            }
            c => text.push(c),
        }
    }
    text
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
        assert_eq!(xml("<a href=\"x\">&\u{7}\u{ffff}"), "&lt;a href=&quot;x&quot;&gt;&amp;");
    }

    #[test]
    fn what_would_not_be_seen_is_written_out() {
        assert_eq!(said("Café\n\tMao"), "Café\n\tMao");
        assert_eq!(said("a\u{202e}b\u{7}"), "a\\u{202e}b\\u{7}");
    }

    #[test]
    fn labels_of_pictures_say_what_the_words_say() {
        assert_eq!(graphviz("\\N \"x\" &amp;\n\u{1b}y"), "\\\\N \\\"x\\\" &amp;amp; y");
        assert_eq!(
            mermaid("1. \"a\" #35; %%{b}%%\n<i>"),
            "1#46; #34;a#34; #35;35#59; #37;#37;#123;b#125;#37;#37; #60;i#62;"
        );
    }
}
