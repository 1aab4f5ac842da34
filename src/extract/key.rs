//! What the key of a field or the header of a column means: a relation of the ontology, a verb of the lexicon, or a
//! relation of its own.

use super::relation::{as_told, relation_of};
use crate::language::{Model, Tag};
use crate::ontology::{Ontology, PartOfSpeech, RelationDefinition};
use crate::statement::Relation;

/// What a key states of whom it stands with.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    pub(super) relation: Relation,
    pub(super) definition: Option<RelationDefinition>,
    /// The value is the subject: “leader”, “founded by”.
    pub(super) swapped: bool,
    /// Something that happens, so that a date says when.
    pub(super) happens: bool,
    /// What happens, happens to whom it is said of: “founded 1958”.
    pub(super) suffered: bool,
    /// The ontology or the lexicon knows it.
    pub(super) known: bool,
}

impl Meaning {
    pub(super) fn of(key: &str, ontology: &Ontology, model: &Model) -> Option<Self> {
        let key = key.replace(['_', '-'], " ");
        let words: Vec<&str> = key.split_whitespace().collect();
        let key = words.join(" ").to_lowercase();
        if key.is_empty() {
            return None;
        }
        Some(by_key(&key, ontology).or_else(|| by_verb(&key, ontology, model)).unwrap_or_else(|| {
            let (relation, definition) = by_noun(&key, ontology);
            let known = definition.is_some();
            Self { relation, happens: known, suffered: known, swapped: false, known, definition }
        }))
    }
}

fn by_key(key: &str, ontology: &Ontology) -> Option<Meaning> {
    let (id, swapped) = ontology.relation_for_key(key)?;
    let definition = &ontology.relations[id];
    let verb = crate::language::inflect::is_past(key.split(' ').next().unwrap_or_default());
    let happens = definition.event.is_some() || definition.one_place || verb && !swapped;
    Some(Meaning {
        relation: relation_of(key, Some(definition), false),
        suffered: happens && definition.domain.is_empty() && !definition.one_place,
        happens,
        definition: Some(definition.clone()),
        swapped,
        known: true,
    })
}

/// “joined”, “founded by”, “took office”
fn by_verb(key: &str, ontology: &Ontology, model: &Model) -> Option<Meaning> {
    let (first, rest) = key.split_once(' ').unwrap_or((key, ""));
    if !crate::language::inflect::is_past(first) {
        return None;
    }
    let verb = model.lemma(first, Tag::Verb);
    let passive = rest == "by";
    let rest = if passive || matches!(rest, "in" | "on" | "at" | "date") { "" } else { rest };
    let lemma = if rest.is_empty() { verb.clone() } else { format!("{verb} {rest}") };
    let entry = ontology.entries_for(&lemma, PartOfSpeech::Verb).first().map(|&id| &ontology.entries[id]);
    if entry.is_none() && ontology.entries_for(&verb, PartOfSpeech::Verb).is_empty() {
        return None;
    }
    let definition = entry.and_then(|entry| entry.relation).map(|id| ontology.relations[id].clone());
    let mut relation = relation_of(&lemma, definition.as_ref(), false);
    relation.label = as_told(&lemma, false);
    let suffered = rest.is_empty() && !ontology.takes_no_object(&verb);
    Some(Meaning { relation, definition, swapped: passive, happens: true, suffered, known: true })
}

/// “independence” is an event of the lexicon; “capital” is a relation of its own.
fn by_noun(key: &str, ontology: &Ontology) -> (Relation, Option<RelationDefinition>) {
    let ids = ontology.entries_for(key, PartOfSpeech::Noun).iter();
    let mut definition = ids.filter_map(|&id| ontology.entries[id].relation).map(|id| &ontology.relations[id]);
    let definition = definition.rfind(|definition| definition.event.is_some()).cloned();
    let mut relation = relation_of(key, definition.as_ref(), false);
    if definition.is_none() {
        key.clone_into(&mut relation.label);
    }
    (relation, definition)
}
