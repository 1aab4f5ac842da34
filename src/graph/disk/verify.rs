//! Whether a graph on disk is what it was when it was built.

use super::{
    Manifest, StoreError,
    files::{LEDGER, SNAPSHOT, failed},
    read,
};
use crate::graph::{Store, ledger::Kept, sha256, snapshot::files};
use std::{fs, path::Path};

/// Reads every byte of the graph in `folder`: files against their checksums, triples against the checksum of the build, the
/// snapshot against the triples.
pub(super) fn verify(folder: &Path) -> Result<Manifest, StoreError> {
    let current = read::current(folder)?;
    let damaged = |what: String| StoreError::Damaged { path: current.path.clone(), what };
    for (name, (_, checksum)) in &current.manifest.files {
        let path = current.path.join(name);
        if sha256(&fs::read(&path).map_err(failed(&path))?) != *checksum {
            return Err(damaged(format!("{name} has been changed")));
        }
    }
    let ledger = current.path.join(LEDGER);
    if ledger.exists() && Kept::read(fs::read(&ledger).map_err(failed(&ledger))?).is_none() {
        return Err(damaged(format!("{LEDGER} has been changed")));
    }
    let graph = Store::open(folder)?.graph()?;
    if graph.triples().len() != current.manifest.triples || graph.content_hash().to_string() != current.manifest.content
    {
        return Err(damaged("its triples are not those that were built".to_owned()));
    }
    for (name, bytes) in files(&graph)? {
        let kept = current.manifest.files.get(&format!("{SNAPSHOT}/{name}"));
        if kept.is_none_or(|(_, checksum)| sha256(&bytes) != *checksum) {
            return Err(damaged(format!("{SNAPSHOT}/{name} does not fit the triples")));
        }
    }
    Ok(current.manifest)
}
