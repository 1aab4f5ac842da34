//! Clauses that describe a noun, hung on the right one: a part of [`super::mend`].
//!
//! 1. “A, B and the tenor C, *who became* …”: behind the last of several a relative clause describes the last.
//! 2. “was restored by the Trust, *founded in 1974 by* X”: what a name was founded, written or built by describes the name.
//! 3. “The junta, which called itself a council, *dissolved* parliament”: behind a relative clause the verb of its noun.
//! 4. “seized by cadets under A, and *President B*, whose party had won, *had been arrested*”: a name between “and” and the
//!    verb that has no other subject is its subject.

use super::clause::{is_name, is_past_participle};
use super::mend::hang;
use super::tree::Tree;
use crate::language::{Dependency as D, Sentence, Tag, inflect};
use crate::ontology::Ontology;

/// Mends one sentence in place.
pub(super) fn mend(sentence: &mut Sentence, ontology: &Ontology) {
    behind_lists(sentence);
    origins(sentence, ontology);
    verb_behind_relative(sentence);
    subject_behind_and(sentence);
}

/// “A, B and the tenor C, *who became* the director's son-in-law”
fn behind_lists(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let moves: Vec<(usize, usize)> = (2..tree.words.len())
        .filter(|&verb| tree.dep(verb) == D::AclRelcl)
        .filter_map(|verb| {
            let first = tree.words[verb].head?;
            let last = tree.by(first, &[D::Conj]).filter(|&c| c < verb && !tree.is_predicate(c)).last()?;
            let who = tree.below(verb, &|_| true).into_iter().filter(|&w| tree.tag(w) != Tag::Punct).min()?;
            let comma = who.checked_sub(2).filter(|_| tree.words[who - 1].form == ",")?;
            let singular =
                matches!(tree.lower(who).as_str(), "who" | "whose" | "whom") && !tells_of_several(&tree, verb);
            (singular && is_name(&tree, comma) && (comma == last || tree.is_above(last, comma))).then_some((verb, last))
        })
        .collect();
    hang(sentence, moves, None);
}

/// “who *were* shot”, “*all of* whom”
fn tells_of_several(tree: &Tree<'_>, verb: usize) -> bool {
    let several =
        |w: usize| matches!(tree.lower(w).as_str(), "were" | "are" | "have" | "all" | "both" | "each" | "together");
    tree.below(verb, &|_| true).into_iter().any(several)
}

/// “restored by the Wexcombe Canal Trust, *founded* in 1974 by Joan Abery”
fn origins(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let moves: Vec<(usize, usize)> = (2..tree.words.len())
        .filter(|&p| matches!(tree.dep(p), D::Advcl | D::Acl) && is_past_participle(&tree, p))
        .filter(|&p| tree.words[p - 1].form == "," && is_name(&tree, p - 2) && !tree.is_date(p - 2))
        .filter(|&p| ontology.has_word("participle-of-origin", tree.lemma(p)))
        .filter(|&p| tree.first(p, &[D::Nsubj, D::NsubjPass, D::Mark, D::Aux, D::Obj]).is_none())
        .map(|p| (p, p - 2))
        .filter(|&(p, name)| !tree.is_above(p, name))
        .collect();
    hang(sentence, moves, Some(D::Acl));
}

/// “The junta, which called itself the Council of National Renewal, *dissolved* parliament on 6 November 1971.”
fn verb_behind_relative(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let Some(root) = tree.root().filter(|&r| matches!(tree.tag(r), Tag::Noun | Tag::Propn)) else { return };
    let relative = tree.by(root, &[D::AclRelcl]).find(|&r| r > root);
    let opens = tree.words.get(root + 1).is_some_and(|w| w.form == ",");
    let Some(relative) = relative.filter(|_| opens && tree.first(root, &[D::Cop, D::Nsubj]).is_none()) else { return };
    let found = (relative + 1..tree.words.len()).find_map(|verb| {
        let noun = tree.words[verb].head.filter(|&n| n > verb && tree.dep(verb) == D::Amod)?;
        let inside = tree.is_above(relative, noun);
        let past = inflect::is_past(&tree.lower(verb)) && tree.words[verb - 1].form == ",";
        (past && inside && tree.first(noun, &[D::Det]).is_none()).then_some((verb, noun))
    });
    let Some((verb, noun)) = found else { return };
    let dates: Vec<(usize, usize)> =
        tree.by(noun, &[D::Nmod]).filter(|&w| tree.is_date(w)).map(|w| (w, verb)).collect();
    // What stands behind the verb is no part of the relative clause.
    let behind: Vec<(usize, usize)> = tree
        .children(relative)
        .iter()
        .filter(|&&w| w > verb && !tree.is_above(w, noun) && w != noun)
        .map(|&w| (w, verb))
        .collect();
    hang(sentence, dates, Some(D::Obl));
    hang(sentence, behind, None);
    let words = &mut sentence.words;
    (words[verb].head, words[verb].dependency, words[verb].tag) = (None, D::Root, Tag::Verb);
    (words[root].head, words[root].dependency) = (Some(verb), D::Nsubj);
    (words[noun].head, words[noun].dependency) = (Some(verb), D::Obj);
}

/// “seized by cadets under Captain A, and *President B*, whose coalition had won, *had been arrested*”
fn subject_behind_and(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize, usize)> = (1..tree.words.len())
        .filter(|&verb| tree.dep(verb) == D::Conj && tree.tag(verb) == Tag::Verb)
        .filter(|&verb| tree.first(verb, &[D::Nsubj, D::NsubjPass, D::Csubj, D::Cc]).is_none())
        .filter_map(|verb| {
            let first = tree.by(verb, &[D::Aux, D::AuxPass]).next()?;
            // A relative clause between commas, right before the auxiliary.
            let close = first.checked_sub(1).filter(|&c| tree.words[c].form == ",")?;
            let above = tree.words[verb].head?;
            let name = (above + 1..close).rev().find(|&w| {
                tree.dep(w) == D::Conj
                    && is_name(&tree, w)
                    && tree.first(w, &[D::Cc]).is_some_and(|cc| cc > 0 && cc < w && tree.words[cc - 1].form == ",")
                    && tree.words.get(w + 1).is_some_and(|next| next.form == ",")
            })?;
            let cc = tree.first(name, &[D::Cc])?;
            Some((verb, name, cc))
        })
        .collect();
    for (verb, name, cc) in found {
        let passive = sentence.words.iter().any(|w| w.head == Some(verb) && w.dependency == D::AuxPass);
        let words = &mut sentence.words;
        (words[name].head, words[name].dependency) = (Some(verb), if passive { D::NsubjPass } else { D::Nsubj });
        words[cc].head = Some(verb);
        // The relative clause between describes the name.
        let relative = (name + 1..verb).find(|&r| words[r].dependency == D::AclRelcl);
        if let Some(relative) = relative {
            words[relative].head = Some(name);
        }
    }
}
