//! Building a generation and making it the current one.
//!
//! 1. take the lock, clear away what builds that died have left;
//! 2. load the triples into `building-…/store`, or do to those of the generation before what has changed (`update.rs`), close
//!    the database, lay out `snapshot`, sync every file, write the manifest;
//! 3. rename to `generation-…`, sync the folder;
//! 4. replace `current`, sync the folder;
//! 5. remove old generations that nobody reads.

use super::{
    Base, FORMAT, Graph, Inputs, Manifest, Published, StoreError,
    files::{LEASE, LEDGER, MANIFEST, SNAPSHOT, STORE, Sealed, failed, names, seal, sync_folder, write_synced},
    read, up_to_date,
};
use crate::graph::{
    change::Delta,
    content::Content,
    ledger::Kept,
    snapshot::{Files, files},
    store::load,
};
use oxigraph::store::StorageError;
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read, Write},
    path::{Path, PathBuf},
};

/// The steps of [`publish`], for tests that make each of them fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Locked,
    Loaded,
    Sealed,
    Described,
    Renamed,
    Pointed,
    Cleared,
}

/// Called after each step; an error ends the build there, as a crash would.
type Hook<'a> = &'a mut dyn FnMut(Step) -> Result<(), StoreError>;

/// What a generation is made of.
pub(super) enum Making<'a> {
    /// All triples.
    Whole(&'a Graph),
    /// The generation before, and what is to be done to it.
    Changed { base: &'a Base, delta: Delta, kept: Kept, statements: usize },
}

pub(super) fn publish(
    folder: &Path,
    of: &Making<'_>,
    inputs: &Inputs,
    after: Hook<'_>,
) -> Result<Published, StoreError> {
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let lock = lock(folder)?;
    after(Step::Locked)?;
    if let Some(manifest) = up_to_date(folder, inputs)? {
        return Ok(Published { manifest, unchanged: true });
    }
    if matches!(of, Making::Changed { base, .. } if !base.is_current(folder)) {
        return Err(StoreError::Overtaken(folder.to_owned()));
    }
    clear(folder, read::current_name(folder).ok().as_deref())?;
    let identity = &inputs.identity()[..16];
    let building = folder.join(format!("building-{identity}"));
    let manifest = build(&building, of, inputs, after)?;
    let name = free_name(folder, identity);
    fs::rename(&building, folder.join(&name)).map_err(failed(&building))?;
    sync_folder(folder)?;
    after(Step::Renamed)?;
    point(folder, &name)?;
    after(Step::Pointed)?;
    if let Making::Changed { base, .. } = of {
        base.release();
    }
    clear(folder, Some(&name))?;
    after(Step::Cleared)?;
    drop(lock);
    Ok(Published { manifest, unchanged: false })
}

/// Takes the lock that keeps two builds apart, and writes into it who holds it.
fn lock(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join("lock");
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
    let mut file = opened.map_err(failed(&path))?;
    match file.try_lock() {
        Ok(()) => {
            let holder = format!("process {}", std::process::id());
            file.set_len(0).and_then(|()| file.write_all(holder.as_bytes())).map_err(failed(&path))?;
            Ok(file)
        }
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let read = file.read_to_string(&mut holder);
            let is_told = read.is_ok() && !holder.trim().is_empty();
            let holder = if is_told { holder.trim().to_owned() } else { "another process".to_owned() };
            Err(StoreError::Busy { path: folder.to_owned(), holder })
        }
        Err(TryLockError::Error(error)) => Err(failed(&path)(error)),
    }
}

