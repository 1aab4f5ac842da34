//! SPARQL: what is answered, what is refused, what the named queries say of a small graph.

use super::fixture::*;
use crate::graph::{
    Answer, Limits, Position, QueryError, ResultFormat, Store, named_queries, named_query, run,
    vocabulary::DEFAULT_BASE,
};
use std::{fs, path::Path, time::Duration};

fn store() -> Store {
    Store::in_memory(&graph_of(&statements())).unwrap()
}

fn ask(text: &str) -> Result<Answer, QueryError> {
    run(&store(), text, &Limits::default())
}

fn written(answer: &Answer, format: ResultFormat) -> String {
    let mut bytes = Vec::new();
    answer.write(format, DEFAULT_BASE, None, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn refusal(text: &str) -> String {
    match ask(text) {
        Err(error) => error.to_string(),
        Ok(answer) => panic!("{text} was answered: {answer:?}"),
    }
}

#[test]
fn prefixes_are_supplied() {
    let answer = ask("SELECT ?what { id:stalin an:approved/rdfs:label ?what }").unwrap();
    assert_eq!(written(&answer, ResultFormat::Csv), "what\r\ninvasion of South Korea\r\n");
}

#[test]
fn each_form_of_query_is_written_in_each_format() {
    let rows = ask("SELECT ?who { ?who an:approved ?what }").unwrap();
    assert_eq!(written(&rows, ResultFormat::Table), "who\n─────────\nid:stalin\n(1 row)\n");
    assert_eq!(written(&rows, ResultFormat::Tsv), format!("?who\n<{DEFAULT_BASE}stalin>\n"));
    assert!(written(&rows, ResultFormat::Json).starts_with("{\"head\":{\"vars\":[\"who\"]}"));
    assert!(written(&rows, ResultFormat::Xml).contains("<variable name=\"who\"/>"));
    assert_eq!(written(&ask("ASK { id:stalin an:approved ?x }").unwrap(), ResultFormat::Table), "yes\n");
    let graph = ask("CONSTRUCT WHERE { id:stalin an:approved ?x }").unwrap();
    assert!(written(&graph, ResultFormat::Table).ends_with("\nid:stalin an:approved id:invasion-of-south-korea .\n"));
    assert!(!ask("DESCRIBE id:stalin").unwrap().is_empty());
}

#[test]
fn a_syntax_error_is_placed_in_the_users_own_text() {
    let Err(QueryError::Syntax { position, found, .. }) = ask("SELECT ?x\nWHERE { ?x an:approved }") else {
        panic!("no object was given")
    };
    assert_eq!((position, found.as_str()), (Position { line: 2, column: 24 }, "}"));
    let cases = [
        ("SELECT ?x {", "line 1, column 12: expected", "found the end of the query"),
        (
            "SELEKT ?x {}",
            "line 1, column 1: expected one of ASK, BASE, CONSTRUCT, DESCRIBE, PREFIX, SELECT",
            "`SELEKT`",
        ),
        ("SELECT ?x\n{ ?x a ?y FILTER (?x > ) }", "line 2, column 24: expected an expression", "found `)`"),
        ("SELECT * { ?x a ?y }\n  ODRER BY ?x", "line 2, column 3: expected one of", "found `ODRER`"),
        ("SELECT (COUNT(?x) AZ ?n) { ?x a ?y }", "line 1, column 19: expected", "found `AZ`"),
        ("SELECT ?x { ?x foaf:name ?y }", "line 1, column 16: expected a prefix that is declared", "found `foaf:name`"),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x a ?y }", "The SELECT contains a variable that is unbound", ""),
        ("", "line 1, column 1: expected one of ASK", "found the end of the query"),
        ("SELECT ?x WHERE { ?x ?p \"open }", "line 1, column 25", ""),
        ("SELECT ?é { ?é ?p ?o ?? }", "line 1, column 22", "found `??`"),
    ];
    for (text, start, end) in cases {
        assert!(refusal(text).starts_with(start) && refusal(text).contains(end), "{text}\n{}", refusal(text));
    }
}

#[test]
fn updates_and_calls_to_other_servers_are_refused_by_name() {
    for text in [
        "INSERT DATA { id:a an:b id:c }",
        "prefix x: <http://x/> delete where { ?s ?p ?o }",
        "LOAD <http://example.org/>",
        "# harmless\nCLEAR ALL",
        "DROP GRAPH <http://example.org/>",
        "WITH <http://x> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ] {
        assert!(refusal(text).contains("is refused"), "{text}: {}", refusal(text));
    }
    let service = "SELECT * {\n  SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }\n}";
    assert_eq!(refusal(service), "line 2, column 3: SERVICE is refused: annals works offline and asks no other server");
    assert!(refusal("SELECT * { ?s ?p ?o . service silent ?x { ?s ?p ?o } }").contains("SERVICE is refused"));
}

#[test]
fn words_that_only_look_like_orders_are_let_through() {
    for text in [
        "SELECT ?service { ?service a an:service }",
        "SELECT * { ?s rdfs:label \"SERVICE { } INSERT ((((\" }",
        "# SERVICE\nSELECT * { ?s ?p '''load 'x' {{{''' }",
        "SELECT * { <https://example.org/SERVICE(> ?p ?o }",
        "SELECT * { ?s ?p ?o FILTER (1 < 2 && ?o > 3) }",
    ] {
        assert!(ask(text).is_ok(), "{text}: {}", refusal(text));
    }
}

#[test]
fn nesting_and_length_have_bounds() {
    let nested = |depth: usize| format!("SELECT * {}{}", "{".repeat(depth), "}".repeat(depth));
    assert!(ask(&nested(128)).is_ok());
    assert!(refusal(&nested(129)).contains("line 1, column 138: brackets are nested more than 128 deep"));
    assert!(refusal(&nested(2_150)).contains("nested"));
    assert!(refusal(&format!("SELECT * {{ }} #{}", " ".repeat(70_000))).contains("65536"));
}

/// Shapes that make a parser or an optimiser recurse without a bracket, as long as a query may be.
#[test]
fn long_chains_never_overflow_the_stack() {
    let shapes: [(&str, &str, &str); 12] = [
        ("SELECT * { {}", " UNION {}", " }"),
        ("SELECT * { ", "OPTIONAL { ?a ?b ?c } ", " }"),
        ("SELECT * { ", "MINUS { ?a ?b ?c } ", " }"),
        ("SELECT * { FILTER (1", "||1", ") }"),
        ("SELECT * { FILTER (1", "&&1", ") }"),
        ("SELECT * { FILTER (1", "+1", ") }"),
        ("SELECT * { FILTER (1", "*1", ") }"),
        ("SELECT * { FILTER (1 IN (1", ",1", ")) }"),
        ("SELECT * { ?s an:a", "/an:a", " ?o }"),
        ("SELECT * { ?s an:a", "|an:a", " ?o }"),
        ("SELECT * { ", "BIND (1 AS ?x) {} ", " }"),
        ("SELECT * { ?s ?p ?o", "; ?p ?o", " }"),
    ];
    let limits = Limits { time: Some(Duration::from_millis(200)), rows: Some(10), bytes: None };
    for (start, link, end) in shapes {
        let links = (20_000 - start.len() - end.len()) / link.len();
        let text = format!("{start}{}{end}", link.repeat(links));
        // Any answer will do, and any error; what counts is that the process is still there.
        drop(run(&store(), &text, &limits));
    }
}

#[test]
fn an_evaluation_that_takes_too_long_is_given_up() {
    let cross = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let limits = Limits { time: Some(Duration::from_millis(100)), ..Limits::default() };
    assert!(matches!(run(&store(), cross, &limits), Err(QueryError::TimedOut(_))));
}

#[test]
fn a_cut_answer_says_so() {
    let limits = Limits { rows: Some(3), ..Limits::default() };
    let answer = run(&store(), "SELECT * { ?s ?p ?o }", &limits).unwrap();
    assert!(answer.is_cut());
    assert!(written(&answer, ResultFormat::Table).ends_with("(3 rows, and there are more)\n"));
}

#[test]
fn rows_without_an_order_come_sorted() {
    let answer = ask("SELECT ?label { ?s rdfs:label ?label }").unwrap();
    let text = written(&answer, ResultFormat::Csv);
    let lines: Vec<&str> = text.lines().skip(1).collect();
    let mut sorted = lines.clone();
    sorted.sort_unstable();
    assert_eq!(lines, sorted);
}

#[test]
fn every_file_in_queries_is_embedded_and_says_what_it_answers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let embedded: Vec<&str> = named_queries().iter().map(|query| query.name).collect();
    assert_eq!(embedded, files);
    assert!(named_queries().iter().all(|query| query.about().len() > 20));
    assert_eq!(named_query("queries/casualties.rq"), named_query("casualties"));
}

