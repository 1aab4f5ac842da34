//! Queries that would run for ever, take all memory or overflow the stack: each is stopped, and neighbours are answered.
//!
//! Bounds on time are generous, since these tests share their processors with others; `STRICT=1` holds them to half a second
//! beyond the limit.

use super::client::{Connection, Request, send};
use super::server::{Server, resident};
use std::fmt::Write;
use std::io::{Read, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// Seconds that a query may take.
const LIMIT: u64 = 1;

fn patience() -> Duration {
    let strict = std::env::var_os("STRICT").is_some_and(|value| value == "1");
    Duration::from_millis(LIMIT * 1_000 + if strict { 500 } else { 10_000 })
}

/// Asks, while somebody else asks something easy again and again.
fn ask(server: &Server, query: &str) -> (u16, String) {
    let start = Instant::now();
    let response = server.send(&Request::post(query));
    let took = start.elapsed();
    let short: String = query.chars().take(80).collect();
    assert!(took < patience(), "{short}: stopped after {took:?}");
    server.answers();
    (response.status, response.text().chars().take(200).collect())
}

#[test]
fn no_shape_of_nesting_ends_the_server() {
    let server = Server::of_notes(&["--timeout", "1"]);
    let shapes: [(&str, &str, &str, &str); 13] = [
        ("SELECT * ", "{", "}", ""),
        ("SELECT * { ?s ?p ?o FILTER ", "(", ")", "}"),
        ("SELECT * { FILTER (1 = ", "ABS(", ")", ") }"),
        ("SELECT * { ?s ?p ", "[ ?p ", "]", "}"),
        ("SELECT * { ?s ?p ", "(", ")", "}"),
        ("SELECT * { ", "OPTIONAL { ?a ?b ?c ", "}", "}"),
        ("SELECT * { ", "GRAPH ?g {", "}", "}"),
        ("SELECT * { ", "MINUS { ?a ?b ?c ", "}", "}"),
        ("SELECT * { ", "{ SELECT * ", "}", "}"),
        ("SELECT * { ", "FILTER EXISTS { ?a ?b ?c ", "}", "}"),
        ("SELECT * { ?s ", "(^", ")", "an:a ?o }"),
        ("SELECT * { FILTER ", "(!", "true)", "}"),
        ("SELECT * { FILTER (", "IF(true, 1, ", ")", ") }"),
    ];
    for (start, open, close, end) in shapes {
        for depth in [100, 129, 2_150, 16_000] {
            let middle = if open.starts_with("{ SELECT") { "{ }" } else { "" };
            let query = format!("{start}{}{middle}{}{end}", open.repeat(depth), close.repeat(depth));
            let query = if query.len() > 65_536 { query[..65_536].to_owned() } else { query };
            let (status, body) = ask(&server, &query);
            assert!(matches!(status, 200 | 400 | 413 | 500 | 504), "{status} {body}");
            assert!(depth < 2_000 || status == 413, "{open} {depth}: {status} {body}");
        }
    }
}

#[test]
fn what_would_run_for_ever_is_stopped() {
    let server = Server::of_notes(&["--timeout", "1"]);
    let values = |names: &str| {
        names.chars().fold(String::new(), |mut text, name| {
            write!(text, "VALUES ?{name} {{ 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 }} ").unwrap();
            text
        })
    };
    for query in [
        format!("SELECT (COUNT(*) AS ?n) {{ {} }}", values("abcdefgh")),
        format!("SELECT (SUM(?a + ?b) AS ?n) {{ {} FILTER (?a * ?b > ?c) }}", values("abcdefgh")),
        format!("ASK {{ {} FILTER (?a + ?b + ?c + ?d + ?e + ?f + ?g + ?h < 0) }}", values("abcdefgh")),
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }".to_owned(),
        "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (CONCAT(STR(?a), STR(?e)) = STR(?i)) }".to_owned(),
        "SELECT (COUNT(*) AS ?n) { ?a (an:x|!an:x)* ?b . ?c (an:x|!an:x)* ?d . ?e (an:x|!an:x)+ ?f FILTER (?b != ?d) }"
            .to_owned(),
    ] {
        let (status, body) = ask(&server, &query);
        // Some take too much memory before they take too much time.
        assert!(matches!(status, 504 | 500), "{query}: {status} {body}");
    }
}

