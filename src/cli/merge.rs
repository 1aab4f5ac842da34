//! `annals merge`: what `annals extract --format n-quads` gave of notes, wherever → the graph of them all.

use super::diagnostics;
use super::failure::{Failure, Outcome};
use super::options::Reading;
use super::output::{self, for_messages};
use annals::graph::{ExportFormat, MergeError};
use annals::pipeline;
use clap::Args;
use std::io::{self, Write};

/// Put together what `extract --format n-quads` gave, from standard input
#[derive(Args)]
#[command(
    after_help = "It reads sorted lines and keeps in memory those about one thing at a time. What the notes were read with must be
given again: --ontology, --gazetteer, --bibliography, --base.

Examples:
  annals extract --format n-quads data/notes | LC_ALL=C sort -u | annals merge --format turtle
  LC_ALL=C sort -u part-*.nq | annals merge > graph.nq"
)]
pub(super) struct Arguments {
    /// n-quads, n-triples, turtle, trig, rdf-xml or json-ld
    #[arg(long, value_name = "FORMAT", default_value = "n-quads")]
    format: ExportFormat,
    /// The lines are those about some subjects only, and others are merged elsewhere: leave out what is said of the notes as a
    /// whole
    #[arg(long)]
    partial: bool,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let loaded = arguments.reading.load(&[])?;
    let settings = loaded.settings();
    let (works, told) = pipeline::works(&settings);
    diagnostics::tell_some(&told, 0, |_| None)?;
    let pieces = pipeline::pieces(&settings, works.as_ref())?;
    let mut out = output::for_programs();
    let merged = pieces.merge(io::BufReader::new(io::stdin()), !arguments.partial, arguments.format, &mut out);
    let written = merged.map_err(|error| match error {
        MergeError::Export(error) => error.into(),
        MergeError::Order(..) => {
            Failure::new(format_args!("standard input: {error}")).hint("sort the lines with `LC_ALL=C sort -u`")
        }
        MergeError::Syntax(_) | MergeError::Foreign(_) => Failure::new(format_args!("standard input: {error}"))
            .hint("give it what `annals extract --format n-quads` has printed"),
    })?;
    out.flush()?;
    if written.replaced > 0 {
        writeln!(for_messages(), "{} control characters, which XML cannot hold, were replaced", written.replaced)?;
    }
    Ok(Outcome::findings_if(written.replaced > 0))
}
