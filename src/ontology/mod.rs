//! Turtle → classes, relations, lexicon, gazetteer.
//!
//! In come the Turtle files of `ontology/` and `data/gazetteer/` (embedded in the binary) and any that a user
//! adds; out comes an [`Ontology`] to look words and names up in. This stage knows no English and no Markdown:
//! what it knows of words is what the Turtle says.
//!
//! 1. `packed` holds the files that are built in (named in `files`) as the build script parsed them.
//! 2. `turtle` parses a user's files into resources, or says on which line it could not.
//! 3. `classes`, `lexicon` and `gazetteer` turn resources into the types of `types`; what makes no sense
//!    becomes a diagnostic and is set aside.
//! 4. `lookup` indexes the result.

mod classes;
mod diagnose;
mod error;
#[cfg(test)]
mod files;
mod fold;
mod gazetteer;
mod lexicon;
mod load;
mod lookup;
mod namespace;
mod packed;
#[cfg(test)]
mod tests;
mod turtle;
mod types;

pub use error::OntologyError;
pub use fold::fold;
pub use lookup::Index;
pub use namespace::{ENTITY_NAMESPACE, NAMESPACES, OPEN_NAMESPACE, VOCABULARY_NAMESPACE, compact, expand};
pub use types::{
    Argument, Class, Complement, Elsewhere, Entity, EntityId, Entry, EntryId, Example, NameKind, Ontology,
    PartOfSpeech, RelationDefinition, RelationId, Valency,
};
