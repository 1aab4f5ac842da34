//! Names that mean somebody or something else than whoever is known by them: a child called like another, a town called
//! like a dictator.

use super::discourse::{Discourse, Handle};
use super::scene::Scene;
use crate::language::Dependency as D;
use crate::ontology::fold;

impl Scene<'_, '_> {
    /// What a name means that stands beside the noun `kin`.
    pub(super) fn resolve_beside(&mut self, kin: usize, word: usize) -> Vec<Handle> {
        match self.namesake(kin, word) {
            Some(newcomer) => vec![newcomer],
            None => self.resolve(word),
        }
    }

    /// “his own son, *Alberto*”, in a note that has told of an Alberto Giovannini: whose child goes by a given name alone, and
    /// bears another surname than who is known by that name, is somebody else.
    fn namesake(&mut self, kin: usize, word: usize) -> Option<Handle> {
        if !self.set.ontology.has_word("noun-of-kin", self.tree.lemma(kin)) {
            return None;
        }
        let owner = self.tree.first(kin, &[D::NmodPoss]).and_then(|owner| self.links[owner].clone())?;
        let form = self.tree.words[word].form.clone();
        let known = self.discourse.partial_person(&form)?;
        let surname = |h: Handle| self.discourse.known[h].thing.label.rsplit_once(' ').map(|(_, last)| last.to_owned());
        let other = surname(known)?;
        let apart = !owner.is_empty()
            && !owner.contains(&known)
            && owner.iter().all(|&h| surname(h).as_ref() != Some(&other) && self.discourse.known[h].named);
        apart.then(|| self.discourse.newcomer(&form))
    }

    /// “sent down to *Trujillo*”, “met at *Rennes*”: where something is, or goes, and no person known by that surname.
    pub(super) fn is_placed(&self, i: usize) -> bool {
        let preposition = self.tree.first(i, &[D::Case]).map(|c| self.tree.lower(c)).unwrap_or_default();
        let goes = || {
            let verb = self.tree.words[i].head.filter(|_| self.tree.dep(i) == D::Obl);
            verb.is_some_and(|verb| {
                let object = self.tree.first(verb, &[D::Obj]).is_none();
                self.set.ontology.has_word("verb-of-motion", self.tree.lemma(verb)) && object
            })
        };
        match preposition.as_str() {
            "at" | "in" | "into" | "near" | "outside" | "inside" => {
                // “faith *in* Lincoln”
                let trusts = |head: usize| self.set.ontology.has_word("word-of-trust", self.tree.lemma(head));
                matches!(self.tree.dep(i), D::Obl | D::Nmod) && !self.tree.words[i].head.is_some_and(trusts)
            }
            "to" | "from" => goes(),
            _ => false,
        }
    }
}

impl Discourse<'_> {
    /// Somebody of the same name as another of whom the note has told; from here on the name is theirs.
    fn newcomer(&mut self, name: &str) -> Handle {
        let key = fold(name);
        let handle = self.add(&format!("{key}-{}", self.scope), name, "an:Person", Vec::new(), true);
        self.by_name.insert(key, handle);
        handle
    }
}
