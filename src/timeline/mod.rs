//! What the notes date, in the order of time, as lines and as a picture.
//!
//! In comes a [`Store`](crate::graph::Store); out come [`Entry`]s. A date that is only known to lie within a stretch of time
//! is shown as that stretch.
//!
//! 1. [`timeline`] reads the dated claims and brings together what says the same.
//! 2. [`part`] gives a stretch of a timeline that may be long.
//! 3. [`render_text`] and [`render_svg`] draw them on one scale.

mod draw;
mod entries;
mod part;

pub use draw::{render_svg, render_text};
pub use entries::{Entry, Selection, entries, timeline};
pub use part::{Part, part};