#[test]
fn what_the_planner_would_take_minutes_over_is_refused() {
    let server = Server::of_notes(&["--timeout", "1"]);
    let list = format!("SELECT * {{ ?s ?p ({}) }}", "1 ".repeat(200));
    let chain: String = (0..120).fold(String::new(), |mut text, n| {
        write!(text, "?v{n} an:p ?v{} . ", n + 1).unwrap();
        text
    });
    let path = format!("SELECT * {{ ?s {} ?o }}", ["an:a"; 200].join("/"));
    let union = format!("SELECT * {{ {} }}", ["{ ?a ?b ?c }"; 150].join(" UNION "));
    let optional = format!("SELECT * {{ {} }}", "OPTIONAL { ?a ?b ?c } ".repeat(150));
    let exists = format!("SELECT * {{ FILTER ({} true) }}", "EXISTS { ?a ?b ?c } && ".repeat(150));
    for query in [list, format!("SELECT * {{ {chain} }}"), path, union, optional, exists] {
        let (status, body) = ask(&server, &query);
        assert_eq!(status, 413, "{query}: {body}");
        assert!(body.contains("patterns"), "{body}");
    }
}

/// What takes all memory ends its own worker and nothing else.
#[cfg(target_os = "linux")]
#[test]
fn what_would_take_all_memory_is_stopped() {
    let server = Server::of_notes(&["--timeout", "1"]);
    let doubling = (0..30).fold("BIND (\"xxxxxxxxxxxxxxxx\" AS ?v0) ".to_owned(), |mut text, n| {
        write!(text, "BIND (CONCAT(?v{n}, ?v{n}) AS ?v{}) ", n + 1).unwrap();
        text
    });
    let digits = "VALUES ?a { 1 2 3 4 5 6 7 8 9 } VALUES ?b { 1 2 3 4 5 6 7 8 9 } VALUES ?c { 1 2 3 4 5 6 7 8 9 } \
                  VALUES ?d { 1 2 3 4 5 6 7 8 9 } VALUES ?e { 1 2 3 4 5 6 7 8 9 } VALUES ?f { 1 2 3 4 5 6 7 8 9 } \
                  VALUES ?g { 1 2 3 4 5 6 7 8 9 } VALUES ?h { 1 2 3 4 5 6 7 8 9 }";
    let bombs = [
        format!("SELECT (STRLEN(?v30) AS ?n) {{ {doubling} }}"),
        format!("SELECT * {{ {digits} }} ORDER BY ?h ?g"),
        format!("SELECT (GROUP_CONCAT(CONCAT(STR(?a), \"{}\")) AS ?x) {{ {digits} }}", "x".repeat(1_000)),
        format!(
            "SELECT ?a ?b (COUNT(DISTINCT CONCAT(STR(?c), STR(?d), STR(?e), STR(?f), STR(?g), STR(?h), \"{}\")) AS ?n) {{ {digits} }} GROUP BY ?a ?b",
            "x".repeat(500)
        ),
    ];
    let address = server.address;
    for bomb in bombs {
        let asking = {
            let bomb = bomb.clone();
            thread::spawn(move || send(address, &Request::post(&bomb)))
        };
        let mut most = 0;
        while !asking.is_finished() {
            most = server.workers().into_iter().filter_map(resident).max().unwrap_or(0).max(most);
            server.answers();
        }
        let response = asking.join().unwrap().unwrap();
        assert!(matches!(response.status, 500 | 504), "{}: {}", response.status, response.text());
        assert!(most <= 1 << 20, "{most} kB");
    }
    assert!(server.memory() < 300 << 10, "{} kB", server.memory());
}

#[test]
fn a_regular_expression_has_its_limit() {
    let server = Server::of_notes(&["--timeout", "1"]);
    for pattern in ["(((((((x{1,9}){1,9}){1,9}){1,9}){1,9}){1,9}){1,9})", "(x+x+)+y", "(.*)*(.*)*(.*)*(.*)*z"] {
        let text = "x".repeat(5_000);
        let (status, body) =
            ask(&server, &format!("SELECT * {{ BIND (\"{text}\" AS ?t) FILTER (REGEX(?t, \"{pattern}\")) }}"));
        assert!(matches!(status, 200 | 500 | 504), "{status} {body}");
    }
}

#[test]
fn a_query_that_stalls_after_its_first_rows_is_no_success() {
    let server = Server::of_notes(&["--timeout", "1"]);
    let stalling = "SELECT ?x { { BIND (1 AS ?x) } UNION { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c < ?f && ?f < ?i && ?i < ?a) BIND (2 AS ?x) } }";
    let (status, body) = ask(&server, stalling);
    assert_eq!(status, 504, "{body}");
}

