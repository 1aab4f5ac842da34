//! Every reading of a question, asked of the graph.

use super::{
    answer::Options,
    counting,
    fill::fill,
    fit::{Fitting, Sought},
    frame::{Frame, frames},
    library::{Library, Wanted},
    question::{Clause, Hole, Question, Slot},
    say,
    sparql::{Asked, Reach, Voices, WIDEST, query, query_about, run},
};
use crate::{
    graph::{ClaimRow, Measure, Node, StoreError},
    ontology::{Argument, Ontology, PartOfSpeech},
    statement::{Polarity, Stance},
};
use std::collections::{BTreeMap, BTreeSet};

/// What a claim gives for an answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Given {
    Node(Node),
    /// EDTF.
    Time(String),
    Quantity(Measure),
    Truth(bool),
    Source(String),
    /// IRI of the claim, and the claim in words.
    Claim(String, String),
}

/// An answer with the claim it was found in.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) score: f32,
    pub(super) given: Given,
    pub(super) row: ClaimRow,
}

/// All that was found, and the query that found the best.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) hits: Vec<Hit>,
    pub(super) sparql: String,
    /// More claims fit than anybody could mean: none of them was read.
    pub(super) too_many: bool,
    best: f32,
}

/// One way to read the question.
#[derive(Debug)]
struct Reading {
    frame: Frame,
    /// Stances in which claims may speak.
    stances: Vec<Stance>,
    /// Who must hold the claim: the subject of “believed that …”.
    holder: Option<Slot>,
    /// What is asked is who holds the claim.
    gives_holder: bool,
    /// The claim itself is the answer, whatever its relation.
    any_relation: bool,
    /// Only numbers of these units answer; empty: any number does.
    units: &'static [&'static str],
    weight: f32,
}

/// Asks the graph by every reading of the question.
pub(super) fn find(question: &Question, library: &Library<'_>, options: Options) -> Result<Found, StoreError> {
    let mut found = Found::default();
    // Several readings often ask the very same.
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for reading in readings(question, library.ontology, options) {
        let mut sought = Sought::new(&reading.frame, library);
        sought.any_relation = reading.any_relation;
        let voices = Voices {
            stances: reading.stances.clone(),
            denied: options.all || question.hole == Hole::Truth || question.clause.negated,
        };
        for reach in [Reach::Sides, Reach::Anywhere, Reach::Relation] {
            let asked = if reading.any_relation {
                reading.about(&question.clause, library).map(|about| query_about(&about, &voices, library))
            } else {
                query(&sought, &voices, reach, library)
            };
            let Some(Asked { sparql, named }) = asked else { break };
            let before = found.hits.len();
            // The snapshot counts at once what the database would have to read: facts, which are asserted.
            let asserted = voices.stances.contains(&Stance::Asserted);
            if !named && asserted && library.store.ties()?.facts_of(&sought.relations) > WIDEST {
                found.too_many = true;
                found.keep_query(&sparql, before);
                break;
            }
            let claims = match told.get(&sparql) {
                Some(claims) => claims,
                None => {
                    let claims = run(&sparql, library)?.into_iter().collect();
                    told.entry(sparql.clone()).or_insert(claims)
                }
            };
            if claims.len() > WIDEST && !named {
                found.too_many = true;
                break;
            }
            for row in library.store.claims_with(claims)? {
                found.hits.extend(reading.hits(&row, &sought, question, library, options)?);
            }
            found.keep_query(&sparql, before);
            if found.hits.len() > before || reading.any_relation {
                break;
            }
        }
    }
    Ok(found)
}

impl Found {
    /// The query shown is the one behind the best answer, or the first of all.
    fn keep_query(&mut self, sparql: &str, before: usize) {
        let best = self.hits[before..].iter().map(|hit| hit.score).fold(0.0, f32::max);
        if best > self.best || self.sparql.is_empty() {
            self.best = self.best.max(best);
            sparql.clone_into(&mut self.sparql);
        }
    }
}

/// The ways to read a question, the most telling first.
fn readings(question: &Question, ontology: &Ontology, options: Options) -> Vec<Reading> {
    let mut plain = if options.all { Stance::ALL.to_vec() } else { vec![Stance::Asserted] };
    if !options.all && hedged(&question.clause, ontology) {
        plain.push(Stance::Reported);
    }
    let mut readings = Vec::new();
    governed(&question.clause, question, ontology, &plain, &mut readings);
    if question.hole == Hole::Claims || question.hole == Hole::Source && question.clause.complement.is_none() {
        let frame = anything(&question.clause);
        return vec![Reading { any_relation: true, ..Reading::plain(frame, plain, 1.0) }];
    }
    if question.hole == Hole::Source {
        return readings;
    }
    readings.extend(
        counting::frames(question).map(|(frame, units)| Reading { units, ..Reading::plain(frame, plain.clone(), 0.9) }),
    );
    for (nth, frame) in frames(&question.clause, ontology).into_iter().enumerate() {
        let weight = if nth == 0 { 1.0 } else { 0.99 };
        readings.push(Reading::plain(frame, plain.clone(), weight));
    }
    // “what did Kim believe”: whatever he believed.
    let asks_object = question.clause.argument(&Argument::Object) == Some(&Slot::Hole);
    for stance in complement_stances(&question.clause, ontology).into_iter().filter(|_| asks_object) {
        let holder = question.clause.argument(&Argument::Subject).cloned();
        readings.push(Reading { holder, any_relation: true, ..Reading::plain(Frame::default(), vec![stance], 0.8) });
    }
    readings
}

