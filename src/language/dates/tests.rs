//! Runs `cases.txt`: a text, and indented beneath it each date that must be found in it, and no other.

use super::{DateContext, find, read_cell};
use crate::language::types::Date;

/// `words | edtf | earliest | latest | inherited`, what is not written not looked at.
fn shown(words: &str, date: &Date) -> String {
    let bound = |day: &Option<String>| day.clone().unwrap_or_else(|| "-".to_owned());
    let mut text = format!("{words} | {} | {} | {}", date.edtf, bound(&date.earliest), bound(&date.latest));
    if date.inherited {
        text.push_str(" | inherited");
    }
    text
}

fn agrees(shown: &str, expected: &str) -> bool {
    let told: Vec<&str> = shown.split(" | ").collect();
    let wanted: Vec<&str> = expected.split('|').map(str::trim).collect();
    let inherited = wanted.contains(&"inherited");
    wanted.iter().filter(|w| **w != "inherited").zip(&told).all(|(w, t)| w == t) && inherited == (told.len() == 5)
}

/// `[1973-09-11]` before a text is its context.
fn context_of(line: &str) -> (DateContext, &str) {
    let Some((context, text)) = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) else {
        return (DateContext::default(), line);
    };
    let mut fields = context.split('-');
    let year = fields.next().and_then(|f| f.parse().ok());
    let month = fields.next().and_then(|f| f.parse().ok());
    (DateContext { year, month, day: fields.next().and_then(|f| f.parse().ok()), written: None }, text)
}

fn read(line: &str) -> Vec<String> {
    let (context, text) = context_of(line);
    if let Some(cell) = text.strip_prefix("cell: ") {
        return read_cell(cell, &context).map(|date| shown(cell, &date)).into_iter().collect();
    }
    find(text, &context).iter().map(|(span, date)| shown(span.of(text), date)).collect()
}

#[test]
fn every_case_reads_as_written() {
    let cases = include_str!("cases.txt");
    let mut lines = cases.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).peekable();
    let (mut count, mut wrong) = (0, Vec::new());
    while let Some(text) = lines.next() {
        let mut expected = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with("    ")) {
            expected.push(line.trim());
        }
        count += 1;
        let found = read(text);
        if found.len() != expected.len() || !found.iter().zip(&expected).all(|(f, e)| agrees(f, e)) {
            wrong.push(format!("{text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 120, "only {count} cases");
}

#[test]
fn a_heading_of_one_year_gives_it_and_one_of_several_gives_none() {
    let context = |text: &str| DateContext::after(&read_cell(text, &DateContext::default()).unwrap());
    assert_eq!(context("1964"), DateContext::of_year(1964));
    assert_eq!(context("September 1970"), DateContext { year: Some(1970), month: Some(9), day: None, written: None });
    assert_eq!(
        context("September 11, 1973"),
        DateContext { year: Some(1973), month: Some(9), day: Some(11), written: None }
    );
    assert_eq!(context("1970-1973"), DateContext::default());
}

#[test]
fn today_is_the_day_on_which_the_text_was_written() {
    let journal = DateContext { written: Some((2024, 3, 1)), ..DateContext::default() };
    let read =
        |text: &str, context: &DateContext| find(text, context).into_iter().map(|(_, d)| d.edtf).collect::<Vec<_>>();
    assert_eq!(read("The archive opened yesterday; it closes tomorrow.", &journal), ["2024-02-29", "2024-03-02"]);
    assert!(read("The law holds today.", &DateContext::default()).is_empty());
}
