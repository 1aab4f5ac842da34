//! Stubs in Turtle, to be looked through and given back with `--gazetteer` or `--ontology`.

use super::{Context, NewEntity, OpenRelation, Similar};
use crate::ontology::fold;
use oxigraph::model::{Literal, NamedNode};
use std::fmt::Write as _;

const PREFIXES: &str = "@prefix an: <https://w3id.org/annals/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
";

/// A gazetteer of entities: names, kinds, and as comments where they were read.
#[must_use]
pub fn gazetteer(entities: &[NewEntity]) -> String {
    let mut out = format!("# Look through the kinds and names, then read with --gazetteer.\n\n{PREFIXES}");
    for entity in entities {
        let Ok(iri) = NamedNode::new(&entity.iri) else { continue };
        out.push('\n');
        comment(&mut out, &entity.contexts);
        let _ = write!(out, "{iri} a {} ;\n    skos:prefLabel {}", entity.class, text(&entity.label));
        names(&mut out, entity.aliases.iter());
        out.push_str(" .\n");
    }
    out
}

/// A gazetteer in which the second name of each pair is another name of the first.
#[must_use]
pub fn merges(pairs: &[Similar]) -> String {
    let mut out = format!("# Strike out the pairs that are two things, then read with --gazetteer.\n\n{PREFIXES}");
    for pair in pairs {
        let Ok(iri) = NamedNode::new(&pair.keep_iri) else { continue };
        let (keep, other) = (text(&pair.keep), text(&pair.other));
        let _ = write!(out, "\n# {}\n{iri} a {} ;\n    skos:prefLabel {keep} ;\n", pair.why, pair.class);
        let _ = writeln!(out, "    skos:altLabel {other} .");
    }
    out
}

/// Entries of the lexicon, each with a relation of its own to be renamed or replaced.
#[must_use]
pub fn lexicon(relations: &[OpenRelation]) -> String {
    let mut out = format!(
        "# Give each verb the relation of the ontology that it states, or keep the one made here; then read with --ontology.\n\n{PREFIXES}\
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"
    );
    for relation in relations.iter().filter(|relation| relation.is_verb) {
        let Ok(iri) = NamedNode::new(&relation.iri) else { continue };
        let slug = fold(&relation.lemma);
        if slug.is_empty() {
            continue;
        }
        out.push('\n');
        comment(&mut out, &relation.contexts);
        let label = crate::language::inflect::past(&relation.lemma);
        let _ = writeln!(out, "{iri} a an:Relation ;\n    rdfs:label {} .", text(&label));
        let _ = write!(
            out,
            "<https://w3id.org/annals/lex/en#{slug}-v> a ontolex:LexicalEntry ;\n    lexinfo:partOfSpeech lexinfo:verb ;\n    \
             ontolex:canonicalForm [ ontolex:writtenRep {} ] ;\n    ontolex:denotes {iri}",
            text(&relation.lemma)
        );
        if let Some((sentence, subject, object)) = &relation.example {
            let plain = |words: &str| words.replace('|', "/");
            let example = [plain(sentence), plain(subject), plain(object)].join(" | ");
            let _ = write!(out, " ;\n    an:example {}", Literal::new_simple_literal(example));
        }
        out.push_str(" .\n");
    }
    out
}

fn text(words: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(words, "en")
}

fn names<'a>(out: &mut String, names: impl Iterator<Item = &'a String>) {
    let names: Vec<String> = names.map(|name| text(name).to_string()).collect();
    if !names.is_empty() {
        let _ = write!(out, " ;\n    skos:altLabel {}", names.join(", "));
    }
}

fn comment(out: &mut String, contexts: &[Context]) {
    for context in contexts {
        let words: String = context.text.chars().filter(|c| !c.is_control()).collect();
        let _ = writeln!(out, "# {}:{}  {words}", context.file.replace(char::is_control, " "), context.line);
    }
}
