//! The same notes in other bytes state the same: line ends, byte-order marks and characters that nobody sees.

#[path = "../benches/patterns.rs"]
mod patterns;
#[path = "../fuzz/targets.rs"]
#[expect(dead_code, reason = "one of the targets is wanted here")]
mod targets;

use annals::pipeline::{self, Settings};
use std::fs;
use std::path::Path;

/// What the statements of a note say, each with the words it was read from, without what tells the variants apart.
fn said(text: &str) -> Vec<String> {
    let read = pipeline::read_text("note.md", text.as_bytes(), &Settings::default());
    let said = read.statements().map(|statement| {
        let mut same = serde_json::to_value(statement).unwrap();
        let words: String = statement.evidence.text.chars().filter(|c| !is_unseen(*c)).collect();
        // Offsets are those of the text as it is, and what is made of them.
        for field in ["id", "claim", "evidence", "citations", "event", "objects", "scene"] {
            same.as_object_mut().unwrap().remove(field);
        }
        format!("{same} “{}”", words.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    said.collect()
}

fn is_unseen(c: char) -> bool {
    c == '\0' || c == '\u{feff}' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn notes() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![root.join("data/notes/korean-war.md")];
    files.extend(fs::read_dir(root.join("tests/notes")).unwrap().map(|entry| entry.unwrap().path()));
    files.retain(|file| file.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    let read = files.into_iter().map(|file| (file.display().to_string(), fs::read_to_string(file).unwrap()));
    // Those that are about such characters say nothing here.
    read.filter(|(_, text)| !text.contains(|c| is_unseen(c) || c == '\r')).collect()
}

fn states_the_same(change: impl Fn(&str) -> String) {
    let notes = notes();
    assert!(notes.len() > 20);
    for (name, text) in notes {
        let (changed, plain) = (said(&change(&text)), said(&text));
        for (changed, plain) in changed.iter().zip(&plain) {
            assert_eq!(changed, plain, "{name}");
        }
        assert_eq!(changed.len(), plain.len(), "{name}");
    }
}

#[test]
fn lines_that_end_with_cr_and_lf() {
    states_the_same(|text| text.replace('\n', "\r\n"));
}

#[test]
fn a_byte_order_mark() {
    states_the_same(|text| format!("\u{feff}{text}"));
}

#[test]
fn nul_bytes_in_words() {
    states_the_same(|text| text.replace(" the ", " t\0he ").replace(" in ", " in\0 "));
}

#[test]
fn characters_that_reorder_text() {
    states_the_same(|text| text.replace(" the ", " the\u{202e} ").replace(" of ", " o\u{2066}f "));
}

#[test]
fn patterns_that_have_been_slow_are_read() {
    for (name, make) in patterns::PATTERNS {
        for n in [1, 3, 200] {
            targets::statements(make(n).as_bytes());
            println!("{name}: {n}");
        }
    }
}
