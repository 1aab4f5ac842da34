//! `annals build`: notes → graph on disk.

use super::failure::{Failure, Outcome};
use super::options::{Loaded, Reading};
use super::{diagnostics, output};
use annals::graph::disk::{self, FOLDER, Inputs};
use annals::graph::sha256;
use annals::pipeline::{self, Notes, PassedOver};
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
    let loaded = arguments.reading.load(&arguments.paths)?;
    let settings = loaded.settings();
    let notes = pipeline::read_notes(&arguments.paths, &settings)?;
    let outcome = diagnostics::tell(&notes)?;
    let graph = pipeline::graph(&notes, &settings)?;
    let inputs = Inputs::of(&notes.notes, settings.base, parts(&loaded, &notes)?);
    let published = disk::publish(&arguments.graph, &graph, &inputs)?;
    let mut out = output::for_people();
    let what = if published.unchanged { "unchanged" } else { "built" };
    let passed_over = notes.passed_over;
    let (notes, statements) = (notes.notes.len(), notes.statements().count());
    writeln!(
        out,
        "{}: {what}; {notes} {}, {statements} statements, {} triples",
        arguments.graph.display(),
        if notes == 1 { "note" } else { "notes" },
        published.manifest.triples
    )?;
    out.flush()?;
    tell_passed_over(passed_over)?;
    Ok(outcome)
}

/// Says how much in the folders is no note, so that nobody believes it read.
fn tell_passed_over(passed: PassedOver) -> Result<(), Failure> {
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let files = counted(passed.attachments, "file that is no note", "files that are no notes");
    let links = counted(passed.links, "symbolic link", "symbolic links");
    let parts: Vec<String> = files.into_iter().chain(links).collect();
    if !parts.is_empty() {
        writeln!(output::for_messages(), "passed over: {}", parts.join(", "))?;
    }
    Ok(())
}

/// Hashes of what, beside the notes, the graph depends on: this program with all that is built into it, the user's own
/// Turtle and language model, the bibliographies and who is named as the author.
fn parts(loaded: &Loaded, notes: &Notes) -> Result<Vec<(&'static str, String)>, Failure> {
    let program = std::env::current_exe()
        .and_then(fs::read)
        .map_err(|error| Failure::new(format_args!("this program: {error}")))?;
    let mut texts = Vec::new();
    for file in loaded.turtle.iter().chain(&loaded.config.language_model) {
        texts.extend(fs::read(file).map_err(|error| Failure::new(format_args!("{}: {error}", file.display())))?);
    }
    let told = format!("{:?} {:?} {:?}", notes.works, loaded.config.author, loaded.config.title);
    Ok(vec![("program", sha256(&program)), ("knowledge", sha256(&texts)), ("works", sha256(told.as_bytes()))])
}
