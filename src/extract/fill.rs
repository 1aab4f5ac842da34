//! What the phrases of a clause contribute: things, numbers, roles.

use super::clause::{self, Clause};
use super::discourse::Handle;
use super::phrase::{self, Determination};
use super::scene::{Scene, Slot};
use crate::language::{Dependency as D, Tag};
use crate::statement::{Role, Value};

/// One filler of a place.
#[derive(Clone, Debug)]
pub(super) enum Filler {
    Thing(Handle, String),
    Value(Value),
}

impl Scene<'_, '_> {
    pub(super) fn slot_fillers(&mut self, slot: &Slot) -> Vec<Filler> {
        match slot {
            Slot::Word(word) => self.fillers(*word),
            Slot::Things(handles) => {
                handles.iter().map(|&h| Filler::Thing(h, self.discourse.known[h].thing.label.clone())).collect()
            }
        }
    }

    /// What a phrase contributes: its things, or the number it is.
    pub(super) fn fillers(&mut self, word: usize) -> Vec<Filler> {
        self.fillers_up_to(word, usize::MAX)
    }

    /// The same for the clause that it takes part in: “telegrams *that they exchanged* and meetings” says nothing of the
    /// meetings.
    pub(super) fn fillers_in(&mut self, word: usize, clause: &Clause) -> Vec<Filler> {
        let described = self.tree.words[clause.head].head == Some(word) && self.tree.dep(clause.head) == D::AclRelcl;
        self.fillers_up_to(word, if described { clause.head } else { usize::MAX })
    }

    fn fillers_up_to(&mut self, word: usize, last: usize) -> Vec<Filler> {
        let mut found = Vec::new();
        let word = self.under(word);
        for w in self.tree.conjuncts(word) {
            let verb = self.tree.tag(w) == Tag::Verb && self.tree.is_predicate(w);
            if w != word
                && (w > last
                    || verb
                    || self.is_gapped(word, w)
                    || self.is_clocklike(w)
                    || self.is_denied(w)
                    || self.is_excepted(w))
            {
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

    /// “gave the north to Moldania and *the salt works to Ruthenia*”: another thing to somebody else.
    fn is_gapped(&self, first: usize, other: usize) -> bool {
        let preposition = self.tree.preposition(first);
        matches!(preposition.as_str(), "to" | "from" | "for" | "with")
            && self.tree.preposition(other).is_empty()
            && self.tree.by(other, &[D::Nmod]).any(|w| self.tree.preposition(w) == preposition)
    }

    /// “his diaries, all *but the volumes* that were lost”
    fn is_excepted(&self, word: usize) -> bool {
        self.tree.by(word, &[D::Cc, D::Case]).filter(|&c| self.tree.lower(c) == "but").any(|but| {
            let before = but.checked_sub(1).map(|b| self.tree.lower(b)).unwrap_or_default();
            matches!(before.as_str(), "all" | "everyone" | "everything" | "none" | "no-one" | "nothing" | "anything")
        })
    }

    /// “a plurality, *not a majority*”: the coordinated phrase is denied.
    pub(super) fn is_denied(&self, word: usize) -> bool {
        self.tree.by(word, &[D::Advmod, D::Cc]).any(|a| clause::denies(&self.tree, a))
            || phrase::determination(&self.tree, word) == Determination::Negative
    }

    /// A verb that the lexicon knows to take no object.
    pub(super) fn is_intransitive(&self, verb: usize) -> bool {
        self.set.ontology.takes_no_object(self.tree.lemma(verb))
    }

    /// “under the mandate of X”, “under the leadership of Y”: under X, under Y.
    pub(super) fn under(&self, word: usize) -> usize {
        let of_name = self
            .tree
            .by(word, &[D::Nmod])
            .find(|&w| self.tree.preposition(w) == "of" && clause::is_name(&self.tree, w));
        of_name.filter(|_| self.tree.preposition(word) == "under" && self.tree.tag(word) == Tag::Noun).unwrap_or(word)
    }

    pub(super) fn handles_of_one(&mut self, word: usize) -> Vec<Handle> {
        if self.tree.first(word, &[D::Conj]).is_some() {
            // Only this conjunct: `handles` would take them all.
            return self.one(word);
        }
        self.handles(word)
    }

    /// A counted or measured phrase as a value: “1,312,836 casualties”, “$700,000”.
    pub(super) fn number(&mut self, word: usize) -> Option<Value> {
        let (quantity, at) = phrase::quantity(&self.tree, word)?;
        let core = phrase::core(&self.tree, word);
        // “92,134 Americans were wounded”: the Americans are the subject, the number stands beside them.
        if self.is_subject(word) && at != core {
            return None;
        }
        let counted = if at == core { None } else { Some(phrase::label(&self.tree, self.set.text, core)) };
        if at != core {
            let handle = self.discourse.described(&self.without_number(core), self.tree.lemma(core), true);
            // “six *years*” are counted, but nobody that a later number could be of.
            if !self.set.ontology.has_word("unit-of-time", self.tree.lemma(core)) {
                self.counted = Some(handle);
            }
        }
        // “a third *of the population*”, “half *of its people*”
        let of_whole = self.tree.by(core, &[D::Nmod]).find(|&c| at == core && self.tree.preposition(c) == "of");
        let whole = of_whole.map(|c| phrase::label(&self.tree, self.set.text, c));
        let text = match &counted {
            Some(label) if label.contains(self.tree.words[at].form.as_str()) => label.clone(),
            Some(label) => format!("{} {label}", self.tree.words[at].form),
            None => match &whole {
                Some(whole) => format!("{} of {whole}", self.tree.words[at].form),
                None => self.tree.words[at].form.clone(),
            },
        };
        Some(Value {
            value: quantity.value.clone(),
            datatype: "xsd:decimal".to_owned(),
            unit: quantity.unit.clone().or_else(|| (at != core).then(|| self.without_number(core))).or(whole),
            text,
            approximation: quantity.approximation.map(|a| phrase::approximation_name(a).to_owned()),
        })
    }

    pub(super) fn without_number(&self, core: usize) -> String {
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

    pub(super) fn is_subject(&self, word: usize) -> bool {
        matches!(self.tree.dep(word), D::Nsubj | D::NsubjPass)
    }

    /// “*36,940 Americans* lost their lives”: the number stands beside the subject.
    pub(super) fn counted_role(&mut self, word: usize) -> Vec<Role> {
        let Some((quantity, at)) = phrase::quantity(&self.tree, word) else { return Vec::new() };
        let label = self.tree.words[at].form.clone();
        if quantity.unit.is_none() && !phrase::is_bare_number(&self.tree, word) {
            self.counted = self.handles_of_one(word).first().copied();
        }
        vec![Role { role: "an:quantity".to_owned(), iri: None, label, class: None }]
    }

    pub(super) fn role_of(&mut self, role: &str, word: usize) -> Role {
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

    pub(super) fn roles_of(&mut self, role: &str, word: usize) -> Vec<Role> {
        if self.tree.is_predicate(word) && self.tree.tag(word) == Tag::Verb {
            return vec![Role { role: role.to_owned(), iri: None, label: self.clause_text(word, true), class: None }];
        }
        let fillers = self.fillers(word);
        fillers.into_iter().map(|f| self.as_role(role, f)).collect()
    }

    pub(super) fn as_role(&self, role: &str, filler: Filler) -> Role {
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
    pub(super) fn topics(&mut self, inner: usize) -> Vec<Role> {
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
}

/// Words as a literal.
pub(super) fn text_value(text: String) -> Value {
    Value { value: text.clone(), datatype: "xsd:string".to_owned(), unit: None, text, approximation: None }
}
