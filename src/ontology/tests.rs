//! What is built in loads, holds together, and can be added to.

use super::{Argument, NameKind, Ontology, PartOfSpeech, Valency, expand, files::BUILT_IN, fold};
use crate::statement::Stance;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The built-in files, read as a user's would be.
fn built_from_turtle() -> Ontology {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts: Vec<String> = BUILT_IN.iter().map(|path| fs::read_to_string(root.join(path)).unwrap()).collect();
    let files: Vec<(&str, &str)> = BUILT_IN.iter().copied().zip(texts.iter().map(String::as_str)).collect();
    Ontology::from_files(&files).unwrap()
}

#[test]
fn what_the_build_packed_is_what_the_turtle_says() {
    let (packed, read) = (Ontology::builtin(), built_from_turtle());
    assert_eq!(packed.classes, read.classes);
    assert_eq!(packed.relations, read.relations);
    assert_eq!(packed.entries, read.entries);
    assert_eq!(packed.entities, read.entities);
    assert_eq!(packed.words, read.words);
}

#[test]
fn every_built_in_file_loads_without_a_complaint() {
    let ontology = built_from_turtle();
    assert_eq!(ontology.diagnostics, []);
    assert!(ontology.classes.len() > 80, "{} classes", ontology.classes.len());
    assert!(ontology.entries.len() >= 1000, "{} entries", ontology.entries.len());
    assert!(ontology.entities.len() >= 2000, "{} entities", ontology.entities.len());
}

#[test]
fn the_shapes_speak_only_of_what_is_declared() {
    let shapes = include_str!("../../ontology/shapes.ttl");
    let ontology = Ontology::with_files(&[("ontology/shapes.ttl", shapes)]).unwrap();
    assert_eq!(ontology.diagnostics, []);
}

#[test]
fn every_entry_carries_a_sentence_that_matches_and_one_that_does_not() {
    for entry in &Ontology::builtin().entries {
        assert!(!entry.examples.is_empty(), "{} has no example", entry.iri);
        assert!(!entry.counterexamples.is_empty(), "{} has no counterexample", entry.iri);
        for example in &entry.examples {
            assert!(example.text.ends_with('.'), "{}: {}", entry.iri, example.text);
            for part in example.subject.iter().chain(&example.object) {
                assert!(example.text.contains(part.as_str()), "{}: no “{part}” in “{}”", entry.iri, example.text);
            }
        }
    }
}

#[test]
fn every_entry_is_named_after_its_lemma() {
    for entry in &Ontology::builtin().entries {
        let letter = match entry.part_of_speech {
            PartOfSpeech::Verb => "-v",
            PartOfSpeech::Noun => "-n",
            PartOfSpeech::Adjective => "-a",
        };
        let name = entry.iri.rsplit('#').next().unwrap_or_default();
        assert!(name.starts_with(&(fold(&entry.lemma) + letter)), "{name} for “{}”", entry.lemma);
    }
}

#[test]
fn every_relation_can_be_said_in_words() {
    let ontology = Ontology::builtin();
    let said: BTreeSet<usize> = ontology.entries.iter().filter_map(|entry| entry.relation).collect();
    for (id, relation) in ontology.relations.iter().enumerate() {
        let structural = ["an:is", "an:instanceOf"].contains(&relation.iri.as_str());
        assert!(structural || said.contains(&id), "no word states {}", relation.iri);
    }
}

#[test]
fn every_class_hangs_below_a_root() {
    let ontology = Ontology::builtin();
    for class in ontology.classes.keys() {
        let roots = ["an:Thing", "an:Record", "an:Term"];
        assert!(roots.iter().any(|root| ontology.is_a(class, root)), "{class} is an orphan");
    }
}

#[test]
fn a_cue_noun_or_title_points_to_one_class() {
    let ontology = Ontology::builtin();
    let mut seen = BTreeMap::new();
    for class in ontology.classes.values() {
        for cue in &class.cue_nouns {
            assert_eq!(*cue, cue.to_lowercase());
            assert_eq!(seen.insert(cue, &class.iri), None, "“{cue}” points to {} too", class.iri);
        }
    }
}

#[test]
fn relations_speak_of_classes_that_exist() {
    let ontology = Ontology::builtin();
    for relation in &ontology.relations {
        for class in relation.domain.iter().chain(&relation.range).chain(&relation.event) {
            assert!(ontology.classes.contains_key(class), "{} speaks of {class}", relation.iri);
        }
    }
}

