//! Looking words, classes and names up.

use super::namespace::compact;
use super::types::{
    Class, Entity, EntityId, Entry, EntryId, NameKind, Ontology, PartOfSpeech, RelationDefinition, RelationId, Valency,
};
use std::collections::BTreeMap;

/// Entries of one word, by part of speech.
type ByPart = BTreeMap<PartOfSpeech, Vec<EntryId>>;

/// What look-ups of words need beside the lists themselves.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Lemma or variant → entries.
    lemmas: BTreeMap<String, ByPart>,
    /// First word of a lemma or variant → entries, those with more words first.
    first_words: BTreeMap<String, ByPart>,
    /// Cue noun → class.
    cues: BTreeMap<String, String>,
    /// Title → class.
    titles: BTreeMap<String, String>,
    /// Key of a field → relation, and whether the value is its subject.
    keys: BTreeMap<String, (RelationId, bool)>,
}

impl Index {
    pub(super) fn new(classes: &BTreeMap<String, Class>, relations: &[RelationDefinition], entries: &[Entry]) -> Self {
        let mut index = Self::default();
        for (id, entry) in entries.iter().enumerate() {
            index.add_entry(id, entry);
        }
        for parts in index.first_words.values_mut() {
            for ids in parts.values_mut() {
                ids.sort_by_key(|&id| (std::cmp::Reverse(entries[id].lemma.split(' ').count()), id));
            }
        }
        for (iri, class) in classes {
            index.cues.extend(class.cue_nouns.iter().map(|noun| (noun.clone(), iri.clone())));
            index.titles.extend(class.titles.iter().map(|title| (title.clone(), iri.clone())));
        }
        for (id, relation) in relations.iter().enumerate() {
            index.keys.extend(relation.keys.iter().map(|key| (key.clone(), (id, false))));
            index.keys.extend(relation.inverse_keys.iter().map(|key| (key.clone(), (id, true))));
        }
        index
    }

    fn add_entry(&mut self, id: EntryId, entry: &Entry) {
        let part = entry.part_of_speech;
        for form in std::iter::once(&entry.lemma).chain(&entry.variants) {
            push_once(&mut self.lemmas, form, part, id);
            push_once(&mut self.first_words, form.split(' ').next().unwrap_or_default(), part, id);
        }
    }
}

impl Ontology {
    /// Entries with this lemma or variant, in order of IRI.
    #[must_use]
    pub fn entries_for(&self, lemma: &str, part: PartOfSpeech) -> &[EntryId] {
        ids(&self.index.lemmas, lemma, part)
    }

    /// Entries whose lemma or variant is, or opens with, this word; those with more words first (“call upon” before “call”).
    #[must_use]
    pub fn entries_opening_with(&self, word: &str, part: PartOfSpeech) -> &[EntryId] {
        ids(&self.index.first_words, word, part)
    }

    /// The relation that a key of a field states (“date of birth”), and whether its value is the subject (“leader”).
    #[must_use]
    pub fn relation_for_key(&self, key: &str) -> Option<(RelationId, bool)> {
        self.index.keys.get(key).copied()
    }

    /// Whether a verb takes no object in any sense that the lexicon has of it; a verb that it lacks may.
    #[must_use]
    pub fn takes_no_object(&self, verb: &str) -> bool {
        let ids = self.entries_for(verb, PartOfSpeech::Verb);
        !ids.is_empty() && ids.iter().all(|&id| self.entries[id].valency == Valency::Intransitive)
    }

    /// Whether a class is another one or below it. Compact IRIs.
    #[must_use]
    pub fn is_a(&self, class: &str, ancestor: &str) -> bool {
        // A class met before is not added again, so that a cycle in a user's file ends.
        let mut met = vec![class];
        let mut next = 0;
        while let Some(class) = met.get(next) {
            if *class == ancestor {
                return true;
            }
            for parent in self.classes.get(*class).into_iter().flat_map(|class| &class.parents) {
                if !met.contains(&parent.as_str()) {
                    met.push(parent);
                }
            }
            next += 1;
        }
        false
    }

    /// The class whose members' names or descriptions are headed by this noun, lower case.
    #[must_use]
    pub fn class_for_cue(&self, noun: &str) -> Option<&str> {
        self.index.cues.get(noun).map(String::as_str)
    }

    /// The class whose members' names follow this title, lower case and without a full stop.
    #[must_use]
    pub fn class_for_title(&self, title: &str) -> Option<&str> {
        self.index.titles.get(title).map(String::as_str)
    }

    /// The entity of the gazetteer with this slug.
    #[must_use]
    pub fn entity(&self, slug: &str) -> Option<(EntityId, &Entity)> {
        let id = self.entities.binary_search_by(|entity| entity.slug.as_str().cmp(slug)).ok()?;
        Some((id, &self.entities[id]))
    }

    /// The relation with this IRI, full or compact.
    #[must_use]
    pub fn relation(&self, iri: &str) -> Option<(RelationId, &RelationDefinition)> {
        let name = compact(iri);
        let id = self.relations.binary_search_by(|relation| relation.iri.as_str().cmp(&name)).ok()?;
        Some((id, &self.relations[id]))
    }

    /// Whether the lexicon, a class or a closed class of words has this word, lower case.
    #[must_use]
    pub fn has_any_entry(&self, word: &str) -> bool {
        use PartOfSpeech::{Adjective, Noun, Verb};
        [Adjective, Noun, Verb].into_iter().any(|part| !self.entries_for(word, part).is_empty())
            || self.class_for_cue(word).is_some()
            || self.words.values().any(|words| words.contains(word))
    }

    /// Whether a closed class of words holds this one, lower case.
    #[must_use]
    pub fn has_word(&self, set: &str, word: &str) -> bool {
        self.words.get(set).is_some_and(|words| words.contains(word))
    }

    /// Every name of every entity as it is written. Case matters: `US` is a name, “us” is not.
    pub fn names(&self) -> impl Iterator<Item = (&str, EntityId, NameKind)> {
        self.entities.iter().enumerate().flat_map(|(id, entity)| {
            let kinds = [
                (NameKind::Label, std::slice::from_ref(&entity.label)),
                (NameKind::Alias, &entity.aliases),
                (NameKind::Adjective, &entity.adjectives),
                (NameKind::Demonym, &entity.demonyms),
                (NameKind::Weak, &entity.weak_names),
            ];
            kinds.into_iter().flat_map(move |(kind, names)| names.iter().map(move |name| (name.as_str(), id, kind)))
        })
    }
}

fn push_once(map: &mut BTreeMap<String, ByPart>, word: &str, part: PartOfSpeech, id: EntryId) {
    let ids = map.entry(word.to_owned()).or_default().entry(part).or_default();
    if !ids.contains(&id) {
        ids.push(id);
    }
}

fn ids<'a>(map: &'a BTreeMap<String, ByPart>, word: &str, part: PartOfSpeech) -> &'a [EntryId] {
    map.get(word).and_then(|parts| parts.get(&part)).map_or(&[], Vec::as_slice)
}
