//! Who may ask, and that nobody can change anything or make the server ask others.

use super::client::{Connection, Request, encoded, send};
use super::server::Server;
use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn a_name_that_somebody_else_has_pointed_here_is_refused() {
    let server = Server::of_notes(&["--allow-host", "notes.example"]);
    let port = server.address.port();
    for host in ["localhost", "127.0.0.1", "[::1]", "127.8.9.10"] {
        let response = server.send(&Request::get("/health").with("host", &format!("{host}:{port}")));
        assert_eq!(response.status, 200, "{host}");
    }
    assert_eq!(server.send(&Request::get("/health").with("host", "notes.example")).status, 200);
    let forged = ["evil.example", "localhost", "192.168.0.7", "localhost.evil.example", "", "localhost@evil.example"];
    for host in forged {
        for path in ["/", "/sparql?query=ASK%7B%7D", "/store?default", "/health", "/assets/style.css"] {
            let request = Request::get(path).with("host", &format!("{host}:{port}1"));
            // What a proxy claims does not count.
            let request = request.with("x-forwarded-host", "localhost").with("forwarded", "host=localhost");
            let response = server.send(&request);
            assert!(matches!(response.status, 400 | 403), "{host} {path}: {}", response.status);
            assert!(!response.text().contains("stalin"));
        }
    }
    let twice = Request::get("/health").with("host", &format!("localhost:{port}")).with("host", "evil.example");
    assert!(matches!(server.send(&twice).status, 400 | 403));
    let absolute = Request::get("http://evil.example/health").with("host", &format!("localhost:{port}"));
    assert_eq!(server.send(&absolute).status, 403);
}

#[test]
fn whoever_lets_others_in_is_warned() {
    assert_eq!(Server::of_notes(&[]).told(0), "");
    let open = Server::of_notes(&["--bind", "0.0.0.0"]);
    let told = open.told(1);
    assert!(told.starts_with("warning: listening on more than this machine"), "{told}");
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], open.address.port()));
    let asked = |host: &str| send(address, &Request::get("/health").with("host", host)).unwrap().status;
    assert_eq!(asked(&format!("192.168.0.7:{}", address.port())), 200);
    assert_eq!(asked(&format!("evil.example:{}", address.port())), 403);
}

#[test]
fn a_page_of_another_site_learns_nothing() {
    let server = Server::of_notes(&[]);
    for origin in ["http://evil.example", "null", "http://localhost:1", "https://w3id.org"] {
        for request in [Request::query("ASK { }"), Request::post("ASK { }"), Request::get("/")] {
            let response = server.send(&request.with("origin", origin));
            assert_eq!(response.status, 403, "{origin}");
            assert_eq!(response.header("access-control-allow-origin"), None);
        }
        let preflight = Request::new("OPTIONS", "/sparql").with("origin", origin);
        let response = server.send(&preflight.with("access-control-request-method", "POST"));
        assert_eq!((response.status, response.header("access-control-allow-origin")), (403, None));
    }
    let own = format!("http://{}", server.address);
    assert_eq!(server.send(&Request::query("ASK { }").with("origin", &own)).status, 200);
}

#[test]
fn a_page_that_is_let_in_may_ask_and_only_it() {
    let server = Server::of_notes(&["--cors", "https://yasgui.example"]);
    let response = server.send(&Request::query("ASK { }").with("origin", "https://yasgui.example"));
    assert_eq!(response.header("access-control-allow-origin"), Some("https://yasgui.example"));
    assert!(response.headers("vary").any(|names| names == "Origin"));
    let preflight = Request::new("OPTIONS", "/sparql").with("origin", "https://yasgui.example");
    let response = server.send(&preflight.with("access-control-request-method", "POST"));
    assert_eq!(response.status, 204);
    assert_eq!(response.header("access-control-allow-methods"), Some("GET, HEAD, POST"));
    assert_eq!(server.send(&Request::query("ASK { }").with("origin", "https://evil.example")).status, 403);
}

