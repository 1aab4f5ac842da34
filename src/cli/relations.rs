//! `annals relations`: verbs that notes use and the lexicon lacks.

use super::entities::{Format, place, print};
use super::failure::{Failure, Outcome};
use super::options::Reading;
use super::{diagnostics, extract};
use annals::promote::{OpenRelation, lexicon, open_relations};
use clap::Args;
use std::path::PathBuf;

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
    /// Notes, or folders of notes; `-` reads standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Leave out what was read fewer times
    #[arg(long, value_name = "N", default_value_t = 1)]
    least: usize,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let loaded = arguments.reading.load(&arguments.paths)?;
    let notes = extract::read(&arguments.paths, &loaded.settings())?;
    diagnostics::tell_errors(&notes)?;
    let mut found = open_relations(notes.statements());
    found.retain(|relation| relation.count >= arguments.least);
    print(arguments.format, &found, lexicon, line)?;
    Ok(Outcome::findings_if(found.is_empty()))
}

fn line(relation: &OpenRelation) -> (String, Vec<String>) {
    let kind = if relation.is_verb { "" } else { "  (key of a field or header)" };
    (format!("{:>6}  {}{kind}", relation.count, relation.lemma), relation.contexts.iter().map(place).collect())
}
