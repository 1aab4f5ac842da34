//! What is exported says what the graph says, whatever names are in it; `tests/clients/exports.py` has other programs read it.

#[cfg(feature = "disk")]
use super::support::root;
use super::support::{Run, annals, annals_in, folder};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use quick_xml::events::Event as Xml;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Notes with names full of what formats give a meaning to.
const NASTY: &str = "tests/clients/nasty";

fn export(notes: &str, arguments: &[&str]) -> Run {
    annals(["export", "--notes", notes].iter().chain(arguments))
}

/// What is written to standard output; control characters in names are told by status 1.
fn written(notes: &str, arguments: &[&str]) -> String {
    let run = export(notes, arguments);
    assert!(matches!(run.status, 0 | 1) && !run.out.is_empty(), "{arguments:?} {}", run.err);
    run.out
}

fn elements(notes: &str, arguments: &[&str]) -> (Vec<Value>, Vec<Value>) {
    let all = [&["--format", "cytoscape"], arguments].concat();
    let mut read: Value = serde_json::from_str(&written(notes, &all)).unwrap();
    let mut of = |kind: &str| match read["elements"][kind].take() {
        Value::Array(all) => all.into_iter().map(|mut element| element["data"].take()).collect(),
        other => panic!("{other}"),
    };
    (of("nodes"), of("edges"))
}

fn texts<'a>(all: &'a [Value], key: &str) -> Vec<&'a str> {
    all.iter().filter_map(|one| one[key].as_str()).collect()
}

