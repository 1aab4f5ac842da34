//! “which side lost most soldiers”, “who suffered the fewest casualties”: numbers told of several, compared.

use super::answer::{Answer, Answered};
use super::say;
use super::shapes::{Desk, told};
use crate::graph::{ClaimRow, Measure, Node, StoreError, fold};
use std::collections::BTreeMap;

/// The greatest or least of what the question compares; `None` when it compares nothing, or the graph has no numbers.
pub(super) fn greatest(desk: &Desk<'_>, text: &str) -> Result<Option<Answered>, StoreError> {
    let Some((verb, noun, least)) = compared(text) else { return Ok(None) };
    let mut of_unit: BTreeMap<String, Vec<(f64, ClaimRow)>> = BTreeMap::new();
    for row in desk.store.claims(&desk.filter())? {
        let label = fold(&row.relation.label);
        let same_verb = label.split(' ').next() == Some(&*verb) || (verb == "had" && label == "has");
        let Some(measure) = number(&row).filter(|_| same_verb) else { continue };
        let unit = measure.unit.clone().unwrap_or_default();
        if !counts(desk, &noun, &unit, &row) {
            continue;
        }
        if let Ok(value) = measure.value.parse::<f64>() {
            of_unit.entry(fold(&unit)).or_default().push((value, row));
        }
    }
    // Only numbers of the same unit can be compared; those told of most sides say most.
    let sides = |rows: &Vec<(f64, ClaimRow)>| {
        let mut subjects: Vec<&str> = rows.iter().map(|(_, row)| row.subject.iri.as_str()).collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects.len()
    };
    let Some(mut rows) = of_unit.into_values().filter(|rows| sides(rows) > 1).max_by_key(sides) else {
        return Ok(None);
    };
    rows.sort_by(|one, other| if least { one.0.total_cmp(&other.0) } else { other.0.total_cmp(&one.0) });
    let first = &rows[0].1;
    let mut answer: Answer = told(first, first.subject.label.clone(), None, Some(first.subject.iri.clone()));
    answer.rows.extend(rows[1..].iter().map(|(_, row)| super::shapes::row_of(row)));
    answer.evidence.extend(rows[1..].iter().flat_map(|(_, row)| row.receipts.iter().take(1).cloned()));
    Ok(Some(desk.answered(vec![super::shapes::with_sources(answer)])))
}

/// Verb, what is counted, and whether the least is asked for.
fn compared(text: &str) -> Option<(String, String, bool)> {
    let words: Vec<&str> = text.split(' ').collect();
    if !matches!(*words.first()?, "which" | "who" | "what") {
        return None;
    }
    let at = words.iter().position(|word| {
        matches!(*word, "most" | "fewest" | "least" | "highest" | "largest" | "greatest" | "heaviest" | "lowest")
    })?;
    let least = matches!(words[at], "fewest" | "least" | "lowest");
    let verb = words[..at].iter().rev().find(|word| **word != "the")?;
    let until = words[at + 1..].iter().position(|word| matches!(*word, "in" | "during" | "of" | "on" | "at" | "for"));
    let noun = words[at + 1..until.map_or(words.len(), |until| at + 1 + until)].join(" ");
    (at > 1 && !noun.is_empty()).then(|| (fold(verb), noun, least))
}

fn number(row: &ClaimRow) -> Option<&Measure> {
    let roles = row.roles.iter().filter(|role| role.role == "an:quantity").map(|role| &role.node);
    row.object.iter().chain(roles).find_map(|node| match node {
        Node::Value(measure) if say::is_number(measure) => Some(measure),
        _ => None,
    })
}

/// Whether a number counts what was asked for: by its unit, or as losses where lives are counted.
fn counts(desk: &Desk<'_>, noun: &str, unit: &str, row: &ClaimRow) -> bool {
    let stem = |word: &str| fold(word).trim_end_matches('s').to_owned();
    let asked = stem(noun.rsplit(' ').next().unwrap_or(noun));
    let in_words = |text: &str| fold(text).split(' ').any(|word| stem(word) == asked);
    let lives = matches!(
        asked.as_str(),
        "soldier" | "men" | "troop" | "people" | "live" | "life" | "casualtie" | "losse" | "loss"
    );
    let lost = unit.split(' ').any(|word| desk.ontology.has_word("casualty-word", &word.to_lowercase()));
    in_words(unit) || (lives && (lost || unit.is_empty())) || row.receipts.iter().any(|receipt| in_words(&receipt.text))
}
