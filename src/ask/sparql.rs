//! What is asked, as a SPARQL query over claims.
//!
//! Only IRIs that the graph itself holds enter the query, each as a checked [`NamedNode`]: no word of a question is ever
//! part of it.

use super::fit::{Side, Sought};
use super::library::Library;
use crate::{
    graph::{
        ClaimRow, StoreError,
        vocabulary::{an, compact, prefixes, stance},
    },
    statement::Stance,
};
use oxigraph::{
    model::{NamedNode, Term},
    sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator},
    store::StorageError,
};
use std::fmt::Write as _;

/// In what voices claims may speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Voices {
    /// Any of these stances.
    pub(super) stances: Vec<Stance>,
    /// Also what is denied.
    pub(super) denied: bool,
}

/// How closely a query holds claims to what is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// What is named is the subject or object itself.
    Sides,
    /// What is named takes part in any way.
    Anywhere,
    /// Any claim of the relation; only its words may name what is asked.
    Relation,
}

/// More claims of one relation are not read through when the question names nobody and nothing that the graph knows.
pub(super) const WIDEST: usize = 1000;

/// A query for claims.
pub(super) struct Asked {
    pub(super) sparql: String,
    /// It starts from something that the question names: as many claims fit as are told of that, and not all of a relation.
    pub(super) named: bool,
}

/// The query for the claims that a frame may fit.
pub(super) fn query(sought: &Sought, voices: &Voices, reach: Reach, library: &Library<'_>) -> Option<Asked> {
    if sought.relations.is_empty() {
        return None;
    }
    let base = library.store.base();
    let mut body = String::new();
    let mut named = false;
    for (name, property, side) in
        [("subject", "rdf:subject", &sought.subject), ("object", "rdf:object", &sought.object)]
    {
        match side {
            Some(Side::Wanted(_)) if reach == Reach::Relation => {}
            Some(Side::Wanted(wanted)) => {
                let candidates = library.candidates(wanted);
                if candidates.is_empty() {
                    continue;
                }
                values(&mut body, name, &candidates, base);
                let path = if reach == Reach::Sides { property.to_owned() } else { format!("?as_{name}") };
                writeln!(body, "  ?claim {path} ?{name} .").ok()?;
                named = true;
            }
            Some(Side::Hole) => writeln!(body, "  ?claim {property} ?{name} .").ok()?,
            None => {}
        }
    }
    if named {
        // The database starts with the shortest list of values. What is named leads to few claims, a relation to many.
        body.push_str("  ?claim rdf:predicate ?relation .\n");
        body.push_str(&format!("  FILTER(?relation IN ({}))\n", list(&sought.relations, base, ", ")));
    } else {
        values(&mut body, "relation", &sought.relations, base);
        body.push_str("  ?claim rdf:predicate ?relation .\n");
    }
    voice(&mut body, voices, base);
    body.push_str("  OPTIONAL { ?claim an:when ?when }\n  OPTIONAL { ?claim an:place ?place }\n");
    let end = if named { "ORDER BY ?claim".to_owned() } else { format!("LIMIT {}", WIDEST + 1) };
    let sparql = with_prefixes(&format!("SELECT DISTINCT * WHERE {{\n{body}}}\n{end}\n"), base);
    Some(Asked { sparql, named })
}

/// The query for the claims that anything named takes part in.
pub(super) fn query_about(candidates: &[String], voices: &Voices, library: &Library<'_>) -> Asked {
    let base = library.store.base();
    let mut body = String::new();
    if !candidates.is_empty() {
        values(&mut body, "thing", candidates, base);
        body.push_str("  { ?claim ?any ?thing } UNION { ?thing an:claim ?claim }\n");
    }
    body.push_str("  ?claim rdf:predicate ?relation .\n");
    voice(&mut body, voices, base);
    body.push_str("  OPTIONAL { ?claim an:when ?when }\n");
    let sparql = with_prefixes(&format!("SELECT DISTINCT * WHERE {{\n{body}}}\nORDER BY ?claim\n"), base);
    // What is asked is everything: however much that is, it is meant.
    Asked { sparql, named: true }
}

