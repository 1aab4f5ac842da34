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
    let changes: [(&str, &dyn Fn()); 5] = [
        ("edited", &|| {
            fs::write(note("war.md"), "- Caesar crossed the Rubicon in 49 BC.\n- Cato left Rome.\n").unwrap()
        }),
        ("a name for all notes", &|| {
            fs::write(note("Augustus.md"), "---\naliases: [The Divine One]\n---\nHe died in AD 14.\n").unwrap()
        }),
        ("removed", &|| fs::remove_file(note("war.md")).unwrap()),
        ("renamed", &|| fs::rename(note("peace.md"), note("pax.md")).unwrap()),
        ("the name is gone", &|| fs::write(note("Augustus.md"), "He died in AD 14.\n").unwrap()),
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
fn a_bad_note_stops_a_strict_build_only() {
    let files = folder(&[("notes/war.md", WAR), ("notes/bad.md", b"caf\xe9\n")]);
    let place = files.path();
    let strict = annals_in(place, ["build", "notes", "--strict"]);
    assert!(strict.status == 2 && strict.err.contains("bad.md could not be read"), "{}", strict.err);
    assert!(!place.join(".annals/current").exists());
    let lenient = annals_in(place, ["build", "notes"]);
    assert!(lenient.status == 1 && lenient.out.contains("built; 1 note"), "{}{}", lenient.out, lenient.err);
}