/// Rows of a query's answer, without its head.
fn rows(notes: &str, query: &str) -> Vec<String> {
    let out = annals(["query", "--format", "tsv", "--notes", notes, query]).out;
    out.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn a_network_has_the_facts_that_a_query_finds() {
    for notes in ["data/notes", NASTY] {
        let query = "SELECT DISTINCT ?claim { ?claim a an:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; \
            an:polarity an:Affirmed . ?s ?p ?o . OPTIONAL { ?claim an:asserted ?vouched } \
            OPTIONAL { ?claim prov:wasAttributedTo ?holder } ?claim an:stance ?stance \
            FILTER(isIRI(?o) && ?s != ?o && COALESCE(?vouched, ?stance = an:Asserted && !BOUND(?holder))) }";
        let expected: BTreeSet<String> =
            rows(notes, query).iter().map(|iri| iri.trim_matches(['<', '>']).to_owned()).collect();
        let (_, edges) = elements(notes, &[]);
        let stated: BTreeSet<String> = edges
            .iter()
            .filter(|edge| edge["tie"] == "stated")
            .filter_map(|edge| edge["claim"].as_str().map(str::to_owned))
            .collect();
        assert!(expected.len() > 5);
        assert_eq!(stated, expected, "{notes}");
        assert!(edges.iter().all(|edge| edge["fact"] == true));
    }
}

#[test]
fn what_is_only_claimed_is_an_edge_only_when_asked_for_and_says_what_it_is() {
    let (_, edges) = elements(NASTY, &["--claims"]);
    let denied = edges.iter().find(|edge| edge["label"] == "not: signed").expect("an edge for what was not signed");
    assert_eq!(
        (&denied["fact"], &denied["polarity"], &denied["stance"]),
        (&false.into(), &"negated".into(), &"asserted".into())
    );
    let believed = edges.iter().find(|edge| edge["label"] == "sold").expect("an edge for what was believed");
    assert_eq!((&believed["stance"], &believed["held_by"]), (&"believed".into(), &"Anna Bell".into()));
    assert!(!texts(&elements(NASTY, &[]).1, "label").contains(&"sold"));
    assert!(written(NASTY, &["--format", "dot", "--claims"]).contains("style=dashed"));
    assert!(!written(NASTY, &["--format", "dot"]).contains("style=dashed"));
    assert!(written(NASTY, &["--format", "mermaid", "--claims"]).contains(".->"));
    assert!(written(NASTY, &["--format", "svg", "--claims"]).contains("stroke-dasharray"));
    assert!(!written(NASTY, &["--format", "svg"]).contains("stroke-dasharray"));
}

#[test]
fn an_edge_has_its_time_and_its_receipt() {
    let (nodes, edges) = elements("data/notes", &["--entity", "Mao Zedong"]);
    let approved = edges
        .iter()
        .find(|edge| edge["label"] == "approved" && edge["source"] == "https://w3id.org/annals/id/mao-zedong");
    let approved = approved.expect("an edge for his approval");
    assert_eq!(approved["time"], "1950-21");
    assert_eq!((&approved["earliest"], &approved["latest"]), (&"1950-03-01".into(), &"1950-05-31".into()));
    assert_eq!((&approved["note"], &approved["line"]), (&"korean-war.md".into(), &18.into()));
    assert_eq!(approved["evidence"], "until Stalin and Mao both gave their final approval in spring 1950");
    assert_eq!(approved["sources"], serde_json::json!(["https://sci-hub.ee/10.1163/18765610-02102010"]));
    let mao = nodes.iter().find(|node| node["label"] == "Mao Zedong").expect("a node for him");
    assert_eq!((&mao["kind"], &mao["event"]), (&"Person".into(), &false.into()));
    let gexf = written("data/notes", &["--format", "gexf", "--entity", "Mao Zedong"]);
    assert!(gexf.contains("label=\"approved\" start=\"1950-03-01\" end=\"1950-05-31\""), "{gexf}");
}

/// Text of each element of a name, or the attribute of it.
fn xml(text: &str) -> Vec<(String, BTreeMap<String, String>, String)> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut found: Vec<(String, BTreeMap<String, String>, String)> = Vec::new();
    let mut inside = false;
    loop {
        match reader.read_event().unwrap() {
            Xml::Start(start) | Xml::Empty(start) => {
                inside = true;
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
                    (key, attribute.unescape_value().unwrap().into_owned())
                });
                let attributes = attributes.collect();
                found.push((String::from_utf8_lossy(start.name().as_ref()).into_owned(), attributes, String::new()));
            }
            // What stands between elements is layout.
            Xml::End(_) => inside = false,
            Xml::Text(text) if inside => {
                found.last_mut().into_iter().for_each(|last| last.2 += &text.unescape().unwrap());
            }
            Xml::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn names_come_out_of_xml_as_they_were() {
    let (nodes, edges) = elements(NASTY, &["--claims"]);
    let held = |text: &str| {
        text.replace(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r') || c == '\u{ffff}', "\u{fffd}")
    };
    let expected: Vec<String> = texts(&nodes, "label").into_iter().map(held).collect();
    assert!(expected.iter().any(|label| label.contains("<b>\"Beta\"</b> & Söhne ]]> &amp;")), "{expected:?}");
    assert!(expected.iter().any(|label| label.contains("@Line\nbreak\tand tab\\")));
    let run = export(NASTY, &["--format", "graphml", "--claims"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("control characters, which XML cannot hold, were replaced"), "{}", run.err);
    let all = xml(&run.out);
    let data = |key: &str| -> Vec<String> {
        all.iter().filter(|(name, of, _)| name == "data" && of["key"] == key).map(|(_, _, text)| text.clone()).collect()
    };
    assert_eq!(data("node_label"), expected);
    let evidence: Vec<String> = texts(&edges, "evidence").into_iter().map(held).collect();
    assert_eq!(data("edge_evidence"), evidence);
    let all = xml(&written(NASTY, &["--format", "gexf", "--claims"]));
    let labels: Vec<&String> = all.iter().filter(|(name, ..)| name == "node").map(|(_, of, _)| &of["label"]).collect();
    assert_eq!(labels, expected.iter().collect::<Vec<_>>());
    for format in ["svg", "html"] {
        assert!(!written(NASTY, &["--format", format]).contains("<b>"), "{format}");
    }
    assert!(!xml(&written(NASTY, &["--format", "svg"])).is_empty());
}

/// Cells of a table (RFC 4180).
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(characters.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !quoted);
    rows
}

#[test]
fn tables_are_faithful_and_those_for_spreadsheets_run_nothing() {
    let place = folder(&[]);
    let table = |name: &str, flags: &[&str]| {
        let into = place.path().join(flags.len().to_string());
        let into = into.to_str().unwrap();
        let run = export(NASTY, &[&["--format", "csv", "-o", into], flags].concat());
        assert_eq!(run.status, 0, "{}", run.err);
        fs::read_to_string(Path::new(into).join(name)).unwrap()
    };
    let (nodes, edges) = elements(NASTY, &[]);
    let read = cells(&table("nodes.csv", &[]));
    let at = |name: &str| read[0].iter().position(|column| column == name).unwrap();
    let labels: Vec<&str> = read[1..].iter().map(|row| row[at("Label")].as_str()).collect();
    assert_eq!(labels, texts(&nodes, "label"));
    assert!(labels.iter().any(|label| label.starts_with("=HYPERLINK(\"https:")));
    assert_eq!(cells(&table("edges.csv", &[])).len(), edges.len() + 1);
    let guarded = table("nodes.csv", &["--spreadsheet"]);
    let guarded = cells(guarded.strip_prefix('\u{feff}').expect("a byte order mark"));
    assert!(guarded.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
    assert!(guarded.iter().flatten().any(|cell| cell.starts_with("'=HYPERLINK(")));
}

#[test]
fn a_report_in_markdown_reads_as_the_names_are() {
    let text = written(NASTY, &["--format", "markdown"]);
    let (mut headings, mut in_heading) = (Vec::new(), false);
    for event in Parser::new(&text) {
        match event {
            Event::Start(Tag::Heading { level, .. }) if level as usize == 2 => {
                in_heading = true;
                headings.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Text(words) | Event::Code(words) if in_heading => headings.last_mut().unwrap().push_str(&words),
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html}"),
            _ => {}
        }
    }
    let (nodes, _) = elements(NASTY, &["--claims"]);
    let shown = |label: &str| label.split_whitespace().collect::<Vec<_>>().join(" ");
    for label in texts(&nodes, "label").into_iter().filter(|label| !label.contains('\u{ffff}')) {
        assert!(headings.contains(&shown(label)), "{label:?} in {headings:?}");
    }
    let denied = text.split("\n- ").find(|line| line.contains("not: signed")).expect("what is denied");
    assert!(denied.contains("*(denied)*"), "{denied}");
    let before = &text[..text.find("not: signed").unwrap()];
    assert!(before.rfind("### Claimed, not fact") > before.rfind("### Facts"), "{before}");
}

#[test]
fn a_report_in_html_needs_nothing_else() {
    let page = written("data/notes", &["--format", "html", "--entity", "Mao Zedong"]);
    for outside in ["<script", "<link", "<img", "@import", "src=", "url(http"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("<svg") && page.matches("<svg").count() == 2);
    assert!(page.contains("What the notes say of Mao Zedong") && page.contains("prefers-color-scheme: dark"));
    assert!(page.contains("until Stalin and Mao both gave their final approval in spring 1950”"));
    let first = page.split("<h2 id=\"thing-0\">").nth(1).unwrap();
    assert!(first.starts_with("Mao Zedong<"));
}

#[test]
fn a_part_is_chosen_by_name_steps_time_and_relation() {
    let claims = |arguments: &[&str]| -> BTreeSet<String> {
        texts(&elements("data/notes", arguments).1, "claim").into_iter().map(str::to_owned).collect()
    };
    let all = claims(&[]);
    let one = claims(&["--entity", "Mao Zedong"]);
    let two = claims(&["--entity", "Mao Zedong", "--depth", "2"]);
    let both = claims(&["--entity", "Mao Zedong", "--entity", "United Nations Command"]);
    assert!(one.len() > 1 && one.is_subset(&two) && one.len() < two.len() && two.is_subset(&all));
    assert!(one.is_subset(&both) && one.len() < both.len());
    let early = elements("data/notes", &["--to", "1949-12"]).1;
    assert!(!early.is_empty() && texts(&early, "earliest").iter().all(|day| *day < "1950"));
    let met = elements("data/notes", &["--relation", "meet", "--relation", "met"]).1;
    assert!(!met.is_empty() && met.iter().all(|edge| edge["relation"] == "https://w3id.org/annals/ns#met"));
    for format in ["turtle", "n-triples", "nanopubs", "json-ld", "rdf-xml"] {
        let (whole, part) = (
            written("data/notes", &["--format", format]),
            written("data/notes", &["--format", format, "--entity", "Mao Zedong"]),
        );
        assert!(part.len() < whole.len() / 2 && part.contains("mao-zedong"), "{format}");
        assert!(!part.contains("Resolution 84"), "{format}");
    }
    let (whole, part) = ("--format n-triples", "--format n-triples --entity Kaesong");
    let [whole, part] = [whole, part].map(|arguments| written("data/notes", &arguments.split(' ').collect::<Vec<_>>()));
    let whole: BTreeSet<&str> = whole.lines().collect();
    assert!(part.lines().all(|line| whole.contains(line)));
}

#[test]
fn when_nothing_fits_it_is_said_and_no_file_is_made() {
    let place = folder(&[]);
    let file = place.path().join("none");
    for format in ["turtle", "graphml", "markdown", "html", "nanopubs", "csv", "quickstatements"] {
        let run = export("data/notes", &["--format", format, "--from", "1999", "-o", file.to_str().unwrap()]);
        assert_eq!(run.status, 1, "{format} {}", run.err);
        assert!(run.err.contains("nothing fits") && !file.exists(), "{format} {}", run.err);
    }
}

#[test]
fn what_a_format_cannot_do_is_told() {
    for (arguments, message) in [
        (&["--format", "word"][..], "no export format is called `word`"),
        (&["--format", "csv"], "name a folder for them with -o FOLDER"),
        (&["--format", "html", "--rdf", "1.2"], "--rdf 1.2 means nothing for html"),
        (&["--format", "rdf-xml", "--rdf", "1.2"], "--rdf 1.2 means nothing for rdf-xml"),
        (&["--rdf", "2"], "version 1.1 or 1.2"),
        (&["--spreadsheet"], "--spreadsheet means nothing for turtle"),
        (&["--claims"], "--claims means nothing for turtle"),
        (&["--created", "2026-05-01"], "--created means nothing for turtle"),
        (&["--format", "nanopubs", "--created", "yesterday"], "no time"),
        (&["--entity", "Nobody At All"], "nothing in the graph is called “Nobody At All”"),
        (&["--depth", "2"], "--entity"),
        (&["-o", "no/such/folder/graph.ttl"], "no/such/folder/graph.ttl"),
    ] {
        let run = export("data/notes", arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.err.contains(message), "{arguments:?} {}", run.err);
    }
}

/// RDF 1.2 says what RDF 1.1 says, otherwise.
#[test]
fn claims_are_reifiers_in_rdf_1_2() {
    for notes in ["data/notes", NASTY] {
        let old = written(notes, &["--format", "n-triples"]);
        let new = written(notes, &["--format", "n-triples", "--rdf", "1.2"]);
        let objects: BTreeSet<&str> = old
            .lines()
            .filter(|line| line.contains("rdf-syntax-ns#object>"))
            .filter_map(|line| line.split(' ').next())
            .collect();
        let mut again: BTreeSet<String> = BTreeSet::new();
        for line in new.lines() {
            let Some((claim, rest)) = line.split_once(" <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( ")
            else {
                again.insert(line.to_owned());
                continue;
            };
            let mut parts = rest.strip_suffix(" )>> .").unwrap().splitn(3, ' ');
            for name in ["subject", "predicate", "object"] {
                let part = parts.next().unwrap();
                if name != "object" || objects.contains(claim) {
                    again.insert(format!("{claim} <http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}> {part} ."));
                }
            }
        }
        assert_eq!(again, old.lines().map(str::to_owned).collect(), "{notes}");
        assert_eq!(new, written(notes, &["--format", "n-quads", "--rdf", "1.2"]));
    }
    let turtle = written("data/notes", &["--rdf", "1.2"]);
    let stalin = turtle.split("\n\n").find(|block| block.starts_with("id:joseph-stalin ")).unwrap();
    assert!(stalin.contains("an:approved id:invasion-of-south-korea-1950-06-25\n        ~ id:claim-"), "{stalin}");
    assert!(stalin.contains("{|\n            a an:Claim ;") && stalin.contains("an:when \"1950-21\"^^edtf:EDTF"));
    assert!(turtle.contains("rdf:reifies <<( "));
}

#[test]
fn a_claim_is_a_nanopublication() {
    let claims = rows("data/notes", "SELECT ?claim { ?claim a an:Claim }").len();
    let text = written("data/notes", &["--format", "nanopubs"]);
    assert_eq!(text.matches(" a np:Nanopublication ").count(), claims);
    assert!(!text.contains("dct:created"));
    let text = written("data/notes", &["--format", "nanopubs", "--created", "2026-05-01"]);
    assert_eq!(text.matches("dct:created \"2026-05-01\"^^xsd:date").count(), claims);
}

#[test]
fn only_what_is_aligned_becomes_an_edit_of_wikidata() {
    let run = export(NASTY, &["--format", "quickstatements"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(
        run.out,
        "Q101\tP26\tQ102\tP585\t+1923-06-05T00:00:00Z/11\tS854\t\"https://example.org/register\"\n\
         Q101\tP569\t+1900-07-02T00:00:00Z/11\n"
    );
    assert!(run.err.starts_with("2 of ") && run.err.contains("not aligned with Wikidata"), "{}", run.err);
}

#[test]
fn the_same_notes_give_the_same_bytes() {
    for format in ["graphml", "gexf", "cytoscape", "dot", "mermaid", "svg", "canvas", "markdown", "html", "nanopubs"] {
        let of = |threads: &str| written("data/notes", &["--format", format, "--threads", threads]);
        assert!(of("1") == of("2"), "{format}");
    }
}

/// A canvas that was exported can be read as a note again.
#[test]
fn an_exported_canvas_is_a_note() {
    let place = folder(&[]);
    let file = place.path().join("war.canvas");
    export("data/notes", &["--format", "canvas", "--entity", "Mao Zedong", "-o", file.to_str().unwrap()]).done();
    let read = annals_in(place.path(), ["extract", "--format", "jsonl", "war.canvas"]).done();
    assert!(read.contains("Mao Zedong") && read.contains("invasion of South Korea"), "{read}");
}

#[cfg(feature = "disk")]
#[test]
fn a_graph_on_disk_exports_what_its_notes_do() {
    let place = folder(&[("names.ttl", &fs::read(root().join(NASTY).join("names.ttl")).unwrap())]);
    for name in ["names.md", "control.md", "annals.toml"] {
        fs::copy(root().join(NASTY).join(name), place.path().join(name)).unwrap();
    }
    annals_in(place.path(), ["build", "."]).done();
    for format in ["graphml", "dot", "markdown", "nanopubs", "quickstatements"] {
        let kept = annals_in(place.path(), ["export", "--format", format]);
        let fresh = annals_in(place.path(), ["export", "--format", format, "--notes", "."]);
        assert!(kept.out == fresh.out && !kept.out.is_empty(), "{format}");
    }
}