#[test]
fn every_response_forbids_what_is_not_ours() {
    let server = Server::of_notes(&[]);
    for path in ["/", "/nowhere", "/sparql", "/sparql?query=x", "/assets/style.css", "/store", "/id/x", "/health"] {
        let response = server.get(path);
        let policy = response.header("content-security-policy").unwrap_or_else(|| panic!("{path}"));
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{path}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(response.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(response.header("referrer-policy"), Some("no-referrer"), "{path}");
    }
}

#[test]
fn no_path_reaches_the_file_system() {
    let server = Server::of_notes(&[]);
    for path in ["/assets/../Cargo.toml", "/assets/..%2f..%2fCargo.toml", "/Cargo.toml", "/data/notes/korean-war.md"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    assert_eq!(server.get("/data?iri=file%3A%2F%2F%2Fetc%2Fpasswd").status, 404);
    assert!(!server.get("/id/..%2f..%2fetc%2fpasswd").text().contains("root:"));
}

#[test]
fn an_update_is_refused_in_whatever_form_it_comes() {
    let server = Server::of_notes(&[]);
    let before = server.get("/store?default&format=nt").body;
    let update = "INSERT DATA { <http://x/a> <http://x/b> <http://x/c> }";
    let form = "application/x-www-form-urlencoded";
    let forms = [
        Request::new("POST", "/sparql").with("content-type", "application/sparql-update").body(update),
        Request::new("POST", "/sparql").with("content-type", form).body(format!("update={}", encoded(update))),
        Request::new("POST", "/sparql").with("content-type", form).body(format!("query={}", encoded(update))),
        Request::get(&format!("/sparql?update={}", encoded(update))),
        Request::query(update),
        Request::post(update),
        Request::post("LOAD <http://127.0.0.1:1/>"),
        Request::post("CLEAR ALL"),
        Request::post("prefix x: <http://x/> drop graph x:a"),
    ];
    for request in forms {
        let response = server.send(&request);
        assert_eq!(response.status, 403, "{request:?} {}", response.text());
        assert!(response.json()["detail"].as_str().unwrap().contains("is refused"), "{}", response.text());
    }
    // As a page of another site would send it, without asking anybody.
    let crossing = Request::new("POST", "/sparql").with("content-type", form).with("origin", "http://evil.example");
    assert_eq!(server.send(&crossing.body(format!("update={}", encoded(update)))).status, 403);
    let plain = Request::new("POST", "/sparql").with("content-type", "text/plain").body(update);
    assert_eq!(server.send(&plain).status, 415);
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "BREW"] {
        assert_eq!(server.send(&Request::new(method, "/sparql")).status, 405, "{method}");
    }
    assert_eq!(server.get("/store?default&format=nt").body, before);
}

#[test]
fn the_server_asks_nobody() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let there = format!("http://{}/sparql", listener.local_addr().unwrap());
    let server = Server::of_notes(&["--timeout", "5"]);
    for query in [
        format!("SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}"),
        format!("SELECT * {{ service silent <{there}> {{ ?s ?p ?o }} }}"),
        format!("SELECT * {{ BIND (<{there}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}"),
        format!("ASK {{ FILTER EXISTS {{ SERVICE <{there}> {{ }} }} }}"),
        format!("LOAD <{there}>"),
        format!("LOAD SILENT <{there}> INTO GRAPH <{there}>"),
    ] {
        let response = server.send(&Request::post(&query));
        assert_eq!(response.status, 403, "{query}: {}", response.text());
        assert!(response.text().contains("SERVICE is refused") || response.text().contains("LOAD is refused"));
    }
    // Graphs that are named are looked for in the store and nowhere else.
    let named = [
        Request::post(&format!("SELECT * FROM <{there}> {{ ?s ?p ?o }}")),
        Request::post(&format!("SELECT * FROM NAMED <{there}> {{ GRAPH ?g {{ ?s ?p ?o }} }}")),
        Request::get(&format!(
            "/sparql?query={}&default-graph-uri={}",
            encoded("SELECT * { ?s ?p ?o }"),
            encoded(&there)
        )),
    ];
    for request in named {
        let response = server.send(&request);
        assert_eq!((response.status, &response.json()["results"]["bindings"]), (200, &serde_json::json!([])));
    }
    assert!(listener.accept().is_err(), "somebody has called");
}

#[test]
fn a_request_that_is_too_large_is_refused() {
    let server = Server::of_notes(&[]);
    let long = format!("ASK {{ }} #{}", "x".repeat(70_000));
    assert_eq!(server.send(&Request::post(&long)).status, 413);
    let huge = Request::post(&"x".repeat(300_000));
    // The connection may be closed before all of it is sent.
    if let Ok(response) = send(server.address, &huge) {
        assert_eq!(response.status, 413);
    }
    let address = Request::get(&format!("/sparql?query={}", "x".repeat(80_000)));
    if let Ok(response) = send(server.address, &address) {
        assert!(matches!(response.status, 413 | 414 | 431), "{}", response.status);
    }
    server.answers();
}

#[test]
fn it_finishes_what_it_is_asked_and_stops() {
    let mut server = Server::of_notes(&["--timeout", "10"]);
    let address = server.address;
    let slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } ";
    let asking = thread::spawn(move || send(address, &Request::post(slow)));
    let mut idle = Connection::open(address).unwrap();
    assert_eq!(idle.send(&Request::get("/health")).unwrap().status, 200);
    thread::sleep(Duration::from_millis(100));
    let start = Instant::now();
    server.terminate();
    let answer = asking.join().unwrap().unwrap();
    assert!(matches!(answer.status, 200 | 504), "{}", answer.status);
    assert_eq!(server.wait(), 0);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert!(send(address, &Request::get("/health")).is_err());
}
