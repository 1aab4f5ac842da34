//! Notes and statements → triples.
//!
//! The entry point is [`Graph::build`]. The steps, each in its own file:
//!
//! 1. notes become nodes that hold their own text (`document.rs`), with their quotations (`quotation.rs`) and
//!    what they cite (`source.rs`);
//! 2. statements that say the same thing from the same words become one claim, with its span (`claim.rs`);
//! 3. what is vouched for becomes a plain triple and, where the relation denotes one, an event (`event.rs`);
//! 4. everything named gets its names, classes and relations their labels (`entity.rs`).
//!
//! RDF 1.1, one graph, no blank nodes. The result depends on the set of notes and statements only, never on
//! their order.

use super::{
    claim::Claims,
    document::Documents,
    entity::Entities,
    event::Events,
    literal,
    name::{Names, sha256},
    quotation::Quotations,
    vocabulary,
};
use crate::{
    note::{Note, Works},
    ontology::Ontology,
    statement::{QuotationRecord, Statement},
};
use oxigraph::model::{NamedNode, NamedNodeRef, Term, Triple, vocab::rdf};

/// What a graph is made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The notes as read.
    pub notes: &'a [Note],
    /// What was read from them.
    pub statements: &'a [Statement],
    /// What extraction knows of quotations beyond their place: whose text they are.
    pub quotations: &'a [QuotationRecord],
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
        check_base(input.base)?;
        let Input { works, author, ontology, .. } = *input;
        let context = Context { names: Names::new(input.base), ontology, works, author };
        let mut sink = Sink::default();
        if let (Some(title), Ok(set)) = (input.title, NamedNode::new(input.base)) {
            sink.add(&set, rdf::TYPE, vocabulary::reused::VOID_DATASET);
            sink.add(&set, vocabulary::reused::DCT_TITLE, literal::plain(title));
        }
        let documents = Documents::of(input.notes, input.statements, input.quotations);
        let quotations = Quotations::of(input.notes, input.quotations, input.statements, &context);
        let claims = Claims::of(input.statements, &context);
        let events = Events::of(&claims, &context);
        let entities = Entities::of(input.statements, input.quotations, &context);
        documents.describe(&entities, &context, &mut sink);
        quotations.describe(&context, &mut sink);
        claims.describe(&context, &mut sink);
        events.describe(&entities, &context, &mut sink);
        entities.describe(&context, &mut sink);
        Ok(Self::from_triples(input.base, sink.triples))
    }

    /// Puts triples in order, each once.
    pub(super) fn from_triples(base: &str, mut triples: Vec<Triple>) -> Self {
        triples.sort_by_cached_key(order);
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

    /// SHA-256 over all triples in order, hexadecimal: equal for equal graphs.
    #[must_use]
    pub fn content_hash(&self) -> String {
        let mut text = String::new();
        for triple in &self.triples {
            text.push_str(&triple.to_string());
            text.push('\n');
        }
        sha256(text.as_bytes())
    }
}

fn check_base(base: &str) -> Result<(), GraphError> {
    match NamedNode::new(base) {
        Ok(_) if base.ends_with(['/', '#']) => Ok(()),
        _ => Err(GraphError::Base(base.to_owned())),
    }
}

/// What triples are sorted by: `rdf:type` comes first among the predicates of a subject.
pub(super) fn order(triple: &Triple) -> (String, bool, String, String) {
    let is_other = triple.predicate != rdf::TYPE;
    (triple.subject.to_string(), is_other, triple.predicate.as_str().to_owned(), triple.object.to_string())
}

/// What every step needs to know.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) names: Names,
    pub(super) ontology: &'a Ontology,
    pub(super) works: Option<&'a Works>,
    pub(super) author: Option<&'a str>,
}

impl Context<'_> {
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

/// Where triples are collected.
#[derive(Debug, Default)]
pub(super) struct Sink {
    pub(super) triples: Vec<Triple>,
}

impl Sink {
    pub(super) fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.triples.push(Triple::new(subject.clone(), predicate, object));
    }
}
