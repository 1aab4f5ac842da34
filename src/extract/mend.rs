//! Trees that cannot be right, put right: four slips of a parser that the lexicon or the grammar gives away.
//!
//! 1. “encyclopedias *state that* …”, “Having *determined that* …”: a word before “that” which governs clauses, read as a
//!    noun or an aside of the clause that it governs.
//! 2. “casualties *numbered two million*”: a participle behind a noun takes no object; it is the verb.
//! 3. “Not only *had the rebels failed*”: behind a fronted negator “had” is an auxiliary.
//! 4. “began in March, *moving* south”: a date before the comma belongs to the verb before it.
//!
//! It also mends lemmas that the model has not learned (“boycotting”).

use super::clause::is_past_participle;
use super::tree::Tree;
use crate::language::{Dependency as D, Sentence, Tag, Word};
use crate::ontology::{Argument, Ontology, PartOfSpeech, Valency};

/// Mends one sentence in place.
pub(super) fn mend(sentence: &mut Sentence, ontology: &Ontology) {
    for word in &mut sentence.words {
        mend_lemma(word, ontology);
    }
    governed(sentence, ontology);
    object_of_participle(sentence, ontology);
    fronted(sentence);
    dates_before_commas(sentence);
}

fn mend_lemma(word: &mut Word, ontology: &Ontology) {
    let known = |lemma: &str| !ontology.entries_opening_with(lemma, PartOfSpeech::Verb).is_empty();
    if word.tag != Tag::Verb || known(&word.lemma) {
        return;
    }
    let form = word.form.to_lowercase();
    // “besought”: an irregular form may be listed.
    if let Some(&entry) = ontology.entries_opening_with(&form, PartOfSpeech::Verb).first() {
        let lemma = ontology.entries[entry].lemma.split(' ').next();
        word.lemma = lemma.unwrap_or(&form).to_owned();
        return;
    }
    let Some(stem) = form.strip_suffix("ing").or_else(|| form.strip_suffix("ed")) else { return };
    let mut undoubled = stem.to_owned();
    undoubled.pop();
    let candidates = [stem.to_owned(), format!("{stem}e"), undoubled];
    if let Some(found) = candidates.into_iter().find(|c| known(c)) {
        word.lemma = found;
    }
}

/// “X *says that* P”, where P came out as the head of “says”.
fn governed(sentence: &mut Sentence, ontology: &Ontology) {
    let words = &sentence.words;
    let governs = |w: &Word| {
        let lemma = w.lemma.to_lowercase();
        ontology
            .entries_for(&lemma, PartOfSpeech::Verb)
            .iter()
            .any(|&e| ontology.entries[e].complement.is_some())
            .then_some(lemma)
    };
    let found = (1..words.len()).find_map(|that| {
        let mark = &words[that];
        let clause = mark.head.filter(|_| mark.dependency == D::Mark && mark.lemma == "that")?;
        let governor = that - 1;
        let below = words[governor].head == Some(clause)
            && matches!(words[governor].dependency, D::Nsubj | D::Advcl | D::Parataxis | D::Dep);
        let verb_like = words[governor].tag == Tag::Verb || words[governor].tag == Tag::Noun;
        (below && verb_like).then(|| governs(&words[governor]).map(|lemma| (governor, clause, lemma)))?
    });
    let Some((governor, clause, lemma)) = found else { return };
    let subject = (0..governor).rev().find(|&w| words[w].head == Some(governor) && words[w].dependency == D::Compound);
    let participle = words[governor].tag == Tag::Verb;
    promote(sentence, governor, clause, D::Ccomp);
    let word = &mut sentence.words[governor];
    word.lemma = lemma;
    word.tag = Tag::Verb;
    if let Some(subject) = subject.filter(|_| !participle) {
        sentence.words[subject].dependency = D::Nsubj;
        for word in &mut sentence.words[..subject] {
            // “Various encyclopedias”: what described the noun that was none describes its subject.
            if word.head == Some(governor)
                && matches!(word.dependency, D::Amod | D::Det | D::Nummod | D::NmodPoss | D::Compound)
            {
                word.head = Some(subject);
            }
        }
    }
}

