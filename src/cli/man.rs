//! `annals man`: a page of the manual for the program and for each of its commands.

use super::failure::{Failure, Outcome};
use super::{command_line, output};
use clap::Args;
use clap_mangen::{Man, generate_to};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// Write the pages of the manual
#[derive(Args)]
#[command(after_help = "Examples:
  annals man --output ~/.local/share/man/man1
  annals man > annals.1        # the first page only")]
pub(super) struct Arguments {
    /// Folder to write a page for each command to; it is made if there is none
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if let Some(folder) = &arguments.output {
        let written = fs::create_dir_all(folder).and_then(|()| generate_to(command_line(), folder));
        written.map_err(|error| Failure::new(format_args!("{}: {error}", folder.display())))?;
        return Ok(Outcome::Done);
    }
    let mut page = Vec::new();
    Man::new(command_line().disable_help_subcommand(true)).render(&mut page)?;
    let mut out = output::for_programs();
    out.write_all(&page)?;
    out.flush()?;
    Ok(Outcome::Done)
}
