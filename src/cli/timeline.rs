//! `annals timeline`: what the notes date, in the order of time.

use super::failure::{Failure, Outcome};
use super::options::{Source, date, entity};
use super::output;
use annals::timeline::{Selection, render_svg, render_text, timeline};
use clap::{Args, ValueEnum};
use std::io::Write;

/// Show what the notes date, in the order of time, uncertain dates as stretches of it
#[derive(Args)]
#[command(after_help = "Examples:
  annals timeline --notes data/notes
  annals timeline \"Marie Curie\" --from 1898-01-01 --to 1903-12-31
  annals timeline --format svg > timeline.svg")]
pub(super) struct Arguments {
    /// Only what this takes part in: a name in the graph
    about: Option<String>,
    /// Only what holds on or after this day (YYYY-MM-DD, YYYY-MM or YYYY)
    #[arg(long, value_name = "DAY", value_parser = date)]
    from: Option<String>,
    /// Only what holds on or before this day (YYYY-MM-DD, YYYY-MM or YYYY)
    #[arg(long, value_name = "DAY", value_parser = date)]
    to: Option<String>,
    /// Show what is only reported, believed, asked for, planned or supposed too
    #[arg(long)]
    all: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people
    Text,
    /// A picture
    Svg,
    /// JSON
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.source.open()?;
    let about = arguments.about.as_ref().map(|name| entity(&store, name)).transpose()?.map(|named| named.iri);
    let selection = Selection { about, from: arguments.from.clone(), to: arguments.to.clone(), all: arguments.all };
    let entries = timeline(&store, &selection)?;
    match arguments.format {
        Format::Json => output::json(&entries)?,
        Format::Text => output::lines(&render_text(&entries))?,
        Format::Svg => output::lines(&render_svg(&entries))?,
    }
    if entries.is_empty() {
        writeln!(output::for_messages(), "nothing here has a date")?;
    }
    Ok(Outcome::findings_if(entries.is_empty()))
}
