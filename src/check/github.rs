//! Findings as commands to a GitHub workflow, which shows them beside the lines of a change.
//!
//! See “Workflow commands for GitHub Actions”, on setting notices, warnings and errors.

use super::finding::Finding;
use crate::diagnostic::Severity;
use std::fmt::Write as _;

/// One command a line.
#[must_use]
pub fn github(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let command = match finding.severity {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let place = &finding.place;
        // Columns are only taken for a stretch within one line.
        let columns = if place.line == place.end_line && place.end_column > place.column {
            format!(",col={},endColumn={}", place.column, place.end_column - 1)
        } else {
            String::new()
        };
        let message = match &finding.help {
            Some(help) => format!("{}\nhelp: {help}", finding.message),
            None => finding.message.clone(),
        };
        writeln!(
            text,
            "::{command} file={},line={},endLine={}{columns},title={}::{}",
            property(&place.file),
            place.line,
            place.end_line,
            property(&finding.code),
            data(&message),
        )
        .expect("a string takes all");
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
