//! The program on one screen: paths → note files → notes → statements → graph.
//!
//! 1. [`discover`] finds the note files that the paths stand for, [`look`] reads and hashes their bytes.
//! 2. [`note::read`] makes each a tree of claims.
//! 3. What the notes say of their own pages ([`Pages`]) and of the works they cite (`bibliography`) is known in all.
//! 4. [`Extractor::read`] reads the claims, with the language model and the ontology, into statements.
//! 5. [`Graph::build`] makes facts, claims and events of them.
//!
//! Notes are read at the same time, on as many threads as are asked for, and put back in order: the outcome does not
//! depend on the number. A note that cannot be read, or on which the program fails, is set aside and told.

mod alone;
mod aside;
mod bibliography;
mod discover;
mod glances;
mod lines;
mod look;
mod parsed;
mod shard;
#[cfg(feature = "disk")]
mod update;

pub use alone::{Alone, NoPageLine, ReadAlone, page_line, pages, works};
pub use aside::SetAside;
pub use discover::{DiscoverError, Discovered, Filter, LARGEST_NOTE, NOTE_ENDINGS, NoteFile, PassedOver, discover};
pub use glances::Glances;
pub use lines::{BadLine, Document, Line, LinesError, each_line};
pub use look::{Seen, look, look_at};
pub use parsed::{Finished, Parsed};
pub use shard::{NoShard, Shard};
#[cfg(feature = "disk")]
pub use update::{Updated, update};

use crate::diagnostic::{Diagnostic, Severity};
use crate::extract::{Extraction, Extractor, OwnPage, Pages};
use crate::graph::disk::{Reading, Readings};
use crate::graph::{Graph, GraphError, Input, Pieces, Told, vocabulary::DEFAULT_BASE};
use crate::language::Model;
use crate::note::{self, Note, Works};
use crate::ontology::Ontology;
use crate::statement::Statement;
use aside::Aside;
use rayon::prelude::*;
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

/// Reads all notes at these paths.
///
/// # Errors
/// When a path is missing, a folder holds no notes, or no threads can be had.
pub fn read_notes(paths: &[PathBuf], settings: &Settings<'_>) -> Result<Notes, PipelineError> {
    Ok(look(paths, settings)?.parse(settings, Glances::none()).extract(settings))
}

/// Reads those of the notes at these paths that fall into a part. All of them are looked through for what they say of their own
/// pages, unless `pages` says so already.
///
/// # Errors
/// When a path is missing, a folder holds no notes, or no threads can be had.
pub fn read_shard(
    paths: &[PathBuf],
    settings: &Settings<'_>,
    shard: Option<Shard>,
    pages: Option<Pages>,
) -> Result<Notes, PipelineError> {
    // What a page says of itself may matter to a note in another part.
    let mut parsed = look_at(paths, settings, shard.filter(|_| pages.is_some()))?.parse(settings, Glances::none());
    if let Some(shard) = shard {
        parsed.keep_only(shard);
    }
    if let Some(pages) = pages {
        parsed.pages = pages;
    }
    Ok(parsed.extract(settings))
}

/// Reads one note that is no file: standard input, a text in a test.
#[must_use]
pub fn read_text(name: &str, bytes: &[u8], settings: &Settings<'_>) -> Notes {
    let parsed = vec![parse_one(name, bytes)];
    let by_note =
        parsed.iter().flatten().flat_map(|note| bibliography::named_by(&bibliography::fields(note), Path::new("")));
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

/// What takes a graph of notes read with these settings apart and puts it together.
///
/// # Errors
/// When the base is not an absolute IRI that ends in `/` or `#`.
pub fn pieces<'a>(settings: &Settings<'a>, works: Option<&'a Works>) -> Result<Pieces<'a>, GraphError> {
    let Settings { ontology, base, author, title, .. } = *settings;
    Pieces::new(&Input { told: &[], works, author, title, ontology, base })
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
