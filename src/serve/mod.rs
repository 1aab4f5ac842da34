//! A graph over HTTP: SPARQL and data for programs, pages for people, read-only always.
//!
//! In come a [`Source`] and [`Settings`]; [`run`] answers requests until it is told to stop. This stage knows nothing of
//! Markdown and never writes to a graph.
//!
//! 1. `server` listens, takes connections in, and lets running requests finish when it is to stop.
//! 2. `site` holds the generation of the graph that is current and takes up a new one when it is published.
//! 3. Each request passes `gate` (whom it is addressed to, where it comes from, what it may do) and is recorded by
//!    `record` and `metrics`; its response gets the headers of `headers`. What goes wrong is a [`Problem`].
//! 4. For programs there are `sparql` with its `description`, `store` for whole graphs, `entity` for single things, each
//!    in the format that `negotiate` settles. `query` evaluates, in processes that can be ended.
//! 5. `pages` is for people, with its style and scripts in `assets`.
//!
//! *Invariant:* no path from a URL reaches the file system, and nothing is asked of any other server.

mod assets;
mod description;
mod entity;
mod gate;
mod headers;
mod metrics;
mod negotiate;
mod pages;
mod problem;
mod query;
mod record;
mod server;
mod settings;
mod site;
mod sparql;
mod store;
mod stream;

pub use problem::{Kind, Problem};
pub use query::{Ended, work};
pub use record::{Event, Log};
pub use server::{ServeError, run};
pub use settings::Settings;
pub use site::{Generation, Site, Source};
