//! What stands beside and inside a clause: adverbial clauses, coordinated predicates, relatives and participles, each in
//! the voice that its place gives it.

use super::clause::{self, Clause, Kind};
use super::scene::{Scene, Slot};
use super::temporal;
use super::voice::{ACCORDING, Voice};
use super::walk::Given;
use crate::language::{Dependency as D, Tag};
use crate::statement::Stance;

/// Prepositions whose gerund is done by the object of the verb: “blamed them *for leaving*”, “barred it *from bidding*”.
const OBJECT_CONTROL: &[&str] = &["for", "of", "against", "from", "with", "into"];

impl Scene<'_, '_> {
    /// “demanded that they wait, *until both gave in*”: what is asked for or planned lies ahead, so a clause in the past
    /// tense cannot belong to it but to the asking.
    fn escapes(&self, inner: usize, voice: &Voice) -> bool {
        let ahead = matches!(voice.stance, Stance::Requested | Stance::Planned);
        let past = self.tree.tag(inner) == Tag::Verb
            && clause::is_past_participle(&self.tree, inner)
            && self
                .tree
                .first(inner, &[D::Aux, D::AuxPass])
                .is_none_or(|a| matches!(self.tree.lower(a).as_str(), "had" | "was" | "were"));
        ahead
            && past
            && self.tree.first(inner, &[D::Nsubj, D::NsubjPass]).is_some()
            && !self.tree.mark(inner).is_empty()
    }

    pub(super) fn adverbials(&mut self, clause: &Clause, voice: &Voice, given: &Given) {
        for &inner in &clause.adverbials {
            if !self.tree.is_predicate(inner) {
                self.read[inner] = true;
                continue;
            }
            let marks: Vec<String> = self.tree.by(inner, &[D::Mark]).map(|m| self.tree.lower(m)).collect();
            let mut mark = self.tree.mark(inner);
            if mark.is_empty() && clause::opens_with_when(&self.tree, inner) {
                "when".clone_into(&mut mark);
            }
            let beside = voice.beside();
            let having = || self.tree.by(inner, &[D::Aux, D::AuxPass]).any(|a| self.tree.lower(a).ends_with("ing"));
            let ing = self.tree.lower(inner).ends_with("ing") || having();
            let inner_voice = if self.is_condition(inner) {
                beside.unreal()
            } else if marks.iter().any(|m| m == "to") || mark.starts_with("in order") || mark.starts_with("so as") {
                self.purpose(inner, &beside, clause, given)
            } else if let Some(matrix) = given.matrix.as_ref().filter(|_| self.escapes(inner, voice)) {
                matrix.beside()
            } else if ing && let Some(gerund) = self.gerund_voice((&mark, inner), clause, &beside, given) {
                gerund
            } else if mark == "that" {
                self.stray_content(inner, &beside)
            } else if mark.starts_with("than")
                || mark.starts_with("as if")
                || mark.starts_with("as though")
                || mark.starts_with("instead")
            {
                beside.unreal()
            } else {
                beside
            };
            // “blamed *them* for leaving”: it is the object who left.
            // But “was awarded *a medal* for rescuing”.
            let turned = clause.lemma.starts_with("be ");
            let controls = ing && OBJECT_CONTROL.contains(&mark.as_str()) && !turned;
            let blamed = clause.object.filter(|_| clause.passive || controls);
            let subject = blamed.or(clause.subject).map(Slot::Word).or_else(|| given.subject.clone());
            let when_is_shared = mark == "when" || mark.is_empty() || self.tree.lower(inner).ends_with("ing");
            let when = given.when.clone().filter(|_| when_is_shared);
            // “denied it until 2002, *when it apologised*”: that was at the end of the time told.
            let when = when.map(|when| if mark == "when" { temporal::last_moment(when) } else { when });
            // “*Born* in Erlangen, she …”: a participle alone is a passive.
            let alone = self.tree.first(inner, &[D::Nsubj, D::NsubjPass, D::Obj, D::Aux, D::Xcomp]).is_none();
            let passive = mark.is_empty() && alone && !ing && clause::is_past_participle(&self.tree, inner);
            let given = if passive {
                Given { object: subject, when, passive, ..Given::default() }
            } else {
                Given { subject, when, ..Given::default() }
            };
            self.walk(inner, &inner_voice, &given);
        }
    }

    /// Whether the date of a verb stands between it and the clause that follows: then it is that verb's alone.
    fn is_dated_before(&self, verb: usize, next: usize) -> bool {
        self.date_word(verb).is_some_and(|date| verb < date && date < next)
    }

    /// “who had *himself* taken power”, “had *himself* crowned emperor”: the participle.
    pub(super) fn has_itself(&self, clause: &Clause) -> Option<usize> {
        let object = clause.object.filter(|&o| clause.lemma == "have" && self.tree.lower(o).ends_with("self"))?;
        let inner = clause.complements.iter().copied();
        inner.filter(|&c| c > object).find(|&c| clause::is_past_participle(&self.tree, c))
    }

