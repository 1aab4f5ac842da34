//! The house rules that no compiler keeps, read off the source text.
//!
//! Each test names its rule, and each failure says what to do. The tables below are the rules: a new stage, a new
//! import or a long file is a line in one of them, with its reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each stage may import from the others. Imports run downwards only.
const IMPORTS: &[(&str, &[&str])] = &[
    ("span", &[]),
    ("shown", &[]),
    ("when", &[]),
    ("nearest", &[]),
    ("diagnostic", &["span"]),
    ("statement", &[]),
    ("note", &["span", "diagnostic"]),
    ("language", &["span"]),
    ("ontology", &["span", "nearest", "diagnostic", "statement"]),
    ("extract", &["span", "diagnostic", "statement", "note", "language", "ontology"]),
    ("graph", &["when", "span", "diagnostic", "statement", "note", "ontology"]),
    ("path", &["shown", "statement", "graph"]),
    ("ask", &["shown", "when", "span", "statement", "language", "ontology", "graph", "path"]),
    ("timeline", &["shown", "statement", "graph", "ask"]),
    ("export", &["shown", "statement", "ontology", "graph", "path", "ask", "timeline"]),
    ("check", &["when", "span", "diagnostic", "statement", "note", "language", "ontology", "extract", "graph"]),
    ("config", &["nearest", "check"]),
    ("remote", &["graph"]),
    ("promote", &["nearest", "statement", "language", "ontology"]),
    (
        "pipeline",
        &[
            "span", "diagnostic", "statement", "note", "language", "ontology", "extract", "graph", "path", "ask",
            "config",
        ],
    ),
    (
        "serve",
        &[
            "nearest", "shown", "when", "span", "diagnostic", "statement", "note", "language", "ontology", "extract",
            "graph", "path", "ask", "timeline", "check", "config", "promote", "pipeline",
        ],
    ),
];

/// Files longer than [`LONG`] lines, and why each is one idea all the same.
const LONG_FILES: &[(&str, &str)] = &[];

/// Lines after which a file wants to be split.
const LONG: usize = 400;

