//! A note → the passages to be read, each with its voice, its date and what it is about.
//!
//! A dated entry (“**April 17, 1961** - …”), a table row with a date column and a heading that is a date lend their
//! time to what they hold; a label before a quotation (“Resolution 82 “Calls upon …””) lends it its subject.

use super::field::Said;
use super::gazetteer::Gazetteer;
use super::headed::{HeadingDate, goes_on, goes_on_in, heading_dates, journal, opening_date, written};
use super::links::{Links, find_low};
use super::names::{self, Name};
use super::rows::Above;
use super::scene::When;
use super::terse::{self, Topic};
use super::{attribution, titles};
use crate::language::{Date, DateContext, Model, dates};
use crate::note::{Claim, ClaimId, ClaimKind, HeadingId, Note, Segment, SegmentKind, Works};
use crate::ontology::Ontology;
use crate::span::Span;
use std::collections::BTreeMap;

/// Whose words a passage holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Voicing {
    /// The author of the note.
    Author,
    /// A source that the note quotes.
    Source,
    /// Someone speaking in a dialogue or quoted by name; nobody who can be named where it is empty.
    Speaker(String),
}

/// A stretch of one segment that is read in one go.
#[derive(Clone, Debug)]
pub(super) struct Passage<'n> {
    pub(super) claim: ClaimId,
    pub(super) segment: usize,
    /// What is read: the segment's readable text from `offset` on.
    pub(super) text: &'n str,
    pub(super) offset: usize,
    pub(super) voicing: Voicing,
    pub(super) names: Vec<Name>,
    pub(super) context: DateContext,
    pub(super) when: Option<When>,
    /// Where it happened, as a cell beside it says.
    pub(super) place: Option<Topic<'n>>,
    /// The name before a quotation, with its words.
    pub(super) label: Option<(Vec<Name>, &'n str)>,
    pub(super) telegram: bool,
    /// A phrase without a verb says what the label names.
    pub(super) describes: bool,
    /// A cell of a table, which has no text before it.
    pub(super) in_table: bool,
    /// It is a value, and no sentence.
    pub(super) said: Option<Said>,
}

/// Parts a note into passages, in reading order.
pub(super) fn passages<'n>(
    note: &'n Note,
    gazetteer: &Gazetteer,
    ontology: &Ontology,
    model: &Model,
    (works, person): (Option<&Works>, Option<&Topic<'n>>),
) -> Vec<Passage<'n>> {
    let headings = heading_dates(note);
    let written = written(note);
    let (day, page) = (journal(note), note.page());
    let links = Links::of(note, gazetteer, works);
    let telegraphic = terse::is_telegraphic(note);
    let mut found: Vec<Passage<'n>> = Vec::new();
    let mut above = Above::default();
    let mut opened: BTreeMap<ClaimId, DateContext> = BTreeMap::new();
    let mut last: Option<(Option<HeadingId>, DateContext, Option<u8>)> = None;
    // Whose words the quotation before holds, as the words before it say; its paragraphs are claims of their own.
    let mut introduced: Option<&str> = None;
    for (id, claim) in note.claims.iter().enumerate() {
        let before = id.checked_sub(1).map(|before| &note.claims[before]);
        introduced = match before.filter(|_| claim.kind == ClaimKind::BlockQuote) {
            Some(before) if before.kind == ClaimKind::BlockQuote => introduced,
            Some(before) if before.heading == claim.heading => attribution::introduced(before, ontology),
            Some(_) | None => None,
        };
        let heading = claim.heading.map(|h| headings[h].clone()).unwrap_or_default();
        let carried = last.filter(|(h, c, month)| *h == claim.heading || goes_on(note, claim, (*h, *c, *month)));
        let carried = carried.map(|(_, c, _)| c).unwrap_or_default();
        // A date of the whole note is surer than the last one that some sentence looked back to.
        // What is nested in an item that opens with a date is of that year, whatever was looked back to between.
        let around = claim.parent.and_then(|parent| opened.get(&parent)).copied().unwrap_or_default();
        let carried = if around.year.is_some() && around.year != carried.year { around } else { carried };
        let context = [heading.context, written, carried].into_iter().find(|c| c.year.is_some()).unwrap_or_default();
        let context = DateContext { written: day, ..context };
        let heading_text = claim.heading.map(|h| note.headings[h].readable.text.as_str());
        let parent = claim.parent.map(|p| &note.claims[p]).filter(|p| p.kind == ClaimKind::ListItem);
        let parent_text = parent.and_then(|p| p.segments.first()).map(|s| s.readable.text.as_str());
        // What a note without headings is called, its claims are about.
        let titled = note.title.as_deref().filter(|title| heading_text.is_none_or(|text| text == *title));
        let titled = titled.or_else(|| page.filter(|_| heading_text.is_none()));
        let heading_text = titled.or(heading_text);
        let links = &links;
        let cut = Cut {
            note,
            telegraphic,
            gazetteer,
            ontology,
            model,
            claim,
            id,
            context,
            heading,
            heading_text,
            parent_text,
            introduced,
            page,
            person,
            links,
        };
        if let Some(own) = opening_date(claim, &context).or(Some(around)).filter(|own| own.year.is_some()) {
            opened.insert(id, own);
        }
        let new = if claim.kind == ClaimKind::TableRow { cut.row(&mut above) } else { cut.block() };
        if let Some(date) = new.iter().rev().find_map(|p| p.when.as_ref().map(|w| &w.date).filter(|d| !d.inherited)) {
            let after = DateContext::after(date).within(&context);
            last = Some((claim.heading, DateContext { day: None, ..after }, after.month));
        } else if let Some(date) = new.iter().rev().find_map(|p| goes_on_in(p.text, &p.context)) {
            let after = DateContext::after(&date).within(&context);
            last = Some((claim.heading, DateContext { month: None, day: None, ..after }, after.month));
        }
        found.extend(new);
    }
    found
}

