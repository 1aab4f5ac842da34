//! What a clause leaves out: an object that the event last told may fill, or one without which nothing is stated.

use super::clause::{Clause, Kind};
use super::fill::Filler;
use super::phrase::{self, Determination};
use super::scene::Scene;
use crate::language::{Dependency as D, Tag};
use crate::ontology::{Argument, PartOfSpeech, RelationDefinition};
use crate::statement::{Role, Stance};

impl Scene<'_, '_> {
    /// A light-verb phrase without its object (“gave their approval”) means the event last spoken of.
    pub(super) fn elided_event(&self, light: usize, definition: Option<&RelationDefinition>) -> Option<Filler> {
        let definition = definition?;
        let wants_event = definition.range.is_empty()
            || definition
                .range
                .iter()
                .any(|r| self.set.ontology.is_a("an:Event", r) || self.set.ontology.is_a(r, "an:Event"));
        if !wants_event {
            return None;
        }
        // “won the election”: the noun tells the event itself.
        let own = self.set.ontology.class_for_cue(self.tree.lemma(light));
        if own.is_some() && own == definition.event.as_deref() {
            return None;
        }
        // “declared its independence” is not of the event last told but from somebody.
        let ontology = self.set.ontology;
        let from = Argument::Preposition("from".to_owned());
        let mut entries =
            ontology.entries_for(self.tree.lemma(light), PartOfSpeech::Noun).iter().map(|&e| &ontology.entries[e]);
        if entries.clone().next().is_some() && entries.all(|entry| entry.object.contains(&from)) {
            return None;
        }
        // Only a definite thing (“their approval”) points at something spoken of before; “a deal” does not, and “the *slave*
        // revolt”, “the first *powered* flight” tell themselves what they are.
        let described = self.tree.by(light, &[D::Amod, D::Compound, D::Nmod, D::Acl, D::AclRelcl]).next().is_some();
        let pointing = match phrase::determination(&self.tree, light) {
            Determination::Possessed => true,
            Determination::Definite => !described,
            _ => false,
        };
        let handle = self.discourse.last_event().filter(|_| pointing)?;
        Some(Filler::Thing(handle, self.discourse.known[handle].thing.label.clone()))
    }

    /// What would be stated has lost what it is about: “the ministry denied *this*”, “a group *named X*”, “people *bent* on …”.
    pub(super) fn says_nothing(
        &self,
        clause: &Clause,
        definition: Option<&RelationDefinition>,
        (object_word, objects, subjects): (Option<usize>, usize, usize),
        roles: &[Role],
    ) -> bool {
        // The name has become the thing itself, and nothing is said of it.
        let called = definition.is_some_and(|d| d.iri == "an:called");
        let naming = self.tree.dep(clause.head) == D::Acl;
        let nameless = called && (roles.is_empty() || naming) && (objects == 0 || subjects == 0);
        // “drowning *all but three of them*” is not drowning.
        let lost_object = |o: usize| {
            self.tree.tag(o) == Tag::Pron
                || !clause.passive && clause.object == Some(o) && !self.tree.is_date(o) && !self.is_clocklike(o)
        };
        let unbound = objects == 0 && object_word.is_some_and(lost_object);
        let alone = self.tree.dep(clause.head) == D::Acl
            && clause.passive
            && subjects == 0
            && clause.obliques.is_empty()
            && clause.adverbials.is_empty()
            && clause.complements.is_empty()
            && !self.tree.children(clause.head).iter().any(|&c| self.tree.is_date(c));
        // “outraged by *what they saw* as a humiliation” does not say what they saw.
        let unsaid = self.tree.dep(clause.head) == D::AclRelcl
            && self.tree.words[clause.head]
                .head
                .is_some_and(|w| matches!(self.tree.lower(w).as_str(), "what" | "whatever"));
        // “called *it* a scandal”: without what was called so, nothing is.
        let lost = clause.object.is_some_and(|o| {
            self.tree.tag(o) == Tag::Pron && object_word != Some(o) && self.links[o].is_none() && !clause.passive
        });
        // “Stresemann *becomes* – Aug 1923”
        let empty = self.set.ontology.has_word("copula", &clause.lemma)
            && objects == 0
            && roles.is_empty()
            && clause.obliques.is_empty()
            && clause.kind == Kind::Verb;
        // “minutes show Andropov *saying* – ”: what was said was not read. “What Shell *did*” says nothing either.
        let lemma = self.tree.lemma(clause.head);
        let says = self.set.ontology.entries_for(lemma, PartOfSpeech::Verb).iter().any(|&id| {
            let entry = &self.set.ontology.entries[id];
            entry.complement.as_ref().is_some_and(|c| c.stance == Stance::Reported)
        });
        let mute = says && objects == 0 && roles.is_empty() && !clause.passive && clause.obliques.is_empty();
        let pro_verb = lemma == "do" && clause.kind == Kind::Verb && definition.is_none();
        // “a few books, among them (*it is said*) Raynal”; “first, *as was customary*”
        let aside = clause.passive
            && says
            && self.tree.by(clause.head, &[D::NsubjPass, D::Expl]).any(|w| self.tree.lower(w) == "it");
        // “*Boarding* of the Arrow” names what happened, and not who did it.
        let gerund = self.tree.lower(clause.head).ends_with("ing")
            && clause.object.is_none()
            && self.tree.first(clause.head, &[D::Aux, D::Nsubj]).is_none()
            && clause.obliques.first().is_some_and(|(preposition, word)| preposition == "of" && *word > clause.head);
        let compared = self.tree.mark(clause.head) == "as" && clause.subject.is_none() && clause.object.is_none();
        self.is_no_statement(clause, objects)
            || aside
            || gerund
            || compared
            || nameless
            || unbound
            || alone
            || unsaid
            || lost
            || empty
            || mute
            || pro_verb
    }

