//! `annals central`: who and what much hangs on.

use super::failure::{Failure, Outcome};
use super::options::Source;
use super::output::{self, Format};
use annals::path::{Network, Scope};
use clap::{Args, ValueEnum};
use std::io::Write;
use std::num::NonZeroUsize;

/// Show who and what most hangs on: by page rank, betweenness or number of ties
#[derive(Args)]
#[command(after_help = "Examples:
  annals central --notes data/notes
  annals central --by betweenness --number 5")]
pub(super) struct Arguments {
    /// What the order is by
    #[arg(long, value_enum, default_value_t = Measure::PageRank)]
    by: Measure,
    /// How many to show
    #[arg(short, long, value_name = "N", default_value = "20")]
    number: NonZeroUsize,
    /// Count ties that are only reported, believed, asked for, planned or supposed too
    #[arg(long)]
    all: bool,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Measure {
    /// Where a random walker is most often
    #[value(name = "pagerank", alias = "page-rank")]
    PageRank,
    /// What most shortest paths pass
    Betweenness,
    /// What has most neighbours
    Degree,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.source.open()?;
    let network = Network::load(&store, &Scope { all: arguments.all, ..Scope::default() })?;
    let mut nodes = network.central()?;
    match arguments.by {
        Measure::PageRank => {}
        Measure::Betweenness => nodes.sort_by(|one, other| other.betweenness.total_cmp(&one.betweenness)),
        Measure::Degree => nodes.sort_by_key(|node| std::cmp::Reverse(node.degree)),
    }
    nodes.truncate(arguments.number.get());
    match arguments.format {
        Format::Json => output::json(&nodes)?,
        Format::Text => {
            let mut out = output::for_people();
            writeln!(out, "page rank  betweenness  ties")?;
            for node in &nodes {
                let (rank, between) = (node.page_rank * 100.0, node.betweenness * 100.0);
                writeln!(out, "{rank:>8.1}%  {between:>10.1}%  {:>4}  {}", node.degree, node.node.label)?;
            }
            out.flush()?;
        }
    }
    Ok(Outcome::findings_if(nodes.is_empty()))
}
