//! The program on one screen: paths → note files → notes → statements → graph.
//!
//! 1. [`discover`] finds the note files that the paths stand for.
//! 2. [`note::read`] makes each a tree of claims.
//! 3. What the notes say of their own pages ([`Pages`]) and of the works they cite (`bibliography`) is known in all.
//! 4. [`Extractor::read`] reads the claims, with the language model and the ontology, into statements.
//! 5. [`Graph::build`] makes facts, claims and events of them.
//!
//! Notes are read at the same time, on as many threads as are asked for, and put back in order: the outcome does not
//! depend on the number. A note that cannot be read, or on which the program fails, is set aside and told.

mod aside;
mod bibliography;
mod discover;
mod glance;
#[cfg(feature = "disk")]
mod update;

pub use aside::SetAside;
pub use discover::{DiscoverError, Discovered, Filter, LARGEST_NOTE, NOTE_ENDINGS, NoteFile, PassedOver, discover};
pub use glance::are_unchanged;
#[cfg(feature = "disk")]
pub use update::{Updated, update};

use crate::diagnostic::{Diagnostic, Severity};
use crate::extract::{Extraction, Extractor, OwnPage, Pages};
use crate::graph::disk::{Reading, Readings};
use crate::graph::{Graph, GraphError, Input, Told, sha256, vocabulary::DEFAULT_BASE};
use crate::language::Model;
use crate::note::{self, Note, Works};
use crate::ontology::Ontology;
use crate::statement::Statement;
use aside::Aside;
use rayon::prelude::*;
#[cfg(feature = "disk")]
use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// What notes are read with.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// Classes, relations, words, names.
    pub ontology: &'a Ontology,
    /// Base of the IRIs of entities, claims and spans.
    pub base: &'a str,
    /// Reads words into trees.
    pub model: &'a Model,
    /// Which files of a folder are read.
    pub filter: &'a Filter,
    /// Files of citation keys, besides those that lie among the notes or that a note names.
    pub bibliographies: &'a [PathBuf],
    /// Who wrote the notes that do not say so themselves.
    pub author: Option<&'a str>,
    /// What the notes are called as a whole.
    pub title: Option<&'a str>,
    /// Notes read at the same time; `None`: as many as there are processors. The outcome does not depend on it.
    pub threads: Option<NonZeroUsize>,
}

impl Default for Settings<'static> {
    /// What is built in.
    fn default() -> Self {
        static ALL: Filter = Filter { include: Vec::new(), exclude: Vec::new() };
        Self {
            ontology: Ontology::builtin(),
            base: DEFAULT_BASE,
            model: Model::embedded(),
            filter: &ALL,
            bibliographies: &[],
            author: None,
            title: None,
            threads: None,
        }
    }
}

