//! From a name that somebody typed to the entity it means.
//!
//! Names are compared folded (case, accents, punctuation and a leading “the” do not count), in this order: a label,
//! another name, a part of a name that only one entity has (a surname, a first word). What fits nothing gets the
//! nearest names by edit distance, to ask “did you mean”.

use super::{
    Named, Store, StoreError,
    reader::{node_of, subject_of, text_of},
    vocabulary::{an, compact, reused},
};
use oxigraph::model::{
    NamedNode, NamedNodeRef,
    vocab::{rdf, rdfs},
};
use serde::Serialize;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// How many names are offered where none fits, or several do.
const OFFERED: usize = 5;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Found {
    /// This entity.
    One(Named),
    /// Any of these, the most told of first.
    Several(Vec<Named>),
    /// None; these have names that look like it, the nearest first.
    None(Vec<Named>),
}

/// An entity with all its names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityNames {
    /// IRI, label, classes.
    pub entity: Named,
    /// Its other names, sorted.
    pub aliases: Vec<String>,
    /// In how many triples it is the object: how much is told of it.
    pub weight: usize,
}

impl Store {
    /// Everything that facts and claims are about, with all its names, sorted by IRI. Classes, relations, notes and
    /// sources are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub fn entities(&self) -> Result<Vec<EntityNames>, StoreError> {
        let mut labels: BTreeMap<NamedNode, String> = BTreeMap::new();
        for quad in self.pattern(None, Some(rdfs::LABEL), None)? {
            let label = text_of(&quad.object);
            labels.extend(subject_of(quad).map(|node| (node, label)));
        }
        let mut entities = Vec::new();
        for (node, label) in labels {
            if let Some(classes) = self.classes_of_entity(node.as_ref())? {
                let aliases = self.values(node.as_ref(), reused::SKOS_ALT_LABEL)?.iter().map(text_of).collect();
                let weight = self.pattern(None, None, Some(node.as_ref().into()))?.len();
                let entity = Named { iri: node.into_string(), label, classes };
                entities.push(EntityNames { entity, aliases, weight });
            }
        }
        Ok(entities)
    }

    /// The entity that goes by this name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(&self, name: &str) -> Result<Found, StoreError> {
        Ok(find_among(&self.entities()?, name))
    }

    /// The classes of a node, compact and sorted; `None` when it is no entity.
    fn classes_of_entity(&self, node: NamedNodeRef<'_>) -> Result<Option<Vec<String>>, StoreError> {
        let apart = [rdfs::CLASS, an::RELATION, an::OPEN_RELATION, an::NOTE, an::SOURCE, an::QUOTATION, an::CLAIM];
        let classes: Vec<NamedNode> = self.values(node, rdf::TYPE)?.into_iter().filter_map(node_of).collect();
        let is_apart = classes.iter().any(|class| apart.contains(&class.as_ref()));
        let is_told_of = !classes.is_empty() || !self.pattern(Some(node), Some(an::CLAIM_OF), None)?.is_empty();
        let names = || classes.iter().map(|class| compact(class.as_str(), self.base())).collect();
        Ok((is_told_of && !is_apart).then(names))
    }
}

/// The entity among these that goes by this name.
#[must_use]
pub fn find_among(entities: &[EntityNames], name: &str) -> Found {
    let wanted = fold(name);
    if let Some(entity) = entities.iter().find(|known| known.entity.iri == name) {
        return Found::One(entity.entity.clone());
    }
    let by_label = |known: &EntityNames| fold(&known.entity.label) == wanted;
    let by_alias = |known: &EntityNames| known.aliases.iter().any(|alias| fold(alias) == wanted);
    let by_part = |known: &EntityNames| known.names().any(|name| has_words(&fold(name), &wanted));
    let steps: [&dyn Fn(&EntityNames) -> bool; 3] = [&by_label, &by_alias, &by_part];
    for fits in steps.into_iter().filter(|_| !wanted.is_empty()) {
        let mut fitting: Vec<&EntityNames> = entities.iter().filter(|known| fits(known)).collect();
        // “Kim” is the man, rather than an event that is named after him; “Truman” rather than Truman's advisers.
        for class in ["an:Person", "an:State"] {
            let of = |known: &&EntityNames| {
                known.entity.is_a(class)
                    && known.names().any(|name| {
                        let name = fold(name);
                        name.split(' ').next_back() == Some(&*wanted) || name.split(' ').next() == Some(&*wanted)
                    })
            };
            if fitting.len() > 1 && fitting.iter().filter(|known| of(known)).count() == 1 {
                fitting.retain(|known| of(known));
            }
        }
        fitting.sort_by_key(|known| (Reverse(known.weight), known.entity.iri.clone()));
        match fitting[..] {
            [] => {}
            [one] => return Found::One(one.entity.clone()),
            _ => return Found::Several(fitting.into_iter().take(OFFERED).map(|known| known.entity.clone()).collect()),
        }
    }
    Found::None(near(entities, &wanted))
}

impl EntityNames {
    /// Label and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.entity.label.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// Lower-case ASCII words set apart by single blanks, without a leading “the”.
#[must_use]
pub fn fold(name: &str) -> String {
    let ascii = any_ascii::any_ascii(name).to_lowercase().replace(['\'', '.'], "");
    let words: Vec<&str> = ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let words = match words[..] {
        ["the", ref rest @ ..] if !rest.is_empty() => rest,
        _ => &words[..],
    };
    words.join(" ")
}

/// Whether all words of `wanted` are among those of `name`.
fn has_words(name: &str, wanted: &str) -> bool {
    let words: BTreeSet<&str> = name.split(' ').collect();
    wanted.split(' ').all(|word| words.contains(word))
}

/// The entities whose names, or a word of them, are nearest to what was typed, and near enough to be meant.
fn near(entities: &[EntityNames], wanted: &str) -> Vec<Named> {
    let farthest = (wanted.len() / 4).clamp(1, 4);
    let distance = |known: &EntityNames| {
        let names: Vec<String> = known.names().map(fold).collect();
        let words = names.iter().flat_map(|name| name.split(' ')).filter(|word| word.len() > 3);
        names.iter().map(String::as_str).chain(words).map(|name| edits(name, wanted)).min().unwrap_or(usize::MAX)
    };
    let mut nearest: Vec<(usize, Reverse<usize>, &Named)> = entities
        .iter()
        .map(|known| (distance(known), Reverse(known.weight), &known.entity))
        .filter(|(distance, ..)| *distance <= farthest)
        .collect();
    nearest.sort();
    nearest.into_iter().take(OFFERED).map(|(.., entity)| entity.clone()).collect()
}

/// Letters to add, drop, change or swap with their neighbour (optimal string alignment; Damerau 1964).
fn edits(one: &str, other: &str) -> usize {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let change = last[j - 1] + usize::from(one[i - 1] != other[j - 1]);
            let mut best = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[other.len()]
}
