//! `annals stats`: how much is in the graph.

use super::failure::{Failure, Outcome};
use super::options::Source;
use super::output::{self, Format, Output};
use annals::graph::Stats;
use clap::Args;
use std::io::{self, Write};

/// Count what is in the graph
#[derive(Args)]
#[command(after_help = "Example:
  annals stats --notes data/notes")]
pub(super) struct Arguments {
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    source: Source,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let stats = arguments.source.open()?.stats()?;
    match arguments.format {
        Format::Text => {
            let mut out = output::for_people();
            print(&mut out, &stats)?;
            out.flush()?;
        }
        Format::Json => output::json(&stats)?,
    }
    Ok(Outcome::Done)
}

fn print<W: Write>(out: &mut Output<W>, stats: &Stats) -> io::Result<()> {
    let Stats { notes, passages, passages_read, claims, facts, sourced, dated, attributed, open, .. } = stats;
    line(out, *notes, "notes", &format!("{passages_read} of {passages} passages gave a claim"))?;
    line(
        out,
        *claims,
        "claims",
        &format!("{sourced} cite a source, {dated} have a date, {attributed} are somebody's"),
    )?;
    for (stance, count) in &stats.by_stance {
        line(out, *count, &format!("  {stance}"), "")?;
    }
    for (polarity, count) in &stats.by_polarity {
        line(out, *count, &format!("  {polarity}"), "")?;
    }
    line(out, *facts, "facts", "claims that are vouched for and affirmed")?;
    line(out, stats.relations, "relations", &format!("{} open, in {open} claims", stats.open_relations))?;
    line(out, stats.entities, "entities", &format!("{} of them events", stats.events))?;
    for (class, count) in &stats.by_class {
        line(out, *count, &format!("  {class}"), "")?;
    }
    line(out, stats.quotations, "quotations", "")?;
    line(out, stats.sources, "sources", "")?;
    line(out, stats.triples, "triples", "")
}

fn line<W: Write>(out: &mut Output<W>, count: usize, what: &str, beside: &str) -> io::Result<()> {
    let text = format!("{count:>8}  {what:<24}{beside}");
    writeln!(out, "{}", text.trim_end())
}