/// Whether anybody is reported to say what a claim's relation says of its subject, be it of another value.
pub(super) fn is_reported(row: &ClaimRow, library: &Library<'_>) -> Result<bool, StoreError> {
    let base = library.store.base();
    let terms = [row.subject.iri.as_str(), &row.relation.iri, stance(Stance::Reported).as_str()];
    let [Some(about), Some(relation), Some(reported)] = terms.map(|iri| shown(iri, base)) else { return Ok(false) };
    let place = if row.inverse { "object" } else { "subject" };
    let body = format!("  ?claim rdf:{place} {about} ; rdf:predicate {relation} ; an:stance {reported} .\n");
    let query = with_prefixes(&format!("SELECT ?claim WHERE {{\n{body}}}\nLIMIT 1\n"), base);
    Ok(!run(&query, library)?.is_empty())
}

fn values<'a>(body: &mut String, name: &str, iris: impl IntoIterator<Item = &'a String>, base: &str) {
    body.push_str(&format!("  VALUES ?{name} {{ {} }}\n", list(iris, base, " ")));
}

fn list<'a>(iris: impl IntoIterator<Item = &'a String>, base: &str, between: &str) -> String {
    let shown: Vec<String> = iris.into_iter().filter_map(|iri| shown(iri, base)).collect();
    shown.join(between)
}

fn voice(body: &mut String, voices: &Voices, base: &str) {
    let stances: Vec<String> = voices.stances.iter().map(|known| stance(*known).as_str().to_owned()).collect();
    if stances.len() == 1 {
        body.push_str(&format!("  ?claim an:stance {} .\n", shown(&stances[0], base).unwrap_or_default()));
    } else if stances.len() < Stance::ALL.len() {
        values(body, "stance", &stances, base);
        body.push_str("  ?claim an:stance ?stance .\n");
    }
    if !voices.denied {
        let affirmed = shown(an::AFFIRMED.as_str(), base).unwrap_or_default();
        body.push_str(&format!("  ?claim an:polarity {affirmed} .\n"));
    }
}

/// An IRI as SPARQL writes it: compact where a prefix fits, else in angle brackets; `None` when it is none.
fn shown(iri: &str, base: &str) -> Option<String> {
    let node = NamedNode::new(iri).ok()?;
    let short = compact(iri, base);
    Some(if short == iri { node.to_string() } else { short })
}

/// With a PREFIX line for each prefix it uses.
fn with_prefixes(query: &str, base: &str) -> String {
    let mut text = String::new();
    for (prefix, namespace) in prefixes(base) {
        let used = query.match_indices(&format!("{prefix}:")).any(|(at, _)| query[..at].ends_with([' ', '{', '(']));
        if used {
            text.push_str(&format!("PREFIX {prefix}: <{namespace}>\n"));
        }
    }
    text + query
}

/// IRIs of the claims that a query finds, each once, in order.
pub(super) fn run(query: &str, library: &Library<'_>) -> Result<Vec<String>, StoreError> {
    let prepared = SparqlEvaluator::new().parse_query(query).expect("only checked IRIs were put into the query");
    let failed = |error: QueryEvaluationError| StoreError::from(StorageError::Other(Box::new(error)));
    let results = prepared.on_store(library.store.database()).execute().map_err(failed)?;
    let mut claims = Vec::new();
    if let QueryResults::Solutions(solutions) = results {
        for solution in solutions {
            if let Some(Term::NamedNode(claim)) = solution.map_err(failed)?.get("claim") {
                claims.push(claim.as_str().to_owned());
            }
        }
    }
    claims.sort_unstable();
    claims.dedup();
    Ok(claims)
}