    /// What somebody had done to himself, with an office in the object's place or none; with another object, what he himself had
    /// done.
    pub(super) fn done_to_itself(&mut self, clause: &Clause, inner: usize, voice: &Voice, given: &Given) {
        let subject = clause.subject.map(Slot::Word).or_else(|| given.subject.clone());
        let own = self.tree.first(inner, &[D::Obj]);
        let ontology = self.set.ontology;
        let office = |o: usize| {
            ontology.class_for_title(self.tree.lemma(o)).is_some()
                || ontology.class_for_cue(self.tree.lemma(o)).is_some_and(|c| ontology.is_a(c, "an:Person"))
        };
        let (when, matrix) = (given.when.clone(), given.matrix.clone());
        if own.is_none_or(office) {
            self.walk(inner, voice, &Given { object: subject, when, matrix, passive: true, ..Given::default() });
        } else {
            self.walk(inner, voice, &Given { subject, when, matrix, ..Given::default() });
        }
    }

    /// “captured and burned”: a coordinated predicate shares the subject, and a modal it has no subject to escape from.
    pub(super) fn coordinated(&mut self, clause: &Clause, outer: &Voice, given: &Given) {
        for next in self.tree.by(clause.head, &[D::Conj]).collect::<Vec<_>>() {
            // “believed that A and *that B*”: the second clause is governed like the first.
            if self.tree.mark(next) == "that" && clause.complements.iter().any(|&c| self.tree.mark(c) == "that") {
                let complement = self.complement_of(clause, None);
                let (stance, negates) = self.meant(clause, next, complement.as_ref());
                let holder = self.holder(clause, given);
                let voice = outer.within(stance, negates, holder);
                self.walk(next, &voice, &Given::default());
                continue;
            }
            if !self.tree.is_predicate(next) || (clause.kind != Kind::Verb && self.tree.tag(next) != Tag::Verb) {
                continue;
            }
            let own_subject = self.tree.first(next, &[D::Nsubj, D::NsubjPass, D::Csubj, D::Expl]).is_some();
            let mut voice = outer.clone();
            // “kill 80 and burn 495 houses, *according to* an inquiry”: it says both.
            let both =
                |(preposition, word): &(String, usize)| ACCORDING.contains(&preposition.as_str()) && *word > next;
            if clause.obliques.iter().any(both) {
                let own = self.own_voice(clause, outer);
                voice = Voice { negated: outer.negated, ..own };
            }
            let bare = self.tree.first(next, &[D::Aux, D::AuxPass, D::Cop]).is_none();
            // “must be expelled and the emperor *revered*”: the second half leaves out what the first has said.
            let gapped = clause.passive
                && clause.modal
                && own_subject
                && bare
                && self.tree.first(next, &[D::Obj, D::Ccomp, D::Xcomp]).is_none()
                && self.tree.first(clause.head, &[D::AuxPass]).is_some()
                && clause::is_past_participle(&self.tree, next);
            if clause.modal && bare && (!own_subject || gapped) {
                voice = voice.unreal();
            }
            // “resigned *rather than sign*”: the second was not done.
            let denied = self.tree.by(next, &[D::Cc]).any(|c| matches!(self.tree.lower(c).as_str(), "nor" | "rather"));
            if denied
                || (clause.negated && !own_subject && self.tree.by(next, &[D::Cc]).any(|c| self.tree.lower(c) == "or"))
            {
                voice.negated = !voice.negated;
            }
            let first = if clause.passive { clause.object } else { clause.subject };
            let handed = if clause.passive { &given.object } else { &given.subject };
            let subject = first.map(Slot::Word).or_else(|| handed.clone()).filter(|_| !own_subject);
            // “returned, was made a knight and *served* in the war”: the last goes on as the first began.
            let first_active = self.tree.dep(clause.head) == D::Conj
                && self.tree.words[clause.head].head.is_some_and(|first| {
                    self.tree.tag(first) == Tag::Verb && self.tree.first(first, &[D::AuxPass, D::NsubjPass]).is_none()
                });
            // “and *was made* a knight” has an object, as if it were none.
            let retained = self.tree.by(next, &[D::Obj]).any(|o| o > next && !self.tree.is_date(o));
            let next_passive = (self.tree.first(next, &[D::AuxPass]).is_some() && !retained)
                || (clause.passive
                    && !own_subject
                    && !first_active
                    && self.tree.first(next, &[D::Aux, D::Obj]).is_none()
                    // “was founded in Rome and *moved* to Paris”
                    && !self.is_intransitive(next)
                    && !self.set.ontology.has_word("verb-also-without-object", self.tree.lemma(next))
                    && clause::is_past_participle(&self.tree, next));
            // “began in May and *ended* …”, “moved to Rome in May and *lived* there”: the second has a time of its own, untold.
            let is = |word: usize, set: &str| self.set.ontology.has_word(set, self.tree.lemma(word));
            // “*fled in 2015* and was tried”: a date behind the verb is that verb's own.
            // But “struck a rock *on 5 May* and sank”: what comes of it at once.
            let own_date = !is(next, "verb-of-consequence") && self.is_dated_before(clause.head, next);
            let apart = own_date
                || is(next, "durative-verb")
                || is(clause.head, "verb-of-beginning") && is(next, "verb-of-ending");
            let when = if own_subject { self.set.when.cloned() } else { given.when.clone().filter(|_| !apart) };
            let given = if next_passive || gapped {
                Given { object: subject, when, matrix: given.matrix.clone(), passive: true, ..Given::default() }
            } else {
                // “captured and burned Moscow”: an object behind both verbs is that of both.
                let behind = clause.object.filter(|&o| o > next && !clause.passive && self.tree.dep(o) == D::Obj);
                let object =
                    behind.filter(|_| self.tree.first(next, &[D::Obj, D::Ccomp, D::Xcomp]).is_none()).map(Slot::Word);
                Given { subject, object, when, matrix: given.matrix.clone(), passive: false }
            };
            self.walk(next, &voice, &given);
        }
    }

