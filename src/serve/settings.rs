//! What a server may do, and for whom.

use std::{net::IpAddr, time::Duration};

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
        }
    }
}

impl Settings {
    /// Where a server listens unless told otherwise.
    pub const PORT: u16 = 7878;
}
