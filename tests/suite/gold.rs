//! How much of what people read in real notes does `annals` read? `tests/gold.scores` holds the figures reached; they
//! may rise (`UPDATE=1 cargo test --release scores` writes that down) and never fall. The language model is measured
//! in the same way on treebanks it has not seen.
//!
//! The notes, the facts written down by hand, the scorer and the treebanks lie in `shared/` beside the checkout.
//! Without them, or without Python to run the scorer, there is nothing to measure and the test says so.

use super::support::{annals, root, shared, updating};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const NOTES: [&str; 3] = ["korean-war", "cuba-crisis", "chile-timeline"];

const TREEBANKS: [&str; 2] = ["ewt-test", "gum-test"];

/// Figure by name, such as `korean-war facts found` → 61.
type Scores = BTreeMap<String, f64>;

#[test]
fn the_scores_on_notes_read_by_hand_do_not_fall() {
    let Some(shared) = shared() else {
        return println!("skipped: no shared/gold beside the checkout");
    };
    let scorer = shared.join("bin/score-facts");
    if Command::new("python3").arg("--version").output().is_err() {
        return println!("skipped: no python3 to run {}", scorer.display());
    }
    let mut now = Scores::new();
    for note in NOTES {
        now.extend(facts(&scorer, &shared.join("gold"), note));
        now.extend(questions(&scorer, &shared.join("gold"), note));
    }
    for treebank in TREEBANKS {
        now.extend(model(&shared.join("treebanks"), treebank));
    }
    compare(&now);
}

fn facts(scorer: &Path, gold: &Path, note: &str) -> Scores {
    let folder = tempfile::tempdir().unwrap();
    let statements = folder.path().join("statements.jsonl");
    let printed = annals(["extract".into(), "--format".into(), "jsonl".into(), gold.join(note).with_extension("md")]);
    fs::write(&statements, printed.done()).unwrap();
    let mut run = Command::new("python3");
    run.arg(scorer).arg("facts").arg(gold.join(format!("{note}.gold.jsonl"))).arg(statements);
    let names = ["found", "right line", "right status", "right time"];
    figures(&run_it(&mut run), &names.map(|name| (name, format!("{note} facts {name}"))))
}

fn questions(scorer: &Path, gold: &Path, note: &str) -> Scores {
    let mut run = Command::new("python3");
    run.arg(scorer).arg("ask").arg(gold.join(format!("{note}.questions.jsonl"))).arg("--");
    run.arg(env!("CARGO_BIN_EXE_annals"))
        .args(["ask", "--format", "json", "--notes"])
        .arg(gold.join(note).with_extension("md"));
    let names = ["answered", "answered with nothing wrong beside"];
    figures(&run_it(&mut run), &names.map(|name| (name, format!("{note} questions {name}"))))
}

fn model(treebanks: &Path, treebank: &str) -> Scores {
    let mut run = Command::new(env!("CARGO_BIN_EXE_train-language-model"));
    run.arg("evaluate").arg(treebanks.join(format!("{treebank}.conllu.gz")));
    figures(&run_it(&mut run), &["UPOS", "UAS", "LAS"].map(|name| (name, format!("{treebank} {name}"))))
}

fn run_it(command: &mut Command) -> String {
    let output = command.current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    print!("{printed}");
    printed
}

/// The number that follows each name in the scorer's line.
fn figures(line: &str, names: &[(&str, String)]) -> Scores {
    let figure = |name: &str| -> f64 {
        let mut after = line.match_indices(name).map(|(at, name)| line[at + name.len()..].trim_start());
        let number = after.find(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let digits = number.unwrap_or_else(|| panic!("no figure for {name:?} in {line:?}"));
        digits.split(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap().parse().unwrap()
    };
    names.iter().map(|(name, long)| (long.clone(), figure(name))).collect()
}

fn compare(now: &Scores) {
    let file = root().join("tests/gold.scores");
    let reached: Scores = fs::read_to_string(&file)
        .unwrap_or_default()
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, figure)| (name.to_owned(), figure.parse().unwrap()))
        .collect();
    let mut fallen = Vec::new();
    for (name, &reached) in &reached {
        let now = now.get(name).copied().unwrap_or(0.0);
        if now < reached {
            fallen.push(format!("{name}: {now}, was {reached}"));
        } else if now > reached {
            println!("risen: {name}: {now}, was {reached}; `UPDATE=1 cargo test --release scores` writes it down");
        }
    }
    // Writing down is for what has risen: a figure that fell is given up by hand, in the file, with the reason.
    assert!(fallen.is_empty(), "\n{}\n", fallen.join("\n"));
    if updating() {
        let lines: String = now.iter().map(|(name, figure)| format!("{name}: {figure}\n")).collect();
        return fs::write(&file, lines).unwrap();
    }
    assert!(!reached.is_empty(), "tests/gold.scores; `UPDATE=1 cargo test --release scores` writes it");
}
