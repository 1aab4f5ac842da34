//! Text → sentences, words, tags, trees, dates, quantities.
//!
//! In comes readable text with the names already known in it; out come [`Sentence`]s whose [`Word`]s carry tag,
//! lemma, head and dependency. A date, a quantity or a known name is *one* word. This stage knows English; it knows
//! no Markdown and no ontology.
//!
//! [`Reader`] takes the whole way: it has [`dates`] and [`quantities`] find what is one word, cuts `sentences` and
//! `tokens`, and has the [`Model`] parse them. [`words`] and [`tree`] print what it read.

mod abbreviations;
pub mod dates;
pub mod inflect;
mod lexemes;
pub mod model;
pub mod quantities;
mod reader;
mod sentences;
mod show;
mod terms;
mod tokens;
mod types;
pub mod universal;

pub use dates::DateContext;
pub use model::{Analysis, Model, ModelError};
pub use reader::{Input, Reader};
pub use show::{tree, words};
pub use types::{Approximation, Date, Quantity, Sentence, Unit, Word};
pub use universal::{Dependency, Tag};
