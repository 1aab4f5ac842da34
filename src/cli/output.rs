//! Where a command prints: standard output, safe for the terminal it may be.
//!
//! On a terminal, and in text for people everywhere, control characters and characters that reorder a line come out
//! escaped, since notes hold whatever somebody pasted (CVE-2009-4487, CVE-2021-42574). Colours are the only escapes
//! of our own, only on a terminal, and not where `NO_COLOR` is set.

use clap::ValueEnum;
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Write};

/// How a stretch of text for people is set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// What the line is about.
    Strong,
    /// What stands beside it.
    Dim,
    /// Something is wrong.
    Error,
    /// Something may be wrong.
    Warning,
}

impl Style {
    const fn code(self) -> &'static str {
        match self {
            Self::Strong => "1",
            Self::Dim => "2",
            Self::Error => "1;31",
            Self::Warning => "1;33",
        }
    }
}

/// Text that goes out, to standard output or standard error.
pub(super) struct Output<W: Write> {
    to: W,
    escape: bool,
    colour: bool,
    /// Bytes of a character cut by the end of a write.
    cut: Vec<u8>,
}

/// Standard output for people: always escaped.
pub(super) fn for_people() -> Output<impl Write> {
    let out = io::stdout().lock();
    let colour = colours(out.is_terminal());
    Output { to: BufWriter::new(out), escape: true, colour, cut: Vec::new() }
}

/// Standard output for programs: faithful, but escaped where it is a terminal.
pub(super) fn for_programs() -> Output<impl Write> {
    let out = io::stdout().lock();
    let escape = out.is_terminal();
    Output { to: BufWriter::new(out), escape, colour: false, cut: Vec::new() }
}

/// Standard error, always for people.
pub(super) fn for_messages() -> Output<impl Write> {
    let out = io::stderr().lock();
    let colour = colours(out.is_terminal());
    Output { to: out, escape: true, colour, cut: Vec::new() }
}

/// How a command that has no other forms prints what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines for people
    Text,
    /// JSON
    Json,
}

/// Prints a value as JSON, for programs.
pub(super) fn json(value: &impl Serialize) -> io::Result<()> {
    let mut out = for_programs();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    out.flush()
}

/// Prints lines, or a picture in the form of lines, for people.
pub(super) fn lines(text: &str) -> io::Result<()> {
    let mut out = for_people();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Prints what was drawn with colours, or without where none are to be had: it holds no other control characters.
pub(super) fn drawn(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Whether standard output shows colours.
pub(super) fn is_coloured() -> bool {
    colours(is_terminal())
}

/// Whether standard output is a terminal.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Columns of the terminal that standard output is, if it is one.
pub(super) fn width() -> Option<usize> {
    is_terminal().then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0))
}

fn colours(terminal: bool) -> bool {
    terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

impl<W: Write> Output<W> {
    /// Writes `text` set off, where colours are to be had.
    pub(super) fn styled(&mut self, style: Style, text: &str) -> io::Result<()> {
        if !self.colour {
            return self.write_all(text.as_bytes());
        }
        write!(self.to, "\u{1b}[{}m", style.code())?;
        self.write_all(text.as_bytes())?;
        self.to.write_all(b"\x1b[0m")
    }

    fn write_escaped(&mut self, text: &str) -> io::Result<()> {
        let mut rest = text;
        while let Some(at) = rest.find(must_be_escaped) {
            let (before, after) = rest.split_at(at);
            self.to.write_all(before.as_bytes())?;
            let character = after.chars().next().expect("found just now");
            rest = &after[character.len_utf8()..];
            if character == '\r' && rest.starts_with('\n') {
                self.to.write_all(b"\r")?;
            } else {
                write!(self.to, "{}", character.escape_unicode())?;
            }
        }
        self.to.write_all(rest.as_bytes())
    }
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.escape {
            return self.to.write(bytes);
        }
        self.cut.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.cut) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_some() => return Err(io::ErrorKind::InvalidData.into()),
            Err(error) => error.valid_up_to(),
        };
        let kept = self.cut.split_off(whole);
        let text = String::from_utf8(std::mem::replace(&mut self.cut, kept)).expect("checked just now");
        self.write_escaped(&text)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Whether a terminal would act on the character instead of showing it.
fn must_be_escaped(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        other => other.is_control(),
    }
}

/// `1 note`, `2 notes`
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(parts: &[&[u8]]) -> String {
        let mut out = Output { to: Vec::new(), escape: true, colour: false, cut: Vec::new() };
        for part in parts {
            out.write_all(part).unwrap();
        }
        String::from_utf8(out.to).unwrap()
    }

    #[test]
    fn an_escape_sequence_in_a_note_is_shown_and_not_obeyed() {
        assert_eq!(shown(&[b"a\x1b[2Jb\tc\n"]), "a\\u{1b}[2Jb\tc\n");
        assert_eq!(shown(&["\u{9b}2J \u{202e}txt".as_bytes()]), "\\u{9b}2J \\u{202e}txt");
    }

    #[test]
    fn a_character_cut_between_two_writes_stays_whole() {
        assert_eq!(shown(&[b"caf\xc3", b"\xa9 \xc2", b"\x9b"]), "café \\u{9b}");
    }

    #[test]
    fn an_end_of_line_with_carriage_return_stays() {
        assert_eq!(shown(&[b"a,b\r\nc\r"]), "a,b\r\nc\\u{d}");
    }
}
