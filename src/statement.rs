//! The one type that passes from extraction to everything above it.
//!
//! A statement says: these words, at this place in this note, state this relation between these things, in this
//! voice. It cannot be made without its evidence and the rule that licensed it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One relation read from one stretch of one note. Its JSON form is what `extract --format jsonl` prints a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Hash of the content and place: the same words at the same place always give the same id.
    pub id: String,
    /// What it is about.
    pub subject: Thing,
    /// How the two are related.
    pub relation: Relation,
    /// What the subject is related to; `None` for a relation of one place (“the ceasefire collapsed”).
    pub object: Option<Object>,
    /// Further participants (recipient, instrument, purpose, cause, office …).
    pub roles: Vec<Role>,
    /// IRI of the event this states, when the relation denotes one.
    pub event: Option<String>,
    /// IRI of the class of that event, such as `an:Invasion`.
    pub event_type: Option<String>,
    /// EDTF text of the time for which it holds.
    pub time: Option<String>,
    /// First and last day of [`Self::time`], `YYYY-MM-DD`, where known.
    pub time_bounds: Option<(Option<String>, Option<String>)>,
    /// The words the time was read from.
    pub time_text: Option<String>,
    /// The time was not in the clause itself but taken from its context (heading, column, sentence before).
    pub time_inherited: bool,
    /// Where it holds.
    pub place: Option<Thing>,
    /// Whether it is affirmed or denied.
    pub polarity: Polarity,
    /// In what voice it is said.
    pub stance: Stance,
    /// Whether note or cited source vouches for it: only then does it become a fact.
    pub asserted: bool,
    /// Label of who says, believes, asks or plans it, when that is not the author of the note.
    pub attributed_to: Option<String>,
    /// IRI of the same, when it is an entity.
    pub attributed_to_iri: Option<String>,
    /// How sure the reading is, 0 to 1.
    pub confidence: f32,
    /// The rule that licensed it, such as `verb`, `verb-passive`, `nominal`, `light-verb`, `inferred-object`.
    pub basis: String,
    /// The words it was read from.
    pub evidence: Evidence,
    /// Addresses or keys of the sources those words cite.
    pub sources: Vec<String>,
}

/// An entity, event or described thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Thing {
    /// Full IRI.
    pub iri: String,
    /// A readable name, never an IRI.
    pub label: String,
    /// Compact IRI of its class: `an:Person`, `an:State`, `an:Thing` …
    #[serde(rename = "type")]
    pub class: String,
    /// The words that stand for it here.
    pub mention: String,
    /// Other names it goes by.
    pub aliases: Vec<String>,
}

/// What stands in the object's place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Object {
    /// An entity, event or described thing.
    Thing(Thing),
    /// A literal: a number, a date, quoted words, the words of a clause.
    Value(Value),
}

/// A literal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Value {
    /// Lexical form: `36940`, `1950-06-25`, `postpone the invasion`.
    pub value: String,
    /// Compact IRI of the datatype: `xsd:decimal`, `edtf:EDTF`, `xsd:string`.
    pub datatype: String,
    /// Unit or what is counted: `square mile`, `casualties`, `USD`.
    pub unit: Option<String>,
    /// The words as written.
    pub text: String,
    /// `about`, `more-than`, `less-than`, `at-least`, `at-most` when the number is not exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approximation: Option<String>,
}

/// A relation of the ontology, or an open one named by its lemma.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Relation {
    /// Full IRI.
    pub iri: String,
    /// A readable name: `approved`, `operates under`.
    pub label: String,
    /// The dictionary form of the word it was read from, with its particle or preposition: `approve`, `operate under`.
    pub lemma: String,
    /// Not in the ontology.
    pub open: bool,
    /// Read from the object's side, for want of a subject: in “the treaty was signed” the statement's subject is the
    /// treaty and the relation “was signed”. In RDF the treaty is then the claim's `rdf:object`, and no one its subject.
    #[serde(default)]
    pub inverse: bool,
}

/// A further participant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Role {
    /// Compact IRI of the role: `an:recipient`, `an:purpose` …
    pub role: String,
    /// Its IRI; for a literal, none. Quantities (`an:quantity`) and reasons in words (`an:cause`) are literals.
    pub iri: Option<String>,
    /// A readable name.
    pub label: String,
    /// Compact IRI of its class, when it is a thing.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
}

/// Affirmed or denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is said to be so.
    Affirmed,
    /// It is said not to be so.
    Negated,
}

/// In what voice something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// The note, or a source that it quotes, vouches for it.
    Asserted,
    /// Someone is said to say it.
    Reported,
    /// Someone is said to believe it.
    Believed,
    /// Someone asks for it, demands or recommends it.
    Requested,
    /// Someone means or attempts to do it.
    Planned,
    /// It is conditional, possible or otherwise unreal.
    Hypothetical,
}

/// The words a statement was read from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// Path of the note.
    pub file: String,
    /// Line of the first word, counted from 1.
    pub line: usize,
    /// First byte in the note.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The words, exactly as they stand between the two.
    pub text: String,
    /// The span in Unicode code points: first, one past the last.
    pub code_points: (usize, usize),
    /// Line and exact words of the quotation beneath the claim that carries the source, when the claim itself cites none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<Support>,
}

/// The quotation beneath a claim from which the claim takes its source.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Support {
    /// Line on which it starts, counted from 1.
    pub line: usize,
    /// Its words.
    pub text: String,
}

/// So many of the statements that became facts, drawn at random, in the order given: for judging by hand how many are
/// right. The same seed draws the same ones, however many others there are beside them, since each is drawn by a hash of
/// its own id.
#[must_use]
pub fn sample<'a>(all: impl IntoIterator<Item = &'a Statement>, count: usize, seed: u64) -> Vec<&'a Statement> {
    let lot = |statement: &Statement| Sha256::digest(format!("{seed} {}", statement.id));
    let facts = all.into_iter().filter(|statement| statement.asserted);
    let mut drawn: Vec<_> = facts.enumerate().map(|(place, statement)| (lot(statement), place, statement)).collect();
    drawn.sort_unstable_by_key(|(lot, place, _)| (*lot, *place));
    drawn.truncate(count);
    drawn.sort_unstable_by_key(|(_, place, _)| *place);
    drawn.into_iter().map(|(_, _, statement)| statement).collect()
}

impl Polarity {
    /// As in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Negated => "negated",
        }
    }
}

impl Stance {
    /// All, from the surest to the least.
    pub const ALL: [Self; 6] =
        [Self::Asserted, Self::Reported, Self::Believed, Self::Requested, Self::Planned, Self::Hypothetical];

    /// As in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Reported => "reported",
            Self::Believed => "believed",
            Self::Requested => "requested",
            Self::Planned => "planned",
            Self::Hypothetical => "hypothetical",
        }
    }
}

impl Object {
    /// The readable name of a thing, or the words of a value.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Thing(thing) => &thing.label,
            Self::Value(value) => &value.text,
        }
    }
}

/// What extraction knows of a quotation that stands by itself: its words, what it cites, and whose text it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuotationRecord {
    /// Where it stands; [`Evidence::text`] has its words as they stand in the note.
    pub evidence: Evidence,
    /// Its words for reading, markup removed.
    pub text: String,
    /// Addresses or keys of the sources it cites.
    pub sources: Vec<String>,
    /// The document whose text it is, when the note says so (“Resolution 82 `Calls upon …`”).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Thing>,
}
