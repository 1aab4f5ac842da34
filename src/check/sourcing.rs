//! Claims and quotations that cite nothing.

use super::Subject;
use super::finding::Findings;
use super::shorthand::{ancestors, is_list_of_sources, prose, words};
use crate::diagnostic::Severity;
use crate::note::{Claim, ClaimId, ClaimKind, Note, Readable, SegmentKind};
use crate::span::Span;
use crate::statement::Statement;
use std::collections::BTreeSet;

/// So many claims without a source are listed one by one.
const MANY: usize = 3;
/// Quoted words of so many and more are a quotation, fewer are a term.
const QUOTATION: usize = 6;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for (number, (note, read)) in subject.notes.iter().zip(subject.extractions).enumerate() {
        if cites_for_all(note) {
            continue;
        }
        let quotations = unsourced_quotations(note);
        let unsourced = unsourced_claims(note, &read.statements, &quotations);
        let claims = claims_that_state(note, &read.statements);
        if unsourced.len() > MANY && unsourced.len() * 2 > claims {
            // A note that cites little is told so once: its claims are listed with `verbose`.
            let message = format!("{} of {claims} claims cite nothing", unsourced.len());
            found.say("A001", number, unsourced[0].1, message).help(
                "cite a source behind each, with a link, a footnote or a key; or name one for all as `source:` in the front matter",
            );
            for &(_, span) in &unsourced[1..] {
                found.say("A001", number, span, "nothing is cited for this").quiet();
            }
        } else {
            for &(_, span) in &unsourced {
                found
                    .say("A001", number, span, "nothing is cited for this")
                    .help("cite a source behind it, or quote one in an item beneath it");
            }
        }
        // Where most quotations of a note come without a source, that is its habit and no slip.
        let habit = quotations.len() * 2 > quoted(note);
        for &(id, span) in &quotations {
            // Words taken into a sentence may be its author's example, or a turn of phrase.
            let taken_in = prose(&note.claims[id]).any(|readable| readable.source(whole(readable)).contains(span));
            let few = words(span.of(&note.text)).count() < 2 * QUOTATION;
            let severity = if habit || taken_in && few { Severity::Note } else { Severity::Warning };
            found
                .say_as("A002", severity, number, span, "this is quoted, but not said from where")
                .help("cite what it is quoted from behind it");
        }
    }
}

/// Whether the front matter names the source of the whole note.
fn cites_for_all(note: &Note) -> bool {
    let names_source = |key: &str| matches!(key, "source" | "sources" | "url" | "link" | "doi" | "isbn");
    note.front_matter.iter().any(|(key, value)| names_source(&key.to_lowercase()) && !value.trim().is_empty())
}

/// Claims of the author for which neither they nor what they stand beneath cite anything, with what is to be cited for.
fn unsourced_claims(note: &Note, statements: &[Statement], quotations: &[(ClaimId, Span)]) -> Vec<(ClaimId, Span)> {
    let mut unsourced: Vec<(ClaimId, Span)> = Vec::new();
    for statement in statements.iter().filter(|statement| statement.sources.is_empty() && statement.asserted) {
        let words = Span::new(statement.evidence.start, statement.evidence.end);
        let Some(id) = claim_of(note, words) else { continue };
        let claim = &note.claims[id];
        let by_author = prose(claim).any(|readable| readable.source(whole(readable)).overlaps(words));
        let spoken = quotations.iter().any(|(quoted, _)| *quoted == id);
        if !by_author
            || spoken
            || lists_sources(note, claim)
            || claim.kind == ClaimKind::BlockQuote
            || is_sourced_above(note, id)
        {
            continue;
        }
        // Of a claim that cites something for its first words, only the others are without.
        let span = if claim.citations.is_empty() { claim.span } else { words };
        match unsourced.last_mut().filter(|(last, _)| *last == id) {
            Some((_, last)) => *last = last.cover(span),
            None => unsourced.push((id, span)),
        }
    }
    unsourced
}

