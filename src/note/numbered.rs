//! Numbers that refer to a list of sources: `… in 1935.[3]`, `… the army.¹`, and below it `3. Farcau, p. 3`, `¹ Bejarano`.

use super::{
    habits, marks,
    types::{Citation, CitationKind, Claim, ClaimKind, Heading, Segment},
};
use std::collections::BTreeMap;

/// What stands behind a number: words, and the first source that they name by an address.
struct Entry {
    words: String,
    target: Option<String>,
}

/// Whether it is set high, and the number.
pub(super) type Number = (bool, u32);

/// Puts the sources in place of the numbers that refer to them. What only names a source then says nothing itself.
pub(super) fn resolve(claims: &mut [Claim], headings: &[Heading], source: &str) {
    let refers = |citation: &Citation| citation.kind == CitationKind::Key && number(&citation.target).is_some();
    if !claims.iter().flat_map(|claim| &claim.citations).any(refers) {
        return;
    }
    let mut entries: BTreeMap<Number, Entry> = BTreeMap::new();
    for index in listed(claims, headings, source) {
        let claim = &mut claims[index];
        let Some(number) = item_number(source, claim) else { continue };
        let entry = Entry { words: words(&claim.segments), target: claim.citations.first().map(|c| c.target.clone()) };
        entries.entry((false, number)).or_insert(entry);
        claim.segments.clear();
        for citation in &mut claim.citations {
            citation.after_segment = None;
        }
    }
    for claim in claims.iter_mut().filter(|claim| is_note_of_numbers(claim)) {
        take_lines(claim, &mut entries);
    }
    for citation in claims.iter_mut().flat_map(|claim| &mut claim.citations).filter(|c| refers(c)) {
        let Some((high, number)) = number(&citation.target) else { continue };
        let Some(entry) = entries.get(&(high, number)).or_else(|| entries.get(&(!high, number))) else { continue };
        match &entry.target {
            Some(target) => (citation.target, citation.label) = (target.clone(), entry.words.clone()),
            None if !entry.words.is_empty() => citation.target.clone_from(&entry.words),
            None => {}
        }
    }
}

/// `[3]`, `³`
fn number(target: &str) -> Option<Number> {
    let high: Option<String> = target.chars().map(marks::digit).collect();
    match high.filter(|digits| !digits.is_empty()) {
        Some(digits) => Some((true, digits.parse().ok()?)),
        None => Some((false, target.strip_prefix('[')?.strip_suffix(']')?.parse().ok()?)),
    }
}

fn words(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.readable.text.trim()).collect::<Vec<_>>().join(" ")
}

/// Items of numbered lists under a heading for sources; failing that, of the last list of the note, when most of its items
/// name an address.
fn listed(claims: &[Claim], headings: &[Heading], source: &str) -> Vec<usize> {
    let item = |claim: &Claim| claim.kind == ClaimKind::ListItem && item_number(source, claim).is_some();
    let of_sources = |claim: &Claim| {
        let heading = claim.heading.map(|h| headings[h].readable.text.as_str());
        heading.is_some_and(habits::is_source_heading)
    };
    let under: Vec<usize> = (0..claims.len()).filter(|&i| item(&claims[i]) && of_sources(&claims[i])).collect();
    if !under.is_empty() {
        return under;
    }
    let end = claims.iter().rposition(item).map_or(0, |i| i + 1);
    let start = claims[..end].iter().rposition(|claim| !item(claim)).map_or(0, |i| i + 1);
    let cites = claims[start..end].iter().filter(|claim| !claim.citations.is_empty()).count();
    if cites * 2 >= end - start && cites > 0 { (start..end).collect() } else { Vec::new() }
}

/// The number of an item, which stands before its words in the note: `3. `, `[3] `.
fn item_number(source: &str, claim: &Claim) -> Option<u32> {
    let before = &source[..claim.span.start];
    let line = &before[before.rfind('\n').map_or(0, |i| i + 1)..];
    let mark = line.trim().trim_start_matches(['>', ' ', '[']).trim_end_matches([' ', '.', ')', ']']);
    mark.parse().ok()
}

/// A paragraph whose lines open with numbers: `¹ Bejarano`, `[2] Farcau`.
fn is_note_of_numbers(claim: &Claim) -> bool {
    claim.kind == ClaimKind::Paragraph
        && !claim.segments.is_empty()
        && claim.segments.iter().all(|segment| line_number(&segment.readable.text).is_some())
}

/// The number that a line opens with, and the words after it.
pub(super) fn line_number(line: &str) -> Option<(Number, &str)> {
    let line = line.trim_start();
    let high: String = line.chars().map_while(marks::digit).collect();
    if !high.is_empty() {
        let rest = line.trim_start_matches(|c| marks::digit(c).is_some());
        return Some(((true, high.parse().ok()?), rest.trim_start()));
    }
    let (digits, rest) = line.strip_prefix('[')?.split_once(']')?;
    let digits = digits.trim_start_matches('^');
    (digits.len() <= 3).then_some(((false, digits.parse().ok()?), rest.trim_start_matches([':', ' '])))
}

fn take_lines(claim: &mut Claim, entries: &mut BTreeMap<Number, Entry>) {
    for (index, segment) in claim.segments.iter().enumerate() {
        let Some((number, rest)) = line_number(&segment.readable.text) else { continue };
        let own = claim.citations.iter().find(|citation| citation.after_segment == Some(index));
        let entry = Entry { words: rest.trim().to_owned(), target: own.map(|citation| citation.target.clone()) };
        entries.entry(number).or_insert(entry);
    }
    claim.segments.clear();
    for citation in &mut claim.citations {
        citation.after_segment = None;
    }
}
