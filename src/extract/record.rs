//! Drafts → statements: evidence, sources, ids; and what else a reading leaves behind to be shown.

use super::choose::Reading;
use super::clause::Clause;
use super::discourse::{Discourse, Handle};
use super::identity;
use super::passage::Passage;
use super::scene::{Draft, Scene};
use super::sources;
use crate::language::Sentence;
use crate::note::{ClaimId, Note};
use crate::ontology::{Ontology, expand};
use crate::span::Span;
use crate::statement::{Evidence, Object, Polarity, QuotationRecord, Relation, Stance, Statement, Thing, Value};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What was read from one note.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// In reading order.
    pub statements: Vec<Statement>,
    /// Phrases and what they were taken to mean, in reading order.
    pub mentions: Vec<Mention>,
    /// Pronouns and what they could mean, where that was asked for.
    pub choices: Vec<Choice>,
    /// Predicates with their arguments as text, in reading order.
    pub frames: Vec<String>,
    /// Entries of the lexicon that were considered, with what would fill their places.
    pub considered: Vec<Considered>,
    /// The parsed sentences of each passage.
    pub sentences: Vec<Vec<Sentence>>,
    /// Quotations with what they are the text of.
    pub quotations: Vec<QuotationRecord>,
}

/// A phrase and what it was taken to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// In the note.
    pub span: Span,
    /// The words.
    pub text: String,
    /// Each thing with the phrase as its mention.
    pub things: Vec<Thing>,
}

/// A pronoun and what it could mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// In the note.
    pub span: Span,
    /// IRIs of what it was taken to mean; none where that is not told.
    pub chosen: Vec<String>,
    /// Each candidate, IRIs and features, the nearest first; last nothing, with the features of there being none.
    pub candidates: Vec<(Vec<String>, Vec<usize>)>,
}

/// An entry of the lexicon that a clause or phrase could be read by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Considered {
    /// Full IRI of the entry.
    pub entry: String,
    /// The words that would fill its subject's place.
    pub subject: Vec<String>,
    /// The words that would fill its object's place.
    pub object: Vec<String>,
    /// It was the reading chosen.
    pub chosen: bool,
}

/// Collects what is read.
pub(super) struct Record<'n> {
    note: &'n Note,
    code_points: CodePoints<'n>,
    out: Extraction,
    seen: BTreeSet<String>,
}

impl<'n> Record<'n> {
    pub(super) fn new(note: &'n Note) -> Self {
        Self { note, code_points: CodePoints::new(&note.text), out: Extraction::default(), seen: BTreeSet::new() }
    }

    pub(super) fn finish(mut self, sentences: Vec<Vec<Sentence>>, renamed: &[(String, Thing)]) -> Extraction {
        identity::rename(&mut self.out, renamed, id);
        self.out.sentences = sentences;
        self.out
    }

    /// Takes over what a sentence gave.
    pub(super) fn take(&mut self, passage: &Passage<'_>, scene: Scene<'_, '_>) {
        for (i, handles) in scene.links.iter().enumerate() {
            let Some(handles) = handles.as_ref().filter(|h| !h.is_empty()) else { continue };
            let word = &scene.tree.words[i];
            let things = handles.iter().map(|&h| scene.discourse.thing(h, &word.form)).collect();
            self.out.mentions.push(Mention {
                span: passage.source(self.note, word.span),
                text: word.form.clone(),
                things,
            });
        }
        let iris = |handles: &[Handle]| -> Vec<String> {
            handles.iter().map(|&h| scene.discourse.known[h].thing.iri.clone()).collect()
        };
        for (word, meant) in &scene.choices {
            let candidates = meant.weighed.iter().map(|(handles, features)| (iris(handles), features.clone()));
            self.out.choices.push(Choice {
                span: passage.source(self.note, scene.tree.words[*word].span),
                chosen: iris(&meant.handles),
                candidates: candidates.collect(),
            });
        }
        for (clause, reading) in &scene.frames {
            self.out.frames.push(frame_line(&scene, clause, reading.as_ref()));
        }
        self.out.considered.extend(scene.candidates.iter().cloned().map(|c| Considered {
            entry: c.entry,
            subject: c.subject,
            object: c.object,
            chosen: c.chosen,
        }));
        for draft in &scene.drafts {
            let span = passage.source(self.note, draft.span);
            self.state(span, passage.claim, draft, scene.discourse);
        }
    }

