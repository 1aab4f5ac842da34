//! Claims and what they hold, in words.

use crate::{
    graph::{ClaimRow, Measure, Node},
    statement::{Polarity, Stance},
    when,
};

/// The claim in one sentence, without a full stop: “Stalin approved invasion of South Korea, spring 1950”.
#[must_use]
pub fn sentence(row: &ClaimRow) -> String {
    let mut parts = vec![row.subject.label.clone(), relation(row)];
    parts.extend(row.object.as_ref().map(node));
    parts.extend(row.place.as_ref().map(|place| format!("in {}", place.label)));
    let mut text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if let Some(time) = &row.time {
        text.push_str(&format!(", {}", time.words()));
    }
    let voice = voice(row);
    if voice.is_empty() { text } else { format!("{text} ({voice})") }
}

/// The relation, denied where it is.
pub(super) fn relation(row: &ClaimRow) -> String {
    match row.polarity {
        Polarity::Affirmed => row.relation.label.clone(),
        Polarity::Negated => format!("not: {}", row.relation.label),
    }
}

/// “believed by Kim”; empty when the note vouches for it.
#[must_use]
pub fn voice(row: &ClaimRow) -> String {
    let stance = if row.stance == Stance::Asserted { "said" } else { row.stance.as_str() };
    match (&row.holder, row.fact || row.polarity == Polarity::Negated && row.stance == Stance::Asserted) {
        (_, true) => String::new(),
        (Some(holder), false) => format!("{stance} by {}", holder.label),
        (None, false) => stance.to_owned(),
    }
}

/// A thing by its name, a number with its unit, a date in words.
#[must_use]
pub fn node(node: &Node) -> String {
    match node {
        Node::Thing(thing) => thing.label.clone(),
        Node::Value(measure) => value(measure),
    }
}

/// “1,500 square miles”, “about $2,600,000”.
pub(super) fn value(measure: &Measure) -> String {
    if is_date(measure) {
        return when::words(&measure.value);
    }
    if !is_number(measure) {
        return measure.value.clone();
    }
    let hedge =
        measure.approximation.as_deref().map(|hedge| format!("{} ", hedge.replace('-', " "))).unwrap_or_default();
    let number = grouped(&measure.value);
    match measure.unit.as_deref() {
        None => format!("{hedge}{number}"),
        Some("percent" | "%") => format!("{hedge}{number}%"),
        Some("USD") => format!("{hedge}${number}"),
        Some(unit) => format!("{hedge}{number} {}", if measure.value == "1" { unit.to_owned() } else { plural(unit) }),
    }
}

pub(super) fn is_number(measure: &Measure) -> bool {
    matches!(measure.datatype.as_str(), "xsd:decimal" | "xsd:integer")
}

pub(super) fn is_date(measure: &Measure) -> bool {
    matches!(measure.datatype.as_str(), "edtf:EDTF" | "xsd:date")
}

/// With commas between thousands.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.find('.').map_or((number, ""), |at| number.split_at(at));
    let digits = whole.trim_start_matches('-');
    if !digits.chars().all(|c| c.is_ascii_digit()) || digits.len() < 4 {
        return number.to_owned();
    }
    let mut text = whole[..whole.len() - digits.len()].to_owned();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(c);
    }
    text + rest
}

/// The plural of a unit's last word, where it is a word in small letters without one.
fn plural(unit: &str) -> String {
    let small = unit.chars().last().is_some_and(|c| c.is_ascii_lowercase());
    let is_plural =
        unit.ends_with('s') || ["people", "men", "women", "dead", "wounded", "missing", "killed"].contains(&unit);
    if !small || is_plural || unit.len() < 3 { unit.to_owned() } else { format!("{unit}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_easily() {
        let measure = |value: &str, unit: Option<&str>| Measure {
            value: value.into(),
            datatype: "xsd:decimal".into(),
            unit: unit.map(Into::into),
            approximation: None,
        };
        assert_eq!(value(&measure("1500", Some("square mile"))), "1,500 square miles");
        assert_eq!(value(&measure("2600000", Some("USD"))), "$2,600,000");
        assert_eq!(value(&measure("36.3", Some("percent"))), "36.3%");
        assert_eq!(value(&measure("1", Some("ship"))), "1 ship");
        assert_eq!(value(&measure("415004", Some("dead"))), "415,004 dead");
    }
}
