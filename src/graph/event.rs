//! Events: what happened, when, where, by whom, as far as somebody vouches for it.
//!
//! A negated, believed, requested or planned event has its claims (`an:claim`) and a name, but no class, no
//! actor, no time: “no treaty was signed” yields no signing.

use super::{
    claim::{describe_role, describe_time_of, is_fact, object, subject},
    ledger::{Entries, Group, Kind},
    literal,
    rdf::{Context, Sink},
    vocabulary::{an, reused},
};
use crate::statement::Statement;
use oxigraph::model::{
    NamedNode, Term,
    vocab::{rdf, rdfs},
};

/// The event that a statement tells of, if it tells of one.
pub(super) fn of(statement: &Statement, context: &Context<'_>) -> Option<NamedNode> {
    statement.event.as_ref().map(|event| context.names.given(event, event))
}

/// Enters what a claim tells of an event.
pub(super) fn tell(
    event: &NamedNode,
    claim: &NamedNode,
    statement: &Statement,
    context: &Context<'_>,
    entries: &mut Entries,
) {
    entries.once(event, Kind::Event, &[claim.as_str()]);
    entries.once(event, Kind::Happening, &[&sureness(statement), &happening(statement)]);
    if !is_fact(statement) {
        return;
    }
    let mut sink = Sink::default();
    describe_occurrence(event, statement, context, &mut sink);
    for triple in sink.triples {
        entries.once(event, Kind::Fact, &[triple.predicate.as_str(), &triple.object.to_string()]);
    }
    if let Some(time) = &statement.time {
        let (earliest, latest) = statement.time_bounds.clone().unwrap_or_default();
        let inherited = if statement.time_inherited { "1" } else { "" };
        // Stated rather than taken from context, narrowest, surest: the first of these in the order of texts.
        let worth = format!("{inherited:1}{:020}{}", width(statement), doubt(statement));
        let bounds = [earliest, latest].map(Option::unwrap_or_default);
        entries.once(event, Kind::Dated, &[&worth, time, &bounds[0], &bounds[1], inherited]);
    }
}

/// All that is known of an event; what no mention names is called after what happened, in the words of its surest claim. Its
/// time is that of the fact that tells it best; other times stay on their claims.
pub(super) fn describe(group: &Group<'_>, sink: &mut Sink) {
    let event = &group.node;
    for (claim, _) in group.of(Kind::Event) {
        if let Ok(claim) = NamedNode::new(claim) {
            sink.add(event, an::CLAIM_OF, claim);
        }
    }
    // Entries are in order, so that the first of a kind is the best.
    let first = |kind: Kind| group.entries.iter().find(|entry| entry.kind == kind).map(|entry| &entry.fields[..]);
    if let (false, Some([_, words])) = (group.is_named(), first(Kind::Happening)) {
        sink.add(event, rdfs::LABEL, literal::plain(words));
    }
    if let Some([_, time, earliest, latest, inherited]) = first(Kind::Dated) {
        describe_time_of(event, time, [earliest, latest].map(AsRef::as_ref), !inherited.is_empty(), sink);
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

/// What happened, in the words of a claim.
fn happening(statement: &Statement) -> String {
    let object = statement.object.as_ref().map_or("", |object| object.label());
    format!("{} {} {object}", statement.subject.label, statement.relation.label).trim_end().to_owned()
}

/// A text that comes the earlier in order the better the claim tells what happened.
fn sureness(statement: &Statement) -> String {
    let flag = |is: bool| if is { '0' } else { '1' };
    let (fact, whole) = (flag(is_fact(statement)), flag(statement.object.is_some()));
    format!("{fact}{whole}{} {}", doubt(statement), statement.id)
}

/// A text that comes the earlier in order the surer the reading is.
fn doubt(statement: &Statement) -> String {
    // The bits of numbers from 0 to 1 are in the order of the numbers.
    format!("{:08x}", u32::MAX - statement.confidence.clamp(0.0, 1.0).to_bits())
}
