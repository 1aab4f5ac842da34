//! What was found, where, and what else belongs to it.

use super::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::Note;
use crate::span::Span;
use serde::Serialize;
use std::collections::BTreeMap;

/// One thing an editor would say of a note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// A stable code: `A001` …
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// What is the matter, in one sentence.
    pub message: String,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What is to be seen there, when the message does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What to do about it, when there is something.
    pub help: Option<String>,
    /// Other places that belong to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// What puts it right without changing what the note says, when anything does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Edit>,
    /// Told only to those who want to hear everything: it confirms, or repeats what another finding sums up.
    #[serde(skip)]
    pub quiet: bool,
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Related {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What is to be seen there.
    pub message: String,
}

/// A stretch of a note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Path of the note.
    pub file: String,
    /// Line of the first character, counted from 1.
    pub line: usize,
    /// Its column, counted from 1, in code points.
    pub column: usize,
    /// Line of the last character, counted from 1.
    pub end_line: usize,
    /// One past the column of the last character.
    pub end_column: usize,
    /// First code point, counted from 0.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The same in bytes.
    #[serde(skip)]
    pub span: Span,
}

/// A change to a note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Edit {
    /// First byte that goes.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What comes in their place.
    pub replacement: String,
}

/// A finding in the making: places are bytes of a note.
pub(super) struct Draft {
    code: String,
    severity: Severity,
    message: String,
    at: (usize, Span),
    label: Option<String>,
    help: Option<String>,
    related: Vec<((usize, Span), String)>,
    fix: Option<Edit>,
    quiet: bool,
}

/// All drafts.
pub(super) struct Findings<'a> {
    notes: &'a [Note],
    drafts: Vec<Draft>,
    /// Of files that gave no note: nothing but the name is known.
    elsewhere: Vec<Finding>,
}

impl<'a> Findings<'a> {
    pub(super) const fn new(notes: &'a [Note]) -> Self {
        Self { notes, drafts: Vec::new(), elsewhere: Vec::new() }
    }

    /// Adds one, as grave as its code is by default.
    pub(super) fn say(&mut self, code: &str, note: usize, span: Span, message: impl Into<String>) -> &mut Draft {
        let severity = codes::severity(code).unwrap_or(Severity::Warning);
        self.say_as(code, severity, note, span, message)
    }

    /// Adds one.
    pub(super) fn say_as(
        &mut self,
        code: &str,
        severity: Severity,
        note: usize,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Draft {
        let (code, message, at) = (code.to_owned(), message.into(), (note, span));
        self.drafts.push(Draft {
            code,
            severity,
            message,
            at,
            label: None,
            help: None,
            related: Vec::new(),
            fix: None,
            quiet: false,
        });
        self.drafts.last_mut().expect("pushed just now")
    }

    /// Adds what reading the notes told.
    pub(super) fn told(&mut self, diagnostics: &[Diagnostic]) {
        for told in diagnostics {
            let note = self.notes.iter().position(|note| note.path == told.file);
            match note {
                Some(note) => {
                    let span = told.span.unwrap_or_default();
                    let draft = self.say_as(told.code, told.severity, note, span, told.message.clone());
                    draft.help.clone_from(&told.hint);
                    // What was left out in reading is no fault.
                    draft.quiet = told.severity == Severity::Note;
                }
                None => self.elsewhere.push(Finding {
                    code: told.code.to_owned(),
                    severity: told.severity,
                    message: told.message.clone(),
                    place: Place::of_file(&told.file),
                    label: None,
                    help: told.hint.clone(),
                    related: Vec::new(),
                    fix: None,
                    quiet: false,
                }),
            }
        }
    }

    /// In order, each once.
    pub(super) fn finish(self) -> Vec<Finding> {
        let mut places: Vec<Places<'_>> = self.notes.iter().map(Places::new).collect();
        let mut findings = self.elsewhere;
        for draft in self.drafts {
            let mut place = |(note, span): (usize, Span)| places[note].of(span);
            findings.push(Finding {
                place: place(draft.at),
                related: draft.related.into_iter().map(|(at, message)| Related { place: place(at), message }).collect(),
                code: draft.code,
                severity: draft.severity,
                message: draft.message,
                label: draft.label,
                help: draft.help,
                fix: draft.fix,
                quiet: draft.quiet,
            });
        }
        let order = |finding: &Finding| (finding.place.file.clone(), finding.place.start, finding.code.clone());
        findings.sort_by_cached_key(|finding| (order(finding), finding.clone()));
        findings.dedup();
        without_covered(findings)
    }
}

/// What is wrong only because a link is none is told with the link.
fn without_covered(findings: Vec<Finding>) -> Vec<Finding> {
    let broken = findings.iter().filter(|finding| finding.code == "A010");
    let mut spans: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for finding in broken {
        spans.entry(finding.place.file.clone()).or_default().push(finding.place.span);
    }
    let covered = |finding: &Finding| {
        let spans = spans.get(&finding.place.file).into_iter().flatten();
        matches!(finding.code.as_str(), "A008" | "A301")
            && spans.into_iter().any(|span| span.contains(finding.place.span))
    };
    findings.into_iter().filter(|finding| !covered(finding)).collect()
}

impl Draft {
    /// With what to do about it.
    pub(super) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// With what is to be seen where it stands.
    pub(super) fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = Some(label.into());
        self
    }

