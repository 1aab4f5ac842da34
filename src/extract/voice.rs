//! In whose voice a clause is said: asserted, or only reported, believed, asked for, planned, possible; and denied or not.

use super::clause::{Clause, Kind};
use super::phrase;
use super::scene::{Candidate, Scene, Slot};
use super::walk::Given;
use crate::language::{Dependency as D, Tag, inflect};
use crate::ontology::{Complement, PartOfSpeech};
use crate::statement::{Polarity, Stance};

/// Prepositions of whoever says so.
pub(super) const ACCORDING: &[&str] = &["according to", "in the words of", "in the view of", "in the opinion of"];

/// In what voice a clause is said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Voice {
    pub(super) stance: Stance,
    pub(super) negated: bool,
    /// Label and IRI of who says, believes, asks or plans it.
    pub(super) holder: Option<(String, Option<String>)>,
}

impl Voice {
    /// The note or a source that it quotes vouches for it.
    pub(super) const fn asserted() -> Self {
        Self { stance: Stance::Asserted, negated: false, holder: None }
    }

    /// The voice of a clause inside another whose word means it so. What is merely continued (“began to”) keeps the
    /// outer voice; anything else is its holder's own.
    pub(super) fn within(&self, stance: Stance, negates: bool, holder: Option<(String, Option<String>)>) -> Self {
        if stance == Stance::Asserted {
            return Self { negated: self.negated ^ negates, ..self.clone() };
        }
        Self { stance, negated: negates, holder: holder.or_else(|| self.holder.clone()) }
    }

    /// The same voice for something that is possible at most.
    pub(super) fn unreal(&self) -> Self {
        let stance = if self.stance == Stance::Asserted { Stance::Hypothetical } else { self.stance };
        Self { stance, ..self.clone() }
    }

    /// The voice of what stands beside a negated clause, itself not negated.
    pub(super) fn beside(&self) -> Self {
        Self { negated: false, ..self.clone() }
    }

    pub(super) fn polarity(&self) -> Polarity {
        if self.negated { Polarity::Negated } else { Polarity::Affirmed }
    }
}

impl Scene<'_, '_> {
    /// The voice of the clause itself: negation, modals and hedges of its own on top of what it inherits.
    pub(super) fn own_voice(&mut self, clause: &Clause, outer: &Voice) -> Voice {
        let mut voice = outer.clone();
        voice.negated ^= clause.negated;
        // “promised an amnesty *if* the ship returned” was promised: the condition is that of what was.
        let promises = self
            .complement_of(clause, None)
            .is_some_and(|c| matches!(c.stance, Stance::Planned | Stance::Requested) && !c.negates);
        let promises = promises && clause.kind == Kind::Verb && !self.tree.lemma(clause.head).starts_with("want");
        let conditional = !promises && clause.adverbials.iter().any(|&a| self.is_condition(a));
        if clause.modal && !self.would_later(clause)
            || conditional
            || self.is_inverted_condition(clause)
            || self.is_in_case(clause)
        {
            voice = voice.unreal();
        }
        if self.is_to_be(clause.head) {
            voice = voice.within(Stance::Planned, false, None);
        }
        // “*almost* reached the pole”
        let failing = |a: usize| self.set.ontology.has_word("adverb-of-failing", &self.tree.lower(a));
        if clause.kind == Kind::Verb && self.tree.by(clause.head, &[D::Advmod]).any(|a| failing(a) && a < clause.head) {
            voice = voice.unreal();
        }
        // “was stolen, *apparently* by the clerk”: what is doubted of who did it is doubted of the whole.
        let agent = clause.subject.filter(|_| clause.passive);
        let hedged = std::iter::once(clause.head)
            .chain(agent)
            .flat_map(|w| self.tree.by(w, &[D::Advmod]))
            .any(|a| self.set.ontology.has_word("hedge", &self.tree.lower(a)));
        if (hedged || self.is_scare_quoted(clause.head)) && voice.stance == Stance::Asserted {
            voice.stance = Stance::Reported;
        }
        // “*By most accounts* he was a Turk”, “their founder, *by all accounts*, was a saint”
        if voice.stance == Stance::Asserted && self.is_by_accounts(clause) {
            voice.stance = Stance::Reported;
        }
        // “*According to* the report”: the report says so.
        let according = clause.obliques.iter().find(|(preposition, _)| ACCORDING.contains(&preposition.as_str()));
        if let Some(&(_, word)) = according.filter(|_| voice.stance == Stance::Asserted) {
            let holder = self.handles(word).first().map(|&h| &self.discourse.known[h].thing);
            let holder = holder.map(|thing| (thing.label.clone(), Some(thing.iri.clone())));
            voice = Voice { negated: voice.negated, ..voice.within(Stance::Reported, false, holder) };
        }
        voice
    }

