//! A clause with its reading → drafts of statements, one for each pair of participants.

use super::choose::Reading;
use super::clause::{Clause, Kind};
use super::discourse::Handle;
use super::fill::Filler;
use super::phrase;
use super::plan::Plan;
use super::relation::relation_of;
use super::scene::{Draft, Scene, When};
use super::voice::Voice;
use super::walk::Given;
use crate::language::Dependency as D;
use crate::span::Span;
use crate::statement::{Object, Role, Stance};

/// At most so many statements from one clause: long lists on both sides would multiply.
const MOST_PAIRS: usize = 36;

impl Scene<'_, '_> {
    /// Drafts what a clause states.
    pub(super) fn state(&mut self, clause: &Clause, reading: Option<&Reading>, voice: &Voice, given: &Given) {
        let bare = reading.is_none_or(|r| r.object.is_none() && r.subject.is_none());
        if clause.kind == Kind::Fragment && bare {
            self.describe(clause.head, voice, given);
            return;
        }
        // “was *the last man to leave* the Moon”: what he did is stated, and no more than that is said.
        if self.is_foremost(clause) {
            return;
        }
        let Some(mut plan) = self.plan(clause, reading, given) else { return };
        let given = &self.dated(clause, given);
        self.add_reasons(clause, &mut plan);
        match self.split_span(&plan.relation, given.when.as_ref()) {
            Some((first, ended)) => {
                self.multiply(&plan, voice, Some(&first));
                if let Some((relation, last)) = ended {
                    plan.relation = relation;
                    "end-of-span".clone_into(&mut plan.basis);
                    plan.confidence -= 0.1;
                    plan.definition = None;
                    self.multiply(&plan, voice, Some(&last));
                }
            }
            None => self.multiply(&plan, voice, given.when.as_ref()),
        }
        self.denied(clause, &plan, voice, given.when.as_ref());
        self.order(clause, voice, given.when.as_ref());
        self.parts(clause, &plan, voice, given.when.as_ref());
    }

    /// “On 19 April he spoke. … The prefect *had been* dismissed.”: before the time that the text has come to, who knows when.
    fn dated(&self, clause: &Clause, given: &Given) -> Given {
        let had = self.tree.by(clause.head, &[D::Aux]).any(|a| self.tree.lower(a) == "had");
        let when = given.when.clone().filter(|when| !(had && when.inherited && !self.set.opening));
        Given { when, ..given.clone() }
    }

    /// What the coordinated phrases that are denied state: the same clause, negated.
    fn denied(&mut self, clause: &Clause, plan: &Plan<'_>, voice: &Voice, when: Option<&When>) {
        let Some(object) = clause.object else { return };
        let denied: Vec<usize> =
            self.tree.conjuncts(object).into_iter().filter(|&w| w != object && self.is_denied(w)).collect();
        for word in denied {
            let label = phrase::label(&self.tree, self.set.text, word);
            let handle = self.discourse.described(&label, self.tree.lemma(word), false);
            let plan = Plan {
                subjects: plan.subjects.clone(),
                objects: vec![Filler::Thing(handle, label)],
                relation: plan.relation.clone(),
                definition: None,
                roles: Vec::new(),
                place: None,
                basis: "denied-conjunct".to_owned(),
                clause: plan.clause,
                confidence: plan.confidence - 0.1,
            };
            self.multiply(&plan, &Voice { negated: !voice.negated, ..voice.clone() }, when);
        }
    }

    fn multiply(&mut self, plan: &Plan<'_>, voice: &Voice, when: Option<&When>) {
        let event = self.event(plan, voice, when);
        if let Some(handle) = event {
            self.events.push((plan.clause.head, handle));
        }
        let symmetric = plan.definition.as_ref().is_some_and(|d| d.symmetric);
        if symmetric && plan.objects.is_empty() && plan.subjects.len() > 1 {
            for i in 0..plan.subjects.len() {
                for j in i + 1..plan.subjects.len() {
                    self.draft(plan, &plan.subjects[i], Some(&plan.subjects[j]), voice, when, event);
                }
            }
            return;
        }
        let mut pairs = 0;
        for subject in &plan.subjects {
            if plan.objects.is_empty() {
                self.draft(plan, subject, None, voice, when, event);
            }
            for object in &plan.objects {
                pairs += 1;
                if pairs <= MOST_PAIRS {
                    self.draft(plan, subject, Some(object), voice, when, event);
                }
            }
        }
    }

