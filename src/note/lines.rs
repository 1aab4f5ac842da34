//! Paragraphs whose lines stand for themselves.
//!
//! Markdown joins lines into one paragraph, but some notes are written a line a fact: “23 Oct 1956: crowds gather” above
//! “4 Nov 1956: tanks return”, or with bullets that Markdown does not know. Such lines are cut apart.

use super::{numbered, readable::trim};
use crate::span::Span;

/// Signs that people use for bullets, besides those of Markdown.
const BULLETS: &str = "|•‣◦⁃▪▸►●○■□–—·";

/// The longest label before a colon or dash at the start of a line, in characters.
const LONGEST_LABEL: usize = 40;

/// The lines of a text, if each stands for itself; `starts` are the offsets at which they start. Bullets are left out.
pub(super) fn cut(text: &str, starts: &[usize]) -> Option<Vec<Span>> {
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let lines: Vec<Span> = starts.iter().zip(ends).map(|(&from, to)| trim(text, Span::new(from, to))).collect();
    let lines: Vec<Span> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    if lines.len() < 2 {
        return None;
    }
    let numbered = |line: &Span| numbered::line_number(line.of(text)).is_some();
    if lines.iter().all(|line| is_labelled(line.of(text))) || lines.iter().all(numbered) {
        return Some(lines);
    }
    // The line before the first bullet introduces the list.
    let bulleted = |line: &&Span| line.of(text).starts_with(|c| BULLETS.contains(c));
    let bullets = lines.iter().filter(bulleted).count();
    let enough = bullets >= 2 && bullets + 1 >= lines.len() && lines[1..].iter().all(|line| bulleted(&line));
    enough.then(|| lines.iter().map(|&line| without_bullet(text, line)).collect())
}

/// `Label: words`, `date – words`.
fn is_labelled(line: &str) -> bool {
    let head: String = line.chars().take(LONGEST_LABEL).collect();
    let starts = head.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '~');
    let mark = [": ", " - ", " – ", " — "].iter().filter_map(|mark| head.find(mark)).min();
    starts && mark.is_some_and(|at| !head[..at].contains(['?', '!', ';', '“', '"']))
}

fn without_bullet(text: &str, line: Span) -> Span {
    let words = line.of(text);
    let rest = words.trim_start_matches(|c| BULLETS.contains(c) || c == ' ');
    Span::new(line.start + (words.len() - rest.len()), line.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Option<Vec<&str>> {
        let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        cut(text, &starts).map(|spans| spans.into_iter().map(|span| span.of(text)).collect())
    }

    #[test]
    fn labelled_lines_stand_for_themselves() {
        let found = lines("23 Oct 1956: crowds gather\n4 Nov 1956: tanks return");
        assert_eq!(found, Some(vec!["23 Oct 1956: crowds gather", "4 Nov 1956: tanks return"]));
        assert_eq!(lines("Causes\n• the race\n• the crisis"), Some(vec!["Causes", "the race", "the crisis"]));
    }

    #[test]
    fn a_sentence_that_runs_on_is_one() {
        assert_eq!(lines("In October: crowds gathered before the\nparliament – they wanted Nagy"), None);
    }
}
