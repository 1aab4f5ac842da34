//! The bytes of an answer on their way from a worker to a client.
//!
//! What is short is read whole, so that the worker is free again at once. What is long goes through as it comes, no faster than
//! the client takes it; when the worker fails or the client stands still, the connection is broken off, so that what is cut
//! never looks whole.

use super::super::{Kind, Problem};
use super::{
    Job,
    pool::{Pool, Slots},
    process::Worker,
    wire::Told,
};
use axum::body::Body;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, mpsc},
    time::timeout,
};

/// Bytes up to which an answer is read whole.
const WHOLE: u64 = 1 << 20;
/// Bytes that are passed on at a time.
const PART: usize = 64 << 10;
/// How long a client may take for a part.
const STANDSTILL: Duration = Duration::from_secs(30);

/// An answer to be sent.
#[derive(Debug)]
pub(crate) struct Answered {
    /// Its bytes.
    pub(crate) body: Body,
    /// Rows or triples in it.
    pub(crate) rows: usize,
    /// There were more.
    pub(crate) cut: bool,
}

/// Has a query answered, in no more than `time` once its turn has come.
pub(crate) async fn ask(pool: &Arc<Pool>, slots: &Slots, job: &Job, time: Duration) -> Result<Answered, Problem> {
    let turn = slots.turn(time).await?;
    let mut worker = pool.take().await?;
    let told = match timeout(time, worker.ask(job)).await {
        Ok(Ok(told)) => told,
        Ok(Err(problem)) => {
            pool.replace(worker);
            return Err(problem);
        }
        Err(_) => {
            pool.replace(worker);
            let detail = format!("the query was stopped after {} s: ask for less at a time", time.as_secs_f32());
            return Err(Problem::new(Kind::TimedOut, detail));
        }
    };
    worker.answered += 1;
    match told {
        Told::Answer { length, rows, cut } => {
            let body = body(worker, pool, length, turn).await?;
            Ok(Answered { body, rows, cut })
        }
        Told::Refused(problem) => {
            pool.give_back(worker);
            Err(problem)
        }
        Told::Ready | Told::Failed(_) => {
            pool.replace(worker);
            Err(Problem::new(Kind::BrokeOff, "a worker answered what it was not asked"))
        }
    }
}

async fn body(mut worker: Worker, pool: &Arc<Pool>, length: u64, turn: OwnedSemaphorePermit) -> Result<Body, Problem> {
    let pool = Arc::clone(pool);
    if length > WHOLE {
        let (sender, parts) = mpsc::channel(2);
        tokio::spawn(pass_on(worker, pool, length, sender, turn));
        return Ok(Body::new(Stream { parts, left: length }));
    }
    let mut whole = Vec::new();
    while (whole.len() as u64) < length {
        match worker.read(usize::try_from(length).unwrap_or(PART) - whole.len()).await {
            Ok(part) => whole.extend_from_slice(&part),
            Err(_) => {
                pool.replace(worker);
                return Err(Problem::new(Kind::BrokeOff, "a worker ended before it had told its answer"));
            }
        }
    }
    pool.give_back(worker);
    Ok(Body::from(whole))
}

/// Passes an answer on; the turn is over when all of it is.
async fn pass_on(
    mut worker: Worker,
    pool: Arc<Pool>,
    length: u64,
    client: mpsc::Sender<Bytes>,
    turn: OwnedSemaphorePermit,
) {
    let mut left = length;
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(PART).min(PART);
        let passed = async {
            let part = worker.read(most).await.ok()?;
            let size = part.len() as u64;
            client.send(part).await.ok().map(|()| size)
        };
        let Ok(Some(size)) = timeout(STANDSTILL, passed).await else {
            pool.replace(worker);
            return;
        };
        left -= size;
    }
    pool.give_back(worker);
    drop(turn);
}

/// A body of a length that is known, whose end before that is an error.
struct Stream {
    parts: mpsc::Receiver<Bytes>,
    left: u64,
}

impl http_body::Body for Stream {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.parts.poll_recv(context).map(|part| match part {
            Some(part) => {
                self.left = self.left.saturating_sub(part.len() as u64);
                Some(Ok(Frame::data(part)))
            }
            None => {
                self.left = 0;
                Some(Err(io::ErrorKind::UnexpectedEof.into()))
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
