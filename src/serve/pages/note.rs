//! A note as it was written, what was read from it marked in the text and told in the margin; and the list of all notes.
//!
//! The text is the graph's own copy: no path leads to a file. Of a long note a part is shown at a time.

use super::{
    super::{Problem, Site},
    asked::Asked,
    frame::{Data, Page},
    links,
    margin::{Line, Mark, line},
    parts, said, unknown,
};
use crate::graph::{NoteEntry, Store, StoreError};
use axum::extract::State;
use maud::{Markup, html};
use std::{collections::BTreeSet, ops::Range};

/// Characters of a note that are shown at a time, more or less: to the end of a line.
const PART: usize = 40_000;
/// Notes listed at a time.
const MOST_NOTES: usize = 300;

/// A note.
pub(super) async fn note(State(site): State<Site>, asked: Asked) -> Result<Markup, Problem> {
    site.read(move |_, generation| {
        let path = asked.raw("path").unwrap_or_default();
        let store = &generation.store;
        let note = store.note_at(path)?.ok_or_else(|| unknown("note", path))?;
        let text: Vec<char> = store.text_of_note(&note)?.chars().collect();
        let lines = lines(&text);
        let parts = into_parts(&lines);
        let wanted = asked.number("line").unwrap_or(1) - 1;
        let at = parts.iter().position(|part| part.contains(&wanted)).unwrap_or(0);
        let shown = parts.get(at).cloned().unwrap_or(0..0);
        let page = Page {
            title: &note.title,
            data: Data::of(&note.iri),
            scripts: &["note.js"],
            part: "/notes",
            ..Page::default()
        };
        Ok(page.around(&html! {
            p.kicker { a href="/notes" { "Notes" } }
            h1 { (said(&note.title)) }
            p.aside {
                code { (said(&note.path)) } " · " (parts::count(lines.len(), "line")) " · something was read from "
                (parts::grouped(note.passages_read)) " of its " (parts::count(note.passages, "passage"))
            }
            (parts::stances())
            (ways(&note, &lines, &parts, at))
            article.note aria-label="The note as written" {
                @for line in marked(store, &note, &text, &lines, &shown)? { (line) }
            }
            (ways(&note, &lines, &parts, at))
        }))
    })
    .await
}

/// Ways to the other parts of a long note.
fn ways(note: &NoteEntry, lines: &[Range<usize>], parts: &[Range<usize>], at: usize) -> Markup {
    html! {
        @if parts.len() > 1 {
            nav.pages aria-label="Parts of the note" {
                @if at > 0 { a rel="prev" href=(links::line(&note.path, parts[at - 1].start + 1)) { "Earlier lines" } }
                span { "Lines " (parts[at].start + 1) " to " (parts[at].end) " of " (parts::grouped(lines.len())) }
                @if at + 1 < parts.len() { a rel="next" href=(links::line(&note.path, parts[at + 1].start + 1)) { "Later lines" } }
            }
        }
    }
}

/// The lines of a part, each with what was read from it.
fn marked(
    store: &Store,
    note: &NoteEntry,
    text: &[char],
    lines: &[Range<usize>],
    shown: &Range<usize>,
) -> Result<Vec<Markup>, StoreError> {
    let (from, to) = match lines.get(shown.clone()) {
        Some([first, .., last]) => (first.start, last.end + 1),
        Some([only]) => (only.start, only.end + 1),
        _ => return Ok(Vec::new()),
    };
    let stretches = store.stretches(note, from, to)?;
    let claims: BTreeSet<String> = stretches.iter().flat_map(|stretch| stretch.claims.iter().cloned()).collect();
    let rows = store.claims_with(&claims)?;
    let marks: Vec<Mark<'_>> =
        stretches.iter().enumerate().map(|(at, stretch)| Mark::new(at + 1, stretch, &rows)).collect();
    let number = |at: &usize| shown.start + at + 1;
    Ok(lines[shown.clone()]
        .iter()
        .enumerate()
        .map(|(at, span)| line(&Line { number: number(&at), span: span.clone(), text, marks: &marks }))
        .collect())
}

/// Where each line lies, without what ends it.
fn lines(text: &[char]) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, _) in text.iter().enumerate().filter(|(_, c)| **c == '\n') {
        lines.push(start..at);
        start = at + 1;
    }
    if start < text.len() {
        lines.push(start..text.len());
    }
    lines
}

/// The lines of each part.
fn into_parts(lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut first, mut start) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        if line.end - start >= PART {
            parts.push(first..at + 1);
            (first, start) = (at + 1, line.end + 1);
        }
    }
    if first < lines.len() {
        parts.push(first..lines.len());
    }
    parts
}

/// All notes.
pub(super) async fn list(State(site): State<Site>, asked: Asked) -> Result<Markup, Problem> {
    site.read(move |_, generation| {
        let notes = generation.store.notes()?;
        let number = asked.number("page").unwrap_or(1);
        let first = (number - 1).saturating_mul(MOST_NOTES).min(notes.len());
        let shown = &notes[first..notes.len().min(first + MOST_NOTES)];
        let page = Page { title: "Notes", data: Data::of_all(), part: "/notes", ..Page::default() };
        Ok(page.around(&html! {
            h1 { "Notes" }
            p.lead { (parts::count(notes.len(), "note")) @if notes.len() > shown.len() { ", of which " (first + 1) " to " (first + shown.len()) } "." }
            div.scroll role="region" aria-label="Notes" tabindex="0" {
                table.notes {
                    thead { tr { th scope="col" { "Note" } th scope="col" { "Path" } th.number scope="col" { "Passages" } th.number scope="col" { "Read" } } }
                    tbody { @for note in shown { (entry(note)) } }
                }
            }
            nav.pages aria-label="Pages" {
                @if number > 1 { a rel="prev" href={ "/notes?page=" (number - 1) } { "Previous" } }
                @if first + shown.len() < notes.len() { a rel="next" href={ "/notes?page=" (number + 1) } { "Next" } }
            }
        }))
    })
    .await
}

fn entry(note: &NoteEntry) -> Markup {
    html! {
        tr {
            th scope="row" { a href=(links::page("/note", &[("path", &note.path)])) { (said(&note.title)) } }
            td { code { (said(&note.path)) } }
            td.number { (parts::grouped(note.passages)) }
            td.number { (parts::grouped(note.passages_read)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_in_one_part() {
        let text: Vec<char> = format!("{}\n\n{}\nend", "a".repeat(PART), "b".repeat(PART * 2)).chars().collect();
        let lines = lines(&text);
        assert_eq!(lines.len(), 4);
        let parts = into_parts(&lines);
        assert_eq!(parts, [0..1, 1..3, 3..4]);
        assert_eq!(into_parts(&super::lines(&[])), Vec::<Range<usize>>::new());
    }
}
