//! `/sparql`: the query half of the SPARQL 1.1 Protocol; its update half is refused by name.
//!
//! 1. The [`parameters`](read) are taken from address and body, as the three ways of asking have them (section 2.1).
//! 2. The query is looked at, so that no worker is troubled with what will not be answered; the format is settled.
//! 3. A client that has the answer already is told so; otherwise a worker answers.

use super::{
    Kind, Problem, Site,
    assets::is_known,
    description,
    headers::{set, tag},
    negotiate::{self, ROWS, TRIPLES},
    pages,
    query::{Format, Job},
    record::Rows,
};
use crate::graph::{Form, inspect};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, VARY},
        request::Parts,
    },
    response::{IntoResponse, Redirect, Response},
};
use std::time::Duration;
use tokio::time::timeout;

/// Bytes of the longest body: of a query as long as may be, with each letter encoded.
const LONGEST_BODY: usize = 256 << 10;
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of terms in the longest answer.
const LONGEST_ANSWER: usize = 64 << 20;
/// Says how many rows or triples an answer was cut after.
pub(super) const CUT: &str = "annals-cut";

/// What a client asks.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parameters {
    queries: Vec<String>,
    default_graphs: Vec<String>,
    named_graphs: Vec<String>,
    format: Option<String>,
    /// It names something of the protocol for updates.
    update: Option<String>,
}

/// Answers a query.
pub(super) async fn sparql(State(site): State<Site>, request: Request) -> Result<Response, Problem> {
    let (Parts { method, uri, headers, .. }, body) = request.into_parts();
    let body = if method == Method::POST { whole(body).await? } else { Bytes::new() };
    let mut parameters = read(&method, uri.query().unwrap_or_default(), &headers, &body)?;
    if let Some(name) = parameters.update {
        let detail =
            format!("`{name}` is refused: a graph is never changed from outside; change the notes and build again");
        return Err(Problem::new(Kind::Refused, detail));
    }
    match (parameters.queries.pop(), parameters.queries.is_empty()) {
        (Some(text), true) => {
            if let Some(page) = page_of(&method, &parameters, &text, &headers) {
                return Ok(page);
            }
            answer(&site, text, parameters, &headers).await
        }
        (None, _) if method != Method::POST => {
            description::describe(site, parameters.format.as_deref(), &headers).await
        }
        (None, _) => Err(Problem::new(Kind::BadRequest, "there is no `query`")),
        (Some(_), false) => Err(Problem::new(Kind::BadRequest, "there is more than one `query`")),
    }
}

/// A body, whole, from a client that does not take its time over it.
async fn whole(body: Body) -> Result<Bytes, Problem> {
    match timeout(PATIENCE, to_bytes(body, LONGEST_BODY)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => {
            let detail = format!("the body is cut, or longer than the {} kB that are read at most", LONGEST_BODY >> 10);
            Err(Problem::new(Kind::TooLarge, detail))
        }
        Err(_) => Err(Problem::new(Kind::BadRequest, "the body takes too long to arrive")),
    }
}

/// Where a browser is sent that was given a link to a query.
fn page_of(method: &Method, parameters: &Parameters, text: &str, headers: &HeaderMap) -> Option<Response> {
    let by_link = *method == Method::GET && parameters.format.is_none();
    let page = pages::query(text).filter(|_| by_link && negotiate::prefers_page(ROWS, headers))?;
    let mut response = Redirect::to(&page).into_response();
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept"));
    Some(response)
}

async fn answer(site: &Site, text: String, asked: Parameters, headers: &HeaderMap) -> Result<Response, Problem> {
    let outline = inspect(&text)?;
    let named = asked.format.as_deref();
    let (format, content_type) = match outline.form {
        Some(Form::Triples) => {
            let offer = negotiate::choose(TRIPLES, named, headers)?;
            (Format::Triples(offer.format), offer.content_type())
        }
        // What begins like no query is told so by the parser, in whatever format.
        Some(Form::Rows) | None => {
            let offer = negotiate::choose(ROWS, named, headers)?;
            (Format::Rows(offer.format), offer.content_type())
        }
    };
    let generation = site.generation();
    let rows = site.settings().rows;
    // The query stands in the address.
    let tag = outline.is_steady.then(|| tag(&generation, &[&rows.to_string(), &content_type]));
    if tag.as_deref().is_some_and(|tag| is_known(headers, tag)) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        tell(&mut response, tag.as_deref());
        return Ok(response);
    }
    let dataset = Some((asked.default_graphs, asked.named_graphs));
    let dataset = dataset.filter(|(default, named)| !default.is_empty() || !named.is_empty());
    let job = Job { text, dataset, format, rows, bytes: LONGEST_ANSWER };
    let answered = site.ask(&generation, &job).await?;
    let mut response = answered.body.into_response();
    response.extensions_mut().insert(Rows(answered.rows));
    set(&mut response, CONTENT_TYPE, &content_type);
    if answered.cut {
        set(&mut response, HeaderName::from_static(CUT), &format!("after={}", answered.rows));
    }
    tell(&mut response, tag.as_deref());
    Ok(response)
}

