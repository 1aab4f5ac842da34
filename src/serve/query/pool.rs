//! Workers that are ready, and how many may work at the same time.

use super::super::{Kind, Problem};
use super::process::{Recipe, Worker};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// Workers kept ready.
const READY: usize = 2;
/// Queries after which a worker is ended, so that what it has kept of memory is given back.
const LONGEST_SERVICE: usize = 1_000;
/// How long a worker may take to open its graph.
const OPENING: Duration = Duration::from_secs(60);
/// Queries that wait for their turn.
const QUEUE: usize = 256;

/// The workers of one generation.
#[derive(Debug)]
pub(crate) struct Pool {
    recipe: Recipe,
    ready: Mutex<Vec<Worker>>,
}

impl Pool {
    pub(crate) fn of(recipe: Recipe) -> Self {
        Self { recipe, ready: Mutex::default() }
    }

    /// Starts the workers that are kept ready.
    pub(crate) async fn warm(&self) -> Result<(), Problem> {
        while self.lock().len() < READY {
            let worker = self.start().await?;
            self.lock().push(worker);
        }
        Ok(())
    }

    /// A worker that is ready, or a new one.
    pub(crate) async fn take(&self) -> Result<Worker, Problem> {
        loop {
            let ready = self.lock().pop();
            let Some(mut worker) = ready else { return self.start().await };
            if worker.is_alive() {
                return Ok(worker);
            }
        }
    }

    /// Takes back a worker that has answered; if it has served long enough, ends it.
    pub(crate) fn give_back(self: &Arc<Self>, worker: Worker) {
        if worker.answered < LONGEST_SERVICE {
            self.lock().push(worker);
        } else {
            self.replace(worker);
        }
    }

    /// Ends a worker, whatever it does, and starts another for whoever comes next.
    pub(crate) fn replace(self: &Arc<Self>, worker: Worker) {
        worker.end();
        let pool = Arc::clone(self);
        // Should it fail, whoever needs one tries again and is told.
        tokio::spawn(async move { pool.warm().await });
    }

    async fn start(&self) -> Result<Worker, Problem> {
        let failed =
            |why: &dyn ToString| Problem::new(Kind::Graph, format_args!("no worker can be had: {}", why.to_string()));
        match timeout(OPENING, Worker::start(&self.recipe)).await {
            Ok(started) => started.map_err(|error| failed(&error)),
            Err(_) => Err(failed(&"the graph takes too long to open")),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Worker>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many queries may run, and how many wait.
#[derive(Debug)]
pub(crate) struct Slots {
    running: Arc<Semaphore>,
    waiting: Semaphore,
}

impl Slots {
    pub(crate) fn of(queries: usize) -> Self {
        Self { running: Arc::new(Semaphore::new(queries)), waiting: Semaphore::new(QUEUE) }
    }

    /// A turn, waited for no longer than `time`.
    pub(crate) async fn turn(&self, time: Duration) -> Result<OwnedSemaphorePermit, Problem> {
        if let Ok(turn) = Arc::clone(&self.running).try_acquire_owned() {
            return Ok(turn);
        }
        let busy =
            || Problem::new(Kind::Busy, "as many queries run as may run at the same time: try again in a moment");
        let Ok(_place) = self.waiting.try_acquire() else { return Err(busy()) };
        match timeout(time, Arc::clone(&self.running).acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => Err(busy()),
        }
    }
}
