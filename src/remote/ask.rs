//! A query → a server that speaks the SPARQL 1.1 Protocol → the same answer as of a graph of one's own.

use super::server::{Patience, RemoteError, Sent, Server, patiently};
use crate::graph::{Answer, Limits, ReceiveError, receive, with_prefixes};
use std::io::BufReader;
use std::time::Duration;
use ureq::http::Method;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// SPARQL 1.1; prefixes that it does not declare are supplied.
    pub text: &'a str,
    /// What `id:` stands for.
    pub base: &'a str,
    /// Rows after which the answer is cut.
    pub limits: Limits,
    /// How often to try again.
    pub patience: Patience,
}

/// What is understood, the best first.
const ACCEPT: &str = "application/sparql-results+json, application/sparql-results+xml;q=0.9, application/n-triples;q=0.8, \
                      text/turtle;q=0.7, application/rdf+xml;q=0.5";

/// Asks a server; `told` hears of each pause before it is asked again.
///
/// # Errors
/// When the server cannot be reached, answers with an error, or its answer cannot be read.
pub fn ask(
    question: &Question<'_>,
    server: &Server,
    told: &mut dyn FnMut(&RemoteError, Duration),
) -> Result<Answer, RemoteError> {
    let text = with_prefixes(question.text, question.base);
    let body = form_urlencoded::Serializer::new(String::new()).append_pair("query", &text).finish();
    let sent = Sent {
        method: Method::POST,
        to: server.address().whole(),
        kind: "application/x-www-form-urlencoded",
        accept: ACCEPT,
        body: body.as_bytes(),
    };
    let received = patiently(question.patience, told, || server.send(&sent))?;
    let reader = BufReader::new(received.body.into_with_config().limit(u64::MAX).reader());
    let answer = receive(&received.kind, reader, question.text, question.base, &question.limits);
    answer.map_err(|error| RemoteError::Unreadable {
        address: server.address().clone(),
        message: match error {
            ReceiveError::Kind(kind) if kind.is_empty() => "it does not say what it is".to_owned(),
            error => server.without_secrets(&error.to_string()),
        },
    })
}
