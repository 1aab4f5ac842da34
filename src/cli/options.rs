//! What several commands take: where the knowledge comes from, where the graph is.

use super::diagnostics;
use super::failure::Failure;
use annals::config::{self, Config, ConfigError};
use annals::graph::{Found, Graph, Named, Store, day, disk::FOLDER, find_graph};
use annals::language::Model;
use annals::ontology::{ENTITY_NAMESPACE, Ontology};
use annals::pipeline::{self, Filter, Settings};
use clap::Args;
use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
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
    /// File of what citation keys stand for (.bib, CSL .json), besides those among the notes; may be given several times
    #[arg(long, value_name = "FILE")]
    bibliography: Vec<PathBuf>,
    /// Read only files that match this pattern, as in .gitignore; may be given several times
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,
    /// Do not read files that match this pattern; may be given several times
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// Address under which the graph's own entities, claims and spans are named [default: <https://w3id.org/annals/id/>]
    #[arg(long, value_name = "IRI")]
    base: Option<String>,
    /// Settings; by default `annals.toml` beside the notes or in the nearest folder above
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Notes read at the same time; by default as many as there are processors
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

/// A file with its size in bytes and the time of its last change, where they are known.
pub(super) type Seen = (PathBuf, Option<u64>, Option<SystemTime>);

/// All that notes are read with, settings and command line together.
pub(super) struct Loaded {
    pub(super) config: Config,
    pub(super) knowledge: Cow<'static, Ontology>,
    model: Option<Model>,
    filter: Filter,
    bibliographies: Vec<PathBuf>,
    /// Files of Turtle, in the order in which they are read.
    pub(super) turtle: Vec<PathBuf>,
    base: String,
    threads: Option<NonZeroUsize>,
}

impl Reading {
    /// Everything that the notes at these paths are read with.
    pub(super) fn load(&self, notes: &[PathBuf]) -> Result<Loaded, Failure> {
        let config = self.config(notes)?;
        let all = |own: &[PathBuf], more: &[PathBuf]| own.iter().chain(more).cloned().collect::<Vec<_>>();
        let turtle = [all(&config.ontology, &self.ontology), all(&config.gazetteer, &self.gazetteer)].concat();
        let mut files = Vec::new();
        for path in &turtle {
            let text = fs::read_to_string(path).map_err(|error| cannot_read(path, &error))?;
            files.push((path.display().to_string(), text));
        }
        let knowledge = if files.is_empty() {
            Cow::Borrowed(Ontology::builtin())
        } else {
            let read = Ontology::with_files(&files).map_err(|error| {
                Failure::new(error).hint("mend the Turtle there; the rest of the file was not read")
            })?;
            Cow::Owned(read)
        };
        let model = config.language_model.as_deref().map(model).transpose()?;
        Ok(Loaded {
            knowledge,
            model,
            filter: self.filter(&config),
            bibliographies: all(&config.bibliography, &self.bibliography),
            turtle,
            base: self.base.clone().or_else(|| config.base.clone()).unwrap_or_else(|| ENTITY_NAMESPACE.to_owned()),
            threads: self.threads,
            config,
        })
    }

    /// Whatever a graph of these notes depends on, each file with its size and the time of its last change: what tells,
    /// without reading them, whether one has been saved.
    pub(super) fn seen(&self, notes: &[PathBuf]) -> Result<Vec<Seen>, Failure> {
        let config = self.config(notes)?;
        let found = pipeline::discover(notes, &self.filter(&config)).map_err(Failure::new)?;
        let named = [&config.ontology, &self.ontology, &config.gazetteer, &self.gazetteer, &config.bibliography];
        let named = named.into_iter().flatten().chain(&self.bibliography).chain(&config.path).cloned();
        let files = found.notes.into_iter().map(|note| note.path).chain(found.bibliographies).chain(named);
        let look = |path: PathBuf| {
            let told = fs::metadata(&path).ok();
            (path, told.as_ref().map(fs::Metadata::len), told.and_then(|told| told.modified().ok()))
        };
        Ok(files.map(look).collect())
    }

    fn filter(&self, config: &Config) -> Filter {
        Filter {
            include: [config.include.as_slice(), &self.include].concat(),
            exclude: [config.exclude.as_slice(), &self.exclude].concat(),
        }
    }

    /// The `annals.toml` that holds for these notes.
    pub(super) fn config(&self, notes: &[PathBuf]) -> Result<Config, Failure> {
        let beside = || notes.iter().find(|path| path.exists()).map_or(Path::new("."), PathBuf::as_path);
        let Some(path) = self.config.clone().or_else(|| config::find(beside())) else {
            return Ok(Config::default());
        };
        let text = fs::read_to_string(&path).map_err(|error| cannot_read(&path, &error))?;
        let read = Config::read(&text, path.parent().unwrap_or(Path::new("")));
        let mut config = read.map_err(|error| {
            let told = Failure::new(format_args!("{}: {}", path.display(), error.to_string().trim_end()));
            match error {
                ConfigError::UnknownKey { nearest: Some(near), .. } => {
                    told.hint(format_args!("did you mean `{near}`?"))
                }
                ConfigError::UnknownKey { .. } => told.hint("`annals config --explain` lists all keys"),
                _ => told,
            }
        })?;
        config.path = Some(path);
        Ok(config)
    }
}

impl Loaded {
    /// What the pipeline is told.
    pub(super) fn settings(&self) -> Settings<'_> {
        Settings {
            ontology: &self.knowledge,
            base: &self.base,
            model: self.model.as_ref().unwrap_or_else(|| Model::embedded()),
            filter: &self.filter,
            bibliographies: &self.bibliographies,
            author: self.config.author.as_deref(),
            title: self.config.title.as_deref(),
            threads: self.threads,
        }
    }
}

fn model(path: &Path) -> Result<Model, Failure> {
    let bytes = fs::read(path).map_err(|error| cannot_read(path, &error))?;
    Model::load(&bytes).map_err(|error| {
        Failure::new(format_args!("{}: {error}", path.display()))
            .hint("name a language model that `train-language-model` wrote, or leave the key out")
    })
}

pub(super) fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::InvalidData => {
            Failure::new(format_args!("{}: not UTF-8", path.display())).hint("save it as UTF-8")
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
    reading: Reading,
}

impl Source {
    /// The graph on disk, or one made of the notes on the spot.
    pub(super) fn open(&self) -> Result<Store, Failure> {
        if !self.notes.is_empty() {
            return Ok(Store::in_memory(&self.build()?)?);
        }
        Ok(Store::open(&self.folder()?)?)
    }

    /// The folder of the graph on disk; it may turn out to hold none.
    pub(super) fn folder(&self) -> Result<PathBuf, Failure> {
        match &self.graph {
            Some(folder) => Ok(folder.clone()),
            None => find_graph(Path::new(".")).ok_or_else(no_graph),
        }
    }

    /// Whether a graph is to be made of notes.
    pub(super) const fn has_notes(&self) -> bool {
        !self.notes.is_empty()
    }

    /// What questions and notes are read with.
    pub(super) fn load(&self) -> Result<Loaded, Failure> {
        self.reading.load(&self.notes)
    }

    fn build(&self) -> Result<Graph, Failure> {
        let loaded = self.load()?;
        let settings = loaded.settings();
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
