//! What a server may do, and for whom.

use super::Log;
use std::{ffi::OsString, net::IpAddr, time::Duration};

/// What a server may do, and for whom.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it listens. Nobody but this machine reaches a loopback address.
    pub address: IpAddr,
    /// 0 stands for any that is free.
    pub port: u16,
    /// Further names it goes by, besides its address and those of the loopback: `example.org` or `example.org:8080`.
    pub hosts: Vec<String>,
    /// Origins (`https://example.org`) whose pages may ask and read answers; none by default.
    pub origins: Vec<String>,
    /// After which a query is stopped.
    pub time: Duration,
    /// Rows or triples after which an answer is cut.
    pub rows: usize,
    /// Queries that run at the same time.
    pub queries: usize,
    /// Bytes that a query may take.
    pub memory: u64,
    /// Program and arguments that start a worker: it hands its standard input and output to [`work`](super::work).
    pub worker: Vec<OsString>,
    /// Who is told of what happens.
    pub log: Log,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            address: IpAddr::from([127, 0, 0, 1]),
            port: Self::PORT,
            hosts: Vec::new(),
            origins: Vec::new(),
            time: Duration::from_secs(30),
            rows: 100_000,
            queries: 4,
            memory: Self::MEMORY,
            worker: Vec::new(),
            log: Log::default(),
        }
    }
}

impl Settings {
    /// Where a server listens unless told otherwise.
    pub const PORT: u16 = 7878;
    /// Bytes that a query may take unless told otherwise: with what a worker takes anyway it stays below a gibibyte.
    pub const MEMORY: u64 = 768 << 20;
}
