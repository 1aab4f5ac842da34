//! A graph on somebody's server: sent there ([`push`]), asked there ([`ask`]).
//!
//! In come triples or a query, and the address of a server; out come requests over HTTP and what was answered. It is told by
//! whoever calls it where to go and as whom; it reads no environment, and nothing else in the program speaks to a network.
//!
//! 1. `address` takes an address apart and shows it without what may be secret in it.
//! 2. `server` sends one request, and again after a pause when it may go better then.
//! 3. `push` sends a graph in pieces, `resume` keeps how far it has come.
//! 4. `ask` sends a query and reads the answer.

mod address;
mod ask;
mod push;
mod resume;
mod server;
#[cfg(test)]
mod tests;

pub use address::{Address, AddressError};
pub use ask::{Question, ask};
pub use push::{Event, Push, Pushed, push};
pub use server::{Credentials, Patience, RemoteError, Server};
