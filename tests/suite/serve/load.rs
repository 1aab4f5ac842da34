//! Many clients at once, with a new generation published in the middle.
//!
//! A run takes a few seconds; `SECONDS=60 cargo test --release --test suite sixty_four -- --nocapture` is the long one, and prints
//! how long requests took.

use super::client::{Connection, Request};
use super::server::Server;
use crate::support::{annals_in, folder};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

const CLIENTS: usize = 64;

fn seconds() -> u64 {
    let told = std::env::var_os("SECONDS").and_then(|told| told.into_string().ok());
    told.and_then(|told| told.parse().ok()).unwrap_or(5)
}

#[test]
fn sixty_four_clients_and_a_rebuild_see_no_error() {
    let place = folder(&[("notes/a.md", b"- Anna Bell approved the plan in 1921.\n")]);
    annals_in(place.path(), ["build", "notes"]).done();
    let graph = place.path().join(".annals");
    let server = Server::start(&["--graph", graph.to_str().unwrap()]);
    let first = server.get("/health").json()["generation"].clone();
    let (stop, address) = (AtomicBool::new(false), server.address);
    let before = server.memory();
    let mut times: Vec<Duration> = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let stop = &stop;
                scope.spawn(move || {
                    let mut connection = Connection::open(address).unwrap();
                    let mut times = Vec::new();
                    while !stop.load(Relaxed) {
                        times.push(one(&mut connection, number + times.len()));
                    }
                    times
                })
            })
            .collect();
        let pause = Duration::from_millis(seconds() * 1_000 / 4);
        for note in ["b", "c", "d"] {
            thread::sleep(pause);
            let text = format!("- {} Cole approved the plan in 1922.\n", note.to_uppercase());
            std::fs::write(place.path().join(format!("notes/{note}.md")), text).unwrap();
            annals_in(place.path(), ["build", "notes"]).done();
        }
        thread::sleep(pause);
        stop.store(true, Relaxed);
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    });
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 1_000];
    println!(
        "{} requests in {} s; half within {:?}, 99 % within {:?}, all within {:?}; {} to {} kB",
        times.len(),
        seconds(),
        at(500),
        at(990),
        at(1_000),
        before,
        server.memory()
    );
    assert_ne!(server.get("/health").json()["generation"], first, "the new generation is served");
    let count = server.send(&Request::query("SELECT ?who { ?who an:approved ?what }").with("accept", "text/csv"));
    assert_eq!(count.text().lines().count(), 5, "{}", count.text());
    assert!(server.memory() < before + (200 << 10), "{before} to {} kB", server.memory());
}

/// One request, of a few kinds in turn, which must be answered.
fn one(connection: &mut Connection, number: usize) -> Duration {
    let request = match number % 5 {
        0 => Request::query("SELECT ?who ?what { ?who an:approved ?what }"),
        1 => Request::post("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 50").with("accept", "text/turtle"),
        2 => Request::get("/"),
        3 => Request::get("/id/anna-bell"),
        _ => Request::query("ASK { ?s an:approved ?o }"),
    };
    let start = Instant::now();
    let response = connection.send(&request).unwrap();
    assert_eq!(response.status, 200, "{request:?}: {}", response.text());
    start.elapsed()
}

#[test]
fn a_generation_that_cannot_be_read_leaves_the_one_before() {
    let place = folder(&[("notes/a.md", b"- Anna Bell approved the plan in 1921.\n")]);
    annals_in(place.path(), ["build", "notes"]).done();
    let graph = place.path().join(".annals");
    let server = Server::start(&["--graph", graph.to_str().unwrap()]);
    let current = std::fs::read_to_string(graph.join("current")).unwrap();
    std::fs::create_dir(graph.join("generation-broken")).unwrap();
    std::fs::write(graph.join("current"), "generation-broken\n").unwrap();
    thread::sleep(Duration::from_secs(1));
    server.answers();
    assert_eq!(server.get("/health").json()["generation"], current.trim());
    std::fs::write(place.path().join("notes/b.md"), "- Ben Cole approved the plan in 1922.\n").unwrap();
    std::fs::write(graph.join("current"), current).unwrap();
    annals_in(place.path(), ["build", "notes"]).done();
    let start = Instant::now();
    while server.get("/id/ben-cole").status != 200 {
        assert!(start.elapsed() < Duration::from_secs(10), "not taken up");
        thread::sleep(Duration::from_millis(100));
    }
}
