//! One sentence being read: its tree, its words linked to things, and what has been drafted from it so far.

use super::choose::Reading;
use super::clause::{self, Clause};
use super::discourse::{Discourse, Handle};
use super::names::Name;
use super::phrase::{self, Determination};
use super::tree::Tree;
use crate::language::{Date, Dependency as D, Sentence, Tag, Unit};
use crate::ontology::{Entry, Ontology, PartOfSpeech};
use crate::span::Span;
use crate::statement::{Object, Polarity, Relation, Role, Stance, Thing};

/// Compact IRI of the relation between a thing and its name.
const CALLED: &str = "an:called";

/// In what voice a clause is said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Voice {
    pub(super) stance: Stance,
    pub(super) negated: bool,
    /// Label and IRI of who says, believes, asks or plans it.
    pub(super) holder: Option<(String, Option<String>)>,
}

impl Voice {
    /// The note or a source that it quotes vouches for it.
    pub(super) const fn asserted() -> Self {
        Self { stance: Stance::Asserted, negated: false, holder: None }
    }

    /// The voice of a clause inside another whose word means it so. What is merely continued (“began to”) keeps the
    /// outer voice; anything else is its holder's own.
    pub(super) fn within(&self, stance: Stance, negates: bool, holder: Option<(String, Option<String>)>) -> Self {
        if stance == Stance::Asserted {
            return Self { negated: self.negated ^ negates, ..self.clone() };
        }
        Self { stance, negated: negates, holder: holder.or_else(|| self.holder.clone()) }
    }

    /// The same voice for something that is possible at most.
    pub(super) fn unreal(&self) -> Self {
        let stance = if self.stance == Stance::Asserted { Stance::Hypothetical } else { self.stance };
        Self { stance, ..self.clone() }
    }

    /// The voice of what stands beside a negated clause, itself not negated.
    pub(super) fn beside(&self) -> Self {
        Self { negated: false, ..self.clone() }
    }

    pub(super) fn polarity(&self) -> Polarity {
        if self.negated { Polarity::Negated } else { Polarity::Affirmed }
    }
}

/// A time with the words it was read from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct When {
    pub(super) date: Date,
    pub(super) text: String,
    /// Not in the clause itself.
    pub(super) inherited: bool,
}

/// What fills a place: a phrase of this sentence, or things known from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Slot {
    Word(usize),
    Things(Vec<Handle>),
}

/// A statement before it has its evidence and sources.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) subject: Thing,
    pub(super) relation: Relation,
    pub(super) object: Option<Object>,
    pub(super) roles: Vec<Role>,
    pub(super) event: Option<Handle>,
    pub(super) when: Option<When>,
    pub(super) place: Option<Thing>,
    pub(super) voice: Voice,
    pub(super) confidence: f32,
    pub(super) basis: String,
    /// In the passage's text.
    pub(super) span: Span,
}

/// An entry of the lexicon that a clause or phrase could be read by, with what would fill its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) entry: String,
    pub(super) subject: Vec<String>,
    pub(super) object: Vec<String>,
    pub(super) chosen: bool,
}

impl Candidate {
    /// From a noun, whose places hold things.
    pub(super) fn of_things(scene: &Scene<'_, '_>, entry: &Entry, subject: &[Handle], object: &[Handle]) -> Self {
        let names = |handles: &[Handle]| {
            handles
                .iter()
                .flat_map(|&h| {
                    let thing = &scene.discourse.known[h].thing;
                    std::iter::once(thing.label.clone()).chain(thing.aliases.iter().cloned())
                })
                .collect()
        };
        Self { entry: entry.iri.clone(), subject: names(subject), object: names(object), chosen: true }
    }

    /// From a reading of a clause, whose places hold words.
    pub(super) fn of_reading(scene: &Scene<'_, '_>, reading: &Reading, chosen: bool) -> Option<Self> {
        let entry = &scene.set.ontology.entries[reading.entry?];
        let words = |word: Option<usize>| word.map(|w| scene.whole_clause(w)).into_iter().collect();
        Some(Self { entry: entry.iri.clone(), subject: words(reading.subject), object: words(reading.object), chosen })
    }
}

/// What stays the same through a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub(super) ontology: &'a Ontology,
    /// The text of the passage; spans of words refer to it.
    pub(super) text: &'a str,
    pub(super) names: &'a [Name],
    /// What a clause without a subject is about, and the words that say so.
    pub(super) topic: Option<(&'a [Handle], &'a str)>,
    /// When everything in the passage happened, unless it says otherwise.
    pub(super) when: Option<&'a When>,
    /// Notes in telegram style: a bare participle is a passive.
    pub(super) telegram: bool,
}

