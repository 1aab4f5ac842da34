//! Names that people type.

use super::fixture::*;
use crate::graph::{Found, Store};

fn find(name: &str) -> Found {
    let mut with_alias = approval();
    with_alias.subject.aliases = vec!["Josef Stalin".into(), "Сталин".into()];
    let mut all = statements();
    all.push(with_alias);
    Store::in_memory(&graph_of(&all)).unwrap().find(name).unwrap()
}

fn one(name: &str) -> Option<String> {
    match find(name) {
        Found::One(named) => Some(named.label),
        Found::Several(_) | Found::None(_) => None,
    }
}

#[test]
fn a_name_is_found_however_it_is_written() {
    for name in ["Stalin", "stalin", " STALIN. ", "Josef Stalin", "josef", "Stalin", "сталин"] {
        assert_eq!(one(name).as_deref(), Some("Stalin"), "{name}");
    }
    assert_eq!(one("the invasion of South Korea").as_deref(), Some("invasion of South Korea"));
    assert_eq!(one("Kim").as_deref(), Some("Kim Il-sung"));
}

#[test]
fn a_part_of_two_names_offers_both() {
    let Found::Several(named) = find("korea") else { panic!("three things have Korea in their name") };
    let labels: Vec<&str> = named.iter().map(|named| named.label.as_str()).collect();
    assert_eq!(labels.len(), 3, "{labels:?}");
}

#[test]
fn a_mistyped_name_offers_the_nearest() {
    let offered = |name: &str| match find(name) {
        Found::None(near) => near.into_iter().map(|named| named.label).collect::<Vec<_>>(),
        found => panic!("{name}: {found:?}"),
    };
    assert_eq!(offered("Satlin"), ["Stalin"]);
    assert_eq!(offered("Kim Ilsung"), ["Kim Il-sung"]);
    assert!(offered("Churchill").is_empty());
    assert!(offered("").is_empty());
}

#[test]
fn relations_classes_notes_and_sources_are_no_entities() {
    for name in ["approved", "War", "Invasion class", "smith:1999"] {
        assert!(!matches!(find(name), Found::One(_)), "{name}");
    }
}

#[test]
fn stats_count_what_is_there() {
    let stats = Store::in_memory(&graph_of(&statements())).unwrap().stats().unwrap();
    assert_eq!((stats.notes, stats.claims, stats.facts, stats.sourced, stats.dated), (1, 5, 3, 1, 3));
    assert_eq!((stats.by_stance["believed"], stats.by_polarity["negated"], stats.attributed), (1, 1, 1));
    assert_eq!((stats.sources, stats.quotations, stats.events), (2, 2, 1));
    assert_eq!((stats.passages, stats.passages_read), (5, 3));
}
