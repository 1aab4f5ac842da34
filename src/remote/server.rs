//! One request to a server and its answer; again after a pause where it may go better then.

use super::address::Address;
use base64::{Engine, engine::general_purpose::STANDARD};
use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::Duration;
use ureq::http::{HeaderMap, Method, Request, StatusCode, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(20);
/// Bytes of a server's own words that are read and shown.
const WORDS: u64 = 600;
/// The longest pause before another attempt.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// As whom to speak to a server.
#[derive(Clone, Default)]
pub enum Credentials {
    /// As nobody.
    #[default]
    None,
    /// With a name and a password (Basic).
    Basic {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
    /// With a token (Bearer).
    Token(String),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")
    }
}

/// How often to try again, and how long to wait before the first time; the pauses double.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Attempts after the first.
    pub retries: u32,
    /// Before the second attempt.
    pub pause: Duration,
}

/// A server that can be spoken to.
pub struct Server {
    agent: Agent,
    address: Address,
    authorization: Option<String>,
    /// Texts that no message may hold, should the server repeat them.
    secrets: Vec<String>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Why a server did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// This machine has no certificates by which a server could prove who it is.
    #[error("no certificates are installed that tell which servers to trust")]
    Certificates,
    /// The name or token cannot be sent in a header.
    #[error("the user name, password or token holds characters that cannot be sent")]
    Credentials,
    /// It cannot be reached, or the connection broke off.
    #[error("{address}: {message}")]
    Unreachable {
        /// The server.
        address: Address,
        /// What the system said.
        message: String,
    },
    /// It wants to know who asks, or does not let them.
    #[error("{address}: {status}{}", said(words))]
    Forbidden {
        /// The server.
        address: Address,
        /// What it answered.
        status: StatusCode,
        /// In its own words.
        words: String,
    },
    /// It has moved.
    #[error("{address}: {status}: it has moved to {to}")]
    Moved {
        /// The server.
        address: Address,
        /// What it answered.
        status: StatusCode,
        /// Where to, without the query.
        to: String,
    },
    /// It answered with an error.
    #[error("{address}: {status}{}", said(words))]
    Answered {
        /// The server.
        address: Address,
        /// What it answered.
        status: StatusCode,
        /// In its own words.
        words: String,
        /// How long it wants to be left alone.
        after: Option<Duration>,
    },
    /// What it answered cannot be read, or broke off.
    #[error("{address}: the answer cannot be read: {message}")]
    Unreadable {
        /// The server.
        address: Address,
        /// What is wrong with it.
        message: String,
    },
    /// It keeps graphs by neither protocol.
    #[error("{address} takes a graph neither by the Graph Store Protocol ({store}) nor by SPARQL Update ({update})")]
    NoStore {
        /// The server.
        address: Address,
        /// What it said to the one.
        store: String,
        /// What it said to the other.
        update: String,
    },
    /// What has been sent could not be noted down.
    #[error("{path}: {error}")]
    State {
        /// The file.
        path: String,
        /// What the system said.
        error: io::Error,
    },
}

fn said(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!(": {words}") }
}

impl RemoteError {
    /// Whether the same request may go better later.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable { .. } => true,
            Self::Answered { status, .. } => {
                let lasting = [StatusCode::NOT_IMPLEMENTED, StatusCode::HTTP_VERSION_NOT_SUPPORTED];
                let passing = [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_EARLY, StatusCode::TOO_MANY_REQUESTS];
                status.is_server_error() && !lasting.contains(status) || passing.contains(status)
            }
            _ => false,
        }
    }
}

/// What is sent.
pub(super) struct Sent<'a> {
    pub(super) method: Method,
    pub(super) to: String,
    pub(super) kind: &'a str,
    pub(super) accept: &'a str,
    pub(super) body: &'a [u8],
}

/// What was answered.
pub(super) struct Received {
    /// `text/turtle`, without what may follow.
    pub(super) kind: String,
    pub(super) body: Body,
}

