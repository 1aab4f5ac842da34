//! **annals**: notes in, knowledge graph out, every fact with its receipt.
//!
//! The folders are the stages, and imports run downwards only:
//!
//! 1. [`note`] reads Markdown into claims, quotations and citations, each with its span.
//! 2. [`language`] reads text into sentences, words, tags, trees, dates and quantities.
//! 3. [`ontology`] reads Turtle into classes, relations, a lexicon and a gazetteer.
//! 4. [`extract`] brings the three together: note + syntax + ontology → [`statement::Statement`]s.
//! 5. [`graph`] turns statements into RDF and keeps it in an Oxigraph store.
//! 6. [`path`], [`ask`] and [`timeline`] answer from the graph.
//! 7. [`export`] writes all of it, or a part, for other programs and as reports.
//! 8. [`serve`] does so over HTTP.
//!
//! [`pipeline`] names them in order:
//!
//! ```
//! use annals::{ask, graph::Store, pipeline};
//!
//! let settings = pipeline::Settings::default();
//! let notes = pipeline::read_text("minutes.md", b"- Anna Bell approved the plan in 1921.", &settings);
//! let store = Store::in_memory(&pipeline::graph(&notes, &settings)?)?;
//! let answered = ask::answer("who approved the plan", &store, settings.ontology, &ask::Options::default());
//! assert_eq!(answered.answers[0].label, "Anna Bell");
//! assert_eq!(answered.answers[0].evidence[0].line, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![warn(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

/// Names this program with all that is built into it: another program has another name.
pub const BUILD: &str = env!("ANNALS_BUILD");

pub mod ask;
pub mod check;
pub mod config;
pub mod diagnostic;
pub mod export;
pub mod extract;
pub mod graph;
pub mod language;
mod nearest;
pub mod note;
pub mod ontology;
pub mod path;
pub mod pipeline;
pub mod promote;
pub mod serve;
mod shown;
pub mod span;
pub mod statement;
pub mod timeline;
mod when;
