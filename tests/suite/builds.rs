//! Building again: what is read anew, and that nothing of it shows in the graph.

use super::support::{annals_in, folder};
use std::fs;
use std::path::Path;

const WAR: &[u8] = b"- Caesar crossed the Rubicon in 49 BC.\n- Pompey left Rome in 49 BC.\n";
const PEACE: &[u8] = b"- Augustus closed the temple of Janus in 29 BC.\n- The Divine One ruled Rome.\n";

pub(super) fn build(place: &Path, more: &[&str]) -> String {
    annals_in(place, ["build", "notes"].into_iter().chain(more.iter().copied())).done()
}

/// The graph on disk, and the one made of the notes on the spot.
pub(super) fn exports(place: &Path) -> [String; 2] {
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

/// A folder of so many notes that a change of one or two is little: towns and people who are told of in many of them.
pub(super) fn many() -> tempfile::TempDir {
    let files: Vec<(String, String)> = (0..24).map(|at| (format!("notes/{at:02}.md"), many_text(at, 0))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    folder(&files)
}

pub(super) fn many_text(at: usize, version: usize) -> String {
    let town = ["Aldmoor", "Brenwick", "Corvale"][(at + version) % 3];
    let year = 1900 + (at * 7 + version) % 40;
    format!(
        "# {town} in {year}\n\n- Anna Adler founded the Northern Bank in {town}. [a](https://example.org/{})\n\
         - In {year} Boris Brandt {} {town}.\n- The Treaty of {town} was signed on 3 May {year}.\n\
         - “Adler left {town},” said {}.\n",
        at % 5,
        ["attacked", "left", "visited"][version % 3],
        ["Clara Dorn", "Mrs Dorn", "A. Adler"][(at + version) % 3],
    )
}

#[test]
fn a_graph_changed_many_times_is_the_one_that_a_full_build_gives() {
    let files = many();
    let place = files.path();
    build(place, &[]);
    let note = |at: usize| place.join(format!("notes/{at:02}.md"));
    for step in 1..16 {
        let at = step * 11 % 24;
        match step % 5 {
            0 => drop(fs::remove_file(note(at))),
            1 => fs::write(note(24 + step), many_text(step, step)).unwrap(),
            _ => fs::write(note(at), many_text(at, step)).unwrap(),
        }
        assert!(build(place, &[]).contains("built;"), "step {step}");
        let [kept, fresh] = exports(place);
        assert_eq!(kept, fresh, "step {step}");
        let told = annals_in(place, ["verify"]);
        assert_eq!(told.status, 0, "step {step}: {}", told.err);
        assert_eq!(generations(place).len(), 1, "step {step}");
    }
    let notes = fs::read_dir(place.join("notes")).unwrap().count();
    assert_eq!(fs::read_dir(place.join(".annals/readings")).unwrap().count(), notes);
    let [changed, _] = exports(place);
    assert!(build(place, &["--full"]).contains("built;"));
    assert_eq!(exports(place)[0], changed);
}

/// What there is beside `current`.
pub(super) fn generations(place: &Path) -> Vec<String> {
    let entries = fs::read_dir(place.join(".annals")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !matches!(name.as_str(), "current" | "current.new" | "lock" | "readings" | "glances.json"));
    names
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
    let files = many();
    let place = files.path();
    build(place, &[]);
    // The longest of what is killed: every second build changes the graph, the others make it anew.
    let first = std::time::Instant::now();
    build(place, &["--full"]);
    let whole = first.elapsed();
    for kill in 0..kills {
        fs::write(place.join("notes/05.md"), many_text(5, kill as usize + 1)).unwrap();
        let full = if kill % 2 == 0 { &["--full"][..] } else { &[] };
        let mut running = std::process::Command::new(env!("CARGO_BIN_EXE_annals"))
            .args(["build", "notes"].iter().chain(full))
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
    assert_eq!(generations(place).len(), 1, "{:?}", generations(place));
    assert_eq!(fs::read_dir(place.join(".annals/readings")).unwrap().count(), 24);
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
