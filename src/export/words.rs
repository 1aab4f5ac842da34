//! Claims in words, as reports and pictures have them.

use crate::{
    ask,
    graph::ClaimRow,
    statement::{Polarity, Stance},
};

/// What is said, in one sentence without its time: “Stalin approved invasion of South Korea (recipient: Kim) in Moscow”.
pub(super) fn sentence(row: &ClaimRow) -> String {
    let mut parts = vec![row.subject.label.clone(), relation(row)];
    parts.extend(row.object.as_ref().map(ask::node));
    parts.extend(row.roles.iter().map(|role| format!("({}: {})", local(&role.role), ask::node(&role.node))));
    parts.extend(row.place.as_ref().map(|place| format!("in {}", place.label)));
    one_line(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
}

/// The same with its time, and whose claim it is.
pub(super) fn with_time(row: &ClaimRow) -> String {
    let mut text = sentence(row);
    if let Some(time) = &row.time {
        text.push_str(&format!(", {}", time.words()));
    }
    if let Some(voice) = voice(row) {
        text.push_str(&format!(" ({voice})"));
    }
    text
}

/// The relation, denied where it is.
pub(super) fn relation(row: &ClaimRow) -> String {
    match row.polarity {
        Polarity::Affirmed => row.relation.label.clone(),
        Polarity::Negated => format!("not: {}", row.relation.label),
    }
}

/// What keeps a claim from being a fact: “denied”, “believed by Kim”; nothing for a fact.
pub(super) fn voice(row: &ClaimRow) -> Option<String> {
    if row.fact {
        return None;
    }
    let by = row.holder.as_ref().map(|holder| format!(" by {}", holder.label)).unwrap_or_default();
    let denied = (row.polarity == Polarity::Negated).then_some("denied");
    let stance = match (row.stance, denied) {
        (Stance::Asserted, Some(_)) => None,
        (Stance::Asserted, None) => Some("said"),
        (stance, _) => Some(stance.as_str()),
    };
    let how: Vec<&str> = [denied, stance].into_iter().flatten().collect();
    Some(one_line(&format!("{}{by}", how.join(", "))))
}

/// The last part of a compact or full IRI.
pub(super) fn local(iri: &str) -> &str {
    iri.rsplit([':', '/', '#']).next().unwrap_or(iri)
}

/// Line breaks and the indentation after them as one blank.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
