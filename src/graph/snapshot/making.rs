//! From claims to [`Ties`].

use super::{
    contained::contained_names,
    links::{Tie, links_of},
    texts::{Texts, number},
    ties::{DAY_ZERO, FACT, NO_DAY, OPEN, Ties, cost_of, kept},
};
use crate::graph::{ClaimRow, StoreError, day, reader::Reader};
use crate::statement::Polarity;
use oxigraph::model::NamedNodeRef;
use std::collections::{BTreeMap, HashMap};

/// Names given numbers in the order of their first mention.
#[derive(Debug, Default)]
pub(super) struct Numbered(HashMap<String, u32>);

impl Numbered {
    pub(super) fn of(&mut self, name: &str) -> u32 {
        if let Some(&known) = self.0.get(name) {
            return known;
        }
        let new = number(self.0.len());
        self.0.insert(name.to_owned(), new);
        new
    }

    /// The names in order, and for each number by first mention the number in order.
    fn sorted(self) -> (Texts, Vec<u32>) {
        let mut names: Vec<(String, u32)> = self.0.into_iter().collect();
        names.sort_unstable();
        let mut texts = Texts::default();
        let mut renumbered = vec![0; names.len()];
        for (name, was) in names {
            renumbered[was as usize] = texts.push(&name);
        }
        (texts, renumbered)
    }
}

/// The names after a change that can make one of two, and for each number the number of what it was changed to.
#[cfg(feature = "disk")]
pub(super) fn renamed(names: Numbered, new: impl Fn(&str) -> String) -> (Numbered, Vec<u32>) {
    let mut old: Vec<(String, u32)> = names.0.into_iter().collect();
    old.sort_unstable_by_key(|(_, number)| *number);
    let mut renamed = Numbered::default();
    let numbers = old.into_iter().map(|(name, _)| renamed.of(&new(&name))).collect();
    (renamed, numbers)
}

/// Ties in the making: everything by the number of its first mention.
#[derive(Debug, Default)]
pub(super) struct Making<'a> {
    base: &'a str,
    pub(super) nodes: Numbered,
    pub(super) labels: Numbered,
    /// IRI, label and classes of each.
    pub(super) relations: BTreeMap<[String; 3], u32>,
    pub(super) claims: Numbered,
    pub(super) claimed: Vec<[u32; 4]>,
    pub(super) links: Vec<[u32; 5]>,
}

impl<'a> Making<'a> {
    pub(super) fn new(base: &'a str) -> Self {
        Self { base, ..Self::default() }
    }

    pub(super) fn add(&mut self, row: &ClaimRow) {
        let links = links_of(row);
        if row.polarity == Polarity::Negated || links.is_empty() {
            return;
        }
        let claim = self.claims.of(&kept(&row.iri, self.base));
        let classes = row.relation.classes.join(" ");
        let next = number(self.relations.len());
        let relation = [row.relation.iri.clone(), row.relation.label.clone(), classes];
        let relation = *self.relations.entry(relation).or_insert(next);
        let days = |day: Option<i64>| day.map_or(NO_DAY, |day| u32::try_from(day + DAY_ZERO).unwrap_or(NO_DAY));
        let earliest = row.time.as_ref().and_then(|time| day(time.earliest.as_deref()?, false));
        let latest = row.time.as_ref().and_then(|time| day(time.latest.as_deref()?, true));
        self.claimed.push([doubt(row), days(earliest), days(latest), relation]);
        for link in links {
            let [subject, object] = [link.subject, link.object].map(|node| self.nodes.of(&kept(&node.iri, self.base)));
            let label = self.labels.of(&link.label);
            self.links.push([subject, object, label, link.tie as u32, claim]);
        }
    }

