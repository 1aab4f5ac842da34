//! The W3C's own tests of the SPARQL 1.1 Protocol and Service Description, driven from their manifests.
//!
//! A read-only server passes those of the query half; those of the update half it must refuse with a fitting status.

use super::client::{Request, Response};
use super::server::Server;
use crate::support::{folder, root};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{
    Graph, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TermRef, TripleRef, vocab::rdf,
};
use std::fmt::Write;
use std::fs;

const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const HT: &str = "http://www.w3.org/2011/http#";
const CNT: &str = "http://www.w3.org/2011/content#";
const UT: &str = "http://www.w3.org/2009/sparql/tests/test-update#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const BASE: &str = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/";

/// What is left out: the second and later requests of these tests look at what the first has changed.
const CHANGES: &str = "the graph is never changed from outside; that the first request is refused is checked instead";

#[test]
fn the_w3c_protocol_tests_pass_or_are_refused_as_updates() {
    let manifest = Manifest::read("protocol/manifest.ttl");
    let notes = folder(&[("data.nq", manifest.data().as_bytes())]);
    let server = Server::start(&["--file", notes.path().join("data.nq").to_str().unwrap()]);
    let (mut passed, mut refused, mut wrong) = (0, Vec::new(), String::new());
    for test in manifest.tests() {
        let name = test.as_str().rsplit('#').next().unwrap().to_owned();
        let is_update = name.starts_with("update_");
        for request in manifest.requests(&test) {
            let response = server.send(&request.request);
            let is_right = if is_update { response.status / 100 == 4 } else { request.accepts(&response) };
            if !is_right {
                write!(wrong, "\n{name}: {} {}", response.status, response.text()).unwrap();
            }
            if is_update {
                break;
            }
        }
        if is_update { refused.push(name) } else { passed += 1 }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!((passed, refused.len()), (27, 7), "of {refused:?} {CHANGES}");
}

#[test]
fn the_service_describes_itself_as_the_w3c_has_it() {
    let server = Server::of_notes(&[]);
    let manifest = fs::read_to_string(root().join("tests/w3c/service-description/manifest.ttl")).unwrap();
    for test in ["returns-rdf", "has-endpoint-triple", "conforms-to-schema"] {
        assert!(manifest.contains(test), "{test} is no test any more");
    }
    let sd = |name: &str| NamedNode::new(format!("http://www.w3.org/ns/sparql-service-description#{name}")).unwrap();
    for (accept, format) in [("text/turtle", RdfFormat::Turtle), ("application/rdf+xml", RdfFormat::RdfXml)] {
        let response = server.send(&Request::get("/sparql").with("accept", accept));
        assert_eq!(response.status, 200, "{}", response.text());
        assert!(response.header("content-type").unwrap().starts_with(accept));
        let graph = parse(&response.body, format, "");
        let service = graph.subject_for_predicate_object(rdf::TYPE, sd("Service").as_ref()).expect("returns-rdf");
        let endpoint = graph.object_for_subject_predicate(service, sd("endpoint").as_ref());
        let here = NamedNode::new(format!("http://{}/sparql", server.address)).unwrap();
        assert_eq!(endpoint, Some(here.as_ref().into()), "has-endpoint-triple");
        // Of the schema: what stands in these places is of these classes (sections 3.2 and 3.4).
        let dataset = graph.object_for_subject_predicate(service, sd("defaultDataset").as_ref()).unwrap();
        let TermRef::NamedNode(dataset) = dataset else { panic!("{dataset} is no IRI") };
        assert!(graph.contains(TripleRef::new(dataset, rdf::TYPE, sd("Dataset").as_ref())), "conforms-to-schema");
        assert!(graph.object_for_subject_predicate(dataset, sd("defaultGraph").as_ref()).is_some());
        let language = graph.object_for_subject_predicate(service, sd("supportedLanguage").as_ref());
        assert_eq!(language, Some(sd("SPARQL11Query").as_ref().into()));
    }
}

struct Manifest {
    graph: Graph,
}

/// A request with the response it must have.
struct Expecting {
    request: Request,
    /// First digits of statuses.
    statuses: Vec<u16>,
    boolean: Option<bool>,
    format: Option<String>,
}

impl Manifest {
    fn read(path: &str) -> Self {
        let text = fs::read(root().join("tests/w3c").join(path)).unwrap();
        Self { graph: parse(&text, RdfFormat::Turtle, BASE) }
    }

    /// All graphs that tests ask for, as N-Quads.
    fn data(&self) -> String {
        let mut quads = String::new();
        for triple in self.graph.triples_for_predicate(name(UT, "graphData").as_ref()) {
            let data = node(triple.object);
            let file = self.text(&data, UT, "graph");
            let (label, file) = (self.text(&data, RDFS, "label"), file.rsplit('/').next().unwrap().to_owned());
            let triples = fs::read_to_string(root().join("tests/w3c/protocol").join(file)).unwrap();
            for line in triples.lines().filter(|line| !line.trim().is_empty()) {
                writeln!(quads, "{} <{label}> .", line.trim_end().trim_end_matches('.').trim_end()).unwrap();
            }
        }
        quads
    }

    fn tests(&self) -> Vec<NamedNode> {
        let manifest = self.graph.subject_for_predicate_object(rdf::TYPE, name(MF, "Manifest").as_ref()).unwrap();
        let entries = self.list(&self.value(&manifest.into_owned(), MF, "entries").unwrap());
        entries.into_iter().map(|entry| NamedNode::try_from(entry).unwrap()).collect()
    }

    fn requests(&self, test: &NamedNode) -> Vec<Expecting> {
        let action = self.node(&test.clone().into(), MF, "action");
        let requests = self.list(&self.value(&action, HT, "requests").unwrap());
        requests.iter().map(|request| self.request(&node(request.as_ref()))).collect()
    }

    fn request(&self, at: &NamedOrBlankNode) -> Expecting {
        let mut request = Request::new(&self.text(at, HT, "methodName"), &self.text(at, HT, "absolutePath"));
        for header in self.value(at, HT, "headers").map(|headers| self.list(&headers)).unwrap_or_default() {
            let header = node(header.as_ref());
            request = request.with(&self.text(&header, HT, "fieldName"), &self.text(&header, HT, "fieldValue"));
        }
        if let Some(body) = self.value(at, HT, "body") {
            let body = node(body.as_ref());
            let text = self.text(&body, CNT, "chars");
            request = request.body(match self.text(&body, CNT, "characterEncoding").as_str() {
                "UTF-8" => text.into_bytes(),
                "UTF-16" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                other => panic!("{other}"),
            });
        }
        let response = self.node(at, HT, "resp");
        let literal = |of: &str| self.value(&response, MF, of).and_then(|value| Literal::try_from(value).ok());
        let expected = name(MF, "expectedStatus");
        let statuses = self.graph.objects_for_subject_predicate(response.as_ref(), expected.as_ref());
        let class = |status: TermRef<'_>| status.to_string().trim_end_matches("xx>").chars().last()?.to_digit(10);
        Expecting {
            request,
            statuses: statuses.filter_map(class).map(|class| u16::try_from(class).unwrap()).collect(),
            boolean: literal("expectedBoolean").map(|value| value.value() == "true"),
            format: literal("expectedFormat").map(|value| value.value().to_owned()),
        }
    }

    fn list(&self, head: &Term) -> Vec<Term> {
        let (mut items, mut rest) = (Vec::new(), head.clone());
        while rest != Term::from(rdf::NIL) {
            let at = node(rest.as_ref());
            items.push(self.graph.object_for_subject_predicate(at.as_ref(), rdf::FIRST).unwrap().into_owned());
            rest = self.graph.object_for_subject_predicate(at.as_ref(), rdf::REST).unwrap().into_owned();
        }
        items
    }

    fn value(&self, at: &NamedOrBlankNode, namespace: &str, local: &str) -> Option<Term> {
        let predicate = name(namespace, local);
        self.graph.object_for_subject_predicate(at.as_ref(), predicate.as_ref()).map(TermRef::into_owned)
    }

    fn node(&self, at: &NamedOrBlankNode, namespace: &str, local: &str) -> NamedOrBlankNode {
        node(self.value(at, namespace, local).unwrap_or_else(|| panic!("{at}: no {local}")).as_ref())
    }

    fn text(&self, at: &NamedOrBlankNode, namespace: &str, local: &str) -> String {
        match self.value(at, namespace, local) {
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            Some(Term::NamedNode(node)) => node.into_string(),
            _ => panic!("{at}: no {local}"),
        }
    }
}

impl Expecting {
    fn accepts(&self, response: &Response) -> bool {
        let media_type = response.header("content-type").unwrap_or_default();
        let is_of = |types: &[&str]| types.iter().any(|known| media_type.starts_with(known));
        let results = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv"];
        let is_format = match self.format.as_deref() {
            Some("boolean" | "tabular") => is_of(&results),
            Some("RDF") => is_of(&["text/turtle", "application/n-triples", "application/rdf+xml"]),
            _ => true,
        };
        let is_status = self.statuses.contains(&(response.status / 100));
        is_status && is_format && self.boolean.is_none_or(|value| response.json()["boolean"] == value)
    }
}

fn parse(text: &[u8], format: RdfFormat, base: &str) -> Graph {
    let parser = RdfParser::from_format(format);
    let parser = if base.is_empty() { parser } else { parser.with_base_iri(base).unwrap() };
    parser.for_slice(text).map(|quad| quad.unwrap().into()).collect::<Vec<oxigraph::model::Triple>>().iter().collect()
}

fn name(namespace: &str, local: &str) -> NamedNode {
    NamedNode::new(format!("{namespace}{local}")).unwrap()
}

fn node(term: TermRef<'_>) -> NamedOrBlankNode {
    match term {
        TermRef::NamedNode(node) => NamedNodeRef::into_owned(node).into(),
        TermRef::BlankNode(node) => node.into_owned().into(),
        TermRef::Literal(literal) => panic!("{literal} is no node"),
    }
}
