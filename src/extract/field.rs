//! What is said in so many words, `born:: 1912`, or by a cell under its header: key, value and whom it is said of, drafted
//! without any grammar.

use super::discourse::{Discourse, Handle};
use super::fill::text_value;
use super::gazetteer::Gazetteer;
use super::key::Meaning;
use super::links::page;
use super::names::{Name, Referent};
use super::phrase::approximation_name;
use super::relation::told_of;
use super::scene::{Draft, When};
use super::terse;
use super::voice::Voice;
use crate::language::{DateContext, Model, dates, quantities};
use crate::note::Readable;
use crate::ontology::Ontology;
use crate::span::Span;
use crate::statement::{Object, Stance, Thing, Value};

/// A value with its key, read.
#[derive(Clone, Debug)]
pub(super) struct Said {
    meaning: Meaning,
    read: Read,
    /// Key and value, or the cells from name to value, in the note.
    pub(super) evidence: Span,
    /// “1919?”
    doubtful: bool,
    /// A field; otherwise a cell, whose header is less sure to mean what it seems to.
    outright: bool,
}

impl Said {
    /// A field. Of the front matter, where much is for programs, only what is surely meant is taken.
    pub(super) fn field(
        key: &str,
        value: &Readable,
        evidence: Span,
        in_front: bool,
        context: &DateContext,
        means: Means<'_>,
    ) -> Option<Self> {
        let said = Self::of(key, value, evidence, true, context, means)?;
        let linked = value.links.iter().any(|(_, target)| target.starts_with("wiki:"));
        (!in_front || said.meaning.known || linked).then_some(said)
    }

    /// A line behind a label, if its meaning is surely known and it holds a date, a number or names.
    pub(super) fn line(
        key: &str,
        value: &Readable,
        evidence: Span,
        context: &DateContext,
        means: Means<'_>,
    ) -> Option<Self> {
        let said = Self::of(key, value, evidence, true, context, means)?;
        (said.meaning.known && !matches!(said.read, Read::Words(_))).then_some(Self { outright: false, ..said })
    }

    /// A cell under its header, if it holds a date, a number or names; words are read as any others.
    pub(super) fn cell(
        header: &str,
        value: &Readable,
        evidence: Span,
        context: &DateContext,
        means: Means<'_>,
    ) -> Option<Self> {
        Self::of(header, value, evidence, false, context, means).filter(|said| !matches!(said.read, Read::Words(_)))
    }

