//! `annals.toml`: what a folder of notes is read with, and what is told of it.
//!
//! The file is looked for beside the notes and in the folders above. What it names lies beside it. Every key is in
//! [`KEYS`], which `annals config --explain` prints; a key that is not there is an error with its line and the nearest one
//! that is.

mod keys;

pub use keys::{KEYS, Key};

use crate::check;
use crate::nearest::nearest;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What the file is called.
pub const FILE: &str = "annals.toml";

/// What an `annals.toml` says; what it leaves out is `None` or empty.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Where it was found.
    pub path: Option<PathBuf>,
    /// Address under which entities, claims and spans are named.
    pub base: Option<String>,
    /// What the notes are called as a whole.
    pub title: Option<String>,
    /// Who wrote the notes.
    pub author: Option<String>,
    /// File of a language model to read with, instead of the one built in.
    pub language_model: Option<PathBuf>,
    /// Turtle files of more classes, relations and words.
    pub ontology: Vec<PathBuf>,
    /// Turtle files of more names.
    pub gazetteer: Vec<PathBuf>,
    /// Files of citation keys.
    pub bibliography: Vec<PathBuf>,
    /// Patterns of the files that are read.
    pub include: Vec<String>,
    /// Patterns of files that are not.
    pub exclude: Vec<String>,
    /// What `annals check` tells.
    pub check: check::Settings,
}

/// Why a file is no `annals.toml`.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A key that is not known.
    #[error("line {line}: unknown key `{key}`")]
    UnknownKey {
        /// Counted from 1.
        line: usize,
        /// With the tables that it stands in.
        key: String,
        /// The known key that is nearest to it.
        nearest: Option<&'static str>,
    },
    /// It is no TOML, or a value is not of the kind that its key wants.
    #[error("{0}")]
    Syntax(#[from] toml::de::Error),
    /// A pattern of files is none.
    #[error(transparent)]
    Check(#[from] check::SettingsError),
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct File {
    base: Option<String>,
    title: Option<String>,
    author: Option<String>,
    language_model: Option<PathBuf>,
    ontology: Vec<PathBuf>,
    gazetteer: Vec<PathBuf>,
    bibliography: Vec<PathBuf>,
    include: Vec<String>,
    exclude: Vec<String>,
    check: check::Table,
}

impl Config {
    /// Reads the text of an `annals.toml`; what it names is taken to lie in `folder`.
    ///
    /// # Errors
    /// When it is not TOML, has a key that is not known, or a value that its key does not take.
    pub fn read(text: &str, folder: &Path) -> Result<Self, ConfigError> {
        if let Ok(table) = DeTable::parse(text)
            && let Some(error) = unknown(text, table.get_ref(), "")
        {
            return Err(error);
        }
        let file: File = toml::from_str(text)?;
        let beside = |paths: Vec<PathBuf>| paths.into_iter().map(|path| folder.join(path)).collect();
        let mut check = check::Settings::of(file.check)?;
        check.rules.iter_mut().for_each(|path| *path = folder.join(&*path));
        Ok(Self {
            path: None,
            base: file.base,
            title: file.title,
            author: file.author,
            language_model: file.language_model.map(|path| folder.join(path)),
            ontology: beside(file.ontology),
            gazetteer: beside(file.gazetteer),
            bibliography: beside(file.bibliography),
            include: file.include,
            exclude: file.exclude,
            check,
        })
    }
}

/// The nearest `annals.toml` in the folder of `start`, or above.
#[must_use]
pub fn find(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    start.ancestors().map(|folder| folder.join(FILE)).find(|path| path.is_file())
}

/// The first key that is not in [`KEYS`].
fn unknown(text: &str, table: &DeTable<'_>, above: &str) -> Option<ConfigError> {
    let mut keys: Vec<_> = table.iter().collect();
    keys.sort_by_key(|(key, _)| key.span().start);
    keys.into_iter().find_map(|(key, value)| {
        let name = if above.is_empty() { key.get_ref().to_string() } else { format!("{above}.{}", key.get_ref()) };
        let known = KEYS.iter().find(|known| known.name == name);
        let opens = KEYS.iter().any(|known| known.name.starts_with(&format!("{name}.")));
        if known.is_none() && !opens {
            let line = text.get(..key.span().start).map_or(1, |before| before.matches('\n').count() + 1);
            return Some(ConfigError::UnknownKey { line, nearest: near(&name), key: name });
        }
        let inside = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
            DeValue::Table(table) if opens => unknown(text, table, &name),
            _ => None,
        };
        match value.get_ref() {
            DeValue::Array(values) => values.iter().find_map(inside),
            _ => inside(value),
        }
    })
}

/// The key that may have been meant: the nearest, or one whose last part is the same.
fn near(name: &str) -> Option<&'static str> {
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let same = KEYS.iter().map(|key| key.name).find(|key| last(key) == last(name));
    same.or_else(|| nearest(name, KEYS.iter().map(|key| key.name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_lies_beside_the_file() {
        let text = "base = \"https://a.b/\"\nbibliography = [\"refs.bib\"]\n[check]\nseverity = { A001 = \"off\" }\n";
        let config = Config::read(text, Path::new("notes")).unwrap();
        assert_eq!(config.bibliography, [Path::new("notes/refs.bib")]);
        assert_eq!(config.base.as_deref(), Some("https://a.b/"));
        assert_eq!(config.check.severity["A001"], None);
    }

    #[test]
    fn an_unknown_key_is_told_with_its_line_and_the_nearest() {
        let read = |text: &str| match Config::read(text, Path::new("")).unwrap_err() {
            ConfigError::UnknownKey { line, key, nearest } => (line, key, nearest),
            other => panic!("{other}"),
        };
        assert_eq!(read("title = \"x\"\nbibliografy = []\n"), (2, "bibliografy".to_owned(), Some("bibliography")));
        assert_eq!(read("\n[check]\nrulez = []\n"), (3, "check.rulez".to_owned(), Some("check.rules")));
        assert_eq!(read("[[check.ignore]]\nfile = \"x\"\n").1, "check.ignore.file");
        assert_eq!(read("severity = {}\n").2, Some("check.severity"));
    }

    #[test]
    fn every_key_is_taken_as_its_example_has_it() {
        for key in KEYS {
            let read = Config::read(key.example, Path::new(""));
            assert!(read.is_ok(), "{}: {read:?}", key.name);
        }
    }
}
