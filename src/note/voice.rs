//! Where the speaker changes: a block's text, cut into segments.

use super::{
    dialogue, habits, lines,
    quotes::quoted,
    readable::trim,
    settle::{Field, Placed, Settled},
    sources,
    types::{Citation, CitationKind, Segment, SegmentKind},
};
use crate::span::Span;

/// Whose words a block is, as far as its markup tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// The author's, unless something in it says otherwise.
    Author,
    /// Somebody else's: a block quote.
    Quoted,
    /// The author's, in a cell of a table.
    Cell { column: usize, header: String },
}

/// A block, cut.
#[derive(Clone, Debug, Default)]
pub(super) struct Cut {
    pub(super) segments: Vec<Segment>,
    pub(super) citations: Vec<Citation>,
    /// Citation, footnote that it refers to.
    pub(super) footnotes: Vec<(usize, String)>,
}

/// A stretch of the block's text. For dialogue, `span` is what is said.
struct Piece {
    kind: Kind,
    span: Span,
}

enum Kind {
    Prose,
    Quotation,
    Dialogue(Span),
    Task,
}

/// Cuts a block. `index` is the number of segments that stand before it in the claim.
pub(super) fn cut(settled: &Settled, voice: &Voice, index: usize) -> Cut {
    let source = sources::named(settled);
    let end = source.as_ref().map_or(settled.readable.text.len(), |s| s.from);
    let mut pieces = match voice {
        Voice::Author | Voice::Cell { .. } => author(settled, end),
        Voice::Quoted => quotation(settled, end),
    };
    let mut cell = None;
    if let Voice::Cell { column, header } = voice {
        // The cell itself holds the author's words; where it holds a speech or quotation, that follows.
        let words = match pieces.first() {
            Some(Piece { kind: Kind::Prose, .. }) => pieces.remove(0).span,
            _ => Span::default(),
        };
        let kind = SegmentKind::Cell { column: *column, header: header.clone() };
        cell = Some((words.start, segment(settled, kind, words)));
    }
    let least = usize::from(cell.is_some());
    let mut starts: Vec<usize> = cell.iter().map(|c| c.0).collect();
    starts.extend(pieces.iter().map(|p| p.span.start));
    let mut segments: Vec<Segment> = cell.into_iter().map(|c| c.1).collect();
    segments.extend(pieces.into_iter().map(|piece| make(settled, piece)));
    let (mut citations, footnotes) = place(&settled.citations, &starts, least, index);
    if let Some(source) = source {
        source.cite(&mut citations, (index + starts.len()).checked_sub(1));
    }
    let mut cut = Cut { segments, citations, footnotes };
    for field in &settled.fields {
        cut.field(field, index);
    }
    cut
}

impl Cut {
    /// A field is a segment of its own, unless it only names a source.
    fn field(&mut self, field: &Field, index: usize) {
        if habits::is_program_field(&field.key) {
            return;
        }
        let words = field.value.readable.text.trim();
        let before = (index + self.segments.len()).checked_sub(1);
        if habits::is_named_source_label(&field.key) {
            let named = field.value.citations.is_empty() && !words.is_empty();
            let span = field.value.readable.source(Span::new(0, field.value.readable.text.len()));
            let (target, kind) = (words.to_owned(), CitationKind::Key);
            let key = named.then_some(Citation { target, label: String::new(), kind, span, after_segment: before });
            self.citations.extend(key);
        } else if !words.is_empty() {
            let kind = SegmentKind::Field { key: field.key.clone(), key_span: field.key_span };
            self.segments.push(segment(&field.value, kind, Span::new(0, field.value.readable.text.len())));
        }
        let after_segment = (index + self.segments.len()).checked_sub(1);
        for placed in &field.value.citations {
            self.footnotes.extend(placed.footnote.clone().map(|label| (self.citations.len(), label)));
            self.citations.push(Citation { after_segment, ..placed.citation.clone() });
        }
    }
}

fn make(settled: &Settled, piece: Piece) -> Segment {
    let kind = match piece.kind {
        Kind::Prose => SegmentKind::Prose,
        Kind::Task => SegmentKind::Task,
        Kind::Quotation => SegmentKind::Quotation,
        Kind::Dialogue(speaker) => SegmentKind::Dialogue {
            speaker: speaker.of(&settled.readable.text).to_owned(),
            speaker_span: settled.readable.source(speaker),
        },
    };
    segment(settled, kind, piece.span)
}

fn segment(settled: &Settled, kind: SegmentKind, span: Span) -> Segment {
    let mut readable = settled.readable.slice(span);
    readable.quoted = quoted(&readable.text).into_iter().map(|q| q.inner).collect();
    Segment { kind, readable }
}