/// What may be done with the answer: kept, but asked for again each time.
fn tell(response: &mut Response, tag: Option<&str>) {
    set(response, CACHE_CONTROL, if tag.is_some() { "no-cache" } else { "no-store" });
    response.headers_mut().append(VARY, HeaderValue::from_static("Accept"));
    if let Some(tag) = tag {
        set(response, ETAG, tag);
    }
}

/// What a client asks, in any of the three ways.
fn read(method: &Method, query: &str, headers: &HeaderMap, body: &[u8]) -> Result<Parameters, Problem> {
    let mut parameters = Parameters::default();
    parameters.add(query);
    if *method != Method::POST {
        return Ok(parameters);
    }
    let declared = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = declared.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts.find_map(|part| part.to_ascii_lowercase().strip_prefix("charset=").map(str::to_owned));
    if charset.is_some_and(|charset| charset.trim_matches('"') != "utf-8") {
        return Err(Problem::new(Kind::MediaType, "the body must be in UTF-8"));
    }
    let text = || std::str::from_utf8(body).map_err(|_| Problem::new(Kind::BadRequest, "the body is not UTF-8"));
    match media_type.as_str() {
        "application/x-www-form-urlencoded" => parameters.add(text()?),
        "application/sparql-query" => parameters.queries.push(text()?.to_owned()),
        "application/sparql-update" => parameters.update = Some(media_type),
        _ => {
            let detail =
                "send the query as application/sparql-query, or as `query=` in application/x-www-form-urlencoded";
            return Err(Problem::new(Kind::MediaType, detail));
        }
    }
    Ok(parameters)
}

impl Parameters {
    fn add(&mut self, encoded: &str) {
        for (name, value) in form_urlencoded::parse(encoded.as_bytes()) {
            match &*name {
                "query" => self.queries.push(value.into_owned()),
                "default-graph-uri" => self.default_graphs.push(value.into_owned()),
                "named-graph-uri" => self.named_graphs.push(value.into_owned()),
                "format" | "output" => {
                    let named = self.format.get_or_insert_default();
                    named.extend((!named.is_empty()).then_some(','));
                    named.push_str(&value);
                }
                "update" | "using-graph-uri" | "using-named-graph-uri" => self.update = Some(name.into_owned()),
                // The protocol leaves room for parameters of other servers.
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> HeaderMap {
        HeaderMap::from_iter([(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded; charset=UTF-8"),
        )])
    }

    #[test]
    fn address_and_body_are_read_together() {
        let asked =
            read(&Method::POST, "default-graph-uri=http%3A%2F%2Fa", &form(), b"query=ASK+%7B%7D&format=xml").unwrap();
        assert_eq!(asked.queries, ["ASK {}"]);
        assert_eq!(asked.default_graphs, ["http://a"]);
        assert_eq!(asked.format.as_deref(), Some("xml"));
    }

    #[test]
    fn a_body_must_say_what_it_is() {
        let kind =
            |headers: &HeaderMap, body: &[u8]| read(&Method::POST, "", headers, body).map_err(|problem| problem.kind);
        assert_eq!(kind(&HeaderMap::new(), b"query=ASK"), Err(Kind::MediaType));
        assert_eq!(kind(&form(), b"query=\xff"), Err(Kind::BadRequest));
        let other = HeaderValue::from_static("application/sparql-query; charset=UTF-16");
        assert_eq!(kind(&HeaderMap::from_iter([(CONTENT_TYPE, other)]), b""), Err(Kind::MediaType));
    }
}
