//! One sentence being read: its tree, its words linked to things, and what has been drafted from it so far.

use super::choose::Reading;
use super::clause::{self, Clause};
use super::discourse::{Discourse, Handle, Place};
use super::names::Name;
use super::phrase;
use super::pronoun::Meant;
use super::tree::Tree;
use super::voice::Voice;
use crate::language::{Date, Dependency as D, Sentence, Tag, Unit};
use crate::ontology::{Entry, Ontology};
use crate::span::Span;
use crate::statement::{Object, Relation, Role, Thing};
use std::collections::BTreeMap;

/// A time with the words it was read from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct When {
    pub(super) date: Date,
    pub(super) text: String,
    /// Not in the clause itself.
    pub(super) inherited: bool,
}

/// What fills a place: a phrase of this sentence, or things known from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Slot {
    Word(usize),
    Things(Vec<Handle>),
}

/// A statement before it has its evidence and sources.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) subject: Thing,
    pub(super) relation: Relation,
    pub(super) object: Option<Object>,
    pub(super) roles: Vec<Role>,
    pub(super) event: Option<Handle>,
    pub(super) when: Option<When>,
    pub(super) place: Option<Thing>,
    pub(super) voice: Voice,
    pub(super) confidence: f32,
    pub(super) basis: String,
    /// In the passage's text; of a field or cell, in the note.
    pub(super) span: Span,
}

/// An entry of the lexicon that a clause or phrase could be read by, with what would fill its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) entry: String,
    pub(super) subject: Vec<String>,
    pub(super) object: Vec<String>,
    pub(super) chosen: bool,
}

impl Candidate {
    /// From a noun, whose places hold things.
    pub(super) fn of_things(scene: &Scene<'_, '_>, entry: &Entry, subject: &[Handle], object: &[Handle]) -> Self {
        let names = |handles: &[Handle]| {
            handles
                .iter()
                .flat_map(|&h| {
                    let thing = &scene.discourse.known[h].thing;
                    std::iter::once(thing.label.clone()).chain(thing.aliases.iter().cloned())
                })
                .collect()
        };
        Self { entry: entry.iri.clone(), subject: names(subject), object: names(object), chosen: true }
    }

    /// From a noun whose places are filled by phrases beside it: what they mean, and their words.
    pub(super) fn of_noun(
        scene: &Scene<'_, '_>,
        noun: usize,
        entry: &Entry,
        subject: &[Handle],
        object: &[Handle],
    ) -> Self {
        let mut candidate = Self::of_things(scene, entry, subject, object);
        let words =
            |arguments| super::choose::nominal_place(&scene.tree, noun, arguments).map(|w| scene.whole_clause(w));
        candidate.subject.extend(words(&entry.subject).filter(|_| !subject.is_empty()));
        candidate.object.extend(words(&entry.object).filter(|_| !object.is_empty()));
        candidate
    }

    /// From a reading of a clause, whose places hold words.
    pub(super) fn of_reading(scene: &Scene<'_, '_>, reading: &Reading, chosen: bool) -> Option<Self> {
        let entry = &scene.set.ontology.entries[reading.entry?];
        let words = |word: Option<usize>| word.map(|w| scene.whole_clause(w)).into_iter().collect();
        Some(Self { entry: entry.iri.clone(), subject: words(reading.subject), object: words(reading.object), chosen })
    }
}

/// What stays the same through a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub(super) ontology: &'a Ontology,
    /// The text of the passage; spans of words refer to it.
    pub(super) text: &'a str,
    pub(super) names: &'a [Name],
    /// What a clause without a subject is about, and the words that say so.
    pub(super) topic: Option<(&'a [Handle], &'a str)>,
    /// When everything in the passage happened, unless it says otherwise.
    pub(super) when: Option<&'a When>,
    /// Notes in telegram style: a bare participle is a passive.
    pub(super) telegram: bool,
    /// The first sentence of its passage.
    pub(super) opening: bool,
    /// A phrase without a verb says what the topic is: “Nkrumah - *prime minister*”.
    pub(super) describes: bool,
}

/// A sentence being read.
pub(super) struct Scene<'a, 'd> {
    pub(super) set: Setting<'a>,
    pub(super) discourse: &'a mut Discourse<'d>,
    pub(super) tree: Tree<'a>,
    /// For each word that heads a phrase, what it means.
    pub(super) links: Vec<Option<Vec<Handle>>>,
    pub(super) drafts: Vec<Draft>,
    /// A question asserts nothing.
    pub(super) question: bool,
    /// Entries of the lexicon that were considered.
    pub(super) candidates: Vec<Candidate>,
    /// Predicates read so far, as `show frames` prints them.
    pub(super) frames: Vec<(Clause, Option<Reading>)>,
    /// Words whose clause has been read: no clause is read twice.
    pub(super) read: Vec<bool>,
    /// Events that clauses of this sentence told, by predicate.
    pub(super) events: Vec<(usize, Handle)>,
    /// What the last number counted, for numbers that stand alone.
    pub(super) counted: Option<Handle>,
    /// For each pronoun that was taken to mean something, how likely that is.
    pub(super) likely: BTreeMap<usize, f32>,
    /// For each pronoun, if that is asked for, what it was taken to mean and what it could have meant.
    pub(super) choices: Vec<(usize, Meant)>,
}

