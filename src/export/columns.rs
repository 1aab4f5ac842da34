//! What is written of each node and each edge: one table of columns for all formats that have columns, keys or properties.

use super::network::{Edge, Node};
use crate::graph::{Receipt, Tie, Time};

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text.
    Text,
    /// Several texts.
    List,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// True or false.
    Flag,
}

/// A value; what is not known is missing.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Text(String),
    List(Vec<String>),
    Number(f64),
    Whole(usize),
    Flag(bool),
    Missing,
}

/// Name and kind of each column of nodes.
pub(super) const NODES: [(&str, Kind); 8] = [
    ("label", Kind::Text),
    ("kind", Kind::Text),
    ("classes", Kind::List),
    ("aliases", Kind::List),
    ("event", Kind::Flag),
    ("facts", Kind::List),
    ("claims", Kind::List),
    ("iri", Kind::Text),
];

/// Name and kind of each column of edges.
pub(super) const EDGES: [(&str, Kind); 18] = [
    ("label", Kind::Text),
    ("relation", Kind::Text),
    ("tie", Kind::Text),
    ("when", Kind::Text),
    ("time", Kind::Text),
    ("earliest", Kind::Text),
    ("latest", Kind::Text),
    ("place", Kind::Text),
    ("fact", Kind::Flag),
    ("polarity", Kind::Text),
    ("stance", Kind::Text),
    ("held_by", Kind::Text),
    ("confidence", Kind::Number),
    ("evidence", Kind::Text),
    ("note", Kind::Text),
    ("line", Kind::Whole),
    ("sources", Kind::List),
    ("claim", Kind::Text),
];

/// What stands between several texts where a format has no lists.
pub(super) const BETWEEN: &str = " | ";

impl Node<'_> {
    /// Its values, in the order of [`NODES`].
    pub(super) fn cells(&self) -> [Cell; NODES.len()] {
        [
            Cell::Text(self.named.label.clone()),
            Cell::Text(self.kind().to_owned()),
            Cell::list(&self.named.classes),
            Cell::list(&self.aliases),
            Cell::Flag(self.named.is_a("sem:Event")),
            Cell::list(&self.facts),
            Cell::list(&self.claims),
            Cell::Text(self.named.iri.clone()),
        ]
    }
}

impl Edge<'_> {
    /// Its values, in the order of [`EDGES`].
    pub(super) fn cells(&self) -> [Cell; EDGES.len()] {
        let row = self.row;
        let receipt = row.receipts.first();
        let of = |part: fn(&Receipt) -> String| Cell::text(receipt.map(part));
        let time = |part: fn(&Time) -> Option<String>| Cell::text(row.time.as_ref().and_then(part));
        let tie = match self.tie {
            Tie::Stated => "stated",
            Tie::Role => "role",
            Tie::Named => "named",
        };
        [
            Cell::Text(self.label.clone()),
            Cell::Text(row.relation.iri.clone()),
            Cell::Text(tie.to_owned()),
            time(|time| Some(time.words())),
            time(|time| Some(time.edtf.clone())),
            time(|time| time.earliest.clone()),
            time(|time| time.latest.clone()),
            Cell::text(row.place.as_ref().map(|place| place.label.clone())),
            Cell::Flag(row.fact),
            Cell::Text(row.polarity.as_str().to_owned()),
            Cell::Text(row.stance.as_str().to_owned()),
            Cell::text(row.holder.as_ref().map(|holder| holder.label.clone())),
            Cell::Number(row.confidence),
            of(|receipt| receipt.text.clone()),
            of(|receipt| receipt.file.clone()),
            receipt.map_or(Cell::Missing, |receipt| Cell::Whole(receipt.line)),
            receipt.map_or(Cell::Missing, |receipt| Cell::list(&receipt.sources)),
            Cell::Text(row.iri.clone()),
        ]
    }
}

impl Cell {
    fn text(text: Option<String>) -> Self {
        text.map_or(Self::Missing, Self::Text)
    }

    fn list(all: &[String]) -> Self {
        if all.is_empty() { Self::Missing } else { Self::List(all.to_vec()) }
    }

    /// As text; `None` where it is missing.
    pub(super) fn as_text(&self) -> Option<String> {
        Some(match self {
            Self::Text(text) => text.clone(),
            Self::List(all) => all.join(BETWEEN),
            Self::Number(number) => number.to_string(),
            Self::Whole(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Missing => return None,
        })
    }
}
