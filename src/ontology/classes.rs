//! Resources → classes, relations, sets of words.

use super::{
    diagnose::Advice,
    namespace::expand,
    turtle::{Resource, Resources},
    types::{Class, Elsewhere, RelationDefinition},
};
use std::collections::{BTreeMap, BTreeSet};

/// Every class, by compact IRI.
pub(super) fn classes(resources: &Resources<'_>) -> BTreeMap<String, Class> {
    resources
        .by_name
        .iter()
        .filter(|(_, resource)| resource.is_a("rdfs:Class") || resource.is_a("owl:Class"))
        .map(|(iri, resource)| (iri.clone().into_owned(), class(iri, resource)))
        .collect()
}

fn class(iri: &str, resource: &Resource<'_>) -> Class {
    Class {
        iri: iri.to_owned(),
        label: label(iri, resource),
        parents: owned(resource.names("rdfs:subClassOf")),
        cue_nouns: resource.strings("an:cueNoun"),
        titles: resource.strings("an:title"),
    }
}

/// Every relation, sorted by IRI.
pub(super) fn relations(resources: &Resources<'_>) -> Vec<RelationDefinition> {
    resources
        .by_name
        .iter()
        .filter(|(_, resource)| resource.is_a("an:Relation"))
        .map(|(iri, resource)| RelationDefinition {
            iri: iri.clone().into_owned(),
            label: label(iri, resource),
            inverse_label: resource.text("an:inverseLabel").map(str::to_owned),
            event: resource.names("an:event").next().map(str::to_owned),
            domain: owned(resource.names("schema:domainIncludes").chain(resource.names("rdfs:domain"))),
            range: owned(resource.names("schema:rangeIncludes").chain(resource.names("rdfs:range"))),
            symmetric: resource.flag("an:symmetric"),
            causal: resource.flag("an:causal"),
            preparatory: resource.flag("an:preparatory"),
            one_place: resource.flag("an:onePlace"),
            keys: resource.strings("an:key"),
            inverse_keys: resource.strings("an:inverseKey"),
            same_as: [("skos:exactMatch", false), ("owl:inverseOf", true)]
                .into_iter()
                .flat_map(|(by, inverse)| resource.names(by).map(move |name| elsewhere(name, inverse, resources)))
                .collect(),
        })
        .collect()
}

fn elsewhere(name: &str, inverse: bool, resources: &Resources<'_>) -> Elsewhere {
    let known = resources.by_name.get(name);
    let values = known.and_then(|resource| resource.names("http://wikiba.se/ontology#propertyType").next());
    Elsewhere { iri: expand(name).into_owned(), inverse, values: values.map(|kind| local_name(kind).to_owned()) }
}

/// Every set of words, by the local name of its IRI.
pub(super) fn words(resources: &Resources<'_>, advice: &mut Advice<'_>) -> BTreeMap<String, BTreeSet<String>> {
    let mut sets: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (iri, resource) in resources.by_name.iter().filter(|(_, resource)| resource.is_a("an:WordSet")) {
        let words: BTreeSet<String> = resource.texts("an:word").map(str::to_lowercase).collect();
        if words.is_empty() {
            let message = format!("the set of words `{iri}` is empty");
            advice.set_aside("O003", resource.file(), iri, message, "give it words: an:word \"…\", \"…\"");
        }
        sets.entry(local_name(iri).to_owned()).or_default().extend(words);
    }
    sets
}

/// The label, or what can be made of the IRI.
fn label(iri: &str, resource: &Resource<'_>) -> String {
    resource.text("rdfs:label").map_or_else(|| local_name(iri).to_owned(), str::to_owned)
}

/// What stands after the prefix, or the last part of a full IRI.
pub(super) fn local_name(iri: &str) -> &str {
    iri.rsplit(['#', '/', ':']).next().unwrap_or(iri)
}

fn owned<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    names.map(str::to_owned).collect()
}
