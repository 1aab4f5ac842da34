//! Note + syntax + ontology → statements.
//!
//! [`Extractor::read`] is a pure function of one note, the ontology and the language model. Its steps:
//!
//! 1. `passage` cuts the note into passages, each with its voice, its date and what it is about;
//!    `names` finds the names in each, so that the parser takes a name as one word.
//! 2. [`crate::language`] reads all passages into trees; `mend` puts right what cannot be.
//! 3. Sentence by sentence, `scene` links words to things (`discourse` knows which were spoken of before);
//!    `walk` goes from clause to clause and keeps track of who vouches for what; `clause` reads a predicate's arguments
//!    off the tree, `choose` ties it to a relation by the lexicon, `state` and `nominal` draft statements.
//! 4. Each draft gets its evidence, its sources (`sources`) and its id.

mod about;
mod acronyms;
mod anaphora;
mod antecedent;
mod apposition;
mod attribution;
mod beside;
mod choose;
mod clause;
mod definite;
mod discourse;
mod field;
mod fill;
mod gazetteer;
mod headed;
mod identity;
mod key;
mod links;
mod mend;
mod mend_clauses;
mod mend_dates;
mod mend_names;
mod mend_phrases;
mod mend_relatives;
mod mend_verbs;
mod names;
mod naming;
mod newcomers;
mod nominal;
mod passage;
mod phrase;
mod plan;
mod presupposed;
mod pronoun;
mod record;
mod relation;
mod relative;
mod resolve;
mod roles;
mod rows;
mod said;
mod scene;
mod segment;
mod show;
mod sources;
mod state;
mod telegram;
mod temporal;
mod terse;
mod titles;
mod tree;
mod vault;
mod voice;
mod walk;
mod wanting;

pub use antecedent::Antecedents;
pub use record::{Choice, Considered, Extraction, Mention};
pub use show::{frames, mentions, statements};
pub use vault::{OwnPage, Pages};

use crate::language::{Input, Model, Reader, Sentence, Unit};
use crate::note::{Note, Works};
use crate::ontology::Ontology;
use crate::span::Span;
use crate::statement::Stance;
use discourse::{Discourse, Handle, Place};
use gazetteer::Gazetteer;
use passage::{Passage, Voicing};
use scene::{Scene, Setting};
use std::collections::BTreeSet;
use voice::Voice;

/// Reads notes into statements.
#[derive(Debug)]
pub struct Extractor<'a> {
    ontology: &'a Ontology,
    model: &'a Model,
    gazetteer: Gazetteer,
    given_names: BTreeSet<String>,
    base: String,
    works: Option<&'a Works>,
    antecedents: &'a Antecedents,
    observed: bool,
}

impl<'a> Extractor<'a> {
    /// Prepares the names of the ontology for look-up. `base` is the namespace of the graph's own things.
    #[must_use]
    pub fn new(ontology: &'a Ontology, model: &'a Model, base: &str) -> Self {
        Self {
            ontology,
            model,
            gazetteer: Gazetteer::new(ontology),
            given_names: given_names(ontology),
            base: base.to_owned(),
            works: None,
            antecedents: Antecedents::builtin(),
            observed: false,
        }
    }

    /// The same, knowing the works that notes cite by key: “@smith2004 argues” is said by their author.
    #[must_use]
    pub const fn citing(mut self, works: Option<&'a Works>) -> Self {
        self.works = works;
        self
    }

    /// The same, weighing what pronouns can mean in another way, and keeping what else they could have meant.
    #[must_use]
    pub const fn observed(mut self, antecedents: &'a Antecedents) -> Self {
        self.antecedents = antecedents;
        self.observed = true;
        self
    }

    /// Everything that a note states, in reading order.
    #[must_use]
    pub fn read(&self, note: &Note) -> Extraction {
        let person = about::whom(note, &self.gazetteer, self.ontology);
        let passages =
            passage::passages(note, &self.gazetteer, self.ontology, self.model, (self.works, person.as_ref()));
        let sentences = self.parse(&passages);
        let mut outright = BTreeSet::new();
        for passage in &passages {
            names::outright(&passage.names, &mut outright);
        }
        let mut discourse = Discourse::new(
            self.ontology,
            &self.gazetteer,
            (&self.given_names, self.antecedents),
            &self.base,
            &note.path,
            outright,
        );
        discourse.observed = self.observed;
        discourse.title = note.title.as_deref().map(crate::ontology::fold).unwrap_or_default();
        if let Some(topic) = &person {
            discourse.is_about(topic, note);
        } else if let Some((names, words)) =
            note.title.as_deref().and_then(|title| terse::whole_name(title, &self.gazetteer, self.ontology))
            && let [name] = names.as_slice()
        {
            discourse.titled = discourse.named(name, words).first().copied();
        }
        let mut record = record::Record::new(note);
        let mut counted = None;
        for (passage, sentences) in passages.iter().zip(&sentences) {
            self.read_passage(passage, sentences, &mut discourse, &mut record, &mut counted);
        }
        record.finish(sentences, &discourse.renamed)
    }

