//! Notes and statements → triples.
//!
//! The entry point is [`Graph::build`]. What one note gives is a function of that note alone, a `Part`:
//!
//! 1. the note becomes a node that holds its own text (`document.rs`), with its quotations (`quotation.rs`) and what it cites
//!    (`source.rs`);
//! 2. statements that say the same thing from the same words become one claim, with its span (`claim.rs`);
//! 3. whatever other notes can speak of as well is entered in a ledger (`ledger.rs`): names, classes, relations, sources, facts
//!    that are vouched for, events.
//!
//! The ledgers of all notes are added up, and each node in them is described (`entity.rs`, `event.rs`).
//!
//! RDF 1.1, one graph, no blank nodes. The result depends on the set of notes and statements only, never on
//! their order.

use super::{
    claim::{Claim, Claims},
    content::Content,
    document, entity, event,
    ledger::{Entries, Group, Ledger},
    literal,
    name::Names,
    quotation::Quotations,
    vocabulary,
};
use crate::{
    note::{Note, Works},
    ontology::{Ontology, RelationDefinition},
    statement::{QuotationRecord, Statement},
};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple, vocab::rdf};
use rayon::prelude::*;
use std::{cmp::Ordering, collections::BTreeMap, collections::HashMap};

/// What a graph is made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The notes with what was read from them, each path once.
    pub told: &'a [Told<'a>],
    /// What citation keys stand for, where a bibliography tells.
    pub works: Option<&'a Works>,
    /// Who wrote the notes that do not say so themselves.
    pub author: Option<&'a str>,
    /// What the notes are called as a whole.
    pub title: Option<&'a str>,
    /// Labels and kinds of classes and relations, and what entities are elsewhere.
    pub ontology: &'a Ontology,
    /// The base of entities, claims and spans; [`vocabulary::DEFAULT_BASE`] unless the user says otherwise.
    pub base: &'a str,
}

#[cfg(feature = "disk")]
impl Input<'_> {
    /// How many statements were read from all notes.
    pub(super) fn statements(&self) -> usize {
        self.told.iter().map(|told| told.statements.len()).sum()
    }
}

/// One note with what was read from it.
#[derive(Clone, Debug, Default)]
pub struct Told<'a> {
    /// Its path.
    pub path: &'a str,
    /// The note as read; `None` for one that statements name but that was not given.
    pub note: Option<&'a Note>,
    /// What was read from it.
    pub statements: Vec<&'a Statement>,
    /// What extraction knows of its quotations beyond their place: whose text they are.
    pub quotations: Vec<&'a QuotationRecord>,
}

impl<'a> Told<'a> {
    /// Notes with what was read from each, in order of their paths.
    #[must_use]
    pub fn gathered(notes: &'a [Note], statements: &'a [Statement], quotations: &'a [QuotationRecord]) -> Vec<Self> {
        let mut all: BTreeMap<&str, Self> = BTreeMap::new();
        for note in notes {
            all.entry(&note.path).or_default().note = Some(note);
        }
        for statement in statements {
            all.entry(&statement.evidence.file).or_default().statements.push(statement);
        }
        for quotation in quotations {
            all.entry(&quotation.evidence.file).or_default().quotations.push(quotation);
        }
        all.into_iter().map(|(path, told)| Self { path, ..told }).collect()
    }
}

/// A graph in memory: its triples in order, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    base: String,
    triples: Vec<Triple>,
}

/// Why no graph could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GraphError {
    /// The base is no absolute IRI, or names could not be put right after it.
    #[error("the base `{0}` must be an absolute IRI that ends in `/` or `#`, such as {default}", default = vocabulary::DEFAULT_BASE)]
    Base(String),
}

impl Graph {
    /// Makes the graph of these notes and statements.
    ///
    /// # Errors
    /// When the base is not an absolute IRI that ends in `/` or `#`.
    pub fn build(input: &Input<'_>) -> Result<Self, GraphError> {
        let context = Context::of(input)?;
        let parts: Vec<Part> = input.told.par_iter().map(|told| Part::of(told, &context)).collect();
        let mut triples = about_all(input);
        let mut ledgers = Vec::new();
        for part in parts {
            triples.extend(part.own);
            ledgers.push(part.entries);
        }
        let ledger = Ledger::sum(ledgers);
        let groups = ledger.groups();
        triples.par_extend(groups.par_iter().flat_map_iter(|group| describe(group, &context)));
        Ok(Self::from_triples(input.base, triples))
    }

