//! `annals extract --framing ndjson`: documents, one a line on standard input → statements, pieces of a graph, or what each
//! says of its own page, in the order of the lines.

use super::diagnostics;
use super::extract::{Arguments, Format, print_lines};
use super::failure::{Failure, Outcome};
use super::output::{Style, for_messages, for_programs};
use annals::diagnostic::Severity;
use annals::pipeline::{self, Alone, BadLine, Document, Line, LinesError, Settings};
use std::io::{self, BufReader, Write};

/// Bytes of standard input that are read at once.
const READ_AT_ONCE: usize = 1 << 18;

pub(super) fn run(arguments: &Arguments, format: Format) -> Result<Outcome, Failure> {
    if !matches!(format, Format::Jsonl | Format::NQuads | Format::Pages) {
        return Err(Failure::new("documents that come one a line give lines")
            .hint("use `--format jsonl`, `n-quads` or `pages`"));
    }
    let loaded = arguments.reading.load(&[])?;
    let settings = loaded.settings();
    if format == Format::Pages {
        return each(arguments, &settings, |document| {
            let line = pipeline::page_line(&document.path, document.text.as_bytes(), &settings)?;
            Ok(line.map(|line| line + "\n").unwrap_or_default().into_bytes())
        });
    }
    let (works, told) = pipeline::works(&settings);
    diagnostics::tell_some(&told, 0, |_| None)?;
    let pieces = pipeline::pieces(&settings, works.as_ref())?;
    let pages = arguments.pages()?;
    let knowledge = pages.as_ref().map(|pages| pages.added_to(settings.ontology));
    let reader = match &knowledge {
        Some(knowledge) => Alone::new(&Settings { ontology: knowledge, ..settings }, works.as_ref()).knowing_pages(),
        None => Alone::new(&settings, works.as_ref()),
    };
    each(arguments, &settings, |document| {
        let (note, read) = reader.read(&document.path, &document.text)?;
        let mut out = Vec::new();
        let written = match format {
            Format::NQuads => pieces.write(&pipeline::told(&note, &read), &mut out),
            _ => print_lines(&mut out, &read.statements),
        };
        written.expect("memory takes all");
        Ok(out)
    })
}

/// Does the work on each document, and prints what it gives; tells of each line that gave nothing.
fn each(
    arguments: &Arguments,
    settings: &Settings<'_>,
    work: impl Fn(Document) -> Result<Vec<u8>, Vec<annals::diagnostic::Diagnostic>> + Sync,
) -> Result<Outcome, Failure> {
    let mut out = for_programs();
    let mut bad = 0;
    let wanted = |document: Document| match arguments.shard {
        Some(shard) if !shard.has(&document.path) => Ok(Vec::new()),
        _ => work(document),
    };
    let lines = BufReader::with_capacity(READ_AT_ONCE, io::stdin());
    let done = pipeline::each_line(lines, settings, wanted, |Line { number, made }| {
        match made {
            Ok(made) => {
                out.write_all(&made)?;
                // Whoever sends documents one by one waits for the answer to each.
                out.flush()?;
            }
            Err(why) => {
                bad += 1;
                tell(number, &why)?;
            }
        }
        Ok::<(), io::Error>(())
    });
    match done {
        Ok(()) => Ok(Outcome::findings_if(bad > 0)),
        Err(LinesError::Taker(error)) => Err(error.into()),
        Err(LinesError::Read(number, error)) => {
            Err(Failure::new(format_args!("standard input, line {number}: {error}")))
        }
    }
}

fn tell(number: u64, why: &BadLine) -> io::Result<()> {
    let mut out = for_messages();
    let mut line = |code: &str, name: &str, message: &str| {
        write!(out, "line {number}: {name}")?;
        out.styled(Style::Error, "error")?;
        writeln!(out, "{code} {message}")
    };
    match why {
        BadLine::Malformed(message) => line(":", "", message),
        BadLine::Note(told) => {
            let mut errors = told.iter().filter(|found| found.severity == Severity::Error);
            errors
                .try_for_each(|found| line(&format!("[{}]", found.code), &format!("{}: ", found.file), &found.message))
        }
    }
}