    fn of(
        key: &str,
        value: &Readable,
        evidence: Span,
        outright: bool,
        context: &DateContext,
        means: Means<'_>,
    ) -> Option<Self> {
        let meaning = Meaning::of(unit(key).0, means.ontology, means.model)?;
        let text = value.text.trim();
        let doubtful = text.ends_with('?');
        let read = read(key, text.trim_end_matches('?').trim_end(), &value.links, context, &meaning, means)?;
        Some(Self { meaning, read, evidence, doubtful, outright })
    }
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
    /// A date and who did it.
    DateAndActors(When, Vec<(Name, String)>),
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
    // “Manchester, 2 November 1976”
    if let Some((place, rest)) = text.split_once(", ")
        && let (Some(date), Some((name, words))) = (dates::read_cell(rest, context), whole(place))
    {
        return Some(Read::DateAndPlace(When { date, text: rest.to_owned(), inherited: false }, name, words));
    }
    // “1987, by Desmond Halloran”
    if let Some((span, date)) = dates::find(text, context).into_iter().next().filter(|(span, _)| span.start == 0)
        && text[span.end..].starts_with(", ")
    {
        let when = When { date, text: span.of(text).to_owned(), inherited: false };
        let actors = text[span.end..].strip_prefix(", by ").unwrap_or_default();
        let actors: Vec<_> = actors.split([',', ';']).flat_map(|part| part.split(" and ")).filter_map(whole).collect();
        return Some(if actors.is_empty() { Read::Date(when) } else { Read::DateAndActors(when, actors) });
    }
    if let Some(names) = linked(text, links, means.gazetteer) {
        return Some(Read::Names(names));
    }
    // “Kurt Brandt, engineer, m. 1924”: who is named first, with what is said of them.
    if let Some((first, rest)) = text.split_once(", ").filter(|(_, rest)| rest.starts_with(char::is_lowercase))
        && let Some(name) = whole(first)
        && !rest.contains(char::is_uppercase)
    {
        return Some(Read::Names(vec![name]));
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

/// What a field or cell states of its subjects, at a time that its row or item tells.
pub(super) fn drafts(
    said: &Said,
    when: Option<&When>,
    subjects: &[Handle],
    discourse: &mut Discourse<'_>,
) -> Vec<Draft> {
    let mut writer = Writer { said, when, discourse, drafts: Vec::new() };
    for &subject in subjects {
        writer.write(subject);
    }
    writer.drafts
}

struct Writer<'w, 'd> {
    said: &'w Said,
    when: Option<&'w When>,
    discourse: &'w mut Discourse<'d>,
    drafts: Vec<Draft>,
}

impl Writer<'_, '_> {
    fn write(&mut self, subject: Handle) {
        let Said { meaning, read, .. } = self.said;
        match read {
            Read::Date(when) => self.happened(subject, Some(when), None),
            Read::DateAndPlace(when, place, words) => {
                let place = self.discourse.named(place, words).first().map(|&h| self.discourse.thing(h, words));
                self.happened(subject, Some(when), place);
            }
            Read::DateAndActors(when, actors) => {
                self.happened(subject, Some(when), None);
                for (name, words) in actors {
                    let Some(&actor) = self.discourse.named(name, words).first() else { continue };
                    let event = self.event(vec![actor], vec![subject], Some(when));
                    let (actor, own) = (self.thing(actor), Object::Thing(self.thing(subject)));
                    self.draft(actor, self.said.meaning.relation.clone(), Some(own), event, Some(when.clone()), None);
                }
            }
            Read::Number(value) => self.related(subject, Object::Value(value.clone()), None),
            Read::Words(words) if meaning.relation.iri.ends_with("#is") => {
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
                    if meaning.happens && meaning.suffered && is_place {
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
        let meaning = &self.said.meaning;
        let mut relation = meaning.relation.clone();
        if meaning.suffered {
            relation.inverse = true;
            let told = meaning.definition.as_ref().and_then(told_of);
            relation.label = told.unwrap_or(relation.label);
        }
        let (actors, patients) =
            if meaning.suffered { (Vec::new(), vec![subject]) } else { (vec![subject], Vec::new()) };
        let event = self.event(actors, patients, when);
        let subject = self.thing(subject);
        self.draft(subject, relation, None, event, when.cloned(), place);
    }

    fn related(&mut self, subject: Handle, object: Object, handle: Option<Handle>) {
        let relation = self.said.meaning.relation.clone();
        let own = self.thing(subject);
        match object {
            Object::Thing(thing) if thing.iri == own.iri => {}
            Object::Thing(thing) if self.said.meaning.swapped => {
                let event = handle.and_then(|actor| self.event(vec![actor], vec![subject], self.when));
                self.draft(thing, relation, Some(Object::Thing(own)), event, self.when.cloned(), None);
            }
            object => {
                let event = handle.and_then(|patient| self.event(vec![subject], vec![patient], self.when));
                self.draft(own, relation, Some(object), event, self.when.cloned(), None);
            }
        }
    }

    fn thing(&self, handle: Handle) -> Thing {
        self.discourse.thing(handle, &self.discourse.known[handle].thing.label)
    }

    fn event(&mut self, actors: Vec<Handle>, patients: Vec<Handle>, when: Option<&When>) -> Option<Handle> {
        let definition = self.said.meaning.definition.as_ref().filter(|_| !self.said.doubtful)?;
        let class = definition.event.as_deref()?;
        Some(self.discourse.tell(class, &definition.iri, actors, patients, when))
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
        let stance = if self.said.doubtful { Stance::Hypothetical } else { Stance::Asserted };
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
            confidence: if self.said.doubtful { confidence / 2.0 } else { confidence },
            basis: basis.to_owned(),
            span: self.said.evidence,
        });
    }
}
