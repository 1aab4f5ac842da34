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
//! 9. [`remote`] sends a graph to a server of others, and asks such a server.
//!
//! # Use
//!
//! [`pipeline`] names the stages in order. [`pipeline::Settings::default`] is what is built in: ontology, names, language
//! model.
//!
//! **Read** a note. Each [`statement::Statement`] has its receipt: the words it was read from, and what they cite.
//!
//! ```
//! use annals::pipeline;
//!
//! let settings = pipeline::Settings::default();
//! let text = "- Anna Bell approved the plan in 1921. [minutes](https://example.org/minutes)";
//! let notes = pipeline::read_text("minutes.md", text.as_bytes(), &settings);
//! let statement = notes.statements().next().expect("one was read");
//! assert_eq!((statement.subject.label.as_str(), statement.relation.label.as_str()), ("Anna Bell", "approved"));
//! assert_eq!(statement.time.as_deref(), Some("1921"));
//! assert_eq!((statement.evidence.line, &statement.sources[0]), (1, &"https://example.org/minutes".to_owned()));
//! ```
//!
//! [`pipeline::read_notes`] reads files and folders, [`pipeline::each_line`] documents without end, one a line.
//!
//! **Build** the graph of what was read, and **ask** it in English:
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
//!
//! **Query** it with SPARQL. Prefixes are supplied; what a query may use is said by [`graph::Limits`].
//!
//! ```
//! use annals::graph::{Answer, Limits, Store, run};
//! use annals::pipeline;
//!
//! # let settings = pipeline::Settings::default();
//! # let notes = pipeline::read_text("minutes.md", b"- Anna Bell approved the plan in 1921.", &settings);
//! let store = Store::in_memory(&pipeline::graph(&notes, &settings)?)?;
//! let answer = run(&store, "SELECT ?who { ?who an:approved ?what }", &Limits::default())?;
//! let Answer::Solutions(found) = answer else { unreachable!("SELECT gives rows") };
//! assert_eq!(found.rows[0][0].as_ref().map(ToString::to_string), Some("<https://w3id.org/annals/id/anna-bell>".into()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Export** it, to a file or to whatever can be written to:
//!
//! ```
//! use annals::{graph::ExportFormat, pipeline};
//!
//! # let settings = pipeline::Settings::default();
//! # let notes = pipeline::read_text("minutes.md", b"- Anna Bell approved the plan in 1921.", &settings);
//! let mut turtle = Vec::new();
//! pipeline::graph(&notes, &settings)?.export(ExportFormat::Turtle, &mut turtle)?;
//! assert!(String::from_utf8(turtle)?.contains("rdfs:label \"Anna Bell\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The version follows the program. What this page and `ARCHITECTURE.md` name is meant to last; the rest is there for the
//! program's own commands and may change with any release.
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
pub mod remote;
pub mod serve;
mod shown;
pub mod span;
pub mod statement;
pub mod timeline;
mod when;
