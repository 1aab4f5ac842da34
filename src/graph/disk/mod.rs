//! The graph on disk: `.annals/`, one immutable generation at a time.
//!
//! ```text
//! .annals/
//!   current                  one line: the name of the generation that readers open
//!   lock                     held by whoever builds; names the holder
//!   generation-0123…/        immutable once it has this name
//!     manifest.json          format, inputs, counts, a checksum of every file and of itself
//!     lease                  readers hold it shared; nothing leased is removed
//!     store/                 RocksDB, opened read-only
//!     snapshot/              names and ties, read whole
//!     ledger                 what notes share, for the next build; no loss if it is lost
//!   readings/                what was read from each note, so that it need not be read again
//!   building-0123…/          a generation in the making; left behind only by a build that died
//! ```
//!
//! *Invariant:* a reader sees the old generation or the new one, never a mixture: the new one is complete and synced
//! before it gets its name, and `current` is replaced last, in one step.
//!
//! Without the feature `disk` everything here that needs RocksDB answers [`StoreError::MemoryOnly`].

#[cfg(feature = "disk")]
mod build;
#[cfg(feature = "disk")]
mod builder;
#[cfg(feature = "disk")]
mod files;
#[cfg(feature = "disk")]
mod read;
mod readings;
#[cfg(feature = "disk")]
mod update;
#[cfg(feature = "disk")]
mod verify;

#[cfg(feature = "disk")]
pub use builder::Builder;
pub use readings::{Reading, Readings};
#[cfg(feature = "disk")]
pub use update::Base;

use super::{Store, StoreError};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The name of the folder a graph is kept in.
pub const FOLDER: &str = ".annals";
/// The layout and vocabulary that this program writes and reads; another number is not read.
pub const FORMAT: u32 = 3;

/// All that a graph depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// The base of its IRIs.
    pub base: String,
    /// SHA-256 of each note's text, by path.
    pub notes: BTreeMap<String, String>,
    /// Version or SHA-256 of everything else, by name: `ontology`, `gazetteer`, `model`, `extractor`.
    pub parts: BTreeMap<String, String>,
}

/// What a generation says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the program that wrote it.
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// What it was made from.
    pub inputs: Inputs,
    /// Checksum of its triples, as [`Content`](super::Content).
    pub content: String,
    /// How many triples it has.
    pub triples: usize,
    /// How many statements it was made of.
    pub statements: usize,
    /// Length in bytes and SHA-256 of each file of database and snapshot, by its path in the generation.
    pub files: BTreeMap<String, (u64, String)>,
    /// SHA-256 of this manifest with this field empty.
    pub checksum: String,
}

impl Inputs {
    /// Of notes by path, each with the SHA-256 of its text; this base; and versions or hashes of everything else.
    pub fn of<'a>(
        notes: impl IntoIterator<Item = (&'a str, &'a str)>,
        base: &str,
        parts: impl IntoIterator<Item = (&'a str, String)>,
    ) -> Self {
        Self {
            base: base.to_owned(),
            notes: notes.into_iter().map(|(path, hash)| (path.to_owned(), hash.to_owned())).collect(),
            parts: parts.into_iter().map(|(name, version)| (name.to_owned(), version)).collect(),
        }
    }

    /// SHA-256 over all of it: equal inputs, equal graph.
    #[must_use]
    pub fn identity(&self) -> String {
        let text = serde_json::to_string(self).expect("maps of strings are JSON");
        super::sha256(format!("{FORMAT} {} {text}", env!("CARGO_PKG_VERSION")).as_bytes())
    }
}

/// What has changed between two builds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Notes that were not there.
    pub added: Vec<String>,
    /// Notes with another text.
    pub changed: Vec<String>,
    /// Notes that are gone.
    pub removed: Vec<String>,
    /// There was no graph, or something that all notes depend on is another.
    pub everything: bool,
}

