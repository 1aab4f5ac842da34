//! A clause with its reading → drafts of statements, one for each pair of participants.

use super::choose::Reading;
use super::clause::{self, Clause, Kind};
use super::discourse::{Handle, Told};
use super::phrase::{self, Determination};
use super::scene::{Draft, Scene, Slot, Voice, When};
use super::walk::Given;
use crate::language::{Dependency as D, Tag};
use crate::ontology::RelationDefinition;
use crate::statement::{Object, Relation, Role, Stance, Thing, Value};

/// At most so many statements from one clause: long lists on both sides would multiply.
const MOST_PAIRS: usize = 36;
/// Namespace of open relations.
pub(super) const REL: &str = "https://w3id.org/annals/rel#";
/// Prepositions that place something.
const PLACING: &[&str] =
    &["in", "at", "on", "near", "inside", "outside", "off", "around", "throughout", "across", "within", "along"];

/// One filler of a place.
#[derive(Clone, Debug)]
enum Filler {
    Thing(Handle, String),
    Value(Value),
}

/// What a clause states before it is multiplied out.
struct Plan<'c> {
    clause: &'c Clause,
    relation: Relation,
    definition: Option<RelationDefinition>,
    subjects: Vec<Filler>,
    objects: Vec<Filler>,
    roles: Vec<Role>,
    place: Option<Thing>,
    basis: String,
    confidence: f32,
}

impl Scene<'_, '_> {
    /// Drafts what a clause states.
    pub(super) fn state(&mut self, clause: &Clause, reading: Option<&Reading>, voice: &Voice, given: &Given) {
        if clause.kind == Kind::Fragment && reading.is_none() {
            return;
        }
        let Some(mut plan) = self.plan(clause, reading, given) else { return };
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

    fn plan<'c>(&mut self, clause: &'c Clause, reading: Option<&Reading>, given: &Given) -> Option<Plan<'c>> {
        let entry = reading.and_then(|r| r.entry).map(|e| self.set.ontology.entries[e].clone());
        let definition = entry.as_ref().and_then(|e| e.relation).map(|r| self.set.ontology.relations[r].clone());
        let mut used: Vec<usize> = Vec::new();
        let subject_word = reading.map_or(clause.subject, |r| {
            r.subject.or(clause.subject.filter(|_| !clause.passive || r.subject.is_some() || clause.subject.is_some()))
        });
        let mut confidence: f32 = if definition.is_some() { 0.92 } else { 0.8 };
        let mut subjects = match (subject_word, &given.subject) {
            (Some(word), _) => {
                used.push(word);
                confidence = self.doubt(confidence, word);
                self.fillers(word)
            }
            (None, Some(slot)) if !clause.passive => {
                confidence -= 0.05;
                self.slot_fillers(slot)
            }
            _ => Vec::new(),
        };
        let mut lemma = reading.map_or_else(|| clause.lemma.clone(), |r| r.lemma.clone());
        let mut object_word = reading
            .and_then(|r| r.object)
            .or_else(|| clause.object.filter(|o| reading.is_none_or(|r| r.light != Some(*o) && r.subject != Some(*o))));
        let mut objects = Vec::new();
        let mut basis = reading.map_or("open-verb", |r| r.basis).to_owned();
        let mut roles = Vec::new();
        if object_word.is_none()
            && clause.passive
            && clause.object.is_none()
            && let Some(slot) = &given.object
        {
            objects = self.slot_fillers(slot);
            confidence -= 0.05;
        }
        // “became *leader*”, “elected *President*”: the complement is the object, or the office beside one.
        for &inner in &clause.complements {
            if !self.tree.is_predicate(inner) || self.tree.dep(inner) == D::Obj {
                if object_word.is_none() && objects.is_empty() && !clause.passive {
                    object_word = Some(inner);
                } else {
                    let office = self.role_of("an:office", inner);
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
                self.fillers(word)
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
                roles.extend(self.roles_of(role, *word));
            }
        }
        let place = self.place(clause, &mut used);
        roles.extend(self.other_roles(clause, reading, &used));
        if let Some(light) = reading.and_then(|r| r.light)
            && objects.is_empty()
            && clause.complements.is_empty()
            && let Some(event) = self.elided_event(light, definition.as_ref())
        {
            objects.push(event);
            "inferred-object".clone_into(&mut basis);
            confidence -= 0.17;
        }
        // “won the election”: the noun itself is what the relation wants as its object.
        if let Some(light) = reading.and_then(|r| r.light).filter(|_| objects.is_empty()) {
            let range = definition.as_ref().map(|d| d.range.as_slice()).unwrap_or_default();
            let class = self.set.ontology.class_for_cue(self.tree.lemma(light));
            let told = definition.as_ref().and_then(|d| d.event.as_deref());
            if class.is_some_and(|c| range.iter().map(String::as_str).chain(told).any(|r| self.set.ontology.is_a(c, r)))
            {
                objects = self.fillers(light);
            }
        }
        let inverse = subjects.is_empty();
        if inverse {
            std::mem::swap(&mut subjects, &mut objects);
            basis.push_str("-passive");
        }
        let mut relation = relation_of(&lemma, definition.as_ref(), inverse);
        if inverse && clause.kind == Kind::Verb {
            let form = self.tree.lower(clause.head);
            relation.lemma = match &clause.particle {
                Some(particle) => format!("be {form} {particle}"),
                None => format!("be {form}"),
            };
            if relation.open {
                relation.label.clone_from(&relation.lemma);
            }
        }
        Some(Plan { clause, relation, definition, subjects, objects, roles, place, basis, confidence })
    }

