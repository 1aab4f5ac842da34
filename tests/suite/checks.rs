//! `annals check`: small faulty notes, at least one for each code, with what is said of them beside it.
//!
//! `tests/checks/CODE-what.md` (or a folder of that name) is checked; `CODE-what.out` holds what must be printed.

use super::support::{annals, annals_in, folder, root, updating};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// Folder of the faulty notes.
fn faulty() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("tests/checks")).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_none_or(|ending| ending == "md")).collect();
    paths.sort();
    paths
}

#[test]
fn each_faulty_note_is_told_what_is_expected() {
    let mut wrong = Vec::new();
    for path in faulty() {
        let expected = path.with_extension("out");
        let run = annals(["check", "--verbose", path.to_str().unwrap()]);
        let name = path.file_name().unwrap().to_str().unwrap();
        assert_eq!(run.status, 1, "{name}: {}{}", run.out, run.err);
        let code = name.split('-').next().unwrap();
        assert!(run.out.contains(&format!("[{code}]")), "{name} shows no {code}:\n{}", run.out);
        if updating() {
            fs::write(&expected, &run.out).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != run.out {
            wrong.push(format!("{name}:\n{}", run.out));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_faulty_note_and_an_explanation() {
    let codes: BTreeSet<String> = annals(["check", "--list"])
        .done()
        .lines()
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .filter(|code| code.starts_with('A'))
        .collect();
    assert!(codes.len() >= 25, "{codes:?}");
    let shown: BTreeSet<String> = faulty()
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap().split('-').next().unwrap().to_owned())
        .collect();
    assert_eq!(codes, shown);
    for code in codes {
        let told = annals(["check", "--explain", &code]).done();
        assert!(told.starts_with(&code) && told.len() > 100, "{told}");
    }
    let run = annals(["check", "--explain", "A999"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("no check goes by the code A999") && run.err.contains("--list"), "{}", run.err);
}

/// Code and line of each finding.
fn found(arguments: &[&str]) -> Vec<(String, u64)> {
    let out: Value = serde_json::from_str(&annals(arguments).out).unwrap();
    let findings = out["findings"].as_array().unwrap();
    findings.iter().map(|it| (it["code"].as_str().unwrap().to_owned(), it["line"].as_u64().unwrap())).collect()
}

#[test]
fn of_the_real_note_the_faults_are_found_and_no_false_contradiction() {
    let found = found(&["check", "--format", "json", "data/notes"]);
    let of = |code: &str| found.iter().filter(|(it, _)| it == code).map(|(_, line)| *line).collect::<Vec<_>>();
    assert_eq!(of("A003"), [6], "resolution 84 is cited with the document of resolution 83");
    assert_eq!(of("A001"), [2]);
    assert_eq!(of("A006"), [8, 19, 20, 22, 23, 24]);
    assert!(!found.iter().any(|(code, _)| code.starts_with("A1")), "{found:?}");
    let run = annals(["check", "--verbose", "data/notes"]);
    assert!(run.out.contains("the parts add up: 33,665 + 3,275 = 36,940"), "{}", run.out);
}

/// Nothing in them is false, and what is not well is at most worth a note.
#[test]
fn the_projects_own_pages_raise_no_false_alarm() {
    for page in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"] {
        let run = annals(["check", "--severity", "warning", page]);
        assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    }
}

#[test]
fn json_points_at_the_words() {
    let text = "# Café\n\n- Anna Bell founded the école. [régistre](http://example.org/régistre)\n";
    let notes = folder(&[("a.md", text.as_bytes())]);
    let run = annals_in(notes.path(), ["check", "--format", "json", "a.md"]);
    assert_eq!(run.status, 1);
    let out: Value = serde_json::from_str(&run.out).unwrap();
    let finding = &out["findings"][0];
    let at = |name: &str| usize::try_from(finding[name].as_u64().unwrap()).unwrap();
    let words: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
    assert_eq!(words, "[régistre](http://example.org/régistre)");
    assert_eq!((at("line"), at("column")), (3, 32));
    for field in ["code", "severity", "message", "file", "help"] {
        assert!(finding[field].is_string(), "{field}");
    }
}

#[test]
fn a_log_names_rules_places_and_levels_as_sarif_wants_them() {
    let out: Value = serde_json::from_str(&annals(["check", "--format", "sarif", "data/notes"]).out).unwrap();
    assert_eq!(out["version"], "2.1.0");
    let run = &out["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert!(region["startLine"].as_u64().unwrap() >= 1 && region["endColumn"].as_u64().unwrap() >= 1);
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
    }
}

#[test]
fn a_workflow_command_holds_no_line_break_of_its_own() {
    let run = annals(["check", "--format", "github", "data/notes"]);
    for line in run.out.lines() {
        assert!(["::notice ", "::warning ", "::error "].iter().any(|start| line.starts_with(start)), "{line}");
        assert!(line.contains("file=data/notes/korean-war.md,line="), "{line}");
    }
}

#[test]
fn fixes_change_what_they_say_and_nothing_else() {
    let broken = "# Addresses\r\n\r\n- Anna Bell left. [register] (https://example.org/left) \r\n\
                  - Carl Dorn stayed. [site](www.example.org/stay?utm_source=x)\r\n";
    let notes = folder(&[("notes/a.md", broken.as_bytes())]);
    let run = annals_in(notes.path(), ["check", "--fix", "notes"]);
    assert!(run.err.contains("2 put right"), "{}", run.err);
    let fixed = fs::read_to_string(notes.path().join("notes/a.md")).unwrap();
    let expected = broken.replace("] (", "](").replace("(www.", "(https://www.");
    assert_eq!(fixed, expected);
    let run = annals_in(notes.path(), ["check", "--fix", "notes/a.md"]);
    assert!(run.err.contains("1 put right"), "the tracking shows once the address is one: {}", run.err);
    assert_eq!(annals_in(notes.path(), ["check", "notes"]).status, 0);
    assert_eq!(fs::read_to_string(notes.path().join("notes/a.md")).unwrap(), expected.replace("?utm_source=x", ""));
}

#[test]
fn settings_say_how_grave_things_are_and_what_is_left_out() {
    let note = b"- Anna Bell founded the school.\n" as &[u8];
    let settings =
        b"[check]\nseverity = { A001 = \"warning\" }\n\n[[check.ignore]]\nfiles = [\"drafts/**\"]\n" as &[u8];
    let files = folder(&[("a.md", note), ("drafts/b.md", note), ("annals.toml", settings)]);
    let run = annals_in(files.path(), ["check", "--format", "github", "."]);
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
    assert!(run.out.starts_with("::warning file=a.md"), "{}", run.out);
    let run = annals_in(files.path(), ["check", "--format", "github", "--deny", "warnings", "."]);
    assert!(run.out.starts_with("::error file=a.md"), "{}", run.out);

    for (text, parts) in [
        ("[check]\nseverity = { A001 = \"bad\" }\n", ["annals.toml", "off"]),
        ("[chekc]\n", ["annals.toml", "chekc"]),
        ("[[check.ignore]]\nfiles = [\"a[\"]\n", ["annals.toml", "a["]),
    ] {
        fs::write(files.path().join("annals.toml"), text).unwrap();
        let run = annals_in(files.path(), ["check", "."]);
        assert_eq!(run.status, 2, "{text}");
        assert!(parts.iter().all(|part| run.err.contains(part)), "{}", run.err);
    }
}

#[test]
fn users_add_rules_of_their_own() {
    let note = b"- Anna Bell met Carl Dorn in Oslo in 1921. [diary](https://example.org/diary)\n" as &[u8];
    let rule = b"# code: X001\n# severity: error\n# message: {who} met {whom} {when}\n# help: mend it\n#\n# Nobody meets.\n\
                 SELECT ?claim ?who ?whom ?when WHERE {\n  ?claim rdf:predicate an:met ; rdf:subject ?who ; rdf:object ?whom ;\n\
                 an:when ?when\n}\n" as &[u8];
    let files = folder(&[("a.md", note), ("rules/meets.rq", rule)]);
    let run = annals_in(files.path(), ["check", "a.md", "--rules", "rules", "--format", "json"]);
    let out: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(out["findings"][0]["message"], "Anna Bell met Carl Dorn 1921");
    assert_eq!(out["findings"][0]["severity"], "error");
    let told = annals_in(files.path(), ["check", "--explain", "X001", "--rules", "rules"]).done();
    assert!(told.contains("Nobody meets."), "{told}");

    for (text, part) in [
        ("# code: A001\n# severity: note\n# message: m\nSELECT ?claim {}", "taken"),
        ("# code: X001\n# severity: note\n# message: m\nSELECT ?who { ?who a an:Person }", "?claim"),
        ("# code: X001\n# severity: note\n# message: m\nSELECT ?claim {", "meets.rq"),
        ("# code: X001\n# severity: note\nSELECT ?claim {}", "message"),
    ] {
        fs::write(files.path().join("rules/meets.rq"), text).unwrap();
        let run = annals_in(files.path(), ["check", "a.md", "--rules", "rules"]);
        assert_eq!(run.status, 2, "{text}: {}", run.out);
        assert!(run.err.contains(part), "{}", run.err);
    }
}

#[test]
fn keys_are_looked_up_in_the_bibliography() {
    let note = b"- Anna Bell founded the school [@gaddis2005, p. 3].\n- Carl Dorn closed it [@dorn1934].\n" as &[u8];
    let files = folder(&[("a.md", note), ("refs.bib", b"@book{gaddis2005,\n  title = {The School}\n}\n")]);
    let run = annals_in(files.path(), ["check", "a.md", "--bibliography", "refs.bib", "--format", "json"]);
    let out: Value = serde_json::from_str(&run.out).unwrap();
    let findings = out["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0]["message"], "no bibliography has the key “dorn1934”");
    assert_eq!(
        annals_in(files.path(), ["check", "a.md"]).status,
        0,
        "of keys alone nobody knows whether they are defined"
    );
}

#[test]
fn what_a_note_holds_never_speaks_to_the_terminal() {
    let notes = folder(&[("a.md", "- Anna Bell\u{1b}[31m founded \u{202e}the school in \u{9b}2J Lund.\n".as_bytes())]);
    let run = annals_in(notes.path(), ["check", "a.md"]);
    assert!(!run.out.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{:?}", run.out);
}

#[test]
fn the_same_notes_get_the_same_findings_on_any_number_of_threads() {
    let run =
        |threads: &str| annals(["check", "tests/notes", "tests/checks", "--threads", threads, "--format", "json"]).out;
    assert_eq!(run("1"), run("4"));
}

#[test]
fn notes_that_cannot_be_checked_end_with_2() {
    assert_eq!(annals(["check", "no/such/notes"]).status, 2);
    assert_eq!(annals(["check"]).status, 2);
    let run = annals(["check", "data/notes", "--config", "no/annals.toml"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("no/annals.toml"), "{}", run.err);
}