    /// What stands like a clause and states nothing.
    fn is_no_statement(&self, clause: &Clause, objects: usize) -> bool {
        let head = clause.head;
        let is =
            |word: Option<usize>, forms: &[&str]| word.is_some_and(|w| forms.contains(&self.tree.lower(w).as_str()));
        let lemma = self.tree.lemma(head).to_lowercase();
        // “who *had* in fact left”: an auxiliary that lost its verb. “*ought* to”: no more than what is inside.
        let verb = clause.kind == Kind::Verb;
        let auxiliary = verb && (lemma == "have" && objects == 0 && !clause.passive || lemma == "ought");
        // “two boats *got* away”: where to, the verb alone does not say.
        let away =
            |a: usize| matches!(self.tree.lower(a).as_str(), "away" | "out" | "off" | "in" | "back" | "through" | "on");
        let moves = clause.particle.is_some() || self.tree.by(head, &[D::Advmod]).any(away);
        let got = verb && lemma == "get" && clause.object.is_none() && !clause.passive;
        let auxiliary = auxiliary || got && (moves || objects == 0 && clause.obliques.is_empty());
        // “that wk”, “1s *6d*”: no verb.
        let garbled = verb
            && (lemma.contains(|c: char| c.is_ascii_digit())
                || lemma.is_ascii() && !lemma.contains(['a', 'e', 'i', 'o', 'u', 'y']));
        // “as he *put it*”, “*put it* to her that …”
        let idiom = lemma == "put" && is(clause.object, &["it"]);
        // “*it was* Sime that sold them”: only who, not that it was.
        let cleft = clause.kind == Kind::Copular
            && is(clause.subject, &["it"])
            && self.tree.children(head).iter().any(|&c| {
                matches!(self.tree.dep(c), D::AclRelcl | D::Advcl | D::Ccomp | D::Csubj)
                    && self
                        .tree
                        .by(c, &[D::Nsubj, D::Obj, D::Mark])
                        .any(|w| matches!(self.tree.lower(w).as_str(), "that" | "who"))
            });
        // “*Where* is the money?”
        let asked = |w: usize| {
            matches!(
                self.tree.lower(w).as_str(),
                "where" | "what" | "who" | "whom" | "how" | "when" | "why" | "which" | "whose"
            )
        };
        let question =
            self.question && (asked(head) || clause.subject.is_some_and(asked) || clause.object.is_some_and(asked));
        // “or else *be ruled* from London”: a bare “be” is wished, by a clause that it was not hung on.
        let first = self.tree.by(head, &[D::Aux, D::AuxPass, D::Cop]).next();
        let bare = first.is_some_and(|first| self.tree.lower(first) == "be")
            && self.tree.mark(head).is_empty()
            && self.tree.dep(head) == D::Conj;
        // “*No one* came”, “*whose father* was dead”, “before *the year* was out”
        let nobody = |w: usize| {
            self.tree.lower(w) == "one" && self.tree.by(w, &[D::Det]).any(|d| self.tree.lower(d) == "no")
                || self.tree.by(w, &[D::NmodPoss]).any(|p| self.tree.lower(p) == "whose") && self.links[w].is_none()
        };
        let unnamed = [clause.subject, clause.object].into_iter().flatten().any(nobody);
        // “is *down* with it”, “before the year was *out*”: where or what, an adverb alone does not say.
        let adverb = clause.kind == Kind::Copular && self.tree.tag(head) == Tag::Adv;
        // “*went further* and urged”: nobody travelled.
        let further = verb
            && lemma == "go"
            && clause.obliques.iter().all(|&(_, w)| w < head)
            && self
                .tree
                .by(head, &[D::Advmod])
                .any(|a| matches!(self.tree.lower(a).as_str(), "further" | "far" | "ahead" | "on"));
        // “spent *most of what* she earned”, “accepted *the first*”: of what, is not said here.
        let part = |w: usize| {
            let quantifier =
                matches!(self.tree.lower(w).as_str(), "most" | "much" | "more" | "some" | "all" | "half" | "none");
            let of_what = self.tree.by(w, &[D::Nmod]).any(|n| self.tree.lower(n) == "what");
            let ordinal = self.tree.tag(w) == Tag::Adj && self.set.ontology.has_word("foremost", &self.tree.lower(w));
            quantifier && of_what || ordinal && self.tree.first(w, &[D::Nmod]).is_none()
        };
        let parted = verb && clause.object.is_some_and(part);
        // “*guides:* Tomás Quispe and his cousin”: a label that was taken for a verb.
        let label = verb && head == 0 && self.tree.words.get(1).is_some_and(|w| w.form == ":");
        label || auxiliary || garbled || idiom || cleft || question || bare || unnamed || adverb || further || parted
    }
}
