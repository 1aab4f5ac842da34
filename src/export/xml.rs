//! Text for XML 1.0, told how much of it XML cannot hold.

use crate::graph::unfit_for_xml;

/// Text for an attribute or an element: markup and white space that a parser would change escaped; what XML 1.0 (section 2.2)
/// cannot hold is replaced by U+FFFD, and counted.
pub(super) fn escaped(words: &str, replaced: &mut usize) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\t' | '\n' | '\r' => text.push_str(&format!("&#{};", u32::from(c))),
            c if unfit_for_xml(c) => {
                text.push('\u{fffd}');
                *replaced += 1;
            }
            c => text.push(c),
        }
    }
    text
}
