//! Questions as readers type them, and what must come back.
//!
//! `tests/questions/*.txt` holds one note a file, named in its first line (`note: PATH`), or written out after `note:` up to
//! a line `---`. Then blocks: wordings of one question, a line each, and below them `= answer ; answer`, all of which must
//! come back and nothing else, each known by its words; `= ?` wants no answer. Adding a case needs no Rust.

use annals::ask::{Answered, Options, answer};
use annals::graph::Store;
use annals::pipeline::{self, Settings};
use std::fs;
use std::path::Path;

fn store(text: &str) -> Store {
    let settings = Settings::default();
    let notes = pipeline::read_text("note.md", text.as_bytes(), &settings);
    Store::in_memory(&pipeline::graph(&notes, &settings).unwrap()).unwrap()
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && *w != "the")
        .map(ToOwned::to_owned)
        .collect()
}

/// All words of what is wanted are among those of the label or value.
fn matches(wanted: &str, label: &str, value: Option<&str>) -> bool {
    let have = [words(label), words(value.unwrap_or_default())].concat();
    words(wanted).iter().all(|word| have.contains(word))
}

fn wrong(answered: &Answered, wanted: &[&str]) -> Option<String> {
    let given: Vec<&str> = answered.answers.iter().map(|answer| answer.label.as_str()).collect();
    if wanted == ["?"] {
        return (!given.is_empty()).then(|| format!("wanted no answer, got {given:?}"));
    }
    let missing =
        wanted.iter().find(|wanted| !answered.answers.iter().any(|it| matches(wanted, &it.label, it.value.as_deref())));
    let extra =
        answered.answers.iter().find(|it| !wanted.iter().any(|wanted| matches(wanted, &it.label, it.value.as_deref())));
    match (missing, extra) {
        (None, None) => None,
        (Some(missing), _) => Some(format!("missing “{missing}”, got {given:?} {:?}", answered.message)),
        (None, Some(extra)) => Some(format!("too much: “{}”", extra.label)),
    }
}

#[test]
fn questions_are_answered_however_they_are_put() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut failures, mut asked) = (Vec::new(), 0);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let (note, blocks) = match text.strip_prefix("note:\n") {
            Some(rest) => rest.split_once("\n---\n").map(|(note, blocks)| (note.to_owned(), blocks)).unwrap(),
            None => {
                let (first, blocks) = text.split_once('\n').unwrap();
                let path = first.strip_prefix("note: ").unwrap();
                (fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap(), blocks)
            }
        };
        let store = store(&note);
        let mut wordings = Vec::new();
        for line in blocks.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some(wanted) = line.strip_prefix("= ") else {
                wordings.push(line);
                continue;
            };
            let wanted: Vec<&str> = wanted.split(" ; ").collect();
            for question in wordings.drain(..) {
                asked += 1;
                let answered = answer(question, &store, annals::ontology::Ontology::builtin(), &Options::default());
                if let Some(wrong) = wrong(&answered, &wanted) {
                    failures.push(format!("{}: {question}\n  {wrong}", file.file_name().unwrap().display()));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} of {asked} questions\n\n{}\n", failures.len(), failures.join("\n"));
}
