//! What an author is told about a text: a code, how grave it is, where, what, and what to do.
//!
//! Stages collect diagnostics and return what they could read; only `cli` and `serve` turn them into
//! text for people.

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// Something was read differently from what was probably meant, or was set aside.
    Warning,
    /// The text could not be read.
    Error,
}

impl Severity {
    /// As in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing to tell the author of a note or a Turtle file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// A stable code, such as `N001`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The file it concerns, as the user named it.
    pub file: String,
    /// Where in the file, in bytes; `None` when it concerns the whole file.
    pub span: Option<Span>,
    /// What was found, in one sentence.
    pub message: String,
    /// What to do about it, when there is something.
    pub hint: Option<String>,
}
