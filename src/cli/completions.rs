//! `annals completions`: what a shell needs to complete the command line.

use super::failure::{Failure, Outcome};
use super::{command_line, output};
use clap::Args;
use clap_complete::{Shell, generate};
use std::io::Write;

/// Print completions for a shell
#[derive(Args)]
#[command(after_help = "Examples:
  annals completions bash > ~/.local/share/bash-completion/completions/annals
  annals completions zsh > ~/.zfunc/_annals
  annals completions fish > ~/.config/fish/completions/annals.fish")]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut command_line(), "annals", &mut script);
    let mut out = output::for_programs();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Done)
}