    /// Puts triples in order, each once.
    pub(crate) fn from_triples(base: &str, mut triples: Vec<Triple>) -> Self {
        triples.par_sort_unstable_by(order);
        triples.dedup();
        Self { base: base.to_owned(), triples }
    }

    /// All triples: by subject, then `rdf:type` before other predicates, then object.
    #[must_use]
    pub fn triples(&self) -> &[Triple] {
        &self.triples
    }

    /// The base of its entities, claims and spans.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Equal for equal graphs: the sum of a hash of each triple, so that a few more or fewer can be reckoned with.
    #[must_use]
    pub fn content_hash(&self) -> Content {
        self.triples.par_iter().map(Content::of).reduce(Content::default, Content::plus)
    }
}

fn check_base(base: &str) -> Result<(), GraphError> {
    match NamedNode::new(base) {
        Ok(_) if base.ends_with(['/', '#']) => Ok(()),
        _ => Err(GraphError::Base(base.to_owned())),
    }
}

/// How triples are sorted: by subject as it is written, `rdf:type` first among the predicates of a subject, then by object as
/// it is written.
pub(super) fn order(one: &Triple, other: &Triple) -> Ordering {
    let subjects = match (&one.subject, &other.subject) {
        (NamedOrBlankNode::NamedNode(one), NamedOrBlankNode::NamedNode(other)) => {
            as_written(one.as_str(), other.as_str())
        }
        (one, other) => one.to_string().cmp(&other.to_string()),
    };
    let is_other = |triple: &Triple| triple.predicate != rdf::TYPE;
    subjects
        .then_with(|| is_other(one).cmp(&is_other(other)))
        .then_with(|| one.predicate.as_str().cmp(other.predicate.as_str()))
        .then_with(|| match (&one.object, &other.object) {
            (Term::NamedNode(one), Term::NamedNode(other)) => as_written(one.as_str(), other.as_str()),
            (one, other) => one.to_string().cmp(&other.to_string()),
        })
}

/// The order of IRIs with the bracket that closes each.
fn as_written(one: &str, other: &str) -> Ordering {
    let shared = one.len().min(other.len());
    let next = |iri: &str| iri.as_bytes().get(shared).copied().unwrap_or(b'>');
    let (start, other_start) = (&one.as_bytes()[..shared], &other.as_bytes()[..shared]);
    start.cmp(other_start).then_with(|| next(one).cmp(&next(other)))
}

/// What is said of the notes as a whole.
pub(super) fn about_all(input: &Input<'_>) -> Vec<Triple> {
    let mut sink = Sink::default();
    if let (Some(title), Ok(set)) = (input.title, NamedNode::new(input.base)) {
        sink.add(&set, rdf::TYPE, vocabulary::reused::VOID_DATASET);
        sink.add(&set, vocabulary::reused::DCT_TITLE, literal::plain(title));
    }
    sink.triples
}

/// What one note gives.
#[derive(Debug)]
pub(super) struct Part {
    /// Triples about what is the note's alone: itself, its claims, spans and quotations; in order, each once.
    pub(super) own: Vec<Triple>,
    /// What it says of things that other notes can speak of.
    pub(super) entries: Entries,
    /// The event that each of its claims tells of.
    #[cfg_attr(not(feature = "disk"), expect(dead_code, reason = "only names and ties on disk need it"))]
    pub(super) events: BTreeMap<NamedNode, NamedNode>,
}

