//! From a graph on disk and the notes that have changed since to the graph of the notes as they are.

use super::{Notes, Parsed, Settings, parse_one, told};
use crate::extract::Extraction;
use crate::graph::disk::{Base, Changes, Inputs, Manifest, Reading, Readings};
use crate::graph::{Input, StoreError, Told};
use crate::note::Note;
use std::collections::BTreeSet;
use std::path::Path;

/// What became of an update.
#[derive(Debug)]
pub struct Updated {
    /// What was read from the notes that have changed, and the files that gave nothing.
    pub notes: Notes,
    /// The generation that readers open now, as it says of itself.
    pub published: Manifest,
}

/// A note and what was read from it before.
type Read = (Note, Extraction);

/// Publishes in `folder` (a `.annals`) what comes of the graph in `base` by these changes. `inputs` is what the new graph
/// depends on; notes that turn out not to be readable are taken out of it. `None` when that cannot be known without reading all notes: then nothing
/// was done.
///
/// # Errors
/// When the graph cannot be read or written, or somebody else is building it.
pub fn update(
    parsed: &Parsed,
    settings: &Settings<'_>,
    (folder, base): (&Path, &Base),
    changes: &Changes,
    inputs: &mut Inputs,
    readings: &Readings,
) -> Result<Option<Updated>, StoreError> {
    let before: Vec<&String> = changes.changed.iter().chain(&changes.removed).collect();
    let mut old = Vec::new();
    for path in &before {
        let Some(text) = base.text(path)? else { return Ok(None) };
        let Some(read) = recalled(parse_one(path, text.as_bytes()).ok(), readings) else { return Ok(None) };
        old.push(read);
    }
    let few: BTreeSet<&str> = changes.changed.iter().chain(&changes.added).map(String::as_str).collect();
    let notes = parsed.extract_few(&few, settings, readings);
    inputs.notes.retain(|name, _| notes.set_aside.iter().all(|file| file.name != *name));
    let input = |told| {
        let Settings { ontology, base, author, title, .. } = *settings;
        Input { told, works: parsed.works(), author, title, ontology, base }
    };
    let told_old: Vec<Told<'_>> = old.iter().map(|(note, read)| told(note, read)).collect();
    let published = base.update(folder, &input(&told_old), &input(&notes.told()), inputs)?;
    for (note, _) in &old {
        if inputs.notes.get(&note.path) != base.manifest().inputs.notes.get(&note.path) {
            readings.forget(&note.path, &note.text);
        }
    }
    let all: Vec<_> = parsed.notes().collect();
    readings.forget_all_but(all.into_iter());
    Ok(Some(Updated { notes, published }))
}

fn recalled(note: Option<Note>, readings: &Readings) -> Option<Read> {
    let note = note?;
    let Reading { statements, quotations } = readings.recall(&note.path, &note.text)?;
    Some((note, Extraction { statements, quotations, ..Extraction::default() }))
}
