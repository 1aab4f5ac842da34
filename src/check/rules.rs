//! Checks that are queries: what can be said of the graph.
//!
//! A rule is a SELECT in a file of its own whose opening comment says what it means:
//!
//! ```text
//! # code: X001
//! # severity: warning
//! # message: {who} approved {what} before it was asked for
//! # help: see which of the two dates the sources give otherwise
//! #
//! # What is approved was asked for before.
//! SELECT ?claim ?other ?who ?what WHERE { … }
//! ```
//!
//! `?claim` is the claim that the finding stands at, `?other` one that belongs to it. Each `{name}` of the message is filled
//! with what the query gives for that variable: the label of a thing, a number, a date in words. What follows the empty
//! line is shown by `--explain`.

use super::Subject;
use super::finding::Findings;
use crate::diagnostic::Severity;
use crate::graph::{Answer, ClaimRow, Limits, QueryError, Solutions, Store, StoreError, run};
use crate::span::Span;
use oxigraph::model::Term;
use std::collections::BTreeMap;

/// A check that is a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its code: letters, then digits.
    pub code: String,
    /// How grave what it finds is.
    pub severity: Severity,
    /// What is said of each row, with `{variable}` for what the row holds.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Why it matters.
    pub explanation: String,
    /// The query.
    pub query: String,
    /// Where it comes from.
    pub file: String,
}

/// Why a rule is none.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// The opening comment lacks something.
    #[error("{file}: the opening comment has no line `# {field}: …`")]
    Missing {
        /// The file.
        file: String,
        /// What is missing.
        field: &'static str,
    },
    /// What the opening comment says is not understood.
    #[error("{file}: “{value}” is no {field}; {wanted}")]
    Unknown {
        /// The file.
        file: String,
        /// Of what.
        field: &'static str,
        /// What stands there.
        value: String,
        /// What could stand there.
        wanted: &'static str,
    },
    /// Two rules go by one code.
    #[error("{file}: the code {code} is taken by {by}")]
    Taken {
        /// The file.
        file: String,
        /// The code.
        code: String,
        /// The other rule.
        by: String,
    },
    /// The query cannot be answered.
    #[error("{file}: {error}")]
    Query {
        /// The file.
        file: String,
        /// Why.
        error: QueryError,
    },
    /// The query does not give claims.
    #[error("{file}: the query must be a SELECT that gives ?claim, the claim that each finding stands at")]
    NoClaim {
        /// The file.
        file: String,
    },
}

macro_rules! rules {
    ($($name:literal),* $(,)?) => {
        [$((concat!("queries/check/", $name, ".rq"), include_str!(concat!("../../queries/check/", $name, ".rq")))),*]
    };
}

const BUILT_IN: &[(&str, &str)] = &rules![
    "affirmed-and-denied", "ends-before-it-begins", "one-office-for-two", "outside-of-a-life", "outside-of-the-whole",
    "two-dates", "two-lives", "two-places-of-death", "two-totals",
];

/// The rules that are built in.
///
/// # Panics
/// Never: a test reads them all.
#[must_use]
pub fn built_in_rules() -> Vec<Rule> {
    BUILT_IN.iter().map(|(file, text)| Rule::read(file, text).expect("a test reads them all")).collect()
}

impl Rule {
    /// Reads a rule.
    ///
    /// # Errors
    /// When its opening comment lacks code, severity or message.
    pub fn read(file: &str, text: &str) -> Result<Self, RuleError> {
        let comment =
            text.lines().take_while(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
        let comment: Vec<&str> = comment.collect();
        let blank = comment.iter().position(|line| line.is_empty()).unwrap_or(comment.len());
        let (header, rest) = comment.split_at(blank);
        let field = |name: &str| {
            let lines = header.iter().filter_map(|line| line.split_once(':'));
            lines.into_iter().find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim().to_owned())
        };
        let needed = |name: &'static str| field(name).ok_or(RuleError::Missing { file: file.to_owned(), field: name });
        let unknown = |field: &'static str, value: String, wanted: &'static str| RuleError::Unknown {
            file: file.to_owned(),
            field,
            value,
            wanted,
        };
        let code = needed("code")?;
        let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
        if letters.is_empty() || letters == code || !letters.chars().all(|c| c.is_ascii_uppercase()) {
            return Err(unknown("code", code, "a code is capital letters and a number, as in X001"));
        }
        let severity = needed("severity")?;
        let severity = match severity.as_str() {
            "note" => Severity::Note,
            "warning" => Severity::Warning,
            "error" => Severity::Error,
            _ => return Err(unknown("severity", severity, "it may be note, warning or error")),
        };
        Ok(Self {
            code,
            severity,
            message: needed("message")?,
            help: field("help"),
            explanation: rest.join(" ").trim().to_owned(),
            query: text.to_owned(),
            file: file.to_owned(),
        })
    }

    /// These rules with more, none of which may take a code that is in use.
    ///
    /// # Errors
    /// When two go by one code.
    pub fn with(mut rules: Vec<Self>, more: impl IntoIterator<Item = Self>) -> Result<Vec<Self>, RuleError> {
        for rule in more {
            let by = super::codes::explain(&rule.code, &[]).map(|_| "annals itself".to_owned());
            let by = by.or_else(|| rules.iter().find(|known| known.code == rule.code).map(|known| known.file.clone()));
            if let Some(by) = by {
                return Err(RuleError::Taken { file: rule.file, code: rule.code, by });
            }
            rules.push(rule);
        }
        Ok(rules)
    }

