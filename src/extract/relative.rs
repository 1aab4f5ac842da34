//! For whom “who” and “which” stand, where the parser chose a word that cannot be meant.

use super::clause::{Clause, Kind, is_name};
use super::scene::Scene;
use super::tree::Tree;
use crate::language::{Dependency as D, Tag};
use crate::ontology::PartOfSpeech;

impl Scene<'_, '_> {
    /// Puts right which noun a relative clause describes.
    pub(super) fn antecedent(&self, clause: &mut Clause) {
        if self.is_content(clause.head) {
            clause.object = self.other_object(clause.head);
            return;
        }
        if self.tree.dep(clause.head) == D::AclRelcl {
            self.only(clause);
            self.who(clause);
            self.which(clause);
        }
    }

    /// “rumours *that Anastasia had survived*”, “evidence *that Orr met Hale*”: a clause behind such a noun that lacks nothing
    /// tells what it is about.
    pub(super) fn is_content(&self, head: usize) -> bool {
        let behind = matches!(self.tree.dep(head), D::AclRelcl | D::Acl);
        let Some(noun) = self.tree.words[head].head.filter(|_| behind) else { return false };
        let that = self.tree.by(head, &[D::Obj]).find(|&w| self.tree.lower(w) == "that");
        that.is_some()
            && self.set.ontology.has_word("noun-of-content", self.tree.lemma(noun))
            && self.tree.first(head, &[D::Nsubj]).is_some()
            && (self.set.ontology.has_word("verb-also-without-object", self.tree.lemma(head))
                || self.other_object(head).is_some())
    }

    /// An object beside “that”.
    fn other_object(&self, head: usize) -> Option<usize> {
        self.tree.by(head, &[D::Obj]).find(|&w| self.tree.lower(w) != "that")
    }

    /// “the only *member* of the family *who* survived”: the one singled out is meant.
    fn only(&self, clause: &mut Clause) {
        let Some(chosen) = self.tree.words[clause.head].head.filter(|&c| self.tree.dep(c) == D::Nmod) else { return };
        let single = |w: &usize| {
            self.tree.by(*w, &[D::Amod]).any(|a| matches!(self.tree.lower(a).as_str(), "only" | "first" | "last"))
        };
        let Some(one) = self.tree.words[chosen].head.filter(single) else { return };
        for slot in [&mut clause.subject, &mut clause.object] {
            if *slot == Some(chosen) {
                *slot = Some(one);
            }
        }
    }

    /// “was lent by *John Macleod, who* was sceptical”: a person is meant, most often the name right before.
    fn who(&self, clause: &mut Clause) {
        let relative = |w: &usize| matches!(self.tree.lower(*w).as_str(), "who" | "whom");
        let Some(who) = self.tree.children(clause.head).iter().copied().find(relative) else { return };
        let Some(chosen) = self.tree.words[clause.head].head else { return };
        // “a *clerk* from Viipuri *who* had taught himself”
        let above = self.tree.words[chosen].head.filter(|_| self.tree.dep(chosen) == D::Nmod);
        if let Some(above) = above.filter(|&a| self.is_person(chosen) != Some(true) && self.is_person(a) == Some(true))
        {
            match self.tree.dep(who) {
                D::Nsubj => clause.subject = Some(above),
                D::NsubjPass | D::Obj => clause.object = Some(above),
                _ => {}
            }
            return;
        }
        let before = (0..who).rev().find(|&b| !matches!(self.tree.tag(b), Tag::Punct | Tag::Adp));
        let Some(before) = before.filter(|&b| b != chosen && is_name(&self.tree, b)) else { return };
        let named = is_name(&self.tree, chosen);
        let better = match (self.is_person(before), self.is_person(chosen)) {
            (Some(false), _) => false,
            (_, Some(false)) => true,
            (Some(true), None) => true,
            (None, None) => !named,
            (_, Some(true)) => false,
        };
        if !better {
            return;
        }
        match self.tree.dep(who) {
            D::Nsubj => clause.subject = Some(before),
            D::NsubjPass | D::Obj => clause.object = Some(before),
            _ => {}
        }
    }

    /// Whether a phrase means a person, where that is known.
    fn is_person(&self, word: usize) -> Option<bool> {
        let &[handle] = self.links[word].as_deref()? else { return None };
        let known = &self.discourse.known[handle];
        if known.person_like || self.discourse.is_a(handle, "an:Person") {
            return Some(true);
        }
        (known.thing.class != "an:Thing").then_some(false)
    }

