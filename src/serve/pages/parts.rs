//! What several pages show: a thing by its name, in what voice something is said, a claim in a sentence, its receipt.

use super::{links, said};
use crate::{
    ask::{node, voice},
    graph::{ClaimRow, Named, Node, Receipt, RoleRow, Time},
    statement::{Polarity, Stance},
};
use maud::{Markup, html};

/// Characters of quoted words that are shown.
const LONGEST_WORDS: usize = 320;
/// Quotations beneath a claim that are shown.
const MOST_QUOTES: usize = 2;

/// A thing by its name, linked to its page.
pub(super) fn thing(named: &Named) -> Markup {
    html! { a.thing href=(links::thing(&named.iri)) { (said(&named.label)) } }
}

/// A thing, or a number or date in words.
pub(super) fn object(object: &Node) -> Markup {
    match object.thing() {
        Some(named) => thing(named),
        None => html! { span.value { (said(&node(object))) } },
    }
}

/// The name of a voice for the style sheet, and the voice in words.
pub(super) fn stance(row: &ClaimRow) -> (&'static str, String) {
    if row.polarity == Polarity::Negated {
        let by = row.holder.as_ref().map(|holder| format!(" by {}", holder.label)).unwrap_or_default();
        return ("denied", format!("denied{by}"));
    }
    let words = voice(row);
    match row.stance {
        _ if row.fact => ("asserted", "asserted".to_owned()),
        Stance::Asserted | Stance::Reported => ("reported", words),
        Stance::Believed => ("believed", words),
        Stance::Requested => ("requested", words),
        Stance::Planned => ("planned", words),
        Stance::Hypothetical => ("hypothetical", words),
    }
}

/// In what voice a claim is made, in words and colour.
pub(super) fn stance_mark(row: &ClaimRow) -> Markup {
    let (name, words) = stance(row);
    html! { span class={ "stance " (name) } { (said(&words)) } }
}

/// What all marks mean.
pub(super) fn stances() -> Markup {
    let all = [
        ("asserted", "the note, or a source it quotes, vouches for it"),
        ("reported", "somebody is said to say it"),
        ("believed", "somebody is said to believe it"),
        ("requested", "somebody asks for it"),
        ("planned", "somebody means to do it"),
        ("hypothetical", "it is supposed, or possible"),
        ("denied", "it is said not to be so"),
    ];
    html! {
        details.legend {
            summary { "What the marks mean" }
            dl {
                @for (name, meaning) in all {
                    div { dt { span class={ "stance " (name) } { (name) } } dd { (meaning) } }
                }
            }
        }
    }
}

/// “in spring 1950”, with what it is in EDTF.
pub(super) fn time(time: Option<&Time>) -> Markup {
    html! {
        @if let Some(time) = time {
            span.time title={ "EDTF " (time.edtf) @if time.inherited { ", taken from the context" } } { (said(&time.words())) }
        }
    }
}

/// A claim in one sentence, each thing linked.
pub(super) fn sentence(row: &ClaimRow) -> Markup {
    html! {
        (thing(&row.subject)) " "
        (after_subject(row))
    }
}

/// The rest of the sentence behind its subject.
pub(super) fn after_subject(row: &ClaimRow) -> Markup {
    html! {
        @if row.polarity == Polarity::Negated { span.relation.not { "not: " (said(&row.relation.label)) } }
        @else { span.relation { (said(&row.relation.label)) } }
        @if let Some(of) = &row.object { " " (object(of)) }
        (circumstances(row))
    }
}

/// Further participants, place and time.
pub(super) fn circumstances(row: &ClaimRow) -> Markup {
    html! {
        @for role in &row.roles { ", " (participant(role)) }
        @if let Some(place) = &row.place { ", in " (thing(place)) }
        @if row.time.is_some() { ", " (time(row.time.as_ref())) }
    }
}

fn participant(role: &RoleRow) -> Markup {
    let name = role.role.rsplit(':').next().unwrap_or(&role.role);
    html! { span.role { (said(name)) } " " (object(&role.node)) }
}

/// The words that something was read from, where they stand, and what they cite.
pub(super) fn receipt(receipt: &Receipt) -> Markup {
    html! {
        figure.receipt {
            blockquote { p { "“" (said(&shortened(&receipt.text))) "”" } }
            figcaption {
                a.place href=(links::receipt(receipt)) { (said(&receipt.file)) ", line " (receipt.line) }
                @if !receipt.sources.is_empty() {
                    " cites "
                    @for (at, source) in receipt.sources.iter().enumerate() {
                        @if at > 0 { ", " }
                        (links::source(source))
                    }
                }
                @for quote in receipt.support.iter().take(MOST_QUOTES) {
                    span.through {
                        " through the quotation on "
                        a href=(links::line(&receipt.file, quote.line)) { "line " (quote.line) }
                    }
                }
            }
        }
    }
}

/// Receipts, the first shown and the others behind a handle.
pub(super) fn receipts(all: &[Receipt], most: usize) -> Markup {
    let (first, rest) = all.split_at(most.min(all.len()));
    html! {
        @for one in first { (receipt(one)) }
        @if !rest.is_empty() {
            details.more {
                summary { (count(rest.len(), "more receipt")) }
                @for one in rest.iter().take(MOST_RECEIPTS) { (receipt(one)) }
            }
        }
    }
}

/// Receipts of one claim that are ever shown.
const MOST_RECEIPTS: usize = 40;

/// “1 claim”, “1,200 claims”.
pub(super) fn count(number: usize, what: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{}\u{a0}{what}{ending}", grouped(number))
}

/// With commas between thousands.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    text
}

/// Words on one line, cut where they are long.
pub(super) fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST_WORDS) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}
