//! Pronouns where they stand: what the clause around one says about whom it can mean. [`super::pronoun`] chooses.

use super::antecedent::{Case, Group, Sought};
use super::clause;
use super::discourse::{At, Handle, Role};
use super::pronoun::{self, Gender};
use super::scene::Scene;
use crate::language::{Dependency as D, Tag};
use crate::ontology::PartOfSpeech;

impl Scene<'_, '_> {
    /// The things that a pronoun means; none when that is not told.
    pub(super) fn pronoun(&mut self, i: usize) -> Vec<Handle> {
        let form = self.tree.lower(i);
        // “both gave”, “these nations”: a determiner is no pronoun.
        if self.tree.tag(i) == Tag::Det && matches!(self.tree.dep(i), D::Det | D::DetPredet) {
            return Vec::new();
        }
        // “shared *his* with Collip”: his what?
        let alone = matches!(form.as_str(), "his" | "hers" | "theirs" | "ours" | "mine" | "yours");
        if self.is_dummy(i) || (alone && self.tree.dep(i) != D::NmodPoss) {
            return Vec::new();
        }
        // “Gaius and *his* supporters”: of two joined, the second is the first one's.
        let noun = self.tree.words[i].head.filter(|_| self.tree.dep(i) == D::NmodPoss);
        let first = noun.and_then(|n| self.tree.words[n].head.filter(|_| self.tree.dep(n) == D::Conj));
        let first = first.filter(|&f| f < i && clause::is_name(&self.tree, f));
        if let Some(&[one]) = first.and_then(|f| self.links[f].as_deref())
            && matches!(form.as_str(), "his" | "her" | "its" | "their")
            && matches!(form.as_str(), "his" | "her") == self.discourse.is_a(one, "an:Person")
        {
            return vec![one];
        }
        let other = self.clause_mate(i);
        if form.ends_with("self") || form.ends_with("selves") {
            return other;
        }
        if matches!(form.as_str(), "i" | "me" | "my" | "myself") {
            return self.discourse.speaker.into_iter().collect();
        }
        if matches!(form.as_str(), "these" | "those" | "both") {
            return self.discourse.these(&other).unwrap_or_default();
        }
        let Some((group, gender)) = pronoun::group(&form) else { return Vec::new() };
        // “pays *him*”: where a person is meant, what is paid does not matter.
        let mut wanted = self.wanted_classes(i);
        if group == Group::Person && !wanted.iter().any(|class| self.set.ontology.is_a("an:Person", class)) {
            wanted.clear();
        }
        let meant = self.discourse.pronoun(gender, &self.sought(i, group, &wanted), &other);
        self.likely.insert(i, meant.likely);
        let found = meant.handles.clone();
        if self.discourse.observed {
            self.choices.push((i, meant));
        }
        // Who is called “he” or “she” is a person.
        if matches!(form.as_str(), "he" | "him" | "his" | "she" | "her") {
            for &h in &found {
                let gender = if form.starts_with('h') && form != "her" { Gender::He } else { Gender::She };
                self.discourse.known[h].gender.get_or_insert(gender);
                if self.discourse.known[h].thing.class == "an:Thing" {
                    "an:Person".clone_into(&mut self.discourse.known[h].thing.class);
                }
            }
        }
        found
    }

