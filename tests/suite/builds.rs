//! Building again: what is read anew, and that nothing of it shows in the graph.

use super::support::{annals_in, folder};
use std::fs;
use std::path::Path;

const WAR: &[u8] = b"- Caesar crossed the Rubicon in 49 BC.\n- Pompey left Rome in 49 BC.\n";
const PEACE: &[u8] = b"- Augustus closed the temple of Janus in 29 BC.\n- The Divine One ruled Rome.\n";

fn build(place: &Path, more: &[&str]) -> String {
    annals_in(place, ["build", "notes"].into_iter().chain(more.iter().copied())).done()
}

/// The graph on disk, and the one made of the notes on the spot.
fn exports(place: &Path) -> [String; 2] {
    let kept = annals_in(place, ["export", "--format", "nquads"]).done();
    let fresh = annals_in(place, ["export", "--format", "nquads", "--notes", "notes"]).done();
    [kept, fresh]
}

#[test]
fn a_build_after_any_change_gives_the_graph_that_a_first_build_gives() {
    let files = folder(&[("notes/war.md", WAR), ("notes/peace.md", PEACE)]);
    let place = files.path();
    let note = |name: &str| place.join("notes").join(name);
    assert!(build(place, &[]).contains("built; 2 notes"));
    let write = |name: &str, text: &str| fs::write(note(name), text).unwrap();
    let changes: [(&str, &dyn Fn()); 5] = [
        ("edited", &|| write("war.md", "- Caesar crossed the Rubicon in 49 BC.\n- Cato left Rome.\n")),
        ("a name for all", &|| write("Augustus.md", "---\naliases: [The Divine One]\n---\nHe died in AD 14.\n")),
        ("removed", &|| fs::remove_file(note("war.md")).unwrap()),
        ("renamed", &|| fs::rename(note("peace.md"), note("pax.md")).unwrap()),
        ("the name is gone", &|| write("Augustus.md", "He died in AD 14.\n")),
    ];
    for (what, change) in changes {
        change();
        assert!(build(place, &[]).contains("built;"), "{what}");
        let [kept, fresh] = exports(place);
        assert_eq!(kept, fresh, "{what}");
        assert!(build(place, &[]).contains("unchanged;"), "{what}");
    }
}

#[test]
fn a_dry_run_says_what_has_changed_and_does_nothing() {
    let files = folder(&[("notes/war.md", WAR), ("notes/peace.md", PEACE)]);
    let place = files.path();
    let told = build(place, &["--dry-run"]);
    assert!(told.contains("new      war.md") && told.contains("all notes would be read"), "{told}");
    assert!(!place.join(".annals").exists());
    build(place, &[]);
    assert!(build(place, &["--dry-run"]).contains("nothing would be done"));
    fs::write(place.join("notes/war.md"), PEACE).unwrap();
    fs::rename(place.join("notes/peace.md"), place.join("notes/pax.md")).unwrap();
    let told = build(place, &["--dry-run"]);
    assert_eq!(told, "new      pax.md\nchanged  war.md\ngone     peace.md\nthe graph would be built again\n");
    assert!(build(place, &["--dry-run"]).contains("changed  war.md"), "the first run did nothing");
}

#[test]
fn a_flipped_byte_anywhere_is_found() {
    let files = folder(&[("notes/war.md", WAR)]);
    let place = files.path();
    build(place, &[]);
    assert!(annals_in(place, ["verify"]).done().contains("whole; 1 note,"));
    let name = fs::read_to_string(place.join(".annals/current")).unwrap();
    let generation = place.join(".annals").join(name.trim_end());
    let mut checked = 0;
    for part in ["store", "snapshot", "."] {
        for entry in fs::read_dir(generation.join(part)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = if path.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
            if bytes.is_empty() || name.starts_with("LOG") {
                continue;
            }
            let mut changed = bytes.clone();
            changed[bytes.len() / 2] ^= 0x10;
            fs::write(&path, changed).unwrap();
            let told = annals_in(place, ["verify"]);
            assert!(told.status == 2 && !told.err.contains("panicked"), "{}: {}{}", path.display(), told.out, told.err);
            fs::write(&path, bytes).unwrap();
            checked += 1;
        }
    }
    assert!(checked > 5, "{checked}");
    annals_in(place, ["verify"]).done();
}

