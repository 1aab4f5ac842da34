//! Names: of things, of classes, of relations; all that is said of a node by whatever notes speak of it.

use super::{
    claim::{holder, is_fact, relation},
    event,
    ledger::{Entries, Group, Kind},
    literal,
    rdf::{Context, Sink},
    source,
    vocabulary::{an, reused},
};
use crate::{
    ontology::RelationDefinition,
    statement::{Object, Relation, Statement, Thing},
};
use oxigraph::model::{
    Literal, NamedNode, Term,
    vocab::{rdf, rdfs},
};
use std::{cmp::Reverse, collections::BTreeSet, str::FromStr};

/// The class of whoever only ever says or holds something.
const HOLDER: &str = "an:Holder";
/// Classes that say nothing beside another.
const VAGUE: [&str; 2] = ["an:Thing", HOLDER];

/// Enters what a statement calls things.
pub(super) fn tell_statement(statement: &Statement, context: &Context<'_>, entries: &mut Entries) {
    let vouched = is_fact(statement);
    tell_thing(&statement.subject, vouched, context, entries);
    if let Some(Object::Thing(thing)) = &statement.object {
        tell_thing(thing, vouched, context, entries);
    }
    if let Some(place) = &statement.place {
        tell_thing(place, vouched, context, entries);
    }
    for role in &statement.roles {
        if let Some(node) = context.expand(&role.role) {
            entries.once(&node, Kind::Role, &[&role.role]);
        }
        if let Some(iri) = &role.iri {
            let node = context.names.given(iri, &role.label);
            entries.count(&node, Kind::Label, &[&role.label]);
            tell_class(&node, role.class.as_deref().unwrap_or("an:Thing"), vouched, context, entries);
        }
    }
    match (&statement.attributed_to_iri, &statement.attributed_to) {
        (Some(iri), Some(label)) => {
            // A holder is called as the clause calls it; that is one of its names, but no vote for its label.
            let node = context.names.given(iri, label);
            entries.once(&node, Kind::Alias, &[label]);
            tell_class(&node, HOLDER, vouched, context, entries);
        }
        (None, Some(label)) => {
            if let Some(node) = holder(statement, context) {
                entries.once(&node, Kind::Holder, &[label]);
            }
        }
        (_, None) => {}
    }
    if let Some(class) = &statement.event_type {
        define(class, context, entries);
    }
    let Relation { label, lemma, open, inverse, .. } = &statement.relation;
    let flag = |is: bool| if is { "1" } else { "" };
    entries.once(&relation(statement, context), Kind::Relation, &[label, lemma, flag(*open), flag(*inverse)]);
}

/// Enters what a thing is called.
pub(super) fn tell_thing(thing: &Thing, vouched: bool, context: &Context<'_>, entries: &mut Entries) {
    let node = context.names.given(&thing.iri, &thing.label);
    entries.count(&node, Kind::Label, &[&thing.label]);
    for alias in &thing.aliases {
        entries.once(&node, Kind::Alias, &[alias]);
    }
    tell_class(&node, &thing.class, vouched, context, entries);
}

fn tell_class(node: &NamedNode, class: &str, vouched: bool, context: &Context<'_>, entries: &mut Entries) {
    entries.once(node, Kind::Class, &[class]);
    if vouched {
        entries.once(node, Kind::Vouched, &[]);
    }
    define(class, context, entries);
}

/// Enters a class and all above it as being in use.
fn define(class: &str, context: &Context<'_>, entries: &mut Entries) {
    for class in context.ancestry(class) {
        if let Some(node) = context.expand(&class) {
            entries.once(&node, Kind::Definition, &[&class]);
        }
    }
}

/// All that is said of a node.
pub(super) fn describe(group: &Group<'_>, context: &Context<'_>, sink: &mut Sink) {
    let node = &group.node;
    if group.is_named() {
        describe_thing(group, context, sink);
        for (page, _) in group.of(Kind::Page) {
            if let Ok(page) = NamedNode::new(page) {
                sink.add(&page, reused::FOAF_PRIMARY_TOPIC, node.clone());
            }
        }
    } else {
        for (label, _) in group.of(Kind::Holder) {
            sink.add(node, rdf::TYPE, an::HOLDER);
            sink.add(node, rdfs::LABEL, literal::plain(label));
        }
    }
    if group.has(Kind::Relation) {
        describe_relation(group, context, sink);
    } else {
        for (role, _) in group.of(Kind::Role) {
            sink.add(node, rdfs::LABEL, literal::plain(&words_of(role)));
        }
    }
    for (class, _) in group.of(Kind::Definition) {
        describe_class(node, class, context, sink);
    }
    for (cited, _) in group.of(Kind::Source) {
        source::describe(node, cited, context, sink);
    }
    for fact in group.entries.iter().filter(|entry| entry.kind == Kind::Fact) {
        let [predicate, object] = &fact.fields[..] else { continue };
        if let (Ok(predicate), Ok(object)) = (NamedNode::new(predicate.as_ref()), Term::from_str(object)) {
            sink.add(node, predicate.as_ref(), object);
        }
    }
    if group.has(Kind::Event) {
        event::describe(group, sink);
    }
}

