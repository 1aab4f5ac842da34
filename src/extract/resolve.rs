//! Phrases → things: names, pronouns, descriptions, each resolved where it stands.

use super::clause;
use super::discourse::Handle;
use super::names::{Name, Referent};
use super::phrase::{self, Determination};
use super::scene::Scene;
use super::segment::fold_word;
use crate::language::{Dependency as D, Tag, Unit};
use crate::ontology::{NameKind as Kind, PartOfSpeech};

/// Compact IRI of the relation between a thing and its name.
const CALLED: &str = "an:called";

impl Scene<'_, '_> {
    pub(super) fn heads_phrase(&self, i: usize) -> bool {
        let argument = matches!(
            self.tree.dep(i),
            D::Nsubj
                | D::NsubjPass
                | D::NsubjOuter
                | D::Obj
                | D::Iobj
                | D::Obl
                | D::OblAgent
                | D::Nmod
                | D::NmodPoss
                | D::Appos
        );
        match self.tree.tag(i) {
            Tag::Noun => !matches!(self.tree.dep(i), D::Flat | D::Fixed | D::Goeswith) && !self.tree.is_date(i),
            Tag::Propn => !self.is_inner_name(i) && !self.tree.is_date(i),
            Tag::Pron => true,
            Tag::Num | Tag::Sym => matches!(self.tree.words[i].unit, Some(Unit::Name(_))),
            Tag::Adj | Tag::Verb | Tag::Det | Tag::X | Tag::Adv => {
                matches!(self.tree.words[i].unit, Some(Unit::Name(_)))
                    || (argument && self.tree.tag(i) != Tag::Verb && self.tree.tag(i) != Tag::Adv)
            }
            _ => false,
        }
    }

    /// A word inside a name whose head is another word.
    pub(super) fn is_inner_name(&self, i: usize) -> bool {
        let Some(head) = self.tree.words[i].head else { return false };
        match self.tree.dep(i) {
            D::Flat => true,
            D::Compound | D::NmodDesc => {
                self.tree.tag(head) == Tag::Propn
                    && self.tree.words[i].unit.is_none()
                    && self.tree.words[head].unit.is_none()
            }
            _ => false,
        }
    }

    pub(super) fn resolve(&mut self, i: usize) -> Vec<Handle> {
        match &self.tree.words[i].unit {
            Some(Unit::Name(n)) => {
                let names = self.set.names;
                let form = &self.tree.words[i].form;
                let Some(name) = names.get(*n) else { return Vec::new() };
                // “*The* Hindenburg”: people go without an article, ships and airships that are called after them do not.
                let article = self.tree.by(i, &[D::Det]).any(|d| self.tree.lower(d) == "the");
                if (article || self.is_placed(i))
                    && let Some(label) = self.discourse.called_after(name, form)
                {
                    return vec![label];
                }
                if self.is_one_of_people(i, name, form) {
                    return self.description(i);
                }
                let found = self.discourse.named(name, form);
                let last = form.rsplit(' ').next().unwrap_or_default().to_lowercase();
                if let (true, &[one]) = (article, found.as_slice())
                    && self.set.ontology.has_word("newspaper-name", &last)
                    && self.discourse.is_a(one, "an:Person")
                {
                    "an:Publication".clone_into(&mut self.discourse.known[one].thing.class);
                }
                return found;
            }
            Some(Unit::Date(_)) => return Vec::new(),
            Some(Unit::Quantity(_)) | None => {}
        }
        match self.tree.tag(i) {
            Tag::Propn => vec![self.proper(i)],
            Tag::Pron | Tag::Det => self.pronoun(i),
            _ => self.description(i),
        }
    }

