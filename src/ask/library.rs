//! What answering needs of a graph and an ontology: names made comparable, relations with their lemmas.

use super::{
    form::{Fit, Folding, Form},
    question::Phrase,
};
use crate::{
    graph::{ClaimRow, EntityNames, Named, Node, Store, StoreError, vocabulary::an},
    ontology::Ontology,
};
use std::collections::{BTreeMap, BTreeSet};

/// A graph and an ontology, indexed for questions.
pub(super) struct Library<'a> {
    pub(super) store: &'a Store,
    pub(super) ontology: &'a Ontology,
    folding: &'a Folding,
    entities: BTreeMap<String, Known>,
    /// Full IRI of a relation → lemmas of the words it was read from.
    relations: BTreeMap<String, BTreeSet<String>>,
}

/// All that an entity is called.
struct Known {
    forms: Vec<Form>,
    person: bool,
}

/// A phrase of the question, made comparable: the forms of its conjuncts.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) forms: Vec<Form>,
}

impl<'a> Library<'a> {
    /// Over a graph, of whose entities these may be asked for.
    pub(super) fn new(
        store: &'a Store,
        ontology: &'a Ontology,
        folding: &'a Folding,
        names: &[EntityNames],
    ) -> Result<Self, StoreError> {
        let known = |entity: &EntityNames| Known {
            forms: entity.names().map(|name| folding.form(name)).collect(),
            person: entity.entity.classes.iter().any(|class| ontology.is_a(class, "an:Person")),
        };
        let entities = names.iter().map(|entity| (entity.entity.iri.clone(), known(entity))).collect();
        Ok(Self { store, ontology, entities, folding, relations: relations(store)? })
    }

    pub(super) fn form(&self, text: &str) -> Form {
        self.folding.form(text)
    }

    pub(super) fn wanted(&self, phrase: &Phrase) -> Wanted {
        let whole = self.form(&phrase.text());
        let mut forms: Vec<Form> = phrase.conjuncts().iter().map(|part| self.form(&part.text())).collect();
        if !forms.contains(&whole) {
            forms.push(whole);
        }
        forms.retain(|form| !form.is_empty());
        Wanted { forms }
    }

    /// The relations of the graph that one of these lemmas or IRIs names, and those that denote a narrower kind of event
    /// (an invasion is an attack).
    pub(super) fn relations(&self, iris: &BTreeSet<String>, lemmas: &BTreeSet<String>) -> Vec<&str> {
        let event = |iri: &str| self.ontology.relation(iri).and_then(|(_, relation)| relation.event.as_deref());
        // “attacked” says no more than that there was an attack; “bombed”, though also an attack, does.
        let says_no_more = |iri: &str, class: &str| {
            let opening =
                |text: &str| text.rsplit([':', '#']).next().map(|local| local.chars().take(4).collect::<String>());
            opening(iri).zip(opening(class)).is_some_and(|(one, other)| one.eq_ignore_ascii_case(&other))
        };
        let wider: Vec<&str> =
            iris.iter().filter_map(|iri| event(iri).filter(|class| says_no_more(iri, class))).collect();
        let fits = |(iri, read): &(&String, &BTreeSet<String>)| {
            let narrower =
                event(iri).is_some_and(|own| wider.iter().any(|class| own != *class && self.ontology.is_a(own, class)));
            iris.contains(*iri) || !read.is_disjoint(lemmas) || narrower
        };
        self.relations.iter().filter(fits).map(|(iri, _)| iri.as_str()).collect()
    }

