//! Verbs that the lexicon lacks.

use super::{Context, keep};
use crate::statement::{Object, Statement};
use serde::Serialize;
use std::collections::BTreeMap;

/// A relation that the ontology lacks, by the verb that it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenRelation {
    /// Full IRI.
    pub iri: String,
    /// Dictionary form of the verb, with its particle or preposition.
    pub lemma: String,
    /// In how many statements it was read.
    pub count: usize,
    /// It was read from a verb, and not from the key of a field or a header.
    pub is_verb: bool,
    /// Where, the first places, with subject and object.
    pub contexts: Vec<Context>,
    /// Subject and object of the first that has both.
    pub example: Option<(String, String, String)>,
}

/// All of them, the most frequent first.
#[must_use]
pub fn open_relations<'a>(statements: impl IntoIterator<Item = &'a Statement>) -> Vec<OpenRelation> {
    let mut found: BTreeMap<&str, OpenRelation> = BTreeMap::new();
    for statement in statements.into_iter().filter(|statement| statement.relation.open) {
        let relation = found.entry(&statement.relation.iri).or_insert_with(|| OpenRelation {
            iri: statement.relation.iri.clone(),
            lemma: statement.relation.lemma.clone(),
            count: 0,
            is_verb: false,
            contexts: Vec::new(),
            example: None,
        });
        relation.count += 1;
        relation.is_verb |= !matches!(statement.basis.as_str(), "field" | "cell");
        keep(&mut relation.contexts, statement);
        if let Some(Object::Thing(object)) = statement.object.as_ref().filter(|_| relation.example.is_none()) {
            let sentence = statement.evidence.text.split_whitespace().collect::<Vec<_>>().join(" ");
            relation.example = Some((sentence, statement.subject.mention.clone(), object.mention.clone()));
        }
    }
    let mut found: Vec<OpenRelation> = found.into_values().collect();
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.iri.cmp(&b.iri)));
    found
}
