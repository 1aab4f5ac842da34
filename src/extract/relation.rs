//! How a relation is named: by the verb that the note used, “seized”, whichever relation of the ontology it states.

use crate::language::inflect;
use crate::ontology::RelationDefinition;
use crate::statement::Relation;

/// Namespace of open relations.
pub(super) const REL: &str = "https://w3id.org/annals/rel#";

/// A relation by its lemma; without a definition an open one. `inverse`: what is on its left is its object.
pub(super) fn relation_of(lemma: &str, definition: Option<&RelationDefinition>, inverse: bool) -> Relation {
    match definition {
        Some(d) => Relation {
            iri: crate::ontology::expand(&d.iri).into_owned(),
            label: inverse.then(|| told_of(d)).flatten().unwrap_or_else(|| d.label.clone()),
            lemma: lemma.to_owned(),
            open: false,
            inverse,
        },
        None => Relation {
            iri: format!("{REL}{}", crate::ontology::fold(lemma)),
            label: lemma.to_owned(),
            lemma: lemma.to_owned(),
            open: true,
            inverse,
        },
    }
}

/// A relation without its subject, told of its object: “was overthrown”.
pub(super) fn told_of(definition: &RelationDefinition) -> Option<String> {
    let inverse = definition.inverse_label.as_deref()?;
    Some(format!("was {}", inverse.trim_start_matches("was ").trim_end_matches(" by")))
}

/// A verb with what belongs to it as a note tells of it: “took over”, “was taken over”.
pub(super) fn as_told(lemma: &str, inverse: bool) -> String {
    // A lemma that is read from “is X” has its verb already.
    match lemma.strip_prefix("be ") {
        Some(rest) => format!("was {rest}"),
        None if inverse => format!("was {}", inflect::participle(lemma)),
        None => inflect::past(lemma),
    }
}
