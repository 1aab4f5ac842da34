//! What a note holds that is no text: comments, and instructions to the programs that show or publish it.
//!
//! Hugo's shortcodes `{{< … >}}` and Liquid's `{% … %}` and `{{ … }}`, Obsidian's comments `%% … %%` and block ids `^id`,
//! Logseq's macros, block references, drawers and dates, Pandoc's and kramdown's attributes `{#id .class}`, divisions
//! `:::` and abbreviations `*[UN]: United Nations`. Fenced code is left alone.

use crate::span::Span;

/// A stretch that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Skip {
    pub(super) span: Span,
    pub(super) what: Skipped,
}

/// What a skipped stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Skipped {
    Comment,
    Instruction,
}

/// All that is not to be read as text, and what it says about the rest.
#[derive(Clone, Debug, Default)]
pub(super) struct Instructions {
    /// In order, none overlapping another.
    pub(super) skips: Vec<Skip>,
    /// Between `#+BEGIN_QUOTE` and `#+END_QUOTE`: somebody else's words.
    pub(super) quoted: Vec<Span>,
    /// `*[UN]: United Nations`: the short form, the long one.
    pub(super) abbreviations: Vec<(Span, Span)>,
}

/// The longest tag that we believe in; an opener whose closer is farther away is text.
const LONGEST_TAG: usize = 4096;
/// The longest comment.
const LONGEST_COMMENT: usize = 1 << 16;
/// The longest list of attributes.
const LONGEST_ATTRIBUTES: usize = 200;

/// Openers with their closers, the longer first.
const PAIRS: [(&str, &str, usize, Skipped); 5] = [
    ("{{<", ">}}", LONGEST_TAG, Skipped::Instruction),
    ("{{%", "%}}", LONGEST_TAG, Skipped::Instruction),
    ("{{", "}}", LONGEST_TAG, Skipped::Instruction),
    ("{%", "%}", LONGEST_TAG, Skipped::Instruction),
    ("%%", "%%", LONGEST_COMMENT, Skipped::Comment),
];

/// Finds them, in linear time: each closer is looked for once.
pub(super) fn find(text: &str) -> Instructions {
    let mut finder = Finder { text, next_close: [0; PAIRS.len()], open_quote: None, found: Instructions::default() };
    let mut fence = None;
    let mut in_drawer = false;
    // A drawer that is never closed is none.
    let last_end = text.rfind(":END:").unwrap_or_default();
    let mut at = 0;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |i| at + i + 1);
        let line = &text[at..end];
        let bare = line.trim();
        let opens = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        match (fence, opens) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(mark), Some(other)) if mark == other && bare.trim_start_matches(['`', '~']).is_empty() => {
                fence = None;
            }
            (Some(_), _) => {}
            (None, None) => {
                let (start, words) = content(line, at);
                if in_drawer || finder.line(start, words) {
                    in_drawer = (in_drawer || words == ":LOGBOOK:") && words != ":END:" && at < last_end;
                    finder.skip(start, start + words.len(), Skipped::Instruction);
                } else {
                    at = finder.inline(at, end);
                    continue;
                }
            }
        }
        at = end;
    }
    finder.found
}

/// A line without blanks and the marks of items and quotes: where it starts, and its words.
fn content(line: &str, at: usize) -> (usize, &str) {
    let words = line.trim_start_matches([' ', '\t', '>']);
    let words = words.strip_prefix("- ").unwrap_or(words).trim_start();
    (at + (line.len() - words.len()), words.trim_end())
}

struct Finder<'a> {
    text: &'a str,
    next_close: [usize; PAIRS.len()],
    open_quote: Option<usize>,
    found: Instructions,
}

