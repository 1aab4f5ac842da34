//! `annals show`: what a stage sees of a note.

use super::diagnostics;
use super::failure::{Failure, Outcome};
use super::options::Reading;
use super::output::{self, Style};
use annals::extract::{self, Extraction};
use annals::note::Note;
use annals::pipeline;
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
    /// Words with their tags, lemmas and units
    Words,
    /// The dependency tree of each sentence
    Tree,
    /// Phrases and what they were taken to mean
    Mentions,
    /// Predicates with their arguments
    Frames,
    /// What is stated
    Statements,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let loaded = arguments.reading.load(&arguments.notes)?;
    let notes = pipeline::read_notes(&arguments.notes, &loaded.settings())?;
    let mut out = output::for_people();
    for (note, read) in notes.notes.iter().zip(&notes.extractions) {
        if notes.notes.len() > 1 {
            out.styled(Style::Strong, &format!("{}\n", note.path))?;
        }
        out.write_all(printout(arguments.stage, note, read).as_bytes())?;
    }
    out.flush()?;
    diagnostics::tell(&notes)
}

fn printout(stage: Stage, note: &Note, read: &Extraction) -> String {
    let sentences = || read.sentences.iter().map(Vec::as_slice);
    match stage {
        Stage::Note => annals::note::outline(note),
        Stage::Words => sentences().map(annals::language::words).collect(),
        Stage::Tree => sentences().map(annals::language::tree).collect(),
        Stage::Mentions => extract::mentions(read, note),
        Stage::Frames => extract::frames(read),
        Stage::Statements => extract::statements(&read.statements),
    }
}
