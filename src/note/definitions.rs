//! Definition lists, as Pandoc and others write them: a term, and below it lines that open with a colon.
//!
//! The parser could read them too, but takes any paragraph before a colon for a term, however long.

use super::{
    blocks::Blocks,
    ink::Ink,
    types::{ClaimKind, SegmentKind},
    voice::Voice,
};

/// A longer term is a sentence, in words.
const LONGEST_TERM: usize = 10;

/// The term of a block and its definitions, if it is a list of them.
fn split(ink: &Ink) -> Option<(Ink, Vec<Ink>)> {
    let starts: Vec<usize> = std::iter::once(0).chain(ink.breaks.iter().copied()).collect();
    let ends = starts.iter().skip(1).copied().chain([ink.glyphs.len()]);
    let mut term = Ink::default();
    let mut definitions: Vec<Ink> = Vec::new();
    for (&from, to) in starts.iter().zip(ends) {
        match (marker(ink, from, to), definitions.last_mut()) {
            (Some(words), _) => definitions.push(ink.part(words, to)),
            (None, Some(last)) => last.append(ink.part(from, to)),
            (None, None) => term.append(ink.part(from, to)),
        }
    }
    let short = term.glyphs.iter().filter(|g| g.sign == ' ').count() <= LONGEST_TERM;
    (!definitions.is_empty() && short).then_some((term, definitions))
}

/// Where the words of a line start that opens with a colon and a blank.
fn marker(ink: &Ink, from: usize, to: usize) -> Option<usize> {
    let line = &ink.glyphs[from..to];
    let first = line.iter().position(|g| g.sign != ' ')?;
    let blank = line.get(first + 1).is_some_and(|g| g.sign == ' ');
    let words = line.iter().skip(first + 1).position(|g| g.sign != ' ')?;
    (line[first].sign == ':' && blank).then_some(from + first + 1 + words)
}

impl Blocks<'_> {
    /// Takes a block that defines a term, or goes on defining the one before; says whether it was one.
    pub(super) fn definition(&mut self, ink: &Ink) -> bool {
        if !ink.glyphs.iter().any(|g| g.sign == ':') {
            return false;
        }
        let Some((term, definitions)) = split(ink) else { return false };
        let parent = self.level().parent;
        let term = if term.is_empty() {
            self.term_before()
        } else {
            self.claim(&term, ClaimKind::ListItem, parent, &Voice::Author)
        };
        for definition in definitions {
            self.claim(&definition, ClaimKind::ListItem, term.or(parent), &Voice::Author);
        }
        self.level().previous = term;
        self.defines = term;
        true
    }

    /// The paragraph before a definition that stands apart: the term, unless it is a sentence.
    fn term_before(&mut self) -> Option<usize> {
        let previous = self.level().previous?;
        if self.defines == Some(previous) {
            return self.defines;
        }
        let claim = self.claims.get_mut(previous)?;
        let [only] = claim.segments.as_slice() else { return None };
        let text = only.readable.text.trim();
        let short = text.split(' ').count() <= LONGEST_TERM && !text.ends_with(['.', '!', '?', ':']);
        (claim.kind == ClaimKind::Paragraph && only.kind == SegmentKind::Prose && short).then(|| {
            claim.kind = ClaimKind::ListItem;
            previous
        })
    }
}
