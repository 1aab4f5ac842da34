//! `/id/…` and `/data`: what the graph says of one thing, as data; a browser is sent to its page.
//!
//! `/id/stalin` is the thing whose IRI is the base of the graph and `stalin`, so that a graph made with
//! `--base http://localhost:7878/id/` has addresses that can be followed; `/data?iri=…` takes any IRI.

use super::{
    Generation, Kind, Problem, Site,
    assets::is_known,
    headers::{set, tag},
    negotiate::{self, TRIPLES},
    pages,
    sparql::CUT,
};
use crate::graph::{ExportFormat, StoreError, write_triples};
use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode, Uri,
        header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, VARY},
    },
    response::{IntoResponse, Redirect, Response},
};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, Triple};

/// The thing of this name below the base of the graph.
pub(super) async fn by_name(
    State(site): State<Site>,
    path: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Path(name) = path.map_err(|error| Problem::new(Kind::BadRequest, error.body_text()))?;
    let format = parameter(&uri, "format");
    let iri = format!("{}{name}", site.generation().store.base());
    if format.is_none() && negotiate::prefers_page(TRIPLES, &headers) {
        let mut response = Redirect::to(&pages::thing(&iri)).into_response();
        response.headers_mut().insert(VARY, HeaderValue::from_static("Accept"));
        return Ok(response);
    }
    data_of(site, iri, format, &headers).await
}

/// The thing with this IRI.
pub(super) async fn by_iri(State(site): State<Site>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let iri = parameter(&uri, "iri").ok_or_else(|| Problem::new(Kind::BadRequest, "name the thing: /data?iri=…"))?;
    data_of(site, iri, parameter(&uri, "format"), &headers).await
}

/// A parameter of an address.
fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let mut parameters = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    parameters.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

async fn data_of(site: Site, iri: String, format: Option<String>, headers: &HeaderMap) -> Result<Response, Problem> {
    let offer = negotiate::choose(TRIPLES, format.as_deref(), headers)?;
    let node = NamedNode::new(&iri)
        .map_err(|error| Problem::new(Kind::BadRequest, format_args!("`{iri}` is no IRI: {error}")))?;
    let known = headers.clone();
    let mut response = site
        .read(move |site, generation| {
            let tag = tag(generation, &[offer.media_type, &iri]);
            let mut response = if is_known(&known, &tag) {
                StatusCode::NOT_MODIFIED.into_response()
            } else {
                written(generation, node.as_ref(), offer.format, site.settings().rows)?
            };
            set(&mut response, ETAG, &tag);
            Ok(response)
        })
        .await?;
    set(&mut response, CONTENT_TYPE, &offer.content_type());
    set(&mut response, CACHE_CONTROL, "no-cache");
    response.headers_mut().append(VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

fn written(
    generation: &Generation,
    node: NamedNodeRef<'_>,
    format: ExportFormat,
    most: usize,
) -> Result<Response, Problem> {
    let (triples, cut) = about(generation, node, most)?;
    if triples.is_empty() {
        return Err(Problem::new(Kind::NotFound, format_args!("the graph says nothing of {node}")));
    }
    let mut bytes = Vec::new();
    write_triples(&triples, generation.store.base(), format, &mut bytes)
        .map_err(|error| Problem::new(Kind::Graph, error))?;
    let mut response = bytes.into_response();
    if cut {
        set(&mut response, HeaderName::from_static(CUT), &format!("after={}", triples.len()));
    }
    Ok(response)
}

/// What is said of a thing, then what is said of others that concerns it: sorted, no more than so many, and whether there are
/// more.
fn about(generation: &Generation, node: NamedNodeRef<'_>, most: usize) -> Result<(Vec<Triple>, bool), StoreError> {
    let (database, graph) = (generation.store.database(), Some(GraphNameRef::DefaultGraph));
    let own = database.quads_for_pattern(Some(node.into()), None, None, graph);
    let others = database.quads_for_pattern(None, None, Some(node.into()), graph);
    let mut triples = Vec::new();
    for quad in own.chain(others) {
        if triples.len() >= most {
            return Ok((triples, true));
        }
        triples.push(Triple::from(quad?));
    }
    triples.sort_by_cached_key(|triple| (triple.subject != node.into_owned().into(), triple.to_string()));
    triples.dedup();
    Ok((triples, false))
}
