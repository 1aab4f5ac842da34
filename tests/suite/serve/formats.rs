//! What a client gets: formats, versions, compression, graphs, things, and what it is told when it asks wrongly.

use super::client::{Request, encoded};
use super::server::Server;
use crate::support::{annals, folder};
use oxigraph::io::{RdfFormat, RdfParser};
use std::io::Read;

const ROWS: &str = "SELECT ?who { ?who an:approved ?what }";
/// What a browser says it takes.
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
const TRIPLES: &str = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }";

#[test]
fn an_answer_comes_in_the_format_that_is_asked_for() {
    let server = Server::of_notes(&[]);
    let rows = [
        ("application/sparql-results+json", "{\"head\""),
        ("application/sparql-results+xml", "<?xml"),
        ("text/csv", "who\r\n"),
        ("text/tab-separated-values", "?who\n"),
    ];
    for (media_type, start) in rows {
        let response = server.send(&Request::query(ROWS).with("accept", media_type));
        assert!(response.header("content-type").unwrap().starts_with(media_type), "{response:?}");
        assert!(response.text().starts_with(start) && response.text().contains("stalin"), "{}", response.text());
        assert_eq!(response.headers("content-type").count(), 1);
        assert!(response.headers("vary").any(|names| names == "Accept"));
    }
    let triples = [
        ("text/turtle", RdfFormat::Turtle),
        ("application/n-triples", RdfFormat::NTriples),
        ("application/n-quads", RdfFormat::NQuads),
        ("application/trig", RdfFormat::TriG),
        ("application/rdf+xml", RdfFormat::RdfXml),
        ("application/ld+json", RdfFormat::JsonLd { profile: Default::default() }),
    ];
    let all = server.get("/store?default&format=nt").text().lines().count();
    assert!(all > 1_000);
    for (media_type, format) in triples {
        for request in [Request::query(TRIPLES), Request::get("/store?default")] {
            let response = server.send(&request.with("accept", media_type));
            assert!(response.header("content-type").unwrap().starts_with(media_type), "{media_type}");
            let parsed = RdfParser::from_format(format).for_slice(&response.body);
            assert_eq!(parsed.map(Result::unwrap).count(), all, "{media_type}");
        }
    }
}

#[test]
fn a_name_in_the_address_is_enough_and_what_cannot_be_had_is_said() {
    let server = Server::of_notes(&[]);
    let path = format!("/sparql?query={}&format=", encoded(ROWS));
    assert!(server.get(&format!("{path}csv")).text().starts_with("who\r\n"));
    for response in [
        server.get(&format!("{path}turtle")),
        server.send(&Request::query(ROWS).with("accept", "image/png")),
        server.send(&Request::query(TRIPLES).with("accept", "text/csv")),
    ] {
        assert_eq!(response.status, 406);
        assert!(response.json()["detail"].as_str().unwrap().contains("can be had as"), "{}", response.text());
    }
}

#[test]
fn a_syntax_error_has_its_place() {
    let server = Server::of_notes(&[]);
    let response = server.send(&Request::query("SELECT ?who\nWHERE { ?who an:approved }"));
    assert_eq!(response.status, 400);
    assert_eq!(response.header("content-type"), Some("application/problem+json"));
    let problem = response.json();
    assert_eq!((&problem["line"], &problem["column"]), (&2.into(), &26.into()), "{problem}");
    assert_eq!(problem["type"], "https://w3id.org/annals/problem#syntax");
    assert_eq!(problem["status"], 400);
    // A browser is led to the page on which the query can be mended.
    let led = server.send(&Request::query("SELECT ?who {").with("accept", BROWSER));
    assert_eq!(led.status, 303);
    let page = server.send(&Request::get(led.header("location").unwrap()).with("accept", BROWSER));
    assert_eq!((page.status, page.header("content-type")), (400, Some("text/html; charset=utf-8")));
    assert!(page.text().contains("found the end of the query"), "{}", page.text());
}

#[test]
fn an_answer_that_the_client_has_is_not_sent_again() {
    let server = Server::of_notes(&[]);
    for request in [Request::query(ROWS), Request::get("/store?default"), Request::get("/id/joseph-stalin")] {
        let first = server.send(&request);
        let tag = first.header("etag").unwrap();
        let again = server.send(&request.clone().with("if-none-match", &format!("\"other\", {tag}")));
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(tag)));
        let other = server.send(&request.clone().with("if-none-match", "\"other\""));
        assert_eq!((other.status, &other.body), (200, &first.body));
        let form = server.send(&request.with("accept", "text/csv, application/ld+json"));
        assert_ne!(form.header("etag"), Some(tag), "another format is another version");
    }
    let unsteady = server.send(&Request::query("SELECT (NOW() AS ?now) { }"));
    assert_eq!((unsteady.header("etag"), unsteady.header("cache-control")), (None, Some("no-store")));
}

#[test]
fn answers_are_compressed_for_whoever_takes_it() {
    let server = Server::of_notes(&[]);
    let plain = server.get("/store?default");
    let packed = server.send(&Request::get("/store?default").with("accept-encoding", "gzip"));
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.body.len() * 3 < plain.body.len());
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_end(&mut text).unwrap();
    assert_eq!(text, plain.body);
}

