//! A generation made from the one before it and the few notes that have changed since.
//!
//! Tables of the database are shared between the two by hard links: they are never written to again. All else is copied.

use super::{
    Inputs, Manifest, Store, StoreError,
    build::{Made, Site, storage_failed},
    files::{LEDGER, STORE, Sealed, failed, is_table, is_volatile, names},
    read,
};
use crate::graph::{
    change::{Delta, change},
    content::Content,
    ledger::Kept,
    rdf::Input,
    reader::Lookup,
    snapshot::files_after,
    vocabulary::an,
};
use oxigraph::model::{GraphNameRef, Literal, Term, TermRef, Triple};
use oxigraph::store::StorageError;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The generation that a build starts from, kept from being removed as long as this lives.
#[derive(Debug)]
pub struct Base {
    path: PathBuf,
    manifest: Manifest,
    store: Store,
    kept: Kept,
}

impl Base {
    /// The current generation in `folder` (a `.annals`); `None` when there is none that is whole, of this version, and knows
    /// what its notes share.
    #[must_use]
    pub fn open(folder: &Path) -> Option<Self> {
        let current = read::current(folder).ok()?;
        let kept = fs::read(current.path.join(LEDGER)).ok().and_then(Kept::read)?;
        let (path, manifest) = (current.path.clone(), current.manifest.clone());
        Some(Self { path, manifest, store: read::store(current).ok()?, kept })
    }

    /// What it says of itself.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The text of a note, as it was read.
    ///
    /// # Errors
    /// When the database fails.
    pub fn text(&self, path: &str) -> Result<Option<String>, StoreError> {
        let path = Literal::from(path);
        let notes = self.store.pattern(None, Some(an::PATH), Some(TermRef::from(&path)))?;
        let Some(note) = notes.into_iter().find_map(crate::graph::reader::subject_of) else { return Ok(None) };
        Ok(self.store.values(note.as_ref(), an::TEXT)?.into_iter().find_map(|text| match text {
            Term::Literal(text) => Some(text.destruct().0),
            Term::NamedNode(_) | Term::BlankNode(_) => None,
        }))
    }

    /// Publishes in `folder` (a `.annals`), as the generation that readers open from now on, the graph that comes of this one when
    /// some notes are changed, new or gone: `old` has them as they were, `new` as they are. `inputs` is what all of it depends on.
    ///
    /// # Errors
    /// As [`super::Builder::publish`], and when another build has published meanwhile.
    pub fn update(
        &self,
        folder: &Path,
        old: &Input<'_>,
        new: &Input<'_>,
        inputs: &Inputs,
    ) -> Result<Manifest, StoreError> {
        let (delta, kept) = change(old, new, &self.kept)?;
        let site = Site::take(folder, &mut |_| Ok(()))?;
        if !self.is_current(folder) {
            return Err(StoreError::Overtaken(folder.to_owned()));
        }
        let statements = (self.manifest.statements + new.statements()).saturating_sub(old.statements());
        let made = self.changed(&site.store(), &delta, kept, statements)?;
        site.publish(made, Some(self), inputs, &mut |_| Ok(()))
    }

    /// Whether `folder` still names it as the generation that readers open.
    fn is_current(&self, folder: &Path) -> bool {
        read::current_name(folder).is_ok_and(|name| folder.join(name) == self.path)
    }

    /// Called when a newer generation has taken its place.
    pub(super) fn release(&self) {
        self.store.release();
    }

    pub(super) const fn files(&self) -> &Sealed {
        &self.manifest.files
    }

    /// Makes a database in `store` that has the triples of this one with a change, and the rest of its generation.
    fn changed(&self, store: &Path, delta: &Delta, ledger: Kept, statements: usize) -> Result<Made, StoreError> {
        self.share_database(store)?;
        let snapshot = {
            let database = change_database(store, delta).map_err(|error| storage_failed(store, error))?;
            files_after(self.store.snapshot(), delta, &Store::without_snapshot(database, self.store.base()))?
        };
        let damaged = |what| StoreError::Damaged { path: self.path.clone(), what };
        let before: Content =
            self.manifest.content.parse().map_err(|_| damaged("no checksum of triples".to_owned()))?;
        let triples = (self.manifest.triples + delta.added.len()).checked_sub(delta.removed.len());
        Ok(Made {
            snapshot,
            ledger,
            content: delta.content(before),
            statements,
            triples: triples.ok_or_else(|| damaged("its number of triples is wrong".to_owned()))?,
        })
    }

    fn share_database(&self, to: &Path) -> Result<(), StoreError> {
        let from = self.path.join(STORE);
        for name in names(&from)?.into_iter().filter(|name| !is_volatile(name)) {
            let (old, new) = (from.join(&name), to.join(&name));
            // Where a file system knows no hard links, a copy does.
            if !is_table(&name) || fs::hard_link(&old, &new).is_err() {
                fs::copy(&old, &new).map_err(failed(&new))?;
            }
        }
        Ok(())
    }
}

/// Does a change to a database in one transaction.
fn change_database(store: &Path, delta: &Delta) -> Result<oxigraph::store::Store, StorageError> {
    let database = oxigraph::store::Store::open(store)?;
    let mut transaction = database.start_transaction()?;
    let quad = |triple: &'_ Triple| triple.as_ref().in_graph(GraphNameRef::DefaultGraph).into_owned();
    for triple in &delta.removed {
        transaction.remove(&quad(triple));
    }
    for triple in &delta.added {
        transaction.insert(&quad(triple));
    }
    transaction.commit()?;
    database.flush()?;
    Ok(database)
}
