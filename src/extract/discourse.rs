//! Which things a note has spoken of so far, and which of them a name, a description or a pronoun means.
//!
//! Everything is resolved on the note's own tree: what a quotation beneath a claim mentions is not at hand for the
//! next claim's “these”, and a name that the note spells out lends its parts (“Kim”) to what follows.

use super::antecedent::Antecedents;
use super::gazetteer::Gazetteer;
use super::pronoun::Gender;
use super::scene::When;
use super::segment::fold_word;
use crate::language::Dependency;
use crate::note::ClaimId;
use crate::ontology::{EntityId, Ontology, fold};
use crate::statement::Thing;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Index into [`Discourse::known`].
pub(super) type Handle = usize;

/// How many mentions back a pronoun or description may reach.
const REACH: usize = 400;

/// A thing that the note has spoken of.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) thing: Thing,
    /// Last word of its name or head noun of its description, lower case.
    pub(super) head: String,
    /// More than one thing under one description.
    pub(super) plural: bool,
    /// Whether “he” or “she” can mean it, where its name or a title tells.
    pub(super) gender: Option<Gender>,
    /// Its name looks like that of a person, though nothing says so.
    pub(super) person_like: bool,
    /// Something in the note says that it is nobody: “on *the* Aventine”.
    pub(super) impersonal: bool,
    /// It has a name of its own, rather than a description.
    pub(super) named: bool,
    /// What it is besides: “the island” may mean a state.
    pub(super) also: Vec<String>,
    /// Common nouns that its name stood behind: “the *ship* Mont-Blanc”.
    pub(super) nouns: BTreeSet<String>,
    /// For an event: compact IRI of its relation, who did it, to what.
    pub(super) event: Option<Told>,
}

/// What is known of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) relation: String,
    pub(super) actors: Vec<Handle>,
    pub(super) patients: Vec<Handle>,
    pub(super) time: Option<String>,
}

/// Which place of a clause it was mentioned in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// What the notes are about, by their heading.
    Topic,
    Subject,
    Object,
    Other,
}

impl Place {
    pub(super) fn of(dependency: Dependency) -> Self {
        match dependency {
            Dependency::Nsubj | Dependency::NsubjPass => Self::Subject,
            Dependency::Obj => Self::Object,
            _ => Self::Other,
        }
    }
}

/// What a phrase is to the word that it depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Object,
    Agent,
    Oblique,
    Possessor,
    /// Behind a noun: “the fall *of Saigon*”.
    Inside,
    Other,
}

impl Role {
    pub(super) fn of(dependency: Dependency) -> Self {
        match dependency {
            Dependency::Nsubj | Dependency::NsubjPass => Self::Subject,
            Dependency::Obj | Dependency::Iobj => Self::Object,
            Dependency::OblAgent => Self::Agent,
            Dependency::Obl => Self::Oblique,
            Dependency::NmodPoss => Self::Possessor,
            Dependency::Nmod => Self::Inside,
            _ => Self::Other,
        }
    }
}

/// A moment at which one thing, or several together, were mentioned.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub(super) handles: Vec<Handle>,
    pub(super) claim: ClaimId,
    /// In the author's own words.
    authored: bool,
    pub(super) plural: bool,
    pub(super) place: Place,
    /// Number of the sentence.
    pub(super) sentence: usize,
    /// Where in the sentence; none for what a heading says.
    pub(super) at: Option<At>,
}

/// Where in its sentence a phrase stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    /// What it is to that predicate, or to a noun.
    pub(super) role: Role,
    /// Index of the predicate of its clause.
    pub(super) predicate: usize,
    /// Its clause depends on no other.
    pub(super) main: bool,
    /// It is a pronoun.
    pub(super) pronoun: bool,
}

impl Moment {
    /// As the subject of a clause.
    pub(super) fn subject(&self) -> bool {
        matches!(self.place, Place::Subject | Place::Topic)
    }
}

