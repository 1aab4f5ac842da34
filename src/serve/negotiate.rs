//! Which format a client gets: the one it names (`?format=`), else the one it likes best (`Accept`, RFC 9110, section 12.5.1).

use super::{Kind, Problem};
use crate::graph::{ExportFormat, ResultFormat};
use axum::http::{HeaderMap, header::ACCEPT};

/// A format with the media type it is sent as.
#[derive(Debug)]
pub(super) struct Offer<F> {
    /// What it is here.
    pub(super) format: F,
    /// The media type it is sent as.
    pub(super) media_type: &'static str,
    /// Names that `?format=` takes, and other media types it goes by.
    names: &'static [&'static str],
}

impl<F> Offer<F> {
    /// The media type as the header has it: text says in what encoding it is.
    pub(super) fn content_type(&self) -> String {
        if self.media_type.starts_with("text/") {
            format!("{}; charset=utf-8", self.media_type)
        } else {
            self.media_type.to_owned()
        }
    }
}

/// For rows and truth values; the first is the one for clients that do not mind.
pub(super) const ROWS: &[Offer<ResultFormat>] = &[
    Offer {
        format: ResultFormat::Json,
        media_type: "application/sparql-results+json",
        names: &["json", "srj", "application/json", "text/json"],
    },
    Offer {
        format: ResultFormat::Xml,
        media_type: "application/sparql-results+xml",
        names: &["xml", "srx", "application/xml", "text/xml"],
    },
    Offer { format: ResultFormat::Csv, media_type: "text/csv", names: &["csv"] },
    Offer { format: ResultFormat::Tsv, media_type: "text/tab-separated-values", names: &["tsv"] },
];

/// For triples; the first is the one for clients that do not mind.
pub(super) const TRIPLES: &[Offer<ExportFormat>] = &[
    Offer {
        format: ExportFormat::Turtle,
        media_type: "text/turtle",
        // Turtle is N3 too.
        names: &[
            "turtle", "ttl", "n3", "application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3", "text/plain",
        ],
    },
    Offer {
        format: ExportFormat::NTriples,
        media_type: "application/n-triples",
        names: &["n-triples", "ntriples", "nt"],
    },
    Offer {
        format: ExportFormat::JsonLd,
        media_type: "application/ld+json",
        names: &["json-ld", "jsonld", "ld+json", "json", "application/json"],
    },
    Offer {
        format: ExportFormat::RdfXml,
        media_type: "application/rdf+xml",
        names: &["rdf-xml", "rdfxml", "rdf+xml", "rdf", "xml", "application/xml", "text/xml"],
    },
    Offer { format: ExportFormat::NQuads, media_type: "application/n-quads", names: &["n-quads", "nquads", "nq"] },
    Offer { format: ExportFormat::TriG, media_type: "application/trig", names: &["trig"] },
];

/// One kind of media that a client takes, and how much it likes it.
struct Range {
    main: String,
    sub: String,
    /// Thousandths.
    quality: u32,
}

/// The offer that the client names or likes best.
///
/// # Errors
/// [`Kind::NotAcceptable`] when there is none that it takes.
pub(super) fn choose<F>(
    offers: &'static [Offer<F>],
    named: Option<&str>,
    headers: &HeaderMap,
) -> Result<&'static Offer<F>, Problem> {
    if let Some(name) = named {
        // Some clients name a list, of which the first that is known counts.
        let fits = |offer: &Offer<F>, name: &str| offer.media_type == name || offer.names.contains(&name);
        let names = name.split(',').map(|name| name.trim().to_ascii_lowercase());
        let known = names.filter_map(|name| offers.iter().find(|offer| fits(offer, &name))).next();
        return known.ok_or_else(|| refused(offers, &format!("`{name}`")));
    }
    let ranges = ranges(headers);
    if ranges.is_empty() {
        return Ok(&offers[0]);
    }
    // The first of those that are liked best.
    let mut best: Option<(&Offer<F>, u32)> = None;
    for offer in offers {
        let quality = quality(offer, &ranges);
        if quality > best.map_or(0, |(_, quality)| quality) {
            best = Some((offer, quality));
        }
    }
    best.map(|(offer, _)| offer).ok_or_else(|| refused(offers, "what `Accept` lists"))
}

fn refused<F>(offers: &[Offer<F>], wanted: &str) -> Problem {
    let known = offers.iter().map(|offer| offer.media_type).collect::<Vec<_>>().join(", ");
    Problem::new(Kind::NotAcceptable, format_args!("nothing is sent as {wanted}; this can be had as {known}"))
}

