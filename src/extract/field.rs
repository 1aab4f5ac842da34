//! What is said in so many words, `born:: 1912`, or by a cell under its header: key, value and whom it is said of, drafted
//! without any grammar.

use super::discourse::{Discourse, Handle, Told};
use super::fill::text_value;
use super::gazetteer::Gazetteer;
use super::key::Meaning;
use super::links::page;
use super::names::{Name, Referent};
use super::passage::Passage;
use super::phrase::approximation_name;
use super::relation::told_of;
use super::scene::{Draft, When};
use super::terse;
use super::voice::Voice;
use crate::language::{DateContext, Model, dates, quantities};
use crate::ontology::Ontology;
use crate::span::Span;
use crate::statement::{Object, Stance, Thing, Value};

/// A value with its key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'n> {
    pub(super) key: &'n str,
    /// Key and value, or the cells from name to value, in the note.
    pub(super) evidence: Span,
    /// Links of the value: in its text, target.
    pub(super) links: &'n [(Span, String)],
    /// A field; otherwise a cell, whose header is less sure to mean what it seems to.
    pub(super) outright: bool,
    /// In the front matter, where much is for programs: only what is surely meant is taken.
    pub(super) in_front: bool,
}

/// What values are read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Means<'a> {
    pub(super) ontology: &'a Ontology,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) model: &'a Model,
}

/// A value, read.
#[derive(Clone, Debug)]
enum Read {
    Date(When),
    Number(Value),
    Names(Vec<(Name, String)>),
    /// A date and the place behind it.
    DateAndPlace(When, Name, String),
    Words(String),
}

/// A list of more names is prose.
const MOST_NAMES: usize = 40;

/// The unit in brackets behind a key, “Soldiers (thousands)”, and the key without it.
fn unit(key: &str) -> (&str, Option<&str>) {
    match key.trim().strip_suffix(')').and_then(|key| key.rsplit_once('(')) {
        Some((name, unit)) if !name.trim().is_empty() => (name.trim(), Some(unit.trim())),
        _ => (key.trim(), None),
    }
}

/// Whether a value is more than words: a date, a number, names.
pub(super) fn is_plain(key: &str, text: &str, links: &[(Span, String)], means: Means<'_>) -> bool {
    let Some(meaning) = Meaning::of(unit(key).0, means.ontology, means.model) else { return false };
    let read = read(key, text, links, &DateContext::default(), &meaning, means);
    read.is_some_and(|read| !matches!(read, Read::Words(_)))
}

fn read(
    key: &str,
    text: &str,
    links: &[(Span, String)],
    context: &DateContext,
    meaning: &Meaning,
    means: Means<'_>,
) -> Option<Read> {
    let text = text.trim().trim_end_matches(['.', ',', ';']);
    if text.is_empty() || means.ontology.has_word("no-value", &text.to_lowercase()) {
        return None;
    }
    let dated =
        meaning.happens || unit(key).0.to_lowercase().split(' ').any(|w| means.ontology.has_word("date-field", w));
    let plain = text.bytes().all(|b| b.is_ascii_digit());
    if let Some(date) = dates::read_cell(text, context).filter(|_| dated || !plain) {
        return Some(Read::Date(When { date, text: text.to_owned(), inherited: false }));
    }
    if let Some(number) = number(text, unit(key).1) {
        return Some(Read::Number(number));
    }
    let whole = |text: &str| {
        let (mut names, words) = terse::whole_name(text, means.gazetteer, means.ontology)?;
        (names.len() == 1 && words.len() + 2 >= text.trim().len()).then(|| (names.remove(0), words.to_owned()))
    };
    if let Some((date, place)) =
        dates::find(text, context).into_iter().next().filter(|(span, _)| span.start == 0).and_then(|(span, date)| {
            let rest =
                text[span.end..].trim_start_matches([',', ' ']).trim_start_matches("in ").trim_start_matches("at ");
            Some((When { date, text: span.of(text).to_owned(), inherited: false }, whole(rest)?))
        })
    {
        return Some(Read::DateAndPlace(date, place.0, place.1));
    }
    if let Some(names) = linked(text, links, means.gazetteer) {
        return Some(Read::Names(names));
    }
    let parts =
        text.split([',', ';']).flat_map(|part| part.split(" and ")).map(str::trim).filter(|part| !part.is_empty());
    let one = whole(text).map(|name| vec![name]);
    match one.or_else(|| parts.map(whole).collect::<Option<Vec<_>>>()).filter(|names| names.len() <= MOST_NAMES) {
        Some(names) if !names.is_empty() => Some(Read::Names(names)),
        _ => Some(Read::Words(text.to_owned())),
    }
}