impl Server {
    /// Prepares to speak to a server; `timeout` is how long one request with its answer may take. Whom to trust is what this machine
    /// trusts.
    ///
    /// # Errors
    /// When this machine has no certificates of those to trust, or the credentials cannot be sent.
    pub fn new(address: Address, credentials: &Credentials, timeout: Duration) -> Result<Self, RemoteError> {
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("annals/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(timeout));
        if address.is_encrypted() {
            config = config.tls_config(tls()?);
        }
        let mut secrets: Vec<String> = address.secret().map(str::to_owned).into_iter().collect();
        let authorization = match credentials {
            Credentials::None => None,
            Credentials::Basic { user, password } => {
                let pair = STANDARD.encode(format!("{user}:{password}"));
                secrets.extend([password.clone(), pair.clone()]);
                Some(format!("Basic {pair}"))
            }
            Credentials::Token(token) => {
                secrets.push(token.clone());
                Some(format!("Bearer {token}"))
            }
        };
        if authorization.as_ref().is_some_and(|value| header::HeaderValue::from_str(value).is_err()) {
            return Err(RemoteError::Credentials);
        }
        secrets.retain(|secret| !secret.is_empty());
        Ok(Self { agent: config.build().new_agent(), address, authorization, secrets })
    }

    /// Where it is.
    #[must_use]
    pub const fn address(&self) -> &Address {
        &self.address
    }

    /// Sends one request.
    pub(super) fn send(&self, sent: &Sent<'_>) -> Result<Received, RemoteError> {
        let mut request = Request::builder()
            .method(sent.method.clone())
            .uri(&sent.to)
            .header(header::CONTENT_TYPE, sent.kind)
            .header(header::ACCEPT, sent.accept);
        if let Some(authorization) = &self.authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let address = || self.address.clone();
        let unreachable =
            |message: String| RemoteError::Unreachable { address: address(), message: self.without_secrets(&message) };
        let request = request.body(sent.body).map_err(|error| unreachable(error.to_string()))?;
        let answer = self.agent.run(request).map_err(|error| unreachable(error.to_string()))?;
        let (head, body) = answer.into_parts();
        let status = head.status;
        if status.is_success() {
            return Ok(Received { kind: kind(&head.headers), body });
        }
        if let Some(to) = head.headers.get(header::LOCATION).filter(|_| status.is_redirection()) {
            let to = to.to_str().unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
            return Err(RemoteError::Moved { address: address(), status, to: self.without_secrets(to) });
        }
        let words = self.words(body);
        if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            return Err(RemoteError::Forbidden { address: address(), status, words });
        }
        let after = head.headers.get(header::RETRY_AFTER).and_then(|after| after.to_str().ok()?.trim().parse().ok());
        let after = after.map(Duration::from_secs);
        Err(RemoteError::Answered { address: address(), status, words, after })
    }

    /// The first of a server's own words on one line, without what must not be shown.
    fn words(&self, body: Body) -> String {
        let mut bytes = Vec::new();
        // Half an explanation is one, too.
        drop(body.into_reader().take(WORDS).read_to_end(&mut bytes));
        let text = self.without_secrets(&String::from_utf8_lossy(&bytes));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn without_secrets(&self, text: &str) -> String {
        self.secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret, "…"))
    }
}

/// Does it, and again after a pause while it fails in a way that may pass; `told` hears of each pause.
pub(super) fn patiently<T>(
    patience: Patience,
    told: &mut dyn FnMut(&RemoteError, Duration),
    work: impl Fn() -> Result<T, RemoteError>,
) -> Result<T, RemoteError> {
    let mut pause = patience.pause;
    for _ in 0..patience.retries {
        match work() {
            Err(error) if error.may_pass() => {
                let asked = match &error {
                    RemoteError::Answered { after, .. } => *after,
                    _ => None,
                };
                let wait = asked.unwrap_or(pause).min(LONGEST_PAUSE);
                told(&error, wait);
                std::thread::sleep(wait);
                pause = pause.saturating_mul(2);
            }
            done => return done,
        }
    }
    work()
}

fn kind(headers: &HeaderMap) -> String {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Encryption, with the certificates that this machine trusts.
fn tls() -> Result<TlsConfig, RemoteError> {
    let found = rustls_native_certs::load_native_certs().certs;
    if found.is_empty() {
        return Err(RemoteError::Certificates);
    }
    let roots: Vec<Certificate<'static>> =
        found.iter().map(|found| Certificate::from_der(found.as_ref()).to_owned()).collect();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = TlsConfig::builder().root_certs(RootCerts::new_with_certs(&roots));
    Ok(config.unversioned_rustls_crypto_provider(provider).build())
}
