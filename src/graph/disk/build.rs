//! Building a generation and making it the current one.
//!
//! 1. take the lock, clear away what builds that died have left ([`Site::take`]);
//! 2. make a database in `building-…/store`: of all notes (`builder.rs`), or of the generation before and what has changed
//!    (`update.rs`);
//! 3. lay out `snapshot` and ledger, sync every file, write the manifest ([`Site::publish`]);
//! 4. rename to `generation-…`, sync the folder;
//! 5. replace `current`, sync the folder;
//! 6. remove old generations that nobody reads.

use super::{
    Base, FORMAT, Inputs, Manifest, StoreError,
    files::{LEASE, LEDGER, MANIFEST, SNAPSHOT, STORE, Sealed, failed, names, seal, sync_folder, write_synced},
    read,
};
use crate::graph::{content::Content, ledger::Kept, snapshot::Files};
use oxigraph::store::StorageError;
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read, Write},
    path::{Path, PathBuf},
};

/// The steps of a build, for tests that make each of them fail.
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
pub(super) type Hook<'a> = &'a mut dyn FnMut(Step) -> Result<(), StoreError>;

/// The place of a generation in the making. Dropped before it is published, it leaves what the next build clears away.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) folder: PathBuf,
    /// Held until the build is over.
    lock: File,
    /// A name that no reader looks at.
    building: PathBuf,
}

impl Site {
    /// Takes the lock, clears away what builds that died have left, makes room for a database.
    pub(super) fn take(folder: &Path, after: Hook<'_>) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(failed(folder))?;
        let lock = lock(folder)?;
        after(Step::Locked)?;
        clear(folder, read::current_name(folder).ok().as_deref())?;
        let building = folder.join(format!("building-{}", std::process::id()));
        let site = Self { folder: folder.to_owned(), lock, building };
        let store = site.store();
        fs::create_dir_all(&store).map_err(failed(&store))?;
        Ok(site)
    }

    /// The folder of its database.
    pub(super) fn store(&self) -> PathBuf {
        self.building.join(STORE)
    }

    /// Makes of what was made there the generation that readers open from now on. `base` is what it was made from.
    pub(super) fn publish(
        self,
        made: Made,
        base: Option<&Base>,
        inputs: &Inputs,
        after: Hook<'_>,
    ) -> Result<Manifest, StoreError> {
        let Self { folder, lock, building } = self;
        let manifest = complete(&building, made, base, inputs, after)?;
        let name = free_name(&folder, &inputs.identity()[..16]);
        fs::rename(&building, folder.join(&name)).map_err(failed(&building))?;
        sync_folder(&folder)?;
        after(Step::Renamed)?;
        point(&folder, &name)?;
        after(Step::Pointed)?;
        if let Some(base) = base {
            base.release();
        }
        clear(&folder, Some(&name))?;
        after(Step::Cleared)?;
        drop(lock);
        Ok(manifest)
    }
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

/// A database that is closed, and what else makes a generation.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) snapshot: Files,
    pub(super) ledger: Kept,
    pub(super) content: Content,
    pub(super) triples: usize,
    pub(super) statements: usize,
}

/// Writes all that a generation has beside its database.
fn complete(
    building: &Path,
    made: Made,
    base: Option<&Base>,
    inputs: &Inputs,
    after: Hook<'_>,
) -> Result<Manifest, StoreError> {
    let snapshot = building.join(SNAPSHOT);
    fs::create_dir_all(&snapshot).map_err(failed(&snapshot))?;
    for (name, bytes) in made.snapshot {
        let path = snapshot.join(name);
        fs::write(&path, bytes).map_err(failed(&path))?;
    }
    // Not synced: should it be lost or torn, the next build is a full one.
    let ledger = building.join(LEDGER);
    fs::write(&ledger, made.ledger.write()).map_err(failed(&ledger))?;
    after(Step::Loaded)?;
    let files = seal(building, base.map_or(&Sealed::new(), Base::files))?;
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

/// Removes what builds that died have left, unless somebody is building.
pub(super) fn tidy(folder: &Path) -> Result<(), StoreError> {
    match lock(folder) {
        Ok(_lock) => clear(folder, Some(&read::current_name(folder)?)),
        Err(StoreError::Busy { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Removes builds that died and generations other than `kept` that nobody reads.
fn clear(folder: &Path, kept: Option<&str>) -> Result<(), StoreError> {
    for name in names(folder)? {
        let path = folder.join(&name);
        if name.starts_with("building-") {
            remove(&path)?;
        } else if name.starts_with("generation-") && Some(name.as_str()) != kept {
            remove_unless_read(&path)?;
        } else if name.contains(".new-") {
            // Half of a file that was to take another's place.
            fs::remove_file(&path).map_err(failed(&path))?;
        }
    }
    Ok(())
}

/// Removes a generation on which no reader has a lease. Nobody can take one meanwhile: the lease is locked until it is gone, and
/// a lease that is gone is none.
fn remove_unless_read(generation: &Path) -> Result<(), StoreError> {
    match File::open(generation.join(LEASE)) {
        Ok(lease) if lease.try_lock().is_err() => Ok(()),
        lease => {
            let removed = remove(generation);
            drop(lease);
            removed
        }
    }
}

/// Removes a folder; its lease first, so that no reader takes it for whole.
fn remove(path: &Path) -> Result<(), StoreError> {
    drop(fs::remove_file(path.join(LEASE)));
    fs::remove_dir_all(path).map_err(failed(path))
}

#[cfg(test)]
mod tests;