    /// “is *president of X*”, “is *at war*”: the predicate is the object, its preposition part of it.
    fn copular(&mut self, clause: &Clause) -> (String, Vec<Filler>, Option<usize>) {
        let head = clause.head;
        let preposition = self.tree.preposition(head);
        if preposition.is_empty() && matches!(self.tree.tag(head), Tag::Noun | Tag::Propn | Tag::Num) {
            return ("be".to_owned(), Vec::new(), Some(head));
        }
        let label = phrase::label(&self.tree, self.set.text, head);
        if preposition.is_empty() {
            return ("be".to_owned(), vec![Filler::Value(text_value(label))], None);
        }
        let phrase = format!("{preposition} {label}");
        (format!("be {preposition}"), vec![Filler::Value(text_value(phrase))], None)
    }

    fn first_oblique(&self, clause: &Clause) -> Option<(String, usize)> {
        clause
            .obliques
            .iter()
            .find(|(p, w)| !p.is_empty() && !is_reason(p) && !is_temporal(p) && !(self.is_clocklike(*w)))
            .cloned()
    }

    fn is_clocklike(&self, word: usize) -> bool {
        matches!(
            self.tree.lemma(word),
            "time" | "year" | "month" | "day" | "week" | "end" | "beginning" | "moment" | "period"
        )
    }

    // --- fillers --------------------------------------------------------------------------------------------

    fn slot_fillers(&mut self, slot: &Slot) -> Vec<Filler> {
        match slot {
            Slot::Word(word) => self.fillers(*word),
            Slot::Things(handles) => {
                handles.iter().map(|&h| Filler::Thing(h, self.discourse.known[h].thing.label.clone())).collect()
            }
        }
    }

    /// What a phrase contributes: its things, or the number it is.
    fn fillers(&mut self, word: usize) -> Vec<Filler> {
        let mut found = Vec::new();
        let word = self.under(word);
        for w in self.tree.conjuncts(word) {
            let verb = self.tree.tag(w) == Tag::Verb && self.tree.is_predicate(w);
            if w != word && (verb || self.is_clocklike(w) || self.is_denied(w)) {
                continue;
            }
            if let Some(value) = self.number(w) {
                found.push(Filler::Value(value));
                continue;
            }
            let mention = phrase::label(&self.tree, self.set.text, w);
            for handle in self.handles_of_one(w) {
                if !found.iter().any(|f| matches!(f, Filler::Thing(h, _) if *h == handle)) {
                    found.push(Filler::Thing(handle, mention.clone()));
                }
            }
        }
        found
    }

