//! Every note in `tests/notes` is read as its `.outline` says. `UPDATE=1 cargo test` rewrites the outlines.

use annals::note;
use std::{fs, path::Path};

#[test]
fn notes_are_read_as_their_outlines_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notes");
    let mut paths: Vec<_> =
        fs::read_dir(&folder).expect("tests/notes is there").map(|e| e.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "md"));
    paths.sort();
    assert!(!paths.is_empty(), "no notes in {}", folder.display());
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in paths {
        let name = path.file_name().and_then(|n| n.to_str()).expect("a readable name").to_owned();
        let read = note::outline(&note::read(&name, &fs::read(&path).expect("the note")));
        let golden = path.with_extension("outline");
        if update {
            fs::write(&golden, &read).expect("the outline can be written");
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if let Some(line) = first_difference(&expected, &read) {
            wrong.push(format!("{name}, line {line} of its outline"));
        }
    }
    assert!(wrong.is_empty(), "not read as expected (UPDATE=1 to accept): {wrong:#?}");
}

fn first_difference(expected: &str, read: &str) -> Option<usize> {
    let lines = expected.lines().zip(read.lines()).position(|(a, b)| a != b);
    let shorter = expected.lines().count().min(read.lines().count());
    (expected != read).then(|| lines.unwrap_or(shorter) + 1)
}
