//! “X, president of Y”: what stands beside a name says what it is.

use super::discourse::Handle;
use super::phrase;
use super::scene::{Draft, Scene};
use super::voice::Voice;
use super::walk::Given;
use crate::language::{Dependency as D, Tag, Unit};
use crate::statement::{Object, Relation};

impl Scene<'_, '_> {
    /// “X, president of Y”: X is president of Y.
    pub(super) fn apposition(&mut self, word: usize, voice: &Voice) {
        for other in self.tree.by(word, &[D::Appos]).collect::<Vec<_>>() {
            let named =
                |s: &Self, w: usize| s.tree.tag(w) == Tag::Propn || matches!(s.tree.words[w].unit, Some(Unit::Name(_)));
            let (name, description) = match (named(self, word), named(self, other)) {
                (true, false) => (word, other),
                (false, true) => (other, word),
                _ => continue,
            };
            if self.tree.tag(description) != Tag::Noun
                || self.tree.is_date(description)
                || phrase::quantity(&self.tree, description).is_some()
            {
                continue;
            }
            let (Some(&[subject]), label) =
                (self.links[name].as_deref(), phrase::label(&self.tree, self.set.text, description))
            else {
                continue;
            };
            let Some(&object) = self.links[description].as_deref().and_then(|l| l.first()) else { continue };
            // “for the violence, Cicero the brothers”: what is left out between the two is a verb.
            let abstraction = ["ence", "ance", "tion", "sion", "ment", "ity", "ness", "ism", "hood"];
            let gapped =
                other == name && abstraction.iter().any(|ending| self.tree.lemma(description).ends_with(ending));
            // “EIC abolished 1858, *Crown rule*”, “the word “Pakistan””
            let (from, to) = (word.min(other) + 1, word.max(other));
            let parted = self.tree.words[from..to].iter().enumerate().any(|(k, w)| {
                matches!(w.form.as_str(), ";" | "\"" | "“" | "‘")
                    || (w.tag == Tag::Verb && self.tree.words[from + k].head != Some(description))
            });
            // “Ju 52s ferry Army of Africa”: right beside each other only a title and its bearer stand.
            let beside = word.abs_diff(other) == 1 && !self.discourse.is_a(subject, "an:Person");
            // “took the name *Apolonia*”; “Type specimen: *Uppsala Museum*”
            let naming = matches!(self.tree.lemma(description), "name" | "nickname" | "pseudonym" | "alias" | "title");
            let colon = self.tree.words[from..to].iter().any(|w| w.form == ":");
            let bearer = || {
                let lemma = self.tree.lemma(description);
                let ontology = self.set.ontology;
                ontology.class_for_title(lemma).is_some() && !ontology.has_word("relational-noun", lemma)
            };
            // “Uppsala Museum, *sheet 2204*”
            let numbered = self.tree.by(description, &[D::Nummod]).any(|n| n > description);
            let labelled = naming || numbered || colon && !bearer();
            let several = self.is_plural(description) && self.tree.dep(description) == D::Appos;
            if subject == object
                || label.is_empty()
                || gapped
                || beside
                || parted
                || labelled
                || several
                || !self.discourse.is_a(subject, "an:Actor")
            {
                continue;
            }
            let span = self.tree.words[word].span.cover(self.tree.words[other].span);
            let relation = self.is_relation();
            self.drafts.push(Draft {
                subject: self.discourse.thing(subject, ""),
                relation,
                object: Some(Object::Thing(self.discourse.thing(object, &label))),
                roles: Vec::new(),
                event: None,
                when: None,
                place: None,
                voice: voice.clone(),
                confidence: 0.75,
                basis: "apposition".to_owned(),
                span,
            });
        }
    }

    /// “Nkrumah - *prime minister* - 1952”: a phrase without a verb says what its topic is, or under a heading which
    /// office the one it names had.
    pub(super) fn describe(&mut self, head: usize, voice: &Voice, given: &Given) {
        let named = self
            .tree
            .by(head, &[D::Compound, D::Nsubj])
            .find(|&w| self.tree.tag(w) == Tag::Propn || matches!(self.tree.words[w].unit, Some(Unit::Name(_))));
        // “Nkrumah president”: the name beside the office, before what the notes are about.
        let named = named.and_then(|w| self.one(w).first().copied());
        let topic = self.set.topic.and_then(|(handles, _)| handles.first().copied().filter(|_| handles.len() == 1));
        let Some(topic) = named.or(topic) else { return };
        let ontology = self.set.ontology;
        let lemma = self.tree.lemma(head);
        let office = ontology.class_for_title(lemma).is_some()
            || ontology.class_for_cue(lemma).is_some_and(|class| ontology.is_a(class, "an:Office"));
        let told = self.tree.tag(head) == Tag::Noun
            && self.tree.root() == Some(head)
            && !self.tree.is_date(head)
            && phrase::quantity(&self.tree, head).is_none()
            && self.tree.preposition(head).is_empty();
        let tie = office || ontology.has_word("relational-noun", lemma);
        let person = self.discourse.is_a(topic, "an:Person") || self.discourse.known[topic].person_like;
        if !told || !(self.set.describes || (office && self.set.telegram) || (tie && person && self.set.telegram)) {
            return;
        }
        let label = match named {
            Some(_) => self.tree.words[head].form.clone(),
            None => phrase::label(&self.tree, self.set.text, head),
        };
        let object = self.discourse.described(&label, lemma, false);
        if label.is_empty() || object == topic {
            return;
        }
        self.drafts.push(Draft {
            subject: self.discourse.thing(topic, ""),
            relation: self.is_relation(),
            object: Some(Object::Thing(self.discourse.thing(object, &label))),
            roles: Vec::new(),
            event: None,
            when: given.when.clone(),
            place: None,
            voice: voice.clone(),
            confidence: 0.8,
            basis: "description".to_owned(),
            span: self.clause_span(head),
        });
    }

    fn is_relation(&self) -> Relation {
        let found = self
            .set
            .ontology
            .relation("an:is")
            .map(|(_, d)| (crate::ontology::expand(&d.iri).into_owned(), d.label.clone()));
        let open = found.is_none();
        let (iri, label) = found.unwrap_or_else(|| (format!("{}be", super::relation::REL), "is".to_owned()));
        Relation { iri, label, lemma: "be".to_owned(), open, inverse: false }
    }

    /// Only this phrase, without what is coordinated with it.
    pub(super) fn one(&mut self, word: usize) -> Vec<Handle> {
        if self.links[word].is_none() {
            // Resolving all fills this one in.
            self.handles(word);
        }
        self.links[word].clone().unwrap_or_default()
    }
}
