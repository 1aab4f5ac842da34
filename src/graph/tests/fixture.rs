//! Statements written by hand, for the tests of this stage.

use crate::{
    graph::{Graph, Input, Told, name, vocabulary::DEFAULT_BASE},
    note::{Claim, ClaimKind, Note},
    ontology::{Class, Ontology, RelationDefinition},
    span::Span,
    statement::{Evidence, Object, Polarity, QuotationRecord, Relation, Stance, Statement, Support, Thing, Value},
};

pub(in crate::graph) const TEXT: &str = "\
# War
- The North invaded the South on 25 June 1950.
- Stalin approved the invasion in spring 1950.
    - `the secret meetings confirmed it`
- Kim believed that uprisings had weakened the army. No treaty was ever signed.
- Resolution 82 `Calls upon all Members`
";

pub(in crate::graph) fn note() -> Note {
    let line_starts = std::iter::once(0).chain(TEXT.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let claims = TEXT.lines().skip(1).map(|line| {
        let start = TEXT.find(line).unwrap();
        Claim {
            kind: ClaimKind::ListItem,
            span: Span::new(start, start + line.len()),
            parent: None,
            heading: None,
            segments: Vec::new(),
            citations: Vec::new(),
        }
    });
    Note {
        path: "notes/war.md".into(),
        text: TEXT.into(),
        line_starts,
        title: Some("War".into()),
        front_matter: Vec::new(),
        abbreviations: Vec::new(),
        headings: Vec::new(),
        claims: claims.collect(),
        diagnostics: Vec::new(),
    }
}

pub(in crate::graph) fn thing(label: &str, class: &str) -> Thing {
    Thing {
        iri: format!("{DEFAULT_BASE}{}", name::slug(label)),
        label: label.into(),
        class: class.into(),
        mention: label.into(),
        aliases: Vec::new(),
    }
}

pub(in crate::graph) fn evidence(words: &str) -> Evidence {
    let start = TEXT.find(words).unwrap();
    let note = note();
    Evidence {
        file: note.path.clone(),
        line: note.line(start),
        start,
        end: start + words.len(),
        text: words.into(),
        code_points: (note.code_point(start), note.code_point(start + words.len())),
        support: None,
    }
}

/// `subject lemma object`, affirmed and asserted by the note.
pub(in crate::graph) fn statement(subject: Thing, lemma: &str, object: Option<Object>, words: &str) -> Statement {
    Statement {
        id: format!("{} {lemma}", subject.label),
        subject,
        relation: Relation {
            iri: format!("https://w3id.org/annals/ns#{lemma}"),
            label: lemma.into(),
            lemma: lemma.trim_end_matches('d').into(),
            open: false,
            inverse: false,
        },
        object,
        roles: Vec::new(),
        event: None,
        event_type: None,
        time: None,
        time_bounds: None,
        time_text: None,
        time_inherited: false,
        place: None,
        polarity: Polarity::Affirmed,
        stance: Stance::Asserted,
        asserted: true,
        attributed_to: None,
        attributed_to_iri: None,
        confidence: 0.9,
        basis: "verb".into(),
        evidence: evidence(words),
        sources: Vec::new(),
    }
}

pub(in crate::graph) fn invasion() -> Statement {
    let (north, south) = (thing("North Korea", "an:State"), thing("South Korea", "an:State"));
    let mut statement =
        statement(north, "invaded", Some(Object::Thing(south)), "The North invaded the South on 25 June 1950");
    statement.event = Some(format!("{DEFAULT_BASE}invasion-of-south-korea"));
    statement.event_type = Some("an:Invasion".into());
    dated(statement, "1950-06-25", "1950-06-25", "1950-06-25")
}

pub(in crate::graph) fn dated(mut statement: Statement, edtf: &str, earliest: &str, latest: &str) -> Statement {
    statement.time = Some(edtf.into());
    statement.time_bounds = Some((Some(earliest.into()), Some(latest.into())));
    statement
}

/// With a time, a source, and a quotation beneath.
pub(in crate::graph) fn approval() -> Statement {
    let object = Object::Thing(thing("invasion of South Korea", "an:Invasion"));
    let words = "Stalin approved the invasion in spring 1950";
    let mut statement = statement(thing("Stalin", "an:Person"), "approved", Some(object), words);
    statement.sources = vec!["https://example.org/paper?a=(1)".into()];
    statement.evidence.support = Some(Support { line: 4, text: "the secret meetings confirmed it".into() });
    dated(statement, "1950-21", "1950-03-01", "1950-05-31")
}

/// Believed by somebody.
pub(in crate::graph) fn belief() -> Statement {
    let object = Object::Thing(thing("army", "an:Group"));
    let mut statement =
        statement(thing("uprisings", "an:Uprising"), "weakened", Some(object), "uprisings had weakened the army");
    statement.event = Some(format!("{DEFAULT_BASE}weakening"));
    statement.event_type = Some("an:Weakening".into());
    statement.stance = Stance::Believed;
    statement.asserted = false;
    statement.attributed_to = Some("Kim Il-sung".into());
    statement.attributed_to_iri = Some(format!("{DEFAULT_BASE}kim-il-sung"));
    dated(statement, "1949", "1949-01-01", "1949-12-31")
}

/// Denied.
pub(in crate::graph) fn denial() -> Statement {
    let mut statement = statement(thing("treaty", "an:Treaty"), "signed", None, "No treaty was ever signed");
    statement.event = Some(format!("{DEFAULT_BASE}signing-of-treaty"));
    statement.event_type = Some("an:Signing".into());
    statement.polarity = Polarity::Negated;
    statement.asserted = false;
    statement
}

/// A number of something.
pub(in crate::graph) fn losses() -> Statement {
    let value = Value {
        value: "036940".into(),
        datatype: "xsd:decimal".into(),
        unit: Some("dead".into()),
        text: "some 36,940 dead".into(),
        approximation: Some("about".into()),
    };
    let words = "The North invaded the South";
    statement(thing("North Korea", "an:State"), "lost", Some(Object::Value(value)), words)
}

pub(in crate::graph) fn quotation() -> QuotationRecord {
    QuotationRecord {
        evidence: evidence("`Calls upon all Members`"),
        text: "Calls upon all Members".into(),
        sources: vec!["smith:1999".into()],
        about: Some(thing("Resolution 82", "an:Resolution")),
    }
}

pub(in crate::graph) fn ontology() -> Ontology {
    let class = |iri: &str, parents: &[&str]| {
        let parents = parents.iter().map(|&parent| parent.to_owned()).collect();
        (iri.to_owned(), Class { iri: iri.into(), parents, ..Class::default() })
    };
    let relation = |iri: &str, label: &str| RelationDefinition {
        iri: iri.into(),
        label: label.into(),
        inverse_label: Some(format!("{label} by")),
        ..RelationDefinition::default()
    };
    let mut ontology = Ontology::default();
    ontology.classes.extend([
        class("an:Invasion", &["an:Event"]),
        class("an:Event", &["sem:Event"]),
        class("an:Person", &["an:Thing"]),
        class("an:State", &["an:Thing"]),
    ]);
    ontology.relations.extend([relation("an:approved", "approved"), relation("an:invaded", "invaded")]);
    ontology
}

pub(in crate::graph) fn statements() -> Vec<Statement> {
    vec![invasion(), approval(), belief(), denial(), losses()]
}

pub(in crate::graph) fn graph_of(statements: &[Statement]) -> Graph {
    let (notes, quotations, ontology) = ([note()], [quotation()], ontology());
    let input = Input {
        told: &Told::gathered(&notes, statements, &quotations),
        works: None,
        title: None,
        author: None,
        ontology: &ontology,
        base: DEFAULT_BASE,
    };
    Graph::build(&input).unwrap()
}
