//! Nouns that tell events: “the invasion of X by Y”, “meetings between A and B in P”.

use super::choose;
use super::clause::{Clause, Kind};
use super::discourse::Handle;
use super::phrase::{self, Determination};
use super::relation::told_of;
use super::scene::{Candidate, Draft, Scene, When};
use super::voice::Voice;
use super::walk::Given;
use crate::language::{Dependency as D, Tag, Unit};
use crate::ontology::{Argument, Entry, RelationDefinition};
use crate::statement::{Object, Relation, Stance, Thing};

/// One telling inside “meetings between A and B in P in May and C and D in Q in June”.
#[derive(Debug, Default)]
struct Telling {
    parties: Vec<Handle>,
    place: Option<Handle>,
    when: Option<When>,
    first: usize,
    last: usize,
}

impl Scene<'_, '_> {
    /// States what the nouns of a clause tell.
    pub(super) fn nominals(&mut self, clause: &Clause, words: &[usize], voice: &Voice, given: &Given) {
        // A noun that the clause is read by, “gave his *approval*”, “was the *founder*”, is told already.
        let copular = clause.kind == Kind::Copular;
        let read_by =
            |r: &choose::Reading| r.light.or(r.own).or((copular && r.basis == "adjective").then_some(clause.head));
        let light = self.frames.last().and_then(|(_, r)| r.as_ref()).and_then(read_by);
        for &word in words {
            if self.tree.tag(word) != Tag::Noun || Some(word) == light {
                continue;
            }
            let ontology = self.set.ontology;
            let mut ids = choose::noun_entries(&self.tree, ontology, word);
            // Of several senses, the one whose places are filled.
            let empty = |arguments| usize::from(choose::nominal_place(&self.tree, word, arguments).is_none());
            ids.sort_by_key(|&id| empty(&ontology.entries[id].subject) + empty(&ontology.entries[id].object));
            let mut told = false;
            for id in ids {
                let entry = &ontology.entries[id];
                let Some(definition) = entry.relation.map(|r| &ontology.relations[r]) else { continue };
                if told {
                    let actors = self.nominal(word, &entry.subject, true);
                    let patients = self.nominal(word, &entry.object, false);
                    let candidate = Candidate::of_noun(self, word, entry, &actors, &patients);
                    self.candidates.push(Candidate { chosen: false, ..candidate });
                } else {
                    told = self.nominal_entry(clause, word, entry, definition, voice, given);
                }
            }
        }
    }

    fn nominal_entry(
        &mut self,
        clause: &Clause,
        noun: usize,
        entry: &Entry,
        definition: &RelationDefinition,
        voice: &Voice,
        given: &Given,
    ) -> bool {
        let Some(voice) = self.presupposed(clause, noun, voice) else { return false };
        if definition.symmetric {
            let tellings = self.tellings(noun);
            if !tellings.is_empty() {
                for telling in &tellings {
                    let parties = Candidate::of_things(self, entry, &telling.parties, &telling.parties);
                    self.candidates.push(parties);
                }
                for telling in tellings {
                    self.tell_symmetric(noun, entry, definition, &telling, &voice, given);
                }
                return true;
            }
        }
        let mut actors = self.nominal(noun, &entry.subject, true);
        let mut patients = self.nominal(noun, &entry.object, false);
        // “*his* overthrow”, “*its* founder”: where a possessor may stand for either, it is whom it happened to, if they can be;
        // “the abdication *of Edward*”: where “of” may, it is who did it. One participant, not both.
        let possessor =
            |places: &[Argument]| places.iter().any(|place| matches!(place, Argument::Possessive | Argument::Subject));
        let suffers =
            possessor(&entry.subject) && possessor(&entry.object) && self.misfits(&patients, &definition.range) == 0;
        if suffers {
            actors.retain(|a| !patients.contains(a));
        } else {
            patients.retain(|p| !actors.contains(p));
        }
        // Another sense of the noun: “the execution of the resolution” kills no one.
        if self.misfits(&actors, &definition.domain) + self.misfits(&patients, &definition.range) > 0 {
            return false;
        }
        let candidate = Candidate::of_noun(self, noun, entry, &actors, &patients);
        let at = self.candidates.len();
        self.candidates.push(Candidate { chosen: false, ..candidate });
        let told = self.nominal_places(noun, entry, definition, (&actors, &patients), &voice, given);
        self.candidates[at].chosen = told;
        told
    }

