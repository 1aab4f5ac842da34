//! What all requests share: the generation of the graph that is current, and what is being done.
//!
//! A request takes the current [`Generation`] once and keeps it to its end, so that it sees one graph and no mixture, whatever
//! is published meanwhile.

use super::{
    Event, Kind, Problem, Settings,
    metrics::Metrics,
    query::{self, Answered, From, Job, Pool, Recipe, Slots},
};
use crate::{
    graph::{Stats, Store, StoreError, disk},
    ontology::Ontology,
};
use std::{
    borrow::Cow,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, RwLock, atomic::Ordering::Relaxed},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
    time::{sleep, timeout},
};

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
    stats: Mutex<Option<Arc<Stats>>>,
    /// Those who answer queries from it.
    workers: Arc<Pool>,
}

impl Generation {
    fn new(id: String, store: Store, source: &Source, settings: &Settings) -> Self {
        let graph = match source {
            Source::Folder(folder) => From::Generation(folder.clone(), id.clone()),
            Source::Memory { store, .. } => From::Memory(store.clone()),
        };
        let recipe = Recipe { command: settings.worker.clone(), memory: settings.memory, graph };
        Self { id, store, stats: Mutex::default(), workers: Arc::new(Pool::of(recipe)) }
    }

    /// What the graph holds, counted when first asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub fn stats(&self) -> Result<Arc<Stats>, StoreError> {
        // Many may ask at once, and on a large graph it takes seconds: one counts, the others wait for it.
        let mut stats = self.stats.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stats) = &*stats {
            return Ok(Arc::clone(stats));
        }
        let counted = Arc::new(self.store.stats()?);
        *stats = Some(Arc::clone(&counted));
        Ok(counted)
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
    slots: Slots,
    metrics: Metrics,
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
        let (id, store) = match &source {
            Source::Folder(folder) => Store::open_current(folder)?,
            Source::Memory { store, id } => (id.clone(), store.clone()),
        };
        let current = RwLock::new(Arc::new(Generation::new(id, store, &source, &settings)));
        let (readers, slots) = (Arc::new(Semaphore::new(READERS)), Slots::of(settings.queries));
        let metrics = Metrics::default();
        Ok(Self(Arc::new(Shared { settings, source, knowledge, current, readers, slots, metrics })))
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
        let permit = self.permit().await?;
        let (site, generation) = (self.clone(), self.generation());
        let done = spawn_blocking(move || {
            let told = read(&site, &generation);
            drop(permit);
            told
        });
        done.await.unwrap_or_else(|_| Err(Problem::new(Kind::Graph, "the program failed on this request")))
    }

    /// Leave to read, of which only so much goes on at the same time.
    pub(super) async fn permit(&self) -> Result<OwnedSemaphorePermit, Problem> {
        match timeout(self.settings().time, Arc::clone(&self.0.readers).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(Problem::new(Kind::Busy, "too much is being read: try again in a moment")),
        }
    }

    /// Has a query answered by a worker, within the limits.
    pub(super) async fn ask(&self, generation: &Generation, job: &Job) -> Result<Answered, Problem> {
        let answered = query::ask(&generation.workers, &self.0.slots, job, self.settings().time).await;
        let counter = match &answered {
            Ok(answered) => answered.cut.then_some(&self.0.metrics.cut),
            Err(problem) if problem.kind == Kind::TimedOut => Some(&self.0.metrics.timed_out),
            Err(problem) if problem.kind == Kind::BrokeOff => Some(&self.0.metrics.broken_off),
            Err(_) => None,
        };
        counter.map(|counter| counter.fetch_add(1, Relaxed));
        answered
    }

    pub(super) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Starts the workers of the first generation.
    ///
    /// # Errors
    /// When none can be had.
    pub(super) async fn warm(&self) -> Result<(), Problem> {
        self.generation().workers.warm().await
    }

    /// Takes up each generation that is published from now on.
    pub(super) async fn follow(self) {
        let Source::Folder(folder) = &self.0.source else { return };
        // One that could not be opened is tried again only when another name stands there.
        let mut failed = None;
        loop {
            sleep(PAUSE).await;
            let Some(name) = disk::current(folder) else { continue };
            if failed.as_ref() == Some(&name) || name == self.generation().id {
                continue;
            }
            failed = match self.take_up(folder.clone()).await {
                Ok(()) => None,
                Err(why) => {
                    self.tell(&Event::NotTakenUp { generation: name.clone(), why });
                    Some(name)
                }
            };
        }
    }

    /// Takes up the generation that is current, once it has workers that are ready.
    async fn take_up(&self, folder: PathBuf) -> Result<(), String> {
        let opened = spawn_blocking(move || Store::open_current(&folder)).await;
        let (id, store) = opened.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?;
        let next = Arc::new(Generation::new(id, store, &self.0.source, self.settings()));
        next.workers.warm().await.map_err(|problem| problem.detail)?;
        let generation = next.id.clone();
        let before = std::mem::replace(&mut *self.0.current.write().unwrap_or_else(PoisonError::into_inner), next);
        // Whoever reads from it keeps it open; the last one closes the database, which takes a moment.
        drop(spawn_blocking(move || drop(before)).await);
        self.0.metrics.generations.fetch_add(1, Relaxed);
        self.tell(&Event::TakenUp { generation });
        Ok(())
    }

    fn tell(&self, event: &Event) {
        self.settings().log.tell(event);
    }
}
