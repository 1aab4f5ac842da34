//! Every note in `tests/notes` is read as its `.outline` says, and states what its `.statements` says. A folder there is
//! a vault: its notes are read together. `UPDATE=1 cargo test` rewrites both.

use annals::pipeline::{self, Settings};
use annals::{extract, note};
use std::path::{Path, PathBuf};
use std::{env, fs};

#[test]
fn notes_are_read_as_their_outlines_and_statements_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notes");
    let mut wrong = Vec::new();
    let mut count = 0;
    for vault in entries(&folder) {
        let alone = vault.is_file();
        if alone && vault.extension().is_none_or(|ending| ending != "md" && ending != "canvas") {
            continue;
        }
        let read = pipeline::read_notes(std::slice::from_ref(&vault), &Settings::default()).expect("the notes");
        assert!(read.set_aside.is_empty(), "{:?}", read.diagnostics);
        for (note, extraction) in read.notes.iter().zip(&read.extractions) {
            let path = if alone { vault.clone() } else { vault.join(&note.path) };
            count += 1;
            // A canvas and a note may share a name.
            let ending = |ending: &str| match path.extension().is_some_and(|own| own == "canvas") {
                true => format!("canvas.{ending}"),
                false => ending.to_owned(),
            };
            wrong.extend(compare(&path.with_extension(ending("outline")), &note::outline(note)));
            let statements = extract::statements(&extraction.statements);
            wrong.extend(compare(&path.with_extension(ending("statements")), &statements));
        }
    }
    assert!(count > 20, "{count} notes in {}", folder.display());
    assert!(wrong.is_empty(), "not read as expected (UPDATE=1 to accept): {wrong:#?}");
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("tests/notes is there").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn compare(golden: &Path, read: &str) -> Option<String> {
    if env::var_os("UPDATE").is_some() {
        fs::write(golden, read).expect("it can be written");
    }
    let expected = fs::read_to_string(golden).unwrap_or_default();
    first_difference(&expected, read).map(|line| format!("{}, line {line}", golden.display()))
}

fn first_difference(expected: &str, read: &str) -> Option<usize> {
    let lines = expected.lines().zip(read.lines()).position(|(a, b)| a != b);
    let shorter = expected.lines().count().min(read.lines().count());
    (expected != read).then(|| lines.unwrap_or(shorter) + 1)
}
