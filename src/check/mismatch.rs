//! Sources that are not what they are cited for, as far as words and address tell.

use super::Subject;
use super::finding::Findings;
use super::shorthand::{folded, words};
use super::url::{Address, decoded, doi};
use crate::note::{Citation, CitationKind, Claim, Readable, SegmentKind};
use crate::ontology::Ontology;
use std::collections::{BTreeMap, BTreeSet};

/// Words of so many letters and more say what a number counts.
const SHORTEST: usize = 3;
/// A label and a title of so many words can be held against each other.
const TELLING: usize = 3;

pub(super) fn find(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for (number, note) in subject.notes.iter().enumerate() {
        for claim in &note.claims {
            let mut end = claim.span.start;
            for citation in &claim.citations {
                let from = std::mem::replace(&mut end, citation.span.end);
                let link = (citation.kind == CitationKind::Link).then(|| Address::read(&citation.target)).flatten();
                let Some(address) = link else { continue };
                let context = context(claim, from, citation);
                if let Some((said, leads)) = other(&context, citation, &address, subject.ontology) {
                    let message = format!("the words cite {said}, the address leads to {leads}");
                    found
                        .say("A003", number, citation.span, message)
                        .help(format!("put the address of {said} here, or mend the words if they are wrong"));
                } else if is_untold(&citation.label, &address) {
                    let title = address.title().unwrap_or_default();
                    let message = format!("the label and the address share no word: “{title}”");
                    found.say("A004", number, citation.span, message).help("see whether the address is the right one");
                }
            }
        }
    }
}

/// The label of a citation, and the words before it back to where the citation before ends.
fn context(claim: &Claim, from: usize, citation: &Citation) -> String {
    let mut text = String::new();
    for segment in claim.segments.iter().filter(|segment| !matches!(segment.kind, SegmentKind::Quotation)) {
        let readable = &segment.readable;
        let words = offset(readable, from)..offset(readable, citation.span.start);
        if !words.is_empty() {
            text.push_str(readable.text.get(words).unwrap_or_default());
            text.push_str(" . ");
        }
    }
    text + &citation.label
}

/// Where in a readable text a byte of the note is read.
fn offset(readable: &Readable, source: usize) -> usize {
    let next = readable.map.partition_point(|&(_, at)| at <= source);
    let end = readable.map.get(next).map_or(readable.text.len(), |&(text, _)| text);
    next.checked_sub(1).map_or(0, |before| {
        let (text, at) = readable.map[before];
        (text + (source - at)).min(end)
    })
}

/// What the words name and what the address leads to instead.
fn other(context: &str, citation: &Citation, address: &Address, ontology: &Ontology) -> Option<(String, String)> {
    if let Some(said) = label_host(&citation.label).filter(|said| !same_site(said, address)) {
        return Some((said, address.host.clone()));
    }
    let (said, leads) = (doi(&citation.label), address.doi());
    if let Some((said, leads)) = said.zip(leads).filter(|(said, leads)| !said.eq_ignore_ascii_case(leads)) {
        return Some((said.to_owned(), leads.to_owned()));
    }
    let told = numbered(context, ontology);
    let led = numbered(&address.rest, ontology);
    let everywhere: BTreeSet<u64> = numbers(&address.rest).collect();
    for (word, said) in &told {
        // The noun or its abbreviation: “resolution 84” is `RES/84`.
        let same = |other: &&String| other.starts_with(word.as_str()) || word.starts_with(other.as_str());
        let leads: BTreeSet<u64> = led.keys().filter(same).flat_map(|other| &led[other]).copied().collect();
        let alike = |number: &u64| said.iter().any(|said| digits(*said).abs_diff(digits(*number)) <= 1);
        let Some(&lead) = leads.iter().find(|number| alike(number)) else { continue };
        if said.is_disjoint(&leads) && said.is_disjoint(&everywhere) {
            let said = said.iter().next_back()?;
            return Some((format!("{word} {said}"), format!("{word} {lead}")));
        }
    }
    None
}

/// Which numbers stand behind which words, as names do: “Resolution 84”, “Resolutions 82, 83 and 84”, `RES/84`, `ch5`.
fn numbered(text: &str, ontology: &Ontology) -> BTreeMap<String, BTreeSet<u64>> {
    let mut found: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    let mut noun: Option<String> = None;
    for piece in pieces(text) {
        if let Ok(number) = piece.parse::<u64>() {
            if let Some(noun) = &noun {
                found.entry(noun.clone()).or_default().insert(number);
            }
        } else if !matches!(piece.as_str(), "no" | "nr" | "and" | "or" | "number") {
            let names = piece.len() >= SHORTEST && !ontology.has_word("address-filler", &piece);
            noun = names.then(|| singular(&piece).to_owned());
        }
    }
    found
}

