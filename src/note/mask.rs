//! Blanks what is no text, so that Markdown is read as if it were not there.
//!
//! Comments and instructions ([`super::instructions`]) and NUL bytes are overwritten by filler of the same length: offsets
//! stay.

use super::{ink::FILLER, instructions::Skip};
use std::borrow::Cow;

/// The text with these stretches and NUL bytes blanked, byte for byte as long as before.
pub(super) fn mask<'a>(text: &'a str, skips: &[Skip]) -> Cow<'a, str> {
    if skips.is_empty() && !text.contains('\0') {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for skip in skips {
        for byte in &mut bytes[skip.span.range()] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    keep_lines_in_their_place(&mut bytes, skips);
    for byte in bytes.iter_mut().filter(|b| **b == 0) {
        *byte = FILLER as u8;
    }
    // Whole characters were overwritten with ASCII, so this is still UTF-8.
    Cow::Owned(String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned()))
}

/// A tag alone on its line leaves a blank line behind, which ends a paragraph, as the author sees it. But when
/// text follows on the same line, blanks in front of it would look like an indented code block.
fn keep_lines_in_their_place(bytes: &mut [u8], skips: &[Skip]) {
    let mut looked_at = 0;
    for skip in skips {
        let (from, to) = (skip.span.start, skip.span.end);
        if from < looked_at {
            continue;
        }
        let line = bytes[looked_at..from].iter().rposition(|&b| b == b'\n').map_or(looked_at, |i| looked_at + i + 1);
        let text = (line..bytes.len()).find(|&i| !matches!(bytes[i], b' ' | b'\t')).unwrap_or(bytes.len());
        // An item or quote that holds nothing else is one all the same, and no line under a heading.
        if bytes[line..from].iter().any(|b| !b.is_ascii_whitespace()) {
            bytes[from] = FILLER as u8;
        }
        let is_text = bytes.get(text).is_some_and(|b| !matches!(b, b'\n' | b'\r'));
        if is_text && from < text {
            for byte in &mut bytes[from..to.min(text)] {
                if !matches!(byte, b'\n' | b'\r') {
                    *byte = FILLER as u8;
                }
            }
        }
        looked_at = text.max(to);
    }
}

#[cfg(test)]
mod tests {
    use super::super::instructions::find;
    use super::*;

    #[test]
    fn a_shortcode_alone_on_its_line_is_a_blank_line() {
        let text = "* item\n{{< image \"x\" >}}\nCaption\n{{< /image >}}\n";
        let masked = mask(text, &find(text).skips);
        assert_eq!(masked.len(), text.len());
        assert_eq!(masked.lines().nth(1).map(str::trim), Some(""));
        assert!(masked.contains("Caption"));
    }
}
