//! `annals query-worker`: what `annals serve` starts to have queries answered; of no use to anybody else.

use super::failure::{Failure, Outcome};
use annals::serve::{Ended, work};
use std::ffi::OsString;
use std::io::{self, BufReader};
use std::path::Path;

/// What the command is called.
pub(super) const NAME: &str = "query-worker";

pub(super) fn run() -> Result<Outcome, Failure> {
    match work(&mut BufReader::new(io::stdin()), io::stdout())? {
        Ended::Done => Ok(Outcome::Done),
        // A thread is in the middle of the database, which does not bear to be torn down under it.
        Ended::InTheMiddle => std::process::abort(),
    }
}

/// This program, to be started again; on Linux also when its file has been replaced meanwhile.
pub(super) fn program() -> Result<OsString, Failure> {
    let own = Path::new("/proc/self/exe");
    if cfg!(target_os = "linux") && own.exists() {
        return Ok(own.into());
    }
    let path = std::env::current_exe();
    path.map(Into::into).map_err(|error| Failure::new(format_args!("cannot tell where this program is: {error}")))
}
