//! What was read from each note, kept beside the graph so that the next build reads only what has changed.
//!
//! `readings/` holds one file a note, named by a hash of all that its reading depends on, deflated JSON that carries its own
//! checksum. It is a convenience: whatever is missing, damaged or cannot be written is read again.

use crate::graph::sha256;
use crate::statement::{QuotationRecord, Statement};
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The folder in `.annals`.
const FOLDER: &str = "readings";

/// What was read from one note.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Reading {
    /// In reading order.
    pub statements: Vec<Statement>,
    /// Quotations with what they are the text of.
    pub quotations: Vec<QuotationRecord>,
}

/// The same, to be kept.
#[derive(Serialize)]
struct Kept<'a> {
    statements: &'a [Statement],
    quotations: &'a [QuotationRecord],
}

/// The readings kept in a folder.
#[derive(Debug)]
pub struct Readings {
    folder: PathBuf,
    /// Hash of what all readings depend on.
    knowledge: String,
    /// None of those that are there are recalled.
    afresh: bool,
    used: Mutex<BTreeSet<String>>,
}

impl Readings {
    /// Those beside the graph in `graph` (a `.annals`). `knowledge` stands for all that a reading depends on besides the
    /// note: another value finds none of the old readings.
    #[must_use]
    pub fn beside(graph: &Path, knowledge: &str) -> Self {
        let (folder, knowledge) = (graph.join(FOLDER), knowledge.to_owned());
        Self { folder, knowledge, afresh: false, used: Mutex::default() }
    }

    /// The same, but all notes are read again.
    #[must_use]
    pub const fn afresh(mut self, afresh: bool) -> Self {
        self.afresh = afresh;
        self
    }

    /// Where the reading of a note is, by the SHA-256 of its text.
    fn place(&self, name: &str, text: &str) -> PathBuf {
        let key = format!("{}\n{text}\n{name}", self.knowledge);
        let file = sha256(key.as_bytes());
        let path = self.folder.join(&file);
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(file);
        path
    }

    /// What was read from this note before, if it was.
    #[must_use]
    pub fn recall(&self, name: &str, text: &str) -> Option<Reading> {
        let place = self.place(name, &sha256(text.as_bytes()));
        let deflated = fs::read(place).ok().filter(|_| !self.afresh)?;
        let mut json = Vec::new();
        ZlibDecoder::new(deflated.as_slice()).read_to_end(&mut json).ok()?;
        serde_json::from_slice(&json).ok()
    }

    /// Keeps what was read from this note.
    pub fn keep(&self, name: &str, text: &str, statements: &[Statement], quotations: &[QuotationRecord]) {
        let path = self.place(name, &sha256(text.as_bytes()));
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(&self.folder)?;
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(&serde_json::to_vec(&Kept { statements, quotations })?)?;
            let beside = path.with_extension(format!("new-{}", std::process::id()));
            fs::write(&beside, encoder.finish()?)?;
            fs::rename(&beside, &path)
        };
        // Without it the next build takes longer, and that is all.
        drop(write());
    }

    /// Removes what was read from a note.
    pub fn forget(&self, name: &str, text: &str) {
        // Left behind, it does no harm.
        drop(fs::remove_file(self.place(name, &sha256(text.as_bytes()))));
    }

    /// Removes what was read from other notes than these, given with the SHA-256 of their texts; looks closer only if there are more readings than notes.
    pub fn forget_all_but<'a>(&self, notes: impl ExactSizeIterator<Item = (&'a str, &'a str)>) {
        let kept = fs::read_dir(&self.folder).into_iter().flatten().count();
        if kept > notes.len() {
            notes.for_each(|(name, text)| drop(self.place(name, text)));
            self.forget_others();
        }
    }

    /// Removes the readings that were not asked for.
    pub fn forget_others(&self) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if !used.contains(entry.file_name().to_string_lossy().as_ref()) {
                drop(fs::remove_file(entry.path()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_found_again_by_note_and_knowledge_only() {
        let place = tempfile::tempdir().unwrap();
        let readings = Readings::beside(place.path(), "1");
        readings.keep("a.md", "text", &[], &[]);
        assert_eq!(readings.recall("a.md", "text"), Some(Reading::default()));
        assert_eq!(Readings::beside(place.path(), "1").afresh(true).recall("a.md", "text"), None);
        assert_eq!(readings.recall("a.md", "other"), None);
        assert_eq!(readings.recall("b.md", "text"), None);
        assert_eq!(Readings::beside(place.path(), "2").recall("a.md", "text"), None);
    }

    #[test]
    fn a_damaged_reading_is_none_and_one_not_used_is_removed() {
        let place = tempfile::tempdir().unwrap();
        let readings = Readings::beside(place.path(), "1");
        readings.keep("a.md", "text", &[], &[]);
        let file = fs::read_dir(place.path().join(FOLDER)).unwrap().next().unwrap().unwrap().path();
        let mut bytes = fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&file, bytes).unwrap();
        assert_eq!(readings.recall("a.md", "text"), None);
        Readings::beside(place.path(), "1").forget_others();
        assert!(!file.exists());
    }
}
