//! `annals build`: notes → graph on disk.

use super::failure::{Failure, Outcome};
use super::options::{Loaded, Reading};
use super::output::{counted, for_messages};
use super::progress::Progress;
use super::{diagnostics, output};
#[cfg(feature = "disk")]
use annals::graph::disk::Base;
use annals::graph::disk::{self, Changes, FOLDER, Inputs, Manifest, Published, Readings};
use annals::graph::{Difference, Store, sha256};
use annals::pipeline::{self, Parsed, PassedOver};
#[cfg(feature = "disk")]
use annals::pipeline::{Settings, Updated};
use clap::Args;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

/// Read notes and keep the graph made of them on disk
#[derive(Args)]
#[command(after_help = "Examples:
  annals build data/notes
  annals build --dry-run notes/
  annals build notes/ --ontology my-relations.ttl --graph /tmp/graph")]
pub(super) struct Arguments {
    /// Notes, or folders of notes
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Folder to keep the graph in
    #[arg(long, value_name = "DIR", default_value = FOLDER)]
    graph: PathBuf,
    /// Say which notes are new, changed or gone since the last build, and do nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Go on, and build again whenever a note is saved
    #[arg(long, conflicts_with = "dry_run")]
    watch: bool,
    /// Show no progress
    #[arg(long, short)]
    quiet: bool,
    /// Read all notes again, and not only those that have changed
    #[arg(long)]
    full: bool,
    /// Build nothing when a note cannot be read, instead of leaving it out
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    end_on_interrupt();
    if arguments.watch { watch(arguments) } else { build(arguments) }
}

/// What a shell takes for a program that Ctrl-C has ended: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Says on Ctrl-C that nothing is lost. Until the moment when a build publishes its graph, the one before is whole; what the
/// build leaves behind, the next clears away.
fn end_on_interrupt() {
    let end = || {
        // Should nobody listen any more, there is nobody to tell.
        drop(writeln!(for_messages(), "\nstopped; the graph that was there is as it was"));
        #[expect(clippy::exit, reason = "the build goes on in other threads, at any point of which it may end")]
        std::process::exit(INTERRUPTED);
    };
    // Without a handler Ctrl-C ends the program all the same.
    drop(ctrlc::set_handler(end));
}

/// How often the notes are looked at for changes.
const PAUSE: Duration = Duration::from_millis(300);

/// Builds whenever a note is saved, and says what came of it; ends with Ctrl-C.
fn watch(arguments: &Arguments) -> Result<Outcome, Failure> {
    let look = || arguments.reading.seen(&arguments.paths);
    // Looked at before it is read, so that no change falls between the two.
    let mut seen = look().ok();
    build(arguments)?;
    writeln!(for_messages(), "watching; Ctrl-C ends it")?;
    loop {
        std::thread::sleep(PAUSE);
        let now = look().ok();
        if now == seen {
            continue;
        }
        seen = now;
        let before = Store::open(&arguments.graph).ok();
        let built = build(arguments);
        if let Err(failure) = built {
            // The next save may mend it.
            failure.report();
        } else if let (Some(before), Ok(after)) = (before, Store::open(&arguments.graph)) {
            super::diff::print(&Difference::between(&before, &after, true)?, false)?;
        }
    }
}