    /// Asks the graph, and says what was found.
    pub(super) fn find(&self, subject: &Subject<'_>, found: &mut Findings<'_>) -> Result<(), super::CheckError> {
        let failed = |error| RuleError::Query { file: self.file.clone(), error };
        let answer = run(subject.store, &self.query, &Limits::default()).map_err(failed)?;
        let no_claim = || RuleError::NoClaim { file: self.file.clone() };
        let Answer::Solutions(Solutions { variables, rows, .. }) = answer else { return Err(no_claim().into()) };
        let column = |name: &str| variables.iter().position(|variable| variable.as_str() == name);
        let claim = column("claim").ok_or_else(no_claim)?;
        if rows.is_empty() {
            return Ok(());
        }
        let other = column("other");
        let named =
            rows.iter().flat_map(|row| [Some(claim), other].into_iter().flatten().filter_map(|at| row[at].as_ref()));
        let places = Places::new(subject, named)?;
        for row in &rows {
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).and_then(Option::as_ref);
            let Some(place) = places.of(cell(Some(claim))) else { continue };
            let mut message = self.message.clone();
            for (at, variable) in variables.iter().enumerate() {
                let hole = format!("{{{}}}", variable.as_str());
                if message.contains(&hole) {
                    message = message.replace(&hole, &shown(subject.store, cell(Some(at)))?);
                }
            }
            let draft = found.say_as(&self.code, self.severity, place.note, place.span, message);
            if let Some(help) = &self.help {
                draft.help(help.as_str());
            }
            if let Some(other) = places.of(cell(other)) {
                draft.label(place.said()).also(other.note, other.span, other.said());
            }
        }
        Ok(())
    }
}

/// Where claims stand.
struct Places(BTreeMap<String, Said>);

/// Where a claim stands, and what it cites.
struct Said {
    note: usize,
    span: Span,
    sources: Vec<String>,
}

impl Said {
    fn said(&self) -> String {
        match &self.sources[..] {
            [] => "said here, citing nothing".to_owned(),
            sources => format!("said here, citing {}", sources.join(", ")),
        }
    }
}

impl Places {
    /// Of the claims that rows name.
    fn new<'r>(subject: &Subject<'_>, cells: impl Iterator<Item = &'r Term>) -> Result<Self, StoreError> {
        let iris = cells.filter_map(|cell| match cell {
            Term::NamedNode(node) => Some(node.as_str().to_owned()),
            Term::Literal(_) | Term::BlankNode(_) => None,
        });
        let read = subject
            .extractions
            .iter()
            .enumerate()
            .flat_map(|(note, read)| read.statements.iter().map(move |statement| (note, &statement.evidence)));
        // The graph counts code points, findings start from bytes: the words that a claim was read from have both.
        let bytes: BTreeMap<_, _> = read
            .map(|(note, evidence)| {
                let span = Span::new(evidence.start, evidence.end);
                ((evidence.file.as_str(), evidence.code_points), (note, span))
            })
            .collect();
        let rows = subject.store.claims_with(&iris.collect())?;
        let place = |row: ClaimRow| {
            let receipt = row.receipts.first()?;
            let &(note, span) = bytes.get(&(receipt.file.as_str(), (receipt.start, receipt.end)))?;
            Some((row.iri.clone(), Said { note, span, sources: receipt.sources.clone() }))
        };
        Ok(Self(rows.into_iter().filter_map(place).collect()))
    }

    fn of(&self, claim: Option<&Term>) -> Option<&Said> {
        let Some(Term::NamedNode(node)) = claim else { return None };
        self.0.get(node.as_str())
    }
}

/// What a row holds, for people.
fn shown(store: &Store, cell: Option<&Term>) -> Result<String, StoreError> {
    Ok(match cell {
        None => String::new(),
        Some(Term::NamedNode(node)) => store.named(node.as_str())?.label,
        Some(Term::Literal(literal)) if literal.datatype().as_str().ends_with("EDTF") => {
            crate::when::words(literal.value())
        }
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::BlankNode(_)) => "something".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_is_built_in_is_one_and_explains_itself() {
        for (file, text) in BUILT_IN {
            let rule = Rule::read(file, text).unwrap_or_else(|error| panic!("{error}"));
            assert!(rule.explanation.len() > 40, "{file} does not explain itself");
        }
        assert!(
            Rule::with(built_in_rules(), built_in_rules()).is_err_and(|error| matches!(error, RuleError::Taken { .. }))
        );
    }

    #[test]
    fn a_rule_without_a_message_is_refused_by_name() {
        let told = Rule::read("mine.rq", "# code: X001\n# severity: note\nSELECT ?claim {}").unwrap_err().to_string();
        assert_eq!(told, "mine.rq: the opening comment has no line `# message: …`");
        let told = Rule::read("mine.rq", "# code: X001\n# severity: bad\n# message: m\n").unwrap_err().to_string();
        assert_eq!(told, "mine.rq: “bad” is no severity; it may be note, warning or error");
        assert!(Rule::read("mine.rq", "# code: x1\n# severity: note\n# message: m\n").is_err());
    }
}
