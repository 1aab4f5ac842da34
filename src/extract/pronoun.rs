//! Whom a pronoun means, by number, gender, and how near it was spoken of.

use super::discourse::{Discourse, Handle, Moment, Place};
use crate::ontology::PartOfSpeech;

/// Which pronoun a person goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    He,
    She,
}

impl Discourse<'_> {
    /// What a pronoun means: of the things at hand that fit its number and kind, `not` excluded and `allowed` passed, the
    /// last that was a subject, else the last. “it” means a subject of this sentence, else its only object, else the one
    /// thing named in it, and then the same of the sentence before; “they” are several before they are one body of
    /// people, but who acts is rather the body that acted than things that it had to do with.
    pub(super) fn pronoun(
        &self,
        (form, acts): (&str, bool),
        not: &[Handle],
        allowed: &dyn Fn(&Self, Handle) -> bool,
    ) -> Option<Vec<Handle>> {
        let (person, plural) = match form {
            "i" | "me" | "my" | "myself" => return self.speaker.map(|s| vec![s]),
            "he" | "him" | "his" | "she" | "her" | "himself" | "herself" | "hers" => (Some(true), false),
            "it" | "its" | "itself" => (Some(false), false),
            "they" | "them" | "their" | "these" | "those" | "both" | "themselves" | "theirs" => (None, true),
            _ => return None,
        };
        let gender = match form {
            "he" | "him" | "his" | "himself" => Some(Gender::He),
            "she" | "her" | "herself" | "hers" => Some(Gender::She),
            _ => None,
        };
        let other_gender = |h: &Handle| gender.is_some() && self.known[*h].gender.is_some_and(|g| Some(g) != gender);
        let number = |m: &Moment| {
            let one = m.handles.len() == 1;
            if plural { self.many(m) || (one && self.collective(m.handles[0])) } else { one && !m.plural }
        };
        // “the *Anna Maria* lost *her* mast”
        let ship = |h: Handle| gender == Some(Gender::She) && self.known[h].named && self.is_a(h, "an:Vehicle");
        let fits = |m: &&Moment| {
            number(m)
                && !(person == Some(false) && self.speaker.is_some_and(|speaker| m.handles.contains(&speaker)))
                && !(m.place == Place::Topic && person == Some(false) && self.is_common(m.handles[0]))
                && m.handles.iter().all(|&h| {
                    person.is_none_or(|p| {
                        p == (self.is_a(h, "an:Person") || (self.known[h].person_like && !self.known[h].impersonal))
                            || (p && (self.may_be_person(h) || ship(h)))
                    }) && !not.contains(&h)
                        && !other_gender(&h)
                        && allowed(self, h)
                        && (m.subject()
                            || self.known[h].named
                            || m.place == Place::Object
                            || self.known[h].event.is_some()
                            || plural)
                })
        };
        let here = |m: &&Moment| m.claim == self.here.0;
        // “he” does not reach past the claim before; in a table not past its row.
        let near = |m: &&Moment| m.claim + usize::from(!self.confined) >= self.here.0;
        let as_subject = self.recent().filter(here).filter(|m| m.subject()).find(fits);
        let ago = |sentences: usize| move |m: &&Moment| m.sentence + sentences == self.sentence;
        let only = |sentences: usize| {
            let mut all = self.recent().filter(here).filter(ago(sentences)).filter(fits);
            let last = all.next()?;
            all.all(|m| m.handles == last.handles).then_some(last)
        };
        let subject_of =
            |sentences: usize| self.recent().filter(here).filter(ago(sentences)).filter(|m| m.subject()).find(fits);
        let only_object = |sentences: usize| {
            let mut all =
                self.recent().filter(here).filter(ago(sentences)).filter(|m| m.place == Place::Object).filter(fits);
            let last = all.next()?;
            all.all(|m| m.handles == last.handles).then_some(last)
        };
        let several = |m: &&Moment| self.many(m) && m.sentence + 1 >= self.sentence;
        let found = match person {
            Some(false) => subject_of(0)
                .or_else(|| only_object(0))
                .or_else(|| only(0))
                .or_else(|| subject_of(1))
                .or_else(|| only_object(1))
                .or(as_subject),
            Some(true) => {
                // “impeached Strafford and had *him* executed”: as an object it means whoever was named last in the sentence.
                let known = |m: &&Moment| m.handles.iter().all(|&h| self.is_a(h, "an:Person"));
                let said = || self.recent().filter(here).filter(ago(0));
                let last =
                    (form == "him").then(|| said().filter(known).find(fits).or_else(|| said().find(fits))).flatten();
                // A heading that is not known to name a person (“Background”) does where nobody else is at hand: nobody known,
                // nor anybody with a name and surname in this sentence.
                let full = |m: &&Moment| {
                    m.handles.iter().all(|&h| self.known[h].named && self.known[h].thing.label.contains(' '))
                };
                let other = |topic: &Moment| {
                    let said = self.recent().filter(here).filter(|m| m.place != Place::Topic && m.subject()).find(fits);
                    said.or_else(|| self.recent().filter(near).filter(known).find(fits))
                        .or_else(|| self.recent().filter(here).filter(ago(0)).filter(full).find(fits))
                        .filter(|m| m.handles != topic.handles)
                };
                let as_subject = match as_subject {
                    Some(topic) if topic.place == Place::Topic && !known(&topic) => other(topic).or(Some(topic)),
                    subject => subject,
                };
                let as_subject = last.or(as_subject);
                // “Seven things about *Marie Curie*”: she is meant, unless another woman was spoken of in the paragraph.
                let known_to_be = |m: &Moment| m.handles.iter().all(|&h| self.known[h].gender.is_some());
                if as_subject.as_ref().is_none_or(|m| !known_to_be(m))
                    && let Some(about) = self.titular(gender).filter(|h| !not.contains(h) && allowed(self, *h))
                {
                    return Some(vec![about]);
                }
                let surely = |m: &&Moment| m.handles.iter().all(|&h| self.known[h].gender.is_some());
                as_subject
                    .or_else(|| self.recent().filter(near).filter(surely).find(fits))
                    .or_else(|| self.recent().filter(near).find(fits))
                    // Far back, only one of whom it is known may be meant.
                    .or_else(|| self.recent().filter(|_| !self.confined).filter(surely).find(fits))
            }
            None => {
                let nearest = |subject: bool| {
                    self.recent().filter(near).filter(several).filter(|m| m.subject() || !subject).find(fits)
                };
                let acted = || {
                    let lately = |m: &&Moment| m.subject() && !m.plural && m.sentence + 1 >= self.sentence;
                    self.recent().filter(near).filter(lately).find(fits).filter(|_| acts)
                };
                // “She met Pierre. *They* married.”: the two of the sentence before.
                if let Some(pair) =
                    self.pair().filter(|pair| acts && nearest(true).is_none() && !not.contains(&pair[0]))
                {
                    return Some(pair);
                }
                let earlier = || self.recent().filter(here).filter(|m| self.many(m) && m.subject()).find(fits);
                let nearby = nearest(true).or_else(acted).or_else(earlier).or_else(|| nearest(false));
                nearby.or_else(|| self.recent().find(fits))
            }
        };
        found.map(|m| m.handles.clone())
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

    /// Whether several things, or a body of people, are meant; of a name of unknown kind, whether it has an article or a
    /// plural (“the Beatles”).
    pub(super) fn may_be_they(&self, handles: &[Handle]) -> bool {
        let one = |&h: &Handle| {
            let known = &self.known[h];
            known.plural
                || self.collective(h)
                || known.named && known.thing.class == "an:Thing" && known.head.ends_with('s')
        };
        handles.len() > 1 || handles.iter().all(one)
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