/// How many claims of the author state something.
fn claims_that_state(note: &Note, statements: &[Statement]) -> usize {
    let claims = statements.iter().filter(|statement| statement.asserted);
    let claims = claims.filter_map(|it| claim_of(note, Span::new(it.evidence.start, it.evidence.end)));
    claims.collect::<BTreeSet<ClaimId>>().len()
}

/// Whether a claim names a source and says nothing itself: an entry of a list of sources.
fn lists_sources(note: &Note, claim: &Claim) -> bool {
    let named = |heading: &usize| is_list_of_sources(&note.headings[*heading].readable.text);
    claim.heading.as_ref().is_some_and(named)
}

fn whole(readable: &Readable) -> Span {
    Span::new(0, readable.text.len())
}

fn claim_of(note: &Note, words: Span) -> Option<ClaimId> {
    let from = note.claims.partition_point(|claim| claim.span.start <= words.start);
    note.claims[..from].iter().rposition(|claim| claim.span.overlaps(words))
}

fn is_sourced_above(note: &Note, id: ClaimId) -> bool {
    ancestors(note, id).any(|above| !note.claims[above].citations.is_empty())
}

/// How many quotations a note has.
fn quoted(note: &Note) -> usize {
    note.claims.iter().map(|claim| quotations(claim).count()).sum()
}

/// Quotations for which neither they, what they stand beneath, nor what stands beneath them cite anything.
fn unsourced_quotations(note: &Note) -> Vec<(ClaimId, Span)> {
    let mut unsourced: Vec<(ClaimId, Span)> = Vec::new();
    for (id, claim) in note.claims.iter().enumerate() {
        let cites_near = !claim.citations.is_empty()
            || is_sourced_above(note, id)
            || beneath(note, id).any(|child| !note.claims[child].citations.is_empty())
            || speaks(claim) && cited_in_dialogue(note, id);
        if cites_near || speaks(claim) && unsourced.last().is_some_and(|&(last, _)| goes_on(note, last, id)) {
            continue;
        }
        unsourced.extend(quotations(claim).take(1).map(|span| (id, span)));
    }
    unsourced
}

/// Where a claim quotes.
fn quotations(claim: &Claim) -> impl Iterator<Item = Span> {
    claim.segments.iter().flat_map(|segment| {
        let readable = &segment.readable;
        let quoted: Vec<Span> = match &segment.kind {
            SegmentKind::Quotation | SegmentKind::Dialogue { .. } => vec![whole(readable)],
            SegmentKind::Prose | SegmentKind::Task | SegmentKind::Field { .. } | SegmentKind::Cell { .. } => {
                readable.quoted.clone()
            }
        };
        let is_long = |span: &Span| words(span.of(&readable.text)).count() >= QUOTATION;
        quoted.into_iter().filter(is_long).map(|span| readable.source(span)).collect::<Vec<_>>()
    })
}

fn speaks(claim: &Claim) -> bool {
    claim.segments.iter().any(|segment| matches!(segment.kind, SegmentKind::Dialogue { .. }))
}

/// The claims directly beneath one.
fn beneath(note: &Note, id: ClaimId) -> impl Iterator<Item = ClaimId> {
    (id + 1..note.claims.len())
        .take_while(move |&child| note.claims[child].parent.is_some_and(|parent| parent >= id))
        .filter(move |&child| note.claims[child].parent == Some(id))
}

/// Whether the lines of a dialogue that follow cite something for all of it.
fn cited_in_dialogue(note: &Note, id: ClaimId) -> bool {
    let parent = note.claims[id].parent;
    let lines = note.claims[id..].iter().filter(|claim| claim.parent == parent).take_while(|claim| speaks(claim));
    lines.into_iter().any(|claim| !claim.citations.is_empty())
}

/// Whether a line of a dialogue belongs to the one before it.
fn goes_on(note: &Note, last: ClaimId, id: ClaimId) -> bool {
    let parent = note.claims[id].parent;
    note.claims[last..id].iter().filter(|claim| claim.parent == parent).all(speaks)
}
