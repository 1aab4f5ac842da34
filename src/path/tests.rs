//! Connections over small graphs.

use super::{Connection, Network, Scope, render_text};
use crate::{
    graph::handmade::{Change, Fixture, thing},
    statement::Stance,
};

fn iri(label: &str) -> String {
    thing(label).iri
}

fn shortest(fixture: &Fixture, from: &str, to: &str, k: usize) -> Vec<Connection> {
    shortest_in(fixture, &Scope::default(), from, to, k)
}

fn shortest_in(fixture: &Fixture, scope: &Scope, from: &str, to: &str, k: usize) -> Vec<Connection> {
    Network::load(&fixture.store(), scope).unwrap().shortest(&iri(from), &iri(to), k).unwrap()
}

fn walk(connection: &Connection) -> String {
    connection.stations().iter().map(|node| node.label.as_str()).collect::<Vec<_>>().join(" – ")
}

/// The partition of a kingdom, as a student would note it.
fn partition() -> Fixture {
    let mut notes = Fixture::default();
    notes.say("Amund", "an:met meet", "Birger", "Amund met Birger").on("1501", "1501-01-01", "1501-12-31");
    notes.say("Birger", "an:signed sign", "Treaty of Vik", "Birger signed the Treaty of Vik");
    notes.say("Treaty of Vik", "an:created create", "Border March", "The Treaty of Vik created the Border March");
    notes.say("Amund", "an:opposed oppose", "Border March", "Amund opposed the March").confidence = 0.3;
    notes.say("Cecilie", "operate under", "Treaty of Vik", "Cecilie operated under the Treaty of Vik");
    notes
}

#[test]
fn sure_hops_are_preferred_and_the_rest_follow() {
    let found = shortest(&partition(), "Amund", "Treaty of Vik", 5);
    let walks: Vec<String> = found.iter().map(walk).collect();
    assert_eq!(walks, ["Amund – Birger – Treaty of Vik", "Amund – Border March – Treaty of Vik"]);
}

#[test]
fn every_hop_has_its_receipt_and_its_own_direction() {
    let found = shortest(&partition(), "Amund", "Cecilie", 1);
    let hops = &found[0].hops;
    assert!(hops.iter().all(|hop| !hop.receipts.is_empty()));
    let last = hops.last().unwrap();
    assert!(last.reversed);
    assert_eq!((last.subject.label.as_str(), last.object.label.as_str()), ("Cecilie", "Treaty of Vik"));
    assert_eq!(last.receipts[0].line, 5);
    assert_eq!(hops[0].time.as_ref().unwrap().edtf, "1501");
}

#[test]
fn what_is_only_believed_connects_when_asked_for() {
    let mut notes = Fixture::default();
    notes.say("uprisings", "an:weakened weaken", "army", "Kim believed that uprisings weakened the army");
    notes.statements[0].voiced(Stance::Believed, "Kim");
    assert!(shortest(&notes, "uprisings", "army", 1).is_empty());
    let all = Scope { all: true, ..Scope::default() };
    let found = shortest_in(&notes, &all, "uprisings", "army", 1);
    assert_eq!(found[0].hops[0].voice.as_deref(), Some("believed by Kim"));
}

#[test]
fn what_is_denied_connects_nothing() {
    let mut notes = Fixture::default();
    notes.say("Oslo", "an:recognised recognise", "Narnia", "Oslo never recognised Narnia").denied();
    let all = Scope { all: true, ..Scope::default() };
    assert!(shortest_in(&notes, &all, "Oslo", "Narnia", 1).is_empty());
}

#[test]
fn a_name_within_a_description_ties_the_two() {
    let mut notes = Fixture::default();
    let words = "The assembly authorised the formation of the Relief Corps";
    notes.say("assembly", "an:authorised authorise", "formation of the Relief Corps", words);
    notes.say("Relief Corps", "operate in", "Vienna", "The Relief Corps operated in Vienna");
    let found = shortest(&notes, "assembly", "Vienna", 1);
    assert_eq!(walk(&found[0]), "assembly – formation of the Relief Corps – Relief Corps – Vienna");
    assert_eq!(found[0].hops[1].receipts[0].text, words);
}