/// Makes a whole generation under a name that no reader looks at.
fn build(building: &Path, of: &Making<'_>, inputs: &Inputs, after: Hook<'_>) -> Result<Manifest, StoreError> {
    let store = building.join(STORE);
    fs::create_dir_all(&store).map_err(failed(&store))?;
    let none = Sealed::new();
    let (made, shared) = match of {
        Making::Whole(graph) => (whole(&store, graph)?, &none),
        Making::Changed { base, delta, kept, statements } => {
            (base.changed(&store, delta, kept, *statements)?, base.files())
        }
    };
    let snapshot = building.join(SNAPSHOT);
    fs::create_dir_all(&snapshot).map_err(failed(&snapshot))?;
    for (name, bytes) in made.snapshot {
        let path = snapshot.join(name);
        fs::write(&path, bytes).map_err(failed(&path))?;
    }
    if let Some(ledger) = made.ledger {
        // Not synced: should it be lost or torn, the next build is a full one.
        let path = building.join(LEDGER);
        fs::write(&path, ledger).map_err(failed(&path))?;
    }
    after(Step::Loaded)?;
    let files = seal(building, shared)?;
    after(Step::Sealed)?;
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        inputs: inputs.clone(),
        content: made.content.to_string(),
        triples: made.triples,
        statements: made.statements,
        files,
        checksum: String::new(),
    };
    let manifest = manifest.sealed();
    let text = serde_json::to_string_pretty(&manifest).expect("maps of strings and numbers are JSON");
    write_synced(&building.join(MANIFEST), text.as_bytes())?;
    write_synced(&building.join(LEASE), b"")?;
    sync_folder(building)?;
    after(Step::Described)?;
    Ok(manifest)
}

/// A database that is closed, and what else makes a generation.
pub(super) struct Made {
    pub(super) snapshot: Files,
    pub(super) ledger: Option<Vec<u8>>,
    pub(super) content: Content,
    pub(super) triples: usize,
    pub(super) statements: usize,
}

/// Loads all triples into a database.
fn whole(store: &Path, graph: &Graph) -> Result<Made, StoreError> {
    let loaded = || {
        let database = oxigraph::store::Store::open(store)?;
        load(&database, graph)?;
        database.flush()
    };
    let (loaded, (rest, content)) = rayon::join(loaded, || (files(graph), graph.content_hash()));
    loaded.map_err(|error| storage_failed(store, error))?;
    let ledger = graph.ledger().map(|ledger| Kept::of(ledger).write());
    let (triples, statements) = (graph.triples().len(), graph.statements());
    Ok(Made { snapshot: rest?, ledger, content, triples, statements })
}

pub(super) fn storage_failed(path: &Path, error: StorageError) -> StoreError {
    match error {
        error if error.to_string().contains("No space left") => StoreError::Full(path.to_owned()),
        StorageError::Io(error) => failed(path)(error),
        error => StoreError::Storage(error),
    }
}

/// A name that no generation has, such as a damaged one of the same inputs that somebody still reads.
fn free_name(folder: &Path, identity: &str) -> String {
    let plain = format!("generation-{identity}");
    let numbered = (2..).map(|number| format!("{plain}-{number}"));
    let mut names = std::iter::once(plain.clone()).chain(numbered);
    names.find(|name| !folder.join(name).exists()).unwrap_or(plain)
}

/// Makes a generation the current one, in one step.
fn point(folder: &Path, name: &str) -> Result<(), StoreError> {
    let (new, current) = (folder.join("current.new"), folder.join("current"));
    write_synced(&new, format!("{name}\n").as_bytes())?;
    fs::rename(&new, &current).map_err(failed(&current))?;
    sync_folder(folder)
}

/// Removes builds that died and generations other than `kept` that nobody reads.
fn clear(folder: &Path, kept: Option<&str>) -> Result<(), StoreError> {
    for name in names(folder)? {
        let path = folder.join(&name);
        let is_stale = name.starts_with("generation-") && Some(name.as_str()) != kept && is_free(&path);
        if name.starts_with("building-") || is_stale {
            remove(&path)?;
        }
    }
    Ok(())
}

/// Whether no reader holds the lease of a generation.
fn is_free(generation: &Path) -> bool {
    File::open(generation.join(LEASE)).map_or(true, |lease| lease.try_lock().is_ok())
}

/// Removes a folder; its lease first, so that no reader takes it for whole.
fn remove(path: &PathBuf) -> Result<(), StoreError> {
    drop(fs::remove_file(path.join(LEASE)));
    fs::remove_dir_all(path).map_err(failed(path))
}

#[cfg(test)]
mod tests;