    /// Where a pronoun stands, and what its clause says.
    fn sought<'w>(&self, i: usize, group: Group, wanted: &'w [String]) -> Sought<'w> {
        let at = self.at(i);
        let mut above = Vec::new();
        let mut word = at.predicate;
        while let Some(head) = self.tree.words[word].head {
            word = head;
            if self.tree.is_predicate(word) {
                above.push(word);
            }
        }
        let joined = above.first().copied().filter(|_| self.tree.dep(at.predicate) == D::Conj);
        let case = match self.tree.dep(i) {
            D::Nsubj | D::NsubjPass => Case::Subject,
            D::Obj | D::Iobj => Case::Object,
            D::NmodPoss => Case::Possessive,
            _ => Case::Other,
        };
        Sought { group, case, at, above, joined, wanted }
    }

    /// Where a word stands in its sentence.
    pub(super) fn at(&self, word: usize) -> At {
        let mut predicate = word;
        while let Some(head) = self.tree.words[predicate].head {
            predicate = head;
            if self.tree.is_predicate(predicate) {
                break;
            }
        }
        let main = self.tree.words[predicate].head.is_none();
        // Of several joined, each is what the first is.
        let mut first = word;
        while let Some(head) =
            self.tree.words[first].head.filter(|_| matches!(self.tree.dep(first), D::Conj | D::Appos | D::Flat))
        {
            first = head;
        }
        // The subject of a relative clause is not what the sentence is about.
        let relative = self.tree.words[first].head.is_some_and(|verb| self.tree.dep(verb) == D::AclRelcl);
        // “The winner was *Andre Castagne*”: it goes on about him.
        let told = self.tree.first(first, &[D::Cop]).is_some()
            && self
                .tree
                .first(first, &[D::Nsubj])
                .is_some_and(|subject| self.tree.tag(subject) == Tag::Noun && !clause::is_name(&self.tree, subject));
        let role = match Role::of(self.tree.dep(first)) {
            Role::Subject if relative => Role::Other,
            _ if told => Role::Subject,
            role => role,
        };
        At { role, predicate, main, pronoun: self.tree.tag(word) == Tag::Pron }
    }

    /// The “it” of “made it possible to”, “it is clear that”.
    pub(super) fn is_dummy(&self, i: usize) -> bool {
        let Some(head) = self.tree.words[i].head.filter(|_| self.tree.lower(i) == "it") else { return false };
        let clausal = [D::Csubj, D::CsubjPass, D::Ccomp, D::Xcomp, D::Advcl, D::Acl];
        let as_object = self.tree.dep(i) == D::Obj && self.tree.first(head, &[D::Xcomp]).is_some();
        let as_subject = self.tree.dep(i) == D::Nsubj
            && self.tree.first(head, &[D::Cop]).is_some()
            && (self.tree.first(head, &clausal).is_some()
                || self.tree.conjuncts(head).iter().any(|&c| self.tree.first(c, &[D::AclRelcl]).is_some()));
        // “it *took* the courts four decades *to award* damages”
        let takes = matches!(self.tree.lemma(head), "take" | "cost" | "require")
            && self.tree.dep(i) == D::Nsubj
            && self.tree.by(head, &clausal).any(|c| self.tree.mark(c) == "to");
        as_object || as_subject || takes
    }

    /// What the subject of the same clause means, which its object cannot mean too.
    pub(super) fn clause_mate(&self, i: usize) -> Vec<Handle> {
        // A subject may mean whoever the clause before was about.
        if matches!(self.tree.dep(i), D::Nsubj | D::NsubjPass) {
            return Vec::new();
        }
        let mut at = i;
        while let Some(head) = self.tree.words[at].head {
            at = head;
            if self.tree.is_predicate(at) {
                if let Some(subject) = self.tree.first(at, &[D::Nsubj, D::NsubjPass]).filter(|&s| s != i) {
                    let possessor = self.tree.dep(i) == D::NmodPoss;
                    return if possessor { Vec::new() } else { self.links[subject].clone().unwrap_or_default() };
                }
                // A clause without a subject of its own takes that of the clause above.
                if !matches!(self.tree.dep(at), D::Xcomp | D::Advcl | D::Conj) {
                    break;
                }
            }
        }
        Vec::new()
    }

    /// The classes that the predicate's relations ask of this argument.
    pub(super) fn wanted_classes(&self, i: usize) -> Vec<String> {
        let Some(head) = self.tree.words[i].head else { return Vec::new() };
        let as_object = match self.tree.dep(i) {
            D::Nsubj => false,
            D::NsubjPass | D::Obj => true,
            _ => return Vec::new(),
        };
        let ontology = self.set.ontology;
        let mut wanted = Vec::new();
        // “they *made a deal*”: beside a light verb the noun says who can.
        let verb = self.tree.lemma(head);
        if let Some(noun) = self.tree.first(head, &[D::Obj]).filter(|_| !as_object) {
            for &id in ontology.entries_for(self.tree.lemma(noun), PartOfSpeech::Noun) {
                let entry = &ontology.entries[id];
                if entry.light_verbs.iter().any(|light| light == verb) {
                    wanted.extend(entry.relation.iter().flat_map(|&r| ontology.relations[r].domain.clone()));
                }
            }
        }
        if !wanted.is_empty() {
            return wanted;
        }
        if !as_object && ontology.has_word("verb-of-actors", verb) {
            return vec!["an:Actor".to_owned()];
        }
        for &id in ontology.entries_for(verb, PartOfSpeech::Verb) {
            if let Some(relation) = ontology.entries[id].relation.map(|r| &ontology.relations[r]) {
                wanted.extend(if as_object { relation.range.clone() } else { relation.domain.clone() });
            }
        }
        wanted
    }
}
