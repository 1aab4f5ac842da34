//! Notes whose bytes are there and of which is known what all of them must know: what is read from each is read now.

use super::{Glances, Notes, PassedOver, SetAside, Settings, Shard, aside::Aside, extract_all, extract_one, parse_one};
use crate::diagnostic::Diagnostic;
use crate::extract::{Extraction, Extractor, Pages};
use crate::graph::disk::Readings;
use crate::note::{Note, Works};
use rayon::{ThreadPool, prelude::*};
#[cfg(feature = "disk")]
use std::collections::BTreeSet;

/// Notes whose Markdown has been looked through for what all of them must know, and not yet for what they state.
#[derive(Debug)]
pub struct Parsed {
    pub(super) files: Vec<Result<File, Aside>>,
    pub(super) pages: Pages,
    pub(super) works: Option<Works>,
    pub(super) told: Vec<Diagnostic>,
    pub(super) passed_over: PassedOver,
    pub(super) pool: ThreadPool,
    pub(super) glances: Glances,
}

/// The bytes of a note: the tree of its claims takes fifty times as much memory, and is made again when it is needed.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// SHA-256 of its text.
    pub(super) hash: String,
}

impl Parsed {
    /// The notes that could be read, by name, each with the SHA-256 of its text.
    pub fn notes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().flatten().map(|file| (file.name.as_str(), file.hash.as_str()))
    }

    /// Lets go of what does not fall into a part.
    pub(super) fn keep_only(&mut self, shard: Shard) {
        self.files.retain(|file| match file {
            Ok(file) => shard.has(&file.name),
            Err((aside, _)) => shard.has(&aside.name),
        });
    }

    /// How many files could not be read.
    #[must_use]
    pub fn set_aside(&self) -> usize {
        self.files.iter().filter(|file| file.is_err()).count()
    }

    /// What the notes cite by key; `None` when no bibliography was found.
    #[must_use]
    pub const fn works(&self) -> Option<&Works> {
        self.works.as_ref()
    }

    /// What the notes say of their own pages, which all of them are read with.
    #[must_use]
    pub const fn pages(&self) -> &Pages {
        &self.pages
    }

    /// The text of a note, or as much as could be read of a file set aside; spans in diagnostics refer to it.
    #[must_use]
    pub fn text_of(&self, name: &str) -> Option<String> {
        self.files.iter().find_map(|file| match file {
            Ok(file) if file.name == name => match parse_one(&file.name, &file.bytes) {
                Ok(note) => Some(note.text),
                Err((aside, _)) => Some(aside.text),
            },
            Err((aside, _)) if aside.name == name => Some(aside.text.clone()),
            Ok(_) | Err(_) => None,
        })
    }

    /// Keeps what was seen in the notes at a glance, for the next build.
    pub fn keep_glances(&self) {
        self.glances.keep();
    }

    /// What was passed over in the folders.
    #[must_use]
    pub const fn passed_over(&self) -> PassedOver {
        self.passed_over
    }

    /// Reads what the notes state, but for those whose reading is kept, and gives each to `take`, in any order and on many
    /// threads; nothing of it is kept but what must be told.
    pub fn extract_each(
        &self,
        settings: &Settings<'_>,
        kept: &Readings,
        take: &(dyn Fn(&Note, &Extraction) + Sync),
    ) -> Finished {
        let read = |file: &Result<File, Aside>, extractor: &Extractor<'_>| -> Result<Vec<Diagnostic>, Aside> {
            let file = file.as_ref().map_err(Clone::clone)?;
            let (note, extraction) = extract_one(parse_one(&file.name, &file.bytes)?, extractor, Some(kept))?;
            take(&note, &extraction);
            Ok(note.diagnostics)
        };
        let outcomes: Vec<_> = self.pool.install(|| {
            let knowledge = self.pages.added_to(settings.ontology);
            let extractor = Extractor::new(&knowledge, settings.model, settings.base).citing(self.works.as_ref());
            self.files.par_iter().map(|file| read(file, &extractor)).collect()
        });
        let mut all = Finished::default();
        for outcome in outcomes {
            match outcome {
                Ok(told) => all.diagnostics.extend(told),
                Err((aside, told)) => {
                    all.set_aside.push(aside);
                    all.diagnostics.extend(told);
                }
            }
        }
        all.diagnostics.extend(self.told.iter().cloned());
        all
    }

    /// Reads what the notes state.
    pub(super) fn extract(self, settings: &Settings<'_>) -> Notes {
        let Self { files, pages, works, told, passed_over, pool, .. } = self;
        let parsed = |file: Result<File, Aside>| file.and_then(|file| parse_one(&file.name, &file.bytes));
        let mut all = pool.install(|| {
            let files = files.into_par_iter().map(parsed).collect();
            extract_all(files, &pages, works.as_ref(), settings, None)
        });
        all.diagnostics.extend(told);
        Notes { works, passed_over, ..all }
    }

    /// Reads what a few of the notes state, and tells of all files that gave nothing.
    #[cfg(feature = "disk")]
    pub(super) fn extract_few(&self, few: &BTreeSet<&str>, settings: &Settings<'_>, kept: &Readings) -> Notes {
        let is_wanted =
            |file: &&Result<File, Aside>| file.as_ref().map_or(true, |file| few.contains(file.name.as_str()));
        let parsed = |file: &Result<File, Aside>| {
            file.as_ref().map_err(Clone::clone).and_then(|file| parse_one(&file.name, &file.bytes))
        };
        let files: Vec<_> = self.files.iter().filter(is_wanted).map(parsed).collect();
        let works = self.works.as_ref();
        let mut all = self.pool.install(|| extract_all(files, &self.pages, works, settings, Some(kept)));
        all.diagnostics.extend(self.told.iter().cloned());
        Notes { works: self.works.clone(), passed_over: self.passed_over, ..all }
    }
}

/// What must be told of notes that were read one by one.
#[derive(Clone, Debug, Default)]
pub struct Finished {
    /// Files that gave nothing, by name.
    pub set_aside: Vec<SetAside>,
    /// What the authors should know, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
}
