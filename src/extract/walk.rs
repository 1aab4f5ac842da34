//! From clause to clause down the tree, each in its voice: what is asserted, what is only asked, believed or denied.
//!
//! A clause inherits the voice of the one above and changes it by its own negation and modal; the word that governs
//! it (“demanded that”, “failed to”, “if”) changes it again. Subjects that a clause leaves out are handed down.

use super::choose::{self, Reading};
use super::clause::{Clause, Kind};
use super::discourse::{Handle, Moment, Place};
use super::scene::{Candidate, Scene, Slot, When};
use super::voice::Voice;
use crate::language::{Dependency as D, Tag, inflect};
use crate::ontology::{Complement, PartOfSpeech};
use crate::statement::Stance;

/// Adverbs that part a clause from the time given for its surroundings.
const LATER: &[&str] =
    &["later", "afterwards", "afterward", "eventually", "subsequently", "earlier", "previously", "formerly"];

/// What a clause takes from the one above it.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    pub(super) subject: Option<Slot>,
    /// For a passive clause without a subject of its own.
    pub(super) object: Option<Slot>,
    pub(super) when: Option<When>,
    /// The voice of the clause that governs this one.
    pub(super) matrix: Option<Voice>,
    /// A participle here is a passive, though nothing in the clause says so: “was deposed and *shot*”.
    pub(super) passive: bool,
}

impl Scene<'_, '_> {
    /// Reads the whole sentence.
    pub(super) fn read(&mut self, voice: &Voice) {
        let Some(root) = self.tree.root() else { return };
        self.named_in_brackets();
        let stance = if self.question { Stance::Hypothetical } else { voice.stance };
        let voice = Voice { stance, ..voice.clone() };
        let subject = self.left_out().map(Slot::Things);
        let when = self.set.when.cloned();
        self.walk(root, &voice, &Given { subject, when, ..Given::default() });
        // What no clause above reached (loose parts of a note) is read by itself.
        for i in 0..self.tree.words.len() {
            let loose = self.tree.is_clause(i) && self.tree.is_predicate(i);
            // “Nixon *orders* Track II - …”: a headline's verb that came out as a noun somewhere in the tree.
            if !self.read[i] && (loose || self.is_plural_verb(i)) {
                let when = self.set.when.cloned();
                self.walk(i, &voice, &Given { when, ..Given::default() });
            }
        }
    }

    /// Whom a sentence without a subject is about: “Logan leaves. *Never returns.*” goes on about whom the sentence before was
    /// about, unless it is a person that all of it is about.
    fn left_out(&self) -> Option<Vec<Handle>> {
        let topic = self.set.topic.map(|(handles, _)| handles);
        let person = topic.is_some_and(|t| t.iter().all(|&h| self.discourse.is_a(h, "an:Person")));
        let here = |m: &&Moment| m.claim == self.discourse.here.0 && m.sentence + 1 == self.discourse.sentence;
        let before = || self.discourse.recent().filter(here).find(|m| m.place == Place::Subject);
        let before = if person || self.set.opening || topic.is_none() { None } else { before() };
        before.map(|m| m.handles.clone()).or_else(|| topic.map(<[Handle]>::to_vec))
    }

