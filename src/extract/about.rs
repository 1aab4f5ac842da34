//! Whom a note is about, when it is one person: its title is a name, and something says that a person bears it; and what a
//! passage of it is about.

use super::discourse::Discourse;
use super::gazetteer::Gazetteer;
use super::names::Referent;
use super::passage::Cut;
use super::pronoun::Gender;
use super::terse::{self, Topic};
use crate::language::{DateContext, dates, inflect};
use crate::note::Note;
use crate::ontology::Ontology;

/// How many times as many pronouns of one gender there must be for the other to be somebody else's.
const SURELY: usize = 3;

/// Letters of a line in which it can say that it tells of a birth.
const OPENING: usize = 16;

/// The person that the title names.
pub(super) fn whom<'n>(note: &'n Note, gazetteer: &Gazetteer, ontology: &Ontology) -> Option<Topic<'n>> {
    let title = note.title.as_deref().or_else(|| note.page())?;
    let (names, words) = terse::whole_name(title, gazetteer, ontology)?;
    let [name] = names.as_slice() else { return None };
    let person = match name.referents.as_slice() {
        [Referent::Known(id, _)] => ontology.is_a(&ontology.entities[*id].class, "an:Person"),
        [Referent::New(label)] => {
            let first = label.split(' ').next().unwrap_or_default().to_lowercase();
            let given = |set: &str| ontology.has_word(set, &first);
            let called = given("given-name-of-men") || given("given-name-of-women");
            label.contains(' ') && (called || has_life_dates(title, words) || tells_of_birth(note))
        }
        _ => false,
    };
    person.then_some((names, words))
}

/// “Ilse Brandt (1898–1976)”: a span of years in brackets that is no longer than a life.
fn has_life_dates(title: &str, name: &str) -> bool {
    let rest = title.split_once(name).map(|(_, rest)| rest.trim()).unwrap_or_default();
    let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) else { return false };
    let found = dates::find(inner.0, &DateContext::default());
    let [(_, date)] = found.as_slice() else { return false };
    let year = |day: &Option<String>| day.as_deref().and_then(|day| day.get(..4)?.parse::<i32>().ok());
    year(&date.earliest).zip(year(&date.latest)).is_some_and(|(born, died)| (15..115).contains(&(died - born)))
}

/// “Born: 9 May 1898”, “b. 1898”
fn tells_of_birth(note: &Note) -> bool {
    let segments = note.claims.iter().flat_map(|claim| &claim.segments);
    segments.map(|segment| segment.readable.text.as_str()).any(|text| {
        // “1811, 3 Feb: *born* at Bergen”
        let mut text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        while let Some((span, _)) =
            dates::find(text, &DateContext::default()).into_iter().next().filter(|(span, _)| span.start == 0)
        {
            text = text[span.end..].trim_start_matches(|c: char| !c.is_alphanumeric());
        }
        let text: String = text.chars().take(OPENING).flat_map(char::to_lowercase).collect();
        ["born:", "born ", "b. ", "date of birth:"].iter().any(|opening| text.starts_with(opening))
    })
}

impl<'n> Cut<'n, '_> {
    /// The person that the note is about, unless the heading above names somebody or something else.
    pub(super) fn whom(&self) -> Option<Topic<'n>> {
        let person = self.person?;
        let other = self.heading_text.and_then(|text| self.headed_name(text));
        other.is_none_or(|other| other.1 == person.1).then(|| person.clone())
    }

    /// An item above, or else a heading, that is a name and nothing else is what notes beneath it are about; or else the
    /// person that the note is about.
    pub(super) fn topic(&self) -> Option<Topic<'n>> {
        let name = |text: &'n str| terse::whole_name(text, self.gazetteer, self.ontology);
        let title =
            || self.heading_text.filter(|_| self.links.any()).and_then(|text| terse::low_title(text, self.ontology));
        let headed = || self.heading_text.and_then(|text| self.headed_name(text));
        self.parent_text.and_then(name).or_else(headed).or_else(title).or_else(|| self.whom())
    }

    /// The name that a heading is. In a note about a person, a heading of one word that is no known name (“Afterwards”) is
    /// one only if the note writes it large in its sentences too.
    fn headed_name(&self, text: &'n str) -> Option<Topic<'n>> {
        let found = terse::whole_name(text, self.gazetteer, self.ontology)?;
        let unknown = matches!(found.0.as_slice(), [name] if matches!(name.referents.as_slice(), [Referent::New(_)]));
        let doubtful = self.person.is_some() && unknown && !found.1.contains(' ');
        (!doubtful || self.is_written_large(found.1)).then_some(found)
    }

    /// Whether a sentence has the word with its capital, other than where it begins.
    fn is_written_large(&self, word: &str) -> bool {
        let segments = self.note.claims.iter().flat_map(|claim| &claim.segments);
        segments.map(|segment| segment.readable.text.as_str()).any(|text| {
            text.match_indices(word).any(|(at, _)| {
                let before = text[..at].strip_suffix(' ').unwrap_or_default();
                before.ends_with(|c: char| c.is_alphanumeric() || c == ',')
            })
        })
    }

    /// “- A leads the raid / - *beaten* by police”: what happened to whom the item above tells of, and not to what the notes
    /// are about.
    pub(super) fn tells_of_parent(&self, text: &str) -> bool {
        let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let told = |parent: &&'n str| terse::whole_name(parent, self.gazetteer, self.ontology).is_none();
        first.starts_with(char::is_lowercase) && inflect::is_past(first) && self.parent_text.filter(told).is_some()
    }
}

impl Discourse<'_> {
    /// Makes a person of whom the note is about; whether “he” or “she”, the note itself may say.
    pub(super) fn is_about(&mut self, topic: &Topic<'_>, note: &Note) {
        let [name] = topic.0.as_slice() else { return };
        let [handle] = self.named(name, topic.1)[..] else { return };
        let known = &mut self.known[handle];
        if known.thing.class == "an:Thing" {
            "an:Person".clone_into(&mut known.thing.class);
        }
        let feminine = topic.1.split(' ').next().is_some_and(|given| given.ends_with('a'));
        known.gender = known.gender.or_else(|| gender_told(note, feminine));
        self.about = Some(handle);
    }
}

/// The gender of whom a note mostly speaks of; a given name in “-a” needs no more than as many pronouns that say so.
fn gender_told(note: &Note, feminine: bool) -> Option<Gender> {
    let (mut he, mut she) = (0, 0);
    for segment in note.claims.iter().flat_map(|claim| &claim.segments) {
        for word in segment.readable.text.split(|c: char| !c.is_alphabetic()) {
            match word {
                "he" | "He" | "his" | "His" | "him" => he += 1,
                "she" | "She" | "her" | "Her" => she += 1,
                _ => {}
            }
        }
    }
    if he > 1 && he >= SURELY * she {
        return Some(Gender::He);
    }
    (she > 1 && (she >= SURELY * he || feminine && she >= he)).then_some(Gender::She)
}
