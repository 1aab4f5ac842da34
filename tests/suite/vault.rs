//! A folder of notes as one thing: ignore files, settings, pages and their names, bibliographies, and what is learned from
//! it.

use super::support::{annals_in, folder};

const CRISIS: &[u8] = "# Congo crisis\n\n\
    - Red Rosa never saw the Congo. Antoine Gizenga fled to Stanleyville in 1960 [@dewitte2001].\n\
    - Troops pillaged Luluabourg. The MNC won the election.\n\
    - The Mouvement National Congolais met in Léopoldville.\n"
    .as_bytes();
const ROSA: &[u8] = b"---\naliases: [Red Rosa]\ntype: person\n---\nBorn in Zamosc.\n";
const REFERENCES: &[u8] =
    b"@book{dewitte2001, author = {De Witte, Ludo}, title = {The Assassination of Lumumba}, year = 2001}\n";

#[test]
fn ignore_files_and_patterns_decide_what_is_read_and_the_rest_is_counted() {
    let files = folder(&[
        ("crisis.md", CRISIS),
        ("private/diary.md", b"I met Anna on 5 May 1999."),
        ("drafts/a.md", b"Nero ruled Rome."),
        (".annalsignore", b"private/\n"),
        ("map.png", b"\x89PNG"),
        ("refs.bib", REFERENCES),
    ]);
    let built = |more: &[&str]| {
        let arguments = ["extract", "--format", "jsonl", "."].into_iter().chain(more.iter().copied());
        let printed = annals_in(files.path(), arguments).done();
        let mut notes: Vec<String> = printed
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["evidence"]["file"].to_string())
            .collect();
        notes.dedup();
        notes
    };
    assert_eq!(built(&[]), ["\"crisis.md\"", "\"drafts/a.md\""]);
    assert_eq!(built(&["--exclude", "drafts/"]), ["\"crisis.md\""]);
    assert_eq!(built(&["--include", "drafts/**"]), ["\"drafts/a.md\""]);
    let bad = annals_in(files.path(), ["extract", ".", "--exclude", "a[b"]);
    assert!(bad.status == 2 && bad.err.contains("a[b"), "{}", bad.err);
}

#[test]
fn a_receipt_names_the_work_that_a_key_stands_for() {
    let files = folder(&[("crisis.md", CRISIS), ("refs.bib", REFERENCES)]);
    let answer = annals_in(files.path(), ["ask", "who fled to Stanleyville?", "--notes", "."]).done();
    assert!(answer.contains("Ludo De Witte, The Assassination of Lumumba (2001) [@dewitte2001]"), "{answer}");
    let broken = folder(&[("crisis.md", CRISIS), ("refs.bib", b"@book{x, title = {never closed\n")]);
    let run = annals_in(broken.path(), ["extract", "."]);
    assert!(run.status == 0 && run.err.contains("refs.bib") && run.err.contains("P003"), "{}", run.err);
}

#[test]
fn the_names_of_a_page_are_known_in_every_note() {
    let files = folder(&[("crisis.md", CRISIS), ("Rosa Luxemburg.md", ROSA)]);
    let printed = annals_in(files.path(), ["show", "statements", "."]).done();
    assert!(printed.contains("Rosa Luxemburg | see | Congo"), "{printed}");
}

#[test]
fn settings_are_found_above_the_notes_and_shown() {
    let settings = b"title = \"Congo\"\nauthor = \"A. Historian\"\nexclude = [\"drafts/\"]\n";
    let files =
        folder(&[("notes/a.md", CRISIS), ("notes/drafts/b.md", b"Nero ruled Rome."), ("annals.toml", settings)]);
    let shown = annals_in(files.path(), ["config", "notes"]).done();
    assert!(shown.contains("exclude: drafts/") && shown.contains("author: A. Historian"), "{shown}");
    let graph = annals_in(files.path(), ["export", "--format", "turtle", "--notes", "notes"]).done();
    assert!(graph.contains("dct:creator \"A. Historian\"") && graph.contains("dct:title \"Congo\""));
    assert!(!graph.contains("Nero"));
    let explained = annals_in(files.path(), ["config", "--explain"]).done();
    for key in annals::config::KEYS {
        assert!(explained.contains(key.name) && explained.contains(key.meaning), "{}", key.name);
    }
}

#[test]
fn names_and_verbs_that_were_new_are_known_once_they_are_given_back() {
    let files = folder(&[("crisis.md", CRISIS)]);
    let run = |arguments: &[&str]| annals_in(files.path(), arguments.iter().copied());
    let names = run(&["entities", "--new", "--format", "turtle", "."]).done();
    assert!(names.contains("skos:prefLabel \"Luluabourg\"@en"), "{names}");
    let verbs = run(&["relations", "--open", "--format", "turtle", "."]).done();
    assert!(verbs.contains("ontolex:writtenRep \"pillage\"@en"), "{verbs}");
    std::fs::write(files.path().join("names.ttl"), names).unwrap();
    std::fs::write(files.path().join("verbs.ttl"), verbs).unwrap();
    let known = ["--gazetteer", "names.ttl", "--ontology", "verbs.ttl"];
    for command in [["entities", "--new", "."], ["relations", "--open", "."]] {
        let again = run(&[&command[..], &known].concat());
        assert_eq!((again.status, again.out.as_str()), (1, ""), "{}", again.err);
    }
}

#[test]
fn a_merge_that_is_given_back_makes_one_thing_of_two() {
    let files = folder(&[("crisis.md", CRISIS)]);
    let run = |arguments: &[&str]| annals_in(files.path(), arguments.iter().copied());
    let pairs = run(&["entities", "--similar", "."]).done();
    assert!(pairs.contains("MNC = Mouvement National Congolais?"), "{pairs}");
    std::fs::write(files.path().join("merges.ttl"), run(&["entities", "--similar", "--format", "turtle", "."]).done())
        .unwrap();
    let merged = run(&["show", "statements", ".", "--gazetteer", "merges.ttl"]).done();
    assert!(merged.contains("Mouvement National Congolais | win election | election"), "{merged}");
}
