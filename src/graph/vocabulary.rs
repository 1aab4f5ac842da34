//! The names the graph is written with: every constant and the one table of prefixes.
//!
//! The same table serves queries (supplied prefixes), exports and the short forms that people see. What each
//! term of our own means is said in `ontology/annals.ttl`; what each is used for here is said beside it.

use oxigraph::model::{NamedNode, NamedNodeRef};

/// The base of entities, claims and spans unless the user names another.
pub const DEFAULT_BASE: &str = "https://w3id.org/annals/id/";

/// Prefix and namespace, by prefix; `id:` is added by whoever knows the base of the graph.
pub const PREFIXES: [(&str, &str); 14] = [
    ("an", "https://w3id.org/annals/ns#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("rel", "https://w3id.org/annals/rel#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// [`PREFIXES`] and `id:` for this base, by prefix.
pub fn prefixes(base: &str) -> Vec<(&str, &str)> {
    let mut all = PREFIXES.to_vec();
    all.push(("id", base));
    all.sort_unstable();
    all
}

/// The full form of a compact IRI (`an:Person`), or of one that is full already; `None` when it is neither.
#[must_use]
pub fn expand(compact: &str, base: &str) -> Option<NamedNode> {
    let parts = compact.split_once(':');
    let namespace = parts.and_then(|(prefix, _)| prefixes(base).into_iter().find(|(name, _)| *name == prefix));
    match (parts, namespace) {
        (Some((_, local)), Some((_, namespace))) => NamedNode::new(format!("{namespace}{local}")).ok(),
        _ => NamedNode::new(compact).ok(),
    }
}

/// The compact form of a full IRI where a prefix fits and what follows it is a plain name; else the IRI itself.
#[must_use]
pub fn compact(iri: &str, base: &str) -> String {
    prefixes(base)
        .iter()
        .filter_map(|(prefix, namespace)| Some((prefix, namespace.len(), iri.strip_prefix(namespace)?)))
        .filter(|(_, _, local)| is_plain_name(local))
        .max_by_key(|(_, length, _)| *length)
        .map_or_else(|| iri.to_owned(), |(prefix, _, local)| format!("{prefix}:{local}"))
}

/// Whether a local name can stand in Turtle and SPARQL without an escape.
fn is_plain_name(local: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    local.chars().all(plain) && local.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

macro_rules! terms {
    ($(#[$module_doc:meta])* $module:ident $all:ident { $($(#[$doc:meta])* $name:ident = $iri:literal;)* }) => {
        $(#[$module_doc])*
        pub mod $module {
            use oxigraph::model::NamedNodeRef;
            $($(#[$doc])* pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked($iri);)*
            /// Every term above.
            pub const $all: &[NamedNodeRef<'static>] = &[$($name),*];
        }
    };
}

terms! {
    /// Our own terms, `an:`.
    an ALL {
        /// Class: a note, one Markdown file.
        NOTE = "https://w3id.org/annals/ns#Note";
        /// Class: one reading of one stretch of a note.
        CLAIM = "https://w3id.org/annals/ns#Claim";
        /// Class: words quoted in a note.
        QUOTATION = "https://w3id.org/annals/ns#Quotation";
        /// Class: something a note cites.
        SOURCE = "https://w3id.org/annals/ns#Source";
        /// Class: whoever says, believes or asks, known by name only.
        HOLDER = "https://w3id.org/annals/ns#Holder";
        /// Class: a relation that the ontology lacks, named by its lemma.
        OPEN_RELATION = "https://w3id.org/annals/ns#OpenRelation";
        /// Class: a relation of the ontology.
        RELATION = "https://w3id.org/annals/ns#Relation";
        /// Class of all that has no better one.
        THING = "https://w3id.org/annals/ns#Thing";
        /// Claim or event → EDTF literal: when it holds.
        WHEN = "https://w3id.org/annals/ns#when";
        /// Claim or event → `xsd:date`: the first day of [`WHEN`].
        EARLIEST = "https://w3id.org/annals/ns#earliest";
        /// Claim or event → `xsd:date`: the last day of [`WHEN`].
        LATEST = "https://w3id.org/annals/ns#latest";
        /// Claim → true when its time was taken from the context of the clause.
        TIME_INHERITED = "https://w3id.org/annals/ns#timeInherited";
        /// Claim → where it holds.
        PLACE = "https://w3id.org/annals/ns#place";
        /// Claim → [`AFFIRMED`] or [`NEGATED`].
        POLARITY = "https://w3id.org/annals/ns#polarity";
        /// Claim → one of the six stances.
        STANCE = "https://w3id.org/annals/ns#stance";
        /// Claim → whether it is vouched for, where polarity, stance and holder do not say so already.
        VOUCHED = "https://w3id.org/annals/ns#asserted";
        /// Claim → 0 to 1: how sure the reading is.
        CONFIDENCE = "https://w3id.org/annals/ns#confidence";
        /// Claim → the rule that licensed it.
        BASIS = "https://w3id.org/annals/ns#basis";
        /// Claim → what its number counts or measures.
        UNIT = "https://w3id.org/annals/ns#unit";
        /// Claim → in what way its number is not exact.
        APPROXIMATION = "https://w3id.org/annals/ns#approximation";
        /// Event → claim that tells of it (asserted or not).
        CLAIM_OF = "https://w3id.org/annals/ns#claim";
        /// Event → whom or what it befell.
        PATIENT = "https://w3id.org/annals/ns#patient";
        /// Span → line of the note, counted from 1.
        LINE = "https://w3id.org/annals/ns#line";
        /// Note or quotation → its words.
        TEXT = "https://w3id.org/annals/ns#text";
        /// Note → the path it was read from.
        PATH = "https://w3id.org/annals/ns#path";
        /// Note → SHA-256 of its text, hexadecimal.
        SHA256 = "https://w3id.org/annals/ns#sha256";
        /// Note → how many sentences, items and rows it has that say something.
        PASSAGES = "https://w3id.org/annals/ns#passages";
        /// Note → how many of these at least one claim was read from.
        PASSAGES_READ = "https://w3id.org/annals/ns#passagesRead";
        /// Quotation → span of a claim that takes its source from it.
        SUPPORTS = "https://w3id.org/annals/ns#supports";
        /// Quotation → the document whose text it is.
        TEXT_OF = "https://w3id.org/annals/ns#textOf";
        /// Quotation → the name written before a line of dialogue.
        SPEAKER = "https://w3id.org/annals/ns#speaker";
        /// Source → the address or key as the note writes it, where that is not its IRI.
        CITED_AS = "https://w3id.org/annals/ns#citedAs";
        /// Whatever several notes can speak of → what one note says of it, in a graph that is that note's, before the notes are
        /// put together.
        LEDGER_ENTRY = "https://w3id.org/annals/ns#ledgerEntry";
        /// Relation → dictionary form of a word it was read from.
        LEMMA = "https://w3id.org/annals/ns#lemma";
        /// Relation → its name read from object to subject.
        INVERSE_LABEL = "https://w3id.org/annals/ns#inverseLabel";
        /// Relation → its name when it is read from its object's side, for want of a subject.
        PASSIVE_LABEL = "https://w3id.org/annals/ns#passiveLabel";
        /// Class: a relation by which one event leads to another.
        CAUSAL_RELATION = "https://w3id.org/annals/ns#CausalRelation";
        /// Class: a relation by which someone brings an event nearer: approves it, asks for it, plans it.
        PREPARATORY_RELATION = "https://w3id.org/annals/ns#PreparatoryRelation";
        /// Relation → true when it holds in both directions.
        SYMMETRIC = "https://w3id.org/annals/ns#symmetric";
        /// Claim → how much or how many, where that is not its object.
        QUANTITY = "https://w3id.org/annals/ns#quantity";
        /// Polarity: it is said to be so.
        AFFIRMED = "https://w3id.org/annals/ns#Affirmed";
        /// Polarity: it is said not to be so.
        NEGATED = "https://w3id.org/annals/ns#Negated";
        /// Stance.
        ASSERTED = "https://w3id.org/annals/ns#Asserted";
        /// Stance.
        REPORTED = "https://w3id.org/annals/ns#Reported";
        /// Stance.
        BELIEVED = "https://w3id.org/annals/ns#Believed";
        /// Stance.
        REQUESTED = "https://w3id.org/annals/ns#Requested";
        /// Stance.
        PLANNED = "https://w3id.org/annals/ns#Planned";
        /// Stance.
        HYPOTHETICAL = "https://w3id.org/annals/ns#Hypothetical";
    }
}

terms! {
    /// Terms that others made: SEM, PROV-O, Dublin Core, Web Annotation, SKOS, EDTF.
    reused ALL {
        /// An event.
        SEM_EVENT = "http://semanticweb.cs.vu.nl/2009/11/sem/Event";
        /// Event → who took part or did it.
        SEM_HAS_ACTOR = "http://semanticweb.cs.vu.nl/2009/11/sem/hasActor";
        /// Event → where.
        SEM_HAS_PLACE = "http://semanticweb.cs.vu.nl/2009/11/sem/hasPlace";
        /// Claim → whoever says or holds it, when that is not the author of the note.
        PROV_WAS_ATTRIBUTED_TO = "http://www.w3.org/ns/prov#wasAttributedTo";
        /// Claim or quotation → span.
        PROV_WAS_DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom";
        /// Claim or quotation → what it cites.
        DCT_SOURCE = "http://purl.org/dc/terms/source";
        /// Note → the entity whose page it is.
        FOAF_PRIMARY_TOPIC = "http://xmlns.com/foaf/0.1/primaryTopic";
        /// The graph as a whole.
        VOID_DATASET = "http://rdfs.org/ns/void#Dataset";
        /// Note or work → who wrote it, by name.
        DCT_CREATOR = "http://purl.org/dc/terms/creator";
        /// Work → the year of its publication.
        DCT_DATE = "http://purl.org/dc/terms/date";
        /// Note or work → its title.
        DCT_TITLE = "http://purl.org/dc/terms/title";
        /// Note → what it cites anywhere.
        DCT_REFERENCES = "http://purl.org/dc/terms/references";
        /// Class of spans.
        OA_SPECIFIC_RESOURCE = "http://www.w3.org/ns/oa#SpecificResource";
        /// Span → note.
        OA_HAS_SOURCE = "http://www.w3.org/ns/oa#hasSource";
        /// Span → its words, exactly.
        OA_EXACT = "http://www.w3.org/ns/oa#exact";
        /// Span → its first code point in the note; the end is as many further as its words are long.
        OA_START = "http://www.w3.org/ns/oa#start";
        /// Entity → another name.
        SKOS_ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel";
        /// Entity → the same thing elsewhere.
        SKOS_EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch";
        /// Datatype of dates that may be uncertain, partial or ranges.
        EDTF_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF";
    }
}

/// The IRI of a polarity.
#[must_use]
pub const fn polarity(polarity: crate::statement::Polarity) -> NamedNodeRef<'static> {
    match polarity {
        crate::statement::Polarity::Affirmed => an::AFFIRMED,
        crate::statement::Polarity::Negated => an::NEGATED,
    }
}

/// The IRI of a stance.
#[must_use]
pub const fn stance(stance: crate::statement::Stance) -> NamedNodeRef<'static> {
    match stance {
        crate::statement::Stance::Asserted => an::ASSERTED,
        crate::statement::Stance::Reported => an::REPORTED,
        crate::statement::Stance::Believed => an::BELIEVED,
        crate::statement::Stance::Requested => an::REQUESTED,
        crate::statement::Stance::Planned => an::PLANNED,
        crate::statement::Stance::Hypothetical => an::HYPOTHETICAL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compact_iri_goes_there_and_back() {
        for compact_iri in ["an:Person", "id:kim-il-sung", "rel:operate-under", "xsd:date"] {
            let full = expand(compact_iri, DEFAULT_BASE).unwrap();
            assert_eq!(compact(full.as_str(), DEFAULT_BASE), compact_iri);
        }
    }

    #[test]
    fn what_no_prefix_fits_stays_whole() {
        assert_eq!(compact("https://example.org/a b", DEFAULT_BASE), "https://example.org/a b");
        assert_eq!(compact("https://w3id.org/annals/id/a/b", DEFAULT_BASE), "https://w3id.org/annals/id/a/b");
        assert_eq!(expand("no iri at all", DEFAULT_BASE), None);
    }
}