/// Why no notes could be read at all.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The paths lead to no notes.
    #[error(transparent)]
    Discover(#[from] DiscoverError),
    /// The system gives no threads.
    #[error("cannot start threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// All that was read from some notes.
#[derive(Debug, Default)]
pub struct Notes {
    /// The notes, by name.
    pub notes: Vec<Note>,
    /// What was read from each, in the same order.
    pub extractions: Vec<Extraction>,
    /// Files that gave nothing, by name.
    pub set_aside: Vec<SetAside>,
    /// What the authors should know, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
    /// What the notes cite by key; `None` when no bibliography was found.
    pub works: Option<Works>,
    /// What in the folders was passed over.
    pub passed_over: PassedOver,
}

/// Notes whose Markdown has been looked through for what all of them must know, and not yet for what they state.
#[derive(Debug)]
pub struct Parsed {
    files: Vec<Result<File, Aside>>,
    pages: Pages,
    works: Option<Works>,
    told: Vec<Diagnostic>,
    passed_over: PassedOver,
    pool: rayon::ThreadPool,
}

/// The bytes of a note: the tree of its claims takes fifty times as much memory, and is made again when it is needed.
#[derive(Clone, Debug)]
struct File {
    name: String,
    bytes: Vec<u8>,
    /// SHA-256 of its text.
    hash: String,
}

/// Looks through the Markdown of all notes at these paths, and the bibliographies beside them.
///
/// # Errors
/// When a path is missing, a folder holds no notes, or no threads can be had.
pub fn parse_notes(paths: &[PathBuf], settings: &Settings<'_>) -> Result<Parsed, PipelineError> {
    let Discovered { notes: files, bibliographies, passed_over } = discover(paths, settings.filter)?;
    let pool = pool(settings)?;
    let parse = |file: &NoteFile| {
        let bytes = discover::read_bytes(&file.path).map_err(|error| aside::unreadable(&file.name, &error))?;
        let note = parse_one(&file.name, &bytes)?;
        let own = OwnPage::of(&note, settings.ontology);
        let file_of = File { name: note.path.clone(), bytes, hash: sha256(note.text.as_bytes()) };
        Ok((file_of, own, bibliography::named_by(&note, &file.path)))
    };
    let parsed: Vec<Result<_, Aside>> = pool.install(|| files.par_iter().map(parse).collect());
    let (mut pages, mut by_notes) = (Vec::new(), Vec::new());
    let files = parsed.into_iter().map(|parsed| {
        parsed.map(|(file, own, named)| {
            pages.push(own);
            by_notes.extend(named);
            file
        })
    });
    let files = files.collect();
    let (works, told) = bibliography::works(settings.bibliographies, by_notes, &bibliographies);
    Ok(Parsed { files, pages: Pages::of(pages), works, told, passed_over, pool })
}

fn pool(settings: &Settings<'_>) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    rayon::ThreadPoolBuilder::new().num_threads(settings.threads.map_or(0, NonZeroUsize::get)).build()
}

impl Parsed {
    /// The notes that could be read, by name, each with the SHA-256 of its text.
    pub fn notes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().flatten().map(|file| (file.name.as_str(), file.hash.as_str()))
    }

    /// How many files could not be read.
    #[must_use]
    pub fn set_aside(&self) -> usize {
        self.files.iter().filter(|file| file.is_err()).count()
    }

    /// What the notes cite by key; `None` when no bibliography was found.
    #[must_use]
    pub const fn works(&self) -> Option<&Works> {
        self.works.as_ref()
    }

    /// What the notes say of their own pages, which all of them are read with.
    #[must_use]
    pub const fn pages(&self) -> &Pages {
        &self.pages
    }

    /// The text of a note, or as much as could be read of a file set aside; spans in diagnostics refer to it.
    #[must_use]
    pub fn text_of(&self, name: &str) -> Option<String> {
        self.files.iter().find_map(|file| match file {
            Ok(file) if file.name == name => match parse_one(&file.name, &file.bytes) {
                Ok(note) => Some(note.text),
                Err((aside, _)) => Some(aside.text),
            },
            Err((aside, _)) if aside.name == name => Some(aside.text.clone()),
            Ok(_) | Err(_) => None,
        })
    }

    /// What was passed over in the folders.
    #[must_use]
    pub const fn passed_over(&self) -> PassedOver {
        self.passed_over
    }

    /// Reads what the notes state, but for those whose reading is kept, and gives each to `take`, in any order and on many
    /// threads; nothing of it is kept but what must be told.
    pub fn extract_each(
        &self,
        settings: &Settings<'_>,
        kept: &Readings,
        take: &(dyn Fn(&Note, &Extraction) + Sync),
    ) -> Finished {
        let read = |file: &Result<File, Aside>, extractor: &Extractor<'_>| -> Result<Vec<Diagnostic>, Aside> {
            let file = file.as_ref().map_err(Clone::clone)?;
            let (note, extraction) = extract_one(parse_one(&file.name, &file.bytes)?, extractor, Some(kept))?;
            take(&note, &extraction);
            Ok(note.diagnostics)
        };
        let outcomes: Vec<_> = self.pool.install(|| {
            let knowledge = self.pages.added_to(settings.ontology);
            let extractor = Extractor::new(&knowledge, settings.model, settings.base).citing(self.works.as_ref());
            self.files.par_iter().map(|file| read(file, &extractor)).collect()
        });
        let mut all = Finished::default();
        for outcome in outcomes {
            match outcome {
                Ok(told) => all.diagnostics.extend(told),
                Err((aside, told)) => {
                    all.set_aside.push(aside);
                    all.diagnostics.extend(told);
                }
            }
        }
        all.diagnostics.extend(self.told.iter().cloned());
        all
    }

    /// Reads what the notes state.
    fn extract(self, settings: &Settings<'_>) -> Notes {
        let Self { files, pages, works, told, passed_over, pool } = self;
        let parsed = |file: Result<File, Aside>| file.and_then(|file| parse_one(&file.name, &file.bytes));
        let mut all = pool.install(|| {
            let files = files.into_par_iter().map(parsed).collect();
            extract_all(files, &pages, works.as_ref(), settings, None)
        });
        all.diagnostics.extend(told);
        Notes { works, passed_over, ..all }
    }

    /// Reads what a few of the notes state, and tells of all files that gave nothing.
    #[cfg(feature = "disk")]
    fn extract_few(&self, few: &BTreeSet<&str>, settings: &Settings<'_>, kept: &Readings) -> Notes {
        let is_wanted =
            |file: &&Result<File, Aside>| file.as_ref().map_or(true, |file| few.contains(file.name.as_str()));
        let parsed = |file: &Result<File, Aside>| {
            file.as_ref().map_err(Clone::clone).and_then(|file| parse_one(&file.name, &file.bytes))
        };
        let files: Vec<_> = self.files.iter().filter(is_wanted).map(parsed).collect();
        let works = self.works.as_ref();
        let mut all = self.pool.install(|| extract_all(files, &self.pages, works, settings, Some(kept)));
        all.diagnostics.extend(self.told.iter().cloned());
        Notes { works: self.works.clone(), passed_over: self.passed_over, ..all }
    }
}

