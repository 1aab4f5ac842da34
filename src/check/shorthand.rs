//! What several checks ask of notes and words.

use crate::note::{Claim, ClaimId, Note, Readable, SegmentKind};
use crate::ontology::fold;
use crate::span::Span;

/// The claims that one stands beneath, the nearest first.
pub(super) fn ancestors(note: &Note, id: ClaimId) -> impl Iterator<Item = ClaimId> {
    std::iter::successors(note.claims[id].parent, |&above| note.claims[above].parent)
}

/// What the author says in a claim.
pub(super) fn prose(claim: &Claim) -> impl Iterator<Item = &Readable> {
    let by_author = |kind: &SegmentKind| matches!(kind, SegmentKind::Prose | SegmentKind::Cell { .. });
    claim.segments.iter().filter(move |segment| by_author(&segment.kind)).map(|segment| &segment.readable)
}

/// Whether a heading announces a list of sources.
pub(super) fn is_list_of_sources(heading: &str) -> bool {
    let heading = fold(heading);
    let names =
        ["references", "sources", "bibliography", "works-cited", "literature", "notes", "footnotes", "further-reading"];
    names.contains(&heading.as_str())
        || ["-sources", "-references", "-reading", "-bibliography"].iter().any(|end| heading.ends_with(end))
}

/// Words and numbers, as they are written.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Where words stand that are made of such characters.
pub(super) fn runs(text: &str, is_part: impl Fn(char) -> bool) -> impl Iterator<Item = Span> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split(move |c: char| !is_part(c))
        .filter(|word| !word.is_empty())
        .map(move |word| Span::new(start(word), start(word) + word.len()))
}

/// Words and numbers made comparable.
pub(super) fn folded(text: &str) -> Vec<String> {
    words(&fold(text)).map(str::to_owned).collect()
}

/// Words shortened for a message.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}
