//! `annals extract`: notes → statements, printed; no graph is made.

use super::failure::{Failure, Outcome};
use super::options::Reading;
use super::{diagnostics, output, statements};
use annals::pipeline::{self, Notes, Settings};
use annals::statement::{Statement, sample};
use clap::{Args, ValueEnum};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Print the statements read from notes, without making a graph
#[derive(Args)]
#[command(after_help = "Examples:
  annals extract data/notes
  annals extract --format jsonl notes/radium.md > statements.jsonl
  annals extract --sample 50 data/notes        # 50 facts to judge against their words
  pbpaste | annals extract -")]
pub(super) struct Arguments {
    /// Notes, or folders of notes; `-` reads standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Only so many of the statements that became facts, drawn at random: to judge by hand how many are right
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Another number draws another sample; the same one always draws the same
    #[arg(long, value_name = "N", default_value_t = 1, requires = "sample")]
    seed: u64,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line of JSON each
    Jsonl,
    /// One JSON array
    Json,
    /// Lines for people
    Table,
    /// A table to fill in: verdict, confidence, statement, place and words
    Tsv,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let loaded = arguments.reading.load(&arguments.paths)?;
    let notes = read(&arguments.paths, &loaded.settings())?;
    match arguments.sample {
        Some(count) => print(arguments.format, sample(notes.statements(), count, arguments.seed).into_iter())?,
        None => print(arguments.format, notes.statements())?,
    }
    diagnostics::tell(&notes)
}

/// The notes at these paths, or on standard input.
pub(super) fn read(paths: &[PathBuf], settings: &Settings<'_>) -> Result<Notes, Failure> {
    if paths != [Path::new("-")] {
        return Ok(pipeline::read_notes(paths, settings)?);
    }
    let mut bytes = Vec::new();
    let limit = pipeline::LARGEST_NOTE;
    io::stdin()
        .lock()
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format_args!("standard input: {error}")))?;
    if bytes.len() as u64 > limit {
        return Err(Failure::new(format_args!(
            "standard input: more than {} MiB are too much for one note",
            limit >> 20
        )));
    }
    Ok(pipeline::read_text("standard-input.md", &bytes, settings))
}

fn print<'a>(format: Format, all: impl Iterator<Item = &'a Statement>) -> Result<(), Failure> {
    match format {
        Format::Jsonl => {
            let mut out = output::for_programs();
            for statement in all {
                serde_json::to_writer(&mut out, statement).map_err(io::Error::from)?;
                writeln!(out)?;
            }
            out.flush()?;
        }
        Format::Json => output::json(&all.collect::<Vec<_>>())?,
        Format::Tsv => {
            let mut out = output::for_programs();
            writeln!(out, "verdict\tconfidence\tstatement\tplace\twords")?;
            for statement in all {
                writeln!(out, "\t{}", statements::row(statement))?;
            }
            out.flush()?;
        }
        Format::Table => {
            let mut out = output::for_people();
            for statement in all {
                statements::print(&mut out, statement)?;
            }
            out.flush()?;
        }
    }
    Ok(())
}
