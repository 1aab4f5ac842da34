//! `annals entities`: names that notes know and the gazetteer does not.

use super::failure::{Failure, Outcome};
use super::options::{Loaded, Reading};
use super::output::{self, Style};
use super::statements::one_line;
use super::{diagnostics, extract};
use annals::pipeline::Notes;
use annals::promote::{NewEntity, Similar, gazetteer, merges, new_entities, similar};
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::PathBuf;

/// List names outside the gazetteer, or names that may mean one thing, and write them as a gazetteer
#[derive(Args)]
#[command(after_help = "Examples:
  annals entities --new notes/
  annals entities --new --format turtle notes/ > names.ttl
  annals entities --similar notes/
  annals build notes/ --gazetteer names.ttl")]
#[command(group(clap::ArgGroup::new("what").required(true).args(["new", "similar"])))]
pub(super) struct Arguments {
    /// Names that the gazetteer lacks, with counts and where they were read
    #[arg(long)]
    new: bool,
    /// Pairs of names that may mean one thing
    #[arg(long)]
    similar: bool,
    #[command(flatten)]
    listing: Listing,
}

/// What lists are made of and how they are printed.
#[derive(Args)]
pub(super) struct Listing {
    /// Notes, or folders of notes; `-` reads standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Leave out what was read fewer times
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) least: usize,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people
    Text,
    /// JSON
    Json,
    /// Turtle, to be looked through and given back with `--gazetteer` or `--ontology`
    Turtle,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let listing = &arguments.listing;
    let (loaded, notes) = listing.read()?;
    if arguments.new {
        let mut found = new_entities(notes.statements(), &loaded.knowledge);
        found.retain(|entity| entity.count >= listing.least);
        listing.print(&found, gazetteer, new_line)
    } else {
        let mut found = similar(notes.statements(), &loaded.knowledge);
        found.retain(|pair| pair.count >= listing.least);
        listing.print(&found, merges, similar_line)
    }
}

impl Listing {
    /// What the notes state, and what they were read with.
    pub(super) fn read(&self) -> Result<(Loaded, Notes), Failure> {
        let loaded = self.reading.load(&self.paths)?;
        let notes = extract::read(&self.paths, &loaded.settings())?;
        diagnostics::tell_errors(&notes)?;
        Ok((loaded, notes))
    }

    /// Prints a list in the format that is wanted.
    pub(super) fn print<T: serde::Serialize>(
        &self,
        found: &[T],
        turtle: impl Fn(&[T]) -> String,
        line: impl Fn(&T) -> (String, Vec<String>),
    ) -> Result<Outcome, Failure> {
        match self.format {
            Format::Json => output::json(&found)?,
            Format::Turtle => {
                let mut out = output::for_programs();
                out.write_all(turtle(found).as_bytes())?;
                out.flush()?;
            }
            Format::Text => {
                let mut out = output::for_people();
                for one in found {
                    let (head, places) = line(one);
                    out.styled(Style::Strong, &head)?;
                    writeln!(out)?;
                    for place in places {
                        writeln!(out, "        {place}")?;
                    }
                }
                out.flush()?;
            }
        }
        Ok(Outcome::findings_if(found.is_empty()))
    }
}

/// `file:line  “words”`
pub(super) fn place(context: &annals::promote::Context) -> String {
    format!("{}:{}  “{}”", context.file, context.line, one_line(&context.text))
}

fn new_line(entity: &NewEntity) -> (String, Vec<String>) {
    let also = if entity.aliases.is_empty() { String::new() } else { format!(", also {}", entity.aliases.join(", ")) };
    let class = entity.class.trim_start_matches("an:");
    let head = format!("{:>6}  {} ({class}){also}", entity.count, entity.label);
    (head, entity.contexts.iter().map(place).collect())
}

fn similar_line(pair: &Similar) -> (String, Vec<String>) {
    (format!("{:>6}  {} = {}?  {}", pair.count, pair.other, pair.keep, pair.why), Vec::new())
}
