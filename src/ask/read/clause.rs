//! Words of a statement with a hole → clause.

use super::phrases::{
    is_auxiliary, is_be, is_have, is_participle, is_possessive, is_unit, is_verb, known_verb, lower, phrase_end,
};
use crate::{
    ask::question::{Clause, Part, Phrase, Slot},
    language::{Tag, Unit, Word},
    ontology::{Argument, Ontology, PartOfSpeech},
};

/// How deep clauses may nest in a question.
const DEEPEST: usize = 3;

/// A clause in the order of a statement: subject, verb, the rest. `fronted` are the auxiliaries that a question has
/// moved before the subject.
pub(super) fn statement(words: &[Word], fronted: &[Word], ontology: &Ontology, depth: usize) -> Option<Clause> {
    let verb = find_predicate(words, fronted, ontology)?;
    let mut end = verb;
    while end > 0 && (is_auxiliary(&words[end - 1]) || is_adverbial(&words[end - 1])) {
        end -= 1;
    }
    if end == 0 {
        return None;
    }
    let subject = Slot::Phrase(Phrase::new(trimmed(&words[..end])));
    let helpers: Vec<Word> = fronted.iter().chain(&words[end..verb]).cloned().collect();
    predicate(&words[verb..], &helpers, Some(subject), ontology, depth)
}

/// A clause whose subject is known: auxiliaries, verb, the rest.
pub(super) fn with_subject(words: &[Word], subject: Option<Slot>, ontology: &Ontology, depth: usize) -> Option<Clause> {
    let mut at = 0;
    while at < words.len() && (is_auxiliary(&words[at]) || is_adverbial(&words[at])) {
        at += 1;
    }
    // “had China's seat”, “was the leader”: the last auxiliary is the verb itself.
    let helps =
        at < words.len() && (is_participle(&words[at]) || is_verb(words, at, ontology) || copular_start(words, at));
    if !helps {
        at = words[..at].iter().rposition(is_auxiliary).unwrap_or(at);
    }
    predicate(words.get(at..)?, &words[..at], subject, ontology, depth)
}

/// After “be”, an adjective or a noun phrase says what is stated.
fn copular_start(words: &[Word], at: usize) -> bool {
    at > 0 && words[..at].iter().any(is_be) && !is_unit(&words[at]) && words[at].tag == Tag::Adj
}

/// Where the verb, adjective or noun that follows the subject stands.
fn find_predicate(words: &[Word], fronted: &[Word], ontology: &Ontology) -> Option<usize> {
    let tagged = (1..words.len()).find(|&at| is_verb(words, at, ontology));
    let be = fronted.last().is_some_and(is_be);
    if be {
        return tagged.or_else(|| after_phrase(words, ontology));
    }
    if fronted.is_empty() {
        let auxiliary = (1..words.len()).find(|&at| is_auxiliary(&words[at]));
        return match (tagged, auxiliary) {
            (Some(verb), Some(aux)) if aux < verb => own_verb(words, aux, verb),
            (None, Some(aux)) => own_verb(words, aux, words.len()),
            _ => tagged.or_else(|| lexical(words, ontology)),
        };
    }
    tagged.or_else(|| lexical(words, ontology)).or_else(|| last_of_phrase(words, ontology))
}

/// After “did” there must be a verb: where none was seen, the last word of the phrase is it (“did the war | end”).
fn last_of_phrase(words: &[Word], ontology: &Ontology) -> Option<usize> {
    let last = phrase_end(words, 0, ontology).checked_sub(1)?;
    let bare = !matches!(words[last.checked_sub(1)?].tag, Tag::Det | Tag::Adp);
    (bare && !is_unit(&words[last]) && lower(&words[last]) == words[last].form).then_some(last)
}

/// Of a run of auxiliaries that ends before `verb`, the verb it helps, else its last member.
fn own_verb(words: &[Word], aux: usize, verb: usize) -> Option<usize> {
    let run = (aux..verb).take_while(|&at| is_auxiliary(&words[at]) || is_adverbial(&words[at])).last()?;
    let next = run + 1;
    let adjective = words.get(next).is_some_and(|word| word.tag == Tag::Adj && !is_unit(word) && is_be(&words[run]));
    if next == verb && verb < words.len() || adjective { Some(next) } else { Some(run) }
}

