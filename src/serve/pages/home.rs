//! The first page: what the graph holds.

use super::{
    super::{Problem, Site},
    frame,
};
use axum::extract::State;
use maud::{Markup, html};

/// What the graph holds.
pub(super) async fn home(State(site): State<Site>) -> Result<Markup, Problem> {
    site.read(|_, generation| {
        let stats = generation.stats()?;
        let counts = [
            (stats.notes, "notes"),
            (stats.claims, "claims"),
            (stats.facts, "facts"),
            (stats.entities, "people, places and other things"),
            (stats.events, "events"),
            (stats.sources, "sources"),
            (stats.triples, "triples"),
        ];
        Ok(frame(
            "What the notes say",
            &html! {
                table {
                    @for (count, what) in counts {
                        tr { th scope="row" { (what) } td { (count) } }
                    }
                }
            },
        ))
    })
    .await
}
