//! The way from text to parsed sentences, in order:
//!
//! 1. dates and quantities are found, and reconciled with the names that the caller knows: each is one word;
//! 2. the text is cut into sentences, never inside such a unit, and the sentences into words;
//! 3. all sentences of all inputs go through the model together;
//! 4. words get their tags, heads and dictionary forms.

use super::abbreviations::spelled_out;
use super::dates::{self, DateContext};
use super::lexemes::Lexed;
use super::model::{Analysis, Model};
use super::types::{Sentence, Unit, Word};
use super::universal::Tag;
use super::{quantities, sentences, tokens};
use crate::span::Span;

/// A text to read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'t> {
    /// Readable text, markup removed. Spans refer to it.
    pub text: &'t str,
    /// Names found in it by the caller, in any order; where two overlap the longer counts.
    pub names: &'t [Span],
    /// What its surroundings say about its time.
    pub context: DateContext,
}

/// Reads text into sentences with the help of a model.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'m> {
    model: &'m Model,
}

impl<'m> Reader<'m> {
    /// A reader that parses with `model`, most often [`Model::embedded`].
    #[must_use]
    pub const fn new(model: &'m Model) -> Self {
        Self { model }
    }

    /// Reads several texts at once, which is faster than one by one. The sentences of each, in the order of `inputs`.
    #[must_use]
    pub fn read(&self, inputs: &[Input<'_>]) -> Vec<Vec<Sentence>> {
        let drafts: Vec<Vec<Draft>> = inputs.iter().map(draft).collect();
        let forms: Vec<Vec<&str>> = drafts
            .iter()
            .zip(inputs)
            .flat_map(|(drafts, input)| drafts.iter().map(|draft| draft.forms(input.text)))
            .collect();
        let mut parses = self.model.parse(&forms).into_iter();
        let sentences = drafts.into_iter().zip(inputs).map(|(drafts, input)| {
            let parsed = drafts.into_iter().zip(&mut parses);
            parsed.map(|(draft, parse)| finish(self.model, draft, &parse, input.text)).collect()
        });
        sentences.collect()
    }
}

fn finish(model: &Model, draft: Draft, parse: &[Analysis], text: &str) -> Sentence {
    let words = draft.tokens.into_iter().zip(parse).map(|(token, analysis)| {
        let form = token.span.of(text);
        let form = spelled_out(form).unwrap_or(form).to_owned();
        let tag = plausible(analysis.tag, token.unit.as_ref(), &form);
        let lemma = if token.unit.is_some() { form.clone() } else { model.lemma(&form, tag) };
        Word {
            span: token.span,
            form,
            lemma,
            tag,
            head: analysis.head,
            dependency: analysis.dependency,
            certainty: analysis.certainty,
            unit: token.unit,
        }
    });
    Sentence { span: draft.span, words: words.collect() }
}

/// A tag that such a unit can bear: a name is no verb, whatever the model thinks of it.
fn plausible(tag: Tag, unit: Option<&Unit>, form: &str) -> Tag {
    if unit.is_none() && form.ends_with("-in-law") {
        return Tag::Noun;
    }
    match (unit, tag) {
        (None, _)
        | (Some(Unit::Name(_)), Tag::Propn | Tag::Adj)
        | (Some(Unit::Date(_) | Unit::Quantity(_)), Tag::Num | Tag::Noun)
        | (Some(Unit::Date(_)), Tag::Propn) => tag,
        (Some(Unit::Name(_)), _) => Tag::Propn,
        (Some(Unit::Date(_)), _) if !form.starts_with(|c: char| c.is_ascii_digit()) => Tag::Propn,
        (Some(Unit::Date(_) | Unit::Quantity(_)), _) => Tag::Num,
    }
}

/// A sentence before parsing.
struct Draft {
    span: Span,
    tokens: Vec<Token>,
}

struct Token {
    span: Span,
    /// What the model sees: a quantity without its “more than”, since it was trained on such quantities.
    core: Span,
    unit: Option<Unit>,
}

impl Draft {
    fn forms<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let seen = |token: &Token| token.core.of(text);
        self.tokens.iter().map(|token| spelled_out(seen(token)).unwrap_or_else(|| seen(token))).collect()
    }
}

/// Everything that comes before parsing.
fn draft(input: &Input<'_>) -> Vec<Draft> {
    let units = units(input);
    let spans: Vec<Span> = units.iter().map(|unit| unit.span).collect();
    let mut units = units.into_iter().peekable();
    let sentences = sentences::split(input.text, &spans).into_iter().map(|span| {
        let mut tokens = Vec::with_capacity(span.len() / 5 + 1);
        let mut at = span.start;
        let mut pieces = Vec::new();
        while let Some(token) = units.next_if(|unit| unit.span.start < span.end) {
            plain(input.text, Span::new(at, token.span.start), false, &mut pieces, &mut tokens);
            at = token.span.end;
            tokens.push(token);
        }
        plain(input.text, Span::new(at, span.end), true, &mut pieces, &mut tokens);
        Draft { span, tokens }
    });
    sentences.collect()
}

fn plain(text: &str, range: Span, last: bool, pieces: &mut Vec<Span>, tokens: &mut Vec<Token>) {
    if range.is_empty() {
        return;
    }
    pieces.clear();
    tokens::cut(text, range, last, pieces);
    tokens.extend(pieces.iter().map(|&span| Token { span, core: span, unit: None }));
}

