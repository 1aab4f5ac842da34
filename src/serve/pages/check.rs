//! What a careful editor would find in the notes: the findings of `annals check`, as far as the graph's own copy shows them.

use super::{
    super::{Generation, Kind, Problem, Site},
    asked::Asked,
    frame::{Data, Page},
    kept::{Kept, made},
    links, parts, said,
};
use crate::{
    check::{self, Finding, Settings, Subject, built_in_rules, explanations},
    diagnostic::Severity,
    graph::StoreError,
    pipeline,
};
use axum::{Extension, extract::State};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Bytes of notes up to which they are looked through when the page is first asked for.
const LARGEST: usize = 512 << 10;
/// Findings shown at a time, and kinds of findings listed.
const MOST: usize = 100;

/// A finding, and the words that it stands at.
pub(super) struct Told {
    finding: Finding,
    words: String,
}

/// The findings.
pub(super) async fn check(
    State(site): State<Site>,
    Extension(kept): Extension<Kept>,
    asked: Asked,
) -> Result<Markup, Problem> {
    site.read(move |site, generation| {
        let known = kept.of(generation);
        let findings = made(&known.findings, || findings(site, generation))?;
        let page = Page { title: "Check", data: Data::of_all(), part: "/check", ..Page::default() };
        Ok(page.around(&html! {
            h1 { "What an editor would say" }
            @match findings {
                Some(findings) => (shown(findings, &asked)),
                None => {
                    p.lead { "These notes are too large to be looked through while a page waits." }
                    p { "Run the check where the notes are: " code { "annals check NOTES" } }
                }
            }
        }))
    })
    .await
}

/// Reads the notes again from the graph's copy of them, and looks them through; `None` when they are too large for that.
fn findings(site: &Site, generation: &Generation) -> Result<Option<Vec<Told>>, Problem> {
    let store = &generation.store;
    let texts = store.notes()?.into_iter().map(|note| Ok((note.path.clone(), store.text_of_note(&note)?)));
    let mut all = Vec::new();
    let mut size = 0;
    for text in texts {
        let (path, text): (String, String) = text.map_err(|error: StoreError| Problem::from(error))?;
        size += text.len();
        if size > LARGEST {
            return Ok(None);
        }
        all.push((path, text));
    }
    let settings =
        pipeline::Settings { ontology: site.knowledge(), base: store.base(), ..pipeline::Settings::default() };
    let notes = pipeline::read_kept(&all, &settings);
    let subject = Subject {
        notes: &notes.notes,
        extractions: &notes.extractions,
        diagnostics: &notes.diagnostics,
        store,
        ontology: site.knowledge(),
    };
    let found = check::check(&subject, &built_in_rules(), &Settings::default());
    let found = found.map_err(|error| Problem::new(Kind::Graph, error))?;
    let words = |finding: &Finding| {
        let text = all.iter().find(|(path, _)| *path == finding.place.file).map(|(_, text)| text);
        text.and_then(|text| text.get(finding.place.span.range())).map(parts::shortened).unwrap_or_default()
    };
    Ok(Some(found.into_iter().map(|finding| Told { words: words(&finding), finding }).collect()))
}

fn shown(findings: &[Told], asked: &Asked) -> Markup {
    let rules = built_in_rules();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for Told { finding, .. } in findings {
        *kinds.entry(finding.code.as_str()).or_default() += 1;
    }
    let explained = explanations(&rules);
    let summary =
        |code: &str| explained.iter().find(|known| known.code == code).map_or("", |known| known.summary.as_str());
    let code = asked.text("code").filter(|code| kinds.contains_key(code));
    let fitting: Vec<&Told> =
        findings.iter().filter(|told| code.is_none_or(|code| told.finding.code == code)).collect();
    let number = asked.number("page").unwrap_or(1);
    let first = (number - 1).saturating_mul(MOST).min(fitting.len());
    let few = &fitting[first..fitting.len().min(first + MOST)];
    let page =
        |number: usize| links::page("/check", &[("code", code.unwrap_or_default()), ("page", &number.to_string())]);
    html! {
        @if findings.is_empty() { p.lead { "Nothing." } } @else {
            p.lead { @for (at, (count, what)) in counts(findings).into_iter().enumerate() { @if at > 0 { ", " } (parts::count(count, what)) } "." }
            nav.kinds aria-label="Kinds of findings" {
                ul {
                    li { a href="/check" aria-current=[code.is_none().then_some("true")] { "All" } " " span.count { (findings.len()) } }
                    @for (known, count) in &kinds {
                        li { a href=(links::page("/check", &[("code", known)])) aria-current=[(code == Some(*known)).then_some("true")] { (known) " " (summary(known)) } " " span.count { (count) } }
                    }
                }
            }
            ol.findings start=(first + 1) { @for finding in few { li { (told(finding)) } } }
            nav.pages aria-label="Pages" {
                @if number > 1 { a rel="prev" href=(page(number - 1)) { "Previous" } }
                @if first + few.len() < fitting.len() { a rel="next" href=(page(number + 1)) { "Next" } }
            }
        }
    }
}

fn counts(findings: &[Told]) -> Vec<(usize, &'static str)> {
    let of = |severity: Severity| findings.iter().filter(|told| told.finding.severity == severity).count();
    let all = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning"), (of(Severity::Note), "note")];
    all.into_iter().filter(|(count, _)| *count > 0).collect()
}

fn told(Told { finding, words }: &Told) -> Markup {
    let grave = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let place = |place: &check::Place| {
        let note = links::line(&place.file, place.line);
        html! { a href=(note) { (said(&place.file)) ", line " (place.line) } }
    };
    html! {
        p.message { span class={ "grave " (grave) } { (grave) " " (finding.code) } " " (said(&finding.message)) }
        @if !words.is_empty() { blockquote.words { p { "“" (said(words)) "”" } } }
        p.source { (place(&finding.place)) @if let Some(label) = &finding.label { ": " (said(label)) } }
        @for related in finding.related.iter().take(5) { p.source { (place(&related.place)) ": " (said(&related.message)) } }
        @if let Some(help) = &finding.help { p.help { (said(help)) } }
    }
}