/// The pages that a value links to, when it is nothing but links.
fn linked(text: &str, links: &[(Span, String)], gazetteer: &Gazetteer) -> Option<Vec<(Name, String)>> {
    let mut rest = text.to_owned();
    let mut names = Vec::new();
    for (span, target) in links {
        let words = text.get(span.range())?.trim();
        let name = page(target.strip_prefix("wiki:")?)?;
        let referent = gazetteer.lookup(name).unwrap_or_else(|| Referent::New(name.to_owned()));
        let alias = (words != name).then(|| words.to_owned());
        names.push((Name { span: Span::new(0, words.len()), referents: vec![referent], alias }, words.to_owned()));
        rest = rest.replacen(words, "", 1);
    }
    let nothing_else = rest.replace(" and ", " ").chars().all(|c| " ,;&/".contains(c));
    (nothing_else && !names.is_empty()).then_some(names)
}

/// A number that is all of a text; the unit of its header is put behind it.
fn number(text: &str, unit: Option<&str>) -> Option<Value> {
    let scale = |word: &&str| {
        let word = word.to_lowercase();
        ["thousand", "million", "billion"].iter().find(|s| word.trim_end_matches('s') == **s).copied().or(
            match word.as_str() {
                "000s" | "'000" | "k" => Some("thousand"),
                "m" | "mn" => Some("million"),
                "bn" => Some("billion"),
                _ => None,
            },
        )
    };
    let words: Vec<&str> = unit.into_iter().flat_map(|unit| unit.split(' ')).filter(|w| *w != "in").collect();
    let scaled: Vec<&str> = words.iter().filter_map(scale).collect();
    let rest: Vec<&str> = words.iter().filter(|word| scale(word).is_none()).copied().collect();
    let full = [&[text][..], &scaled, &rest].concat().join(" ");
    let measured = quantities::find(&full).into_iter().next().filter(|(span, _)| span.start == 0);
    let enough = text.len() + scaled.iter().map(|s| s.len() + 1).sum::<usize>();
    let (_, quantity) = measured.filter(|(span, _)| span.end >= enough)?;
    let unit = quantity.unit.or_else(|| (!rest.is_empty()).then(|| rest.join(" ")));
    let approximation = quantity.approximation.map(|a| approximation_name(a).to_owned());
    Some(Value { value: quantity.value, datatype: "xsd:decimal".to_owned(), unit, text: full, approximation })
}

/// What a field or cell states of its subjects.
pub(super) fn drafts(
    said: &Said<'_>,
    passage: &Passage<'_>,
    subjects: &[Handle],
    discourse: &mut Discourse<'_>,
    means: Means<'_>,
) -> Vec<Draft> {
    let Some(meaning) = Meaning::of(unit(said.key).0, means.ontology, means.model) else { return Vec::new() };
    let doubtful = passage.text.trim_end().ends_with('?');
    let text = passage.text.trim().trim_end_matches('?').trim_end();
    let Some(read) = read(said.key, text, said.links, &passage.context, &meaning, means) else { return Vec::new() };
    if said.in_front && !meaning.known && !text_is_linked(said.links) {
        return Vec::new();
    }
    let mut writer = Writer { said, passage, meaning, doubtful, discourse, means, drafts: Vec::new() };
    for &subject in subjects {
        writer.write(subject, &read);
    }
    writer.drafts
}

fn text_is_linked(links: &[(Span, String)]) -> bool {
    links.iter().any(|(_, target)| target.starts_with("wiki:"))
}

struct Writer<'w, 'a, 'd> {
    said: &'w Said<'w>,
    passage: &'w Passage<'w>,
    meaning: Meaning,
    doubtful: bool,
    discourse: &'w mut Discourse<'d>,
    means: Means<'a>,
    drafts: Vec<Draft>,
}

