//! Template markup, blanked so that Markdown is read as if it were not there.
//!
//! Hugo's shortcodes `{{< … >}}` and `{{% … %}}` and Liquid's `{% … %}` are instructions to a site generator; the
//! text between two of them is the author's. Each is overwritten by filler of the same length: offsets stay.

use super::ink::FILLER;
use std::borrow::Cow;

/// The longest template tag that we believe in; an opener whose closer is farther away is text.
const LONGEST: usize = 4096;

const TAGS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// The text with template tags and NUL bytes blanked, byte for byte as long as before.
pub(super) fn mask(text: &str) -> Cow<'_, str> {
    let tags = tags(text);
    if tags.is_empty() && !text.contains('\0') {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for &(from, to) in &tags {
        for byte in &mut bytes[from..to] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    keep_lines_in_their_place(&mut bytes, &tags);
    for byte in bytes.iter_mut().filter(|b| **b == 0) {
        *byte = FILLER as u8;
    }
    // Whole characters were overwritten with ASCII, so this is still UTF-8.
    Cow::Owned(String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned()))
}

/// A tag alone on its line leaves a blank line behind, which ends a paragraph, as the author sees it. But when
/// text follows on the same line, blanks in front of it would look like an indented code block.
fn keep_lines_in_their_place(bytes: &mut [u8], tags: &[(usize, usize)]) {
    let mut looked_at = 0;
    for &(from, to) in tags {
        if from < looked_at {
            continue;
        }
        let line = bytes[looked_at..from].iter().rposition(|&b| b == b'\n').map_or(looked_at, |i| looked_at + i + 1);
        let text = (line..bytes.len()).find(|&i| !matches!(bytes[i], b' ' | b'\t')).unwrap_or(bytes.len());
        let is_text = bytes.get(text).is_some_and(|b| !matches!(b, b'\n' | b'\r'));
        if is_text && from < text {
            bytes[from..to.min(text)].fill(FILLER as u8);
        }
        looked_at = text.max(to);
    }
}

/// The byte ranges of template tags, in order. Linear: each closer is looked for once.
fn tags(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut next_close = [0; TAGS.len()];
    let mut at = 0;
    while let Some(step) = text[at..].find('{') {
        at += step;
        let end = TAGS.iter().enumerate().find(|(_, (open, _))| text[at..].starts_with(open)).and_then(|(i, tag)| {
            let inside = at + tag.0.len();
            if next_close[i] < inside {
                next_close[i] = text[inside..].find(tag.1).map_or(usize::MAX, |step| inside + step);
            }
            (next_close[i] < inside + LONGEST).then(|| next_close[i] + tag.1.len())
        });
        if let Some(end) = end {
            found.push((at, end));
        }
        at = end.unwrap_or(at + 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortcode_alone_on_its_line_is_a_blank_line() {
        let text = "* item\n{{< image \"x\" >}}\nCaption\n{{< /image >}}\n";
        let masked = mask(text);
        assert_eq!(masked.len(), text.len());
        assert_eq!(masked.lines().nth(1).map(str::trim), Some(""));
        assert!(masked.contains("Caption"));
    }

    #[test]
    fn an_opener_without_closer_is_text() {
        assert_eq!(mask("a {{< b and 100 {% c"), "a {{< b and 100 {% c");
    }
}
