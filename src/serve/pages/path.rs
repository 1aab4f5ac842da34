//! The path finder: how one thing hangs together with another.

use super::{
    super::{Problem, Site},
    asked::Asked,
    connections,
    frame::{Data, Page},
    links, said,
    timeline::find,
};
use crate::{
    graph::{Named, Store, StoreError},
    path::{Connection, Network, Scope},
};
use axum::extract::State;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Ways shown, unless another number is asked for, and at most.
const FEW: usize = 3;
const MOST: usize = 12;

/// What is asked for.
pub(super) struct Way {
    from: Option<Named>,
    to: Option<Named>,
    /// As they were named.
    names: [String; 2],
    scope: Scope,
    number: usize,
    complaints: Vec<String>,
}

impl Way {
    /// Reads what is asked for; things may be named by IRI or by any of their names.
    pub(super) fn read(store: &Store, asked: &Asked) -> Result<Self, StoreError> {
        let mut complaints = Vec::new();
        let mut end = |name: &str| -> Result<(Option<Named>, String), StoreError> {
            let Some(name) = asked.text(name) else { return Ok((None, String::new())) };
            Ok(match find(store, name)? {
                Ok(named) => (Some(named.clone()), named.label),
                Err(message) => {
                    complaints.push(message);
                    (None, name.to_owned())
                }
            })
        };
        let ((from, start), (to, arrival)) = (end("from")?, end("to")?);
        let mut date = |name: &str| {
            asked.date(name).unwrap_or_else(|text| {
                complaints.push(format!("“{text}” is no date: write it as 1950-06-25, 1950-06 or 1950."));
                None
            })
        };
        let scope = Scope { all: asked.has("all"), from: date("since"), to: date("until"), relations: Vec::new() };
        let number = asked.number("number").unwrap_or(FEW).min(MOST);
        Ok(Self { from, to, names: [start, arrival], scope, number, complaints })
    }

    /// The ways there are.
    pub(super) fn connections(&self, store: &Store) -> Result<Vec<Connection>, StoreError> {
        let (Some(from), Some(to)) = (&self.from, &self.to) else { return Ok(Vec::new()) };
        Network::load(store, &self.scope)?.shortest(&from.iri, &to.iri, self.number)
    }

    fn address(&self, path: &str, number: usize, all: bool) -> String {
        let iri = |end: &Option<Named>| end.as_ref().map(|named| named.iri.clone()).unwrap_or_default();
        let (from, to, number) = (iri(&self.from), iri(&self.to), number.to_string());
        let date = |date: &Option<String>| date.clone().unwrap_or_default();
        let (since, until) = (date(&self.scope.from), date(&self.scope.to));
        let all = if all { "1" } else { "" };
        let parameters =
            [("from", &*from), ("to", &to), ("since", &since), ("until", &until), ("all", all), ("number", &number)];
        links::page(path, &parameters)
    }
}

/// How one thing hangs together with another.
pub(super) async fn path(State(site): State<Site>, asked: Asked) -> Result<Markup, Problem> {
    site.read(move |_, generation| {
        let way = Way::read(&generation.store, &asked)?;
        let found = way.connections(&generation.store)?;
        let claims: BTreeSet<&String> =
            found.iter().flat_map(|connection| &connection.hops).flat_map(|hop| &hop.claims).collect();
        let page = Page {
            title: "Paths",
            data: Data::at(|format| links::described(claims.iter().copied(), format)),
            scripts: &["picture.js"],
            part: "/path",
            ..Page::default()
        };
        Ok(page.around(&html! {
            h1 { "How things hang together" }
            (form(&way))
            @for complaint in &way.complaints { p.complaint role="alert" { (said(complaint)) } }
            (answer(&way, &found))
        }))
    })
    .await
}

fn form(way: &Way) -> Markup {
    html! {
        form.filters action="/path" method="get" {
            div { label for="from" { "From" } input id="from" name="from" value=(way.names[0]) autocomplete="off" spellcheck="false" required data-complete="names"; }
            div { label for="to" { "To" } input id="to" name="to" value=(way.names[1]) autocomplete="off" spellcheck="false" required data-complete="names"; }
            div { label for="since" { "Since" } input.date id="since" name="since" value=[way.scope.from.as_ref()] placeholder="1949"; }
            div { label for="until" { "Until" } input.date id="until" name="until" value=[way.scope.to.as_ref()] placeholder="1953"; }
            div.choice { input id="all" type="checkbox" name="all" value="1" checked[way.scope.all]; label for="all" { "also by what nobody vouches for" } }
            button type="submit" { "Find" }
        }
    }
}

fn answer(way: &Way, found: &[Connection]) -> Markup {
    let (Some(from), Some(to)) = (&way.from, &way.to) else {
        return html! {
            @if way.complaints.is_empty() { p.lead { "Name two things; each step between them is shown with the words it was read from." } }
        };
    };
    html! {
        @if found.is_empty() {
            p.lead { "No connection between “" (said(&from.label)) "” and “" (said(&to.label)) "” is told." }
            @if !way.scope.all { p { a.button href=(way.address("/path", way.number, true)) { "Look also through what nobody vouches for" } } }
        } @else {
            (connections::drawn(found, &way.address("/path.svg", way.number, way.scope.all)))
            @if found.len() == way.number && way.number < MOST { p { a.button href=(way.address("/path", MOST, way.scope.all)) { "More ways" } } }
        }
    }
}