/// A sentence being read.
pub(super) struct Scene<'a, 'd> {
    pub(super) set: Setting<'a>,
    pub(super) discourse: &'a mut Discourse<'d>,
    pub(super) tree: Tree<'a>,
    /// For each word that heads a phrase, what it means.
    pub(super) links: Vec<Option<Vec<Handle>>>,
    pub(super) drafts: Vec<Draft>,
    /// A question asserts nothing.
    pub(super) question: bool,
    /// Entries of the lexicon that were considered.
    pub(super) candidates: Vec<Candidate>,
    /// Predicates read so far, as `show frames` prints them.
    pub(super) frames: Vec<(Clause, Option<Reading>)>,
    /// Words whose clause has been read: no clause is read twice.
    pub(super) read: Vec<bool>,
    /// Events that clauses of this sentence told, by predicate.
    pub(super) events: Vec<(usize, Handle)>,
    /// What the last number counted, for numbers that stand alone.
    pub(super) counted: Option<Handle>,
}

impl<'a, 'd> Scene<'a, 'd> {
    pub(super) fn new(
        set: Setting<'a>,
        discourse: &'a mut Discourse<'d>,
        sentence: &'a Sentence,
        counted: Option<Handle>,
    ) -> Self {
        let tree = Tree::new(sentence);
        let count = tree.words.len();
        let question = tree.words.last().is_some_and(|w| w.form == "?");
        let mut scene = Self {
            set,
            discourse,
            tree,
            links: vec![None; count],
            drafts: Vec::new(),
            question,
            candidates: Vec::new(),
            frames: Vec::new(),
            read: vec![false; count],
            events: Vec::new(),
            counted,
        };
        scene.link();
        scene
    }

    // --- words to things ------------------------------------------------------------------------------------

    /// Links every phrase to what it means, from left to right, as a reader does.
    fn link(&mut self) {
        for i in 0..self.tree.words.len() {
            if self.heads_phrase(i) {
                let handles = self.resolve(i);
                if !handles.is_empty() {
                    self.discourse.mention(&handles, matches!(self.tree.dep(i), D::Nsubj | D::NsubjPass));
                    self.links[i] = Some(handles);
                }
                self.mention_group(i);
            }
        }
    }

    /// “Stalin, Mao and Kim”: at the last of them, all are mentioned together.
    fn mention_group(&mut self, i: usize) {
        if self.tree.dep(i) != D::Conj {
            return;
        }
        let Some(first) = self.tree.words[i].head else { return };
        let group: Vec<usize> = self.tree.conjuncts(first);
        if group.last() == Some(&i) && self.tree.dep(first) != D::Conj {
            let handles: Vec<Handle> = group.iter().filter_map(|&w| self.links[w].clone()).flatten().collect();
            if handles.len() > 1 {
                self.discourse.mention(&handles, matches!(self.tree.dep(first), D::Nsubj | D::NsubjPass));
            }
        }
    }

