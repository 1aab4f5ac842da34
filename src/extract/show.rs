//! What `annals show mentions|frames|statements` prints.

use super::record::Extraction;
use crate::note::Note;
use crate::statement::{Polarity, Statement};
use std::fmt::Write as _;

/// Each phrase with what it was taken to mean: `line:  words → label (class)`.
#[must_use]
pub fn mentions(extraction: &Extraction, note: &Note) -> String {
    let mut out = String::new();
    for mention in &extraction.mentions {
        let things: Vec<String> = mention.things.iter().map(|t| format!("{} ({})", t.label, t.class)).collect();
        writeln!(out, "{:>4}: {} → {}", note.line(mention.span.start), mention.text, things.join(" + "))
            .expect("a String takes all that is written to it");
    }
    out
}

/// Each predicate with its arguments.
#[must_use]
pub fn frames(extraction: &Extraction) -> String {
    extraction.frames.iter().fold(String::new(), |mut out, frame| {
        out.push_str(frame);
        out.push('\n');
        out
    })
}

/// Each statement on a line, readable.
#[must_use]
pub fn statements(statements: &[Statement]) -> String {
    statements.iter().fold(String::new(), |mut out, statement| {
        out.push_str(&statement_line(statement));
        out.push('\n');
        out
    })
}

fn statement_line(s: &Statement) -> String {
    let mut line = format!(
        "{:>4}: {} | {} | {}",
        s.evidence.line,
        s.subject.label,
        s.relation.lemma,
        s.object.as_ref().map_or("–", |o| o.label())
    );
    for role in &s.roles {
        line.push_str(&format!(" | {}={}", role.role, role.label));
    }
    if let Some(time) = &s.time {
        line.push_str(&format!(" | time={time}{}", if s.time_inherited { " (inherited)" } else { "" }));
    }
    if let Some(place) = &s.place {
        line.push_str(&format!(" | place={}", place.label));
    }
    if s.polarity == Polarity::Negated {
        line.push_str(" | NOT");
    }
    if !s.asserted || s.attributed_to.is_some() {
        line.push_str(&format!(" | {}", s.stance.as_str()));
    }
    if let Some(holder) = &s.attributed_to {
        line.push_str(&format!(" by {holder}"));
    }
    line.push_str(&format!(
        " | {} {:.2} {}",
        s.relation.iri.rsplit(['#', '/']).next().unwrap_or_default(),
        s.confidence,
        s.basis
    ));
    line
}
