//! Names and ties gathered while a graph is made, note by note, without ever having all of its triples at hand.
//!
//! What a relation is called hangs on all notes, so that ties are made with marks in place of its labels ([`Marked`]), and the
//! marks are replaced once everything is known.

use super::{
    Names, Ties,
    making::{Making, renamed},
    texts::number,
    ties::OPEN,
};
use crate::graph::{
    ClaimRow, StoreError,
    entity::words_of,
    literal,
    reader::{Lookup, Reader, node_of, text_of},
    vocabulary::{an, compact, reused},
};
use oxigraph::model::{
    GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term, Triple,
    vocab::{rdf, rdfs},
};
use std::collections::{BTreeMap, HashMap};

/// Stands before the IRI of a relation for its label.
const ACTIVE: char = '\u{1}';
/// Stands before the IRI of a relation for its label where it is read from its object's side.
const PASSIVE: char = '\u{2}';

/// Names and ties in the making.
#[derive(Debug)]
pub(in crate::graph) struct Gathered<'a> {
    base: &'a str,
    making: Making<'a>,
    names: Names,
    class_sets: BTreeMap<String, u32>,
    /// In how many triples each node is the object, but for what is never an entity.
    weights: HashMap<String, u32>,
    /// Labels of what is no entity.
    labels: HashMap<String, String>,
    relations: HashMap<String, Called>,
}

/// What a relation is called.
#[derive(Debug, Default)]
struct Called {
    label: String,
    passive: Option<String>,
    /// Compact IRIs, sorted, set apart by blanks.
    classes: String,
}

impl<'a> Gathered<'a> {
    pub(in crate::graph) fn new(base: &'a str) -> Self {
        Self {
            base,
            making: Making::new(base),
            names: Names::default(),
            class_sets: BTreeMap::new(),
            weights: HashMap::new(),
            labels: HashMap::new(),
            relations: HashMap::new(),
        }
    }

    /// Adds the triples that are about what is one note's alone, and the rows that [`marked_rows`] reads from them.
    pub(in crate::graph) fn add_own(&mut self, own: &[Triple], rows: &[ClaimRow]) {
        self.weigh(own);
        rows.iter().for_each(|row| self.making.add(row));
    }

    /// Adds all triples about a node of which several notes can speak, in order; nodes in order of their IRIs.
    pub(in crate::graph) fn add_shared(&mut self, node: &NamedNode, said: &[Triple]) {
        self.weigh(said);
        // That a page is about the node is said of the page.
        let about = said.chunk_by(|one, other| one.subject == other.subject);
        let is_it = |said: &&[Triple]| {
            said.first().is_some_and(|triple| triple.subject == NamedOrBlankNode::from(node.clone()))
        };
        let said = about.into_iter().find(is_it).unwrap_or_default();
        let count = self.names.len();
        self.names.add(node.as_str(), said, self.base, 0, &mut self.class_sets);
        let all = |predicate: NamedNodeRef<'static>| {
            said.iter().filter(move |triple| triple.predicate == predicate).map(|triple| text_of(&triple.object))
        };
        let label = all(rdfs::LABEL).next();
        if let (true, Some(label)) = (count == self.names.len(), &label) {
            self.labels.insert(node.as_str().to_owned(), label.clone());
        }
        let mut classes: Vec<String> = all(rdf::TYPE).map(|class| compact(&class, self.base)).collect();
        if classes.iter().any(|class| matches!(class.as_str(), "an:Relation" | "an:OpenRelation")) {
            classes.sort_unstable();
            let called = Called {
                label: label.unwrap_or_else(|| words_of(node.as_str())),
                passive: all(an::PASSIVE_LABEL).next(),
                classes: classes.join(" "),
            };
            self.relations.insert(node.as_str().to_owned(), called);
        }
    }

    fn weigh(&mut self, triples: &[Triple]) {
        for triple in triples {
            if let Term::NamedNode(node) = &triple.object
                && !NEVER_ENTITIES.contains(&triple.predicate.as_ref())
            {
                match self.weights.get_mut(node.as_str()) {
                    Some(weight) => *weight += 1,
                    None => drop(self.weights.insert(node.as_str().to_owned(), 1)),
                }
            }
        }
    }

    /// All that was added.
    pub(in crate::graph) fn finished(mut self) -> Result<(Names, Ties), StoreError> {
        self.names.weigh(|iri| self.weights.get(iri).copied().unwrap_or(0));
        self.name_relations();
        let (names, labels) = (self.names, self.labels);
        let ties = self.making.ties(&mut |node| {
            let known =
                names.with_iri(node).map(|entity| entity.label()).or_else(|| labels.get(node).map(String::as_str));
            Ok(known.map_or_else(|| words_of(node), str::to_owned))
        })?;
        Ok((names, ties))
    }

    /// Replaces the marks by what relations are called.
    fn name_relations(&mut self) {
        let unknown = Called::default();
        let called = |marked: &str| -> Option<(&Called, bool, String)> {
            let mark = marked.chars().next().filter(|mark| matches!(*mark, ACTIVE | PASSIVE))?;
            let (iri, rest) = marked[1..].split_at(marked[1..].find(' ').unwrap_or(marked.len() - 1));
            Some((self.relations.get(iri).unwrap_or(&unknown), mark == PASSIVE, rest.to_owned()))
        };
        let label = |marked: &str| match called(marked) {
            Some((called, is_passive, rest)) => {
                let passive = called.passive.as_ref().filter(|_| is_passive);
                passive.unwrap_or(&called.label).clone() + &rest
            }
            None => marked.to_owned(),
        };
        let labels = std::mem::take(&mut self.making.labels);
        let (labels, order) = renamed(labels, label);
        self.making.labels = labels;
        for [_, _, said, _, _] in &mut self.making.links {
            *said = order[*said as usize];
        }
        let mut relations: BTreeMap<[String; 3], u32> = BTreeMap::new();
        let mut order = vec![(0, 0); self.making.relations.len()];
        for ([iri, marked, _], was) in &self.making.relations {
            let classes = self.relations.get(iri).map_or("", |called| &called.classes);
            let next = number(relations.len());
            let at = *relations.entry([iri.clone(), label(marked), classes.to_owned()]).or_insert(next);
            let open = if classes.split(' ').any(|class| class == "an:OpenRelation") { OPEN } else { 0 };
            order[*was as usize] = (at, open);
        }
        self.making.relations = relations;
        for [doubt, _, _, relation] in &mut self.making.claimed {
            let (at, open) = order[*relation as usize];
            *doubt |= open;
            *relation = at;
        }
    }
}

