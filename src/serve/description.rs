//! What `/sparql` says of itself when it is not asked anything (SPARQL 1.1 Service Description).

use super::{
    Problem, Site,
    headers::set,
    negotiate::{self, TRIPLES},
};
use crate::graph::write_triples;
use axum::{
    http::{
        HeaderMap, HeaderValue,
        header::{CONTENT_TYPE, HOST, VARY},
    },
    response::{IntoResponse, Response},
};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple, vocab::rdf};

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";
const VOID: &str = "http://rdfs.org/ns/void#";

/// Names of all formats of answers (<https://www.w3.org/ns/formats/>).
const RESULTS: [&str; 10] = [
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD", "N-Quads", "TriG",
];

/// Describes the service.
pub(super) async fn describe(site: Site, format: Option<&str>, headers: &HeaderMap) -> Result<Response, Problem> {
    let offer = negotiate::choose(TRIPLES, format, headers)?;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost").to_owned();
    let bytes = site
        .read(move |_, generation| {
            let triples = triples(&host, generation.store.len()?, &named_graphs(generation.store.database())?);
            let mut bytes = Vec::new();
            let written = write_triples(&triples, generation.store.base(), offer.format, &mut bytes);
            written.map(|_| bytes).map_err(|error| Problem::new(super::Kind::Graph, error))
        })
        .await?;
    let mut response = bytes.into_response();
    set(&mut response, CONTENT_TYPE, &offer.content_type());
    response.headers_mut().append(VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

fn named_graphs(database: &oxigraph::store::Store) -> Result<Vec<NamedNode>, Problem> {
    let mut graphs = Vec::new();
    for graph in database.named_graphs() {
        let graph = graph.map_err(|error| Problem::new(super::Kind::Graph, error))?;
        graphs.extend(NamedNode::try_from(Term::from(graph)));
    }
    Ok(graphs)
}

/// Sorted by subject.
fn triples(host: &str, count: usize, graphs: &[NamedNode]) -> Vec<Triple> {
    let term = |namespace: &str, name: &str| {
        NamedNode::new(format!("{namespace}{name}")).expect("a namespace and a plain name make an IRI")
    };
    let Ok(endpoint) = NamedNode::new(format!("http://{host}/sparql")) else { return Vec::new() };
    let part = |name: &str| term(endpoint.as_str(), &format!("#{name}"));
    let (service, dataset, graph) = (part("service"), part("dataset"), part("graph"));
    let mut triples = Vec::new();
    let mut say = |subject: &NamedNode, predicate: NamedNode, object: Term| {
        triples.push(Triple::new(subject.clone(), predicate, object));
    };
    let a = NamedNodeRef::into_owned(rdf::TYPE);
    say(&service, a.clone(), term(SD, "Service").into());
    say(&service, term(SD, "endpoint"), endpoint.clone().into());
    say(&service, term(SD, "supportedLanguage"), term(SD, "SPARQL11Query").into());
    for format in RESULTS {
        say(&service, term(SD, "resultFormat"), term(FORMATS, format).into());
    }
    say(&service, term(SD, "defaultDataset"), dataset.clone().into());
    say(&dataset, a.clone(), term(SD, "Dataset").into());
    say(&dataset, term(SD, "defaultGraph"), graph.clone().into());
    for (number, name) in graphs.iter().enumerate() {
        say(&dataset, term(SD, "namedGraph"), part(&format!("named-{number}")).into());
        say(&part(&format!("named-{number}")), a.clone(), term(SD, "NamedGraph").into());
        say(&part(&format!("named-{number}")), term(SD, "name"), name.clone().into());
    }
    say(&graph, a, term(SD, "Graph").into());
    say(&graph, term(VOID, "triples"), Literal::from(count as u64).into());
    triples.sort_by_key(|triple| triple.subject.to_string());
    triples
}
