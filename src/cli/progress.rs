//! How far a long reading has come: a bar on a terminal, a line now and then elsewhere.

use super::output::for_messages;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Fewer notes are read before a bar is seen.
const WORTH_A_BAR: usize = 20;
/// Fewer notes are read before a line is.
const WORTH_A_LINE: usize = 500;

/// The notes of one reading.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    total: usize,
    done: AtomicUsize,
    lines: bool,
}

impl Progress {
    /// Of so many notes; `quiet` shows nothing.
    pub(super) fn of(total: usize, quiet: bool) -> Self {
        let terminal = io::stderr().is_terminal();
        let bar = (!quiet && terminal && total >= WORTH_A_BAR).then(|| {
            let style = ProgressStyle::with_template("{wide_bar} {pos} of {len} notes, {per_sec}, {eta} left");
            ProgressBar::new(total as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Self { bar, total, done: AtomicUsize::new(0), lines: !quiet && !terminal && total >= WORTH_A_LINE }
    }

    /// One more note is read.
    pub(super) fn step(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let tenth = (self.total / 10).max(1);
        if self.lines && done.is_multiple_of(tenth) && done < self.total {
            // Whoever closed standard error does not want to know.
            drop(writeln!(for_messages(), "{done} of {} notes read", self.total));
        }
    }

    /// Takes the bar off the screen.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
