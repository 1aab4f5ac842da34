//! A clause and the lexicon → what a claim must look like to state it.

use super::question::{Clause, Part, Phrase, Slot};
use crate::language::Tag;
use crate::ontology::{Argument, Entry, Ontology, PartOfSpeech, Valency, expand};
use std::collections::BTreeSet;

/// What a claim must look like.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Frame {
    /// Full IRIs of relations that it may have.
    pub(super) relations: BTreeSet<String>,
    /// Lemmas that its relation may have been read from.
    pub(super) lemmas: BTreeSet<String>,
    /// On the left of the relation.
    pub(super) subject: Option<Slot>,
    /// On its right.
    pub(super) object: Option<Slot>,
    /// Further participants: compact IRI of the role, and who.
    pub(super) roles: Vec<(String, Slot)>,
    /// What must be found anywhere in the claim.
    pub(super) others: Vec<Slot>,
}

/// All readings of a clause, the most telling first.
pub(super) fn frames(clause: &Clause, ontology: &Ontology) -> Vec<Frame> {
    let mut frames = Vec::new();
    if clause.part == Part::Verb {
        frames.extend(light_verb(clause, ontology));
    }
    if clause.part != Part::Adjective {
        frames.extend(idiom(clause).into_iter().flat_map(|clause| self::frames(&clause, ontology)));
    }
    if let Some(turned) = turned(clause) {
        frames.push(open(&turned));
    }
    let part = if clause.part == Part::Adjective { PartOfSpeech::Adjective } else { PartOfSpeech::Verb };
    for entry in entries(clause, part, ontology) {
        frames.extend(from_entry(clause, entry, &[], ontology));
    }
    if let Some(noun) = nominal(clause) {
        frames.extend(from_noun(clause, &noun, ontology));
    }
    frames.push(open(clause));
    frames.dedup();
    frames
}

/// Entries of the predicate, those of several words only when the words are there (“call upon”).
fn entries<'a>(clause: &Clause, part: PartOfSpeech, ontology: &'a Ontology) -> Vec<&'a Entry> {
    let transitive = clause.argument(&Argument::Object).is_some() || clause.complement.is_some();
    let first = clause.predicate.split(' ').next().unwrap_or_default();
    ontology
        .entries_opening_with(first, part)
        .iter()
        .map(|&id| &ontology.entries[id])
        .filter(|entry| names_predicate(entry, clause))
        .filter(|entry| match entry.valency {
            Valency::Any => true,
            Valency::Transitive => transitive,
            Valency::Intransitive => !transitive,
            Valency::Clausal => clause.complement.is_some(),
            Valency::Passive => true,
        })
        .collect()
}

fn names_predicate(entry: &Entry, clause: &Clause) -> bool {
    std::iter::once(&entry.lemma).chain(&entry.variants).any(|lemma| {
        *lemma == clause.predicate
            || lemma
                .strip_prefix(&clause.predicate)
                .and_then(|rest| rest.strip_prefix(' '))
                .is_some_and(|particle| clause.argument(&Argument::Preposition(particle.to_owned())).is_some())
    })
}

/// The frame of an entry: each argument of the clause goes where the entry says, the rest anywhere.
fn from_entry(clause: &Clause, entry: &Entry, more: &[(Argument, Slot)], ontology: &Ontology) -> Option<Frame> {
    let relation = &ontology.relations[entry.relation?];
    let mut left: Vec<(Argument, Slot)> = clause.arguments.iter().chain(more).cloned().collect();
    let noun = entry.part_of_speech == PartOfSpeech::Noun;
    let subject_places = or_default(
        &entry.subject,
        if noun { &[Argument::Possessive, Argument::Subject] } else { &[Argument::Subject] },
    );
    let of = Argument::Preposition("of".to_owned());
    let object_places = or_default(&entry.object, if noun { std::slice::from_ref(&of) } else { &[Argument::Object] });
    // The second word of “call upon” takes its phrase as the object.
    let particle = entry.lemma.split_once(' ').map(|(_, rest)| Argument::Preposition(rest.to_owned()));
    let subject = take(&mut left, subject_places);
    let object = take(&mut left, object_places).or_else(|| take(&mut left, particle.as_slice()));
    let mut roles = Vec::new();
    for (role, place) in &entry.roles {
        roles.extend(take(&mut left, std::slice::from_ref(place)).map(|slot| (role.clone(), slot)));
    }
    Some(Frame {
        relations: BTreeSet::from([expand(&relation.iri).into_owned()]),
        lemmas: BTreeSet::from([entry.lemma.clone()]),
        subject,
        object,
        roles,
        others: left.into_iter().map(|(_, slot)| slot).collect(),
    })
}

fn or_default<'a>(places: &'a [Argument], default: &'a [Argument]) -> &'a [Argument] {
    if places.is_empty() { default } else { places }
}

fn take(left: &mut Vec<(Argument, Slot)>, places: &[Argument]) -> Option<Slot> {
    let at = places.iter().find_map(|place| left.iter().position(|(found, _)| found == place))?;
    Some(left.remove(at).1)
}