    /// Makes a statement of a draft; `span` are the words in the note that it was read from.
    pub(super) fn state(&mut self, span: Span, claim: ClaimId, draft: &Draft, discourse: &Discourse<'_>) {
        let event = draft.event.map(|h| discourse.known[h].thing.clone());
        let sources = sources::of(self.note, claim, span);
        let evidence = self.evidence(span, sources.support);
        let asserted = draft.voice.stance == Stance::Asserted && !draft.voice.negated;
        let date = draft.when.as_ref().map(|w| &w.date);
        let mut statement = Statement {
            id: String::new(),
            subject: draft.subject.clone(),
            relation: draft.relation.clone(),
            object: draft.object.clone(),
            roles: draft.roles.clone(),
            event: event.as_ref().map(|e| e.iri.clone()),
            event_type: event.map(|e| e.class),
            time: date.map(|d| d.edtf.clone()),
            time_bounds: date.map(|d| (d.earliest.clone(), d.latest.clone())),
            time_text: draft.when.as_ref().map(|w| w.text.clone()),
            time_inherited: draft.when.as_ref().is_some_and(|w| w.inherited),
            place: draft.place.clone(),
            polarity: draft.voice.polarity(),
            stance: draft.voice.stance,
            asserted,
            attributed_to: draft.voice.holder.as_ref().map(|h| h.0.clone()),
            attributed_to_iri: draft.voice.holder.as_ref().and_then(|h| h.1.clone()),
            confidence: (draft.confidence * 100.0).round() / 100.0,
            basis: draft.basis.clone(),
            evidence,
            sources: sources.targets,
        };
        statement.id = id(&statement);
        if self.seen.insert(statement.id.clone()) {
            self.out.statements.push(statement);
        }
    }

    /// A line of dialogue: who said it is a fact, what was said is not.
    pub(super) fn said(&mut self, passage: &Passage<'_>, label: &str, iri: Option<&str>, ontology: &Ontology) {
        let words = passage.text.trim().trim_matches(['"', '“', '”']).to_owned();
        let span = passage.source(self.note, Span::new(0, passage.text.len()));
        let sources = sources::of(self.note, passage.claim, span);
        let (relation_iri, relation_label) = ontology.relation("an:said").map_or_else(
            || (format!("{}say", super::relation::REL), "said".to_owned()),
            |(_, d)| (expand(&d.iri).into_owned(), d.label.clone()),
        );
        let evidence = self.evidence(span, sources.support);
        let mut statement = Statement {
            id: String::new(),
            subject: Thing {
                iri: iri.unwrap_or_default().to_owned(),
                label: label.to_owned(),
                class: "an:Person".to_owned(),
                mention: label.to_owned(),
                aliases: Vec::new(),
            },
            relation: Relation {
                iri: relation_iri,
                label: relation_label,
                lemma: "say".to_owned(),
                open: false,
                inverse: false,
            },
            object: Some(Object::Value(Value {
                value: words.clone(),
                datatype: "xsd:string".to_owned(),
                unit: None,
                text: words,
                approximation: None,
            })),
            roles: Vec::new(),
            event: None,
            event_type: None,
            time: passage.date().map(|d| d.edtf.clone()),
            time_bounds: passage.date().map(|d| (d.earliest.clone(), d.latest.clone())),
            time_text: passage.when.as_ref().map(|w| w.text.clone()),
            time_inherited: passage.when.is_some(),
            place: None,
            polarity: Polarity::Affirmed,
            stance: Stance::Asserted,
            asserted: true,
            attributed_to: None,
            attributed_to_iri: None,
            confidence: 0.95,
            basis: "dialogue".to_owned(),
            evidence,
            sources: sources.targets,
        };
        statement.id = id(&statement);
        self.out.statements.push(statement);
    }

