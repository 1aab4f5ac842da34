//! Other ways in which notes give a number that a question asks for.

use super::{
    frame::Frame,
    question::{Hole, Phrase, Question, Slot},
};
use crate::ontology::Argument;

/// What happened to people, as a verb, and the units in which it is counted.
const FATES: &[(&[&str], &[&str])] = &[
    (
        &["die", "kill", "perish", "lose life", "be killed"],
        &["dead", "deaths", "death", "killed", "fatalities", "lives"],
    ),
    (&["wound", "injure", "be wounded"], &["wounded", "injured", "injuries"]),
    (&["capture", "imprison", "take prisoner"], &["captured", "prisoners", "prisoners of war"]),
    (&["miss", "disappear", "go missing"], &["missing", "disappeared"]),
];

/// Frames with the units that answer them; no units: any number does.
pub(super) fn frames(question: &Question) -> impl Iterator<Item = (Frame, &'static [&'static str])> {
    let none: &'static [&'static str] = &[];
    total(question).map(|frame| (frame, none)).into_iter().chain(fate(question))
}

/// “How many casualties did Norway suffer” is also told as “Norwegian casualties numbered …”.
fn total(question: &Question) -> Option<Frame> {
    let (Hole::Quantity { of: Some(of), .. }, Some(Slot::Phrase(owner))) = (&question.hole, subject(question)) else {
        return None;
    };
    let words = owner.words.iter().chain(&of.words).cloned().collect();
    let verbs = ["number", "total", "amount to", "amount", "be", "reach", "come to", "stand at"];
    Some(told(&verbs, Phrase { words }))
}

/// “How many Norwegians died” is also told as “Norway lost 40 dead”.
fn fate(question: &Question) -> Option<(Frame, &'static [&'static str])> {
    let Hole::Quantity { of: Some(of), .. } = &question.hole else { return None };
    let object = match question.clause.argument(&Argument::Object) {
        Some(Slot::Phrase(phrase)) => format!(" {}", phrase.head_lemma()),
        _ => String::new(),
    };
    let predicate = format!("{}{object}", question.clause.predicate);
    let (_, units) = FATES.iter().find(|(verbs, _)| verbs.contains(&predicate.as_str()))?;
    let verbs = ["suffer", "sustain", "include", "lose", "have", "count", "report", "take"];
    Some((told(&verbs, of.clone()), units))
}

fn told(verbs: &[&str], subject: Phrase) -> Frame {
    Frame {
        lemmas: verbs.iter().map(|verb| (*verb).to_owned()).collect(),
        subject: Some(Slot::Phrase(subject)),
        object: Some(Slot::Hole),
        ..Frame::default()
    }
}

fn subject(question: &Question) -> Option<&Slot> {
    question.clause.argument(&Argument::Subject)
}
