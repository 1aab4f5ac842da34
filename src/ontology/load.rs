//! Files → [`Ontology`].

use super::{
    OntologyError, classes,
    diagnose::{Advice, unknown_properties, unknown_references},
    files::BUILT_IN,
    gazetteer, lexicon,
    lookup::Index,
    turtle::Resources,
    types::Ontology,
};
use std::sync::OnceLock;

impl Ontology {
    /// What is built into the binary, read once.
    ///
    /// # Panics
    /// Never, as far as the tests have seen every built-in file load.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Ontology> = OnceLock::new();
        BUILTIN.get_or_init(|| Self::from_files(BUILT_IN).expect("a test loads every built-in file"))
    }

    /// What is built in, and what these files (name, text) add to it.
    ///
    /// What is odd but can be lived with (unknown property, relation or class; a value that makes no sense) is told in
    /// [`Ontology::diagnostics`].
    ///
    /// # Errors
    /// When a file is not well-formed Turtle.
    pub fn with_files<S: AsRef<str>>(extra: &[(S, S)]) -> Result<Self, OntologyError> {
        let extra = extra.iter().map(|(name, text)| (name.as_ref(), text.as_ref()));
        let files: Vec<(&str, &str)> = BUILT_IN.iter().copied().chain(extra).collect();
        Self::from_files(&files)
    }

    /// Only what these files (name, text) say.
    ///
    /// # Errors
    /// When a file is not well-formed Turtle.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Self, OntologyError> {
        let mut resources = Resources::default();
        for (name, text) in files {
            resources.read(name, text)?;
        }
        let mut advice = Advice::new(files);
        unknown_properties(&resources, &mut advice);
        unknown_references(&resources, &mut advice);
        let classes = classes::classes(&resources);
        let relations = classes::relations(&resources);
        let words = classes::words(&resources, &mut advice);
        let entries = lexicon::entries(&resources, &relations, &mut advice);
        let entities = gazetteer::entities(&resources, &classes, &mut advice);
        let index = Index::new(&classes, &entries);
        let diagnostics = advice.found;
        Ok(Self { classes, relations, entries, entities, words, diagnostics, index })
    }
}
