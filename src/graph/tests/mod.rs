//! This stage, on statements written by hand.

mod export;
pub(super) mod fixture;
mod lookup;
mod query;
mod rdf;
mod row;
