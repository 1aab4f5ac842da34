//! Claims read back.

use super::fixture::*;
use crate::graph::{ClaimFilter, ClaimRow, Node, Store, vocabulary::DEFAULT_BASE};
use crate::statement::{Polarity, Stance};

fn rows(filter: &ClaimFilter) -> Vec<ClaimRow> {
    Store::in_memory(&graph_of(&statements())).unwrap().claims(filter).unwrap()
}

fn id(local: &str) -> String {
    format!("{DEFAULT_BASE}{local}")
}

#[test]
fn a_row_tells_all_that_the_statement_did() {
    let rows = rows(&ClaimFilter { subject: Some(id("stalin")), ..ClaimFilter::default() });
    let [row] = &rows[..] else { panic!("one claim of Stalin, not {}", rows.len()) };
    assert_eq!((row.subject.label.as_str(), row.relation.label.as_str()), ("Stalin", "approved"));
    assert_eq!(row.object.as_ref().map(Node::label).as_deref(), Some("invasion of South Korea"));
    let time = row.time.as_ref().unwrap();
    assert_eq!(
        (time.edtf.as_str(), time.earliest.as_deref(), time.latest.as_deref()),
        ("1950-21", Some("1950-03-01"), Some("1950-05-31"))
    );
    assert!(row.fact && row.holder.is_none() && row.roles.is_empty());
    let receipt = &row.receipts[0];
    assert_eq!((receipt.file.as_str(), receipt.line), ("notes/war.md", 3));
    assert_eq!(TEXT.chars().skip(receipt.start).take(receipt.end - receipt.start).collect::<String>(), receipt.text);
    assert_eq!(receipt.sources, ["https://example.org/paper?a=(1)"]);
    assert_eq!((receipt.support[0].line, receipt.support[0].text.as_str()), (4, "the secret meetings confirmed it"));
}

#[test]
fn a_belief_keeps_its_holder_and_a_denial_its_polarity() {
    let all = rows(&ClaimFilter::default());
    let belief = all.iter().find(|row| row.stance == Stance::Believed).unwrap();
    assert_eq!(belief.holder.as_ref().unwrap().label, "Kim Il-sung");
    assert!(!belief.fact);
    let denial = all.iter().find(|row| row.polarity == Polarity::Negated).unwrap();
    assert!(!denial.fact && denial.object.is_none());
    assert!(rows(&ClaimFilter { facts_only: true, ..ClaimFilter::default() }).iter().all(|row| row.fact));
}

#[test]
fn claims_are_found_by_anything_that_takes_part() {
    let about = |local: &str| rows(&ClaimFilter { about: Some(id(local)), ..ClaimFilter::default() }).len();
    assert_eq!(about("kim-il-sung"), 1, "as holder");
    assert_eq!(about("south-korea"), 1, "as object");
    assert_eq!(about("invasion-of-south-korea"), 2, "as object of one and event of another");
    assert_eq!(about("nobody"), 0);
}

#[test]
fn a_window_of_time_leaves_out_what_lies_outside_or_has_no_time() {
    let within = |from: &str, to: &str| {
        let filter = ClaimFilter { from: Some(from.into()), to: Some(to.into()), ..ClaimFilter::default() };
        rows(&filter).into_iter().map(|row| row.relation.label).collect::<Vec<_>>()
    };
    assert_eq!(within("1950-01-01", "1950-04-01"), ["approved"]);
    assert_eq!(within("1949-12-31", "1950-12-31"), ["invaded", "approved", "weakened"]);
}

#[test]
fn a_number_comes_back_with_what_it_counts() {
    let all = rows(&ClaimFilter { subject: Some(id("north-korea")), ..ClaimFilter::default() });
    let Some(Node::Value(value)) = all.iter().find_map(|row| row.object.clone().filter(|o| o.thing().is_none())) else {
        panic!("a number was told")
    };
    assert_eq!((value.value.as_str(), value.datatype.as_str()), ("36940", "xsd:decimal"));
    assert_eq!((value.unit.as_deref(), value.approximation.as_deref()), (Some("dead"), Some("about")));
}

#[test]
fn rows_that_say_the_same_are_merged_with_all_receipts() {
    let mut again = approval();
    again.evidence = evidence("the secret meetings confirmed it");
    let store = Store::in_memory(&graph_of(&[approval(), again])).unwrap();
    let rows = store.claims(&ClaimFilter::default()).unwrap();
    assert_eq!(rows.len(), 2);
    let merged = ClaimRow::merge(rows);
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0].receipts.iter().map(|receipt| receipt.line).collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn what_is_read_from_its_objects_side_has_no_subject_in_rdf() {
    let mut signed = statement(thing("armistice", "an:Treaty"), "signed", None, "No treaty was ever signed");
    signed.relation.inverse = true;
    signed.relation.label = "was signed".into();
    let store = Store::in_memory(&graph_of(&[signed])).unwrap();
    let rows = store.claims(&ClaimFilter { object: Some(id("armistice")), ..ClaimFilter::default() }).unwrap();
    let [row] = &rows[..] else { panic!("found by its rdf:object") };
    assert_eq!((row.subject.label.as_str(), row.relation.label.as_str()), ("armistice", "was signed"));
    assert!(row.inverse && row.object.is_none() && row.fact);
}
