//! What a clause states, before it is multiplied out: relation, who, whom, roles, place, how sure.

use super::choose::Reading;
use super::clause::{Clause, Kind};
use super::fill::{Filler, text_value};
use super::phrase;
use super::relation::{self, relation_of};
use super::roles::{is_reason, is_temporal};
use super::scene::Scene;
use super::walk::Given;
use crate::language::{Dependency as D, Tag};
use crate::ontology::RelationDefinition;
use crate::statement::{Relation, Role, Thing};

/// What a clause states before it is multiplied out.
pub(super) struct Plan<'c> {
    pub(super) clause: &'c Clause,
    pub(super) relation: Relation,
    pub(super) definition: Option<RelationDefinition>,
    pub(super) subjects: Vec<Filler>,
    pub(super) objects: Vec<Filler>,
    pub(super) roles: Vec<Role>,
    pub(super) place: Option<Thing>,
    pub(super) basis: String,
    pub(super) confidence: f32,
}

impl Scene<'_, '_> {
    pub(super) fn plan<'c>(
        &mut self,
        clause: &'c Clause,
        reading: Option<&Reading>,
        given: &Given,
    ) -> Option<Plan<'c>> {
        let entry = reading.and_then(|r| r.entry).map(|e| self.set.ontology.entries[e].clone());
        let definition = entry.as_ref().and_then(|e| e.relation).map(|r| self.set.ontology.relations[r].clone());
        let mut used: Vec<usize> = Vec::new();
        let subject_word = reading.and_then(|r| r.subject).or(clause.subject);
        let mut confidence: f32 = if definition.is_some() { 0.92 } else { 0.8 };
        let mut subjects = match (subject_word, &given.subject) {
            (Some(word), _) => {
                used.push(word);
                confidence = self.doubt(confidence, word);
                self.fillers_in(word, clause)
            }
            (None, Some(slot)) if !clause.passive => {
                confidence -= 0.05;
                self.slot_fillers(slot)
            }
            _ => Vec::new(),
        };
        let mut lemma = reading.map_or_else(|| clause.lemma.clone(), |r| r.lemma.clone());
        let mut object_word = reading.and_then(|r| r.object.filter(|&o| !self.tree.is_date(o))).or_else(|| {
            clause.object.filter(|o| reading.is_none_or(|r| ![r.light, r.own, r.subject].contains(&Some(*o))))
        });
        // “holds *Churchill* responsible”: what the object is said to be is not the object.
        let described = |o: usize| clause.complements.contains(&o) && self.tree.tag(o) == Tag::Adj;
        if object_word.is_some_and(described) && clause.object.is_some() {
            object_word = clause.object;
        }
        // “voted *20 to 14*”: a score is nobody whom it happened to.
        let score = |o: usize| {
            let number = |w: usize| self.tree.words.get(w).is_some_and(|w| w.tag == Tag::Num);
            let mark =
                self.tree.words.get(o + 1).is_some_and(|w| matches!(w.form.as_str(), "to" | "–" | "-" | "against"));
            number(o) && mark && number(o + 2)
        };
        if object_word.is_some_and(score) {
            object_word = None;
        }
        // “opens *an hour* late” opens no hour.
        let spends = self.set.ontology.has_word("verb-of-spending-time", self.tree.lemma(clause.head));
        if object_word.is_some_and(|o| reading.is_none() && !spends && self.is_stretch_of_time(o)) {
            object_word = None;
        }
        let mut objects = Vec::new();
        let mut basis = reading.map_or("open-verb", |r| r.basis).to_owned();
        let mut roles = Vec::new();
        if object_word.is_none()
            && clause.object.is_none()
            && let Some(slot) = &given.object
        {
            objects = self.slot_fillers(slot);
            confidence -= 0.05;
        }
        // “became *leader*”, “elected *President*”: the complement is the object, or the office beside one.
        for &inner in &clause.complements {
            if self.tree.is_date(inner) {
                continue;
            }
            if !self.tree.is_predicate(inner) || self.tree.dep(inner) == D::Obj {
                if object_word.is_none() && objects.is_empty() && !clause.passive {
                    object_word = Some(inner);
                } else if object_word != Some(inner) {
                    let role = if phrase::quantity(&self.tree, inner).is_some() {
                        "an:penalty"
                    } else if self.tree.tag(inner) == Tag::Adj {
                        "an:result"
                    } else {
                        "an:office"
                    };
                    let office = self.role_of(role, inner);
                    if !roles.contains(&office) {
                        roles.push(office);
                    }
                    used.push(inner);
                }
            }
        }
        if clause.kind == Kind::Copular && reading.is_none() {
            (lemma, objects, object_word) = self.copular(clause);
            "copula".clone_into(&mut basis);
        }
        if object_word.is_none()
            && objects.is_empty()
            && reading.is_none()
            && clause.complements.is_empty()
            && let Some((preposition, word)) = self.first_oblique(clause)
        {
            lemma = format!("{lemma} {preposition}");
            object_word = Some(word);
        }
        if let Some(word) = object_word.filter(|_| objects.is_empty()) {
            used.push(word);
            confidence = self.doubt(confidence, word);
            let governed = self.tree.tag(word) == Tag::Verb || clause.complements.contains(&word);
            objects = if self.tree.is_predicate(word) && word != clause.head && governed {
                roles.extend(self.topics(word));
                vec![Filler::Value(text_value(self.whole_clause(word)))]
            } else {
                self.fillers_in(word, clause)
            };
        }
        if objects.is_empty() && !clause.complements.is_empty() {
            let texts: Vec<usize> = clause.complements.iter().copied().filter(|&c| self.tree.is_predicate(c)).collect();
            for inner in texts {
                roles.extend(self.topics(inner));
                objects.push(Filler::Value(text_value(self.whole_clause(inner))));
            }
        }
        // A clause without anyone in it says nothing, nor does one whose subject is someone unknown (“you should go”).
        let unknown = subjects.is_empty() && !clause.passive && subject_word.is_some()
            || subject_word.is_some_and(|w| w != clause.head && self.is_plural_verb(w));
        if subjects.is_empty() {
            objects.retain(|o| {
                matches!(o, Filler::Thing(..)) || matches!(o, Filler::Value(v) if v.datatype == "xsd:decimal")
            });
        }
        if unknown || (subjects.is_empty() && objects.is_empty()) {
            return None;
        }
        if self.says_nothing(clause, definition.as_ref(), (object_word, objects.len(), subjects.len()), &roles) {
            return None;
        }
        if basis == "adjective" && objects.is_empty() {
            objects.push(Filler::Value(text_value(lemma.trim_start_matches("be ").to_owned())));
        }
        if let Some(word) = subject_word {
            roles.extend(self.counted_role(word));
        }
        if let Some(r) = reading {
            for (role, word) in &r.roles {
                if used.contains(word) {
                    continue;
                }
                used.push(*word);
                // “interned *on the first night*”: when, not for what.
                if !self.is_clocklike(*word) {
                    roles.extend(self.roles_of(role, *word));
                } else if role == "an:duration" || role == "an:penalty" {
                    roles.push(self.role_of(role, *word));
                }
            }
        }
        // “Minkowski discovered”: what, is not said, or was not read.
        // “the city *fell to* Cortés”: what the verb says of its subject is not what the relation says of its own.
        let turned = reading.is_some_and(|r| r.subject.is_some() && r.object.is_some() && r.object == clause.subject);
        let verbal = (clause.kind == Kind::Verb && !turned && reading.is_none_or(|r| r.basis == "verb"))
            || reading.is_some_and(|r| r.basis == "adjective");
        let alone = objects.is_empty() && roles.is_empty() && clause.obliques.is_empty() && clause.particle.is_none();
        if clause.kind == Kind::Verb && alone && !clause.passive && self.needs_object(clause.head) {
            confidence -= 0.25;
        }
        let place = self.place(clause, &mut used);
        roles.extend(self.other_roles(clause, reading, &used));
        // “there was a problem”: that there is one says nothing without where or what of it.
        let there = self.tree.first(clause.head, &[D::Expl]).is_some();
        if there && objects.is_empty() && place.is_none() && roles.is_empty() {
            return None;
        }
        if let Some(light) = reading.and_then(|r| r.light)
            && objects.is_empty()
            && clause.complements.is_empty()
            && let Some(event) = self.elided_event(light, definition.as_ref())
        {
            objects.push(event);
            "inferred-object".clone_into(&mut basis);
            confidence -= 0.17;
        }
        let mut told_of_noun = false;
        // “won the election”: the noun itself is what the relation wants as its object.
        if let Some(light) = reading.and_then(|r| r.light).filter(|_| objects.is_empty()) {
            let range = definition.as_ref().map(|d| d.range.as_slice()).unwrap_or_default();
            let class = self.set.ontology.class_for_cue(self.tree.lemma(light));
            let told = definition.as_ref().and_then(|d| d.event.as_deref());
            if class.is_some_and(|c| range.iter().map(String::as_str).chain(told).any(|r| self.set.ontology.is_a(c, r)))
            {
                objects = self.fillers(light);
                told_of_noun = true;
            }
        }
        // A passive's subject is counted as an active's is: “92,134 Americans were wounded”.
        if let Some(word) = object_word.filter(|&w| subjects.is_empty() && self.is_subject(w)) {
            roles.extend(self.counted_role(word));
        }
        // “retaken *Sept* by Nicholson”, “*815*”: a date that was not read as one is no office, place or manner.
        roles.retain(|role| {
            let figures = role.label.chars().all(|c| c.is_ascii_digit() || c == '–' || c == '-');
            !(figures && matches!(role.role.as_str(), "an:manner" | "an:place" | "an:office"))
        });
        // “before he was obliged *to*”
        roles.retain(|role| role.label.chars().count() > 2 || role.label.chars().any(|c| !c.is_lowercase()));
        // “interned *on the Isle of Man*”: a place is no charge.
        for role in &mut roles {
            let place = role.class.as_deref().is_some_and(|class| self.set.ontology.is_a(class, "an:Place"));
            if place && role.role == "an:charge" {
                "an:place".clone_into(&mut role.role);
            }
            // “dismissed *from his ship*”: nor is that an office.
            let no_office = |class: &str| {
                ["an:Vehicle", "an:Place", "an:Building"].iter().any(|of| self.set.ontology.is_a(class, of))
            };
            if role.role == "an:office" && role.class.as_deref().is_some_and(no_office) {
                "an:origin".clone_into(&mut role.role);
            }
        }
        let mut seen = Vec::new();
        roles.retain(|role| {
            let new = !seen.contains(role);
            seen.push(role.clone());
            new
        });
        // “succeeded by his nephew”, of nobody in particular
        if clause.passive && objects.is_empty() && subject_word.is_some() {
            return None;
        }
        // “a woman *named Ayaou*”: the name has become the woman.
        let own = |role: &Role| {
            objects.iter().any(
                |o| matches!(o, Filler::Thing(h, _) if Some(&self.discourse.known[*h].thing.iri) == role.iri.as_ref()),
            )
        };
        if clause.passive && roles.iter().any(|role| role.role == "an:office" && own(role)) {
            return None;
        }
        let inverse = subjects.is_empty();
        if inverse && !clause.passive && self.is_intransitive(clause.head) {
            return None;
        }
        if inverse && !clause.passive && clause.lemma == "have" {
            return None;
        }
        // “travelled to Naples”, with nobody who did: Naples did not, nor was it travelled.
        let gerund = self.tree.lower(clause.head).ends_with("ing");
        if inverse && !clause.passive && gerund {
            return None;
        }
        if inverse && !clause.passive && object_word.is_some_and(|o| !self.tree.preposition(o).is_empty()) {
            return None;
        }
        if inverse {
            std::mem::swap(&mut subjects, &mut objects);
            basis.push_str("-passive");
        }
        let mut relation = relation_of(&lemma, definition.as_ref(), inverse);
        if let Some(copula) = self.tree.first(clause.head, &[D::Cop]).filter(|_| relation.open) {
            let told = self.tree.lower(copula);
            let told = if matches!(told.as_str(), "been" | "being" | "be") { "was".to_owned() } else { told };
            relation.label = lemma.replacen("be", &told, 1);
        }
        if verbal {
            relation.label = relation::as_told(&lemma, inverse);
            // What a relative clause is about has its preposition from the clause above.
            let own = reading.and_then(|r| r.object);
            let own = own.filter(|&o| !self.tree.is_above(o, clause.head) && !self.tree.is_clause(o));
            let preposition = own.map(|o| self.tree.preposition(o)).unwrap_or_default();
            if !inverse && !preposition.is_empty() && !lemma.ends_with(&preposition) {
                relation.label = format!("{} {preposition}", relation.label);
            }
        }
        // “gained independence”: with nothing else in the object's place, the noun tells it.
        if reading.is_some_and(|r| r.light.is_some()) && objects.is_empty() && !inverse {
            relation.label = relation::as_told(&lemma, false);
        }
        // “led *a rebellion*”: beside the noun the verb is told as it stands.
        if told_of_noun {
            relation.label = relation::as_told(self.tree.lemma(clause.head), inverse);
        }
        if inverse && clause.passive {
            let form = self.tree.lower(clause.head);
            let particle = clause.particle.as_ref().map(|particle| format!(" {particle}")).unwrap_or_default();
            relation.lemma = format!("be {form}{particle}");
            if verbal {
                relation.label = format!("was {form}{particle}");
            }
        }
        let several = subjects.iter().any(|s| matches!(s, Filler::Thing(h, _) if self.discourse.known[*h].plural));
        if several && let Some(rest) = relation.label.strip_prefix("was ") {
            relation.label = format!("were {rest}");
        }
        Some(Plan { clause, relation, definition, subjects, objects, roles, place, basis, confidence })
    }

    /// “is *president of X*”, “is *at war*”: the predicate is the object, its preposition part of it.
    pub(super) fn copular(&mut self, clause: &Clause) -> (String, Vec<Filler>, Option<usize>) {
        let head = clause.head;
        let preposition = self.tree.preposition(head);
        if preposition.is_empty() && matches!(self.tree.tag(head), Tag::Noun | Tag::Propn | Tag::Num) {
            return ("be".to_owned(), Vec::new(), Some(head));
        }
        let label = phrase::label(&self.tree, self.set.text, head);
        if preposition.is_empty() {
            return ("be".to_owned(), vec![Filler::Value(text_value(label))], None);
        }
        (format!("be {preposition}"), vec![Filler::Value(text_value(label))], None)
    }

    pub(super) fn first_oblique(&self, clause: &Clause) -> Option<(String, usize)> {
        clause
            .obliques
            .iter()
            .find(|(p, w)| {
                let adjunct = is_reason(p) || is_temporal(p) || super::voice::ACCORDING.contains(&p.as_str());
                !p.is_empty() && !adjunct && !self.is_clocklike(*w)
            })
            .cloned()
    }

    /// The less the parser trusts where a phrase belongs, the less the statement is trusted.
    pub(super) fn doubt(&self, confidence: f32, word: usize) -> f32 {
        let certainty = self.tree.words[word].certainty.clamp(0.0, 1.0);
        let pronoun = match self.likely.get(&word) {
            Some(likely) => 0.04 + 0.25 * (1.0 - likely),
            None if self.tree.tag(word) == Tag::Pron => 0.07,
            None => 0.0,
        };
        confidence * (0.75 + 0.25 * certainty) - pronoun
    }
}
