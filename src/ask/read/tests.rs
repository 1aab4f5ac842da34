//! Questions, and what is read from them.

use super::read;
use crate::{
    ask::{
        answer::words,
        question::{Clause, Hole, Question, Slot},
        spot::spot,
    },
    ontology::{Argument, Ontology},
};

fn shown(question: &str) -> String {
    let ontology = Ontology::builtin();
    let spotted = spot(question, ontology, &[]);
    let words = words(&spotted.text, &spotted.names);
    match read(&words, ontology) {
        Some(Question { hole, clause }) => format!("{} | {}", hole_shown(&hole), clause_shown(&clause)),
        None => "unread".to_owned(),
    }
}

fn hole_shown(hole: &Hole) -> String {
    match hole {
        Hole::Thing { kind: Some(kind), .. } => format!("which {}", kind.text()),
        Hole::Thing { person, .. } => if *person { "who" } else { "what" }.to_owned(),
        Hole::Quantity { of, mass } => {
            format!("{} {}", if *mass { "much" } else { "many" }, of.as_ref().map(|of| of.text()).unwrap_or_default())
        }
        other => format!("{other:?}").to_lowercase(),
    }
}

fn clause_shown(clause: &Clause) -> String {
    let mut text = format!("{}{}", if clause.negated { "not " } else { "" }, clause.predicate);
    for (place, slot) in &clause.arguments {
        let name = match place {
            Argument::Preposition(preposition) => preposition.clone(),
            other => format!("{other:?}").to_lowercase(),
        };
        let filler = match slot {
            Slot::Hole => "?".to_owned(),
            Slot::Phrase(phrase) => phrase.text(),
        };
        text.push_str(&format!("; {name}: {filler}"));
    }
    for (preposition, date) in &clause.times {
        text.push_str(&format!("; {preposition}@{}", date.edtf));
    }
    if let Some(inner) = &clause.complement {
        text.push_str(&format!(" [{}]", clause_shown(inner)));
    }
    text
}

/// Question, then what is read: the hole, the predicate, what fills it.
const READ: &[(&str, &str)] = &[
    ("who signed the treaty", "who | sign; subject: ?; object: the treaty"),
    ("by whom was the treaty signed", "who | sign; object: the treaty; subject: ?"),
    ("the treaty was signed by whom", "who | sign; object: the treaty; subject: ?"),
    ("when did the war end", "time | end; subject: the war"),
    ("in which year did the war end", "time | end; subject: the war"),
    ("what replaced the guild", "what | replace; subject: ?; object: the guild"),
    ("which treaties did Norway sign in 1814", "which treaties | sign; subject: Norway; object: ?; in@1814"),
    ("how many ships did the navy lose", "many ships | lose; subject: the navy; object: ?"),
    ("how many ships were lost in the battle", "many ships | lose; object: ?; in: the battle"),
    ("who did Bismarck meet with in Vienna", "who | meet; subject: Bismarck; with: ?; in: Vienna"),
    ("under which law does the island operate", "which law | operate; subject: the island; under: ?"),
    ("did anyone sign a peace treaty", "truth | sign; object: a peace treaty"),
    ("has a peace treaty been signed", "truth | sign; object: a peace treaty"),
    ("who had the keys to the city", "who | have; subject: ?; object: the keys; to: the city"),
    ("who was responsible for starting the war", "who | responsible; subject: ? [start; subject: ?; object: the war]"),
    ("who said that the harvest had failed", "who | say; subject: ? [fail; subject: the harvest]"),
    ("who claimed the harvest failed", "who | claim; subject: ? [fail; subject: the harvest]"),
    ("who wanted France to withdraw", "who | want; subject: ?; object: France [withdraw; subject: France]"),
    ("which source says that the harvest failed", "source | say; subject: ? [fail; subject: the harvest]"),
    ("what happened in Oslo in 1905", "claims | happen; subject: ?; in: Oslo; in@1905"),
    ("please tell me who signed the treaty?", "who | sign; subject: ?; object: the treaty"),
    ("do you know when the war ended", "time | end; subject: the war"),
    ("which country invaded Belgium", "which country | invade; subject: ?; object: Belgium"),
    ("what countries were invaded by Germany", "which countries | invade; object: ?; subject: Germany"),
];

#[test]
fn a_question_is_a_statement_with_a_hole() {
    let wrong: Vec<String> = READ
        .iter()
        .map(|(question, expected)| (question, expected, shown(question)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(question, expected, found)| format!("{question}\n  wanted {expected}\n  read   {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_no_question_is_not_read() {
    for words in ["", "the treaty", "list", "war and peace"] {
        assert_eq!(shown(words), "unread", "{words}");
    }
}