/// What each named query says of the hand-made graph is kept in `tests/queries/`; `UPDATE=1` rewrites it.
#[test]
#[expect(clippy::disallowed_methods, reason = "UPDATE=1 is how expectations are rewritten")]
fn every_named_query_gives_what_is_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries");
    let update = std::env::var("UPDATE").is_ok();
    for query in named_queries() {
        let answer = ask(query.text).unwrap_or_else(|error| panic!("{}: {error}", query.name));
        let found = written(&answer, ResultFormat::Tsv);
        let file = folder.join(query.name).with_extension("tsv");
        if update {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, &found).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(found, expected, "{}: `UPDATE=1 cargo test` rewrites what is expected", query.name);
        assert!(!answer.is_empty(), "{}: the hand-made graph holds nothing for it", query.name);
    }
}

#[test]
fn what_began_and_ended_stands_among_the_events() {
    let war = |verb: &str| statement(thing("War", "an:War"), verb, None, "The North invaded the South");
    let began = dated(war("began"), "1950-06-25", "1950-06-25", "1950-06-25");
    let ended = dated(war("ended"), "1953-07-27", "1953-07-27", "1953-07-27");
    let store = Store::in_memory(&graph_of(&[ended, invasion(), began, war("escalated")])).unwrap();
    let answer = run(&store, named_query("events-in-order").unwrap().text, &Limits::default()).unwrap();
    let text = written(&answer, ResultFormat::Csv);
    let events: Vec<&str> = text.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(events, ["North Korea invaded South Korea", "War began", "War ended"]);
    let simple = "SELECT ?when { id:war an:began ?when } ";
    assert_eq!(written(&run(&store, simple, &Limits::default()).unwrap(), ResultFormat::Csv), "when\r\n1950-06-25\r\n");
    assert!(run(&store, "ASK { id:war an:escalated true }", &Limits::default()).unwrap() == Answer::Boolean(true));
}
