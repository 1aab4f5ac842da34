//! `annals push`: the graph → a server.

use super::failure::{Failure, Outcome};
use super::options::Source;
use super::output::{self, counted, for_messages};
use super::remote;
use annals::graph::sha256;
use annals::remote::{Event, Push, push};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use oxigraph::model::NamedNode;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Send the graph to a server, by the SPARQL Graph Store Protocol or by SPARQL Update
#[derive(Args)]
#[command(after_help = format!("A push that is broken off goes on where it was when it is run again. Nothing is ever doubled: a graph is a set.

Examples:
  annals push http://localhost:7878/store
  annals push https://graphs.example.org/rdf --graph-name https://example.org/war --replace
  ANNALS_TOKEN=… annals push https://graphs.example.org/update --notes data/notes

{}", remote::ENVIRONMENT))]
pub(super) struct Arguments {
    /// The server's graph store, or where it takes updates
    #[arg(value_name = "URL")]
    address: String,
    /// The graph's name there; by default the server's default graph
    #[arg(long, value_name = "IRI", value_parser = name)]
    graph_name: Option<NamedNode>,
    /// Put it in the place of what is there, instead of adding to it
    #[arg(long)]
    replace: bool,
    /// Triples in one request
    #[arg(long, value_name = "N", default_value_t = 5000)]
    chunk: usize,
    /// Try so often again when the server cannot be reached or has trouble, with longer and longer pauses
    #[arg(long, value_name = "N", default_value_t = 8)]
    retries: u32,
    /// Give a request up after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
    /// Where to keep how far it has come; by default beside a graph on disk
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Begin again, whatever a push that was broken off has sent
    #[arg(long)]
    restart: bool,
    /// Show no progress
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    source: Source,
}

fn name(text: &str) -> Result<NamedNode, String> {
    NamedNode::new(text).map_err(|_| "no absolute IRI".to_owned())
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let server = remote::server(&arguments.address, arguments.timeout)?;
    let state = arguments.state()?;
    if let Some(path) = state.as_deref().filter(|path| arguments.restart && path.exists()) {
        std::fs::remove_file(path).map_err(|error| Failure::new(format_args!("{}: {error}", path.display())))?;
    }
    let graph = arguments.source.open()?.graph()?;
    let what = Push {
        graph: &graph,
        name: arguments.graph_name.as_ref(),
        replace: arguments.replace,
        piece: arguments.chunk,
        patience: remote::patience(arguments.retries),
        state: state.as_deref(),
    };
    let mut progress = Progress::of(graph.triples().len(), arguments.quiet);
    let pushed = push(&what, &server, &mut |event| progress.hear(event));
    progress.end();
    let pushed = pushed.map_err(|error| match state.filter(|state| state.exists()) {
        Some(_) => remote::failure(error).hint("what it has taken is remembered: the same command goes on from there"),
        None => remote::failure(error),
    })?;
    let mut out = output::for_people();
    write!(out, "{}: {}", server.address(), counted(pushed.triples, "triple", "triples"))?;
    if pushed.before > 0 {
        write!(out, ", {} of them before", pushed.before)?;
    }
    writeln!(out)?;
    out.flush()?;
    Ok(Outcome::Done)
}

impl Arguments {
    /// Where it is kept how far the push has come: a graph in memory has no place of its own.
    fn state(&self) -> Result<Option<PathBuf>, Failure> {
        if self.state.is_some() || self.source.has_notes() {
            return Ok(self.state.clone());
        }
        let name = self.graph_name.as_ref().map_or("", NamedNode::as_str);
        let target = sha256(format!("{}\n{name}", self.address).as_bytes());
        let folder = self.source.folder()?;
        Ok(Some(Path::new(&folder).join(format!("push-{}.json", &target[..16]))))
    }
}

/// Fewer triples are sent before anybody asks how long it takes.
const WORTH_A_LINE: usize = 100_000;

/// How far it has come: a bar on a terminal, a line now and then elsewhere.
struct Progress {
    bar: Option<ProgressBar>,
    lines: bool,
    /// Tenths told.
    told: usize,
    started: bool,
}

impl Progress {
    fn of(total: usize, quiet: bool) -> Self {
        let terminal = io::stderr().is_terminal();
        let bar = (!quiet && terminal).then(|| {
            let style = ProgressStyle::with_template("{wide_bar} {pos} of {len} triples, {per_sec}, {eta} left");
            ProgressBar::new(total as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Self { bar, lines: !quiet && !terminal && total >= WORTH_A_LINE, told: 0, started: false }
    }

    fn hear(&mut self, event: Event<'_>) {
        match event {
            Event::Taken(taken, total) => {
                if let Some(bar) = &self.bar {
                    bar.set_position(taken as u64);
                    if !self.started {
                        // What was sent before says nothing of how fast it goes now.
                        bar.reset_eta();
                    }
                }
                let tenth = taken * 10 / total.max(1);
                if self.lines && self.started && tenth > self.told {
                    drop(writeln!(for_messages(), "{taken} of {total} triples sent"));
                }
                (self.told, self.started) = (tenth, true);
            }
            Event::Waiting(error, pause) => match &self.bar {
                Some(bar) => bar.suspend(|| drop(remote::tell_pause(error, pause))),
                // Whoever closed standard error does not want to know.
                None => drop(remote::tell_pause(error, pause)),
            },
        }
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