/// The first word after the subject that the lexicon knows as a verb.
fn lexical(words: &[Word], ontology: &Ontology) -> Option<usize> {
    (1..words.len()).find(|&at| {
        let after = &words[at - 1];
        !is_unit(&words[at])
            && !matches!(after.tag, Tag::Det | Tag::Adj | Tag::Adp)
            && !is_possessive(after)
            && words[at].tag != Tag::Adp
            && known_verb(&words[at], ontology)
    })
}

/// The adjective or second noun phrase after the subject: “was Stalin | responsible”, “was Stalin | the leader”.
fn after_phrase(words: &[Word], ontology: &Ontology) -> Option<usize> {
    if let Some(at) = (1..words.len()).find(|&at| {
        let noun_follows = words.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Propn));
        words[at].tag == Tag::Adj && !is_unit(&words[at]) && !noun_follows
    }) {
        return Some(at);
    }
    let second =
        (1..words.len()).find(|&at| words[at].tag == Tag::Det && !matches!(words[at - 1].tag, Tag::Adp | Tag::Cconj));
    second.or_else(|| {
        let end = phrase_end(words, 0, ontology);
        (end > 0 && end < words.len()).then_some(end)
    })
}

fn predicate(
    words: &[Word],
    helpers: &[Word],
    subject: Option<Slot>,
    ontology: &Ontology,
    depth: usize,
) -> Option<Clause> {
    let first = words.first()?;
    let adverbs = helpers.iter().filter(|word| is_telling_adverb(word)).map(lower).collect();
    let mut clause = Clause { negated: helpers.iter().any(is_negator), adverbs, ..Clause::default() };
    let be_helper = helpers.iter().any(is_be);
    let passive = be_helper && is_participle(first) && !lower(first).ends_with("ing")
        || helpers.last().is_some_and(|word| word.lemma == "get") && is_participle(first);
    let rest = if passive || is_verb_like(first, helpers) {
        clause.predicate = verb_lemma(first, ontology);
        if clause.predicate == "be" {
            clause.part = Part::Copula;
        }
        &words[1..]
    } else if first.tag == Tag::Adj && !is_unit(first) {
        clause.part = Part::Adjective;
        clause.predicate = first.lemma.to_lowercase();
        &words[1..]
    } else {
        clause.part = Part::Copula;
        "be".clone_into(&mut clause.predicate);
        words
    };
    if let Some(subject) = subject.filter(|subject| !is_indefinite(subject, ontology)) {
        clause.arguments.push((if passive { Argument::Object } else { Argument::Subject }, subject));
    }
    Rest { ontology, depth, passive }.read(rest, &mut clause);
    introduce(&mut clause);
    Some(clause)
}

/// “did *anyone* sign it” asks whether it was signed.
fn is_indefinite(slot: &Slot, ontology: &Ontology) -> bool {
    match slot {
        Slot::Hole => false,
        Slot::Phrase(phrase) => match phrase.words.as_slice() {
            [word] => ontology.has_word("pronoun-indefinite", &word.form.to_lowercase()),
            _ => false,
        },
    }
}

/// “was *there* a battle”: what follows is the subject.
fn introduce(clause: &mut Clause) {
    let is_there = |slot: &Slot| matches!(slot, Slot::Phrase(phrase) if phrase.text().eq_ignore_ascii_case("there"));
    let there = clause.arguments.iter().position(|(place, slot)| *place == Argument::Subject && is_there(slot));
    let object = clause.arguments.iter().position(|(place, _)| *place == Argument::Object);
    if let (Some(there), Some(object)) = (there, object) {
        clause.arguments[object].0 = Argument::Subject;
        clause.arguments.remove(there);
    }
}

fn is_verb_like(word: &Word, helpers: &[Word]) -> bool {
    !is_unit(word)
        && (word.tag == Tag::Verb
            || is_have(word)
            || is_auxiliary(word) && !is_be(word)
            || is_be(word) && helpers.is_empty())
        // After “did” stands a verb, whatever the tagger thinks of it.
        || !is_unit(word) && helpers.iter().any(super::phrases::is_do)
        || !is_unit(word) && word.tag == Tag::Noun && helpers.is_empty()
}