/// How much a client likes an offer under the name it likes best. Of the ranges that a name fits, the most exact counts.
fn quality<F>(offer: &Offer<F>, ranges: &[Range]) -> u32 {
    let media_types = offer.names.iter().filter(|name| name.contains('/')).chain([&offer.media_type]);
    media_types.map(|name| quality_of(name, ranges)).max().unwrap_or(0)
}

fn quality_of(media_type: &str, ranges: &[Range]) -> u32 {
    let Some((main, sub)) = media_type.split_once('/') else { return 0 };
    let exactness = |range: &Range| match (range.main.as_str(), range.sub.as_str()) {
        ("*", "*") => Some(0),
        (known, "*") if known == main => Some(1),
        (known, exact) if known == main && exact == sub => Some(2),
        _ => None,
    };
    let fitting = ranges.iter().filter_map(|range| exactness(range).map(|exactness| (exactness, range.quality)));
    fitting.max().map_or(0, |(_, quality)| quality)
}

fn ranges(headers: &HeaderMap) -> Vec<Range> {
    let lists = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).filter_map(range).collect()
}

fn range(text: &str) -> Option<Range> {
    let mut parts = text.split(';').map(str::trim);
    let (main, sub) = parts.next()?.split_once('/')?;
    let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    Some(Range {
        main: main.to_ascii_lowercase(),
        sub: sub.to_ascii_lowercase(),
        quality: quality.map_or(1_000, thousandths),
    })
}

/// `0.25` as 250; what is no number counts as 0.
fn thousandths(quality: &str) -> u32 {
    let (whole, part) = quality.split_once('.').unwrap_or((quality, ""));
    let part = format!("{part:0<3}");
    match (whole, part.get(..3).and_then(|part| part.parse().ok())) {
        ("0", Some(part)) => part,
        ("1", Some(0)) => 1_000,
        _ => 0,
    }
}

/// Whether a client would rather have a page than any of these.
pub(super) fn prefers_page<F>(offers: &[Offer<F>], headers: &HeaderMap) -> bool {
    let ranges = ranges(headers);
    let named = ranges.iter().any(|range| matches!(range.sub.as_str(), "html" | "xhtml+xml"));
    let page = quality_of("text/html", &ranges);
    named && page > 0 && offers.iter().all(|offer| quality(offer, &ranges) <= page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn accepting(list: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(list))])
    }

    fn rows(accept: &'static str) -> Option<ResultFormat> {
        choose(ROWS, None, &accepting(accept)).ok().map(|offer| offer.format)
    }

    #[test]
    fn the_client_gets_what_it_likes_best() {
        let cases = [
            ("application/sparql-results+xml", Some(ResultFormat::Xml)),
            ("text/csv;q=0.3, text/tab-separated-values;q=0.4", Some(ResultFormat::Tsv)),
            ("application/json, */*;q=0.1", Some(ResultFormat::Json)),
            ("*/*;q=0.1, text/*", Some(ResultFormat::Json)),
            ("text/*;q=0.2, text/csv;q=0", Some(ResultFormat::Json)),
            ("text/csv;q=0, text/tab-separated-values, */*;q=0", Some(ResultFormat::Tsv)),
            ("TEXT/CSV;header=present;Q=1.000", Some(ResultFormat::Csv)),
            ("*/*", Some(ResultFormat::Json)),
            ("image/png", None),
            ("text/turtle", None),
            ("text/csv;q=nonsense", None),
        ];
        for (accept, expected) in cases {
            assert_eq!(rows(accept), expected, "{accept}");
        }
    }

    #[test]
    fn a_name_counts_for_more_than_what_is_accepted() {
        let headers = accepting("text/turtle");
        assert_eq!(choose(ROWS, Some("csv"), &headers).unwrap().format, ResultFormat::Csv);
        assert_eq!(choose(TRIPLES, Some("application/ld+json"), &headers).unwrap().format, ExportFormat::JsonLd);
        let list = Some("application/x-json, json-ld, turtle");
        assert_eq!(choose(TRIPLES, list, &headers).unwrap().format, ExportFormat::JsonLd);
        assert_eq!(choose(ROWS, Some("docx"), &headers).unwrap_err().kind, Kind::NotAcceptable);
        assert_eq!(choose(ROWS, None, &HeaderMap::new()).unwrap().format, ResultFormat::Json);
    }

    #[test]
    fn a_browser_prefers_a_page() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
        assert!(prefers_page(TRIPLES, &accepting(browser)));
        assert!(!prefers_page(TRIPLES, &accepting("text/turtle, text/html;q=0.5")));
        assert!(!prefers_page(TRIPLES, &accepting("*/*")));
    }
}
