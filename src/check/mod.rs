//! A linter for claims: what a careful editor would find in notes, at the exact words.
//!
//! In come notes with what was read from them and a graph of it in memory ([`Subject`]); out come [`Finding`]s, each with a
//! stable code. Nothing here changes a note or reads a file, but for the rules and the settings that a user names.
//!
//! 1. What needs the words of the notes is looked for in Rust, one idea a file: claims and quotations without a source
//!    (`sourcing`), sources that are not what is cited (`mismatch`), addresses that will not last or lead nowhere
//!    (`addresses`), keys and pages that are not there (`undefined`), one quotation in two forms (`repeated`), sums
//!    (`sums`), names (`names`, `pronouns`, `acronyms`), marks that do not close (`marks`).
//! 2. What can be said of the graph is a query: a file of `queries/check/` whose header says what it means (`rules`).
//!    Users add their own.
//! 3. [`Settings`] says how grave each is and what is left out; a comment in the note lets one claim pass (`ignore`).
//! 4. [`render_text`], [`sarif`] and [`github`] write findings; `codes` explains each.
//!
//! *Invariant:* findings come in the order of files and places, whatever the number of threads.

mod acronyms;
mod addresses;
mod codes;
mod finding;
mod fix;
mod github;
mod ignore;
mod marks;
mod mismatch;
mod names;
mod pronouns;
mod repeated;
mod rules;
mod sarif;
mod settings;
mod shorthand;
mod sourcing;
mod sums;
mod text;
mod undefined;
mod url;

pub use codes::{Explained, explain, explanations};
pub use finding::{Edit, Finding, Place, Related};
pub use fix::apply;
pub use github::github;
pub use rules::{Rule, RuleError, built_in_rules};
pub use sarif::sarif;
pub use settings::{Settings, SettingsError, Table};
pub use text::render_text;

use crate::diagnostic::{Diagnostic, Severity};
use crate::extract::Extraction;
use crate::graph::{Store, StoreError};
use crate::note::Note;
use crate::ontology::Ontology;
use finding::Findings;

/// What is checked.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The notes, in the order of their names.
    pub notes: &'a [Note],
    /// What was read from each, in the same order.
    pub extractions: &'a [Extraction],
    /// What reading them told.
    pub diagnostics: &'a [Diagnostic],
    /// A graph of all of it.
    pub store: &'a Store,
    /// What they were read with.
    pub ontology: &'a Ontology,
}

/// Why notes could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// A rule's query failed.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The graph failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// All that is to be found, in the order of files and places.
///
/// # Errors
/// When a rule is no query that can be answered.
pub fn check(subject: &Subject<'_>, rules: &[Rule], settings: &Settings) -> Result<Vec<Finding>, CheckError> {
    let mut found = Findings::new(subject.notes);
    for finder in [
        sourcing::find,
        mismatch::find,
        addresses::find,
        undefined::find,
        repeated::find,
        sums::find,
        names::find,
        pronouns::find,
        acronyms::find,
        marks::find,
    ] {
        finder(subject, &mut found);
    }
    if let Some(keys) = &settings.keys {
        undefined::keys(subject, keys, &mut found);
    }
    for rule in rules {
        rule.find(subject, &mut found)?;
    }
    found.told(subject.diagnostics);
    let mut findings = ignore::kept(subject.notes, found.finish());
    findings.retain_mut(|finding| settings.takes(finding));
    Ok(findings)
}

/// How many findings are so grave, the least grave first.
#[must_use]
pub fn counts(findings: &[Finding]) -> [(Severity, usize); 3] {
    [Severity::Note, Severity::Warning, Severity::Error]
        .map(|severity| (severity, findings.iter().filter(|finding| finding.severity == severity).count()))
}
