//! Which things a note has spoken of so far, and which of them a name, a description or a pronoun means.
//!
//! Everything is resolved on the note's own tree: what a quotation beneath a claim mentions is not at hand for the
//! next claim's “these”, and a name that the note spells out lends its parts (“Kim”) to what follows.

use super::gazetteer::Gazetteer;
use super::segment::fold_word;
use crate::note::ClaimId;
use crate::ontology::{EntityId, Ontology, PartOfSpeech, fold};
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
    /// It has a name of its own, rather than a description.
    pub(super) named: bool,
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

/// A moment at which one thing, or several together, were mentioned.
#[derive(Clone, Debug)]
struct Moment {
    handles: Vec<Handle>,
    claim: ClaimId,
    /// In the author's own words.
    authored: bool,
    plural: bool,
    /// As the subject of a clause.
    subject: bool,
    /// Number of the sentence.
    sentence: usize,
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
    /// The claim stands by itself: a row of a table.
    pub(super) confined: bool,
    /// Who says “I” here.
    pub(super) speaker: Option<Handle>,
    /// Where the reading stands: claim, and whether the author speaks.
    pub(super) here: (ClaimId, bool),
    /// Number of the sentence being read.
    pub(super) sentence: usize,
}

impl<'a> Discourse<'a> {
    pub(super) fn new(
        ontology: &'a Ontology,
        gazetteer: &'a Gazetteer,
        given_names: &'a BTreeSet<String>,
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
            confined: false,
            speaker: None,
            here: (0, true),
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
    pub(super) fn mention(&mut self, handles: &[Handle], subject: bool) {
        if !handles.is_empty() {
            let plural = handles.len() > 1 || self.known[handles[0]].plural;
            let (claim, authored) = self.here;
            let sentence = self.sentence;
            self.history.push(Moment { handles: handles.to_vec(), claim, authored, plural, subject, sentence });
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

    /// The last thing mentioned that “the HEAD” can mean: its name ends in that word, or its class goes by it.
    pub(super) fn definite(&self, head: &str, plural: bool) -> Option<Vec<Handle>> {
        let head = fold_word(head);
        let class = self.ontology.class_for_cue(&head).map(ToOwned::to_owned);
        self.recent().find_map(|moment| {
            if plural && moment.handles.len() < 2 {
                return None;
            }
            let fits = moment.handles.iter().all(|&h| {
                let known = &self.known[h];
                known.named
                    && !self.is_a(h, "an:Person")
                    && (known.head == head
                        || class.as_ref().is_some_and(|c| {
                            *c != "an:Thing" && known.thing.class == *c && !self.ontology.is_a(c, "an:Person")
                        }))
            });
            fits.then(|| moment.handles.clone())
        })
    }

    /// Moments at hand, the latest first: the author's words, and what was said in this same claim.
    fn recent(&self) -> impl Iterator<Item = &Moment> {
        let claim = self.here.0;
        self.history.iter().rev().take(REACH).filter(move |m| m.authored || m.claim == claim)
    }

    /// What a pronoun means: of the things at hand that fit its number and kind, `not` excluded and `allowed` passed, the
    /// last that was a subject, else the last. “it” means a subject of this sentence or else the one thing named in it, and
    /// then the same of the sentence before; “they” are several before they are one body of people.
    pub(super) fn pronoun(
        &self,
        form: &str,
        not: &[Handle],
        allowed: &dyn Fn(&Self, Handle) -> bool,
    ) -> Option<Vec<Handle>> {
        let (person, plural) = match form {
            "i" | "me" | "my" | "myself" => return self.speaker.map(|s| vec![s]),
            "he" | "him" | "his" | "she" | "her" | "himself" | "herself" | "hers" => (Some(true), false),
            "it" | "its" | "itself" => (Some(false), false),
            "they" | "them" | "their" | "these" | "those" | "both" | "themselves" | "theirs" => (None, true),
            _ => return None,
        };
        let number = |m: &Moment| {
            let one = m.handles.len() == 1;
            if plural { m.plural || (one && self.collective(m.handles[0])) } else { one && !m.plural }
        };
        let fits = |m: &&Moment| {
            number(m)
                && m.handles.iter().all(|&h| {
                    person.is_none_or(|p| p == self.is_a(h, "an:Person") || (p && self.may_be_person(h)))
                        && !not.contains(&h)
                        && allowed(self, h)
                        && (m.subject || self.known[h].named || self.known[h].event.is_some() || plural)
                })
        };
        let here = |m: &&Moment| m.claim == self.here.0;
        // “he” does not reach past the claim before; in a table not past its row.
        let near = |m: &&Moment| m.claim + usize::from(!self.confined) >= self.here.0;
        let as_subject = self.recent().filter(here).filter(|m| m.subject).find(fits);
        let ago = |sentences: usize| move |m: &&Moment| m.sentence + sentences == self.sentence;
        let only = |sentences: usize| {
            let mut all = self.recent().filter(here).filter(ago(sentences)).filter(fits);
            let last = all.next()?;
            all.all(|m| m.handles == last.handles).then_some(last)
        };
        let subject_of =
            |sentences: usize| self.recent().filter(here).filter(ago(sentences)).filter(|m| m.subject).find(fits);
        let several = |m: &&Moment| m.plural && m.sentence + 1 >= self.sentence;
        let found = match person {
            Some(false) => (0..2).find_map(|n| subject_of(n).or_else(|| only(n))).or(as_subject),
            Some(true) => as_subject.or_else(|| self.recent().filter(near).find(fits)),
            None => {
                let nearest = |subject: bool| {
                    self.recent().filter(near).filter(several).filter(|m| m.subject || !subject).find(fits)
                };
                nearest(true).or_else(|| nearest(false)).or_else(|| self.recent().find(fits))
            }
        };
        found.map(|m| m.handles.clone())
    }

    /// A name without a class: a person, for all that is known.
    fn may_be_person(&self, handle: Handle) -> bool {
        let known = &self.known[handle];
        known.named && !known.plural && known.thing.class == "an:Thing"
    }

    /// Bodies of people that English also calls “they”.
    fn collective(&self, handle: Handle) -> bool {
        self.known[handle].named && ["an:Organisation", "an:State", "an:People"].iter().any(|c| self.is_a(handle, c))
    }

    /// The event last mentioned in the author's words or in this claim.
    pub(super) fn last_event(&self) -> Option<Handle> {
        self.recent()
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
        if named && (self.ontology.is_a(class, "an:Person") || self.may_name_person(label, class)) {
            let folded = fold(label);
            let mut parts = folded.split('-');
            for part in [parts.next(), parts.next_back()].into_iter().flatten() {
                self.bearers.entry(part.to_owned()).or_default().insert(handle);
            }
        }
        self.known.push(Known { thing, head, plural: false, named, event: None });
        if named {
            self.by_name.entry(fold(label)).or_insert(handle);
        }
        handle
    }
}

impl Discourse<'_> {
    /// “Saigō Takamori”: two capitalised words, the last no word of the lexicon, may name a person for all that is known.
    fn may_name_person(&self, label: &str, class: &str) -> bool {
        let words: Vec<&str> = label.split(' ').collect();
        let unknown = |word: &str| self.ontology.entries_for(&word.to_lowercase(), PartOfSpeech::Noun).is_empty();
        class == "an:Thing"
            && words.len() == 2
            && words.iter().all(|word| word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase))
            && words.iter().all(|word| unknown(word))
    }
}

/// Eight hexadecimal digits of SHA-256.
pub(super) fn short_hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).map(|b| format!("{b:02x}")).collect()
}
