//! Connections as text for people.

use super::{Connection, Hop};
use crate::graph::{Receipt, Time};
use crate::shown::line;
use std::fmt::Write as _;

/// Longest stretch of quoted words shown, in characters.
const LONGEST_WORDS: usize = 160;

/// Connections, each with its hops in walking order and the receipt of each hop.
///
/// Control characters in names and words are shown escaped, so that no note can speak to the terminal.
#[must_use]
pub fn render_text(connections: &[Connection]) -> String {
    let mut text = String::new();
    for (at, connection) in connections.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        let stations: Vec<&str> = connection.stations().iter().map(|node| node.label.as_str()).collect();
        let hops = connection.hops.len();
        let plural = if hops == 1 { "hop" } else { "hops" };
        line(&mut text, &format!("{}. {} ({hops} {plural})", at + 1, stations.join(" – ")));
        text.push('\n');
        for hop in &connection.hops {
            render_hop(hop, &mut text);
        }
    }
    text
}

fn render_hop(hop: &Hop, text: &mut String) {
    let mut words = format!("  {}  {}  {}", hop.subject.label, hop.relation, hop.object.label);
    for more in [hop.time.as_ref().map(Time::words), hop.voice.clone()].into_iter().flatten() {
        write!(words, "   {more}").expect("a String takes all that is written to it");
    }
    line(text, &words);
    if let Some(receipt) = hop.receipts.first() {
        render_receipt(receipt, text);
    }
    match hop.receipts.len() {
        0 | 1 => {}
        2 => line(text, "    and 1 more receipt"),
        more => line(text, &format!("    and {} more receipts", more - 1)),
    }
}

fn render_receipt(receipt: &Receipt, text: &mut String) {
    line(text, &format!("    {}:{}  “{}”", receipt.file, receipt.line, shortened(&receipt.text)));
    for source in &receipt.sources {
        let from =
            receipt.support.first().map(|quote| format!("   (quotation beneath the claim, line {})", quote.line));
        line(text, &format!("    cites  {source}{}", from.unwrap_or_default()));
    }
}

fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST_WORDS) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    }
}
