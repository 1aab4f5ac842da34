//! `annals serve` as its clients meet it: over TCP, the program itself at the other end.

mod client;
mod formats;
mod limits;
#[cfg(feature = "disk")]
mod load;
mod protocol;
mod safety;
mod server;
