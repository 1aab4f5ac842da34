//! What the triples of a graph must and must not say.

use super::fixture::*;
use crate::graph::{
    Graph, GraphError, Input, Store,
    vocabulary::{DEFAULT_BASE, an, expand, reused},
};
use crate::{
    ontology::Ontology,
    statement::{Object, Role, Statement, Value},
};
use oxigraph::model::{NamedNode, Triple, vocab::rdf};

fn iri(compact: &str) -> NamedNode {
    expand(compact, DEFAULT_BASE).unwrap()
}

fn has(graph: &Graph, subject: &str, predicate: &str, object: &str) -> bool {
    graph.triples().contains(&Triple::new(iri(subject), iri(predicate), iri(object)))
}

fn about<'a>(graph: &'a Graph, node: &NamedNode) -> Vec<&'a Triple> {
    graph.triples().iter().filter(|triple| triple.subject == node.clone().into()).collect()
}

/// The triples of each claim and its span.
fn claims_with_spans(graph: &Graph) -> Vec<Vec<&Triple>> {
    let is_claim = |triple: &&Triple| triple.predicate == rdf::TYPE && triple.object == an::CLAIM.into();
    let claims = graph.triples().iter().filter(is_claim);
    claims
        .map(|claim| {
            let mut all: Vec<&Triple> =
                graph.triples().iter().filter(|triple| triple.subject == claim.subject).collect();
            let span = all.iter().find(|triple| triple.predicate == reused::PROV_WAS_DERIVED_FROM).unwrap();
            let oxigraph::model::Term::NamedNode(span) = &span.object else { panic!("a span is a node") };
            all.extend(about(graph, span));
            all
        })
        .collect()
}

#[test]
fn a_claim_with_time_source_and_span_is_eighteen_triples() {
    let graph = graph_of(&[approval()]);
    let [claim] = &claims_with_spans(&graph)[..] else { panic!("one statement, one claim") };
    let lines: Vec<String> = claim.iter().map(ToString::to_string).collect();
    assert_eq!(claim.len(), 18, "{lines:#?}");
}

#[test]
fn what_is_vouched_for_is_a_plain_triple() {
    let graph = graph_of(&statements());
    assert!(has(&graph, "id:stalin", "an:approved", "id:invasion-of-south-korea"));
    assert!(has(&graph, "id:north-korea", "an:invaded", "id:south-korea"));
}

#[test]
fn what_is_believed_is_a_claim_only() {
    let graph = graph_of(&statements());
    assert!(!has(&graph, "id:uprisings", "an:weakened", "id:army"));
    let said = about(&graph, &iri("id:weakening"));
    let predicates: Vec<&str> = said.iter().map(|triple| triple.predicate.as_str()).collect();
    assert_eq!(predicates, ["http://www.w3.org/2000/01/rdf-schema#label", an::CLAIM_OF.as_str()]);
}

#[test]
fn no_treaty_signed_yields_no_signing() {
    let graph = graph_of(&statements());
    assert!(
        !graph
            .triples()
            .iter()
            .any(|triple| triple.object == iri("an:Signing").into() && triple.predicate == rdf::TYPE)
    );
    let claim =
        claims_with_spans(&graph).into_iter().find(|claim| claim.iter().any(|t| t.object == an::NEGATED.into()));
    assert!(claim.is_some(), "the denial itself is there");
}

#[test]
fn an_event_has_its_class_actor_patient_and_time() {
    let graph = graph_of(&statements());
    let event = "id:invasion-of-south-korea";
    assert!(has(&graph, event, "rdf:type", "sem:Event"));
    assert!(has(&graph, event, "rdf:type", "an:Invasion"));
    assert!(has(&graph, event, "sem:hasActor", "id:north-korea"));
    assert!(has(&graph, event, "an:patient", "id:south-korea"));
    let times = about(&graph, &iri(event)).into_iter().filter(|triple| triple.predicate == an::WHEN).count();
    assert_eq!(times, 1);
}

#[test]
fn of_two_times_of_an_event_the_narrower_is_kept() {
    let year = dated(invasion(), "1950", "1950-01-01", "1950-12-31");
    let graph = graph_of(&[year, invasion()]);
    let event = about(&graph, &iri("id:invasion-of-south-korea"));
    let time = event.iter().find(|triple| triple.predicate == an::WHEN).unwrap();
    assert_eq!(time.object.to_string(), "\"1950-06-25\"^^<http://id.loc.gov/datatypes/edtf/EDTF>");
}

#[test]
fn the_order_of_statements_changes_nothing() {
    let mut shuffled = statements();
    let expected = graph_of(&shuffled);
    for turn in 1..shuffled.len() {
        shuffled.rotate_left(turn);
        shuffled.swap(0, turn);
        assert_eq!(graph_of(&shuffled), expected);
    }
    let twice: Vec<Statement> = shuffled.iter().chain(&shuffled).cloned().collect();
    assert_eq!(graph_of(&twice), expected);
    assert_eq!(graph_of(&twice).content_hash(), expected.content_hash());
}

