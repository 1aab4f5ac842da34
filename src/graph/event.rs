//! Events: what happened, when, where, by whom, as far as somebody vouches for it.
//!
//! A negated, believed, requested or planned event has its claims (`an:claim`) and a name, but no class, no
//! actor, no time: “no treaty was signed” yields no signing.

use super::{
    claim::{Claim, Claims, describe_role, describe_time, is_fact, object, subject},
    literal,
    rdf::{Context, Sink},
    vocabulary::{an, reused},
};
use crate::statement::Statement;
use oxigraph::model::{
    NamedNode, Term,
    vocab::{rdf, rdfs},
};
use std::{cmp::Reverse, collections::BTreeMap};

/// Events, each with the claims that tell of it.
#[derive(Debug, Default)]
pub(super) struct Events<'a> {
    all: BTreeMap<NamedNode, BTreeMap<NamedNode, &'a Statement>>,
}

impl<'a> Events<'a> {
    /// Adds those that the claims of a note tell of.
    pub(super) fn add(&mut self, claims: &Claims<'a>, context: &Context<'_>) {
        for (claim, Claim { statement, .. }) in &claims.all {
            if let Some(node) = of(statement, context) {
                self.all.entry(node).or_default().insert(claim.clone(), statement);
            }
        }
    }

    /// Adds all of another collection.
    pub(super) fn extend(&mut self, other: Self) {
        for (event, claims) in other.all {
            self.all.entry(event).or_default().extend(claims);
        }
    }
}

/// The event that a statement tells of, if it tells of one.
pub(super) fn of(statement: &Statement, context: &Context<'_>) -> Option<NamedNode> {
    statement.event.as_ref().map(|event| context.names.given(event, event))
}

/// All that is known of an event; what no mention names is called after what happened.
pub(super) fn describe(event: &NamedNode, events: &Events<'_>, is_named: bool, context: &Context<'_>, sink: &mut Sink) {
    let Some(claims) = events.all.get(event) else { return };
    for claim in claims.keys() {
        sink.add(event, an::CLAIM_OF, claim.clone());
    }
    if !is_named {
        sink.add(event, rdfs::LABEL, literal::plain(&label(claims)));
    }
    for statement in claims.values().filter(|statement| is_fact(statement)) {
        describe_occurrence(event, statement, context, sink);
    }
    if let Some(statement) = best_dated(claims) {
        describe_time(event, statement, sink);
    }
}

fn describe_occurrence(event: &NamedNode, statement: &Statement, context: &Context<'_>, sink: &mut Sink) {
    sink.add(event, rdf::TYPE, reused::SEM_EVENT);
    if let Some(class) = statement.event_type.as_deref().and_then(|class| context.expand(class)) {
        sink.add(event, rdf::TYPE, class);
    }
    if let Some(actor) = subject(statement, context).filter(|actor| actor != event) {
        sink.add(event, reused::SEM_HAS_ACTOR, actor);
    }
    if let Some(patient) = object(statement, context).filter(|patient| *patient != Term::from(event.clone())) {
        sink.add(event, an::PATIENT, patient);
    }
    if let Some(place) = &statement.place {
        sink.add(event, reused::SEM_HAS_PLACE, context.names.given(&place.iri, &place.label));
    }
    for role in &statement.roles {
        describe_role(event, role, context, sink);
    }
}

/// The fact whose time is stated rather than taken from context, narrowest, surest. Other times stay on their claims.
fn best_dated<'a>(claims: &BTreeMap<NamedNode, &'a Statement>) -> Option<&'a Statement> {
    let dated = claims.values().copied().filter(|statement| is_fact(statement) && statement.time.is_some());
    dated.min_by(|one, other| {
        let key = |statement: &Statement| (statement.time_inherited, width(statement));
        let sureness = other.confidence.total_cmp(&one.confidence);
        key(one).cmp(&key(other)).then(sureness).then_with(|| one.time.cmp(&other.time))
    })
}

/// How wide a time is: days, roughly; what has no bounds is widest.
fn width(statement: &Statement) -> i64 {
    let Some((Some(earliest), Some(latest))) = &statement.time_bounds else { return i64::MAX };
    let days = |date: &str| -> Option<i64> {
        let mut parts = date.split('-').map(str::parse::<i64>);
        let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        Some(year * 372 + month * 31 + day)
    };
    days(latest).zip(days(earliest)).map_or(i64::MAX, |(latest, earliest)| latest - earliest)
}

/// A name for an event that no mention names: what happened, in the words of its surest claim.
fn label(claims: &BTreeMap<NamedNode, &Statement>) -> String {
    let best = claims.values().min_by(|one, other| {
        let key = |s: &Statement| (Reverse(is_fact(s)), Reverse(s.object.is_some()));
        key(one)
            .cmp(&key(other))
            .then_with(|| other.confidence.total_cmp(&one.confidence))
            .then_with(|| one.id.cmp(&other.id))
    });
    best.map_or_else(String::new, |statement| {
        let object = statement.object.as_ref().map_or("", |object| object.label());
        format!("{} {} {object}", statement.subject.label, statement.relation.label).trim_end().to_owned()
    })
}
