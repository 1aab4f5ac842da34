//! Questions that are no clause with a hole: how two things are connected, what led to an event, what there is of a kind,
//! how long something lasted, which of several is the greatest, what came before or after.
//!
//! They are known by their opening words; what they name is looked up as everywhere, and the answer is read off the
//! graph. Where a shape finds nothing, the question is read as any other.

use super::answer::{Answer, Answered, Options, Row};
use super::behind::Behind;
use super::{listing, say, span_of_time, superlative};
use crate::graph::{ClaimFilter, ClaimRow, Found, Named, Receipt, Store, StoreError, Time};
use crate::ontology::Ontology;
use crate::path::{Connection, Network, Scope};

/// What a shape needs to answer.
pub(super) struct Desk<'a> {
    pub(super) question: &'a str,
    pub(super) store: &'a Store,
    pub(super) ontology: &'a Ontology,
    pub(super) options: Options,
    /// Asks another question of the same graph.
    pub(super) ask: &'a dyn Fn(&str) -> Result<Answered, StoreError>,
    /// The claims that best fit another question.
    pub(super) claims: &'a dyn Fn(&str) -> Result<Vec<ClaimRow>, StoreError>,
}

/// Connections shown between two things.
const CONNECTIONS: usize = 3;
/// Chains of causes are followed so far back, and so many are shown.
const DEEPEST: usize = 6;
const CHAINS: usize = 12;
/// Claims shown before or after an event.
const AROUND: usize = 8;

