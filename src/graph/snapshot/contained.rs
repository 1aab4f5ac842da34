//! Ties that stand in a name: the “formation of the *Tribal Council*” names the Tribal Council.
//!
//! A described thing is a node of its own; without these ties it would hang in the air. They say least of all.

use std::collections::HashMap;

/// For each node, by its number in `labels`, the nodes whose names its label contains.
pub(super) fn contained_names(labels: &[&str]) -> Vec<(usize, usize)> {
    let mut names: HashMap<Vec<&str>, usize> = HashMap::new();
    for (node, label) in labels.iter().enumerate().filter(|(_, label)| is_name(label)) {
        names.insert(words(label), node);
    }
    let mut found = Vec::new();
    for (node, label) in labels.iter().enumerate() {
        found.extend(
            contained(&words(label), &names).into_iter().filter(|named| *named != node).map(|named| (node, named)),
        );
    }
    found
}

/// The longest names that stand in these words, left to right.
fn contained(label: &[&str], names: &HashMap<Vec<&str>, usize>) -> Vec<usize> {
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
