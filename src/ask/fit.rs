//! Whether a claim states what a frame asks, how well, and what it puts in the hole.

use super::{
    form::{Fit, is_entity},
    frame::Frame,
    library::{Library, Wanted},
    question::Slot,
};
use crate::{
    graph::{ClaimRow, Node},
    ontology::compact,
};
use std::collections::BTreeSet;

/// A frame whose phrases have been made comparable.
pub(super) struct Sought {
    /// Full IRIs of the relations looked for.
    pub(super) relations: BTreeSet<String>,
    /// Any relation will do.
    pub(super) any_relation: bool,
    pub(super) subject: Option<Side>,
    pub(super) object: Option<Side>,
    roles: Vec<(String, Side)>,
    others: Vec<Side>,
}

/// What stands in an argument's place.
#[derive(Clone, Debug)]
pub(super) enum Side {
    Hole,
    Wanted(Wanted),
}

/// A claim that states what is asked.
#[derive(Clone, Debug)]
pub(super) struct Fitting {
    /// 0 to 1.
    pub(super) score: f32,
    /// What it puts in the hole; empty when the frame has none.
    pub(super) fillers: Vec<Node>,
    /// IRIs of what the question named: never an answer.
    pub(super) named: BTreeSet<String>,
}

impl Sought {
    pub(super) fn new(frame: &Frame, library: &Library<'_>) -> Self {
        let side = |slot: &Slot| match slot {
            Slot::Hole => Side::Hole,
            Slot::Phrase(phrase) => Side::Wanted(library.wanted(phrase)),
        };
        let relations = library.relations(&frame.relations, &frame.lemmas);
        Self {
            relations: relations.into_iter().map(str::to_owned).collect(),
            any_relation: false,
            subject: frame.subject.as_ref().map(side),
            object: frame.object.as_ref().map(side),
            roles: frame.roles.iter().map(|(role, slot)| (compact(role).into_owned(), side(slot))).collect(),
            others: frame.others.iter().map(side).collect(),
        }
    }

    /// How a claim fits, in the better of its two directions when its relation holds in both.
    pub(super) fn fit(&self, row: &ClaimRow, library: &Library<'_>) -> Option<Fitting> {
        if !self.any_relation && !self.relations.contains(&row.relation.iri) {
            return None;
        }
        let (left, right) = sides(row);
        let straight = self.fit_sides(left.clone(), right.clone(), row, library);
        if !library.is_symmetric(row) {
            return straight;
        }
        let turned = self.fit_sides(right, left, row, library);
        [straight, turned].into_iter().flatten().max_by(|one, other| one.score.total_cmp(&other.score))
    }

    fn fit_sides(
        &self,
        left: Option<Node>,
        right: Option<Node>,
        row: &ClaimRow,
        library: &Library<'_>,
    ) -> Option<Fitting> {
        let mut taking =
            Taking { row, library, score: 1.0, fillers: Vec::new(), named: BTreeSet::new(), missing: BTreeSet::new() };
        let (subject, object) = self.parted(left.as_ref(), right.as_ref(), row, library);
        if let Some(side) = &subject {
            taking.main(side, left.as_ref(), false)?;
        }
        if let Some(side) = &object {
            taking.main(side, right.as_ref(), true)?;
        }
        for (role, side) in &self.roles {
            taking.role(role, side)?;
        }
        for side in &self.others {
            taking.anywhere(side)?;
        }
        taking.settle()
    }

    /// “Where did A and B meet”: of a relation that holds both ways, each conjunct takes a side.
    fn parted(
        &self,
        left: Option<&Node>,
        right: Option<&Node>,
        row: &ClaimRow,
        library: &Library<'_>,
    ) -> (Option<Side>, Option<Side>) {
        if let (Some(Side::Wanted(both)), None, true) = (&self.subject, &self.object, library.is_symmetric(row))
            && let ([one, other, ..], Some(left), Some(_)) = (both.forms.as_slice(), left, right)
        {
            let one = Wanted { forms: vec![one.clone()] };
            let other = Wanted { forms: vec![other.clone()] };
            let straight = library.fit_node(&one, left).is_some();
            let (first, second) = if straight { (one, other) } else { (other, one) };
            return (Some(Side::Wanted(first)), Some(Side::Wanted(second)));
        }
        (self.subject.clone(), self.object.clone())
    }
}