    /// “the first *American* to win it”, “made *Turkish* the language of the court”: a word for what belongs to a state means one of its
    /// people, or its language, and not the state; “the British”, “Americans” do.
    fn is_one_of_people(&self, i: usize, name: &Name, form: &str) -> bool {
        let [Referent::Known(_, Kind::Adjective | Kind::Demonym)] = name.referents.as_slice() else { return false };
        let argument = matches!(
            self.tree.dep(i),
            D::Nsubj | D::NsubjPass | D::Obj | D::Iobj | D::Obl | D::Xcomp | D::Root | D::Conj | D::Appos | D::Nmod
        );
        let determined =
            |d: usize| matches!(self.tree.lower(d).as_str(), "a" | "an" | "another" | "every" | "each" | "one" | "no");
        let one = self.tree.by(i, &[D::Det, D::Nummod]).any(determined)
            || self.tree.by(i, &[D::Amod]).any(|a| {
                self.tree.lower(a).ends_with("st")
                    || matches!(self.tree.lower(a).as_str(), "only" | "second" | "third" | "young" | "old")
            });
        // “reached *the Pole*”
        let one = one
            || self.tree.by(i, &[D::Det]).any(|d| self.tree.lower(d) == "the")
                && matches!(name.referents.as_slice(), [Referent::Known(id, Kind::Demonym)]
                    if self.set.ontology.entities[*id].demonyms.contains(&format!("{form}s")));
        let verb = self.tree.words[i].head.map(|head| self.tree.lemma(head)).unwrap_or_default();
        let language = matches!(self.tree.dep(i), D::Obj | D::Xcomp)
            && self.set.ontology.has_word("verb-of-language", verb)
            && self.tree.first(i, &[D::Det]).is_none();
        // “translated *into German*”
        let into = matches!(self.tree.preposition(i).as_str(), "into" | "in" | "from")
            && self.tree.first(i, &[D::Det]).is_none()
            && matches!(name.referents.as_slice(), [Referent::Known(_, Kind::Adjective)]);
        let language = language || into;
        argument && !form.contains(' ') && !form.ends_with('s') && (one || language)
    }

    /// A name that was not found before parsing: the word with those that belong to it.
    pub(super) fn proper(&mut self, i: usize) -> Handle {
        let part = |c: usize| {
            matches!(self.tree.dep(c), D::Flat | D::Compound | D::NmodDesc | D::Goeswith | D::Nummod)
                && (self.tree.tag(c) == Tag::Propn || matches!(self.tree.tag(c), Tag::Num))
                && self.tree.words[c].unit.is_none()
                || (self.tree.dep(c) == D::Flat && self.tree.tag(c) != Tag::Pron)
        };
        let words = self.tree.below(i, &part);
        let text = phrase::join(&self.tree, self.set.text, &words);
        self.discourse.string(&text)
    }

