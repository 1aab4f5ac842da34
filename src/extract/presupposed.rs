//! Whether what a noun tells is taken for granted: “condemned *the invasion*” does, “planned *an invasion*” does not.

use super::clause::Clause;
use super::phrase::{self, Determination};
use super::scene::Scene;
use super::voice::Voice;
use crate::language::{Dependency as D, Tag};
use crate::ontology::{Argument, Complement, Entry, PartOfSpeech};
use crate::statement::Stance;

impl Scene<'_, '_> {
    /// The voice of what a noun tells. A definite phrase takes it for granted; an indefinite one under a verb that only
    /// wants or denies it, or under no verb at all, does not.
    pub(super) fn presupposed(&self, clause: &Clause, noun: usize, voice: &Voice) -> Option<Voice> {
        let determination = phrase::determination(&self.tree, noun);
        if determination == Determination::Negative {
            return None;
        }
        let governor_unreal = voice.stance != Stance::Asserted || voice.negated;
        let ontology = self.set.ontology;
        let opening = ontology.entries_opening_with(self.tree.lemma(clause.head), PartOfSpeech::Verb);
        let mut wanting = opening.iter().map(|&e| &ontology.entries[e]).filter(|entry| {
            noun != clause.head
                && entry
                    .complement
                    .as_ref()
                    .is_some_and(|c| c.stance != Stance::Asserted && c.stance != Stance::Reported)
        });
        let definite = determination == Determination::Definite;
        let holds = |word: usize| self.tree.conjuncts(word).contains(&noun);
        // “authorised *the formation* of a corps”: what such a verb has as its object is not taken for granted; nor is
        // what it asks “*for*”.
        let direct = clause.object.is_some_and(holds);
        let asked_for = |entry: &Entry| {
            clause.obliques.iter().any(|(preposition, word)| {
                entry.object.contains(&Argument::Preposition(preposition.clone())) && holds(*word)
            })
        };
        // “the plan for *the invasion* of Cuba”, “the threat of *an invasion*”: a noun may mean it as such a verb does.
        let above = self.tree.words[noun].head.filter(|_| self.tree.dep(noun) == D::Nmod);
        let planned = above.filter(|&n| self.tree.tag(n) == Tag::Noun).is_some_and(|above| {
            let preposition = Argument::Preposition(self.tree.preposition(noun));
            ontology.entries_for(self.tree.lemma(above), PartOfSpeech::Noun).iter().any(|&e| {
                let entry = &ontology.entries[e];
                let unreal = |c: &Complement| c.stance != Stance::Asserted && c.stance != Stance::Reported;
                entry.complement.as_ref().is_some_and(unreal) && entry.object.contains(&preposition)
            })
        });
        if planned {
            return Some(voice.beside().unreal());
        }
        // “on trial for *the murder* of Pascoe”, “charged with *the theft*”: what somebody is only said to have done.
        let by_charge = |word: usize| {
            matches!(self.tree.preposition(noun).as_str(), "for" | "with" | "of")
                && ontology.has_word("word-of-charge", self.tree.lemma(word))
        };
        if self.tree.words[noun].head.is_some_and(by_charge)
            || (self.tree.preposition(noun) == "for"
                && self
                    .tree
                    .by(clause.head, &[D::Obj, D::Obl])
                    .any(|w| ontology.has_word("word-of-charge", self.tree.lemma(w))))
        {
            return Some(voice.beside().within(Stance::Reported, false, None));
        }
        let wanted = wanting.clone().next().is_some();
        let object = direct || wanting.any(asked_for);
        if (wanted && (object || !definite)) || (governor_unreal && !definite) {
            return Some(voice.beside().unreal());
        }
        Some(voice.beside())
    }
}