#[test]
fn an_event_is_a_station_between_those_who_took_part_and_those_who_judged_it() {
    let mut notes = Fixture::default();
    notes.say("Alba", "an:invaded invade", "Brega", "Alba invaded Brega").of_event("invasion-of-brega", "an:Invasion");
    notes.say("Council", "an:denounced denounce", "invasion of Brega", "The Council denounced the invasion");
    let found = shortest(&notes, "Council", "Alba", 1);
    assert_eq!(found[0].stations()[1].label, "invasion of Brega");
    assert_eq!(found[0].hops.len(), 2);
}

#[test]
fn a_window_of_time_leaves_out_what_lies_outside() {
    let scope = Scope { from: Some("1600-01-01".into()), ..Scope::default() };
    assert!(shortest_in(&partition(), &scope, "Amund", "Birger", 1).is_empty());
}

#[test]
fn what_has_an_open_end_lies_in_a_window_as_far_as_it_is_known() {
    let mut notes = Fixture::default();
    notes.say("Amund", "an:met meet", "Birger", "Amund met Birger").on("../1501", "1501-01-01", "1501-12-31");
    notes.statements[0].time_bounds = Some((None, Some("1501-12-31".into())));
    let within = |from: &str, to: Option<&str>| {
        let scope = Scope { from: Some(from.into()), to: to.map(Into::into), ..Scope::default() };
        shortest_in(&notes, &scope, "Amund", "Birger", 1).len()
    };
    assert_eq!((within("1500", None), within("1502", None), within("1500", Some("1600"))), (1, 0, 0));
    assert_eq!(within("soon", None), 0);
}

#[test]
fn all_simple_paths_come_shortest_first_and_stop_at_the_length() {
    let store = partition().store();
    let network = Network::load(&store, &Scope::default()).unwrap();
    let found = network.all_simple(&iri("Amund"), &iri("Border March"), 3, 10).unwrap();
    let walks: Vec<String> = found.iter().map(walk).collect();
    assert_eq!(walks, ["Amund – Border March", "Amund – Birger – Treaty of Vik – Border March"]);
    assert_eq!(network.all_simple(&iri("Amund"), &iri("Border March"), 2, 10).unwrap().len(), 1);
}

#[test]
fn the_unknown_and_the_same_have_no_connection() {
    assert!(shortest(&partition(), "Amund", "Nobody", 3).is_empty());
    assert!(shortest(&partition(), "Amund", "Amund", 3).is_empty());
}

#[test]
fn causes_are_chained_back_to_the_first() {
    let mut notes = Fixture::default();
    notes.say("passage of the bill", "an:happened pass", "", "The bill passed because of the boycott");
    notes.statements[0].with("an:cause", "boycott");
    notes.say("boycott", "an:happened boycott", "", "The boycott followed the seating");
    notes.statements[1].with("an:cause", "seating of the envoy");
    let store = notes.store();
    let network = Network::load(&store, &Scope::default()).unwrap();
    let chains = network.causes(&iri("passage of the bill"), 5, 10).unwrap();
    assert_eq!(chains.iter().map(walk).collect::<Vec<_>>(), ["seating of the envoy – boycott – passage of the bill"]);
}

#[test]
fn text_shows_walk_hops_and_receipts_with_controls_escaped() {
    let mut notes = Fixture::default();
    notes.say("A\u{1b}[2Jna", "an:met meet", "Bo", "Ana met Bo").citing("https://example.org/a", Some((7, "they met")));
    let found = shortest(&notes, "A\u{1b}[2Jna", "Bo", 1);
    let expected = "\
1. A\\u{1b}[2Jna – Bo (1 hop)

  A\\u{1b}[2Jna  met  Bo
    notes.md:1  “Ana met Bo”
    cites  https://example.org/a   (quotation beneath the claim, line 7)
";
    assert_eq!(render_text(&found), expected);
}
