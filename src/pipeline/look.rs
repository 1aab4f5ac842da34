//! The note files as they lie there: found, their bytes read and hashed, and not yet looked into.

use super::{
    Discovered, Glances, NoteFile, Parsed, PipelineError, Settings, Shard,
    aside::{self, Aside},
    bibliography, discover,
    discover::read_bytes,
    glances::Glance,
    page_line, parse_one,
    parsed::File,
};
use crate::diagnostic::Diagnostic;
use crate::extract::{OwnPage, Pages};
use crate::graph::sha256;
use rayon::{ThreadPool, ThreadPoolBuilder, prelude::*};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Note files with their bytes.
#[derive(Debug)]
pub struct Seen {
    found: Discovered,
    /// In the order of the notes found.
    files: Vec<Result<Raw, Aside>>,
    pool: ThreadPool,
}

/// The bytes of a note file, with their SHA-256.
#[derive(Debug)]
struct Raw {
    bytes: Vec<u8>,
    hash: String,
}

/// Reads and hashes the bytes of all notes at these paths.
///
/// # Errors
/// When a path is missing, a folder holds no notes, or no threads can be had.
pub fn look(paths: &[PathBuf], settings: &Settings<'_>) -> Result<Seen, PipelineError> {
    look_at(paths, settings, None)
}

/// The same of those notes only that fall into a part.
///
/// # Errors
/// As [`look`].
pub fn look_at(paths: &[PathBuf], settings: &Settings<'_>, shard: Option<Shard>) -> Result<Seen, PipelineError> {
    let mut found = discover(paths, settings.filter)?;
    found.notes.retain(|note| shard.is_none_or(|shard| shard.has(&note.name)));
    let pool = ThreadPoolBuilder::new().num_threads(settings.threads.map_or(0, NonZeroUsize::get)).build()?;
    let read = |file: &NoteFile| {
        let bytes = read_bytes(&file.path).map_err(|error| aside::unreadable(&file.name, &error))?;
        Ok(Raw { hash: sha256(&bytes), bytes })
    };
    let files = pool.install(|| found.notes.par_iter().map(read).collect());
    Ok(Seen { found, files, pool })
}

impl Seen {
    /// Whether they are, byte for byte, those with these SHA-256 by name, and there is no bibliography beside them nor can one of
    /// them name one; `false` where that does not show in the bytes.
    #[must_use]
    pub fn are(&self, hashes: &BTreeMap<String, String>, settings: &Settings<'_>) -> bool {
        let same = |(file, raw): (&NoteFile, &Result<Raw, Aside>)| {
            let Ok(raw) = raw else { return false };
            let names_one = || raw.bytes.windows(BIBLIOGRAPHY.len()).any(|word| word == BIBLIOGRAPHY);
            hashes.get(&file.name).is_some_and(|hash| *hash == raw.hash) && !names_one()
        };
        self.files.len() == hashes.len()
            && self.found.bibliographies.is_empty()
            && settings.bibliographies.is_empty()
            && self.found.notes.iter().zip(&self.files).all(same)
    }

    /// What each says of its own page, as [`page_line`] puts it; or why it cannot be read.
    #[must_use]
    pub fn page_lines(&self, settings: &Settings<'_>) -> Vec<Result<Option<String>, Vec<Diagnostic>>> {
        let line = |(file, raw): (&NoteFile, &Result<Raw, Aside>)| match raw {
            Ok(raw) => page_line(&file.name, &raw.bytes, settings),
            Err((_, told)) => Err(told.clone()),
        };
        self.pool.install(|| self.found.notes.par_iter().zip(&self.files).map(line).collect())
    }

    /// Looks through their Markdown for what all of them must know, but for those of which that is kept.
    #[must_use]
    pub fn parse(self, settings: &Settings<'_>, kept: Glances) -> Parsed {
        let Self { found: Discovered { notes, bibliographies, passed_over }, files, pool } = self;
        let parse = |(file, raw): (&NoteFile, Result<Raw, Aside>)| {
            let Raw { bytes, hash } = raw?;
            let glance = match kept.of(&file.name, &hash) {
                Some(glance) => glance.clone(),
                None => {
                    let note = parse_one(&file.name, &bytes)?;
                    let text = sha256(note.text.as_bytes());
                    let (page, named) = (OwnPage::of(&note, settings.ontology), bibliography::fields(&note));
                    Glance { bytes: hash, text, page, bibliographies: named }
                }
            };
            let named = bibliography::named_by(&glance.bibliographies, &file.path);
            Ok((File { name: file.name.clone(), bytes, hash: glance.text.clone() }, glance, named))
        };
        let parsed: Vec<Result<_, Aside>> = pool.install(|| notes.par_iter().zip(files).map(parse).collect());
        let (mut pages, mut by_notes, mut glances) = (Vec::new(), Vec::new(), BTreeMap::new());
        let files = parsed.into_iter().map(|parsed| {
            parsed.map(|(file, glance, named)| {
                pages.push(glance.page.clone());
                by_notes.extend(named);
                glances.insert(file.name.clone(), glance);
                file
            })
        });
        let files = files.collect();
        let (works, told) = bibliography::works(settings.bibliographies, by_notes, &bibliographies);
        let (pages, glances) = (Pages::of(pages), kept.now(glances));
        Parsed { files, pages, works, told, passed_over, pool, glances }
    }
}

/// The key by which a note names a bibliography.
const BIBLIOGRAPHY: &[u8] = b"bibliography";