    /// Keys of what takes part in the events among these things: “the Norwegian invasion” is one that Norway took part in.
    pub(super) fn keys_of_events(&self, iris: &BTreeSet<String>) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for iri in iris {
            let rows = self.store.claims_telling_of(iri).unwrap_or_default();
            keys.extend(rows.iter().filter(|row| row.fact).flat_map(|row| self.keys_of_participants(row)));
        }
        keys
    }

    /// How well any conjunct of what is wanted fits a thing of the graph.
    pub(super) fn fit_thing(&self, wanted: &Wanted, thing: &Named) -> Option<Fit> {
        let own;
        let (forms, person) = match self.entities.get(&thing.iri) {
            Some(known) => (known.forms.as_slice(), known.person),
            None => {
                own = [self.form(&thing.label)];
                (own.as_slice(), false)
            }
        };
        let all = wanted.forms.iter().flat_map(|asked| forms.iter().filter_map(move |name| asked.fits(name, person)));
        best(all)
    }

    pub(super) fn fit_node(&self, wanted: &Wanted, node: &Node) -> Option<Fit> {
        match node {
            Node::Thing(thing) => self.fit_thing(wanted, thing),
            Node::Value(_) => {
                let name = self.form(&node.label());
                best(wanted.forms.iter().filter_map(|asked| asked.fits(&name, false)))
            }
        }
    }

    /// How well a bare noun describes a thing that the claim's own words call so: “the fighting” for a war.
    pub(super) fn describes(&self, wanted: &Wanted, node: &Node, row: &ClaimRow) -> Option<Fit> {
        let thing = node.thing()?;
        let cue = wanted.forms.last()?.bare_cue()?;
        let class = self.ontology.class_for_cue(cue)?;
        let said = self.is_a(thing, class) && class != "an:Thing" && self.keys_of_words(row).contains(cue);
        said.then(|| Fit { score: 0.8, missing: BTreeSet::new() })
    }

    /// IRIs of the entities that fit, for the query.
    pub(super) fn candidates(&self, wanted: &Wanted) -> Vec<String> {
        let fits = |known: &Known| {
            let pairs = wanted.forms.iter().flat_map(|asked| known.forms.iter().map(move |name| (asked, name)));
            pairs.into_iter().any(|(asked, name)| asked.fits(name, known.person).is_some())
        };
        self.entities.iter().filter(|(_, known)| fits(known)).map(|(iri, _)| iri.clone()).collect()
    }

    /// All keys of what takes part in a claim: by what it is called, and by what the claim's words say.
    pub(super) fn keys_of_participants(&self, row: &ClaimRow) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for thing in row.participants() {
            match self.entities.get(&thing.iri) {
                Some(known) => keys.extend(known.forms.iter().flat_map(|form| form.keys.iter().cloned())),
                None => keys.extend(self.form(&thing.label).keys),
            }
        }
        let values = row.object.iter().chain(row.roles.iter().map(|role| &role.node));
        for node in values.filter(|node| node.thing().is_none()) {
            keys.extend(self.form(&node.label()).keys);
        }
        keys
    }

    /// All keys of the words a claim was read from.
    pub(super) fn keys_of_words(&self, row: &ClaimRow) -> BTreeSet<String> {
        row.receipts.iter().flat_map(|receipt| self.form(&receipt.text).keys).collect()
    }

    /// Whether a claim's relation holds in both directions.
    pub(super) fn is_symmetric(&self, row: &ClaimRow) -> bool {
        self.ontology.relation(&row.relation.iri).is_some_and(|(_, relation)| relation.symmetric)
    }

    /// Whether a node has this class or one below it.
    pub(super) fn is_a(&self, thing: &Named, class: &str) -> bool {
        thing.classes.iter().any(|own| self.ontology.is_a(own, class))
    }
}

fn best(fits: impl Iterator<Item = Fit>) -> Option<Fit> {
    let mut best: Option<Fit> = None;
    for fit in fits {
        let rank = |fit: &Fit| (fit.missing.is_empty(), fit.score);
        if best.as_ref().is_none_or(|known| rank(&fit) > rank(known)) {
            best = Some(fit);
        }
    }
    best
}

fn relations(store: &Store) -> Result<BTreeMap<String, BTreeSet<String>>, StoreError> {
    use oxigraph::model::{NamedOrBlankNode, Term};
    let mut relations: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for quad in store.database().quads_for_pattern(None, Some(an::LEMMA), None, None) {
        let quad = quad?;
        if let (NamedOrBlankNode::NamedNode(relation), Term::Literal(lemma)) = (quad.subject, quad.object) {
            relations.entry(relation.into_string()).or_default().insert(lemma.value().to_owned());
        }
    }
    Ok(relations)
}
