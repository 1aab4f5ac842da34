//! Pages for people: all of them can be read without any script.
//!
//! A page reads the graph through [`Site::read`] and is written with `maud`, which escapes all text. Addresses other than our
//! own go through a list of schemes before they become links (`links`). Style and scripts lie in `assets/`.
//!
//! 1. A request's parameters are [`asked`]; what is needed again and again of one generation is [`kept`].
//! 2. [`home`], [`answer`], [`thing`], [`note`], [`path`], [`timeline`], [`check`] and [`query`] are a page each, made of [`parts`]
//!    with a [`frame`] around them; [`complete`] tells their boxes what could be meant by what has been typed.
//! 3. [`neighbours`] is a picture; what [`picture`] gives can be saved.

mod answer;
mod asked;
mod check;
mod complete;
mod connections;
mod frame;
mod home;
mod kept;
mod links;
mod margin;
mod neighbours;
mod note;
mod parts;
mod path;
mod picture;
mod query;
mod thing;
mod timeline;

#[cfg(test)]
mod tests;

use super::{Kind, Problem, Site};
use crate::shown::said;
use axum::{
    Extension, Router,
    http::{HeaderMap, header::ACCEPT},
    routing::get,
};
use frame::Page;
use maud::{Markup, html};

/// All pages.
pub(super) fn router() -> Router<Site> {
    Router::new()
        .route("/", get(home::home))
        .route("/ask", get(answer::answer))
        .route("/ask.svg", get(picture::answer))
        .route("/thing", get(thing::thing))
        .route("/thing.svg", get(picture::neighbours))
        .route("/notes", get(note::list))
        .route("/note", get(note::note))
        .route("/path", get(path::path))
        .route("/path.svg", get(picture::path))
        .route("/timeline", get(timeline::timeline))
        .route("/timeline.svg", get(picture::timeline))
        .route("/check", get(check::check))
        .route("/query", get(query::query))
        .route("/complete", get(complete::complete))
        .layer(Extension(kept::Kept::default()))
}

/// The page of the thing with this IRI.
pub(super) fn thing(iri: &str) -> String {
    links::thing(iri)
}

/// The page on which a query can be edited and its answer seen.
#[expect(clippy::unnecessary_wraps, reason = "whether there is such a page is for this module to say")]
pub(super) fn query(text: &str) -> Option<String> {
    Some(links::query(text))
}

/// Whether a client would rather have a page than data: it names HTML, as browsers do.
pub(super) fn are_wanted(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted
        .flat_map(|list| list.split(','))
        .any(|item| matches!(item.split(';').next().map(str::trim), Some("text/html" | "application/xhtml+xml")))
}

/// A page that tells what went wrong.
pub(super) fn problem(problem: &Problem) -> Markup {
    let page = Page { title: problem.kind.title(), ..Page::default() };
    page.around(&html! {
        h1 { (problem.kind.title()) }
        p.lead { (said(&problem.detail)) }
        @if let Some(position) = problem.position {
            p { "In the query: " (position) "." }
        }
        p { a href="/" { "To the first page" } }
    })
}

/// Nothing is there under this name.
fn unknown(what: &str, name: &str) -> Problem {
    Problem::new(Kind::NotFound, format_args!("no {what} goes by “{name}” here"))
}
