//! Two names that are probably one thing's.

use super::Subject;
use super::finding::Findings;
use super::shorthand::folded;
use crate::graph::edits;
use crate::span::Span;
use crate::statement::Thing;
use std::collections::{BTreeMap, BTreeSet};

/// Names of so many letters and more may differ in one and be the same; of twice as many, in two.
const LONG: usize = 8;

/// A thing that notes name.
struct Named<'a> {
    thing: &'a Thing,
    /// Its name made comparable, words run together.
    folded: String,
    /// Where it is named first.
    at: (usize, Span),
    /// The gazetteer has it.
    known: bool,
}

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let all = named(subject);
    // Names that are spelt differently mostly begin the same; comparing each with all would take long.
    let mut near: BTreeMap<String, Vec<&Named<'_>>> = BTreeMap::new();
    for named in &all {
        near.entry(named.folded.chars().take(3).collect()).or_default().push(named);
    }
    for group in near.values() {
        for (at, later) in group.iter().enumerate() {
            for earlier in &group[..at] {
                if may_be_one(earlier, later, subject) {
                    let (one, other) = (&earlier.thing.label, &later.thing.label);
                    found
                        .say("A201", later.at.0, later.at.1, format!("“{other}” is probably “{one}”, spelt otherwise"))
                        .also(earlier.at.0, earlier.at.1, format!("“{one}” is named here"))
                        .help("spell the name one way, or, if they are two, say what sets them apart");
                }
            }
        }
    }
}

/// People, places and organisations that go by a name of at least two words, in the order of their first mention.
fn named<'a>(subject: &Subject<'a>) -> Vec<Named<'a>> {
    let gazetteer: BTreeSet<&str> = subject.ontology.entities.iter().map(|entity| entity.slug.as_str()).collect();
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for (note, read) in subject.extractions.iter().enumerate() {
        for mention in &read.mentions {
            for thing in &mention.things {
                let named = thing.class == "an:Thing"
                    || ["an:Person", "an:Organisation", "an:Place"]
                        .iter()
                        .any(|class| subject.ontology.is_a(&thing.class, class));
                let capital = thing.label.chars().next().is_some_and(char::is_uppercase);
                let words = folded(&thing.label);
                if named && capital && words.len() >= 2 && seen.insert(thing.iri.as_str()) {
                    let known = thing.iri.rsplit('/').next().is_some_and(|slug| gazetteer.contains(slug));
                    all.push(Named { thing, folded: words.concat(), at: (note, mention.span), known });
                }
            }
        }
    }
    all
}

fn may_be_one(one: &Named<'_>, other: &Named<'_>, subject: &Subject<'_>) -> bool {
    // What kind of thing a rare name names is often not known.
    let kinds = [one, other].iter().any(|named| named.thing.class == "an:Thing")
        || subject.ontology.is_a(&one.thing.class, &other.thing.class)
        || subject.ontology.is_a(&other.thing.class, &one.thing.class);
    let shorter = one.folded.len().min(other.folded.len());
    let digits = |named: &Named<'_>| named.folded.chars().filter(char::is_ascii_digit).collect::<String>();
    let capitals = |named: &Named<'_>| {
        super::shorthand::words(&named.thing.label).all(|word| !word.starts_with(char::is_lowercase))
    };
    if !kinds
        || !capitals(one)
        || !capitals(other)
        || shorter < LONG
        || digits(one) != digits(other)
        || one.folded.len().abs_diff(other.folded.len()) > 2
    {
        return false;
    }
    let changes = edits(one.folded.as_bytes(), other.folded.as_bytes());
    let few = changes == 0 || changes == 1 || changes == 2 && shorter >= 2 * LONG;
    // A last letter may tell two things apart: Austria and Austrian, Fernando and Fernanda.
    let last = |named: &Named<'_>| {
        folded(&named.thing.label).iter().filter_map(|word| word.chars().next_back()).collect::<Vec<_>>()
    };
    let ends = last(one) == last(other);
    few && ends && !(one.known && other.known)
}