    /// A phrase without a name: something spoken of before, an event told before, or a new thing by its description.
    pub(super) fn description(&mut self, i: usize) -> Vec<Handle> {
        let core = phrase::core(&self.tree, i);
        if core != i && clause::is_name(&self.tree, core) {
            return self.resolve(core);
        }
        let i = core;
        if let Some(named) = self.place_named(i).or_else(|| self.name_given(i)) {
            // “his wife *Danuta*”
            if let (&[one], Some(gender)) = (named.as_slice(), self.discourse.gender_of_noun(self.tree.lemma(i))) {
                self.discourse.known[one].gender.get_or_insert(gender);
            }
            return named;
        }
        let plural = self.is_plural(i);
        let determination = phrase::determination(&self.tree, i);
        let bare = self.tree.by(i, &[D::Amod, D::Nmod, D::Compound, D::Nummod, D::Acl, D::AclRelcl]).next().is_none();
        if let Some(event) = self.event_told(i, determination) {
            return vec![event];
        }
        if determination == Determination::Definite
            && bare
            && let Some(found) = self.discourse.definite(self.tree.lemma(i), plural)
        {
            return found;
        }
        // How many there are is said beside a thing, not in its name; “the two brothers” are two.
        let counted = phrase::quantity(&self.tree, i)
            .is_some_and(|(_, at)| at != i && self.tree.words[at].form.contains(|c: char| c.is_ascii_digit()));
        let label = if counted { self.without_number(i) } else { phrase::label(&self.tree, self.set.text, i) };
        if label.is_empty() {
            return Vec::new();
        }
        let told = label;
        let label = self.with_possessor(i, &told);
        let handle = self.discourse.described(&label, self.tree.lemma(i), plural);
        let short = phrase::short_label(&self.tree, self.set.text, i);
        let head = self.tree.words[i].form.clone();
        for alias in [told, short, head] {
            let aliases = &mut self.discourse.known[handle].thing.aliases;
            if alias != label && !alias.is_empty() && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        vec![handle]
    }

    /// “*His* death”, “*whose* brother”: named after the one who is meant, “Ii Naosuke's death”.
    fn with_possessor(&mut self, i: usize, label: &str) -> String {
        let Some(pronoun) = self.tree.first(i, &[D::NmodPoss]).filter(|&p| self.tree.tag(p) == Tag::Pron) else {
            return label.to_owned();
        };
        let owners = if self.tree.lower(pronoun) == "whose" {
            let mut above = i;
            while let Some(head) = self.tree.words[above].head.filter(|_| self.tree.dep(above) != D::AclRelcl) {
                above = head;
            }
            let antecedent = self.tree.words[above].head;
            antecedent.and_then(|word| self.links[word].clone()).unwrap_or_default()
        } else {
            self.links[pronoun].clone().unwrap_or_default()
        };
        match (owners.as_slice(), label.strip_prefix(self.tree.words[pronoun].form.as_str())) {
            (&[owner], Some(rest)) => {
                let owner = &self.discourse.known[owner].thing.label;
                let mark = if owner.ends_with('s') { "'" } else { "'s" };
                format!("{owner}{mark}{rest}")
            }
            _ => label.to_owned(),
        }
    }

    /// “a group *named X*”, “the ambassador, *X*”: the phrase means what it names.
    pub(super) fn name_given(&mut self, i: usize) -> Option<Vec<Handle>> {
        let ontology = self.set.ontology;
        let names = |s: &Self, verb: usize| {
            ontology
                .entries_for(s.tree.lemma(verb), PartOfSpeech::Verb)
                .iter()
                .any(|&e| ontology.entries[e].relation.is_some_and(|r| ontology.relations[r].iri == CALLED))
        };
        let naming = self.tree.by(i, &[D::Acl]).find(|&a| names(self, a));
        let given =
            naming.and_then(|a| self.tree.by(a, &[D::Obj, D::Xcomp, D::Obl]).find(|&w| clause::is_name(&self.tree, w)));
        let apposed = || {
            // “his brother *Giuliano*”, “the ambassador, *X*”: a kinsman, a title, an office.
            let lemma = self.tree.lemma(i);
            let title = ontology.has_word("relational-noun", lemma)
                || ontology.class_for_title(lemma).is_some()
                || ontology.class_for_cue(lemma).is_some_and(|c| ontology.is_a(c, "an:Actor") || c == "an:Office");
            let kin = ontology.has_word("relational-noun", lemma);
            let inner = std::iter::once(i).chain(self.tree.by(i, &[D::Nmod]).filter(|_| !kin));
            let found = inner.flat_map(|w| self.tree.by(w, &[D::Appos, D::Flat, D::NmodDesc]).collect::<Vec<_>>());
            // “married *cameraman Otto Feld*”: nothing but a trade stands right before a name of two words.
            let bare = |w: usize| {
                w == i + 1 && self.tree.first(i, &[D::Det, D::Case]).is_none() && self.tree.words[w].form.contains(' ')
            };
            found.into_iter().find(|&w| (title || bare(w)) && clause::is_name(&self.tree, w))
        };
        let word = given.or_else(apposed)?;
        let handles = self.resolve_beside(i, word);
        self.stood_behind(i, &handles);
        Some(handles)
    }

    /// “the city of Kaesong” is Kaesong.
    pub(super) fn place_named(&mut self, i: usize) -> Option<Vec<Handle>> {
        let class = self.set.ontology.class_for_cue(self.tree.lemma(i))?.to_owned();
        let inner = self.tree.by(i, &[D::Nmod, D::Appos, D::Flat, D::NmodDesc]).find(|&c| {
            matches!(self.tree.preposition(c).as_str(), "of" | "")
                && (self.tree.tag(c) == Tag::Propn)
                && !self.tree.is_date(c)
        })?;
        // “the city of Kaesong” is Kaesong, “the port of London” is not London.
        if self.tree.preposition(inner) == "of" && self.set.ontology.has_word("part-of-a-place", self.tree.lemma(i)) {
            return None;
        }
        let fits = self.set.ontology.is_a(&class, "an:Place")
            || (self.tree.preposition(inner).is_empty() && self.tree.dep(inner) != D::Nmod && class != "an:Thing");
        if !fits {
            return None;
        }
        let handles = self.resolve_beside(i, inner);
        self.stood_behind(i, &handles);
        for &h in &handles {
            if self.discourse.known[h].thing.class == "an:Thing" {
                self.discourse.known[h].thing.class.clone_from(&class);
            }
        }
        Some(handles)
    }

    /// Remembers by what noun things that are named behind it can be meant later.
    fn stood_behind(&mut self, noun: usize, handles: &[Handle]) {
        for &h in handles {
            self.discourse.known[h].nouns.insert(fold_word(self.tree.lemma(noun)));
        }
    }

    /// “the invasion”, “the North Korean invasion”, “their attack on the camp”: an event that was told before.
    pub(super) fn event_told(&mut self, i: usize, determination: Determination) -> Option<Handle> {
        if !matches!(determination, Determination::Definite | Determination::Possessed) {
            return None;
        }
        let ontology = self.set.ontology;
        for &id in ontology.entries_for(self.tree.lemma(i), PartOfSpeech::Noun) {
            let entry = &ontology.entries[id];
            let Some(relation) = entry.relation.map(|r| &ontology.relations[r]) else { continue };
            if relation.event.is_none() {
                continue;
            }
            let actors = self.nominal(i, &entry.subject, true);
            let patients = self.nominal(i, &entry.object, false);
            let told = self.discourse.told(&relation.iri, &actors, &patients);
            // “the invasion”, under the date of another one, is another one.
            let year =
                |edtf: &str| edtf.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned);
            let own = self.when(i).and_then(|when| year(&when.date.edtf));
            let here = own.clone().or_else(|| self.set.when.and_then(|when| year(&when.date.edtf)));
            let then = told.and_then(|h| self.discourse.known[h].event.as_ref()?.time.as_deref().and_then(year));
            // “the failed coup *of September 2015*” is not that of 1980.
            if own.is_some() && told.is_some() && own != then {
                continue;
            }
            let other = here.is_some() && then.is_some() && here != then && actors.is_empty() && patients.is_empty();
            // “the *first powered* flight”, “the *slave* revolt” is none that was told of in other words.
            let another = |h: &Handle| {
                let label = self.discourse.known[*h].thing.label.to_lowercase();
                let new = |w: usize| {
                    let apart = self.tree.dep(w) == D::Compound || ontology.has_word("foremost", &self.tree.lower(w));
                    apart && !label.contains(&self.tree.lower(w))
                };
                actors.is_empty() && patients.is_empty() && self.tree.by(i, &[D::Amod, D::Compound]).any(new)
            };
            if let Some(handle) = told.filter(|h| !other && !another(h)) {
                return Some(handle);
            }
        }
        None
    }

