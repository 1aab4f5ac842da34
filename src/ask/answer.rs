//! The way from a question to its answers.

use super::{
    behind::Behind,
    find::{self, Given, Hit},
    form::{Folding, singular},
    library::Library,
    listing,
    question::{Hole, Question},
    read, say,
    shapes::{self, Desk},
    sparql::{WIDEST, is_reported},
    spot::spot,
};
use crate::{
    graph::{ClaimRow, Receipt, Store, StoreError, Time},
    language::{DateContext, Input, Model, Reader, Word},
    ontology::Ontology,
    path::Connection,
    statement::{Polarity, Stance},
};
use serde::Serialize;

/// How to answer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Answer also from what is only reported, believed, requested, planned, supposed or denied.
    pub all: bool,
}

/// A question with its answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answered {
    /// As it was asked.
    pub question: String,
    /// The query that found the answers; empty when the question was not read.
    pub sparql: String,
    /// The best answers, the surest first; empty when there is none.
    pub answers: Vec<Answer>,
    /// Other values of what was asked, a time or a number, that somebody is only reported to give.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Answer>,
    /// The ways that the answers tell of, when it is asked how things hang together.
    #[serde(skip)]
    pub connections: Vec<Connection>,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// What a reader wants to see: a name, a date in words, a number with its unit, `yes`.
    pub label: String,
    /// The same as data: EDTF, a plain number, an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// IRI of the thing, when it is one.
    pub iri: Option<String>,
    /// EDTF text of when the claim holds.
    pub time: Option<String>,
    /// The claim in one sentence.
    pub display: String,
    /// The words it rests on.
    pub evidence: Vec<Receipt>,
    /// What these cite.
    pub sources: Vec<String>,
    /// The claims as rows, for display.
    #[serde(skip)]
    pub rows: Vec<Row>,
    /// What stands behind the words of the rows.
    #[serde(skip)]
    pub behind: Behind,
}

/// A claim as a row of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// What it is about.
    pub subject: String,
    /// The relation.
    pub relation: String,
    /// What it is related to.
    pub object: String,
    /// When, in words.
    pub time: String,
    /// In what voice, when the note does not vouch for it; empty when it does.
    pub voice: String,
}

/// More words than any question needs.
const LONGEST: usize = 120;
/// How far below the best an answer may score and still be given.
const TIER: f32 = 0.06;
/// How many claims that nobody vouches for are shown in place of an answer.
const HINTED: usize = 3;
/// A score below which no answer is worth giving.
const LEAST: f32 = 0.45;

/// Answers a question from a graph.
///
/// Never fails: a question that is not read or has no answer has a message instead of answers.
#[must_use]
pub fn answer(question: &str, store: &Store, ontology: &Ontology, options: &Options) -> Answered {
    match try_answer(question, store, ontology, *options) {
        Ok(answered) => answered,
        Err(error) => none(question, String::new(), &error.to_string()),
    }
}

fn try_answer(question: &str, store: &Store, ontology: &Ontology, options: Options) -> Result<Answered, StoreError> {
    if question.split_whitespace().take(LONGEST + 1).count() > LONGEST || question.len() > LONGEST * 40 {
        return Ok(none(question, String::new(), "this is too long to be one question: ask one thing at a time"));
    }
    if foreign(question) {
        return Ok(none(question, String::new(), "questions are read in English only"));
    }
    let folding = Folding::new(ontology);
    let ask = |question: &str| read_clause(question, store, ontology, options, &folding);
    let claims = |question: &str| claims_for(question, store, ontology, options, &folding);
    let desk = Desk { question, store, ontology, options, ask: &ask, claims: &claims };
    if let Some(answered) = shapes::answer(&desk)? {
        return Ok(answered);
    }
    let answered = ask(question)?;
    if answered.answers.is_empty() {
        if let Some(counted) = counted_things(&desk)? {
            return Ok(counted);
        }
        if let Some(shorter) = without_circumstance(&desk)? {
            return Ok(shorter);
        }
    }
    Ok(answered)
}

/// “How many guards were killed *in the attempt on Pinochet*”: a claim need not say in what it happened when its words name
/// somebody of that.
fn without_circumstance(desk: &Desk<'_>) -> Result<Option<Answered>, StoreError> {
    let lower = desk.question.trim().trim_end_matches('?').to_lowercase();
    let cut = [" in the ", " during the ", " in ", " during "].iter().find_map(|mark| lower.find(mark));
    let Some(cut) = cut.filter(|_| lower.starts_with("how many ")) else { return Ok(None) };
    let (asked, circumstance) = lower.split_at(cut);
    let mut answered = (desk.ask)(asked)?;
    let names: Vec<&str> = circumstance.split(' ').filter(|word| word.chars().count() > 3).collect();
    let named = |text: &str| {
        // Only a name says which: “the attempt” may be any.
        let own = |word: &str| word.starts_with(char::is_uppercase) && names.contains(&word.to_lowercase().as_str());
        text.split(|c: char| !c.is_alphanumeric()).any(own)
    };
    answered.answers.retain(|answer| answer.evidence.iter().any(|receipt| named(&receipt.text)));
    desk.question.clone_into(&mut answered.question);
    Ok((!answered.answers.is_empty()).then_some(answered))
}

