//! Pictures as files, for whoever wants to keep them.

use super::{
    super::{Kind, Problem, Site},
    asked::Asked,
    neighbours::Neighbourhood,
    path::Way,
    timeline::Wanted,
    unknown,
};
use crate::{
    ask::{self, Options},
    path::{Connection, render_svg},
    timeline,
};
use axum::{
    extract::State,
    http::{
        HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

/// Entries in a picture.
const MOST: usize = 400;

/// A thing and what it is tied to.
pub(super) async fn neighbours(State(site): State<Site>, asked: Asked) -> Result<Response, Problem> {
    site.read(move |_, generation| {
        let iri = asked.text("iri").unwrap_or_default();
        let named = generation.store.named(iri)?;
        let picture = Neighbourhood::of(&generation.store, &named)?.ok_or_else(|| unknown("thing with ties", iri))?;
        Ok(file("neighbours", picture.svg(false).into_string()))
    })
    .await
}

/// The ways that a question asks for.
pub(super) async fn answer(State(site): State<Site>, asked: Asked) -> Result<Response, Problem> {
    site.read(move |site, generation| {
        let options = Options { all: asked.has("all") };
        let question = asked.text("q").unwrap_or_default();
        let answered = ask::answer(question, &generation.store, site.knowledge(), &options);
        drawn(&answered.connections)
    })
    .await
}

fn drawn(found: &[Connection]) -> Result<Response, Problem> {
    if found.is_empty() {
        return Err(Problem::new(Kind::NotFound, "there is no way to draw"));
    }
    Ok(file("path", render_svg(found)))
}

/// How two things hang together.
pub(super) async fn path(State(site): State<Site>, asked: Asked) -> Result<Response, Problem> {
    site.read(move |_, generation| {
        let way = Way::read(&generation.store, &asked)?;
        drawn(&way.connections(&generation.store)?)
    })
    .await
}

/// What is dated.
pub(super) async fn timeline(State(site): State<Site>, asked: Asked) -> Result<Response, Problem> {
    site.read(move |_, generation| {
        let wanted = Wanted::read(&generation.store, &asked)?;
        let first = (asked.number("page").unwrap_or(1) - 1).saturating_mul(super::timeline::MOST);
        let part = timeline::part(&generation.store, &wanted.selection, first, MOST)?;
        Ok(file("timeline", timeline::render_svg(&part.entries)))
    })
    .await
}

fn file(name: &str, svg: String) -> Response {
    let mut response = ([(CONTENT_TYPE, "image/svg+xml")], svg).into_response();
    let saved = HeaderValue::from_str(&format!("attachment; filename=\"annals-{name}.svg\""));
    response.headers_mut().extend(saved.ok().map(|saved| (CONTENT_DISPOSITION, saved)));
    response
}
