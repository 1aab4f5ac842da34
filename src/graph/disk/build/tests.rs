//! A reader finds the old graph or the new one, whatever goes wrong in between.

use super::*;
use crate::graph::{
    ClaimFilter, Graph, Input, Store, Told,
    disk::{Builder, find_graph},
    tests::fixture::*,
    vocabulary::DEFAULT_BASE,
};
use crate::statement::Statement;
use tempfile::TempDir;

const STEPS: [Step; 7] =
    [Step::Locked, Step::Loaded, Step::Sealed, Step::Described, Step::Renamed, Step::Pointed, Step::Cleared];

fn inputs(version: &str) -> Inputs {
    Inputs::of([("notes.md", "0")], DEFAULT_BASE, [("extractor", version.to_owned())])
}

fn old() -> Graph {
    graph_of(&[approval()])
}

fn new() -> Graph {
    graph_of(&statements())
}

fn publish(folder: &Path, statements: &[Statement], version: &str, after: Hook<'_>) -> Result<Manifest, StoreError> {
    let (notes, quotations, ontology) = ([note()], [quotation()], ontology());
    let input = Input { told: &[], works: None, title: None, author: None, ontology: &ontology, base: DEFAULT_BASE };
    let builder = Builder::at(Site::take(folder, after)?, input)?;
    for told in Told::gathered(&notes, statements, &quotations) {
        builder.add(&told)?;
    }
    builder.publish_with(&inputs(version), after)
}

fn publish_plainly(folder: &Path, statements: &[Statement], version: &str) {
    publish(folder, statements, version, &mut |_| Ok(())).unwrap();
}

fn generations(folder: &Path) -> Vec<String> {
    names(folder)
        .unwrap()
        .into_iter()
        .filter(|name| name.starts_with("generation-") || name.starts_with("building-"))
        .collect()
}

/// `.annals` with the old graph in it.
fn with_old_graph() -> (TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join(".annals");
    publish_plainly(&folder, &[approval()], "1");
    (place, folder)
}

#[test]
fn what_was_kept_is_read_back() {
    let (place, folder) = with_old_graph();
    assert_eq!(find_graph(&place.path().join(".")), Some(folder.clone()));
    let store = Store::open(&folder).unwrap();
    assert_eq!(store.graph().unwrap(), old());
    let in_memory = Store::in_memory(&old()).unwrap();
    let all = ClaimFilter::default();
    assert_eq!(store.claims(&all).unwrap(), in_memory.claims(&all).unwrap());
    assert_eq!(store.entities().unwrap(), in_memory.entities().unwrap());
    assert_eq!(store.ties().unwrap(), in_memory.ties().unwrap());
}

#[test]
fn a_build_that_dies_at_any_step_leaves_the_old_graph_or_the_new_one() {
    for dying in STEPS {
        let (_place, folder) = with_old_graph();
        let mut die = |step: Step| if step == dying { Err(StoreError::Full(PathBuf::new())) } else { Ok(()) };
        assert!(publish(&folder, &statements(), "2", &mut die).is_err());
        let found = Store::open(&folder).unwrap().graph().unwrap();
        let is_pointed = matches!(dying, Step::Pointed | Step::Cleared);
        assert_eq!(found, if is_pointed { new() } else { old() }, "after {dying:?}");
        publish_plainly(&folder, &statements(), "2");
        assert_eq!(Store::open(&folder).unwrap().graph().unwrap(), new(), "after {dying:?}");
        let left = generations(&folder);
        assert!(left.len() == 1 || dying == Step::Pointed, "after {dying:?}: {left:?}");
    }
}

#[test]
fn a_reader_keeps_what_it_has_opened() {
    let (_place, folder) = with_old_graph();
    let reader = Store::open(&folder).unwrap();
    publish_plainly(&folder, &statements(), "2");
    assert_eq!(reader.graph().unwrap(), old());
    assert_eq!(generations(&folder).len(), 2, "the old one is leased");
    drop(reader);
    publish_plainly(&folder, &[approval()], "3");
    assert_eq!(generations(&folder).len(), 1, "nobody reads the others any more");
}

#[test]
fn two_builders_are_kept_apart() {
    let (_place, folder) = with_old_graph();
    let held = lock(&folder).unwrap();
    let error = publish(&folder, &statements(), "2", &mut |_| Ok(())).unwrap_err();
    assert!(error.to_string().contains(&format!("process {}", std::process::id())), "{error}");
    drop(held);
    publish_plainly(&folder, &statements(), "2");
}

/// What is told, and what was done to a generation.
type Damage = (&'static str, fn(&Path));

#[test]
fn damage_is_told_and_mended_by_the_next_build() {
    let cases: [Damage; 7] = [
        ("no manifest.json", |path| fs::remove_file(path.join(MANIFEST)).unwrap()),
        ("manifest.json", |path| fs::write(path.join(MANIFEST), "{").unwrap()),
        ("has been changed", |path| {
            let text = fs::read_to_string(path.join(MANIFEST)).unwrap();
            fs::write(path.join(MANIFEST), text.replace("\"triples\": ", "\"triples\": 1")).unwrap();
        }),
        ("is missing", |path| fs::remove_file(path.join(STORE).join("CURRENT")).unwrap()),
        ("has another length", |path| fs::write(path.join(STORE).join("CURRENT"), "x").unwrap()),
        ("has been changed", |path| {
            let table = names(&path.join(STORE)).unwrap().into_iter().find(|name| name.ends_with(".sst")).unwrap();
            let table = path.join(STORE).join(table);
            let mut bytes = fs::read(&table).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(table, bytes).unwrap();
        }),
        ("snapshot/ties has been changed", |path| {
            let ties = path.join(SNAPSHOT).join("ties");
            let mut bytes = fs::read(&ties).unwrap();
            bytes[20] ^= 1;
            fs::write(ties, bytes).unwrap();
        }),
    ];
    for (told, damage) in cases {
        let (_place, folder) = with_old_graph();
        damage(&folder.join(read::current_name(&folder).unwrap()));
        let error = Store::open(&folder).unwrap_err().to_string();
        assert!(error.contains("damaged") && error.contains(told), "{told}: {error}");
        publish_plainly(&folder, &[approval()], "1");
        assert_eq!(Store::open(&folder).unwrap().graph().unwrap(), old(), "{told}");
    }
}

#[test]
fn another_format_is_named_and_never_read() {
    let (_place, folder) = with_old_graph();
    let manifest = folder.join(read::current_name(&folder).unwrap()).join(MANIFEST);
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replacen(&format!("\"format\": {FORMAT}"), "\"format\": 7", 1)).unwrap();
    let error = Store::open(&folder).unwrap_err();
    assert!(matches!(error, StoreError::Version { found: 7, expected: FORMAT, .. }), "{error}");
}

#[test]
fn a_pointer_that_points_nowhere_is_told() {
    let (_place, folder) = with_old_graph();
    for pointer in ["", "../../etc\n", "generation-ffff\n"] {
        fs::write(folder.join("current"), pointer).unwrap();
        assert!(matches!(Store::open(&folder), Err(StoreError::Damaged { .. })), "{pointer:?}");
    }
    fs::remove_file(folder.join("current")).unwrap();
    assert!(matches!(Store::open(&folder), Err(StoreError::Missing(_))));
}