impl Changes {
    /// From the inputs of the graph that is there, if any, to those of the next.
    #[must_use]
    pub fn between(before: Option<&Inputs>, after: &Inputs) -> Self {
        let none = BTreeMap::new();
        let old = before.map_or(&none, |inputs| &inputs.notes);
        let names = |of: &BTreeMap<String, String>, is: &dyn Fn(&str, &str) -> bool| {
            of.iter().filter(|(name, hash)| is(name, hash)).map(|(name, _)| name.clone()).collect::<Vec<String>>()
        };
        Self {
            added: names(&after.notes, &|name, _| !old.contains_key(name)),
            changed: names(&after.notes, &|name, hash| old.get(name).is_some_and(|before| before != hash)),
            removed: names(old, &|name, _| !after.notes.contains_key(name)),
            everything: before.is_none_or(|before| before.base != after.base || before.parts != after.parts),
        }
    }

    /// Whether a build would do nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.everything && self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// What the graph in `folder` (a `.annals`) says of itself; `None` when there is none that is whole and of this version.
///
/// # Errors
/// When this build keeps no graphs on disk.
pub fn manifest(folder: &Path) -> Result<Option<Manifest>, StoreError> {
    #[cfg(feature = "disk")]
    return Ok(read::current(folder).ok().map(|current| current.manifest));
    #[cfg(not(feature = "disk"))]
    return memory_only(folder);
}

/// Reads every byte of the graph in `folder` (a `.annals`) and compares it with what was built.
///
/// # Errors
/// When there is none, it is damaged (what, and where), of another version, or this build keeps no graphs on disk.
pub fn verify(folder: &Path) -> Result<Manifest, StoreError> {
    #[cfg(feature = "disk")]
    return verify::verify(folder);
    #[cfg(not(feature = "disk"))]
    return memory_only(folder);
}

/// Removes what builds that died have left in `folder` (a `.annals` with a graph), unless somebody is building there.
///
/// # Errors
/// When the folder cannot be read or written to, or this build keeps no graphs on disk.
pub fn tidy(folder: &Path) -> Result<(), StoreError> {
    #[cfg(feature = "disk")]
    return build::tidy(folder);
    #[cfg(not(feature = "disk"))]
    return memory_only(folder);
}

/// The graph kept in this folder or the nearest one above it: the path of its `.annals`.
#[must_use]
pub fn find_graph(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start.ancestors().map(|folder| folder.join(FOLDER)).find(|folder| folder.join("current").is_file())
}

/// The name of the generation that is current in `folder` (a `.annals`), if there is one.
#[must_use]
pub fn current(folder: &Path) -> Option<String> {
    #[cfg(feature = "disk")]
    return read::current_name(folder).ok();
    #[cfg(not(feature = "disk"))]
    return memory_only(folder).ok();
}

impl Store {
    /// Opens the graph in `folder` (a `.annals`) to read from. It stays as it is while this store lives, whatever is
    /// built meanwhile.
    ///
    /// # Errors
    /// When there is none, it is damaged or of another version, or this build keeps no graphs on disk.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        #[cfg(feature = "disk")]
        return read::open(folder);
        #[cfg(not(feature = "disk"))]
        return memory_only(folder);
    }

    /// As [`Store::open`], with the name of the generation that is opened.
    ///
    /// # Errors
    /// When there is none, it is damaged or of another version, or this build keeps no graphs on disk.
    pub fn open_current(folder: &Path) -> Result<(String, Self), StoreError> {
        #[cfg(feature = "disk")]
        return read::open_current(folder);
        #[cfg(not(feature = "disk"))]
        return memory_only(folder);
    }

    /// Opens the generation of this name in `folder` (a `.annals`), current or not. Its files are not compared with their
    /// checksums: whoever gave the name has opened it before, and keeps it.
    ///
    /// # Errors
    /// When it is gone, its manifest is damaged or of another version, or this build keeps no graphs on disk.
    pub fn open_generation(folder: &Path, name: &str) -> Result<Self, StoreError> {
        #[cfg(feature = "disk")]
        return read::open_generation(folder, name);
        #[cfg(not(feature = "disk"))]
        return memory_only((folder, name));
    }
}

#[cfg(not(feature = "disk"))]
fn memory_only<T, R>(_: T) -> Result<R, StoreError> {
    Err(StoreError::MemoryOnly)
}