    /// “Hale *would later* become mayor”: what lay ahead then, and came.
    fn would_later(&self, clause: &Clause) -> bool {
        let would = self.tree.by(clause.head, &[D::Aux]).any(|a| self.tree.lower(a) == "would");
        let later =
            |a: usize| matches!(self.tree.lower(a).as_str(), "later" | "eventually" | "subsequently" | "ultimately");
        would && self.tree.by(clause.head, &[D::Advmod]).any(later) && clause.adverbials.is_empty()
    }

    fn is_by_accounts(&self, clause: &Clause) -> bool {
        let view = |w: usize| phrase::is_view(&self.tree, w, self.set.ontology);
        let of = |word: usize| self.tree.by(word, &[D::Obl, D::Nmod]).any(view);
        let subject = clause.subject.or(clause.object).filter(|&s| self.is_subject(s));
        of(clause.head) || subject.is_some_and(of)
    }

    /// “*is to be* poisoned”, “*was to* run for ninety years”: arranged, and not yet done.
    fn is_to_be(&self, head: usize) -> bool {
        let to = self.tree.by(head, &[D::Mark]).find(|&m| self.tree.lower(m) == "to");
        let finite = |a: usize| matches!(self.tree.lower(a).as_str(), "is" | "are" | "was" | "were");
        to.is_some_and(|to| self.tree.by(head, &[D::Aux, D::AuxPass, D::Cop]).any(|a| a < to && finite(a)))
    }

    /// “The empire “*liberated*” the island”: a verb alone in quotation marks is somebody else's word.
    fn is_scare_quoted(&self, verb: usize) -> bool {
        let quote = |at: Option<usize>| {
            at.and_then(|at| self.tree.words.get(at))
                .is_some_and(|w| matches!(w.form.as_str(), "\"" | "“" | "”" | "‘" | "’"))
        };
        self.tree.tag(verb) == Tag::Verb && quote(verb.checked_sub(1)) && quote(Some(verb + 1))
    }

    /// “*Had he* submitted, …”, “*Were they* to leave, …”: an auxiliary before its subject, in no question.
    fn is_inverted_condition(&self, clause: &Clause) -> bool {
        let subject = self.tree.first(clause.head, &[D::Nsubj, D::NsubjPass]);
        let first = self.tree.by(clause.head, &[D::Aux, D::AuxPass, D::Cop]).next();
        let fronted = first.is_some_and(|a| matches!(self.tree.lower(a).as_str(), "had" | "were" | "should"));
        let opens = |f: usize| f == 0 || matches!(self.tree.tag(f - 1), Tag::Punct | Tag::Cconj);
        // “*Had the courts enforced* the contracts, some would have been ruined”, where the parser took “had” for the verb.
        let begins = matches!(self.tree.lower(0).as_str(), "had" | "were" | "should") && !self.question;
        let comma = self.tree.words.iter().position(|word| word.form == ",");
        let before_comma = begins && clause.head > 0 && comma.is_some_and(|comma| clause.head < comma);
        before_comma || fronted && first.is_some_and(opens) && first < subject && subject.is_some()
    }

    /// “*in case* they did not return”
    fn is_in_case(&self, clause: &Clause) -> bool {
        let first = [self.tree.first(clause.head, &[D::Nsubj, D::NsubjPass]), Some(clause.head)];
        first.into_iter().flatten().any(|word| {
            let described = |w: &usize| matches!(self.tree.tag(*w), Tag::Det | Tag::Adj | Tag::Num);
            let before = (0..word).rev().find(|w| !described(w)).unwrap_or_default();
            before > 0 && self.tree.lower(before) == "case" && self.tree.lower(before - 1) == "in"
        })
    }

