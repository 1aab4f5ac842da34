//! `annals relations`: verbs that notes use and the lexicon lacks.

use super::entities::{Listing, place};
use super::failure::{Failure, Outcome};
use annals::promote::{OpenRelation, lexicon, open_relations};
use clap::Args;

/// List verbs and keys that the ontology has no relation for, and write the verbs as a lexicon
#[derive(Args)]
#[command(after_help = "Examples:
  annals relations --open notes/
  annals relations --open --format turtle notes/ > verbs.ttl
  annals build notes/ --ontology verbs.ttl")]
pub(super) struct Arguments {
    /// Relations that go by their own word, with counts and where they were read
    #[arg(long, required = true)]
    open: bool,
    #[command(flatten)]
    listing: Listing,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let (_, notes) = arguments.listing.read()?;
    let mut found = open_relations(notes.statements());
    found.retain(|relation| relation.count >= arguments.listing.least);
    arguments.listing.print(&found, lexicon, line)
}

fn line(relation: &OpenRelation) -> (String, Vec<String>) {
    let kind = if relation.is_verb { "" } else { "  (key of a field or header)" };
    (format!("{:>6}  {}{kind}", relation.count, relation.lemma), relation.contexts.iter().map(place).collect())
}