/// The lemma as a verb. Where the lexicon does not know it, the tagger or the lemmatiser may have erred, and another
/// stem that it knows is better.
fn verb_lemma(word: &Word, ontology: &Ontology) -> String {
    let lemma = word.lemma.to_lowercase();
    let known = |text: &str| !ontology.entries_opening_with(text, PartOfSpeech::Verb).is_empty();
    if known(&lemma) {
        return lemma;
    }
    let form = lower(word);
    let stem = ["ed", "ing", "s"].into_iter().find_map(|ending| form.strip_suffix(ending)).unwrap_or(&form).to_owned();
    [form.clone(), stem.clone(), format!("{stem}e")].into_iter().find(|text| known(text)).unwrap_or(lemma)
}

fn is_negator(word: &Word) -> bool {
    matches!(lower(word).as_str(), "not" | "n't" | "n’t" | "never")
}

fn is_adverbial(word: &Word) -> bool {
    !is_unit(word)
        && (word.tag == Tag::Adv || is_negator(word) || matches!(lower(word).as_str(), "ever" | "first" | "also"))
}

/// An adverb with a meaning of its own (“officially”), not one that only helps to ask (“ever”).
fn is_telling_adverb(word: &Word) -> bool {
    word.tag == Tag::Adv && !is_negator(word) && lower(word).ends_with("ly")
}

/// Reads what follows the verb.
struct Rest<'a> {
    ontology: &'a Ontology,
    depth: usize,
    passive: bool,
}

