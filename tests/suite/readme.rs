//! What README.md shows is what the program prints.
//!
//! A block that begins with `$ annals …` is run, on the notes in `data/notes` where it does not say otherwise, and must
//! print the lines that follow. `UPDATE=1 cargo test --release readme` writes them anew.

use super::support::{annals, root, updating};
use std::fs;

/// Commands that read a graph on disk unless they are given notes.
const ON_A_GRAPH: [&str; 9] =
    ["ask", "query", "path", "timeline", "central", "components", "explain", "export", "stats"];

#[test]
fn the_readme_shows_what_the_program_prints() {
    let file = root().join("README.md");
    let text = fs::read_to_string(&file).unwrap();
    let renewed = renew(&text);
    if updating() {
        return fs::write(file, renewed).unwrap();
    }
    let differ = text.lines().zip(renewed.lines()).find(|(old, new)| old != new);
    assert!(text == renewed, "README.md is not true any more (`UPDATE=1 cargo test --release readme`): {differ:#?}");
}

/// The text with the output of every command printed anew.
fn renew(text: &str) -> String {
    let mut renewed = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        renewed.push_str(line);
        renewed.push('\n');
        let Some(command) = line.strip_prefix("    $ annals ") else { continue };
        while lines.next_if(|line| line.is_empty() || line.starts_with("    ") && !line.starts_with("    $")).is_some()
        {
        }
        let run = annals(arguments(command));
        assert!(matches!(run.status, 0 | 1), "{command}: {}", run.err);
        for printed in run.out.trim_end().lines() {
            renewed.push_str(format!("    {printed}").trim_end());
            renewed.push('\n');
        }
        if lines.peek().is_some() {
            renewed.push('\n');
        }
    }
    renewed
}

/// The words of a command line, with the notes to read.
fn arguments(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for character in command.chars() {
        match character {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            other => words.last_mut().expect("begins with one").push(other),
        }
    }
    if ON_A_GRAPH.contains(&words[0].as_str()) && !words.iter().any(|word| word == "--notes") {
        words.extend(["--notes".to_owned(), "data/notes".to_owned()]);
    }
    words
}
