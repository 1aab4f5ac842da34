//! Readable text → the names in it, before anything is parsed, so that each is one word to the parser.
//!
//! 1. Names of the gazetteer, longest first ([`Gazetteer::at`]).
//! 2. Runs of capitalised words, with the small words that join them (“Executive Committee of the National Security
//!    Council”), whole where the gazetteer knows only a part (“*United Nations* Command”).
//! 3. Numbered documents (“Resolutions 82, 83 and 84” is three things), two names that share a word
//!    (“North and South Carolina”), and acronyms in brackets behind what they stand for.
//!
//! This module decides where a name begins and ends; what it refers to is decided in `discourse`.

use super::gazetteer::Gazetteer;
use super::segment::{NameWord, name_words, number_value};
use crate::language::inflect;
use crate::ontology::{EntityId, NameKind as Kind, Ontology};
use crate::span::Span;
use std::collections::BTreeSet;

/// What a name may refer to, as far as its form tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Referent {
    /// A thing of the gazetteer, by one of its names.
    Known(EntityId, Kind),
    /// A name that the gazetteer lacks.
    New(String),
    /// One of a numbered series: the body that issues it, the noun, the number.
    Numbered { issuer: Option<EntityId>, noun: String, number: String },
}

/// A name found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// In the readable text.
    pub(super) span: Span,
    /// Usually one; several for “Resolutions 82 and 83”.
    pub(super) referents: Vec<Referent>,
    /// An acronym or second name given in brackets behind it.
    pub(super) alias: Option<String>,
}

/// Words that never begin or end a name, however they are written: English has no others of these kinds.
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "above", "according", "across", "after", "again", "against", "all", "almost", "along", "already",
    "also", "although", "among", "an", "and", "another", "any", "are", "as", "at", "be", "because", "before", "behind",
    "below", "between", "both", "but", "by", "can", "could", "despite", "did", "do", "does", "due", "during", "each",
    "either", "even", "every", "few", "first", "following", "for", "from", "further", "had", "has", "have", "he",
    "her", "here", "his", "how", "however", "i", "if", "in", "indeed", "instead", "into", "is", "it", "its", "just",
    "last", "later", "like", "many", "may", "meanwhile", "might", "more", "most", "much", "must", "my", "neither",
    "never", "no", "nobody", "none", "nor", "not", "nothing", "now", "of", "off", "often", "on", "once", "one", "only",
    "or", "other", "others", "our", "out", "over", "own", "per", "perhaps", "rather", "same", "second", "several",
    "shall", "she", "should", "since", "so", "some", "still", "such", "than", "that", "the", "their", "them", "then",
    "there", "therefore", "these", "they", "third", "this", "those", "though", "three", "through", "thus", "to",
    "together", "too", "toward", "towards", "two", "under", "unlike", "until", "up", "upon", "various", "very", "was",
    "we", "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with",
    "within", "without", "would", "yes", "yet", "you", "your",
];

/// Months and weekdays: part of dates, not of names.
const CALENDAR: &[&str] = &[
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "spring", "summer", "autumn", "winter", "may",
];

/// Small words that may stand inside a name.
const JOINTS: &[&str] = &[
    "of", "de", "del", "della", "da", "di", "du", "la", "le", "von", "van", "der", "den", "bin", "ibn", "al", "el", "y",
];

/// Whether a small word may stand inside a name: “de' Medici”.
pub(super) fn is_joint(word: &str) -> bool {
    JOINTS.contains(&word.trim_end_matches(['\'', '’']))
}

/// Finds the names of a text, left to right, none overlapping another.
pub(super) fn find(text: &str, gazetteer: &Gazetteer, ontology: &Ontology) -> Vec<Name> {
    find_among(text, &name_words(text), gazetteer, ontology)
}

/// The same, of words already cut.
pub(super) fn find_among(text: &str, words: &[NameWord<'_>], gazetteer: &Gazetteer, ontology: &Ontology) -> Vec<Name> {
    let finder = Finder { text, words, gazetteer, ontology, headline: is_headline(words) };
    let mut names = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match finder.name_at(at) {
            Some((next, name)) => {
                names.push(name);
                at = next;
            }
            None => at += 1,
        }
    }
    names
}

