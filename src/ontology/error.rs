//! The one way in which reading Turtle can fail.

use thiserror::Error;

/// A Turtle file that could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct OntologyError {
    /// The file, as the user named it.
    pub file: String,
    /// Line, counted from 1.
    pub line: u64,
    /// Column in code points, counted from 1.
    pub column: u64,
    /// What was found there and what was expected.
    pub message: String,
}