/// What these point to is a span, a note, a quotation or a claim.
const NEVER_ENTITIES: [NamedNodeRef<'static>; 4] =
    [reused::PROV_WAS_DERIVED_FROM, reused::OA_HAS_SOURCE, an::SUPPORTS, an::CLAIM_OF];

/// Rows of the claims among the triples that are one note's alone, in order, given the event that each tells of.
pub(in crate::graph) fn marked_rows(
    base: &str,
    own: &[Triple],
    events: &BTreeMap<NamedNode, NamedNode>,
) -> Result<Vec<ClaimRow>, StoreError> {
    let marked = Marked::new(base, own, events);
    let rows = Reader::new(&marked);
    let claim = Term::from(an::CLAIM);
    let claims = own.iter().filter(|triple| triple.predicate == rdf::TYPE && triple.object == claim);
    claims.filter_map(|triple| node_of(triple.subject.clone().into())).map(|claim| rows.bare_row(&claim)).collect()
}

/// The triples that are one note's alone, to read rows from that have marks in place of labels.
struct Marked<'a> {
    base: &'a str,
    subjects: BTreeMap<&'a str, &'a [Triple]>,
    events: &'a BTreeMap<NamedNode, NamedNode>,
}

impl<'a> Marked<'a> {
    fn new(base: &'a str, own: &'a [Triple], events: &'a BTreeMap<NamedNode, NamedNode>) -> Self {
        let of_one = own.chunk_by(|one, other| one.subject == other.subject);
        let subjects = of_one.filter_map(|said| match said.first().map(|triple| triple.subject.as_ref()) {
            Some(NamedOrBlankNodeRef::NamedNode(node)) => Some((node.as_str(), said)),
            Some(NamedOrBlankNodeRef::BlankNode(_)) | None => None,
        });
        Self { base, subjects: subjects.collect(), events }
    }
}

impl Lookup for Marked<'_> {
    fn base(&self) -> &str {
        self.base
    }

    fn about(&self, subject: NamedNodeRef<'_>) -> Result<Vec<Quad>, StoreError> {
        let said = self.subjects.get(subject.as_str()).copied().unwrap_or_default();
        Ok(said.iter().map(|triple| triple.clone().in_graph(GraphName::DefaultGraph)).collect())
    }

    fn values(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Result<Vec<Term>, StoreError> {
        let marked = |mark: char| vec![literal::plain(&format!("{mark}{}", subject.as_str())).into()];
        Ok(match predicate {
            rdfs::LABEL => marked(ACTIVE),
            an::PASSIVE_LABEL => marked(PASSIVE),
            _ => Vec::new(),
        })
    }

    fn pointing(&self, predicate: NamedNodeRef<'_>, to: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, StoreError> {
        let event = self.events.get(&to.into_owned()).filter(|_| predicate == an::CLAIM_OF);
        Ok(event.into_iter().cloned().collect())
    }
}
