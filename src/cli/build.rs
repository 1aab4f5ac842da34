//! `annals build`: notes → graph on disk.

use super::failure::{Failure, Outcome};
use super::options::Reading;
use super::{diagnostics, output};
use annals::graph::disk::{self, FOLDER, Inputs};
use annals::graph::sha256;
use annals::pipeline;
use clap::Args;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// Read notes and keep the graph made of them on disk
#[derive(Args)]
#[command(after_help = "Examples:
  annals build data/notes
  annals build notes/ --ontology my-relations.ttl --graph /tmp/graph")]
pub(super) struct Arguments {
    /// Notes, or folders of notes
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Folder to keep the graph in
    #[arg(long, value_name = "DIR", default_value = FOLDER)]
    graph: PathBuf,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let knowledge = arguments.reading.knowledge()?;
    let settings = arguments.reading.settings(&knowledge);
    let notes = pipeline::read_notes(&arguments.paths, &settings)?;
    let outcome = diagnostics::tell(&notes)?;
    let graph = pipeline::graph(&notes, &settings)?;
    let inputs = Inputs::of(&notes.notes, settings.base, parts(&arguments.reading)?);
    let published = disk::publish(&arguments.graph, &graph, &inputs)?;
    let mut out = output::for_people();
    let what = if published.unchanged { "unchanged" } else { "built" };
    let (notes, statements) = (notes.notes.len(), notes.statements().count());
    writeln!(
        out,
        "{}: {what}; {notes} {}, {statements} statements, {} triples",
        arguments.graph.display(),
        if notes == 1 { "note" } else { "notes" },
        published.manifest.triples
    )?;
    out.flush()?;
    Ok(outcome)
}

/// Hashes of what, beside the notes, the graph depends on: this program with all that is built into it, and the
/// user's own Turtle.
fn parts(reading: &Reading) -> Result<Vec<(&'static str, String)>, Failure> {
    let program = std::env::current_exe()
        .and_then(fs::read)
        .map_err(|error| Failure::new(format_args!("this program: {error}")))?;
    let mut parts = vec![("program", sha256(&program))];
    for (name, files) in [("ontology", &reading.ontology), ("gazetteer", &reading.gazetteer)] {
        let mut texts = Vec::new();
        for file in files {
            texts.extend(fs::read(file).map_err(|error| Failure::new(format_args!("{}: {error}", file.display())))?);
        }
        parts.push((name, sha256(&texts)));
    }
    Ok(parts)
}