    /// “called for expulsion from *the Commonwealth, which* suspended it”: where only someone can act, the name right before
    /// is meant, not the event that a parser chose.
    fn which(&self, clause: &mut Clause) {
        let which = self.tree.by(clause.head, &[D::Nsubj]).find(|&w| self.tree.lower(w) == "which");
        let before = which.filter(|_| !clause.passive).and_then(|w| w.checked_sub(2));
        let Some(before) = before.filter(|&b| is_name(&self.tree, b) && self.tree.words[b + 1].form == ",") else {
            return;
        };
        let Some(subject) = clause.subject.filter(|&s| s < before && !is_name(&self.tree, s)) else { return };
        let ontology = self.set.ontology;
        let acts = |&id: &usize| {
            let relation = ontology.entries[id].relation.map(|r| &ontology.relations[r]);
            let actor = |class: &String| ontology.is_a(class, "an:Actor");
            relation.is_some_and(|r| !r.domain.is_empty() && r.domain.iter().all(actor))
        };
        let ids = ontology.entries_for(self.tree.lemma(clause.head), PartOfSpeech::Verb);
        let lemma = self.tree.lemma(subject);
        let event = !ontology.entries_for(lemma, PartOfSpeech::Noun).is_empty()
            && ontology.class_for_cue(lemma).is_none_or(|c| !ontology.is_a(c, "an:Actor"));
        if event && !ids.is_empty() && ids.iter().all(acts) {
            clause.subject = Some(before);
        }
    }
}

/// Adverbs that open a relative clause and stand for no participant of it.
const RELATIVE_ADVERBS: &[&str] = &["where", "when", "why", "whereby", "whereupon"];

/// “who”, “which” and “that” stand for the noun before; without them, that noun fills the gap.
pub(super) fn relative(tree: &Tree<'_>, clause: &mut Clause) {
    // “a tax *which* he refused *to pay*”: the gap may be further down.
    let mut top = clause.head;
    while let Some(above) = tree.words[top].head.filter(|_| tree.dep(top) == D::Xcomp) {
        top = above;
    }
    if !matches!(tree.dep(top), D::AclRelcl | D::Acl) {
        return;
    }
    let Some(antecedent) = tree.words[top].head.map(|head| named_beside(tree, head)) else { return };
    let is_relative = |w: usize| matches!(tree.lower(w).as_str(), "who" | "whom" | "which" | "that");
    let below = |x: usize| tree.children(x).iter().any(|&w| is_relative(w) && tree.dep(w) == D::Obj);
    // “the bank, *whose* governor resigned”
    let whose = |x: usize| tree.by(x, &[D::NmodPoss]).any(|w| tree.lower(w) == "whose");
    let mut filled =
        tree.by(clause.head, &[D::Xcomp]).any(below) || tree.children(clause.head).iter().any(|&x| whose(x));
    for slot in [&mut clause.subject, &mut clause.object, &mut clause.indirect] {
        if slot.is_some_and(is_relative) {
            *slot = Some(antecedent);
            filled = true;
        }
    }
    for (_, word) in &mut clause.obliques {
        if is_relative(*word) {
            *word = antecedent;
            filled = true;
        }
    }
    let adverb = tree
        .by(clause.head, &[D::Advmod, D::Mark])
        .map(|w| tree.lower(w))
        .find(|w| RELATIVE_ADVERBS.contains(&w.as_str()));
    if adverb.is_some() && tree.dep(clause.head) == D::AclRelcl {
        // “the college *where* she taught”: at the college.
        if adverb.as_deref() == Some("where") {
            let first = tree.children(clause.head).first().copied().unwrap_or(clause.head);
            let before = (antecedent..first).rev().find(|&w| tree.tag(w) != Tag::Punct).filter(|&w| is_name(tree, w));
            clause.obliques.push(("at".to_owned(), before.unwrap_or(antecedent)));
        }
    } else if !filled && clause.kind == Kind::Verb && tree.dep(clause.head) == D::AclRelcl {
        // “an error *which* he chose *not to see*”: the gap is in the infinitive.
        let deeper = |x: usize| tree.mark(x) == "to" && tree.first(x, &[D::Obj]).is_none();
        if clause.subject.is_none() && !clause.passive {
            clause.subject = Some(antecedent);
        } else if clause.object.is_none() && !tree.by(clause.head, &[D::Xcomp]).any(deeper) {
            clause.object = Some(antecedent);
        }
    }
}

/// “*Wirecard*, a company *based* in Munich”: what is said of a description is said of the name that it stands beside.
fn named_beside(tree: &Tree<'_>, word: usize) -> usize {
    // Only the first: “sold it to Renaissance, a consortium, *a sale* that …”
    let first = |head: usize| tree.first(head, &[D::Appos]) == Some(word);
    let name = tree.words[word].head.filter(|&head| tree.dep(word) == D::Appos && is_name(tree, head) && first(head));
    name.filter(|_| !is_name(tree, word)).unwrap_or(word)
}

/// “forces *led by X*”, “tankers *carrying oil*”: the noun before is the participle's object or subject.
pub(super) fn participle(tree: &Tree<'_>, clause: &mut Clause) {
    if tree.dep(clause.head) != D::Acl || clause.kind != Kind::Verb {
        return;
    }
    let Some(antecedent) = tree.words[clause.head].head.map(|head| named_beside(tree, head)) else { return };
    if clause.passive {
        // “a group *named X*”: X is what it was named, not who was.
        clause.complements.extend(clause.object.filter(|&o| tree.dep(o) == D::Obj));
        clause.object = Some(antecedent);
    } else if tree.lower(clause.head).ends_with("ing") && tree.first(clause.head, &[D::Mark]).is_none() {
        // “the difficulty *of ruling*” rules nothing.
        clause.subject = clause.subject.or(Some(antecedent));
    }
}
