//! What notes know and the program does not: names outside the gazetteer, verbs outside the lexicon, names that may mean
//! one thing; each with the Turtle that would teach it.
//!
//! In come notes as read; out come lists for people, and stubs that [`Ontology::with_files`](crate::ontology::Ontology::with_files)
//! reads as they are: a gazetteer file for `--gazetteer`, a lexicon file for `--ontology`.

mod entities;
mod relations;
mod similar;
mod turtle;

pub use entities::{NewEntity, new_entities};
pub use relations::{OpenRelation, open_relations};
pub use similar::{Similar, similar};
pub use turtle::{gazetteer, lexicon, merges};

use crate::statement::Statement;
use serde::Serialize;

/// Where something was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Context {
    /// The note.
    pub file: String,
    /// Its line, counted from 1.
    pub line: usize,
    /// The words.
    pub text: String,
}

/// So many contexts are kept of each.
const MOST_CONTEXTS: usize = 3;

/// Keeps the place of a statement, unless there are enough.
fn keep(contexts: &mut Vec<Context>, statement: &Statement) {
    let evidence = &statement.evidence;
    let text = evidence.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let context = Context { file: evidence.file.clone(), line: evidence.line, text };
    if contexts.len() < MOST_CONTEXTS && !contexts.contains(&context) {
        contexts.push(context);
    }
}