    /// Reads one clause and all inside it.
    pub(super) fn walk(&mut self, head: usize, outer: &Voice, given: &Given) {
        if std::mem::replace(&mut self.read[head], true) {
            return;
        }
        let mut clause = self.clause(head);
        // “empire at greatest extent”: a noun that a parser took for a verb without anyone in it.
        if self.is_noun_for_verb(&clause) {
            // “conspiracy *to defraud*”: nor did anybody do what hangs on it.
            for inner in self.tree.below(head, &|_| true) {
                self.read[inner] |= self.tree.mark(inner) == "to";
            }
            return;
        }
        if given.passive && !clause.passive && clause.object.is_none() {
            clause.passive = true;
            clause.object = clause.subject.take();
            super::clause::far_agent(&self.tree, &mut clause);
        }
        // “had himself crowned *emperor*”
        if let Some(office) =
            clause.object.filter(|_| given.passive && given.object.is_some() && clause.subject.is_none())
            && office > head
        {
            clause.passive = true;
            clause.complements.extend(clause.object.take());
        }
        // “X, *fled* to Belarus in June”: who fled was not fled.
        let by_form = self.tree.first(head, &[D::AuxPass, D::OblAgent]).is_none() && clause.subject.is_none();
        if clause.passive && by_form && self.is_intransitive(head) {
            clause.passive = false;
            clause.subject = clause.object.take();
        }
        let mut voice = self.own_voice(&clause, outer);
        if self.is_instruction(&clause, given) {
            voice = voice.unreal();
        }
        let apart = self.tree.by(head, &[D::Advmod]).any(|a| LATER.contains(&self.tree.lower(a).as_str()));
        let inherited = given.when.clone().filter(|_| !apart).map(inherit);
        let when = self.when(head).or_else(|| self.when_clause(&clause)).or(inherited);
        let mut given = Given { when, ..given.clone() };
        // “NAME / jailed 1950”: what the notes are about is what the bare passive happened to.
        if clause.passive && clause.object.is_none() && given.object.is_none() {
            given.object = given.subject.take();
        }
        let readings = choose::readings(&self.tree, self.set.ontology, &clause);
        let reading = self.best(readings.clone(), &clause, &given);
        for candidate in &readings {
            let chosen = reading.as_ref().is_some_and(|r| r.entry == candidate.entry);
            self.candidates.extend(Candidate::of_reading(self, candidate, chosen));
        }
        let complement = self.complement_of(&clause, reading.as_ref());
        if complement.is_some() {
            self.claim_infinitive(&mut clause);
        }
        // “was responsible for starting the war on 25 June”: the clause in the object's place brings the date.
        if given.when.is_none() && clause.kind != Kind::Verb {
            given.when =
                reading.as_ref().and_then(|r| r.object).filter(|&o| self.tree.is_clause(o)).and_then(|o| self.when(o));
        }
        self.frames.push((clause.clone(), reading.clone()));

        // “had him executed”, “kept it closed”: what was done is the statement; “had to go” states only what is inside.
        let causative = clause
            .complements
            .iter()
            .any(|&c| self.is_result(&clause, c) || (clause.lemma == "have" && self.tree.mark(c) == "to"));
        // “had her son *blinded*”, where the parser made the participle describe the son.
        let causative = causative
            || (clause.lemma == "have"
                && clause.object.is_some_and(|o| {
                    self.tree.by(o, &[D::Acl]).any(|a| a > o && super::clause::is_past_participle(&self.tree, a))
                }));
        let transparent = !clause.complements.is_empty()
            && complement.as_ref().is_some_and(|c| c.stance == Stance::Asserted)
            && clause.complements.iter().all(|&c| self.tree.dep(c) == D::Xcomp && self.tree.tag(c) == Tag::Verb);
        // “was about to sign”: what lies ahead is told by the clause inside.
        let ahead = clause.kind == Kind::Copular
            && complement.is_some()
            && clause.complements.iter().any(|&c| self.tree.is_predicate(c))
            && reading.as_ref().and_then(|r| r.entry).is_none_or(|e| self.set.ontology.entries[e].relation.is_none());
        let reflexive = self.has_itself(&clause);
        if !transparent && !causative && !ahead && reflexive.is_none() {
            self.state(&clause, reading.as_ref(), &voice, &given);
        }
        if let Some(inner) = reflexive {
            self.done_to_itself(&clause, inner, &voice, &given);
        } else {
            self.complements(&clause, (reading.as_ref(), complement.as_ref()), &voice, &given, transparent);
        }
        let shared = Given {
            when: self.inception(reading.as_ref(), given.when.as_ref()).or_else(|| given.when.clone()),
            ..given.clone()
        };
        self.adverbials(&clause, &voice, &shared);
        self.coordinated(&clause, outer, &given);
        self.inside(&clause, &voice, outer, &given);
    }

    /// “- *check* the dates”, “*revere* the emperor, expel the barbarians”: a bare verb without subject or date, where one alone
    /// could be meant, tells what to do and not what was done.
    fn is_instruction(&self, clause: &Clause, given: &Given) -> bool {
        let head = clause.head;
        let form = self.tree.lower(head);
        let bare = clause.kind == Kind::Verb
            && form == self.tree.lemma(head).to_lowercase()
            && !inflect::is_past(&form)
            && inflect::past(&form) != form;
        let alone = clause.subject.is_none()
            && !clause.passive
            && matches!(self.tree.dep(head), D::Root | D::Parataxis | D::Conj)
            && self.tree.first(head, &[D::Aux, D::Mark, D::Nsubj]).is_none();
        let several = match &given.subject {
            Some(Slot::Things(handles)) => {
                handles.len() != 1 || self.discourse.known[handles[0]].thing.label.to_lowercase().ends_with('s')
            }
            Some(Slot::Word(_)) => true,
            None => false,
        };
        bare && alone && !several && given.when.is_none() && self.when(head).is_none()
    }

