//! A vault is one thing: what its pages are called, and what kind of thing each is about, is known in all its notes.

use crate::note::Note;
use crate::ontology::{Entity, Ontology, fold};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// A page of a longer name, in words, is about a question and no one thing.
const LONGEST: usize = 8;

/// What a page says of its own name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Page {
    label: String,
    aliases: Vec<String>,
    class: Option<String>,
}

/// What the notes of a folder say of their own pages: a page with `aliases: [Lumumba]` is an entity of that further name, one
/// with `type: person` a person. Equal when the debugging texts are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages(Vec<Page>);

/// What one note says of its own page, and its abbreviations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPage {
    page: Option<Page>,
    abbreviations: Vec<Page>,
}

impl OwnPage {
    /// Reads it off the note.
    #[must_use]
    pub fn of(note: &Note, ontology: &Ontology) -> Self {
        let short =
            |(short, long): &(String, String)| Page { label: long.clone(), aliases: vec![short.clone()], class: None };
        Self { page: page(note, ontology), abbreviations: note.abbreviations.iter().map(short).collect() }
    }
}

impl Pages {
    /// Gathers what all notes say.
    #[must_use]
    pub fn of(notes: impl IntoIterator<Item = OwnPage>) -> Self {
        let (mut pages, mut short) = (Vec::new(), Vec::new());
        for OwnPage { page, abbreviations } in notes {
            pages.extend(page);
            short.extend(abbreviations);
        }
        pages.extend(short);
        Self(pages)
    }

    /// What is known, with that.
    #[must_use]
    pub fn added_to<'a>(&self, ontology: &'a Ontology) -> Cow<'a, Ontology> {
        if self.0.is_empty() {
            return Cow::Borrowed(ontology);
        }
        let mut known = ontology.clone();
        let mut called = Called::default();
        for (at, entity) in known.entities.iter().enumerate() {
            called.add(at, names(entity).chain(entity.weak_names.iter().map(|name| fold(name))));
        }
        for page in self.0.iter().cloned() {
            add(&mut known, &mut called, page);
        }
        known.entities.sort_by(|a, b| a.slug.cmp(&b.slug));
        Cow::Owned(known)
    }
}

fn page(note: &Note, ontology: &Ontology) -> Option<Page> {
    let label = note.page()?.trim();
    let of = |set: &'static str| {
        let fields = note.front_matter.iter().filter(move |(key, _)| ontology.has_word(set, &key.to_lowercase()));
        fields.flat_map(|(_, value)| value.split(',')).map(bare)
    };
    let aliases: BTreeSet<String> =
        of("alias-field").filter(|alias| alias.chars().count() > 1 && fold(alias) != fold(label)).collect();
    let class = of("class-field").find_map(|value| {
        let words = value.to_lowercase().replace(['#', '/', '-', '_'], " ");
        let class = |word: &str| ontology.class_for_cue(word).or_else(|| ontology.class_for_title(word));
        let found = words.split_whitespace().find_map(|word| class(word).or_else(|| class(word.strip_suffix('s')?)));
        found.map(ToOwned::to_owned)
    });
    let tells = !aliases.is_empty() || class.is_some();
    (tells && !label.is_empty() && label.split(' ').count() <= LONGEST).then(|| Page {
        label: label.to_owned(),
        aliases: aliases.into_iter().collect(),
        class,
    })
}

/// `[[Red Rosa]]`, `"Red Rosa"` → `Red Rosa`
fn bare(value: &str) -> String {
    value.trim().trim_matches(['[', ']', '"', '\'', '“', '”']).trim().to_owned()
}

/// Which entities of the gazetteer go, or went, by a folded name.
#[derive(Debug, Default)]
struct Called(HashMap<String, BTreeSet<usize>>);

impl Called {
    fn add(&mut self, entity: usize, names: impl Iterator<Item = String>) {
        for name in names {
            self.0.entry(name).or_default().insert(entity);
        }
    }

    fn by(&self, name: &str) -> impl Iterator<Item = usize> {
        self.0.get(name).into_iter().flatten().copied()
    }
}

/// Label and aliases, folded.
fn names(entity: &Entity) -> impl Iterator<Item = String> {
    std::iter::once(&entity.label).chain(&entity.aliases).map(|name| fold(name))
}

fn add(known: &mut Ontology, called: &mut Called, page: Page) {
    let label = fold(&page.label);
    let own: BTreeSet<String> = page.aliases.iter().map(|alias| fold(alias)).collect();
    // What the notes call something is surer than what else goes by that name in the world.
    for at in own.iter().flat_map(|alias| called.by(alias)) {
        let entity = &mut known.entities[at];
        if fold(&entity.label) != label {
            entity.aliases.retain(|alias| !own.contains(&fold(alias)));
            entity.weak_names.retain(|name| !own.contains(&fold(name)));
        }
    }
    let same = called.by(&label).find(|at| names(&known.entities[*at]).any(|name| name == label));
    let at = match same {
        Some(at) => {
            let entity = &mut known.entities[at];
            let there: BTreeSet<String> = names(entity).collect();
            entity.weak_names.retain(|name| !own.contains(&fold(name)));
            entity.aliases.extend(page.aliases.into_iter().filter(|alias| !there.contains(&fold(alias))));
            at
        }
        None => {
            let class = page.class.unwrap_or_else(|| by_name(&page.label, known));
            let Page { label: name, aliases, .. } = page;
            known.entities.push(Entity { slug: label, label: name, aliases, class, ..Entity::default() });
            known.entities.len() - 1
        }
    };
    called.add(at, names(&known.entities[at]));
}

/// The kind that a name tells by itself: “Congo *crisis*”, “*Rosa* Luxemburg”.
fn by_name(label: &str, known: &Ontology) -> String {
    let lower = label.to_lowercase();
    let words: Vec<&str> = lower.split(' ').collect();
    let given = |word: &&str| ["given-name-of-men", "given-name-of-women"].iter().any(|set| known.has_word(set, word));
    let cue = words.last().and_then(|word| known.class_for_cue(word)).map(ToOwned::to_owned);
    let person = words.len() > 1 && words.first().is_some_and(given);
    cue.unwrap_or_else(|| if person { "an:Person" } else { "an:Thing" }.to_owned())
}
