//! Tagged words of a question → what is stated and what is missing.
//!
//! 1. Politeness before the question is skipped (“please tell me who …”).
//! 2. `opening` takes the question word with its noun and any preposition before it.
//! 3. `clause` reads the rest as a statement, moved auxiliaries given to it apart.
//! 4. The hole goes where the statement has a gap.

mod clause;
mod opening;
mod phrases;
#[cfg(test)]
mod tests;

use super::question::{Clause, Hole, Part, Phrase, Question, Slot};
use crate::{
    language::{Tag, Word},
    ontology::{Argument, Ontology},
};
use opening::Opening;
use phrases::{is_auxiliary, is_be, is_do, is_have, is_modal, is_participle, is_unit, is_verb, lower};

/// What a question asks, or `None` when it is not read.
pub(super) fn read(words: &[Word], ontology: &Ontology) -> Option<Question> {
    let words = spoken(words);
    let (opening, rest) = opening::read(&words, ontology)?;
    match opening {
        Opening::Auxiliary(auxiliary) => truth(&auxiliary, &rest, ontology),
        Opening::Word { hole, preposition } => asked(hole, preposition, &rest, ontology),
    }
}

/// Without punctuation, and from the first word of the question proper.
fn spoken(words: &[Word]) -> Vec<Word> {
    let kept = |word: &&Word| word.tag != Tag::Punct || is_unit(word) || matches!(word.form.as_str(), "'" | "’" | "-");
    let words: Vec<Word> = words.iter().filter(kept).cloned().collect();
    let polite = ["tell", "please", "know", "say", "me", "whether", "if", "you"];
    let start = words
        .iter()
        .take(8)
        .position(opening::is_question_word)
        .filter(|&start| start == 0 || words[..start].iter().any(|word| polite.contains(&lower(word).as_str())))
        .unwrap_or(0);
    words[start..].to_vec()
}

/// “did the council approve it”, “was a treaty signed”.
fn truth(auxiliary: &Word, rest: &[Word], ontology: &Ontology) -> Option<Question> {
    let clause = clause::statement(rest, std::slice::from_ref(auxiliary), ontology, 0)?;
    Some(Question { hole: Hole::Truth, clause })
}

fn asked(hole: Hole, preposition: Option<String>, rest: &[Word], ontology: &Ontology) -> Option<Question> {
    let adjunct = matches!(hole, Hole::Time | Hole::Place | Hole::Reason);
    let inverted =
        rest.first().is_some_and(is_auxiliary) && (adjunct || preposition.is_some() || inverts(rest, ontology));
    let mut clause = if inverted {
        clause::statement(&rest[1..], &rest[..1], ontology, 0).or_else(|| bare_subject(&rest[1..], &rest[0]))?
    } else if adjunct || preposition.is_some() {
        clause::statement(rest, &[], ontology, 0)?
    } else {
        clause::with_subject(rest, Some(Slot::Hole), ontology, 0)?
    };
    // “*in* which year”: the preposition goes with the time, which is no participant.
    if let Some(preposition) = preposition.filter(|_| hole != Hole::Time) {
        let place = if preposition == "by" && clause.argument(&Argument::Subject).is_none() {
            Argument::Subject
        } else {
            Argument::Preposition(preposition)
        };
        clause.arguments.push((place, Slot::Hole));
    } else if !adjunct && inverted && !clause.has_hole() {
        fill_gap(&mut clause);
    }
    Some(Question { hole: settle(hole, &clause), clause })
}

/// “when was the meeting”, “who was Gromyko”: all that follows “be” is its subject.
fn bare_subject(rest: &[Word], auxiliary: &Word) -> Option<Clause> {
    let subject = Phrase::new(rest);
    (is_be(auxiliary) && !subject.is_empty()).then(|| Clause {
        predicate: "be".to_owned(),
        part: Part::Copula,
        arguments: vec![(Argument::Subject, Slot::Phrase(subject))],
        ..Clause::default()
    })
}

/// Whether the auxiliary stands before the subject rather than after it: “what did they sign”, not “who had signed it”.
fn inverts(rest: &[Word], ontology: &Ontology) -> bool {
    let auxiliary = &rest[0];
    if is_do(auxiliary) {
        return rest.len() > 1;
    }
    let Some(next) = rest.iter().skip(1).position(|word| word.tag != Tag::Adv && lower(word) != "not").map(|at| at + 1)
    else {
        return false;
    };
    if is_auxiliary(&rest[next]) || is_participle(&rest[next]) || is_verb(rest, next, ontology) {
        return false;
    }
    let later_verb = (next + 1..rest.len()).find(|&at| is_verb(rest, at, ontology) || is_participle(&rest[at]));
    let Some(verb) = later_verb else { return is_be(auxiliary) && is_unit(&rest[next]) };
    // The verb must belong to this auxiliary: nothing but the subject lies between.
    let end = phrases::phrase_end(rest, next, ontology);
    let adverbs = rest.get(end..verb).is_some_and(|gap| gap.iter().all(|word| word.tag == Tag::Adv));
    adverbs && (is_modal(auxiliary) || is_be(auxiliary) || is_have(auxiliary))
}

/// The object is missing, or else the noun after a waiting preposition (already marked), or else the recipient.
fn fill_gap(clause: &mut Clause) {
    let mut innermost = clause;
    while innermost.argument(&Argument::Object).is_some() && innermost.complement.is_some() {
        innermost = innermost.complement.as_deref_mut().expect("just seen");
    }
    let place =
        if innermost.argument(&Argument::Object).is_none() { Argument::Object } else { Argument::IndirectObject };
    // “what did the union begin to seek”: the gap is in the governed clause.
    match (&place, innermost.complement.as_deref_mut()) {
        (Argument::Object, Some(inner)) => fill_gap(inner),
        _ => innermost.arguments.push((place, Slot::Hole)),
    }
}

/// “in which year” asks for a time, “what did they do” for claims.
fn settle(hole: Hole, clause: &Clause) -> Hole {
    let Hole::Thing { kind, person } = &hole else { return hole };
    let noun = kind.as_ref().map(Phrase::head_lemma).unwrap_or_default();
    let waits_for_place = clause.arguments.iter().any(|(place, slot)| {
        *slot == Slot::Hole
            && matches!(place, Argument::Preposition(p) if ["in", "at", "on", "during"].contains(&p.as_str()))
    });
    let bare = kind.is_none() && !person;
    if waits_for_place && matches!(noun.as_str(), "year" | "month" | "day" | "date" | "season" | "decade" | "century") {
        Hole::Time
    } else if waits_for_place && !person && clause.part == Part::Verb && !noun.is_empty() && is_place_noun(&noun) {
        Hole::Place
    } else if bare && matches!(clause.predicate.as_str(), "do" | "happen" | "occur") {
        Hole::Claims
    } else {
        hole
    }
}

fn is_place_noun(noun: &str) -> bool {
    matches!(
        noun,
        "place" | "city" | "town" | "country" | "location" | "capital" | "village" | "region" | "state" | "site"
    )
}
