//! `annals components`: what hangs together.

use super::failure::{Failure, Outcome};
use super::options::Source;
use super::output::{self, Format};
use annals::path::{Network, Scope};
use clap::Args;
use std::io::Write;

/// Show which things hang together, and which stand apart
#[derive(Args)]
#[command(after_help = "Example:
  annals components --notes data/notes")]
pub(super) struct Arguments {
    /// Count ties that are only reported, believed, asked for, planned or supposed too
    #[arg(long)]
    all: bool,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    source: Source,
}

/// Members of a component that a line names.
const NAMED: usize = 6;

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.source.open()?;
    let network = Network::load(&store, &Scope { all: arguments.all, ..Scope::default() })?;
    let components = network.components()?;
    match arguments.format {
        Format::Json => output::json(&components)?,
        Format::Text => {
            let mut out = output::for_people();
            for component in &components {
                let labels: Vec<&str> = component.nodes.iter().take(NAMED).map(|node| node.label.as_str()).collect();
                let more = component.nodes.len().saturating_sub(NAMED);
                let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
                writeln!(
                    out,
                    "{:>5} things, {:>5} ties: {}{rest}",
                    component.nodes.len(),
                    component.ties,
                    labels.join(", ")
                )?;
            }
            out.flush()?;
        }
    }
    Ok(Outcome::findings_if(components.is_empty()))
}
