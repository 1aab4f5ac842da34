//! What could be meant by what has been typed into a box: names of things; in queries prefixes, classes and relations, too.

use super::{
    super::{Generation, Problem, Site},
    asked::Asked,
    kept::{Kept, made},
};
use crate::graph::{
    StoreError, fold,
    vocabulary::{an, compact, prefixes},
};
use axum::{
    Extension,
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use oxigraph::model::{
    NamedNodeRef, NamedOrBlankNode,
    vocab::{rdf, rdfs},
};
use serde::Serialize;
use std::cmp::Reverse;

/// Proposals made at a time.
const MOST: usize = 12;
/// Letters from which names are looked for.
const LEAST: usize = 2;
/// Classes and relations that are kept.
const MOST_TERMS: usize = 20_000;

/// Something that could be meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Proposal {
    /// What is put in the place of what was typed.
    text: String,
    /// How it reads.
    label: String,
    /// What it is: `person`, `relation`, `prefix` …
    kind: String,
    /// Full IRI, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    iri: Option<String>,
}

/// What queries are written with: prefixes, classes, relations.
#[derive(Default)]
pub(super) struct Vocabulary(Vec<(String, Proposal)>);

/// Proposals for what has been typed: `q`, and `for=query` for the editor.
pub(super) async fn complete(
    State(site): State<Site>,
    Extension(kept): Extension<Kept>,
    asked: Asked,
) -> Result<Response, Problem> {
    site.read(move |_, generation| {
        let typed = asked.text("q").unwrap_or_default();
        let mut found = Vec::new();
        let is_query = asked.text("for") == Some("query");
        if is_query {
            let known = kept.of(generation);
            found = made(&known.vocabulary, || vocabulary(generation))?.fitting(typed);
        }
        if found.len() < MOST {
            found.extend(names(generation, typed, is_query, MOST - found.len())?);
        }
        let body = serde_json::to_string(&found).expect("texts are JSON");
        Ok(([(CONTENT_TYPE, "application/json")], body).into_response())
    })
    .await
}

/// Things with a name that has all the words typed, the last of which may be begun only; what most is told of first.
fn names(generation: &Generation, typed: &str, is_query: bool, most: usize) -> Result<Vec<Proposal>, StoreError> {
    let typed = fold(typed.strip_prefix("id:").unwrap_or(typed));
    let (before, last) = typed.rsplit_once(' ').unwrap_or(("", typed.as_str()));
    if last.len() < LEAST && before.is_empty() {
        return Ok(Vec::new());
    }
    let store = &generation.store;
    let fits = |name: &str| {
        let folded = fold(name);
        let words: Vec<&str> = folded.split(' ').collect();
        before.split(' ').filter(|word| !word.is_empty()).all(|word| words.contains(&word))
            && words.iter().any(|word| word.starts_with(last))
    };
    let mut known = store.entities_with(&|word| word.starts_with(last))?;
    known.retain(|known| known.names().any(fits));
    // A name that begins so is meant sooner than one that has it somewhere.
    let begins = |name: &str| fold(name).starts_with(&typed);
    known.sort_by_cached_key(|known| (!known.names().any(begins), Reverse(known.weight), known.entity.iri.clone()));
    let proposals = known.into_iter().take(most).map(|known| {
        let class = known.entity.classes.first().map_or("", |class| class.rsplit(':').next().unwrap_or(class));
        let short = compact(&known.entity.iri, store.base());
        let short = if short == known.entity.iri { format!("<{short}>") } else { short };
        Proposal {
            text: if is_query { short } else { known.entity.label.clone() },
            label: known.entity.label,
            kind: class.to_lowercase(),
            iri: Some(known.entity.iri),
        }
    });
    Ok(proposals.collect())
}

/// Reads the prefixes, classes and relations of a graph.
fn vocabulary(generation: &Generation) -> Result<Vocabulary, StoreError> {
    let store = &generation.store;
    let mut all = Vocabulary::default();
    for (prefix, namespace) in prefixes(store.base()) {
        all.add(format!("{prefix}:"), namespace.to_owned(), "prefix", None);
    }
    for (class, kind) in [(an::RELATION, "relation"), (rdfs::CLASS, "class"), (an::OPEN_RELATION, "open relation")] {
        all.add_all(generation, class, kind)?;
    }
    Ok(all)
}

impl Vocabulary {
    fn add(&mut self, text: String, label: String, kind: &str, iri: Option<String>) {
        let folded = format!("{} {}", fold(&text), fold(&label));
        self.0.push((folded, Proposal { text, label, kind: kind.to_owned(), iri }));
    }

    fn add_all(&mut self, generation: &Generation, class: NamedNodeRef<'_>, kind: &str) -> Result<(), StoreError> {
        let store = &generation.store;
        let of = store.database().quads_for_pattern(None, Some(rdf::TYPE), Some(class.into()), None);
        let mut found = Vec::new();
        for quad in of.take(MOST_TERMS) {
            if let NamedOrBlankNode::NamedNode(node) = quad?.subject {
                found.push(node.into_string());
            }
        }
        found.sort_unstable();
        for iri in found {
            let label = store.named(&iri)?.label;
            let short = compact(&iri, store.base());
            let short = if short == iri { format!("<{iri}>") } else { short };
            self.add(short, label, kind, Some(iri));
        }
        Ok(())
    }

    /// What begins like what was typed, then what has it anywhere.
    fn fitting(&self, typed: &str) -> Vec<Proposal> {
        let begins = |proposal: &Proposal| proposal.text.to_lowercase().starts_with(&typed.to_lowercase());
        let wanted = fold(typed);
        let has = |folded: &str| !wanted.is_empty() && folded.split(' ').any(|word| word.starts_with(&wanted));
        let first = self.0.iter().filter(|(_, proposal)| begins(proposal));
        let then = self.0.iter().filter(|(folded, proposal)| !begins(proposal) && has(folded));
        first.chain(then).take(MOST).map(|(_, proposal)| proposal.clone()).collect()
    }
}
