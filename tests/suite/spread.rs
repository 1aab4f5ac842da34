//! Notes read apart, as on many machines: documents that come one a line, parts of a folder, and one graph of it all.

use super::support::{Run, annals, annals_fed, annals_in, folder, root, shared};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Real and made-up notes in one folder: those of the repository, and those of `shared/` where there are any.
fn corpus() -> tempfile::TempDir {
    let all = tempfile::tempdir().unwrap();
    for (name, from) in [("data", root().join("data/notes")), ("notes", root().join("tests/notes"))] {
        copy(&from, &all.path().join(name));
    }
    if let Some(shared) = shared() {
        copy(&shared.join("gold"), &all.path().join("gold"));
    }
    // Two notes that one reading alone gets wrong: what a page is called is said in another, and so is what most call it.
    fs::write(all.path().join("rosa.md"), "---\naliases: [Red Rosa]\ntype: person\n---\nBorn in Zamosc.\n").unwrap();
    fs::write(all.path().join("berlin.md"), "- Red Rosa met Karl Liebknecht in Berlin in 1916.\n").unwrap();
    fs::write(all.path().join("meeting.md"), "- rosa met Karl Liebknecht.\n- ROSA met Clara Zetkin in 1907.\n")
        .unwrap();
    all
}

/// Copies the notes and bibliographies below a folder that are UTF-8, as all documents in JSON are.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else if path
            .extension()
            .is_some_and(|ending| ["md", "canvas", "txt", "bib"].iter().any(|known| ending == *known))
            && std::str::from_utf8(&fs::read(&path).unwrap()).is_ok()
        {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

fn paths(folder: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending != "bib") {
                all.insert(path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    all
}

fn documents(folder: &Path) -> Vec<String> {
    let line = |path: String| {
        let text = fs::read_to_string(folder.join(&path)).unwrap();
        json!({ "path": path, "text": text }).to_string() + "\n"
    };
    paths(folder).into_iter().map(line).collect()
}

/// Lines as `sort -u` puts them.
fn sorted(texts: &[String]) -> String {
    let lines: BTreeSet<&str> = texts.iter().flat_map(|text| text.lines()).collect();
    lines.into_iter().flat_map(|line| [line, "\n"]).collect()
}

const BIBLIOGRAPHY: [&str; 2] = ["--bibliography", "notes/pandoc/refs.bib"];

fn merged(folder: &Path, lines: &[String]) -> String {
    let arguments = ["merge", "--format", "n-triples"].into_iter().chain(BIBLIOGRAPHY);
    sorted(&[annals_fed(folder, arguments, sorted(lines).as_bytes()).done()])
}

fn whole(folder: &Path) -> String {
    let graph = annals_in(folder, ["export", "--notes", ".", "--format", "n-triples"]).done();
    assert!(graph.lines().count() > 5000 && graph.contains("\"Red Rosa\""));
    sorted(&[graph])
}

/// A run that may have set notes aside.
fn printed(run: Run) -> String {
    assert!(run.status < 2, "{}", run.err);
    run.out
}

#[test]
fn however_a_folder_is_sharded_its_parts_make_the_graph_of_one_build() {
    let corpus = corpus();
    let whole = whole(corpus.path());
    for of in [1, 2, 5, 7] {
        let part = |at: usize| {
            let shard = format!("{at}/{of}");
            printed(annals_in(corpus.path(), ["extract", ".", "--format", "n-quads", "--shard", &shard]))
        };
        let parts: Vec<String> = (1..=of).map(part).collect();
        assert!(merged(corpus.path(), &parts) == whole, "{of} parts");
    }
}

#[test]
fn documents_that_come_one_a_line_make_the_graph_of_one_build_in_any_order_and_any_parts() {
    let corpus = corpus();
    let whole = whole(corpus.path());
    let mut documents = documents(corpus.path());
    documents.reverse();
    let halves = documents.split_at(documents.len() / 3);
    let pages: Vec<String> = [halves.0, halves.1]
        .map(|half| {
            annals_fed(corpus.path(), ["extract", "--framing", "ndjson", "--format", "pages"], half.concat().as_bytes())
                .done()
        })
        .into();
    fs::write(corpus.path().join("pages.ndjson"), sorted(&pages)).unwrap();
    let read = |half: &[String], shard: &str| {
        let arguments =
            ["extract", "--framing", "ndjson", "--format", "n-quads", "--pages", "pages.ndjson", "--shard", shard];
        annals_fed(corpus.path(), arguments.into_iter().chain(BIBLIOGRAPHY), half.concat().as_bytes()).done()
    };
    let mut parts = Vec::new();
    for shard in ["1/3", "2/3", "3/3"] {
        parts.extend([read(halves.0, shard), read(halves.1, shard)]);
    }
    // A worker that was given its documents twice does no harm.
    parts.push(read(&documents[..7], "1/1"));
    assert!(merged(corpus.path(), &parts) == whole);
    // The lines of some subjects can be put together apart from the others.
    let lines = sorted(&parts);
    let cut = lines.match_indices("\n<https://w3id.org/annals/id/k").next().unwrap().0 + 1;
    let (low, high) = lines.split_at(cut);
    let each = |lines: &str| {
        let arguments = ["merge", "--partial", "--format", "n-triples"].into_iter().chain(BIBLIOGRAPHY);
        annals_fed(corpus.path(), arguments, lines.as_bytes()).done()
    };
    assert!(sorted(&[each(low), each(high)]) == whole);
    // A part of a folder that is told of all pages is the same, too.
    let alone = |shard: &str| {
        printed(annals_in(
            corpus.path(),
            ["extract", ".", "--format", "n-quads", "--pages", "pages.ndjson", "--shard", shard],
        ))
    };
    assert!(merged(corpus.path(), &[alone("1/2"), alone("2/2")]) == whole);
}

#[test]
fn a_bad_line_is_told_by_its_number_and_the_others_are_read_in_order() {
    let good = |name: &str| json!({ "path": name, "text": "- Anna Bell met Karl Marx in 1860.", "id": 7 }).to_string();
    let lines = [good("b.md"), "{\"path\": \"x.md\"".into(), String::new(), "[1]".into(), good("a.md"), "\u{0}".into()];
    let run = annals_fed(root(), ["extract", "--framing", "ndjson"], lines.join("\n").as_bytes());
    assert_eq!(run.status, 1);
    let files: Vec<String> = run
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["evidence"]["file"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(files, ["b.md", "a.md"]);
    let told: Vec<&str> = run.err.lines().filter_map(|line| line.split(": error").next()).collect();
    assert_eq!(told, ["line 2", "line 4", "line 6"], "{}", run.err);
}

#[test]
fn statements_are_the_same_on_any_number_of_threads() {
    let corpus = corpus();
    let documents = documents(corpus.path()).concat();
    let read = |threads| {
        let arguments = ["extract", "--framing", "ndjson", "--threads", threads];
        annals_fed(corpus.path(), arguments, documents.as_bytes()).done()
    };
    let one = read("1");
    assert!(one.lines().count() > 500);
    assert!(one == read("5"));
}

#[test]
fn what_cannot_be_merged_is_told() {
    let failed = |lines: &str| {
        let run = annals_fed(root(), ["merge"], lines.as_bytes());
        assert_eq!(run.status, 2, "{}", run.out);
        run.err
    };
    let (a, b) = ("<http://x.org/a> <http://x.org/p> \"1\" .\n", "<http://x.org/b> <http://x.org/p> \"1\" .\n");
    assert!(failed(&[b, a].concat()).contains("not in order: <http://x.org/a> comes after <http://x.org/b>"));
    assert!(
        failed("<http://x.org/a> <http://x.org/p> \"1\" <http://x.org/g> .\n").contains("not from `annals extract`")
    );
    assert!(failed("<http://x.org/a> oops .\n").contains("hint: give it what"));
    let entry = "<http://x.org/a> <https://w3id.org/annals/ns#ledgerEntry> \"1\\tz\" <http://x.org/g> .\n";
    assert!(failed(entry).contains("not from `annals extract`"));
    assert_eq!(annals_fed(root(), ["merge"], &[]).done(), "");
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let refused = |arguments: &[&str], says: &str| {
        let run = annals(arguments);
        assert!(run.status == 2 && run.err.contains(says), "{arguments:?}: {}", run.err);
    };
    refused(&["extract", "--framing", "ndjson", "a.md"], "cannot be used with");
    refused(&["extract", "--framing", "ndjson", "--format", "json"], "use `--format jsonl`");
    refused(&["extract", "data/notes", "--shard", "3/2"], "from 1/5 to 5/5");
    let files = folder(&[("pages", b"{}\n")]);
    let run = annals_in(files.path(), ["extract", "--framing", "ndjson", "--pages", "pages"]);
    assert!(
        run.status == 2 && run.err.contains("pages: line 1: ") && run.err.contains("--format pages"),
        "{}",
        run.err
    );
}
