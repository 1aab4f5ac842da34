//! Every query in `queries/` gives the rows written down in `tests/answers/` on the notes in `data/notes`.

use super::support::{annals, root, updating};
use std::fs;

#[test]
fn every_named_query_gives_its_expected_rows() {
    let mut wrong = Vec::new();
    let mut files: Vec<_> = fs::read_dir(root().join("queries")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "rq")) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let rows = annals(["query", name, "--notes", "data/notes", "--format", "tsv"]).out;
        let expected = root().join("tests/answers").join(name).with_extension("tsv");
        if updating() {
            fs::create_dir_all(expected.parent().unwrap()).unwrap();
            fs::write(&expected, &rows).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != rows {
            wrong.push(format!("{name}: not the rows of {}; now\n{rows}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
