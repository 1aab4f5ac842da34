//! “this invasion (officially called *Bay of Pigs Invasion*)”: what was only described until then has a name, and is one
//! thing with whatever goes by it.

use super::discourse::Handle;
use super::record::Extraction;
use super::scene::Scene;
use crate::language::Tag;
use crate::statement::{Object, Statement, Thing};
use std::collections::BTreeSet;

/// Verbs of naming, in their dictionary form.
const NAMING: &[&str] = &["call", "name", "know", "dub", "term", "nickname", "codename", "style"];

impl Scene<'_, '_> {
    /// Ties the noun before a bracket to the name in it.
    pub(super) fn named_in_brackets(&mut self) {
        for word in 0..self.tree.words.len() {
            let naming = self.tree.tag(word) == Tag::Verb && NAMING.contains(&self.tree.lemma(word));
            let Some(open) = (0..word).rev().take(3).find(|&w| self.tree.words[w].form == "(").filter(|_| naming)
            else {
                continue;
            };
            let plain =
                |w: &usize| matches!(self.tree.tag(*w), Tag::Adv | Tag::Aux) || self.tree.words[*w].form == "also";
            let name = (word + 1..self.tree.words.len().min(word + 3)).find(|&w| self.tree.lower(w) != "as");
            let (Some(before), Some(name)) = (open.checked_sub(1), name) else { continue };
            if !(open + 1..word).all(|w| plain(&w)) {
                continue;
            }
            let one = |word: usize| match self.links[word].as_deref() {
                Some(&[handle]) => Some(handle),
                _ => None,
            };
            if let (Some(described), Some(named)) = (one(before), one(name)) {
                self.identify(described, named);
            }
        }
    }

    /// Two things turn out to be one, which goes by the name of the second.
    fn identify(&mut self, described: Handle, named: Handle) {
        let (one, other) = (&self.discourse.known[described], &self.discourse.known[named]);
        let event = |class: &str| self.set.ontology.is_a(class, "an:Event");
        let agree = other.thing.class == "an:Thing" || event(&one.thing.class) && event(&other.thing.class);
        if one.named || !other.named || !agree || one.thing.iri == other.thing.iri {
            return;
        }
        let class = if other.thing.class == "an:Thing" { one.thing.class.clone() } else { other.thing.class.clone() };
        let thing = Thing { class, ..other.thing.clone() };
        self.discourse.renamed.push((one.thing.iri.clone(), thing.clone()));
        self.discourse.known[described].thing = thing.clone();
        self.discourse.known[named].thing = thing;
    }
}

/// Puts later names in the place of what was only described before. `id` gives the statements their ids again; what then says
/// the same of the same words is said once.
pub(super) fn rename(read: &mut Extraction, renamed: &[(String, Thing)], id: impl Fn(&Statement) -> String) {
    if renamed.is_empty() {
        return;
    }
    for (iri, named) in renamed {
        let replace = |thing: &mut Thing| {
            if thing.iri == *iri {
                *thing = Thing { mention: thing.mention.clone(), ..named.clone() };
            }
        };
        read.quotations.iter_mut().filter_map(|quotation| quotation.about.as_mut()).for_each(replace);
        for statement in &mut read.statements {
            replace(&mut statement.subject);
            if let Some(Object::Thing(thing)) = &mut statement.object {
                replace(thing);
            }
            statement.place.iter_mut().for_each(replace);
            if statement.event.as_deref() == Some(iri) {
                (statement.event, statement.event_type) = (Some(named.iri.clone()), Some(named.class.clone()));
            }
            for role in statement.roles.iter_mut().filter(|role| role.iri.as_deref() == Some(iri)) {
                (role.iri, role.label) = (Some(named.iri.clone()), named.label.clone());
            }
        }
        read.mentions.iter_mut().flat_map(|mention| &mut mention.things).for_each(replace);
    }
    let mut seen = BTreeSet::new();
    read.statements.iter_mut().for_each(|statement| statement.id = id(statement));
    read.statements.retain(|statement| seen.insert(statement.id.clone()));
}
