//! What all requests share: the generation of the graph that is current, and what is being done.
//!
//! A request takes the current [`Generation`] once and keeps it to its end, so that it sees one graph and no mixture, whatever
//! is published meanwhile.

use super::{Kind, Problem, Settings};
use crate::{
    graph::{Stats, Store, StoreError, disk},
    ontology::Ontology,
};
use std::{
    borrow::Cow,
    path::PathBuf,
    sync::{Arc, OnceLock, PoisonError, RwLock},
    time::Duration,
};
use tokio::{sync::Semaphore, task::spawn_blocking, time::sleep};

/// How often is looked whether a new generation has been published.
const PAUSE: Duration = Duration::from_millis(200);
/// Pages and files made at the same time.
const READERS: usize = 16;

/// Where the graph comes from that is served.
#[derive(Clone, Debug)]
pub enum Source {
    /// The folder (a `.annals`) that `annals build` keeps it in. What is published later is taken up.
    Folder(PathBuf),
    /// A graph in memory, which stays as it is.
    Memory {
        /// The graph.
        store: Store,
        /// Names its content: another content has another name.
        id: String,
    },
}

/// A graph as it was published once.
#[derive(Debug)]
pub struct Generation {
    /// Names its content: another content has another name.
    pub id: String,
    /// The graph.
    pub store: Store,
    stats: OnceLock<Stats>,
}

impl Generation {
    fn new(id: String, store: Store) -> Self {
        Self { id, store, stats: OnceLock::new() }
    }

    /// What the graph holds, counted when first asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub fn stats(&self) -> Result<&Stats, StoreError> {
        if let Some(stats) = self.stats.get() {
            return Ok(stats);
        }
        let counted = self.store.stats()?;
        Ok(self.stats.get_or_init(|| counted))
    }
}

/// What all requests share.
#[derive(Clone, Debug)]
pub struct Site(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    settings: Settings,
    source: Source,
    knowledge: Cow<'static, Ontology>,
    current: RwLock<Arc<Generation>>,
    readers: Arc<Semaphore>,
}

impl Site {
    /// Opens the graph.
    ///
    /// # Errors
    /// When it is not there, damaged or of another version.
    pub(super) fn open(
        settings: Settings,
        source: Source,
        knowledge: Cow<'static, Ontology>,
    ) -> Result<Self, StoreError> {
        let first = match &source {
            Source::Folder(folder) => {
                let (id, store) = Store::open_current(folder)?;
                Generation::new(id, store)
            }
            Source::Memory { store, id } => Generation::new(id.clone(), store.clone()),
        };
        let current = RwLock::new(Arc::new(first));
        let readers = Arc::new(Semaphore::new(READERS));
        Ok(Self(Arc::new(Shared { settings, source, knowledge, current, readers })))
    }

    /// What the server may do.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What questions are read with.
    #[must_use]
    pub fn knowledge(&self) -> &Ontology {
        &self.0.knowledge
    }

    /// The generation that is current now.
    #[must_use]
    pub fn generation(&self) -> Arc<Generation> {
        Arc::clone(&self.0.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads from the current generation, in a thread that may take its time.
    ///
    /// # Errors
    /// What `read` fails with; [`Kind::Busy`] when too many are reading already.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Site, &Generation) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let free = tokio::time::timeout(self.settings().time, Arc::clone(&self.0.readers).acquire_owned()).await;
        let Ok(Ok(permit)) = free else { return Err(Problem::new(Kind::Busy, "try again in a moment")) };
        let (site, generation) = (self.clone(), self.generation());
        let done = spawn_blocking(move || {
            let told = read(&site, &generation);
            drop(permit);
            told
        });
        done.await.unwrap_or_else(|_| Err(Problem::new(Kind::Graph, "the program failed on this request")))
    }

    /// Takes up each generation that is published from now on.
    pub(super) async fn follow(self) {
        let Source::Folder(folder) = self.0.source.clone() else { return };
        // One that could not be opened is tried again only when another name stands there.
        let mut failed = None;
        loop {
            sleep(PAUSE).await;
            let name = disk::current(&folder);
            if name.is_none() || name == failed || name.as_deref() == Some(self.generation().id.as_str()) {
                continue;
            }
            let (site, at) = (self.clone(), folder.clone());
            let opened = spawn_blocking(move || Store::open_current(&at).map(|opened| site.take_up(opened))).await;
            failed = if matches!(opened, Ok(Ok(()))) { None } else { name };
        }
    }

    fn take_up(&self, (id, store): (String, Store)) {
        let next = Arc::new(Generation::new(id, store));
        let before = std::mem::replace(&mut *self.0.current.write().unwrap_or_else(PoisonError::into_inner), next);
        // Whoever reads from it keeps it open.
        drop(before);
    }
}