    /// With another place that belongs to it.
    pub(super) fn also(&mut self, note: usize, span: Span, what: impl Into<String>) -> &mut Self {
        self.related.push(((note, span), what.into()));
        self
    }

    /// Only for those who want to hear everything.
    pub(super) const fn quiet(&mut self) -> &mut Self {
        self.quiet = true;
        self
    }

    /// With what puts it right.
    pub(super) fn fix(&mut self, span: Span, replacement: impl Into<String>) -> &mut Self {
        self.fix = Some(Edit { start: span.start, end: span.end, replacement: replacement.into() });
        self
    }
}

impl Place {
    /// A whole file of which nothing is known.
    pub(super) fn of_file(file: &str) -> Self {
        let span = Span::default();
        Self { file: file.to_owned(), line: 1, column: 1, end_line: 1, end_column: 1, start: 0, end: 0, span }
    }
}

/// Places in one note. Code points are counted once for each offset asked for, from the nearest one known before it.
struct Places<'a> {
    note: &'a Note,
    counted: BTreeMap<usize, usize>,
}

impl<'a> Places<'a> {
    fn new(note: &'a Note) -> Self {
        Self { note, counted: BTreeMap::from([(0, 0)]) }
    }

    fn code_point(&mut self, offset: usize) -> usize {
        let text = &self.note.text;
        let offset = (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let (&from, &known) = self.counted.range(..=offset).next_back().expect("zero is known");
        let count = known + text[from..offset].chars().count();
        self.counted.insert(offset, count);
        count
    }

    fn line_and_column(&mut self, offset: usize) -> (usize, usize) {
        let line = self.note.line(offset);
        let start = self.note.line_starts.get(line - 1).copied().unwrap_or(0);
        (line, self.code_point(offset) - self.code_point(start) + 1)
    }

    fn of(&mut self, span: Span) -> Place {
        let (line, column) = self.line_and_column(span.start);
        let (end_line, end_column) = match self.line_and_column(span.end) {
            // What ends at the start of a line ends with the line before.
            (end_line, 1) if end_line > line && span.end > span.start => {
                let (end_line, column) = self.line_and_column(span.end - 1);
                (end_line, column + 1)
            }
            end => end,
        };
        let (start, end) = (self.code_point(span.start), self.code_point(span.end));
        Place { file: self.note.path.clone(), line, column, end_line, end_column, start, end, span }
    }
}
