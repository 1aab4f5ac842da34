//! Addresses that will not last, and links that lead nowhere.

use super::Subject;
use super::finding::Findings;
use super::url::{Address, untracked};
use crate::note::{Citation, CitationKind, Claim, Note};
use crate::ontology::Ontology;
use crate::span::Span;

/// Sets of hosts in the ontology, and what an address there is.
const FRAGILE: [(&str, &str); 5] = [
    ("content-gateway", "a gateway to content that others keep"),
    ("shadow-library", "a mirror that moves from name to name"),
    ("link-shortener", "a shortened link that says nothing of where it leads"),
    ("bulk-storage", "a place in somebody's storage, not a publication"),
    ("cached-page", "a copy that is kept for a while only"),
];

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for (number, note) in subject.notes.iter().enumerate() {
        for claim in &note.claims {
            for citation in claim.citations.iter().filter(|citation| is_address(citation)) {
                about(citation, note, number, subject.ontology, found);
            }
            empty_links(claim, number, found);
            broken_links(claim, note, number, found);
        }
    }
}

fn is_address(citation: &Citation) -> bool {
    match citation.kind {
        CitationKind::Link => true,
        CitationKind::Footnote => citation.target.contains("://") && !citation.target.contains(' '),
        CitationKind::Key => false,
    }
}

fn about(citation: &Citation, note: &Note, number: usize, ontology: &Ontology, found: &mut Findings<'_>) {
    let target = citation.target.as_str();
    let written = citation.span.of(&note.text);
    let bare = written == target;
    if let Some((wrong, right)) = misspelt(target).filter(|_| !bare) {
        let draft = found.say("A010", number, citation.span, format!("“{wrong}” is no beginning of an address"));
        draft.help(format!("write {right}"));
        if let Some(at) = written.find(target) {
            let start = citation.span.start + at;
            draft.fix(Span::new(start, start + target.len()), right);
        }
        return;
    }
    let Some(address) = Address::read(target) else {
        if target.contains("://") {
            found
                .say("A010", number, citation.span, "this is no address: a character in it has no place there")
                .help("write blanks in an address as %20");
        }
        return;
    };
    if !matches!(address.scheme.as_str(), "http" | "https") {
        return;
    }
    if let Some(why) = fragile(&address, ontology) {
        found.say("A006", number, citation.span, format!("{} is {why}", address.host)).help(instead(&address));
    } else if address.scheme == "http" {
        found
            .say("A007", number, citation.span, "the address is read over an open line (http)")
            .help("see whether https:// leads there too");
    }
    if bare && citation.kind == CitationKind::Link {
        found
            .say("A008", number, citation.span, "a bare address: when it is gone, nobody knows what was cited")
            .help("write [author, title, date](address)");
    }
    if let (Some(clean), Some(at)) = (untracked(target), written.find(target)) {
        let span = Span::new(citation.span.start + at, citation.span.start + at + target.len());
        found
            .say("A013", number, citation.span, "the address tells the site where its readers come from")
            .help("leave the tracking fields out")
            .fix(span, clean);
    }
}

/// Why an address will not last, if so.
fn fragile(address: &Address, ontology: &Ontology) -> Option<&'static str> {
    if address.is_number() {
        return Some("a number and no name: whoever holds it changes");
    }
    if address.host == "localhost" || address.host.ends_with(".local") || address.host.ends_with(".internal") {
        return Some("a name that only one machine or house knows");
    }
    let listed = |set: &str| {
        address.domains().any(|domain| ontology.has_word(set, domain))
            || address.labels().any(|label| ontology.has_word(set, label))
    };
    let signed = ["X-Amz-Expires=", "X-Amz-Signature=", "X-Goog-Expires=", "se=20", "Expires="];
    if signed
        .iter()
        .any(|field| address.rest.contains(&format!("?{field}")) || address.rest.contains(&format!("&{field}")))
    {
        return Some("an address that was signed for a while only");
    }
    FRAGILE.iter().find(|(set, _)| listed(set)).map(|(_, why)| *why)
}