impl Writer<'_, '_, '_> {
    fn write(&mut self, subject: Handle, read: &Read) {
        match read {
            Read::Date(when) => self.happened(subject, Some(when), None),
            Read::DateAndPlace(when, place, words) => {
                let place = self.discourse.named(place, words).first().map(|&h| self.discourse.thing(h, words));
                self.happened(subject, Some(when), place);
            }
            Read::Number(value) => self.related(subject, Object::Value(value.clone()), None),
            Read::Words(words) if self.meaning.relation.iri.ends_with("#is") => {
                let head = words.rsplit(' ').next().unwrap_or(words);
                let handle = self.discourse.described(words, head, false);
                self.related(subject, Object::Thing(self.discourse.thing(handle, words)), Some(handle));
            }
            Read::Words(words) => self.related(subject, Object::Value(text_value(words.clone())), None),
            Read::Names(names) => {
                for (name, words) in names {
                    let handles = self.discourse.named(name, words);
                    let Some(&handle) = handles.first() else { continue };
                    let thing = self.discourse.thing(handle, words);
                    let is_place = self.discourse.is_a(handle, "an:Place");
                    // “born: Kraków” says where.
                    if self.meaning.happens && self.meaning.suffered && is_place {
                        self.happened(subject, None, Some(thing));
                    } else {
                        self.related(subject, Object::Thing(thing), Some(handle));
                    }
                }
            }
        }
    }

    /// Something that happened to, or by, whom it is said of.
    fn happened(&mut self, subject: Handle, when: Option<&When>, place: Option<Thing>) {
        let mut relation = self.meaning.relation.clone();
        let label = self.discourse.known[subject].thing.label.clone();
        if self.meaning.suffered {
            relation.inverse = true;
            let told = self.meaning.definition.as_ref().and_then(told_of);
            relation.label = told.unwrap_or(relation.label);
        }
        let event = self.meaning.definition.clone().and_then(|definition| {
            let class = definition.event?;
            let noun = self.means.ontology.classes.get(&class).map_or("event", |class| class.label.as_str());
            let link = if self.meaning.suffered { "of" } else { "by" };
            let (actors, patients) =
                if self.meaning.suffered { (Vec::new(), vec![subject]) } else { (vec![subject], Vec::new()) };
            let time = when.map(|when| when.date.edtf.clone());
            let told = Told { relation: definition.iri, actors, patients, time };
            (!self.doubtful).then(|| self.discourse.event(&class, &format!("{noun} {link} {label}"), told))
        });
        let subject = self.discourse.thing(subject, &label);
        self.draft(subject, relation, None, event, when.cloned(), place);
    }

    fn related(&mut self, subject: Handle, object: Object, handle: Option<Handle>) {
        let relation = self.meaning.relation.clone();
        let label = self.discourse.known[subject].thing.label.clone();
        let own = self.discourse.thing(subject, &label);
        let when = self.passage.when.clone();
        match (&object, self.meaning.swapped) {
            (Object::Thing(thing), _) if thing.iri == own.iri => {}
            (Object::Thing(thing), true) => {
                let thing = thing.clone();
                let event = handle.and_then(|actor| self.event(vec![actor], vec![subject], when.as_ref()));
                self.draft(thing, relation, Some(Object::Thing(own)), event, when, None);
            }
            _ => {
                let event = handle.and_then(|patient| self.event(vec![subject], vec![patient], when.as_ref()));
                self.draft(own, relation, Some(object), event, when, None);
            }
        }
    }

    fn event(&mut self, actors: Vec<Handle>, patients: Vec<Handle>, when: Option<&When>) -> Option<Handle> {
        let definition = self.meaning.definition.clone()?;
        let class = definition.event.filter(|_| !self.doubtful)?;
        let noun = self.means.ontology.classes.get(&class).map_or("event", |class| class.label.as_str());
        let label = format!("{noun} of {}", self.discourse.known[*patients.first()?].thing.label);
        let time = when.map(|when| when.date.edtf.clone());
        Some(self.discourse.event(&class, &label, Told { relation: definition.iri, actors, patients, time }))
    }

    fn draft(
        &mut self,
        subject: Thing,
        relation: crate::statement::Relation,
        object: Option<Object>,
        event: Option<Handle>,
        when: Option<When>,
        place: Option<Thing>,
    ) {
        let stance = if self.doubtful { Stance::Hypothetical } else { Stance::Asserted };
        let (confidence, basis) = if self.said.outright { (1.0, "field") } else { (0.9, "cell") };
        self.drafts.push(Draft {
            subject,
            relation,
            object,
            roles: Vec::new(),
            event,
            when,
            place,
            voice: Voice { stance, ..Voice::asserted() },
            confidence: if self.doubtful { confidence / 2.0 } else { confidence },
            basis: basis.to_owned(),
            span: Span::new(0, self.passage.text.len()),
        });
    }
}
