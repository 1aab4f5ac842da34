//! What describes the command line to shells and to `man`: it is there for every command, and they can read it.

use super::support::{annals, folder};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Whether a program is installed.
fn has(program: &str) -> bool {
    std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).any(|folder| folder.join(program).is_file())
}

/// The commands that `--help` lists.
fn commands() -> BTreeSet<String> {
    let help = annals(["--help"]).done();
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let named = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let named = named.map(|line| line.split_whitespace().next().unwrap().to_owned());
    named.filter(|name| name != "help").collect()
}

#[test]
fn completions_name_every_command_and_the_shells_can_read_them() {
    let scripts = folder(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = annals(["completions", shell]).done();
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
        assert!(!script.contains("query-worker --"), "{shell}");
        let path = scripts.path().join(shell);
        fs::write(&path, script).unwrap();
        if ["bash", "zsh", "fish"].contains(&shell) && has(shell) {
            let read = Command::new(shell).arg("-n").arg(&path).output().unwrap();
            assert!(read.status.success(), "{shell}: {}", String::from_utf8_lossy(&read.stderr));
        }
    }
    let run = annals(["completions", "tcsh"]);
    assert!(run.status == 2 && run.err.contains("possible values"), "{}", run.err);
}

#[test]
fn every_command_has_a_page_that_man_can_read() {
    let made = folder(&[]);
    let pages = made.path().join("man/man1");
    annals(["man".as_ref(), "--output".as_ref(), pages.as_os_str()]).done();
    let mut expected: BTreeSet<String> = commands().into_iter().map(|name| format!("annals-{name}.1")).collect();
    expected.insert("annals.1".to_owned());
    let there = fs::read_dir(&pages).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let there: BTreeSet<String> = there.collect();
    assert_eq!(there.intersection(&expected).count(), expected.len(), "{there:?}");
    for name in &there {
        let page = fs::read_to_string(pages.join(name)).unwrap();
        assert!(page.contains(".SH NAME") && page.contains(".SH SYNOPSIS"), "{name}");
        readable(&pages.join(name));
    }
    assert_eq!(annals(["man"]).done(), fs::read_to_string(pages.join("annals.1")).unwrap());
}

fn readable(page: &Path) {
    let mut reader = match (has("mandoc"), has("groff"), has("man")) {
        (true, ..) => Command::new("mandoc"),
        (_, true, _) => Command::new("groff"),
        (_, _, true) => Command::new("man"),
        _ => return,
    };
    match reader.get_program().to_str().unwrap() {
        "mandoc" => reader.args(["-T", "ascii", "-W", "error"]),
        "groff" => reader.args(["-man", "-T", "utf8", "-ww"]),
        _ => reader.arg("-l"),
    };
    let read = reader.arg(page).output().unwrap();
    assert!(read.status.success(), "{}: {}", page.display(), String::from_utf8_lossy(&read.stderr));
    assert!(String::from_utf8_lossy(&read.stdout).contains("annals"), "{}", page.display());
}
