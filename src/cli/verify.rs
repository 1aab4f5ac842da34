//! `annals verify`: whether the graph on disk is whole.

use super::failure::{Failure, Outcome};
use super::output::{self, counted};
use annals::graph::disk::{self, FOLDER};
use annals::graph::find_graph;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Check every byte of the graph on disk against what was built
#[derive(Args)]
#[command(after_help = "Examples:
  annals verify
  annals verify --graph /tmp/graph")]
pub(super) struct Arguments {
    /// Folder of the graph; by default `.annals` here or in the nearest folder above
    #[arg(long, value_name = "DIR")]
    graph: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let found = arguments.graph.clone().or_else(|| find_graph(Path::new(".")));
    let folder = found.ok_or_else(|| {
        Failure::new(format_args!("no graph: no {FOLDER} here or in a folder above"))
            .hint("make one with `annals build NOTES`")
    })?;
    let manifest = disk::verify(&folder)?;
    let mut out = output::for_people();
    let notes = counted(manifest.inputs.notes.len(), "note", "notes");
    let files = manifest.files.len();
    writeln!(out, "{}: whole; {notes}, {} triples, {files} files", folder.display(), manifest.triples)?;
    out.flush()?;
    Ok(Outcome::Done)
}
