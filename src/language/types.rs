//! The words this stage speaks in: sentence, word, date, quantity.

use super::universal::{Dependency, Tag};
use crate::span::Span;
use serde::Serialize;

/// One sentence, parsed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sentence {
    /// In the text given.
    pub span: Span,
    /// In order. Exactly one has no head when there is any.
    pub words: Vec<Word>,
}

/// One token of a sentence: a word, a punctuation mark, or a whole date, quantity or name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Word {
    /// In the text given.
    pub span: Span,
    /// As written.
    pub form: String,
    /// Its dictionary form, lower case but for proper nouns.
    pub lemma: String,
    /// Part of speech.
    pub tag: Tag,
    /// Index of its head in [`Sentence::words`]; `None` for the root.
    pub head: Option<usize>,
    /// How it depends on its head.
    pub dependency: Dependency,
    /// Probability, 0 to 1, that the head is right, by the parser's own reckoning.
    pub certainty: f32,
    /// What it is as a whole, when it was recognised before parsing.
    pub unit: Option<Unit>,
}

/// A stretch recognised before parsing and kept as one word.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A known name; the number is the index into the names given to the reader.
    Name(usize),
    /// A date or period.
    Date(Date),
    /// A number with or without unit: “2 million”, “1,500 square miles”, “$2.6 million”, “36.3%”.
    Quantity(Quantity),
}

/// A date or period as Extended Date/Time Format (ISO 8601-2:2019, levels 0–2 as far as needed).
///
/// Ordered bounds do the filtering: the EDTF text says what was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Date {
    /// For example `1950-06-25`, `1950-21` (spring), `1950-01/1950-06`, `1962-05/..`, `1950~`, `195X`.
    pub edtf: String,
    /// First day, as `YYYY-MM-DD`; `None` when open or unknown.
    pub earliest: Option<String>,
    /// Last day, as `YYYY-MM-DD`; `None` when open or unknown.
    pub latest: Option<String>,
    /// The year was not written here but taken from the nearest one in the context.
    pub inherited: bool,
}

/// A number as it was written, with its unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// The number, as a plain decimal: `36940`, `2600000`, `36.3`.
    pub value: String,
    /// Upper end of a range (“2-3 million”), in the same form.
    pub upper: Option<String>,
    /// `square mile`, `USD`, `percent`, …; `None` for a plain count, whose noun is a word of its own.
    pub unit: Option<String>,
    /// How exact it claims to be.
    pub approximation: Option<Approximation>,
}

/// How a quantity or date departs from an exact figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Approximation {
    /// “about”, “some”, “estimated”, “~”.
    About,
    /// “more than”, “over”, “75+”.
    MoreThan,
    /// “less than”, “under”.
    LessThan,
    /// “at least”.
    AtLeast,
    /// “at most”, “up to”.
    AtMost,
}
