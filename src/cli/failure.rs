//! Why a command could not do what it was asked, and how it ends.
//!
//! A failure is told in one message that names the file and the remedy; the exit status is 2. A reader that has gone
//! away (`annals … | head`) is no failure.

use super::output::{Style, for_messages};
use annals::export::WriteError;
use annals::graph::{ExportError, GraphError, StoreError};
use annals::pipeline::PipelineError;
use std::io::{self, Write};
use std::process::ExitCode;

/// How a command ended when it could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Done: exit status 0.
    Done,
    /// Done, but there are findings, or nothing was found: exit status 1.
    Findings,
}

impl Outcome {
    /// `Findings` when `found_fault`.
    pub(super) const fn findings_if(found_fault: bool) -> Self {
        if found_fault { Self::Findings } else { Self::Done }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
        }
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(super) enum Failure {
    /// Whoever read the output has stopped reading.
    ClosedPipe,
    /// What went wrong, and what to do about it.
    Told {
        /// One sentence, with the file and place it concerns.
        message: String,
        /// The remedy.
        hint: Option<String>,
    },
}

impl Failure {
    pub(super) fn new(message: impl ToString) -> Self {
        Self::Told { message: message.to_string(), hint: None }
    }

    /// With a remedy.
    pub(super) fn hint(self, hint: impl ToString) -> Self {
        match self {
            Self::ClosedPipe => Self::ClosedPipe,
            Self::Told { message, .. } => Self::Told { message, hint: Some(hint.to_string()) },
        }
    }

    /// Tells the user, and gives the exit status.
    pub(super) fn report(&self) -> ExitCode {
        let Self::Told { message, hint } = self else { return ExitCode::SUCCESS };
        let mut out = for_messages();
        // Nothing is left to be done when standard error is gone too.
        let _told = out
            .styled(Style::Error, "error")
            .and_then(|()| writeln!(out, ": {message}"))
            .and_then(|()| hint.as_ref().map_or(Ok(()), |hint| writeln!(out, "  hint: {hint}")));
        ExitCode::from(2)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::new(format_args!("cannot write: {error}")),
        }
    }
}

impl From<PipelineError> for Failure {
    fn from(error: PipelineError) -> Self {
        Self::new(error)
    }
}

impl From<GraphError> for Failure {
    fn from(error: GraphError) -> Self {
        Self::new(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(error)
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Io(error) => error.into(),
            ExportError::Base(_) => Self::new(error),
        }
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Io(error) => error.into(),
            _ => Self::new(error),
        }
    }
}