#[test]
fn every_entity_is_named_after_its_label() {
    for entity in &Ontology::builtin().entities {
        assert_eq!(entity.slug, fold(&entity.label));
    }
}

#[test]
fn no_name_belongs_to_two_entities_unless_it_is_weak() {
    let ontology = Ontology::builtin();
    let mut owners: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (name, id, kind) in ontology.names().filter(|(_, _, kind)| *kind != NameKind::Weak) {
        assert!(!name.trim().is_empty(), "{} has an empty {kind:?}", ontology.entities[id].slug);
        owners.entry(name.to_lowercase()).or_default().insert(&ontology.entities[id].slug);
    }
    let shared: Vec<_> = owners.iter().filter(|(_, owners)| owners.len() > 1).collect();
    assert!(shared.is_empty(), "{shared:#?}");
}

#[test]
fn members_and_metonyms_lead_to_entities() {
    let ontology = Ontology::builtin();
    for entity in &ontology.entities {
        for slug in entity.members.iter().chain(&entity.stands_for) {
            assert!(ontology.entity(slug).is_some(), "{} leads to {slug}", entity.slug);
        }
    }
}

#[test]
fn words_are_looked_up_by_lemma_and_by_variant() {
    let ontology = Ontology::builtin();
    let british = ontology.entries_for("authorise", PartOfSpeech::Verb);
    assert_eq!(british.len(), 1);
    assert_eq!(british, ontology.entries_for("authorize", PartOfSpeech::Verb));
    let entry = &ontology.entries[british[0]];
    assert_eq!(entry.relation, ontology.relation("an:authorised").map(|(id, _)| id));
    assert_eq!(entry.relation, ontology.relation("https://w3id.org/annals/ns#authorised").map(|(id, _)| id));
    assert!(ontology.entries_for("authorise", PartOfSpeech::Noun).is_empty());
}

#[test]
fn phrases_are_found_by_their_first_word_longest_first() {
    let ontology = Ontology::builtin();
    let lemmas: Vec<&str> = ontology
        .entries_opening_with("call", PartOfSpeech::Verb)
        .iter()
        .map(|&id| ontology.entries[id].lemma.as_str())
        .collect();
    assert!(lemmas.contains(&"call upon") && lemmas.contains(&"call for"), "{lemmas:?}");
    assert!(lemmas.is_sorted_by_key(|lemma| std::cmp::Reverse(lemma.split(' ').count())));
}

#[test]
fn a_light_verb_lends_its_subject_to_the_noun() {
    let ontology = Ontology::builtin();
    let id = ontology.entries_for("approval", PartOfSpeech::Noun)[0];
    let approval = &ontology.entries[id];
    assert!(approval.light_verbs.iter().any(|verb| verb == "give"));
    assert_eq!(approval.object.first(), Some(&Argument::Preposition("to".to_owned())));
}

#[test]
fn a_governing_word_says_how_its_clause_is_meant() {
    let ontology = Ontology::builtin();
    let meant = |lemma: &str| -> Vec<(Stance, bool)> {
        let ids = ontology.entries_for(lemma, PartOfSpeech::Verb).iter();
        ids.filter_map(|&id| ontology.entries[id].complement.as_ref()).map(|c| (c.stance, c.negates)).collect()
    };
    assert_eq!(meant("believe"), [(Stance::Believed, false)]);
    assert_eq!(meant("deny"), [(Stance::Reported, true)]);
    assert_eq!(meant("fail"), [(Stance::Asserted, true)]);
    assert_eq!(meant("demand"), [(Stance::Requested, false)]);
    assert_eq!(meant("intend"), [(Stance::Planned, false)]);
}

#[test]
fn classes_are_known_by_ancestor_cue_and_title() {
    let ontology = Ontology::builtin();
    assert!(ontology.is_a("an:Committee", "an:Actor"));
    assert!(!ontology.is_a("an:Committee", "an:Event"));
    assert_eq!(ontology.class_for_cue("committee"), Some("an:Committee"));
    assert_eq!(ontology.class_for_title("general"), Some("an:Person"));
}

#[test]
fn a_state_is_known_by_adjective_people_and_capital() {
    let ontology = Ontology::builtin();
    let (id, norway) = ontology.entity("norway").unwrap();
    assert_eq!(
        (norway.adjectives.as_slice(), norway.demonyms.as_slice()),
        (&["Norwegian".to_owned()][..], &["Norwegians".to_owned()][..])
    );
    assert!(ontology.names().any(|name| name == ("Norwegians", id, NameKind::Demonym)));
    assert_eq!(ontology.entity("oslo").unwrap().1.stands_for, ["norway"]);
}

