//! Notes as the graph keeps them: their text, and where in it what was read.

use super::{
    Store, StoreError, literal,
    reader::{Lookup, node_of, subject_of, text_of},
    vocabulary::{an, reused},
};
use oxigraph::model::{NamedNode, NamedNodeRef, vocab::rdf};

/// A note without its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoteEntry {
    /// The path it was read from.
    pub path: String,
    /// Its title, or its path.
    pub title: String,
    /// Full IRI.
    pub iri: String,
    /// How many sentences, items and rows say something.
    pub passages: usize,
    /// Of how many of them at least one claim was read.
    pub passages_read: usize,
}

/// A stretch of a note that claims were read from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Full IRIs of the claims, sorted.
    pub claims: Vec<String>,
}

impl Store {
    /// All notes, by path.
    ///
    /// # Errors
    /// When the database fails.
    pub fn notes(&self) -> Result<Vec<NoteEntry>, StoreError> {
        let notes = self.pattern(None, Some(rdf::TYPE), Some(an::NOTE.into()))?;
        let mut all = Vec::new();
        for note in notes.into_iter().filter_map(subject_of) {
            all.extend(self.note_entry(&note)?);
        }
        all.sort_unstable();
        Ok(all)
    }

    /// The note that was read from this path. The path is looked up in the graph and nowhere else.
    ///
    /// # Errors
    /// When the database fails.
    pub fn note_at(&self, path: &str) -> Result<Option<NoteEntry>, StoreError> {
        let path = literal::plain(path);
        let found = self.pattern(None, Some(an::PATH), Some(path.as_ref().into()))?;
        let mut nodes: Vec<NamedNode> = found.into_iter().filter_map(subject_of).collect();
        nodes.sort_unstable();
        nodes.first().map_or(Ok(None), |node| self.note_entry(node))
    }

    /// The note with this IRI; `None` when that is no note.
    ///
    /// # Errors
    /// When the database fails.
    pub fn note_with(&self, iri: &str) -> Result<Option<NoteEntry>, StoreError> {
        NamedNode::new(iri).map_or(Ok(None), |node| self.note_entry(&node))
    }

    fn note_entry(&self, note: &NamedNode) -> Result<Option<NoteEntry>, StoreError> {
        let text = |predicate: NamedNodeRef<'_>| {
            self.values(note.as_ref(), predicate).map(|values| values.first().map(text_of))
        };
        let count = |predicate| text(predicate).map(|text| text.and_then(|text| text.parse().ok()).unwrap_or(0));
        let Some(path) = text(an::PATH)? else { return Ok(None) };
        Ok(Some(NoteEntry {
            title: text(reused::DCT_TITLE)?.unwrap_or_else(|| path.clone()),
            path,
            iri: note.as_str().to_owned(),
            passages: count(an::PASSAGES)?,
            passages_read: count(an::PASSAGES_READ)?,
        }))
    }

    /// The text of a note, as it was when it was read.
    ///
    /// # Errors
    /// When the database fails.
    pub fn text_of_note(&self, note: &NoteEntry) -> Result<String, StoreError> {
        let Ok(node) = NamedNode::new(note.iri.as_str()) else { return Ok(String::new()) };
        Ok(self.values(node.as_ref(), an::TEXT)?.first().map(text_of).unwrap_or_default())
    }

    /// Where between two code points of a note claims were read, in order; a wider stretch before those within it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn stretches(&self, note: &NoteEntry, from: usize, to: usize) -> Result<Vec<Stretch>, StoreError> {
        let Ok(node) = NamedNode::new(note.iri.as_str()) else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for span in self.pointing(reused::OA_HAS_SOURCE, node.as_ref())? {
            let start = self.values(span.as_ref(), reused::OA_START)?;
            let Some(start) = start.first().and_then(|start| text_of(start).parse::<usize>().ok()) else { continue };
            if !(from..to).contains(&start) {
                continue;
            }
            let words = self.values(span.as_ref(), reused::OA_EXACT)?;
            let length = words.first().map_or(0, |words| text_of(words).chars().count());
            let mut claims = Vec::new();
            for claim in self.pointing(reused::PROV_WAS_DERIVED_FROM, span.as_ref())? {
                // A quotation is derived from its span, too.
                if self.values(claim.as_ref(), rdf::PREDICATE)?.into_iter().find_map(node_of).is_some() {
                    claims.push(claim.into_string());
                }
            }
            if !claims.is_empty() {
                claims.sort_unstable();
                found.push(Stretch { start, end: start + length, claims });
            }
        }
        found.sort_by(|one, other| (one.start, other.end).cmp(&(other.start, one.end)));
        Ok(found)
    }
}
