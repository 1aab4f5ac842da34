//! A graph in RDF 1.2 (<https://www.w3.org/TR/rdf12-turtle/>): claims as reifiers of what they speak of.
//!
//! What RDF 1.1 says with `rdf:subject`, `rdf:predicate` and `rdf:object` of a claim is `rdf:reifies <<( … )>>` here; in Turtle the
//! claims of a fact are annotations of its triple. A claim that is read from its object's side has no subject, so that there is no
//! triple to reify, and is written as in RDF 1.1.
//!
//! Written by hand: Oxigraph writes triple terms only with its feature `rdf-12`, which also changes what terms and queries may be
//! everywhere else. Terms are escaped by Oxigraph's own `Display` (N-Triples).

use super::claimed::{groups, is_claim, triple_of};
use crate::graph::{
    ExportFormat, Graph,
    vocabulary::{compact, prefixes},
};
use oxigraph::model::{
    NamedNode, NamedOrBlankNode, Term, Triple,
    vocab::{rdf, xsd},
};
use std::{
    collections::{HashMap, HashSet},
    io::{self, Write},
};

/// What reifies a triple, as N-Triples writes it.
const REIFIES: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>";

/// Whether a format can hold RDF 1.2.
pub(super) const fn holds(format: ExportFormat) -> bool {
    matches!(format, ExportFormat::Turtle | ExportFormat::TriG | ExportFormat::NTriples | ExportFormat::NQuads)
}

/// Writes a graph in one of the formats that [`holds`] names.
pub(super) fn write(graph: &Graph, format: ExportFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        ExportFormat::NTriples | ExportFormat::NQuads => lines(graph, out),
        _ => turtle(graph, out),
    }
}

fn lines(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    for (_, said) in groups(graph) {
        let of = reified(said);
        for triple in said {
            match &of {
                Some(of) if triple.predicate == rdf::PREDICATE => {
                    writeln!(out, "{} {REIFIES} <<( {of} )>> .", triple.subject)?;
                }
                Some(_) if is_replaced(triple) => {}
                _ => writeln!(out, "{triple} .")?,
            }
        }
    }
    Ok(())
}

/// The triple that a claim reifies; of what is no claim, none.
fn reified(said: &[Triple]) -> Option<Triple> {
    is_claim(said).then(|| triple_of(said)).flatten()
}

/// What `rdf:reifies` says instead.
fn is_replaced(triple: &Triple) -> bool {
    [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT].contains(&triple.predicate.as_ref())
}

fn turtle(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let mut claims: HashMap<Triple, Vec<&[Triple]>> = HashMap::new();
    for (_, said) in groups(graph) {
        if let Some(triple) = reified(said) {
            claims.entry(triple).or_default().push(said);
        }
    }
    let facts: HashSet<&Triple> = graph.triples().iter().filter(|triple| claims.contains_key(*triple)).collect();
    let turtle = Turtle { base: graph.base(), claims: &claims };
    writeln!(out, "VERSION \"1.2\"")?;
    for (prefix, namespace) in prefixes(graph.base()) {
        writeln!(out, "PREFIX {prefix}: <{namespace}>")?;
    }
    for (iri, said) in groups(graph) {
        let of = reified(said);
        if of.as_ref().is_some_and(|of| facts.contains(of)) {
            continue; // It stands with its fact.
        }
        write!(out, "\n{} ", turtle.iri(iri))?;
        let reifies = of.map(|of| format!("rdf:reifies <<( {} )>>", turtle.triple(&of)));
        turtle.properties(said, reifies, "    ", out)?;
        writeln!(out, " .")?;
    }
    Ok(())
}

struct Turtle<'a> {
    base: &'a str,
    claims: &'a HashMap<Triple, Vec<&'a [Triple]>>,
}

impl Turtle<'_> {
    /// Predicates and objects of one subject; what is reified stands instead of subject, predicate and object.
    fn properties(
        &self,
        said: &[Triple],
        reifies: Option<String>,
        indent: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut last: Option<&NamedNode> = None;
        let is_claim = is_claim(said) && triple_of(said).is_some();
        for triple in said.iter().filter(|triple| !is_claim || !is_replaced(triple)) {
            if last == Some(&triple.predicate) {
                write!(out, " , ")?;
            } else {
                if last.is_some() {
                    write!(out, " ;\n{indent}")?;
                }
                let is_type = triple.predicate == rdf::TYPE;
                let predicate = if is_type { "a".to_owned() } else { self.iri(triple.predicate.as_str()) };
                write!(out, "{predicate} ")?;
            }
            write!(out, "{}", self.term(&triple.object))?;
            for claim in self.claims.get(triple).into_iter().flatten() {
                self.annotation(claim, indent, out)?;
            }
            last = Some(&triple.predicate);
        }
        if let Some(reifies) = reifies {
            write!(out, " ;\n{indent}{reifies}")?;
        }
        Ok(())
    }

    /// A claim behind the triple that it reifies.
    fn annotation(&self, claim: &[Triple], indent: &str, out: &mut dyn Write) -> io::Result<()> {
        let Some(NamedOrBlankNode::NamedNode(node)) = claim.first().map(|triple| &triple.subject) else {
            return Ok(());
        };
        let deeper = format!("{indent}        ");
        write!(out, "\n{indent}    ~ {} {{|\n{deeper}", self.iri(node.as_str()))?;
        self.properties(claim, None, &deeper, out)?;
        write!(out, " |}}")
    }

    fn triple(&self, triple: &Triple) -> String {
        let subject = match &triple.subject {
            NamedOrBlankNode::NamedNode(node) => self.iri(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        format!("{subject} {} {}", self.iri(triple.predicate.as_str()), self.term(&triple.object))
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.iri(node.as_str()),
            Term::Literal(literal) if literal.language().is_none() && literal.datatype() != xsd::STRING => {
                let value = oxigraph::model::Literal::new_simple_literal(literal.value());
                format!("{value}^^{}", self.iri(literal.datatype().as_str()))
            }
            Term::Literal(_) | Term::BlankNode(_) => term.to_string(),
        }
    }

    /// Short where that is a plain name.
    fn iri(&self, iri: &str) -> String {
        let short = compact(iri, self.base);
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        match short.split_once(':') {
            Some((_, local)) if short != iri && local.chars().all(is_plain) => short,
            _ => format!("<{iri}>"),
        }
    }
}
