//! Every format says the same, and always in the same bytes.

use super::fixture::*;
use crate::graph::{ExportFormat, Graph, write_triples};
use oxigraph::{
    io::RdfParser,
    model::{Literal, NamedNode, Triple},
};

fn written(graph: &Graph, format: ExportFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    graph.export(format, &mut bytes).unwrap();
    bytes
}

fn read(bytes: &[u8], format: ExportFormat) -> Vec<String> {
    let quads = RdfParser::from_format(format.rdf_format()).for_slice(bytes);
    let mut triples: Vec<String> = quads.map(|quad| Triple::from(quad.unwrap()).to_string()).collect();
    triples.sort();
    triples
}

#[test]
fn every_format_read_again_gives_the_same_triples() {
    let graph = graph_of(&statements());
    let mut expected: Vec<String> = graph.triples().iter().map(ToString::to_string).collect();
    expected.sort();
    for format in ExportFormat::ALL {
        assert_eq!(read(&written(&graph, format), format), expected, "{format:?}");
    }
}

#[test]
fn shuffled_statements_are_written_in_the_same_bytes() {
    let mut shuffled = statements();
    shuffled.reverse();
    for format in ExportFormat::ALL {
        assert_eq!(written(&graph_of(&shuffled), format), written(&graph_of(&statements()), format), "{format:?}");
    }
}

#[test]
fn turtle_is_grouped_by_subject_and_shortened_by_prefixes() {
    let text = String::from_utf8(written(&graph_of(&[approval()]), ExportFormat::Turtle)).unwrap();
    let stalin = text.split("\n\n").find(|block| block.starts_with("id:stalin ")).unwrap();
    assert_eq!(
        stalin,
        "id:stalin a an:Person ;\n    rdfs:label \"Stalin\" ;\n    an:approved id:invasion-of-south-korea ."
    );
    assert_eq!(text.matches("\nid:stalin ").count(), 1);
}

/// Quotes, line ends, blanks and control characters in a literal survive each format that can hold them.
#[test]
fn odd_characters_survive() {
    let node = |name: &str| NamedNode::new(format!("https://example.org/{name}")).unwrap();
    let odd = ["\"\\\n\t", "a\r\nb", " x ", "<&>]]>", "\u{202e}rtl", "\u{feff}bom", "\u{85}\u{2028}", "é", ""];
    let even_odder = ["\u{0}", "\u{7}\u{1b}[31m", "\u{ffff}"];
    for format in ExportFormat::ALL {
        let fit = if format == ExportFormat::RdfXml { &odd[..] } else { &[&odd[..], &even_odder[..]].concat() };
        for text in fit {
            let triple = Triple::new(node("s"), node("p"), Literal::new_simple_literal(*text));
            let mut bytes = Vec::new();
            write_triples(std::slice::from_ref(&triple), "https://example.org/", format, &mut bytes).unwrap();
            assert_eq!(read(&bytes, format), [triple.to_string()], "{format:?} {text:?}");
        }
    }
}

#[test]
fn what_xml_cannot_hold_is_replaced_and_counted() {
    let node = NamedNode::new("https://example.org/x").unwrap();
    let triple = Triple::new(node.clone(), node, Literal::new_simple_literal("a\u{0}b\u{1b}"));
    let mut bytes = Vec::new();
    let done = write_triples(&[triple], "https://example.org/", ExportFormat::RdfXml, &mut bytes).unwrap();
    assert_eq!((done.triples, done.replaced), (1, 2));
    assert!(String::from_utf8(bytes).unwrap().contains("a\u{fffd}b\u{fffd}"));
}

#[test]
fn formats_go_by_several_names() {
    for (name, format) in
        [("turtle", ExportFormat::Turtle), ("RDF/XML", ExportFormat::RdfXml), ("json-ld", ExportFormat::JsonLd)]
    {
        assert_eq!(name.parse(), Ok(format));
    }
    assert!("word".parse::<ExportFormat>().is_err());
}
