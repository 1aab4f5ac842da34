//! Names that an author has linked: `[[lorenzo de' medici|lorenzo]]` says for certain who “lorenzo” is, here and wherever
//! else in the note the word stands.

use super::gazetteer::Gazetteer;
use super::names::{self, Name, Referent};
use super::segment::name_words;
use crate::note::{Note, Works};
use crate::ontology::Ontology;
use crate::span::Span;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;

/// What the note stage puts before the page that a wikilink leads to.
const WIKI: &str = "wiki:";
/// What the note stage puts before the key of a work that speaks in a sentence: “@smith2004 argues”.
const CITED: &str = "cite:@";
/// A shorter label is read as a name only where it is linked by its own name.
const SHORTEST: usize = 4;

/// The linked names of one note.
#[derive(Debug, Default)]
pub(super) struct Links {
    finder: Option<AhoCorasick>,
    names: Vec<(Referent, Option<String>)>,
    /// The note links pages, as notes of a vault do.
    any: bool,
    /// The note is written without capitals.
    low: bool,
}

impl Links {
    /// All pages that a note links to, by name and by the words that stand for them.
    pub(super) fn of(note: &Note, gazetteer: &Gazetteer, works: Option<&Works>) -> Self {
        let mut pages: BTreeMap<String, (Referent, Option<String>)> = BTreeMap::new();
        let mut any = false;
        let segments = note.claims.iter().flat_map(|claim| &claim.segments);
        for (text, links) in segments.map(|segment| (&segment.readable.text, &segment.readable.links)) {
            for (span, target) in links {
                if let Some(key) = target.strip_prefix(CITED) {
                    let words = span.of(text).to_owned();
                    pages.entry(words).or_insert_with(|| (author(key, works, gazetteer), None));
                    continue;
                }
                let Some(page) = target.strip_prefix(WIKI).and_then(page) else { continue };
                let referent = gazetteer.lookup(page).or_else(|| gazetteer.lookup(&capitalised(page)));
                let referent = referent.unwrap_or_else(|| Referent::New(page.to_owned()));
                let label = span.of(text).trim();
                let alias = (label != page).then(|| label.to_owned());
                for words in [label, page] {
                    if words.len() >= SHORTEST && words.starts_with(char::is_alphabetic) {
                        any = true;
                        pages.entry(words.to_owned()).or_insert_with(|| (referent.clone(), alias.clone()));
                    }
                }
            }
        }
        let low = is_low(note);
        let mut finder = AhoCorasick::builder();
        let finder = finder.match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(low).build(pages.keys()).ok();
        Self { finder: finder.filter(|_| !pages.is_empty()), names: pages.into_values().collect(), any, low }
    }

    /// Whether the note links any page, as notes of a vault do.
    pub(super) const fn any(&self) -> bool {
        self.any
    }

    /// Whether the note is written without capitals, so that names have none either.
    pub(super) const fn low(&self) -> bool {
        self.low
    }

    /// The names of a text with those that the author has linked, which are surer than what was found otherwise.
    pub(super) fn among(&self, text: &str, mut names: Vec<Name>) -> Vec<Name> {
        let Some(finder) = &self.finder else { return names };
        for found in finder.find_iter(text) {
            let span = Span::new(found.start(), found.end());
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let alone = edge(text[..span.start].chars().next_back()) && edge(text[span.end..].chars().next());
            // A longer name that was found, “Medici Bank”, is not only what a part of it is linked to.
            let longer = |name: &Name| name.span.start <= span.start && span.end <= name.span.end && name.span != span;
            if alone && !names.iter().any(longer) {
                names.retain(|name| name.span.end <= span.start || span.end <= name.span.start);
                let (referent, alias) = self.names[found.pattern().as_usize()].clone();
                names.push(Name { span, referents: vec![referent], alias });
            }
        }
        names.sort_by_key(|name| name.span.start);
        names
    }
}

/// The names of a text without capitals: what the gazetteer has and the lexicon has not is a name all the same.
pub(super) fn find_low(text: &str, gazetteer: &Gazetteer, ontology: &Ontology) -> Vec<Name> {
    let mut words = name_words(text);
    for word in &mut words {
        let long = word.folded.len() >= LONG && !word.capitalised;
        word.capitalised |= long && gazetteer.exact(&[&word.folded]).is_some() && !ontology.has_any_entry(&word.folded);
    }
    names::find_among(text, &words, gazetteer, ontology)
}

/// Shorter words without a capital are no names.
const LONG: usize = 5;

/// Whether most of what a note says begins with a small letter.
fn is_low(note: &Note) -> bool {
    let texts = note.claims.iter().filter_map(|claim| claim.segments.first()).map(|segment| &segment.readable.text);
    let first = texts.filter_map(|text| text.chars().find(|c| c.is_alphabetic()));
    let (mut low, mut all) = (0, 0);
    for c in first {
        all += 1;
        low += usize::from(c.is_lowercase());
    }
    all >= FEW && low * 2 > all
}

/// So few claims show no habit.
const FEW: usize = 4;

/// Who wrote the work of a key; without a bibliography, the key stands for them.
fn author(key: &str, works: Option<&Works>, gazetteer: &Gazetteer) -> Referent {
    let name = works.and_then(|works| works.get(key)?.authors.first().cloned()).unwrap_or_else(|| key.to_owned());
    gazetteer.lookup(&name).unwrap_or(Referent::New(name))
}

/// The page's own name: without the folder that it lies in and the heading or block that is meant.
pub(super) fn page(target: &str) -> Option<&str> {
    let page = target.split(['#', '^']).next()?;
    let page = page.rsplit('/').next()?.trim();
    (!page.is_empty() && !name_words(page).is_empty()).then_some(page)
}

/// “sixtus iv” as a name is written.
fn capitalised(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
