//! Names: of things, of classes, of relations.

use super::{
    claim::{describe_holder, holder, is_fact, relation},
    literal,
    rdf::{Context, Sink},
    vocabulary::{an, reused},
};
use crate::statement::{Object, QuotationRecord, Relation, Statement, Thing};
use oxigraph::model::{
    Literal, NamedNode, NamedNodeRef,
    vocab::{rdf, rdfs},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// The class of whoever only ever says or holds something.
const HOLDER: &str = "an:Holder";
/// Classes that say nothing beside another.
const VAGUE: [&str; 2] = ["an:Thing", HOLDER];

/// Everything that is named, by node.
#[derive(Debug, Default)]
pub(super) struct Entities<'a> {
    things: BTreeMap<NamedNode, Named<'a>>,
    relations: BTreeMap<NamedNode, BTreeSet<RelationNames<'a>>>,
    roles: BTreeSet<&'a str>,
    classes: BTreeSet<String>,
    statements: Vec<&'a Statement>,
}

#[derive(Debug, Default)]
struct Named<'a> {
    /// How often each name was given.
    labels: BTreeMap<&'a str, usize>,
    aliases: BTreeSet<&'a str>,
    classes: BTreeSet<&'a str>,
    /// It takes part in something that is vouched for.
    vouched: bool,
}

/// What one statement calls its relation.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct RelationNames<'a> {
    label: &'a str,
    lemma: &'a str,
    open: bool,
    inverse: bool,
}

impl<'a> Entities<'a> {
    pub(super) fn of(statements: &'a [Statement], quotations: &'a [QuotationRecord], context: &Context<'_>) -> Self {
        let mut all = Self::default();
        for statement in statements {
            all.add_statement(statement, context);
        }
        for thing in quotations.iter().filter_map(|quotation| quotation.about.as_ref()) {
            all.add_thing(thing, false, context);
        }
        all
    }

    fn add_statement(&mut self, statement: &'a Statement, context: &Context<'_>) {
        let vouched = is_fact(statement);
        self.add_thing(&statement.subject, vouched, context);
        if let Some(Object::Thing(thing)) = &statement.object {
            self.add_thing(thing, vouched, context);
        }
        if let Some(place) = &statement.place {
            self.add_thing(place, vouched, context);
        }
        for role in &statement.roles {
            self.roles.insert(&role.role);
            if let Some(iri) = &role.iri {
                self.add_name(iri, &role.label, role.class.as_deref().unwrap_or("an:Thing"), vouched, context);
            }
        }
        if let (Some(iri), Some(label)) = (&statement.attributed_to_iri, &statement.attributed_to) {
            // A holder is called as the clause calls it; that is one of its names, but no vote for its label.
            let named = self.add_name(iri, label, HOLDER, vouched, context);
            named.aliases.insert(label);
            if let Some(count) = named.labels.get_mut(label.as_str()) {
                *count -= 1;
            }
        }
        self.classes.extend(statement.event_type.clone());
        let Relation { label, lemma, open, inverse, .. } = &statement.relation;
        let names = RelationNames { label, lemma, open: *open, inverse: *inverse };
        self.relations.entry(relation(statement, context)).or_default().insert(names);
        self.statements.push(statement);
    }

    fn add_thing(&mut self, thing: &'a Thing, vouched: bool, context: &Context<'_>) {
        let named = self.add_name(&thing.iri, &thing.label, &thing.class, vouched, context);
        named.aliases.extend(thing.aliases.iter().map(String::as_str));
    }

    fn add_name(
        &mut self,
        iri: &str,
        label: &'a str,
        class: &'a str,
        vouched: bool,
        context: &Context<'_>,
    ) -> &mut Named<'a> {
        self.classes.insert(class.to_owned());
        let named = self.things.entry(context.names.given(iri, label)).or_default();
        *named.labels.entry(label).or_default() += 1;
        named.classes.insert(class);
        named.vouched |= vouched;
        named
    }

    /// Whether a node has a name from a mention of it.
    pub(super) fn names(&self, node: &NamedNode) -> bool {
        self.things.contains_key(node)
    }

    pub(super) fn describe(&self, context: &Context<'_>, sink: &mut Sink) {
        for (node, named) in &self.things {
            named.describe(node, context, sink);
        }
        describe_elsewhere(self, context, sink);
        for (node, names) in &self.relations {
            describe_relation(node, names, context, sink);
        }
        for role in &self.roles {
            if let Some(node) = context.expand(role).filter(|node| !self.relations.contains_key(node)) {
                sink.add(&node, rdfs::LABEL, literal::plain(&words_of(role)));
            }
        }
        for statement in &self.statements {
            if holder(statement, context).is_some_and(|node| !self.names(&node)) {
                describe_holder(statement, context, sink);
            }
        }
        describe_classes(&self.classes, context, sink);
    }
}