/// Subject and object as the relation has them, whichever way it was read.
pub(super) fn sides(row: &ClaimRow) -> (Option<Node>, Option<Node>) {
    let subject = (!row.subject.iri.is_empty()).then(|| Node::Thing(row.subject.clone()));
    if row.inverse { (None, subject) } else { (subject, row.object.clone()) }
}

struct Taking<'a> {
    row: &'a ClaimRow,
    library: &'a Library<'a>,
    score: f32,
    fillers: Vec<Node>,
    named: BTreeSet<String>,
    missing: BTreeSet<String>,
}

impl Taking<'_> {
    /// The subject or object. An object may also have been read as a further participant.
    fn main(&mut self, side: &Side, node: Option<&Node>, lenient: bool) -> Option<()> {
        match (side, node) {
            (Side::Hole, node) => {
                self.fillers.push(node?.clone());
                Some(())
            }
            (Side::Wanted(wanted), Some(node)) => {
                match self.library.fit_node(wanted, node).or_else(|| self.library.describes(wanted, node, self.row)) {
                    Some(fit) => {
                        self.take(fit, node, 1.0);
                        Some(())
                    }
                    None if lenient => self.participant(wanted, 0.85),
                    None => None,
                }
            }
            (Side::Wanted(wanted), None) if lenient => self.participant(wanted, 0.85),
            (Side::Wanted(_), None) => None,
        }
    }

    fn role(&mut self, role: &str, side: &Side) -> Option<()> {
        let own = self.row.roles.iter().find(|own| own.role == role);
        match (side, own) {
            (Side::Hole, Some(own)) => {
                self.fillers.push(own.node.clone());
                Some(())
            }
            (Side::Hole, None) => None,
            (Side::Wanted(wanted), Some(own)) if self.library.fit_node(wanted, &own.node).is_some() => {
                let fit = self.library.fit_node(wanted, &own.node)?;
                self.take(fit, &own.node, 1.0);
                Some(())
            }
            (Side::Wanted(_), _) => self.anywhere(side),
        }
    }

    /// A participant that may be anywhere in the claim, or at least in its words.
    fn anywhere(&mut self, side: &Side) -> Option<()> {
        let wanted = match side {
            Side::Wanted(wanted) => wanted,
            Side::Hole => {
                let further: Vec<Node> = self.row.roles.iter().map(|role| role.node.clone()).collect();
                let place = self.row.place.clone().map(Node::Thing);
                self.fillers.extend(further.into_iter().chain(place));
                return (!self.fillers.is_empty()).then_some(());
            }
        };
        if self.participant(wanted, 0.97).is_some() {
            return Some(());
        }
        // The last form is the whole phrase.
        self.missing.extend(wanted.forms.last()?.keys.iter().cloned());
        Some(())
    }

    fn participant(&mut self, wanted: &Wanted, weight: f32) -> Option<()> {
        let place = self.row.place.clone().map(Node::Thing);
        let event = self.row.event.clone().map(Node::Thing);
        let (subject, object) = sides(self.row);
        let roles = self.row.roles.iter().map(|role| role.node.clone());
        let nodes: Vec<Node> = roles.chain(place).chain(event).chain(object).chain(subject).collect();
        let fits = nodes
            .iter()
            .filter(|node| !self.fillers.contains(node))
            .filter_map(|node| self.library.fit_node(wanted, node).map(|fit| (fit, node.clone())));
        let (fit, node) = fits.max_by(|(one, _), (other, _)| one.score.total_cmp(&other.score))?;
        self.take(fit, &node, weight);
        Some(())
    }

    fn take(&mut self, fit: Fit, node: &Node, weight: f32) {
        self.score *= fit.score * weight;
        self.missing.extend(fit.missing);
        self.named.extend(node.thing().map(|thing| thing.iri.clone()));
    }

    /// What no name had must at least be said: by another participant, or by the words of the claim. A named entity
    /// that is nowhere makes it another matter.
    fn settle(mut self) -> Option<Fitting> {
        if !self.missing.is_empty() {
            let mut participants = self.library.keys_of_participants(self.row);
            participants.extend(self.library.keys_of_events(&self.named));
            let words = self.library.keys_of_words(self.row);
            for key in std::mem::take(&mut self.missing) {
                self.score *= match (participants.contains(&key), words.contains(&key), is_entity(&key)) {
                    (true, ..) => 0.98,
                    (false, true, _) => 0.95,
                    (false, false, true) => return None,
                    (false, false, false) => 0.6,
                };
            }
        }
        (self.score > 0.3).then_some(Fitting { score: self.score, fillers: self.fillers, named: self.named })
    }
}
