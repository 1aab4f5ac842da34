//! A sentence as a tree to walk: children, subtrees, prepositions.

use crate::language::{Dependency, Sentence, Tag, Unit, Word};
use crate::span::Span;

/// A sentence with the children of each word.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) words: &'a [Word],
    children: Vec<Vec<usize>>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(sentence: &'a Sentence) -> Self {
        let mut children = vec![Vec::new(); sentence.words.len()];
        for (i, word) in sentence.words.iter().enumerate() {
            if let Some(head) = word.head {
                children[head].push(i);
            }
        }
        Self { words: &sentence.words, children }
    }

    pub(super) fn root(&self) -> Option<usize> {
        self.words.iter().position(|w| w.head.is_none())
    }

    pub(super) fn children(&self, i: usize) -> &[usize] {
        &self.children[i]
    }

    pub(super) fn dep(&self, i: usize) -> Dependency {
        self.words[i].dependency
    }

    pub(super) fn tag(&self, i: usize) -> Tag {
        self.words[i].tag
    }

    pub(super) fn lemma(&self, i: usize) -> &'a str {
        &self.words[i].lemma
    }

    pub(super) fn lower(&self, i: usize) -> String {
        self.words[i].form.to_lowercase()
    }

    /// Children that hang by one of these relations, in order.
    pub(super) fn by(&self, i: usize, dependencies: &[Dependency]) -> impl Iterator<Item = usize> {
        self.children[i].iter().copied().filter(move |&c| dependencies.contains(&self.words[c].dependency))
    }

    /// The first child that hangs by one of these relations.
    pub(super) fn first(&self, i: usize, dependencies: &[Dependency]) -> Option<usize> {
        self.by(i, dependencies).next()
    }

    /// The words coordinated with `i`, itself first.
    pub(super) fn conjuncts(&self, i: usize) -> Vec<usize> {
        let mut found = vec![i];
        let mut at = 0;
        while at < found.len() {
            found.extend(self.by(found[at], &[Dependency::Conj]));
            at += 1;
        }
        found.sort_unstable();
        found
    }

    /// The preposition of a phrase, words of a fixed expression joined (“because of”); empty when it has none.
    pub(super) fn preposition(&self, i: usize) -> String {
        let Some(case) = self.first(i, &[Dependency::Case]) else { return String::new() };
        let mut words = vec![case];
        words.extend(self.by(case, &[Dependency::Fixed]));
        words.extend(self.by(i, &[Dependency::Case]).skip(1).filter(|&c| c == case + 1 && self.tag(c) == Tag::Adp));
        words.sort_unstable();
        words.dedup();
        words.iter().map(|&w| self.lower(w)).collect::<Vec<_>>().join(" ")
    }

    /// The subordinating word of a clause (“because”, “that”, “to”), words of a fixed expression joined.
    pub(super) fn mark(&self, i: usize) -> String {
        let Some(mark) = self.first(i, &[Dependency::Mark]) else { return String::new() };
        let mut words = vec![mark];
        words.extend(self.by(mark, &[Dependency::Fixed]));
        words.iter().map(|&w| self.lower(w)).collect::<Vec<_>>().join(" ")
    }

    /// Every word below `i` and itself, in order, not descending where `enter` says no.
    pub(super) fn below(&self, i: usize, enter: &impl Fn(usize) -> bool) -> Vec<usize> {
        let mut found = vec![i];
        let mut at = 0;
        while at < found.len() {
            found.extend(self.children[found[at]].iter().copied().filter(|&c| enter(c)));
            at += 1;
        }
        found.sort_unstable();
        found
    }

    /// The stretch of text from the first to the last of these words.
    pub(super) fn cover(&self, words: &[usize]) -> Option<Span> {
        words.iter().map(|&w| self.words[w].span).reduce(Span::cover)
    }

    pub(super) fn is_date(&self, i: usize) -> bool {
        matches!(self.words[i].unit, Some(Unit::Date(_)))
    }

    /// Whether the way from `below` to the root passes `word`.
    pub(super) fn is_above(&self, word: usize, below: usize) -> bool {
        let mut at = below;
        while let Some(head) = self.words[at].head {
            if head == word {
                return true;
            }
            at = head;
        }
        false
    }

    /// The next verb on the way from `word` to the root.
    pub(super) fn verb_above(&self, word: usize) -> Option<usize> {
        let mut above = self.words[word].head?;
        while self.tag(above) != Tag::Verb {
            above = self.words[above].head?;
        }
        Some(above)
    }

    /// Whether this word is the head of a clause of its own.
    pub(super) fn is_clause(&self, i: usize) -> bool {
        use Dependency as D;
        matches!(
            self.dep(i),
            D::Ccomp
                | D::Xcomp
                | D::Advcl
                | D::AdvclRelcl
                | D::Acl
                | D::AclRelcl
                | D::Parataxis
                | D::Csubj
                | D::CsubjPass
                | D::List
        ) || (self.dep(i) == D::Conj && self.is_predicate(i))
    }

    /// Whether this word can be the predicate of a clause: a verb, or anything with a copula.
    pub(super) fn is_predicate(&self, i: usize) -> bool {
        self.tag(i) == Tag::Verb
            || self.first(i, &[Dependency::Cop, Dependency::Nsubj, Dependency::NsubjPass]).is_some()
    }
}
