//! Who and what else takes part in what a clause states: where, why, to what end, with whom.

use super::choose::Reading;
use super::clause::Clause;
use super::phrase;
use super::plan::Plan;
use super::scene::Scene;
use crate::language::{Dependency as D, Tag};
use crate::statement::{Role, Thing};

/// Prepositions that place something; what is near or outside Paris is not there, and keeps its preposition.
const PLACING: &[&str] = &["in", "at", "on", "inside", "throughout", "across", "within", "along"];

impl Scene<'_, '_> {
    /// A noun that says when: nobody, and nothing that takes part.
    pub(super) fn is_clocklike(&self, word: usize) -> bool {
        self.is_stretch_of_time(word) || self.set.ontology.has_word("point-of-time", self.tree.lemma(word))
    }

    pub(super) fn place(&mut self, clause: &Clause, used: &mut Vec<usize>) -> Option<Thing> {
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

    pub(super) fn other_roles(&mut self, clause: &Clause, reading: Option<&Reading>, used: &[usize]) -> Vec<Role> {
        let mut roles = Vec::new();
        if let Some(word) = clause.indirect.filter(|w| !used.contains(w)) {
            roles.extend(self.roles_of("an:recipient", word));
        }
        for (preposition, word) in &clause.obliques {
            // “of these, 33,665 were killed” only says who was counted.
            let partitive = preposition == "of" && self.tree.tag(*word) == Tag::Pron;
            // “cut his throat *the next day*”: when, not how.
            if preposition.is_empty() && self.is_clocklike(*word) {
                continue;
            }
            if partitive
                || preposition.starts_with("than")
                || super::voice::ACCORDING.contains(&preposition.as_str())
                || used.contains(word)
                || reading.is_some_and(|r| r.roles.iter().any(|(_, w)| w == word))
            {
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
    pub(super) fn add_reasons(&mut self, clause: &Clause, plan: &mut Plan<'_>) {
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
}

pub(super) fn is_reason(preposition: &str) -> bool {
    matches!(preposition, "because of" | "due to" | "owing to" | "thanks to" | "as a result of" | "on account of")
}

pub(super) fn is_temporal(preposition: &str) -> bool {
    matches!(preposition, "after" | "following" | "before" | "during" | "until" | "since" | "prior to")
}