    pub(super) fn quotation(&mut self, passage: &Passage<'_>, about: Option<Thing>) {
        let span = passage.source(self.note, Span::new(0, passage.text.len()));
        let sources = sources::of(self.note, passage.claim, span).targets;
        let evidence = self.evidence(span, None);
        self.out.quotations.push(QuotationRecord { evidence, text: passage.text.to_owned(), sources, about });
    }

    fn evidence(&mut self, span: Span, support: Option<crate::statement::Support>) -> Evidence {
        Evidence {
            file: self.note.path.clone(),
            line: self.note.line(span.start),
            start: span.start,
            end: span.end,
            text: span.of(&self.note.text).to_owned(),
            code_points: (self.code_points.at(span.start), self.code_points.at(span.end)),
            support,
        }
    }
}

/// Byte offsets → code-point offsets, in steps rather than from the start each time.
struct CodePoints<'n> {
    text: &'n str,
    marks: Vec<usize>,
}

impl<'n> CodePoints<'n> {
    const STEP: usize = 4096;

    fn new(text: &'n str) -> Self {
        let mut marks = vec![0];
        for (count, (i, _)) in text.char_indices().enumerate() {
            while i >= marks.len() * Self::STEP {
                marks.push(count);
            }
        }
        Self { text, marks }
    }

    fn at(&self, byte: usize) -> usize {
        let mark = (byte / Self::STEP).min(self.marks.len() - 1);
        let mut start = mark * Self::STEP;
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        if start > byte {
            return self.marks[mark];
        }
        self.marks[mark] + self.text[start..byte].chars().count()
    }
}

fn id(statement: &Statement) -> String {
    let object = match &statement.object {
        Some(Object::Thing(t)) => t.iri.clone(),
        Some(Object::Value(v)) => format!("{} {}", v.datatype, v.value),
        None => String::new(),
    };
    let content = [
        statement.evidence.file.as_str(),
        &statement.evidence.start.to_string(),
        &statement.evidence.end.to_string(),
        &statement.subject.iri,
        &statement.relation.iri,
        if statement.relation.inverse { "inverse" } else { "" },
        &object,
        statement.polarity.as_str(),
        statement.stance.as_str(),
        statement.time.as_deref().unwrap_or_default(),
        statement.attributed_to.as_deref().unwrap_or_default(),
    ]
    .join("\u{1f}");
    let digest = Sha256::digest(content.as_bytes());
    digest.iter().take(10).map(|b| format!("{b:02x}")).collect()
}

/// One line of `show frames`.
fn frame_line(scene: &Scene<'_, '_>, clause: &Clause, reading: Option<&Reading>) -> String {
    let word = |w: Option<usize>| w.map_or_else(|| "–".to_owned(), |w| scene.tree.words[w].form.clone());
    let relation = reading
        .and_then(|r| r.entry)
        .and_then(|e| scene.set.ontology.entries[e].relation)
        .map_or("(open)", |r| scene.set.ontology.relations[r].iri.as_str());
    let (subject, object) = reading.map_or((clause.subject, clause.object), |r| (r.subject, r.object));
    let mut line = format!(
        "{} [{relation}] subject={} object={}",
        reading.map_or(clause.lemma.as_str(), |r| r.lemma.as_str()),
        word(subject),
        word(object)
    );
    for (preposition, w) in &clause.obliques {
        line.push_str(&format!(" {preposition}={}", word(Some(*w))));
    }
    for (flag, name) in [(clause.passive, "passive"), (clause.negated, "negated"), (clause.modal, "modal")] {
        if flag {
            line.push(' ');
            line.push_str(name);
        }
    }
    line
}
