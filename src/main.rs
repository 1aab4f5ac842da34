//! The `annals` program: it declares the command line and hands over to it.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
