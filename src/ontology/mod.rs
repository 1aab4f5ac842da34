//! Turtle → classes, relations, lexicon, gazetteer.
//!
//! In come the Turtle files of `ontology/` and `data/gazetteer/` (embedded in the binary) and any that a user
//! adds; out comes an [`Ontology`] to look words and names up in. This stage knows no English and no Markdown:
//! what it knows of words is what the Turtle says.

mod types;

pub use types::{
    Argument, Class, Complement, Entity, EntityId, Entry, EntryId, Example, Ontology, PartOfSpeech, RelationDefinition,
    RelationId,
};
