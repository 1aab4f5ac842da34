//! This stage, on statements written by hand.

mod fixture;
mod rdf;
mod row;
