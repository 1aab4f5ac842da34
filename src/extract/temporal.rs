//! What a clause says of the order of events: “X happened *after Y*”, “began *on A to B*”.

use super::choose::Reading;
use super::clause::Clause;
use super::discourse::Handle;
use super::scene::{Draft, Scene, When};
use super::voice::Voice;
use crate::language::{DateContext, Dependency as D, dates};
use crate::statement::{Object, Relation, Stance};

/// Compact IRIs of the relations of time.
const FOLLOWED: &str = "an:followed";
const PRECEDED: &str = "an:preceded";
const BEGAN: &str = "an:began";
const ENDED: &str = "an:ended";

impl Scene<'_, '_> {
    /// “invaded *following clashes* along the border”: the event the clause tells followed what the phrase names.
    pub(super) fn order(&mut self, clause: &Clause, voice: &Voice, when: Option<&When>) {
        let Some(&(_, event)) = self.events.iter().find(|(head, _)| *head == clause.head) else { return };
        if voice.stance != Stance::Asserted || voice.negated {
            return;
        }
        for (relation, lemma, word) in self.ordered_phrases(clause) {
            for handle in self.handles(word) {
                if handle != event && self.discourse.is_a(handle, "an:Event") {
                    self.ordered(clause, event, (relation, lemma), handle, voice, when);
                }
            }
        }
    }

    fn ordered_phrases(&mut self, clause: &Clause) -> Vec<(&'static str, &'static str, usize)> {
        let relation = |word: &str| match word {
            "after" | "following" => Some((FOLLOWED, "follow")),
            "before" | "preceding" | "prior to" => Some((PRECEDED, "precede")),
            _ => None,
        };
        let mut found = Vec::new();
        for (preposition, word) in &clause.obliques {
            if let Some((iri, lemma)) = relation(preposition) {
                found.push((iri, lemma, *word));
            }
        }
        // A parser may take “following” for a verb of its own.
        for &inner in &clause.adverbials {
            let is_preposition = self.tree.first(inner, &[D::Nsubj, D::Aux]).is_none();
            if let (Some((iri, lemma)), true, Some(word)) =
                (relation(&self.tree.lower(inner)), is_preposition, self.tree.first(inner, &[D::Obj]))
            {
                found.push((iri, lemma, word));
                self.read[inner] = true;
            }
        }
        found
    }

    fn ordered(
        &mut self,
        clause: &Clause,
        event: Handle,
        (iri, lemma): (&str, &str),
        other: Handle,
        voice: &Voice,
        when: Option<&When>,
    ) {
        let Some(relation) = self.named_relation(iri, lemma) else { return };
        self.drafts.push(Draft {
            subject: self.discourse.thing(event, ""),
            relation,
            object: Some(Object::Thing(self.discourse.thing(other, ""))),
            roles: Vec::new(),
            event: None,
            when: when.cloned(),
            place: None,
            voice: voice.clone(),
            confidence: 0.85,
            basis: "order-of-events".to_owned(),
            span: self.clause_span(clause.head),
        });
    }

    fn named_relation(&self, iri: &str, lemma: &str) -> Option<Relation> {
        let (_, definition) = self.set.ontology.relation(iri)?;
        Some(Relation {
            iri: crate::ontology::expand(&definition.iri).into_owned(),
            label: definition.label.clone(),
            lemma: lemma.to_owned(),
            open: false,
            inverse: false,
        })
    }

    /// The first moment of a span of time in which something is said to have begun: what happened *when* it began,
    /// happened then.
    pub(super) fn inception(&self, reading: Option<&Reading>, when: Option<&When>) -> Option<When> {
        let relation = reading.and_then(|r| r.entry).and_then(|e| self.set.ontology.entries[e].relation)?;
        let definition = &self.set.ontology.relations[relation];
        (definition.iri == BEGAN)
            .then(|| self.named_relation(BEGAN, "begin"))?
            .and_then(|r| self.split_span(&r, when))
            .map(|s| s.0)
    }

    /// “On 25 June 1950 to 27 July 1953 the war began”: what is dated by a span of time and said to begin, began at its
    /// first date and, though that is not said, ended at its last.
    pub(super) fn split_span(
        &self,
        relation: &Relation,
        when: Option<&When>,
    ) -> Option<(When, Option<(Relation, When)>)> {
        let when = when?;
        let (first, last) = when.date.edtf.split_once('/').filter(|(a, b)| !a.contains("..") && !b.contains(".."))?;
        let at = |text: &str| {
            let date = dates::read_cell(text, &DateContext::default())?;
            Some(When { date, text: when.text.clone(), inherited: when.inherited })
        };
        if relation.iri == crate::ontology::expand(BEGAN) {
            let ended = self.named_relation(ENDED, "end").zip(at(last));
            return Some((at(first)?, ended));
        }
        (relation.iri == crate::ontology::expand(ENDED)).then(|| at(last).map(|w| (w, None)))?
    }
}

/// The end of a time that only has one, else the time itself.
pub(super) fn last_moment(when: When) -> When {
    let end = when.date.edtf.strip_prefix("../").and_then(|end| dates::read_cell(end, &DateContext::default()));
    When { date: end.unwrap_or(when.date), ..when }
}
