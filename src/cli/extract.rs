//! `annals extract`: notes → statements, printed; no graph is made.

use super::failure::{Failure, Outcome};
use super::options::{Reading, cannot_read};
use super::{diagnostics, output, statements};
use annals::extract::Pages;
use annals::pipeline::{self, Notes, Settings, Shard};
use annals::statement::{Statement, sample};
use clap::{Args, ValueEnum};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Print the statements read from notes, without making a graph
#[derive(Args)]
#[command(after_help = "Examples:
  annals extract data/notes
  annals extract --format jsonl notes/radium.md > statements.jsonl
  annals extract --sample 50 data/notes        # 50 facts to judge against their words
  pbpaste | annals extract -
  annals extract --framing ndjson < documents.ndjson > statements.jsonl

On several machines (docs/scale.md), then one graph of it all:
  annals extract --framing ndjson --format n-quads < documents.ndjson > part.nq
  LC_ALL=C sort -u -m part-*.nq | annals merge > graph.nq")]
pub(super) struct Arguments {
    /// Notes, or folders of notes; `-` reads standard input
    #[arg(required_unless_present = "framing", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print them; by default a table, with `--framing` jsonl
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Read many documents from standard input instead of files
    #[arg(long, value_enum, conflicts_with_all = ["paths", "sample"])]
    pub(super) framing: Option<Framing>,
    /// Only the notes that fall into this part of so many, by a hash of their paths
    #[arg(long, value_name = "I/N")]
    pub(super) shard: Option<Shard>,
    /// What all notes say of their own pages, as `--format pages` has gathered it; without it, of a folder it is gathered
    /// from the folder, and each document that comes framed knows its own only
    #[arg(long, value_name = "FILE")]
    pages: Option<PathBuf>,
    /// Only so many of the statements that became facts, drawn at random: to judge by hand how many are right
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Another number draws another sample; the same one always draws the same
    #[arg(long, value_name = "N", default_value_t = 1, requires = "sample")]
    seed: u64,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One line of JSON each
    Jsonl,
    /// One JSON array
    Json,
    /// Lines for people
    Table,
    /// A table to fill in: verdict, confidence, statement, place and words
    Tsv,
    /// What each note gives to a graph, for `annals merge`
    NQuads,
    /// What each note says of its own page (further names, kind, abbreviations), for `--pages`
    Pages,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Framing {
    /// A document a line: {"path": "…", "text": "…"}
    Ndjson,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if arguments.framing.is_some() {
        return super::framed::run(arguments, arguments.format.unwrap_or(Format::Jsonl));
    }
    let format = arguments.format.unwrap_or(Format::Table);
    let loaded = arguments.reading.load(&arguments.paths)?;
    let settings = loaded.settings();
    if format == Format::Pages {
        return print_pages(arguments, &settings);
    }
    let pages = arguments.pages()?;
    let notes = if arguments.shard.is_some() || pages.is_some() {
        pipeline::read_shard(&arguments.paths, &settings, arguments.shard, pages)?
    } else {
        read(&arguments.paths, &settings)?
    };
    match arguments.sample {
        _ if format == Format::NQuads => print_pieces(&notes, &settings)?,
        Some(count) => print(format, sample(notes.statements(), count, arguments.seed).into_iter())?,
        None => print(format, notes.statements())?,
    }
    if arguments.shard.is_some() && notes.notes.is_empty() && notes.set_aside.is_empty() {
        return Ok(Outcome::Done);
    }
    diagnostics::tell(&notes)
}

impl Arguments {
    /// What was gathered of all notes' pages.
    pub(super) fn pages(&self) -> Result<Option<Pages>, Failure> {
        let read = |path: &PathBuf| {
            let text = fs::read_to_string(path).map_err(|error| cannot_read(path, &error))?;
            pipeline::pages(&text).map_err(|error| {
                Failure::new(format_args!("{}: {error}", path.display()))
                    .hint("gather it with `annals extract --format pages`")
            })
        };
        self.pages.as_ref().map(read).transpose()
    }
}

fn print_pieces(notes: &Notes, settings: &Settings<'_>) -> Result<(), Failure> {
    let pieces = pipeline::pieces(settings, notes.works.as_ref())?;
    let mut out = output::for_programs();
    for (note, read) in notes.notes.iter().zip(&notes.extractions) {
        pieces.write(&pipeline::told(note, read), &mut out)?;
    }
    Ok(out.flush()?)
}

fn print_pages(arguments: &Arguments, settings: &Settings<'_>) -> Result<Outcome, Failure> {
    let lines = pipeline::look_at(&arguments.paths, settings, arguments.shard)?.page_lines(settings);
    let mut out = output::for_programs();
    let (mut failed, mut told) = (0, Vec::new());
    for line in lines {
        match line {
            Ok(line) => line.map_or(Ok(()), |line| writeln!(out, "{line}"))?,
            Err(why) => {
                failed += 1;
                told.extend(why);
            }
        }
    }
    out.flush()?;
    diagnostics::tell_some(&told, failed, |_| None)
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
            print_lines(&mut out, all)?;
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
        Format::Table | Format::NQuads | Format::Pages => {
            let mut out = output::for_people();
            for statement in all {
                statements::print(&mut out, statement)?;
            }
            out.flush()?;
        }
    }
    Ok(())
}

/// One line of JSON for each statement.
pub(super) fn print_lines<'a>(out: &mut impl Write, all: impl IntoIterator<Item = &'a Statement>) -> io::Result<()> {
    for statement in all {
        serde_json::to_writer(&mut *out, statement).map_err(io::Error::from)?;
        writeln!(out)?;
    }
    Ok(())
}
