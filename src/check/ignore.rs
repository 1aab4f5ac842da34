//! `<!-- annals: ignore A001 -->`: a comment in the note lets one claim pass.
//!
//! It speaks of the claim in or behind which it stands, up to the end of its line, or, on a line of its own, of the claim that
//! follows. Without codes it lets everything pass; `ignore-file` speaks of the whole note.

use super::finding::{Finding, Findings};
use crate::note::Note;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A comment.
struct Comment {
    span: Span,
    /// What it speaks of.
    about: Span,
    /// Empty: all.
    codes: BTreeSet<String>,
}

/// The findings that no comment lets pass, and a word on comments that let nothing pass.
pub(super) fn kept(notes: &[Note], findings: Vec<Finding>) -> Vec<Finding> {
    let comments: BTreeMap<&str, (usize, Vec<Comment>)> = notes
        .iter()
        .enumerate()
        .map(|(number, note)| (note.path.as_str(), (number, comments(note))))
        .filter(|(_, (_, comments))| !comments.is_empty())
        .collect();
    if comments.is_empty() {
        return findings;
    }
    let mut used = BTreeSet::new();
    let mut kept = Vec::new();
    for finding in findings {
        let here = comments.get(finding.place.file.as_str());
        let passes = here.and_then(|(number, comments)| {
            let lets = |comment: &Comment| {
                comment.about.contains(finding.place.span) || comment.about.overlaps(finding.place.span)
            };
            let at = comments.iter().position(|comment| {
                lets(comment) && (comment.codes.is_empty() || comment.codes.contains(&finding.code))
            })?;
            Some((*number, at))
        });
        match passes {
            Some(comment) => {
                used.insert(comment);
            }
            None => kept.push(finding),
        }
    }
    let mut idle = Findings::new(notes);
    for (number, comments) in comments.values() {
        for (_, comment) in comments.iter().enumerate().filter(|(at, _)| !used.contains(&(*number, *at))) {
            idle.say("A303", *number, comment.span, "this comment lets nothing pass").help("take it out");
        }
    }
    kept.extend(idle.finish());
    kept.sort_by_cached_key(|finding| (finding.place.file.clone(), finding.place.start, finding.code.clone()));
    kept
}

fn comments(note: &Note) -> Vec<Comment> {
    const OPEN: &str = "<!--";
    let mut found = Vec::new();
    for (start, _) in note.text.match_indices(OPEN) {
        let Some(end) = note.text[start..].find("-->").map(|end| start + end + 3) else { break };
        let words = note.text[start + OPEN.len()..end - 3].trim();
        let Some(words) = words.strip_prefix("annals:").map(str::trim) else { continue };
        let mut parts = words.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty());
        let about = match parts.next() {
            Some("ignore") => about(note, Span::new(start, end)),
            Some("ignore-file") => Span::new(0, note.text.len()),
            _ => continue,
        };
        found.push(Comment { span: Span::new(start, end), about, codes: parts.map(str::to_uppercase).collect() });
    }
    found
}

/// The claim that a comment speaks of.
fn about(note: &Note, comment: Span) -> Span {
    let line = note.text[..comment.start].rfind('\n').map_or(0, |at| at + 1);
    let alone = note.text[line..comment.start].trim().is_empty();
    let within = |span: Span| span.contains(comment) || !alone && span.end > line && span.start < comment.start;
    let here = note.claims.iter().rev().find(|claim| within(claim.span));
    let claim = here.or_else(|| note.claims.iter().find(|claim| claim.span.start >= comment.end).filter(|_| alone));
    claim.map_or(Span::new(line, comment.end), |claim| claim.span.cover(if alone { claim.span } else { comment }))
}