/// The answer, when the question has one of these shapes and the graph an answer.
pub(super) fn answer(desk: &Desk<'_>) -> Result<Option<Answered>, StoreError> {
    let text = plain(desk.question);
    if let Some((one, other)) = connected(&text) {
        return connection(desk, &one, &other).map(Some);
    }
    if let Some(effect) = effect(&text) {
        let found = causes(desk, &effect)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    if let Some((before, event)) = around(&text) {
        let found = before_or_after(desk, before, &event)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    if let Some(kind) = listing::kind(&text) {
        return listing::list(desk, &kind).map(Some);
    }
    if let Some(what) = span_of_time::what(&text) {
        return span_of_time::length(desk, &what);
    }
    if let Some(clause) = span_of_time::clause(&text) {
        let found = span_of_time::length_of_clause(desk, &clause)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    if let Some(other) = whose(&text) {
        return (desk.ask)(&other).map(Some);
    }
    superlative::greatest(desk, &text)
}

/// “whose approval did the plan have” is “who gave approval of the plan”.
fn whose(text: &str) -> Option<String> {
    let (noun, rest) = text.strip_prefix("whose ")?.split_once(" did ")?;
    let had = [" have", " get", " receive", " win", " gain", " enjoy", " obtain"];
    let thing = had.iter().find_map(|end| rest.strip_suffix(end))?;
    (!noun.contains(' ')).then(|| format!("who gave {noun} of {thing}"))
}

impl Desk<'_> {
    /// An answer of this shape.
    pub(super) fn answered(&self, answers: Vec<Answer>) -> Answered {
        let (question, sparql) = (self.question.to_owned(), String::new());
        Answered { question, sparql, answers, also: Vec::new(), connections: Vec::new(), message: None }
    }

    /// Why there is none.
    pub(super) fn none(&self, message: String) -> Answered {
        Answered { message: Some(message), ..self.answered(Vec::new()) }
    }

    pub(super) fn scope(&self) -> Scope {
        Scope { all: self.options.all, ..Scope::default() }
    }

    pub(super) fn filter(&self) -> ClaimFilter {
        ClaimFilter { facts_only: !self.options.all, ..ClaimFilter::default() }
    }
}

/// Lower case, single blanks, no marks at the end.
fn plain(question: &str) -> String {
    let words: Vec<&str> = question.split_whitespace().collect();
    words.join(" ").trim_end_matches(['?', '.', '!', ' ']).to_lowercase()
}

// --- “how is A connected to B” -------------------------------------------------------------------------------------

/// The two things asked about.
fn connected(text: &str) -> Option<(String, String)> {
    const TIES: [&str; 5] = ["connected", "related", "linked", "tied", "associated"];
    let pair = |rest: &str, between: &[&str]| {
        between.iter().find_map(|word| rest.split_once(word)).map(|(one, other)| (one.to_owned(), other.to_owned()))
    };
    for verb in ["how is ", "how are ", "how was ", "how were "] {
        let Some(rest) = text.strip_prefix(verb) else { continue };
        for tie in TIES {
            if let Some(both) = rest.strip_suffix(&format!(" {tie}")) {
                return pair(both, &[" and ", " to ", " with "]);
            }
            if let Some(found) = pair(rest, &[&format!(" {tie} to "), &format!(" {tie} with ")]) {
                return Some(found);
            }
        }
    }
    for opening in ["what connects ", "what links ", "what ties "] {
        if let Some(rest) = text.strip_prefix(opening) {
            return pair(rest, &[" and ", " to ", " with "]);
        }
    }
    for noun in ["connection", "link", "relation", "relationship", "tie"] {
        for opening in [format!("what is the {noun} between "), format!("what was the {noun} between ")] {
            if let Some(rest) = text.strip_prefix(&opening) {
                return pair(rest, &[" and "]);
            }
        }
    }
    None
}

fn connection(desk: &Desk<'_>, one: &str, other: &str) -> Result<Answered, StoreError> {
    let (from, to) = match (thing(desk, one)?, thing(desk, other)?) {
        (Ok(from), Ok(to)) => (from, to),
        (Err(message), _) | (_, Err(message)) => return Ok(desk.none(message)),
    };
    let network = Network::load(desk.store, &desk.scope())?;
    let found = network.shortest(&from.iri, &to.iri, CONNECTIONS)?;
    if found.is_empty() {
        return Ok(desk.none(format!("no connection between “{}” and “{}” is told", from.label, to.label)));
    }
    let stations = |connection: &Connection| {
        connection.stations().iter().map(|node| node.label.clone()).collect::<Vec<_>>().join(" – ")
    };
    let answers = found.iter().map(|connection| walked(connection, stations(connection))).collect();
    Ok(Answered { connections: found, ..desk.answered(answers) })
}

/// The thing that a name means: of several the one most is told of; of none a message with those it may have meant.
pub(super) fn thing(desk: &Desk<'_>, name: &str) -> Result<Result<Named, String>, StoreError> {
    Ok(match desk.store.find(name)? {
        Found::One(named) => Ok(named),
        Found::Several(all) => all.into_iter().next().ok_or_else(String::new),
        Found::None(near) if near.is_empty() => Err(format!("nothing in the notes is called “{name}”")),
        Found::None(near) => {
            let all: Vec<String> = near.iter().map(|named| format!("“{}”", named.label)).collect();
            Err(format!("nothing in the notes is called “{name}”; did you mean {}?", all.join(", ")))
        }
    })
}

/// A way through the graph as an answer, each hop a row.
fn walked(connection: &Connection, label: String) -> Answer {
    let mut rows = Vec::new();
    let mut evidence: Vec<Receipt> = Vec::new();
    let mut behind = Behind::default();
    for hop in &connection.hops {
        rows.push(Row {
            subject: hop.subject.label.clone(),
            relation: hop.relation.clone(),
            object: hop.object.label.clone(),
            time: hop.time.as_ref().map(Time::words).unwrap_or_default(),
            voice: hop.voice.clone().unwrap_or_default(),
        });
        evidence.extend(hop.receipts.first().cloned());
        behind.claims.extend(hop.claims.iter().cloned());
        behind.names.extend([&hop.subject, &hop.object].map(|named| (named.label.clone(), named.iri.clone())));
    }
    let told = |row: &Row| {
        let time = if row.time.is_empty() { String::new() } else { format!(", {}", row.time) };
        format!("{} {} {}{time}", row.subject, row.relation, row.object)
    };
    let display = rows.iter().map(told).collect::<Vec<_>>().join("; ");
    let time = connection.hops.iter().find_map(|hop| hop.time.as_ref()).map(|time| time.edtf.clone());
    let iri = connection.hops.first().map(|hop| hop.from().iri.clone());
    with_sources(Answer { label, value: None, iri, time, display, evidence, sources: Vec::new(), rows, behind })
}

/// The sources that an answer's receipts cite, each once.
pub(super) fn with_sources(mut answer: Answer) -> Answer {
    for source in answer.evidence.iter().flat_map(|receipt| &receipt.sources) {
        if !answer.sources.contains(source) {
            answer.sources.push(source.clone());
        }
    }
    answer
}

/// A claim as an answer.
pub(super) fn told(row: &ClaimRow, label: String, value: Option<String>, iri: Option<String>) -> Answer {
    with_sources(Answer {
        label,
        value,
        iri,
        time: row.time.as_ref().map(|time| time.edtf.clone()),
        display: say::sentence(row),
        evidence: row.receipts.clone(),
        sources: Vec::new(),
        rows: vec![row_of(row)],
        behind: Behind::of(row),
    })
}

/// A claim as a row of the table.
pub(super) fn row_of(row: &ClaimRow) -> Row {
    Row {
        subject: row.subject.label.clone(),
        relation: say::relation(row),
        object: row.object.as_ref().map(say::node).unwrap_or_default(),
        time: row.time.as_ref().map(Time::words).unwrap_or_default(),
        voice: say::voice(row),
    }
}

// --- “what led to X” ------------------------------------------------------------------------------------------------

/// The event whose causes are asked for.
fn effect(text: &str) -> Option<String> {
    const OPENINGS: [&str; 13] = [
        "what led up to ",
        "what led to ",
        "what caused ",
        "what brought about ",
        "what were the causes of ",
        "what was the cause of ",
        "what are the causes of ",
        "what triggered ",
        "what provoked ",
        "what gave rise to ",
        "what were the reasons for ",
        "what was the reason for ",
        "what resulted in ",
    ];
    if let Some(rest) = OPENINGS.iter().find_map(|opening| text.strip_prefix(opening)) {
        return Some(rest.to_owned());
    }
    let rest = text.strip_prefix("why did ").or_else(|| text.strip_prefix("how did "))?;
    let ends = [" happen", " begin", " start", " break out", " come about", " take place", " occur"];
    ends.iter().find_map(|end| rest.strip_suffix(end)).map(ToOwned::to_owned)
}

fn causes(desk: &Desk<'_>, effect: &str) -> Result<Option<Answered>, StoreError> {
    let network = Network::load(desk.store, &desk.scope())?;
    let Some(event) = network.event(effect)? else { return Ok(None) };
    let chains = network.causes(&event.iri, DEEPEST, CHAINS)?;
    let first = |chain: &Connection| chain.stations().first().map(|node| node.label.clone()).unwrap_or_default();
    let answers: Vec<Answer> = chains.iter().map(|chain| walked(chain, first(chain))).collect();
    Ok((!answers.is_empty()).then(|| Answered { connections: chains, ..desk.answered(answers) }))
}

// --- “what happened before X” ---------------------------------------------------------------------------------------

/// Whether before, and before or after what.
fn around(text: &str) -> Option<(bool, String)> {
    let rest = text.strip_prefix("what happened ")?;
    let rest =
        ["right ", "just ", "immediately ", "shortly "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    if let Some(event) = rest.strip_prefix("before ") {
        return Some((true, event.to_owned()));
    }
    rest.strip_prefix("after ").map(|event| (false, event.to_owned()))
}

fn before_or_after(desk: &Desk<'_>, before: bool, event: &str) -> Result<Option<Answered>, StoreError> {
    let network = Network::load(desk.store, &desk.scope())?;
    let Some(event) = network.event(event)? else { return Ok(None) };
    let about = ClaimFilter { about: Some(event.iri.clone()), ..desk.filter() };
    let told_of = desk.store.claims(&about)?;
    // What tells of the event itself, before what only has it for its object.
    let own = |row: &&ClaimRow| row.event.as_ref().is_some_and(|known| known.iri == event.iri);
    let timed = |row: &&ClaimRow| row.time.as_ref().is_some_and(|time| time.earliest.is_some());
    let Some(time) = told_of.iter().filter(own).find(timed).and_then(|row| row.time.clone()) else { return Ok(None) };
    let mut rows: Vec<ClaimRow> = ClaimRow::merge(desk.store.claims(&desk.filter())?);
    rows.retain(|row| {
        let Some(other) = &row.time else { return false };
        if before {
            other.latest.as_ref().zip(time.earliest.as_ref()).is_some_and(|(other, here)| other < here)
        } else {
            other.earliest.as_ref().zip(time.latest.as_ref()).is_some_and(|(other, here)| other > here)
        }
    });
    let day = |row: &ClaimRow| row.time.as_ref().and_then(|time| time.earliest.clone()).unwrap_or_default();
    rows.sort_by_cached_key(day);
    let rows = if before { rows.split_off(rows.len().saturating_sub(AROUND)) } else { rows };
    let shown: Vec<Answer> =
        rows.iter().take(AROUND).map(|row| told(row, say::sentence(row), None, Some(row.iri.clone()))).collect();
    Ok((!shown.is_empty()).then(|| desk.answered(shown)))
}