    /// All that was added, in order; `label` tells what a node is called.
    pub(super) fn ties(
        mut self,
        label: &mut dyn FnMut(&str) -> Result<String, StoreError>,
    ) -> Result<Ties, StoreError> {
        let (nodes, node_order) = self.nodes.sorted();
        let names = self.labels.of("names");
        let (labels, label_order) = self.labels.sorted();
        let (claims, claim_order) = self.claims.sorted();
        let mut ties = Ties { nodes, labels, claims, ..Ties::default() };
        ties.base.push(self.base);
        let mut relation_order = vec![0; self.relations.len()];
        for ([iri, label, classes], was) in &self.relations {
            relation_order[*was as usize] = ties.relations.push(iri);
            ties.relation_labels.push(label);
            ties.relation_classes.push(classes);
        }
        let count = ties.claims.len();
        for column in [&mut ties.doubts, &mut ties.earliest, &mut ties.latest, &mut ties.claim_relations] {
            column.resize(count, 0);
        }
        for (was, &[doubt, earliest, latest, relation]) in self.claimed.iter().enumerate() {
            let at = claim_order[was] as usize;
            ties.doubts[at] = doubt;
            ties.earliest[at] = earliest;
            ties.latest[at] = latest;
            ties.claim_relations[at] = relation_order[relation as usize];
        }
        for [subject, object, label, _, claim] in &mut self.links {
            *subject = node_order[*subject as usize];
            *object = node_order[*object as usize];
            *label = label_order[*label as usize];
            *claim = claim_order[*claim as usize];
        }
        let called = ties.nodes().map(|node| label(&ties.iri(node)));
        let called = called.collect::<Result<Vec<String>, StoreError>>()?;
        let called: Vec<&str> = called.iter().map(String::as_str).collect();
        add_contained(&called, label_order[names as usize], &mut self.links);
        add_edges(&mut ties, self.links);
        add_neighbours(&mut ties);
        Ok(ties)
    }
}

/// What rows call a node.
pub(super) fn called(node: &str, rows: &Reader<'_>) -> Result<String, StoreError> {
    NamedNodeRef::new(node).map_or_else(|_| Ok(String::new()), |node| Ok(rows.named(node)?.label.clone()))
}

/// A tie from each described thing to what its name contains, stated by all claims that speak of the described thing.
fn add_contained(labels: &[&str], says: u32, links: &mut Vec<[u32; 5]>) {
    let mut told: Vec<Vec<u32>> = vec![Vec::new(); labels.len()];
    for [subject, object, _, _, claim] in links.iter() {
        told[*subject as usize].push(*claim);
        told[*object as usize].push(*claim);
    }
    for (node, named) in contained_names(labels) {
        let claims = told[node].iter();
        links.extend(claims.map(|&claim| [number(node), number(named), says, Tie::Named as u32, claim]));
    }
}

/// What the same is said of the same two in the same way is one edge.
fn add_edges(ties: &mut Ties, mut links: Vec<[u32; 5]>) {
    let doubts = &ties.doubts;
    links.sort_unstable_by_key(|&[subject, object, label, tie, claim]| {
        (subject, object, label, tie, cost_of(doubts[claim as usize]), claim)
    });
    links.dedup();
    for edge in links.chunk_by(|one, other| one[..4] == other[..4]) {
        let [subject, object, label, tie, _] = edge[0];
        ties.subjects.push(subject);
        ties.objects.push(object);
        ties.says.push(label << 2 | tie);
        ties.edge_claims.extend(edge.iter().map(|link| link[4]));
        ties.edge_claim_ends.push(number(ties.edge_claims.len()));
    }
}

fn add_neighbours(ties: &mut Ties) {
    let ends = ties.subjects.iter().zip(&ties.objects).enumerate();
    let both = ends.flat_map(|(edge, (&one, &other))| [[one, other, number(edge)], [other, one, number(edge)]]);
    let mut near: Vec<[u32; 3]> = both.collect();
    near.sort_unstable();
    let mut at = 0;
    for node in 0..ties.nodes.len() {
        let mut last = None;
        ties.degrees.push(0);
        while let Some(&[_, to, edge]) = near.get(at).filter(|entry| entry[0] as usize == node) {
            ties.near.push(to);
            ties.near_edges.push(edge);
            ties.degrees[node] += u32::from(last.replace(to) != Some(to));
            at += 1;
        }
        ties.near_ends.push(number(at));
    }
}

/// How sure a claim is, with what else makes it weak.
fn doubt(row: &ClaimRow) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let doubt = ((1.0 - row.confidence.clamp(0.0, 1.0)) * 1000.0).round() as u32;
    doubt | if row.open { OPEN } else { 0 } | if row.fact { FACT } else { 0 }
}
