//! Claims of a note: one for each thing said in each stretch of text, whether it is vouched for or not.
//!
//! A claim with its span is 18 triples when it has a time and a source; a place, a holder, a role, a unit or a
//! second source is one more each. What is left out says the default: no `prov:wasAttributedTo`, the author of
//! the note says it; no `an:asserted`, it is a fact when it is affirmed, asserted and has no holder.

use super::{
    document::{describe_span, span},
    ledger::Kind,
    literal,
    name::slug,
    rdf::{Context, Sink},
    source,
    vocabulary::{self, an, reused},
};
use crate::statement::{Object, Polarity, Role, Stance, Statement};
use oxigraph::model::{Literal, NamedNode, Term, vocab::rdf};
use std::collections::{BTreeMap, BTreeSet};

/// All claims of a note, by node.
#[derive(Debug)]
pub(super) struct Claims<'a> {
    pub(super) all: BTreeMap<NamedNode, Claim<'a>>,
}

/// Statements that say the same thing from the same words.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    /// The surest of them.
    pub(super) statement: &'a Statement,
    sources: BTreeSet<&'a str>,
}

impl<'a> Claims<'a> {
    pub(super) fn of(statements: &[&'a Statement], context: &Context<'_>) -> Self {
        let mut all: BTreeMap<NamedNode, Claim<'a>> = BTreeMap::new();
        for &statement in statements {
            let claim = all.entry(node(statement, context)).or_insert_with(|| Claim::new(statement));
            claim.sources.extend(statement.sources.iter().map(String::as_str));
            if is_surer(statement, claim.statement) {
                claim.statement = statement;
            }
        }
        Self { all }
    }

    pub(super) fn describe(&self, context: &Context<'_>, sink: &mut Sink) {
        for (node, claim) in &self.all {
            claim.describe(node, context, sink);
        }
    }
}

impl<'a> Claim<'a> {
    const fn new(statement: &'a Statement) -> Self {
        Self { statement, sources: BTreeSet::new() }
    }

    fn describe(&self, node: &NamedNode, context: &Context<'_>, sink: &mut Sink) {
        let said = self.statement;
        self.describe_content(node, context, sink);
        self.describe_voice(node, context, sink);
        describe_time(node, said, sink);
        if let Some(place) = &said.place {
            sink.add(node, an::PLACE, context.names.given(&place.iri, &place.label));
        }
        for role in &said.roles {
            describe_role(node, role, context, sink);
        }
        source::cite(node, &self.sources, context, sink);
        let span = describe_span(&said.evidence, context, sink);
        sink.add(node, reused::PROV_WAS_DERIVED_FROM, span);
        sink.add(node, an::CONFIDENCE, literal::share(said.confidence));
        sink.add(node, an::BASIS, literal::plain(&said.basis));
    }

    /// Subject, relation, object; and the plain triple when it is a fact.
    fn describe_content(&self, node: &NamedNode, context: &Context<'_>, sink: &mut Sink) {
        let said = self.statement;
        let relation = relation(said, context);
        sink.add(node, rdf::TYPE, an::CLAIM);
        sink.add(node, rdf::PREDICATE, relation.clone());
        if let Some(Object::Value(value)) = &said.object {
            describe_measure(node, value.unit.as_deref(), value.approximation.as_deref(), sink);
        }
        let (subject, object) = (subject(said, context), object(said, context));
        if let Some(subject) = &subject {
            sink.add(node, rdf::SUBJECT, subject.clone());
        }
        if let Some(object) = &object {
            sink.add(node, rdf::OBJECT, object.clone());
        }
        if let (Some(value @ Object::Value(_)), true) = (&said.object, said.relation.inverse) {
            sink.add(node, an::QUANTITY, object_term(value, context));
        }
        if let (Some(subject), true) = (subject, is_fact(said)) {
            let object = object.unwrap_or_else(|| of_one_place(said)).to_string();
            sink.entries.once(&subject, Kind::Fact, &[relation.as_str(), &object]);
        }
    }