    /// How a gerund behind a preposition is meant: “accused of taking” is said, “warned against using” and “barred from
    /// bidding” are not done; “by”, “in”, “after” and “for” go with what happened.
    pub(super) fn gerund_voice(
        &mut self,
        (mark, gerund): (&str, usize),
        clause: &Clause,
        voice: &Voice,
        given: &Given,
    ) -> Option<Voice> {
        let behind = gerund > clause.head;
        match mark {
            "of" | "with" => {
                let holder = self.holder(clause, given);
                Some(voice.within(Stance::Reported, false, holder))
            }
            // “blamed him *for cutting* the budget”
            "for" if self.set.ontology.has_word("word-of-charge", self.tree.lemma(clause.head)) => {
                let holder = self.holder(clause, given);
                Some(voice.within(Stance::Reported, false, holder))
            }
            "against" | "from" | "about" | "to" | "over" | "towards" | "toward" => Some(voice.unreal()),
            // “insisted *on leaving*”, but “*On leaving*, he …”
            "on" | "upon" if behind => Some(voice.unreal()),
            _ => None,
        }
    }

    pub(super) fn is_condition(&self, clause: usize) -> bool {
        let mark = self.tree.mark(clause);
        matches!(mark.as_str(), "if" | "unless" | "in case" | "lest")
            || self.set.ontology.has_word("conditional", &mark)
    }

    /// Stance of a governed clause: what the lexicon says; else a that-clause is reported, an infinitive planned and
    /// a gerund or bare verb as real as what governs it.
    pub(super) fn meant(&self, clause: &Clause, inner: usize, complement: Option<&Complement>) -> (Stance, bool) {
        // “It is *not true* that they met”, “it is *false* that …”: the author says so.
        if clause.kind == Kind::Copular && matches!(self.tree.lemma(clause.head), "true" | "false" | "untrue") {
            return (Stance::Asserted, self.tree.lemma(clause.head) != "true");
        }
        if let Some(complement) = complement {
            let wished = matches!(complement.stance, Stance::Requested | Stance::Planned);
            let says = wished && self.set.ontology.has_word("verb-also-of-saying", self.tree.lemma(clause.head));
            let stance = if says && self.is_told(inner) { Stance::Reported } else { complement.stance };
            return (stance, complement.negates);
        }
        let to = self.tree.mark(inner) == "to" || self.tree.by(inner, &[D::Mark]).any(|m| self.tree.lower(m) == "to");
        let before = self.tree.words[inner].span.start < self.tree.words[clause.head].span.start;
        match (self.tree.dep(inner), to) {
            // “Contreras removed, Mena takes over”: in notes, two clauses side by side.
            (D::Ccomp, _) if self.set.telegram && before && self.tree.mark(inner).is_empty() => {
                (Stance::Asserted, false)
            }
            (D::Ccomp, _) => (Stance::Reported, false),
            // “was able to”, “happened to”: copular and raising predicates are real enough to be doubted only a little.
            (_, true) if clause.kind == Kind::Copular => (Stance::Hypothetical, false),
            (_, true) => (Stance::Planned, false),
            _ => (Stance::Asserted, false),
        }
    }

    /// “suggested that he *had* left”: a clause in the indicative, with a subject of its own, tells what was, and not what
    /// shall be.
    fn is_told(&self, inner: usize) -> bool {
        let own = self.tree.by(inner, &[D::Nsubj, D::NsubjPass, D::Expl]).next().is_some();
        let first = self.tree.by(inner, &[D::Aux, D::AuxPass, D::Cop]).min().unwrap_or(inner);
        let form = self.tree.lower(first);
        let indicative =
            matches!(form.as_str(), "is" | "are" | "was" | "were" | "has" | "had" | "does" | "did" | "would")
                || first == inner && (inflect::is_past(&form) || form.ends_with('s')) && form != self.tree.lemma(inner);
        self.tree.dep(inner) == D::Ccomp && own && indicative
    }

    /// Who says, believes or asks it: the subject of the governing clause.
    pub(super) fn holder(&mut self, clause: &Clause, given: &Given) -> Option<(String, Option<String>)> {
        let handles = match (clause.subject, &given.subject) {
            (Some(word), _) => self.handles(word),
            // “It is often stated that …”: nobody says by whom.
            _ if clause.passive => Vec::new(),
            (None, Some(Slot::Word(word))) => self.handles(*word),
            (None, Some(Slot::Things(handles))) => handles.clone(),
            (None, None) => Vec::new(),
        };
        let iri = handles.first().filter(|_| handles.len() == 1).map(|&h| self.discourse.known[h].thing.iri.clone());
        // What a label names is called as the label calls it.
        if let Some((_, label)) = self.set.topic.filter(|(topic, _)| *topic == handles.as_slice()) {
            return Some((label.to_owned(), iri));
        }
        let labels: Vec<String> = handles.iter().map(|&h| self.discourse.known[h].thing.label.clone()).collect();
        (!labels.is_empty()).then(|| (labels.join(", "), iri))
    }

