//! What a user wants to be told: the table `[check]` of `annals.toml`.

use super::finding::Finding;
use crate::diagnostic::Severity;
use globset::{Glob, GlobSet, GlobSetBuilder};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// What is told, and how.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How grave a finding of a code is; `None`: it is not told.
    pub severity: BTreeMap<String, Option<Severity>>,
    /// Least grave that is told.
    pub least: Severity,
    /// Confirmations, and what reading the notes leaves out, are told too.
    pub verbose: bool,
    /// Severities told as errors.
    pub denied: BTreeSet<Severity>,
    /// Folders of more rules.
    pub rules: Vec<PathBuf>,
    /// Citation keys that are defined; `None`: nobody knows.
    pub keys: Option<BTreeSet<String>>,
    ignored: Vec<(GlobSet, BTreeSet<String>)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            severity: BTreeMap::new(),
            least: Severity::Note,
            verbose: false,
            denied: BTreeSet::new(),
            rules: Vec::new(),
            keys: None,
            ignored: Vec::new(),
        }
    }
}

/// Why settings are none.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A pattern of files is none.
    #[error("{0}")]
    Pattern(#[from] globset::Error),
}

/// The table as it is written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    #[serde(default)]
    rules: Vec<PathBuf>,
    #[serde(default)]
    severity: BTreeMap<String, Level>,
    #[serde(default)]
    ignore: Vec<Ignore>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Off,
    Note,
    Warning,
    Error,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ignore {
    files: Vec<String>,
    #[serde(default)]
    codes: BTreeSet<String>,
}

impl Settings {
    /// From the table as it is written.
    ///
    /// # Errors
    /// When a pattern of files is none.
    pub fn of(check: Table) -> Result<Self, SettingsError> {
        let level = |level: Level| match level {
            Level::Off => None,
            Level::Note => Some(Severity::Note),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        };
        let ignored = check.ignore.into_iter().map(|ignore| {
            let mut files = GlobSetBuilder::new();
            for pattern in &ignore.files {
                files.add(Glob::new(pattern)?);
            }
            Ok((files.build()?, ignore.codes))
        });
        Ok(Self {
            severity: check.severity.into_iter().map(|(code, wanted)| (code, level(wanted))).collect(),
            rules: check.rules,
            ignored: ignored.collect::<Result<_, globset::Error>>()?,
            ..Self::default()
        })
    }

    /// Whether a finding is told; makes it as grave as it is wanted.
    pub(super) fn takes(&self, finding: &mut Finding) -> bool {
        match self.severity.get(&finding.code) {
            Some(None) => return false,
            Some(Some(wanted)) => finding.severity = *wanted,
            None => {}
        }
        let file = finding.place.file.as_str();
        let passes = |(files, codes): &(GlobSet, BTreeSet<String>)| {
            files.is_match(file) && (codes.is_empty() || codes.contains(&finding.code))
        };
        if finding.quiet && !self.verbose || finding.severity < self.least || self.ignored.iter().any(passes) {
            return false;
        }
        if self.denied.contains(&finding.severity) {
            finding.severity = Severity::Error;
        }
        true
    }
}
