//! Notes into a graph: how fast they are read, on one core and on two, and what a build costs beside Oxigraph's own bulk loader.
//!
//! ```text
//! cargo bench --bench notes                      2,000 notes, some 3 MB
//! cargo bench --bench notes -- --notes 40000     64 MB
//! cargo bench --bench notes --no-default-features     what needs no graph on disk
//! cargo bench --bench notes --no-default-features -- --documents 2000 > documents.ndjson     the notes, one a line
//! ```
//!
//! Each figure is told as a ratio to something measured in the same run, so that machines can be compared. The notes are
//! made up (`corpus.rs`).

mod corpus;
mod process;

use annals::language::{DateContext, Input, Model, Reader};
use annals::pipeline::{self, Settings};
use corpus::Corpus;
use process::{median, process, timed};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Notes that are read in this process, where many would take long.
const SAMPLE: usize = 400;
/// Processes of which the median is told.
const RUNS: usize = 9;
/// Sentences for the language engine.
const SENTENCES: usize = 4000;

fn main() {
    let value = |name: &str| std::env::args().skip_while(|argument| argument != name).nth(1);
    let notes: usize = value("--notes").map_or(2000, |notes| notes.parse().expect("a number"));
    if let Some(count) = value("--documents") {
        return documents(count.parse().expect("a number"));
    }
    let place = tempfile::tempdir().expect("a folder");
    let (all, sample) = (place.path().join("notes"), place.path().join("sample"));
    let bytes = Corpus::new(1).write(notes, &all);
    let sampled = Corpus::new(2).write(SAMPLE, &sample);
    println!("{notes} notes, {:.1} MB", megabytes(bytes));

    println!("--help                  {}", median(RUNS, || process(&["--help"])));
    language();
    let one = read(&sample, 1);
    let two = read(&sample, 2);
    let rate = |seconds: f64| megabytes(sampled) / seconds;
    println!(
        "notes to statements     {:.2} MB/s on one core, {:.2} on two ({:.2} times)",
        rate(one),
        rate(two),
        one / two
    );
    on_disk(place.path(), &all, bytes);
}

/// Prints so many notes as `annals extract --framing ndjson` reads them.
fn documents(count: usize) {
    let mut corpus = Corpus::new(1);
    for at in 0..count {
        let path = format!("{:03}/note-{at:05}.md", at / 100);
        println!("{}", serde_json::json!({ "path": path, "text": corpus.note(at) }));
    }
}

/// The language engine alone.
fn language() {
    let mut corpus = Corpus::new(3);
    let sentences: Vec<String> = (0..SENTENCES).map(|_| corpus.sentence()).collect();
    let inputs: Vec<Input<'_>> =
        sentences.iter().map(|text| Input { text, names: &[], context: DateContext::default() }).collect();
    let reader = Reader::new(Model::embedded());
    drop(reader.read(&inputs[..100]));
    let (took, read) = timed(|| inputs.chunks(8).map(|inputs| reader.read(inputs)).collect::<Vec<_>>());
    let words: usize = read.iter().flatten().flatten().map(|sentence| sentence.words.len()).sum();
    println!("language engine         {:.0} words/s on one core", words as f64 / took.as_secs_f64());
}

/// Seconds that it takes to read all notes in a folder.
fn read(folder: &Path, threads: usize) -> f64 {
    let settings = Settings { threads: NonZeroUsize::new(threads), ..Settings::default() };
    let paths: [PathBuf; 1] = [folder.to_owned()];
    let (took, read) = timed(|| pipeline::read_notes(&paths, &settings).expect("notes"));
    assert!(read.statements().count() > SAMPLE);
    took.as_secs_f64()
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(not(feature = "disk"))]
fn on_disk(_place: &Path, _notes: &Path, _bytes: usize) {}

/// Whole builds, against the bulk loader's time for the same triples.
#[cfg(feature = "disk")]
fn on_disk(place: &Path, notes: &Path, bytes: usize) {
    let (graph, notes) = (place.join(".annals").display().to_string(), notes.display().to_string());
    let build = || process(&["build", &notes, "--graph", &graph, "--quiet"]);
    let whole = build();
    let store = annals::graph::Store::open(Path::new(&graph)).expect("the graph just built");
    let triples = store.graph().expect("its triples");
    drop(store);
    let (loader, ()) = timed(|| {
        let database = oxigraph::store::Store::open(place.join("loaded")).expect("a database");
        let mut loader = database.bulk_loader();
        let quads =
            triples.triples().iter().map(|triple| triple.clone().in_graph(oxigraph::model::GraphName::DefaultGraph));
        loader.load_quads(quads).and_then(|()| loader.commit()).expect("triples are loaded");
        database.flush().expect("triples are written");
    });
    let ratio = |took: std::time::Duration, of: std::time::Duration| took.as_secs_f64() / of.as_secs_f64();
    println!("triples                 {}", triples.triples().len());
    println!("bulk loader alone       {}", process::shown(loader));
    println!(
        "build                   {whole}, {:.1} times the loader, {:.0} MiB a MB of notes",
        ratio(whole.took, loader),
        (whole.memory >> 10) as f64 / megabytes(bytes)
    );
    let same = median(RUNS, build);
    println!("build, nothing changed  {same}, {:.2} % of the whole", 100.0 * ratio(same.took, whole.took));
    let (note, mut edits) = (Path::new(&notes).join("000/note-00005.md"), Corpus::new(4));
    let edit = median(RUNS, || {
        let text = std::fs::read_to_string(&note).expect("a note");
        std::fs::write(&note, format!("{text}\n- {}\n", edits.sentence())).expect("a note");
        build()
    });
    println!("build, one note edited  {edit}, {:.2} % of the whole", 100.0 * ratio(edit.took, whole.took));
}
