//! Documents that come one a line, as JSON → what some work makes of each, in their order.
//!
//! A line is `{"path": "…", "text": "…"}`; other keys are let pass. Several lines are worked on at the same time, but no more
//! than a window of them are in memory, however many come and however long one of them takes. A line that is none does not stop the others.

use super::{LARGEST_NOTE, Settings};
use crate::diagnostic::Diagnostic;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// The longest line that is read, in bytes: a note with every other character escaped.
const LONGEST_LINE: u64 = 2 * LARGEST_NOTE;

/// Lines in memory for each that is worked on: so many are ready when one of them takes longer than the others.
const AHEAD: usize = 8;

/// How often a thread that waits for lines looks whether anybody still wants what it makes.
const PAUSE: Duration = Duration::from_millis(50);

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Document {
    /// What the note is called in the graph and in receipts.
    pub path: String,
    /// The note.
    pub text: String,
}

/// Why a line gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadLine {
    /// It is no document.
    Malformed(String),
    /// The note in it cannot be read.
    Note(Vec<Diagnostic>),
}

/// What became of a line.
#[derive(Debug)]
pub struct Line<T> {
    /// Counted from 1.
    pub number: u64,
    /// What the work made of it.
    pub made: Result<T, BadLine>,
}

/// Why the rest of the lines was not read.
#[derive(Debug, thiserror::Error)]
pub enum LinesError<E> {
    /// They cannot be read.
    #[error("line {0}: {1}")]
    Read(u64, io::Error),
    /// Whoever takes what is made had enough.
    #[error(transparent)]
    Taker(E),
}

/// A line as it was read.
#[derive(Debug)]
struct Raw {
    /// Which one of those that are not empty, from 0.
    at: u64,
    /// Which one of all, from 1.
    number: u64,
    /// `None` when it is too long.
    bytes: io::Result<Option<Vec<u8>>>,
}