    /// “a plurality, *not a majority*”: the coordinated phrase is denied.
    fn is_denied(&self, word: usize) -> bool {
        self.tree.by(word, &[D::Advmod, D::Cc]).any(|a| clause::denies(&self.tree, a))
            || phrase::determination(&self.tree, word) == Determination::Negative
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

    /// “under the mandate of X”, “under the leadership of Y”: under X, under Y.
    fn under(&self, word: usize) -> usize {
        let of_name = self
            .tree
            .by(word, &[D::Nmod])
            .find(|&w| self.tree.preposition(w) == "of" && clause::is_name(&self.tree, w));
        of_name.filter(|_| self.tree.preposition(word) == "under" && self.tree.tag(word) == Tag::Noun).unwrap_or(word)
    }

    fn handles_of_one(&mut self, word: usize) -> Vec<Handle> {
        if self.tree.first(word, &[D::Conj]).is_some() {
            // Only this conjunct: `handles` would take them all.
            return self.one(word);
        }
        self.handles(word)
    }

    /// A counted or measured phrase as a value: “1,312,836 casualties”, “$700,000”.
    fn number(&mut self, word: usize) -> Option<Value> {
        if self.is_subject(word) && !phrase::is_bare_number(&self.tree, word) && self.tree.words[word].unit.is_none() {
            return None;
        }
        let (quantity, at) = phrase::quantity(&self.tree, word)?;
        let core = phrase::core(&self.tree, word);
        let counted = if at == core { None } else { Some(phrase::label(&self.tree, self.set.text, core)) };
        if at != core {
            let handle = self.discourse.described(&self.without_number(core), self.tree.lemma(core), true);
            self.counted = Some(handle);
        }
        let text = match &counted {
            Some(label) if label.contains(self.tree.words[at].form.as_str()) => label.clone(),
            Some(label) => format!("{} {label}", self.tree.words[at].form),
            None => self.tree.words[at].form.clone(),
        };
        Some(Value {
            value: quantity.value.clone(),
            datatype: "xsd:decimal".to_owned(),
            unit: quantity.unit.clone().or_else(|| (at != core).then(|| self.without_number(core))),
            text,
            approximation: quantity.approximation.map(|a| phrase::approximation_name(a).to_owned()),
        })
    }

    fn without_number(&self, core: usize) -> String {
        let label = phrase::label(&self.tree, self.set.text, core);
        match phrase::quantity(&self.tree, core) {
            Some((_, at)) => label
                .replacen(self.tree.words[at].form.as_str(), "", 1)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            None => label,
        }
    }

    fn is_subject(&self, word: usize) -> bool {
        matches!(self.tree.dep(word), D::Nsubj | D::NsubjPass)
    }

    /// “*36,940 Americans* lost their lives”: the number stands beside the subject.
    fn counted_role(&mut self, word: usize) -> Vec<Role> {
        let Some((quantity, at)) = phrase::quantity(&self.tree, word) else { return Vec::new() };
        let label = self.tree.words[at].form.clone();
        if quantity.unit.is_none() && !phrase::is_bare_number(&self.tree, word) {
            self.counted = self.handles_of_one(word).first().copied();
        }
        vec![Role { role: "an:quantity".to_owned(), iri: None, label, class: None }]
    }

    fn role_of(&mut self, role: &str, word: usize) -> Role {
        let label = phrase::label(&self.tree, self.set.text, word);
        let handle = self.handles(word).first().copied();
        match handle {
            Some(h) => {
                let thing = &self.discourse.known[h].thing;
                Role {
                    role: role.to_owned(),
                    iri: Some(thing.iri.clone()),
                    label: if thing.label.is_empty() { label } else { thing.label.clone() },
                    class: Some(thing.class.clone()),
                }
            }
            None => Role { role: role.to_owned(), iri: None, label, class: None },
        }
    }

    fn roles_of(&mut self, role: &str, word: usize) -> Vec<Role> {
        if self.tree.is_predicate(word) && self.tree.tag(word) == Tag::Verb {
            return vec![Role { role: role.to_owned(), iri: None, label: self.clause_text(word, true), class: None }];
        }
        let fillers = self.fillers(word);
        fillers.into_iter().map(|f| self.as_role(role, f)).collect()
    }

    fn as_role(&self, role: &str, filler: Filler) -> Role {
        match filler {
            Filler::Thing(h, _) => {
                let thing = &self.discourse.known[h].thing;
                Role {
                    role: role.to_owned(),
                    iri: Some(thing.iri.clone()),
                    label: thing.label.clone(),
                    class: Some(thing.class.clone()),
                }
            }
            Filler::Value(v) => Role { role: role.to_owned(), iri: None, label: v.text, class: None },
        }
    }

    /// The things an embedded clause is about, as roles of the clause that governs it.
    fn topics(&mut self, inner: usize) -> Vec<Role> {
        let clause = self.clause(inner);
        let mut roles = Vec::new();
        for word in [clause.subject, clause.object].into_iter().flatten() {
            roles.extend(self.roles_of("an:topic", word));
        }
        for &deeper in &clause.complements {
            if self.tree.is_predicate(deeper) {
                let object = self.clause(deeper).object;
                if let Some(word) = object {
                    roles.extend(self.roles_of("an:topic", word));
                }
            }
        }
        roles
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
        phrase::join(&self.tree, self.set.text, &words)
    }

    fn place(&mut self, clause: &Clause, used: &mut Vec<usize>) -> Option<Thing> {
        let mut candidates: Vec<(String, usize)> = clause.obliques.clone();
        if let Some(object) = clause.object {
            candidates.extend(self.tree.by(object, &[D::Nmod]).map(|w| (self.tree.preposition(w), w)));
        }
        for (preposition, word) in candidates {
            if used.contains(&word) || !PLACING.contains(&preposition.as_str()) {
                continue;
            }
            let handles = self.handles(word);
            if let [handle] = handles.as_slice()
                && ["an:Place", "an:State"].iter().any(|c| self.discourse.is_a(*handle, c))
            {
                used.push(word);
                let mention = phrase::label(&self.tree, self.set.text, word);
                return Some(self.discourse.thing(*handle, &mention));
            }
        }
        None
    }

    fn other_roles(&mut self, clause: &Clause, reading: Option<&Reading>, used: &[usize]) -> Vec<Role> {
        let mut roles = Vec::new();
        if let Some(word) = clause.indirect.filter(|w| !used.contains(w)) {
            roles.extend(self.roles_of("an:recipient", word));
        }
        for (preposition, word) in &clause.obliques {
            // “of these, 33,665 were killed” only says who was counted.
            let partitive = preposition == "of" && self.tree.tag(*word) == Tag::Pron;
            if partitive || used.contains(word) || reading.is_some_and(|r| r.roles.iter().any(|(_, w)| w == word)) {
                continue;
            }
            let role = if is_reason(preposition) {
                "an:cause".to_owned()
            } else if preposition.is_empty() {
                "an:manner".to_owned()
            } else {
                format!("rel:{}", crate::ontology::fold(preposition))
            };
            roles.extend(self.roles_of(&role, *word));
        }
        roles
    }

    /// Why and to what end, in words: “because …”, “for giving …”, “to …”.
    fn add_reasons(&mut self, clause: &Clause, plan: &mut Plan<'_>) {
        for &inner in &clause.adverbials {
            let mark = self.tree.mark(inner);
            let ing = self.tree.lower(inner).ends_with("ing");
            let role = match mark.as_str() {
                "because" | "since" | "as" | "given that" => "an:cause",
                "for" if ing => "an:cause",
                "to" | "in order" | "in order to" | "so that" | "so as" => "an:purpose",
                _ => continue,
            };
            let mut words = vec![inner];
            // “because A and because B” are two reasons.
            words.extend(
                self.tree.by(inner, &[D::Conj]).filter(|&c| self.tree.mark(c) == mark || self.tree.is_predicate(c)),
            );
            for word in words {
                plan.roles.push(Role {
                    role: role.to_owned(),
                    iri: None,
                    label: self.clause_text(word, true),
                    class: None,
                });
            }
        }
    }

    /// A light-verb phrase without its object (“gave their approval”) means the event last spoken of.
    fn elided_event(&self, light: usize, definition: Option<&RelationDefinition>) -> Option<Filler> {
        let definition = definition?;
        let wants_event = definition.range.is_empty()
            || definition
                .range
                .iter()
                .any(|r| self.set.ontology.is_a("an:Event", r) || self.set.ontology.is_a(r, "an:Event"));
        if !wants_event {
            return None;
        }
        // Only a definite thing (“their approval”) points at something spoken of before; “a deal” does not.
        let pointing =
            matches!(phrase::determination(&self.tree, light), Determination::Possessed | Determination::Definite);
        let handle = self.discourse.last_event().filter(|_| pointing)?;
        Some(Filler::Thing(handle, self.discourse.known[handle].thing.label.clone()))
    }

    /// The less the parser trusts where a phrase belongs, the less the statement is trusted.
    fn doubt(&self, confidence: f32, word: usize) -> f32 {
        let certainty = self.tree.words[word].certainty.clamp(0.0, 1.0);
        let pronoun = if self.tree.tag(word) == Tag::Pron { 0.07 } else { 0.0 };
        confidence * (0.75 + 0.25 * certainty) - pronoun
    }

    // --- drafts ---------------------------------------------------------------------------------------------

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
                let known = self.counted.or_else(|| self.discourse.last_group()).filter(|_| value.unit.is_none());
                // Money and measures count no one: they are the thing itself.
                let group = known.unwrap_or_else(|| self.discourse.described(&value.text, &value.text, false));
                roles.push(Role { role: "an:quantity".to_owned(), iri: None, label: value.text.clone(), class: None });
                self.discourse.thing(group, &value.text)
            }
        };
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
            span: self.clause_span(plan.clause.head),
        });
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
        Some(self.tell(class, &definition.iri, actors, patients, when))
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
        let noun = self.set.ontology.classes.get(class).map_or_else(|| "event".to_owned(), |c| c.label.clone());
        let name = |handles: &[Handle]| {
            handles
                .iter()
                .take(3)
                .map(|&h| self.discourse.known[h].thing.label.clone())
                .collect::<Vec<_>>()
                .join(" and ")
        };
        let label = match (patients.is_empty(), actors.is_empty()) {
            (false, _) => format!("{noun} of {}", name(&patients)),
            (true, false) => format!("{noun} by {}", name(&actors)),
            (true, true) => noun,
        };
        let time = when.map(|w| w.date.edtf.clone());
        self.discourse.event(class, &label, Told { relation: relation.to_owned(), actors, patients, time })
    }

    /// “1,312,836 casualties, *including 415,004 dead*”: the part is stated of the same subject.
    fn parts(&mut self, clause: &Clause, plan: &Plan<'_>, voice: &Voice, when: Option<&When>) {
        let mut parts = Vec::new();
        for word in self.own_words(clause.head) {
            let by_preposition =
                self.tree.by(word, &[D::Nmod, D::Obl]).filter(|&w| self.tree.preposition(w) == "including");
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
                confidence: plan.confidence - 0.07,
            };
            self.multiply(&part_plan, voice, when);
        }
    }
}

