//! Numbers for whoever watches the server, in the text format of Prometheus (version 0.0.4).

use super::Site;
use axum::{
    extract::State,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

/// Upper bounds of the classes of time, in seconds.
const BOUNDS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0];

/// Numbers since the server was started.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    /// Requests, by route and status.
    requests: Mutex<BTreeMap<(String, u16), u64>>,
    /// Times of requests, by route.
    times: Mutex<BTreeMap<String, Times>>,
    running: AtomicU64,
    /// Queries stopped because they took too long.
    pub(super) timed_out: AtomicU64,
    /// Queries whose worker ended before it had answered.
    pub(super) broken_off: AtomicU64,
    /// Answers cut after so many rows.
    pub(super) cut: AtomicU64,
    /// Generations taken up after the first.
    pub(super) generations: AtomicU64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Times {
    /// How many took no longer than each bound.
    within: [u64; BOUNDS.len()],
    count: u64,
    seconds: f64,
}

/// A request that is being answered.
pub(super) struct Running<'a>(&'a AtomicU64);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

impl Metrics {
    pub(super) fn start(&self) -> Running<'_> {
        self.running.fetch_add(1, Relaxed);
        Running(&self.running)
    }

    pub(super) fn count(&self, route: &str, status: u16, took: Duration) {
        *lock(&self.requests).entry((route.to_owned(), status)).or_default() += 1;
        let (mut times, seconds) = (lock(&self.times), took.as_secs_f64());
        let times = times.entry(route.to_owned()).or_default();
        times.count += 1;
        times.seconds += seconds;
        for (within, bound) in times.within.iter_mut().zip(BOUNDS) {
            *within += u64::from(seconds <= bound);
        }
    }

    fn text(&self, generation: &str) -> String {
        let mut text = String::new();
        self.write(generation, &mut text).expect("a String takes all that is written to it");
        text
    }

    fn write(&self, generation: &str, text: &mut String) -> std::fmt::Result {
        head(text, "annals_requests_total", "counter", "Requests answered")?;
        for ((route, status), count) in &*lock(&self.requests) {
            writeln!(text, "annals_requests_total{{route=\"{route}\",status=\"{status}\"}} {count}")?;
        }
        head(text, "annals_request_seconds", "histogram", "Time until a response began")?;
        for (route, times) in &*lock(&self.times) {
            for (within, bound) in times.within.iter().zip(BOUNDS) {
                writeln!(text, "annals_request_seconds_bucket{{route=\"{route}\",le=\"{bound}\"}} {within}")?;
            }
            writeln!(text, "annals_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {}", times.count)?;
            writeln!(text, "annals_request_seconds_sum{{route=\"{route}\"}} {}", times.seconds)?;
            writeln!(text, "annals_request_seconds_count{{route=\"{route}\"}} {}", times.count)?;
        }
        head(text, "annals_requests_running", "gauge", "Requests being answered")?;
        writeln!(text, "annals_requests_running {}", self.running.load(Relaxed))?;
        let counters = [
            ("annals_queries_timed_out_total", "Queries stopped because they took too long", &self.timed_out),
            ("annals_queries_broken_off_total", "Queries whose worker ended before it answered", &self.broken_off),
            ("annals_answers_cut_total", "Answers cut after so many rows", &self.cut),
            ("annals_generations_taken_up_total", "Generations taken up after the first", &self.generations),
        ];
        for (name, help, count) in counters {
            head(text, name, "counter", help)?;
            writeln!(text, "{name} {}", count.load(Relaxed))?;
        }
        head(text, "annals_generation", "gauge", "The generation that is served")?;
        writeln!(text, "annals_generation{{id=\"{generation}\"}} 1")
    }
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) -> std::fmt::Result {
    writeln!(text, "# HELP {name} {help}.\n# TYPE {name} {kind}")
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `/metrics`.
pub(super) async fn metrics(State(site): State<Site>) -> Response {
    let text = site.metrics().text(&site.generation().id);
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"), (CACHE_CONTROL, "no-store")], text).into_response()
}

/// `/health`: that it answers at all is what it says.
pub(super) async fn health(State(site): State<Site>) -> Response {
    let body = serde_json::json!({ "status": "ok", "generation": site.generation().id });
    ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")], format!("{body}\n")).into_response()
}
