//! Names → things: those of the gazetteer, those that the note spells out, and new ones, typed by their cues.

use super::discourse::{Discourse, Handle};
use super::names::{Name, Referent};
use super::pronoun::Gender;
use super::segment::fold_word;
use crate::ontology::{Class, EntityId, NameKind as Kind, fold};

/// Of two who share a surname, the one is hardly meant before this age …
const ADULT: i32 = 25;
/// … or after this.
const AGED: i32 = 78;

impl Discourse<'_> {
    /// What a name found in the text refers to.
    pub(super) fn named(&mut self, name: &Name, form: &str) -> Vec<Handle> {
        // “Alexander” after “Pope Alexander III” is the pope, whoever else is known by that name.
        if let [Referent::Known(id, _)] = name.referents.as_slice()
            && !["an:Place", "an:State"]
                .iter()
                .any(|class| self.ontology.is_a(&self.ontology.entities[*id].class, class))
            && !self.by_name.contains_key(&fold(&self.ontology.entities[*id].label))
            && let Some(bearer) = self.partial_person(form).filter(|&bearer| self.is_told_outright(bearer))
        {
            return vec![bearer];
        }
        if let [Referent::Known(id, _)] = name.referents.as_slice()
            && let Some(bearer) = self.bearer(*id, form)
        {
            return vec![match bearer {
                Some(id) => self.entity(id),
                None => self.add(&fold(form), form, "an:Person", Vec::new(), true),
            }];
        }
        let handles: Vec<Handle> = name.referents.iter().map(|r| self.referent(r)).collect();
        if let (Some(alias), [one]) = (&name.alias, handles.as_slice()) {
            self.add_alias(*one, alias);
        }
        handles
    }

    /// Whether the note itself has somebody's whole name, and the gazetteer did not only guess it.
    fn is_told_outright(&self, handle: Handle) -> bool {
        match self.gazetteer.lookup(&self.known[handle].thing.label) {
            Some(Referent::Known(id, _)) => self.outright.contains(&id),
            _ => true,
        }
    }

    /// Whom a bare surname means in the year that is spoken of, where that is not the best known bearer: “Roosevelt” in 1903 is
    /// Theodore. `Some(None)`: it may be any of several, or somebody unknown.
    fn bearer(&self, id: EntityId, form: &str) -> Option<Option<EntityId>> {
        let entity = &self.ontology.entities[id];
        let person = self.ontology.is_a(&entity.class, "an:Person");
        let bare = person && !form.contains(' ') && entity.label.ends_with(form);
        let year = self.year.filter(|_| bare && !self.outright.contains(&id))?;
        let years = |id: EntityId| self.ontology.entities[id].years;
        let acts = |id: EntityId| {
            let (born, died) = years(id);
            born.is_some_and(|born| (born + ADULT..born + AGED).contains(&year)) && died.is_none_or(|died| year <= died)
        };
        let man = |id: &EntityId| self.gender_of(&self.ontology.entities[*id].label) != Some(Gender::She);
        let others: Vec<EntityId> = self
            .gazetteer
            .namesakes(form)
            .iter()
            .copied()
            .filter(|&other| other != id && acts(other))
            .filter(man)
            .collect();
        match others.as_slice() {
            [] => years(id).0.is_some_and(|born| year < born).then_some(None),
            [other] if !acts(id) => Some(Some(*other)),
            _ => Some(None),
        }
    }

    /// What goes by the surname of somebody known, but is none of the name: “the Hindenburg”.
    pub(super) fn called_after(&mut self, name: &Name, form: &str) -> Option<Handle> {
        let [Referent::Known(id, _)] = name.referents.as_slice() else { return None };
        let entity = &self.ontology.entities[*id];
        let is_person = self.ontology.is_a(&entity.class, "an:Person");
        (is_person
            && !form.contains(' ')
            && entity.label.contains(' ')
            && !self.by_name.contains_key(&fold(&entity.label)))
        .then(|| self.add(&format!("the-{}", fold(form)), form, "an:Thing", Vec::new(), true))
    }

    pub(super) fn referent(&mut self, referent: &Referent) -> Handle {
        match referent {
            Referent::Known(id, Kind::Demonym) => self.people(*id, None),
            Referent::Known(id, Kind::Weak) if !self.outright.contains(id) => {
                let label = self.ontology.entities[*id].weak_names.first().cloned().unwrap_or_default();
                let label = if label.is_empty() { self.ontology.entities[*id].label.clone() } else { label };
                // A weak name of a person (“Kennedy”) still is that person's best reading.
                if self.ontology.is_a(&self.ontology.entities[*id].class, "an:Person") {
                    self.entity(*id)
                } else {
                    self.string(&label)
                }
            }
            Referent::Known(id, _) => self.entity(*id),
            Referent::New(text) => self.string(text),
            Referent::Numbered { issuer, noun, number } => self.numbered(*issuer, noun, number),
        }
    }

    /// A thing of the gazetteer.
    pub(super) fn entity(&mut self, id: EntityId) -> Handle {
        let entity = &self.ontology.entities[id];
        if let Some(&handle) = self.by_name.get(&fold(&entity.label)) {
            return handle;
        }
        let (slug, label, class) = (entity.slug.clone(), entity.label.clone(), entity.class.clone());
        let names = entity.aliases.clone();
        let also = entity.also.clone();
        let handle = self.add(&slug, &label, &class, names.clone(), true);
        self.known[handle].also = also;
        for name in names {
            self.by_name.entry(fold(&name)).or_insert(handle);
        }
        handle
    }

    /// The people of a state, by the state's demonym.
    pub(super) fn people(&mut self, id: EntityId, word: Option<&str>) -> Handle {
        let entity = &self.ontology.entities[id];
        let plural = entity.demonyms.iter().find(|d| d.ends_with('s')).or(entity.demonyms.first());
        let label = word.map_or_else(|| plural.cloned().unwrap_or_else(|| entity.label.clone()), ToOwned::to_owned);
        if let Some(&handle) = self.by_name.get(&fold(&label)) {
            return handle;
        }
        let handle = self.add(&fold(&label), &label, "an:People", Vec::new(), true);
        self.known[handle].plural = true;
        handle
    }

    /// “UN Security Council Resolution 82”: the issuer is taken from the name, or from the last of that series.
    pub(super) fn numbered(&mut self, issuer: Option<EntityId>, noun: &str, number: &str) -> Handle {
        let short = format!("{noun} {number}");
        let Some(id) = issuer else {
            return self.by_name.get(&fold(&short)).copied().unwrap_or_else(|| self.string(&short));
        };
        let entity = &self.ontology.entities[id];
        let label = format!("{} {short}", entity.label);
        if let Some(&handle) = self.by_name.get(&fold(&label)) {
            return handle;
        }
        let mut aliases: Vec<String> = entity.aliases.iter().map(|a| format!("{a} {short}")).collect();
        aliases.push(short.clone());
        let class = self.class_of(&short, "an:Document");
        let handle = self.add(&fold(&label), &label, &class, aliases.clone(), true);
        for alias in aliases {
            self.by_name.entry(fold(&alias)).or_insert(handle);
        }
        handle
    }

    /// A name as a string: one already known by it, a part of a known person's name, or a new thing.
    pub(super) fn string(&mut self, text: &str) -> Handle {
        let text = text.trim().trim_start_matches("the ").trim_start_matches("The ");
        let key = fold(text);
        if let Some(&handle) = self.by_name.get(&key) {
            return handle;
        }
        if let Some(Referent::Known(id, kind)) = self.gazetteer.lookup(text) {
            match kind {
                Kind::Label | Kind::Alias => return self.entity(id),
                Kind::Demonym => return self.people(id, Some(text)),
                Kind::Weak if self.outright.contains(&id) => return self.entity(id),
                Kind::Weak | Kind::Adjective => {}
            }
        }
        let (titled, bare) = self.without_title(text);
        if titled && bare != text && self.title_is_given_name(text, bare) {
            return self.add(&key, text, "an:Person", Vec::new(), true);
        }
        if titled && bare != text {
            if let Some(handle) = self.titled(bare) {
                return handle;
            }
            let handle = self.add(&fold(bare), bare, "an:Person", vec![text.to_owned()], true);
            self.by_name.insert(key, handle);
            return handle;
        }
        if let Some(handle) = self.partial_person(text) {
            self.by_name.insert(key, handle);
            return handle;
        }
        let class = self.class_of_name(text);
        self.add(&key, text, &class, Vec::new(), true)
    }

    /// “Prince Johnson”, in a year when whoever is known by that surname was dead: a given name.
    fn title_is_given_name(&self, text: &str, surname: &str) -> bool {
        let title = text.strip_suffix(surname).unwrap_or_default().trim().to_lowercase();
        let died = match self.gazetteer.lookup(surname) {
            Some(Referent::Known(id, _)) => self.ontology.entities[id].years.1,
            _ => None,
        };
        self.ontology.has_word("title-also-given-name", &title)
            && self.year.zip(died).is_some_and(|(year, died)| year > died)
    }

    pub(super) fn titled(&mut self, bare: &str) -> Option<Handle> {
        if let Some(&handle) = self.by_name.get(&fold(bare)) {
            return Some(handle);
        }
        match self.gazetteer.lookup(bare) {
            Some(Referent::Known(id, Kind::Label | Kind::Alias | Kind::Weak))
                if self.ontology.is_a(&self.ontology.entities[id].class, "an:Person") =>
            {
                Some(self.entity(id))
            }
            _ => self.partial_person(bare),
        }
    }

    /// Drops titles (“General”, “President”) and what stands before them; whether there was one.
    pub(super) fn without_title<'t>(&self, text: &'t str) -> (bool, &'t str) {
        let Some(person) = self.ontology.classes.get("an:Person") else { return (false, text) };
        let mut rest = text;
        let mut found = false;
        let words: Vec<(usize, &str)> = word_offsets(text);
        // “Boston General *Hospital*”, “King *County*” are no people.
        let other = words.last().filter(|_| words.len() > 1).and_then(|last| self.cue(last.1));
        if other.is_some_and(|class| !self.ontology.is_a(&class, "an:Person")) {
            return (false, text);
        }
        for (i, &(start, word)) in words.iter().enumerate().take(4) {
            let folded = fold_word(word.trim_end_matches('.'));
            if i > 0 && self.ontology.has_word("title-behind-name", &folded) {
                break;
            }
            // “Portland *General* Electric” is named after its town; “British General Haig”, “Attorney General Reno” are not.
            let adjective = i > 0 && i + 2 == words.len() && self.ontology.has_word("title-also-adjective", &folded);
            if adjective && !self.qualifies_title(words[i - 1].1, person) {
                break;
            }
            if person.titles.contains(&folded) && i + 1 < words.len() {
                let next = words[i + 1];
                // “Inspector General” is a title and nobody's name.
                let title = i + 2 == words.len() && person.titles.contains(&fold_word(next.1));
                if next.1.starts_with(char::is_uppercase) && !title {
                    found = true;
                    rest = &text[next.0..];
                }
            } else if found && start >= text.len() - rest.len() {
                break;
            }
        }
        (found, rest)
    }

    /// Whether a word can stand before a title: another title, an adjective, the people of a place, initials, a common noun.
    fn qualifies_title(&self, word: &str, person: &Class) -> bool {
        let people = matches!(self.gazetteer.lookup(word), Some(Referent::Known(_, Kind::Adjective | Kind::Demonym)));
        let initials = word.chars().all(|c| c.is_uppercase() || c == '.');
        let common = word.starts_with(char::is_lowercase) || self.cue(word).is_some();
        people || initials || common || person.titles.contains(&fold_word(word))
    }

    /// A single word that is the first or last of exactly one known person's name, or a surname of two (“Le Médec”).
    pub(super) fn partial_person(&self, text: &str) -> Option<Handle> {
        let folded = fold(text);
        let particle =
            |words: &str| words.split_once('-').is_some_and(|(first, rest)| first.len() <= 3 && !rest.contains('-'));
        if text.contains(' ') && !particle(&folded) {
            return None;
        }
        let bearers = self.bearers.get(&folded)?;
        if bearers.len() == 1 {
            return bearers.first().copied();
        }
        // Of several, the one that is known for a person: “Halloran”, of Desmond Halloran and Halloran Freight Finance.
        let mut people = bearers.iter().copied().filter(|&h| self.is_a(h, "an:Person"));
        if let Some(person) = people.next().filter(|_| people.next().is_none()) {
            return Some(person);
        }
        // Or whoever the note is about.
        let titled = |h: &Handle| {
            let label = fold(&self.known[*h].thing.label);
            let words: Vec<&str> = label.split('-').collect();
            !self.title.is_empty() && self.title.split('-').all(|word| words.contains(&word))
        };
        let mut about = bearers.iter().copied().filter(titled);
        about.next().filter(|_| about.next().is_none())
    }

    /// The class that the last cue word of a name tells: “Korean War” is a war.
    pub(super) fn class_of_name(&self, text: &str) -> String {
        let words = word_offsets(text);
        // “Treaty of Versailles”: the head stands before “of”.
        let head = words
            .iter()
            .position(|w| w.1 == "of")
            .and_then(|p| p.checked_sub(1))
            .unwrap_or(words.len().saturating_sub(1));
        // “HMAS Encounter” is no encounter.
        if words.len() > 1 && self.ontology.has_word("ship-prefix", &fold_word(words[0].1)) {
            return "an:Vehicle".to_owned();
        }
        let by_cue = words.get(head).and_then(|w| self.cue(w.1));
        if let Some(class) = by_cue {
            return class;
        }
        let capitals =
            text.chars().all(|c| c.is_uppercase() || c == '.' || c == '-') && (2..=7).contains(&text.chars().count());
        if capitals {
            return "an:Organisation".to_owned();
        }
        let given = |word: &str| {
            self.given_names.contains(&fold_word(word))
                || ["given-name-of-men", "given-name-of-women"]
                    .iter()
                    .any(|set| self.ontology.has_word(set, &word.to_lowercase()))
        };
        let first_is_given = words.first().is_some_and(|w| given(w.1));
        if first_is_given { "an:Person".to_owned() } else { "an:Thing".to_owned() }
    }

    pub(super) fn class_of(&self, words: &str, otherwise: &str) -> String {
        words.split_whitespace().rev().find_map(|w| self.cue(w)).unwrap_or_else(|| otherwise.to_owned())
    }

    pub(super) fn cue(&self, word: &str) -> Option<String> {
        let folded = fold_word(word);
        let singular = folded.strip_suffix('s').unwrap_or(&folded);
        self.ontology.class_for_cue(&folded).or_else(|| self.ontology.class_for_cue(singular)).map(ToOwned::to_owned)
    }

    /// Lets a thing be found by a further name.
    pub(super) fn add_alias(&mut self, handle: Handle, alias: &str) {
        let aliases = &mut self.known[handle].thing.aliases;
        if !aliases.iter().any(|a| a == alias) {
            aliases.push(alias.to_owned());
        }
        self.by_name.entry(fold(alias)).or_insert(handle);
    }

    /// The state that an adjective (“Soviet”) names.
    pub(super) fn adjective(&mut self, form: &str) -> Option<Handle> {
        match self.gazetteer.lookup(form)? {
            Referent::Known(id, _) => Some(self.entity(id)),
            _ => None,
        }
    }
}

/// Words between blanks, each with its byte offset.
pub(super) fn word_offsets(text: &str) -> Vec<(usize, &str)> {
    let mut offset = 0;
    let mut words = Vec::new();
    for word in text.split(' ') {
        if !word.is_empty() {
            words.push((offset, word));
        }
        offset += word.len() + 1;
    }
    words
}
