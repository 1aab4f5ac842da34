//! `annals query`: SPARQL, from a file, by a name in `queries/`, or as written on the command line.

use super::failure::{Failure, Outcome};
use super::options::Source;
use super::output::{self, for_messages};
use super::remote;
use annals::graph::{Answer, Limits, QueryError, ResultFormat, named_queries, named_query, run as answer};
use annals::remote::{Question, ask};
use clap::Args;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

/// Answer a SPARQL 1.1 query; prefixes are supplied
#[derive(Args)]
#[command(after_help = "Without a query, the named ones are listed.

Examples:
  annals query who-approved-the-invasion --notes data/notes
  annals query my-question.rq --format csv
  annals query 'SELECT ?who ?what { ?who an:approved ?what }'
  annals query events-in-order --remote http://localhost:7878/sparql")]
pub(super) struct Arguments {
    /// A file, a name from the list of named queries, or the query itself
    query: Option<String>,
    /// table, json, xml, csv or tsv; on a terminal table, otherwise json. Triples come as Turtle
    #[arg(long, value_name = "FORMAT")]
    format: Option<ResultFormat>,
    /// Give up after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// Cut the answer after so many rows, and say so
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Ask this SPARQL endpoint instead of a graph of one's own; `annals push --help` says how it is told who asks
    #[arg(long, value_name = "URL", conflicts_with_all = ["graph", "notes"])]
    remote: Option<String>,
    #[command(flatten)]
    source: Source,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Some(query) = &arguments.query else { return list() };
    let (name, text) = text_of(query)?;
    let limits = Limits { time: Some(Duration::from_secs(arguments.timeout)), rows: arguments.limit, bytes: None };
    if let Some(address) = &arguments.remote {
        let server = remote::server(address, arguments.timeout)?;
        let loaded = arguments.source.load()?;
        let base = loaded.settings().base;
        let question = Question { text: &text, base, limits, patience: remote::patience(RETRIES) };
        // Whoever closed standard error does not want to know.
        let answer = ask(&question, &server, &mut |error, pause| drop(remote::tell_pause(error, pause)));
        return print(arguments, &answer.map_err(remote::failure)?, base);
    }
    let store = arguments.source.open()?;
    let answer = answer(&store, &text, &limits).map_err(|error| told(&name, &error))?;
    print(arguments, &answer, store.base())
}

/// How often a server is asked again that cannot be reached or has trouble.
const RETRIES: u32 = 3;

fn print(arguments: &Arguments, answer: &Answer, base: &str) -> Result<Outcome, Failure> {
    let format =
        arguments.format.unwrap_or(if output::is_terminal() { ResultFormat::Table } else { ResultFormat::Json });
    let mut out = output::for_programs();
    answer.write(format, base, output::width(), &mut out)?;
    out.flush()?;
    if answer.is_cut() {
        writeln!(for_messages(), "cut after {} rows: there are more", arguments.limit.unwrap_or_default())?;
    }
    Ok(Outcome::findings_if(answer.is_empty()))
}

/// What to call the query in messages, and its text.
fn text_of(query: &str) -> Result<(String, String), Failure> {
    if query.contains(['{', '\n']) {
        return Ok(("the query".to_owned(), query.to_owned()));
    }
    if let Some(named) = named_query(query).filter(|_| !Path::new(query).exists()) {
        return Ok((query.to_owned(), named.text.to_owned()));
    }
    let text = fs::read_to_string(query).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::new(format_args!("{query}: no such file, and no named query is called so"))
            .hint("`annals query` lists the named queries; a query itself holds a `{`"),
        _ => Failure::new(format_args!("{query}: {error}")),
    })?;
    Ok((query.to_owned(), text))
}

fn told(name: &str, error: &QueryError) -> Failure {
    Failure::new(format_args!("{name}: {error}"))
}

/// The named queries and what they answer.
fn list() -> Result<Outcome, Failure> {
    let mut out = output::for_people();
    let widest = named_queries().iter().map(|query| query.name.len()).max().unwrap_or(0);
    for query in named_queries() {
        writeln!(out, "{:widest$}  {}", query.name, query.about())?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