/// Runs of letters and runs of digits, folded; a full stop ends what a word counts.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        for run in words(word) {
            let mut from = 0;
            let cuts = run.char_indices().zip(run.chars().skip(1));
            for ((at, one), next) in cuts {
                if one.is_ascii_digit() != next.is_ascii_digit() {
                    pieces.push(run[from..at + one.len_utf8()].to_lowercase());
                    from = at + one.len_utf8();
                }
            }
            pieces.push(run[from..].to_lowercase());
        }
        if word.ends_with(['.', ';', ':', '!', '?']) {
            pieces.push(".".to_owned());
        }
    }
    pieces
}

fn numbers(text: &str) -> impl Iterator<Item = u64> {
    pieces(text).into_iter().filter_map(|piece| piece.parse().ok())
}

fn digits(number: u64) -> u32 {
    number.checked_ilog10().unwrap_or(0)
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|one| one.len() > SHORTEST && !one.ends_with('s')).unwrap_or(word)
}

/// The site that a label names, when it is an address itself.
fn label_host(label: &str) -> Option<String> {
    let label = label.trim();
    let bare = label.strip_prefix("https://").or_else(|| label.strip_prefix("http://")).unwrap_or(label);
    let host = bare.split(['/', '?', '#']).next()?.trim_start_matches("www.").to_lowercase();
    let is_name = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let ending = host.rsplit('.').next()?;
    let is_host = host.contains('.')
        && host.split('.').all(is_name)
        && (2..=6).contains(&ending.len())
        && ending.chars().all(|c| c.is_ascii_alphabetic());
    // “index.html” is a file; a whole address, or one with a path, is meant as one.
    (is_host && (label.starts_with("http") || bare.contains('/') || label.starts_with("www."))).then_some(host)
}

/// Whether a site is the address's own, one within it, or one that it lies in.
fn same_site(site: &str, address: &Address) -> bool {
    let within = |one: &str, other: &str| one == other || one.ends_with(&format!(".{other}"));
    let shortens_to = decoded(&address.rest).contains(site);
    within(&address.host, site) || within(site, address.host.trim_start_matches("www.")) || shortens_to
}

/// Whether label and title are both telling, and have nothing in common.
fn is_untold(label: &str, address: &Address) -> bool {
    let telling = |text: &str| -> BTreeSet<String> {
        let words = folded(text).into_iter().filter(|word| word.len() > 3 && word.chars().all(char::is_alphabetic));
        words.map(|word| word.chars().take(4).collect()).collect()
    };
    let (said, title) = (telling(label), telling(&address.title().unwrap_or_default()));
    let elsewhere = telling(&format!("{} {}", address.host.replace('.', " "), address.rest));
    said.len() >= TELLING && title.len() >= TELLING && said.is_disjoint(&title) && said.is_disjoint(&elsewhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str, address: &str) -> Option<(String, String)> {
        let citation = Citation {
            target: address.to_owned(),
            label: words.to_owned(),
            kind: CitationKind::Link,
            span: crate::span::Span::default(),
            after_segment: None,
        };
        other(words, &citation, &Address::read(address).unwrap(), Ontology::builtin())
    }

    #[test]
    fn numbers_are_held_against_those_of_the_same_noun() {
        let un = "https://undocs.org/x?Symbol=S%2FRES%2F83(1950)";
        assert_eq!(told("UNSC resolution 84", un), Some(("resolution 84".into(), "resolution 83".into())));
        assert_eq!(told("UNSC resolution 83", un), None);
        assert_eq!(told("Resolutions 82, 83 and 84", un), None);
        assert!(told("Executive Order 9066", "https://a.org/executive-order-9067").is_some());
        assert!(told("chapter 3", "https://a.org/book/ch5.html").is_none());
        assert!(told("Chapter 3", "https://a.org/book/chapter-5.html").is_some());
    }

    #[test]
    fn numbers_of_another_kind_are_no_contradiction() {
        assert_eq!(told("World War 2", "https://a.org/world-war-1939-1945"), None);
        assert_eq!(told("Article 5", "https://a.org/article-8823415"), None);
        assert_eq!(told("on page 12", "https://a.org/page/3"), None);
        assert_eq!(told("Apollo 11 landed in July 1969", "https://a.org/2019/07/apollo-11"), None);
    }

    #[test]
    fn a_label_that_is_an_address_is_held_against_it() {
        assert_eq!(told("www.nytimes.com", "https://www.nytimes.com/1950/x"), None);
        assert_eq!(told("https://a.org/1", "https://archive.org/web/https://a.org/1"), None);
        assert_eq!(told("https://a.org/1", "https://b.org/1"), Some(("a.org".into(), "b.org".into())));
        assert_eq!(
            told("10.1000/182", "https://doi.org/10.1000/183"),
            Some(("10.1000/182".into(), "10.1000/183".into()))
        );
    }
}