/// Mostly letters that English does not have.
fn foreign(question: &str) -> bool {
    let letters = question.chars().filter(|c| c.is_alphabetic()).count();
    let own = question.chars().filter(|c| c.is_ascii_alphabetic()).count();
    letters > 0 && own * 2 < letters
}

/// “How many resolutions were adopted”: where no number is told, those that are told of are counted.
fn counted_things(desk: &Desk<'_>) -> Result<Option<Answered>, StoreError> {
    let lower = desk.question.trim().trim_end_matches('?').to_lowercase();
    let Some(rest) = lower.strip_prefix("how many ") else { return Ok(None) };
    let ends = [
        " are there", " were there", " are mentioned", " do the notes mention", " took place", " happened", " occurred",
    ];
    let mut found = match ends.iter().find_map(|end| rest.strip_suffix(end)) {
        Some(kind) => listing::things(desk, kind)?,
        None => (desk.ask)(&format!("which {rest}"))?.answers,
    };
    found.retain(|answer| answer.iri.is_some());
    if found.is_empty() {
        return Ok(None);
    }
    let names: Vec<&str> = found.iter().map(|answer| answer.label.as_str()).collect();
    let counted = Answer {
        label: format!("{} that the notes tell of", found.len()),
        value: Some(found.len().to_string()),
        iri: None,
        time: None,
        display: names.join(", "),
        evidence: found.iter().flat_map(|answer| answer.evidence.iter().take(1).cloned()).collect(),
        sources: Vec::new(),
        rows: found.iter().flat_map(|answer| answer.rows.iter().cloned()).collect(),
        behind: Behind::default(),
    };
    let counted = found.iter().fold(counted, |mut counted, answer| {
        counted.behind.join(&answer.behind);
        counted
    });
    Ok(Some(desk.answered(vec![shapes::with_sources(counted)])))
}

/// Reads a question as a clause with a hole.
fn read_clause(
    question: &str,
    store: &Store,
    ontology: &Ontology,
    options: Options,
    folding: &Folding,
) -> Result<Answered, StoreError> {
    let Some((read, library)) = understood(question, store, ontology, folding)? else {
        let hint = "this was not understood as a question: begin with who, what, which, when, where, why, how many or \
                    did, as in “who signed the treaty”";
        return Ok(none(question, String::new(), hint));
    };
    let found = find::find(&read, &library, options)?;
    let mut hits = found.hits;
    keep_best(&mut hits);
    let surest = hits.first().map(|hit| hit.row.clone());
    let answers = best(hits);
    if answers.is_empty() && found.too_many {
        let message = format!("more than {WIDEST} claims fit: say of whom or what, or list them with `annals query`");
        return Ok(none(question, found.sparql, &message));
    }
    if answers.is_empty() {
        let wider =
            if options.all { Vec::new() } else { best(find::find(&read, &library, Options { all: true })?.hits) };
        return Ok(none(question, found.sparql, &nothing(&wider)));
    }
    let counts = matches!(read.hole, Hole::Time | Hole::Quantity { .. });
    let also = match surest.filter(|_| counts && !options.all) {
        Some(row) if is_reported(&row, &library)? => also_told(&read, &library, &answers)?,
        _ => Vec::new(),
    };
    let connections = Vec::new();
    Ok(Answered { question: question.to_owned(), sparql: found.sparql, answers, also, connections, message: None })
}

/// The claims that best fit a question.
fn claims_for(
    question: &str,
    store: &Store,
    ontology: &Ontology,
    options: Options,
    folding: &Folding,
) -> Result<Vec<ClaimRow>, StoreError> {
    let Some((read, library)) = understood(question, store, ontology, folding)? else { return Ok(Vec::new()) };
    let mut hits = find::find(&read, &library, options)?.hits;
    keep_best(&mut hits);
    Ok(hits.into_iter().map(|hit| hit.row).collect())
}

/// A question read as a clause with a hole, and what may be meant by its names.
fn understood<'a>(
    question: &str,
    store: &'a Store,
    ontology: &'a Ontology,
    folding: &'a Folding,
) -> Result<Option<(Question, Library<'a>)>, StoreError> {
    // What shares no word with the question cannot be what it asks about.
    let words_of_it = folding.words_for(question);
    let names = store.entities_with(&|word| words_of_it.contains(&singular(word)))?;
    let spotted = spot(question, ontology, &names);
    let Some(read) = read::read(&words(&spotted.text, &spotted.names), ontology) else { return Ok(None) };
    Ok(Some((read, Library::new(store, ontology, folding, &names)?)))
}