/// What to cite instead.
fn instead(address: &Address) -> String {
    match (address.doi(), address.title()) {
        (Some(doi), _) => format!("cite the work itself: https://doi.org/{doi}"),
        (None, Some(title)) => format!("cite the work itself: “{title}”"),
        (None, None) => "cite the work itself: author, title, publisher, year".to_owned(),
    }
}

/// A target that is not an address because its beginning is misspelt: what is wrong, and the whole put right.
fn misspelt(target: &str) -> Option<(&str, String)> {
    if target.starts_with("www.") {
        return Some(("www.", format!("https://{target}")));
    }
    let (scheme, rest) = target.split_once(':')?;
    let folded = scheme.to_lowercase();
    let slashes = rest.len() - rest.trim_start_matches('/').len();
    let right = match folded.as_str() {
        "http" | "https" if slashes != 2 => folded.as_str(),
        "htp" | "htttp" | "hhtp" | "htpp" | "ttp" if slashes > 0 => "http",
        "htps" | "htttps" | "hhtps" | "htpps" | "httpss" | "ttps" | "httsp" if slashes > 0 => "https",
        _ => return None,
    };
    let host = rest.trim_start_matches('/');
    (!host.is_empty()).then(|| (&target[..scheme.len() + 1 + slashes], format!("{right}://{host}")))
}

/// `[words]()`.
fn empty_links(claim: &Claim, number: usize, found: &mut Findings<'_>) {
    for readable in claim.segments.iter().map(|segment| &segment.readable) {
        for (span, _) in readable.links.iter().filter(|(_, target)| target.trim().is_empty()) {
            found
                .say("A009", number, readable.source(*span), "the link has no address")
                .help("write the address between the brackets behind it, or leave the link out");
        }
    }
}

/// What was meant as a link but is none: `[words](https://a b)`, `[words] (https://a)`, `[words][nowhere]`.
fn broken_links(claim: &Claim, note: &Note, number: usize, found: &mut Findings<'_>) {
    for citation in claim.citations.iter().filter(|citation| citation.kind == CitationKind::Link) {
        let before = &note.text[claim.span.start..citation.span.start.max(claim.span.start)];
        let Some(open) = before.trim_end_matches(' ').strip_suffix('(').map(str::len) else { continue };
        let Some(words) = before[..open].trim_end_matches(' ').strip_suffix(']') else { continue };
        let Some(start) = words.rfind('[') else { continue };
        let bracket = Span::new(claim.span.start + start, claim.span.start + words.len() + 1);
        let spaced = open > words.len() + 1;
        let closes = note.text[citation.span.end..].starts_with(')');
        if spaced && closes {
            let gap = Span::new(bracket.end, claim.span.start + open);
            found
                .say(
                    "A010",
                    number,
                    bracket.cover(citation.span),
                    "a blank parts the words of the link from its address",
                )
                .help("leave the blank out")
                .fix(gap, "");
        } else if !closes {
            found
                .say(
                    "A010",
                    number,
                    bracket.cover(citation.span),
                    "the link does not close, or its address holds a blank",
                )
                .help("write blanks in an address as %20, and ) behind it");
        }
    }
    for readable in claim.segments.iter().map(|segment| &segment.readable) {
        for (at, _) in readable.text.match_indices("][") {
            let Some(start) = readable.text[..at].rfind('[') else { continue };
            let Some(end) = readable.text[at + 2..].find(']').map(|end| at + 2 + end + 1) else { continue };
            let span = readable.source(Span::new(start, end));
            let name = readable.text[at + 2..end - 1].to_owned();
            if name.is_empty() || span.of(&note.text).contains('`') {
                continue;
            }
            found
                .say("A010", number, span, format!("the link refers to “{name}”, which is not defined"))
                .help(format!("define it: [{name}]: https://…"));
        }
    }
}
