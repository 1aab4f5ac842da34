//! What must hold whatever is read: for `cargo fuzz`, which looks for input that breaks it, and for `tests/fuzz.rs`, which runs
//! the corpora and some changes of them wherever the tests run.

use annals::ask::{self, Options};
use annals::graph::{Store, day};
use annals::language::{DateContext, dates, quantities};
use annals::note;
use annals::ontology::Ontology;
use annals::pipeline::{self, Settings};
use annals::span::Span;
use std::sync::OnceLock;

/// A note of any bytes is read: every place in it is one of its text, and reading it again gives the same.
pub(crate) fn notes(input: &[u8]) {
    let read = note::read("note.md", input);
    for claim in &read.claims {
        in_text(claim.span, &read.text);
        for segment in &claim.segments {
            let readable = &segment.readable;
            in_text(readable.source(Span::new(0, readable.text.len())), &read.text);
        }
    }
    for span in read.diagnostics.iter().filter_map(|told| told.span) {
        in_text(span, &read.text);
    }
    assert_eq!(note::outline(&read), note::outline(&note::read("note.md", input)), "read twice");
}

/// Dates in any text are found where they stand, one after the other, and have a first day no later than their last.
pub(crate) fn dates(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let found = dates::find(text, &DateContext::default());
    in_order(found.iter().map(|(span, _)| *span), text);
    for (span, date) in &found {
        let (first, last) = (date.earliest.as_deref(), date.latest.as_deref());
        let days = first.and_then(|date| day(date, false)).zip(last.and_then(|date| day(date, true)));
        let in_order = days.is_none_or(|(first, last)| first <= last);
        assert!(in_order && !date.edtf.is_empty(), "{:?}: {date:?}", &text[span.range()]);
    }
    let _cell = dates::read_cell(text, &DateContext::default());
}

/// Quantities in any text are found where they stand, one after the other.
pub(crate) fn quantities(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    in_order(quantities::find(text).into_iter().map(|(span, _)| span), text);
}

/// Any question is answered or told why not, the same twice.
pub(crate) fn questions(input: &[u8]) {
    static GRAPH: OnceLock<Store> = OnceLock::new();
    let Ok(text) = std::str::from_utf8(input) else { return };
    let graph = GRAPH.get_or_init(|| {
        let notes = "- Stalin approved the invasion of South Korea in May 1950.\n- The Treaty of Trianon was signed in 1920.\n\
            - On 3 May 1921 Anna Adler founded the Northern Bank in Oslo.\n";
        let read = pipeline::read_text("note.md", notes.as_bytes(), &Settings::default());
        let graph = pipeline::graph(&read, &Settings::default()).expect("the default base is good");
        Store::in_memory(&graph).expect("memory does not fail")
    });
    let answered = || ask::render_text(&ask::answer(text, graph, Ontology::builtin(), &Options::default()));
    assert_eq!(answered(), answered(), "asked twice");
}

/// What is read from a note stands in it, word for word, and a graph can be made of it.
pub(crate) fn statements(input: &[u8]) {
    let settings = Settings::default();
    let read = pipeline::read_text("note.md", input, &settings);
    for note in &read.notes {
        for statement in read.statements() {
            let evidence = &statement.evidence;
            assert_eq!(note.text.get(evidence.start..evidence.end), Some(evidence.text.as_str()), "evidence");
            assert!((0.0..=1.0).contains(&statement.confidence), "{}", statement.confidence);
        }
    }
    pipeline::graph(&read, &settings).expect("the default base is good");
}

fn in_text(span: Span, text: &str) {
    assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
}

fn in_order(spans: impl Iterator<Item = Span>, text: &str) {
    let mut end = 0;
    for span in spans {
        in_text(span, text);
        assert!(span.start >= end && span.end > span.start, "{span:?} of {text:?}");
        end = span.end;
    }
}
