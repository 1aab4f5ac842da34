//! Statements and notes → RDF in an Oxigraph store; what is asked of it; what it is written out as.
//!
//! In come the notes and the [`Statement`](crate::statement::Statement)s read from them; out comes a [`Store`],
//! in memory or on disk, that answers everything by itself: after this stage nothing looks at the Markdown
//! again. This stage knows no English; words and their meaning were settled before it.
//!
//! 1. [`Graph::build`] makes the triples: facts, claims, spans, events, names.
//! 2. [`Store`] keeps them.
//! 3. `snapshot` lays out once more what questions and paths need of all of it: names and ties.
//! 4. [`Store::claims`], [`Store::find`], [`Store::ties`] and [`Store::stats`] read them back, claims with receipts;
//!    `query` answers SPARQL; `export` writes files.
//!
//! *Invariant:* only what is vouched for and affirmed is a plain triple; everything else is a claim only.

#[cfg(any(feature = "disk", test))]
mod change;
mod claim;
mod concerning;
mod content;
mod dated;
mod difference;
pub mod disk;
mod document;
mod entity;
mod event;
mod export;
#[cfg(test)]
pub(crate) mod handmade;
mod ledger;
mod literal;
mod lookup;
mod name;
mod noted;
mod pieces;
mod query;
mod quotation;
mod rdf;
mod reader;
mod row;
mod snapshot;
mod source;
mod stats;
mod store;
#[cfg(test)]
mod tests;
mod transfer;
pub mod vocabulary;
mod window;

pub use concerning::{Concern, Concerns, Part, in_time};
pub use content::Content;
pub use dated::Dated;
pub use difference::Difference;
pub use disk::find_graph;
pub(crate) use export::unfit_for_xml;
pub use export::{ExportError, ExportFormat, Exported, UnknownFormat, write_each, write_triples};
pub(crate) use lookup::edits;
pub use lookup::{EntityNames, Found, fold};
pub use name::sha256;
pub use noted::{NoteEntry, Stretch};
pub use pieces::{MergeError, Pieces};
pub use query::{
    Answer, Asked, Dataset, Form, Limits, NamedQuery, Outline, Position, QueryError, ReceiveError, ResultFormat,
    Solutions, UnknownResultFormat, inspect, named_queries, named_query, receive, run, run_here, with_prefixes,
};
pub use rdf::{Graph, GraphError, Input, Told};
pub use row::{ClaimFilter, ClaimRow, Measure, Named, Node, Quote, Receipt, RoleRow, Time};
pub use snapshot::{Claimed, EdgeId, NodeId, Relation, Tie, Ties};
pub(crate) use snapshot::{Link, links_of_content};
pub use stats::Stats;
pub use store::{Store, StoreError};
pub use window::{Window, day};
