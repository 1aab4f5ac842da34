//! The keys of `annals.toml`, for whoever writes one.

/// A key, explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// With the tables that it stands in: `check.severity`.
    pub name: &'static str,
    /// What its value is.
    pub form: &'static str,
    /// What holds without it.
    pub default: &'static str,
    /// What it is for.
    pub meaning: &'static str,
    /// Lines of an `annals.toml` that has it.
    pub example: &'static str,
}

/// All keys, in the order in which a file would have them.
pub const KEYS: &[Key] = &[
    Key {
        name: "title",
        form: "text",
        default: "none",
        meaning: "What the notes are called as a whole.",
        example: "title = \"The Congo crisis\"",
    },
    Key {
        name: "author",
        form: "text",
        default: "none",
        meaning: "Who wrote the notes: whoever reads the graph is told who says so. A note's own `author` comes first.",
        example: "author = \"A. Historian\"",
    },
    Key {
        name: "base",
        form: "an address that ends in / or #",
        default: "https://w3id.org/annals/id/",
        meaning: "Address under which the graph's own entities, claims and spans are named.",
        example: "base = \"https://example.org/congo/\"",
    },
    Key {
        name: "include",
        form: "list of patterns",
        default: "every note",
        meaning: "Only files that match one of these are read. Patterns are those of .gitignore.",
        example: "include = [\"people/**\"]",
    },
    Key {
        name: "exclude",
        form: "list of patterns",
        default: "nothing",
        meaning: "Files that match one of these are not read, nor what .gitignore and .annalsignore name.",
        example: "exclude = [\"drafts/\", \"*.private.md\"]",
    },
    Key {
        name: "ontology",
        form: "list of files",
        default: "none",
        meaning: "Turtle files with more classes, relations and words.",
        example: "ontology = [\"relations.ttl\"]",
    },
    Key {
        name: "gazetteer",
        form: "list of files",
        default: "none",
        meaning: "Turtle files with more names of people, places and organisations.",
        example: "gazetteer = [\"names.ttl\"]",
    },
    Key {
        name: "bibliography",
        form: "list of files",
        default: "the .bib files among the notes, and what a note's `bibliography` names",
        meaning: "BibTeX or CSL files that say what citation keys stand for.",
        example: "bibliography = [\"refs.bib\"]",
    },
    Key {
        name: "language-model",
        form: "file",
        default: "the one built in",
        meaning: "Language model to read with, as `train-language-model` writes it.",
        example: "language-model = \"model.bin\"",
    },
    Key {
        name: "check.rules",
        form: "list of folders",
        default: "none",
        meaning: "Folders of more rules for `annals check`.",
        example: "[check]\nrules = [\"rules\"]",
    },
    Key {
        name: "check.severity",
        form: "table from code to \"off\", \"note\", \"warning\" or \"error\"",
        default: "as `annals check --list` shows",
        meaning: "How grave findings of a code are.",
        example: "[check]\nseverity = { A001 = \"warning\", A204 = \"off\" }",
    },
    Key {
        name: "check.ignore.files",
        form: "list of patterns",
        default: "nothing",
        meaning: "Files of which findings are not told.",
        example: "[[check.ignore]]\nfiles = [\"drafts/**\"]",
    },
    Key {
        name: "check.ignore.codes",
        form: "list of codes",
        default: "all codes",
        meaning: "Codes that are not told of the files of the same entry.",
        example: "[[check.ignore]]\nfiles = [\"drafts/**\"]\ncodes = [\"A001\", \"A002\"]",
    },
];
