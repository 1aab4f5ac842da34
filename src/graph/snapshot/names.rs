//! Everything that facts and claims are about, with all its names.

#[cfg(any(feature = "disk", test))]
use super::bytes::{Reader, Writer};
use super::texts::{Texts, number};
use crate::graph::{
    EntityNames, Graph, Named, fold,
    reader::text_of,
    vocabulary::{an, compact, reused},
};
use oxigraph::model::{
    NamedNodeRef, NamedOrBlankNodeRef, Term, Triple,
    vocab::{rdf, rdfs},
};
use std::collections::{BTreeMap, HashMap};
#[cfg(any(feature = "disk", test))]
use std::io::Read;

/// Entities in order of their IRIs: columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::graph) struct Names {
    pub(super) iris: Texts,
    pub(super) labels: Texts,
    /// Number of the set of its classes.
    pub(super) class_sets: Vec<u32>,
    /// Compact IRIs, sorted, set apart by blanks.
    pub(super) classes: Texts,
    /// In how many triples it is the object.
    pub(super) weights: Vec<u32>,
    pub(super) aliases: Texts,
    /// Where each entity's aliases end.
    pub(super) alias_ends: Vec<u32>,
    /// Label and aliases, [`fold`]ed: of each entity the label first, from its number plus `alias_ends` before it.
    pub(super) folded: Texts,
}

/// One entity.
#[derive(Clone, Copy, Debug)]
pub(in crate::graph) struct Entity<'a> {
    pub(super) names: &'a Names,
    at: u32,
}

/// Nodes of these classes are no entities.
const APART: [NamedNodeRef<'static>; 7] =
    [rdfs::CLASS, an::RELATION, an::OPEN_RELATION, an::NOTE, an::SOURCE, an::QUOTATION, an::CLAIM];

impl Names {
    /// The entities of a graph.
    pub(in crate::graph) fn of(graph: &Graph) -> Self {
        let weights = weights(graph);
        let mut names = Self::default();
        let mut sets: BTreeMap<String, u32> = BTreeMap::new();
        let mut subjects: Vec<(&str, &[Triple])> = Vec::new();
        for said in graph.triples().chunk_by(|one, other| one.subject == other.subject) {
            if let Some(NamedOrBlankNodeRef::NamedNode(node)) = said.first().map(|triple| triple.subject.as_ref()) {
                subjects.push((node.as_str(), said));
            }
        }
        // The triples' own order takes the brackets around an IRI into account.
        subjects.sort_unstable_by_key(|(iri, _)| *iri);
        for (iri, said) in subjects {
            names.add(iri, said, graph.base(), weights.get(iri).copied().unwrap_or(0), &mut sets);
        }
        names
    }

    /// How many there are.
    #[cfg(feature = "disk")]
    pub(super) const fn len(&self) -> usize {
        self.iris.len()
    }

    /// Sets the weight of each.
    #[cfg(feature = "disk")]
    pub(super) fn weigh(&mut self, weight: impl Fn(&str) -> u32) {
        self.weights = (0..self.iris.len()).map(|at| weight(self.iris.get(number(at)))).collect();
    }

    /// Adds the number of a set of classes, which it gets if it is new.
    pub(super) fn add_classes(&mut self, set: &str, sets: &mut BTreeMap<String, u32>) {
        let number = sets.get(set).copied().unwrap_or_else(|| {
            let new = self.classes.push(set);
            sets.insert(set.to_owned(), new);
            new
        });
        self.class_sets.push(number);
    }

    /// Adds the node that these triples are about, if it is an entity.
    pub(super) fn add(
        &mut self,
        iri: &str,
        said: &[Triple],
        base: &str,
        weight: u32,
        sets: &mut BTreeMap<String, u32>,
    ) {
        let all = |predicate: NamedNodeRef<'static>| {
            said.iter().filter(move |triple| triple.predicate == predicate).map(|triple| &triple.object)
        };
        let mut classes: Vec<String> = Vec::new();
        for class in all(rdf::TYPE) {
            let Term::NamedNode(class) = class else { continue };
            if APART.contains(&class.as_ref()) {
                return;
            }
            classes.push(compact(class.as_str(), base));
        }
        let Some(label) = all(rdfs::LABEL).next().map(text_of) else { return };
        if classes.is_empty() && all(an::CLAIM_OF).next().is_none() {
            return;
        }
        classes.sort_unstable();
        self.add_classes(&classes.join(" "), sets);
        self.iris.push(iri);
        self.folded.push(&fold(&label));
        self.labels.push(&label);
        let mut aliases: Vec<&Term> = all(reused::SKOS_ALT_LABEL).collect();
        aliases.sort_by_cached_key(ToString::to_string);
        for alias in aliases.into_iter().map(text_of) {
            self.folded.push(&fold(&alias));
            self.aliases.push(&alias);
        }
        self.alias_ends.push(number(self.aliases.len()));
        self.weights.push(weight);
    }

    /// As it is kept in a file.
    #[cfg(any(feature = "disk", test))]
    pub(in crate::graph) fn write(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        for texts in [&self.iris, &self.labels, &self.classes, &self.aliases, &self.folded] {
            writer.texts(texts);
        }
        for numbers in [&self.class_sets, &self.weights, &self.alias_ends] {
            writer.numbers(numbers);
        }
        writer.sealed()
    }

    /// From a file; `None` when it is damaged.
    #[cfg(any(feature = "disk", test))]
    pub(in crate::graph) fn read(file: impl Read, size: usize) -> Option<Self> {
        let mut reader = Reader::new(file, size);
        let names = Self {
            iris: reader.texts(),
            labels: reader.texts(),
            classes: reader.texts(),
            aliases: reader.texts(),
            folded: reader.texts(),
            class_sets: reader.numbers(),
            weights: reader.numbers(),
            alias_ends: reader.numbers(),
        };
        reader.ended_whole().then_some(names)
    }

    /// All entities, in order of their IRIs.
    pub(in crate::graph) fn iter(&self) -> impl Iterator<Item = Entity<'_>> {
        (0..self.iris.len()).map(|at| Entity { names: self, at: number(at) })
    }

    /// The entity with this IRI.
    pub(in crate::graph) fn with_iri(&self, iri: &str) -> Option<Entity<'_>> {
        self.iris.find_sorted(iri).map(|at| Entity { names: self, at })
    }
}