    /// States what a noun tells of those who fill its places; false when it tells nothing.
    fn nominal_places(
        &mut self,
        noun: usize,
        entry: &Entry,
        definition: &RelationDefinition,
        (actors, patients): (&[Handle], &[Handle]),
        voice: &Voice,
        given: &Given,
    ) -> bool {
        if patients.is_empty()
            && let Some(inner) = self.content_of(noun, entry)
        {
            return self.nominal_content(noun, entry, definition, actors, inner, voice, given);
        }
        // One participant of an event that is taken for granted says that it happened; “their support” says nothing yet.
        let definite =
            matches!(phrase::determination(&self.tree, noun), Determination::Definite | Determination::Possessed);
        let told_alone = definition.event.is_some() && definite && actors.is_empty() != patients.is_empty();
        if told_alone {
            return self.nominal_alone(noun, entry, definition, (actors, patients), voice, given);
        }
        if actors.is_empty() || patients.is_empty() {
            return false;
        }
        let when = self.nominal_when(noun, given);
        let event = self.nominal_event(definition, actors, patients, voice, when.as_ref());
        for &actor in actors {
            for &patient in patients {
                if actor != patient {
                    let object = Object::Thing(self.discourse.thing(patient, ""));
                    let draft = self.nominal_draft(
                        noun,
                        entry,
                        definition,
                        (actor, Some(object)),
                        voice,
                        when.clone(),
                        None,
                        event,
                    );
                    self.drafts.push(draft);
                }
            }
        }
        true
    }

    /// The clause that a noun governs where its object stands: “the attempt *to reach the pole*”.
    fn content_of(&self, noun: usize, entry: &Entry) -> Option<usize> {
        let governs = entry.object.contains(&Argument::Clause) || entry.complement.is_some();
        self.tree.by(noun, &[D::Acl, D::Ccomp, D::Xcomp]).find(|&c| governs && self.tree.is_predicate(c))
    }

    #[expect(clippy::too_many_arguments, reason = "each is one part of what the noun tells")]
    fn nominal_content(
        &mut self,
        noun: usize,
        entry: &Entry,
        definition: &RelationDefinition,
        actors: &[Handle],
        inner: usize,
        voice: &Voice,
        given: &Given,
    ) -> bool {
        let text = self.whole_clause(inner);
        let when = self.when(noun).or_else(|| given.when.clone().map(|w| When { inherited: true, ..w }));
        for &actor in actors {
            let object = Object::Value(super::fill::text_value(text.clone()));
            let draft =
                self.nominal_draft(noun, entry, definition, (actor, Some(object)), voice, when.clone(), None, None);
            self.drafts.push(draft);
        }
        !actors.is_empty()
    }

    /// When what a noun tells was: its own date, or that of its clause, unless it tells what was before or after (“ruled
    /// *until* his death”).
    fn nominal_when(&self, noun: usize, given: &Given) -> Option<When> {
        let apart = matches!(
            self.tree.preposition(noun).as_str(),
            "until" | "till" | "since" | "after" | "before" | "following" | "prior to" | "from"
        );
        self.when(noun).or_else(|| given.when.clone().filter(|_| !apart).map(|w| When { inherited: true, ..w }))
    }

    /// “the abdication of Edward”, “the election of Lincoln”: the one participant named, from its own side.
    fn nominal_alone(
        &mut self,
        noun: usize,
        entry: &Entry,
        definition: &RelationDefinition,
        (actors, patients): (&[Handle], &[Handle]),
        voice: &Voice,
        given: &Given,
    ) -> bool {
        let when = self.nominal_when(noun, given);
        let event = self.nominal_event(definition, actors, patients, voice, when.as_ref());
        for &one in actors.iter().chain(patients) {
            let mut draft = self.nominal_draft(noun, entry, definition, (one, None), voice, when.clone(), None, event);
            if actors.is_empty() {
                draft.relation.inverse = true;
                draft.relation.label = told_of(definition).unwrap_or(draft.relation.label);
            }
            draft.confidence -= 0.12;
            self.drafts.push(draft);
        }
        true
    }

    fn nominal_event(
        &mut self,
        definition: &RelationDefinition,
        actors: &[Handle],
        patients: &[Handle],
        voice: &Voice,
        when: Option<&When>,
    ) -> Option<Handle> {
        let class = definition.event.as_deref()?;
        (voice.stance == Stance::Asserted && !voice.negated)
            .then(|| self.discourse.tell(class, &definition.iri, actors.to_vec(), patients.to_vec(), when))
    }