/// The things of one note, in the order of their mention.
#[derive(Debug)]
pub(super) struct Discourse<'a> {
    pub(super) ontology: &'a Ontology,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) base: &'a str,
    pub(super) scope: String,
    pub(super) known: Vec<Known>,
    pub(super) by_name: BTreeMap<String, Handle>,
    /// First and last word of a known person's name → those who bear it.
    pub(super) bearers: BTreeMap<String, BTreeSet<Handle>>,
    /// Compact IRI of a relation → the events of that kind.
    events: BTreeMap<String, Vec<Handle>>,
    iris: BTreeSet<String>,
    history: Vec<Moment>,
    pub(super) outright: BTreeSet<EntityId>,
    pub(super) given_names: &'a BTreeSet<String>,
    pub(super) antecedents: &'a Antecedents,
    /// What pronouns could have meant is kept.
    pub(super) observed: bool,
    /// Things that were only described when they were first told, by their IRI then, with the names they turned out to have.
    pub(super) renamed: Vec<(String, Thing)>,
    /// The claim stands by itself: a row of a table.
    pub(super) confined: bool,
    /// Who says “I” here.
    pub(super) speaker: Option<Handle>,
    /// Where the reading stands: claim, and whether the author speaks.
    pub(super) here: (ClaimId, bool),
    /// The person that the note is about.
    pub(super) about: Option<Handle>,
    /// What the note is called after, if that is one thing.
    pub(super) titled: Option<Handle>,
    /// What the note is called, folded.
    pub(super) title: String,
    /// The year that is spoken of, where it is known.
    pub(super) year: Option<i32>,
    /// Number of the sentence being read.
    pub(super) sentence: usize,
}

impl<'a> Discourse<'a> {
    pub(super) fn new(
        ontology: &'a Ontology,
        gazetteer: &'a Gazetteer,
        (given_names, antecedents): (&'a BTreeSet<String>, &'a Antecedents),
        base: &'a str,
        path: &str,
        outright: BTreeSet<EntityId>,
    ) -> Self {
        Self {
            ontology,
            gazetteer,
            base,
            scope: short_hash(path),
            known: Vec::new(),
            by_name: BTreeMap::new(),
            bearers: BTreeMap::new(),
            events: BTreeMap::new(),
            iris: BTreeSet::new(),
            history: Vec::new(),
            outright,
            given_names,
            antecedents,
            observed: false,
            renamed: Vec::new(),
            confined: false,
            speaker: None,
            here: (0, true),
            about: None,
            titled: None,
            title: String::new(),
            year: None,
            sentence: 0,
        }
    }

    /// The thing with the words that stand for it here.
    pub(super) fn thing(&self, handle: Handle, mention: &str) -> Thing {
        Thing { mention: mention.to_owned(), ..self.known[handle].thing.clone() }
    }

    pub(super) fn is_a(&self, handle: Handle, class: &str) -> bool {
        self.ontology.is_a(&self.known[handle].thing.class, class)
    }

    /// Remembers that these were mentioned together, now.
    pub(super) fn mention(&mut self, handles: &[Handle], place: Place, at: Option<At>) {
        if !handles.is_empty() {
            let plural = handles.len() > 1 || self.known[handles[0]].plural;
            let (claim, authored) = self.here;
            let sentence = self.sentence;
            self.history.push(Moment { handles: handles.to_vec(), claim, authored, plural, place, sentence, at });
        }
    }

    /// A thing that has only a description, known within this note alone.
    pub(super) fn described(&mut self, label: &str, head: &str, plural: bool) -> Handle {
        let key = format!("{} in this note", fold(label));
        if let Some(&handle) = self.by_name.get(&key) {
            return handle;
        }
        let class = self.class_of(head, "an:Thing");
        let slug = format!("{}-{}", fold(label), self.scope);
        let handle = self.add(&slug, label, &class, Vec::new(), false);
        self.known[handle].head = fold_word(head);
        self.known[handle].plural = plural;
        self.by_name.insert(key, handle);
        handle
    }

    /// Moments at hand, the latest first: the author's words, and what was said in this same claim.
    pub(super) fn recent(&self) -> impl Iterator<Item = &Moment> {
        let claim = self.here.0;
        self.history.iter().rev().take(REACH).filter(move |m| m.authored || m.claim == claim)
    }

    /// The event last mentioned in the author's words or in this claim.
    /// No further back than the claim before.
    pub(super) fn last_event(&self) -> Option<Handle> {
        let near = |m: &&Moment| m.claim + 1 >= self.here.0;
        self.recent()
            .filter(near)
            .flat_map(|m| m.handles.iter().rev().copied())
            .find(|&h| self.known[h].event.is_some() || (self.is_a(h, "an:Event") && self.known[h].named))
    }

    /// The people last counted or mentioned together in this claim.
    pub(super) fn last_group(&self) -> Option<Handle> {
        self.history
            .iter()
            .rev()
            .take(REACH)
            .filter(|m| m.claim == self.here.0)
            .flat_map(|m| m.handles.iter().copied())
            .find(|&h| self.known[h].plural)
    }