/// “gave approval to the plan”, “paid a visit to Oslo”: the noun says what is meant.
fn light_verb(clause: &Clause, ontology: &Ontology) -> Vec<Frame> {
    let Some(Slot::Phrase(object)) = clause.argument(&Argument::Object) else { return Vec::new() };
    let mut found = Vec::new();
    for &id in ontology.entries_for(&object.head_lemma(), PartOfSpeech::Noun) {
        let entry = &ontology.entries[id];
        if entry.light_verbs.contains(&clause.predicate) {
            let mut bare = clause.clone();
            bare.arguments.retain(|(place, _)| *place != Argument::Object);
            if let Some(subject) = bare.arguments.iter_mut().find(|(place, _)| *place == Argument::Subject) {
                subject.0 = entry.subject.first().cloned().unwrap_or(Argument::Possessive);
            }
            found.extend(from_entry(&bare, entry, &within(object), ontology));
        }
    }
    found
}

/// “lost their lives”, “took part in”: a noun without a name or adjective may belong to the verb.
fn idiom(clause: &Clause) -> Option<Clause> {
    let Some(Slot::Phrase(object)) = clause.argument(&Argument::Object) else { return prepositional_idiom(clause) };
    let own: Vec<_> = object.words.iter().filter(|word| !matches!(word.tag, Tag::Det | Tag::Pron)).collect();
    let [noun] = own[..] else { return None };
    if noun.tag != Tag::Noun || object.words.first().is_some_and(|word| word.tag == Tag::Det) {
        return None;
    }
    let mut idiom = clause.clone();
    idiom.predicate = format!("{} {}", clause.predicate, noun.lemma);
    idiom.arguments.retain(|(place, _)| *place != Argument::Object);
    Some(idiom)
}

/// “is at war with”: a preposition with a bare noun may belong to the verb.
fn prepositional_idiom(clause: &Clause) -> Option<Clause> {
    let bare = |slot: &Slot| match slot {
        Slot::Phrase(Phrase { words }) => match words.as_slice() {
            [noun] if noun.tag == Tag::Noun && !noun.name => Some(noun.lemma.clone()),
            _ => None,
        },
        Slot::Hole => None,
    };
    let found = clause.arguments.iter().enumerate().find_map(|(at, (place, slot))| match place {
        Argument::Preposition(preposition) => bare(slot).map(|noun| (at, format!("{preposition} {noun}"))),
        _ => None,
    });
    let (at, words) = found?;
    let mut idiom = clause.clone();
    idiom.predicate = format!("{} {words}", clause.predicate);
    idiom.part = Part::Verb;
    idiom.arguments.remove(at);
    Some(idiom)
}

/// “Who was Gromyko” may ask for either side of “be”.
fn turned(clause: &Clause) -> Option<Clause> {
    if clause.part != Part::Copula || clause.argument(&Argument::Subject) != Some(&Slot::Hole) {
        return None;
    }
    let mut turned = clause.clone();
    for (place, _) in &mut turned.arguments {
        if *place == Argument::Subject {
            *place = Argument::Object;
        } else if *place == Argument::Object {
            *place = Argument::Subject;
        }
    }
    Some(turned)
}

/// The noun that a clause is about when its verb says nothing: “the meeting … took place”, “was the meeting …”.
fn nominal(clause: &Clause) -> Option<Phrase> {
    let empty = clause.part == Part::Copula
        || matches!(clause.predicate.as_str(), "happen" | "occur" | "take place" | "take" | "come about" | "be");
    match clause.argument(&Argument::Subject) {
        Some(Slot::Phrase(subject)) if empty => Some(subject.clone()),
        _ => None,
    }
}

fn from_noun(clause: &Clause, noun: &Phrase, ontology: &Ontology) -> Vec<Frame> {
    let mut bare = clause.clone();
    bare.arguments.retain(|(place, slot)| {
        let is_place = *place == Argument::Object && matches!(slot, Slot::Phrase(p) if p.head_lemma() == "place");
        *place != Argument::Subject && !is_place
    });
    let ids = ontology.entries_for(&noun.head_lemma(), PartOfSpeech::Noun);
    ids.iter().filter_map(|&id| from_entry(&bare, &ontology.entries[id], &within(noun), ontology)).collect()
}

/// The arguments that stand within a noun phrase: possessor, and what follows each preposition.
fn within(phrase: &Phrase) -> Vec<(Argument, Slot)> {
    let mut found = Vec::new();
    found.extend(phrase.possessor().map(|owner| (Argument::Possessive, Slot::Phrase(owner))));
    for (preposition, rest) in phrase.complements() {
        found.push((Argument::Preposition(preposition), Slot::Phrase(rest)));
    }
    found
}

/// The relation that the lexicon lacks, named by the lemma and perhaps a preposition.
fn open(clause: &Clause) -> Frame {
    let mut frame = Frame::default();
    let mut left = clause.arguments.clone();
    frame.lemmas.insert(clause.predicate.clone());
    if clause.part == Part::Copula {
        frame.lemmas.insert("become".to_owned());
    }
    frame.subject = take(&mut left, &[Argument::Subject]);
    frame.object = take(&mut left, &[Argument::Object]);
    for (place, slot) in left {
        match place {
            Argument::Preposition(preposition) => {
                frame.lemmas.insert(format!("{} {preposition}", clause.predicate));
                if frame.object.is_none() {
                    frame.object = Some(slot);
                } else {
                    frame.others.push(slot);
                }
            }
            _ => frame.others.push(slot),
        }
    }
    frame
}
