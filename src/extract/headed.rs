//! What headings and the front matter say about the time of what stands below them.

use super::scene::When;
use crate::language::{DateContext, dates};
use crate::note::{JOURNAL, Note};

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