impl Finder<'_> {
    fn skip(&mut self, from: usize, to: usize, what: Skipped) {
        if from < to {
            self.found.skips.push(Skip { span: Span::new(from, to), what });
        }
    }

    /// Whether a whole line is an instruction.
    fn line(&mut self, start: usize, words: &str) -> bool {
        if let Some(rest) = words.strip_prefix("*[")
            && let Some((short, long)) = rest.split_once("]:")
            && !short.is_empty()
            && short.len() <= 40
            && !long.trim().is_empty()
        {
            let from = start + 2;
            let to = start + words.len();
            let long = Span::new(to - long.trim().len(), to);
            self.found.abbreviations.push((Span::new(from, from + short.len()), long));
            return true;
        }
        if let Some(directive) = words.strip_prefix("#+") {
            let directive = directive.to_ascii_lowercase();
            match directive.as_str() {
                "begin_quote" => self.open_quote = Some(start + words.len()),
                "end_quote" => {
                    let open = self.open_quote.take();
                    self.found.quoted.extend(open.map(|from| Span::new(from, start)));
                }
                _ => {}
            }
            return directive.starts_with("begin_") || directive.starts_with("end_");
        }
        let dated = ["SCHEDULED: <", "DEADLINE: <"].iter().any(|mark| words.starts_with(mark)) && words.ends_with('>');
        let set =
            matches!(words, "[TOC]" | "[toc]" | "[[_TOC_]]" | "[[TOC]]" | "\\newpage" | "\\pagebreak" | ":LOGBOOK:");
        dated || set || is_division(words)
    }

    /// What stands among the words of the lines from `at` on; gives where it came to, at least the end of the line.
    fn inline(&mut self, mut at: usize, end: usize) -> usize {
        let mut done = at;
        while at < end {
            let Some(step) = self.text[at..end].find(['{', '%', '(']) else { break };
            at += step;
            let rest = &self.text[at..];
            let stop = match rest.as_bytes()[0] {
                b'(' => is_block_reference(rest).then_some((at + REFERENCE, Skipped::Instruction)),
                _ => self.pair(at).or_else(|| attributes(rest).map(|len| (at + len, Skipped::Instruction))),
            };
            match stop {
                Some((stop, what)) => {
                    self.skip(at, stop, what);
                    (at, done) = (stop, stop);
                }
                None => at += 1,
            }
        }
        if done < end {
            self.block_id(done, end);
        }
        at.max(end)
    }

    /// Where an opener at `at` is closed.
    fn pair(&mut self, at: usize) -> Option<(usize, Skipped)> {
        let rest = &self.text[at..];
        let (i, &(open, close, longest, what)) =
            PAIRS.iter().enumerate().find(|(_, (open, ..))| rest.starts_with(open))?;
        let before = self.text[..at].chars().next_back();
        if open == "%%" && before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let inside = at + open.len();
        if self.next_close[i] < inside {
            self.next_close[i] = self.text[inside..].find(close).map_or(usize::MAX, |step| inside + step);
        }
        (self.next_close[i] < inside + longest).then(|| (self.next_close[i] + close.len(), what))
    }

    /// `… in 1958. ^visit` at the end of a line.
    fn block_id(&mut self, at: usize, end: usize) {
        let line = self.text[at..end].trim_end();
        let Some((before, id)) = line.rsplit_once('^') else { return };
        let apart = before.is_empty() || before.ends_with([' ', '\t']);
        let named = id.len() >= 2 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if apart && named && id.contains(|c: char| c.is_ascii_alphabetic()) {
            self.skip(at + before.len(), at + line.len(), Skipped::Instruction);
        }
    }
}

/// `((6412a3b4-8f4e-4d7b-9f59-3a1c5e7d2b10))` is so long.
const REFERENCE: usize = 40;

/// Logseq's reference to a block.
fn is_block_reference(rest: &str) -> bool {
    let id = rest.get(..REFERENCE).and_then(|r| r.strip_prefix("((")?.strip_suffix("))"));
    id.is_some_and(|id| id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') && id.matches('-').count() == 4)
}

/// `::: {.note}`, `:::`
fn is_division(words: &str) -> bool {
    let name = words.trim_start_matches(':').trim_end_matches(':').trim();
    words.starts_with(":::") && (name.starts_with('{') || !name.contains(' '))
}

/// The length of `{#id .class key=value}` or `{: .class}`.
fn attributes(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('{')?;
    let window = &inside[..inside.floor_char_boundary(LONGEST_ATTRIBUTES)];
    let end = window.find(['}', '\n', '{']).filter(|&i| window[i..].starts_with('}'))?;
    let list = window[..end].trim_start_matches(':');
    let letter = |c: char| c.is_alphabetic() || c == '_';
    let marked = |token: &str| token.strip_prefix(['#', '.']).is_some_and(|name| name.starts_with(letter));
    let mut tokens = list.split_whitespace();
    let all = tokens.clone().all(|token| marked(token) || token.contains('=') || token == "-");
    (all && tokens.any(|token| marked(token) || token == "-")).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skipped(text: &str) -> Vec<&str> {
        find(text).skips.iter().map(|skip| skip.span.of(text)).collect()
    }

    #[test]
    fn instructions_of_many_programs_are_known() {
        assert_eq!(skipped("a %%b\n\nc%% d {{< x >}} ^id-1\n"), ["%%b\n\nc%%", "{{< x >}}", "^id-1"]);
        assert_eq!(skipped("## Causes {#causes .x}\n{: .no_toc }\n"), ["{#causes .x}", "{: .no_toc }"]);
        assert_eq!(skipped("::: {.note}\nText\n:::\n[TOC]\n"), ["::: {.note}", ":::", "[TOC]"]);
        assert_eq!(skipped("- ((6412a3b4-8f4e-4d7b-9f59-3a1c5e7d2b10))"), ["((6412a3b4-8f4e-4d7b-9f59-3a1c5e7d2b10))"]);
        assert_eq!(skipped("x\n:LOGBOOK:\nCLOCK: 1\n:END:\ny"), [":LOGBOOK:", "CLOCK: 1", ":END:"]);
        assert_eq!(skipped(":LOGBOOK:\nnever closed\n"), [":LOGBOOK:"]);
    }

    #[test]
    fn what_only_looks_like_one_is_text() {
        assert!(skipped("a {{< b and 100 {% c, 50%% and 60%% {x} {1} {a.b} x^2 5 ^ 3").is_empty());
        assert!(skipped("```\n{{ x }}\n:::\n```\n").is_empty());
    }

    #[test]
    fn quotes_and_abbreviations_are_told() {
        let text = "- #+BEGIN_QUOTE\n  Order!\n  #+END_QUOTE\n\n*[NLF]: National Liberation Front\n";
        let found = find(text);
        assert_eq!(found.quoted.iter().map(|s| s.of(text).trim()).collect::<Vec<_>>(), ["Order!"]);
        let [(short, long)] = found.abbreviations.as_slice() else { panic!("{found:?}") };
        assert_eq!((short.of(text), long.of(text)), ("NLF", "National Liberation Front"));
    }
}