    fn parse<'n>(&self, passages: &[Passage<'n>]) -> Vec<Vec<Sentence>> {
        // A value is no sentence.
        let read = |p: &Passage<'_>| p.said.is_none();
        let names = |p: &Passage<'_>| p.names.iter().filter(|_| read(p)).map(|name| name.span).collect();
        let spans: Vec<Vec<Span>> = passages.iter().map(names).collect();
        let text = |p: &Passage<'n>| if read(p) { p.text } else { "" };
        let inputs: Vec<Input<'_>> =
            passages.iter().zip(&spans).map(|(p, names)| Input { text: text(p), names, context: p.context }).collect();
        let mut sentences = Reader::new(self.model).read(&inputs);
        for sentence in sentences.iter_mut().flatten() {
            mend::mend(sentence, self.ontology);
        }
        sentences
    }

    fn read_passage(
        &self,
        passage: &Passage<'_>,
        sentences: &[Sentence],
        discourse: &mut Discourse<'_>,
        record: &mut record::Record<'_>,
        counted: &mut Option<Handle>,
    ) {
        discourse.here = (passage.claim, passage.voicing == Voicing::Author);
        discourse.confined = passage.in_table;
        let topic: Option<(Vec<Handle>, &str)> = passage
            .label
            .as_ref()
            .map(|(names, words)| (names.iter().flat_map(|n| discourse.named(n, words)).collect(), *words));
        if let Some(said) = &passage.said {
            let subjects = topic.map(|(handles, _)| handles).unwrap_or_default();
            for draft in field::drafts(said, passage.when.as_ref(), &subjects, discourse) {
                record.state(draft.span, passage.claim, &draft, discourse);
            }
            return;
        }
        // What the notes are about is at hand for “him” and “it” from the start.
        if let Some((handles, _)) = topic.as_ref().filter(|_| passage.voicing == Voicing::Author) {
            discourse.mention(handles, Place::Topic, None);
        }
        let voice = self.voice(passage, discourse);
        if let (Voicing::Speaker(_), Some((label, iri))) = (&passage.voicing, &voice.holder) {
            record.said(passage, label, iri.as_deref(), self.ontology);
        }
        if passage.voicing == Voicing::Source {
            let about = topic.as_ref().and_then(|t| t.0.first()).map(|&h| discourse.thing(h, ""));
            record.quotation(passage, about);
        }
        for (index, sentence) in sentences.iter().enumerate() {
            let set = Setting {
                ontology: self.ontology,
                text: passage.text,
                names: &passage.names,
                topic: topic.as_ref().map(|(handles, words)| (handles.as_slice(), *words)),
                when: passage.when.as_ref(),
                telegram: passage.telegram,
                describes: passage.describes,
                opening: index == 0,
            };
            discourse.sentence += 1;
            let told = sentence.words.iter().find_map(|word| match &word.unit {
                Some(Unit::Date(date)) => date.earliest.as_deref(),
                _ => None,
            });
            let told = told.or_else(|| passage.when.as_ref()?.date.earliest.as_deref());
            discourse.year = told.and_then(year_of).or(passage.context.year);
            let mut scene = Scene::new(set, discourse, sentence, *counted);
            scene.read(&voice);
            *counted = scene.counted;
            if let Some((names, words)) = passage.place.as_ref().filter(|_| index == 0) {
                scene.took_place_at(names, words);
            }
            record.take(passage, scene);
        }
    }

    fn voice(&self, passage: &Passage<'_>, discourse: &mut Discourse<'_>) -> Voice {
        let Voicing::Speaker(speaker) = &passage.voicing else {
            discourse.speaker = None;
            // “Soldiers, an innocent man is being degraded!”: what is cried out in a quotation is not told by a source.
            let own = |word: &str| matches!(word, "I" | "my" | "me");
            let cries = |text: &str| text.contains('!') || text.split(|c: char| !c.is_alphanumeric()).any(own);
            let cried = passage.voicing == Voicing::Source && cries(passage.text);
            if cried {
                return Voice { stance: Stance::Reported, ..Voice::asserted() };
            }
            // “Poland too (?)”, “2000 killed??”
            let doubted = passage.text.contains("(?)") || passage.text.contains("??");
            return if doubted { Voice::asserted().unreal() } else { Voice::asserted() };
        };
        if speaker.is_empty() {
            discourse.speaker = None;
            return Voice { stance: Stance::Reported, ..Voice::asserted() };
        }
        let handles: Vec<Handle> = names::find(speaker, &self.gazetteer, self.ontology)
            .iter()
            .flat_map(|n| discourse.named(n, speaker))
            .collect();
        let handle = handles.first().copied().unwrap_or_else(|| discourse.string(speaker));
        discourse.speaker = Some(handle);
        let thing = discourse.thing(handle, speaker);
        Voice { stance: Stance::Reported, negated: false, holder: Some((thing.label, Some(thing.iri))) }
    }
}

/// The year of a day, `YYYY-MM-DD` with or without sign.
fn year_of(day: &str) -> Option<i32> {
    day.rsplitn(3, '-').nth(2)?.parse().ok()
}

/// First names, learned from the people of the gazetteer.
fn given_names(ontology: &Ontology) -> BTreeSet<String> {
    ontology
        .entities
        .iter()
        .filter(|e| ontology.is_a(&e.class, "an:Person"))
        .filter_map(|e| e.label.split_once(' ').map(|(first, _)| segment::fold_word(first)))
        .collect()
}
