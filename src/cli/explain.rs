//! `annals explain`: everything said of a thing, and where.

use super::claims;
use super::failure::{Failure, Outcome};
use super::options::{Source, entity};
use super::output::{self, Format, Style};
use annals::graph::{ClaimFilter, ClaimRow};
use clap::Args;
use std::io::Write;

/// Tell everything that the notes say of a person, place, organisation, document or event
#[derive(Args)]
#[command(after_help = "Example:
  annals explain \"Marie Curie\" --notes notes")]
pub(super) struct Arguments {
    /// Its name, or another that it goes by
    name: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    source: Source,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.source.open()?;
    let named = entity(&store, &arguments.name)?;
    let filter = ClaimFilter { about: Some(named.iri.clone()), ..ClaimFilter::default() };
    let rows = ClaimRow::merge(store.claims(&filter)?);
    match arguments.format {
        Format::Json => output::json(&serde_json::json!({ "entity": named, "claims": rows }))?,
        Format::Text => {
            let mut out = output::for_people();
            out.styled(Style::Strong, &named.label)?;
            writeln!(out, "  {}  <{}>\n", named.classes.join(" "), named.iri)?;
            for row in &rows {
                claims::print(&mut out, row)?;
            }
            out.flush()?;
        }
    }
    Ok(Outcome::findings_if(rows.is_empty()))
}