    fn describe_voice(&self, node: &NamedNode, context: &Context<'_>, sink: &mut Sink) {
        let said = self.statement;
        sink.add(node, an::POLARITY, vocabulary::polarity(said.polarity));
        sink.add(node, an::STANCE, vocabulary::stance(said.stance));
        let holder = holder(said, context);
        if said.asserted != is_fact_by_default(said.polarity, said.stance, holder.is_some()) {
            sink.add(node, an::VOUCHED, Literal::from(said.asserted));
        }
        if let Some(holder) = holder {
            sink.add(node, reused::PROV_WAS_ATTRIBUTED_TO, holder);
        }
    }
}

/// Whether a statement becomes a plain triple: vouched for, and not denied.
pub(super) fn is_fact(statement: &Statement) -> bool {
    statement.asserted && statement.polarity == Polarity::Affirmed
}

/// Whether a claim without `an:asserted` is vouched for.
pub(super) fn is_fact_by_default(polarity: Polarity, stance: Stance, has_holder: bool) -> bool {
    polarity == Polarity::Affirmed && stance == Stance::Asserted && !has_holder
}

/// The `rdf:subject`; none for a relation read from its object's side (“the treaty was signed”).
pub(super) fn subject(statement: &Statement, context: &Context<'_>) -> Option<NamedNode> {
    let thing = match (&statement.object, statement.relation.inverse) {
        (_, false) => &statement.subject,
        (Some(Object::Thing(thing)), true) => thing,
        (Some(Object::Value(_)) | None, true) => return None,
    };
    Some(context.names.given(&thing.iri, &thing.label))
}

/// The `rdf:object`, if any.
pub(super) fn object(statement: &Statement, context: &Context<'_>) -> Option<Term> {
    if statement.relation.inverse {
        return Some(context.names.given(&statement.subject.iri, &statement.subject.label).into());
    }
    statement.object.as_ref().map(|object| object_term(object, context))
}

/// The relation; an IRI that is none becomes an open relation named by the lemma.
pub(super) fn relation(statement: &Statement, context: &Context<'_>) -> NamedNode {
    let relation = &statement.relation;
    NamedNode::new(relation.iri.as_str())
        .ok()
        .or_else(|| context.expand(&format!("rel:{}", slug(&relation.lemma))))
        .unwrap_or_else(|| context.names.hashed("relation", &[&relation.iri]))
}

/// What stands in the object's place.
fn object_term(object: &Object, context: &Context<'_>) -> Term {
    match object {
        Object::Thing(thing) => context.names.given(&thing.iri, &thing.label).into(),
        Object::Value(value) => match context.expand(&value.datatype) {
            Some(datatype) => literal::typed(&value.value, datatype.as_ref()).into(),
            None => literal::plain(&value.value).into(),
        },
    }
}

/// What stands in a fact's object place when nothing does in the claim's (“the war began on 25 June 1950”, “the truce
/// collapsed”): its time, or else `true`, so that every fact is a plain triple.
fn of_one_place(statement: &Statement) -> Term {
    statement.time.as_deref().map_or_else(|| Literal::from(true).into(), |time| literal::edtf(time).into())
}

/// Who says or holds it, when that is not the author of the note.
pub(super) fn holder(statement: &Statement, context: &Context<'_>) -> Option<NamedNode> {
    let label = statement.attributed_to.as_deref();
    match (&statement.attributed_to_iri, label) {
        (Some(iri), _) => Some(context.names.given(iri, label.unwrap_or(iri))),
        (None, Some(label)) => Some(context.names.entity(label)),
        (None, None) => None,
    }
}

/// A further participant.
pub(super) fn role_term(role: &Role, context: &Context<'_>) -> Term {
    match &role.iri {
        Some(iri) => context.names.given(iri, &role.label).into(),
        None => literal::plain(&role.label).into(),
    }
}

/// Hangs a participant on a claim or an event.
pub(super) fn describe_role(node: &NamedNode, role: &Role, context: &Context<'_>, sink: &mut Sink) {
    if let Some(predicate) = context.expand(&role.role) {
        sink.add(node, predicate.as_ref(), role_term(role, context));
    }
}

/// Hangs the time of a statement on its claim.
fn describe_time(node: &NamedNode, statement: &Statement, sink: &mut Sink) {
    let Some(time) = &statement.time else { return };
    let (earliest, latest) =
        statement.time_bounds.as_ref().map_or((None, None), |(one, other)| (one.as_deref(), other.as_deref()));
    let bounds = [earliest, latest].map(Option::unwrap_or_default);
    describe_time_of(node, time, bounds, statement.time_inherited, sink);
}

/// Hangs a time on a claim or an event; what is no date is no bound.
pub(super) fn describe_time_of(node: &NamedNode, time: &str, bounds: [&str; 2], inherited: bool, sink: &mut Sink) {
    sink.add(node, an::WHEN, literal::edtf(time));
    for (predicate, bound) in [an::EARLIEST, an::LATEST].into_iter().zip(bounds) {
        if let Some(date) = literal::date(bound) {
            sink.add(node, predicate, date);
        }
    }
    if inherited {
        sink.add(node, an::TIME_INHERITED, Literal::from(true));
    }
}

fn describe_measure(node: &NamedNode, unit: Option<&str>, approximation: Option<&str>, sink: &mut Sink) {
    for (predicate, text) in [(an::UNIT, unit), (an::APPROXIMATION, approximation)] {
        if let Some(text) = text {
            sink.add(node, predicate, literal::plain(text));
        }
    }
}

/// Of two statements of one claim the surer speaks for it; between equals the order of their rules decides.
fn is_surer(one: &Statement, other: &Statement) -> bool {
    let sureness = one.confidence.total_cmp(&other.confidence);
    sureness.then_with(|| other.basis.cmp(&one.basis)).then_with(|| other.id.cmp(&one.id)).is_gt()
}

/// The node of a claim: a hash of what is said, how, and from which words, not of how sure the reading is.
fn node(statement: &Statement, context: &Context<'_>) -> NamedNode {
    let mut parts = vec![
        subject(statement, context).map(NamedNode::into_string).unwrap_or_default(),
        relation(statement, context).into_string(),
        object(statement, context).map(|object| object.to_string()).unwrap_or_default(),
        span(&statement.evidence, context).into_string(),
        statement.polarity.as_str().to_owned(),
        statement.stance.as_str().to_owned(),
        statement.asserted.to_string(),
        holder(statement, context).map(NamedNode::into_string).unwrap_or_default(),
        statement.event.clone().unwrap_or_default(),
        statement.event_type.clone().unwrap_or_default(),
        format!("{:?} {:?} {}", statement.time, statement.time_bounds, statement.time_inherited),
        statement.place.as_ref().map(|place| place.iri.clone()).unwrap_or_default(),
    ];
    if let Some(Object::Value(value)) = &statement.object {
        parts.extend([value.unit.clone(), value.approximation.clone()].into_iter().map(Option::unwrap_or_default));
    }
    let mut roles: Vec<String> =
        statement.roles.iter().map(|role| format!("{} {}", role.role, role_term(role, context))).collect();
    roles.sort_unstable();
    parts.extend(roles);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    context.names.hashed("claim", &parts)
}
