//! When something is wrong, one clear message says what, where and what to do, and the exit status is not 0.

use super::support::{Run, annals, annals_in, folder};

const NOTE: &[u8] = b"- Anna Bell met Carl Dorn in Oslo on 3 May 1921.\n- Carl Dorn approved the plan.\n";

/// Asserts the exit status and that the message holds each of these.
fn told(run: &Run, status: i32, parts: &[&str]) {
    assert_eq!(run.status, status, "{}{}", run.out, run.err);
    for part in parts {
        assert!(run.err.contains(part), "no {part:?} in {:?}", run.err);
    }
}

#[test]
fn a_missing_path_is_named() {
    let run = annals(["extract", "no/such/notes"]);
    told(&run, 2, &["no/such/notes: no such file or folder"]);
    told(&annals(["stats", "--notes", "no/such/notes"]), 2, &["no/such/notes: no such file or folder"]);
}

#[test]
fn an_empty_folder_is_said_to_hold_no_notes() {
    let empty = folder(&[("picture.png", b"")]);
    told(&annals_in(empty.path(), ["extract", "."]), 2, &["no notes in this folder", ".md"]);
    told(&annals_in(empty.path(), ["stats", "--notes", "."]), 2, &["no notes in this folder"]);
}

#[test]
fn a_note_in_latin_1_is_told_with_its_place() {
    let notes = folder(&[("a.md", b"- Anna Bell visited\n  the caf\xe9 in Oslo.\n")]);
    let run = annals_in(notes.path(), ["extract", "a.md"]);
    told(&run, 2, &["a.md:2:10", "UTF-8"]);
}

#[test]
fn one_bad_note_does_not_stop_the_others_but_is_remembered() {
    let notes = folder(&[("a.md", NOTE), ("b.md", b"caf\xe9")]);
    let run = annals_in(notes.path(), ["extract", "."]);
    told(&run, 1, &["b.md:1:4", "UTF-8"]);
}

#[test]
fn a_turtle_file_with_a_syntax_error_is_told_with_line_and_column() {
    let files = folder(&[("a.md", NOTE), ("more.ttl", b"@prefix ex: <http://example.org/> .\nex:a ex:b ; .\n")]);
    let run = annals_in(files.path(), ["extract", "a.md", "--ontology", "more.ttl"]);
    told(&run, 2, &["more.ttl:2:11: ", "hint: "]);
    told(&annals_in(files.path(), ["extract", "a.md", "--ontology", "none.ttl"]), 2, &["none.ttl: no such file"]);
}

#[test]
fn without_a_graph_the_way_to_one_is_shown() {
    let empty = folder(&[]);
    for command in [vec!["stats"], vec!["explain", "Anna"], vec!["path", "Anna", "Carl"]] {
        told(&annals_in(empty.path(), command), 2, &["no graph", "annals build", "--notes"]);
    }
}
