//! Whom a pronoun can mean, by number and gender; [`super::antecedent`] weighs them.

use super::antecedent::{self, Candidate, Case, Group, Sought};
use super::discourse::{Discourse, Handle, Moment, Place, Role};
use crate::ontology::PartOfSpeech;
use std::collections::BTreeMap;

/// Which pronoun a person goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    He,
    She,
}

/// How many things at hand are weighed against one another.
const CONSIDERED: usize = 24;

/// What a pronoun was taken to mean, and what else it could have meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Meant {
    pub(super) handles: Vec<Handle>,
    /// How likely that is, if it means anything that was spoken of, 0 to 1.
    pub(super) likely: f32,
    /// Each candidate with its features, the nearest first; last the features of there being none.
    pub(super) weighed: Vec<(Vec<Handle>, Vec<usize>)>,
}

impl Meant {
    pub(super) fn surely(handles: Vec<Handle>) -> Self {
        Self { handles, likely: 1.0, weighed: Vec::new() }
    }
}

/// What a form says of what it means: several, a person or a thing; and whether a man or a woman.
pub(super) fn group(form: &str) -> Option<(Group, Option<Gender>)> {
    Some(match form {
        "he" | "him" | "his" => (Group::Person, Some(Gender::He)),
        "she" | "her" | "hers" => (Group::Person, Some(Gender::She)),
        "it" | "its" => (Group::Thing, None),
        "they" | "them" | "their" | "theirs" => (Group::Several, None),
        _ => return None,
    })
}

