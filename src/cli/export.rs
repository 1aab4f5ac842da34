//! `annals export`: the graph, written out.

use super::failure::{Failure, Outcome};
use super::options::Source;
use super::output::{self, for_messages};
use annals::graph::ExportFormat;
use clap::Args;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Write the graph out as Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD
#[derive(Args)]
#[command(after_help = "Examples:
  annals export --notes data/notes
  annals export --format n-quads -o graph.nq")]
pub(super) struct Arguments {
    /// turtle, n-triples, n-quads, trig, rdf-xml or json-ld
    #[arg(long, value_name = "FORMAT", default_value = "turtle")]
    format: ExportFormat,
    /// File to write; without it, standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    source: Source,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let graph = arguments.source.open()?.graph()?;
    let written = match &arguments.output {
        None => {
            let mut out = output::for_programs();
            let written = graph.export(arguments.format, &mut out)?;
            out.flush()?;
            written
        }
        Some(path) => {
            let told = |error: std::io::Error| Failure::new(format_args!("{}: {error}", path.display()));
            let mut out = BufWriter::new(File::create(path).map_err(told)?);
            let written = graph.export(arguments.format, &mut out)?;
            out.flush().map_err(told)?;
            written
        }
    };
    if written.replaced > 0 {
        writeln!(for_messages(), "{} control characters, which XML cannot hold, were replaced", written.replaced)?;
    }
    Ok(Outcome::findings_if(written.replaced > 0))
}
