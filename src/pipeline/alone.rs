//! Notes that are read one by one, wherever they come from: each for itself, or with what is known of all notes' pages.
//!
//! Of a folder, what its pages say of themselves is known in all of them ([`Pages`]). Where notes are spread over machines, a
//! first pass gathers it ([`page_line`]), and [`pages`] reads what was gathered.

use super::{Aside, Settings, bibliography, extract_one, parse_one};
use crate::diagnostic::Diagnostic;
use crate::extract::{Extraction, Extractor, OwnPage, Pages};
use crate::note::{Note, Works};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Reads notes one by one.
#[derive(Debug)]
pub struct Alone<'a> {
    settings: Settings<'a>,
    extractor: Extractor<'a>,
    works: Option<&'a Works>,
    /// Whether a note is read with what it says of its own page.
    each_for_itself: bool,
}

/// What was read from a note; or, of one that cannot be read, why.
pub type ReadAlone = Result<(Note, Extraction), Vec<Diagnostic>>;

/// The works that citation keys stand for, by the files that the settings name and no others; what of them could not be read.
#[must_use]
pub fn works(settings: &Settings<'_>) -> (Option<Works>, Vec<Diagnostic>) {
    bibliography::works(settings.bibliographies, [], &[])
}

impl<'a> Alone<'a> {
    /// Each for itself: what a note says of its own page is known in that note only.
    #[must_use]
    pub fn new(settings: &Settings<'a>, works: Option<&'a Works>) -> Self {
        let extractor = Extractor::new(settings.ontology, settings.model, settings.base).citing(works);
        Self { settings: *settings, extractor, works, each_for_itself: true }
    }

    /// With the pages of all notes, which are in the settings' ontology already ([`Pages::added_to`]).
    #[must_use]
    pub fn knowing_pages(self) -> Self {
        Self { each_for_itself: false, ..self }
    }

    /// Reads a note. No file is opened, not even a bibliography that it names.
    ///
    /// # Errors
    /// What its author should know when it cannot be read.
    pub fn read(&self, name: &str, text: &str) -> ReadAlone {
        self.read_or_aside(name, text).map_err(|(_, told)| told)
    }

    fn read_or_aside(&self, name: &str, text: &str) -> Result<(Note, Extraction), Aside> {
        let note = parse_one(name, text.as_bytes())?;
        if self.each_for_itself {
            let own = OwnPage::of(&note, self.settings.ontology);
            if own != OwnPage::default() {
                let pages = Pages::of([own]);
                let knowledge = pages.added_to(self.settings.ontology);
                let Settings { model, base, .. } = self.settings;
                return extract_one(note, &Extractor::new(&knowledge, model, base).citing(self.works), None);
            }
        }
        extract_one(note, &self.extractor, None)
    }
}

/// What one note says of its own page, as it is gathered.
#[derive(Debug, Serialize, Deserialize)]
struct PageLine {
    path: String,
    #[serde(flatten)]
    own: OwnPage,
}

/// One line of JSON with what a note says of its own page, for [`pages`]; `None` when it says nothing.
///
/// # Errors
/// What its author should know when it cannot be read.
pub fn page_line(name: &str, bytes: &[u8], settings: &Settings<'_>) -> Result<Option<String>, Vec<Diagnostic>> {
    let note = parse_one(name, bytes).map_err(|(_, told)| told)?;
    let own = OwnPage::of(&note, settings.ontology);
    if own == OwnPage::default() {
        return Ok(None);
    }
    let line = serde_json::to_string(&PageLine { path: note.path, own }).expect("texts and lists are JSON");
    Ok(Some(line))
}

/// A line that is none of [`page_line`]'s.
#[derive(Debug, thiserror::Error)]
#[error("line {number}: {message}")]
pub struct NoPageLine {
    /// Counted from 1.
    pub number: usize,
    /// What is wrong with it.
    pub message: String,
}

/// What all notes say of their own pages, from the lines of [`page_line`] in any order.
///
/// # Errors
/// When a line is none.
pub fn pages(lines: &str) -> Result<Pages, NoPageLine> {
    let mut all = BTreeMap::new();
    for (at, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let read = serde_json::from_str::<PageLine>(line);
        let PageLine { path, own } = read.map_err(|error| NoPageLine { number: at + 1, message: error.to_string() })?;
        all.insert(path, own);
    }
    Ok(Pages::of(all.into_values()))
}
