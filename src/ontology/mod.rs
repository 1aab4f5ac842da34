//! Turtle → classes, relations, lexicon, gazetteer.
//!
//! In come the Turtle files of `ontology/` and `data/gazetteer/` (embedded in the binary) and any that a user
//! adds; out comes an [`Ontology`] to look words and names up in. This stage knows no English and no Markdown:
//! what it knows of words is what the Turtle says.
//!
//! 1. `files` names the files that are built in.
//! 2. `turtle` parses each into resources, or says on which line it could not.
//! 3. `classes`, `lexicon` and `gazetteer` turn resources into the types of `types`; what makes no sense
//!    becomes a diagnostic and is set aside.
//! 4. `lookup` indexes the result.

mod classes;
mod diagnose;
mod error;
mod files;
mod fold;
mod gazetteer;
mod lexicon;
mod load;
mod lookup;
mod namespace;
#[cfg(test)]
mod tests;
mod turtle;
mod types;

pub use error::OntologyError;
pub use fold::fold;
pub use lookup::Index;
pub use namespace::{ENTITY_NAMESPACE, NAMESPACES, OPEN_NAMESPACE, VOCABULARY_NAMESPACE, compact, expand};
pub use types::{
    Argument, Class, Complement, Entity, EntityId, Entry, EntryId, Example, NameKind, Ontology, PartOfSpeech,
    RelationDefinition, RelationId, Valency,
};