/// “When was it *officially* founded”: what is said officially only may answer.
fn hedged(clause: &Clause, ontology: &Ontology) -> bool {
    clause.adverbs.iter().any(|adverb| ontology.has_word("hedge", adverb))
}

/// “What happened in Oslo”, “what did the council do”: every claim that what is named takes part in.
fn anything(clause: &Clause) -> Frame {
    let named = clause.arguments.iter().filter(|(place, slot)| *slot != Slot::Hole && *place != Argument::Subject);
    Frame {
        subject: clause.argument(&Argument::Subject).filter(|slot| **slot != Slot::Hole).cloned(),
        others: named.map(|(_, slot)| slot.clone()).collect(),
        ..Frame::default()
    }
}

/// Readings of what a verb governs: “who *believed* that …”, “when did he *begin* to …”, “which source *says* that …”.
fn governed(clause: &Clause, question: &Question, ontology: &Ontology, plain: &[Stance], readings: &mut Vec<Reading>) {
    let Some(inner) = &clause.complement else { return };
    let stances = complement_stances(clause, ontology);
    let voices = if question.hole == Hole::Source { plain.to_vec() } else { stances.clone() };
    let speaks = question.hole == Hole::Source || stances.iter().any(|stance| *stance != Stance::Asserted);
    let subject = clause.argument(&Argument::Subject);
    for frame in frames(inner, ontology) {
        if speaks {
            let gives_holder = subject == Some(&Slot::Hole) && question.hole != Hole::Source;
            let holder = subject.filter(|_| question.hole != Hole::Source).cloned();
            // The subject of the governed clause may be the holder: then it is no hole of its own.
            readings.push(Reading { holder, gives_holder, ..Reading::plain(frame.clone(), voices.clone(), 1.0) });
        }
        let transparent = stances.contains(&Stance::Asserted) || stances.is_empty();
        if transparent && question.hole != Hole::Source {
            readings.push(Reading::plain(frame, plain.to_vec(), 0.98));
        }
    }
    governed(inner, question, ontology, plain, readings);
}

/// In what voices the clause that a word governs may be meant.
fn complement_stances(clause: &Clause, ontology: &Ontology) -> Vec<Stance> {
    let mut stances = Vec::new();
    for part in [PartOfSpeech::Verb, PartOfSpeech::Adjective] {
        for &id in ontology.entries_for(&clause.predicate, part) {
            stances.extend(ontology.entries[id].complement.as_ref().map(|complement| complement.stance));
        }
    }
    if ontology.has_word("aspect-verb", &clause.predicate) {
        stances.push(Stance::Asserted);
    }
    stances.sort_unstable();
    stances.dedup();
    stances
}

impl Reading {
    const fn plain(frame: Frame, stances: Vec<Stance>, weight: f32) -> Self {
        Self { frame, stances, holder: None, gives_holder: false, any_relation: false, units: &[], weight }
    }

    /// IRIs of what the claims must be about; all claims when the question names nothing, `None` when it names what
    /// the graph does not know.
    fn about(&self, clause: &Clause, library: &Library<'_>) -> Option<Vec<String>> {
        let named = self.holder.iter().chain(&self.frame.subject).chain(&self.frame.others);
        let phrases: Vec<Wanted> = named
            .filter_map(|slot| match slot {
                Slot::Phrase(phrase) => Some(library.wanted(phrase)),
                Slot::Hole => None,
            })
            .collect();
        let candidates: Vec<String> = phrases.iter().flat_map(|wanted| library.candidates(wanted)).collect();
        let known = if phrases.is_empty() { !clause.times.is_empty() } else { !candidates.is_empty() };
        known.then_some(candidates)
    }

    fn hits(
        &self,
        row: &ClaimRow,
        sought: &Sought,
        question: &Question,
        library: &Library<'_>,
        options: Options,
    ) -> Result<Vec<Hit>, StoreError> {
        if !self.admits(row, question, library.ontology, options) {
            return Ok(Vec::new());
        }
        let Some(fitting) = sought.fit(row, library) else { return Ok(Vec::new()) };
        let Some(held) = self.held(row, library) else { return Ok(Vec::new()) };
        let Some(timed) = in_time(&question.clause, row) else { return Ok(Vec::new()) };
        let mut filled = self.give(row, &fitting, question, library)?;
        filled.retain(|(given, _)| self.units.is_empty() || given.is_in(self.units));
        let score = fitting.score * held * timed * self.weight * with_adverbs(&question.clause, row, library);
        let hit = |(given, factor): (Given, f32)| Hit { score: score * factor, given, row: row.clone() };
        Ok(filled.into_iter().map(hit).collect())
    }

