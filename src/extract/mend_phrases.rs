//! Phrases that a parser hung on the wrong word, hung on the right one: a part of [`super::mend`].
//!
//! 1. “a meeting *with* the ambassador *Anatoly Dobrynin*”: a preposition before a title governs the whole phrase.
//! 2. “began in March, *moving* south”: a date before the comma belongs to the verb before it.
//!    “was arrested in May and shot *on 7 June*”: one behind a coordinated verb belongs to that.
//! 3. “condemned the invasion of K *by J*”: a verb with a subject of its own has no agent; the noun before it does.

use super::tree::Tree;
use crate::language::{Dependency as D, Sentence, Tag};
use crate::ontology::{Argument, Ontology, PartOfSpeech};

/// Mends one sentence in place.
pub(super) fn mend(sentence: &mut Sentence, ontology: &Ontology) {
    prepositions_of_titles(sentence);
    dates_before_commas(sentence);
    dates_behind_verbs(sentence);
    agents_of_nouns(sentence, ontology);
}

/// “a meeting *with* the ambassador *Anatoly Dobrynin*”: a preposition before a title governs the whole phrase.
fn prepositions_of_titles(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let above = |case: usize| {
        let title = tree.words[case].head.filter(|&h| tree.dep(case) == D::Case && case < h)?;
        tree.words[title].head.filter(|&name| matches!(tree.dep(title), D::Compound | D::Amod) && name > title)
    };
    let found: Vec<(usize, usize)> = (0..tree.words.len()).filter_map(|case| Some((case, above(case)?))).collect();
    for (case, name) in found {
        sentence.words[case].head = Some(name);
    }
}

/// “began the siege in March 1649, *moving* south”: a date before the comma belongs to the verb before it.
fn dates_before_commas(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let mut moves = Vec::new();
    for date in (0..tree.words.len()).filter(|&w| tree.is_date(w)) {
        let Some(clause) = tree.words[date].head.filter(|&c| tree.dep(c) == D::Advcl && date < c) else { continue };
        let comma = tree.by(clause, &[D::Punct]).any(|p| date < p && p < clause);
        let Some(verb) = tree.words[clause].head.filter(|&v| comma && v < date) else { continue };
        moves.push((date, verb));
    }
    for (date, verb) in moves {
        sentence.words[date].head = Some(verb);
        sentence.words[date].dependency = D::Obl;
    }
}

/// “was arrested in December and shot in Kindu *on 17 January*”: of two dates at one verb, one behind a coordinated verb
/// belongs to that.
fn dates_behind_verbs(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let dates = |verb: usize| tree.by(verb, &[D::Obl, D::OblUnmarked, D::NmodUnmarked]).filter(|&w| tree.is_date(w));
    let mut moves = Vec::new();
    for verb in (0..tree.words.len()).filter(|&w| dates(w).nth(1).is_some()) {
        let Some(last) = dates(verb).last() else { continue };
        // “ruled from 1469 until his death *in 1492*”: one right behind a noun with a preposition of time is the noun's.
        let noun = tree.first(last, &[D::Case]).and_then(|case| case.checked_sub(1));
        let until = |n: usize| matches!(tree.preposition(n).as_str(), "until" | "till" | "since" | "after" | "before");
        if let Some(noun) = noun.filter(|&n| tree.words[n].head == Some(verb) && tree.tag(n) == Tag::Noun && until(n)) {
            moves.push((last, noun));
            continue;
        }
        let next = tree.by(verb, &[D::Conj]).filter(|&c| tree.tag(c) == Tag::Verb && verb < c && c < last).last();
        if let Some(next) = next.filter(|&next| dates(next).next().is_none()) {
            moves.push((last, next));
        }
    }
    for (date, verb) in moves {
        sentence.words[date].head = Some(verb);
    }
}

/// “The council condemned the invasion of Kuwait *by Iraq*”: in the active no one acts but the subject, and the noun may
/// have an agent of its own.
fn agents_of_nouns(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let active = |verb: usize| {
        let subject = tree.first(verb, &[D::Nsubj]).is_some_and(|s| s < verb);
        subject && tree.first(verb, &[D::AuxPass, D::NsubjPass]).is_none()
    };
    let by = Argument::Preposition("by".to_owned());
    let acted = |noun: usize| {
        let mut ids = ontology.entries_for(tree.lemma(noun), PartOfSpeech::Noun).iter();
        ids.any(|&id| ontology.entries[id].subject.contains(&by))
    };
    let moves: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&agent| tree.dep(agent) == D::OblAgent || tree.dep(agent) == D::Obl)
        .filter(|&agent| tree.preposition(agent) == "by" && !tree.is_date(agent))
        .filter_map(|agent| {
            let verb = tree.words[agent].head.filter(|&verb| tree.tag(verb) == Tag::Verb && active(verb))?;
            let object = tree.first(verb, &[D::Obj]).filter(|&o| verb < o && o < agent && acted(o))?;
            Some((agent, object))
        })
        .collect();
    for (agent, noun) in moves {
        sentence.words[agent].head = Some(noun);
        sentence.words[agent].dependency = D::Nmod;
    }
}