/// One claim being cut into passages.
pub(super) struct Cut<'n, 'k> {
    pub(super) note: &'n Note,
    /// All of the note is written without articles.
    pub(super) telegraphic: bool,
    pub(super) gazetteer: &'k Gazetteer,
    pub(super) ontology: &'k Ontology,
    pub(super) model: &'k Model,
    pub(super) claim: &'n Claim,
    pub(super) id: ClaimId,
    pub(super) context: DateContext,
    pub(super) heading: HeadingDate,
    pub(super) heading_text: Option<&'n str>,
    /// The words of the item that this one is nested in.
    pub(super) parent_text: Option<&'n str>,
    /// Who speaks in this quotation, by the words before it.
    pub(super) introduced: Option<&'n str>,
    /// What the whole note is about, by its name.
    pub(super) page: Option<&'n str>,
    /// The person that the whole note is about.
    pub(super) person: Option<&'k Topic<'n>>,
    pub(super) links: &'k Links,
}

impl<'n> Cut<'n, '_> {
    /// A paragraph, item or quote.
    fn block(&self) -> Vec<Passage<'n>> {
        let mut passages: Vec<Passage<'n>> = Vec::new();
        let quoted = attribution::speaker(self.claim, self.gazetteer, self.ontology);
        let inherited = (self.claim.kind == ClaimKind::ListItem).then(|| self.heading.when.clone()).flatten();
        let inherited = self.date_beside().or(inherited);
        for (index, segment) in self.claim.segments.iter().enumerate() {
            match &segment.kind {
                SegmentKind::Task => continue,
                SegmentKind::Field { key, key_span } => {
                    passages.extend(self.field(index, segment, key, *key_span));
                    continue;
                }
                SegmentKind::Prose => {
                    if let Some(said) = self.labelled(index, segment) {
                        passages.push(said);
                        continue;
                    }
                }
                _ => {}
            }
            let mut passage = self.passage(index, segment, inherited.clone());
            if let Some((at, speaker)) = &quoted {
                if *at == index && segment.kind == SegmentKind::Prose {
                    continue;
                }
                if segment.kind == SegmentKind::Quotation {
                    passage.voicing = Voicing::Speaker((*speaker).to_owned());
                }
            }
            if let (None, Some(speaker), SegmentKind::Quotation) = (&quoted, self.introduced, &segment.kind) {
                passage.voicing = Voicing::Speaker(speaker.to_owned());
            }
            if segment.kind == SegmentKind::Quotation {
                passage.label = Self::label_before(&passages);
            }
            if segment.kind == SegmentKind::Prose && index == 0 {
                if !self.take_report(&mut passage) {
                    self.take_lead(&mut passage);
                    self.take_report(&mut passage);
                }
            } else {
                // “2 Oct – … / 7 Oct – …”: a line may have a date of its own; else that of the line before goes on.
                passage.when = passages.last().and_then(|p| p.when.clone()).or(passage.when);
                if segment.kind == SegmentKind::Prose {
                    self.take_lead(&mut passage);
                }
            }
            let item = segment.kind == SegmentKind::Prose && self.claim.kind == ClaimKind::ListItem;
            if item {
                let low = passage.text.trim_start().starts_with(char::is_lowercase);
                let ended = passage.text.trim_end().ends_with(['.', '!', '?']);
                passage.telegram |= (low || terse::is_terse(passage.text)) && (!ended || self.telegraphic);
            }
            // A vault in lower case leaves out whom its page is about in running text too.
            let low =
                self.links.any() && segment.kind == SegmentKind::Prose && passage.text.starts_with(char::is_lowercase);
            if passage.label.is_none() && (item || passage.telegram || low) && passage.voicing == Voicing::Author {
                passage.label = self.topic().filter(|_| !self.tells_of_parent(passage.text));
            }
            let prose = segment.kind == SegmentKind::Prose && self.claim.kind == ClaimKind::Paragraph;
            if passage.label.is_none() && prose && passage.voicing == Voicing::Author {
                passage.label = self.whom();
            }
            if item && passage.voicing == Voicing::Author && terse::is_line(passage.text) {
                passages.extend(self.line(passage));
            } else {
                passages.push(passage);
            }
        }
        passages
    }

    /// `Duclert commission, March 2021: France bears …` is what a report says.
    fn take_report(&self, passage: &mut Passage<'n>) -> bool {
        let Some((speaker, words)) = attribution::report(passage.text, self.ontology) else { return false };
        passage.voicing = Voicing::Speaker(speaker.to_owned());
        passage.offset += words.start;
        passage.text = &passage.text[words];
        passage.names = self.names(passage.text);
        true
    }

    /// A line of notes in its pieces: a first one that is a name says whom the others are about, one that is a date says
    /// when.
    fn line(&self, whole: Passage<'n>) -> Vec<Passage<'n>> {
        let text = whole.text;
        let mut pieces = terse::pieces(text);
        let mut topic = None;
        if let Some((label, rest)) = terse::colon(text).filter(|_| pieces.len() == 1)
            && let Some(name) = terse::whole_name(&text[label], self.gazetteer, self.ontology)
        {
            (topic, pieces) = (Some(name), vec![rest]);
        } else if pieces.len() > 1
            && let Some(name) = terse::whole_name(&text[pieces[0].clone()], self.gazetteer, self.ontology)
        {
            topic = Some(name);
            pieces.remove(0);
        }
        if pieces.len() < 2 && topic.is_none() {
            return vec![whole];
        }
        let date = |piece: &std::ops::Range<usize>| dates::read_cell(&text[piece.clone()], &whole.context);
        let when = pieces.iter().find_map(|piece| Some((piece.clone(), date(piece)?)));
        let when = when.map(|(piece, date)| When { date, text: text[piece].to_owned(), inherited: true });
        let describes = topic.is_some();
        if describes {
            pieces = pieces.into_iter().flat_map(|piece| terse::at_participles(text, piece)).collect();
        }
        let parted = pieces.clone();
        let cut = |piece: std::ops::Range<usize>| {
            // “X attacks -> *hanged* 8 April”, “partition 1905 -> boycott; *reversed* 1911”: not of what the notes are about.
            let before = parted.iter().take_while(|p| p.start < piece.start).last().filter(|_| !describes);
            let own_subject = before.map(|p| terse::bare_subject(&text[p.clone()], &text[piece.clone()]));
            let label = match (own_subject, before) {
                (Some(terse::Bare::OfName), Some(p)) => {
                    let text = &text[p.clone()];
                    let name = self.names(text).into_iter().find(|name| name.span.start == 0);
                    name.map(|name| {
                        let words = name.span.of(text);
                        (vec![name], words)
                    })
                }
                (Some(terse::Bare::Unknown), _) => None,
                _ => topic.clone().or_else(|| whole.label.clone()),
            };
            // “12 July: Castillo shot; *13 July* Calvo Sotelo murdered”: a piece may open with a date of its own.
            let own = dates::find(&text[piece.clone()], &whole.context).into_iter().next();
            let own = own.filter(|(span, _)| span.start == 0 && text[piece.clone()][span.end..].starts_with(' '));
            let start = piece.start + own.as_ref().map_or(0, |(span, _)| span.end + 1);
            let own =
                own.map(|(span, date)| When { date, text: span.of(&text[piece.clone()]).to_owned(), inherited: true });
            Passage {
                text: &text[start..piece.end],
                offset: whole.offset + start,
                names: self.names(&text[start..piece.end]),
                when: own.or_else(|| when.clone()).or_else(|| whole.when.clone()),
                label,
                telegram: true,
                describes,
                ..whole.clone()
            }
        };
        pieces.into_iter().filter(|piece| date(piece).is_none()).map(cut).collect()
    }

    /// A segment that is a name and nothing else labels the quotation after it.
    fn label_before(before: &[Passage<'n>]) -> Option<(Vec<Name>, &'n str)> {
        let last = before.last()?;
        let rest = last.text.trim().trim_end_matches([':', '-', '–', '—', ',']).trim_end();
        let [name] = last.names.as_slice() else { return None };
        (name.span.len() + 4 >= rest.len()).then(|| (last.names.clone(), name.span.of(last.text)))
    }

    /// “**April 17, 1961** - text”: the date is taken off the text and given to all of it.
    fn take_lead(&self, passage: &mut Passage<'n>) {
        let Some((span, date)) = dates::find(passage.text, &passage.context).into_iter().next() else { return };
        let before = passage.text[..span.start].trim();
        let after = &passage.text[span.end..];
        let Some(gap) = separator(after) else { return };
        // “Gandhi-Irwin Pact 5 Mar 1931: …” dates the pact, not what follows.
        if !self.names(before).is_empty() && self.claim.kind == ClaimKind::ListItem {
            return;
        }
        if before.split_whitespace().count() > 5 || before.contains(['.', ';', '!']) || after[gap..].trim().is_empty() {
            return;
        }
        let text = passage.text[..span.end].trim().to_owned();
        passage.context = DateContext::after(&date).within(&passage.context);
        passage.when = Some(When { date, text, inherited: true });
        let cut = span.end + gap;
        passage.offset += cut;
        passage.text = &passage.text[cut..];
        passage.names = self.names(passage.text);
        passage.telegram = terse::is_terse(passage.text);
    }

    pub(super) fn names(&self, text: &str) -> Vec<Name> {
        let find = if self.links.low() { find_low } else { names::find };
        self.links.among(text, find(text, self.gazetteer, self.ontology))
    }

    pub(super) fn passage(&self, index: usize, segment: &'n Segment, when: Option<When>) -> Passage<'n> {
        let voicing = match &segment.kind {
            SegmentKind::Prose | SegmentKind::Task | SegmentKind::Field { .. } | SegmentKind::Cell { .. } => {
                Voicing::Author
            }
            SegmentKind::Quotation => Voicing::Source,
            SegmentKind::Dialogue { speaker, .. } => Voicing::Speaker(speaker.clone()),
        };
        let text = match voicing {
            Voicing::Source => attribution::without(segment.readable.text.as_str()),
            Voicing::Author | Voicing::Speaker(_) => segment.readable.text.as_str(),
        };
        let titled = matches!(voicing, Voicing::Author | Voicing::Source) && text.len() == segment.readable.text.len();
        let names = if titled { titles::with_titles(self.names(text), &segment.readable) } else { self.names(text) };
        Passage {
            claim: self.id,
            segment: index,
            text,
            offset: 0,
            voicing,
            names,
            context: self.context,
            when,
            place: None,
            label: None,
            telegram: false,
            describes: false,
            in_table: false,
            said: None,
        }
    }
}

/// The length of what parts a leading date from the text: “ - ”, “: ”, “ – ”.
fn separator(after: &str) -> Option<usize> {
    let trimmed = after.trim_start();
    let mark = trimmed.chars().next()?;
    let rest = &trimmed[mark.len_utf8()..];
    let parts = matches!(mark, '-' | '–' | '—' | ':' | '|') && rest.starts_with([' ', ' ']);
    parts.then(|| after.len() - rest.trim_start().len())
}

impl Passage<'_> {
    /// Where a stretch of the passage stands in the note.
    pub(super) fn source(&self, note: &Note, span: Span) -> Span {
        let readable = &note.claims[self.claim].segments[self.segment].readable;
        readable.source(Span::new(span.start + self.offset, span.end + self.offset))
    }

    /// The date as said above the clause.
    pub(super) fn date(&self) -> Option<&Date> {
        self.when.as_ref().map(|w| &w.date)
    }
}
