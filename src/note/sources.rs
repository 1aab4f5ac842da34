//! A source that is named in words: the line `Source: Gaddis, The Cold War, ch. 2`.

use super::{
    habits,
    readable::trim,
    settle::Settled,
    types::{Citation, CitationKind},
};
use crate::span::Span;

/// The longest words that we take for a source, in bytes.
const LONGEST: usize = 400;

/// The last line of a block, if it names a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedSource {
    /// Where the line starts in the readable text.
    pub(super) from: usize,
    /// What stands after the label.
    words: String,
    /// Where those words stand in the note.
    span: Span,
}

/// Finds it.
pub(super) fn named(settled: &Settled) -> Option<NamedSource> {
    let text = settled.readable.text.as_str();
    let from = settled.breaks.last().copied().unwrap_or(0);
    let starts = [from, 0];
    let from = starts.into_iter().find(|&from| text.get(from..).is_some_and(|line| label(line).is_some()))?;
    let line = &text[from..];
    let words = trim(text, Span::new(from + label(line)?, text.len()));
    let sentence = words.of(text).split(' ').count() > 12 && !words.of(text).contains(|c: char| c.is_ascii_digit());
    let fits = !words.is_empty() && words.len() <= LONGEST && !sentence;
    let one_line = from > 0 || settled.breaks.is_empty() || !text[settled.breaks[0]..].contains(": ");
    (fits && one_line).then(|| NamedSource {
        from: trim(text, Span::new(0, from)).end,
        words: words.of(text).to_owned(),
        span: settled.readable.source(words),
    })
}

/// The length of a label and its colon.
fn label(line: &str) -> Option<usize> {
    let at = line.find(':')?;
    habits::is_named_source_label(&line[..at]).then_some(at + 1)
}

impl NamedSource {
    /// Adds it to the citations of its claim: as one of its own, or, when it has a link, as the label of that.
    pub(super) fn cite(self, citations: &mut Vec<Citation>, after_segment: Option<usize>) {
        match citations
            .iter_mut()
            .find(|c| c.span.start >= self.span.start.saturating_sub(LONGEST) && c.kind == CitationKind::Link)
        {
            Some(linked) => linked.label = self.words,
            None => citations.push(Citation {
                target: self.words,
                label: String::new(),
                kind: CitationKind::Key,
                span: self.span,
                after_segment,
            }),
        }
    }
}