impl<'a> Entity<'a> {
    pub(in crate::graph) fn iri(&self) -> &'a str {
        self.names.iris.get(self.at)
    }

    /// Compact IRIs of its classes, set apart by blanks.
    pub(super) fn class_set(&self) -> &'a str {
        self.names.classes.get(self.names.class_sets.get(self.at as usize).copied().unwrap_or(u32::MAX))
    }

    pub(in crate::graph) fn classes(&self) -> impl Iterator<Item = &'a str> {
        self.class_set().split(' ').filter(|class| !class.is_empty())
    }

    pub(in crate::graph) fn label(&self) -> &'a str {
        self.names.labels.get(self.at)
    }

    pub(in crate::graph) fn is_a(&self, class: &str) -> bool {
        self.classes().any(|own| own == class)
    }

    /// In how many triples it is the object: how much is told of it.
    pub(in crate::graph) fn weight(&self) -> usize {
        self.names.weights.get(self.at as usize).map_or(0, |&weight| weight as usize)
    }

    pub(super) fn aliases(&self) -> std::ops::Range<u32> {
        let end = |at: usize| self.names.alias_ends.get(at).copied().unwrap_or(0);
        let start = (self.at as usize).checked_sub(1).map_or(0, end);
        start..end(self.at as usize)
    }

    /// Its label [`fold`]ed.
    pub(in crate::graph) fn folded_label(&self) -> &'a str {
        self.names.folded.get(self.at + self.aliases().start)
    }

    /// Its other names, folded.
    pub(in crate::graph) fn folded_aliases(&self) -> impl Iterator<Item = &'a str> {
        let (names, at) = (self.names, self.at);
        self.aliases().map(move |alias| names.folded.get(at + 1 + alias))
    }

    /// Label and aliases, folded.
    pub(in crate::graph) fn folded(&self) -> impl Iterator<Item = &'a str> {
        std::iter::once(self.folded_label()).chain(self.folded_aliases())
    }

    pub(in crate::graph) fn named(&self) -> Named {
        Named {
            iri: self.iri().to_owned(),
            label: self.label().to_owned(),
            classes: self.classes().map(str::to_owned).collect(),
        }
    }

    pub(in crate::graph) fn with_names(&self) -> EntityNames {
        let aliases = self.aliases().map(|alias| self.names.aliases.get(alias).to_owned());
        EntityNames { entity: self.named(), aliases: aliases.collect(), weight: self.weight() }
    }
}

/// In how many triples each node is the object.
fn weights(graph: &Graph) -> HashMap<&str, u32> {
    let mut weights: HashMap<&str, u32> = HashMap::new();
    for triple in graph.triples() {
        if let Term::NamedNode(node) = &triple.object {
            *weights.entry(node.as_str()).or_default() += 1;
        }
    }
    weights
}
