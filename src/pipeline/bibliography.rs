//! What citation keys stand for: from files that the user names, that lie among the notes, or that a note names.

use crate::diagnostic::{Diagnostic, Severity};
use crate::note::{Note, Works, read_bibliography};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Bibliographies that a note names, as it names them.
pub(super) fn fields(note: &Note) -> Vec<String> {
    let fields = note.front_matter.iter().filter(|(key, _)| key == "bibliography");
    fields.map(|(_, value)| value.clone()).collect()
}

/// Where those are that a note in the file at `place` names.
pub(super) fn named_by(fields: &[String], place: &Path) -> Vec<PathBuf> {
    let folder = place.parent().unwrap_or(Path::new(""));
    fields.iter().map(|value| folder.join(value)).collect()
}

/// All works, the first file that has a key deciding, and what could not be read. `None`: there is no bibliography.
pub(super) fn works(
    named: &[PathBuf],
    by_notes: impl IntoIterator<Item = PathBuf>,
    beside: &[PathBuf],
) -> (Option<Works>, Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    let mut works: Option<Works> = None;
    let mut told = Vec::new();
    for path in named.iter().cloned().chain(by_notes).chain(beside.iter().cloned()) {
        if !seen.insert(fs::canonicalize(&path).unwrap_or_else(|_| path.clone())) {
            continue;
        }
        let read = fs::read(&path).map_err(|error| error.to_string());
        let text = read.and_then(|bytes| String::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned()));
        match text.and_then(|text| read_bibliography(&text)) {
            Ok(found) => {
                let all = works.get_or_insert_default();
                for (key, work) in found {
                    all.entry(key).or_insert(work);
                }
            }
            Err(error) => told.push(unreadable(&path, &error)),
        }
    }
    (works, told)
}

fn unreadable(path: &Path, error: &str) -> Diagnostic {
    Diagnostic {
        code: "P003",
        severity: Severity::Warning,
        file: path.display().to_string(),
        span: None,
        message: format!("the bibliography cannot be read: {error}"),
        hint: Some("its keys stand in receipts as they are; mend it, or name another".to_owned()),
    }
}