#[test]
fn a_long_answer_is_cut_and_says_so_and_a_connection_that_ends_early_is_seen() {
    let server = Server::of_notes(&["--timeout", "30", "--max-rows", "20000"]);
    let product = "SELECT * { ?a ?b ?c . ?d ?e ?f }";
    let response = server.send(&Request::post(product));
    assert_eq!((response.status, response.header("annals-cut")), (200, Some("after=20000")));
    assert_eq!(response.json()["results"]["bindings"].as_array().unwrap().len(), 20_000);
    assert_eq!(server.send(&Request::query("SELECT * { ?a ?b ?c } LIMIT 3")).header("annals-cut"), None);
    // A worker that ends while its answer is on its way: the client sees that it has not all of it.
    let mut stream = TcpStream::connect(server.address).unwrap();
    let body = product.as_bytes();
    let head = format!(
        "POST /sparql HTTP/1.1\r\nhost: {}\r\ncontent-type: application/sparql-query\r\ncontent-length: {}\r\n\r\n",
        server.address,
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
    let mut start = [0; 1_000];
    stream.read_exact(&mut start).unwrap();
    let head = String::from_utf8_lossy(&start).to_ascii_lowercase();
    assert!(head.starts_with("http/1.1 200"), "{head}");
    let length: usize = head.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap().parse().unwrap();
    for worker in server.workers() {
        std::process::Command::new("kill").args(["-9", &worker.to_string()]).status().unwrap();
    }
    let mut rest = Vec::new();
    // Either the connection is reset or it ends; never is it whole.
    drop(stream.read_to_end(&mut rest));
    assert!(start.len() + rest.len() < length, "{} of {length}", start.len() + rest.len());
    server.answers();
}

#[test]
fn more_queries_than_may_run_wait_and_then_are_told() {
    let server = Server::of_notes(&["--timeout", "2", "--max-queries", "1"]);
    let address = server.address;
    let slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let asking: Vec<_> = (0..3).map(|_| thread::spawn(move || send(address, &Request::post(slow)).unwrap())).collect();
    let responses: Vec<_> = asking.into_iter().map(|asking| asking.join().unwrap()).collect();
    let mut statuses: Vec<u16> = responses.iter().map(|response| response.status).collect();
    statuses.sort_unstable();
    assert!(statuses.contains(&504) && statuses.iter().all(|status| matches!(status, 503 | 504)), "{statuses:?}");
    for busy in responses.iter().filter(|response| response.status == 503) {
        assert_eq!(busy.header("retry-after"), Some("2"));
    }
    server.answers();
}

#[test]
fn a_client_that_goes_away_takes_its_query_with_it() {
    let server = Server::of_notes(&["--timeout", "60", "--max-queries", "1"]);
    let slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    begin(server.address, slow);
    thread::sleep(Duration::from_millis(300));
    let start = Instant::now();
    server.answers();
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

/// Asks and goes away.
fn begin(address: SocketAddr, query: &str) {
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!(
        "POST /sparql HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/sparql-query\r\ncontent-length: {}\r\n\r\n{query}",
        query.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    thread::sleep(Duration::from_millis(200));
}

#[cfg(target_os = "linux")]
#[test]
fn no_worker_outlives_its_server() {
    let mut server = Server::of_notes(&["--timeout", "60"]);
    let address = server.address;
    let slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let asking = thread::spawn(move || send(address, &Request::post(slow)));
    thread::sleep(Duration::from_millis(300));
    let workers = server.workers();
    assert!(!workers.is_empty());
    server.kill();
    assert!(asking.join().unwrap().is_err());
    let start = Instant::now();
    while workers.iter().any(|worker| resident(*worker).is_some()) {
        assert!(start.elapsed() < Duration::from_secs(10), "{workers:?} still run");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_slow_client_keeps_nobody_from_being_answered() {
    let server = Server::of_notes(&["--max-queries", "2"]);
    let mut slow = Vec::new();
    for _ in 0..50 {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(b"GET /sparql?query=ASK HTTP/1.1\r\nhost: localh").unwrap();
        slow.push(stream);
    }
    let mut connection = Connection::open(server.address).unwrap();
    for _ in 0..20 {
        assert_eq!(connection.send(&Request::query("ASK { }")).unwrap().status, 200);
    }
}
