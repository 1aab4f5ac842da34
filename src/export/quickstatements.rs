//! `QuickStatements`, version 1 (<https://www.wikidata.org/wiki/Help:QuickStatements>): facts as edits of Wikidata, for a person to
//! look over and run.
//!
//! Only what is aligned: the subject is an item (`owl:sameAs` in a gazetteer), the relation a property (`skos:exactMatch` or
//! `owl:inverseOf` in an ontology), and the value is what the property takes. Nothing is guessed; what is left out is counted. A date is never finer than
//! the note's: a season is its year, an uncertain date is left out, and before 1583, when calendars differ, days are their year.

use crate::{
    graph::{
        ClaimRow, Measure, Named, Node, Store, StoreError,
        vocabulary::{expand, reused},
    },
    ontology::{Elsewhere, Ontology},
};
use oxigraph::model::{NamedOrBlankNode, Term};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

const ITEMS: &str = "http://www.wikidata.org/entity/Q";
const PROPERTIES: &str = "http://www.wikidata.org/prop/direct/P";
/// The first year of which all days are those of the Gregorian calendar.
const GREGORIAN: i64 = 1583;

/// What is aligned with Wikidata.
pub(super) struct Aligned {
    /// Number of the item, by IRI.
    items: BTreeMap<String, String>,
    /// Properties, by the IRI of the relation.
    properties: BTreeMap<String, Vec<Property>>,
}

struct Property {
    /// `P26`
    name: String,
    /// It leads from the relation's object to its subject.
    inverse: bool,
    /// What its values are.
    values: String,
}

impl Aligned {
    /// What a graph knows of items, and an ontology of properties.
    pub(super) fn of(store: &Store, ontology: &Ontology) -> Result<Self, StoreError> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for quad in store.database().quads_for_pattern(None, Some(reused::SKOS_EXACT_MATCH), None, None) {
            let quad = quad?;
            if let (NamedOrBlankNode::NamedNode(thing), Term::NamedNode(other)) = (&quad.subject, &quad.object)
                && let Some(number) = number(other.as_str(), ITEMS)
            {
                found.entry(thing.as_str().to_owned()).or_default().insert(format!("Q{number}"));
            }
        }
        // What is two items may be either.
        let items = found.into_iter().filter(|(_, all)| all.len() == 1);
        let items = items.filter_map(|(iri, all)| Some((iri, all.into_iter().next()?))).collect();
        let relations = ontology.relations.iter().filter_map(|relation| {
            let iri = expand(&relation.iri, store.base())?.into_string();
            let all: Vec<Property> = relation.same_as.iter().filter_map(Property::of).collect();
            (!all.is_empty()).then_some((iri, all))
        });
        Ok(Self { items, properties: relations.collect() })
    }

    /// Writes the facts that are aligned, and tells how many were and how many facts there are.
    pub(super) fn write(&self, rows: Vec<ClaimRow>, out: &mut dyn Write) -> io::Result<(usize, usize)> {
        let facts = ClaimRow::merge(rows.into_iter().filter(|row| row.fact).collect());
        let mut written = 0;
        for row in &facts {
            let lines: Vec<String> = self.lines(row);
            written += usize::from(!lines.is_empty());
            lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
        Ok((written, facts.len()))
    }

    /// How many of these facts are aligned.
    pub(super) fn fitting(&self, rows: &[ClaimRow]) -> usize {
        rows.iter().filter(|row| row.fact && !self.lines(row).is_empty()).count()
    }

    fn lines(&self, row: &ClaimRow) -> Vec<String> {
        let properties = self.properties.get(&row.relation.iri).map_or(&[][..], Vec::as_slice);
        let line = |property: &Property| {
            // A claim without a subject is told from its object's side.
            let (subject, object) = if row.inverse {
                (None, Some(&row.subject))
            } else {
                (Some(&row.subject), row.object.as_ref().and_then(Node::thing))
            };
            let (from, to) = if property.inverse { (object, subject) } else { (subject, object) };
            let mut parts = vec![self.item(from?)?.to_owned(), property.name.clone(), self.value(property, row, to)?];
            if property.values != "Time" {
                parts.extend(qualifiers(row));
            }
            parts.extend(references(row));
            Some(parts.join("\t"))
        };
        properties.iter().filter_map(line).collect()
    }

    fn item(&self, named: &Named) -> Option<&str> {
        self.items.get(&named.iri).map(String::as_str)
    }

    fn value(&self, property: &Property, row: &ClaimRow, to: Option<&Named>) -> Option<String> {
        match (property.values.as_str(), &row.object) {
            ("WikibaseItem", _) => self.item(to?).map(str::to_owned),
            ("Time", Some(Node::Value(measure))) if is_date(measure) => time(&measure.value),
            ("Time", None | Some(Node::Thing(_))) => row.time.as_ref().and_then(|when| time(&when.edtf)),
            ("Quantity", Some(Node::Value(measure))) if is_exact(measure) => Some(measure.value.clone()),
            ("String" | "ExternalId", Some(Node::Value(measure))) => Some(quoted(&measure.value)),
            _ => None,
        }
    }
}

