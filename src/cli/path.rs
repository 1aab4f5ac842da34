//! `annals path`: how two things are connected, each hop with its receipt.

use super::failure::{Failure, Outcome};
use super::options::{Source, entity};
use super::output;
use annals::path::{Connection, Network, Scope, render_text};
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::num::NonZeroUsize;

/// Show how two things are connected, each step with the words it was read from
#[derive(Args)]
#[command(after_help = "Examples:
  annals path \"Kim Il-sung\" \"UNSC Resolution 82\" --notes data/notes
  annals path Stalin Truman --number 5 --from 1950-01-01 --to 1950-12-31")]
pub(super) struct Arguments {
    /// Where to start: a name in the graph
    start: String,
    /// Where to arrive: a name in the graph
    end: String,
    /// Connections to show, the shortest first
    #[arg(short, long, value_name = "N", default_value = "3")]
    number: NonZeroUsize,
    /// Go through what is only reported, believed, asked for, planned or supposed too; never through what is denied
    #[arg(long)]
    all: bool,
    /// Only what holds on or after this day (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Only what holds on or before this day (YYYY-MM-DD)
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people
    Text,
    /// JSON
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.source.open()?;
    let (start, end) = (entity(&store, &arguments.start)?, entity(&store, &arguments.end)?);
    let scope = Scope { all: arguments.all, from: arguments.from.clone(), to: arguments.to.clone() };
    let network = Network::load(&store, &scope)?;
    let connections = network.shortest(&start.iri, &end.iri, arguments.number.get());
    print(arguments.format, &connections)?;
    if connections.is_empty() {
        let mut out = output::for_messages();
        writeln!(out, "no connection between “{}” and “{}”", start.label, end.label)?;
        if !arguments.all {
            writeln!(out, "  hint: --all goes also through what is only reported, believed, asked for or planned")?;
        }
    }
    Ok(Outcome::findings_if(connections.is_empty()))
}

fn print(format: Format, connections: &[Connection]) -> Result<(), Failure> {
    match format {
        Format::Text => {
            let mut out = output::for_people();
            out.write_all(render_text(connections).as_bytes())?;
            out.flush()?;
        }
        Format::Json => {
            let mut out = output::for_programs();
            serde_json::to_writer_pretty(&mut out, connections).map_err(io::Error::from)?;
            writeln!(out)?;
            out.flush()?;
        }
    }
    Ok(())
}
