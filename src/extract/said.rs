//! Fields of a claim → passages that are values: of whom they are said, and what they say of the sentence beside them.

use super::field::{Means, Said};
use super::names::{Name, Referent};
use super::passage::{Cut, Passage};
use super::scene::When;
use super::terse::{self, Topic};
use crate::language::dates;
use crate::note::{ClaimKind, Readable, Segment, SegmentKind};
use crate::span::Span;

/// A label of more words is a sentence.
const LONGEST_LABEL: usize = 4;

impl<'n> Cut<'n, '_> {
    /// `The bombe was built. [year:: 1940]`: when the sentence beside a field happened.
    pub(super) fn date_beside(&self) -> Option<When> {
        self.prose()?;
        let date = |segment: &Segment| {
            let SegmentKind::Field { key, .. } = &segment.kind else { return None };
            let text = segment.readable.text.trim();
            let told = self.ontology.has_word("date-field", &key.to_lowercase());
            let date = dates::read_cell(text, &self.context).filter(|_| told)?;
            Some(When { date, text: text.to_owned(), inherited: true })
        };
        self.claim.segments.iter().find_map(date)
    }

    /// The words of the claim beside its fields.
    fn prose(&self) -> Option<&'n str> {
        let prose = |segment: &&Segment| segment.kind == SegmentKind::Prose;
        self.claim.segments.iter().find(prose).map(|segment| segment.readable.text.trim())
    }

    /// A field, with whom it is about: whom its item names, the item above, or the page.
    pub(super) fn field(
        &self,
        index: usize,
        segment: &'n Segment,
        key: &'n str,
        key_span: Span,
    ) -> Option<Passage<'n>> {
        let about_note = |set: &str| self.ontology.has_word(set, &key.to_lowercase());
        let beside = self.prose();
        if about_note("alias-field") || about_note("class-field") {
            return None;
        }
        let dates_it = about_note("date-field") || about_note("place-field");
        let subject = match beside {
            _ if dates_it => return None,
            Some(text) => self.whole(text)?,
            None if self.claim.kind == ClaimKind::ListItem => {
                self.parent_text.and_then(|text| self.whole(text)).or_else(|| self.page_topic())?
            }
            None => self.page_topic()?,
        };
        let readable = &segment.readable;
        let value = readable.source(Span::new(0, readable.text.len()));
        // An arrow of a canvas stands apart from the cards that it ties.
        let evidence = if value.start >= key_span.end { key_span.cover(value) } else { key_span };
        let in_front = self.claim.kind == ClaimKind::FrontMatter;
        let said = Said::field(key, readable, evidence, in_front, &self.context, self.means())?;
        Some(Passage { label: Some(subject), said: Some(said), ..self.passage(index, segment, None) })
    }

    /// A line that opens with a label whose meaning is known, “**Born:** 9 May 1898, Breslau”, where the heading above names
    /// whom it is about: a field in all but its mark.
    pub(super) fn labelled(&self, index: usize, segment: &'n Segment) -> Option<Passage<'n>> {
        let readable = &segment.readable;
        let (key, value) = readable.text.split_once(':')?;
        let (key, value) = (key.trim(), value.trim());
        let marked = readable.emphasis.iter().any(|e| e.strong && e.span.start == 0 && e.span.end + 1 >= key.len());
        let short = key.split(' ').count() <= LONGEST_LABEL && !value.contains(". ");
        if value.is_empty() || !short || !(marked || self.claim.kind == ClaimKind::ListItem) {
            return None;
        }
        let subject = self.topic()?;
        let value = Readable { text: value.to_owned(), map: Vec::new(), ..Readable::default() };
        let whole = readable.source(Span::new(0, readable.text.len()));
        let said = Said::line(key, &value, whole, &self.context, self.means())?;
        Some(Passage { label: Some(subject), said: Some(said), ..self.passage(index, segment, None) })
    }

    /// What fields and cells are read with.
    pub(super) fn means(&self) -> Means<'_> {
        Means { ontology: self.ontology, gazetteer: self.gazetteer, model: self.model }
    }

    fn whole(&self, text: &'n str) -> Option<Topic<'n>> {
        terse::whole_name(text, self.gazetteer, self.ontology)
    }

    fn page_topic(&self) -> Option<Topic<'n>> {
        let page = self.page?;
        let unknown = || {
            let span = Span::new(0, page.len());
            (vec![Name { span, referents: vec![Referent::New(page.to_owned())], alias: None }], page)
        };
        Some(self.whole(page).unwrap_or_else(unknown))
    }
}