impl<'a, 'd> Scene<'a, 'd> {
    pub(super) fn new(
        set: Setting<'a>,
        discourse: &'a mut Discourse<'d>,
        sentence: &'a Sentence,
        counted: Option<Handle>,
    ) -> Self {
        let tree = Tree::new(sentence);
        let count = tree.words.len();
        // “Osório wounded? (no, that was later)”
        let asks = |i: usize| tree.words[i].form == "?" && tree.words.get(i + 1).is_none_or(|next| next.form == "(");
        let question = (0..count).any(asks);
        let mut scene = Self {
            set,
            discourse,
            tree,
            links: vec![None; count],
            drafts: Vec::new(),
            question,
            candidates: Vec::new(),
            frames: Vec::new(),
            read: vec![false; count],
            events: Vec::new(),
            counted,
            likely: BTreeMap::new(),
            choices: Vec::new(),
        };
        scene.link();
        scene
    }

    /// Links every phrase to what it means, from left to right, as a reader does.
    fn link(&mut self) {
        for i in 0..self.tree.words.len() {
            if self.heads_phrase(i) {
                let handles = self.resolve(i);
                // “on *the Aventine*”: people bear no article.
                let article = self.tree.first(i, &[D::Det]).is_some_and(|d| self.tree.lower(d) == "the" && d + 1 == i);
                // “met at *Rennes*”: nobody.
                let place = self.tree.first(i, &[D::Case]).is_some_and(|c| {
                    matches!(self.tree.lower(c).as_str(), "at" | "in" | "into" | "near" | "outside" | "inside")
                });
                let single = !self.tree.words[i].form.contains(' ');
                for &h in handles.iter().filter(|_| (article || place && single) && clause::is_name(&self.tree, i)) {
                    self.discourse.known[h].impersonal = true;
                }
                // “a *Swiss* group”: an adjective is nobody that a pronoun could mean.
                let modifier = matches!(self.tree.dep(i), D::Amod | D::Compound) && self.tree.tag(i) == Tag::Adj;
                if !handles.is_empty() && !modifier && !self.is_stretch_of_time(i) {
                    self.discourse.mention(&handles, self.place_of(i), Some(self.at(i)));
                    self.links[i] = Some(handles);
                }
                self.mention_group(i);
            }
        }
    }

    /// “two centuries”: nobody that a pronoun could mean.
    pub(super) fn is_stretch_of_time(&self, word: usize) -> bool {
        self.set.ontology.has_word("stretch-of-time", self.tree.lemma(word))
    }

    /// Puts what the sentence tells first, where that is an event and the sentence does not say where it happened, at a place
    /// that is named beside it.
    pub(super) fn took_place_at(&mut self, names: &[Name], words: &str) {
        let there = names.iter().flat_map(|name| self.discourse.named(name, words)).next();
        let first = self.drafts.iter_mut().find(|draft| draft.event.is_some());
        if let (Some(place), Some(draft)) = (there, first.filter(|draft| draft.place.is_none())) {
            draft.place = Some(self.discourse.thing(place, words));
        }
    }

    /// Which place a phrase stands in; the subject of a relative clause is not what the sentence is about.
    fn place_of(&self, word: usize) -> Place {
        let relative = self.tree.words[word].head.is_some_and(|verb| self.tree.dep(verb) == D::AclRelcl);
        match Place::of(self.tree.dep(word)) {
            Place::Subject if relative => Place::Other,
            place => place,
        }
    }

    /// By its form, or by a word before it.
    pub(super) fn is_plural(&self, i: usize) -> bool {
        let word = &self.tree.words[i];
        let by_form = word.form.to_lowercase() != word.lemma.to_lowercase()
            || matches!(word.lemma.as_str(), "people" | "police" | "cattle" | "clergy");
        // “many samurai”
        let by_number = || {
            self.tree
                .by(i, &[D::Amod, D::Det])
                .any(|d| matches!(self.tree.lower(d).as_str(), "many" | "several" | "few" | "both"))
        };
        word.tag == Tag::Noun && (by_form || by_number())
    }

    /// “Stalin, Mao and Kim”: at the last of them, all are mentioned together.
    fn mention_group(&mut self, i: usize) {
        if self.tree.dep(i) != D::Conj {
            return;
        }
        let Some(first) = self.tree.words[i].head else { return };
        let group: Vec<usize> = self.tree.conjuncts(first);
        if group.last() == Some(&i) && self.tree.dep(first) != D::Conj {
            let handles: Vec<Handle> = group.iter().filter_map(|&w| self.links[w].clone()).flatten().collect();
            if handles.len() > 1 {
                self.discourse.mention(&handles, self.place_of(first), Some(self.at(first)));
            }
        }
    }

    /// The date that says when a clause was, unless a clause inside it claims that.
    pub(super) fn when(&self, head: usize) -> Option<When> {
        self.date_at(self.date_word(head)?)
    }