    /// Clauses that hang on the phrases of this one (relatives, participles), remarks beside it, nouns that tell events.
    pub(super) fn inside(&mut self, clause: &Clause, voice: &Voice, outer: &Voice, given: &Given) {
        let words = self.own_words(clause.head);
        self.nominals(clause, &words, voice, given);
        for &word in &words {
            // “the doorkeeper, *Thomas Pike*, could not be found”: the modal is not about who he is.
            let aside = if clause.modal { outer.beside() } else { voice.beside() };
            self.apposition(word, &aside);
            for inner in self
                .tree
                .by(word, &[D::AclRelcl, D::Acl, D::AdvclRelcl, D::Parataxis, D::List, D::Csubj, D::CsubjPass])
                .collect::<Vec<_>>()
            {
                if !self.tree.is_predicate(inner) {
                    continue;
                }
                let infinitive = self.tree.by(inner, &[D::Mark]).any(|m| self.tree.lower(m) == "to");
                let loose = matches!(self.tree.dep(inner), D::Parataxis | D::List);
                let own = if self.tree.dep(inner) == D::AclRelcl { aside.clone() } else { voice.beside() };
                let mut inner_voice = if loose { voice.beside() } else { self.noun_voice(word, inner, &own) };
                // “ordered the copies *destroyed*”: what is asked for, not what was done.
                if Some(word) == clause.object
                    && self.tree.dep(inner) == D::Acl
                    && let Some(c) = self.complement_of(clause, None).filter(|c| c.stance == Stance::Requested)
                {
                    let holder = self.holder(clause, given);
                    inner_voice = voice.within(c.stance, c.negates, holder);
                }
                let mut subject = None;
                if infinitive && self.tree.dep(inner) == D::Acl {
                    subject = self.tree.first(word, &[D::NmodPoss]).or(clause.subject).map(Slot::Word);
                    // “the first man *to fly*” flew.
                    if inner_voice.stance == Stance::Asserted && !self.is_first_of_all(word) {
                        let holder = self.holder(clause, given);
                        inner_voice = inner_voice.within(Stance::Planned, false, holder);
                    }
                }
                // “Wirecard, a company *based* in Munich, collapsed in June”: what describes it was not in June alone.
                let beside = self.tree.dep(word) == D::Appos;
                // “it fed the movement in the 1920s; Meleisea *is* cautious”: a date in front of both is that of both.
                let shared =
                    (self.tree.dep(inner) == D::Acl && !beside) || loose && !self.is_dated_before(clause.head, inner);
                let when = given.when.clone().filter(|_| shared);
                self.walk(inner, &inner_voice, &Given { subject, when, ..Given::default() });
            }
            // Complements of nouns: “the belief that …”, “their failure to …”.
            for inner in self.tree.by(word, &[D::Ccomp, D::Xcomp]).filter(|_| word != clause.head).collect::<Vec<_>>() {
                if self.tree.is_predicate(inner) {
                    let inner_voice = self.noun_voice(word, inner, &voice.beside());
                    self.walk(inner, &inner_voice, &Given::default());
                }
            }
        }
    }

    /// “the *first* man”, “the *youngest* king”; the best way to win is not one that won.
    fn is_first_of_all(&self, noun: usize) -> bool {
        self.tree.by(noun, &[D::Amod]).any(|a| {
            let form = self.tree.lower(a);
            if matches!(form.as_str(), "best" | "worst") {
                return false;
            }
            let superlative = form.ends_with("est") && form != self.tree.lemma(a).to_lowercase();
            superlative || self.set.ontology.has_word("foremost", &form)
        })
    }

    /// “was the last man *to leave*”: the predicate says who he is by what he did.
    pub(super) fn is_foremost(&self, clause: &Clause) -> bool {
        let to = |inner: usize| self.tree.by(inner, &[D::Mark]).any(|mark| self.tree.lower(mark) == "to");
        // “was …”, “*became* the first woman to be elected”
        let became = clause.complements.first().copied().or(clause.object).filter(|_| clause.lemma == "become");
        let noun = self.tree.first(clause.head, &[D::Cop]).map(|_| clause.head).or(became);
        noun.is_some_and(|noun| self.is_first_of_all(noun) && self.tree.by(noun, &[D::Acl]).any(to))
    }
}
