//! A generation made of all notes, one after the other: what a note gives goes to the database at once, and only what notes
//! share, names and ties are kept in memory until the last.

use super::{
    Inputs, Manifest, StoreError,
    build::{Made, Site, storage_failed},
};
use crate::graph::{
    content::Content,
    ledger::{Kept, Ledger},
    rdf::{Context, Input, Part, Told, about_all, describe},
    snapshot::{Gathered, marked_rows, written},
    store::load,
};
use oxigraph::model::Triple;
use oxigraph::store::StorageError;
use rayon::prelude::*;
use std::{
    path::Path,
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::JoinHandle,
};

/// Parts of a graph that wait to be loaded.
const WAITING: usize = 64;
/// Entries described at a time.
const AT_A_TIME: usize = 1 << 16;

/// A graph that is being made; nobody sees it before [`Builder::publish`].
#[derive(Debug)]
pub struct Builder<'a> {
    site: Site,
    input: Input<'a>,
    context: Context<'a>,
    triples: SyncSender<Vec<Triple>>,
    loader: JoinHandle<Result<(), StorageError>>,
    gathered: Mutex<State<'a>>,
}

/// What is kept of the notes until the last.
#[derive(Debug)]
struct State<'a> {
    snapshot: Gathered<'a>,
    ledger: Ledger,
    /// Entries when they were last brought in order.
    ordered: usize,
    content: Content,
    triples: usize,
    statements: usize,
}

impl<'a> State<'a> {
    fn new(base: &'a str) -> Self {
        Self {
            snapshot: Gathered::new(base),
            ledger: Ledger::default(),
            ordered: 0,
            content: Content::default(),
            triples: 0,
            statements: 0,
        }
    }
}

impl<'a> Builder<'a> {
    /// Begins a graph in `folder` (a `.annals`, made if need be). Of the input, the notes are not looked at: each is given to
    /// [`Self::add`].
    ///
    /// # Errors
    /// When the base is not an absolute IRI that ends in `/` or `#`, somebody else is building there, or the folder cannot be
    /// written to.
    pub fn begin(folder: &Path, input: Input<'a>) -> Result<Self, StoreError> {
        Self::at(Site::take(folder, &mut |_| Ok(()))?, input)
    }

    pub(super) fn at(site: Site, input: Input<'a>) -> Result<Self, StoreError> {
        let context = Context::of(&input)?;
        let (triples, waiting) = sync_channel(WAITING);
        let store = site.store();
        let loader = std::thread::spawn(move || load_all(&store, waiting));
        let gathered = Mutex::new(State::new(input.base));
        Ok(Self { site, input, context, triples, loader, gathered })
    }

    /// Adds a note with what was read from it; notes in any order, from any thread, each path once.
    ///
    /// # Errors
    /// When what was read makes no rows, which is a defect.
    pub fn add(&self, told: &Told<'_>) -> Result<(), StoreError> {
        let Part { own, entries, events } = Part::of(told, &self.context);
        let rows = marked_rows(self.input.base, &own, &events)?;
        let content = sum(&own);
        let mut state = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        state.snapshot.add_own(&own, &rows);
        state.ledger.push(entries);
        if state.ledger.len() > 2 * state.ordered + (1 << 20) {
            // Entries that many notes make are kept once.
            state.ledger.order();
            state.ordered = state.ledger.len();
        }
        state.content = state.content.plus(content);
        state.triples += own.len();
        state.statements += told.statements.len();
        drop(state);
        // A loader that has stopped says why when it is asked for its outcome.
        drop(self.triples.send(own));
        Ok(())
    }

    /// Publishes what was added as the generation that readers open from now on; `inputs` is what it depends on.
    ///
    /// # Errors
    /// When the disk is full or not to be written to. Whatever the error, readers still find the generation that was there
    /// before.
    pub fn publish(self, inputs: &Inputs) -> Result<Manifest, StoreError> {
        self.publish_with(inputs, &mut |_| Ok(()))
    }

    pub(super) fn publish_with(self, inputs: &Inputs, after: super::build::Hook<'_>) -> Result<Manifest, StoreError> {
        let Self { site, input, context, triples: sender, loader, gathered } = self;
        let mut state = gathered.into_inner().unwrap_or_else(PoisonError::into_inner);
        state.ledger.order();
        let mut more = |triples: Vec<Triple>, content: Content| {
            state.content = state.content.plus(content);
            state.triples += triples.len();
            // A loader that has stopped says why when it is asked for its outcome.
            drop(sender.send(triples));
        };
        let all = about_all(&input);
        let content = sum(&all);
        more(all, content);
        for groups in state.ledger.groups_of(AT_A_TIME) {
            let described = groups.par_iter().map(|group| {
                let said = describe(group, &context);
                let content = sum(&said);
                (said, content)
            });
            let (mut these, mut content) = (Vec::new(), Content::default());
            for (group, (said, sum)) in groups.iter().zip(described.collect::<Vec<_>>()) {
                state.snapshot.add_shared(&group.node, &said);
                these.extend(said);
                content = content.plus(sum);
            }
            more(these, content);
        }
        let State { snapshot, ledger, content, triples, statements, .. } = state;
        let ledger = Kept::of(&ledger);
        let (names, ties) = snapshot.finished()?;
        let snapshot = written(&names, &ties);
        drop(sender);
        let loaded = loader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        loaded.map_err(|error| storage_failed(&site.store(), error))?;
        site.publish(Made { snapshot, ledger, content, triples, statements }, None, inputs, after)
    }
}

/// The checksum of triples.
fn sum(triples: &[Triple]) -> Content {
    triples.iter().map(Content::of).fold(Content::default(), Content::plus)
}

/// Loads all that comes into a database, which is closed when this returns.
fn load_all(store: &Path, waiting: Receiver<Vec<Triple>>) -> Result<(), StorageError> {
    let database = oxigraph::store::Store::open(store)?;
    load(&database, waiting.into_iter().flatten())?;
    database.flush()
}
