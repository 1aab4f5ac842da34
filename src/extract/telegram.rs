//! Telegram style: what notes and headlines leave out, put back.
//!
//! “Prats appointed by Allende” is a passive; in “Air Force bombs palace” a parser may take the verb for a plural noun;
//! in “Caravan of Death - Stark executes prisoners” the label before the dash is not who acts.

use super::clause::{self, Clause, Kind};
use super::phrase;
use super::scene::Scene;
use crate::language::{Dependency as D, Tag, Unit, inflect};
use crate::ontology::{Argument, Entry, PartOfSpeech, Valency};

impl Scene<'_, '_> {
    /// Mends a clause that is written as notes are.
    pub(super) fn headline(&self, clause: &mut Clause) {
        self.bare_passive(clause);
        if self.set.telegram {
            self.labelled_subject(clause);
            self.plural_verb(clause);
        }
    }

    /// A bare participle with “by”, or in telegram style one without an object, is a passive.
    fn bare_passive(&self, clause: &mut Clause) {
        let head = clause.head;
        let participle = clause.kind == Kind::Verb
            && !clause.passive
            && clause::is_past_participle(&self.tree, head)
            && self.tree.first(head, &[D::Aux, D::Mark]).is_none();
        // “Rigaud, *who fled* to France”
        let whole = self.tree.dep(head) == D::AclRelcl && self.tree.first(head, &[D::Nsubj]).is_some();
        if !participle
            || whole
            || self.tree.lemma(head) == "have"
            || (clause.subject.is_none() && self.set.topic.is_none())
        {
            return;
        }
        // “*Educated* in Rome.”: a sentence that leaves out whom all is about does so in any style.
        let terse =
            self.set.telegram || clause.subject.is_none() && self.set.topic.is_some() && self.tree.dep(head) == D::Root;
        // “stabbed *the same day*”: a time is no object.
        let spends = self.set.ontology.has_word("verb-of-spending-time", self.tree.lemma(head));
        let time = |o: usize| self.tree.is_date(o) || !spends && self.is_clocklike(o);
        if terse && clause.object.is_some_and(time) {
            clause.object = None;
        }
        let by = clause.obliques.iter().position(|(p, w)| {
            let someone = clause::is_name(&self.tree, *w)
                || (terse && self.tree.tag(*w) == Tag::Noun && phrase::quantity(&self.tree, *w).is_none());
            // “raised £300 *by Christmas*”
            let feast = self.set.ontology.has_word("feast", &self.tree.lemma(*w).to_lowercase());
            p == "by" && !self.tree.is_date(*w) && someone && !feast
        });
        // “believed *to be* in Moscow”: of whom the notes are about.
        let raised = terse
            && clause.subject.is_none()
            && clause.object.is_none()
            && clause.complements.iter().any(|&c| self.tree.mark(c) == "to");
        if raised {
            clause.passive = true;
            return;
        }
        let office = clause.object.is_some_and(|o| self.is_office(head, o));
        // “palace *taken* 26 Oct”: a form that is no past tense.
        let (form, lemma) = (self.tree.lower(head), self.tree.lemma(head));
        let sure = form == inflect::participle(lemma) && form != inflect::past(lemma);
        if terse && self.shot_at(clause) {
            clause.obliques.extend(clause.object.take().map(|place| ("in".to_owned(), place)));
        }
        // “the revolt *broke out*”: what the particle makes of a verb is another verb.
        let bare = (terse || office && clause.subject.is_some_and(|s| clause::is_name(&self.tree, s)))
            && clause.particle.is_none()
            && (office || (clause.object.is_none() && (sure || self.needs_object(head))));
        if by.is_none() && !bare {
            return;
        }
        clause.passive = true;
        clause.complements.extend(clause.object.take());
        clause.object = clause.subject.take();
        clause.subject = by.map(|at| clause.obliques.remove(at).1);
    }

    /// “family *shot Paris* 17 July”: who can only be done to somebody was not done to a city.
    fn shot_at(&self, clause: &Clause) -> bool {
        let ontology = self.set.ontology;
        let in_city = clause
            .object
            .and_then(|o| self.links[o].as_deref())
            .is_some_and(|things| things.iter().all(|&h| self.discourse.is_a(h, "an:City")));
        let ids = ontology.entries_for(self.tree.lemma(clause.head), PartOfSpeech::Verb);
        let relations = ids.iter().filter_map(|&id| ontology.entries[id].relation.map(|r| &ontology.relations[r]));
        let mut ranges = relations.map(|relation| &relation.range).peekable();
        in_city
            && ranges.peek().is_some()
            && ranges.all(|range| !range.is_empty() && !range.iter().any(|class| ontology.is_a("an:City", class)))
    }

