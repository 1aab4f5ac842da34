//! CommonMark's own examples are all read without loss: every visible character is inside some claim, quotation, heading,
//! citation or reported skip. The examples come with the Markdown parser's crate, which cargo has fetched to build it.

use annals::note::{self, Note};
use annals::span::Span;
use pulldown_cmark::{Event, Parser};
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

#[test]
fn every_example_of_the_specification_is_read_without_loss() {
    let examples = examples();
    assert!(examples.len() > 640, "only {} examples found", examples.len());
    let mut lost = Vec::new();
    for (number, text) in examples.iter().enumerate() {
        let note = note::read("example.md", text.as_bytes());
        lost.extend(losses(&note).map(|words| format!("example {}: {words:?} of {text:?}", number + 1)));
    }
    assert!(lost.is_empty(), "{} are lost:\n{}", lost.len(), lost.join("\n"));
}

/// Visible stretches that nothing of the note covers.
fn losses(note: &Note) -> impl Iterator<Item = String> {
    let citations = note.claims.iter().flat_map(|claim| &claim.citations).map(|citation| citation.span);
    let claims = note.claims.iter().map(|claim| claim.span);
    let headings = note.headings.iter().map(|heading| heading.span);
    let told = note.diagnostics.iter().filter_map(|told| told.span);
    let covered: Vec<Span> = claims.chain(citations).chain(headings).chain(told).collect();
    let visible = Parser::new(&note.text).into_offset_iter().filter_map(|(event, range)| match event {
        Event::Text(_) | Event::Code(_) => Some(range),
        _ => None,
    });
    let lost = visible.filter_map(move |range| {
        let words = &note.text[range.clone()];
        let letters = words.char_indices().filter(|(_, c)| c.is_alphanumeric());
        let outside = |at: usize| !covered.iter().any(|span| span.start <= at && at < span.end);
        let any = letters.map(|(at, _)| range.start + at).any(outside);
        any.then(|| words.to_owned())
    });
    lost.collect::<Vec<_>>().into_iter()
}

/// The Markdown of all examples, in order.
fn examples() -> Vec<String> {
    let suite =
        fs::read_to_string(parser_crate().join("tests/suite/spec.rs")).expect("the examples of the parser's crate");
    let parts = suite.split("let original = r##\"").skip(1);
    parts.map(|part| part.split("\"##;").next().unwrap_or_default().to_owned()).collect()
}

/// Where cargo has put the parser's crate.
fn parser_crate() -> PathBuf {
    let cargo = |arguments: &[&str]| Command::new(env!("CARGO")).args(arguments).output().expect("cargo");
    let version = String::from_utf8(cargo(&["-vV"]).stdout).expect("text");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("where cargo runs");
    // Crates of other platforms need not have been fetched.
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let output = cargo(&[
        "metadata", "--format-version", "1", "--offline", "--filter-platform", host, "--manifest-path", manifest,
    ]);
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("metadata");
    let packages = metadata["packages"].as_array().expect("packages");
    let parser = packages.iter().find(|package| package["name"] == "pulldown-cmark").expect("the parser");
    PathBuf::from(parser["manifest_path"].as_str().expect("a path")).parent().expect("a folder").to_owned()
}
