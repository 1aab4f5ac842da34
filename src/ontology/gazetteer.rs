//! Resources → entities.

use super::{
    classes::local_name,
    diagnose::Advice,
    fold::fold,
    namespace::expand,
    turtle::{Resource, Resources},
    types::{Class, Entity},
};
use std::collections::BTreeMap;

/// Every entity, sorted by slug.
pub(super) fn entities(
    resources: &Resources<'_>,
    classes: &BTreeMap<String, Class>,
    advice: &mut Advice<'_>,
) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    for (iri, resource) in &resources.by_name {
        let Some(label) = resource.text("skos:prefLabel") else { continue };
        let Some(class) = resource.names("rdf:type").find(|name| classes.contains_key(*name)) else {
            let message = format!("`{iri}` has no class that is known");
            advice.set_aside("O005", resource.file(), iri, message, "say what it is: `a an:Person`");
            continue;
        };
        let also = resource.names("rdf:type").filter(|name| *name != class && classes.contains_key(*name));
        let also = also.map(ToOwned::to_owned).collect();
        entities.push(Entity { also, ..entity(iri, label, class, resource, advice) });
    }
    entities.sort_by(|a, b| a.slug.cmp(&b.slug));
    capitals_stand_for_their_states(resources, &mut entities);
    entities
}

fn entity(iri: &str, label: &str, class: &str, resource: &Resource<'_>, advice: &mut Advice<'_>) -> Entity {
    let slug = local_name(iri).to_owned();
    let wanted = fold(label);
    if slug != wanted {
        let message = format!("`{iri}` is not named after its label “{label}”");
        advice.set_aside("O005", resource.file(), iri, message, &format!("call it `id:{wanted}`"));
    }
    Entity {
        slug,
        label: label.to_owned(),
        aliases: resource.strings("skos:altLabel"),
        class: class.to_owned(),
        also: Vec::new(),
        adjectives: resource.strings("an:adjective"),
        demonyms: resource.strings("an:demonym"),
        weak_names: resource.strings("an:weakName"),
        stands_for: slugs(resource, "an:standsFor"),
        members: slugs(resource, "an:hasMember"),
        years: (year(iri, resource, "an:from", advice), year(iri, resource, "an:to", advice)),
        same_as: resource.names("owl:sameAs").map(|name| expand(name).into_owned()).collect(),
    }
}

/// “Lisbon refused” says what Portugal did.
fn capitals_stand_for_their_states(resources: &Resources<'_>, entities: &mut [Entity]) {
    for (iri, resource) in &resources.by_name {
        let state = local_name(iri);
        for capital in resource.names("an:capital").map(local_name) {
            if let Ok(at) = entities.binary_search_by(|entity| entity.slug.as_str().cmp(capital)) {
                let known = &mut entities[at].stands_for;
                if !known.iter().any(|slug| slug == state) {
                    known.push(state.to_owned());
                }
            }
        }
    }
}

fn slugs(resource: &Resource<'_>, property: &str) -> Vec<String> {
    resource.names(property).map(|name| local_name(name).to_owned()).collect()
}

fn year(iri: &str, resource: &Resource<'_>, property: &str, advice: &mut Advice<'_>) -> Option<i32> {
    let text = resource.text(property)?;
    let year = text.parse().ok();
    if year.is_none() {
        let message = format!("`{text}` is not a year");
        advice.set_aside("O003", resource.file(), iri, message, &format!("a bare number: {property} 1815"));
    }
    year
}
