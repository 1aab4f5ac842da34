//! Whom a request is addressed to, where it comes from, and what it may do.
//!
//! A page of another site can make a browser ask a server on this machine. Two things tell: the `Host` that the browser
//! believed it was asking (an attacker's own name that has been pointed here: DNS rebinding), and the `Origin` of the page.
//! Both must be known; what proxies claim (`X-Forwarded-Host`) does not count.

use super::{Kind, Problem, Site};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode, Uri,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
            ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ALLOW, HOST, ORIGIN, VARY,
        },
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::net::{IpAddr, SocketAddr};

/// The names a server goes by.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    address: SocketAddr,
    more: Vec<String>,
}

impl Hosts {
    pub(super) fn new(address: SocketAddr, more: &[String]) -> Self {
        Self { address, more: more.iter().map(|name| name.to_ascii_lowercase()).collect() }
    }

    /// Whether `authority` (`localhost:7878`) is one of them. An attacker can point a name here but no address, so that on all
    /// addresses of this machine any address will do.
    fn include(&self, authority: &str) -> bool {
        let authority = authority.to_ascii_lowercase();
        let (name, port) = split(&authority);
        if self.more.iter().any(|known| *known == authority || *known == name) {
            return true;
        }
        let fits = port.map_or(self.address.port() == 80, |port| port == self.address.port().to_string());
        let literal = name.trim_start_matches('[').trim_end_matches(']');
        let known = match literal.parse::<IpAddr>() {
            Ok(ip) => ip.is_loopback() || ip == self.address.ip() || self.address.ip().is_unspecified(),
            Err(_) => name == "localhost",
        };
        fits && known
    }

    /// Whether a page at `origin` (`http://localhost:7878`) is one of ours.
    fn are_origin(&self, origin: &str) -> bool {
        origin
            .strip_prefix("http://")
            .or_else(|| origin.strip_prefix("https://"))
            .is_some_and(|host| self.include(host))
    }
}

/// Name and port of `name:port`, `[::1]:port` or either without a port.
fn split(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (authority, None),
    }
}

/// What may be done at an address.
fn methods(path: &str) -> &'static str {
    if matches!(path, "/sparql" | "/sparql/") { "GET, HEAD, OPTIONS, POST" } else { "GET, HEAD, OPTIONS" }
}

/// Lets through what is addressed to us, comes from us or from whom we were told of, and asks for nothing to be changed.
pub(super) async fn check(State((site, hosts)): State<(Site, Hosts)>, request: Request, next: Next) -> Response {
    if !is_addressed(&hosts, request.headers(), request.uri()) {
        let detail = "the request names a host that this server does not go by; see `annals serve --allow-host`";
        return Problem::new(Kind::Forbidden, detail).into_response();
    }
    let origin = request.headers().get(ORIGIN).cloned();
    let allowed = match &origin {
        Some(origin) => match standing(&site, &hosts, origin) {
            Standing::Own => None,
            Standing::Allowed => Some(origin.clone()),
            Standing::Foreign => {
                let detail = "pages of other sites may not ask this server; see `annals serve --cors`";
                return Problem::new(Kind::Forbidden, detail).into_response();
            }
        },
        None => None,
    };
    let methods = methods(request.uri().path());
    let mut response = match *request.method() {
        Method::OPTIONS => options(request.headers()),
        Method::GET | Method::HEAD | Method::POST => next.run(request).await,
        _ => Problem::new(Kind::Method, "this server only ever reads").into_response(),
    };
    if matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::METHOD_NOT_ALLOWED) {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static(methods));
    }
    if let Some(origin) = allowed {
        let headers = response.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
        headers.append(VARY, HeaderValue::from_static("Origin"));
    }
    response
}

/// Headers of ours that a page of another site may read.
const EXPOSED: &str = "annals-cut, content-location, etag, link, retry-after";

fn is_addressed(hosts: &Hosts, headers: &HeaderMap, uri: &Uri) -> bool {
    let mut named = headers.get_all(HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else { return false };
    let in_uri = uri.authority().is_none_or(|authority| hosts.include(authority.as_str()));
    in_uri && host.to_str().is_ok_and(|host| hosts.include(host))
}

enum Standing {
    Own,
    Allowed,
    Foreign,
}

fn standing(site: &Site, hosts: &Hosts, origin: &HeaderValue) -> Standing {
    match origin.to_str() {
        Ok(origin) if hosts.are_origin(origin) => Standing::Own,
        Ok(origin) if site.settings().origins.iter().any(|known| known == origin) => Standing::Allowed,
        _ => Standing::Foreign,
    }
}

/// What may be asked, and for a browser that asks on behalf of a page, with which headers.
fn options(asked: &HeaderMap) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    if asked.contains_key("access-control-request-method") && asked.contains_key(ORIGIN) {
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD, POST"));
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("accept, content-type, if-none-match"));
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
        if asked.contains_key("access-control-request-private-network") {
            headers.insert("access-control-allow-private-network", HeaderValue::from_static("true"));
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(address: &str) -> Hosts {
        Hosts::new(address.parse().unwrap(), &["Notes.example".to_owned(), "proxy.example:443".to_owned()])
    }

    #[test]
    fn names_of_this_machine_are_known_and_no_others() {
        let hosts = hosts("127.0.0.1:7878");
        for known in ["localhost:7878", "LOCALHOST:7878", "127.0.0.1:7878", "[::1]:7878", "127.0.0.2:7878"] {
            assert!(hosts.include(known), "{known}");
        }
        for known in ["notes.example", "notes.example:99", "proxy.example:443"] {
            assert!(hosts.include(known), "{known}");
        }
        let others = [
            "evil.example:7878",
            "localhost",
            "localhost:80",
            "localhost.evil.example:7878",
            "192.168.1.5:7878",
            "proxy.example",
            "127.0.0.1.evil.example:7878",
            "",
            ":7878",
        ];
        for other in others {
            assert!(!hosts.include(other), "{other}");
        }
    }

    #[test]
    fn on_all_addresses_any_address_will_do_but_no_name() {
        let hosts = hosts("0.0.0.0:80");
        assert!(hosts.include("192.168.1.5") && hosts.include("[fe80::1]:80") && hosts.include("localhost"));
        assert!(!hosts.include("evil.example") && !hosts.include("evil.example:80"));
    }

    #[test]
    fn only_our_own_pages_are_ours() {
        let hosts = hosts("127.0.0.1:7878");
        assert!(hosts.are_origin("http://localhost:7878"));
        assert!(!hosts.are_origin("null") && !hosts.are_origin("http://localhost:8080"));
        assert!(!hosts.are_origin("http://evil.example:7878"));
    }
}