    fn heads_phrase(&self, i: usize) -> bool {
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
    fn is_inner_name(&self, i: usize) -> bool {
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

    fn resolve(&mut self, i: usize) -> Vec<Handle> {
        match &self.tree.words[i].unit {
            Some(Unit::Name(n)) => {
                let names = self.set.names;
                return names.get(*n).map(|name| self.discourse.named(name)).unwrap_or_default();
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

    /// A name that was not found before parsing: the word with those that belong to it.
    fn proper(&mut self, i: usize) -> Handle {
        let part = |c: usize| {
            matches!(self.tree.dep(c), D::Flat | D::Compound | D::NmodDesc | D::Goeswith | D::Nummod)
                && (self.tree.tag(c) == Tag::Propn || matches!(self.tree.tag(c), Tag::Num))
                && self.tree.words[c].unit.is_none()
                || (self.tree.dep(c) == D::Flat)
        };
        let words = self.tree.below(i, &part);
        let text = phrase::join(&self.tree, self.set.text, &words);
        self.discourse.string(&text)
    }

    fn pronoun(&mut self, i: usize) -> Vec<Handle> {
        let form = self.tree.lower(i);
        // “both gave”, “these nations”: a determiner is no pronoun.
        if self.tree.tag(i) == Tag::Det && matches!(self.tree.dep(i), D::Det | D::DetPredet) {
            return Vec::new();
        }
        if self.is_dummy(i) {
            return Vec::new();
        }
        let other = self.clause_mate(i);
        let wanted = self.wanted_classes(i);
        let ontology = self.set.ontology;
        let allowed = |d: &Discourse<'_>, h: Handle| {
            wanted.is_empty()
                || d.known[h].thing.class == "an:Thing"
                || wanted.iter().any(|c| ontology.is_a(&d.known[h].thing.class, c))
        };
        self.discourse.pronoun(&form, &other, &allowed).unwrap_or_default()
    }

    /// The “it” of “made it possible to”, “it is clear that”.
    fn is_dummy(&self, i: usize) -> bool {
        let Some(head) = self.tree.words[i].head.filter(|_| self.tree.lower(i) == "it") else { return false };
        let clausal = [D::Csubj, D::CsubjPass, D::Ccomp, D::Xcomp, D::Advcl, D::Acl];
        let as_object = self.tree.dep(i) == D::Obj && self.tree.first(head, &[D::Xcomp]).is_some();
        let as_subject = self.tree.dep(i) == D::Nsubj
            && self.tree.first(head, &[D::Cop]).is_some()
            && self.tree.first(head, &clausal).is_some();
        as_object || as_subject
    }

    /// What the subject of the same clause means, which its object cannot mean too.
    fn clause_mate(&self, i: usize) -> Vec<Handle> {
        let mut at = i;
        while let Some(head) = self.tree.words[at].head {
            at = head;
            if self.tree.is_predicate(at) {
                if let Some(subject) = self.tree.first(at, &[D::Nsubj, D::NsubjPass]).filter(|&s| s != i) {
                    let possessor = self.tree.dep(i) == D::NmodPoss;
                    return if possessor { Vec::new() } else { self.links[subject].clone().unwrap_or_default() };
                }
                // A clause without a subject of its own takes that of the clause above.
                if !matches!(self.tree.dep(at), D::Xcomp | D::Advcl | D::Conj) {
                    break;
                }
            }
        }
        Vec::new()
    }

    /// The classes that the predicate's relations ask of this argument.
    fn wanted_classes(&self, i: usize) -> Vec<String> {
        let Some(head) = self.tree.words[i].head else { return Vec::new() };
        let as_object = match self.tree.dep(i) {
            D::Nsubj => false,
            D::NsubjPass | D::Obj => true,
            _ => return Vec::new(),
        };
        let ontology = self.set.ontology;
        let mut wanted = Vec::new();
        for &id in ontology.entries_for(self.tree.lemma(head), PartOfSpeech::Verb) {
            if let Some(relation) = ontology.entries[id].relation.map(|r| &ontology.relations[r]) {
                wanted.extend(if as_object { relation.range.clone() } else { relation.domain.clone() });
            }
        }
        wanted
    }

    /// A phrase without a name: something spoken of before, an event told before, or a new thing by its description.
    fn description(&mut self, i: usize) -> Vec<Handle> {
        let i = phrase::core(&self.tree, i);
        if let Some(named) = self.place_named(i).or_else(|| self.name_given(i)) {
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
        let label = phrase::label(&self.tree, self.set.text, i);
        if label.is_empty() {
            return Vec::new();
        }
        let handle = self.discourse.described(&label, self.tree.lemma(i), plural);
        let short = phrase::short_label(&self.tree, self.set.text, i);
        let head = self.tree.words[i].form.clone();
        for alias in [short, head] {
            let aliases = &mut self.discourse.known[handle].thing.aliases;
            if alias != label && !alias.is_empty() && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        vec![handle]
    }

    fn is_plural(&self, i: usize) -> bool {
        let word = &self.tree.words[i];
        word.tag == Tag::Noun && word.form.to_lowercase() != word.lemma.to_lowercase() && word.form.ends_with('s')
    }

    /// “a group *named X*”, “the ambassador, *X*”: the phrase means what it names.
    fn name_given(&mut self, i: usize) -> Option<Vec<Handle>> {
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
            let title = ontology.class_for_title(self.tree.lemma(i)).is_some()
                || ontology
                    .class_for_cue(self.tree.lemma(i))
                    .is_some_and(|c| ontology.is_a(c, "an:Actor") || c == "an:Office");
            let inner = std::iter::once(i).chain(self.tree.by(i, &[D::Nmod]));
            let found = inner.flat_map(|w| self.tree.by(w, &[D::Appos, D::Flat, D::NmodDesc]).collect::<Vec<_>>());
            found.into_iter().find(|&w| title && clause::is_name(&self.tree, w))
        };
        let word = given.or_else(apposed)?;
        Some(self.resolve(word))
    }

    /// “the city of Kaesong” is Kaesong.
    fn place_named(&mut self, i: usize) -> Option<Vec<Handle>> {
        let class = self.set.ontology.class_for_cue(self.tree.lemma(i))?.to_owned();
        let inner = self.tree.by(i, &[D::Nmod, D::Appos, D::Flat, D::NmodDesc]).find(|&c| {
            matches!(self.tree.preposition(c).as_str(), "of" | "")
                && (self.tree.tag(c) == Tag::Propn)
                && !self.tree.is_date(c)
        })?;
        let fits = self.set.ontology.is_a(&class, "an:Place")
            || (self.tree.preposition(inner).is_empty() && self.tree.dep(inner) != D::Nmod && class != "an:Thing");
        if !fits {
            return None;
        }
        let handles = self.resolve(inner);
        for &h in &handles {
            if self.discourse.known[h].thing.class == "an:Thing" {
                self.discourse.known[h].thing.class.clone_from(&class);
            }
        }
        Some(handles)
    }

    /// “the invasion”, “the North Korean invasion”, “their attack on the camp”: an event that was told before.
    fn event_told(&mut self, i: usize, determination: Determination) -> Option<Handle> {
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
            if let Some(handle) = self.discourse.told(&relation.iri, &actors, &patients) {
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

    // --- what stands in a place -----------------------------------------------------------------------------

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

    fn phrase_handles(&mut self, word: usize) -> Vec<Handle> {
        if self.links[word].is_none() && !self.tree.is_date(word) && self.is_thinglike(word) {
            let found = self.adjective(word).map_or_else(|| self.resolve(word), |h| vec![h]);
            self.links[word] = Some(found);
        }
        self.links[word].clone().unwrap_or_default()
    }

    fn is_thinglike(&self, word: usize) -> bool {
        !matches!(
            self.tree.tag(word),
            Tag::Punct | Tag::Adp | Tag::Cconj | Tag::Sconj | Tag::Aux | Tag::Part | Tag::Verb
        ) || self.tree.words[word].unit.is_some()
    }

    /// “the *Soviet* seat”: the state that an adjective names.
    fn adjective(&mut self, word: usize) -> Option<Handle> {
        let form = &self.tree.words[word].form;
        form.starts_with(char::is_uppercase).then(|| self.discourse.adjective(form))?
    }

    /// The date that says when a clause was, unless a clause inside it claims that.
    pub(super) fn when(&self, head: usize) -> Option<When> {
        let own = |w: usize| !self.tree.is_clause(w);
        let words = self.tree.below(head, &own);
        // “the 1973 coup”, “(1964–1970)”: a date before a noun or in brackets dates that alone.
        let loose = |w: usize| {
            let mut at = w;
            while at != head {
                let inside = D::Appos == self.tree.dep(at)
                    || (at == w && matches!(self.tree.dep(w), D::Compound | D::Amod | D::Nummod | D::NmodPoss));
                let Some(next) = self.tree.words[at].head.filter(|_| !inside) else { return false };
                at = next;
            }
            true
        };
        let mut dates: Vec<(usize, usize)> =
            words.into_iter().filter(|&w| self.tree.is_date(w) && loose(w)).map(|w| (self.depth(w, head), w)).collect();
        dates.sort_unstable();
        let &(_, word) = dates.first()?;
        self.date_at(word)
    }

    pub(super) fn date_at(&self, word: usize) -> Option<When> {
        let Some(Unit::Date(date)) = &self.tree.words[word].unit else { return None };
        Some(When { date: date.clone(), text: self.tree.words[word].form.clone(), inherited: date.inherited })
    }

    fn depth(&self, word: usize, head: usize) -> usize {
        let (mut depth, mut at) = (0, word);
        while let Some(next) = self.tree.words[at].head.filter(|_| at != head) {
            at = next;
            depth += 1;
        }
        depth
    }

    /// The words of a clause alone, inner clauses left out.
    pub(super) fn own_words(&self, head: usize) -> Vec<usize> {
        self.tree.below(head, &|w| !self.tree.is_clause(w))
    }

    /// The words of a clause as text, without what brackets and commas hang at its ends.
    pub(super) fn clause_text(&self, head: usize, with_mark: bool) -> String {
        let mut words = self.own_words(head);
        words.retain(|&w| with_mark || !(self.tree.dep(w) == D::Mark && self.tree.words[w].head == Some(head)));
        while words.last().is_some_and(|&w| self.tree.tag(w) == Tag::Punct) {
            words.pop();
        }
        while words.first().is_some_and(|&w| self.tree.tag(w) == Tag::Punct || (self.tree.tag(w) == Tag::Cconj)) {
            words.remove(0);
        }
        phrase::join(&self.tree, self.set.text, &words)
    }

    /// The stretch of text that a clause is read from.
    pub(super) fn clause_span(&self, head: usize) -> Span {
        let mut words = self.own_words(head);
        words.retain(|&w| self.tree.tag(w) != Tag::Punct || (w > 0 && self.tree.words[w].form == "%"));
        self.tree.cover(&words).unwrap_or_default()
    }

    pub(super) fn clause(&self, head: usize) -> Clause {
        let mut clause = clause::analyse(&self.tree, head);
        self.headline(&mut clause);
        clause
    }
}