    #[expect(clippy::too_many_arguments, reason = "each is one field of the draft")]
    fn nominal_draft(
        &self,
        noun: usize,
        entry: &Entry,
        definition: &RelationDefinition,
        (actor, object): (Handle, Option<Object>),
        voice: &Voice,
        when: Option<When>,
        place: Option<Thing>,
        event: Option<Handle>,
    ) -> Draft {
        let words = self.tree.below(noun, &|w| !self.tree.is_clause(w) && self.tree.dep(w) != D::Conj);
        Draft {
            subject: self.discourse.thing(actor, ""),
            relation: Relation {
                iri: crate::ontology::expand(&definition.iri).into_owned(),
                label: definition.label.clone(),
                lemma: entry.lemma.clone(),
                open: false,
                inverse: false,
            },
            object,
            roles: Vec::new(),
            event,
            when,
            place,
            voice: voice.clone(),
            confidence: 0.82 * (0.75 + 0.25 * self.tree.words[noun].certainty),
            basis: "nominal".to_owned(),
            span: self.tree.cover(&words).unwrap_or_default(),
        }
    }

    // --- “between A and B in P in T and C and D in Q in U” ----------------------------------------------------

    /// Who met whom, where and when, read along the line: gaps of this kind defeat a tree.
    fn tellings(&mut self, noun: usize) -> Vec<Telling> {
        let Some(between) = (noun + 1..self.tree.words.len().min(noun + 8)).find(|&i| self.tree.lower(i) == "between")
        else {
            return Vec::new();
        };
        let mut tellings = Vec::new();
        let mut current = Telling { first: noun, last: noun, ..Telling::default() };
        let mut preposition = String::new();
        let mut i = between + 1;
        while i < self.tree.words.len() {
            let lower = self.tree.lower(i);
            if self.tree.is_date(i) {
                current.when = self.date_at(i);
                current.last = i;
            } else if self.is_party(i) {
                let handles = self.links[i].clone().unwrap_or_default();
                let placed = !preposition.is_empty();
                if placed && handles.len() == 1 {
                    current.place = current.place.or(Some(handles[0]));
                } else if current.place.is_some() || current.when.is_some() {
                    tellings.push(std::mem::replace(&mut current, Telling { first: i, ..Telling::default() }));
                    current.parties = handles;
                } else {
                    current.parties.extend(handles);
                }
                current.last = i;
            } else if matches!(self.tree.tag(i), Tag::Adp) {
                preposition =
                    if matches!(lower.as_str(), "in" | "at" | "near" | "on" | "during") { lower } else { break };
                i += 1;
                continue;
            } else if !(matches!(self.tree.tag(i), Tag::Cconj) || lower == "," || self.inside_name(i)) {
                break;
            }
            if !self.inside_name(i) {
                preposition.clear();
            }
            i += 1;
        }
        tellings.push(current);
        tellings.retain(|t| t.parties.len() >= 2);
        tellings
    }

    fn is_party(&self, i: usize) -> bool {
        self.links[i].is_some()
            && (self.tree.tag(i) == Tag::Propn || matches!(self.tree.words[i].unit, Some(Unit::Name(_))))
    }

    /// Words that belong to a name read at its head: brackets, inner names, determiners.
    fn inside_name(&self, i: usize) -> bool {
        matches!(self.tree.tag(i), Tag::Propn | Tag::Det)
            || matches!(self.tree.lower(i).as_str(), "[" | "]" | "(" | ")")
    }

    fn tell_symmetric(
        &mut self,
        noun: usize,
        entry: &Entry,
        definition: &RelationDefinition,
        telling: &Telling,
        voice: &Voice,
        given: &Given,
    ) {
        let when = telling.when.clone().or_else(|| given.when.clone().map(|w| When { inherited: true, ..w }));
        let place = telling.place.map(|p| self.discourse.thing(p, ""));
        let event = self.nominal_event(definition, &telling.parties, &[], voice, when.as_ref());
        for (n, &a) in telling.parties.iter().enumerate() {
            for &b in &telling.parties[n + 1..] {
                let object = Object::Thing(self.discourse.thing(b, ""));
                let mut draft = self.nominal_draft(
                    noun,
                    entry,
                    definition,
                    (a, Some(object)),
                    voice,
                    when.clone(),
                    place.clone(),
                    event,
                );
                let words: Vec<usize> = (telling.first..=telling.last).collect();
                draft.span = self.tree.cover(&words).unwrap_or(draft.span);
                self.drafts.push(draft);
            }
        }
    }
}