#[test]
fn head_and_options_tell_without_a_body() {
    let server = Server::of_notes(&[]);
    for path in ["/", "/sparql", "/store?default", "/id/joseph-stalin", "/health", "/metrics", "/assets/style.css"] {
        let (get, head) = (server.get(path), server.send(&Request::new("HEAD", path)));
        assert_eq!((get.status, head.status), (200, 200), "{path}");
        assert_eq!(get.header("content-type"), head.header("content-type"), "{path}");
    }
    let options = server.send(&Request::new("OPTIONS", "/sparql"));
    assert_eq!((options.status, options.header("allow")), (204, Some("GET, HEAD, OPTIONS, POST")));
    let refused = server.send(&Request::new("DELETE", "/store?default"));
    assert_eq!((refused.status, refused.header("allow")), (405, Some("GET, HEAD, OPTIONS")));
}

#[test]
fn a_graph_is_read_by_name_and_never_written() {
    let server = Server::of_notes(&[]);
    assert_eq!(server.get("/store").status, 400);
    assert_eq!(server.get("/store?default&graph=http%3A%2F%2Fx").status, 400);
    assert_eq!(server.get("/store?graph=no%20iri").status, 400);
    assert_eq!(server.get("/store?graph=http%3A%2F%2Fexample.org%2F").status, 404);
    for method in ["PUT", "POST", "DELETE", "PATCH"] {
        let response = server.send(&Request::new(method, "/store?default").body("<http://x/a> <http://x/b> 1 ."));
        assert_eq!(response.status, 405, "{method}");
    }
}

#[test]
fn a_thing_has_an_address() {
    let server = Server::of_notes(&[]);
    let turtle = server.get("/id/joseph-stalin");
    assert!(turtle.text().contains("id:joseph-stalin a "), "{}", turtle.text());
    let json = server.send(&Request::get("/id/joseph-stalin").with("accept", "application/ld+json"));
    assert!(json.json().is_array(), "{}", json.text());
    let iri = encoded("https://w3id.org/annals/id/joseph-stalin");
    assert_eq!(server.get(&format!("/data?iri={iri}")).body, turtle.body);
    let page = server.send(&Request::get("/id/joseph-stalin").with("accept", BROWSER));
    assert_eq!(page.status, 303);
    assert!(page.header("location").unwrap().starts_with("/thing?iri=https"));
    assert_eq!(server.get("/id/nobody-at-all").status, 404);
    assert_eq!(server.get("/data?iri=no%20iri").status, 400);
    assert_eq!(server.get("/data").status, 400);
}

#[test]
fn it_can_be_watched() {
    let server = Server::of_notes(&[]);
    assert_eq!(server.get("/health").json()["status"], "ok");
    server.answers();
    server.send(&Request::query("SELECT"));
    let metrics = server.get("/metrics");
    let text = metrics.text();
    assert!(text.contains("annals_requests_total{route=\"/sparql\",status=\"200\"} 1"), "{text}");
    assert!(text.contains("annals_requests_total{route=\"/sparql\",status=\"400\"} 1"), "{text}");
    assert!(text.contains("annals_request_seconds_count{route=\"/sparql\"} 2"), "{text}");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.rsplit_once(' ').unwrap();
        assert!(name.starts_with("annals_") && value.parse::<f64>().is_ok(), "{line}");
    }
}

#[test]
fn each_request_is_told_in_a_line() {
    let server = Server::of_notes(&["--log", "json"]);
    server.answers();
    server.send(&Request::query("SELECT secret"));
    let told = server.told(2);
    let lines: Vec<serde_json::Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["event"], &lines[0]["path"]), (&"request".into(), &"/sparql".into()), "{told}");
    assert_eq!((&lines[0]["status"], &lines[0]["rows"]), (&200.into(), &1.into()));
    assert_eq!((&lines[1]["status"], &lines[1]["problem"]), (&400.into(), &"syntax".into()));
    assert!(lines[0]["time"].as_str().unwrap().ends_with('Z') && lines[0]["milliseconds"].is_number());
    assert!(!told.contains("secret"), "what is asked is nobody's business: {told}");
}

#[test]
fn a_file_with_named_graphs_is_served_as_it_is() {
    let quads = "<http://x/a> <http://x/b> \"one\" .\n<http://x/a> <http://x/b> \"two\" <http://x/g> .\n";
    let place = folder(&[("data.nq", quads.as_bytes()), ("data.txt", b""), ("data.ttl", b"<http://x/a> a")]);
    let file = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
    let server = Server::start(&["--file", &file("data.nq")]);
    assert_eq!(server.get("/store?default&format=nt").text(), "<http://x/a> <http://x/b> \"one\" .\n");
    let named = server.get("/store?graph=http%3A%2F%2Fx%2Fg&format=nt");
    assert_eq!(named.text(), "<http://x/a> <http://x/b> \"two\" .\n");
    let response = server.send(&Request::query("SELECT ?v { GRAPH ?g { ?s ?p ?v } }").with("accept", "text/csv"));
    assert_eq!(response.text(), "v\r\ntwo\r\n");
    for (name, why) in [("data.txt", "so that its format is known"), ("data.ttl", "data.ttl: "), ("no.nt", "no.nt: ")] {
        let run = annals(["serve", "--port", "0", "--file", &file(name)]);
        assert!(run.status == 2 && run.err.contains(why), "{name}: {}", run.err);
    }
}
