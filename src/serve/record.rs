//! What is told of each request: a line in a log, numbers in [`Metrics`](super::metrics::Metrics).

use super::{Problem, Site};
use axum::{
    extract::{MatchedPath, Request, State},
    http::header::CONTENT_LENGTH,
    middleware::Next,
    response::Response,
};
use serde::Serialize;
use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A request has been answered; its body may still be on its way.
    Request {
        /// `GET`.
        method: String,
        /// The path, without parameters: a query is nobody's business.
        path: String,
        /// The status of the response.
        status: u16,
        /// Milliseconds until then.
        milliseconds: f64,
        /// Bytes of the body, where they are known before it is sent.
        bytes: Option<u64>,
        /// Rows or triples of an answer.
        rows: Option<usize>,
        /// The kind of what went wrong.
        problem: Option<&'static str>,
    },
    /// A new generation of the graph has been taken up.
    TakenUp {
        /// Its name.
        generation: String,
    },
    /// A new generation cannot be opened; the one before is served on.
    NotTakenUp {
        /// Its name.
        generation: String,
        /// Why.
        why: String,
    },
}

/// Who is told of events; nobody by default. It is called from many threads.
#[derive(Clone, Default)]
pub struct Log(Option<Arc<Tell>>);

type Tell = dyn Fn(&Event) + Send + Sync;

impl Log {
    /// This one.
    pub fn to(tell: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(tell)))
    }

    pub(super) fn tell(&self, event: &Event) {
        if let Some(tell) = &self.0 {
            tell(event);
        }
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Log").field(&self.0.is_some()).finish()
    }
}

/// Put beside a response: rows or triples of its answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows(pub(super) usize);

/// Records a request.
pub(super) async fn request(State(site): State<Site>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let route = request.extensions().get::<MatchedPath>().map_or("other", |route| route.as_str()).to_owned();
    let running = site.metrics().start();
    let response = next.run(request).await;
    drop(running);
    let (status, took) = (response.status().as_u16(), started.elapsed());
    site.metrics().count(&route, status, took);
    let length = response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    site.settings().log.tell(&Event::Request {
        method,
        path,
        status,
        milliseconds: milliseconds(took),
        bytes: length.and_then(|length| length.parse().ok()),
        rows: response.extensions().get::<Rows>().map(|rows| rows.0),
        problem: response.extensions().get::<Problem>().map(|problem| problem.kind.name()),
    });
    response
}

/// To the tenth.
fn milliseconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 10_000.0).round() / 10.0
}
