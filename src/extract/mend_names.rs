//! Names, titles and offices that a parser parted: a part of [`super::mend`].
//!
//! 1. “a meeting *with* the ambassador *Anatoly Dobrynin*”: a preposition before a title governs the whole phrase.
//! 2. “a minister *of affairs*, Andrej Gromyko”: the name is that of the whole.
//! 3. “Track *I*”: a numeral of the name before it.
//! 4. “proclaim *Bahadur Shah* emperor”: whom a verb gives an office, before the office.
//! 5. “sank the liner *Lusitania*”: a name right behind what kind of thing it is the name of.

use super::clause::is_name;
use super::mend::hang;
use super::tree::Tree;
use crate::language::{Dependency as D, Sentence, Tag};
use crate::ontology::{Ontology, PartOfSpeech};

/// Mends one sentence in place.
pub(super) fn mend(sentence: &mut Sentence, ontology: &Ontology) {
    prepositions_of_titles(sentence);
    offices(sentence, ontology);
    names_of_wholes(sentence);
    numerals(sentence);
    names_of_kinds(sentence, ontology);
}

/// “sank the liner *Lusitania*”, “the newspaper *Pravda* attacked …”: two phrases in one place of a clause, of which the second
/// is the name of the first; a verb that gives names has both.
fn names_of_kinds(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize)> = (1..tree.words.len())
        .filter(|&name| tree.tag(name) == Tag::Propn && !tree.words[name].form.chars().all(|c| c.is_uppercase()))
        .filter(|&name| tree.by(name, &[D::Case, D::Det, D::Conj]).next().is_none())
        .filter_map(|name| {
            let kind = name - 1;
            let same = tree.dep(kind) == tree.dep(name) && matches!(tree.dep(kind), D::Nsubj | D::NsubjPass | D::Obj);
            let loose = matches!(tree.dep(name), D::OblUnmarked) && matches!(tree.dep(kind), D::Obl | D::Obj);
            let head = tree.words[name].head.filter(|head| tree.words[kind].head == Some(*head) && (same || loose))?;
            let is_kind = tree.tag(kind) == Tag::Noun && tree.by(kind, &[D::Det]).next().is_some();
            (is_kind && !ontology.has_word("verb-of-naming", tree.lemma(head))).then_some((name, kind))
        })
        .collect();
    hang(sentence, found, Some(D::Appos));
}

/// “a meeting *with* the ambassador *Anatoly Dobrynin*”: a preposition before a title governs the whole phrase.
fn prepositions_of_titles(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let above = |case: usize| {
        let title = tree.words[case].head.filter(|&h| tree.dep(case) == D::Case && case < h)?;
        tree.words[title].head.filter(|&name| matches!(tree.dep(title), D::Compound | D::Amod) && name > title)
    };
    let found: Vec<(usize, usize)> = (0..tree.words.len()).filter_map(|case| Some((case, above(case)?))).collect();
    hang(sentence, found, None);
}

/// “proclaim *Bahadur Shah* emperor”: a verb that gives an office has whom it gives it to before the office.
fn offices(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let gives = |verb: usize| {
        let ids = ontology.entries_for(tree.lemma(verb), PartOfSpeech::Verb).iter();
        ids.flat_map(|&id| &ontology.entries[id].roles).any(|(role, _)| role == "an:office")
    };
    let found: Vec<(usize, usize, usize)> = (0..tree.words.len())
        .filter(|&office| tree.dep(office) == D::Obj && ontology.class_for_title(tree.lemma(office)).is_some())
        .filter_map(|office| {
            let verb = tree.words[office].head.filter(|&v| v < office && tree.tag(v) == Tag::Verb && gives(v))?;
            let name = tree.by(office, &[D::Compound]).find(|&n| n + 1 == office && is_name(&tree, n))?;
            Some((office, verb, name))
        })
        .collect();
    for (office, verb, name) in found {
        (sentence.words[name].head, sentence.words[name].dependency) = (Some(verb), D::Obj);
        (sentence.words[office].head, sentence.words[office].dependency) = (Some(verb), D::Xcomp);
    }
}

/// “a minister of foreign affairs, *Andrej Gromyko*”
fn names_of_wholes(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&name| tree.dep(name) == D::Appos && is_name(&tree, name))
        .filter_map(|name| {
            let inner = tree.words[name].head.filter(|&h| tree.tag(h) == Tag::Noun && tree.dep(h) == D::Nmod)?;
            let whole =
                tree.words[inner].head.filter(|&w| tree.tag(w) == Tag::Noun && tree.preposition(inner) == "of")?;
            let bare = tree.first(inner, &[D::Det, D::NmodPoss]).is_none() && tree.first(whole, &[D::Det]).is_some();
            bare.then_some((name, whole))
        })
        .collect();
    hang(sentence, found, None);
}

/// “authorizes Track *I*”
fn numerals(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<usize> = (1..tree.words.len())
        .filter(|&w| tree.words[w].form == "I" && is_name(&tree, w - 1) && tree.words[w].head == tree.words[w - 1].head)
        .filter(|&w| tree.dep(w) == tree.dep(w - 1))
        .collect();
    for word in found {
        let numeral = &mut sentence.words[word];
        (numeral.head, numeral.dependency, numeral.tag) = (Some(word - 1), D::Flat, Tag::Propn);
    }
}
