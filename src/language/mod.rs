//! Text → sentences, words, tags, trees, dates, quantities.
//!
//! In comes readable text with the names already known in it; out come [`Sentence`]s whose [`Word`]s carry tag,
//! lemma, head and dependency. A date, a quantity or a known name is *one* word. This stage knows English; it knows
//! no Markdown and no ontology.

pub mod dates;
mod lexemes;
pub mod model;
mod terms;
mod types;
pub mod universal;

pub use dates::DateContext;
pub use model::{Analysis, Model, ModelError};
pub use types::{Approximation, Date, Quantity, Sentence, Unit, Word};
pub use universal::{Dependency, Tag};
