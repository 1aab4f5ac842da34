//! Verbs and numbers that a parser has lost, found again: the second half of [`super::mend`].
//!
//! 1. “*more than 1,400 exiles* landed”: a number does not head the noun behind it.
//! 2. “exiles supported by X, *landed* on the beach”: behind a comma the participle's neighbour is the verb of the sentence.
//! 3. “The invasion *cost* $2 trillion”: a verb of the lexicon right before an amount of money is the verb.
//! 4. “Marines *land* in the port.”: in a sentence, a verb's form behind a plural name is the verb.
//! 5. “cost $2 trillion and *displaced* some four million people”: what stands before a number describes nothing behind it.
//! 6. “by 118 votes; only Brazil *opposed* it”: a participle takes no object behind a semicolon either.
//! 7. “returned to the army, *was made* a knight”: a finite verb without a subject is coordinated.
//! 8. “His bill *limited* holdings and set up a commission”: what is coordinated with a verb is one.

use super::clause::is_past_participle;
use super::mend::{mend_lemma, promote};
use super::tree::Tree;
use crate::language::{Dependency as D, Sentence, Tag, Unit, inflect};
use crate::ontology::{Ontology, PartOfSpeech};

/// Mends one sentence in place.
pub(super) fn mend(sentence: &mut Sentence, ontology: &Ontology) {
    number_before_noun(sentence);
    verb_behind_participle(sentence);
    verb_before_money(sentence, ontology);
    verb_behind_plural(sentence, ontology);
    verb_before_count(sentence);
    verb_behind_semicolon(sentence);
    finite_complement(sentence);
    verb_before_apposition(sentence, ontology);
}

fn number_before_noun(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&n| matches!(&tree.words[n].unit, Some(Unit::Quantity(q)) if q.unit.is_none()))
        .filter_map(|number| {
            let noun = tree.by(number, &[D::Appos, D::Flat, D::NmodDesc, D::NmodUnmarked, D::Dep, D::Nmod]).next()?;
            let between = (number + 1..noun).all(|w| matches!(tree.tag(w), Tag::Adj | Tag::Noun | Tag::Propn));
            (noun > number && between && matches!(tree.tag(noun), Tag::Noun | Tag::Propn)).then_some((number, noun))
        })
        .collect();
    for (number, noun) in found {
        promote(sentence, noun, number, D::Nummod);
        for word in &mut sentence.words {
            if word.head == Some(number) {
                word.head = Some(noun);
            }
        }
    }
}

fn verb_behind_participle(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let Some(root) = tree.root().filter(|&r| matches!(tree.tag(r), Tag::Noun | Tag::Propn)) else { return };
    if tree.first(root, &[D::Cop]).is_some() || tree.words.last().is_none_or(|w| w.form != ".") {
        return;
    }
    let verb = tree.by(root, &[D::Acl]).find_map(|participle| {
        tree.by(participle, &[D::Advcl, D::Conj, D::Parataxis]).find(|&verb| {
            let comma = (participle..verb).any(|w| tree.words[w].form == ",");
            let bare = tree.first(verb, &[D::Mark, D::Nsubj, D::NsubjPass, D::Cc, D::Aux]).is_none();
            tree.tag(verb) == Tag::Verb && comma && bare && is_past_participle(&tree, verb)
        })
    });
    if let Some(verb) = verb {
        promote(sentence, verb, root, D::Nsubj);
    }
}

fn verb_before_money(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let Some(amount) = tree.root() else { return };
    let money = matches!(&tree.words[amount].unit, Some(Unit::Quantity(q)) if q.unit.is_some());
    let verb = tree.by(amount, &[D::Compound]).find(|&c| c + 1 == amount);
    let Some(verb) = verb.filter(|&v| money && is_verb(&tree, v, ontology)) else { return };
    let Some(subject) = tree.first(verb, &[D::Compound, D::NmodPoss, D::Amod]) else { return };
    promote(sentence, verb, amount, D::Obj);
    let lemma = sentence.words[verb].form.to_lowercase();
    let word = &mut sentence.words[verb];
    (word.tag, word.lemma) = (Tag::Verb, lemma);
    sentence.words[subject].dependency = D::Nsubj;
    for word in &mut sentence.words[..subject] {
        if word.head == Some(amount) {
            word.head = Some(subject);
        }
    }
}

fn verb_behind_plural(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let Some(root) = tree.root().filter(|&r| tree.tag(r) == Tag::Noun) else { return };
    let whole = tree.words.last().is_some_and(|w| w.form == ".");
    let subject = tree.by(root, &[D::Compound]).find(|&c| c + 1 == root && tree.lower(c).ends_with('s'));
    let plain = tree.lower(root) == tree.lemma(root) && tree.first(root, &[D::Det, D::Case, D::Cop, D::Amod]).is_none();
    let follows = tree.words.get(root + 1).is_some_and(|w| matches!(w.tag, Tag::Adp | Tag::Det));
    let Some(subject) = subject.filter(|_| whole && plain && follows && is_verb(&tree, root, ontology)) else { return };
    sentence.words[root].tag = Tag::Verb;
    sentence.words[subject].dependency = D::Nsubj;
    for word in &mut sentence.words {
        if word.head == Some(root) {
            word.dependency = match word.dependency {
                D::Nmod => D::Obl,
                D::Acl => D::Advcl,
                other => other,
            };
        }
    }
}

