//! Style and scripts, built into the binary.
//!
//! A new file is a line in [`ASSETS`] and is found under `/assets/`.

use super::{Kind, Problem, headers::set};
use crate::graph::sha256;
use axum::{
    extract::Path,
    http::{
        HeaderMap, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH},
    },
    response::{IntoResponse, Response},
};
use std::sync::LazyLock;

/// A file that pages refer to.
struct Asset {
    name: &'static str,
    kind: &'static str,
    text: &'static str,
}

macro_rules! assets {
    ($($name:literal: $kind:literal),* $(,)?) => {
        &[$(Asset { name: $name, kind: $kind, text: include_str!(concat!("assets/", $name)) }),*]
    };
}

const ASSETS: &[Asset] = assets![
    "style.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "complete.js": "text/javascript; charset=utf-8",
    "note.js": "text/javascript; charset=utf-8",
    "picture.js": "text/javascript; charset=utf-8",
    "query.js": "text/javascript; charset=utf-8",
    "results.js": "text/javascript; charset=utf-8",
];

/// The version of each, in the same order.
static TAGS: LazyLock<Vec<String>> =
    LazyLock::new(|| ASSETS.iter().map(|asset| format!("W/\"{}\"", &sha256(asset.text.as_bytes())[..16])).collect());

/// The file that goes by this name.
pub(super) async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(at) = ASSETS.iter().position(|asset| asset.name == name) else {
        return Problem::new(Kind::NotFound, "no such file is part of the program").into_response();
    };
    let (asset, tag) = (&ASSETS[at], &TAGS[at]);
    let mut response = if is_known(&headers, tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(CONTENT_TYPE, asset.kind)], asset.text).into_response()
    };
    set(&mut response, CACHE_CONTROL, "no-cache");
    set(&mut response, ETAG, tag);
    response
}

/// Whether the client says that it has this version already (RFC 9110, section 13.1.2: compared weakly).
pub(super) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|list| list.split(',')).any(|known| known.trim() == "*" || bare(known) == bare(tag))
}
