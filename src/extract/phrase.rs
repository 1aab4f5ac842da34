//! Noun phrases: what a phrase is really about, how it is counted, how it is called.

use super::tree::Tree;
use crate::language::{Approximation, Dependency as D, Quantity, Tag, Unit};
use crate::ontology::Ontology;

/// Nouns that only measure what follows their “of”.
const MEASURES: &[&str] = &["total", "number", "lot", "plenty", "couple", "handful", "score", "amount", "sum"];

/// How a phrase picks out what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determination {
    /// “the”, “this”, “both”.
    Definite,
    /// “their”, “Stalin's”.
    Possessed,
    /// “no”, “neither”.
    Negative,
    /// “a”, “any”, or nothing.
    Indefinite,
}

pub(super) fn determination(tree: &Tree<'_>, i: usize) -> Determination {
    let mut found = Determination::Indefinite;
    for child in tree.by(i, &[D::Det, D::DetPredet, D::NmodPoss]) {
        if tree.dep(child) == D::NmodPoss {
            return Determination::Possessed;
        }
        match tree.lower(child).as_str() {
            "no" | "neither" => return Determination::Negative,
            "the" | "this" | "that" | "these" | "those" | "both" => found = Determination::Definite,
            _ => {}
        }
    }
    found
}

/// The word that a phrase is really about: “a total of 36,940 *Americans*”.
pub(super) fn core(tree: &Tree<'_>, i: usize) -> usize {
    if MEASURES.contains(&tree.lemma(i))
        && let Some(inner) = tree.by(i, &[D::Nmod]).find(|&c| tree.preposition(c) == "of")
    {
        return core(tree, inner);
    }
    i
}

/// The number that counts or measures a phrase, with its words.
pub(super) fn quantity<'t>(tree: &Tree<'t>, i: usize) -> Option<(&'t Quantity, usize)> {
    let own = |w: usize| match &tree.words[w].unit {
        Some(Unit::Quantity(quantity)) => Some((quantity, w)),
        _ => None,
    };
    let inner = core(tree, i);
    own(inner)
        .or_else(|| tree.by(inner, &[D::Nummod, D::Amod, D::Compound]).find_map(own))
        .or_else(|| tree.by(i, &[D::Nummod]).find_map(own))
}

/// Whether the phrase is nothing but a number: “*3,275* died there”.
pub(super) fn is_bare_number(tree: &Tree<'_>, i: usize) -> bool {
    matches!(&tree.words[i].unit, Some(Unit::Quantity(q)) if q.unit.is_none())
}

/// In JSON and RDF.
pub(super) const fn approximation_name(approximation: Approximation) -> &'static str {
    match approximation {
        Approximation::About => "about",
        Approximation::MoreThan => "more-than",
        Approximation::LessThan => "less-than",
        Approximation::AtLeast => "at-least",
        Approximation::AtMost => "at-most",
    }
}

/// The words that name what a phrase describes: without its determiner, its clauses, its apposition, its date.
pub(super) fn label(tree: &Tree<'_>, text: &str, i: usize) -> String {
    let words = label_words(tree, i);
    join(tree, text, &words)
}

/// The same, shortened to head and what stands directly before it: “move” of “the North Korean move”.
pub(super) fn short_label(tree: &Tree<'_>, text: &str, i: usize) -> String {
    let words: Vec<usize> = label_words(tree, i).into_iter().filter(|&w| w <= i).collect();
    join(tree, text, &words)
}

/// Relations whose phrases do not belong to what a noun is called.
const OUTSIDE: &[D] = &[
    D::Det,
    D::DetPredet,
    D::AclRelcl,
    D::Acl,
    D::Appos,
    D::Parataxis,
    D::Conj,
    D::Cc,
    D::CcPreconj,
    D::Advcl,
    D::AdvclRelcl,
    D::Ccomp,
    D::Punct,
    D::Cop,
    D::Aux,
    D::Nsubj,
    D::NsubjPass,
    D::Mark,
    D::Discourse,
    D::Orphan,
    D::List,
    D::Vocative,
    D::Obl,
    D::OblUnmarked,
    D::NmodUnmarked,
    D::Csubj,
    D::Expl,
    D::Dep,
    D::Reparandum,
    D::Dislocated,
];

