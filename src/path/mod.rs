//! How one thing is connected with another: claims as a network, walked.
//!
//! In comes a [`Store`](crate::graph::Store); out come [`Connection`]s, each hop with the receipts of the claims
//! that make it. Nothing here reads notes or knows words.
//!
//! 1. [`Network::load`] takes the graph's [`Ties`](crate::graph::Ties) and says what walking each costs, if it may be
//!    walked at all (`network`).
//! 2. [`Network::shortest`] finds the k cheapest simple paths (`search`), [`Network::all_simple`] all up to a length
//!    (`walkable`), [`Network::causes`] what leads to an event.
//! 3. [`Network::central`] says which nodes much hangs on, [`Network::components`] which hang together (`central`).
//! 4. [`render_text`] and [`render_tree`] write connections for people, `drawing` for programs that draw, `picture` as SVG.
//!
//! *Invariant:* the order of claims, nodes and edges in memory never shows: equal graphs give equal paths.

mod causes;
mod central;
mod connection;
mod drawing;
mod network;
mod picture;
mod render;
mod search;
mod walkable;

pub use crate::graph::Tie;
pub use central::{Central, Component};
pub use connection::{Connection, Hop, Way};
pub use drawing::{render_dot, render_mermaid, render_tree};
pub use network::{Network, Scope, is_called};
pub use picture::{render_linked_svg, render_svg};
pub use render::render_text;

#[cfg(test)]
mod tests;
