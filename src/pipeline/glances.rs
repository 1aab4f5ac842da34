//! What is seen in each note at a glance, kept beside the graph: a build that finds the same bytes need not parse them to know
//! what the note says of its own page and which bibliographies it names.
//!
//! `glances.json` opens with a line that holds the SHA-256 of the rest. It is a convenience: missing, damaged or of other
//! knowledge, the notes are parsed.

use crate::extract::OwnPage;
use crate::graph::sha256;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The file in `.annals`.
const FILE: &str = "glances.json";

/// What is seen in one note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Glance {
    /// SHA-256 of its bytes.
    pub(super) bytes: String,
    /// SHA-256 of its text.
    pub(super) text: String,
    /// What it says of its own page.
    pub(super) page: OwnPage,
    /// The bibliographies that it names, as it names them.
    pub(super) bibliographies: Vec<String>,
}

/// What was seen in the notes of a folder.
#[derive(Debug)]
pub struct Glances {
    /// Where they are kept; `None`: nowhere.
    place: Option<PathBuf>,
    kept: Kept,
    /// Whether they are others than those in the file.
    differ: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    /// Stands for all that a glance depends on besides the note.
    knowledge: String,
    /// By the name of the note.
    notes: BTreeMap<String, Glance>,
}

impl Glances {
    /// Kept nowhere.
    #[must_use]
    pub fn none() -> Self {
        Self { place: None, kept: Kept::default(), differ: false }
    }

    /// Those beside the graph in `graph` (a `.annals`). `knowledge` stands for all that they depend on besides the notes: those
    /// kept under another value are none.
    #[must_use]
    pub fn beside(graph: &Path, knowledge: &str) -> Self {
        let place = graph.join(FILE);
        let read = || {
            let file = fs::read_to_string(&place).ok()?;
            let (checksum, json) = file.split_once('\n')?;
            let sound = sha256(json.as_bytes()) == checksum;
            serde_json::from_str::<Kept>(json).ok().filter(|kept| sound && kept.knowledge == knowledge)
        };
        let kept = read().unwrap_or_else(|| Kept { knowledge: knowledge.to_owned(), notes: BTreeMap::new() });
        Self { place: Some(place), kept, differ: false }
    }

    /// What was seen in the note of this name, if its bytes have this SHA-256.
    pub(super) fn of(&self, name: &str, bytes: &str) -> Option<&Glance> {
        self.kept.notes.get(name).filter(|glance| glance.bytes == bytes)
    }

    /// Those of the notes as they are now.
    pub(super) fn now(self, notes: BTreeMap<String, Glance>) -> Self {
        let Self { place, kept: Kept { knowledge, notes: before }, differ } = self;
        Self { place, differ: differ || before != notes, kept: Kept { knowledge, notes } }
    }

    /// Writes them where they are kept, if they have changed.
    pub(super) fn keep(&self) {
        let Some(place) = self.place.as_ref().filter(|_| self.differ) else { return };
        let write = || -> std::io::Result<()> {
            let json = serde_json::to_string(&self.kept)?;
            let beside = place.with_extension(format!("new-{}", std::process::id()));
            fs::write(&beside, format!("{}\n{json}", sha256(json.as_bytes())))?;
            fs::rename(&beside, place)
        };
        // Without them the next build takes longer, and that is all.
        drop(write());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Glance {
        let (page, bibliographies) = (OwnPage::default(), vec!["a.bib".to_owned()]);
        Glance { bytes: text.to_owned(), text: text.to_owned(), page, bibliographies }
    }

    #[test]
    fn a_glance_is_found_again_by_the_same_bytes_and_knowledge_only() {
        let place = tempfile::tempdir().unwrap();
        Glances::beside(place.path(), "1").now([("a.md".to_owned(), seen("x"))].into()).keep();
        let again = Glances::beside(place.path(), "1");
        assert_eq!(again.of("a.md", "x"), Some(&seen("x")));
        assert_eq!((again.of("a.md", "y"), again.of("b.md", "x")), (None, None));
        assert_eq!(Glances::beside(place.path(), "2").of("a.md", "x"), None);
    }

    #[test]
    fn damaged_glances_are_none() {
        let place = tempfile::tempdir().unwrap();
        Glances::beside(place.path(), "1").now([("a.md".to_owned(), seen("x"))].into()).keep();
        let file = place.path().join(FILE);
        let damaged = fs::read_to_string(&file).unwrap().replace("a.bib", "b.bib");
        fs::write(&file, damaged).unwrap();
        assert_eq!(Glances::beside(place.path(), "1").of("a.md", "x"), None);
    }
}
