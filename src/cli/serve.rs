//! `annals serve`: the graph over HTTP.

use super::failure::{Failure, Outcome};
use super::options::Source as Place;
use super::output::{self, for_messages};
use annals::graph::{Store, vocabulary::DEFAULT_BASE};
use annals::serve::{self, ServeError, Settings, Source};
use clap::Args;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// Serve the graph on this machine: pages to read, SPARQL for programs; read-only always
#[derive(Args)]
#[command(after_help = "What `annals build` publishes meanwhile is taken up. Ctrl-C ends it.

Examples:
  annals serve
  annals serve --notes data/notes --port 0
  annals serve --cors https://yasgui.org")]
pub(super) struct Arguments {
    /// Port to listen on; 0 for any that is free
    #[arg(long, value_name = "N", default_value_t = Settings::PORT)]
    port: u16,
    /// Address to listen on; any but a loopback address lets others in
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,
    /// A name under which others reach it, such as that of a proxy before it; may be given several times
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Let pages of this origin (scheme, host and port) ask and read the answers; may be given several times
    #[arg(long, value_name = "ORIGIN", value_parser = origin)]
    cors: Vec<String>,
    /// Stop a query after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// Cut an answer after so many rows, and say so
    #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = at_least_one)]
    max_rows: usize,
    /// Queries that run at the same time; more wait for their turn
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = at_least_one)]
    max_queries: usize,
    /// Serve a file of RDF (.ttl, .nt, .nq, .trig, .rdf, .jsonld) instead
    #[arg(long, value_name = "FILE", conflicts_with_all = ["graph", "notes"])]
    file: Option<PathBuf>,
    #[command(flatten)]
    source: Place,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if !arguments.bind.is_loopback() {
        let told = "listening on more than this machine: whoever reaches it can read the whole graph";
        writeln!(for_messages(), "warning: {told}")?;
    }
    let settings = Settings {
        address: arguments.bind,
        port: arguments.port,
        hosts: arguments.allow_host.clone(),
        origins: arguments.cors.clone(),
        time: Duration::from_secs(arguments.timeout),
        rows: arguments.max_rows,
        queries: arguments.max_queries,
    };
    let knowledge = arguments.source.load()?.knowledge;
    let (source, name) = source(arguments)?;
    serve::run(settings, source, knowledge, |address| ready(&name, address)).map_err(told)?;
    Ok(Outcome::Done)
}

/// Says where it listens, in one line that programs can wait for.
fn ready(name: &str, address: SocketAddr) -> io::Result<()> {
    let mut out = output::for_people();
    writeln!(out, "serving {name} at http://{address}/")?;
    out.flush()
}

/// What is served, and what it is called in messages.
fn source(arguments: &Arguments) -> Result<(Source, String), Failure> {
    let (store, name) = if let Some(file) = &arguments.file {
        (Store::read_file(file, DEFAULT_BASE)?, file.display().to_string())
    } else if arguments.source.has_notes() {
        (arguments.source.open()?, "notes".to_owned())
    } else {
        let folder = arguments.source.folder()?;
        let name = folder.display().to_string();
        return Ok((Source::Folder(folder), name));
    };
    let id = store.content_id()?;
    Ok((Source::Memory { store, id }, name))
}

fn told(error: ServeError) -> Failure {
    let told = Failure::new(&error);
    match error {
        ServeError::Listen { source, .. } if source.kind() == io::ErrorKind::AddrInUse => {
            told.hint("another program listens there: name another port, or 0 for any that is free")
        }
        _ => told,
    }
}

/// An origin as browsers write it.
fn origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '*', ' ', '?', '#']) => Ok(text.to_ascii_lowercase()),
        _ => Err("no origin: write it as https://example.org, with the port if it has one, without a path".to_owned()),
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "a whole number from 1".to_owned())
}
