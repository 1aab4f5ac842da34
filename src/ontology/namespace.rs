//! Full IRIs ↔ compact ones (`an:Person`).

use std::borrow::Cow;

/// Classes, relations and properties: prefix `an:`.
pub const VOCABULARY_NAMESPACE: &str = "https://w3id.org/annals/ns#";
/// Open relations, named by lemma and preposition: prefix `rel:`.
pub const OPEN_NAMESPACE: &str = "https://w3id.org/annals/rel#";
/// Entities of the gazetteer, and of graphs that name no base of their own: prefix `id:`.
pub const ENTITY_NAMESPACE: &str = "https://w3id.org/annals/id/";

/// Every prefix that compact IRIs use, with its namespace.
pub const NAMESPACES: &[(&str, &str)] = &[
    ("an", VOCABULARY_NAMESPACE),
    ("rel", OPEN_NAMESPACE),
    ("id", ENTITY_NAMESPACE),
    ("word", "https://w3id.org/annals/words#"),
    ("lex", "https://w3id.org/annals/lex/en#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("ontolex", "http://www.w3.org/ns/lemon/ontolex#"),
    ("lexinfo", "http://www.lexinfo.net/ontology/3.0/lexinfo#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("void", "http://rdfs.org/ns/void#"),
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("wd", "http://www.wikidata.org/entity/"),
];

/// `https://w3id.org/annals/ns#Person` → `an:Person`; an IRI of no known namespace stays as it is.
#[must_use]
pub fn compact(iri: &str) -> Cow<'_, str> {
    let Some(cut) = iri.rfind(['#', '/']) else {
        return Cow::Borrowed(iri);
    };
    let (namespace, local) = iri.split_at(cut + 1);
    match NAMESPACES.iter().find(|(_, known)| *known == namespace) {
        Some((prefix, _)) => Cow::Owned([prefix, ":", local].concat()),
        None => Cow::Borrowed(iri),
    }
}

/// `an:Person` → `https://w3id.org/annals/ns#Person`; what has no known prefix stays as it is.
#[must_use]
pub fn expand(name: &str) -> Cow<'_, str> {
    let Some((prefix, local)) = name.split_once(':') else {
        return Cow::Borrowed(name);
    };
    match NAMESPACES.iter().find(|(known, _)| *known == prefix) {
        Some((_, namespace)) => Cow::Owned([namespace, local].concat()),
        None => Cow::Borrowed(name),
    }
}

#[cfg(test)]
mod tests {
    use super::{NAMESPACES, compact, expand};

    #[test]
    fn every_namespace_survives_the_round_trip() {
        for (prefix, namespace) in NAMESPACES {
            let iri = format!("{namespace}x");
            assert_eq!(compact(&iri), format!("{prefix}:x"));
            assert_eq!(expand(&compact(&iri)), iri);
        }
    }

    #[test]
    fn an_unknown_namespace_is_left_alone() {
        assert_eq!(compact("https://example.org/x"), "https://example.org/x");
        assert_eq!(expand("https://example.org/x"), "https://example.org/x");
    }
}
