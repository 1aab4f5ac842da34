//! Opening the current generation, and keeping it while it is read.

use super::{
    Manifest, Store, StoreError,
    files::{LEASE, SNAPSHOT, STORE, failed},
};
use crate::graph::snapshot::Snapshot;
use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// How often a reader looks again when the generation it was sent to has been replaced meanwhile.
const ATTEMPTS: usize = 5;

/// The generation that `current` names, leased.
#[derive(Debug)]
pub(super) struct Current {
    pub(super) path: PathBuf,
    pub(super) manifest: Manifest,
    /// Held shared as long as this lives.
    lease: File,
}

pub(super) fn open(folder: &Path) -> Result<Store, StoreError> {
    store(current(folder)?)
}

/// The current generation and its name.
pub(super) fn open_current(folder: &Path) -> Result<(String, Store), StoreError> {
    let current = current(folder)?;
    let name = current.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, store(current)?))
}

/// The generation of this name, whether it is current or not, unless it is gone.
pub(super) fn open_generation(folder: &Path, name: &str) -> Result<Store, StoreError> {
    let path = folder.join(name);
    let Some(lease) = lease(&path)? else { return Err(StoreError::Missing(path)) };
    let manifest = Manifest::read(&path)?;
    store(Current { path, manifest, lease })
}

/// The store of a generation, which it keeps from being removed.
pub(super) fn store(current: Current) -> Result<Store, StoreError> {
    let Current { path, manifest, lease } = current;
    let database = oxigraph::store::Store::open_read_only(path.join(STORE))
        .map_err(|error| StoreError::Damaged { path: path.clone(), what: error.to_string() })?;
    let snapshot = Snapshot::in_folder(path.join(SNAPSHOT));
    Ok(Store::leased(database, &manifest.inputs.base, snapshot, Arc::new(lease)))
}

/// Reads `current`, leases what it names and checks it.
pub(super) fn current(folder: &Path) -> Result<Current, StoreError> {
    for _ in 0..ATTEMPTS {
        let path = folder.join(current_name(folder)?);
        let Some(lease) = lease(&path)? else { continue };
        let manifest = Manifest::read(&path)?;
        manifest.check_files(&path)?;
        return Ok(Current { path, manifest, lease });
    }
    Err(StoreError::Damaged {
        path: folder.to_owned(),
        what: "`current` names a generation that is not there".to_owned(),
    })
}

/// The name that `current` holds.
pub(super) fn current_name(folder: &Path) -> Result<String, StoreError> {
    let path = folder.join("current");
    let name = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(StoreError::Missing(folder.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => String::new(),
        read => read.map_err(failed(&path))?,
    };
    let name = name.trim_end();
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.starts_with("generation-") && name.chars().all(is_name) {
        Ok(name.to_owned())
    } else {
        Err(StoreError::Damaged { path: folder.to_owned(), what: "`current` does not name a generation".to_owned() })
    }
}

/// Keeps a generation from being removed; `None` when it is gone or just being removed.
fn lease(generation: &Path) -> Result<Option<File>, StoreError> {
    let path = generation.join(LEASE);
    let file = match File::open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(failed(&path))?,
    };
    match file.try_lock_shared() {
        Ok(()) if path.exists() => Ok(Some(file)),
        Ok(()) | Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(failed(&path)(error)),
    }
}