#[test]
fn the_surer_reading_of_the_same_words_speaks_for_a_claim() {
    let mut unsure = approval();
    unsure.confidence = 0.4;
    unsure.basis = "guess".into();
    unsure.sources = vec!["https://example.org/other".into()];
    let store = Store::in_memory(&graph_of(&[unsure, approval()])).unwrap();
    let rows = store.claims(&crate::graph::ClaimFilter::default()).unwrap();
    let [row] = &rows[..] else { panic!("one claim, not {}", rows.len()) };
    assert_eq!((row.confidence, row.basis.as_str()), (0.9, "verb"));
    assert_eq!(row.receipts[0].sources.len(), 2, "both sources are kept");
}

#[test]
fn the_store_gives_back_the_graph_it_was_given() {
    let graph = graph_of(&statements());
    assert_eq!(Store::in_memory(&graph).unwrap().graph().unwrap(), graph);
}

#[test]
fn a_citation_key_is_a_node_of_ours_and_keeps_its_words() {
    let graph = graph_of(&[]);
    let cited = graph.triples().iter().find(|triple| triple.predicate == an::CITED_AS).unwrap();
    assert_eq!(cited.object.to_string(), "\"smith:1999\"");
    assert!(cited.subject.to_string().starts_with(&format!("<{DEFAULT_BASE}source-smith-1999-")));
}

#[test]
fn a_base_that_cannot_be_one_is_refused() {
    let ontology = Ontology::default();
    for base in ["", "example", "https://example.org/x", "https://exa mple.org/"] {
        let input = Input { told: &[], works: None, title: None, author: None, ontology: &ontology, base };
        assert_eq!(Graph::build(&input), Err(GraphError::Base(base.into())));
    }
}

/// No text of a note may ever change the shape of the graph: only literals and IRIs of ours may differ.
#[test]
fn no_text_can_write_triples() {
    let hostile = [
        "\"", "\\", "\n", "\r\n", "\t", "> <x> <y> .", "\" . <a> <b> <c> . \"", "\u{202e}abc\u{202c}",
        "\u{0}\u{7}\u{1b}[31m", "\u{feff}", "'''", "\"\"\"", "@prefix an: <x> .", "]]>", "</rdf:RDF>", "\u{ffff}", "{",
        "_:b", "\u{1f600}", "",
    ];
    for text in hostile {
        let graph = graph_of(&[sabotaged(text)]);
        for triple in graph.triples() {
            let (subject, object) = (triple.subject.is_named_node(), triple.object.is_blank_node());
            assert!(subject && !object, "{text:?}: {triple}");
            assert!(is_known(&triple.predicate), "{text:?}: {triple}");
        }
        assert_eq!(Store::in_memory(&graph).unwrap().graph().unwrap(), graph, "{text:?}");
    }
}

/// Whether a predicate is of the vocabulary, or the one relation of the statement.
fn is_known(predicate: &NamedNode) -> bool {
    let ours = an::ALL.iter().chain(reused::ALL).any(|term| *predicate == *term) || *predicate == iri("an:purpose");
    let standard = ["http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"];
    let is_below = |namespace: &str| predicate.as_str().starts_with(namespace);
    ours || standard.into_iter().any(is_below) || is_below("https://w3id.org/annals/rel#")
}

/// A statement with this text wherever text can stand.
fn sabotaged(text: &str) -> Statement {
    let mut statement = approval();
    statement.id = text.into();
    statement.subject.iri = format!("{DEFAULT_BASE}{text}");
    statement.subject.label = text.into();
    statement.subject.class = text.into();
    statement.subject.aliases = vec![format!("alias {text}")];
    statement.relation.iri = format!("https://w3id.org/annals/rel#{text}");
    statement.relation.label = text.into();
    statement.relation.lemma = text.into();
    let value = Value {
        value: text.into(),
        datatype: "xsd:decimal".into(),
        unit: Some(text.into()),
        text: text.into(),
        approximation: Some(text.into()),
    };
    statement.object = Some(Object::Value(value));
    statement.roles = vec![Role { role: "an:purpose".into(), iri: None, label: text.into(), class: None }];
    statement.time = Some(text.into());
    statement.time_bounds = Some((Some(text.into()), Some("1950-05-31".into())));
    statement.attributed_to = Some(text.into());
    statement.basis = text.into();
    statement.evidence.text = text.into();
    statement.evidence.file = format!("notes/{text}.md");
    statement.sources = vec![format!("https://example.org/{text}")];
    statement
}
