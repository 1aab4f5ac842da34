//! A report as one page of HTML, complete in itself: no scripts, nothing from elsewhere, with the network and the timeline drawn.

use super::{
    network::kind,
    report::{CLAIMS, FACTS, Report, Section, counted},
    words::{one_line, sentence, voice},
};
use crate::{
    graph::{ClaimRow, Receipt},
    shown::said,
};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The look of the page.
const STYLE: &str = include_str!("report.css");

/// What is drawn on the page.
pub(super) struct Pictures {
    /// The network, in SVG, and how many of its nodes it leaves out.
    pub(super) network: Option<String>,
    pub(super) nodes_left_out: usize,
    /// The timeline, in SVG, and how many of its entries it leaves out.
    pub(super) timeline: Option<String>,
    pub(super) entries_left_out: usize,
}

/// The page.
pub(super) fn page(report: &Report<'_>, title: &str, pictures: &Pictures) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="annals";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:";
                title { (said(title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#told" { "Skip to what is told" }
                header {
                    h1 { (said(title)) }
                    p { (counted(report.facts, "fact")) " and " (counted(report.claims, "other claim")) ". " (FACTS) " " (CLAIMS) }
                }
                nav aria-labelledby="contents" {
                    h2 id="contents" { "Contents" }
                    ul.contents {
                        @if pictures.network.is_some() { li { a href="#network" { "Network" } } }
                        @if pictures.timeline.is_some() { li { a href="#timeline" { "Timeline" } } }
                        @for (at, section) in report.sections.iter().enumerate() {
                            li { a href={ "#thing-" (at) } { (said(&one_line(&section.named.label))) } }
                        }
                    }
                }
                main id="told" tabindex="-1" {
                    @if let Some(picture) = &pictures.network {
                        section aria-labelledby="network" {
                            h2 id="network" { "Network" }
                            figure {
                                div.picture role="group" aria-label="Drawing of the network, to be scrolled" tabindex="0" { (PreEscaped(picture)) }
                                figcaption {
                                    "What is said of two things is a line; what it says in words stands below, under either. Thin lines are further ties. "
                                    @if pictures.nodes_left_out > 0 { (counted(pictures.nodes_left_out, "thing")) " that less hangs on left out." }
                                }
                            }
                        }
                    }
                    @if let Some(picture) = &pictures.timeline {
                        section aria-labelledby="timeline" {
                            h2 id="timeline" { "Timeline" }
                            figure {
                                div.picture role="group" aria-label="Drawing of the timeline, to be scrolled" tabindex="0" { (PreEscaped(picture)) }
                                figcaption {
                                    "A dot is a day, a bar the time in which something lies. "
                                    @if pictures.entries_left_out > 0 { (counted(pictures.entries_left_out, "later line")) " left out." }
                                }
                            }
                        }
                    }
                    @for (at, section) in report.sections.iter().enumerate() { (told(at, section)) }
                }
                footer { p { "Made by annals from notes; each line leads back to the words it was read from." } }
            }
        }
    };
    page.into_string()
}

fn told(at: usize, section: &Section<'_>) -> Markup {
    let label = one_line(&section.named.label);
    html! {
        section aria-labelledby={ "thing-" (at) } {
            h2 id={ "thing-" (at) } { (said(&label)) }
            p.about {
                (said(kind(section.named)))
                @if !section.aliases.is_empty() { " · also " (said(&section.aliases.join(", "))) }
                " · " code { (said(&section.named.iri)) }
            }
            @if !section.facts.is_empty() {
                h3 { "Facts" span.hidden { " about " (said(&label)) } }
                ul.facts { @for row in &section.facts { (claim(row)) } }
            }
            @if !section.claims.is_empty() {
                h3 { "Claimed, not fact" span.hidden { ", about " (said(&label)) } }
                ul.claims { @for row in &section.claims { (claim(row)) } }
            }
        }
    }
}

fn claim(row: &ClaimRow) -> Markup {
    html! {
        li {
            p.sentence {
                @if let Some(time) = &row.time { span.time title={ "EDTF " (time.edtf) } { (said(&time.words())) } " " }
                (said(&sentence(row)))
                @if let Some(voice) = voice(row) { " " span.voice { (said(&voice)) } }
            }
            @for one in &row.receipts { (receipt(one)) }
        }
    }
}

fn receipt(receipt: &Receipt) -> Markup {
    html! {
        p.receipt {
            "“" (said(&one_line(&receipt.text))) "” "
            cite { (said(&receipt.file)) ":" (receipt.line) }
            @for (at, source) in receipt.sources.iter().enumerate() {
                @if at == 0 { " cites " } @else { ", " }
                (address(source))
            }
            @if let Some(quote) = receipt.support.first() { " (quotation on line " (quote.line) ")" }
        }
    }
}

/// A link only where it leads to the web: `javascript:` leads nowhere a reader should go.
fn address(source: &str) -> Markup {
    let leads = ["http://", "https://", "ftp://"].iter().any(|scheme| source.starts_with(scheme));
    html! {
        @if leads { a href=(source) rel="noreferrer" { (said(source)) } } @else { (said(&one_line(source))) }
    }
}
