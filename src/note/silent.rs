//! Labels of links that are no part of what the author says: “link”, “source”, a repeated address, who publishes there.

use super::{
    habits,
    ink::{Glyph, LinkMark},
    labels::{is_address_of, names_the_host},
    settle::{LONGEST_LABEL, Sheet},
};

impl Sheet<'_> {
    /// Whether the label is no part of what the author says.
    pub(super) fn is_silent(&self, link: &LinkMark, label: &str) -> bool {
        is_address_of(label, &link.target)
            || (habits::is_citation_label(label) && !self.follows_open_word(link.from))
            || self.names_a_source(link, label)
    }

    fn follows_open_word(&self, from: usize) -> bool {
        habits::is_open_word(&self.word_before(from))
    }

    /// The letters and digits directly before a glyph, blanks apart.
    fn word_before(&self, from: usize) -> String {
        let before: Vec<char> = self.ink.glyphs[..from].iter().rev().take(24).map(|g| g.sign).collect();
        let blanks = before.iter().take_while(|c| **c == ' ').count();
        let word: Vec<char> = before[blanks..].iter().copied().take_while(|c| c.is_alphanumeric()).collect();
        word.into_iter().rev().collect()
    }

    /// `… was signed in 1501 [Olsen](…).`, `… killed 300 people [BBC](https://bbc.co.uk/…)`: where the sentence ends, after a
    /// year or with the name of who publishes there.
    fn ends_as_a_source(&self, link: &LinkMark, label: &str, after: Option<char>) -> bool {
        let before = self.word_before(link.from);
        let is_year = before.len() == 4 && before.bytes().all(|b| b.is_ascii_digit());
        let is_name = label.starts_with(|c: char| c.is_uppercase());
        let tells = is_year || names_the_host(label, &link.target);
        after.is_none_or(|sign| ".;".contains(sign))
            && is_name
            && tells
            && !before.is_empty()
            && !habits::is_open_word(&before)
            && !habits::leads_to_a_name(&before)
    }

    /// `Source: [A](…), [B](…)`: everything after such a label is a citation; the label itself is left out.
    pub(super) fn is_in_source_list(&mut self, from: usize, to: usize) -> bool {
        let glyphs = &self.ink.glyphs;
        let goes_on = self.list_end.is_some_and(|end| {
            glyphs.get(end..from).is_some_and(|between| between.iter().all(|g| " ,;&|".contains(g.sign)))
        });
        let after = glyphs[to..].iter().map(|g| g.sign).find(|c| *c != ' ');
        let start = self.source_label(from).filter(|_| !goes_on && after.is_none_or(|c| ",;.)]&|".contains(c)));
        if let Some(start) = start {
            self.drop(start, from);
        }
        self.list_end = (goes_on || start.is_some()).then_some(to);
        self.list_end.is_some()
    }

    /// Where `Source:` starts, if it stands directly before a glyph.
    fn source_label(&self, from: usize) -> Option<usize> {
        let glyphs = &self.ink.glyphs;
        let blanks = glyphs[..from].iter().rev().take_while(|g| g.sign == ' ').count();
        let colon = (from - blanks).checked_sub(1).filter(|&at| glyphs[at].sign == ':')?;
        let letters = |g: &&Glyph| g.sign.is_alphabetic() || g.sign == ' ';
        let len = glyphs[..colon].iter().rev().take(LONGEST_LABEL).take_while(letters).count();
        let label = self.ink.string(colon - len, colon);
        let start = colon - label.trim_start().chars().count();
        habits::is_source_label(&label).then_some(start)
    }

    /// `… signed. [National Archives](…)` or `“…” [National Archives](…)` at the end of a block, `([Cumings 2010](…))`:
    /// a label in a place where the sentence has no room for it.
    fn names_a_source(&self, link: &LinkMark, label: &str) -> bool {
        let kept = (0..link.from).rev().take(LONGEST_LABEL * 8).filter(|&at| self.keep[at]);
        let mut before = kept.map(|at| (at, self.ink.glyphs[at].sign)).filter(|(_, sign)| *sign != ' ');
        let before = before.next();
        let after = self.ink.glyphs[link.to..].iter().map(|g| g.sign).find(|c| *c != ' ');
        let words: Vec<&str> = label.split(' ').collect();
        let year = words.last().is_some_and(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()));
        match (before, after) {
            (Some((_, '(')), Some(')' | ',' | ';')) | (Some((_, '[')), Some(']')) => year && words.len() > 1,
            (Some((at, sign)), None) => {
                let is_apart = ".!?”\"".contains(sign) || self.ends_quotation(at);
                (is_apart && !label.ends_with(['.', '!', '?'])) || self.ends_as_a_source(link, label, after)
            }
            (Some(_), after) => self.ends_as_a_source(link, label, after),
            (None, _) => false,
        }
    }

    /// Whether a code span of several words ends with a glyph.
    fn ends_quotation(&self, at: usize) -> bool {
        let before = self.ink.code.partition_point(|&(_, to)| to <= at);
        let code = self.ink.code.get(before).filter(|&&(_, to)| to == at + 1);
        code.is_some_and(|&(from, to)| self.ink.glyphs[from..to].iter().filter(|g| g.sign == ' ').count() >= 3)
    }
}
