//! The names of the gazetteer, to be found in a text word by word.

use super::names::Referent;
use super::segment::{NameWord, name_words};
use crate::ontology::{EntityId, NameKind as Kind, Ontology};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An index from first word to the names that begin with it, longest first.
#[derive(Debug, Default)]
pub(super) struct Gazetteer {
    names: HashMap<String, Vec<Listed>>,
    series: BTreeSet<String>,
    /// People by the last word of their names.
    surnames: BTreeMap<String, Vec<EntityId>>,
}

#[derive(Debug)]
struct Listed {
    words: Vec<String>,
    /// Without accents: a word that is written with them (“Cortés”) is another name.
    plain: bool,
    /// All capitals: must be written so.
    acronym: Option<String>,
    id: EntityId,
    kind: Kind,
}

impl Gazetteer {
    pub(super) fn new(ontology: &Ontology) -> Self {
        let mut index = Self::default();
        for (name, id, kind) in ontology.names() {
            index.add(name, id, kind);
        }
        for (id, person) in ontology.entities.iter().enumerate().filter(|(_, e)| ontology.is_a(&e.class, "an:Person")) {
            if let Some((_, surname)) = person.label.rsplit_once(' ') {
                index.surnames.entry(surname.to_owned()).or_default().push(id);
            }
        }
        let longest_first = |list: &mut Vec<Listed>| {
            list.sort_by(|a, b| (b.words.len(), a.kind, a.id).cmp(&(a.words.len(), b.kind, b.id)));
        };
        index.names.values_mut().for_each(longest_first);
        for class in ontology.classes.values() {
            if ontology.is_a(&class.iri, "an:Document") || ontology.is_a(&class.iri, "an:Operation") {
                index.series.extend(class.cue_nouns.iter().cloned());
            }
        }
        index
    }

    fn add(&mut self, name: &str, id: EntityId, kind: Kind) {
        let words: Vec<String> = name_words(name).into_iter().map(|w| w.folded).collect();
        let Some(first) = words.first().cloned() else { return };
        let all_capitals = name.chars().all(|c| !c.is_lowercase()) && name.chars().any(char::is_uppercase);
        let acronym = (all_capitals && words.len() == 1).then(|| name.to_owned());
        self.names.entry(first).or_default().push(Listed {
            plain: words.len() == 1 && name.is_ascii(),
            words,
            acronym,
            id,
            kind,
        });
    }

    /// The longest name that starts at word `at`: the index after its last word, and what it names.
    pub(super) fn at(&self, words: &[NameWord<'_>], at: usize) -> Option<(usize, Referent)> {
        let first = words.get(at)?;
        if first.glued_left {
            return None;
        }
        self.names.get(&first.folded)?.iter().find_map(|listed| {
            let end = at + listed.words.len();
            let slice = words.get(at..end)?;
            let same = slice.iter().zip(&listed.words).all(|(w, l)| w.folded == *l);
            let joined = slice[1..].iter().all(|w| w.follows_directly);
            let written =
                listed.acronym.as_ref().is_none_or(|a| first.text.trim_end_matches('.') == a.trim_end_matches('.'));
            let capital = first.capitalised || (listed.words.len() > 1 && slice.iter().any(|w| w.capitalised));
            let whole = !slice[slice.len() - 1].glued_right;
            // “the North Korean move” is no mention of “the North”.
            let cut_short =
                listed.words[0] == "the" && words.get(end).is_some_and(|w| w.capitalised && w.follows_directly);
            let accented = listed.plain && !first.text.trim_end_matches(['’', '\'']).is_ascii();
            (same && !accented && joined && written && capital && whole && !cut_short)
                .then_some((end, Referent::Known(listed.id, listed.kind)))
        })
    }

    /// The name made of exactly these folded words.
    pub(super) fn exact(&self, folded: &[&str]) -> Option<Referent> {
        self.names
            .get(*folded.first()?)?
            .iter()
            .find(|l| l.words.iter().map(String::as_str).eq(folded.iter().copied()))
            .map(|l| Referent::Known(l.id, l.kind))
    }

    /// The people of this surname.
    pub(super) fn namesakes(&self, surname: &str) -> &[EntityId] {
        self.surnames.get(surname).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a whole string names.
    pub(super) fn lookup(&self, name: &str) -> Option<Referent> {
        let words = name_words(name);
        let (end, referent) = self.at(&words, 0)?;
        (end == words.len()).then_some(referent)
    }

    /// Whether a noun heads numbered series: “resolution”, “decree”.
    pub(super) fn is_series_noun(&self, folded: &str) -> bool {
        self.series.contains(folded)
    }
}
