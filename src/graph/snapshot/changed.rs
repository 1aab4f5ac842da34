//! Names and ties after a change, made from those before and what the change touches.
//!
//! What comes of it is the same to the byte as names and ties of the whole graph.

use super::{
    Entity, Names, Tie, Ties,
    making::{Making, called},
    texts::number,
    ties::kept,
};
use crate::graph::{
    Store, StoreError,
    change::Delta,
    rdf::order,
    reader::{Lookup, Reader, subject_of},
    vocabulary::an,
};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef, Triple, vocab::rdf};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// From the names and ties before a change, and a store of the graph after it.
pub(in crate::graph) fn changed(
    names: &Names,
    ties: &Ties,
    delta: &Delta,
    store: &Store,
) -> Result<(Names, Ties), StoreError> {
    let touched = touched_claims(ties, delta, store)?;
    let mut making = Making::new(store.base());
    let gone: HashSet<String> = touched.iter().map(|claim| kept(claim, store.base())).collect();
    let (names, ()) = rayon::join(|| changed_names(names, delta, store), || making.add_all(ties, &gone));
    let (names, rows) = (names?, Reader::new(store));
    for claim in &touched {
        let Ok(claim) = NamedNodeRef::new(claim) else { continue };
        if store.values(claim, rdf::TYPE)?.contains(&Term::from(an::CLAIM)) {
            making.add(&rows.bare_row(&claim.into_owned())?);
        }
    }
    let ties = making.ties(&mut |node| match names.with_iri(node) {
        Some(entity) => Ok(entity.label().to_owned()),
        None => called(node, &rows),
    })?;
    Ok((names, ties))
}

fn changed_names(names: &Names, delta: &Delta, store: &Store) -> Result<Names, StoreError> {
    let touched: BTreeSet<&str> = delta.all().filter_map(subject).collect();
    let mut weights: BTreeMap<&str, i64> = BTreeMap::new();
    for (triples, by) in [(&delta.removed, -1), (&delta.added, 1)] {
        for object in triples.iter().filter_map(object) {
            *weights.entry(object).or_default() += by;
        }
    }
    let mut described = BTreeMap::new();
    for iri in touched {
        let Ok(node) = NamedNodeRef::new(iri) else { continue };
        let said: Vec<Triple> = store.about(node)?.into_iter().map(Triple::from).collect();
        let weight = match names.with_iri(iri) {
            // What is told of often would take long to count.
            Some(known) => i64::try_from(known.weight()).unwrap_or(i64::MAX) + weights.get(iri).copied().unwrap_or(0),
            None => i64::try_from(store.pattern(None, None, Some(TermRef::from(node)))?.len()).unwrap_or(i64::MAX),
        };
        described.insert(iri, (said, u32::try_from(weight).unwrap_or(0)));
    }
    Ok(names.changed(described, &weights, store.base()))
}

/// The claims whose rows are others than before, or gone: those that are touched themselves, that are tied to another event,
/// or whose relation is called or classed otherwise.
fn touched_claims(ties: &Ties, delta: &Delta, store: &Store) -> Result<BTreeSet<String>, StoreError> {
    let mut touched: BTreeSet<String> = BTreeSet::new();
    let mut relations: BTreeSet<&str> = BTreeSet::new();
    for triple in delta.all() {
        touched.extend(subject(triple).filter(|node| ties.claim_at(node).is_some()).map(str::to_owned));
        if triple.predicate == an::CLAIM_OF || (triple.predicate == rdf::TYPE && triple.object == Term::from(an::CLAIM))
        {
            let claim = if triple.predicate == rdf::TYPE { subject(triple) } else { object(triple) };
            touched.extend(claim.map(str::to_owned));
        }
        relations.extend(subject(triple).filter(|node| ties.is_relation(node)));
    }
    for relation in relations.into_iter().filter_map(|relation| NamedNodeRef::new(relation).ok()) {
        let claims = store.pattern(None, Some(rdf::PREDICATE), Some(relation.into()))?;
        touched.extend(claims.into_iter().filter_map(subject_of).map(|claim| claim.into_string()));
    }
    Ok(touched)
}

