//! `annals serve`: the graph over HTTP.

use super::failure::{Failure, Outcome};
use super::options::Source as Place;
use super::output::{self, Format, counted, for_messages};
use super::worker;
use annals::graph::{Store, vocabulary::DEFAULT_BASE};
use annals::serve::{self, Event, Log, ServeError, Settings, Source};
use clap::Args;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

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
    /// Megabytes of memory that a query may take (on Linux)
    #[arg(long, value_name = "MB", default_value_t = Settings::MEMORY >> 20, value_parser = clap::value_parser!(u64).range(64..=1 << 20))]
    max_memory: u64,
    /// Queries that run at the same time; more wait for their turn
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = at_least_one)]
    max_queries: usize,
    /// Tell of each request on standard error, a line each
    #[arg(long, value_enum, value_name = "FORMAT")]
    log: Option<Format>,
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
        memory: arguments.max_memory << 20,
        worker: vec![worker::program()?, worker::NAME.into()],
        log: arguments.log.map_or_else(Log::default, log),
    };
    let knowledge = arguments.source.load()?.knowledge;
    let (source, name) = source(arguments)?;
    serve::run(settings, source, knowledge, |address| ready(&name, address)).map_err(told)?;
    Ok(Outcome::Done)
}

/// Tells of what happens as it happens.
fn log(format: Format) -> Log {
    Log::to(move |event| {
        let time = now();
        let line = match format {
            Format::Json => json(&time, event),
            Format::Text => format!("{time}  {}", text(event)),
        };
        // Nobody is left to be told when standard error is gone.
        drop(writeln!(for_messages(), "{line}"));
    })
}

fn json(time: &str, event: &Event) -> String {
    let mut value = serde_json::to_value(event).expect("an event is strings and numbers, all of which are JSON");
    if let Some(fields) = value.as_object_mut() {
        fields.insert("time".to_owned(), time.into());
    }
    value.to_string()
}

fn text(event: &Event) -> String {
    match event {
        Event::Request { method, path, status, milliseconds, rows, problem, .. } => {
            let rows = rows.map(|rows| format!("  {}", counted(rows, "row", "rows"))).unwrap_or_default();
            let problem = problem.map(|problem| format!("  {problem}")).unwrap_or_default();
            format!("{status}  {method} {path}  {milliseconds} ms{rows}{problem}")
        }
        Event::TakenUp { generation } => format!("taken up: {generation}"),
        Event::NotTakenUp { generation, why } => format!("not taken up: {generation}: {why}"),
    }
}

/// The time in UTC, as RFC 3339 has it.
#[expect(clippy::disallowed_methods, reason = "a log tells when something happened; no graph depends on it")]
fn now() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let (days, second) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", since.subsec_millis())
}

/// The date of a day counted from 1970-01-01. A year is taken to begin in March, so that the leap day is its last, and 400 of
/// them have 146,097 days.
const fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + (month <= 2) as u64, month, day)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_dates() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(11_017), (2000, 3, 1));
        assert_eq!(civil(20_423), (2025, 12, 1));
    }

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        assert_eq!(origin("https://Example.org:8080").as_deref(), Ok("https://example.org:8080"));
        for wrong in ["*", "example.org", "https://", "https://example.org/", "null", "https://*.example.org"] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
