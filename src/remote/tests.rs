//! How servers are spoken to, against one that answers as each test says.

use super::{Address, AddressError, Credentials, Event, Patience, Push, Pushed, RemoteError, Server, push};
use crate::graph::Graph;
use crate::pipeline;
use oxigraph::model::NamedNode;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request, as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Came {
    line: String,
    headers: String,
    body: String,
}

/// What to do with a request.
enum Does {
    Answer(u16, &'static str),
    /// Nothing more is read or said.
    Break,
    /// A head that promises more than comes.
    BreakAnswer,
}

/// Answers each request as `does` says, which is told how many came before; gives its address and what came.
fn server(does: impl Fn(usize, &Came) -> Does + Send + 'static) -> (String, Arc<Mutex<Vec<Came>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/store", listener.local_addr().unwrap());
    let all = Arc::new(Mutex::new(Vec::new()));
    let came = Arc::clone(&all);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            answer(stream.unwrap(), &does, &came);
        }
    });
    (address, all)
}

fn answer(stream: TcpStream, does: &impl Fn(usize, &Came) -> Does, all: &Mutex<Vec<Came>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    let mut came = Came::default();
    reader.read_line(&mut came.line).unwrap();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() <= 2 {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        came.headers.push_str(&line);
    }
    let before = all.lock().unwrap().len();
    let done = does(before, &came);
    if !matches!(done, Does::Break) {
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        came.body = String::from_utf8(body).unwrap();
    }
    all.lock().unwrap().push(came);
    match done {
        Does::Answer(status, words) => {
            let length = words.len();
            write!(stream, "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{words}")
                .unwrap();
        }
        Does::BreakAnswer => {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: 900\r\n\r\n{{"
            )
            .unwrap();
        }
        Does::Break => {}
    }
}

/// Some hundred triples.
fn graph() -> Graph {
    let text = "- Anna Bell approved the plan in 1921.\n- Karl Marx met Clara Zetkin in Berlin on 3 May 1883.\n\
        - Rosa Adler founded the Northern Bank in Aldmoor.\n- No treaty was signed.\n";
    let settings = pipeline::Settings::default();
    pipeline::graph(&pipeline::read_text("minutes.md", text.as_bytes(), &settings), &settings).unwrap()
}

const PATIENCE: Patience = Patience { retries: 2, pause: Duration::from_millis(1) };

fn at(address: &str, credentials: &Credentials) -> Server {
    Server::new(Address::parse(address).unwrap(), credentials, Duration::from_secs(20)).unwrap()
}

fn plain(graph: &Graph) -> Push<'_> {
    Push { graph, name: None, replace: false, piece: 20, patience: PATIENCE, state: None }
}

fn send(what: &Push<'_>, address: &str) -> (Result<Pushed, RemoteError>, usize) {
    let mut waits = 0;
    let pushed = push(what, &at(address, &Credentials::None), &mut |event| {
        waits += usize::from(matches!(event, Event::Waiting(..)));
    });
    (pushed, waits)
}

/// The triples that were sent, each line once.
fn lines(came: &[Came]) -> BTreeSet<String> {
    came.iter().flat_map(|came| came.body.lines().filter(|line| line.starts_with('<')).map(str::to_owned)).collect()
}

fn triples(graph: &Graph) -> BTreeSet<String> {
    graph.triples().iter().map(|triple| format!("{triple} .")).collect()
}

#[test]
fn a_graph_is_sent_in_pieces_each_again_while_the_server_has_trouble() {
    let graph = graph();
    let (address, came) = server(|before, _| match before {
        0 => Does::Answer(503, "busy"),
        2 => Does::Break,
        _ => Does::Answer(204, ""),
    });
    let (pushed, waits) = send(&plain(&graph), &address);
    assert_eq!(pushed.unwrap(), Pushed { triples: graph.triples().len(), before: 0 });
    assert_eq!(waits, 2);
    let came = came.lock().unwrap();
    assert_eq!(came.len(), graph.triples().len().div_ceil(20) + 2);
    assert!(came.iter().all(|came| came.line == "POST /store?default HTTP/1.1\r\n"));
    assert!(came[0].headers.to_ascii_lowercase().contains("content-type: application/n-triples"));
    assert_eq!(lines(&came), triples(&graph));
}

#[test]
fn a_push_that_is_broken_off_goes_on_where_it_was_and_one_of_another_graph_begins_anew() {
    let graph = graph();
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("push.json");
    let (address, came) = server(|before, _| Does::Answer(if (3..6).contains(&before) { 500 } else { 200 }, "no"));
    let what = Push { state: Some(&state), ..plain(&graph) };
    assert!(send(&what, &address).0.is_err());
    let kept = std::fs::read_to_string(&state).unwrap();
    assert!(kept.contains("\"sent\":60") && !kept.contains("127.0.0.1"), "{kept}");
    let other = Push { replace: true, state: Some(Path::new("none")), ..what };
    assert_eq!(send(&Push { state: Some(&state), ..what }, &address).0.unwrap().before, 60);
    assert!(!state.exists());
    let sent = came.lock().unwrap().clone();
    assert_eq!(sent.len(), graph.triples().len().div_ceil(20) + 3);
    assert_eq!(lines(&sent), triples(&graph));
    // Left over from a graph that was another, or was to be added.
    std::fs::write(&state, kept).unwrap();
    assert_eq!(send(&Push { state: Some(&state), ..other }, &address).0.unwrap().before, 0);
}

