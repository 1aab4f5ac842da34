//! Connections on a page: drawn as a picture, then told step by step with the receipt of each.

use super::{links, parts, said};
use crate::path::{Connection, Hop, render_linked_svg};
use maud::{Markup, PreEscaped, html};

/// The picture, which can be saved from an address, and the steps.
pub(super) fn drawn(connections: &[Connection], saved: &str) -> Markup {
    html! {
        figure.drawing {
            div.picture data-zoom role="group" aria-label="Drawing of the ways; every station is a link" tabindex="0" {
                (PreEscaped(render_linked_svg(connections, &|named| Some(links::thing(&named.iri)))))
            }
            figcaption {
                "What stands on a dashed line nobody vouches for. "
                a href=(saved) { "Save as SVG" }
            }
        }
        @for (at, connection) in connections.iter().enumerate() { (told(at, connection)) }
    }
}

fn told(at: usize, connection: &Connection) -> Markup {
    let hops = connection.hops.len();
    let stations: Vec<&str> = connection.stations().iter().map(|named| named.label.as_str()).collect();
    html! {
        section.way {
            h2 {
                (at + 1) ". " (said(&stations.join(" – "))) " " span.count { (parts::count(hops, "step")) }
            }
            ol.steps { @for hop in &connection.hops { li { (step(hop)) } } }
        }
    }
}

fn step(hop: &Hop) -> Markup {
    html! {
        div.claim {
            p.sentence {
                (parts::thing(&hop.subject)) " " span.relation { (said(&hop.relation)) } " " (parts::thing(&hop.object))
                @if hop.time.is_some() { ", " (parts::time(hop.time.as_ref())) }
                @if let Some(voice) = &hop.voice { " " span.stance.reported { (said(voice)) } }
            }
            div.margin { (parts::receipts(&hop.receipts, 1)) }
        }
    }
}
