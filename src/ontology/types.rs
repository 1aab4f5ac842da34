//! The words this stage speaks in: class, relation, lexical entry, entity.

use super::lookup::Index;
use crate::{diagnostic::Diagnostic, statement::Stance};
use std::collections::{BTreeMap, BTreeSet};

/// Index into [`Ontology::relations`].
pub type RelationId = usize;
/// Index into [`Ontology::entries`].
pub type EntryId = usize;
/// Index into [`Ontology::entities`].
pub type EntityId = usize;

/// All that the program knows of the world and of words.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    /// By compact IRI (`an:Person`).
    pub classes: BTreeMap<String, Class>,
    /// Relations, sorted by IRI.
    pub relations: Vec<RelationDefinition>,
    /// Lexical entries, sorted by IRI.
    pub entries: Vec<Entry>,
    /// Entities of the gazetteer, sorted by slug.
    pub entities: Vec<Entity>,
    /// Closed classes of words, lower case, by the name of the set: `negator`, `hedge`, `modal`, `conditional` …
    pub words: BTreeMap<String, BTreeSet<String>>,
    /// What whoever wrote the Turtle should know.
    pub diagnostics: Vec<Diagnostic>,
    /// Made from the rest when Turtle is read; empty in an ontology put together by hand, where no word is found.
    pub index: Index,
}

/// A class of things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// Compact IRI: `an:Person`.
    pub iri: String,
    /// `person`.
    pub label: String,
    /// Compact IRIs of its direct superclasses.
    pub parents: Vec<String>,
    /// Nouns that head the names or descriptions of its members (“Committee”, “treaty”), lower case.
    pub cue_nouns: Vec<String>,
    /// Words that stand before the names of its members (“General”, “President”, “Comrade”), lower case.
    pub titles: Vec<String>,
}

/// A relation that facts are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationDefinition {
    /// Compact IRI: `an:approved`.
    pub iri: String,
    /// `approved`.
    pub label: String,
    /// Label read from object to subject: `approved by`.
    pub inverse_label: Option<String>,
    /// Compact IRI of the class of event that such a relation denotes (`an:Invasion`), when it denotes one.
    pub event: Option<String>,
    /// Compact IRIs of the classes its subject may have; empty: any.
    pub domain: Vec<String>,
    /// Compact IRIs of the classes its object may have; empty: any.
    pub range: Vec<String>,
    /// It holds in both directions (meet, exchange).
    pub symmetric: bool,
    /// One event that causes or precedes another: `path` follows it backwards.
    pub causal: bool,
    /// It needs no object: “took power”.
    pub one_place: bool,
    /// Keys of fields that state it of the page that they stand on (“date of birth”), lower case.
    pub keys: Vec<String>,
    /// Keys of fields whose value is its subject (“leader”), lower case.
    pub inverse_keys: Vec<String>,
    /// What it is said of was brought nearer by it: approved, asked for, planned.
    pub preparatory: bool,
    /// The same relation elsewhere.
    pub same_as: Vec<Elsewhere>,
}

/// A relation of another vocabulary that says exactly the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Full IRI.
    pub iri: String,
    /// It leads from the object to the subject.
    pub inverse: bool,
    /// Of a property of Wikidata, what its values are: `WikibaseItem`, `Time` … (local name of its `wikibase:propertyType`).
    pub values: Option<String>,
}

/// A word or phrase tied to a relation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Full IRI.
    pub iri: String,
    /// Dictionary form: `approve`, `approval`, `responsible`. May hold blanks: `call upon`.
    pub lemma: String,
    /// Spelling variants: `authorize` / `authorise`.
    pub variants: Vec<String>,
    /// Part of speech.
    pub part_of_speech: PartOfSpeech,
    /// What it denotes; `None` for a word that only says how its complement is meant (“attempt to”, “fail to”).
    pub relation: Option<RelationId>,
    /// Where its subject is found, in order of preference; empty: the default of its part of speech.
    pub subject: Vec<Argument>,
    /// Where its object is found, in order of preference; empty: the default of its part of speech.
    pub object: Vec<Argument>,
    /// Further roles: compact IRI of the role (`an:recipient`), where it is found.
    pub roles: Vec<(String, Argument)>,
    /// Which clauses it is found in, by whether they have a direct object.
    pub valency: Valency,
    /// Compact IRIs of the classes that its object is of, if it is no name: “took *the town*” captured it, “took *notes*” did
    /// not. Empty: whatever fits its relation.
    pub object_classes: Vec<String>,
    /// For a noun: verbs that with it as their object mean what it denotes (“give approval”): their lemmas.
    pub light_verbs: Vec<String>,
    /// How a clause it governs (“believe that …”, “demand that …”, “fail to …”) is meant.
    pub complement: Option<Complement>,
    /// Sentences in which it must be found, with the statement expected.
    pub examples: Vec<Example>,
    /// Sentences in which it must not be found.
    pub counterexamples: Vec<String>,
}