/// What must be told of notes that were read one by one.
#[derive(Clone, Debug, Default)]
pub struct Finished {
    /// Files that gave nothing, by name.
    pub set_aside: Vec<SetAside>,
    /// What the authors should know, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads all notes at these paths.
///
/// # Errors
/// When a path is missing, a folder holds no notes, or no threads can be had.
pub fn read_notes(paths: &[PathBuf], settings: &Settings<'_>) -> Result<Notes, PipelineError> {
    Ok(parse_notes(paths, settings)?.extract(settings))
}

/// Reads one note that is no file: standard input, a text in a test.
#[must_use]
pub fn read_text(name: &str, bytes: &[u8], settings: &Settings<'_>) -> Notes {
    let parsed = vec![parse_one(name, bytes)];
    let by_note = parsed.iter().flatten().flat_map(|note| bibliography::named_by(note, Path::new("")));
    let (works, told) = bibliography::works(settings.bibliographies, by_note, &[]);
    let mut all = read_parsed(parsed, works.as_ref(), settings);
    all.diagnostics.extend(told);
    Notes { works, ..all }
}

/// Reads notes that a graph keeps, each with its name. No file is read, not even a bibliography that a note names.
#[must_use]
pub fn read_kept(texts: &[(String, String)], settings: &Settings<'_>) -> Notes {
    read_parsed(texts.iter().map(|(name, text)| parse_one(name, text.as_bytes())).collect(), None, settings)
}

fn read_parsed(parsed: Vec<Result<Note, Aside>>, works: Option<&Works>, settings: &Settings<'_>) -> Notes {
    let pages = Pages::of(parsed.iter().flatten().map(|note| OwnPage::of(note, settings.ontology)));
    extract_all(parsed, &pages, works, settings, None)
}

/// Makes the graph of what was read.
///
/// # Errors
/// When the base is not an absolute IRI that ends in `/` or `#`.
pub fn graph(read: &Notes, settings: &Settings<'_>) -> Result<Graph, GraphError> {
    let told = read.told();
    let Settings { ontology, base, author, title, .. } = *settings;
    Graph::build(&Input { told: &told, works: read.works.as_ref(), author, title, ontology, base })
}

/// A note with what was read from it, to make a graph of.
#[must_use]
pub fn told<'a>(note: &'a Note, read: &'a Extraction) -> Told<'a> {
    let (statements, quotations) = (read.statements.iter().collect(), read.quotations.iter().collect());
    Told { path: &note.path, note: Some(note), statements, quotations }
}

/// Bytes → note.
fn parse_one(name: &str, bytes: &[u8]) -> Result<Note, Aside> {
    aside::guarded(name, || {
        let note = note::read(name, bytes);
        if note.diagnostics.iter().any(|found| found.severity == Severity::Error) {
            return Err((SetAside { name: note.path, text: note.text }, note.diagnostics));
        }
        Ok(note)
    })
}

/// Notes → statements, with what the notes know of one another.
fn extract_all(
    parsed: Vec<Result<Note, Aside>>,
    pages: &Pages,
    works: Option<&Works>,
    settings: &Settings<'_>,
    kept: Option<&Readings>,
) -> Notes {
    let knowledge = pages.added_to(settings.ontology);
    let extractor = Extractor::new(&knowledge, settings.model, settings.base).citing(works);
    let read = |parsed: Result<Note, Aside>| extract_one(parsed?, &extractor, kept);
    parsed.into_par_iter().map(read).collect::<Vec<_>>().into_iter().collect()
}

/// Note → statements, or what was kept of an earlier reading.
fn extract_one(note: Note, extractor: &Extractor<'_>, kept: Option<&Readings>) -> Result<(Note, Extraction), Aside> {
    if let Some(Reading { statements, quotations }) = kept.and_then(|kept| kept.recall(&note.path, &note.text)) {
        return Ok((note, Extraction { statements, quotations, ..Extraction::default() }));
    }
    aside::guarded(&note.path.clone(), || {
        let extraction = extractor.read(&note);
        if let Some(kept) = kept {
            kept.keep(&note.path, &note.text, &extraction.statements, &extraction.quotations);
        }
        Ok((note, extraction))
    })
}

impl FromIterator<Result<(Note, Extraction), Aside>> for Notes {
    fn from_iter<I: IntoIterator<Item = Result<(Note, Extraction), Aside>>>(files: I) -> Self {
        let mut all = Self::default();
        for file in files {
            match file {
                Ok((note, extraction)) => {
                    all.diagnostics.extend(note.diagnostics.iter().cloned());
                    all.notes.push(note);
                    all.extractions.push(extraction);
                }
                Err((aside, told)) => {
                    all.set_aside.push(aside);
                    all.diagnostics.extend(told);
                }
            }
        }
        all
    }
}

impl Notes {
    /// The notes with what was read from each.
    fn told(&self) -> Vec<Told<'_>> {
        self.notes.iter().zip(&self.extractions).map(|(note, read)| told(note, read)).collect()
    }

    /// What was read from all notes, in their order.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.extractions.iter().flat_map(|read| &read.statements)
    }

    /// The text of a note, or as much as could be read of a file set aside; spans in diagnostics refer to it.
    #[must_use]
    pub fn text_of(&self, name: &str) -> Option<&str> {
        let notes = self.notes.iter().map(|note| (&note.path, &note.text));
        let aside = self.set_aside.iter().map(|file| (&file.name, &file.text));
        notes.chain(aside).find(|(file, _)| *file == name).map(|(_, text)| text.as_str())
    }
}
