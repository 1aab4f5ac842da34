//! Claims as a network to be written: things and events are nodes, what is said of two of them is an edge.
//!
//! In come claims; out come [`Network`]s, whose edges are one for each tie that a claim makes, and [`Bundle`]s of edges for what is
//! drawn. What a claim says of one thing alone (a number, a date, “was signed”) is kept with its node.

use super::words;
use crate::{
    graph::{ClaimRow, Link, Named, Node as Value, Store, StoreError, Tie, links_of_content},
    statement::Polarity,
};
use std::collections::{BTreeMap, BTreeSet};

/// Nodes in order of their IRIs, edges in reading order.
#[derive(Debug, Default)]
pub(super) struct Network<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    pub(super) edges: Vec<Edge<'a>>,
}

/// A thing or event.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) named: &'a Named,
    pub(super) aliases: Vec<String>,
    /// What the notes vouch for of it alone, in words.
    pub(super) facts: Vec<String>,
    /// What is only claimed of it alone, in words.
    pub(super) claims: Vec<String>,
}

/// What a claim says of two things.
#[derive(Debug)]
pub(super) struct Edge<'a> {
    /// That of the claim; of a further tie of the same claim, with a number behind it.
    pub(super) id: String,
    /// Number of the node that it leads from, and of the one that it leads to.
    pub(super) subject: usize,
    pub(super) object: usize,
    pub(super) label: String,
    pub(super) tie: Tie,
    pub(super) row: &'a ClaimRow,
}

impl<'a> Network<'a> {
    /// The network that claims make.
    pub(super) fn of(rows: &'a [ClaimRow], store: &Store) -> Result<Self, StoreError> {
        let links: Vec<(&ClaimRow, Vec<Link<'_>>)> = rows.iter().map(|row| (row, links_of_content(row))).collect();
        let mut named: BTreeMap<&str, &Named> = BTreeMap::new();
        for (row, links) in &links {
            named.extend([&row.subject].into_iter().chain(&row.event).map(|it| (it.iri.as_str(), it)));
            named.extend(links.iter().flat_map(|link| [link.subject, link.object]).map(|it| (it.iri.as_str(), it)));
        }
        named.remove("");
        let numbers: BTreeMap<&str, usize> = named.keys().enumerate().map(|(at, iri)| (*iri, at)).collect();
        let mut nodes: Vec<Node<'_>> = named
            .into_values()
            .map(|named| Node { named, aliases: Vec::new(), facts: Vec::new(), claims: Vec::new() })
            .collect();
        for known in store.entities()? {
            if let Some(&at) = numbers.get(known.entity.iri.as_str()) {
                nodes[at].aliases = known.aliases;
            }
        }
        let mut edges = Vec::new();
        for (row, links) in links {
            if row.object.as_ref().and_then(Value::thing).is_none()
                && let Some(&at) = numbers.get(row.subject.iri.as_str())
            {
                let node = &mut nodes[at];
                let alone = if row.fact { &mut node.facts } else { &mut node.claims };
                alone.push(words::with_time(row));
            }
            for (at, link) in links.into_iter().enumerate() {
                let ends = numbers.get(link.subject.iri.as_str()).zip(numbers.get(link.object.iri.as_str()));
                let Some((&subject, &object)) = ends else { continue };
                let id = if at == 0 { row.iri.clone() } else { format!("{}-{at}", row.iri) };
                let label = if row.polarity == Polarity::Negated { format!("not: {}", link.label) } else { link.label };
                edges.push(Edge { id, subject, object, label, tie: link.tie, row });
            }
        }
        Ok(Self { nodes, edges })
    }

    /// Only so many nodes, those that are tied most, with the edges among them.
    pub(super) fn most_tied(mut self, most: usize) -> Self {
        if self.nodes.len() <= most {
            return self;
        }
        let mut degree = vec![0_usize; self.nodes.len()];
        for edge in &self.edges {
            degree[edge.subject] += 1;
            degree[edge.object] += 1;
        }
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|&at| (std::cmp::Reverse(degree[at]), at));
        let mut kept: BTreeSet<usize> = order.into_iter().take(most).collect();
        let within =
            |edge: &Edge<'_>, kept: &BTreeSet<usize>| kept.contains(&edge.subject) && kept.contains(&edge.object);
        self.edges.retain(|edge| within(edge, &kept));
        // What is tied only to what was left out says nothing.
        let tied: BTreeSet<usize> = self.edges.iter().flat_map(|edge| [edge.subject, edge.object]).collect();
        kept.retain(|at| tied.contains(at));
        let numbers: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        for edge in &mut self.edges {
            (edge.subject, edge.object) = (numbers[&edge.subject], numbers[&edge.object]);
        }
        let mut at = 0;
        self.nodes.retain(|_| {
            at += 1;
            kept.contains(&(at - 1))
        });
        self
    }

    /// Edges that read the same between the same two nodes, brought together, in order of their ends.
    pub(super) fn bundles(&self) -> Vec<Bundle<'_>> {
        let mut bundles: BTreeMap<(usize, usize, &str, bool), Bundle<'_>> = BTreeMap::new();
        for edge in &self.edges {
            let key = (edge.subject, edge.object, edge.label.as_str(), !edge.row.fact);
            let bundle = bundles.entry(key).or_insert_with(|| Bundle {
                subject: edge.subject,
                object: edge.object,
                label: &edge.label,
                fact: edge.row.fact,
                edges: Vec::new(),
            });
            bundle.edges.push(edge);
        }
        bundles.into_values().collect()
    }
}

/// Edges that read the same between the same two nodes.
#[derive(Debug)]
pub(super) struct Bundle<'a> {
    pub(super) subject: usize,
    pub(super) object: usize,
    pub(super) label: &'a str,
    pub(super) fact: bool,
    pub(super) edges: Vec<&'a Edge<'a>>,
}

impl Bundle<'_> {
    /// “approved, spring 1950”; what is only claimed with whose claim it is.
    pub(super) fn told(&self) -> String {
        let mut times: Vec<String> = Vec::new();
        let mut voices: Vec<String> = Vec::new();
        for edge in &self.edges {
            add_new(&mut times, edge.row.time.as_ref().map(crate::graph::Time::words));
            add_new(&mut voices, words::voice(edge.row));
        }
        let mut text = self.label.to_owned();
        if !times.is_empty() {
            text.push_str(&format!(", {}", listed(&times)));
        }
        if !voices.is_empty() {
            text.push_str(&format!(" ({})", listed(&voices)));
        }
        text
    }
}

/// Times or voices of one bundle that are told.
const FEW: usize = 3;

fn listed(all: &[String]) -> String {
    let more = all.len().saturating_sub(FEW);
    let first = all[..all.len() - more].join("; ");
    if more == 0 { first } else { format!("{first} and {more} more") }
}

fn add_new(all: &mut Vec<String>, one: Option<String>) {
    all.extend(one.filter(|one| !all.contains(one)));
}

impl Node<'_> {
    pub(super) fn kind(&self) -> &str {
        kind(self.named)
    }
}

/// The local name of the class that says most: `Person`.
pub(super) fn kind(named: &Named) -> &str {
    let ours = named.classes.iter().find(|class| class.starts_with("an:"));
    let class = ours.or(named.classes.first()).map_or("Thing", String::as_str);
    class.rsplit([':', '/', '#']).next().unwrap_or(class)
}
