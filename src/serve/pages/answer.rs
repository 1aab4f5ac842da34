//! The answer to a question: a sentence, the claims behind it, their receipts, the way if one was asked for, the query.

use super::{
    super::{Problem, Site},
    asked::Asked,
    connections,
    frame::{Data, Page},
    links, parts, said,
};
use crate::{
    ask::{self, Answer, Answered, Options, Row},
    graph::{Named, Receipt},
    path::Connection,
};
use axum::extract::State;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Rows and receipts that are shown at once.
const MOST_ROWS: usize = 60;
const MOST_RECEIPTS: usize = 12;

/// The answer to a question.
pub(super) async fn answer(State(site): State<Site>, asked: Asked) -> Result<Markup, Problem> {
    site.read(move |site, generation| {
        let Some(question) = asked.text("q") else { return Ok(nothing_asked()) };
        let options = Options { all: asked.has("all") };
        let answered = ask::answer(question, &generation.store, site.knowledge(), &options);
        let claims: BTreeSet<&String> = all(&answered).flat_map(|answer| &answer.behind.claims).collect();
        let page = Page {
            title: question,
            question,
            data: Data::at(|format| links::described(claims.iter().copied(), format)),
            scripts: &["picture.js"],
            ..Page::default()
        };
        Ok(page.around(&shown(&answered, options)))
    })
    .await
}

fn nothing_asked() -> Markup {
    let page = Page { title: "Ask the notes", ..Page::default() };
    page.around(&html! {
        h1 { "Ask the notes" }
        p.lead { "Type a question into the box above: who, what, when, where, why, how many, or how one thing is connected to another." }
    })
}

fn all(answered: &Answered) -> impl Iterator<Item = &Answer> {
    answered.answers.iter().chain(&answered.also)
}

fn shown(answered: &Answered, options: Options) -> Markup {
    html! {
        p.kicker { "You asked" }
        p.question { (said(&answered.question)) }
        @if answered.answers.is_empty() { (no_answer(answered, options)) } @else { (answers(answered, options)) }
        @if !answered.sparql.is_empty() {
            details.sparql {
                summary { "The query behind the answer" }
                pre tabindex="0" { code { (said(&answered.sparql)) } }
                p { a href=(links::query(&answered.sparql)) { "Change it and ask again" } }
            }
        }
    }
}

fn answers(answered: &Answered, options: Options) -> Markup {
    let apart = !answered.also.is_empty() || ask::each_has_its_source(&answered.answers);
    let walked = !answered.connections.is_empty();
    let headline = if walked { ways(&answered.connections) } else { ask::headline(&answered.answers) };
    let saved = links::page("/ask.svg", &[("q", &answered.question), ("all", if options.all { "1" } else { "" })]);
    html! {
        h1.answer { (said(&headline)) }
        @if options.all { p.aside { "Answered also from what is only reported, believed, asked for or planned." } }
        @if walked {
            (connections::drawn(&answered.connections, &saved))
        } @else if apart {
            @for answer in all(answered) {
                section.value { h2 { (said(&answer.label)) } (behind(&[answer], &answered.sparql)) }
            }
        } @else {
            (behind(&answered.answers.iter().collect::<Vec<_>>(), &answered.sparql))
        }
    }
}

/// What the ways have in common: both ends, or where they lead.
fn ways(connections: &[Connection]) -> String {
    let ends = |connection: &Connection| {
        let stations = connection.stations();
        let label = |end: Option<&&Named>| end.map(|named| named.label.clone()).unwrap_or_default();
        (label(stations.first()), label(stations.last()))
    };
    let all: BTreeSet<(String, String)> = connections.iter().map(ends).collect();
    match all.first() {
        Some((from, to)) if all.len() == 1 => format!("From {from} to {to}"),
        Some((_, to)) if all.iter().all(|(_, other)| other == to) => format!("What led to {to}"),
        _ => "How these hang together".to_owned(),
    }
}

/// The claims behind answers and their receipts, each once.
fn behind(answers: &[&Answer], sparql: &str) -> Markup {
    let mut rows: Vec<(&Row, &Answer)> = Vec::new();
    let mut receipts: Vec<&Receipt> = Vec::new();
    let (mut seen_rows, mut seen_receipts) = (BTreeSet::new(), BTreeSet::new());
    for answer in answers {
        rows.extend(answer.rows.iter().filter(|row| seen_rows.insert(*row)).map(|row| (row, *answer)));
        receipts.extend(answer.evidence.iter().filter(|receipt| seen_receipts.insert(*receipt)));
    }
    let (first, rest) = receipts.split_at(MOST_RECEIPTS.min(receipts.len()));
    html! {
        div.scroll role="region" aria-label="Claims behind the answer" tabindex="0" {
            table.claims {
                caption.hidden { "Claims behind the answer" }
                thead { tr { th scope="col" { "Who or what" } th scope="col" { "Relation" } th scope="col" { "To what" } th scope="col" { "When" } th scope="col" { "Voice" } } }
                tbody { @for (row, answer) in rows.iter().take(MOST_ROWS) { (claim(row, answer)) } }
            }
        }
        @if rows.len() > MOST_ROWS { p.aside { "and " (parts::count(rows.len() - MOST_ROWS, "more claim")) @if !sparql.is_empty() { ": " a href=(links::query(sparql)) { "all of them as rows" } } } }
        h2 { @if receipts.len() == 1 { "The receipt" } @else { "The receipts" } }
        div.receipts {
            @for receipt in first { (parts::receipt(receipt)) }
        }
        @if !rest.is_empty() {
            details.more {
                summary { (parts::count(rest.len(), "more receipt")) }
                div.receipts { @for receipt in rest.iter().take(MOST_ROWS) { (parts::receipt(receipt)) } }
            }
        }
    }
}

fn claim(row: &Row, answer: &Answer) -> Markup {
    let named = |label: &str| {
        html! {
            @match answer.behind.names.get(label) {
                Some(iri) => a.thing href=(links::thing(iri)) { (said(label)) },
                None => (said(label)),
            }
        }
    };
    html! {
        tr {
            th scope="row" { (named(&row.subject)) }
            td.relation { (said(&row.relation)) }
            td { (named(&row.object)) }
            td.time { (said(&row.time)) }
            td { @if row.voice.is_empty() { span.stance.asserted { "asserted" } } @else { (said(&row.voice)) } }
        }
    }
}

fn no_answer(answered: &Answered, options: Options) -> Markup {
    let message = answered.message.as_deref().unwrap_or("the notes do not say");
    let widened = message.contains("--all");
    let message = message.replace("; --all answers from what is only told: ", ". What is only told: ");
    let capital: String = message.chars().take(1).flat_map(char::to_uppercase).chain(message.chars().skip(1)).collect();
    html! {
        h1.answer { "No answer." }
        p.lead { (said(&capital)) }
        @if widened && !options.all {
            p { a.button href=(links::page("/ask", &[("q", &answered.question), ("all", "1")])) { "Answer from what is only told, too" } }
        }
        p.aside { "Questions can name anything the notes name; " a href="/" { "the first page" } " shows what most hangs on." }
    }
}
