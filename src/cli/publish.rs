//! What `annals build` does once it is known that something must be done.

use super::build::Arguments;
use super::diagnostics;
use super::failure::{Failure, Outcome};
use super::output::{self, counted, for_messages};
use super::progress::Progress;
use annals::graph::{
    Input,
    disk::{Base, Builder, Changes, Inputs, Manifest, Readings},
    sha256,
};
use annals::pipeline::{self, Parsed, PassedOver, Settings, Updated};
use std::borrow::Cow;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

/// Changes the graph that is there, or builds it anew.
pub(super) fn publish(
    arguments: &Arguments,
    settings: &Settings<'_>,
    parsed: &Parsed,
    mut inputs: Inputs,
) -> Result<Outcome, Failure> {
    let readings = Readings::beside(&arguments.graph, &knowledge(&inputs)).afresh(arguments.full);
    let Some(updated) = update(arguments, settings, parsed, &mut inputs, &readings)? else {
        return build_all(arguments, settings, parsed, inputs, &readings);
    };
    parsed.keep_glances();
    let (told, set_aside) = (&updated.notes.diagnostics, updated.notes.set_aside.len());
    let outcome = diagnostics::tell_some(told, set_aside, |file| parsed.text_of(file).map(Cow::Owned))?;
    tell_built(arguments, &updated.published, inputs.notes.len())?;
    Ok(outcome)
}

/// The largest share of all notes that may have changed for the graph to be changed rather than built anew: one in so many.
const FEW: usize = 8;

/// Changes the graph that is there, if little enough has changed. Not with `--strict`, whose outcome must be known before.
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

/// Builds the graph of all notes.
fn build_all(
    arguments: &Arguments,
    settings: &Settings<'_>,
    parsed: &Parsed,
    mut inputs: Inputs,
    readings: &Readings,
) -> Result<Outcome, Failure> {
    let Settings { ontology, base, author, title, .. } = *settings;
    let input = Input { told: &[], works: parsed.works(), author, title, ontology, base };
    let builder = Builder::begin(&arguments.graph, input)?;
    let progress = Progress::of(inputs.notes.len(), arguments.quiet);
    let failed = Mutex::new(None);
    let read = parsed.extract_each(settings, readings, &|note, read| {
        if let Err(error) = builder.add(&pipeline::told(note, read)) {
            failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        }
        progress.step();
    });
    progress.end();
    if let Some(error) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error.into());
    }
    let text_of = |file: &str| parsed.text_of(file).map(Cow::Owned);
    let outcome = diagnostics::tell_some(&read.diagnostics, read.set_aside.len(), text_of)?;
    if arguments.strict && !read.set_aside.is_empty() {
        let names: Vec<&str> = read.set_aside.iter().map(|file| file.name.as_str()).collect();
        return Err(Failure::new(format_args!("not built: {} could not be read", names.join(", ")))
            .hint("mend them, or build without --strict, which leaves them out"));
    }
    // A note on which the program failed is no part of the graph: the next build tries it again.
    inputs.notes.retain(|name, _| read.set_aside.iter().all(|file| file.name != *name));
    if inputs.notes.is_empty() {
        return Err(Failure::new("no note could be read"));
    }
    let published = builder.publish(&inputs)?;
    readings.forget_others();
    parsed.keep_glances();
    tell_built(arguments, &published, inputs.notes.len())?;
    tell_passed_over(parsed.passed_over())?;
    Ok(outcome)
}

fn tell_built(arguments: &Arguments, manifest: &Manifest, notes: usize) -> Result<(), Failure> {
    let mut out = output::for_people();
    let Manifest { statements, triples, .. } = *manifest;
    let (place, notes) = (arguments.graph.display(), counted(notes, "note", "notes"));
    writeln!(out, "{place}: built; {notes}, {}, {triples} triples", counted(statements, "statement", "statements"))?;
    out.flush()?;
    Ok(())
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
