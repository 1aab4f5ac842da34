//! Entities that the gazetteer lacks.

use super::{Context, keep};
use crate::ontology::{Ontology, fold};
use crate::statement::{Object, Statement, Thing};
use serde::Serialize;
use std::collections::BTreeMap;

/// A thing with a name that the gazetteer lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewEntity {
    /// Full IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Compact IRI of its class, as far as the notes tell.
    pub class: String,
    /// Other names that the notes give it, sorted.
    pub aliases: Vec<String>,
    /// In how many statements it takes part.
    pub count: usize,
    /// Where, the first places.
    pub contexts: Vec<Context>,
}

/// Those that take part in what notes state, the most frequent first.
#[must_use]
pub fn new_entities<'a>(statements: impl IntoIterator<Item = &'a Statement>, ontology: &Ontology) -> Vec<NewEntity> {
    let mut found: BTreeMap<String, NewEntity> = BTreeMap::new();
    for statement in statements {
        for thing in things(statement) {
            let slug = slug(&thing.iri);
            if !has_name(thing) || ontology.is_a(&thing.class, "an:Event") || ontology.entity(slug).is_some() {
                continue;
            }
            let entity = found.entry(thing.iri.clone()).or_insert_with(|| NewEntity {
                iri: thing.iri.clone(),
                label: thing.label.clone(),
                class: thing.class.clone(),
                aliases: Vec::new(),
                count: 0,
                contexts: Vec::new(),
            });
            entity.count += 1;
            if entity.class == "an:Thing" {
                entity.class.clone_from(&thing.class);
            }
            entity.aliases.extend(thing.aliases.iter().filter(|alias| **alias != thing.label).cloned());
            keep(&mut entity.contexts, statement);
        }
    }
    let mut found: Vec<NewEntity> = found.into_values().collect();
    for entity in &mut found {
        entity.aliases.sort();
        entity.aliases.dedup();
    }
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.iri.cmp(&b.iri)));
    found
}

/// The things of a statement, each once.
pub(super) fn things(statement: &Statement) -> Vec<&Thing> {
    let object = statement.object.as_ref().and_then(|object| match object {
        Object::Thing(thing) => Some(thing),
        Object::Value(_) => None,
    });
    let mut things: Vec<&Thing> =
        std::iter::once(&statement.subject).chain(object).chain(statement.place.as_ref()).collect();
    things.dedup_by(|a, b| a.iri == b.iri);
    things
}

/// The last part of an IRI.
pub(super) fn slug(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

/// It goes by a name: what is only described has the hash of its note in its IRI.
pub(super) fn has_name(thing: &Thing) -> bool {
    slug(&thing.iri) == fold(&thing.label) && thing.label.starts_with(|c: char| !c.is_lowercase() && !c.is_numeric())
}
