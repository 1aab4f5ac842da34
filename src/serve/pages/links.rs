//! Addresses: of our own pages, and of what lies elsewhere.
//!
//! *Invariant:* an address that a note names becomes a link only under one of [`SCHEMES`]; any other is shown as text.

use super::said;
use crate::graph::{ExportFormat, Receipt};
use maud::{Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt::Write as _;

/// What a browser may be sent to.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
/// Characters of an address that are shown.
const SHOWN: usize = 48;
/// All but what RFC 3986, section 2.3, calls unreserved.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// `text` as the value of a parameter.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

/// `/path?name=value&…`; what has no value is left out.
pub(super) fn page(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    let given = parameters.iter().filter(|(_, value)| !value.is_empty());
    for (at, (name, value)) in given.enumerate() {
        let mark = if at == 0 { '?' } else { '&' };
        write!(address, "{mark}{name}={}", encoded(value)).expect("a String takes all that is written to it");
    }
    address
}

/// The page of the thing with this IRI.
pub(super) fn thing(iri: &str) -> String {
    page("/thing", &[("iri", iri)])
}

/// The page of a query and its answer.
pub(super) fn query(text: &str) -> String {
    page("/query", &[("query", text)])
}

/// The place of some words in their note.
pub(super) fn receipt(receipt: &Receipt) -> String {
    let line = receipt.line.to_string();
    let note = page("/note", &[("path", &receipt.file), ("line", &line)]);
    format!("{note}#{}", stretch(receipt.start, receipt.end))
}

/// A line of a note.
pub(super) fn line(path: &str, line: usize) -> String {
    format!("{}#L{line}", page("/note", &[("path", path), ("line", &line.to_string())]))
}

/// The name of a stretch of a note on its page.
pub(super) fn stretch(start: usize, end: usize) -> String {
    format!("s{start}-{end}")
}

/// What the graph says of a thing, as data.
pub(super) fn data(iri: &str, format: ExportFormat) -> String {
    page("/data", &[("iri", iri), ("format", name(format))])
}

/// The whole graph, as data.
pub(super) fn graph(format: ExportFormat) -> String {
    page("/store?default", &[]) + "&format=" + name(format)
}

/// Claims and whatever else goes by these IRIs, as data.
pub(super) fn described<'a>(iris: impl Iterator<Item = &'a String>, format: ExportFormat) -> Option<String> {
    let named: Vec<String> = iris.take(MOST_DESCRIBED).map(|iri| format!("<{iri}>")).collect();
    let query = format!("DESCRIBE {}", named.join(" "));
    (!named.is_empty()).then(|| page("/sparql", &[("query", &query), ("format", name(format))]))
}

/// What a query makes, as data.
pub(super) fn query_data(query: &str, format: ExportFormat) -> String {
    page("/sparql", &[("query", query), ("format", name(format))])
}

/// An address must not get too long.
const MOST_DESCRIBED: usize = 40;

const fn name(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::JsonLd => "json-ld",
        _ => "turtle",
    }
}

/// What a note cites: linked where an address in it may be followed.
pub(super) fn source(cited: &str) -> Markup {
    if is_followed(cited) {
        return outside(cited, &shortened(cited));
    }
    // “Title (1999) [https://…]”
    let labelled = cited.strip_suffix(']').and_then(|rest| rest.rsplit_once(" ["));
    match labelled.filter(|(_, address)| is_followed(address)) {
        Some((label, address)) => outside(address, label),
        None => html! { span.cited { (said(cited)) } },
    }
}

/// A link that leads elsewhere, to which nothing of us is told.
fn outside(address: &str, words: &str) -> Markup {
    html! { a.outside href=(address) rel="noopener noreferrer nofollow" { (said(words)) } }
}

/// Whether a browser may be sent there.
fn is_followed(address: &str) -> bool {
    let clean = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    clean && scheme.is_some_and(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// An address without what goes without saying, cut where it is long.
fn shortened(address: &str) -> String {
    let bare = ["https://www.", "http://www.", "https://", "http://", "mailto:"];
    let bare = bare.iter().find_map(|opening| address.strip_prefix(opening)).unwrap_or(address);
    let bare = bare.strip_suffix('/').unwrap_or(bare);
    match bare.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &bare[..end]),
        None => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_lead_to_pages_and_mailboxes_are_followed() {
        for good in ["https://example.org/a?b=c#d", "HTTP://example.org", "mailto:someone@example.org"] {
            assert!(source(good).into_string().starts_with("<a"), "{good}");
        }
        let bad = [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://example.org/1",
            "//example.org",
            "@smith1999",
            "A title [javascript:alert(1)]",
        ];
        for bad in bad {
            let shown = source(bad).into_string();
            assert!(!shown.contains("href") && !shown.contains("<script"), "{bad}: {shown}");
        }
    }

    #[test]
    fn a_source_that_is_described_is_linked_by_its_description() {
        let shown = source("Weathersby (1993) [https://example.org/w]").into_string();
        assert!(shown.contains(">Weathersby (1993)</a>") && shown.contains("noopener noreferrer nofollow"), "{shown}");
    }

    #[test]
    fn what_a_parameter_holds_cannot_end_it() {
        assert_eq!(page("/ask", &[("q", "a&b=c #d\"<"), ("all", "")]), "/ask?q=a%26b%3Dc%20%23d%22%3C");
    }
}