    /// An event of this relation told before whose participants do not contradict these.
    pub(super) fn told(&self, relation: &str, actors: &[Handle], patients: &[Handle]) -> Option<Handle> {
        let agrees = |told: &[Handle], asked: &[Handle]| {
            told.is_empty() || asked.is_empty() || asked.iter().any(|a| told.contains(a))
        };
        self.events.get(relation)?.iter().rev().copied().find(|&h| {
            self.known[h].event.as_ref().is_some_and(|e| agrees(&e.actors, actors) && agrees(&e.patients, patients))
        })
    }

    /// Registers an event under a name that a reader would use.
    pub(super) fn tell(
        &mut self,
        class: &str,
        relation: &str,
        actors: Vec<Handle>,
        patients: Vec<Handle>,
        when: Option<&When>,
    ) -> Handle {
        let noun = self.ontology.classes.get(class).map_or("event", |class| class.label.as_str());
        let name = |handles: &[Handle]| {
            let labels = handles.iter().take(3).map(|&h| self.known[h].thing.label.as_str());
            labels.collect::<Vec<_>>().join(" and ")
        };
        let label = match (patients.is_empty(), actors.is_empty()) {
            (false, _) => format!("{noun} of {}", name(&patients)),
            (true, false) => format!("{noun} by {}", name(&actors)),
            (true, true) => noun.to_owned(),
        };
        let time = when.map(|when| when.date.edtf.clone());
        self.event(class, &label, Told { relation: relation.to_owned(), actors, patients, time })
    }

    /// An event, told now: the one told before that it agrees with, or a new one called `label`.
    pub(super) fn event(&mut self, class: &str, label: &str, told: Told) -> Handle {
        let same = self.told(&told.relation, &told.actors, &told.patients).filter(|&h| {
            self.known[h].event.as_ref().is_some_and(|e| match (&e.time, &told.time) {
                (Some(a), Some(b)) => a == b || a.starts_with(b.as_str()) || b.starts_with(a.as_str()),
                _ => true,
            }) && !(told.actors.is_empty() && told.patients.is_empty())
        });
        if let Some(handle) = same {
            if let Some(event) = &mut self.known[handle].event {
                event.time = event.time.take().or(told.time);
                if event.actors.is_empty() {
                    event.actors = told.actors;
                }
                if event.patients.is_empty() {
                    event.patients = told.patients;
                }
            }
            return handle;
        }
        let year = told
            .time
            .as_deref()
            .map(|t| t.chars().take_while(|c| *c != '/').take(10).collect::<String>())
            .unwrap_or_default();
        let slug = fold(&[label, &year].join(" "));
        let mut unique = slug.clone();
        let mut count = 2;
        while self.iris.contains(&format!("{}{unique}", self.base)) {
            unique = format!("{slug}-{count}");
            count += 1;
        }
        let handle = self.add(&unique, label, class, Vec::new(), false);
        self.events.entry(told.relation.clone()).or_default().push(handle);
        self.known[handle].event = Some(told);
        handle
    }

    // --------------------------------------------------------------------------------------------------------

    pub(super) fn add(&mut self, slug: &str, label: &str, class: &str, aliases: Vec<String>, named: bool) -> Handle {
        let handle = self.known.len();
        let slug = if slug.is_empty() { short_hash(label) } else { slug.to_owned() };
        let thing = Thing {
            iri: format!("{}{slug}", self.base),
            label: label.to_owned(),
            class: class.to_owned(),
            mention: String::new(),
            aliases,
        };
        let head = label.rsplit(' ').next().map(fold_word).unwrap_or_default();
        self.iris.insert(thing.iri.clone());
        let person_like = named && self.may_name_person(label, class);
        if named && (self.ontology.is_a(class, "an:Person") || person_like) {
            let folded = fold(label);
            let mut parts = folded.split('-');
            let (first, last) = (parts.next(), parts.next_back());
            // “Carlos *Cortés* Vargas” goes by the first of his surnames, “Aimé *Le Médec*” by all of his.
            let before = parts.next_back();
            let whole = before.zip(last).map(|(before, last)| format!("{before}-{last}"));
            // An initial names nobody.
            for part in [first, last, before, whole.as_deref()].into_iter().flatten().filter(|part| part.len() > 1) {
                self.bearers.entry(part.to_owned()).or_default().insert(handle);
            }
        }
        let gender = if named { self.gender_of(label) } else { self.gender_of_noun(&head) };
        self.known.push(Known {
            thing,
            head,
            plural: false,
            gender,
            person_like,
            impersonal: false,
            named,
            also: Vec::new(),
            nouns: BTreeSet::new(),
            event: None,
        });
        if named {
            self.by_name.entry(fold(label)).or_insert(handle);
        }
        handle
    }
}

/// Eight hexadecimal digits of SHA-256.
pub(super) fn short_hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).map(|b| format!("{b:02x}")).collect()
}
