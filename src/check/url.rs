//! Addresses, taken apart as far as checks need.

use percent_encoding::percent_decode_str;

/// An address of the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// `https` …, lower case.
    pub(super) scheme: String,
    /// Lower case, without port.
    pub(super) host: String,
    /// Everything behind the host, decoded.
    pub(super) rest: String,
}

/// Query fields that only tell a site's owner where a reader came from.
const TRACKING: [&str; 10] = [
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id", "fbclid", "gclid", "mc_cid",
    "mc_eid",
];

impl Address {
    /// Reads an absolute address; `None` when it is none.
    pub(super) fn read(text: &str) -> Option<Self> {
        let iri = oxiri::Iri::parse(text).ok()?;
        let authority = iri.authority()?;
        let host = authority.rsplit('@').next().unwrap_or(authority);
        let host = match host.strip_prefix('[').and_then(|host| host.split_once(']')) {
            Some((host, _)) => host,
            None => host.split(':').next().unwrap_or(host),
        };
        let rest = &text[iri.scheme().len() + 3 + authority.len()..];
        (!host.is_empty()).then(|| Self {
            scheme: iri.scheme().to_lowercase(),
            host: host.to_lowercase(),
            rest: decoded(rest),
        })
    }

    /// The host and every domain it lies in: `en.m.wikipedia.org`, `m.wikipedia.org`, `wikipedia.org`, `org`.
    pub(super) fn domains(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(self.host.as_str()), |host| host.split_once('.').map(|(_, rest)| rest))
    }

    /// The names between the dots of the host.
    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.host.split('.')
    }

    /// A number instead of a name.
    pub(super) fn is_number(&self) -> bool {
        self.host.parse::<std::net::IpAddr>().is_ok()
    }

    /// The DOI it holds (ISO 26324: `10.`, the registrant's number, a slash, a suffix).
    pub(super) fn doi(&self) -> Option<&str> {
        doi(&self.rest)
    }

    /// The name of the work, where the address tells it: in a field `filename` or `title`, or as its last part.
    pub(super) fn title(&self) -> Option<String> {
        let (path, query) = self.rest.split_once('?').unwrap_or((&self.rest, ""));
        let named = query.split('&').filter_map(|field| field.split_once('='));
        let named = named.filter(|(key, _)| matches!(key.to_lowercase().as_str(), "filename" | "title" | "name"));
        let last = path.split('#').next().unwrap_or(path).trim_end_matches('/').rsplit('/').next();
        let names = named.map(|(_, name)| name).chain(last);
        names.map(readable).find(|name| name.split(' ').filter(|word| word.chars().count() > 2).count() >= 3)
    }
}

/// The first DOI in a text.
pub(super) fn doi(text: &str) -> Option<&str> {
    let start = text.match_indices("10.").map(|(at, _)| at).find(|&at| {
        let digits = text[at + 3..].chars().take_while(char::is_ascii_digit).count();
        (4..=9).contains(&digits)
            && text[at + 3 + digits..].starts_with('/')
            && !text[..at].ends_with(char::is_alphanumeric)
    })?;
    let end =
        text[start..].find(|c: char| c.is_whitespace() || "?&#\"<>".contains(c)).map_or(text.len(), |at| start + at);
    Some(text[start..end].trim_end_matches(['.', ',', ')', ';', ']']))
}

/// An address without its tracking fields, if it has any.
pub(super) fn untracked(text: &str) -> Option<String> {
    let (before, query) = text.split_once('?')?;
    let (query, fragment) = query.split_once('#').map_or((query, None), |(query, fragment)| (query, Some(fragment)));
    let kept: Vec<&str> = query.split('&').filter(|field| !is_tracking(field)).collect();
    let tail = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    let question = if kept.is_empty() { "" } else { "?" };
    (kept.len() < query.split('&').count()).then(|| format!("{before}{question}{}{tail}", kept.join("&")))
}

fn is_tracking(field: &str) -> bool {
    TRACKING.contains(&field.split('=').next().unwrap_or(field))
}

/// Percent-encoding undone, twice where it was done twice.
pub(super) fn decoded(text: &str) -> String {
    let once = percent_decode_str(text).decode_utf8_lossy().into_owned();
    percent_decode_str(&once).decode_utf8_lossy().into_owned()
}

/// The name of a file as a title: without its ending, with blanks between its words.
fn readable(name: &str) -> String {
    let name = match name.rsplit_once('.') {
        Some((name, ending)) if ending.len() <= 5 && ending.chars().all(char::is_alphanumeric) => name,
        _ => name,
    };
    let spaced = if name.contains(' ') { name.replace('_', " ") } else { name.replace(['_', '-', '+'], " ") };
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches([' ', '-', '_']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        let address =
            Address::read("https://User@EN.example.org:80/a%20b?filename=The%20Long%20Winter_%20A%20History.pdf");
        let address = address.unwrap();
        assert_eq!((address.scheme.as_str(), address.host.as_str()), ("https", "en.example.org"));
        assert_eq!(address.domains().collect::<Vec<_>>(), ["en.example.org", "example.org", "org"]);
        assert_eq!(address.title().as_deref(), Some("The Long Winter A History"));
        assert!(Address::read("http://[::1]:8080/x").unwrap().is_number());
        assert_eq!(Address::read("notes/other.md"), None);
        assert_eq!(Address::read("https://exa mple.org"), None);
    }

    #[test]
    fn a_doi_ends_before_what_is_none() {
        assert_eq!(doi("/10.1163/18765610-02102010?x=1"), Some("10.1163/18765610-02102010"));
        assert_eq!(doi("see 10.1000/182)."), Some("10.1000/182"));
        assert_eq!(doi("/v10.2/x"), None);
    }

    #[test]
    fn tracking_goes_and_the_rest_stays() {
        assert_eq!(untracked("https://a.org/?utm_source=x&id=3#top").as_deref(), Some("https://a.org/?id=3#top"));
        assert_eq!(untracked("https://a.org/?fbclid=x").as_deref(), Some("https://a.org/"));
        assert_eq!(untracked("https://a.org/?id=3"), None);
    }
}