/// A text in which nearly every word is capitalised says nothing by its capitals.
fn is_headline(words: &[NameWord<'_>]) -> bool {
    let long: Vec<_> = words.iter().filter(|w| w.text.chars().count() > 3 && w.is_alphabetic()).collect();
    long.len() >= 5 && long.iter().filter(|w| w.capitalised).count() * 10 > long.len() * 8
}

pub(super) struct Finder<'a> {
    pub(super) text: &'a str,
    words: &'a [NameWord<'a>],
    pub(super) gazetteer: &'a Gazetteer,
    ontology: &'a Ontology,
    headline: bool,
}

impl Finder<'_> {
    /// The name that starts at word `at` and the index of the word after it.
    fn name_at(&self, at: usize) -> Option<(usize, Name)> {
        if self.words[at].glued_left {
            return None;
        }
        self.shared_head(at).or_else(|| self.numbered(at)).or_else(|| {
            let known = self.gazetteer.at(self.words, at);
            let run = self.run(at);
            match (known, run) {
                (Some((end, referent)), Some(run_end)) if run_end > end => {
                    Some(self.longer_than_known(at, end, run_end, referent))
                }
                (Some((end, referent)), _) => Some(self.name(at, end, vec![referent])),
                (None, Some(end)) => Some(self.name(at, end, vec![Referent::New(self.slice(at, end))])),
                (None, None) => None,
            }
        })
    }

    /// The gazetteer knows the beginning of a longer run of capitals: take the whole, unless the known part is a
    /// person or an adjective that merely stands before the name of someone else.
    fn longer_than_known(&self, at: usize, end: usize, run_end: usize, known: Referent) -> (usize, Name) {
        if let Referent::Known(id, Kind::Label) = known
            && self.ontology.is_a(&self.ontology.entities[id].class, "an:Person")
        {
            return self.name(at, end, vec![known]);
        }
        // “in *New York* Shell agreed”: a place, and then someone known who is no part of its name.
        if let Referent::Known(id, Kind::Label) = known
            && self.ontology.is_a(&self.ontology.entities[id].class, "an:Place")
            && at.checked_sub(1).is_some_and(|before| matches!(self.words[before].text, "in" | "at" | "from" | "to"))
            && self
                .gazetteer
                .at(self.words, end)
                .is_some_and(|(end, r)| end == run_end && matches!(r, Referent::Known(_, Kind::Label)))
        {
            return self.name(at, end, vec![known]);
        }
        // “American Major Heiser”, “Soviet Foreign Minister Molotov”: the adjective is no part of the name.
        if let Referent::Known(_, Kind::Adjective) = known
            && (self.is_title(end) || self.gazetteer.at(self.words, end).is_some())
        {
            return self.name(at, end, vec![known]);
        }
        self.name(at, run_end, vec![Referent::New(self.slice(at, run_end))])
    }

    fn is_title(&self, at: usize) -> bool {
        self.words
            .get(at)
            .is_some_and(|w| self.ontology.classes.get("an:Person").is_some_and(|c| c.titles.contains(&w.folded)))
    }

    /// A run of two or more capitalised words from `at`; the index after its last.
    fn run(&self, at: usize) -> Option<usize> {
        if self.headline || !self.can_begin(at) {
            return None;
        }
        let mut end = at + 1;
        loop {
            let directly = |w: &NameWord<'_>| w.follows_directly && (w.glued_left || self.is_name_word(end));
            let goes_on = self.owns_inside(end - 1) && self.words.get(end).is_some_and(directly);
            if goes_on || self.over_ampersand(end) {
                end += 1;
            } else if let Some(next) = self.over_joint(at, end) {
                end = next;
            } else {
                break;
            }
        }
        while end > at + 1 && FUNCTION_WORDS.contains(&self.words[end - 1].folded.as_str()) {
            end -= 1;
        }
        (end - at >= 2).then_some(end)
    }

    /// “Halden *& Reeve*” is one name.
    fn over_ampersand(&self, end: usize) -> bool {
        // “Bryant & May”: beside the sign a month is none.
        let Some(next) = self.words.get(end).filter(|next| self.is_name_word(end) || next.capitalised) else {
            return false;
        };
        &self.text[self.words[end - 1].span.end..next.span.start] == " & "
    }

    /// A possessive ends a name, but for those that live inside names: “People's Army”, “Workers' Party”.
    fn owns_inside(&self, at: usize) -> bool {
        let word = &self.words[at];
        !word.possessive
            || matches!(word.folded.as_str(), "people" | "women" | "men" | "children" | "queen" | "king")
            || word.text.ends_with('s')
            || self.names_a_building(at)
    }

    /// “Ford's Theatre”, “Hadrian's Wall”: whose it is, is part of the name of a building; but “Oslo's Theatre” is one in Oslo.
    fn names_a_building(&self, at: usize) -> bool {
        let next = self.words.get(at + 1).filter(|next| next.follows_directly && next.capitalised);
        let class = next.and_then(|next| self.ontology.class_for_cue(&next.folded));
        let is = |class: &str, wanted: &[&str]| wanted.iter().any(|wanted| self.ontology.is_a(class, wanted));
        let owner = self.gazetteer.at(self.words, at).is_some_and(|(_, referent)| match referent {
            Referent::Known(id, _) => {
                is(&self.ontology.entities[id].class, &["an:Place", "an:State", "an:Organisation"])
            }
            _ => false,
        });
        let house = next.is_some_and(|next| self.ontology.has_word("noun-of-houses", &next.folded));
        !owner
            && (house || class.is_some_and(|class| is(class, &["an:Place", "an:School"]) && !is(class, &["an:State"])))
    }

    /// Over “of the”, “de la” … to the capitalised word behind.
    fn over_joint(&self, at: usize, end: usize) -> Option<usize> {
        let mut next = end;
        while self
            .words
            .get(next)
            .is_some_and(|w| w.follows_directly && (JOINTS.contains(&w.text) || (next > end && w.text == "the")))
        {
            next += 1;
        }
        let close = next != end && next - end <= 2 && self.words.get(next).is_some_and(|w| w.follows_directly);
        if !close || !self.is_name_word(next) || self.words[end - 1].possessive {
            return None;
        }
        // “Stalin of”, “the Americans of”: what stands before “of” must be able to head a name.
        let before_is_whole = self.gazetteer.at(self.words, at).is_some_and(|(known_end, r)| {
            known_end == end
                && matches!(r, Referent::Known(_, Kind::Demonym | Kind::Adjective | Kind::Label | Kind::Weak))
        });
        (!before_is_whole || self.words[end].text != "of").then_some(next + 1)
    }

    fn can_begin(&self, at: usize) -> bool {
        let word = &self.words[at];
        self.is_name_word(at)
            && self.owns_inside(at)
            && !(word.sentence_initial && ["ing", "ly", "ed"].iter().any(|ending| word.folded.ends_with(ending)))
            && !self.is_relation(at)
            && !self.is_verb(at)
    }

    /// “*Son of* Sarmiento killed”: a sentence may open with what somebody is to somebody.
    fn is_relation(&self, at: usize) -> bool {
        let word = &self.words[at];
        let of = self.words.get(at + 1).is_some_and(|next| next.text == "of");
        of && word.sentence_initial && self.ontology.has_word("relational-noun", &word.folded)
    }

    /// “*Met* Poole”, “*Says* Rossmoor paid”: notes leave out who did it; but “*Said* Aburish” is somebody.
    fn is_verb(&self, at: usize) -> bool {
        let (word, folded) = (&self.words[at], self.words[at].folded.as_str());
        let opens = word.sentence_initial || self.text[..word.span.start].trim_end().ends_with('.');
        let says = folded.strip_suffix('s').is_some_and(|lemma| self.ontology.has_word("verb-of-quoting", lemma));
        let given = ["given-name-of-men", "given-name-of-women"].iter().any(|set| self.ontology.has_word(set, folded));
        opens && !given && (says || (inflect::is_past(folded) && folded != "said"))
    }

    fn is_name_word(&self, at: usize) -> bool {
        let word = &self.words[at];
        let initial = word.text.len() == 1 && word.text != "I" && self.text[word.span.end..].starts_with('.');
        word.capitalised
            && word.is_alphabetic()
            && (initial || self.ordinal_in_name(at) || !FUNCTION_WORDS.contains(&word.folded.as_str()))
            && !(CALENDAR.contains(&word.folded.as_str()) && self.near_number(at) && !self.season_in_name(at))
    }

    /// “the *Third* Armoured Brigade”: in running text only a name writes an ordinal large; “First Secretary” is a title.
    fn ordinal_in_name(&self, at: usize) -> bool {
        let word = &self.words[at];
        let next = self.words.get(at + 1).filter(|next| next.follows_directly && next.capitalised);
        matches!(word.folded.as_str(), "first" | "second" | "third")
            && !word.sentence_initial
            && next.is_some_and(|next| !FUNCTION_WORDS.contains(&next.folded.as_str()))
            && !self.is_title(at + 1)
    }

    /// “*Summer* Palace”, “*Winter* War”: in running text only a name writes a season large.
    fn season_in_name(&self, at: usize) -> bool {
        let season = matches!(self.words[at].folded.as_str(), "spring" | "summer" | "autumn" | "winter");
        let next = self.words.get(at + 1).filter(|w| w.follows_directly && w.capitalised && w.is_alphabetic());
        season
            && next
                .is_some_and(|w| !CALENDAR.contains(&w.folded.as_str()) && !FUNCTION_WORDS.contains(&w.folded.as_str()))
    }

    fn near_number(&self, at: usize) -> bool {
        let number = |i: usize| self.words.get(i).is_some_and(|w| w.text.starts_with(|c: char| c.is_ascii_digit()));
        number(at + 1) || at.checked_sub(1).is_some_and(number) || self.words[at].folded.len() > 3
    }

    /// “Resolutions 82, 83, and 84”, “UNSC resolution 82”, “Decree 521”, “Protocol II”.
    fn numbered(&self, at: usize) -> Option<(usize, Name)> {
        let (noun_at, issuer) = match self.gazetteer.at(self.words, at) {
            Some((end, Referent::Known(id, kind))) if kind != Kind::Demonym => (end, Some(id)),
            _ => (at, None),
        };
        let noun = self.words.get(noun_at)?;
        if issuer.is_none() && !noun.capitalised {
            return None;
        }
        let singular = self.series_noun(&noun.folded)?;
        let mut numbers = Vec::new();
        let mut end = noun_at + 1;
        while let Some(number) = self.words.get(end).filter(|w| w.joins_list).and_then(|w| number_value(w.text)) {
            numbers.push(number);
            end += 1;
            // “, and 84”
            if self.words.get(end).is_some_and(|w| w.text == "and" && w.joins_list)
                && self.words.get(end + 1).is_some_and(|w| number_value(w.text).is_some())
            {
                end += 1;
            }
            if noun.folded == singular {
                break;
            }
        }
        if numbers.is_empty() {
            return None;
        }
        // The noun as a name is written: “Resolution”.
        let mut letters = singular.chars();
        let noun: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let referents =
            numbers.into_iter().map(|number| Referent::Numbered { issuer, noun: noun.clone(), number }).collect();
        Some(self.name(at, end, referents))
    }

    /// The singular of a noun that heads a numbered series, by the cue nouns of documents.
    fn series_noun(&self, folded: &str) -> Option<String> {
        let singular = folded.strip_suffix('s').unwrap_or(folded);
        [folded, singular].into_iter().find(|w| self.gazetteer.is_series_noun(w)).map(ToOwned::to_owned)
    }

    /// “North and South Carolina”: two names that share their last words.
    fn shared_head(&self, at: usize) -> Option<(usize, Name)> {
        let and = self.words.get(at + 1)?;
        if !self.words[at].capitalised || and.text != "and" || !and.follows_directly {
            return None;
        }
        let (end, second) = self.gazetteer.at(self.words, at + 2)?;
        let tail: Vec<&str> = self.words[at + 3..end].iter().map(|w| w.folded.as_str()).collect();
        if tail.is_empty() {
            return None;
        }
        let mut first = vec![self.words[at].folded.as_str()];
        first.extend(tail);
        let first = self.gazetteer.exact(&first)?;
        Some(self.name(at, end, vec![first, second]))
    }

    fn slice(&self, at: usize, end: usize) -> String {
        self.text[self.words[at].span.start..self.words[end - 1].span.end].replace(['[', ']'], "")
    }

    fn name(&self, at: usize, end: usize, referents: Vec<Referent>) -> (usize, Name) {
        let mut span = Span::new(self.words[at].span.start, self.words[end - 1].span.end);
        let mut next = end;
        let mut alias = None;
        if span.of(self.text).contains('[') && self.text[span.end..].starts_with(']') {
            span.end += 1;
        }
        if let Some((close, inner)) = self.bracketed(span.end).filter(|(_, a)| self.abbreviates(a, span, &referents)) {
            alias = Some(inner);
            span.end = close;
            while self.words.get(next).is_some_and(|w| w.span.start < close) {
                next += 1;
            }
        }
        (next, Name { span, referents, alias })
    }
}

/// The names of things of the gazetteer that a text names outright, which weak names then may refer to.
pub(super) fn outright(names: &[Name], into: &mut BTreeSet<EntityId>) {
    for referent in names.iter().flat_map(|n| &n.referents) {
        if let Referent::Known(id, Kind::Label | Kind::Alias | Kind::Adjective) = referent {
            into.insert(*id);
        }
    }
}
