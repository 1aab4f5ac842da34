//! What several commands take: where the knowledge comes from, where the graph is.

use super::diagnostics;
use super::failure::Failure;
use annals::graph::{Found, Graph, Named, Store, day, disk::FOLDER, find_graph};
use annals::ontology::Ontology;
use annals::pipeline::{self, Settings};
use clap::Args;
use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What notes are read with.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Reading notes")]
pub(super) struct Reading {
    /// Turtle file with more classes, relations and words; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) ontology: Vec<PathBuf>,
    /// Turtle file with more names of people, places and organisations; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) gazetteer: Vec<PathBuf>,
    /// Address under which the graph's own entities, claims and spans are named
    #[arg(long, value_name = "IRI", default_value = annals::ontology::ENTITY_NAMESPACE)]
    pub(super) base: String,
    /// Notes read at the same time; by default as many as there are processors
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
}

impl Reading {
    /// The ontology built in, with what the user adds to it.
    pub(super) fn knowledge(&self) -> Result<Cow<'static, Ontology>, Failure> {
        let mut files = Vec::new();
        for path in self.ontology.iter().chain(&self.gazetteer) {
            let text = fs::read_to_string(path).map_err(|error| cannot_read(path, &error))?;
            files.push((path.display().to_string(), text));
        }
        if files.is_empty() {
            return Ok(Cow::Borrowed(Ontology::builtin()));
        }
        let knowledge = Ontology::with_files(&files)
            .map_err(|error| Failure::new(error).hint("mend the Turtle there; the rest of the file was not read"))?;
        Ok(Cow::Owned(knowledge))
    }

    /// What the pipeline is told.
    pub(super) fn settings<'a>(&'a self, ontology: &'a Ontology) -> Settings<'a> {
        Settings { ontology, base: &self.base, threads: self.threads }
    }
}

fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::InvalidData => {
            Failure::new(format_args!("{}: not UTF-8", path.display())).hint("Turtle is always UTF-8; save it as such")
        }
        io::ErrorKind::NotFound => Failure::new(format_args!("{}: no such file", path.display())),
        _ => Failure::new(format_args!("{}: {error}", path.display())),
    }
}

/// Where the graph is that a question goes to.
#[derive(Args, Clone, Debug)]
pub(super) struct Source {
    /// Folder of the graph; by default `.annals` here or in the nearest folder above
    #[arg(long, value_name = "DIR", conflicts_with = "notes")]
    graph: Option<PathBuf>,
    /// Note or folder of notes to build a graph from in memory, instead of one on disk; may be given several times
    #[arg(long, value_name = "PATH")]
    notes: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reading: Reading,
}

impl Source {
    /// The graph on disk, or one made of the notes on the spot.
    pub(super) fn open(&self) -> Result<Store, Failure> {
        if !self.notes.is_empty() {
            return Ok(Store::in_memory(&self.build()?)?);
        }
        let folder = match &self.graph {
            Some(folder) => folder.clone(),
            None => find_graph(Path::new(".")).ok_or_else(no_graph)?,
        };
        Ok(Store::open(&folder)?)
    }

    fn build(&self) -> Result<Graph, Failure> {
        let knowledge = self.reading.knowledge()?;
        let settings = self.reading.settings(&knowledge);
        let notes = pipeline::read_notes(&self.notes, &settings)?;
        diagnostics::tell_errors(&notes)?;
        Ok(pipeline::graph(&notes, &settings)?)
    }
}

fn no_graph() -> Failure {
    Failure::new(format_args!("no graph: no {FOLDER} here or in a folder above"))
        .hint("make one with `annals build NOTES`, or read notes on the spot with `--notes NOTES`")
}

/// The one entity that goes by a name; else the ones it may have meant.
pub(super) fn entity(store: &Store, name: &str) -> Result<Named, Failure> {
    match store.find(name)? {
        Found::One(named) => Ok(named),
        Found::Several(all) => Err(Failure::new(format_args!("“{name}” may be any of several"))
            .hint(format_args!("say which: {}", names(&all)))),
        Found::None(near) if near.is_empty() => {
            Err(Failure::new(format_args!("nothing in the graph is called “{name}”")))
        }
        Found::None(near) => Err(Failure::new(format_args!("nothing in the graph is called “{name}”"))
            .hint(format_args!("did you mean {}?", names(&near)))),
    }
}

fn names(all: &[Named]) -> String {
    all.iter().map(|named| format!("“{}”", named.label)).collect::<Vec<_>>().join(", ")
}

/// A day, a month or a year, as `--from` and `--to` take them.
pub(super) fn date(text: &str) -> Result<String, String> {
    match day(text, false) {
        Some(_) => Ok(text.to_owned()),
        None => Err("no date: write it as 1950-06-25, 1950-06 or 1950".to_owned()),
    }
}
