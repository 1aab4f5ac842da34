//! Who speaks: `Speaker: words`.
//!
//! A colon after a short name may as well follow a label (“Result: victory”). What is a person cannot be known
//! here, so a line is taken for speech only when it looks safe: its words are quoted, or they are spoken in the first
//! or second person, or lines beside it that share the form show that this is a conversation.

use super::{
    habits,
    quotes::{Quoted, quoted},
    readable::trim,
    types::{Claim, ClaimId, Segment, SegmentKind},
};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A text that has the form of a line of dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) speaker: Span,
    /// Quotation marks around the whole of it left out.
    pub(super) speech: Span,
    /// The words themselves show that someone speaks.
    pub(super) sure: bool,
}

/// The longest name before a colon, in bytes.
const LONGEST_SPEAKER: usize = 60;

/// Reads `Speaker: words`, if the text has that form.
pub(super) fn line(text: &str) -> Option<Line> {
    let window = &text[..text.floor_char_boundary(LONGEST_SPEAKER)];
    let colon = window.find(':')?;
    let after = &text[colon + 1..];
    if !after.starts_with([' ', '"', '“', '„', '«', '‘']) {
        return None;
    }
    let speaker = speaker(text, Span::new(0, colon))?;
    let speech = trim(text, Span::new(colon + 1, text.len()));
    let words = speech.of(text);
    let whole = whole_quotation(words);
    let spoken = words.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').any(habits::is_voice_word);
    let opens_like_a_sentence = words.starts_with(|c: char| c.is_uppercase() || "…\"“‘'(".contains(c));
    let office = speaker.of(text).split(' ').any(habits::is_office_particle);
    let sure = if office { spoken && (whole.is_some() || opens_like_a_sentence) } else { whole.is_some() || spoken };
    let speech = whole.map_or(speech, |q| Span::new(speech.start + q.inner.start, speech.start + q.inner.end));
    (opens_like_a_sentence && !speech.is_empty()).then_some(Line { speaker, speech, sure })
}

/// A label with its colon, `Stalin:`, before a quotation that stands by itself.
pub(super) fn label(text: &str) -> Option<Span> {
    let text = text.trim_end().strip_suffix(':')?;
    let speaker = speaker(text, Span::new(0, text.len()))?;
    (!speaker.of(text).split(' ').any(habits::is_office_particle)).then_some(speaker)
}

/// The name in `label`, without a remark in brackets: one to five words, capitalised, without digits. In an interview,
/// `A (Poole):`, it is the remark that names somebody.
fn speaker(text: &str, label: Span) -> Option<Span> {
    let whole = label.of(text);
    let answers =
        whole.strip_prefix("A (").or_else(|| whole.strip_prefix("Q (")).and_then(|rest| rest.strip_suffix(')'));
    if let Some(named) = answers.filter(|named| named.split(' ').all(is_name)) {
        let start = label.start + "A (".len();
        return Some(Span::new(start, start + named.len()));
    }
    let name = match whole.find(" (").or_else(|| whole.find(" [")) {
        Some(remark) if whole.ends_with([')', ']']) => &whole[..remark],
        _ => whole,
    };
    let span = trim(text, Span::new(label.start, label.start + name.len()));
    let name = span.of(text);
    let words: Vec<&str> = name.split(' ').collect();
    let named = words.iter().enumerate().all(|(i, word)| {
        let inner = i > 0 && i + 1 < words.len();
        is_name(word) || (inner && (habits::is_name_particle(word) || habits::is_office_particle(word)))
    });
    (words.len() <= 5 && named && !habits::is_field_label(name)).then_some(span)
}

fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || ".'’-".contains(c))
        || word.strip_prefix("al-").is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// The quotation that makes up the whole of a text, but for punctuation after it.
pub(super) fn whole_quotation(text: &str) -> Option<Quoted> {
    let first = quoted(text).into_iter().next().filter(|q| q.outer.start == 0)?;
    let rest = &text[first.outer.end..];
    (!rest.contains(char::is_alphanumeric) && !first.inner.of(text).trim().is_empty()).then_some(first)
}

/// Lines of one block, each its own speaker; `starts` are the offsets at which they start. A line of another form
/// continues the speech before it.
pub(super) fn conversation(text: &str, starts: &[usize]) -> Option<Vec<Line>> {
    let mut lines: Vec<Line> = Vec::new();
    for (i, &from) in starts.iter().enumerate() {
        let to = starts.get(i + 1).copied().unwrap_or(text.len());
        let here = trim(text, Span::new(from, to));
        match line(here.of(text)) {
            Some(found) => lines.push(Line {
                speaker: moved(found.speaker, here.start),
                speech: moved(found.speech, here.start),
                sure: found.sure,
            }),
            None => lines.last_mut()?.speech.end = here.end,
        }
    }
    let names: BTreeSet<&str> = lines.iter().map(|l| l.speaker.of(text)).collect();
    let talk = lines.iter().any(|l| l.sure) || names.len() < lines.len();
    (lines.len() >= 2 && talk).then_some(lines)
}

