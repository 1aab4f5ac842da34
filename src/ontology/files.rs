//! The Turtle that is built into the binary.

macro_rules! built_in {
    ($($path:literal),* $(,)?) => {
        /// Path in the repository and text of every file, in the order in which they are read.
        pub(super) const BUILT_IN: &[(&str, &str)] =
            &[$(($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $path)))),*];
    };
}

built_in! {
    "ontology/annals.ttl",
    "ontology/record.ttl",
    "ontology/alignments.ttl",
    "ontology/english.ttl",
    "ontology/lexicon-en.ttl",
    "data/gazetteer/states.ttl",
    "data/gazetteer/organisations.ttl",
    "data/gazetteer/people.ttl",
    "data/gazetteer/regions.ttl",
    "data/gazetteer/events.ttl",
}
