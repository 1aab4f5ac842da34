//! `annals build`: notes → graph on disk.

use super::failure::{Failure, Outcome};
use super::options::{Loaded, Reading};
use super::output;
use super::output::{counted, for_messages};
#[cfg(not(feature = "disk"))]
use annals::graph::StoreError;
use annals::graph::disk::{self, Changes, FOLDER, Inputs, Manifest};
use annals::graph::{Difference, Store, sha256};
use annals::note::Works;
use annals::pipeline::{self, Glances};
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
    pub(super) graph: PathBuf,
    /// Say which notes are new, changed or gone since the last build, and do nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Go on, and build again whenever a note is saved
    #[arg(long, conflicts_with = "dry_run")]
    watch: bool,
    /// Show no progress
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// Read all notes again, and not only those that have changed
    #[arg(long)]
    pub(super) full: bool,
    /// Build nothing when a note cannot be read, instead of leaving it out
    #[arg(long)]
    pub(super) strict: bool,
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
    let before = disk::manifest(&arguments.graph)?;
    let seen = pipeline::look(&arguments.paths, &settings)?;
    let knowledge = knowledge(&loaded)?;
    let ready = before.as_ref().filter(|_| !arguments.dry_run && !arguments.full);
    // Most builds of a folder that is watched or built by the clock find nothing to do: they look at bytes only.
    if let Some(manifest) = ready
        && manifest.inputs.base == settings.base
        && parts(&loaded, &knowledge, None).iter().all(|(name, part)| manifest.inputs.parts.get(*name) == Some(part))
        && seen.are(&manifest.inputs.notes, &settings)
    {
        return tell_unchanged(arguments, manifest);
    }
    let parsed = seen.parse(
        &settings,
        Glances::beside(&arguments.graph, &sha256(format!("{} {knowledge}", annals::BUILD).as_bytes())),
    );
    let mut parts = parts(&loaded, &knowledge, parsed.works());
    parts.push(("pages", sha256(format!("{:?}", parsed.pages()).as_bytes())));
    let inputs = Inputs::of(parsed.notes(), settings.base, parts);
    if arguments.dry_run {
        return tell_changes(&Changes::between(before.as_ref().map(|manifest| &manifest.inputs), &inputs));
    }
    if let Some(manifest) = ready.filter(|manifest| manifest.inputs == inputs && parsed.set_aside() == 0) {
        return tell_unchanged(arguments, manifest);
    }
    #[cfg(feature = "disk")]
    return super::publish::publish(arguments, &settings, &parsed, inputs);
    #[cfg(not(feature = "disk"))]
    Err(StoreError::MemoryOnly.into())
}

fn tell_unchanged(arguments: &Arguments, manifest: &Manifest) -> Result<Outcome, Failure> {
    disk::tidy(&arguments.graph)?;
    let (place, notes) = (arguments.graph.display(), counted(manifest.inputs.notes.len(), "note", "notes"));
    let mut out = output::for_people();
    writeln!(out, "{place}: unchanged; {notes}, {} triples", manifest.triples)?;
    out.flush()?;
    Ok(Outcome::Done)
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

/// What, beside the notes, the graph depends on: this program with all that is built into it, the user's own Turtle and
/// language model, the bibliographies, what the notes are called and who wrote them; but for what they say of their own pages.
fn parts(loaded: &Loaded, knowledge: &str, works: Option<&Works>) -> Vec<(&'static str, String)> {
    let told = format!("{:?} {:?} {:?}", works, loaded.config.author, loaded.config.title);
    vec![("program", annals::BUILD.to_owned()), ("knowledge", knowledge.to_owned()), ("works", sha256(told.as_bytes()))]
}

/// SHA-256 of the user's own Turtle and language model.
fn knowledge(loaded: &Loaded) -> Result<String, Failure> {
    let mut texts = Vec::new();
    for file in loaded.turtle.iter().chain(&loaded.config.language_model) {
        texts.extend(fs::read(file).map_err(|error| Failure::new(format_args!("{}: {error}", file.display())))?);
    }
    Ok(sha256(&texts))
}