fn describe_thing(group: &Group<'_>, context: &Context<'_>, sink: &mut Sink) {
    let node = &group.node;
    let label = label(group);
    sink.add(node, rdfs::LABEL, literal::plain(label));
    let others: BTreeSet<&str> = group
        .of(Kind::Label)
        .chain(group.of(Kind::Alias))
        .map(|(name, _)| name)
        .filter(|name| *name != label)
        .collect();
    for alias in others {
        sink.add(node, reused::SKOS_ALT_LABEL, literal::plain(alias));
    }
    let vouched = group.has(Kind::Vouched);
    for class in most_specific(group, context) {
        sink.add(node, rdf::TYPE, context.class(class));
        if vouched && context.is_event(class) {
            sink.add(node, rdf::TYPE, reused::SEM_EVENT);
        }
    }
    for same in context.elsewhere(node).filter_map(|iri| context.expand(iri)) {
        sink.add(node, reused::SKOS_EXACT_MATCH, same);
    }
}

/// The name given most often; among those the longest, then the first of the alphabet. Of what only ever holds claims, one
/// of the names it is given as a holder.
fn label<'a>(group: &'a Group<'_>) -> &'a str {
    let best = |kind: Kind, votes: fn(u32) -> u32| {
        let key = move |(label, count): &(&'a str, u32)| (Reverse(votes(*count)), Reverse(label.len()), *label);
        group.of(kind).min_by_key(key).map(|(label, _)| label)
    };
    best(Kind::Label, |count| count).or_else(|| best(Kind::Alias, |_| 0)).unwrap_or_default()
}

/// The classes of a thing without those that another of them implies.
fn most_specific<'a>(group: &'a Group<'_>, context: &Context<'_>) -> Vec<&'a str> {
    let classes: Vec<&str> = group.of(Kind::Class).map(|(class, _)| class).collect();
    if classes.len() == 1 {
        return classes;
    }
    let implied: BTreeSet<String> =
        classes.iter().flat_map(|class| context.ancestry(class).into_iter().skip(1)).collect();
    let left = |class: &&str| !implied.contains(*class) && !VAGUE.contains(class);
    classes.into_iter().filter(left).collect()
}

/// What one statement calls its relation.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct RelationNames<'a> {
    label: &'a str,
    lemma: &'a str,
    open: bool,
    inverse: bool,
}

fn describe_relation(group: &Group<'_>, context: &Context<'_>, sink: &mut Sink) {
    let node = &group.node;
    let told = group.entries.iter().filter(|entry| entry.kind == Kind::Relation);
    let names: BTreeSet<RelationNames<'_>> = told
        .filter_map(|entry| match &entry.fields[..] {
            [label, lemma, open, inverse] => {
                Some(RelationNames { label, lemma, open: !open.is_empty(), inverse: !inverse.is_empty() })
            }
            _ => None,
        })
        .collect();
    let defined: Option<&RelationDefinition> = context.definition(node);
    let label = defined.map(|relation| relation.label.as_str()).filter(|label| !label.is_empty());
    let forward = names.iter().find(|names| !names.inverse).map(|names| names.label);
    let lemma = names.first().map(|names| names.lemma);
    sink.add(node, rdfs::LABEL, literal::plain(label.or(forward).or(lemma).unwrap_or_default()));
    for names in &names {
        sink.add(node, an::LEMMA, literal::plain(names.lemma));
        if names.inverse {
            sink.add(node, an::PASSIVE_LABEL, literal::plain(names.label));
        }
    }
    let open = defined.is_none() && names.iter().any(|names| names.open);
    sink.add(node, rdf::TYPE, if open { an::OPEN_RELATION } else { an::RELATION });
    let Some(relation) = defined else { return };
    if let Some(inverse) = &relation.inverse_label {
        sink.add(node, an::INVERSE_LABEL, literal::plain(inverse));
    }
    if relation.causal {
        sink.add(node, rdf::TYPE, an::CAUSAL_RELATION);
    }
    if relation.preparatory {
        sink.add(node, rdf::TYPE, an::PREPARATORY_RELATION);
    }
    if relation.symmetric {
        sink.add(node, an::SYMMETRIC, Literal::from(true));
    }
}

/// Label and superclasses of a class in use.
fn describe_class(node: &NamedNode, compact: &str, context: &Context<'_>, sink: &mut Sink) {
    sink.add(node, rdf::TYPE, rdfs::CLASS);
    let class = context.ontology.classes.get(compact);
    let label = class.map(|class| class.label.as_str()).filter(|label| !label.is_empty());
    sink.add(node, rdfs::LABEL, literal::plain(&label.map_or_else(|| words_of(compact), str::to_owned)));
    let parents = class.map_or(&[][..], |class| &class.parents);
    for parent in parents.iter().filter_map(|parent| context.expand(parent)).filter(|parent| parent != node) {
        sink.add(node, rdfs::SUB_CLASS_OF, parent);
    }
}

/// `an:coveredTopic` → “covered topic”.
pub(super) fn words_of(compact: &str) -> String {
    let local = compact.rsplit([':', '#', '/']).next().unwrap_or(compact);
    let mut words = String::new();
    for c in local.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        if c == '-' || c == '_' {
            words.push(' ');
        } else {
            words.extend(c.to_lowercase());
        }
    }
    words
}
