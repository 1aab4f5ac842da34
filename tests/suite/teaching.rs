//! A relation is taught in Turtle: the lines that README.md gives do what it says.

use super::support::{annals_in, folder, root};
use std::fs;

const NOTE: &[u8] = "- Pope Gregory VII excommunicated Henry IV in February 1076.\n\
                     - Gregory's excommunication of Henry IV shook the Empire.\n"
    .as_bytes();

fn taught() -> String {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let after = readme.split_once("```turtle\n").expect("README.md has a block of Turtle").1;
    after.split_once("```").expect("the block ends").0.to_owned()
}

#[test]
fn an_unknown_verb_is_an_open_relation_until_it_is_taught() {
    let files = folder(&[("pope.md", NOTE), ("church.ttl", taught().as_bytes())]);
    let extract = |more: &[&str]| -> Vec<serde_json::Value> {
        let arguments = ["extract", "--format", "jsonl", "pope.md"].into_iter().chain(more.iter().copied());
        let printed = annals_in(files.path(), arguments).done();
        let all = printed.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        all.filter(|statement| statement["relation"]["label"].as_str().unwrap().contains("excommunicate")).collect()
    };
    let before = extract(&[]);
    assert_eq!(before.len(), 1, "{before:#?}");
    assert_eq!(before[0]["relation"]["open"], true);
    let after = extract(&["--ontology", "church.ttl"]);
    assert_eq!(after.len(), 2, "{after:#?}");
    for statement in &after {
        assert_eq!(statement["relation"]["iri"], "https://example.org/excommunicated");
        assert_eq!(
            (&statement["subject"]["label"], &statement["object"]["label"]),
            (&"Gregory VII".into(), &"Henry IV".into())
        );
    }
}

#[test]
fn a_question_knows_the_relation_that_was_taught() {
    let files = folder(&[("pope.md", NOTE), ("church.ttl", taught().as_bytes())]);
    let run =
        annals_in(files.path(), ["ask", "who excommunicated Henry IV", "--notes", ".", "--ontology", "church.ttl"]);
    assert!(run.done().starts_with("Gregory VII excommunicated Henry IV"));
}
