//! Sentences and what must, and must not, be read from them.
//!
//! `tests/constructions/*.txt` holds one construction of English a file; `ontology/lexicon-en.ttl` holds a sentence or
//! two for each of its entries. Adding a case needs no Rust.
//!
//! A block is a text, then expectations: `+ subject | lemma | object` must be read, `- …` must not. A part may be `*`
//! (anything) or `–` (nothing). After a semicolon: `not` (denied), `asserted`, `reported|believed|requested|planned|hypothetical`,
//! `by WHO`, `time EDTF`, `place NAME`, `relation an:IRI`. A name matches when all its words are among those of the
//! label, the mention or another name.

use annals::extract::Extractor;
use annals::language::Model;
use annals::ontology::{Ontology, expand};
use annals::statement::{Object, Polarity, Statement, Thing};
use std::fs;

fn read(text: &str) -> Vec<Statement> {
    let note = annals::note::read("case.md", text.as_bytes());
    Extractor::new(Ontology::builtin(), Model::embedded(), "https://example.org/id/").read(&note).statements
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .replace("'s", " ")
        .split(|c: char| !c.is_alphanumeric() && c != '.' && c != '%')
        .filter(|w| !w.is_empty() && !["the", "a", "an", "of"].contains(w))
        .map(|w| w.trim_end_matches('.').to_owned())
        .collect()
}

fn names_match(wanted: &str, names: &[&str]) -> bool {
    let wanted = words(wanted);
    names.iter().any(|name| {
        let have = words(name);
        wanted.iter().all(|w| have.contains(w))
    })
}

fn thing_matches(wanted: &str, thing: &Thing) -> bool {
    let mut names = vec![thing.label.as_str(), thing.mention.as_str()];
    names.extend(thing.aliases.iter().map(String::as_str));
    wanted == "*" || names_match(wanted, &names)
}

fn object_matches(wanted: &str, s: &Statement) -> bool {
    match (wanted, &s.object) {
        ("*", _) => true,
        ("–", object) => object.is_none(),
        (_, Some(Object::Thing(thing))) if thing_matches(wanted, thing) => true,
        (_, Some(Object::Value(value))) if names_match(wanted, &[&value.value, &value.text]) => true,
        _ => s.roles.iter().any(|r| names_match(wanted, &[&r.label])),
    }
}

fn qualifier_holds(qualifier: &str, s: &Statement) -> bool {
    let (word, rest) = qualifier.split_once(' ').unwrap_or((qualifier, ""));
    match word {
        "not" => s.polarity == Polarity::Negated,
        "by" => s.attributed_to.as_deref().is_some_and(|a| names_match(rest, &[a])),
        "time" => s.time.as_deref() == Some(rest),
        "place" => s.place.as_ref().is_some_and(|p| thing_matches(rest, p)),
        "relation" => s.relation.iri == expand(rest),
        "asserted" => s.asserted,
        stance => s.stance.as_str() == stance,
    }
}

/// The words of a lemma, each found at the start of one that was read: `sign` in `be signed`.
fn lemma_matches(wanted: &str, have: &str) -> bool {
    let have = words(have);
    words(wanted).iter().all(|w| have.iter().any(|h| h.starts_with(w.trim_end_matches('e'))))
}

fn matches(expectation: &str, s: &Statement) -> bool {
    let mut parts = expectation.split(';').map(str::trim);
    let mut triple = parts.next().unwrap_or_default().split('|').map(str::trim);
    let (subject, lemma, object) =
        (triple.next().unwrap_or("*"), triple.next().unwrap_or("*"), triple.next().unwrap_or("*"));
    let qualifiers: Vec<&str> = parts.collect();
    let affirmed = qualifiers.contains(&"not") || s.polarity == Polarity::Affirmed;
    thing_matches(subject, &s.subject)
        && (lemma == "*" || lemma_matches(lemma, &s.relation.lemma))
        && object_matches(object, s)
        && affirmed
        && qualifiers.iter().all(|q| qualifier_holds(q, s))
}

fn shown(statements: &[Statement]) -> String {
    annals::extract::statements(statements)
}

fn check_block(file: &str, block: &str, failures: &mut Vec<String>) {
    let is_expectation = |l: &&str| l.starts_with("+ ") || l.starts_with("- ");
    let lines: Vec<&str> = block.lines().filter(|l| !l.starts_with('#')).collect();
    let text: String = lines.iter().filter(|l| !is_expectation(l)).map(|l| format!("{l}\n")).collect();
    if text.trim().is_empty() {
        return;
    }
    let statements = read(text.replace("\\- ", "- ").trim());
    for line in lines.into_iter().filter(is_expectation) {
        let found = statements.iter().any(|s| matches(&line[2..], s));
        if found != line.starts_with('+') {
            failures.push(format!("{file}: {}\n  {line}\n{}", text.trim(), shown(&statements)));
        }
    }
}

#[test]
fn constructions_of_english_are_read() {
    let mut files: Vec<_> = fs::read_dir("tests/constructions").unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    let mut failures = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for block in text.split("\n\n") {
            check_block(&file.display().to_string(), block, &mut failures);
        }
    }
    assert!(failures.is_empty(), "{} expectations failed\n\n{}", failures.len(), failures.join("\n"));
}

/// An entry matches its example when it is among the readings considered, with the right words in its places; which of
/// several senses wins may hang on who takes part. It matches a counterexample only when it is the reading chosen.
#[test]
fn every_entry_of_the_lexicon_is_found_in_its_example_and_not_in_its_counterexample() {
    let ontology = Ontology::builtin();
    let extractor = Extractor::new(ontology, Model::embedded(), "https://example.org/id/");
    let read = |text: &str| extractor.read(&annals::note::read("case.md", text.as_bytes()));
    let holds = |wanted: Option<&str>, have: &[String]| {
        wanted.is_none_or(|w| names_match(w, &have.iter().map(String::as_str).collect::<Vec<_>>()))
    };
    let mut failures = Vec::new();
    for entry in &ontology.entries {
        for example in &entry.examples {
            let extraction = read(&example.text);
            let hit = extraction.considered.iter().any(|c| {
                c.entry == entry.iri
                    && holds(example.subject.as_deref(), &c.subject)
                    && holds(example.object.as_deref(), &c.object)
            });
            if !hit {
                failures.push(format!(
                    "{} not in: {} | {:?} | {:?}\n{}",
                    entry.iri,
                    example.text,
                    example.subject,
                    example.object,
                    shown(&extraction.statements)
                ));
            }
        }
        for text in &entry.counterexamples {
            let extraction = read(text);
            if extraction.considered.iter().any(|c| c.entry == entry.iri && c.chosen) {
                failures.push(format!("{} found in: {text}\n{}", entry.iri, shown(&extraction.statements)));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} entries failed\n\n{}",
        failures.len(),
        ontology.entries.len(),
        failures.join("\n")
    );
}
