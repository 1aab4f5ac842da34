//! Trees that cannot be right, put right: slips of a parser that the lexicon or the grammar gives away.
//!
//! 1. “encyclopedias *state that* …”, “Having *determined that* …”: a word before “that” which governs clauses, read as a
//!    noun or an aside of the clause that it governs.
//! 2. “casualties *numbered two million*”: a participle behind a noun takes no object; it is the verb.
//! 3. “Not only *had the rebels failed*”: behind a fronted negator “had” is an auxiliary.
//! 4. “The king *called* upon the knights”: a verb without an auxiliary that needs no object is no passive.
//! 5. “told the council *that Iraq possessed* weapons”: a clause with all its places filled is no relative.
//!    “a tax *which* he refused *to pay*”: and where an infinitive lacks an object, the relative is it.
//! 6. “claimed that A; *it took* B”: what stands behind a semicolon is no part of what was claimed.
//! 7. “*The French* captured Moscow”: a verb takes no article; who stands behind it acts.
//!
//! It also mends lemmas that the model has not learned (“boycotting”).

use super::clause::is_past_participle;
use super::tree::Tree;
use super::{mend_clauses, mend_dates, mend_names, mend_phrases, mend_relatives, mend_verbs};
use crate::language::{Dependency as D, Sentence, Tag, Word, inflect};
use crate::ontology::{Argument, Complement, Ontology, PartOfSpeech, Valency};
use crate::statement::Stance;

/// Mends one sentence in place.
pub(super) fn mend(sentence: &mut Sentence, ontology: &Ontology) {
    for word in &mut sentence.words {
        mend_lemma(word, ontology);
    }
    base_form(sentence, ontology);
    governed(sentence, ontology);
    root_noun_that_governs(sentence, ontology);
    object_behind_verbs(sentence);
    object_of_participle(sentence, ontology);
    fronted(sentence);
    passive_without_auxiliary(sentence, ontology);
    people_by_adjective(sentence);
    content_behind_noun(sentence);
    gap_of_infinitive(sentence, ontology);
    behind_semicolon(sentence);
    mend_dates::mend(sentence);
    mend_names::mend(sentence, ontology);
    mend_phrases::mend(sentence, ontology);
    mend_relatives::mend(sentence, ontology);
    mend_verbs::mend(sentence, ontology);
    mend_clauses::mend(sentence, ontology);
}

/// “did not *found* the bank”, “to *wind* up”: behind “did” or “to” a form that is some verb's dictionary form is that.
fn base_form(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let found: Vec<usize> = (0..tree.words.len())
        .filter(|&w| tree.tag(w) == Tag::Verb && tree.lower(w) != tree.lemma(w))
        .filter(|&w| {
            let base = |a: usize| {
                matches!(
                    tree.lower(a).as_str(),
                    "to" | "did"
                        | "do"
                        | "does"
                        | "will"
                        | "would"
                        | "could"
                        | "can"
                        | "should"
                        | "may"
                        | "might"
                        | "must"
                        | "shall"
                )
            };
            let last = tree.by(w, &[D::Aux, D::Mark]).filter(|&a| a < w).last();
            last.is_some_and(base) && !ontology.entries_for(&tree.lower(w), PartOfSpeech::Verb).is_empty()
        })
        .collect();
    for w in found {
        sentence.words[w].lemma = sentence.words[w].form.to_lowercase();
    }
}

