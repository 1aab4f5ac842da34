//! Ties that stand in a name: the “formation of the *Tribal Council*” names the Tribal Council.
//!
//! A described thing is a node of its own; without these ties it would hang in the air. They say least of all
//! and cost most.

use super::{Tie, network::Link};
use crate::graph::Named;
use std::collections::{BTreeMap, BTreeSet};

/// For each described thing, the names that its label contains; with the claims that speak of the described thing.
pub(super) fn links(stated: &BTreeMap<Link, Vec<usize>>) -> Vec<(Link, Vec<usize>)> {
    let mut claims: BTreeMap<&Named, BTreeSet<usize>> = BTreeMap::new();
    for (link, from) in stated {
        for node in [&link.subject, &link.object] {
            claims.entry(node).or_default().extend(from);
        }
    }
    let names: BTreeMap<Vec<&str>, &Named> =
        claims.keys().filter(|node| is_name(&node.label)).map(|node| (words(&node.label), *node)).collect();
    let mut found = Vec::new();
    for (node, from) in &claims {
        for named in contained(&words(&node.label), &names) {
            if named.iri != node.iri {
                let link = Link {
                    subject: (*node).clone(),
                    object: named.clone(),
                    label: "names".to_owned(),
                    tie: Tie::Named,
                };
                found.push((link, from.iter().copied().collect()));
            }
        }
    }
    found
}

/// The longest names that stand in these words, left to right.
fn contained<'a>(label: &[&str], names: &BTreeMap<Vec<&str>, &'a Named>) -> Vec<&'a Named> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < label.len() {
        // The whole label is the thing's own name, not one that it contains.
        let longest = (at + 1..=label.len()).rev().filter(|&end| end - at < label.len());
        let hit = longest.filter_map(|end| Some((end, *names.get(&label[at..end])?))).next();
        at = hit.map_or(at + 1, |(end, _)| end);
        found.extend(hit.map(|(_, node)| node));
    }
    found
}

/// Words, a possessive ending taken off.
fn words(label: &str) -> Vec<&str> {
    let trim = |word: &'_ str| -> usize { word.find(['\'', '’']).unwrap_or(word.len()) };
    label
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|word| if word.ends_with("'s") || word.ends_with("’s") { &word[..trim(word)] } else { word })
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether a label is a name: each of its long words opens with a capital or a digit.
fn is_name(label: &str) -> bool {
    let mut long = label.split_whitespace().filter(|word| word.chars().count() > 3).peekable();
    let opens = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    label.starts_with(char::is_uppercase) && (long.peek().is_none() || long.all(opens))
}
