//! This stage, on statements written by hand.

mod export;
mod fixture;
mod lookup;
mod query;
mod rdf;
mod row;
