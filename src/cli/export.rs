//! `annals export`: the graph, or a part of it, written out.

use super::failure::{Failure, Outcome};
use super::options::{Source, date, entity};
use super::output::{self, for_messages};
use annals::export::{self, Choice, Format, RdfVersion, Request};
use annals::ontology::Ontology;
use clap::Args;
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Write the graph, or a part of it, as RDF, for Gephi, Neo4j and other programs, or as a report
#[derive(Args)]
#[command(after_help = "Examples:
  annals export --notes data/notes
  annals export --format html -o report.html
  annals export --format gexf --from 1950 --to 1953 -o war.gexf
  annals export --format canvas --entity \"Marie Curie\" --depth 2 -o curie.canvas
  annals export --format csv --spreadsheet -o tables
  annals export --format n-quads --rdf 1.2 -o graph.nq

Networks hold what the notes vouch for; --claims adds what is only claimed, marked as such.")]
pub(super) struct Arguments {
    /// RDF: turtle, n-triples, n-quads, trig, rdf-xml, json-ld, nanopubs. Networks: graphml, gexf, cytoscape, csv, neo4j,
    /// dot, mermaid, svg, canvas. Reports: markdown, html. Wikidata: quickstatements
    #[arg(long, value_name = "FORMAT", default_value = "turtle")]
    format: Format,
    /// File to write, without it standard output; for csv and neo4j the folder of their files
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// In networks and pictures, also what is denied, reported, believed, asked for, planned or supposed
    #[arg(long)]
    claims: bool,
    /// In csv, put an apostrophe before cells that a spreadsheet would run as formulas (= + - @)
    #[arg(long)]
    spreadsheet: bool,
    /// Version of RDF: in 1.2, claims are reifiers and annotations
    #[arg(long, value_name = "VERSION", default_value = "1.1", value_parser = version)]
    rdf: RdfVersion,
    /// When nanopubs are said to have been made: 2026-05-01 or 2026-05-01T12:00:00Z; without it they do not say
    #[arg(long, value_name = "TIME", value_parser = time)]
    created: Option<String>,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    part: Part,
}

#[derive(Args)]
#[command(next_help_heading = "A part of the graph")]
struct Part {
    /// Only what is said of this: a name in the graph; may be given several times
    #[arg(long, value_name = "NAME")]
    entity: Vec<String>,
    /// Steps from it: with 2, also what is said of whatever takes part in that
    #[arg(long, value_name = "N", default_value = "1", requires = "entity")]
    depth: NonZeroUsize,
    /// Only what holds on or after this day (YYYY-MM-DD, YYYY-MM or YYYY)
    #[arg(long, value_name = "DAY", value_parser = date)]
    from: Option<String>,
    /// Only what holds on or before this day (YYYY-MM-DD, YYYY-MM or YYYY)
    #[arg(long, value_name = "DAY", value_parser = date)]
    to: Option<String>,
    /// Only this relation, as it is labelled (“met”); may be given several times
    #[arg(long, value_name = "RELATION")]
    relation: Vec<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let format = arguments.format;
    let mut request = Request {
        format,
        choice: Choice::default(),
        claims: arguments.claims,
        spreadsheet: arguments.spreadsheet,
        rdf: arguments.rdf,
        created: arguments.created.clone(),
    };
    request.check().map_err(Failure::new)?;
    let several = !format.files().is_empty();
    if several && arguments.output.is_none() {
        return Err(Failure::new(format_args!("{} is several files ({})", format.name(), format.files().join(", ")))
            .hint("name a folder for them with -o FOLDER"));
    }
    let store = arguments.source.open()?;
    let part = &arguments.part;
    let entities = part.entity.iter().map(|name| Ok(entity(&store, name)?.iri)).collect::<Result<Vec<_>, Failure>>()?;
    request.choice = Choice {
        entities,
        depth: part.depth.get(),
        from: part.from.clone(),
        to: part.to.clone(),
        relations: part.relation.clone(),
    };
    let knowledge = match format {
        Format::QuickStatements => arguments.source.load()?.knowledge,
        _ => Cow::Borrowed(Ontology::builtin()),
    };
    let written = export::write(&store, &knowledge, &request, &mut |name| {
        Ok(match &arguments.output {
            None => Box::new(output::for_programs()),
            Some(path) if several => Box::new(BufWriter::new(create(path, name)?)),
            Some(path) => Box::new(BufWriter::new(File::create(path).map_err(|error| told(path, &error))?)),
        })
    })?;
    let mut out = for_messages();
    for words in &written.told {
        writeln!(out, "{words}")?;
    }
    if written.replaced > 0 {
        writeln!(out, "{} control characters, which XML cannot hold, were replaced", written.replaced)?;
    }
    if written.nothing {
        writeln!(out, "nothing fits, so that nothing was written")?;
        if !arguments.claims && format.is_network() {
            writeln!(out, "  hint: --claims takes also what is only claimed")?;
        }
    }
    Ok(Outcome::findings_if(written.nothing || written.replaced > 0))
}

/// A file in a folder, which is made if it is not there.
fn create(folder: &Path, name: &str) -> io::Result<File> {
    fs::create_dir_all(folder).map_err(|error| told(folder, &error))?;
    let path = folder.join(name);
    File::create(&path).map_err(|error| told(&path, &error))
}

fn told(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn version(text: &str) -> Result<RdfVersion, String> {
    match text {
        "1.1" => Ok(RdfVersion::V1_1),
        "1.2" => Ok(RdfVersion::V1_2),
        _ => Err("RDF is written in version 1.1 or 1.2".to_owned()),
    }
}

/// A day, or a time of day in UTC.
fn time(text: &str) -> Result<String, String> {
    let (day, clock) = text.split_once('T').map_or((text, None), |(day, clock)| (day, Some(clock)));
    let parts = |text: &str, mark: char, widths: &[usize]| {
        let all: Vec<Option<u32>> = text.split(mark).map(|part| part.parse().ok()).collect();
        let lengths: Vec<usize> = text.split(mark).map(str::len).collect();
        all.into_iter().collect::<Option<Vec<u32>>>().filter(|_| lengths == widths)
    };
    let is_day = date(day).is_ok() && parts(day, '-', &[4, 2, 2]).is_some();
    let is_clock = |clock: &str| {
        let parts = clock.strip_suffix('Z').and_then(|clock| parts(clock, ':', &[2, 2, 2]));
        parts.is_some_and(|parts| parts[0] < 24 && parts[1] < 60 && parts[2] < 60)
    };
    if is_day && clock.is_none_or(is_clock) {
        Ok(text.to_owned())
    } else {
        Err("no time: write it as 2026-05-01 or 2026-05-01T12:00:00Z".to_owned())
    }
}