/// Whether the lexicon knows a word as it stands as a verb.
pub(super) fn is_verb(tree: &Tree<'_>, word: usize, ontology: &Ontology) -> bool {
    !ontology.entries_for(&tree.lower(word), PartOfSpeech::Verb).is_empty()
}

/// “cost $2 trillion and *displaced* some four million people”
fn verb_before_count(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize, usize, usize)> = (1..tree.words.len())
        .filter(|&w| tree.dep(w) == D::Amod && is_past_participle(&tree, w))
        .filter_map(|verb| {
            let noun = tree.words[verb].head.filter(|&n| verb < n && tree.dep(n) == D::Conj)?;
            let and = tree.first(noun, &[D::Cc]).filter(|&cc| cc + 1 == verb)?;
            tree.by(noun, &[D::Nummod, D::Det]).find(|&n| verb < n && n < noun)?;
            let first = tree.words[noun].head?;
            let above = tree.words[first].head.filter(|&v| tree.tag(v) == Tag::Verb && tree.dep(first) == D::Obj)?;
            Some((verb, noun, and, above))
        })
        .collect();
    for (verb, noun, and, above) in found {
        let words = &mut sentence.words;
        (words[verb].head, words[verb].dependency, words[verb].tag) = (Some(above), D::Conj, Tag::Verb);
        (words[noun].head, words[noun].dependency) = (Some(verb), D::Obj);
        words[and].head = Some(verb);
    }
}

/// “by 118 votes; only Brazil *opposed* it”
fn verb_behind_semicolon(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let Some(root) = tree.root() else { return };
    let found: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&noun| noun != root && matches!(tree.tag(noun), Tag::Noun | Tag::Propn))
        .filter(|&noun| tree.by(noun, &[D::Punct]).any(|p| p < noun && tree.words[p].form == ";"))
        .filter_map(|noun| {
            let verb = tree.by(noun, &[D::Acl]).find(|&v| {
                is_past_participle(&tree, v)
                    && tree.first(v, &[D::Obj]).is_some()
                    && tree.first(v, &[D::Mark]).is_none()
            })?;
            Some((verb, noun))
        })
        .collect();
    for (verb, noun) in found {
        promote(sentence, verb, noun, D::Nsubj);
        let word = &mut sentence.words[verb];
        (word.head, word.dependency) = (Some(root), D::Parataxis);
    }
}

/// “returned to the army, *was made* a knight”
fn finite_complement(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<usize> = (1..tree.words.len())
        .filter(|&verb| matches!(tree.dep(verb), D::Ccomp | D::Xcomp) && tree.tag(verb) == Tag::Verb)
        .filter(|&verb| tree.first(verb, &[D::Nsubj, D::NsubjPass, D::Csubj, D::Mark, D::Expl]).is_none())
        .filter(|&verb| {
            let auxiliary = tree.by(verb, &[D::Aux, D::AuxPass]).next();
            let finite = |a: usize| matches!(tree.lower(a).as_str(), "was" | "were" | "had" | "is" | "are" | "has");
            auxiliary
                .is_some_and(|a| finite(a) && a > 0 && tree.words[a - 1].form == "," && tree.words[verb].head < Some(a))
        })
        .collect();
    for verb in found {
        sentence.words[verb].dependency = D::Conj;
    }
}

/// “His bill *limited* holdings to 500 acres and set up a commission”
fn verb_before_apposition(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let Some(root) = tree.root().filter(|&r| tree.tag(r) == Tag::Noun && tree.first(r, &[D::Cop]).is_none()) else {
        return;
    };
    let verb = root + 1;
    let object = tree.words.get(verb).and_then(|w| w.head).filter(|&o| {
        o > verb
            && tree.words[o].head == Some(root)
            && matches!(tree.dep(verb), D::Amod)
            && inflect::is_past(&tree.lower(verb))
    });
    let Some(object) = object.filter(|&o| matches!(tree.dep(o), D::Appos | D::Dep | D::Parataxis)) else { return };
    let coordinated: Vec<usize> =
        tree.by(root, &[D::Conj]).filter(|&c| tree.tag(c) == Tag::Verb && c > object).collect();
    if coordinated.is_empty() {
        return;
    }
    promote(sentence, verb, root, D::Nsubj);
    let words = &mut sentence.words;
    words[verb].tag = Tag::Verb;
    mend_lemma(&mut words[verb], ontology);
    (words[object].head, words[object].dependency) = (Some(verb), D::Obj);
    for conjunct in coordinated {
        words[conjunct].head = Some(verb);
    }
}
