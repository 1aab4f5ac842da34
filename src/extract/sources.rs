//! Which sources a passage of a note rests on.
//!
//! A citation covers the words before it in its claim. What no citation follows rests on the quotation nested
//! beneath the claim; lines of one dialogue share the citation at its end.

use crate::note::{Claim, ClaimId, Note, SegmentKind};
use crate::span::Span;
use crate::statement::Support;

/// The sources of one stretch of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sources {
    /// Addresses or keys, in order.
    pub(super) targets: Vec<String>,
    /// The quotation beneath that brings them.
    pub(super) support: Option<Support>,
}

/// Sources of the stretch `span` (in the note) of a claim.
pub(super) fn of(note: &Note, id: ClaimId, span: Span) -> Sources {
    let claim = &note.claims[id];
    let targets = own(claim, span);
    if !targets.is_empty() {
        return Sources { targets, support: None };
    }
    let beneath = beneath(note, id);
    if !beneath.targets.is_empty() {
        return beneath;
    }
    Sources { targets: dialogue(note, id), support: None }
}

/// The first run of citations that stands behind the words.
fn own(claim: &Claim, span: Span) -> Vec<String> {
    let mut targets: Vec<String> = Vec::new();
    let mut after = claim.citations.iter().filter(|c| c.span.start >= span.end || span.contains(c.span)).peekable();
    let Some(segment) = after.peek().map(|c| c.after_segment) else { return targets };
    let mut end = None;
    for citation in after {
        let adjoins = end.is_none_or(|e: usize| citation.span.start.saturating_sub(e) <= 4);
        if citation.after_segment != segment || !adjoins {
            break;
        }
        end = Some(citation.span.end);
        if !targets.contains(&citation.target) {
            targets.push(citation.target.clone());
        }
    }
    targets
}

/// The citations of the quotations nested beneath a claim.
fn beneath(note: &Note, id: ClaimId) -> Sources {
    let mut sources = Sources::default();
    for (child, claim) in note.claims.iter().enumerate().skip(id + 1).filter(|(_, c)| c.parent == Some(id)) {
        let quotation = claim
            .segments
            .iter()
            .find(|s| !matches!(s.kind, SegmentKind::Prose | SegmentKind::Task | SegmentKind::Field { .. }));
        for citation in &claim.citations {
            if !sources.targets.contains(&citation.target) {
                sources.targets.push(citation.target.clone());
            }
        }
        if sources.support.is_none() && !claim.citations.is_empty() {
            let text = quotation.or(claim.segments.first()).map(|s| s.readable.text.clone()).unwrap_or_default();
            sources.support = Some(Support { line: note.line(note.claims[child].span.start), text });
        }
    }
    sources
}

/// The citation that ends a run of dialogue lines.
fn dialogue(note: &Note, id: ClaimId) -> Vec<String> {
    let speaks = |c: &Claim| c.segments.iter().any(|s| matches!(s.kind, SegmentKind::Dialogue { .. }));
    let claim = &note.claims[id];
    if !speaks(claim) {
        return Vec::new();
    }
    note.claims
        .iter()
        .skip(id)
        .filter(|c| c.parent == claim.parent)
        .take_while(|c| speaks(c))
        .find(|c| !c.citations.is_empty())
        .map(|c| c.citations.iter().map(|c| c.target.clone()).collect())
        .unwrap_or_default()
}
