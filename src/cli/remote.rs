//! What the commands share that speak to a server: as whom, and what to say when it fails.

use super::failure::Failure;
use super::output::{counted, for_messages};
use annals::remote::{Address, AddressError, Credentials, Patience, RemoteError, Server};
use std::env::var_os;
use std::io::{self, Write};
use std::time::Duration;

/// Before the second attempt.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// What is said of it in the help of both commands.
pub(super) const ENVIRONMENT: &str = "\
Environment:
  ANNALS_USER, ANNALS_PASSWORD   name and password for the server
  ANNALS_TOKEN                   a token instead of these
  SSL_CERT_FILE, HTTPS_PROXY     whom to trust, and by what way, if not as this machine does";

/// The server at an address, spoken to as the environment says.
pub(super) fn server(address: &str, timeout: u64) -> Result<Server, Failure> {
    let address = Address::parse(address).map_err(|error| {
        let told = Failure::new(error);
        match error {
            AddressError::Userinfo => told.hint("set ANNALS_USER and ANNALS_PASSWORD instead"),
            AddressError::Malformed => told,
        }
    })?;
    let credentials = credentials()?;
    if !matches!(credentials, Credentials::None) && !address.is_private() {
        writeln!(for_messages(), "warning: {address} is not encrypted: whoever is on the way can read the password")?;
    }
    Server::new(address, &credentials, Duration::from_secs(timeout)).map_err(failure)
}

fn credentials() -> Result<Credentials, Failure> {
    let read = |name: &str| match var_os(name).filter(|value| !value.is_empty()) {
        None => Ok(None),
        Some(value) => value.into_string().map(Some).map_err(|_| Failure::new(format_args!("{name} is not UTF-8"))),
    };
    match (read("ANNALS_TOKEN")?, read("ANNALS_USER")?, read("ANNALS_PASSWORD")?) {
        (Some(token), None, None) => Ok(Credentials::Token(token)),
        (Some(_), ..) => {
            Err(Failure::new("ANNALS_TOKEN is set, and a user or password too").hint("unset what is not meant"))
        }
        (None, Some(user), password) => Ok(Credentials::Basic { user, password: password.unwrap_or_default() }),
        (None, None, Some(_)) => Err(Failure::new("ANNALS_PASSWORD is set, but ANNALS_USER is not")),
        (None, None, None) => Ok(Credentials::None),
    }
}

pub(super) const fn patience(retries: u32) -> Patience {
    Patience { retries, pause: FIRST_PAUSE }
}

/// Says why there is a pause.
pub(super) fn tell_pause(error: &RemoteError, pause: Duration) -> io::Result<()> {
    let seconds = counted(usize::try_from(pause.as_secs()).unwrap_or(usize::MAX), "second", "seconds");
    let after = if pause.as_secs() == 0 { "a moment".to_owned() } else { seconds };
    writeln!(for_messages(), "{error}; again after {after}")
}

pub(super) fn failure(error: RemoteError) -> Failure {
    let told = Failure::new(&error);
    match error {
        RemoteError::Forbidden { .. } => {
            told.hint("set ANNALS_USER and ANNALS_PASSWORD, or ANNALS_TOKEN, to those of somebody who may")
        }
        RemoteError::Unreachable { .. } => told.hint("is the server running there?"),
        RemoteError::Moved { .. } => told.hint("give that address"),
        RemoteError::NoStore { .. } => told.hint("give the address of its graph store, or where it takes updates"),
        RemoteError::Certificates => told.hint("install ca-certificates, or name a file of them in SSL_CERT_FILE"),
        RemoteError::Unreadable { .. } => told.hint("is that the address of a SPARQL endpoint?"),
        RemoteError::Credentials | RemoteError::Answered { .. } | RemoteError::State { .. } => told,
    }
}