/// Words as a literal.
pub(super) fn text_value(text: String) -> Value {
    Value { value: text.clone(), datatype: "xsd:string".to_owned(), unit: None, text, approximation: None }
}

fn relation_of(lemma: &str, definition: Option<&RelationDefinition>, inverse: bool) -> Relation {
    match definition {
        Some(d) => {
            let label = if inverse {
                d.inverse_label
                    .as_deref()
                    .map(|l| format!("was {}", l.trim_start_matches("was ").trim_end_matches(" by")))
            } else {
                None
            };
            Relation {
                iri: crate::ontology::expand(&d.iri).into_owned(),
                label: label.unwrap_or_else(|| d.label.clone()),
                lemma: lemma.to_owned(),
                open: false,
                inverse,
            }
        }
        None => Relation {
            iri: format!("{REL}{}", crate::ontology::fold(lemma)),
            label: lemma.to_owned(),
            lemma: lemma.to_owned(),
            open: true,
            inverse,
        },
    }
}

fn is_reason(preposition: &str) -> bool {
    matches!(preposition, "because of" | "due to" | "owing to" | "thanks to" | "as a result of" | "on account of")
}

fn is_temporal(preposition: &str) -> bool {
    matches!(preposition, "after" | "following" | "before" | "during" | "until" | "since" | "prior to")
}
