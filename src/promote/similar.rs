//! Names that may mean one thing.

use super::entities::{has_name, slug, things};
use crate::nearest::distance;
use crate::ontology::{Ontology, fold};
use crate::statement::{Statement, Thing};
use serde::Serialize;
use std::collections::BTreeMap;

/// Two names that may mean one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Similar {
    /// The one that is kept: the one of the gazetteer, or told of more.
    pub keep: String,
    /// IRI of it.
    pub keep_iri: String,
    /// The other.
    pub other: String,
    /// IRI of that.
    pub other_iri: String,
    /// Compact IRI of the class.
    pub class: String,
    /// Why they may be one.
    pub why: &'static str,
    /// In how many statements the other takes part.
    pub count: usize,
}

struct Known<'a> {
    thing: &'a Thing,
    words: Vec<String>,
    count: usize,
    listed: bool,
}

/// All pairs, at least one of them outside the gazetteer; those of the more frequent names first.
#[must_use]
pub fn similar<'a>(statements: impl IntoIterator<Item = &'a Statement>, ontology: &Ontology) -> Vec<Similar> {
    let mut counts: BTreeMap<&str, (&Thing, usize)> = BTreeMap::new();
    for thing in statements.into_iter().flat_map(things).filter(|thing| has_name(thing)) {
        if !ontology.is_a(&thing.class, "an:Event") {
            counts.entry(&thing.iri).or_insert((thing, 0)).1 += 1;
        }
    }
    let known: Vec<Known<'_>> = counts
        .into_values()
        .map(|(thing, count)| Known {
            thing,
            words: fold(&thing.label).split('-').map(str::to_owned).collect(),
            count,
            listed: ontology.entity(slug(&thing.iri)).is_some(),
        })
        .collect();
    let mut found = Vec::new();
    for (i, one) in known.iter().enumerate() {
        for other in known[i + 1..].iter().filter(|other| !(one.listed && other.listed)) {
            let Some(why) = why(one, other, &known, ontology) else { continue };
            let first = (one.listed, one.count, one.words.len()) >= (other.listed, other.count, other.words.len());
            let (keep, left) = if first { (one, other) } else { (other, one) };
            found.push(Similar {
                keep: keep.thing.label.clone(),
                keep_iri: keep.thing.iri.clone(),
                other: left.thing.label.clone(),
                other_iri: left.thing.iri.clone(),
                class: keep.thing.class.clone(),
                why,
                count: left.count,
            });
        }
    }
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (&a.keep, &a.other).cmp(&(&b.keep, &b.other))));
    found
}

/// Shorter names are alike by chance.
const SHORTEST: usize = 6;

fn why(one: &Known<'_>, other: &Known<'_>, all: &[Known<'_>], ontology: &Ontology) -> Option<&'static str> {
    let numbers = |known: &Known<'_>| {
        known.words.iter().filter(|word| word.contains(|c: char| c.is_ascii_digit())).cloned().collect::<Vec<_>>()
    };
    // “Resolution 82” is not “Resolution 83”.
    if numbers(one) != numbers(other) || !compatible(&one.thing.class, &other.thing.class, ontology) {
        return None;
    }
    let (short, long) = if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    let joined = (one.words.concat(), other.words.concat());
    if joined.0 == joined.1 {
        return Some("the same letters");
    }
    let limit = joined.0.len().min(joined.1.len()) / 7 + 1;
    let same_first = one.words.first().map(|w| w.chars().next()) == other.words.first().map(|w| w.chars().next());
    if joined.0.len().min(joined.1.len()) >= SHORTEST
        && joined.0.len().abs_diff(joined.1.len()) <= limit
        && same_first
        && one.words.len() == other.words.len()
        && distance(&joined.0, &joined.1) <= limit
    {
        return Some("a letter or two apart");
    }
    let person = |known: &Known<'_>| ontology.is_a(&known.thing.class, "an:Person");
    if short.words.len() == long.words.len() && (person(one) || person(other)) && initials(&short.words, &long.words) {
        return Some("an initial for a first name");
    }
    if let [word] = short.words.as_slice() {
        let letters: String = long
            .words
            .iter()
            .filter(|w| !matches!(w.as_str(), "of" | "the" | "and" | "for"))
            .filter_map(|w| w.chars().next())
            .collect();
        if word.len() > 2 && long.words.len() > 2 && *word == letters {
            return Some("its initials");
        }
        let bears = |known: &Known<'_>| known.words.len() > 1 && known.words.last() == Some(word);
        let only = all.iter().filter(|known| bears(known)).count() == 1;
        let may_be_person = person(long) && (person(short) || short.thing.class == "an:Thing");
        if may_be_person && only && bears(long) {
            return Some("the only bearer of the surname");
        }
    }
    None
}

/// `j-smith` and `john-smith`
fn initials(short: &[String], long: &[String]) -> bool {
    let agrees =
        |(a, b): (&String, &String)| a == b || (a.len() == 1 && b.starts_with(a)) || (b.len() == 1 && a.starts_with(b));
    short.len() > 1 && short.last() == long.last() && short.iter().zip(long).all(agrees)
}

fn compatible(one: &str, other: &str, ontology: &Ontology) -> bool {
    one == "an:Thing" || other == "an:Thing" || ontology.is_a(one, other) || ontology.is_a(other, one)
}
