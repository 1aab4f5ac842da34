//! The whole way, on the real note in `data/notes`: what must be answered, what must never be asserted, and that the
//! same notes give the same bytes.

#[cfg(feature = "disk")]
use super::support::root;
use super::support::{annals, annals_in, folder};
use oxigraph::io::{RdfFormat, RdfParser};
use serde_json::Value;
use std::collections::BTreeSet;

fn statements() -> Vec<Value> {
    let printed = annals(["extract", "--format", "jsonl", "data/notes"]).done();
    printed.lines().map(|line| serde_json::from_str(line).expect("a statement a line")).collect()
}

fn ask(question: &str) -> Value {
    let printed = annals(["ask", question, "--format", "json", "--notes", "data/notes"]).done();
    serde_json::from_str(&printed).expect("JSON")
}

#[test]
fn stalin_and_mao_and_nobody_else_approved_the_invasion() {
    let answer = ask("who approved the invasion");
    let answers = answer["answers"].as_array().unwrap();
    let names: BTreeSet<_> = answers.iter().map(|answer| answer["label"].as_str().unwrap()).collect();
    assert_eq!(names, BTreeSet::from(["Joseph Stalin", "Mao Zedong"]));
    for answer in answers {
        assert_eq!(answer["time"], "1950-21");
        assert_eq!(answer["evidence"][0]["line"], 18);
        assert_eq!(answer["sources"][0], "https://sci-hub.ee/10.1163/18765610-02102010");
    }
}

#[test]
fn the_answer_for_people_shows_words_line_and_source() {
    let printed = annals(["ask", "who approved the invasion", "--notes", "data/notes"]).done();
    for part in
        ["Stalin", "Mao", "spring 1950", "korean-war.md:18", "gave their final approval", "sci-hub.ee", "line 19"]
    {
        assert!(printed.contains(part), "no {part:?} in\n{printed}");
    }
}

/// What the note tells of without saying that it is so.
struct NeverFact {
    /// A word of the relation.
    relation: &'static str,
    /// A word of what it is about.
    thing: &'static str,
    line: u64,
    polarity: &'static str,
    stance: &'static str,
    /// A word of the name of whoever holds it.
    holder: Option<&'static str>,
}

