//! The command line: one file a command, which reads its arguments, calls the library and prints.
//!
//! Whatever goes to standard output passes through `output`, whatever went wrong through `failure`; the exit status
//! is 0 when all was done, 1 when it was done with findings or an empty answer, 2 when it could not be done.

mod ask;
mod build;
mod central;
mod check;
mod claims;
mod completions;
mod components;
mod config;
mod diagnostics;
mod diff;
mod entities;
mod explain;
mod export;
mod extract;
mod failure;
mod framed;
mod man;
mod merge;
mod options;
mod output;
mod path;
#[cfg(feature = "disk")]
mod progress;
mod prompt;
#[cfg(feature = "disk")]
mod publish;
mod push;
mod query;
mod relations;
mod remote;
mod serve;
mod show;
mod statements;
mod stats;
mod timeline;
mod verify;
mod worker;

use clap::{CommandFactory, Parser, Subcommand};
use failure::{Failure, Outcome};
use std::process::ExitCode;

/// Notes in, knowledge graph out, every fact with its receipt.
#[derive(Parser)]
#[command(name = "annals", version, max_term_width = 100, after_help = AFTER_HELP, subcommand_required = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  annals ask \"who approved the invasion\" --notes data/notes
  annals build data/notes
  annals path \"Marie Curie\" \"Albert Einstein\"
  annals query events-in-order

Exit status: 0 done, 1 done with findings or an empty answer, 2 could not be done.";

#[derive(Subcommand)]
enum Command {
    Build(build::Arguments),
    Ask(ask::Arguments),
    Query(query::Arguments),
    Path(path::Arguments),
    Timeline(timeline::Arguments),
    Central(central::Arguments),
    Components(components::Arguments),
    Explain(explain::Arguments),
    Export(export::Arguments),
    Serve(serve::Arguments),
    Check(check::Arguments),
    Stats(stats::Arguments),
    Diff(diff::Arguments),
    Verify(verify::Arguments),
    Extract(extract::Arguments),
    Merge(merge::Arguments),
    Push(push::Arguments),
    Entities(entities::Arguments),
    Relations(relations::Arguments),
    Config(config::Arguments),
    Show(show::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
    /// Answer queries for `annals serve`
    #[command(hide = true)]
    QueryWorker,
}

impl Command {
    fn run(&self) -> Result<Outcome, Failure> {
        match self {
            Self::Build(arguments) => build::run(arguments),
            Self::Ask(arguments) => ask::run(arguments),
            Self::Query(arguments) => query::run(arguments),
            Self::Path(arguments) => path::run(arguments),
            Self::Timeline(arguments) => timeline::run(arguments),
            Self::Central(arguments) => central::run(arguments),
            Self::Components(arguments) => components::run(arguments),
            Self::Explain(arguments) => explain::run(arguments),
            Self::Export(arguments) => export::run(arguments),
            Self::Serve(arguments) => serve::run(arguments),
            Self::Check(arguments) => check::run(arguments),
            Self::Stats(arguments) => stats::run(arguments),
            Self::Diff(arguments) => diff::run(arguments),
            Self::Verify(arguments) => verify::run(arguments),
            Self::Extract(arguments) => extract::run(arguments),
            Self::Merge(arguments) => merge::run(arguments),
            Self::Push(arguments) => push::run(arguments),
            Self::Entities(arguments) => entities::run(arguments),
            Self::Relations(arguments) => relations::run(arguments),
            Self::Config(arguments) => config::run(arguments),
            Self::Show(arguments) => show::run(arguments),
            Self::Completions(arguments) => completions::run(arguments),
            Self::Man(arguments) => man::run(arguments),
            Self::QueryWorker => worker::run(),
        }
    }
}

/// All that can be given on the command line, for what describes it.
fn command_line() -> clap::Command {
    CommandLine::command()
}

/// Runs the command the user gave.
pub(crate) fn run() -> ExitCode {
    match CommandLine::try_parse() {
        Ok(line) => line.command.run().map_or_else(|failure| failure.report(), ExitCode::from),
        Err(told) => {
            // Help and version come this way too; when nobody reads them, nothing is left to be said.
            let _printed = told.print();
            ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2))
        }
    }
}
