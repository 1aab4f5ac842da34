//! Questions answered over small graphs written by hand.

mod north;

use super::{Answered, Options, answer, render_text};
use crate::ontology::Ontology;
use north::north;

fn ask(question: &str) -> Answered {
    answer(question, &north(), Ontology::builtin(), &Options::default())
}

fn labels(question: &str) -> Vec<String> {
    let mut labels: Vec<String> = ask(question).answers.into_iter().map(|answer| answer.label).collect();
    labels.sort();
    labels
}

#[track_caller]
fn all_answer(expected: &[&str], questions: &[&str]) {
    let mut wrong = Vec::new();
    for question in questions {
        let found = labels(question);
        if found != expected {
            wrong.push(format!("{question} -> {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "expected {expected:?}\n{}", wrong.join("\n"));
}

#[test]
fn who_approved_is_the_same_in_any_voice() {
    all_answer(
        &["Bishop Eystein", "Haakon IV"],
        &[
            "who approved the invasion",
            "Who approved the invasion?",
            "who approved the invasion of Scotland",
            "by whom was the invasion approved",
            "who gave approval to the invasion",
            "who gave his approval for the invasion of Scotland?",
            "who endorsed the invasion",
            "the invasion was approved by whom",
            "please tell me who approved the invasion",
            "who was the invasion approved by",
            "which people approved the invasion in 1262",
            "who approved the Norwegian invasion",
        ],
    );
}

#[test]
fn when_is_answered_with_the_time() {
    all_answer(
        &["spring 1262"],
        &[
            "when did Haakon approve the invasion",
            "when was the invasion approved",
            "when did haakon give his approval to the invasion?",
        ],
    );
    all_answer(
        &["2 July 1266"],
        &[
            "when was the treaty of perth signed",
            "When was the Treaty of Perth signed?",
            "in which year was the Treaty of Perth signed",
        ],
    );
    all_answer(
        &["March 1264"],
        &["when did the revolt begin", "when did the revolt start", "when did the revolt break out"],
    );
    all_answer(
        &["May 1266"],
        &[
            "when did magnus meet alexander",
            "when did Magnus and Alexander meet",
            "when was the meeting between Magnus and Alexander",
        ],
    );
}

#[test]
fn where_is_answered_with_a_place() {
    all_answer(
        &["Bergen"],
        &[
            "where did Magnus and Alexander meet",
            "where did alexander meet magnus",
            "where did the meeting between Magnus and Alexander take place",
            "in which city did Magnus meet Alexander",
        ],
    );
    all_answer(&["Perth"], &["where was the Treaty of Perth signed"]);
    all_answer(&["Dublin"], &["where did Magnus travel", "where did magnus go"]);
}

#[test]
fn what_and_which_are_answered_with_the_other_side() {
    all_answer(
        &["Scotland"],
        &[
            "which country did Norway invade",
            "who did norway invade",
            "what country was invaded by Norway",
            "whom did Norway invade",
        ],
    );
    all_answer(
        &["Norway"],
        &[
            "who invaded Scotland",
            "which state invaded Scotland",
            "by whom was Scotland invaded",
            "who attacked Scotland",
        ],
    );
    all_answer(
        &["Toll of the Isles"],
        &[
            "what did the Treaty of Perth create",
            "what was created by the treaty of perth",
            "what did the Treaty establish",
        ],
    );
    all_answer(
        &["Law of Tynwald"],
        &["under which law does the Isle of Man operate", "what does the Isle of Man operate under"],
    );
    all_answer(&["Skye"], &["which island did Norway lose", "which island did Norway lose to Scotland"]);
    all_answer(&["drought"], &["what caused the revolt", "what led to the revolt"]);
}

#[test]
fn who_met_holds_in_both_directions() {
    all_answer(
        &["Magnus VI"],
        &["who met Alexander", "who did Alexander meet", "who met Alexander in Bergen", "who did Alexander meet with"],
    );
    all_answer(&["Alexander III"], &["who did Magnus meet in 1266", "whom did magnus meet"]);
}

#[test]
fn numbers_come_with_their_unit() {
    all_answer(
        &["1,500 square miles"],
        &["how much territory did Norway lose", "how many square miles did Norway lose to Scotland"],
    );
    all_answer(
        &["3,120 casualties"],
        &["how many casualties did Scotland sustain", "how many casualties did Scotland suffer"],
    );
}

#[test]
fn the_dead_are_counted_however_they_are_told() {
    all_answer(
        &["120 dead"],
        &["how many Scots died", "how many Scots were killed", "how many Scots lost their lives"],
    );
    all_answer(&["about 900"], &["how many casualties did Norway suffer", "how many casualties did Norway have"]);
}

#[test]
fn what_nobody_vouches_for_is_hinted_at() {
    let answered = ask("what weakened the Scottish army");
    assert!(answered.message.unwrap().contains("famine weakened Scottish army (believed by Haakon IV)"));
    assert_eq!(ask("who approved the treaty").message.unwrap(), "the notes do not say");
}

#[test]
fn an_idiom_is_read_as_one() {
    all_answer(&["about 40"], &["how many monks lost their lives", "how many monks died"]);
}

#[test]
fn what_is_hedged_is_given_when_asked_for() {
    all_answer(&["June 1146"], &["when was the abbey of Lyse allegedly founded"]);
    all_answer(&[], &["when was the Abbey of Lyse founded"]);
}

#[test]
fn who_somebody_was_is_read_from_either_side() {
    all_answer(&["regent of Norway"], &["who was Erling"]);
    all_answer(&["Erling"], &["who was the regent of Norway", "who became regent of Norway"]);
}

#[test]
fn all_that_is_told_is_listed() {
    assert_eq!(ask("what happened in March 1264").answers.len(), 1);
    assert_eq!(ask("what did Magnus do").answers.len(), 2);
}

#[test]
fn yes_and_no_are_told_apart() {
    all_answer(
        &["no"],
        &["was a trade agreement signed", "has a trade agreement been signed?", "did anyone sign a trade agreement"],
    );
    all_answer(
        &["yes"],
        &[
            "did Haakon approve the invasion",
            "was the invasion approved by Bishop Eystein",
            "was the Treaty of Perth signed in 1266",
        ],
    );
    all_answer(&[], &["did Magnus approve the invasion", "was the Treaty of Perth signed in 1270"]);
}

#[test]
fn whoever_holds_a_claim_answers_for_it() {
    all_answer(
        &["Haakon IV"],
        &[
            "who believed that famine had weakened the Scottish army",
            "who thought famine had weakened the Scottish army",
        ],
    );
    all_answer(
        &["Bishop Eystein"],
        &["who demanded that Norway postpone the invasion", "who asked Norway to postpone the invasion"],
    );
}

#[test]
fn what_is_only_believed_is_no_fact() {
    all_answer(
        &[],
        &["what weakened the Scottish army", "who postponed the invasion", "did Norway postpone the invasion"],
    );
    let all = Options { all: true };
    let answered = answer("what weakened the Scottish army", &north(), Ontology::builtin(), &all);
    assert_eq!(answered.answers[0].label, "famine");
    assert!(answered.answers[0].display.contains("believed by Haakon IV"));
}

#[test]
fn a_source_is_named_for_a_claim() {
    all_answer(
        &["https://example.org/sagas"],
        &[
            "which source says that Haakon approved the invasion",
            "what sources support that Bishop Eystein approved the invasion",
            "which source says Haakon approved the invasion",
        ],
    );
}

#[test]
fn why_is_answered_with_the_reason() {
    all_answer(
        &["because Alexander had seized the Hebrides"],
        &["why did Norway invade Scotland", "why was Scotland invaded"],
    );
}

#[test]
fn what_the_notes_do_not_say_has_no_answer() {
    all_answer(
        &[],
        &[
            "who approved the treaty",
            "who invaded Ireland",
            "when did Iceland invade Scotland",
            "who approved the Danish invasion",
            "where did Magnus die",
            "who met Eystein",
            "who approved the invasion in 1300",
        ],
    );
}

#[test]
fn the_query_shown_finds_the_same_claims() {
    let store = north();
    let answered = answer("who approved the invasion", &store, Ontology::builtin(), &Options::default());
    assert!(answered.sparql.contains("FILTER(?relation IN (an:approved))"), "{}", answered.sparql);
    let rows = match oxigraph::sparql::SparqlEvaluator::new()
        .parse_query(&answered.sparql)
        .unwrap()
        .on_store(store.database())
        .execute()
        .unwrap()
    {
        oxigraph::sparql::QueryResults::Solutions(solutions) => solutions.count(),
        _ => 0,
    };
    assert_eq!(rows, 2);
}

#[test]
fn hostile_questions_are_refused_or_read_as_words() {
    let long = "who ".repeat(10_000);
    for question in [
        "",
        "?",
        "   ",
        "한국전쟁은 언제 시작되었습니까",
        "} DROP ALL #",
        "who signed \"} ; ?s ?p ?o #",
        "\u{1b}[31mwho",
        "who who who who",
        "what",
        "when did",
        "list",
        long.as_str(),
    ] {
        let answered = ask(question);
        assert!(answered.answers.is_empty(), "{question}");
        assert!(answered.message.is_some());
        assert!(!render_text(&answered).chars().any(|c| c.is_control() && c != '\n'));
    }
}

#[test]
fn the_answer_reads_as_in_the_tour() {
    let expected = "\
Haakon IV and Bishop Eystein approved invasion of Scotland, spring 1262.

  Haakon IV       approved  invasion of Scotland   spring 1262
  Bishop Eystein  approved  invasion of Scotland   spring 1262
    notes.md:2  “Haakon and Bishop Eystein both approved the invasion in spring 1262”
    cites  https://example.org/sagas   (quotation beneath the claim, line 9)
";
    assert_eq!(render_text(&ask("who approved the invasion")), expected);
}
