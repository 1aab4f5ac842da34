//! What headings and the front matter say about the time of what stands below them.

use super::scene::When;
use crate::language::{Date, DateContext, dates};
use crate::note::{Claim, ClaimKind, HeadingId, JOURNAL, Note};

/// When the note says it was written, in its front matter.
pub(super) fn written(note: &Note) -> DateContext {
    let date = note.front_matter.iter().find(|(key, _)| key.eq_ignore_ascii_case("date"));
    let read = date.and_then(|(_, value)| dates::read_cell(value.get(..10).unwrap_or(value), &DateContext::default()));
    read.and_then(|d| DateContext::after(&d).year).map(DateContext::of_year).unwrap_or_default()
}

/// The day of which the note is a journal.
pub(super) fn journal(note: &Note) -> Option<(i32, u8, u8)> {
    let (_, day) = note.front_matter.iter().find(|(key, _)| key == JOURNAL)?;
    let date = DateContext::after(&dates::read_cell(day, &DateContext::default())?);
    date.year.zip(date.month).zip(date.day).map(|((year, month), day)| (year, month, day))
}

/// What a heading and those above it say about time.
#[derive(Clone, Debug, Default)]
pub(super) struct HeadingDate {
    pub(super) context: DateContext,
    /// The heading is a date and nothing else.
    pub(super) when: Option<When>,
}

pub(super) fn heading_dates(note: &Note) -> Vec<HeadingDate> {
    let mut found: Vec<HeadingDate> = Vec::new();
    for heading in &note.headings {
        let text = &heading.readable.text;
        let above = heading.parent.and_then(|p| found.get(p)).cloned().unwrap_or_default();
        // “1973 (Post-Coup)”: what stands in brackets behind a date does not change it.
        let bare = text.split(" (").next().unwrap_or(text);
        let whole = dates::read_cell(text, &above.context).or_else(|| dates::read_cell(bare, &above.context));
        let inside = || dates::find(text, &above.context).into_iter().map(|(_, d)| d).next_back();
        let context =
            whole.clone().or_else(inside).map_or(above.context, |d| DateContext::after(&d).within(&above.context));
        let when = whole.map(|date| When { date, text: text.clone(), inherited: true }).or(above.when);
        found.push(HeadingDate { context, when });
    }
    found
}

/// The date that an item opens with.
pub(super) fn opening_date(claim: &Claim, context: &DateContext) -> Option<DateContext> {
    let text = claim.segments.first()?.readable.text.trim_start();
    let (span, date) = dates::find(text, context).into_iter().next()?;
    (claim.kind == ClaimKind::ListItem && span.start == 0).then(|| DateContext {
        month: None,
        day: None,
        ..DateContext::after(&date)
    })
}

/// Whether a list goes on in the year of the one before it, under the heading before: its days come no earlier.
pub(super) fn goes_on(
    note: &Note,
    claim: &Claim,
    (heading, context, month): (Option<HeadingId>, DateContext, Option<u8>),
) -> bool {
    let level = |heading: Option<HeadingId>| heading.map(|h| (note.headings[h].level, note.headings[h].parent));
    let siblings = claim.kind == ClaimKind::ListItem && level(heading) == level(claim.heading);
    let (Some(month), Some(segment)) = (month.filter(|_| siblings), claim.segments.first()) else { return false };
    let first = dates::find(&segment.readable.text, &context).into_iter().next();
    first.is_some_and(|(_, date)| DateContext::after(&date).month.is_some_and(|own| own >= month))
}

/// The date in which what follows a text goes on: the last one in it that is told of, and not only mentioned (“the
/// constitution of 1946”, “cables that were declassified in 1991”).
pub(super) fn goes_on_in(text: &str, context: &DateContext) -> Option<Date> {
    /// So many years on or back is another story, unless a sentence opens with it.
    const FAR: i32 = 6;
    let mut year = context.year;
    let mut last = None;
    for (span, date) in dates::find(text, context) {
        let told = DateContext::after(&date);
        let before = &text[..span.start];
        let sentence = before.rfind(['.', ';', ':', '\n']).map_or(before, |end| &before[end + 1..]);
        let inside = sentence.split_whitespace().count() > 2;
        let far = told.year.zip(year).is_some_and(|(told, year)| (told - year).abs() >= FAR);
        let mentioned = told.month.is_none() && (before.trim_end().ends_with(" of") || far && inside);
        if !mentioned || last.is_none() && year.is_none() {
            year = told.year.or(year);
            last = Some(date);
        }
    }
    last
}