    /// “who claimed, *that the ships were unarmed*”: a that-clause that the parser hung elsewhere is what the last verb of
    /// saying, believing or asking before it governs. It is never a fact of its own.
    pub(super) fn stray_content(&mut self, inner: usize, voice: &Voice) -> Voice {
        let start = self.tree.words[inner].span.start;
        let ontology = self.set.ontology;
        let governs = |w: usize| {
            ontology
                .entries_opening_with(self.tree.lemma(w), PartOfSpeech::Verb)
                .iter()
                .find_map(|&e| ontology.entries[e].complement.clone())
        };
        let found = (0..self.tree.words.len())
            .filter(|&w| self.tree.tag(w) == Tag::Verb && w != inner && self.tree.words[w].span.start < start)
            .rev()
            .find_map(|w| governs(w).map(|c| (w, c)));
        let Some((verb, complement)) = found else { return voice.unreal() };
        let clause = self.clause(verb);
        let holder = self.holder(&clause, &Given::default());
        voice.within(complement.stance, complement.negates, holder)
    }

    /// What is done in order to do something is planned; but who acts in order to *try* is already trying.
    pub(super) fn purpose(&mut self, inner: usize, voice: &Voice, clause: &Clause, given: &Given) -> Voice {
        let tries =
            self.set.ontology.entries_opening_with(self.tree.lemma(inner), PartOfSpeech::Verb).iter().any(|&e| {
                self.set.ontology.entries[e].complement.as_ref().is_some_and(|c| c.stance == Stance::Planned)
            });
        if tries && self.tree.first(inner, &[D::Xcomp]).is_some() {
            return voice.clone();
        }
        let holder = self.holder(clause, given);
        voice.within(Stance::Planned, false, holder)
    }

    /// The voice of a clause that a noun governs: “the plan to”, “the claim that”.
    pub(super) fn noun_voice(&mut self, noun: usize, inner: usize, voice: &Voice) -> Voice {
        // “the claim that the island was empty”: what a mark opens is no relative clause, whatever the parser calls it.
        let relative = self.tree.dep(inner) == D::AclRelcl && self.tree.mark(inner) != "that";
        // “no evidence *that they met*”
        let none = phrase::determination(&self.tree, noun) == phrase::Determination::Negative;
        if self.is_content(inner) {
            return voice.within(if none { Stance::Hypothetical } else { Stance::Reported }, false, None);
        }
        if relative || self.tree.tag(noun) != Tag::Noun {
            return voice.clone();
        }
        let content = !self.tree.mark(inner).is_empty() || self.tree.dep(inner) == D::Ccomp;
        let ontology = self.set.ontology;
        let governing = ontology
            .entries_for(self.tree.lemma(noun), PartOfSpeech::Noun)
            .iter()
            .map(|&e| &ontology.entries[e])
            .find_map(|entry| entry.complement.clone().map(|c| (entry, c)))
            .filter(|_| content);
        match governing {
            Some((entry, c)) => {
                let holder = self.tree.first(noun, &[D::NmodPoss]).map(|p| self.handles(p)).unwrap_or_default();
                let mut candidate = Candidate::of_things(self, entry, &holder, &[]);
                candidate.object.push(self.whole_clause(inner));
                self.candidates.push(candidate);
                let holder = holder.first().map(|&h| {
                    let thing = &self.discourse.known[h].thing;
                    (thing.label.clone(), Some(thing.iri.clone()))
                });
                voice.within(c.stance, c.negates, holder)
            }
            // A that-clause is no fact of its own, but for what is called one.
            None if self.tree.mark(inner) == "that" && self.tree.lemma(noun) != "fact" => {
                voice.within(Stance::Reported, false, None)
            }
            None if matches!(self.tree.mark(inner).as_str(), "of" | "against" | "from") => voice.unreal(),
            None => voice.clone(),
        }
    }
}
