//! `annals diff`: what a change of notes or ontology added and removed.

use super::claims;
use super::failure::{Failure, Outcome};
use super::options::Reading;
use super::output::{self, Format, Style};
use super::{diagnostics, output::counted};
use annals::graph::{ClaimRow, Difference, Store, disk::FOLDER};
use annals::pipeline;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Tell which facts one graph has and the other has not; each is a graph on disk, a note or a folder of notes
#[derive(Args)]
#[command(after_help = "Examples:
  annals diff .annals notes/
  annals diff old-notes/ notes/
  git worktree add /tmp/before HEAD~1 && annals diff /tmp/before/notes notes")]
pub(super) struct Arguments {
    /// The graph or notes before
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The graph or notes after
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Compare also what is only reported, believed, asked for, planned or supposed
    #[arg(long)]
    all: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (old, new) = (open(&arguments.old, &arguments.reading)?, open(&arguments.new, &arguments.reading)?);
    let difference = Difference::between(&old, &new, !arguments.all)?;
    match arguments.format {
        Format::Json => output::json(&difference)?,
        Format::Text => print(&difference, arguments.all)?,
    }
    Ok(Outcome::findings_if(!difference.added.is_empty() || !difference.removed.is_empty()))
}

/// Prints what was lost and gained, and how much; `all`: claims that are no facts too.
pub(super) fn print(Difference { added, removed }: &Difference, all: bool) -> Result<(), Failure> {
    let mut out = output::for_people();
    for (sign, rows) in [("- ", removed), ("+ ", added)] {
        for row in rows {
            out.styled(Style::Strong, sign)?;
            claims::print(&mut out, row)?;
        }
    }
    let what = |rows: &[ClaimRow]| match all {
        true => counted(rows.len(), "claim", "claims"),
        false => counted(rows.len(), "fact", "facts"),
    };
    writeln!(out, "{} added, {} removed", what(added), what(removed))?;
    out.flush()?;
    Ok(())
}

/// A graph on disk, or one made of notes on the spot.
fn open(path: &Path, reading: &Reading) -> Result<Store, Failure> {
    for folder in [path.to_owned(), path.join(FOLDER)] {
        if folder.join("current").is_file() {
            return Ok(Store::open(&folder)?);
        }
    }
    let paths = [path.to_owned()];
    let loaded = reading.load(&paths)?;
    let settings = loaded.settings();
    let notes = pipeline::read_notes(&paths, &settings)?;
    diagnostics::tell_errors(&notes)?;
    Ok(Store::in_memory(&pipeline::graph(&notes, &settings)?)?)
}
