//! Resources → lexical entries.
//!
//! The forms are those of the OntoLex-Lemon community report (W3C, 2016), with a few properties of our own for
//! what a dependency tree offers: `an:subject`, `an:object`, `an:role`, `an:lightVerb`, `an:complement`.

use super::{
    diagnose::Advice,
    namespace::expand,
    turtle::{Resource, Resources},
    types::{Argument, Complement, Entry, Example, PartOfSpeech, RelationDefinition, Valency},
};
use crate::statement::Stance;

/// Every entry, sorted by IRI. `relations` must be sorted by IRI.
pub(super) fn entries(
    resources: &Resources<'_>,
    relations: &[RelationDefinition],
    advice: &mut Advice<'_>,
) -> Vec<Entry> {
    let mut entries: Vec<Entry> = resources
        .by_name
        .iter()
        .filter(|(_, resource)| resource.is_a("ontolex:LexicalEntry"))
        .filter_map(|(iri, resource)| Reader { iri, resource, resources, advice }.entry(relations))
        .collect();
    entries.sort_by(|a, b| a.iri.cmp(&b.iri));
    entries
}

/// Reads one entry, telling of what makes no sense.
struct Reader<'r, 'a, 'f> {
    iri: &'r str,
    resource: &'r Resource<'r>,
    resources: &'r Resources<'r>,
    advice: &'a mut Advice<'f>,
}

impl Reader<'_, '_, '_> {
    fn entry(mut self, relations: &[RelationDefinition]) -> Option<Entry> {
        let Some(lemma) = self.written("ontolex:canonicalForm").into_iter().next() else {
            self.complain("O004", "has no canonical form", "ontolex:canonicalForm [ ontolex:writtenRep \"…\"@en ]");
            return None;
        };
        let part_of_speech = self.part_of_speech()?;
        let denotes = self.resource.names("ontolex:denotes").next();
        let relation = denotes.and_then(|iri| relations.binary_search_by(|r| r.iri.as_str().cmp(iri)).ok());
        let complement = self.complement();
        if relation.is_none() && complement.is_none() {
            self.complain("O004", "denotes no relation and says nothing of its complement", "ontolex:denotes an:…");
            return None;
        }
        Some(Entry {
            iri: expand(self.iri).into_owned(),
            lemma,
            variants: self.written("ontolex:otherForm"),
            part_of_speech,
            relation,
            subject: self.arguments("an:subject"),
            object: self.arguments("an:object"),
            roles: self.roles(),
            valency: self.valency(),
            object_classes: self.resource.names("an:objectClass").map(ToOwned::to_owned).collect(),
            light_verbs: self.resource.strings("an:lightVerb"),
            complement,
            examples: self.resource.texts("an:example").map(example).collect(),
            counterexamples: self.resource.strings("an:counterexample"),
        })
    }

    fn written(&self, form: &str) -> Vec<String> {
        self.resource
            .names(form)
            .filter_map(|name| self.resources.get(name))
            .flat_map(|form| form.strings("ontolex:writtenRep"))
            .collect()
    }

    fn part_of_speech(&mut self) -> Option<PartOfSpeech> {
        let name = self.resource.names("lexinfo:partOfSpeech").next().unwrap_or_default();
        let part = match name {
            "lexinfo:verb" => PartOfSpeech::Verb,
            "lexinfo:noun" | "lexinfo:commonNoun" => PartOfSpeech::Noun,
            "lexinfo:adjective" => PartOfSpeech::Adjective,
            _ => {
                let hint = "lexinfo:partOfSpeech lexinfo:verb, lexinfo:noun or lexinfo:adjective";
                self.complain("O004", "has no part of speech that is known", hint);
                return None;
            }
        };
        Some(part)
    }

    fn complement(&mut self) -> Option<Complement> {
        let text = self.resource.text("an:complement")?;
        let (voice, negates) = text.strip_suffix(" not").map_or((text, false), |voice| (voice, true));
        let stance = Stance::ALL.into_iter().find(|stance| stance.as_str() == voice);
        if stance.is_none() {
            let names = Stance::ALL.map(Stance::as_str).join(", ");
            self.complain(
                "O003",
                &format!("takes no complement `{text}`"),
                &format!("one of {names}, or one with “ not”"),
            );
        }
        Some(Complement { stance: stance?, negates })
    }

    fn valency(&mut self) -> Valency {
        match self.resource.text("an:valency") {
            None => Valency::Any,
            Some("transitive") => Valency::Transitive,
            Some("intransitive") => Valency::Intransitive,
            Some("clausal") => Valency::Clausal,
            Some("passive") => Valency::Passive,
            Some(other) => {
                self.complain(
                    "O003",
                    &format!("has no valency `{other}`"),
                    "transitive, intransitive, clausal or passive",
                );
                Valency::Any
            }
        }
    }

    fn arguments(&self, property: &str) -> Vec<Argument> {
        self.resource.texts(property).flat_map(|list| list.split(',')).filter_map(argument).collect()
    }

    /// `an:role "an:recipient: to, for"`.
    fn roles(&mut self) -> Vec<(String, Argument)> {
        let mut roles = Vec::new();
        for text in self.resource.texts("an:role") {
            match text.split_once(": ") {
                Some((role, places)) if self.resources.get(role.trim()).is_some() => {
                    roles.extend(places.split(',').filter_map(argument).map(|place| (role.trim().to_owned(), place)));
                }
                _ => self.advice.set_aside(
                    "O003",
                    self.resource.file(),
                    self.iri,
                    format!("`{}` has no role `{text}`", self.iri),
                    "name a role and where it stands: \"an:recipient: to, for\"",
                ),
            }
        }
        roles
    }

    fn complain(&mut self, code: &'static str, what: &str, hint: &str) {
        self.advice.set_aside(code, self.resource.file(), self.iri, format!("`{}` {what}", self.iri), hint);
    }
}

fn argument(text: &str) -> Option<Argument> {
    let argument = match text.trim() {
        "" => return None,
        "subject" => Argument::Subject,
        "object" => Argument::Object,
        "indirect" => Argument::IndirectObject,
        "possessive" => Argument::Possessive,
        "modifier" => Argument::Modifier,
        "clause" => Argument::Clause,
        preposition => Argument::Preposition(preposition.to_owned()),
    };
    Some(argument)
}

/// `sentence | subject | object`, the last two optional or empty.
fn example(text: &str) -> Example {
    let mut parts = text.split('|').map(str::trim);
    let mut part = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
    Example { text: part().unwrap_or_default(), subject: part(), object: part() }
}

#[cfg(test)]
mod tests {
    use super::{argument, example};
    use crate::ontology::types::Argument;

    #[test]
    fn an_example_may_leave_out_whom_it_is_about() {
        let found = example("The treaty was signed. | | treaty");
        assert_eq!(found.text, "The treaty was signed.");
        assert_eq!((found.subject, found.object.as_deref()), (None, Some("treaty")));
    }

    #[test]
    fn a_word_that_names_no_place_in_the_clause_is_a_preposition() {
        assert_eq!(argument(" indirect "), Some(Argument::IndirectObject));
        assert_eq!(argument("on behalf of"), Some(Argument::Preposition("on behalf of".to_owned())));
        assert_eq!(argument(" "), None);
    }
}