    fn give(
        &self,
        row: &ClaimRow,
        fitting: &Fitting,
        question: &Question,
        library: &Library<'_>,
    ) -> Result<Vec<(Given, f32)>, StoreError> {
        if self.any_relation {
            return Ok(vec![(Given::Claim(row.iri.clone(), say::sentence(row)), 1.0)]);
        }
        if self.gives_holder {
            return Ok(row.holder.iter().map(|holder| (Given::Node(Node::Thing(holder.clone())), 1.0)).collect());
        }
        fill(question, row, fitting, library)
    }

    /// Whether a claim of this voice may answer.
    fn admits(&self, row: &ClaimRow, question: &Question, ontology: &Ontology, options: Options) -> bool {
        if options.all || self.holder.is_some() {
            return true;
        }
        let denied = row.polarity == Polarity::Negated;
        let by_author = row.stance == Stance::Asserted && row.holder.is_none();
        match question.hole {
            Hole::Truth => row.fact || denied && by_author,
            _ if question.clause.negated => denied && by_author,
            _ if row.stance == Stance::Reported && row.holder.is_none() => {
                !denied && hedged(&question.clause, ontology)
            }
            _ => row.fact,
        }
    }

    /// How well the holder of a claim is the one asked about; `None` when it is another.
    fn held(&self, row: &ClaimRow, library: &Library<'_>) -> Option<f32> {
        let Some(slot) = &self.holder else { return Some(1.0) };
        let holder = row.holder.as_ref()?;
        match slot {
            Slot::Hole => Some(1.0),
            Slot::Phrase(phrase) => {
                let wanted: Wanted = library.wanted(phrase);
                library.fit_thing(&wanted, holder).filter(|fit| fit.missing.is_empty()).map(|fit| fit.score)
            }
        }
    }
}

/// A claim without the question's adverbs may still answer, one that has them answers better.
fn with_adverbs(clause: &Clause, row: &ClaimRow, library: &Library<'_>) -> f32 {
    let words = if clause.adverbs.is_empty() { BTreeSet::new() } else { library.keys_of_words(row) };
    if clause.adverbs.iter().all(|adverb| words.contains(adverb)) { 1.0 } else { 0.85 }
}

/// Whether a claim holds when the question says; `None` when it does not, or does not say.
fn in_time(clause: &Clause, row: &ClaimRow) -> Option<f32> {
    let mut score = 1.0;
    for (preposition, date) in &clause.times {
        let time = row.time.as_ref()?;
        let (first, last) = (date.earliest.as_deref(), date.latest.as_deref());
        let starts = time.earliest.as_deref();
        let ends = time.latest.as_deref();
        let within = starts.zip(first).is_none_or(|(start, first)| start >= first)
            && ends.zip(last).is_none_or(|(end, last)| end <= last);
        let fits = match preposition.as_str() {
            "before" | "until" | "till" => starts.zip(first).is_some_and(|(start, first)| start < first),
            "after" | "since" => ends.zip(last).is_some_and(|(end, last)| end > last),
            _ => {
                starts.zip(last).is_none_or(|(start, last)| start <= last)
                    && ends.zip(first).is_none_or(|(end, first)| end >= first)
            }
        };
        if !fits {
            return None;
        }
        // A claim about a longer time says less of the time asked about.
        let open = matches!(preposition.as_str(), "before" | "until" | "till" | "after" | "since");
        score *= if within || open { 1.0 } else { 0.9 };
    }
    Some(score)
}

impl Given {
    /// Whether it is a number of one of these units.
    fn is_in(&self, units: &[&str]) -> bool {
        match self {
            Self::Quantity(measure) => measure.unit.as_deref().is_some_and(|unit| units.contains(&unit)),
            _ => false,
        }
    }

    /// The same for the same answer.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Node(Node::Thing(thing)) => thing.iri.clone(),
            Self::Quantity(measure) => format!("{} {}", measure.value, measure.unit.as_deref().unwrap_or_default()),
            Self::Node(Node::Value(measure)) => say::value(measure),
            Self::Time(edtf) => edtf.clone(),
            Self::Truth(truth) => truth.to_string(),
            Self::Source(source) => source.clone(),
            Self::Claim(iri, _) => iri.clone(),
        }
    }

    /// Label, value, IRI.
    pub(super) fn shown(&self) -> (String, Option<String>, Option<String>) {
        match self {
            Self::Node(Node::Thing(thing)) => (thing.label.clone(), None, Some(thing.iri.clone())),
            Self::Node(Node::Value(measure)) | Self::Quantity(measure) => {
                (say::value(measure), Some(measure.value.clone()), None)
            }
            Self::Time(edtf) => (crate::when::words(edtf), Some(edtf.clone()), None),
            Self::Truth(truth) => (if *truth { "yes" } else { "no" }.to_owned(), Some(truth.to_string()), None),
            Self::Source(source) => (source.clone(), Some(source.clone()), None),
            Self::Claim(iri, words) => (words.clone(), None, Some(iri.clone())),
        }
    }
}
