//! The Turtle that is built into the binary. The build script reads this list too.

/// Paths in the repository, in the order in which they are read.
pub(crate) const BUILT_IN: &[&str] = &[
    "ontology/annals.ttl",
    "ontology/record.ttl",
    "ontology/alignments.ttl",
    "ontology/english.ttl",
    "ontology/fields.ttl",
    "ontology/addresses.ttl",
    "ontology/lexicon-en.ttl",
    "data/gazetteer/states.ttl",
    "data/gazetteer/organisations.ttl",
    "data/gazetteer/people.ttl",
    "data/gazetteer/people-before-1914.ttl",
    "data/gazetteer/people-of-learning.ttl",
    "data/gazetteer/given-names.ttl",
    "data/gazetteer/regions.ttl",
    "data/gazetteer/events.ttl",
];
