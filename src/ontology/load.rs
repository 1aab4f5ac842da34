//! Files → [`Ontology`].

use super::{
    OntologyError, classes,
    diagnose::{Advice, unknown_properties, unknown_references},
    gazetteer, lexicon,
    lookup::Index,
    packed,
    turtle::Resources,
    types::Ontology,
};
use std::sync::OnceLock;

impl Ontology {
    /// What is built into the binary, read once.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Ontology> = OnceLock::new();
        BUILTIN.get_or_init(|| Self::assemble(&packed::resources(), &[]))
    }

    /// What is built in, and what these files (name, text) add to it.
    ///
    /// What is odd but can be lived with (unknown property, relation or class; a value that makes no sense) is told in
    /// [`Ontology::diagnostics`].
    ///
    /// # Errors
    /// When a file is not well-formed Turtle.
    pub fn with_files<S: AsRef<str>>(extra: &[(S, S)]) -> Result<Self, OntologyError> {
        let files: Vec<(&str, &str)> = extra.iter().map(|(name, text)| (name.as_ref(), text.as_ref())).collect();
        Self::read(packed::resources(), &files)
    }

    /// Only what these files (name, text) say.
    ///
    /// # Errors
    /// When a file is not well-formed Turtle.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, OntologyError> {
        Self::read(Resources::default(), files)
    }

    fn read(mut resources: Resources<'_>, files: &[(&str, &str)]) -> Result<Self, OntologyError> {
        for (number, (name, text)) in files.iter().enumerate() {
            resources.read(number, name, text)?;
        }
        Ok(Self::assemble(&resources, files))
    }

    fn assemble(resources: &Resources<'_>, files: &[(&str, &str)]) -> Self {
        let mut advice = Advice::new(files);
        if !files.is_empty() {
            unknown_properties(resources, &mut advice);
            unknown_references(resources, &mut advice);
        }
        let classes = classes::classes(resources);
        let relations = classes::relations(resources);
        let words = classes::words(resources, &mut advice);
        let entries = lexicon::entries(resources, &relations, &mut advice);
        let entities = gazetteer::entities(resources, &classes, &mut advice);
        let index = Index::new(&classes, &relations, &entries);
        Self { classes, relations, entries, entities, words, diagnostics: advice.found, index }
    }
}
