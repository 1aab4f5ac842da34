//! What an author should know → lines on standard error.

use super::failure::{Failure, Outcome};
use super::output::{Style, for_messages};
use annals::diagnostic::{Diagnostic, Severity};
use annals::pipeline::Notes;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Of mere notes of one code so many are told one by one; the others are counted.
const MOST_NOTES: usize = 3;

/// Tells the findings of a reading. That a note was set aside is remembered in the outcome; that all were, a failure.
pub(super) fn tell(notes: &Notes) -> Result<Outcome, Failure> {
    let outcome = tell_some(&notes.diagnostics, notes.set_aside.len(), |file| notes.text_of(file).map(Cow::Borrowed))?;
    if notes.notes.is_empty() {
        return Err(Failure::new("no note could be read"));
    }
    Ok(outcome)
}

/// The same of findings of which `text_of` knows the files' texts, perhaps none; so many files were set aside.
pub(super) fn tell_some<'a>(
    findings: &[Diagnostic],
    set_aside: usize,
    text_of: impl Fn(&str) -> Option<Cow<'a, str>>,
) -> Result<Outcome, Failure> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let told = |finding: &&Diagnostic| {
        let count = counts.entry(finding.code).or_default();
        *count += 1;
        finding.severity != Severity::Note || *count <= MOST_NOTES
    };
    let told: Vec<&Diagnostic> = findings.iter().filter(told).collect();
    let left = findings.len() - told.len();
    print(told, text_of)?;
    if left > 0 {
        writeln!(for_messages(), "{left} more notes of these kinds; `annals check --verbose` lists them all")?;
    }
    Ok(Outcome::findings_if(set_aside > 0))
}

/// Tells only what could not be read, for a command whose business is not the notes.
pub(super) fn tell_errors(notes: &Notes) -> Result<(), Failure> {
    let errors = notes.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    print(errors, |file| notes.text_of(file).map(Cow::Borrowed))?;
    if notes.notes.is_empty() {
        return Err(Failure::new("no note could be read"));
    }
    Ok(())
}

/// Prints each finding as `file:line:column: severity[code] message`, with its hint below.
///
/// `text_of` gives the text of a file, by the name it has in the diagnostic, so that a byte offset becomes a place.
fn print<'a, 'b>(
    findings: impl IntoIterator<Item = &'a Diagnostic>,
    text_of: impl Fn(&str) -> Option<Cow<'b, str>>,
) -> io::Result<()> {
    let mut out = for_messages();
    for finding in findings {
        let style = match finding.severity {
            Severity::Error => Style::Error,
            Severity::Warning => Style::Warning,
            Severity::Note => Style::Dim,
        };
        let place = finding.span.zip(text_of(&finding.file)).map(|(span, text)| place(&text, span.start));
        let place = place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
        write!(out, "{}{place}: ", finding.file)?;
        out.styled(style, &format!("{}[{}]", finding.severity.as_str(), finding.code))?;
        writeln!(out, " {}", finding.message)?;
        if let Some(hint) = &finding.hint {
            writeln!(out, "  hint: {hint}")?;
        }
    }
    Ok(())
}

/// Line and column of a byte offset, both counted from 1, columns in characters.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        assert_eq!(place("é\nçà x", 0), (1, 1));
        assert_eq!(place("é\nçà x", "é\nçà ".len()), (2, 4));
        assert_eq!(place("a", 99), (1, 2));
    }
}