    /// The things in the places of a noun: possessor or “by” for its subject, “of” for its object.
    pub(super) fn nominal(
        &mut self,
        noun: usize,
        arguments: &[crate::ontology::Argument],
        subject: bool,
    ) -> Vec<Handle> {
        use crate::ontology::Argument as A;
        let defaults = if subject {
            vec![A::Possessive, A::Preposition("by".to_owned()), A::Modifier]
        } else {
            vec![A::Preposition("of".to_owned())]
        };
        let arguments = if arguments.is_empty() { &defaults } else { arguments };
        let Some(word) = super::choose::nominal_place(&self.tree, noun, arguments) else { return Vec::new() };
        self.handles(word)
    }

    /// The things that a phrase and all coordinated with it mean.
    pub(super) fn handles(&mut self, word: usize) -> Vec<Handle> {
        let mut found = Vec::new();
        for w in self.tree.conjuncts(word) {
            if w != word && self.tree.is_predicate(w) && self.tree.tag(w) == Tag::Verb {
                continue;
            }
            for handle in self.phrase_handles(w) {
                if !found.contains(&handle) {
                    found.push(handle);
                }
            }
        }
        found
    }

    pub(super) fn phrase_handles(&mut self, word: usize) -> Vec<Handle> {
        // A pronoun that meant nothing where it stands does not mean what is named behind it.
        let late = self.tree.tag(word) != Tag::Pron;
        if late && self.links[word].is_none() && !self.tree.is_date(word) && self.is_thinglike(word) {
            let found = self.adjective(word).map_or_else(|| self.resolve(word), |h| vec![h]);
            self.links[word] = Some(found);
        }
        self.links[word].clone().unwrap_or_default()
    }

    pub(super) fn is_thinglike(&self, word: usize) -> bool {
        !matches!(
            self.tree.tag(word),
            Tag::Punct | Tag::Adp | Tag::Cconj | Tag::Sconj | Tag::Aux | Tag::Part | Tag::Verb
        ) || self.tree.words[word].unit.is_some()
    }

    /// “the *Soviet* seat”: the state that an adjective names.
    pub(super) fn adjective(&mut self, word: usize) -> Option<Handle> {
        let form = &self.tree.words[word].form;
        form.starts_with(char::is_uppercase).then(|| self.discourse.adjective(form))?
    }
}
