//! A vault is one thing: what its pages are called, and what kind of thing each is about, is known in all its notes.

use crate::note::Note;
use crate::ontology::{Entity, Ontology, fold};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A page of a longer name, in words, is about a question and no one thing.
const LONGEST: usize = 8;

/// What a page says of its own name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Page {
    label: String,
    aliases: Vec<String>,
    class: Option<String>,
}

/// What the notes of a folder say of their own pages: a page with `aliases: [Lumumba]` is an entity of that further name, one
/// with `type: person` a person. Equal when the debugging texts are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages(Vec<Page>);

impl Pages {
    /// Gathers it.
    #[must_use]
    pub fn of<'n>(notes: impl Iterator<Item = &'n Note> + Clone, ontology: &Ontology) -> Self {
        let short = notes.clone().flat_map(|note| &note.abbreviations);
        let short = short.map(|(short, long)| Page { label: long.clone(), aliases: vec![short.clone()], class: None });
        Self(notes.filter_map(|note| page(note, ontology)).chain(short).collect())
    }

    /// What is known, with that.
    #[must_use]
    pub fn added_to<'a>(&self, ontology: &'a Ontology) -> Cow<'a, Ontology> {
        if self.0.is_empty() {
            return Cow::Borrowed(ontology);
        }
        let mut known = ontology.clone();
        for page in self.0.iter().cloned() {
            add(&mut known, page);
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

fn add(known: &mut Ontology, page: Page) {
    let names = |entity: &Entity| {
        let mut names = vec![fold(&entity.label)];
        names.extend(entity.aliases.iter().map(|alias| fold(alias)));
        names
    };
    let label = fold(&page.label);
    let own: BTreeSet<String> = page.aliases.iter().map(|alias| fold(alias)).collect();
    // What the notes call something is surer than what else goes by that name in the world.
    for entity in known.entities.iter_mut().filter(|entity| fold(&entity.label) != label) {
        entity.aliases.retain(|alias| !own.contains(&fold(alias)));
        entity.weak_names.retain(|name| !own.contains(&fold(name)));
    }
    let same = known.entities.iter_mut().find(|entity| names(entity).contains(&label));
    match same {
        Some(entity) => {
            let new = page.aliases.into_iter().filter(|alias| !names(entity).contains(&fold(alias)));
            let new: Vec<String> = new.collect();
            entity.weak_names.retain(|name| !own.contains(&fold(name)));
            entity.aliases.extend(new);
        }
        None => {
            let class = page.class.unwrap_or_else(|| by_name(&page.label, known));
            known.entities.push(Entity {
                slug: label,
                label: page.label,
                aliases: page.aliases,
                class,
                ..Entity::default()
            });
        }
    }
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
