//! Files and folders: written so that they are there after a power cut, and checked against their checksums.

use super::{FORMAT, Manifest, StoreError};
use crate::graph::sha256;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

/// Names of the files in a generation.
pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const LEASE: &str = "lease";
pub(super) const STORE: &str = "store";
pub(super) const SNAPSHOT: &str = "snapshot";
pub(super) const LEDGER: &str = "ledger";

/// Files of RocksDB that hold no data and may change while it is open.
const VOLATILE: [&str; 3] = ["LOG", "LOCK", "LOG.old"];

/// An error of the file system with the path it concerns.
pub(super) fn failed(path: &Path) -> impl FnOnce(io::Error) -> StoreError + '_ {
    |source| match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full(path.to_owned()),
        _ => StoreError::Io { path: path.to_owned(), source },
    }
}

/// Writes a file and waits until it is on disk.
pub(super) fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut file = File::create(path).map_err(failed(path))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed(path))
}

/// Waits until the names in a folder are on disk. Where folders cannot be opened (Windows) there is nothing to wait for.
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    if cfg!(unix) { File::open(path).and_then(|folder| folder.sync_all()).map_err(failed(path)) } else { Ok(()) }
}

/// Lengths and checksums of files, by their paths in a generation.
pub(super) type Sealed = BTreeMap<String, (u64, String)>;

/// Waits until all files of database and snapshot are on disk; gives their lengths and checksums. Tables that `shared` has are
/// those of the generation it is of, and are not read again.
pub(super) fn seal(generation: &Path, shared: &Sealed) -> Result<Sealed, StoreError> {
    let mut sealed = BTreeMap::new();
    for folder in [STORE, SNAPSHOT] {
        let within = generation.join(folder);
        for name in names(&within)?.into_iter().filter(|name| !is_volatile(name)) {
            let path = within.join(&name);
            let known = shared.get_key_value(&format!("{folder}/{name}")).filter(|_| is_table(&name));
            if let Some((name, file)) = known {
                sealed.insert(name.clone(), file.clone());
                continue;
            }
            File::open(&path).and_then(|file| file.sync_all()).map_err(failed(&path))?;
            let bytes = fs::read(&path).map_err(failed(&path))?;
            sealed.insert(format!("{folder}/{name}"), (bytes.len() as u64, sha256(&bytes)));
        }
        sync_folder(&within)?;
    }
    Ok(sealed)
}

/// The names in a folder, sorted.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        names.push(entry.map_err(failed(folder))?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Whether a file of RocksDB is never written to again, nor its name given to another.
pub(super) fn is_table(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "sst")
}

pub(super) fn is_volatile(name: &str) -> bool {
    VOLATILE.contains(&name) || name.starts_with("LOG.old")
}

impl Manifest {
    /// Fills in the checksum.
    pub(super) fn sealed(mut self) -> Self {
        self.checksum = self.own_checksum();
        self
    }

    fn own_checksum(&self) -> String {
        let bare = Self { checksum: String::new(), ..self.clone() };
        sha256(serde_json::to_string(&bare).expect("maps of strings and numbers are JSON").as_bytes())
    }

    /// Reads the manifest of a generation and checks that it is whole and ours to read.
    pub(super) fn read(generation: &Path) -> Result<Self, StoreError> {
        let path = generation.join(MANIFEST);
        let damaged = |what: String| StoreError::Damaged { path: generation.to_owned(), what };
        let text = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(damaged(format!("no {MANIFEST}"))),
            read => read.map_err(failed(&path))?,
        };
        let value: serde_json::Value =
            serde_json::from_slice(&text).map_err(|error| damaged(format!("{MANIFEST}: {error}")))?;
        let format = value.get("format").and_then(serde_json::Value::as_u64);
        if let Some(found) = format.and_then(|found| u32::try_from(found).ok()).filter(|found| *found != FORMAT) {
            return Err(StoreError::Version { path: generation.to_owned(), found, expected: FORMAT });
        }
        let manifest: Self = serde_json::from_value(value).map_err(|error| damaged(format!("{MANIFEST}: {error}")))?;
        if manifest.checksum == manifest.own_checksum() {
            Ok(manifest)
        } else {
            Err(damaged(format!("{MANIFEST} has been changed")))
        }
    }

    /// Checks that every file is there in its length, and that the small ones are unchanged.
    pub(super) fn check_files(&self, generation: &Path) -> Result<(), StoreError> {
        for (name, (length, checksum)) in &self.files {
            let path = generation.join(name);
            let damaged =
                |what: &str| StoreError::Damaged { path: generation.to_owned(), what: format!("{name} {what}") };
            let found = match fs::metadata(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(damaged("is missing")),
                metadata => metadata.map_err(failed(&path))?.len(),
            };
            if found != *length {
                return Err(damaged("has another length"));
            }
            if *length <= CHECKED && sha256(&fs::read(&path).map_err(failed(&path))?) != *checksum {
                return Err(damaged("has been changed"));
            }
        }
        Ok(())
    }
}

/// Bytes up to which a file's checksum is checked whenever it is opened, some 2 ms each. Longer ones are tables, whose
/// blocks RocksDB checks as it reads them; the snapshot's hold a faster checksum.
const CHECKED: u64 = 1 << 20;