impl Names {
    /// With what is said now of some nodes, each with its weight, instead of what was; and with these added to the weights of
    /// all others.
    fn changed(
        &self,
        described: BTreeMap<&str, (Vec<Triple>, u32)>,
        weights: &BTreeMap<&str, i64>,
        base: &str,
    ) -> Self {
        let (mut names, mut sets) = (Self::default(), BTreeMap::new());
        let touched: BTreeSet<&str> = described.keys().copied().collect();
        let mut others = self.iter().filter(|entity| !touched.contains(entity.iri())).peekable();
        let by = |entity: &Entity<'_>| weights.get(entity.iri()).copied().unwrap_or(0);
        for (iri, (mut said, weight)) in described {
            while let Some(entity) = others.next_if(|entity| entity.iri() < iri) {
                names.copy(entity, by(&entity), &mut sets);
            }
            said.sort_unstable_by(order);
            names.add(iri, &said, base, weight, &mut sets);
        }
        for entity in others {
            names.copy(entity, by(&entity), &mut sets);
        }
        names
    }

    /// Adds an entity of another table, with so much more weight.
    fn copy(&mut self, entity: Entity<'_>, by: i64, sets: &mut BTreeMap<String, u32>) {
        self.add_classes(entity.class_set(), sets);
        self.iris.push(entity.iri());
        entity.folded().for_each(|name| _ = self.folded.push(name));
        self.labels.push(entity.label());
        entity.aliases().for_each(|alias| _ = self.aliases.push(entity.names.aliases.get(alias)));
        self.alias_ends.push(number(self.aliases.len()));
        let weight = i64::try_from(entity.weight()).unwrap_or(i64::MAX).saturating_add(by);
        self.weights.push(u32::try_from(weight).unwrap_or(0));
    }
}

impl Making<'_> {
    /// Adds what other ties have, but for some claims, given as they are kept. Ties by name are made anew from what is there.
    fn add_all(&mut self, ties: &Ties, but: &HashSet<String>) {
        let mut numbers = vec![None; ties.claims.len()];
        for (at, known) in numbers.iter_mut().enumerate() {
            let claim = ties.claims.get(number(at));
            if but.contains(claim) {
                continue;
            }
            *known = Some(self.claims.of(claim));
            let was = ties.claim_relations[at];
            let relation =
                [&ties.relations, &ties.relation_labels, &ties.relation_classes].map(|texts| texts.get(was).to_owned());
            let next = number(self.relations.len());
            let relation = *self.relations.entry(relation).or_insert(next);
            self.claimed.push([ties.doubts[at], ties.earliest[at], ties.latest[at], relation]);
        }
        for edge in ties.edges().filter(|edge| ties.tie(*edge) != Tie::Named) {
            let (one, other) = ties.ends(edge);
            let (label, tie) = (ties.label(edge), ties.tie(edge) as u32);
            for claim in ties.claims(edge).iter().filter_map(|claim| numbers[*claim as usize]) {
                let [subject, object] = [one, other].map(|node| self.nodes.of(ties.nodes.get(node.0)));
                self.links.push([subject, object, self.labels.of(label), tie, claim]);
            }
        }
    }
}

impl Ties {
    /// The number of the claim with this IRI.
    fn claim_at(&self, iri: &str) -> Option<u32> {
        self.claims.find_sorted(&kept(iri, self.base.get(0)))
    }

    /// Whether a claim has the relation with this IRI.
    fn is_relation(&self, iri: &str) -> bool {
        (0..self.relations.len()).any(|at| self.relations.get(number(at)) == iri)
    }
}

fn subject(triple: &Triple) -> Option<&str> {
    match triple.subject.as_ref() {
        NamedOrBlankNodeRef::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNodeRef::BlankNode(_) => None,
    }
}

fn object(triple: &Triple) -> Option<&str> {
    match triple.object.as_ref() {
        TermRef::NamedNode(node) => Some(node.as_str()),
        TermRef::BlankNode(_) | TermRef::Literal(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{
        Graph,
        tests::fixture::{approval, belief, denial, graph_of, invasion, losses, statements},
    };

    /// What has to be done to make one graph of another.
    fn between(old: &Graph, new: &Graph) -> Delta {
        let only = |of: &Graph, not: &Graph| {
            of.triples().iter().filter(|triple| !not.triples().contains(triple)).cloned().collect()
        };
        Delta { removed: only(old, new), added: only(new, old) }
    }

    #[test]
    fn a_changed_snapshot_is_that_of_the_changed_graph() {
        let graphs: Vec<Graph> =
            [vec![], statements(), vec![approval()], vec![invasion(), losses()], vec![belief(), denial(), approval()]]
                .iter()
                .map(|statements| graph_of(statements))
                .collect();
        for (old, new) in graphs.iter().flat_map(|old| graphs.iter().map(move |new| (old, new))) {
            let store = Store::in_memory(new).unwrap();
            let (names, ties) = changed(&Names::of(old), &Ties::of(old).unwrap(), &between(old, new), &store).unwrap();
            assert_eq!(names, Names::of(new));
            assert_eq!(ties, Ties::of(new).unwrap());
        }
    }
}
