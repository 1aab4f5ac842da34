//! Runs `cases.txt`: a text, and indented beneath it each quantity that must be found in it, and no other.

use super::super::dates;
use super::super::lexemes::Lexed;
use super::find_in;
use crate::span::Span;

/// `words | value[..upper] | unit | approximation`, `-` for none.
fn read(text: &str) -> Vec<String> {
    let l = Lexed::new(text);
    let dates: Vec<Span> =
        dates::find(text, &dates::DateContext::default()).into_iter().map(|(span, _)| span).collect();
    let shown = find_in(&l, &dates).into_iter().map(|found| {
        let (span, q) = (found.span, found.quantity);
        let value = q.upper.map_or_else(|| q.value.clone(), |upper| format!("{}..{upper}", q.value));
        let approximation = q.approximation.map_or_else(|| "-".to_owned(), |a| format!("{a:?}"));
        format!("{} | {value} | {} | {approximation}", span.of(text), q.unit.unwrap_or_else(|| "-".to_owned()))
    });
    shown.collect()
}

/// What is not written is `-`.
fn full(expected: &str) -> String {
    let mut fields: Vec<&str> = expected.split('|').map(str::trim).collect();
    fields.resize(4, "-");
    fields.join(" | ")
}

#[test]
fn every_case_reads_as_written() {
    let cases = include_str!("cases.txt");
    let mut lines = cases.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).peekable();
    let (mut count, mut wrong) = (0, Vec::new());
    while let Some(text) = lines.next() {
        let mut expected = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with("    ")) {
            expected.push(full(line));
        }
        count += 1;
        let found = read(text);
        if found != expected {
            wrong.push(format!("{text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 60, "only {count} cases");
}