/// “According to Life, 54,246 died”: what others say of the same, where it is another value.
fn also_told(read: &Question, library: &Library<'_>, answers: &[Answer]) -> Result<Vec<Answer>, StoreError> {
    let Some(first) = answers.first().and_then(|it| it.rows.first()) else { return Ok(Vec::new()) };
    let mut hits = find::find(read, library, Options { all: true })?.hits;
    hits.retain(|hit| hit.row.stance == Stance::Reported && hit.row.polarity == Polarity::Affirmed && !hit.row.fact);
    let mut told = best(hits);
    let of_the_same =
        |row: &Row| row.subject == first.subject && row.relation == first.relation && row.object == first.object;
    told.retain(|answer| {
        answer.rows.iter().any(of_the_same) && answers.iter().all(|known| known.value != answer.value)
    });
    Ok(told)
}

/// The words of all sentences of a question.
pub(super) fn words(text: &str, names: &[crate::span::Span]) -> Vec<Word> {
    let input = Input { text, names, context: DateContext::default() };
    Reader::new(Model::embedded()).read(&[input]).into_iter().flatten().flat_map(|sentence| sentence.words).collect()
}

fn none(question: &str, sparql: String, message: &str) -> Answered {
    Answered {
        question: question.to_owned(),
        sparql,
        answers: Vec::new(),
        also: Vec::new(),
        connections: Vec::new(),
        message: Some(message.to_owned()),
    }
}

/// Why there is no answer: nothing is said, or only what nobody vouches for.
fn nothing(wider: &[Answer]) -> String {
    let told: Vec<&str> = wider.iter().take(HINTED).map(|answer| answer.display.as_str()).collect();
    if told.is_empty() {
        return "the notes do not say".to_owned();
    }
    format!("the notes do not vouch for an answer; --all answers from what is only told: {}", told.join("; "))
}

/// The hits of the top tier, those with the same answer brought together.
fn best(mut hits: Vec<Hit>) -> Vec<Answer> {
    keep_best(&mut hits);
    let mut answers: Vec<(String, Answer)> = Vec::new();
    for hit in hits {
        let key = hit.given.key();
        match answers.iter_mut().find(|(known, _)| *known == key) {
            Some((_, answer)) => answer.absorb(&hit),
            None => answers.push((key, Answer::new(&hit))),
        }
    }
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// The hits of the top tier, the best first.
fn keep_best(hits: &mut Vec<Hit>) {
    let top = hits.iter().map(|hit| hit.score).fold(0.0, f32::max);
    hits.retain(|hit| hit.score >= top - TIER && hit.score >= LEAST);
    hits.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| place(one).cmp(&place(other))));
}

/// Where a hit's words stand, and where among them the answer is named: the order of reading.
fn place(hit: &Hit) -> (Option<(&str, usize, usize)>, String) {
    let (label, ..) = hit.given.shown();
    // A note may name a person by one word of the name only.
    let parts = || label.split(' ').filter(|word| word.chars().count() > 2);
    let named = |text: &str| {
        text.find(&label).or_else(|| parts().filter_map(|word| text.find(word)).min()).unwrap_or(usize::MAX)
    };
    let at = hit.row.receipts.first().map(|it| (it.file.as_str(), it.start, named(&it.text)));
    (at, hit.given.key())
}

impl Answer {
    fn new(hit: &Hit) -> Self {
        let (label, value, iri) = hit.given.shown();
        let mut answer = Self {
            label,
            value,
            iri,
            time: hit.row.time.as_ref().map(|time| time.edtf.clone()),
            display: say::sentence(&hit.row),
            evidence: Vec::new(),
            sources: Vec::new(),
            rows: Vec::new(),
            behind: Behind::default(),
        };
        answer.absorb(hit);
        answer
    }

    fn absorb(&mut self, hit: &Hit) {
        let row = Row {
            subject: hit.row.subject.label.clone(),
            relation: say::relation(&hit.row),
            object: hit.row.object.as_ref().map(say::node).unwrap_or_default(),
            time: hit.row.time.as_ref().map(Time::words).unwrap_or_default(),
            voice: say::voice(&hit.row),
        };
        if !self.rows.contains(&row) {
            self.rows.push(row);
        }
        self.behind.add(&hit.row);
        for receipt in &hit.row.receipts {
            if !self.evidence.contains(receipt) {
                self.evidence.push(receipt.clone());
            }
            for source in &receipt.sources {
                if !self.sources.contains(source) {
                    self.sources.push(source.clone());
                }
            }
        }
        if let Given::Source(source) = &hit.given {
            self.sources.retain(|known| known == source);
        }
        if self.time.is_none() {
            self.time = hit.row.time.as_ref().map(|time| time.edtf.clone());
        }
    }
}