/// Each citation follows the last segment that starts before it, in a table at `least` its own cell.
fn place(placed: &[Placed], starts: &[usize], least: usize, index: usize) -> (Vec<Citation>, Vec<(usize, String)>) {
    let mut footnotes = Vec::new();
    let citations = placed.iter().enumerate().map(|(i, placed)| {
        if let Some(label) = &placed.footnote {
            footnotes.push((i, label.clone()));
        }
        let before = starts.partition_point(|&start| start < placed.at).max(least);
        let after_segment = (index + before).checked_sub(1);
        Citation { after_segment, ..placed.citation.clone() }
    });
    (citations.collect(), footnotes)
}

/// Prose, with what it quotes in code spans or quotation marks and what is spoken in it.
fn author(settled: &Settled, end: usize) -> Vec<Piece> {
    let text = &settled.readable.text[..end];
    if let Some(marker) = habits::task_marker(text) {
        return vec![Piece { kind: Kind::Task, span: Span::new(marker, end) }];
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    for &code in settled.code.iter().filter(|c| c.end <= end && is_prose(text, **c)) {
        prose(settled, Span::new(at, code.start), &mut pieces);
        quote(text, code, &mut pieces);
        at = code.end;
    }
    prose(settled, Span::new(at, end), &mut pieces);
    if pieces.is_empty() && !text.is_empty() {
        pieces.push(Piece { kind: Kind::Prose, span: Span::new(0, end) });
    }
    pieces
}

/// A quotation; it is dialogue when a speaker's name and a colon stand directly before it.
fn quote(text: &str, span: Span, pieces: &mut Vec<Piece>) {
    let span = dialogue::whole_quotation(span.of(text))
        .map_or(span, |q| Span::new(span.start + q.inner.start, span.start + q.inner.end));
    let speaker = match pieces.last() {
        Some(Piece { kind: Kind::Prose, span: before }) => {
            dialogue::label(before.of(text)).map(|s| Span::new(before.start + s.start, before.start + s.end))
        }
        _ => None,
    };
    match speaker {
        Some(speaker) => {
            pieces.pop();
            pieces.push(Piece { kind: Kind::Dialogue(speaker), span });
        }
        None => pieces.push(Piece { kind: Kind::Quotation, span }),
    }
}

/// A code span that holds words and not code: four of them, or two when nothing stands beside it.
fn is_prose(text: &str, span: Span) -> bool {
    let words: Vec<&str> = span.of(text).split(' ').collect();
    let alone =
        !text[..span.start].contains(char::is_alphanumeric) && !text[span.end..].contains(char::is_alphanumeric);
    let plain = words.iter().filter(|w| is_word(w)).count();
    words.len() >= if alone { 2 } else { 4 } && plain * 3 >= words.len() * 2
}

/// Letters or digits, with punctuation around or inside as in prose.
fn is_word(word: &str) -> bool {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    let signs = "'’-–—.,;:/&%[]()\u{2026}\"“”‘";
    core.is_empty() && word.chars().all(|c| signs.contains(c))
        || !core.is_empty()
            && !word.starts_with(['-', '$', '@', '\\', '{', '<'])
            && core.chars().all(|c| c.is_alphanumeric() || signs.contains(c))
            && !core.contains("::")
}

/// A stretch of the author's text, or several when others speak in it.
fn prose(settled: &Settled, span: Span, pieces: &mut Vec<Piece>) {
    let text = settled.readable.text.as_str();
    let mut span = trim(text, span);
    if !pieces.is_empty() {
        // A comma that separated it from the quotation before it.
        let words = span.of(text);
        span.start += words.len() - words.trim_start_matches([',', ';', '.', ':', ' ']).len();
    }
    let words = span.of(text);
    if !words.contains(char::is_alphanumeric) {
        return;
    }
    let shift = |s: Span| Span::new(s.start + span.start, s.end + span.start);
    let starts = line_starts(settled, span);
    if let Some(lines) = starts.as_ref().and_then(|starts| dialogue::conversation(words, starts)) {
        let speech = |l: dialogue::Line| Piece { kind: Kind::Dialogue(shift(l.speaker)), span: shift(l.speech) };
        pieces.extend(lines.into_iter().map(speech));
    } else if let Some(lines) = starts.as_ref().and_then(|starts| lines::cut(words, starts)) {
        for line in lines {
            said(text, shift(line), pieces);
        }
    } else {
        said(text, span, pieces);
    }
}

/// One stretch of the author's text without further division by lines.
fn said(text: &str, span: Span, pieces: &mut Vec<Piece>) {
    let words = span.of(text);
    let shift = |s: Span| Span::new(s.start + span.start, s.end + span.start);
    if let Some(line) = dialogue::line(words).filter(|l| l.sure) {
        pieces.push(Piece { kind: Kind::Dialogue(shift(line.speaker)), span: shift(line.speech) });
    } else if let Some([label, quotation, rest]) = standing_quotation(words) {
        for (kind, part) in [(Kind::Prose, label), (Kind::Quotation, quotation), (Kind::Prose, rest)] {
            if part.of(words).contains(char::is_alphanumeric) {
                pieces.push(Piece { kind, span: shift(part) });
            }
        }
    } else {
        pieces.push(Piece { kind: Kind::Prose, span });
    }
}

/// Offsets in a stretch at which a line of the note starts, the first included; `None` when it is one line.
fn line_starts(settled: &Settled, span: Span) -> Option<Vec<usize>> {
    let breaks = &settled.breaks;
    let from = breaks.partition_point(|&b| b <= span.start);
    let to = breaks.partition_point(|&b| b < span.end);
    (from < to).then(|| std::iter::once(0).chain(breaks[from..to].iter().map(|b| b - span.start)).collect())
}

fn conversation(settled: &Settled, span: Span) -> Option<Vec<dialogue::Line>> {
    dialogue::conversation(span.of(&settled.readable.text), &line_starts(settled, span)?)
}

/// `“…”`, `Label: “…”`, `“…” — somebody`: the label, the words without their marks, the rest.
fn standing_quotation(text: &str) -> Option<[Span; 3]> {
    let first = quoted(text).into_iter().next()?;
    let label = trim(text, Span::new(0, first.outer.start));
    let rest = trim(text, Span::new(first.outer.end, text.len()));
    let (before, after) = (label.of(text), rest.of(text));
    let labelled = before.ends_with(':') && before.split(' ').count() <= 8 && !before.contains(['.', '?', '!']);
    let named = after.starts_with(['—', '–', '(', '-', '~']);
    let alone = !after.contains(char::is_alphanumeric);
    let words = first.inner.of(text).split_whitespace().count();
    let stands = (before.is_empty() || labelled) && (alone || (named && words >= 4)) && words >= 2;
    stands.then_some([label, first.inner, rest])
}

/// A block quote: all of it is quoted but for a line at its end that names whom.
fn quotation(settled: &Settled, end: usize) -> Vec<Piece> {
    let text = &settled.readable.text[..end];
    if let Some(lines) = conversation(settled, Span::new(0, end)) {
        return lines.into_iter().map(|l| Piece { kind: Kind::Dialogue(l.speaker), span: l.speech }).collect();
    }
    let credit = std::iter::once(0)
        .chain(settled.breaks.iter().copied())
        .rev()
        .take(3)
        .find(|&b| text.get(b..).is_some_and(is_credit))
        .or_else(|| credit_in_line(text))
        .unwrap_or(text.len());
    let mut pieces = Vec::new();
    let quote = trim(text, Span::new(0, credit));
    if let Some(line) = dialogue::line(quote.of(text)).filter(|l| l.sure) {
        pieces.push(Piece { kind: Kind::Dialogue(line.speaker), span: line.speech });
    } else if let Some([label, words, rest]) = standing_quotation(quote.of(text)).filter(|_| quote.start == 0) {
        for (kind, span) in [(Kind::Prose, label), (Kind::Quotation, words), (Kind::Prose, rest)] {
            if span.of(text).contains(char::is_alphanumeric) {
                pieces.push(Piece { kind, span });
            }
        }
    } else if !quote.is_empty() {
        pieces.push(Piece { kind: Kind::Quotation, span: quote });
    }
    if credit < text.len() {
        pieces.push(Piece { kind: Kind::Prose, span: trim(text, Span::new(credit, text.len())) });
    }
    pieces
}

/// `— Kennan, 1946`
fn is_credit(line: &str) -> bool {
    let line = line.trim_start();
    ["—", "–", "―", "-- ", "--- "].iter().any(|dash| line.starts_with(dash)) && line.split(' ').count() <= 20
}

/// `We shall never surrender. — Churchill`: where the dash stands.
fn credit_in_line(text: &str) -> Option<usize> {
    [" — ", " – ", " - ", " -- ", "—"].iter().filter_map(|dash| Some((text.rfind(dash)?, dash))).find_map(
        |(at, dash)| {
            let name = text[at + dash.len()..].trim();
            let ended = text[..at].trim_end().ends_with(['.', '!', '?', '…', '”', '"', '’']);
            (ended && name.starts_with(char::is_uppercase) && name.split(' ').count() <= 10).then_some(at)
        },
    )
}
