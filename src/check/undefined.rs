//! Citation keys without an entry, links to pages that are not there.

use super::Subject;
use super::finding::Findings;
use super::shorthand::is_list_of_sources;
use crate::note::{CitationKind, ClaimKind, Note};
use crate::ontology::fold;
use std::collections::BTreeSet;

/// What a link to another page of the notes begins with.
const PAGE: &str = "wiki:";

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    numbers(subject, found);
    pages(subject, found);
}

/// `@key` that no bibliography has.
pub(super) fn keys(subject: &Subject<'_>, known: &BTreeSet<String>, found: &mut Findings<'_>) {
    for (number, note) in subject.notes.iter().enumerate() {
        for citation in note.claims.iter().flat_map(|claim| &claim.citations) {
            let Some(key) = citation.target.strip_prefix('@').filter(|_| citation.kind == CitationKind::Key) else {
                continue;
            };
            if !known.contains(key) {
                let message = format!("no bibliography has the key “{key}”");
                found.say("A011", number, citation.span, message).help("add an entry of that key, or mend it");
            }
        }
    }
}

/// `[12]` where the list of sources ends with 9.
fn numbers(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for (number, note) in subject.notes.iter().enumerate() {
        let Some(last) = entries(note) else { continue };
        for citation in note.claims.iter().flat_map(|claim| &claim.citations) {
            let key = citation.target.strip_prefix('[').and_then(|key| key.strip_suffix(']'));
            let Some(key) = key.filter(|_| citation.kind == CitationKind::Key) else { continue };
            if key.parse::<usize>().is_ok_and(|key| key > last) {
                let message = format!("source [{key}] is cited, but the list of sources ends with {last}");
                found.say("A011", number, citation.span, message).help("add it to the list, or mend the number");
            }
        }
    }
}

/// How many sources are listed under a heading that announces them.
fn entries(note: &Note) -> Option<usize> {
    let heading = note.headings.iter().position(|heading| is_list_of_sources(&heading.readable.text))?;
    let listed = note.claims.iter().filter(|claim| claim.heading == Some(heading) && claim.parent.is_none());
    let entries = listed.filter(|claim| matches!(claim.kind, ClaimKind::ListItem | ClaimKind::Paragraph)).count();
    (entries > 0).then_some(entries)
}

/// `[[Page]]` where no note goes by that name. Of a single note, nobody knows what others there are.
fn pages(subject: &Subject<'_>, found: &mut Findings<'_>) {
    if subject.notes.len() < 2 {
        return;
    }
    let known: BTreeSet<String> = subject.notes.iter().flat_map(names).map(|name| fold(&name)).collect();
    let mut told = BTreeSet::new();
    for (number, note) in subject.notes.iter().enumerate() {
        for readable in note.claims.iter().flat_map(|claim| &claim.segments).map(|segment| &segment.readable) {
            for (span, target) in &readable.links {
                let Some(page) = target.strip_prefix(PAGE) else { continue };
                let name = page.split(['#', '^']).next().unwrap_or(page);
                let last = name.rsplit('/').next().unwrap_or(name);
                if name.is_empty() || known.contains(&fold(last)) || !told.insert((number, fold(last))) {
                    continue;
                }
                found
                    .say("A012", number, readable.source(*span), format!("no note goes by the name “{name}”"))
                    .help("write that note, or mend the name");
            }
        }
    }
}

/// What a note goes by: the name of its file, its title, its aliases.
fn names(note: &Note) -> impl Iterator<Item = String> {
    let file = note.path.rsplit('/').next().unwrap_or(&note.path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
    let aliases = note.front_matter.iter().filter(|(key, _)| matches!(key.as_str(), "alias" | "aliases"));
    let aliases = aliases.flat_map(|(_, value)| value.split(',')).map(|alias| alias.trim().to_owned());
    std::iter::once(stem).chain(note.title.clone()).chain(aliases.collect::<Vec<_>>())
}