/// Part of speech of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartOfSpeech {
    /// Subject and object by default: the grammatical ones (a passive's agent and subject).
    #[default]
    Verb,
    /// Subject by default: possessor, or “by X”; object: “of X”.
    Noun,
    /// With a copula: subject the copula's; object by preposition.
    Adjective,
}

/// Whether an entry wants a direct object or a clause: it tells “the bill passed” from “they passed the bill”, and “the
/// harvest failed” from “they failed to pay”.
///
/// A passive clause counts as having an object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Valency {
    /// With or without.
    #[default]
    Any,
    /// Only with a direct object.
    Transitive,
    /// Only without a direct object or governed clause.
    Intransitive,
    /// Only with a clause that it governs (`ccomp`, `xcomp`).
    Clausal,
    /// Only in the passive: who was born was not borne.
    Passive,
}

/// Where in the clause an argument stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Argument {
    /// Logical subject: `nsubj` of an active verb, “by” agent of a passive one.
    Subject,
    /// Logical object: `obj`, subject of a passive.
    Object,
    /// `iobj`.
    IndirectObject,
    /// Possessor: “Stalin's approval”.
    Possessive,
    /// Adjective or noun before the noun: “the *North Korean* invasion”, “the *Kennedy* speech”.
    Modifier,
    /// A clause: `ccomp`, `xcomp`.
    Clause,
    /// A phrase with this preposition: `to`, `for`, `between`; also for “prepositions” of two words, `on behalf of`.
    Preposition(String),
}

/// How a governed clause is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complement {
    /// The voice it is said in: `Stance::Asserted` for factive and aspectual words (“know that”, “begin to”, “manage to”).
    pub stance: Stance,
    /// It is denied: “fail to”, “refuse to”, “deny that”.
    pub negates: bool,
}

/// A sentence with what must be read from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The label or mention expected as subject; `None`: any.
    pub subject: Option<String>,
    /// The label, mention or text expected as object; `None`: any.
    pub object: Option<String>,
}

/// A thing of the world, known before any note is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entity {
    /// Local name of its IRI, the folded canonical name: `south-korea`.
    pub slug: String,
    /// Canonical name.
    pub label: String,
    /// Other names: official names, acronyms, other spellings.
    pub aliases: Vec<String>,
    /// Compact IRI of its most specific class.
    pub class: String,
    /// Compact IRIs of further classes: what “the island” means may be a state.
    pub also: Vec<String>,
    /// Adjectives: `South Korean`.
    pub adjectives: Vec<String>,
    /// Words for its people: `South Koreans`, `Americans`.
    pub demonyms: Vec<String>,
    /// Words for it that are certain only in context, lower priority (“the South”, “Washington”).
    pub weak_names: Vec<String>,
    /// Slug of what it is a part, organ or capital of, when a metonym stands for that (Moscow → Soviet Union).
    pub stands_for: Vec<String>,
    /// Slugs of its members (“the two Koreas”).
    pub members: Vec<String>,
    /// First and last year in which it existed or lived, when known.
    pub years: (Option<i32>, Option<i32>),
    /// IRIs of the same thing elsewhere.
    pub same_as: Vec<String>,
}

/// What kind of name a name of an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// Canonical.
    Label,
    /// Another name that stands for it wherever it occurs.
    Alias,
    /// Adjective: `Norwegian`.
    Adjective,
    /// Word for its people: `Norwegians`.
    Demonym,
    /// Certain only in context.
    Weak,
}