/// Prepositions of phrases that do not belong to it either.
const APART: &[&str] =
    &["including", "excluding", "except", "as", "like", "such as", "during", "since", "until", "between"];

/// “by most *accounts*”, “in the *view* of several colleagues”
pub(super) fn is_view(tree: &Tree<'_>, word: usize, ontology: &Ontology) -> bool {
    matches!(tree.preposition(word).as_str(), "by" | "in")
        && ontology.has_word("noun-of-view", tree.lemma(word))
        && (tree.lower(word).ends_with('s') || tree.preposition(word) == "in")
}

/// What is so “by most *accounts*” is not called after them.
fn is_account(tree: &Tree<'_>, word: usize) -> bool {
    tree.preposition(word) == "by" && tree.lemma(word) == "account"
}

fn label_words(tree: &Tree<'_>, i: usize) -> Vec<usize> {
    let keep = |c: usize| {
        let before = tree.words[c].span.start < tree.words[i].span.start;
        let adverb = tree.dep(c) == D::Advmod && before;
        // “the mathematician *Max Noether*”: a name right behind its title belongs to it.
        let close = tree.dep(c) == D::Appos && tree.words[c].head.is_some_and(|h| h + 1 == c && h != i);
        let outside = (OUTSIDE.contains(&tree.dep(c)) && !close) || tree.is_date(c) || adverb;
        // “Duncan *herself* worked there”
        let outside = outside || tree.lower(c).ends_with("self") && tree.tag(c) == Tag::Pron;
        !outside && !APART.contains(&tree.preposition(c).as_str()) && !is_account(tree, c)
    };
    // “almost *half* a century”
    let half = |c: usize| tree.dep(c) == D::DetPredet && tree.lower(c) == "half";
    let keep = |c: usize| keep(c) || half(c);
    let keep_below =
        |c: usize| keep(c) || (matches!(tree.dep(c), D::Det | D::Conj | D::Cc) && tree.words[c].head != Some(i));
    let mut words = tree.below(i, &keep_below);
    // The preposition of the phrase itself is not part of it.
    let case = |w: usize| tree.dep(w) == D::Case && tree.words[w].head == Some(i) && tree.tag(w) != Tag::Part;
    words.retain(|&w| !(case(w) || tree.dep(w) == D::Fixed && tree.words[w].head.is_some_and(case)));
    words.retain(|&w| {
        let owns = tree.lower(w).ends_with('s') || matches!(tree.lower(w).as_str(), "'" | "’");
        !(tree.words[w].head == Some(i) && tree.dep(w) == D::Case && owns && w > i)
    });
    if words.len() > 12 {
        let near: Vec<usize> = words.iter().copied().filter(|&w| w <= i + 3).collect();
        return trim_dangling(tree, near, i);
    }
    trim_dangling(tree, words, i)
}

/// A label does not end in a preposition, an article or a comma.
fn trim_dangling(tree: &Tree<'_>, mut words: Vec<usize>, i: usize) -> Vec<usize> {
    while let Some(&last) = words.last() {
        // “an exposé *of how* companies sold …”
        let asking =
            matches!(tree.lower(last).as_str(), "how" | "what" | "which" | "who" | "whom" | "why" | "where" | "when");
        let dangles = matches!(tree.tag(last), Tag::Adp | Tag::Det | Tag::Cconj | Tag::Punct | Tag::Sconj);
        if last > i && (dangles || asking) {
            words.pop();
        } else {
            break;
        }
    }
    words
}

/// Words as text: slices of the original where they adjoin, a blank where something was left out.
pub(super) fn join(tree: &Tree<'_>, text: &str, words: &[usize]) -> String {
    let mut out = String::new();
    let mut last: Option<usize> = None;
    for &w in words {
        let span = tree.words[w].span;
        match last {
            Some(l) if l + 1 == w => out.push_str(&text[tree.words[l].span.end..span.start]),
            Some(_) => out.push(' '),
            None => {}
        }
        out.push_str(&text[span.range()]);
        last = Some(w);
    }
    out
}