fn moved(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

/// Takes further claims for dialogue on the strength of their neighbours: consecutive siblings of the same form, of
/// which one surely is speech or two have the same speaker, or a speaker who surely speaks elsewhere in the note.
pub(super) fn settle_siblings(claims: &mut [Claim]) {
    let speakers: BTreeSet<String> = claims.iter().flat_map(|c| &c.segments).filter_map(speaker_of).collect();
    let mut found = Vec::new();
    for family in families(claims) {
        for run in family.chunk_by(|a, b| has_form(&claims[*a]) && has_form(&claims[*b])) {
            let lines: Vec<(ClaimId, Line)> =
                run.iter().filter_map(|id| Some((*id, prose_line(&claims[*id])?))).collect();
            let name =
                |(id, line): &(ClaimId, Line)| line.speaker.of(&claims[*id].segments[0].readable.text).to_owned();
            let names: BTreeSet<String> = lines.iter().map(name).collect();
            let neighbours_talk = run.len() > lines.len() || names.len() < lines.len();
            found.extend(lines.iter().filter(|l| neighbours_talk || speakers.contains(&name(l))));
        }
    }
    for (id, line) in found {
        let segment = &mut claims[id].segments[0];
        *segment = spoken(segment, line);
    }
}

/// Claims of one parent, heading and kind, in order.
fn families(claims: &[Claim]) -> Vec<Vec<ClaimId>> {
    let mut families: BTreeMap<_, Vec<ClaimId>> = BTreeMap::new();
    for (id, claim) in claims.iter().enumerate() {
        families.entry((claim.parent, claim.heading, claim.kind as u8)).or_default().push(id);
    }
    families.into_values().collect()
}

fn has_form(claim: &Claim) -> bool {
    claim.segments.first().and_then(speaker_of).is_some() || prose_line(claim).is_some()
}

/// The speaker of a segment already known to be dialogue.
fn speaker_of(segment: &Segment) -> Option<String> {
    match &segment.kind {
        SegmentKind::Dialogue { speaker, .. } => Some(speaker.clone()),
        SegmentKind::Prose
        | SegmentKind::Quotation
        | SegmentKind::Task
        | SegmentKind::Field { .. }
        | SegmentKind::Cell { .. } => None,
    }
}

/// A claim of one prose segment in the form of a whole spoken sentence.
fn prose_line(claim: &Claim) -> Option<Line> {
    let [Segment { kind: SegmentKind::Prose, readable }] = claim.segments.as_slice() else { return None };
    let line = line(&readable.text)?;
    let speech = line.speech.of(&readable.text);
    let sentence = speech.ends_with(['.', '!', '?', '…', '"', '”']) && speech.contains(' ');
    sentence.then_some(line)
}

/// A segment's words as those of its speaker.
pub(super) fn spoken(segment: &Segment, line: Line) -> Segment {
    let readable = &segment.readable;
    Segment {
        kind: SegmentKind::Dialogue {
            speaker: line.speaker.of(&readable.text).to_owned(),
            speaker_span: readable.source(line.speaker),
        },
        readable: readable.slice(line.speech),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_before_words_in_the_first_person_speaks() {
        let text = "Kim Il Sung: Comrade Stalin, we believe that the situation is ripe.";
        let line = line(text).expect("a line");
        assert_eq!(line.speaker.of(text), "Kim Il Sung");
        assert!(line.sure && line.speech.of(text).starts_with("Comrade"));
    }

    #[test]
    fn labels_dates_and_times_do_not_speak() {
        for text in [
            "Note: we do not know this.",
            "Result: victory for us",
            "Picture 1: I see a ship.",
            "October 22, 1962, at 7:00 EDT - the speech",
            "Battle of Midway: began on 4 June",
            "they made a deal: you go, we go",
            "https://we.you",
        ] {
            assert!(line(text).is_none_or(|l| !l.sure), "{text}");
        }
    }

    #[test]
    fn a_remark_in_brackets_is_no_part_of_the_name() {
        let text = "LeMay (angrily): “We should go in.”";
        let line = line(text).expect("a line");
        assert_eq!((line.speaker.of(text), line.speech.of(text)), ("LeMay", "We should go in."));
    }
}
