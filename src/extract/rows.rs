//! A row of a table → passages: a column of dates dates the others, a column of names says whom the row is about.
//! What a row leaves empty there, it has from the row above.

use super::field::Said;
use super::passage::{Cut, Passage, Voicing};
use super::scene::When;
use super::terse::{self, Topic};
use crate::language::{DateContext, dates};
use crate::note::{Segment, SegmentKind};
use crate::ontology::fold;
use crate::span::Span;

/// What a row leaves to the rows below it.
#[derive(Clone, Debug, Default)]
pub(super) struct Above<'n> {
    headers: Vec<&'n str>,
    when: Option<When>,
    name: Option<Topic<'n>>,
}

impl<'n> Cut<'n, '_> {
    /// A row of a table: the date column dates the other cells.
    pub(super) fn row(&self, above: &mut Above<'n>) -> Vec<Passage<'n>> {
        let headers: Vec<&str> = self.claim.segments.iter().filter_map(header).collect();
        if above.headers != headers {
            *above = Above { headers, ..Above::default() };
        }
        let mut when = self.heading.when.clone();
        let mut dated = None;
        for (index, segment) in self.claim.segments.iter().enumerate() {
            let Some(header) = header(segment) else { continue };
            let is_date_column = self.ontology.has_word("date-field", &fold(header));
            let text = segment.readable.text.trim();
            if (is_date_column || (index == 0 && dated.is_none()))
                && let Some(date) = dates::read_cell(text, &self.context)
            {
                when = Some(When { date, text: text.to_owned(), inherited: true });
                dated = Some(index);
            } else if is_date_column {
                // Where a heading says when, an empty cell says no more than that.
                when = when.or_else(|| above.when.as_ref().filter(|_| text.is_empty()).and_then(coarser));
                dated = Some(index);
            }
        }
        above.when.clone_from(&when);
        let named = self.row_name(dated, above);
        above.name = named.as_ref().map(|(_, name)| name.clone());
        let place = self.row_place().filter(|_| named.is_none());
        let mut passages = Vec::new();
        for (index, segment) in self.claim.segments.iter().enumerate() {
            if place.as_ref().is_some_and(|(at, _)| *at == index) {
                continue;
            }
            if named.as_ref().is_some_and(|(at, _)| *at == index) {
                continue;
            }
            if Some(index) == dated || segment.readable.text.trim().is_empty() {
                continue;
            }
            let mut passage = self.passage(index, segment, when.clone());
            if let Some(when) = &passage.when {
                passage.context = DateContext::after(&when.date).within(&self.context);
            }
            passage.telegram = !passage.text.trim_end().ends_with('.');
            passage.in_table = true;
            passage.place = place.as_ref().map(|(_, place)| place.clone());
            if let Some((at, name)) = &named {
                passage.label = Some(name.clone());
                passage.describes = true;
                passage.said = self.cell(*at, segment, &passage.context);
            }
            self.take_speaker(&mut passage);
            passages.push(passage);
        }
        passages
    }

    /// A cell that holds a date, a number or names states what its header says of whom the row is about.
    fn cell(&self, name: usize, segment: &Segment, context: &DateContext) -> Option<Said> {
        let key = header(segment).filter(|header| !header.trim().is_empty())?;
        let place = |segment: &Segment| segment.readable.source(Span::new(0, segment.readable.text.len()));
        let (named, own) = (&self.claim.segments[name], place(segment));
        let evidence = if named.readable.text.trim().is_empty() { own } else { own.cover(place(named)) };
        Said::cell(key, &segment.readable, evidence, context, self.means())
    }

    /// “Event | Place”: the cell that says where what its row tells of happened.
    fn row_place(&self) -> Option<(usize, Topic<'n>)> {
        let is_place = |header: &str| self.ontology.has_word("place-field", &fold(header));
        let mut cells = self.claim.segments.iter().enumerate();
        let (index, cell) = cells.find(|(_, segment)| header(segment).is_some_and(is_place))?;
        Some((index, terse::whole_name(&cell.readable.text, self.gazetteer, self.ontology)?))
    }

    /// “Name | Role”: the first cell, when a name is all of it and its column is one of names, says whom its row is about.
    fn row_name(&self, dated: Option<usize>, above: &Above<'n>) -> Option<(usize, Topic<'n>)> {
        let cells = self.claim.segments.iter().enumerate().filter(|(index, _)| Some(*index) != dated);
        let (index, first) = cells.into_iter().next()?;
        let folded = fold(header(first)?);
        let named = folded.split('-').any(|word| self.ontology.has_word("name-header", word));
        let cue = |word: &str| self.ontology.class_for_cue(word).is_some();
        let classed = folded.split('-').any(|word| cue(word) || word.strip_suffix('s').is_some_and(cue));
        let text = first.readable.text.trim();
        let name = match text.is_empty() {
            true => above.name.clone(),
            false => {
                // “[[h-10]]”: what is linked is a name in a vault of lower case too.
                let linked = || {
                    let names = self.names(text);
                    let whole = matches!(names.as_slice(), [name] if name.span.of(text) == text);
                    whole.then_some((names, text))
                };
                terse::whole_name(&first.readable.text, self.gazetteer, self.ontology).or_else(linked)
            }
        };
        // “Battle | Year”: a column of things of one kind, unless its cells are sentences.
        let whole = |words: &str| words.len() + 2 >= text.len() || text.ends_with(')');
        name.filter(|(_, words)| named || (classed && whole(words))).map(|name| (index, name))
    }

    /// `Kissinger: “…”` in a cell is speech.
    fn take_speaker(&self, passage: &mut Passage<'n>) {
        let Some((speaker, words)) = passage.text.split_once(": ") else { return };
        let quoted = words.trim_start().starts_with(['"', '“']);
        if quoted && speaker.split_whitespace().count() <= 5 && speaker.starts_with(char::is_uppercase) {
            passage.voicing = Voicing::Speaker(speaker.to_owned());
            let cut = speaker.len() + 2;
            passage.offset += cut;
            passage.text = &passage.text[cut..];
            passage.names = self.names(passage.text);
        }
    }
}

/// What a date says of the row below that has none: the same, but a day is only that of its own row.
fn coarser(when: &When) -> Option<When> {
    let known = DateContext::after(&when.date);
    let year = known.year.filter(|_| known.month.is_some());
    match year.map(|year| year.to_string()) {
        Some(year) => dates::read_cell(&year, &DateContext::default()).map(|date| When { date, ..when.clone() }),
        None => Some(when.clone()),
    }
}

/// The header of a cell.
fn header(segment: &Segment) -> Option<&str> {
    match &segment.kind {
        SegmentKind::Cell { header, .. } => Some(header),
        _ => None,
    }
}