    /// The word of that date.
    pub(super) fn date_word(&self, head: usize) -> Option<usize> {
        let own = |w: usize| !self.tree.is_clause(w);
        let words = self.tree.below(head, &own);
        // “the 1973 coup”, “(1964–1970)”: a date before a noun or in brackets dates that alone.
        let loose = |w: usize| {
            let mut at = w;
            while at != head {
                let inside = D::Appos == self.tree.dep(at)
                    || (at == w && matches!(self.tree.dep(w), D::Compound | D::Amod | D::Nummod | D::NmodPoss));
                // “suspended the constitution *of 1946*”
                if at == w && self.dates_document(w) {
                    return false;
                }
                // “called the election *for 18 June*”: when it was to be.
                if at == w && self.tree.preposition(w) == "for" {
                    return false;
                }
                // “telegrams and the meetings in April confirmed it”: the meetings were in April.
                let beside = self.tree.dep(at) == D::Conj
                    && self.tree.words[at]
                        .head
                        .is_some_and(|first| matches!(self.tree.dep(first), D::Nsubj | D::NsubjPass));
                let Some(next) = self.tree.words[at].head.filter(|_| !inside && !beside) else { return false };
                at = next;
            }
            true
        };
        let mut dates: Vec<(usize, usize)> =
            words.into_iter().filter(|&w| self.tree.is_date(w) && loose(w)).map(|w| (self.depth(w, head), w)).collect();
        dates.sort_unstable();
        dates.first().map(|&(_, word)| word)
    }

    /// “suspended the constitution *of 1946*”: a date that belongs to a document, under a verb that did not make it.
    fn dates_document(&self, date: usize) -> bool {
        let ontology = self.set.ontology;
        let noun = self.tree.words[date].head.filter(|_| self.tree.dep(date) == D::Nmod);
        let Some(noun) = noun.filter(|_| self.tree.preposition(date) == "of") else { return false };
        let document =
            ontology.class_for_cue(self.tree.lemma(noun)).is_some_and(|class| ontology.is_a(class, "an:Document"));
        let made = self
            .tree
            .verb_above(noun)
            .is_some_and(|verb| ontology.has_word("verb-of-making-documents", self.tree.lemma(verb)));
        document && !made
    }

    pub(super) fn date_at(&self, word: usize) -> Option<When> {
        let Some(Unit::Date(date)) = &self.tree.words[word].unit else { return None };
        Some(When { date: date.clone(), text: self.tree.words[word].form.clone(), inherited: date.inherited })
    }

    fn depth(&self, word: usize, head: usize) -> usize {
        let (mut depth, mut at) = (0, word);
        while let Some(next) = self.tree.words[at].head.filter(|_| at != head) {
            at = next;
            depth += 1;
        }
        depth
    }

    /// The clause with all that hangs below it, in words.
    pub(super) fn whole_clause(&self, head: usize) -> String {
        let mut words = self.tree.below(head, &|w| {
            !(matches!(self.tree.dep(w), D::Advcl | D::Parataxis | D::AclRelcl)
                || (self.tree.dep(w) == D::Conj && self.tree.is_predicate(w)))
        });
        words.retain(|&w| !(self.tree.dep(w) == D::Mark && self.tree.words[w].head == Some(head)));
        while words.last().is_some_and(|&w| self.tree.tag(w) == Tag::Punct) {
            words.pop();
        }
        while words.first().is_some_and(|&w| self.tree.words[w].form == ",") {
            words.remove(0);
        }
        phrase::join(&self.tree, self.set.text, &words)
    }

    /// The words of a clause alone, inner clauses left out.
    pub(super) fn own_words(&self, head: usize) -> Vec<usize> {
        self.tree.below(head, &|w| !self.tree.is_clause(w))
    }

    /// The words of a clause as text, without what brackets and commas hang at its ends.
    pub(super) fn clause_text(&self, head: usize, with_mark: bool) -> String {
        let mut words = self.own_words(head);
        words.retain(|&w| with_mark || !(self.tree.dep(w) == D::Mark && self.tree.words[w].head == Some(head)));
        while words.last().is_some_and(|&w| self.tree.tag(w) == Tag::Punct) {
            words.pop();
        }
        while words.first().is_some_and(|&w| self.tree.tag(w) == Tag::Punct || (self.tree.tag(w) == Tag::Cconj)) {
            words.remove(0);
        }
        phrase::join(&self.tree, self.set.text, &words)
    }

    /// The stretch of text that a clause is read from.
    pub(super) fn clause_span(&self, head: usize) -> Span {
        let mut words = self.own_words(head);
        words.retain(|&w| self.tree.tag(w) != Tag::Punct || (w > 0 && self.tree.words[w].form == "%"));
        self.tree.cover(&words).unwrap_or_default()
    }

    pub(super) fn clause(&self, head: usize) -> Clause {
        let mut clause = clause::analyse(&self.tree, head);
        self.headline(&mut clause);
        self.antecedent(&mut clause);
        clause
    }
}
