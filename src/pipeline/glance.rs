//! Whether there is anything to read at all, from the bytes of the notes alone.

use super::{NoteFile, PipelineError, Settings, discover, pool};
use crate::graph::sha256;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Whether the notes at these paths are, byte for byte, those with these SHA-256 by name, and there is no bibliography beside
/// them nor can one of them name one; `false` where that does not show at a glance.
///
/// # Errors
/// When a path is missing, a folder holds no notes, or no threads can be had.
pub fn are_unchanged(
    paths: &[PathBuf],
    settings: &Settings<'_>,
    hashes: &BTreeMap<String, String>,
) -> Result<bool, PipelineError> {
    let found = discover(paths, settings.filter)?;
    if found.notes.len() != hashes.len() || !found.bibliographies.is_empty() || !settings.bibliographies.is_empty() {
        return Ok(false);
    }
    let names_none = |bytes: &[u8]| !bytes.windows(BIBLIOGRAPHY.len()).any(|word| word == BIBLIOGRAPHY);
    let same = |file: &NoteFile| {
        let bytes = discover::read_bytes(&file.path).unwrap_or_default();
        hashes.get(&file.name).is_some_and(|hash| sha256(&bytes) == *hash) && names_none(&bytes)
    };
    Ok(pool(settings)?.install(|| found.notes.par_iter().all(same)))
}

/// The key by which a note names a bibliography.
const BIBLIOGRAPHY: &[u8] = b"bibliography";
