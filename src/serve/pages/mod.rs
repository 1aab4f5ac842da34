//! Pages for people, usable without any script.
//!
//! A page reads the graph through [`Site::read`] and is written with `maud`, which escapes all text. Addresses other than our
//! own go through a list of schemes before they become links.

mod home;

use super::{Problem, Site};
use axum::{
    Router,
    http::{HeaderMap, header::ACCEPT},
    routing::get,
};
use maud::{DOCTYPE, Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// All pages.
pub(super) fn router() -> Router<Site> {
    Router::new().route("/", get(home::home))
}

/// The page of the thing with this IRI.
pub(super) fn thing(iri: &str) -> String {
    format!("/thing?iri={}", utf8_percent_encode(iri, NON_ALPHANUMERIC))
}

/// The page on which a query can be edited and its answer seen, if there is one.
pub(super) const fn query(_text: &str) -> Option<String> {
    None
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
    frame(
        problem.kind.title(),
        &html! {
            p { (problem.detail) }
            @if let Some(position) = problem.position {
                p { "In the query: " (position) "." }
            }
        },
    )
}

/// What every page has around it.
fn frame(title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · annals" }
                link rel="stylesheet" href="/assets/style.css";
            }
            body {
                header { a href="/" { "annals" } }
                main {
                    h1 { (title) }
                    (content)
                }
            }
        }
    }
}
