//! Pronouns of which nobody knows whom they mean.

use super::Subject;
use super::finding::Findings;
use super::shorthand::{prose, runs};
use crate::span::Span;

/// “It” stands for nothing often enough (“it rained”), the others do not.
const PRONOUNS: [&str; 3] = ["he", "she", "they"];

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for (number, (note, read)) in subject.notes.iter().zip(subject.extractions).enumerate() {
        let meant: std::collections::BTreeSet<Span> = read.mentions.iter().map(|mention| mention.span).collect();
        for readable in note.claims.iter().flat_map(prose) {
            for span in pronouns(&readable.text) {
                let quoted = readable.quoted.iter().any(|quoted| quoted.contains(span));
                let at = readable.source(span);
                let word = span.of(&readable.text);
                // What opens a claim looks for its noun elsewhere; within a sentence the sentence has it.
                let opens =
                    span.start == 0 || readable.text[..span.start].trim_end().ends_with(['.', ':', ';', '!', '?']);
                if opens && !quoted && !meant.contains(&at) {
                    found
                        .say("A203", number, at, format!("nothing before it says who “{word}” is"))
                        .help("write the name");
                }
            }
        }
    }
}

fn pronouns(text: &str) -> impl Iterator<Item = Span> {
    let is_pronoun = |span: &Span| PRONOUNS.iter().any(|pronoun| pronoun.eq_ignore_ascii_case(span.of(text)));
    runs(text, |c| c.is_alphanumeric() || matches!(c, '\'' | '’')).filter(is_pronoun)
}
