//! Names and descriptions made comparable, and how well one fits another.
//!
//! A form is the content words of a phrase or label: lower case, plural endings off, and every name that the
//! gazetteer knows (with its adjectives and words for its people) as one key, so that “the North Korean move” and
//! “North Korea's move” are the same two keys.

use super::spot::is_closed;
use crate::ontology::{NameKind, Ontology};
use std::collections::{BTreeMap, BTreeSet};

/// Content words of a phrase or label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// All words, folded.
    raw: Vec<String>,
    /// Content words and names, each once.
    pub(super) keys: BTreeSet<String>,
    /// The key of the word that the rest describes.
    head: String,
    /// Content words alone, names not looked for.
    plain: BTreeSet<String>,
    /// The noun that the rest describes, when it says what kind of thing is meant (“the *council*”).
    cue: Option<String>,
}

/// How well a phrase fits a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fit {
    /// 0 to 1.
    pub(super) score: f32,
    /// Keys of the phrase that the name does not have: something else must have them.
    pub(super) missing: BTreeSet<String>,
}

/// Makes forms.
#[derive(Clone, Debug, Default)]
pub(super) struct Folding {
    /// First word of a name → the name's words and the slug of the entity, longest first.
    names: BTreeMap<String, Vec<(Vec<String>, String)>>,
    /// Nouns that say what kind of thing is meant.
    cues: BTreeSet<String>,
}

/// What marks a key that stands for an entity of the gazetteer.
const ENTITY: char = '@';

impl Folding {
    pub(super) fn new(ontology: &Ontology) -> Self {
        let mut names: BTreeMap<String, Vec<(Vec<String>, String)>> = BTreeMap::new();
        for (name, entity, kind) in ontology.names() {
            let words = words(name);
            // “US” in capitals is a name, “us” is not; such short ones are left to the words themselves.
            let telling = match words.as_slice() {
                [word] => word.chars().count() > 2 && !is_closed(word, ontology),
                _ => true,
            };
            if let (true, true, Some(first)) = (kind != NameKind::Weak, telling, words.first().cloned()) {
                names.entry(first).or_default().push((words, ontology.entities[entity].slug.clone()));
            }
        }
        for list in names.values_mut() {
            list.sort_by_key(|(words, slug)| (std::cmp::Reverse(words.len()), words.clone(), slug.clone()));
        }
        let cues = ontology.classes.values().flat_map(|class| class.cue_nouns.iter().cloned()).collect();
        Self { names, cues }
    }

    /// The form of a phrase or label.
    pub(super) fn form(&self, text: &str) -> Form {
        let raw = words(text);
        let mut form = Form { raw: raw.clone(), ..Form::default() };
        let mut in_head = true;
        let mut at = 0;
        while at < raw.len() {
            if let Some((length, slug)) = self.name_at(&raw, at) {
                form.add(format!("{ENTITY}{slug}"), in_head);
                at += length;
                continue;
            }
            in_head &= !is_preposition(&raw[at]) || form.keys.is_empty();
            if !is_idle(&raw[at]) {
                form.add(singular(&raw[at]), in_head);
            }
            at += 1;
        }
        let before_of = raw.iter().skip(1).position(|word| is_preposition(word)).map_or(raw.len(), |at| at + 1);
        let noun = raw[..before_of].iter().rev().find(|word| !is_number(word)).map(|word| singular(word));
        form.cue = noun.filter(|noun| self.cues.contains(noun));
        form.plain = raw.iter().filter(|word| !is_idle(word)).map(|word| singular(word)).collect();
        form
    }

    /// The words, without the ending of the plural, of which a name must have one to be meant by anything in a text: those of
    /// the text itself, and of all names of what the text names.
    pub(super) fn words_for(&self, text: &str) -> BTreeSet<String> {
        let raw = words(text);
        let named: BTreeSet<&str> =
            (0..raw.len()).filter_map(|at| self.name_at(&raw, at)).map(|(_, slug)| slug).collect();
        let names = self.names.values().flatten().filter(|(_, slug)| named.contains(slug.as_str()));
        raw.iter().chain(names.flat_map(|(words, _)| words)).map(|word| singular(word)).collect()
    }

    fn name_at(&self, raw: &[String], at: usize) -> Option<(usize, &str)> {
        let (words, slug) = self.names.get(&raw[at])?.iter().find(|(words, _)| raw[at..].starts_with(words))?;
        Some((words.len(), slug))
    }
}

