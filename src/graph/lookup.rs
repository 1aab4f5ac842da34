//! From a name that somebody typed to the entity it means.
//!
//! Names are compared folded (case, accents, punctuation and a leading “the” do not count), in this order: a label,
//! another name, a part of a name that only one entity has (a surname, a first word). What fits nothing gets the
//! nearest names by edit distance, to ask “did you mean”.

use super::{
    Named, Store, StoreError,
    snapshot::{Entity, Names},
};
use serde::Serialize;
use std::cmp::Reverse;

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
    /// When the graph on disk is damaged.
    pub fn entities(&self) -> Result<Vec<EntityNames>, StoreError> {
        Ok(self.snapshot().names()?.iter().map(|entity| entity.with_names()).collect())
    }

    /// The entities any of whose names has a word, folded as by [`fold`], that is wanted; sorted by IRI.
    ///
    /// # Errors
    /// When the graph on disk is damaged.
    pub fn entities_with(&self, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<EntityNames>, StoreError> {
        let has = |known: &Entity<'_>| known.folded().any(|name| name.split(' ').any(wanted));
        Ok(self.snapshot().names()?.iter().filter(has).map(|known| known.with_names()).collect())
    }

    /// The entities whose label has all these words, folded as by [`fold`]; in order of their IRIs.
    ///
    /// # Errors
    /// When the graph on disk is damaged.
    pub fn labelled(&self, words: &[&str]) -> Result<Vec<Named>, StoreError> {
        let has = |known: &Entity<'_>| words.iter().all(|word| known.folded_label().split(' ').any(|own| own == *word));
        Ok(self.snapshot().names()?.iter().filter(has).map(|known| known.named()).collect())
    }

    /// The entity that goes by this name.
    ///
    /// # Errors
    /// When the graph on disk is damaged.
    pub fn find(&self, name: &str) -> Result<Found, StoreError> {
        let names = self.snapshot().names()?;
        if let Some(entity) = names.with_iri(name) {
            return Ok(Found::One(entity.named()));
        }
        let wanted = fold(name);
        let by_label = |known: &Entity<'_>| known.folded_label() == wanted;
        let by_alias = |known: &Entity<'_>| known.folded_aliases().any(|alias| alias == wanted);
        let by_part = |known: &Entity<'_>| known.folded().any(|name| has_words(name, &wanted));
        let steps: [&dyn Fn(&Entity<'_>) -> bool; 3] = [&by_label, &by_alias, &by_part];
        for fits in steps.into_iter().filter(|_| !wanted.is_empty()) {
            let mut fitting: Vec<Entity<'_>> = names.iter().filter(fits).collect();
            // “Kim” is the man, rather than an event that is named after him; “Truman” rather than Truman's advisers.
            for class in ["an:Person", "an:State"] {
                let of =
                    |known: &Entity<'_>| known.is_a(class) && known.folded().any(|name| opens_or_ends(name, &wanted));
                if fitting.len() > 1 && fitting.iter().filter(|known| of(known)).count() == 1 {
                    fitting.retain(of);
                }
            }
            fitting.sort_by_key(|known| (Reverse(known.weight()), known.iri()));
            match fitting[..] {
                [] => {}
                [one] => return Ok(Found::One(one.named())),
                _ => return Ok(Found::Several(fitting.into_iter().take(OFFERED).map(|known| known.named()).collect())),
            }
        }
        Ok(Found::None(near(names, &wanted)))
    }
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
    wanted.split(' ').all(|word| name.split(' ').any(|own| own == word))
}

fn opens_or_ends(name: &str, word: &str) -> bool {
    name.split(' ').next_back() == Some(word) || name.split(' ').next() == Some(word)
}

/// The entities whose names, or a word of them, are nearest to what was typed, and near enough to be meant.
fn near(names: &Names, wanted: &str) -> Vec<Named> {
    let farthest = (wanted.len() / 4).clamp(1, 4);
    let distance = |known: &Entity<'_>| {
        let words = known.folded().flat_map(|name| name.split(' ')).filter(|word| word.len() > 3);
        known.folded().chain(words).map(|name| edits(name.as_bytes(), wanted.as_bytes())).min().unwrap_or(usize::MAX)
    };
    let mut nearest: Vec<(usize, Reverse<usize>, &str, Entity<'_>)> = names
        .iter()
        .map(|known| (distance(&known), Reverse(known.weight()), known.iri(), known))
        .filter(|(distance, ..)| *distance <= farthest)
        .collect();
    nearest.sort_by(|one, other| (one.0, one.1, one.2).cmp(&(other.0, other.1, other.2)));
    nearest.into_iter().take(OFFERED).map(|(.., known)| known.named()).collect()
}

/// Letters, or words, to add, drop, change or swap with their neighbour (optimal string alignment; Damerau 1964).
pub(crate) fn edits<T: PartialEq>(one: &[T], other: &[T]) -> usize {
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