/// Does the work on the document of each line, on as many threads as the settings say, and gives the outcomes to `take` in the
/// order of the lines, as soon as they are there. Empty lines are passed over.
///
/// # Errors
/// When the lines cannot be read, or `take` has had enough.
pub fn each_line<T: Send, E>(
    lines: impl BufRead + Send + 'static,
    settings: &Settings<'_>,
    work: impl Fn(Document) -> Result<T, Vec<Diagnostic>> + Sync,
    mut take: impl FnMut(Line<T>) -> Result<(), E>,
) -> Result<(), LinesError<E>> {
    let threads = settings.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let window = threads * AHEAD;
    let (permit, permits) = sync_channel(window);
    for _ in 0..window {
        permit.send(()).expect("there is room for all of them");
    }
    let (raw_to, raw) = sync_channel::<Raw>(window);
    // It may wait for a line that never comes, and nobody waits for it.
    std::thread::spawn(move || read(lines, &permits, &raw_to));
    let (raw, ended) = (Mutex::new(raw), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let (made_to, made) = sync_channel(window);
        for _ in 0..threads {
            let made_to = made_to.clone();
            let (raw, ended, work) = (&raw, &ended, &work);
            scope.spawn(move || {
                while let Some(Raw { at, number, bytes }) = next(raw, ended) {
                    let made = bytes.map(|bytes| document(bytes).and_then(|found| work(found).map_err(BadLine::Note)));
                    if made_to.send((at, (number, made))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(made_to);
        let done = in_order(&made, |(number, made)| {
            let made = made.map_err(|error| LinesError::Read(number, error))?;
            take(Line { number, made }).map_err(LinesError::Taker)?;
            // Nobody takes it when all lines are read.
            let _taken = permit.try_send(());
            Ok(())
        });
        ended.store(true, Ordering::Relaxed);
        done
    })
}

/// Sends lines on, each against a permit; the number of each counts the lines, empty ones included.
fn read(mut lines: impl BufRead, permits: &Receiver<()>, to: &SyncSender<Raw>) {
    let (mut at, mut number) = (0, 0);
    while permits.recv().is_ok() {
        let bytes = loop {
            number += 1;
            match line(&mut lines) {
                Ok(Some(Some(bytes))) if bytes.trim_ascii().is_empty() => {}
                Ok(None) => return,
                Ok(Some(line)) => break Ok(line),
                Err(error) => break Err(error),
            }
        };
        let failed = bytes.is_err();
        if to.send(Raw { at, number, bytes }).is_err() || failed {
            return;
        }
        at += 1;
    }
}

/// One line without its end; inner `None` when it is too long and was passed over, outer when there is none.
fn line(lines: &mut impl BufRead) -> io::Result<Option<Option<Vec<u8>>>> {
    let mut bytes = Vec::new();
    if lines.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.ends_with(b"\n") || (bytes.len() as u64) < LONGEST_LINE {
        return Ok(Some(Some(bytes)));
    }
    drop(bytes);
    lines.skip_until(b'\n')?;
    Ok(Some(None))
}

fn next(raw: &Mutex<Receiver<Raw>>, ended: &AtomicBool) -> Option<Raw> {
    loop {
        if ended.load(Ordering::Relaxed) {
            return None;
        }
        // A thread that failed while it held the lock has left nothing half done in it.
        let raw = raw.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match raw.recv_timeout(PAUSE) {
            Ok(line) => return Some(line),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

fn document(bytes: Option<Vec<u8>>) -> Result<Document, BadLine> {
    let told = |message: String| BadLine::Malformed(message);
    let bytes = bytes.ok_or_else(|| told(format!("more than {} MiB are too much for one line", LONGEST_LINE >> 20)))?;
    let document: Document = serde_json::from_slice(&bytes).map_err(|error| {
        // The line is one of many, so that the reader's “line 1” says nothing.
        told(format!("no document: {}", error.to_string().replace(" at line 1 column", " at column")))
    })?;
    if document.path.is_empty() {
        return Err(told("no document: its path is empty".to_owned()));
    }
    if document.text.len() as u64 > LARGEST_NOTE {
        return Err(told(format!("more than {} MiB are too much for one note", LARGEST_NOTE >> 20)));
    }
    Ok(document)
}

/// Gives what comes in any order, each with its place, in the order of the places.
fn in_order<T, E>(made: &Receiver<(u64, T)>, mut take: impl FnMut(T) -> Result<(), E>) -> Result<(), E> {
    let (mut next, mut early) = (0, BTreeMap::new());
    for (at, this) in made {
        early.insert(at, this);
        while let Some(this) = early.remove(&next) {
            take(this)?;
            next += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn read(text: Vec<u8>, threads: usize) -> Vec<Line<usize>> {
        let mut all = Vec::new();
        let settings = Settings { threads: NonZeroUsize::new(threads), ..Settings::default() };
        let work = |document: Document| {
            // The first of some takes longest.
            let slow = document.path.ends_with('0');
            std::thread::sleep(Duration::from_millis(if slow { 20 } else { 0 }));
            Ok(document.text.len())
        };
        let taken: Result<(), LinesError<()>> =
            each_line(BufReader::new(io::Cursor::new(text)), &settings, work, |line| {
                all.push(line);
                Ok(())
            });
        taken.unwrap();
        all
    }

    #[test]
    fn documents_come_out_in_their_order_and_bad_lines_stop_none() {
        let mut text = Vec::new();
        for at in 0..100 {
            text.extend(format!("{{\"path\": \"{at}\", \"text\": \"{}\", \"more\": 1}}\n", "x".repeat(at)).bytes());
        }
        text.extend(b"\n{\"path\": 7}\n\xff\n{\"path\": \"\", \"text\": \"\"}\n{\"path\": \"last\", \"text\": \"y\"}");
        for threads in [1, 3] {
            let all = read(text.clone(), threads);
            assert_eq!(all.len(), 104);
            for (at, line) in all.iter().take(100).enumerate() {
                assert_eq!((line.number, &line.made), (at as u64 + 1, &Ok(at)));
            }
            let bad: Vec<u64> = all.iter().filter(|line| line.made.is_err()).map(|line| line.number).collect();
            assert_eq!(bad, [102, 103, 104]);
            assert_eq!((all[103].number, &all[103].made), (105, &Ok(1)));
        }
    }

    #[test]
    fn no_more_lines_are_read_than_the_window_holds_and_who_had_enough_is_let_go() {
        /// Lines without end, that counts how many were read.
        struct Endless(std::sync::Arc<std::sync::atomic::AtomicU64>, Vec<u8>);
        impl Read for Endless {
            fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
                if self.1.is_empty() {
                    self.0.fetch_add(1, Ordering::Relaxed);
                    self.1.extend(b"{\"path\": \"a\", \"text\": \"\"}\n");
                }
                to[0] = self.1.remove(0);
                Ok(1)
            }
        }
        let count = std::sync::Arc::default();
        let lines = BufReader::with_capacity(1, Endless(std::sync::Arc::clone(&count), Vec::new()));
        let settings = Settings { threads: NonZeroUsize::new(2), ..Settings::default() };
        let ended =
            each_line(lines, &settings, |_| Ok(()), |line| if line.number < 50 { Ok(()) } else { Err("enough") });
        assert!(matches!(ended, Err(LinesError::Taker("enough"))));
        assert!(count.load(Ordering::Relaxed) <= 50 + 3 * 16, "{count:?}");
    }
}