    fn draft(
        &mut self,
        plan: &Plan<'_>,
        subject: &Filler,
        object: Option<&Filler>,
        voice: &Voice,
        when: Option<&When>,
        event: Option<Handle>,
    ) {
        let mut roles = plan.roles.clone();
        let subject = match subject {
            Filler::Thing(h, mention) => self.discourse.thing(*h, mention),
            Filler::Value(value) => {
                // “3,275 died there”: the number is of those last counted.
                let losses = |h: &Handle| self.set.ontology.has_word("casualty-word", &self.discourse.known[*h].head);
                let known =
                    self.counted.or_else(|| self.discourse.last_group()).filter(|h| value.unit.is_none() && !losses(h));
                // Money and measures count no one: they are the thing itself.
                let group = known.unwrap_or_else(|| self.discourse.described(&value.text, &value.text, false));
                let count = Role { role: "an:quantity".to_owned(), iri: None, label: value.text.clone(), class: None };
                if !roles.contains(&count) {
                    roles.push(count);
                }
                self.discourse.thing(group, &value.text)
            }
        };
        let object_is_clause = matches!(object, Some(Filler::Value(v)) if v.datatype == "xsd:string");
        let object = object.map(|o| match o {
            Filler::Thing(h, mention) => Object::Thing(self.discourse.thing(*h, mention)),
            Filler::Value(value) => Object::Value(value.clone()),
        });
        if let Some(Object::Thing(thing)) = &object
            && thing.iri == subject.iri
        {
            return;
        }
        let stance_factor = if voice.stance == Stance::Asserted { 1.0 } else { 0.95 };
        self.drafts.push(Draft {
            subject,
            relation: plan.relation.clone(),
            object,
            roles,
            event,
            when: when.cloned(),
            place: plan.place.clone(),
            voice: voice.clone(),
            confidence: (plan.confidence * stance_factor).clamp(0.05, 1.0),
            basis: plan.basis.clone(),
            span: self.evidence_span(plan.clause, object_is_clause),
        });
    }

    /// The words of the clause; where what it governs is its object, the words of that too.
    fn evidence_span(&self, clause: &Clause, with_content: bool) -> Span {
        let own = self.clause_span(clause.head);
        let inner = clause.complements.iter().filter(|_| with_content).filter_map(|&c| {
            let words = self.tree.below(c, &|w| self.tree.dep(w) != D::Advcl && self.tree.dep(w) != D::Conj);
            self.tree.cover(&words)
        });
        inner.fold(own, Span::cover)
    }

    /// The event that a relation of events tells, when it is told as having happened.
    fn event(&mut self, plan: &Plan<'_>, voice: &Voice, when: Option<&When>) -> Option<Handle> {
        let definition = plan.definition.as_ref()?;
        let class = definition.event.as_deref()?;
        if voice.stance != Stance::Asserted || voice.negated {
            return None;
        }
        let things = |fillers: &[Filler]| -> Vec<Handle> {
            fillers.iter().filter_map(|f| if let Filler::Thing(h, _) = f { Some(*h) } else { None }).collect()
        };
        let (mut actors, mut patients) = (things(&plan.subjects), things(&plan.objects));
        if plan.relation.inverse {
            std::mem::swap(&mut actors, &mut patients);
        }
        if actors.is_empty() && patients.is_empty() {
            return None;
        }
        Some(self.discourse.tell(class, &definition.iri, actors, patients, when))
    }

    /// “1,312,836 casualties, *including 415,004 dead*”: the part is stated of the same subject.
    fn parts(&mut self, clause: &Clause, plan: &Plan<'_>, voice: &Voice, when: Option<&When>) {
        let mut parts = Vec::new();
        for word in self.own_words(clause.head) {
            let by_preposition = self
                .tree
                .by(word, &[D::Nmod, D::Obl, D::Advcl, D::Acl])
                .filter(|&w| self.tree.preposition(w) == "including");
            parts.extend(by_preposition);
            let participle = self
                .tree
                .by(word, &[D::Acl, D::Advcl])
                .filter(|&w| self.tree.lower(w) == "including")
                .collect::<Vec<_>>();
            for p in participle {
                self.read[p] = true;
                parts.extend(self.tree.by(p, &[D::Obj]));
            }
        }
        for part in parts {
            let objects = self.fillers(part);
            // What was lost with the whole was lost: a thing keeps the relation, a number is only included in the total.
            let things = objects.iter().all(|o| matches!(o, Filler::Thing(..)));
            let same = things.then(|| plan.relation.clone());
            let included = match self.set.ontology.relation("an:included") {
                Some((_, d)) => relation_of("include", Some(&d.clone()), false),
                None => relation_of("include", None, false),
            };
            let part_plan = Plan {
                clause: plan.clause,
                relation: same.unwrap_or(included),
                definition: None,
                subjects: plan.subjects.clone(),
                objects,
                roles: Vec::new(),
                place: None,
                basis: "part-of-total".to_owned(),
                confidence: plan.confidence - 0.14,
            };
            self.multiply(&part_plan, voice, when);
        }
    }
}