impl Rest<'_> {
    fn read(&self, words: &[Word], clause: &mut Clause) {
        let mut at = 0;
        while at < words.len() {
            let word = &words[at];
            if let Some(Unit::Date(date)) = &word.unit {
                clause.times.push((String::new(), date.clone()));
                at += 1;
            } else if self.opens_clause(words, at, clause) && self.governed(words, at, clause) {
                return;
            } else if word.tag == Tag::Adp && !is_unit(word) {
                at = self.prepositional(words, at, clause);
            } else {
                at = self.phrase(words, at, clause);
            }
        }
    }

    /// “that …”, “to …”, “…ing”, or a whole statement right after the verb (“said the treaty was signed”).
    fn opens_clause(&self, words: &[Word], at: usize, clause: &Clause) -> bool {
        let word = &words[at];
        if self.depth >= DEEPEST || is_unit(word) {
            return false;
        }
        let form = lower(word);
        let next_is_verb = words.get(at + 1).is_some_and(|next| next.tag == Tag::Verb || is_auxiliary(next));
        let gerund =
            |word: Option<&Word>| word.is_some_and(|word| word.tag == Tag::Verb && lower(word).ends_with("ing"));
        matches!(form.as_str(), "that" | "whether" | "if") && words.len() > at + 2
            || form == "to" && next_is_verb
            || gerund(Some(word))
            || word.tag == Tag::Adp && gerund(words.get(at + 1))
            || self.bare_statement(words, at, clause)
    }

    /// “demanded | the union | postpone the strike”, “said | the treaty | was signed”: a phrase and its verb.
    fn bare_statement(&self, words: &[Word], at: usize, clause: &Clause) -> bool {
        let end = phrase_end(words, at, self.ontology);
        let helpers =
            words[end..].iter().take_while(|word| is_auxiliary(word) || is_adverbial(word) || lower(word) == "to");
        let verb = end + helpers.count();
        let helped = words[end..verb].iter().any(|word| is_auxiliary(word) || lower(word) == "to");
        let base = |word: &Word| lower(word) == word.lemma || self.governs(&clause.predicate);
        end > at && (helped || words.get(verb).is_some_and(|word| word.tag == Tag::Verb && base(word)))
    }

    /// Whether the lexicon knows the verb to govern clauses (“claim”, “believe”).
    fn governs(&self, verb: &str) -> bool {
        let entries = self.ontology.entries_for(verb, PartOfSpeech::Verb);
        entries.iter().any(|&id| self.ontology.entries[id].complement.is_some())
    }

    /// Reads the governed clause; false when it is none after all.
    fn governed(&self, words: &[Word], at: usize, clause: &mut Clause) -> bool {
        let form = lower(&words[at]);
        let own_subject = clause.argument(&Argument::Subject).cloned();
        let depth = self.depth + 1;
        let inner = if matches!(form.as_str(), "that" | "whether" | "if") {
            statement(&words[at + 1..], &[], self.ontology, depth)
        } else if form == "to" || words[at].tag == Tag::Adp {
            let subject = clause.argument(&Argument::Object).cloned().or(own_subject);
            with_subject(&words[at + 1..], subject, self.ontology, depth)
        } else if words[at].tag == Tag::Verb {
            with_subject(&words[at..], own_subject, self.ontology, depth)
        } else {
            let words: Vec<Word> = words[at..].iter().filter(|word| lower(word) != "to").cloned().collect();
            statement(&words, &[], self.ontology, depth)
        };
        clause.complement = inner.map(Box::new);
        clause.complement.is_some()
    }

    fn prepositional(&self, words: &[Word], at: usize, clause: &mut Clause) -> usize {
        let mut preposition = lower(&words[at]);
        let mut next = at + 1;
        // “on behalf of”, “in favour of”, “because of”
        if let Some(joined) = self.long_preposition(words, at) {
            preposition = joined;
            next = at + preposition.split(' ').count();
        }
        if let Some(Unit::Date(date)) = words.get(next).and_then(|word| word.unit.as_ref()) {
            clause.times.push((preposition, date.clone()));
            return next + 1;
        }
        let end = phrase_end(words, next, self.ontology);
        if end == next {
            self.particle(&preposition, clause);
            return next;
        }
        let slot = Slot::Phrase(Phrase::new(&words[next..end]));
        let place = if self.passive && preposition == "by" && clause.argument(&Argument::Subject).is_none() {
            Argument::Subject
        } else {
            Argument::Preposition(preposition)
        };
        clause.arguments.push((place, slot));
        end
    }

    fn long_preposition(&self, words: &[Word], at: usize) -> Option<String> {
        let text = |count: usize| {
            let part = words.get(at..at + count)?;
            Some(part.iter().map(lower).collect::<Vec<_>>().join(" "))
        };
        [3, 2].into_iter().filter_map(text).find(|joined| self.ontology.has_word("preposition", joined))
    }

    /// A preposition with nothing after it belongs to the verb (“carry out”) or waits for the hole (“vote for”).
    fn particle(&self, preposition: &str, clause: &mut Clause) {
        let joined = format!("{} {preposition}", clause.predicate);
        if !self.ontology.entries_for(&joined, PartOfSpeech::Verb).is_empty() {
            clause.predicate = joined;
        } else if self.passive && preposition == "by" {
            clause.arguments.push((Argument::Subject, Slot::Hole));
        } else {
            clause.arguments.push((Argument::Preposition(preposition.to_owned()), Slot::Hole));
        }
    }

    fn phrase(&self, words: &[Word], at: usize, clause: &mut Clause) -> usize {
        if is_adverbial(&words[at]) {
            clause.negated |= is_negator(&words[at]);
            clause.adverbs.extend(Some(&words[at]).filter(|word| is_telling_adverb(word)).map(lower));
            return at + 1;
        }
        let end = phrase_end(words, at, self.ontology);
        if end == at {
            // What no rule reads is not passed over: the claim must at least have the word.
            if matches!(words[at].tag, Tag::Verb | Tag::X | Tag::Sym | Tag::Pron | Tag::Intj) {
                clause.arguments.push((Argument::Modifier, Slot::Phrase(Phrase::new(&words[at..=at]))));
            }
            return at + 1;
        }
        let slot = Slot::Phrase(Phrase::new(trimmed(&words[at..end])));
        match clause.arguments.iter_mut().find(|(place, _)| *place == Argument::Object) {
            // “gave the union the seat”: the first of two is the recipient.
            Some(object) if !self.passive => {
                let first = std::mem::replace(&mut object.1, slot);
                clause.arguments.push((Argument::IndirectObject, first));
            }
            _ => clause.arguments.push((Argument::Object, slot)),
        }
        end
    }
}

/// Without punctuation and adverbs at the ends.
fn trimmed(words: &[Word]) -> &[Word] {
    let idle = |word: &Word| word.tag == Tag::Punct || is_adverbial(word);
    let start = words.iter().position(|word| !idle(word)).unwrap_or(words.len());
    let end = words.iter().rposition(|word| !idle(word)).map_or(start, |at| at + 1);
    &words[start..end]
}