#[test]
fn a_named_graph_is_replaced_by_its_first_piece_and_added_to_by_the_others() {
    let graph = graph();
    let name = NamedNode::new("https://example.org/a?x=1&y=2").unwrap();
    let (address, came) = server(|_, _| Does::Answer(201, ""));
    let what = Push { name: Some(&name), replace: true, ..plain(&graph) };
    send(&what, &format!("{address}?db=one")).0.unwrap();
    let came = came.lock().unwrap();
    let target = "/store?db=one&graph=https%3A%2F%2Fexample%2Eorg%2Fa%3Fx%3D1%26y%3D2 HTTP/1.1\r\n";
    assert_eq!(came[0].line, format!("PUT {target}"));
    assert!(came[1..].iter().all(|came| came.line == format!("POST {target}")));
}

#[test]
fn a_server_without_a_graph_store_gets_updates() {
    let graph = graph();
    let name = NamedNode::new("https://example.org/g").unwrap();
    let (address, came) = server(|_, came| {
        let is_update = came.headers.to_ascii_lowercase().contains("application/sparql-update");
        if is_update { Does::Answer(204, "") } else { Does::Answer(415, "updates only") }
    });
    send(&Push { name: Some(&name), replace: true, ..plain(&graph) }, &address).0.unwrap();
    let came = came.lock().unwrap();
    assert!(came[1].body.starts_with(
        "CLEAR SILENT GRAPH <https://example.org/g> ;\nINSERT DATA {\nGRAPH <https://example.org/g> {\n<"
    ));
    assert!(came[2].body.starts_with("INSERT DATA {\nGRAPH"));
    // The first piece was offered to the store, and no other.
    assert_eq!(came.len(), graph.triples().len().div_ceil(20) + 1);
    for update in &came[1..] {
        spargebra::SparqlParser::new().parse_update(&update.body).unwrap();
    }
    assert_eq!(lines(&came[1..]), triples(&graph));
}

#[test]
fn what_neither_protocol_takes_is_told_in_the_servers_words() {
    let (address, _) = server(|_, _| Does::Answer(405, "read   only"));
    let error = send(&plain(&graph()), &address).0.unwrap_err();
    assert!(matches!(error, RemoteError::NoStore { .. }));
    assert!(error.to_string().contains("read only"), "{error}");
}

#[test]
fn a_piece_that_is_too_large_is_halved() {
    let graph = graph();
    let (address, came) = server(|_, came| {
        let length = came.headers.to_ascii_lowercase();
        let length: usize =
            length.split("content-length:").nth(1).unwrap().lines().next().unwrap().trim().parse().unwrap();
        Does::Answer(if length > 1500 { 413 } else { 200 }, "")
    });
    send(&plain(&graph), &address).0.unwrap();
    let taken: Vec<Came> = came.lock().unwrap().iter().filter(|came| came.body.len() <= 1500).cloned().collect();
    assert_eq!(lines(&taken), triples(&graph));
}

#[test]
fn who_asks_is_said_in_a_header_and_nowhere_else() {
    let (address, came) = server(|_, came| {
        let told = format!("you are {}", came.headers.split("uthorization: ").nth(1).unwrap().lines().next().unwrap());
        Does::Answer(401, Box::leak(told.into_boxed_str()))
    });
    for credentials in
        [Credentials::Basic { user: "anna".into(), password: "hemlock".into() }, Credentials::Token("hemlock".into())]
    {
        let server = at(&format!("{address}?key=oleander"), &credentials);
        let graph = graph();
        let mut waits = 0;
        let error =
            push(&plain(&graph), &server, &mut |event| waits += usize::from(matches!(event, Event::Waiting(..))));
        let error = error.unwrap_err();
        let shown = format!("{error} {error:?} {server:?} {credentials:?}");
        for secret in ["hemlock", "oleander", "YW5uYTpoZW1sb2Nr"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        assert!(matches!(error, RemoteError::Forbidden { .. }) && waits == 0);
    }
    let came = came.lock().unwrap();
    assert!(came[0].headers.contains("Basic YW5uYTpoZW1sb2Nr"));
    assert!(came[1].headers.contains("Bearer hemlock"));
    assert!(matches!(
        Server::new(
            Address::parse("http://localhost").unwrap(),
            &Credentials::Token("a\nb".into()),
            Duration::from_secs(1)
        ),
        Err(RemoteError::Credentials)
    ));
}

#[test]
fn an_address_with_a_password_is_refused_without_repeating_it() {
    for text in ["http://anna:hemlock@example.org/", "https://anna@example.org", "anna:hemlock@example.org"] {
        assert_eq!(Address::parse(text), Err(AddressError::Userinfo));
    }
    for text in ["", "example.org", "ftp://example.org/", "http://", "http:///store", "file:///etc", "http://a b/"] {
        assert_eq!(Address::parse(text), Err(AddressError::Malformed), "{text}");
    }
    assert_eq!(Address::parse("https://example.org:8/a?key=x").unwrap().to_string(), "https://example.org:8/a");
}

#[test]
fn an_answer_that_breaks_off_is_no_answer() {
    let (address, came) = server(|_, _| Does::BreakAnswer);
    let question = super::Question {
        text: "ASK { ?x a an:Claim }",
        base: "https://w3id.org/annals/id/",
        limits: crate::graph::Limits::default(),
        patience: PATIENCE,
    };
    let error = super::ask(&question, &at(&address, &Credentials::None), &mut |_, _| {}).unwrap_err();
    assert!(matches!(error, RemoteError::Unreadable { .. }), "{error}");
    assert!(came.lock().unwrap()[0].body.starts_with("query=PREFIX+an%3A+%3Chttps"));
}