const fn never(
    [relation, thing]: [&'static str; 2],
    line: u64,
    [polarity, stance]: [&'static str; 2],
    holder: Option<&'static str>,
) -> NeverFact {
    NeverFact { relation, thing, line, polarity, stance, holder }
}

const NEVER_FACTS: [NeverFact; 5] = [
    never(["sign", "peace treaty"], 23, ["negated", "asserted"], None),
    never(["conquer", "South"], 22, ["negated", "asserted"], None),
    never(["weaken", "military"], 9, ["affirmed", "believed"], Some("Kim")),
    never(["welcome", "invasion"], 9, ["affirmed", "believed"], Some("Kim")),
    never(["postpone", "invasion"], 18, ["affirmed", "requested"], Some("Stalin")),
];

#[test]
fn what_is_denied_believed_or_demanded_is_a_claim_and_never_a_fact() {
    let all = statements();
    for NeverFact { relation, thing, line, polarity, stance, holder } in NEVER_FACTS {
        let told: Vec<_> = all.iter().filter(|s| tells(s, relation, thing)).collect();
        let facts: Vec<_> = told.iter().filter(|s| s["asserted"] == true && s["polarity"] == "affirmed").collect();
        assert!(facts.is_empty(), "{relation} {thing} is asserted: {facts:#?}");
        let held = |s: &Value| match (holder, s["attributed_to"].as_str()) {
            (Some(holder), Some(name)) => name.contains(holder),
            (None, None) => true,
            _ => false,
        };
        let as_it_should = told
            .iter()
            .any(|s| s["evidence"]["line"] == line && s["polarity"] == polarity && s["stance"] == stance && held(s));
        assert!(as_it_should, "{relation} {thing} is not there as {polarity}, {stance}, {holder:?}: {told:#?}");
    }
}

fn tells(statement: &Value, relation: &str, thing: &str) -> bool {
    let lemma = statement["relation"]["lemma"].as_str().unwrap_or_default();
    let parts =
        ["subject", "object"].iter().flat_map(|part| ["label", "mention", "text"].map(|key| &statement[part][key]));
    lemma.contains(relation) && parts.filter_map(Value::as_str).any(|words| words.contains(thing))
}

#[test]
fn one_thread_and_two_export_the_same_bytes() {
    let export =
        |threads: &str| annals(["export", "--format", "n-quads", "--threads", threads, "--notes", "data/notes"]);
    let (one, two) = (export("1").done(), export("2").done());
    assert!(one == two, "the exports differ");
    assert!(one.lines().count() > 500, "{} quads", one.lines().count());
}

#[test]
fn every_export_read_again_holds_the_same_triples() {
    let triples = |format: &str, parser: RdfFormat| -> BTreeSet<String> {
        let text = annals(["export", "--format", format, "--notes", "data/notes"]).done();
        let quads = RdfParser::from_format(parser).for_slice(text.as_bytes());
        quads.map(|quad| quad.unwrap_or_else(|error| panic!("{format}: {error}")).to_string()).collect()
    };
    let expected = triples("n-quads", RdfFormat::NQuads);
    assert!(!expected.iter().any(|quad| quad.contains("_:")), "blank nodes");
    let others = [
        ("turtle", RdfFormat::Turtle),
        ("n-triples", RdfFormat::NTriples),
        ("trig", RdfFormat::TriG),
        ("rdf-xml", RdfFormat::RdfXml),
        ("json-ld", RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::default() }),
    ];
    for (name, parser) in others {
        assert!(triples(name, parser) == expected, "{name} holds other triples than n-quads");
    }
}

#[test]
fn a_connection_has_a_receipt_for_each_hop() {
    let printed =
        annals(["path", "Kim Il-sung", "UNSC Resolution 83", "--notes", "data/notes", "--format", "json"]).done();
    let connections: Vec<Value> = serde_json::from_str(&printed).expect("JSON");
    let hops = connections[0]["hops"].as_array().unwrap();
    assert!(!hops.is_empty());
    for hop in hops {
        assert!(hop["receipts"][0]["line"].is_u64(), "{hop:#}");
    }
}

#[test]
fn a_note_without_a_claim_makes_an_empty_graph_and_no_noise() {
    let notes = folder(&[("a.md", b"# Title only\n")]);
    assert_eq!(annals_in(notes.path(), ["extract", "--format", "jsonl", "."]).done(), "");
}

#[cfg(feature = "disk")]
#[test]
fn the_graph_on_disk_gives_the_same_rows_as_the_one_in_memory() {
    let place = tempfile::tempdir().unwrap();
    let notes = root().join("data/notes");
    let build = |threads: &str| {
        annals_in(place.path(), ["build".as_ref(), "--threads".as_ref(), threads.as_ref(), notes.as_os_str()]).done()
    };
    let export = || annals_in(place.path(), ["export", "--format", "n-quads"]).done();
    build("1");
    let first = export();
    build("2");
    assert!(first == export(), "the second build exports other bytes");
    let memory = annals(["export", "--format", "n-quads", "--notes", "data/notes"]).done();
    assert!(first == memory, "the graph in memory exports other bytes");
    let query = |more: &[&str]| {
        let arguments =
            ["query", "who-approved-the-invasion", "--format", "tsv"].into_iter().chain(more.iter().copied());
        annals_in(place.path(), arguments).done()
    };
    assert_eq!(query(&[]), query(&["--notes", notes.to_str().unwrap()]));
}

#[test]
fn a_sample_holds_facts_only_and_the_same_seed_draws_the_same() {
    let sample =
        |seed: &str| annals(["extract", "--sample", "10", "--seed", seed, "--format", "jsonl", "data/notes"]).done();
    let (first, second) = (sample("1"), sample("2"));
    assert_eq!(first, sample("1"));
    assert_ne!(first, second);
    let all = statements();
    for line in first.lines().chain(second.lines()) {
        let drawn: Value = serde_json::from_str(line).expect("a statement a line");
        assert_eq!(drawn["asserted"], true);
        assert!(all.contains(&drawn));
    }
    assert_eq!(first.lines().count(), 10);
}

#[test]
fn a_sample_as_a_table_leaves_room_for_a_verdict() {
    let printed = annals(["extract", "--sample", "3", "--format", "tsv", "data/notes"]).done();
    let rows: Vec<Vec<&str>> = printed.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0], ["verdict", "confidence", "statement", "place", "words"]);
    assert_eq!(rows.len(), 4);
    for row in &rows[1..] {
        assert_eq!((row.len(), row[0]), (5, ""));
        assert!(row[3].starts_with("korean-war.md:"));
    }
}

#[test]
fn a_difference_is_what_was_gained_and_lost_wherever_it_stands() {
    let files = folder(&[
        ("old/a.md", b"- Caesar crossed the Rubicon in 49 BC.\n- Nero ruled Rome.\n"),
        ("new/b.md", b"Moved, and one line down.\n\n- Nero ruled Rome.\n- Caesar crossed the Rubicon in 48 BC.\n"),
    ]);
    let run = annals_in(files.path(), ["diff", "old", "new"]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.contains("1 fact added, 1 fact removed") && !run.out.contains("Nero"), "{}", run.out);
    let first = |sign: &str| run.out.lines().find(|line| line.starts_with(sign)).unwrap_or_default().to_owned();
    assert!(first("- ").contains("49 BC") && first("+ ").contains("48 BC"), "{}", run.out);
    let same = annals_in(files.path(), ["diff", "old", "old"]);
    assert_eq!((same.status, same.out.as_str()), (0, "0 facts added, 0 facts removed\n"));
}