impl Discourse<'_> {
    /// What a pronoun means: of the things at hand that fit its number and gender, `not` excluded, the likeliest.
    pub(super) fn pronoun(&self, gender: Option<Gender>, sought: &Sought<'_>, not: &[Handle]) -> Meant {
        // In a note about her, “she” is nobody of whom it is not known that she can be.
        let titular = self.titular(gender).filter(|h| sought.group == Group::Person && !not.contains(h));
        let known = |m: &Moment| m.handles.iter().all(|&h| self.known[h].gender.is_some());
        let fits = |m: &Moment| {
            (titular.is_none() || known(m))
                && !m.handles.iter().any(|h| not.contains(h))
                && self.may_mean(m, sought.group, gender)
                && self.is_wanted(sought, &m.handles)
        };
        // “Seven things about *Marie Curie*”: she is meant, unless another woman was spoken of in the paragraph.
        if let Some(about) = titular {
            let here = |m: &&Moment| m.claim == self.here.0 && known(m);
            if !self.recent().filter(here).any(|m| m.subject() && fits(m)) {
                return Meant::surely(vec![about]);
            }
        }
        // “She met Pierre. *They* married.”: the two of the sentence before.
        if sought.group == Group::Several && sought.case == Case::Subject {
            let several = |m: &&Moment| self.many(m) && m.subject() && m.sentence + 1 >= self.sentence;
            if let Some(pair) = self.pair().filter(|pair| !not.contains(&pair[0]))
                && !self.recent().filter(several).any(fits)
            {
                return Meant::surely(pair);
            }
        }
        let candidates = self.candidates(sought, &fits);
        let features = |(order, candidate): (usize, &Candidate<'_>)| self.features(sought, candidate, order);
        let mut weighed: Vec<Vec<usize>> = candidates.iter().enumerate().map(features).collect();
        let none = antecedent::none(sought);
        let best = self.antecedents.best(sought.group, &weighed, &none);
        weighed.push(none);
        let handles = candidates.iter().map(|c| c.moment.handles.clone()).chain([Vec::new()]);
        Meant {
            handles: best.map(|best| candidates[best.index].moment.handles.clone()).unwrap_or_default(),
            likely: best.map_or(0.0, |best| best.likely),
            weighed: handles.zip(weighed).collect(),
        }
    }

    /// What “these” or “both” means: several that were spoken of together, in the sentence before if there are such, and
    /// rather those who acted.
    pub(super) fn these(&self, not: &[Handle]) -> Option<Vec<Handle>> {
        let fits = |m: &&Moment| !m.handles.iter().any(|h| not.contains(h)) && self.may_mean(m, Group::Several, None);
        let near = |m: &&Moment| self.reaches(m, Group::Several) && self.many(m) && m.sentence + 1 >= self.sentence;
        let nearest = |subject: bool| self.recent().filter(near).filter(|m| m.subject() || !subject).find(fits);
        let found = nearest(true).or_else(|| nearest(false)).or_else(|| self.recent().find(fits));
        found.map(|m| m.handles.clone())
    }

    /// What may be meant, the nearest first, each once.
    fn candidates(&self, sought: &Sought<'_>, fits: &dyn Fn(&Moment) -> bool) -> Vec<Candidate<'_>> {
        let mut found: Vec<Candidate<'_>> = Vec::new();
        let mut firsts: BTreeMap<usize, &Moment> = BTreeMap::new();
        for moment in self.recent().filter(|m| self.reaches(m, sought.group) && fits(m)) {
            firsts.insert(moment.sentence, moment);
            let own = usize::from(!moment.at.is_some_and(|at| at.pronoun));
            match found.iter().position(|other| other.moment.handles == moment.handles) {
                Some(other) => found[other].mentions += own,
                None if found.len() < CONSIDERED => found.push(Candidate { moment, mentions: own, first: false }),
                None => {}
            }
        }
        for candidate in &mut found {
            candidate.first = firsts[&candidate.moment.sentence].handles == candidate.moment.handles;
        }
        found
    }

    /// “he” does not reach past the claim before, nor in a table past its row, unless one is meant of whom it is known
    /// that “he” can mean him.
    fn reaches(&self, moment: &Moment, group: Group) -> bool {
        let near = moment.claim + usize::from(!self.confined) >= self.here.0;
        let surely = || group == Group::Person && moment.handles.iter().all(|&h| self.known[h].gender.is_some());
        near || !self.confined && surely()
    }

    /// Whether they are of a class that the verb asks for, or of none that is known.
    fn is_wanted(&self, sought: &Sought<'_>, handles: &[Handle]) -> bool {
        let fits = |&h: &Handle| {
            self.known[h].thing.class == "an:Thing" || sought.wanted.iter().any(|class| self.is_a(h, class))
        };
        sought.wanted.is_empty() || handles.iter().all(fits)
    }

    /// Whether what was mentioned then is of the number and gender that the pronoun says.
    fn may_mean(&self, moment: &Moment, group: Group, gender: Option<Gender>) -> bool {
        let one = moment.handles.len() == 1;
        let number = match group {
            Group::Several => self.many(moment) || (one && self.collective(moment.handles[0])),
            Group::Person | Group::Thing => one && !moment.plural,
        };
        // “the *Anna Maria* lost *her* mast”
        let ship = |h: Handle| gender == Some(Gender::She) && self.known[h].named && self.is_a(h, "an:Vehicle");
        let person = |h: Handle| {
            let known = &self.known[h];
            self.is_a(h, "an:Person") || (known.person_like && !known.impersonal)
        };
        let kind = |&h: &Handle| match group {
            Group::Person => {
                let other = gender.is_some() && self.known[h].gender.is_some_and(|g| Some(g) != gender);
                // “took over *his father's* shop; he was twenty-two”
                let aside = !self.known[h].named && moment.at.is_some_and(|at| at.role == Role::Possessor);
                (person(h) || self.may_be_person(h) || ship(h)) && !other && !aside
            }
            Group::Thing => {
                !person(h) && self.speaker != Some(h) && !(moment.place == Place::Topic && self.is_common(h))
            }
            Group::Several => true,
        };
        number && moment.handles.iter().all(kind)
    }

    /// The two persons of the sentence before, one its subject and the other its object, if it speaks of no others.
    fn pair(&self) -> Option<Vec<Handle>> {
        let before = || self.recent().filter(|m| m.claim == self.here.0 && m.sentence + 1 == self.sentence);
        let person = |h: Handle| self.is_a(h, "an:Person") || self.known[h].person_like;
        let one = |m: &&Moment| m.handles.len() == 1 && person(m.handles[0]);
        let subject = before().filter(|m| m.subject()).find(one)?.handles[0];
        let object = before().filter(|m| m.place == Place::Object).find(one)?.handles[0];
        let others = before().filter(one).any(|m| m.handles[0] != subject && m.handles[0] != object);
        (subject != object && !others).then(|| vec![subject, object])
    }

    /// Several, or a name that is a plural by its form: “the *Curies*”.
    fn many(&self, moment: &Moment) -> bool {
        let by_form = |&h: &Handle| {
            let known = &self.known[h];
            known.named
                && known.thing.class == "an:Thing"
                && known.head.ends_with('s')
                && !known.thing.label.contains(' ')
        };
        // “killed at *Arras*”: hardly.
        moment.plural || moment.place != Place::Other && moment.handles.iter().all(by_form)
    }

    /// The one person of this gender whose whole name stands in the title of the note, if it is known to be one.
    fn titular(&self, gender: Option<Gender>) -> Option<Handle> {
        if let Some(about) = self.about.filter(|&h| gender.is_some() && self.known[h].gender == gender) {
            return Some(about);
        }
        let words: Vec<&str> = self.title.split('-').collect();
        let named = |h: &Handle| {
            let label = crate::ontology::fold(&self.known[*h].thing.label);
            label.contains('-') && label.split('-').all(|word| words.contains(&word))
        };
        let of_gender = |h: &Handle| gender.is_some() && self.known[*h].gender == gender && self.is_a(*h, "an:Person");
        let mut all = (0..self.known.len()).filter(of_gender).filter(named);
        all.next().filter(|_| all.next().is_none() && words.len() > 1)
    }

    /// “Collapse”, “Trials”: a heading that is a common noun may be what a line beneath leaves out, but “it” does not mean it.
    fn is_common(&self, handle: Handle) -> bool {
        let label = self.known[handle].thing.label.to_lowercase();
        let known = |noun: &str| {
            self.ontology.class_for_cue(noun).is_some()
                || !self.ontology.entries_for(noun, PartOfSpeech::Noun).is_empty()
        };
        !label.contains(' ') && (known(&label) || label.strip_suffix('s').is_some_and(known))
    }

    /// A name without a class: a person, for all that is known.
    fn may_be_person(&self, handle: Handle) -> bool {
        let known = &self.known[handle];
        // “Nobel Peace *Prize*”: the last word of a person's name is no common noun.
        let common = !self.ontology.entries_for(&known.head, PartOfSpeech::Noun).is_empty()
            || self.ontology.class_for_cue(&known.head).is_some();
        known.named && !known.plural && !common && !known.impersonal && known.thing.class == "an:Thing"
    }

    /// Bodies of people that English also calls “they”.
    fn collective(&self, handle: Handle) -> bool {
        self.known[handle].named && ["an:Organisation", "an:State", "an:People"].iter().any(|c| self.is_a(handle, c))
    }

    /// “Saigō Takamori”: two capitalised words, the last no word of the lexicon, may name a person for all that is known.
    pub(super) fn may_name_person(&self, label: &str, class: &str) -> bool {
        let words: Vec<&str> = label.split(' ').filter(|word| !super::names::is_joint(word)).collect();
        let unknown = |word: &str| self.ontology.entries_for(&word.to_lowercase(), PartOfSpeech::Noun).is_empty();
        class == "an:Thing"
            && (2..=4).contains(&words.len())
            && words.iter().all(|word| word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase))
            && words.iter().all(|word| unknown(word))
    }

    /// By a title (“Queen”) or a given name.
    pub(super) fn gender_of(&self, label: &str) -> Option<Gender> {
        label.split(' ').take(2).find_map(|word| {
            let word = word.to_lowercase();
            let of = |set: &str| self.ontology.has_word(set, &word);
            match (of("given-name-of-men"), of("given-name-of-women")) {
                (true, false) => Some(Gender::He),
                (false, true) => Some(Gender::She),
                _ => self.gender_of_noun(&word),
            }
        })
    }

    pub(super) fn gender_of_noun(&self, noun: &str) -> Option<Gender> {
        if self.ontology.has_word("noun-of-women", noun) {
            return Some(Gender::She);
        }
        self.ontology.has_word("noun-of-men", noun).then_some(Gender::He)
    }
}