impl Property {
    fn of(elsewhere: &Elsewhere) -> Option<Self> {
        let number = number(&elsewhere.iri, PROPERTIES)?;
        Some(Self { name: format!("P{number}"), inverse: elsewhere.inverse, values: elsewhere.values.clone()? })
    }
}

fn number<'a>(iri: &'a str, namespace: &str) -> Option<&'a str> {
    iri.strip_prefix(namespace).filter(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}

fn is_date(measure: &Measure) -> bool {
    matches!(measure.datatype.as_str(), "edtf:EDTF" | "xsd:date")
}

fn is_exact(measure: &Measure) -> bool {
    let is_number = matches!(measure.datatype.as_str(), "xsd:integer" | "xsd:decimal");
    is_number && measure.unit.is_none() && measure.approximation.is_none()
}

/// Point in time, or start and end.
fn qualifiers(row: &ClaimRow) -> Vec<String> {
    let Some(when) = &row.time else { return Vec::new() };
    let ends: Vec<(&str, &str)> = match when.edtf.split_once('/') {
        Some((from, to)) => vec![("P580", from), ("P582", to)],
        None => vec![("P585", when.edtf.as_str())],
    };
    ends.into_iter().filter_map(|(name, date)| Some([name.to_owned(), time(date)?])).flatten().collect()
}

/// Addresses cited, each a reference of its own.
fn references(row: &ClaimRow) -> Vec<String> {
    let sources: BTreeSet<&str> =
        row.receipts.iter().flat_map(|receipt| &receipt.sources).map(String::as_str).collect();
    let addresses =
        sources.into_iter().filter(|source| source.starts_with("https://") || source.starts_with("http://"));
    let name = |at: usize| if at == 0 { "S854" } else { "!S854" };
    addresses.enumerate().flat_map(|(at, address)| [name(at).to_owned(), quoted(address)]).collect()
}

/// Text in quotation marks; there is no way to write one within, and a tab or the end of a line ends a field.
fn quoted(text: &str) -> String {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            '"' | '|' | ' ' if is_address => plain.push_str(&format!("%{:02X}", u32::from(c))),
            '"' => plain.push('”'),
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
    }
    format!("\"{plain}\"")
}

/// `+1950-06-25T00:00:00Z/11`: a date and how fine it is (7 a century, 8 a decade, 9 a year, 10 a month, 11 a day).
fn time(edtf: &str) -> Option<String> {
    let day = edtf.split('T').next().unwrap_or(edtf);
    let (before, day) = day.strip_prefix('-').map_or((false, day), |rest| (true, rest));
    let mut parts = day.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    let unknown = year.chars().rev().take_while(|c| *c == 'X').count();
    let number: i64 = year.replace('X', "0").parse().ok()?;
    if year.len() != 4 || parts.next().is_some() || unknown > 2 || (unknown > 0 && (before || month.is_some())) {
        return None;
    }
    // In EDTF the year before AD 1 is 0; here it is -1.
    let (sign, number) = if before || number == 0 { ('-', number + 1) } else { ('+', number) };
    let fine = sign == '+' && number >= GREGORIAN;
    let part = |text: Option<&str>| text.map_or(Some(0), |text| text.parse::<u8>().ok());
    let (month, day) = (part(month)?, part(day)?);
    let (month, day, precision) = match (unknown, month, day) {
        (2, ..) => (0, 0, 7),
        (1, ..) => (0, 0, 8),
        (_, 1..=12, 1..=31) if fine => (month, day, 11),
        (_, 1..=12, 0) if fine => (month, 0, 10),
        _ => (0, 0, 9),
    };
    Some(format!("{sign}{number:04}-{month:02}-{day:02}T00:00:00Z/{precision}"))
}

#[cfg(test)]
mod tests {
    use super::{quoted, time};

    #[test]
    fn a_date_is_never_finer_than_the_note_has_it() {
        for (edtf, expected) in [
            ("1950-06-25", Some("+1950-06-25T00:00:00Z/11")),
            ("1950-06-25T09:00", Some("+1950-06-25T00:00:00Z/11")),
            ("1950-06", Some("+1950-06-00T00:00:00Z/10")),
            ("1950-21", Some("+1950-00-00T00:00:00Z/9")),
            ("1950", Some("+1950-00-00T00:00:00Z/9")),
            ("195X", Some("+1950-00-00T00:00:00Z/8")),
            ("19XX", Some("+1900-00-00T00:00:00Z/7")),
            ("-0043-03-15", Some("-0044-00-00T00:00:00Z/9")),
            ("0000", Some("-0001-00-00T00:00:00Z/9")),
            ("1066-10-14", Some("+1066-00-00T00:00:00Z/9")),
            ("1862~", None),
            ("", None),
            ("..", None),
        ] {
            assert_eq!(time(edtf).as_deref(), expected, "{edtf}");
        }
    }

    #[test]
    fn text_stays_in_its_field() {
        assert_eq!(quoted("https://a.org/\"b|c\t"), "\"https://a.org/%22b%7Cc \"");
        assert_eq!(quoted("a \"b\"\nc"), "\"a ”b” c\"");
    }
}