/// Names, dates and quantities of a text, in order, none overlapping another.
///
/// A name wins over a date or quantity that it overlaps, unless the date is the longer (“May 1968” over “May”).
fn units(input: &Input<'_>) -> Vec<Token> {
    let lexed = Lexed::new(input.text);
    let names = apart(input);
    let mut dates = dates::find_in(&lexed, &input.context);
    dates.retain(|(date, _)| overlapping(&names, *date).all(|name| name.len() < date.len()));
    let mut units: Vec<Token> = names
        .iter()
        .filter(|(name, _)| !dates.iter().any(|(date, _)| date.overlaps(*name)))
        .map(|&(span, index)| Token { span, core: span, unit: Some(Unit::Name(index)) })
        .collect();
    units.extend(dates.into_iter().map(|(span, date)| {
        let core = date_core(input.text, span);
        Token { span, core, unit: Some(Unit::Date(date)) }
    }));
    units.sort_by_key(|unit| unit.span);
    let taken: Vec<Span> = units.iter().map(|unit| unit.span).collect();
    let found = quantities::find_in(&lexed, &taken).into_iter();
    units.extend(found.map(|f| Token { span: f.span, core: f.core, unit: Some(Unit::Quantity(f.quantity)) }));
    units.sort_by_key(|unit| unit.span);
    units
}

/// The part of a date that stands for all of it before the model: “end” for “end of May 1962”, “October 1962” for “late
/// October 1962”, “October 22, 1962” for “October 22, 1962, at 7:00 EDT”.
fn date_core(text: &str, span: Span) -> Span {
    let words = span.of(text);
    if let Some(of) = words.find(" of ") {
        return Span::new(span.start, span.start + of);
    }
    let day = words.find(" at ").map_or(words, |at| words[..at].trim_end_matches(','));
    let skipped = match day.split_once(' ') {
        Some((part, rest)) if is_shade(part) && !rest.starts_with("in ") => part.len() + 1,
        Some((part, _)) if is_shade(part) => return Span::new(span.start, span.start + part.len()),
        _ => 0,
    };
    Span::new(span.start + skipped, span.start + day.len())
}

fn is_shade(word: &str) -> bool {
    ["early", "late", "about", "around", "circa", "roughly", "c."].iter().any(|shade| shade.eq_ignore_ascii_case(word))
}

fn overlapping(names: &[(Span, usize)], span: Span) -> impl Iterator<Item = Span> {
    names.iter().map(|&(name, _)| name).filter(move |name| name.overlaps(span))
}

/// The names with their indices, in order; of two that overlap the longer.
fn apart(input: &Input<'_>) -> Vec<(Span, usize)> {
    let mut names: Vec<(Span, usize)> =
        input.names.iter().zip(0..).filter_map(|(span, index)| Some((trimmed(input.text, *span)?, index))).collect();
    names.sort_by_key(|&(span, index)| (std::cmp::Reverse(span.len()), span.start, index));
    let mut kept: Vec<(Span, usize)> = Vec::with_capacity(names.len());
    for name in names {
        let at = kept.partition_point(|(other, _)| other.start < name.0.start);
        let clear = |k: usize| kept.get(k).is_none_or(|(other, _)| !other.overlaps(name.0));
        if clear(at) && at.checked_sub(1).is_none_or(clear) {
            kept.insert(at, name);
        }
    }
    kept
}

/// The span without blanks at its ends; `None` when nothing is left or it was made for another text.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = text.get(span.range())?;
    let start = span.start + (words.len() - words.trim_start().len());
    let trimmed = Span::new(start, start + words.trim().len());
    (!trimmed.is_empty()).then_some(trimmed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str, names: &[&str]) -> Vec<Vec<String>> {
        let names: Vec<Span> = names
            .iter()
            .map(|name| text.find(name).map(|start| Span::new(start, start + name.len())).unwrap())
            .collect();
        let input = Input { text, names: &names, context: DateContext::default() };
        draft(&input).iter().map(|d| d.forms(text).into_iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn names_dates_and_quantities_are_one_word_each() {
        assert_eq!(
            forms("Kim Il-sung's army lost 2 million men on June 25, 1950. Stalin didn't.", &["Kim Il-sung", "Stalin"]),
            [
                vec!["Kim Il-sung", "'s", "army", "lost", "2 million", "men", "on", "June 25, 1950", "."],
                vec!["Stalin", "did", "n't", "."]
            ]
        );
    }

    #[test]
    fn a_longer_date_wins_over_a_name_and_a_longer_name_over_a_date() {
        assert_eq!(forms("in May 1968", &["May"]), [["in", "May 1968"]]);
        assert_eq!(forms("the May 1968 Committee", &["May 1968 Committee"]), [["the", "May 1968 Committee"]]);
        assert_eq!(forms("the 1973 Accords", &["1973 Accords"]), [["the", "1973 Accords"]]);
    }

    #[test]
    fn of_overlapping_names_the_longer_counts() {
        assert_eq!(forms("North Korea fell", &["Korea", "North Korea"]), [["North Korea", "fell"]]);
    }

    #[test]
    fn odd_text_reads_without_panic() {
        for text in
            ["", " ", ".", "…", "'s", "’", "n't", "1.", "–", "é.é", "a\u{301}'s", "\u{200d}", "((", "$", "$$5", "5%%"]
        {
            let input = Input { text, names: &[Span::new(0, 99)], context: DateContext::default() };
            let tokens: usize = draft(&input).iter().map(|d| d.tokens.len()).sum();
            assert_eq!(tokens == 0, text.trim().is_empty(), "{text:?}");
        }
    }
}
