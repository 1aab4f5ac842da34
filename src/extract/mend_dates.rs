//! Dates that a parser hung on the wrong word: a part of [`super::mend`].
//!
//! 1. “became chancellor *Aug 1923*”: a date is no part of a name.
//! 2. “began in March, *moving* south”: a date before the comma belongs to the verb before it.
//!    “was arrested in May and shot *on 7 June*”: one behind a coordinated verb belongs to that.
//!    “was the son of X and married Y *in 1469*”: nor is it that of what someone was.
//! 3. “In the summer of 1921 *Banting* isolated the extract”: a name behind a fronted date is the subject.

use super::clause::is_name;
use super::mend::hang;
use super::tree::Tree;
use crate::language::{Dependency as D, Sentence, Tag};

/// Mends one sentence in place.
pub(super) fn mend(sentence: &mut Sentence) {
    dates_inside_names(sentence);
    dates_before_commas(sentence);
    dates_behind_verbs(sentence);
    date_behind_coordinated(sentence);
    subject_behind_date(sentence);
    content_behind_date(sentence);
}

/// “became chancellor *Aug 1923*”: a date is no part of a name.
fn dates_inside_names(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let moves: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&date| tree.dep(date) == D::Flat && tree.is_date(date))
        .filter_map(|date| {
            let name = tree.words[date].head?;
            let verb = tree.words[name].head.filter(|&v| tree.tag(v) == Tag::Verb)?;
            matches!(tree.dep(name), D::Obj | D::Xcomp | D::Obl | D::Vocative).then_some((date, verb))
        })
        .collect();
    hang(sentence, moves, Some(D::Obl));
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
    hang(sentence, moves, Some(D::Obl));
}

/// “was arrested in December and shot in Kindu *on 17 January*”: of two dates at one verb, one behind a coordinated verb
/// belongs to that.
fn dates_behind_verbs(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let dates = |verb: usize| tree.by(verb, &[D::Obl, D::OblUnmarked, D::NmodUnmarked]).filter(|&w| tree.is_date(w));
    let mut moves = Vec::new();
    for verb in (0..tree.words.len()).filter(|&w| dates(w).nth(1).is_some()) {
        let Some(last) = dates(verb).last() else { continue };
        // “ruled from 1469 until his death *in 1492*”: one right behind a noun with a preposition of time is the noun's.
        let noun = tree.first(last, &[D::Case]).and_then(|case| case.checked_sub(1));
        let until = |n: usize| matches!(tree.preposition(n).as_str(), "until" | "till" | "since" | "after" | "before");
        if let Some(noun) = noun.filter(|&n| tree.words[n].head == Some(verb) && tree.tag(n) == Tag::Noun && until(n)) {
            moves.push((last, noun));
            continue;
        }
        let next = tree.by(verb, &[D::Conj]).filter(|&c| tree.tag(c) == Tag::Verb && verb < c && c < last).last();
        if let Some(next) = next.filter(|&next| dates(next).next().is_none()) {
            moves.push((last, next));
        }
    }
    hang(sentence, moves, None);
}

/// “was the son of X and married Y *in 1469*”
fn date_behind_coordinated(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let moves: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&date| tree.is_date(date))
        .filter_map(|date| {
            let said = tree.words[date].head.filter(|&h| tree.first(h, &[D::Cop]).is_some())?;
            let verb = tree.by(said, &[D::Conj]).filter(|&v| tree.tag(v) == Tag::Verb && v < date).last()?;
            Some((date, verb))
        })
        .collect();
    hang(sentence, moves, Some(D::Obl));
}

/// “In the summer of 1921 *Banting*, a surgeon, isolated the extract”: a name behind a fronted date does not describe it.
fn subject_behind_date(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&name| tree.dep(name) == D::Appos && is_name(&tree, name))
        .filter_map(|name| {
            let date = tree.words[name].head.filter(|&d| tree.is_date(d) && d < name)?;
            let verb = tree.words[date].head.filter(|&v| tree.tag(v) == Tag::Verb && name < v)?;
            let bare = tree.first(verb, &[D::Nsubj, D::NsubjPass, D::Csubj]).is_none();
            let passive = tree.first(verb, &[D::AuxPass]).is_some();
            (bare && !passive).then_some((name, verb))
        })
        .collect();
    hang(sentence, found, Some(D::Nsubj));
}

/// “concluded *in March 1938 that* nobody was to blame”: a clause behind “that” tells nothing of a date; the verb governs it.
fn content_behind_date(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&clause| matches!(tree.dep(clause), D::AclRelcl | D::Acl) && tree.mark(clause) == "that")
        .filter_map(|clause| {
            let date = tree.words[clause].head.filter(|&date| tree.is_date(date))?;
            let verb = tree.words[date].head.filter(|&verb| tree.tag(verb) == Tag::Verb && verb < date)?;
            Some((clause, verb))
        })
        .collect();
    for (clause, verb) in found {
        sentence.words[clause].head = Some(verb);
        sentence.words[clause].dependency = D::Ccomp;
    }
}