impl Named<'_> {
    fn describe(&self, node: &NamedNode, context: &Context<'_>, sink: &mut Sink) {
        let label = self.label();
        sink.add(node, rdfs::LABEL, literal::plain(label));
        for alias in self.labels.keys().chain(&self.aliases).filter(|alias| **alias != label) {
            sink.add(node, reused::SKOS_ALT_LABEL, literal::plain(alias));
        }
        for class in self.most_specific(context) {
            sink.add(node, rdf::TYPE, context.class(class));
            if self.vouched && context.is_event(class) {
                sink.add(node, rdf::TYPE, reused::SEM_EVENT);
            }
        }
    }

    /// The name given most often; among those the longest, then the first of the alphabet.
    fn label(&self) -> &str {
        let best = self.labels.iter().min_by_key(|(label, count)| (Reverse(**count), Reverse(label.len()), **label));
        best.map_or("", |(label, _)| label)
    }

    /// Its classes without those that another of them implies.
    fn most_specific(&self, context: &Context<'_>) -> Vec<&str> {
        let implied: BTreeSet<String> =
            self.classes.iter().flat_map(|class| context.ancestry(class).into_iter().skip(1)).collect();
        let left = |class: &&str| !implied.contains(*class) && (!VAGUE.contains(class) || self.classes.len() == 1);
        self.classes.iter().copied().filter(left).collect()
    }
}

/// What an entity of the gazetteer is elsewhere.
fn describe_elsewhere(entities: &Entities<'_>, context: &Context<'_>, sink: &mut Sink) {
    for entity in &context.ontology.entities {
        let Ok(node) = NamedNode::new(format!("{}{}", context.names.base(), entity.slug)) else { continue };
        if entities.names(&node) {
            for same in entity.same_as.iter().filter_map(|iri| context.expand(iri)) {
                sink.add(&node, reused::SKOS_EXACT_MATCH, same);
            }
        }
    }
}

fn describe_relation(node: &NamedNode, names: &BTreeSet<RelationNames<'_>>, context: &Context<'_>, sink: &mut Sink) {
    let defined = context
        .ontology
        .relations
        .iter()
        .find(|relation| context.expand(&relation.iri).is_some_and(|iri| iri == *node));
    let label = defined.map(|relation| relation.label.as_str()).filter(|label| !label.is_empty());
    let forward = names.iter().find(|names| !names.inverse).map(|names| names.label);
    let lemma = names.first().map(|names| names.lemma);
    sink.add(node, rdfs::LABEL, literal::plain(label.or(forward).or(lemma).unwrap_or_default()));
    for names in names {
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

/// The classes in use and all above them: label and superclasses.
fn describe_classes(used: &BTreeSet<String>, context: &Context<'_>, sink: &mut Sink) {
    let all: BTreeSet<String> = used.iter().flat_map(|class| context.ancestry(class)).collect();
    for compact in &all {
        let Some(node) = context.expand(compact) else { continue };
        sink.add(&node, rdf::TYPE, rdfs::CLASS);
        let class = context.ontology.classes.get(compact);
        let label = class.map(|class| class.label.as_str()).filter(|label| !label.is_empty());
        sink.add(&node, rdfs::LABEL, literal::plain(&label.map_or_else(|| words_of(compact), str::to_owned)));
        let parents = class.map_or(&[][..], |class| &class.parents);
        for parent in parents.iter().filter_map(|parent| context.expand(parent)) {
            add_above(&node, parent.as_ref(), sink);
        }
    }
}

fn add_above(class: &NamedNode, parent: NamedNodeRef<'_>, sink: &mut Sink) {
    if class.as_ref() != parent {
        sink.add(class, rdfs::SUB_CLASS_OF, parent);
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
