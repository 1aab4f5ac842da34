//! The first page: a question box, what the graph holds, what most hangs on.

use super::{
    super::{Generation, Problem, Site},
    frame::{Data, Page, ask_box},
    kept::{Kept, made},
    links,
    parts::{count, grouped, thing},
};
use crate::graph::{Named, NodeId, StoreError};
use axum::{Extension, extract::State};
use maud::{Markup, html};
use std::cmp::Reverse;

/// Things shown that most hangs on.
const CENTRAL: usize = 24;
/// Questions shown that can be asked of any graph.
const EVERGREEN: [&str; 2] = ["which events are there", "list all people"];

/// What the graph holds, and the ways into it.
pub(super) async fn home(State(site): State<Site>, Extension(kept): Extension<Kept>) -> Result<Markup, Problem> {
    site.read(move |_, generation| {
        let stats = generation.stats()?;
        let known = kept.of(generation);
        let central = made(&known.central, || central(generation))?;
        let held = [
            (stats.notes, "notes", "/notes"),
            (stats.claims, "claims", ""),
            (stats.facts, "facts", ""),
            (stats.entities, "things named", ""),
            (stats.events, "events", "/timeline"),
            (stats.sources, "sources", ""),
        ];
        let page = Page { title: "What the notes say", data: Data::of_all(), part: "/", ..Page::default() };
        Ok(page.around(&html! {
            section.hero {
                h1 { "What do the notes say?" }
                (ask_box("", "ask"))
                p.examples {
                    "For example: "
                    @for question in examples(central) {
                        a href=(links::page("/ask", &[("q", &question)])) { (question) }
                        " "
                    }
                }
            }
            section aria-labelledby="holds" {
                h2 id="holds" { "What is known" }
                dl.counts {
                    @for (number, what, address) in held {
                        div {
                            dt { @if address.is_empty() { (what) } @else { a href=(address) { (what) } } }
                            dd { (grouped(number)) }
                        }
                    }
                }
                p.aside {
                    "Of all claims, " (grouped(stats.sourced)) " cite a source and " (grouped(stats.dated)) " have a date."
                }
            }
            @if !central.is_empty() {
                section aria-labelledby="central" {
                    h2 id="central" { "What most hangs on" }
                    ol.central {
                        @for (named, ties) in central { li { (thing(named)) " " span.count { (count(*ties as usize, "tie")) } } }
                    }
                }
            }
            section aria-labelledby="ways" {
                h2 id="ways" { "Other ways in" }
                ul.ways {
                    li { a href="/timeline" { "Timeline" } p { "What is dated, in the order of time; what is only roughly dated as a stretch of it." } }
                    li { a href="/path" { "Paths" } p { "How one thing hangs together with another, each step with its receipt." } }
                    li { a href="/notes" { "Notes" } p { "The notes as written, with what was read from them beside the words." } }
                    li { a href="/check" { "Check" } p { "What a careful editor would find: claims without a source, dates that disagree." } }
                    li { a href="/query" { "SPARQL" } p { "Queries in the language of graphs, with names completed." } }
                }
            }
        }))
    })
    .await
}

/// Questions about what most hangs on.
fn examples(central: &[(Named, u32)]) -> Vec<String> {
    let mut people = central.iter().filter(|(named, _)| named.is_a("an:Person")).map(|(named, _)| &named.label);
    let mut questions = Vec::new();
    if let Some(person) = people.next() {
        questions.push(format!("what did {person} do"));
        questions.extend(people.next().map(|other| format!("how is {person} connected to {other}")));
    }
    questions.extend(EVERGREEN.map(str::to_owned));
    questions
}

/// What has most ties.
fn central(generation: &Generation) -> Result<Vec<(Named, u32)>, StoreError> {
    let ties = generation.store.ties()?;
    let mut nodes: Vec<(u32, NodeId)> = ties.nodes().map(|node| (ties.degree(node), node)).collect();
    nodes.sort_unstable_by_key(|(degree, node)| (Reverse(*degree), *node));
    let most = nodes.into_iter().take(CENTRAL).filter(|(degree, _)| *degree > 0);
    most.map(|(degree, node)| Ok((generation.store.named(&ties.iri(node))?, degree))).collect()
}