    /// “ended *when the agreement was signed on 27 July*”: a date in the when-clause dates the main clause too.
    fn when_clause(&self, clause: &Clause) -> Option<When> {
        clause
            .adverbials
            .iter()
            .filter(|&&a| self.tree.first(a, &[D::Mark, D::Advmod]).is_some_and(|m| self.tree.lower(m) == "when"))
            .find_map(|&a| self.when(a))
            .map(inherit)
    }

    /// The reading whose relation fits its participants best; earlier ones win a tie. When the best does not fit those
    /// who take part (“the crisis *hit* the country” is no attack), the verb stands for itself.
    fn best(&mut self, readings: Vec<Reading>, clause: &Clause, given: &Given) -> Option<Reading> {
        let mut best: Option<(i32, Reading)> = None;
        for reading in readings {
            let score = self.fit(&reading, clause, given);
            if score > best.as_ref().map_or(-100, |(s, _)| *s) {
                best = Some((score, reading));
            }
        }
        best.map(|(_, reading)| reading).filter(|reading| self.misfit(reading, given) == 0)
    }

    /// 3 for each side of a reading's relation on which someone stands that cannot.
    fn misfit(&mut self, reading: &Reading, given: &Given) -> i32 {
        let ontology = self.set.ontology;
        let Some(relation) = reading.entry.and_then(|e| ontology.entries[e].relation) else { return 0 };
        let relation = &ontology.relations[relation];
        let subject = match (reading.subject, &given.subject) {
            (Some(word), _) => self.handles(word),
            (None, Some(Slot::Things(handles))) => handles.clone(),
            (None, Some(Slot::Word(word))) => self.handles(*word),
            (None, None) => Vec::new(),
        };
        let object = reading.object.map(|o| self.handles(o)).unwrap_or_default();
        // “reached *two million*”, “reached *the pole*”: what counts wants a number.
        let counts = relation.range.iter().any(|class| class == "an:Quantity");
        let number = |o: usize| super::phrase::quantity(&self.tree, o).is_some() || self.tree.tag(o) == Tag::Num;
        let uncounted = 3 * i32::from(counts && reading.object.is_some_and(|o| !number(o)));
        let wanted = reading.entry.map(|e| ontology.entries[e].object_classes.as_slice()).unwrap_or_default();
        // “took *70 per cent*” lasted for no time.
        let timeless = |o: usize| !self.set.ontology.has_word("unit-of-time", self.tree.lemma(o));
        let stranger = !wanted.is_empty()
            && (object.iter().any(|&h| !self.may_be_one_of(h, wanted))
                || wanted.iter().any(|class| class == "an:Time") && reading.object.is_some_and(timeless));
        self.misfits(&subject, &relation.domain)
            + self.misfits(&object, &relation.range)
            + uncounted
            + 3 * i32::from(stranger)
    }

    fn fit(&mut self, reading: &Reading, clause: &Clause, given: &Given) -> i32 {
        let ontology = self.set.ontology;
        let Some(entry) = reading.entry.map(|e| &ontology.entries[e]) else { return 0 };
        if entry.relation.is_none() {
            return -1;
        }
        let mut score =
            2 * i32::try_from(reading.lemma.split(' ').count()).unwrap_or(1) + i32::from(reading.light.is_some()) * 4;
        let governs = entry.object.contains(&crate::ontology::Argument::Clause) && !clause.complements.is_empty();
        // “took *place*”: what the lemma itself takes in is no object that wants a place.
        if reading.object.is_some() || governs || reading.own.is_some() {
            score += 2;
        } else if !entry.object.is_empty() && clause.object.is_some() {
            score -= 2;
        }
        score -= self.misfit(reading, given);
        score
    }

    /// A thing of one of these classes, or a name of which nothing is known.
    fn may_be_one_of(&self, handle: usize, classes: &[String]) -> bool {
        let known = &self.discourse.known[handle];
        known.named && known.thing.class == "an:Thing" || classes.iter().any(|class| self.discourse.is_a(handle, class))
    }

    /// 3 when a thing of a known class is none of the classes wanted.
    pub(super) fn misfits(&self, handles: &[usize], wanted: &[String]) -> i32 {
        let odd = |&h: &usize| {
            let class = &self.discourse.known[h].thing.class;
            class != "an:Thing" && !wanted.iter().any(|w| self.set.ontology.is_a(class, w))
        };
        if !wanted.is_empty() && handles.iter().any(odd) { 3 } else { 0 }
    }

