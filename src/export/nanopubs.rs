//! Nanopublications (<https://nanopub.net/guidelines/>), in TriG: one a claim, each of four named graphs.
//!
//! *Assertion*: the triple of a fact and the claim with its time, place and voice; of what is no fact the claim alone, which says in
//! what voice it is said. *Provenance*: the words it was read from, whose claim it is, what it cites. *Publication info*: how sure
//! the reading is, by what rule, who wrote the note; when, only if that is given: there is no clock here. They are not signed.

use super::{
    claimed::{Index, nodes, span_of, triple_of, values},
    words,
};
use crate::graph::{
    ClaimRow, ExportError, Graph,
    vocabulary::{an, prefixes, reused},
};
use oxigraph::{
    io::{RdfFormat, RdfSerializer, WriterQuadSerializer},
    model::{
        GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple,
        vocab::{rdf, rdfs, xsd},
    },
};
use std::io::Write;

/// The vocabulary of nanopublications.
const NP: &str = "http://www.nanopub.org/nschema#";
const NANOPUBLICATION: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.nanopub.org/nschema#Nanopublication");
const HAS_ASSERTION: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.nanopub.org/nschema#hasAssertion");
const HAS_PROVENANCE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.nanopub.org/nschema#hasProvenance");
const HAS_INFO: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.nanopub.org/nschema#hasPublicationInfo");
const HAD_PRIMARY_SOURCE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#hadPrimarySource");
const CREATED: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/created");

/// Writes one for each of these claims; `created` is a day or a time, as `xsd:date` or `xsd:dateTime` has it.
pub(super) fn write(
    graph: &Graph,
    rows: &[ClaimRow],
    created: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let index = Index::new(graph);
    let mut serializer = RdfSerializer::from_format(RdfFormat::TriG).with_prefix("np", NP)?;
    for (prefix, namespace) in prefixes(graph.base()) {
        serializer = serializer.with_prefix(prefix, namespace)?;
    }
    let mut writer = serializer.for_writer(out);
    for row in rows {
        let named = row.iri.strip_prefix(graph.base()).unwrap_or(&row.iri);
        let name = format!("{}np-{}", graph.base(), named.strip_prefix("claim-").unwrap_or(named));
        let part = |name: &str, part: &str| NamedNode::new(format!("{name}{part}"));
        let (Ok(node), Ok(head), Ok(assertion), Ok(provenance), Ok(info)) = (
            part(&name, ""),
            part(&name, "/head"),
            part(&name, "/assertion"),
            part(&name, "/provenance"),
            part(&name, "/pubinfo"),
        ) else {
            continue;
        };
        let publication = Publication {
            node,
            head,
            assertion,
            provenance,
            info,
            row,
            said: index.about(&row.iri),
            index: &index,
            created,
        };
        publication.write(&mut writer)?;
    }
    writer.finish()?.flush()?;
    Ok(())
}

struct Publication<'a> {
    node: NamedNode,
    head: NamedNode,
    assertion: NamedNode,
    provenance: NamedNode,
    info: NamedNode,
    row: &'a ClaimRow,
    /// The claim.
    said: &'a [Triple],
    index: &'a Index<'a>,
    created: Option<&'a str>,
}

impl Publication<'_> {
    fn write<W: Write>(&self, writer: &mut WriterQuadSerializer<W>) -> Result<(), ExportError> {
        for (part, triples) in [
            (&self.head, self.head()),
            (&self.assertion, self.assertion()),
            (&self.provenance, self.provenance()),
            (&self.info, self.publication_info()),
        ] {
            let graph: GraphName = part.clone().into();
            for triple in triples {
                let quad = Quad::new(triple.subject, triple.predicate, triple.object, graph.clone());
                writer.serialize_quad(&quad)?;
            }
        }
        Ok(())
    }

    fn head(&self) -> Vec<Triple> {
        let of =
            |predicate: NamedNodeRef<'_>, graph: &NamedNode| Triple::new(self.node.clone(), predicate, graph.clone());
        vec![
            Triple::new(self.node.clone(), rdf::TYPE, NANOPUBLICATION),
            of(HAS_ASSERTION, &self.assertion),
            of(HAS_PROVENANCE, &self.provenance),
            of(HAS_INFO, &self.info),
        ]
    }

    fn assertion(&self) -> Vec<Triple> {
        let elsewhere = [reused::PROV_WAS_DERIVED_FROM, reused::DCT_SOURCE, an::CONFIDENCE, an::BASIS];
        let fact = triple_of(self.said).filter(|_| self.row.fact);
        let content = self.said.iter().filter(|triple| !elsewhere.contains(&triple.predicate.as_ref()));
        fact.into_iter().chain(content.cloned()).collect()
    }

    fn provenance(&self) -> Vec<Triple> {
        let mut triples = Vec::new();
        let mut say = |predicate: NamedNodeRef<'_>, object: &NamedNode| {
            triples.push(Triple::new(self.assertion.clone(), predicate, object.clone()));
        };
        let span = span_of(self.said);
        span.into_iter().for_each(|span| say(reused::PROV_WAS_DERIVED_FROM, span));
        nodes(self.said, reused::PROV_WAS_ATTRIBUTED_TO).for_each(|holder| say(reused::PROV_WAS_ATTRIBUTED_TO, holder));
        nodes(self.said, reused::DCT_SOURCE).for_each(|cited| say(HAD_PRIMARY_SOURCE, cited));
        if let Some(span) = span {
            triples.extend(self.index.about(span.as_str()).iter().cloned());
        }
        let own = [rdf::TYPE, an::PATH, an::SHA256, reused::DCT_TITLE, rdfs::LABEL];
        triples.extend(self.note().iter().filter(|triple| own.contains(&triple.predicate.as_ref())).cloned());
        for cited in nodes(self.said, reused::DCT_SOURCE) {
            triples.extend(self.index.about(cited.as_str()).iter().filter(|it| it.predicate != rdf::TYPE).cloned());
        }
        triples
    }

    fn publication_info(&self) -> Vec<Triple> {
        let of = |predicate: NamedNodeRef<'_>, object: Term| Triple::new(self.node.clone(), predicate, object);
        let mut triples = vec![of(rdfs::LABEL, Literal::from(words::with_time(self.row)).into())];
        for predicate in [an::CONFIDENCE, an::BASIS] {
            triples.extend(values(self.said, predicate).map(|value| of(predicate, value.clone())));
        }
        triples.extend(values(self.note(), reused::DCT_CREATOR).map(|author| of(reused::DCT_CREATOR, author.clone())));
        if let Some(created) = self.created {
            let kind = if created.contains('T') { xsd::DATE_TIME } else { xsd::DATE };
            triples.push(of(CREATED, Literal::new_typed_literal(created, kind).into()));
        }
        // What everything in the assertion is called.
        let named = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT, an::PLACE, reused::PROV_WAS_ATTRIBUTED_TO];
        for node in named.into_iter().flat_map(|predicate| nodes(self.said, predicate)) {
            let label = self.index.about(node.as_str()).iter().filter(|triple| triple.predicate == rdfs::LABEL);
            triples.extend(label.cloned());
        }
        triples.sort_by_key(|triple| triple.subject != NamedOrBlankNode::from(self.node.clone()));
        triples.dedup();
        triples
    }

    /// What is said of the note.
    fn note(&self) -> &[Triple] {
        let span = span_of(self.said).map(|span| self.index.about(span.as_str())).unwrap_or_default();
        let note = nodes(span, reused::OA_HAS_SOURCE).next();
        note.map(|note| self.index.about(note.as_str())).unwrap_or_default()
    }
}
