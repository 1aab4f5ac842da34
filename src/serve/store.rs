//! `/store`: whole graphs, by the reading half of the SPARQL 1.1 Graph Store HTTP Protocol.
//!
//! A graph is written as it is read, so that no more than a part of it is in memory, whatever its size.

use super::{
    Kind, Problem, Site,
    assets::is_known,
    headers::{set, tag},
    negotiate::{self, TRIPLES},
    stream,
};
use crate::graph::{Store, write_each};
use axum::{
    extract::State,
    http::{
        HeaderMap, HeaderValue, Method, StatusCode, Uri,
        header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, VARY},
    },
    response::{IntoResponse, Response},
};
use oxigraph::model::{GraphName, NamedNode, Triple};
use std::{borrow::Cow, io};

/// A graph, the default one or by name.
pub(super) async fn graph(
    State(site): State<Site>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (graph, format) = wanted(uri.query().unwrap_or_default())?;
    let offer = negotiate::choose(TRIPLES, format.as_deref(), &headers)?;
    let generation = site.generation();
    if !is_there(&generation.store, &graph)? {
        return Err(Problem::new(Kind::NotFound, format_args!("there is no graph {graph}")));
    }
    let tag = tag(&generation, &[offer.media_type, &graph.to_string()]);
    let mut response = if is_known(&headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if method == Method::HEAD {
        StatusCode::OK.into_response()
    } else {
        let body = stream::body(&site, move |writer| {
            let (store, graph) = (&generation.store, graph.as_ref());
            let quads = store.database().quads_for_pattern(None, None, None, Some(graph));
            let triples = quads.map(|quad| quad.map(|quad| Cow::Owned(Triple::from(quad))).map_err(io::Error::other));
            write_each(triples, store.base(), offer.format, writer).map(drop).map_err(io::Error::other)
        });
        body.await?.into_response()
    };
    set(&mut response, CONTENT_TYPE, &offer.content_type());
    set(&mut response, ETAG, &tag);
    set(&mut response, CACHE_CONTROL, "no-cache");
    response.headers_mut().append(VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

/// Which graph, and in what format.
fn wanted(query: &str) -> Result<(GraphName, Option<String>), Problem> {
    let (mut graphs, mut format) = (Vec::new(), None);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "default" => graphs.push(GraphName::DefaultGraph),
            "graph" => {
                let no_iri = |error| Problem::new(Kind::BadRequest, format_args!("`{value}` is no IRI: {error}"));
                graphs.push(NamedNode::new(&*value).map_err(no_iri)?.into());
            }
            "format" => format = Some(value.into_owned()),
            _ => {}
        }
    }
    match (graphs.pop(), graphs.is_empty()) {
        (Some(graph), true) => Ok((graph, format)),
        _ => Err(Problem::new(Kind::BadRequest, "name one graph: /store?default or /store?graph=…")),
    }
}

fn is_there(store: &Store, graph: &GraphName) -> Result<bool, Problem> {
    let is_there = match graph {
        GraphName::NamedNode(name) => store.database().contains_named_graph(name),
        GraphName::BlankNode(_) => Ok(false),
        GraphName::DefaultGraph => Ok(true),
    };
    is_there.map_err(|error| Problem::new(Kind::Graph, error))
}