/// A root noun with a participle behind it that has an object, or that is the only verb of a whole sentence and needs
/// none: the participle is the verb.
fn object_of_participle(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let Some(root) = tree.root() else { return };
    let noun = matches!(tree.tag(root), Tag::Noun | Tag::Propn) && tree.first(root, &[D::Cop]).is_none();
    let sentence_ends = tree.words.last().is_some_and(|w| w.form == ".");
    let only_verb = tree.words.iter().filter(|w| w.tag == Tag::Verb).count() == 1;
    let verb = tree.by(root, &[D::Acl]).find(|&a| {
        let active =
            tree.first(a, &[D::Obj]).is_some() || (sentence_ends && only_verb && stands_alone(&tree, a, ontology));
        let bare = tree.first(a, &[D::OblAgent, D::Mark]).is_none();
        tree.tag(a) == Tag::Verb && is_past_participle(&tree, a) && active && bare
    });
    if let Some(verb) = verb.filter(|_| noun) {
        promote(sentence, verb, root, D::Nsubj);
    }
}

/// Whether a verb can do without an object, as far as the lexicon knows: “gathered”, “called *for* an armistice”.
fn stands_alone(tree: &Tree<'_>, verb: usize, ontology: &Ontology) -> bool {
    ontology.entries_opening_with(tree.lemma(verb), PartOfSpeech::Verb).iter().any(|&e| {
        let entry = &ontology.entries[e];
        let alone = !entry.lemma.contains(' ') && entry.object.first().is_some_and(|o| *o != Argument::Object);
        let phrase =
            entry.lemma.split(' ').nth(1).is_some_and(|p| tree.by(verb, &[D::Obl]).any(|w| tree.preposition(w) == p));
        entry.valency == Valency::Intransitive || (entry.valency == Valency::Any && alone) || phrase
    })
}

/// “Not only had X failed”, “Never has X been”: the auxiliary came out as the verb.
fn fronted(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let Some(root) = tree.root().filter(|&r| tree.lemma(r) == "have") else { return };
    let negator = tree
        .by(root, &[D::Advmod])
        .any(|a| a < root && matches!(tree.lower(a).as_str(), "not" | "never" | "rarely" | "seldom" | "nor"));
    let (Some(subject), Some(verb)) = (tree.first(root, &[D::Obj]), tree.first(root, &[D::Xcomp])) else { return };
    if negator && root < subject && subject < verb {
        promote(sentence, verb, root, D::Aux);
        sentence.words[subject].head = Some(verb);
        sentence.words[subject].dependency = D::Nsubj;
    }
}

/// “began the siege in March 1649, *moving* south”: a date before the comma belongs to the verb before it.
fn dates_before_commas(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let mut moves = Vec::new();
    for date in (0..tree.words.len()).filter(|&w| tree.is_date(w)) {
        let Some(clause) = tree.words[date].head.filter(|&c| tree.dep(c) == D::Advcl && date < c) else { continue };
        let comma = tree.by(clause, &[D::Punct]).any(|p| date < p && p < clause);
        let Some(verb) = tree.words[clause].head.filter(|&v| comma && v < date) else { continue };
        moves.push((date, verb));
    }
    for (date, verb) in moves {
        sentence.words[date].head = Some(verb);
        sentence.words[date].dependency = D::Obl;
    }
}

/// Puts `below` in the place of `above`, which then hangs on it by `dependency`.
fn promote(sentence: &mut Sentence, below: usize, above: usize, dependency: D) {
    let (head, relation) = (sentence.words[above].head, sentence.words[above].dependency);
    let word = &mut sentence.words[below];
    (word.head, word.dependency) = (head, relation);
    let word = &mut sentence.words[above];
    (word.head, word.dependency) = (Some(below), dependency);
}