impl Form {
    fn add(&mut self, key: String, in_head: bool) {
        // The number of “Resolution 82” is not what it is.
        if in_head && (self.head.is_empty() || !is_number(&key)) {
            self.head.clone_from(&key);
        }
        self.keys.insert(key);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The noun that says what kind of thing is meant, when that is all the phrase says.
    pub(super) fn bare_cue(&self) -> Option<&str> {
        self.cue.as_deref().filter(|cue| self.keys.len() == 1 && self.keys.contains(*cue))
    }

    /// How well this phrase, as asked, fits a name or description. `person`: the name is a person's, and any part
    /// of it may stand for the whole.
    pub(super) fn fits(&self, name: &Self, person: bool) -> Option<Fit> {
        let whole = |score: f32| Some(Fit { score, missing: BTreeSet::new() });
        if self.raw.is_empty() || name.raw.is_empty() || self.keys.is_empty() {
            return None;
        }
        if self.raw == name.raw {
            return whole(1.0);
        }
        if self.keys == name.keys {
            return whole(0.97);
        }
        let same_head = self.head == name.head;
        if same_head && self.keys.is_subset(&name.keys) {
            let more = name.keys.len() - self.keys.len();
            return whole(if more == 1 { 0.9 } else { 0.87 });
        }
        if self.is_part_of_name(name, person) {
            return whole(0.88);
        }
        // “the agreement”, where the gazetteer knows the agreement by its whole name.
        let unnamed = !self.keys.iter().any(|key| is_entity(key));
        if unnamed && self.cue.is_some() && self.cue == name.cue && self.plain.is_subset(&name.plain) {
            return whole(0.86);
        }
        let missing: BTreeSet<String> = self.keys.difference(&name.keys).cloned().collect();
        let shared = self.keys.len() - missing.len();
        let weight =
            u16::try_from(shared).map_or(1.0, f32::from) / u16::try_from(self.keys.len()).map_or(1.0, f32::from);
        same_head.then_some(Fit { score: 0.55 + 0.25 * weight, missing })
    }

    /// “Kennedy” of “Robert Kennedy”; “Security Council” of “United Nations Security Council”.
    fn is_part_of_name(&self, name: &Self, person: bool) -> bool {
        let part: Vec<&String> = self.raw.iter().filter(|word| !is_article(word)).collect();
        if part.is_empty() || part.len() >= name.raw.len() {
            return false;
        }
        let stands = |at: usize| name.raw[at..].iter().zip(&part).all(|(one, other)| one == *other);
        let last = name.raw.len() - part.len();
        if person { (0..=last).any(stands) } else { part.len() > 1 && stands(last) }
    }
}

/// Whether a key stands for an entity.
pub(super) fn is_entity(key: &str) -> bool {
    key.starts_with(ENTITY)
}

/// Folded words: lower case, accents off, cut at blanks and hyphens, possessive endings gone.
fn words(text: &str) -> Vec<String> {
    let folded = any_ascii::any_ascii(text).to_lowercase();
    let folded = folded.replace("'s ", " ");
    let folded = folded.strip_suffix("'s").unwrap_or(&folded);
    folded
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '.' | ',' | '%' | '$'))
        .map(|word| word.replace(['\'', '.', ','], ""))
        .filter(|word| !word.is_empty())
        .collect()
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

/// Without the ending of the plural.
pub(super) fn singular(word: &str) -> String {
    let long = word.len() > 3;
    if let Some(stem) = word.strip_suffix("ies").filter(|_| word.len() > 4) {
        format!("{stem}y")
    } else if let Some(stem) = word
        .strip_suffix("es")
        .filter(|stem| long && (stem.ends_with(['s', 'x', 'z']) || stem.ends_with("ch") || stem.ends_with("sh")))
    {
        stem.to_owned()
    } else if let Some(stem) = word.strip_suffix('s').filter(|stem| long && !stem.ends_with(['s', 'u', 'i'])) {
        stem.to_owned()
    } else {
        word.to_owned()
    }
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an")
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "for"
            | "to"
            | "on"
            | "by"
            | "with"
            | "from"
            | "against"
            | "between"
            | "at"
            | "under"
            | "over"
            | "along"
            | "into"
            | "upon"
            | "about"
            | "during"
            | "after"
            | "before"
            | "towards"
            | "toward"
            | "among"
            | "within"
            | "through"
            | "across"
            | "concerning"
            | "as"
    )
}

/// Words that carry no content of their own.
fn is_idle(word: &str) -> bool {
    is_article(word)
        || is_preposition(word)
        || matches!(
            word,
            "and"
                | "or"
                | "s"
                | "his"
                | "her"
                | "its"
                | "their"
                | "this"
                | "that"
                | "these"
                | "those"
                | "any"
                | "some"
                | "all"
                | "both"
                | "own"
                | "such"
                | "there"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(asked: &str, name: &str, person: bool) -> Option<f32> {
        let ontology = Ontology::builtin();
        let folding = Folding::new(ontology);
        let fit = folding.form(asked).fits(&folding.form(name), person)?;
        fit.missing.is_empty().then_some(fit.score)
    }

    #[test]
    fn a_name_fits_whatever_its_case_and_its_adjective() {
        assert_eq!(fit("treaty of vik", "Treaty of Vik", false), Some(1.0));
        assert_eq!(fit("the norwegian fleet", "Norway's fleet", false), Some(0.97));
        assert!(fit("the Norwegians", "Norway", false).is_some());
    }

    #[test]
    fn a_description_fits_a_longer_one_with_the_same_head() {
        assert!(fit("the invasion", "invasion of Scotland", false).is_some());
        assert!(fit("Scotland", "invasion of Scotland", false).is_none());
        assert!(fit("the council", "seat in the council", false).is_none());
    }

    #[test]
    fn part_of_a_name_stands_for_a_person_or_the_end_of_a_title() {
        assert!(fit("Haakon", "Haakon Jarl", true).is_some());
        assert!(fit("Security Council", "United Nations Security Council", false).is_some());
        assert!(fit("Sudan", "South Sudan", false).is_none());
    }

    #[test]
    fn another_owner_is_missing_from_the_fit() {
        assert!(fit("the Norwegian invasion", "invasion of Scotland", false).is_none());
    }
}