fn build(arguments: &Arguments) -> Result<Outcome, Failure> {
    let loaded = arguments.reading.load(&arguments.paths)?;
    let settings = loaded.settings();
    let parsed = pipeline::parse_notes(&arguments.paths, &settings)?;
    let mut inputs = Inputs::of(parsed.notes(), settings.base, parts(&loaded, &parsed)?);
    let before = disk::manifest(&arguments.graph)?;
    if arguments.dry_run {
        return tell_changes(&Changes::between(before.as_ref().map(|manifest| &manifest.inputs), &inputs));
    }
    let place = arguments.graph.display();
    let mut out = output::for_people();
    let same = |manifest: &Manifest| manifest.inputs == inputs && parsed.set_aside() == 0 && !arguments.full;
    if let Some(manifest) = before.filter(same) {
        let count = inputs.notes.len();
        writeln!(out, "{place}: unchanged; {}, {} triples", counted(count, "note", "notes"), manifest.triples)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let readings = Readings::beside(&arguments.graph, &knowledge(&inputs)).afresh(arguments.full);
    #[cfg(feature = "disk")]
    if let Some(updated) = update(arguments, &settings, &parsed, &mut inputs, &readings)? {
        let outcome = diagnostics::tell_some(&updated.notes)?;
        tell_built(arguments, &updated.published, inputs.notes.len())?;
        return Ok(outcome);
    }
    let progress = Progress::of(inputs.notes.len(), arguments.quiet);
    let notes = parsed.extract(&settings, Some(&readings), &|| progress.step());
    progress.end();
    let outcome = diagnostics::tell(&notes)?;
    if arguments.strict && !notes.set_aside.is_empty() {
        let names: Vec<&str> = notes.set_aside.iter().map(|file| file.name.as_str()).collect();
        return Err(Failure::new(format_args!("not built: {} could not be read", names.join(", ")))
            .hint("mend them, or build without --strict, which leaves them out"));
    }
    // A note on which the program failed is no part of the graph: the next build tries it again.
    inputs.notes.retain(|name, _| notes.set_aside.iter().all(|file| file.name != *name));
    let published = disk::publish(&arguments.graph, &pipeline::graph(&notes, &settings)?, &inputs)?;
    readings.forget_others();
    tell_built(arguments, &published, notes.notes.len())?;
    tell_passed_over(notes.passed_over)?;
    Ok(outcome)
}

/// The largest share of all notes that may have changed for the graph to be changed rather than built anew: one in so many.
#[cfg(feature = "disk")]
const FEW: usize = 8;

/// Changes the graph that is there, if little enough has changed. Not with `--strict`, whose outcome must be known before.
#[cfg(feature = "disk")]
fn update(
    arguments: &Arguments,
    settings: &Settings<'_>,
    parsed: &Parsed,
    inputs: &mut Inputs,
    readings: &Readings,
) -> Result<Option<Updated>, Failure> {
    let Some(base) = Base::open(&arguments.graph).filter(|_| !arguments.full && !arguments.strict) else {
        return Ok(None);
    };
    let changes = Changes::between(Some(&base.manifest().inputs), inputs);
    let count = changes.added.len() + changes.changed.len() + changes.removed.len();
    if changes.everything || count * FEW > inputs.notes.len() {
        return Ok(None);
    }
    Ok(pipeline::update(parsed, settings, (&arguments.graph, &base), &changes, inputs, readings)?)
}

fn tell_built(arguments: &Arguments, published: &Published, notes: usize) -> Result<(), Failure> {
    let mut out = output::for_people();
    let Manifest { statements, triples, .. } = published.manifest;
    let what = if published.unchanged { "unchanged" } else { "built" };
    let (place, notes) = (arguments.graph.display(), counted(notes, "note", "notes"));
    writeln!(out, "{place}: {what}; {notes}, {}, {triples} triples", counted(statements, "statement", "statements"))?;
    out.flush()?;
    Ok(())
}

/// Says what a build would do, and does nothing.
fn tell_changes(changes: &Changes) -> Result<Outcome, Failure> {
    let mut out = output::for_people();
    let lists = [("new", &changes.added), ("changed", &changes.changed), ("gone", &changes.removed)];
    for (what, names) in lists {
        for name in names {
            writeln!(out, "{what:<8} {name}")?;
        }
    }
    let told = if changes.everything {
        "all notes would be read: there is no graph yet, or the program or what it knows has changed"
    } else if changes.is_empty() {
        "nothing would be done: the graph is up to date"
    } else {
        "the graph would be built again"
    };
    writeln!(out, "{told}")?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Says how much in the folders is no note, so that nobody believes it read.
fn tell_passed_over(passed: PassedOver) -> Result<(), Failure> {
    let parts = [
        (passed.attachments, "file that is no note", "files that are no notes"),
        (passed.links, "symbolic link", "symbolic links"),
    ];
    let parts = parts.into_iter().filter(|(count, ..)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, one, many)| counted(count, one, many)).collect();
    if !parts.is_empty() {
        writeln!(for_messages(), "passed over: {}", parts.join(", "))?;
    }
    Ok(())
}

/// Names all that the reading of a note depends on besides the note.
fn knowledge(inputs: &Inputs) -> String {
    sha256(format!("{} {:?}", inputs.base, inputs.parts).as_bytes())
}

/// What, beside the notes, the graph depends on: this program with all that is built into it, the user's own Turtle and
/// language model, the bibliographies, what the notes are called and who wrote them, and what they say of their own pages.
fn parts(loaded: &Loaded, parsed: &Parsed) -> Result<Vec<(&'static str, String)>, Failure> {
    let mut texts = Vec::new();
    for file in loaded.turtle.iter().chain(&loaded.config.language_model) {
        texts.extend(fs::read(file).map_err(|error| Failure::new(format_args!("{}: {error}", file.display())))?);
    }
    let told = format!("{:?} {:?} {:?}", parsed.works(), loaded.config.author, loaded.config.title);
    Ok(vec![
        ("program", annals::BUILD.to_owned()),
        ("knowledge", sha256(&texts)),
        ("works", sha256(told.as_bytes())),
        ("pages", sha256(format!("{:?}", parsed.pages()).as_bytes())),
    ])
}
