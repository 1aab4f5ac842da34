//! A query as another server is to be asked it, and the [`Answer`] in what that server sends.

use super::{Answer, Limits, Solutions, inspect, sort_key, take, term_size, triple_size};
use crate::graph::{Graph, vocabulary::prefixes};
use oxigraph::{
    io::{RdfFormat, RdfParseError, RdfParser},
    model::Triple,
    sparql::results::{QueryResultsFormat, QueryResultsParseError, QueryResultsParser, ReaderQueryResultsParserOutput},
};
use std::io::Read;

/// Why an answer cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// It is of a kind that is not understood.
    #[error("`{0}` is not understood")]
    Kind(String),
    /// It is no result of a query.
    #[error(transparent)]
    Results(#[from] QueryResultsParseError),
    /// It is no RDF.
    #[error(transparent)]
    Triples(#[from] RdfParseError),
}

/// The query with those of our prefixes declared that it uses and does not declare. They stand on its first line, so that lines in
/// errors are the user's.
#[must_use]
pub fn with_prefixes(text: &str, base: &str) -> String {
    let uses = |prefix: &str| {
        let name = format!("{prefix}:");
        text.match_indices(&name).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
        })
    };
    let declares = |prefix: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.windows(2).any(|pair| {
            pair[0].eq_ignore_ascii_case("PREFIX") && pair[1].split(':').next().is_some_and(|name| name == prefix)
        })
    };
    let declared: String = prefixes(base)
        .iter()
        .filter(|(prefix, _)| uses(prefix) && !declares(prefix))
        .map(|(prefix, namespace)| format!("PREFIX {prefix}: <{namespace}> "))
        .collect();
    declared + text
}

/// Reads an answer of this media type. As with a graph of one's own, rows that the query does not order are sorted.
///
/// # Errors
/// When the media type is not understood, or what comes is not of it.
pub fn receive(
    kind: &str,
    reader: impl Read,
    query: &str,
    base: &str,
    limits: &Limits,
) -> Result<Answer, ReceiveError> {
    if let Some(format) = QueryResultsFormat::from_media_type(kind) {
        return match QueryResultsParser::from_format(format).for_reader(reader)? {
            ReaderQueryResultsParserOutput::Boolean(value) => Ok(Answer::Boolean(value)),
            ReaderQueryResultsParserOutput::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let found = solutions.map(|solution| solution.map(|solution| solution.values().to_vec()));
                let (mut rows, cut) = take(found, limits, |row| row.iter().flatten().map(term_size).sum())?;
                // What only another server understands cannot be looked into.
                if inspect(query).is_ok_and(|outline| !outline.is_ordered) {
                    rows.sort_by_cached_key(|row| row.iter().map(sort_key).collect::<Vec<_>>());
                }
                Ok(Answer::Solutions(Solutions { variables, rows, cut }))
            }
        };
    }
    let format = RdfFormat::from_media_type(kind).ok_or_else(|| ReceiveError::Kind(kind.to_owned()))?;
    let quads = RdfParser::from_format(format).for_reader(reader);
    let (triples, cut) = take(quads.map(|quad| quad.map(Triple::from)), limits, triple_size)?;
    let triples = Graph::from_triples(base, triples).triples().to_vec();
    Ok(Answer::Graph { triples, cut })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::vocabulary::DEFAULT_BASE;

    #[test]
    fn only_prefixes_that_are_used_and_not_declared_are_supplied() {
        let asked = |text: &str| with_prefixes(text, DEFAULT_BASE);
        let query = "SELECT ?x { ?x an:approved id:y ; ex:label \"n\" }";
        assert_eq!(
            asked(query),
            format!("PREFIX an: <https://w3id.org/annals/ns#> PREFIX id: <{DEFAULT_BASE}> {query}")
        );
        let own = "prefix an: <http://x.org/> SELECT * { ?x an:b ?y }";
        assert_eq!(asked(own), own);
        assert_eq!(asked("# nothing\nASK { ?human ?plan ?x }"), "# nothing\nASK { ?human ?plan ?x }");
    }

    #[test]
    fn an_answer_is_read_by_what_it_says_it_is() {
        let read = |kind: &str, text: &str| {
            receive(
                kind,
                text.as_bytes(),
                "SELECT ?x { }",
                DEFAULT_BASE,
                &Limits { rows: Some(2), ..Limits::default() },
            )
        };
        let rows = |names: &[&str]| {
            let rows: Vec<String> =
                names.iter().map(|name| format!("{{\"x\":{{\"type\":\"literal\",\"value\":\"{name}\"}}}}")).collect();
            format!("{{\"head\":{{\"vars\":[\"x\"]}},\"results\":{{\"bindings\":[{}]}}}}", rows.join(","))
        };
        let json = "application/sparql-results+json";
        let Answer::Solutions(found) = read(json, &rows(&["b", "a"])).unwrap() else { panic!("rows") };
        assert_eq!(
            found.rows.iter().map(|row| row[0].as_ref().unwrap().to_string()).collect::<Vec<_>>(),
            ["\"a\"", "\"b\""]
        );
        assert!(read(json, &rows(&["b", "a", "c"])).unwrap().is_cut());
        assert!(read(json, &rows(&["b", "a"])[..60]).is_err());
        assert_eq!(read(json, "{\"head\":{},\"boolean\":true}").unwrap(), Answer::Boolean(true));
        let triples = read("application/n-triples", "<http://x.org/a> <http://x.org/b> \"c\" .\n").unwrap();
        assert!(matches!(triples, Answer::Graph { triples, cut: false } if triples.len() == 1));
        assert!(matches!(read("text/html", "<p>"), Err(ReceiveError::Kind(kind)) if kind == "text/html"));
    }
}
