//! Answers as text for people.

use super::answer::{Answer, Answered, Row};
use crate::{graph::Receipt, shown::line};
use std::collections::{BTreeMap, BTreeSet};

/// Longest stretch of quoted words shown, in characters.
const LONGEST_WORDS: usize = 240;

/// The answer in a sentence, the claims behind it as rows, and their receipts, each once; where sources give different values,
/// each value with its own.
///
/// Control characters are shown escaped, so that no note and no question can speak to the terminal.
#[must_use]
pub fn render_text(answered: &Answered) -> String {
    let mut text = Text::default();
    if answered.answers.is_empty() {
        text.line(answered.message.as_deref().unwrap_or("no answer"));
        return text.0;
    }
    text.line(&headline(&answered.answers));
    text.line("");
    if answered.also.is_empty() && !each_has_its_source(&answered.answers) {
        text.behind(&answered.answers.iter().collect::<Vec<_>>());
        return text.0;
    }
    for answer in answered.answers.iter().chain(&answered.also) {
        text.behind(&[answer]);
    }
    text.0
}

/// Whether several values of the same are given, each on the word of others: then it matters who gives which.
#[must_use]
pub fn each_has_its_source(answers: &[Answer]) -> bool {
    let is_value = |answer: &Answer| answer.iri.is_none() && answer.value.is_some() && !answer.sources.is_empty();
    let sources: BTreeSet<&Vec<String>> = answers.iter().map(|answer| &answer.sources).collect();
    answers.len() > 1 && answers.iter().all(is_value) && sources.len() == answers.len()
}

/// “Stalin and Mao approved the invasion, in spring 1950.”; where the claims differ, the answers alone.
#[must_use]
pub fn headline(answers: &[Answer]) -> String {
    let rows: Vec<&Row> = answers.iter().filter_map(|answer| answer.rows.first()).collect();
    let Some(first) = rows.first() else { return String::new() };
    let subjects: Vec<&str> = rows.iter().map(|row| row.subject.as_str()).collect();
    let objects: Vec<&str> = rows.iter().map(|row| row.object.as_str()).collect();
    let same = |part: fn(&Row) -> &str| rows.iter().all(|row| part(row) == part(first));
    let labels: Vec<&str> = answers.iter().map(|answer| answer.label.as_str()).collect();
    let same_relation = same(|row| &row.relation) && same(|row| &row.time) && same(|row| &row.voice);
    let sentence = if same_relation && labels == subjects && same(|row| &row.object) {
        told(&joined(&subjects), first, &first.object)
    } else if same_relation && labels == objects && same(|row| &row.subject) {
        told(&first.subject, first, &joined(&objects))
    } else {
        joined(&labels)
    };
    // An address stays as it is.
    if sentence.split(' ').next().is_some_and(|word| word.contains("://")) {
        return sentence;
    }
    let mut letters = sentence.chars();
    let capital: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{capital}{}.", letters.as_str())
}

fn told(subject: &str, row: &Row, object: &str) -> String {
    let parts: Vec<&str> = [subject, &row.relation, object].into_iter().filter(|part| !part.is_empty()).collect();
    let mut text = parts.join(" ");
    for (before, more) in [(", ", &row.time), (", ", &row.voice)] {
        if !more.is_empty() {
            text.push_str(before);
            text.push_str(more);
        }
    }
    text
}

fn joined(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[derive(Default)]
struct Text(String);

impl Text {
    /// The claims behind answers, then their receipts, each once.
    fn behind(&mut self, answers: &[&Answer]) {
        let rows: Vec<&Row> = answers.iter().flat_map(|answer| &answer.rows).collect();
        self.rows(&rows);
        let mut receipts: Vec<&Receipt> = Vec::new();
        for receipt in answers.iter().flat_map(|answer| &answer.evidence) {
            if !receipts.contains(&receipt) {
                receipts.push(receipt);
            }
        }
        self.receipts(&receipts);
    }

    fn line(&mut self, words: &str) {
        line(&mut self.0, words);
    }

    /// Rows with their columns aligned.
    fn rows(&mut self, rows: &[&Row]) {
        let mut seen: Vec<&Row> = Vec::new();
        for row in rows {
            if !seen.contains(row) {
                seen.push(row);
            }
        }
        let cells = |row: &Row| [row.subject.clone(), row.relation.clone(), row.object.clone()];
        let width = |column: usize| seen.iter().map(|row| cells(row)[column].chars().count()).max().unwrap_or(0);
        let widths = [width(0), width(1), width(2)];
        for row in &seen {
            let padded: Vec<String> = cells(row)
                .iter()
                .zip(widths)
                .filter(|(_, width)| *width > 0)
                .map(|(cell, width)| format!("{cell:<width$}"))
                .collect();
            self.line(&format!("  {}   {}   {}", padded.join("  "), row.time, row.voice));
        }
    }

    /// Receipts; a source that several share is cited once, beneath the last of them.
    fn receipts(&mut self, receipts: &[&Receipt]) {
        let mut groups: BTreeMap<Vec<&String>, Vec<&Receipt>> = BTreeMap::new();
        let mut order: Vec<Vec<&String>> = Vec::new();
        for receipt in receipts {
            let sources: Vec<&String> = receipt.sources.iter().collect();
            if !order.contains(&sources) {
                order.push(sources.clone());
            }
            groups.entry(sources).or_default().push(receipt);
        }
        for sources in order {
            let group = &groups[&sources];
            for receipt in group {
                self.line(&format!("    {}:{}  “{}”", receipt.file, receipt.line, shortened(&receipt.text)));
            }
            let beneath: Vec<usize> =
                group.iter().flat_map(|receipt| &receipt.support).map(|quote| quote.line).collect();
            for source in sources {
                let from = beneath.first().map(|line| format!("   (quotation beneath the claim, line {line})"));
                self.line(&format!("    cites  {source}{}", from.unwrap_or_default()));
            }
        }
    }
}

/// Marks that reorder text: they can make a receipt read other than it is (CVE-2021-42574).
fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST_WORDS) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}
