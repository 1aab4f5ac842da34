//! What went wrong with a request, as RFC 9457 has it: `application/problem+json`, or a page for people.

use super::pages;
use crate::graph::{Position, StoreError};
use axum::{
    extract::Request,
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, VARY},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The kinds of what goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// The request cannot be understood.
    BadRequest,
    /// The query is not SPARQL.
    Syntax,
    /// An update, or a call to another server.
    Refused,
    /// The host, or the page that asks, is not one that is served.
    Forbidden,
    /// There is nothing there.
    NotFound,
    /// Nothing is ever changed here.
    Method,
    /// The answer cannot be had in a format that the client takes.
    NotAcceptable,
    /// The request is too large, or its query too long or too deep.
    TooLarge,
    /// The body is in a format that is not read.
    MediaType,
    /// The query took too much time.
    TimedOut,
    /// The query took too much memory, or could not be evaluated.
    BrokeOff,
    /// Too much is being asked at the same time.
    Busy,
    /// The graph cannot be read.
    Graph,
}

impl Kind {
    /// The name it goes by in the problem's `type`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::Syntax => "syntax",
            Self::Refused => "refused",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::Method => "method",
            Self::NotAcceptable => "not-acceptable",
            Self::TooLarge => "too-large",
            Self::MediaType => "media-type",
            Self::TimedOut => "timed-out",
            Self::BrokeOff => "broke-off",
            Self::Busy => "busy",
            Self::Graph => "graph",
        }
    }

    /// What it is, in words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::BadRequest => "The request cannot be understood",
            Self::Syntax => "The query is not SPARQL",
            Self::Refused => "The query is refused",
            Self::Forbidden => "Not for this address",
            Self::NotFound => "There is nothing here",
            Self::Method => "Nothing can be changed here",
            Self::NotAcceptable => "No format that you take",
            Self::TooLarge => "The request is too large",
            Self::MediaType => "The body is in a format that is not read",
            Self::TimedOut => "The query took too long",
            Self::BrokeOff => "The query could not be evaluated",
            Self::Busy => "Too much is being asked at the same time",
            Self::Graph => "The graph cannot be read",
        }
    }

    /// Its HTTP status.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest | Self::Syntax => StatusCode::BAD_REQUEST,
            Self::Refused | Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TimedOut => StatusCode::GATEWAY_TIMEOUT,
            Self::BrokeOff | Self::Graph => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// What went wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Of what kind it is.
    pub kind: Kind,
    /// What exactly, and what to do about it.
    pub detail: String,
    /// Where in the query, if somewhere.
    pub position: Option<Position>,
}

impl Problem {
    /// Of this kind, in these words.
    pub fn new(kind: Kind, detail: impl ToString) -> Self {
        Self { kind, detail: detail.to_string(), position: None }
    }

    /// At this place of the query.
    #[must_use]
    pub fn at(self, position: Position) -> Self {
        Self { position: Some(position), ..self }
    }

    fn json(&self) -> String {
        let mut body = json!({
            "type": format!("https://w3id.org/annals/problem#{}", self.kind.name()),
            "title": self.kind.title(),
            "status": self.kind.status().as_u16(),
            "detail": self.detail,
        });
        if let (Some(position), Some(fields)) = (self.position, body.as_object_mut()) {
            fields.insert("line".to_owned(), position.line.into());
            fields.insert("column".to_owned(), position.column.into());
        }
        format!("{body}\n")
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::new(Kind::Graph, error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let headers = [(CONTENT_TYPE, "application/problem+json"), (CACHE_CONTROL, "no-store")];
        let mut response = (self.kind.status(), headers, self.json()).into_response();
        if self.kind == Kind::Busy {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
        }
        // For whoever would rather have a page.
        response.extensions_mut().insert(self);
        response
    }
}

/// Makes a page of a problem for a client that would rather have one.
pub(super) async fn as_page(request: Request, next: Next) -> Response {
    let wants_page = pages::are_wanted(request.headers());
    let response = next.run(request).await;
    let Some(problem) = response.extensions().get::<Problem>().filter(|_| wants_page).cloned() else {
        return response;
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.append(VARY, HeaderValue::from_static("Accept"));
    Response::from_parts(parts, pages::problem(&problem).into_string().into())
}