impl Part {
    pub(super) fn of(told: &Told<'_>, context: &Context<'_>) -> Self {
        let mut sink = Sink::default();
        document::describe(told, context, &mut sink);
        Quotations::of(told, context).describe(context, &mut sink);
        let claims = Claims::of(&told.statements, context);
        claims.describe(context, &mut sink);
        let mut events = BTreeMap::new();
        for (claim, Claim { statement, .. }) in &claims.all {
            if let Some(event) = event::of(statement, context) {
                event::tell(&event, claim, statement, context, &mut sink.entries);
                events.insert(claim.clone(), event);
            }
        }
        for statement in &told.statements {
            entity::tell_statement(statement, context, &mut sink.entries);
        }
        for thing in told.quotations.iter().filter_map(|quotation| quotation.about.as_ref()) {
            entity::tell_thing(thing, false, context, &mut sink.entries);
        }
        sink.triples.sort_unstable_by(order);
        sink.triples.dedup();
        Self { own: sink.triples, entries: sink.entries, events }
    }
}

/// All triples about what several notes can speak of, in order, each once.
pub(super) fn describe(group: &Group<'_>, context: &Context<'_>) -> Vec<Triple> {
    let mut sink = Sink::default();
    entity::describe(group, context, &mut sink);
    sink.triples.sort_unstable_by(order);
    sink.triples.dedup();
    sink.triples
}

/// What every step needs to know.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) names: Names,
    pub(super) ontology: &'a Ontology,
    pub(super) works: Option<&'a Works>,
    pub(super) author: Option<&'a str>,
    definitions: HashMap<NamedNode, &'a RelationDefinition>,
}

impl<'a> Context<'a> {
    /// # Errors
    /// When the base is not an absolute IRI that ends in `/` or `#`.
    pub(super) fn of(input: &Input<'a>) -> Result<Self, GraphError> {
        check_base(input.base)?;
        let Input { works, author, ontology, base, .. } = *input;
        let expanded = |relation: &'a RelationDefinition| Some((vocabulary::expand(&relation.iri, base)?, relation));
        let definitions = ontology.relations.iter().rev().filter_map(expanded).collect();
        Ok(Self { names: Names::new(base), ontology, works, author, definitions })
    }

    /// What the ontology says of a relation.
    pub(super) fn definition(&self, relation: &NamedNode) -> Option<&'a RelationDefinition> {
        self.definitions.get(relation).copied()
    }

    /// What a thing is elsewhere, if the gazetteer knows it.
    pub(super) fn elsewhere(&self, thing: &NamedNode) -> impl Iterator<Item = &'a str> {
        let entities = &self.ontology.entities;
        let slug = thing.as_str().strip_prefix(self.names.base());
        let known = slug.map(|slug| {
            let first = entities.partition_point(|entity| entity.slug.as_str() < slug);
            entities[first..].iter().take_while(move |entity| entity.slug == slug)
        });
        known.into_iter().flatten().flat_map(|entity| entity.same_as.iter().map(String::as_str))
    }

    /// The class that a compact IRI stands for; `an:Thing` when it stands for none.
    pub(super) fn class(&self, compact: &str) -> NamedNode {
        self.expand(compact).unwrap_or_else(|| vocabulary::an::THING.into_owned())
    }

    pub(super) fn expand(&self, compact: &str) -> Option<NamedNode> {
        vocabulary::expand(compact, self.names.base())
    }

    /// The class and all above it, as compact IRIs, in order of first discovery.
    pub(super) fn ancestry(&self, class: &str) -> Vec<String> {
        let mut found = vec![class.to_owned()];
        let mut next = 0;
        while let Some(current) = found.get(next).cloned() {
            for parent in self.ontology.classes.get(&current).map_or(&[][..], |class| &class.parents) {
                if !found.contains(parent) {
                    found.push(parent.clone());
                }
            }
            next += 1;
        }
        found
    }

    /// Whether members of the class are events.
    pub(super) fn is_event(&self, class: &str) -> bool {
        self.ancestry(class).iter().any(|class| matches!(class.as_str(), "sem:Event" | "an:Event"))
    }
}

/// Where triples and entries are collected.
#[derive(Debug, Default)]
pub(super) struct Sink {
    pub(super) triples: Vec<Triple>,
    pub(super) entries: Entries,
}

impl Sink {
    pub(super) fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.triples.push(Triple::new(subject.clone(), predicate, object));
    }
}