/// `KILLS=500 cargo test --release --test suite killed` kills so many; a plain run some two dozen.
#[test]
fn a_build_killed_at_any_moment_loses_nothing() {
    let kills = std::env::var_os("KILLS").and_then(|kills| kills.to_str()?.parse().ok()).unwrap_or(24);
    let files = folder(&[("notes/war.md", WAR), ("notes/peace.md", PEACE)]);
    let place = files.path();
    let first = std::time::Instant::now();
    build(place, &[]);
    let whole = first.elapsed();
    for kill in 0..kills {
        fs::write(place.join("notes/war.md"), format!("- Caesar crossed the Rubicon in {} BC.\n", kill + 40)).unwrap();
        let mut running = std::process::Command::new(env!("CARGO_BIN_EXE_annals"))
            .args(["build", "notes"])
            .current_dir(place)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Moments spread evenly over a build and a little beyond, in no order.
        let moment = whole * 6 / 5 * (kill * 7919 % 997) / 997;
        std::thread::sleep(moment);
        running.kill().unwrap();
        running.wait().unwrap();
        let told = annals_in(place, ["verify"]);
        assert_eq!(told.status, 0, "kill {kill} after {moment:?}: {}", told.err);
    }
    build(place, &[]);
    let [kept, fresh] = exports(place);
    assert_eq!(kept, fresh);
    let mut left: Vec<String> = fs::read_dir(place.join(".annals"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("generation-") || name.starts_with("building-") || name.ends_with(".new"))
        .collect();
    left.retain(|name| name != "current.new");
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(fs::read_dir(place.join(".annals/readings")).unwrap().count(), 2);
}

#[test]
fn watching_builds_whenever_a_note_is_saved() {
    let files = folder(&[("notes/war.md", WAR)]);
    let place = files.path();
    let mut watching = std::process::Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["build", "notes", "--watch"])
        .current_dir(place)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // Should it never say what is waited for, it must not hold up everything else.
    let id = watching.id().to_string();
    let _guard = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_secs(60));
        std::process::Command::new("kill").args(["-9", &id]).status()
    });
    let said = std::io::BufReader::new(watching.stderr.take().unwrap());
    let mut said = std::io::BufRead::lines(said);
    assert!(said.any(|line| line.unwrap().starts_with("watching")));
    fs::write(place.join("notes/war.md"), "- Caesar crossed the Rubicon in 49 BC.\n- Cato left Rome.\n").unwrap();
    let printed = std::io::BufReader::new(watching.stdout.take().unwrap());
    let mut printed = std::io::BufRead::lines(printed).map(|line| line.unwrap());
    let told: Vec<String> = printed.by_ref().take_while(|line| !line.contains("removed")).collect();
    watching.kill().unwrap();
    watching.wait().unwrap();
    let told = told.join("\n");
    assert!(told.contains("+ Cato") && told.contains("- Pompey") && !told.contains("Caesar"), "{told}");
}

#[test]
fn a_bad_note_stops_a_strict_build_only() {
    let files = folder(&[("notes/war.md", WAR), ("notes/bad.md", b"caf\xe9\n")]);
    let place = files.path();
    let strict = annals_in(place, ["build", "notes", "--strict"]);
    assert!(strict.status == 2 && strict.err.contains("bad.md could not be read"), "{}", strict.err);
    assert!(!place.join(".annals/current").exists());
    let lenient = annals_in(place, ["build", "notes"]);
    assert!(lenient.status == 1 && lenient.out.contains("built; 1 note"), "{}{}", lenient.out, lenient.err);
}
