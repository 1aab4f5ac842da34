//! Markdown → claims, quotations and citations, each with its span.
//!
//! In comes the text of one file; out comes a [`Note`]: its headings, and its claims as a tree in
//! reading order. This stage knows Markdown and note-taking habits (among them a few words by which
//! note-takers label things, in `habits`); it knows no grammar and no ontology. It opens no file and
//! cannot fail: what cannot be read becomes a diagnostic.
//!
//! What happens to the bytes, in order:
//!
//! 1. `decode`: bytes become text; byte-order marks, NUL bytes and wrong encodings are dealt with.
//! 2. `front`: front matter is split off.
//! 3. `instructions`, `mask`: comments and instructions to programs are blanked, so that Markdown is read as if they were
//!    not there.
//! 4. `markdown`: the parser's events become blocks, and blocks become claims (`blocks`,
//!    `headings`, `lists`, `tables`, `verbatim`).
//! 5. `inlines`, `ink`: the characters of one block, each with its place in the note; `scan` finds in them what
//!    Markdown itself does not know (bare addresses, citation keys, wikilinks); `settle` makes of them readable text.
//! 6. `voice`: a block's text is cut where the speaker changes, or where its lines stand for themselves (`lines`); `dialogue`
//!    recognises speakers, `quotes` quotation marks, `sources` sources named in words.

mod bibliography;
mod blocks;
mod canvas;
mod code;
mod containers;
mod decode;
mod definitions;
mod dialogue;
mod fields;
mod footnotes;
mod front;
mod habits;
mod headings;
mod html;
mod html_blocks;
mod ink;
mod inlines;
mod instructions;
mod labels;
mod lines;
mod lists;
mod markdown;
mod marks;
mod mask;
mod numbered;
mod outline;
mod quotes;
mod readable;
mod scan;
mod settle;
mod silent;
mod sources;
mod tables;
mod titles;
mod types;
mod verbatim;
mod voice;

pub use bibliography::{Work, Works, read_bibliography};
pub use markdown::{JOURNAL, read};
pub use outline::outline;
pub use types::{
    Citation, CitationKind, Claim, ClaimId, ClaimKind, Emphasis, Heading, HeadingId, Note, Readable, Segment,
    SegmentKind,
};
