//! Markdown → claims, quotations and citations, each with its span.
//!
//! In comes the text of one file; out comes a [`Note`]: its headings, and its claims as a tree in
//! reading order. This stage knows Markdown and note-taking habits; it knows no English, no ontology.

mod types;

pub use types::{
    Citation, CitationKind, Claim, ClaimId, ClaimKind, Emphasis, Heading, HeadingId, Note, Readable, Segment,
    SegmentKind,
};
