//! How far a noun phrase reaches, and which word of a stretch is its verb.
//!
//! Questions are short and their order is fixed, so tags and closed classes of words are enough; a tree read from
//! a question is less sure than one read from a statement.

use crate::{
    language::{Tag, Unit, Word},
    ontology::{Ontology, PartOfSpeech},
};

/// A word that cannot stand in a noun phrase, or an end.
pub(super) fn phrase_end(words: &[Word], start: usize, ontology: &Ontology) -> usize {
    let mut at = start;
    while at < words.len() && (continues(words, start, at) || joins(words, start, at, ontology)) {
        at += 1;
    }
    // A phrase does not end in what joins.
    while at > start && matches!(words[at - 1].tag, Tag::Cconj | Tag::Adp | Tag::Punct) && !is_unit(&words[at - 1]) {
        at -= 1;
    }
    at
}

/// Whether the word belongs to the phrase by its own tag.
fn continues(words: &[Word], start: usize, at: usize) -> bool {
    let word = &words[at];
    if matches!(word.unit, Some(Unit::Date(_))) {
        return at == start;
    }
    if is_unit(word) {
        return true;
    }
    match word.tag {
        Tag::Adj | Tag::Noun | Tag::Num | Tag::Propn | Tag::Sym | Tag::X => true,
        Tag::Det => at == start || words[at - 1].tag != Tag::Noun,
        Tag::Pron => at == start || is_possessive(word),
        Tag::Part => is_possessive(word),
        // “the divided country”, “the widely supported plan”
        Tag::Verb => is_prenominal(words, start, at),
        Tag::Adv => at > start && words.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Adj)),
        Tag::Adp | Tag::Aux | Tag::Cconj | Tag::Intj | Tag::Punct | Tag::Sconj => false,
    }
}

/// “of” always belongs to the phrase before it; “and”, commas and hyphens do when another noun follows.
fn joins(words: &[Word], start: usize, at: usize, ontology: &Ontology) -> bool {
    if at == start {
        return false;
    }
    let next_opens = words.get(at + 1).is_some_and(|next| opens_phrase(next) && !is_verb(words, at + 1, ontology));
    match words[at].tag {
        Tag::Adp => words[at].lemma.eq_ignore_ascii_case("of") && next_opens,
        Tag::Cconj => next_opens,
        Tag::Punct => next_opens && matches!(words[at].form.as_str(), "," | "-" | "/" | "–"),
        _ => false,
    }
}

fn opens_phrase(word: &Word) -> bool {
    !matches!(word.unit, Some(Unit::Date(_)))
        && (is_unit(word)
            || matches!(word.tag, Tag::Adj | Tag::Det | Tag::Noun | Tag::Num | Tag::Propn | Tag::Sym | Tag::X))
}

fn is_prenominal(words: &[Word], start: usize, at: usize) -> bool {
    let after_opener = at == start || matches!(words[at - 1].tag, Tag::Det | Tag::Adj | Tag::Part | Tag::Num);
    let participle = words[at].form.to_lowercase().ends_with("ed") || words[at].form.to_lowercase().ends_with("ing");
    let before_noun = words.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Propn | Tag::Adj));
    after_opener && before_noun && (participle || at > start)
}

/// ’s, whether tagged as a particle or written onto the word.
pub(super) fn is_possessive(word: &Word) -> bool {
    matches!(word.form.as_str(), "'s" | "’s" | "'" | "’")
        || matches!(word.lemma.as_str(), "my" | "your" | "his" | "her" | "its" | "our" | "their")
}

pub(super) fn is_unit(word: &Word) -> bool {
    word.unit.is_some()
}

/// Whether a word is tagged as a full verb and may be the verb of its clause.
pub(super) fn is_verb(words: &[Word], at: usize, ontology: &Ontology) -> bool {
    let word = &words[at];
    if is_unit(word) {
        return false;
    }
    match word.tag {
        Tag::Verb => !prenominal_before_noun(words, at),
        // A verb that the lexicon knows, taken for a noun or adjective after a whole phrase: “did the cabinet *support* it”.
        Tag::Noun | Tag::Adj => {
            at > 0
                && matches!(words[at - 1].tag, Tag::Noun | Tag::Propn)
                && words.get(at + 1).is_some_and(|next| next.tag == Tag::Det || next.tag == Tag::Propn)
                && known_verb(word, ontology)
        }
        _ => false,
    }
}

fn prenominal_before_noun(words: &[Word], at: usize) -> bool {
    at > 0
        && matches!(words[at - 1].tag, Tag::Det | Tag::Adj | Tag::Part | Tag::Num)
        && words.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Propn))
}

/// Whether the lexicon has a verb of this form or lemma.
pub(super) fn known_verb(word: &Word, ontology: &Ontology) -> bool {
    let lower = word.form.to_lowercase();
    [word.lemma.as_str(), lower.as_str()]
        .iter()
        .any(|lemma| !ontology.entries_opening_with(lemma, PartOfSpeech::Verb).is_empty())
}

/// Forms of “be”.
pub(super) fn is_be(word: &Word) -> bool {
    word.lemma == "be" || matches!(lower(word).as_str(), "was" | "were" | "is" | "are" | "been" | "be" | "being" | "am")
}

/// Forms of “do”.
pub(super) fn is_do(word: &Word) -> bool {
    matches!(lower(word).as_str(), "do" | "does" | "did")
}

/// Forms of “have”.
pub(super) fn is_have(word: &Word) -> bool {
    matches!(lower(word).as_str(), "have" | "has" | "had")
}

/// “will”, “could” and their like.
pub(super) fn is_modal(word: &Word) -> bool {
    matches!(lower(word).as_str(), "will" | "would" | "can" | "could" | "may" | "might" | "shall" | "should" | "must")
}

/// A word that may open a question by inversion, or help a verb.
pub(super) fn is_auxiliary(word: &Word) -> bool {
    !is_unit(word) && (is_be(word) || is_do(word) || is_have(word) || is_modal(word))
}

/// A past or present participle, by tag and ending.
pub(super) fn is_participle(word: &Word) -> bool {
    let form = lower(word);
    word.tag == Tag::Verb && !is_unit(word) && (form != word.lemma || form.ends_with("ing"))
        || word.tag == Tag::Adj && form.ends_with("ed")
}

pub(super) fn lower(word: &Word) -> String {
    word.form.to_lowercase()
}