#[test]
fn stages_import_only_what_lies_below_them() {
    let allowed: BTreeMap<_, BTreeSet<_>> =
        IMPORTS.iter().map(|&(stage, below)| (stage, below.iter().copied().collect())).collect();
    let mut wrong = Vec::new();
    for file in rust_files("src") {
        let name = relative(&file);
        let Some(stage) = stage_of(&name) else { continue };
        let Some(below) = allowed.get(stage.as_str()) else {
            wrong.push(format!("{name}: stage `{stage}` is not in the table IMPORTS of tests/tidy.rs"));
            continue;
        };
        for other in crate_imports(&code(&file)) {
            if other != stage && !below.contains(other.as_str()) {
                wrong.push(format!("{name}: `{stage}` must not import `crate::{other}`"));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn the_library_never_names_the_command_line() {
    let wrong = rust_files("src").filter(|file| stage_of(&relative(file)).is_some()).filter_map(|file| {
        let text = code(&file);
        let bad = ["clap::", "println!", "eprintln!", "print!(", "process::exit"];
        bad.iter().find(|word| text.contains(*word)).map(|word| format!("{}: `{word}` in the library", relative(&file)))
    });
    assert_none(wrong);
}

#[test]
fn every_source_file_is_reached_by_a_mod() {
    let mut reached = BTreeSet::new();
    let roots = [root().join("src/lib.rs"), root().join("src/main.rs")];
    let bins = rust_files("src/bin")
        .filter(|file| file.parent() == Some(&root().join("src/bin")) || file.ends_with("main.rs"));
    for file in roots.into_iter().chain(bins) {
        reach(&file, true, &mut reached);
    }
    assert_none(
        rust_files("src")
            .filter(|file| !reached.contains(file))
            .map(|file| format!("{}: no `mod` leads to it; declare it or delete it", relative(&file))),
    );
}

#[test]
fn every_source_file_opens_with_what_it_is() {
    let files = rust_files("src").chain(rust_files("tests")).chain(rust_files("benches"));
    assert_none(
        files
            .filter(|file| !read(file).starts_with("//!"))
            .map(|file| format!("{}: open it with `//!`: what comes in, what goes out", relative(&file))),
    );
}

#[test]
fn a_long_file_gives_its_reason() {
    let excused: BTreeMap<_, _> = LONG_FILES.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in rust_files("src") {
        let (name, lines) = (relative(&file), read(&file).lines().count());
        match (lines > LONG, excused.contains_key(name.as_str())) {
            (true, false) => {
                wrong.push(format!("{name}: {lines} lines; split it by idea, or give a reason in LONG_FILES"));
            }
            (false, true) => wrong.push(format!("{name}: {lines} lines; it is short now, take it out of LONG_FILES")),
            (true, true) | (false, false) => {}
        }
    }
    assert_none(
        wrong.into_iter().chain(
            excused
                .keys()
                .filter(|name| !root().join(name).exists())
                .map(|name| format!("{name}: in LONG_FILES, but gone")),
        ),
    );
}

#[test]
fn every_word_of_the_vocabulary_in_code_is_in_the_ontology() {
    let mut declared = BTreeSet::new();
    for file in files_below(&root().join("ontology"), "ttl") {
        declared.extend(read(&file).lines().filter_map(declared_word));
    }
    let mut wrong = Vec::new();
    for file in rust_files("src") {
        for word in vocabulary(&code(&file)) {
            if !declared.contains(&word) {
                wrong.push(format!("{}: `an:{word}` is not declared in ontology/", relative(&file)));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn every_named_query_says_what_it_answers_and_has_an_expected_result() {
    let mut wrong = Vec::new();
    for file in files_below(&root().join("queries"), "rq") {
        let name = relative(&file);
        // Rules explain themselves, and `tests/checks` shows what they find.
        if name.starts_with("queries/check/") {
            continue;
        }
        if !read(&file).starts_with("# ") {
            wrong.push(format!("{name}: open it with a comment that says what it answers"));
        }
        let expected = root().join("tests/queries").join(file.file_stem().expect("has a name")).with_extension("tsv");
        if !expected.exists() {
            wrong.push(format!("{name}: no {}; `UPDATE=1 cargo test` writes it", relative(&expected)));
        }
    }
    assert_none(wrong);
}

// --- reading the source ---------------------------------------------------------------------------------------

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Path below the root with `/` between its parts.
fn relative(file: &Path) -> String {
    let below = file.strip_prefix(root()).expect("below the root");
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn rust_files(folder: &str) -> impl Iterator<Item = PathBuf> {
    files_below(&root().join(folder), "rs").into_iter()
}

/// All files with an extension below a folder, sorted; none when there is no such folder.
fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(files_below(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The stage of a library file: the first part of its path below `src/`. Binaries have none.
fn stage_of(name: &str) -> Option<String> {
    let below = name.strip_prefix("src/")?;
    let first = below.split('/').next()?.trim_end_matches(".rs");
    (!matches!(first, "lib" | "main" | "cli" | "bin")).then(|| first.to_owned())
}

/// The text of a file without comments and without its tests, which may call anything.
fn code(file: &Path) -> String {
    let in_tests = file.iter().any(|part| part == "tests" || part == "tests.rs");
    if in_tests {
        return String::new();
    }
    let text = read(file);
    let before_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = before_tests.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The stages named after `crate::`, one by one or in braces.
fn crate_imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, matched) in code.match_indices("crate::") {
        let rest = &code[at + matched.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(items_of_group(group)),
            None => found.extend(identifier(rest)),
        }
    }
    found
}

/// The first identifier of each item of `a::b, c::{d, e}}…`, up to the closing brace.
fn items_of_group(group: &str) -> Vec<String> {
    let (mut depth, mut start, mut items) = (0usize, 0, Vec::new());
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                items.extend(identifier(group[start..at].trim_start()));
                start = at + 1;
                if character == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    items
}

fn identifier(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

/// Follows the `mod` declarations of a file.
fn reach(file: &Path, is_root: bool, reached: &mut BTreeSet<PathBuf>) {
    if !file.exists() || !reached.insert(file.to_owned()) {
        return;
    }
    let folder = file.parent().expect("in a folder");
    let stem = file.file_stem().expect("has a name");
    let below = if is_root || stem == "mod" { folder.to_owned() } else { folder.join(stem) };
    for line in read(file).lines() {
        let line = line.trim();
        let Some(name) = line.strip_suffix(';').and_then(|l| l.rsplit_once("mod ")) else { continue };
        if name.0.is_empty() || name.0.starts_with("pub") {
            reach(&below.join(format!("{}.rs", name.1)), false, reached);
            reach(&below.join(name.1).join("mod.rs"), false, reached);
        }
    }
}

/// `Person` from a line of Turtle that begins `an:Person …`.
fn declared_word(line: &str) -> Option<String> {
    line.strip_prefix("an:").and_then(identifier)
}

/// The local names of the project's own vocabulary in string literals: `"an:Person"`, `"…/annals/ns#Person"`.
fn vocabulary(code: &str) -> BTreeSet<String> {
    let marks = ["\"an:", "annals/ns#"];
    let found = marks.iter().flat_map(|mark| code.match_indices(mark).map(|(at, mark)| &code[at + mark.len()..]));
    found.filter_map(identifier).collect()
}

fn assert_none(wrong: impl IntoIterator<Item = String>) {
    let wrong: Vec<_> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