    /// “elected *President*”: the object is an office, which the verb gives to someone.
    fn is_office(&self, verb: usize, object: usize) -> bool {
        let ontology = self.set.ontology;
        let word = self.tree.words[object].form.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let gives = ontology
            .entries_for(self.tree.lemma(verb), PartOfSpeech::Verb)
            .iter()
            .any(|&e| ontology.entries[e].roles.iter().any(|(role, _)| role == "an:office"));
        let office = ontology.class_for_title(&word).is_some()
            || ontology.class_for_cue(&word).is_some_and(|c| {
                ontology.is_a(c, "an:Office") || ontology.is_a(c, "an:Person") && !clause::is_name(&self.tree, object)
            });
        gives && office && self.tree.first(object, &[D::Det, D::NmodPoss]).is_none()
    }

    /// Whether the verb says nothing without an object, as far as the lexicon knows it.
    pub(super) fn needs_object(&self, verb: usize) -> bool {
        let ontology = self.set.ontology;
        if ontology.has_word("verb-also-without-object", self.tree.lemma(verb)) {
            return false;
        }
        if ontology.has_word("verb-with-object", self.tree.lemma(verb)) {
            return true;
        }
        let entries = ontology.entries_for(self.tree.lemma(verb), PartOfSpeech::Verb);
        let stating: Vec<_> =
            entries.iter().map(|&id| &ontology.entries[id]).filter(|e| e.relation.is_some()).collect();
        // “established that …” is another sense, which its clause would show.
        let clausal = |e: &&Entry| e.object.first() == Some(&Argument::Clause);
        stating.iter().any(|e| !clausal(e))
            && stating.iter().filter(|e| !clausal(e)).all(|e| {
                e.valency != Valency::Intransitive && e.object.first().is_none_or(|first| *first == Argument::Object)
            })
    }

    /// “*empire* at greatest extent”: in notes, a bare form without a subject that the lexicon has for a noun only.
    pub(super) fn is_noun_for_verb(&self, clause: &Clause) -> bool {
        let (form, ontology) = (self.tree.lower(clause.head), self.set.ontology);
        // “pleaded guilty to *conspiracy* to defraud”
        let noun =
            !ontology.entries_for(&form, PartOfSpeech::Noun).is_empty() || ontology.class_for_cue(&form).is_some();
        let never_verb = noun
            && self.tree.mark(clause.head) == "to"
            && clause.object.is_none()
            && form == self.tree.lemma(clause.head)
            && ontology.entries_opening_with(&form, PartOfSpeech::Verb).is_empty()
            && ["acy", "tion", "sion", "ment", "ness", "ity", "ery", "ism"].iter().any(|ending| form.ends_with(ending));
        never_verb
            || self.set.telegram
                && clause.kind == Kind::Verb
                && clause.subject.is_none()
                && clause.object.is_none()
                && form == self.tree.lemma(clause.head)
                && ((ontology.class_for_cue(&form).is_some()
                    && ontology.entries_for(&form, PartOfSpeech::Verb).is_empty())
                    || (clause.head == 0
                        && clause.obliques.first().is_some_and(|(p, w)| p == "of" && *w > clause.head)))
    }

    /// “Label - *Name* does”: the name behind the dash acts.
    fn labelled_subject(&self, clause: &mut Clause) {
        let Some(label) = clause.subject else { return };
        let dashed = |w: &usize| {
            self.tree.by(*w, &[D::Punct]).any(|p| matches!(self.tree.words[p].form.as_str(), "-" | "–" | "—" | ":"))
        };
        if let Some(name) = self.tree.by(label, &[D::Appos]).find(|w| dashed(w) && clause::is_name(&self.tree, *w)) {
            clause.subject = Some(name);
        }
    }

    /// “Navy *shells* port”: a noun in -s behind a name, whose singular is a verb, is that verb.
    fn plural_verb(&self, clause: &mut Clause) {
        let head = clause.head;
        if clause.kind != Kind::Fragment || !self.is_plural_verb(head) {
            return;
        }
        let before = self.tree.by(head, &[D::Compound, D::NmodPoss, D::Amod]);
        let subject = before.filter(|&c| c + 1 == head || clause::is_name(&self.tree, c)).last();
        if subject.is_none() && head != 0 {
            return;
        }
        clause.kind = Kind::Verb;
        clause.subject = subject;
        clause.object = self
            .tree
            .by(head, &[D::Appos, D::Flat, D::NmodUnmarked, D::NmodDesc, D::Obj, D::Dep])
            .find(|&c| c > head && self.tree.first(c, &[D::Case]).is_none() && !self.tree.is_date(c));
    }

    /// A plural noun, right behind a name, that may as well be a verb of the lexicon.
    pub(super) fn is_plural_verb(&self, word: usize) -> bool {
        let form = self.tree.lower(word);
        let behind_name = word > 0
            && clause::is_name(&self.tree, word - 1)
            && !self.tree.lower(word - 1).ends_with("'s")
            && !matches!(self.tree.words[word - 1].unit, Some(Unit::Date(_)));
        self.set.telegram
            && self.tree.tag(word) == Tag::Noun
            && form.ends_with('s')
            && (behind_name || (word == 0 && self.set.topic.is_some()))
            && self.tree.first(word, &[D::Det, D::Case]).is_none()
            && !self.set.ontology.entries_for(self.tree.lemma(word), PartOfSpeech::Verb).is_empty()
    }
}
