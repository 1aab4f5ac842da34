//! What to tell whoever wrote the Turtle: unknown names with the nearest known one, values that make no sense.

use super::turtle::{BUILT_IN_FILE, Property, Resources, Value};
use crate::nearest::nearest;
use crate::{
    diagnostic::{Diagnostic, Severity},
    span::Span,
};
use std::borrow::Cow;

/// Properties of other vocabularies that the loader reads.
const FOREIGN: &[&str] = &[
    "lexinfo:partOfSpeech", "ontolex:canonicalForm", "ontolex:denotes", "ontolex:otherForm", "ontolex:writtenRep",
    "skos:altLabel", "skos:prefLabel",
];

/// Collects diagnostics about a set of files.
pub(super) struct Advice<'a> {
    files: &'a [(&'a str, &'a str)],
    pub(super) found: Vec<Diagnostic>,
}

impl<'a> Advice<'a> {
    /// About these files: name, text.
    pub(super) fn new(files: &'a [(&'a str, &'a str)]) -> Self {
        Self { files, found: Vec::new() }
    }

    /// A value or resource that was set aside; `at` is the word to point to.
    pub(super) fn set_aside(&mut self, code: &'static str, file: usize, at: &str, message: String, hint: &str) {
        let (name, text) = self.files.get(file).copied().unwrap_or_default();
        self.found.push(Diagnostic {
            code,
            severity: Severity::Warning,
            file: name.to_owned(),
            span: find_word(text, at),
            message,
            hint: (!hint.is_empty()).then(|| hint.to_owned()),
        });
    }

    /// A name that nothing declares.
    pub(super) fn unknown<'n>(
        &mut self,
        code: &'static str,
        file: usize,
        kind: &str,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        let hint = nearest(name, known).map_or_else(String::new, |near| format!("did you mean `{near}`?"));
        self.set_aside(code, file, name, format!("unknown {kind} `{name}`"), &hint);
    }
}

/// Warns of properties in the vocabularies read here that nothing declares.
pub(super) fn unknown_properties(resources: &Resources<'_>, advice: &mut Advice<'_>) {
    let ours = |name: &str| ["an:", "ontolex:", "lexinfo:"].iter().any(|prefix| name.starts_with(prefix));
    let known = |name: &str| FOREIGN.contains(&name) || resources.by_name.contains_key(name);
    for property in added(resources).filter(|property| ours(&property.name) && !known(&property.name)) {
        let declared =
            resources.by_name.keys().map(Cow::as_ref).chain(FOREIGN.iter().copied()).filter(|name| ours(name));
        advice.unknown("O001", property.file, "property", &property.name, declared);
    }
}

/// Warns of classes, relations and entities that are referred to and that nothing declares.
pub(super) fn unknown_references(resources: &Resources<'_>, advice: &mut Advice<'_>) {
    for property in added(resources) {
        let Value::Name(name) = &property.value else { continue };
        let Some(prefix) = ["an:", "id:"].into_iter().find(|prefix| name.starts_with(prefix)) else { continue };
        if !resources.by_name.contains_key(name) {
            let kind = if prefix == "id:" { "entity" } else { "class or relation" };
            let declared = resources.by_name.keys().map(Cow::as_ref).filter(|known| known.starts_with(prefix));
            advice.unknown("O002", property.file, kind, name, declared);
        }
    }
}

/// What is not built in.
fn added<'r, 'a>(resources: &'r Resources<'a>) -> impl Iterator<Item = &'r Property<'a>> {
    let all = resources.by_name.values().flat_map(|resource| &resource.properties);
    all.filter(|property| property.file != BUILT_IN_FILE)
}

/// Where a name first stands in a text as a word of its own.
fn find_word(text: &str, word: &str) -> Option<Span> {
    if word.is_empty() {
        return None;
    }
    let part_of_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.match_indices(word)
        .find(|(at, found)| !text[at + found.len()..].starts_with(part_of_name))
        .map(|(at, found)| Span::new(at, at + found.len()))
}

#[cfg(test)]
mod tests {
    use super::find_word;
    use crate::span::Span;

    #[test]
    fn a_name_is_not_found_inside_a_longer_one() {
        assert_eq!(find_word("an:titles an:title", "an:title"), Some(Span::new(10, 18)));
    }
}
