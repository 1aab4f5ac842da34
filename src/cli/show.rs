//! `annals show`: what a stage sees of a note.

use super::diagnostics;
use super::failure::{Failure, Outcome};
use super::options::Reading;
use super::output;
use annals::pipeline::{self, Notes};
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::PathBuf;

/// Show what a stage sees of a note: its claims, words, trees, mentions, frames, statements
#[derive(Args)]
#[command(after_help = "Examples:
  annals show note data/notes/korean-war.md
  annals show tree data/notes/korean-war.md | less")]
pub(super) struct Arguments {
    /// The stage
    #[arg(value_enum)]
    stage: Stage,
    /// Note, or folder of notes
    #[arg(required = true, value_name = "NOTE")]
    notes: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// Headings, claims, quotations, citations
    Note,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let knowledge = arguments.reading.knowledge()?;
    let notes = pipeline::read_notes(&arguments.notes, &arguments.reading.settings(&knowledge))?;
    let mut out = output::for_people();
    out.write_all(printout(arguments.stage, &notes).as_bytes())?;
    out.flush()?;
    diagnostics::tell(&notes)
}

fn printout(stage: Stage, notes: &Notes) -> String {
    match stage {
        Stage::Note => notes.notes.iter().map(annals::note::outline).collect(),
    }
}
