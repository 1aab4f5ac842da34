//! The words this stage speaks in: note, heading, claim, segment, citation.

use crate::{diagnostic::Diagnostic, span::Span};
use serde::Serialize;

/// Index of a heading in [`Note::headings`].
pub type HeadingId = usize;
/// Index of a claim in [`Note::claims`].
pub type ClaimId = usize;

/// One file of notes, read.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// The path as the user gave it (or as found below the folder given), with `/` between its parts.
    pub path: String,
    /// The text all spans of this note refer to: the decoded file, byte for byte.
    #[serde(skip)]
    pub text: String,
    /// Byte offset at which each line starts; line 1 is at index 0.
    #[serde(skip)]
    pub line_starts: Vec<usize>,
    /// `title` of the front matter, else the first heading of level 1, if any.
    pub title: Option<String>,
    /// Fields of the front matter, in order: key, readable value.
    pub front_matter: Vec<(String, String)>,
    /// Short forms with what they stand for, where the note defines them outside its text: `*[UN]: United Nations`.
    pub abbreviations: Vec<(String, String)>,
    /// Headings in reading order.
    pub headings: Vec<Heading>,
    /// Claims in reading order; a parent always stands before its children.
    pub claims: Vec<Claim>,
    /// What the author should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// A heading: the topic of the claims below it.
#[derive(Clone, Debug, Serialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub readable: Readable,
    /// The whole heading in the note.
    pub span: Span,
    /// The heading it stands under.
    pub parent: Option<HeadingId>,
}

/// The unit that says something: a list item's own text, a paragraph, a table row.
///
/// A nested item is evidence for, or a part of, its parent.
#[derive(Clone, Debug, Serialize)]
pub struct Claim {
    /// What kind of block it was.
    pub kind: ClaimKind,
    /// Its own text in the note, nested items excluded.
    pub span: Span,
    /// The claim it is nested in (a list item within a list item, a block quote under a paragraph or item).
    pub parent: Option<ClaimId>,
    /// The heading it stands under.
    pub heading: Option<HeadingId>,
    /// What it says, in order, cut where the speaker or the status of the words changes.
    pub segments: Vec<Segment>,
    /// The sources it cites, in order.
    pub citations: Vec<Citation>,
}

/// What kind of block a claim was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// Running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A block quote.
    BlockQuote,
    /// A row of a table: one [`SegmentKind::Cell`] segment per cell, empty cells included. Where a cell holds a
    /// speech or a quotation, its `Cell` segment keeps the author's words (often none), and the
    /// [`SegmentKind::Dialogue`] or [`SegmentKind::Quotation`] follows it (with prose after it, if any), before the next
    /// cell.
    TableRow,
    /// A value of the front matter that is prose (summary, description).
    FrontMatter,
}

/// A stretch of a claim that is all said in one voice.
#[derive(Clone, Debug, Serialize)]
pub struct Segment {
    /// Whose words these are.
    pub kind: SegmentKind,
    /// The words.
    pub readable: Readable,
}

/// Whose words a segment holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum SegmentKind {
    /// The author of the note speaks.
    Prose,
    /// A quotation that stands by itself: a code span holding prose, a block quote, or “…” that is the whole of an
    /// item or follows a label. Quotation marks *inside* a sentence stay in the prose (see [`Readable::quoted`]).
    Quotation,
    /// A line of dialogue, `Speaker: words`; the segment holds the words only.
    Dialogue {
        /// The speaker as written.
        speaker: String,
        /// Where the speaker's name stands in the note.
        speaker_span: Span,
    },
    /// `key:: value`, or a field of the front matter: the segment holds the value.
    Field {
        /// The key as written.
        key: String,
        /// Where the key stands in the note.
        key_span: Span,
    },
    /// Something that the author means to do or has done, `TODO Find the letters`; it says nothing of the world.
    Task,
    /// A cell of a table row.
    Cell {
        /// Counted from 0.
        column: usize,
        /// The readable text of the column's header.
        header: String,
    },
}

/// Text for reading, markup removed, that knows where each of its parts stands in the note.
///
/// Soft line breaks and runs of blanks have become one space, entities are decoded, emphasis marks are gone;
/// the label of a link that merely marks a citation (“link”, “source”, “1”) is gone, other labels stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Readable {
    /// The words.
    pub text: String,
    /// (offset in `text`, offset in the note), ascending: from each on, both run in step until the next entry.
    /// Where markup was left out or a character decoded, two entries share one offset in `text`: first where
    /// the text before the seam ends in the note, then where the text after it starts. The last entry is the end.
    #[serde(skip)]
    pub map: Vec<(usize, usize)>,
    /// Stretches of `text` set in emphasis, strong or ALL markup that signals a term or name.
    pub emphasis: Vec<Emphasis>,
    /// Stretches of `text` inside quotation marks (the marks themselves excluded).
    pub quoted: Vec<Span>,
    /// Stretches of `text` that are the label of a link, with its target.
    pub links: Vec<(Span, String)>,
}

/// An emphasised stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Emphasis {
    /// In [`Readable::text`].
    pub span: Span,
    /// `**strong**` rather than `*emphasis*`.
    pub strong: bool,
}

/// A source that a claim points to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The address, key or footnote text as written.
    pub target: String,
    /// The label of the link, empty when there is none.
    pub label: String,
    /// How it was written.
    pub kind: CitationKind,
    /// Where it stands in the note.
    pub span: Span,
    /// The segment of the claim it follows (index into [`Claim::segments`]), if any stands before it.
    pub after_segment: Option<usize>,
}

/// How a citation was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CitationKind {
    /// `[label](address)`, a reference link, an autolink or a bare address.
    Link,
    /// `[^1]`: the target is the footnote's readable text, or the address in it (then its text is the label); a
    /// footnote with several addresses gives as many citations.
    Footnote,
    /// A source named otherwise. `[see @key, p. 3]`: the target is `@key`, the label what stands around it.
    /// `[12]`, `(Gaddis 2005, p. 43)`, `Source: Gaddis, ch. 2`: the target is what stands there.
    Key,
}

impl Note {
    /// What the note is about, by its name: its title in the front matter, else the name of its file where that is written
    /// like a name (“Alan Turing.md”, but not `2024-notes.md`), else its title.
    #[must_use]
    pub fn page(&self) -> Option<&str> {
        let titled = self.front_matter.iter().find(|(key, value)| key == "title" && !value.is_empty());
        let file = self.path.rsplit('/').next().unwrap_or(&self.path);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let written = stem.starts_with(|c: char| c.is_alphabetic())
            && (stem.contains(' ') || stem.starts_with(char::is_uppercase));
        titled.map(|(_, value)| value.as_str()).or(Some(stem).filter(|_| written)).or(self.title.as_deref())
    }

    /// The line, counted from 1, on which the byte at `offset` stands.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset).max(1)
    }

    /// The offset in Unicode code points of a byte offset, as `oa:TextPositionSelector` wants it.
    #[must_use]
    pub fn code_point(&self, offset: usize) -> usize {
        self.text[..offset].chars().count()
    }
}
