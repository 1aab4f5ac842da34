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
    told(&annals(["ask", "who came", "--notes", "no/such/notes"]), 2, &["no/such/notes: no such file or folder"]);
}

#[test]
fn an_empty_folder_is_said_to_hold_no_notes() {
    let empty = folder(&[("picture.png", b"")]);
    told(&annals_in(empty.path(), ["extract", "."]), 2, &["no notes in this folder", ".md"]);
    told(&annals_in(empty.path(), ["ask", "who came", "--notes", "."]), 2, &["no notes in this folder"]);
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
fn a_note_too_large_to_be_one_is_left_out_unread() {
    let notes = folder(&[("a.md", NOTE), ("huge.md", b"")]);
    // A hundred megabytes without a line's end, of which the disk holds nothing.
    std::fs::File::options().write(true).open(notes.path().join("huge.md")).unwrap().set_len(100 << 20).unwrap();
    let run = annals_in(notes.path(), ["extract", "."]);
    told(&run, 1, &["huge.md", "100 MiB are too much for one note (at most 64 MiB)", "split it into several notes"]);
    assert!(run.out.contains("Anna Bell"), "{}", run.out);
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
    for command in
        [vec!["ask", "who came"], vec!["query", "ASK {}"], vec!["explain", "Anna"], vec!["path", "Anna", "Carl"]]
    {
        told(&annals_in(empty.path(), command), 2, &["no graph", "annals build", "--notes"]);
    }
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest_known_ones() {
    let notes = folder(&[("a.md", NOTE)]);
    for command in [vec!["explain", "Carl Dohrn"], vec!["path", "Carl Dohrn", "Anna Bell"]] {
        let run = annals_in(notes.path(), command.into_iter().chain(["--notes", "."]));
        told(&run, 2, &["Carl Dohrn", "did you mean", "Carl Dorn"]);
    }
}

#[test]
fn a_question_that_cannot_be_read_says_what_can_be_asked() {
    let notes = folder(&[("a.md", NOTE)]);
    let run = annals_in(notes.path(), ["ask", "colourless green", "--notes", "."]);
    told(&run, 1, &["no answer", "begin with who, what"]);
}

#[test]
fn a_question_without_an_answer_ends_with_status_1_in_json_too() {
    let notes = folder(&[("a.md", NOTE)]);
    let run = annals_in(notes.path(), ["ask", "who invaded Rome", "--notes", ".", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    let answered: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(answered["answers"], serde_json::json!([]));
    assert!(answered["message"].is_string(), "{answered:#}");
}

#[test]
fn a_query_with_a_mistake_is_told_with_line_column_and_what_was_expected() {
    let notes = folder(&[("a.md", NOTE)]);
    let run = annals_in(notes.path(), ["query", "SELECT ?x WHERE {\n ?x ?y }", "--notes", "."]);
    told(&run, 2, &["line 2, column 8", "expected", "found `}`"]);
    let run = annals_in(notes.path(), ["query", "who-knows", "--notes", "."]);
    told(&run, 2, &["who-knows: no such file", "`annals query` lists"]);
}

#[test]
fn an_escape_sequence_in_a_note_never_reaches_people_raw() {
    let notes = folder(&[("a.md", b"- Anna Bell met Carl \x1b[2J Dorn in Oslo.\n")]);
    let run = annals_in(notes.path(), ["extract", "a.md"]);
    assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{}{}", run.out, run.err);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let shell = format!("{} export --notes data/notes | head -n 1", env!("CARGO_BIN_EXE_annals"));
    let script = format!("set -o pipefail; {shell}");
    let output = std::process::Command::new("bash").args(["-c", &script]).current_dir(super::support::root()).output();
    let output = output.expect("bash runs");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[cfg(not(feature = "disk"))]
#[test]
fn a_program_made_without_the_disk_says_so_when_it_is_to_keep_a_graph() {
    let notes = folder(&[("a.md", NOTE)]);
    told(&annals_in(notes.path(), ["build", "."]), 2, &["in memory only", "--notes", "feature `disk`"]);
}

#[cfg(feature = "disk")]
#[test]
fn a_graph_is_found_from_a_folder_below_and_a_missing_one_is_named() {
    let notes = folder(&[("a.md", NOTE), ("below/b.md", NOTE)]);
    let built = annals_in(notes.path(), ["build", "a.md"]).done();
    assert!(built.contains(".annals: built; 1 note,"), "{built}");
    let again = annals_in(notes.path(), ["build", "a.md"]).done();
    assert!(again.contains(".annals: unchanged; 1 note,"), "{again}");
    annals_in(&notes.path().join("below"), ["explain", "Carl Dorn"]).done();
    told(&annals_in(notes.path(), ["stats", "--graph", "nowhere"]), 2, &["no graph in nowhere", "annals build"]);
}
