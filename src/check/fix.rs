//! Puts right what can be put right without changing what a note says.

use super::finding::{Edit, Finding};

/// A note with the fixes of its findings applied, and how many were. Where two want to change the same, the first does.
///
/// `text` is the note as it was read, and the findings are those of this note.
#[must_use]
pub fn apply<'a>(text: &str, findings: impl IntoIterator<Item = &'a Finding>) -> (String, usize) {
    let mut edits: Vec<&Edit> = findings.into_iter().filter_map(|finding| finding.fix.as_ref()).collect();
    edits.sort();
    edits.dedup();
    let (mut fixed, mut end, mut count) = (String::with_capacity(text.len()), 0, 0);
    for edit in edits.into_iter().filter(|edit| text.is_char_boundary(edit.start) && text.is_char_boundary(edit.end)) {
        if edit.start >= end {
            fixed.push_str(&text[end..edit.start]);
            fixed.push_str(&edit.replacement);
            end = edit.end;
            count += 1;
        }
    }
    fixed.push_str(&text[end..]);
    (fixed, count)
}