    /// How a clause that this predicate governs is meant.
    pub(super) fn complement_of(&self, clause: &Clause, reading: Option<&Reading>) -> Option<Complement> {
        let ontology = self.set.ontology;
        if let Some(complement) = reading.and_then(|r| r.entry).and_then(|e| ontology.entries[e].complement.clone()) {
            return Some(complement);
        }
        let part = if clause.kind == Kind::Verb { PartOfSpeech::Verb } else { PartOfSpeech::Adjective };
        ontology
            .entries_opening_with(self.tree.lemma(clause.head), part)
            .iter()
            .map(|&e| &ontology.entries[e])
            .filter(|entry| !entry.lemma.contains(' ') || entry.lemma == clause.lemma)
            .find_map(|entry| entry.complement.clone())
    }

    fn complements(
        &mut self,
        clause: &Clause,
        (reading, complement): (Option<&Reading>, Option<&Complement>),
        voice: &Voice,
        given: &Given,
        transparent: bool,
    ) {
        for &inner in &clause.complements {
            if !self.tree.is_predicate(inner) {
                continue;
            }
            let (stance, negates) = self.meant(clause, inner, complement);
            let holder = self.holder(clause, given);
            let inner_voice = voice.within(stance, negates, holder);
            // “*Nothing proves* that they met” leaves open whether they did.
            let open = clause.negated
                && stance == Stance::Asserted
                && self.tree.dep(inner) == D::Ccomp
                && self.set.ontology.has_word("verb-of-proving", self.tree.lemma(clause.head));
            let inner_voice = if open { Voice { negated: false, ..inner_voice }.unreal() } else { inner_voice };
            // “did not manage to”: a transparent word hands its negation down; an opaque one keeps it.
            let inner_voice = if open || transparent || stance == Stance::Asserted {
                inner_voice
            } else {
                Voice { negated: negates, ..inner_voice }
            };
            let subject = self.controller(clause, inner, reading, given);
            let when = if transparent { given.when.clone() } else { None };
            let matrix = Some(voice.clone());
            // “kept the country *closed*”, “had him *executed*”: it is the object to which that was done.
            if self.is_result(clause, inner) {
                let when = given.when.clone();
                self.walk(
                    inner,
                    &inner_voice,
                    &Given { object: subject, when, matrix, passive: true, ..Given::default() },
                );
                continue;
            }
            self.walk(inner, &inner_voice, &Given { subject, when, matrix, ..Given::default() });
        }
    }

    /// “called upon all members *to give aid*”: an infinitive that the parser hung beside the clause is what such a word
    /// governs, when nothing else is.
    fn claim_infinitive(&self, clause: &mut Clause) {
        if clause.complements.iter().any(|&c| self.tree.is_predicate(c)) {
            return;
        }
        let infinitive = |a: &usize| self.tree.mark(*a) == "to" && self.tree.tag(*a) == Tag::Verb;
        if let Some(at) = clause.adverbials.iter().position(infinitive) {
            clause.complements.push(clause.adverbials.remove(at));
        }
    }

    /// A bare participle behind the object.
    pub(super) fn is_result(&self, clause: &Clause, inner: usize) -> bool {
        clause.object.is_some_and(|object| object < inner && self.tree.words[object].head == Some(clause.head))
            && self.tree.dep(inner) == D::Xcomp
            && self.tree.tag(inner) == Tag::Verb
            && self.tree.first(inner, &[D::Mark, D::Aux, D::AuxPass, D::Nsubj, D::Obj]).is_none()
            && super::clause::is_past_participle(&self.tree, inner)
    }

    /// The subject of an infinitive: the object of what governs it (“asked *him* to”), else its subject.
    fn controller(&self, clause: &Clause, inner: usize, reading: Option<&Reading>, given: &Given) -> Option<Slot> {
        if self.tree.dep(inner) == D::Ccomp
            && self.tree.first(inner, &[D::Mark]).is_some_and(|m| self.tree.lower(m) != "to")
        {
            return None;
        }
        // The lexicon may know where the one asked stands: “called *upon the members* to”.
        let asked = reading.and_then(|r| r.object).filter(|&o| !self.tree.is_clause(o));
        let addressee = reading.and_then(|r| r.roles.iter().find(|(role, _)| role == "an:addressee")).map(|(_, w)| *w);
        // “spent *four years* lecturing”: no stretch of time lectures.
        let object = clause.object.filter(|&o| !self.is_stretch_of_time(o));
        asked
            .filter(|&o| !self.is_stretch_of_time(o))
            .or(addressee)
            .or(object)
            .or(clause.indirect)
            .or(clause.subject)
            .map(Slot::Word)
            .or_else(|| given.subject.clone())
    }
}

pub(super) fn inherit(when: When) -> When {
    When { inherited: true, ..when }
}
