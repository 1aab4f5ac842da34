//! What every page has around it: the way through the site, the question box, the same as data.

use super::links;
use crate::graph::ExportFormat;
use maud::{DOCTYPE, Markup, html};

/// A page without its content.
#[derive(Default)]
pub(super) struct Page<'a> {
    /// What it is called.
    pub(super) title: &'a str,
    /// The question that stands in the box above.
    pub(super) question: &'a str,
    /// The same as data.
    pub(super) data: Vec<Data>,
    /// Modules that make it handier.
    pub(super) scripts: &'a [&'a str],
    /// The address of the part of the site that it belongs to.
    pub(super) part: &'a str,
}

/// What a page holds, in a format for programs.
pub(super) struct Data {
    name: &'static str,
    kind: &'static str,
    address: String,
}

/// The formats that all triples are offered in.
const FORMATS: [(&str, &str, ExportFormat); 2] =
    [("Turtle", "text/turtle", ExportFormat::Turtle), ("JSON-LD", "application/ld+json", ExportFormat::JsonLd)];

impl Data {
    /// What an address gives, in each format.
    pub(super) fn at(address: impl Fn(ExportFormat) -> Option<String>) -> Vec<Self> {
        let known = FORMATS.into_iter().filter_map(|(name, kind, format)| Some((name, kind, address(format)?)));
        known.map(|(name, kind, address)| Self { name, kind, address }).collect()
    }

    /// What is said of one thing.
    pub(super) fn of(iri: &str) -> Vec<Self> {
        Self::at(|format| Some(links::data(iri, format)))
    }

    /// All of the graph.
    pub(super) fn of_all() -> Vec<Self> {
        Self::at(|format| Some(links::graph(format)))
    }
}

/// The parts of the site.
const PARTS: [(&str, &str); 5] =
    [("/timeline", "Timeline"), ("/path", "Paths"), ("/notes", "Notes"), ("/check", "Check"), ("/query", "SPARQL")];

impl Page<'_> {
    /// The whole page.
    pub(super) fn around(&self, content: &Markup) -> Markup {
        let all = if self.data.is_empty() { Data::of_all() } else { Vec::new() };
        let data = self.data.iter().chain(&all);
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · annals" }
                    link rel="stylesheet" href="/assets/style.css";
                    link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                    @for data in data.clone() {
                        link rel="alternate" type=(data.kind) href=(data.address) title=(data.name);
                    }
                    script type="module" src="/assets/complete.js" {}
                    @for script in self.scripts {
                        script type="module" src={ "/assets/" (script) } {}
                    }
                }
                body {
                    a.skip href="#main" { "Skip to the content" }
                    header.top {
                        a.wordmark href="/" { "annals" }
                        nav aria-label="Site" {
                            ul {
                                @for (address, name) in PARTS {
                                    li { a href=(address) aria-current=[(self.part == address).then_some("page")] { (name) } }
                                }
                            }
                        }
                        @if self.part != "/" { (ask_box(self.question, "ask-above")) }
                    }
                    main id="main" tabindex="-1" { (content) }
                    footer.bottom {
                        p { "Every fact with its receipt." }
                        p.data {
                            @if all.is_empty() { "This page as data: " } @else { "The graph as data: " }
                            @for (at, data) in data.enumerate() {
                                @if at > 0 { ", " }
                                a href=(data.address) type=(data.kind) { (data.name) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The box that takes questions, on every page once.
pub(super) fn ask_box(question: &str, id: &str) -> Markup {
    html! {
        form.ask role="search" action="/ask" method="get" aria-label="Ask the notes" {
            label.hidden for=(id) { "Ask the notes a question" }
            input id=(id) name="q" type="search" value=(question) autocomplete="off" spellcheck="false"
                placeholder="Who, what, when, where, why…" maxlength="2000" data-complete="names";
            button type="submit" { "Ask" }
        }
    }
}
