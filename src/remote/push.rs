//! A graph → a server, in pieces: by the Graph Store HTTP Protocol, or by SPARQL Update where the server has no graph store at that
//! address.
//!
//! A graph is a set and has no blank nodes, so that a piece may be sent any number of times; what is kept of a push that was
//! broken off ([`super::resume`]) only spares the way.

use super::resume::Resume;
use super::server::{Patience, RemoteError, Sent, Server, patiently};
use crate::graph::{ExportFormat, Graph, write_triples};
use oxigraph::model::{NamedNode, Triple};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::path::Path;
use std::time::Duration;
use ureq::http::{Method, StatusCode};

/// Bytes of a piece, unless a single triple is longer.
const LARGEST_PIECE: usize = 4 << 20;

/// What to send, and how.
#[derive(Clone, Copy, Debug)]
pub struct Push<'a> {
    /// The graph.
    pub graph: &'a Graph,
    /// What it is called there; `None`: the default graph.
    pub name: Option<&'a NamedNode>,
    /// In place of what is there, and not beside it.
    pub replace: bool,
    /// Triples in a piece at most.
    pub piece: usize,
    /// How often to try again.
    pub patience: Patience,
    /// Where to keep how far it has come.
    pub state: Option<&'a Path>,
}

/// What happens meanwhile.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// So many triples have been taken, of so many.
    Taken(usize, usize),
    /// This went wrong; after a pause it is tried again.
    Waiting(&'a RemoteError, Duration),
}

/// What has been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// Triples of the graph.
    pub triples: usize,
    /// Those of them that had been taken before.
    pub before: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protocol {
    Unknown,
    GraphStore,
    Update,
}

/// Sends a graph to a server.
///
/// # Errors
/// When the server cannot be reached, does not take it, or how far it has come cannot be kept.
pub fn push(what: &Push<'_>, server: &Server, told: &mut dyn FnMut(Event<'_>)) -> Result<Pushed, RemoteError> {
    let triples = what.graph.triples();
    let name = what.name.map_or("", NamedNode::as_str);
    let target = format!("{}\n{name}", server.address().whole());
    let mut resume = Resume::of(what.state, &target, what.graph.content_hash(), what.replace);
    let before = resume.sent().min(triples.len());
    let (mut at, mut protocol, mut most) = (before, Protocol::Unknown, what.piece.max(1));
    told(Event::Taken(at, triples.len()));
    // An empty graph that replaces another is sent, too.
    let mut is_due = what.replace && triples.is_empty();
    while at < triples.len() || is_due {
        let piece = Piece::of(&triples[at..], most);
        let replace = what.replace && at == 0;
        match send(&piece, replace, what, server, &mut protocol, told) {
            Err(RemoteError::Answered { status: StatusCode::PAYLOAD_TOO_LARGE, .. }) if piece.count > 1 => {
                most = piece.count.div_ceil(2);
                continue;
            }
            sent => sent?,
        }
        (at, is_due) = (at + piece.count, false);
        resume.reached(at)?;
        told(Event::Taken(at, triples.len()));
    }
    resume.done()?;
    Ok(Pushed { triples: triples.len(), before })
}

/// The next triples, as N-Triples.
struct Piece {
    lines: Vec<u8>,
    count: usize,
}

impl Piece {
    fn of(triples: &[Triple], most: usize) -> Self {
        let mut piece = Self { lines: Vec::new(), count: 0 };
        for triple in triples.iter().take(most) {
            let end = piece.lines.len();
            write_triples(std::slice::from_ref(triple), "", ExportFormat::NTriples, &mut piece.lines)
                .expect("memory takes all");
            if piece.count > 0 && piece.lines.len() > LARGEST_PIECE {
                piece.lines.truncate(end);
                break;
            }
            piece.count += 1;
        }
        piece
    }
}

fn send(
    piece: &Piece,
    replace: bool,
    what: &Push<'_>,
    server: &Server,
    protocol: &mut Protocol,
    told: &mut dyn FnMut(Event<'_>),
) -> Result<(), RemoteError> {
    let mut tried = |work: &dyn Fn() -> Result<(), RemoteError>| {
        patiently(what.patience, &mut |error, pause| told(Event::Waiting(error, pause)), work)
    };
    if *protocol != Protocol::Update {
        let stored = tried(&|| by_graph_store(piece, replace, what, server));
        match stored {
            Err(error) if *protocol == Protocol::Unknown && is_no_store(&error) => {
                let updated = tried(&|| by_update(piece, replace, what, server));
                updated.map_err(|other| neither(&error, other, server))?;
                *protocol = Protocol::Update;
                return Ok(());
            }
            Ok(()) => *protocol = Protocol::GraphStore,
            Err(_) => {}
        }
        return stored;
    }
    tried(&|| by_update(piece, replace, what, server))
}

/// Whether an answer is one that a server gives that has no graph store at this address.
fn is_no_store(error: &RemoteError) -> bool {
    let RemoteError::Answered { status, .. } = error else { return false };
    matches!(status.as_u16(), 400 | 404 | 405 | 406 | 415 | 422 | 501)
}

fn neither(store: &RemoteError, update: RemoteError, server: &Server) -> RemoteError {
    match (store, &update) {
        (RemoteError::Answered { status: first, words: to_store, .. }, RemoteError::Answered { status, words, .. }) => {
            let both =
                |status: &StatusCode, words: &str| format!("{status}: {words}").trim_end_matches([':', ' ']).to_owned();
            RemoteError::NoStore {
                address: server.address().clone(),
                store: both(first, to_store),
                update: both(status, words),
            }
        }
        _ => update,
    }
}

fn by_graph_store(piece: &Piece, replace: bool, what: &Push<'_>, server: &Server) -> Result<(), RemoteError> {
    let graph = match what.name {
        Some(name) => format!("graph={}", utf8_percent_encode(name.as_str(), NON_ALPHANUMERIC)),
        None => "default".to_owned(),
    };
    server.send(&Sent {
        method: if replace { Method::PUT } else { Method::POST },
        to: server.address().with(&graph),
        kind: "application/n-triples",
        accept: "*/*",
        body: &piece.lines,
    })?;
    Ok(())
}

/// N-Triples stand in an update as they are.
fn by_update(piece: &Piece, replace: bool, what: &Push<'_>, server: &Server) -> Result<(), RemoteError> {
    let (all, open, close) = match what.name {
        Some(name) => (format!("GRAPH {name}"), format!("GRAPH {name} {{\n"), "}"),
        None => ("DEFAULT".to_owned(), String::new(), ""),
    };
    let first = if replace { format!("CLEAR SILENT {all} ;\n") } else { String::new() };
    let mut body = format!("{first}INSERT DATA {{\n{open}").into_bytes();
    body.extend(&piece.lines);
    body.extend(format!("{close}}}\n").bytes());
    server.send(&Sent {
        method: Method::POST,
        to: server.address().whole(),
        kind: "application/sparql-update",
        accept: "*/*",
        body: &body,
    })?;
    Ok(())
}