#[test]
fn a_user_teaches_a_relation_in_a_few_lines() {
    let mine = r#"
        @prefix an: <https://w3id.org/annals/ns#> .
        @prefix lex: <https://w3id.org/annals/lex/en#> .
        @prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
        @prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        an:grafted a an:Relation ; rdfs:label "grafted" ; rdfs:range an:Thing .
        lex:graft-v a ontolex:LexicalEntry ;
            lexinfo:partOfSpeech lexinfo:verb ;
            ontolex:canonicalForm [ ontolex:writtenRep "graft"@en ] ;
            ontolex:denotes an:grafted ;
            an:object "object, onto" ;
            an:valency "transitive" ;
            an:example "The monk grafted the pear onto the quince. | monk | pear" .
    "#;
    let ontology = Ontology::with_files(&[("mine.ttl", mine)]).unwrap();
    assert_eq!(ontology.diagnostics, []);
    let entry = &ontology.entries[ontology.entries_for("graft", PartOfSpeech::Verb)[0]];
    assert_eq!(entry.iri, expand("lex:graft-v"));
    assert_eq!(entry.object, [Argument::Object, Argument::Preposition("onto".to_owned())]);
    assert_eq!(entry.valency, Valency::Transitive);
    assert_eq!(entry.examples[0].subject.as_deref(), Some("monk"));
    assert_eq!(ontology.relation("an:grafted").unwrap().1.range, ["an:Thing"]);
}

#[test]
fn a_syntax_error_names_file_line_and_column() {
    let broken = "@prefix an: <https://w3id.org/annals/ns#> .\nan:x an:y z .\n";
    let error = Ontology::with_files(&[("broken.ttl", broken)]).unwrap_err();
    assert_eq!((error.file.as_str(), error.line), ("broken.ttl", 2));
    assert!(error.column > 1 && !error.message.is_empty(), "{error}");
}

#[test]
fn a_misspelt_property_is_told_with_the_one_meant() {
    let text = "@prefix an: <https://w3id.org/annals/ns#> .\nan:Person an:cueNuon \"sage\" .\n";
    let ontology = Ontology::with_files(&[("mine.ttl", text)]).unwrap();
    let told = &ontology.diagnostics[0];
    assert_eq!((told.code, told.file.as_str()), ("O001", "mine.ttl"));
    assert_eq!(told.span.unwrap().of(text), "an:cueNuon");
    assert_eq!(told.hint.as_deref(), Some("did you mean `an:cueNoun`?"));
}

#[test]
fn a_misspelt_relation_voice_or_entity_is_told() {
    let text = r#"
        @prefix an: <https://w3id.org/annals/ns#> .
        @prefix id: <https://w3id.org/annals/id/> .
        @prefix lex: <https://w3id.org/annals/lex/en#> .
        @prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
        @prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        lex:laud-v a ontolex:LexicalEntry ; lexinfo:partOfSpeech lexinfo:verb ;
            ontolex:canonicalForm [ ontolex:writtenRep "laud"@en ] ;
            ontolex:denotes an:aproved ; an:complement "beleived" .
        id:the-hague-convention a an:Treaty ; skos:prefLabel "Hague Convention" ; an:from "long ago" .
    "#;
    let ontology = Ontology::with_files(&[("mine.ttl", text)]).unwrap();
    let codes: Vec<&str> = ontology.diagnostics.iter().map(|told| told.code).collect();
    assert_eq!(codes, ["O002", "O003", "O004", "O005", "O003"]);
    assert_eq!(ontology.diagnostics[0].hint.as_deref(), Some("did you mean `an:approved`?"));
}

#[test]
fn every_key_of_a_field_belongs_to_a_relation() {
    let ontology = Ontology::builtin();
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/ontology/fields.ttl")).unwrap();
    let names = text.lines().filter_map(|line| line.split_once(' ')).filter(|(name, _)| name.starts_with("an:"));
    let names: Vec<&str> = names.map(|(name, _)| name).collect();
    assert!(names.len() > 15);
    for name in names {
        assert!(ontology.relation(name).is_some(), "{name} has keys and is no relation");
    }
    assert!(ontology.relation_for_key("in office").is_some_and(|(_, swapped)| !swapped));
    assert!(ontology.relation_for_key("leader").is_some_and(|(_, swapped)| swapped));
}
