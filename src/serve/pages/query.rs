//! The query editor. Without a script the form comes back here and the answer is a table; with one it asks `/sparql` itself.

use super::{
    super::{
        Generation, Kind, Problem, Site,
        query::{Format, Job},
    },
    asked::Asked,
    frame::{Data, Page},
    links, parts, said,
};
use crate::graph::{
    ExportFormat, Form, Position, ResultFormat, inspect, named_queries,
    vocabulary::{compact, prefixes},
};
use axum::{
    body::to_bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use serde_json::Value;

/// Rows shown without a script, and bytes of terms in them.
const MOST_ROWS: usize = 500;
const MOST_BYTES: usize = 4 << 20;
/// What stands in the editor at first.
const FIRST: &str = "SELECT ?who ?what ?when WHERE {
  ?claim rdf:subject ?subject ;
         rdf:predicate an:approved ;
         rdf:object ?object .
  ?subject rdfs:label ?who .
  ?object rdfs:label ?what .
  OPTIONAL { ?claim an:when ?when }
}
LIMIT 50
";

/// The editor, and the answer when a query is given.
pub(super) async fn query(State(site): State<Site>, asked: Asked) -> Result<Response, Problem> {
    let generation = site.generation();
    let text = asked.raw("query").filter(|text| !text.trim().is_empty()).map(str::to_owned);
    let answered = match &text {
        Some(text) => Some(answer(&site, &generation, text).await),
        None => None,
    };
    let status = match &answered {
        Some(Err(problem)) => problem.kind.status(),
        Some(Ok(_)) | None => StatusCode::OK,
    };
    let shown = text.as_deref().unwrap_or(FIRST);
    let data = text.as_deref().filter(|text| form(text) == Some(Form::Triples));
    let page = Page {
        title: "SPARQL",
        data: data.map_or_else(Data::of_all, |text| Data::at(|format| Some(links::query_data(text, format)))),
        scripts: &["query.js"],
        part: "/query",
        ..Page::default()
    };
    let content = html! {
        h1 { "Ask the graph" }
        (editor(shown, generation.store.base()))
        div id="result" {
            @match &answered {
                Some(Ok(answer)) => (answer),
                Some(Err(problem)) => (fault(problem, shown)),
                None => {}
            }
        }
        (named())
    };
    Ok((status, page.around(&content)).into_response())
}

fn form(text: &str) -> Option<Form> {
    inspect(text).ok().and_then(|outline| outline.form)
}

fn editor(text: &str, base: &str) -> Markup {
    let known: serde_json::Map<String, Value> =
        prefixes(base).into_iter().map(|(prefix, namespace)| (prefix.to_owned(), namespace.into())).collect();
    html! {
        form.query action="/query" method="get" data-prefixes=(Value::Object(known)) {
            label for="query" { "Query in SPARQL 1.1; prefixes are supplied" }
            div.editor {
                textarea id="query" name="query" rows="12" spellcheck="false" autocapitalize="off" autocomplete="off" { "\n" (text) }
            }
            div.row {
                button type="submit" { "Run" }
                span.aside.keys hidden { "Ctrl+Enter runs, Ctrl+Space completes" }
            }
        }
    }
}

/// The queries that go by a name.
fn named() -> Markup {
    html! {
        section aria-labelledby="named" {
            h2 id="named" { "Queries to begin with" }
            ul.named {
                @for query in named_queries() {
                    li { a href=(links::query(query.text)) { (query.name.replace('-', " ")) } p { (query.about()) } }
                }
            }
        }
    }
}

async fn answer(site: &Site, generation: &Generation, text: &str) -> Result<Markup, Problem> {
    let outline = inspect(text)?;
    let triples = outline.form == Some(Form::Triples);
    let format = if triples { Format::Triples(ExportFormat::Turtle) } else { Format::Rows(ResultFormat::Json) };
    let job = Job { text: text.to_owned(), dataset: None, format, rows: MOST_ROWS, bytes: MOST_BYTES };
    let answered = site.ask(generation, &job).await?;
    let failed =
        |error: &dyn std::error::Error| Problem::new(Kind::BrokeOff, format_args!("the answer broke off: {error}"));
    let bytes = to_bytes(answered.body, usize::MAX).await.map_err(|error| failed(&error))?;
    let found = if triples { "triple" } else { "row" };
    let content = if triples {
        html! { pre tabindex="0" { code { (said(&String::from_utf8_lossy(&bytes))) } } }
    } else {
        let rows: Value = serde_json::from_slice(&bytes).map_err(|error| failed(&error))?;
        table(&rows, generation.store.base())
    };
    Ok(html! {
        h2 { "Answer" }
        @if answered.rows > 0 { p.aside { (parts::count(answered.rows, found)) @if answered.cut { ", cut here; the formats below give more" } } }
        (content)
        (formats(text, triples))
    })
}

/// The same answer for programs.
fn formats(text: &str, triples: bool) -> Markup {
    let known: &[(&str, &str)] = if triples {
        &[("Turtle", "turtle"), ("JSON-LD", "json-ld"), ("N-Triples", "n-triples"), ("RDF/XML", "rdf-xml")]
    } else {
        &[("JSON", "json"), ("CSV", "csv"), ("TSV", "tsv"), ("XML", "xml")]
    };
    html! {
        p.aside {
            "As data: "
            @for (at, (name, format)) in known.iter().enumerate() {
                @if at > 0 { ", " }
                a href=(links::page("/sparql", &[("query", text), ("format", format)])) { (name) }
            }
        }
    }
}

/// Rows in SPARQL 1.1 Query Results JSON as a table.
fn table(results: &Value, base: &str) -> Markup {
    if let Some(holds) = results["boolean"].as_bool() {
        return html! { p.lead { @if holds { "Yes." } @else { "No." } } };
    }
    let none = Vec::new();
    let names: Vec<&str> =
        results["head"]["vars"].as_array().unwrap_or(&none).iter().filter_map(Value::as_str).collect();
    let rows = results["results"]["bindings"].as_array().unwrap_or(&none);
    html! {
        @if rows.is_empty() { p.lead { "Nothing fits." } } @else {
            div.scroll role="region" aria-label="Answer" tabindex="0" {
                table {
                    thead { tr { @for name in &names { th scope="col" { (said(name)) } } } }
                    tbody { @for row in rows { tr { @for name in &names { td { (cell(&row[*name], base)) } } } } }
                }
            }
        }
    }
}

fn cell(term: &Value, base: &str) -> Markup {
    let value = term["value"].as_str().unwrap_or_default();
    match term["type"].as_str() {
        Some("uri") => html! { a href=(links::thing(value)) { (said(&compact(value, base))) } },
        _ => html! { (said(value)) },
    }
}

/// What is wrong with a query, at its place.
fn fault(problem: &Problem, text: &str) -> Markup {
    html! {
        div.fault role="alert" data-line=[problem.position.map(|at| at.line)] data-column=[problem.position.map(|at| at.column)] {
            h2 { (problem.kind.title()) }
            p { (said(&problem.detail)) }
            @if let Some(position) = problem.position { (place(position, text)) }
        }
    }
}

fn place(position: Position, text: &str) -> Markup {
    let line = text.lines().nth(position.line.saturating_sub(1)).unwrap_or_default();
    let before = " ".repeat(position.column.saturating_sub(1));
    html! {
        pre tabindex="0" { code { (said(line)) "\n" (before) span.at { "^" } } }
    }
}
