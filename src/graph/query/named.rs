//! The queries of `queries/`, embedded: each a file that opens with a comment on what it answers.

/// A query that goes by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedQuery {
    /// The name of its file, without the extension.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! queries {
    ($($name:literal),* $(,)?) => {
        [$(NamedQuery { name: $name, text: include_str!(concat!("../../../queries/", $name, ".rq")) }),*]
    };
}

const QUERIES: &[NamedQuery] = &queries![
    "casualties",
    "claims-by-holder",
    "claims-without-a-source",
    "events-in-order",
    "facts-by-source",
    "negated-claims",
    "people-and-what-they-did",
    "resolutions-and-their-texts",
    "what-leads-to-the-invasion",
    "who-approved-the-invasion",
];

impl NamedQuery {
    /// What it answers: its opening comment.
    #[must_use]
    pub fn about(&self) -> String {
        let lines = self.text.lines().take_while(|line| line.starts_with('#'));
        lines.map(|line| line.trim_start_matches('#').trim()).collect::<Vec<_>>().join(" ")
    }
}

/// All of them, by name.
#[must_use]
pub const fn named_queries() -> &'static [NamedQuery] {
    QUERIES
}

/// The query that goes by this name, with or without `.rq` and `queries/`.
#[must_use]
pub fn named_query(name: &str) -> Option<&'static NamedQuery> {
    let name = name.rsplit('/').next().unwrap_or(name);
    let name = name.strip_suffix(".rq").unwrap_or(name);
    QUERIES.iter().find(|query| query.name == name)
}