pub(super) fn mend_lemma(word: &mut Word, ontology: &Ontology) {
    if word.tag != Tag::Verb {
        return;
    }
    let known = |lemma: &str| !ontology.entries_opening_with(lemma, PartOfSpeech::Verb).is_empty();
    let regular = inflect::past(&word.lemma) == word.form || !inflect::is_past(&word.form) || word.form.ends_with("ed");
    if known(&word.lemma) && regular {
        return;
    }
    let form = word.form.to_lowercase();
    // “lent”, taken for a form of “loan”
    if let Some(base) = inflect::base(&form).filter(|_| inflect::past(&word.lemma) != form) {
        base.clone_into(&mut word.lemma);
        return;
    }
    // “besought”: an irregular form may be listed.
    if let Some(&entry) = ontology.entries_opening_with(&form, PartOfSpeech::Verb).first() {
        let lemma = ontology.entries[entry].lemma.split(' ').next();
        word.lemma = lemma.unwrap_or(&form).to_owned();
        return;
    }
    let Some(stem) = form.strip_suffix("ing").or_else(|| form.strip_suffix("ed")) else { return };
    // “planned” is of “plan”, “planted” is not.
    let mut undoubled = stem.to_owned();
    let last = undoubled.pop();
    if last != undoubled.chars().next_back() {
        undoubled.clear();
    }
    let candidates = [stem.to_owned(), format!("{stem}e"), undoubled];
    // “rioted”: no verb of the lexicon, but a noun of it.
    let noun = |lemma: &str| {
        ontology.class_for_cue(lemma).is_some() || !ontology.entries_for(lemma, PartOfSpeech::Noun).is_empty()
    };
    let found = candidates.iter().find(|c| known(c)).or_else(|| candidates.iter().find(|c| noun(c)));
    if let Some(found) = found {
        word.lemma.clone_from(found);
    } else if inflect::past(&word.lemma) != form && inflect::past(stem) == form {
        stem.clone_into(&mut word.lemma);
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

/// “Chronicles *state that* P”, where “state” came out as a noun at the root.
fn root_noun_that_governs(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let Some(root) = tree.root().filter(|&r| tree.tag(r) == Tag::Noun) else { return };
    let Some(subject) = tree.by(root, &[D::Compound]).find(|&c| c + 1 == root) else { return };
    let content = tree
        .by(root, &[D::Ccomp, D::Acl])
        .any(|c| tree.by(c, &[D::Mark]).any(|m| m == root + 1 && tree.lower(m) == "that"));
    let lemma = tree.lemma(root).to_lowercase();
    let governs =
        ontology.entries_for(&lemma, PartOfSpeech::Verb).iter().any(|&e| ontology.entries[e].complement.is_some());
    if content && governs && tree.first(root, &[D::Cop, D::Det]).is_none() {
        let word = &mut sentence.words[root];
        (word.tag, word.lemma) = (Tag::Verb, lemma);
        sentence.words[subject].dependency = D::Nsubj;
    }
}

/// “captured and burned *Moscow*”: what follows two verbs without a comma or “and” is their object.
fn object_behind_verbs(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<usize> = (1..tree.words.len())
        .filter(|&w| tree.dep(w) == D::Conj && matches!(tree.tag(w), Tag::Noun | Tag::Propn))
        .filter(|&w| tree.first(w, &[D::Cc, D::Punct, D::Case, D::Cop, D::Nsubj]).is_none())
        .filter(|&w| {
            let before = (0..w)
                .rev()
                .find(|&b| !matches!(tree.tag(b), Tag::Det | Tag::Adj | Tag::Num) && tree.words[b].head != Some(w));
            let verb =
                tree.words[w].head.is_some_and(|h| tree.tag(h) == Tag::Verb && tree.first(h, &[D::Obj]).is_none());
            verb && before.is_some_and(|b| tree.tag(b) == Tag::Verb)
        })
        .collect();
    for word in found {
        sentence.words[word].dependency = D::Obj;
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

/// “The king *called* upon the knights”: without an auxiliary, and with an object or with no need of one, a verb is no
/// passive.
fn passive_without_auxiliary(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let active = |subject: &usize| {
        let Some(verb) = tree.words[*subject].head.filter(|_| tree.dep(*subject) == D::NsubjPass) else { return false };
        let bare = tree.first(verb, &[D::Aux, D::AuxPass, D::OblAgent]).is_none();
        // “*when* it apologised”: in a whole clause a passive has its auxiliary.
        let sentence_ends = tree.words.last().is_some_and(|w| w.form == ".") && tree.words.len() > 5;
        let subordinate =
            sentence_ends || tree.by(verb, &[D::Mark, D::Advmod]).any(|m| m < *subject && is_subordinator(&tree, m));
        bare && tree.tag(verb) == Tag::Verb
            && (subordinate || tree.first(verb, &[D::Obj]).is_some() || stands_alone(&tree, verb, ontology))
    };
    let found: Vec<usize> = (0..tree.words.len()).filter(active).collect();
    for subject in found {
        sentence.words[subject].dependency = D::Nsubj;
    }
}

/// “told the council *that Iraq possessed* weapons”: where “that” is left without a place to fill, it opens what is told.
fn content_behind_noun(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize, usize)> = (0..tree.words.len())
        .filter(|&verb| tree.dep(verb) == D::AclRelcl && tree.tag(verb) == Tag::Verb)
        .filter_map(|verb| {
            let that = tree.children(verb).iter().copied().find(|&c| tree.lower(c) == "that" && c < verb)?;
            let filled = |d: &[D]| tree.by(verb, d).any(|c| c != that);
            let full = filled(&[D::Nsubj]) && filled(&[D::Obj]) && matches!(tree.dep(that), D::Obj | D::Mark);
            let teller = tree.words[verb].head.and_then(|noun| tree.words[noun].head)?;
            (full && tree.tag(teller) == Tag::Verb).then_some((verb, that, teller))
        })
        .collect();
    for (verb, that, teller) in found {
        sentence.words[verb].head = Some(teller);
        sentence.words[verb].dependency = D::Ccomp;
        sentence.words[that].dependency = D::Mark;
        sentence.words[that].tag = Tag::Sconj;
    }
}

/// “a tax *which* he refused *to pay*”: it is the infinitive that lacks an object, unless the verb above has whom it asks
/// as its own.
fn gap_of_infinitive(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let asks = |verb: usize| {
        ontology.entries_opening_with(tree.lemma(verb), PartOfSpeech::Verb).iter().any(|&e| {
            let requested = |c: &Complement| matches!(c.stance, Stance::Requested | Stance::Planned);
            let entry = &ontology.entries[e];
            entry.object.first() == Some(&Argument::Object) && entry.complement.as_ref().is_some_and(requested)
        })
    };
    let found: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&gap| tree.dep(gap) == D::Obj && matches!(tree.lower(gap).as_str(), "which" | "that" | "whom"))
        .filter_map(|gap| {
            let verb = tree.words[gap].head.filter(|&v| tree.dep(v) == D::AclRelcl && gap < v && !asks(v))?;
            let inner = tree.by(verb, &[D::Xcomp]).find(|&x| tree.mark(x) == "to" && tree.tag(x) == Tag::Verb)?;
            tree.first(inner, &[D::Obj]).is_none().then_some((gap, inner))
        })
        .collect();
    hang(sentence, found, None);
}

/// “claimed that A; *it took* B”: a clause with a subject of its own behind a semicolon stands beside the whole.
fn behind_semicolon(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let Some(root) = tree.root() else { return };
    let found: Vec<usize> = (0..tree.words.len())
        .filter(|&w| w != root && tree.is_clause(w) && tree.first(w, &[D::Nsubj, D::NsubjPass]).is_some_and(|s| s < w))
        .filter(|&w| tree.first(w, &[D::Mark]).is_none())
        .filter(|&w| {
            let mark = |p: usize| tree.words[p].form == ";";
            let behind = tree.by(w, &[D::Punct]).next().is_some_and(|p| p < w && mark(p));
            // “A resigned; B told the committee”: where the second came out as the head.
            let before = tree.dep(w) == D::Ccomp && (w..root).any(mark);
            if w > root { behind } else { before }
        })
        .collect();
    for word in found {
        sentence.words[word].head = Some(root);
        sentence.words[word].dependency = D::Parataxis;
    }
}

fn is_subordinator(tree: &Tree<'_>, word: usize) -> bool {
    tree.tag(word) == Tag::Sconj || matches!(tree.lower(word).as_str(), "when" | "where" | "after" | "before" | "until")
}

/// “*The French* captured Moscow”: a verb takes no article; the adjective behind it names the people who act.
fn people_by_adjective(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize, usize)> = (0..tree.words.len())
        .filter(|&verb| tree.tag(verb) == Tag::Verb && !matches!(tree.dep(verb), D::Amod | D::Acl | D::Compound))
        .filter(|&verb| tree.first(verb, &[D::Nsubj, D::NsubjPass, D::Csubj]).is_none())
        .filter_map(|verb| {
            let article = tree.first(verb, &[D::Det])?;
            let people = tree.by(verb, &[D::Amod, D::Compound]).find(|&a| article < a && a < verb)?;
            Some((verb, article, people))
        })
        .collect();
    for (verb, article, people) in found {
        let passive = sentence.words.iter().any(|w| w.head == Some(verb) && w.dependency == D::AuxPass);
        sentence.words[people].dependency = if passive { D::NsubjPass } else { D::Nsubj };
        sentence.words[people].tag = Tag::Propn;
        sentence.words[article].head = Some(people);
    }
}

/// Hangs each first word on its second, by `dependency` where it changes.
pub(super) fn hang(sentence: &mut Sentence, moves: Vec<(usize, usize)>, dependency: Option<D>) {
    for (word, head) in moves {
        let word = &mut sentence.words[word];
        word.head = Some(head);
        word.dependency = dependency.unwrap_or(word.dependency);
    }
}

/// Puts `below` in the place of `above`, which then hangs on it by `dependency`.
pub(super) fn promote(sentence: &mut Sentence, below: usize, above: usize, dependency: D) {
    let (head, relation) = (sentence.words[above].head, sentence.words[above].dependency);
    let word = &mut sentence.words[below];
    (word.head, word.dependency) = (head, relation);
    let word = &mut sentence.words[above];
    (word.head, word.dependency) = (Some(below), dependency);
}
