//! The words the question reader speaks in: question, clause, slot, phrase.
//!
//! A question is a statement with a hole. The clause says what is stated, the hole what is missing from it.

use crate::{
    language::{Date, Tag, Unit, Word},
    ontology::Argument,
};

/// A question, read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Question {
    /// What is missing.
    pub(super) hole: Hole,
    /// What is stated.
    pub(super) clause: Clause,
}

/// What is missing from the clause.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Hole {
    /// A thing in the place of a [`Slot::Hole`]: “who”, “what”, “which *city*”.
    Thing {
        /// The noun asked with: “city” in “which city”.
        kind: Option<Phrase>,
        /// Asked with “who”, “whom” or “whose”.
        person: bool,
    },
    /// “when”, “in which year”.
    Time,
    /// “where”, “in which city”.
    Place,
    /// “why”.
    Reason,
    /// “how many *soldiers*”, “how much *territory*”.
    Quantity {
        /// What is counted or measured.
        of: Option<Phrase>,
        /// “how much”: the noun names the kind of thing measured, not the unit.
        mass: bool,
    },
    /// “did …”, “was …”.
    Truth,
    /// “which source says that …”.
    Source,
    /// “what happened in …”, “what did … do”: every claim that fits.
    Claims,
}

/// What is stated.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Clause {
    /// Dictionary form of the verb, adjective or noun that says it; a particle follows after a blank (“carry out”).
    pub(super) predicate: String,
    /// Which of these it is.
    pub(super) part: Part,
    /// It is denied.
    pub(super) negated: bool,
    /// What fills it, passive already turned active.
    pub(super) arguments: Vec<(Argument, Slot)>,
    /// When, with the preposition it stands after (empty: none).
    pub(super) times: Vec<(String, Date)>,
    /// Adverbs: a claim that has them fits better, and “officially” lets it be hedged.
    pub(super) adverbs: Vec<String>,
    /// A clause that it governs: “that …”, “to …”, “for …ing”.
    pub(super) complement: Option<Box<Self>>,
}

/// Part of speech of a predicate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// “approved”.
    #[default]
    Verb,
    /// “was responsible for”.
    Adjective,
    /// “was the leader of”: the noun with its phrases is the object of “be”.
    Copula,
}

/// What stands in an argument's place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Slot {
    /// What is asked for.
    Hole,
    /// Words that name or describe it.
    Phrase(Phrase),
}

/// A noun phrase.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Phrase {
    /// Its words, punctuation left out.
    pub(super) words: Vec<PhraseWord>,
}

/// A word of a phrase.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PhraseWord {
    /// As written.
    pub(super) form: String,
    /// Dictionary form.
    pub(super) lemma: String,
    /// Part of speech.
    pub(super) tag: Tag,
    /// A whole name recognised before parsing.
    pub(super) name: bool,
}

impl Phrase {
    /// From words of a sentence.
    pub(super) fn new(words: &[Word]) -> Self {
        let kept = words.iter().filter(|word| word.tag != Tag::Punct);
        Self { words: kept.map(PhraseWord::new).collect() }
    }

    /// Its words with blanks between, as a reader would write them.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for word in &self.words {
            let clings = word.form.starts_with(['\'', '’']);
            if !text.is_empty() && !clings {
                text.push(' ');
            }
            text.push_str(&word.form);
        }
        text
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The parts joined by “and” or “or” when each is a whole of its own (“Mao and Kim”); else the phrase itself.
    pub(super) fn conjuncts(&self) -> Vec<Self> {
        let joins = |word: &PhraseWord| word.tag == Tag::Cconj;
        let parts: Vec<Self> =
            self.words.split(joins).filter(|part| !part.is_empty()).map(|part| Self { words: part.to_vec() }).collect();
        // “the freedom of press and speech” has one head: what follows a preposition is not split off.
        let whole = self.words.iter().any(|word| word.tag == Tag::Adp);
        if parts.len() > 1 && !whole { parts } else { vec![self.clone()] }
    }

    /// Position of the noun that the phrase is about: the last one before any preposition.
    pub(super) fn head(&self) -> Option<usize> {
        let end = self.words.iter().position(|word| word.tag == Tag::Adp).unwrap_or(self.words.len());
        let nominal = |word: &PhraseWord| matches!(word.tag, Tag::Noun | Tag::Propn | Tag::Num | Tag::Pron);
        (0..end).rev().find(|&at| nominal(&self.words[at])).or_else(|| end.checked_sub(1))
    }

    /// Dictionary form of its head, lower case; empty when it has none.
    pub(super) fn head_lemma(&self) -> String {
        self.head().map_or_else(String::new, |at| self.words[at].lemma.to_lowercase())
    }

    /// The phrases after prepositions within it: “Oslo” in “the road *to* Oslo”.
    pub(super) fn complements(&self) -> Vec<(String, Self)> {
        let mut found = Vec::new();
        let starts: Vec<usize> = (0..self.words.len()).filter(|&at| self.words[at].tag == Tag::Adp).collect();
        for (nth, &at) in starts.iter().enumerate() {
            let end = starts.get(nth + 1).copied().unwrap_or(self.words.len());
            let rest = Self { words: self.words[at + 1..end].to_vec() };
            if !rest.is_empty() {
                found.push((self.words[at].form.to_lowercase(), rest));
            }
        }
        found
    }

    /// What stands before a possessive ’s: “Stalin” in “Stalin's support”.
    pub(super) fn possessor(&self) -> Option<Self> {
        let end = self.head()?;
        let at = self.words[..end].iter().position(|word| word.tag == Tag::Part)?;
        (at > 0).then(|| Self { words: self.words[..at].to_vec() })
    }
}

impl PhraseWord {
    fn new(word: &Word) -> Self {
        let name = matches!(word.unit, Some(Unit::Name(_)));
        Self { form: word.form.clone(), lemma: word.lemma.clone(), tag: if name { Tag::Propn } else { word.tag }, name }
    }
}

impl Clause {
    /// What stands in an argument's place.
    pub(super) fn argument(&self, place: &Argument) -> Option<&Slot> {
        self.arguments.iter().find(|(found, _)| found == place).map(|(_, slot)| slot)
    }

    /// Whether the hole is in this clause itself.
    pub(super) fn has_hole(&self) -> bool {
        self.arguments.iter().any(|(_, slot)| *slot == Slot::Hole)
    }
}
