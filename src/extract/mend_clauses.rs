//! Clauses that a parser took for parts of others, set beside or above them: a part of [`super::mend`].
//!
//! 1. “The bridge that the Romans built *collapsed*”: a finite verb right behind a relative clause is the sentence's.
//! 2. “*Marines land* in Haiti after a mob killed Sam”: a noun before “after” and a clause is a verb, and acts before it.
//! 3. “demanded that *Venice surrender Crete*”: behind “that” stands a clause.
//! 4. “*had* Strafford *executed*”: who stands between “had” and a participle is what was done to.
//! 5. “cost $2 trillion and *displaced* four million”: a verb joined to an object is joined to its verb.
//! 6. “*captured* and burned Moscow”: of two verbs side by side the object is the first's too.
//! 7. “claimed*, that* the missiles were defensive”: behind “that” stands what was claimed.
//! 8. “found in Cuba and *EXCOMM* decided”: a name before a verb without a subject is its subject.
//! 9. “a deal: *USSR withdraws* the missiles”: a noun has no object; it is a verb.
//! 10. “convinced *the Athenians* to build”, “branded the law *illegal*”, “drove them *to leave*”, “was *taken prisoner*”,
//!     “*the league* set”, “lasted *three weeks*”: places that verbs have.

use super::clause::is_name;
use super::mend::{hang, promote};
use super::mend_verbs::is_verb;
use super::tree::Tree;
use crate::language::{Dependency as D, Sentence, Tag, Word, inflect};
use crate::ontology::{Argument, Ontology, PartOfSpeech};

/// Mends one sentence in place.
pub(super) fn mend(sentence: &mut Sentence, ontology: &Ontology) {
    behind_relative(sentence);
    before_clause_of_time(sentence, ontology);
    behind_that(sentence, ontology);
    had_done(sentence);
    joined_to_object(sentence);
    shared_object(sentence, ontology);
    behind_comma_and_that(sentence, ontology);
    subject_joined_to_phrase(sentence);
    noun_with_object(sentence, ontology);
    places(sentence, ontology);
}

/// What described a noun that has become a verb takes part in what the verb tells.
fn takes_part(words: &mut [Word], verb: usize) {
    for word in words.iter_mut().filter(|word| word.head == Some(verb) && word.dependency == D::Nmod) {
        word.dependency = D::Obl;
    }
}

fn behind_relative(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found = (0..tree.words.len()).find_map(|verb| {
        let inner = tree.words[verb].head.filter(|&inner| inner + 1 == verb)?;
        let noun = tree.words[inner].head.filter(|_| tree.dep(inner) == D::AclRelcl)?;
        let finite = matches!(tree.dep(verb), D::Xcomp | D::Ccomp)
            && tree.tag(verb) == Tag::Verb
            && inflect::is_past(&tree.lower(verb))
            && tree.first(verb, &[D::Mark, D::Aux, D::AuxPass]).is_none();
        (finite && tree.root() == Some(noun)).then_some((verb, inner, noun))
    });
    let Some((verb, inner, noun)) = found else { return };
    promote(sentence, verb, noun, D::Nsubj);
    for at in verb + 1..sentence.words.len() {
        let word = &mut sentence.words[at];
        if word.head == Some(inner) || (word.head == Some(noun) && word.dependency == D::Punct) {
            word.head = Some(verb);
        }
    }
}

fn before_clause_of_time(sentence: &mut Sentence, ontology: &Ontology) {
    const OPENING: &[&str] = &["after", "before", "when", "as", "until", "while", "since"];
    let tree = Tree::new(sentence);
    let Some(root) = tree.root().filter(|&r| tree.tag(r) == Tag::Verb) else { return };
    let Some(verb) = tree.first(root, &[D::Nsubj]).filter(|&s| tree.tag(s) == Tag::Noun && s < root) else { return };
    let actor = tree.by(verb, &[D::Compound]).find(|&c| c + 1 == verb);
    let opened = tree
        .by(verb, &[D::Nmod])
        .find(|&p| verb < p && p < root && OPENING.contains(&tree.preposition(p).as_str()) && !tree.is_date(p));
    let plain = tree.lower(verb) == tree.lemma(verb) && tree.first(verb, &[D::Det]).is_none();
    let (Some(actor), Some(subject)) = (actor.filter(|_| plain && is_verb(&tree, verb, ontology)), opened) else {
        return;
    };
    let Some(mark) = tree.first(subject, &[D::Case]) else { return };
    promote(sentence, verb, root, D::Advcl);
    let words = &mut sentence.words;
    words[verb].tag = Tag::Verb;
    words[actor].dependency = D::Nsubj;
    (words[subject].head, words[subject].dependency) = (Some(root), D::Nsubj);
    (words[mark].head, words[mark].dependency) = (Some(root), D::Mark);
    takes_part(&mut words[verb + 1..subject], verb);
}

fn behind_that(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let found = (1..tree.words.len()).find_map(|verb| {
        let clause = tree.dep(verb) == D::Ccomp && tree.tag(verb) == Tag::Noun && tree.mark(verb) == "that";
        let bare = tree.first(verb, &[D::Cop, D::Det, D::Nsubj]).is_none() && is_verb(&tree, verb, ontology);
        let actor = tree.by(verb, &[D::Compound]).find(|&c| c + 1 == verb).filter(|_| clause && bare)?;
        Some((verb, actor, tree.by(verb, &[D::Appos, D::Obj]).find(|&o| verb < o)))
    });
    let Some((verb, actor, object)) = found else { return };
    let lemma = sentence.words[verb].form.to_lowercase();
    let words = &mut sentence.words;
    (words[verb].tag, words[verb].lemma) = (Tag::Verb, lemma);
    words[actor].dependency = D::Nsubj;
    if let Some(object) = object {
        words[object].dependency = D::Obj;
    }
}

fn had_done(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found = (0..tree.words.len()).find_map(|verb| {
        let had = tree.by(verb, &[D::Aux]).find(|&a| tree.lemma(a) == "have" && tree.tag(verb) == Tag::Verb)?;
        let mut subjects = tree.by(verb, &[D::Nsubj, D::NsubjPass]);
        let (causer, done_to) = (subjects.next()?, subjects.next()?);
        (causer < had && had < done_to && done_to < verb).then_some((verb, had, causer, done_to))
    });
    let Some((verb, had, causer, done_to)) = found else { return };
    promote(sentence, had, verb, D::Ccomp);
    let words = &mut sentence.words;
    words[had].tag = Tag::Verb;
    (words[causer].head, words[causer].dependency) = (Some(had), D::Nsubj);
    words[done_to].dependency = D::NsubjPass;
}

fn joined_to_object(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize, Option<usize>)> = (0..tree.words.len())
        .filter(|&verb| tree.dep(verb) == D::Conj && tree.tag(verb) == Tag::Verb && inflect::is_past(&tree.lower(verb)))
        .filter(|&verb| tree.first(verb, &[D::Cc]).is_some_and(|cc| cc + 1 == verb))
        .filter_map(|verb| {
            let first = tree.words[verb].head.filter(|&o| tree.dep(o) == D::Obj && tree.tag(o) != Tag::Verb)?;
            let above = tree.words[first].head.filter(|&v| tree.tag(v) == Tag::Verb)?;
            let further = tree.by(first, &[D::Conj]).find(|&n| verb < n && tree.first(n, &[D::Cc]).is_none());
            Some((verb, above, further.filter(|_| tree.first(verb, &[D::Obj]).is_none())))
        })
        .collect();
    for (verb, above, object) in found {
        let words = &mut sentence.words;
        words[verb].head = Some(above);
        if let Some(object) = object {
            (words[object].head, words[object].dependency) = (Some(verb), D::Obj);
        }
    }
}

fn shared_object(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize)> = (2..tree.words.len())
        .filter(|&second| tree.dep(second) == D::Conj && tree.tag(second) == Tag::Verb)
        .filter_map(|second| {
            let first = tree.words[second].head.filter(|&first| tree.tag(first) == Tag::Verb && first + 2 == second)?;
            tree.first(second, &[D::Cc]).filter(|&cc| cc == first + 1)?;
            let object = tree.first(second, &[D::Obj]).filter(|&o| second < o)?;
            let bare = tree.first(first, &[D::Obj, D::AuxPass, D::NsubjPass, D::Xcomp, D::Ccomp]).is_none();
            (bare && !ontology.takes_no_object(tree.lemma(first))).then_some((object, first))
        })
        .collect();
    hang(sentence, found, None);
}

fn behind_comma_and_that(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&clause| tree.dep(clause) == D::Advcl && tree.mark(clause) == "that")
        .filter_map(|clause| {
            let mark = tree.by(clause, &[D::Mark]).find(|&m| tree.lower(m) == "that")?;
            let comma = mark.checked_sub(1).filter(|&c| tree.words[c].form == ",")?;
            let verb =
                comma.checked_sub(1).filter(|&v| tree.tag(v) == Tag::Verb && tree.words[clause].head != Some(v))?;
            let ids = ontology.entries_for(tree.lemma(verb), PartOfSpeech::Verb);
            let governs = ids.iter().any(|&e| ontology.entries[e].complement.is_some());
            (governs && tree.first(verb, &[D::Ccomp]).is_none()).then_some((clause, verb))
        })
        .collect();
    hang(sentence, found, Some(D::Ccomp));
}

fn subject_joined_to_phrase(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize, usize)> = (1..tree.words.len())
        .filter(|&verb| tree.dep(verb) == D::Conj && tree.tag(verb) == Tag::Verb && inflect::is_past(&tree.lower(verb)))
        .filter(|&verb| tree.first(verb, &[D::Nsubj, D::NsubjPass, D::Csubj, D::Cc, D::Aux, D::AuxPass]).is_none())
        .filter_map(|verb| {
            let name = verb - 1;
            let joined = tree.dep(name) == D::Conj && is_name(&tree, name);
            let cc = tree.first(name, &[D::Cc]).filter(|&cc| joined && cc < name)?;
            let phrase = tree.words[name].head.filter(|&p| matches!(tree.dep(p), D::Obl | D::Obj | D::Nmod))?;
            tree.is_above(tree.words[verb].head?, phrase).then_some((verb, name, cc))
        })
        .collect();
    for (verb, name, cc) in found {
        let words = &mut sentence.words;
        (words[name].head, words[name].dependency) = (Some(verb), D::Nsubj);
        words[cc].head = Some(verb);
    }
}

fn noun_with_object(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize)> = (1..tree.words.len())
        .filter(|&verb| tree.tag(verb) == Tag::Noun && tree.by(verb, &[D::Obj]).any(|o| verb < o))
        .filter(|&verb| tree.first(verb, &[D::Det, D::Case, D::Cop, D::Nsubj]).is_none())
        .filter(|&verb| {
            !ontology.entries_for(tree.lemma(verb), PartOfSpeech::Verb).is_empty() || is_verb(&tree, verb, ontology)
        })
        .filter_map(|verb| Some((verb, tree.by(verb, &[D::Compound]).find(|&c| c + 1 == verb)?)))
        .collect();
    for (verb, actor) in found {
        sentence.words[verb].tag = Tag::Verb;
        sentence.words[actor].dependency = D::Nsubj;
        takes_part(&mut sentence.words[verb + 1..], verb);
    }
}

fn places(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let mut found: Vec<(usize, D)> = Vec::new();
    for verb in (0..tree.words.len()).filter(|&w| tree.tag(w) == Tag::Verb) {
        let object = tree.first(verb, &[D::Obj]);
        let infinitive = tree.by(verb, &[D::Xcomp, D::Advcl]).find(|&x| tree.mark(x) == "to" && verb < x);
        if let (None, Some(asked), Some(_)) = (object, tree.first(verb, &[D::Iobj]), infinitive) {
            found.push((asked, D::Obj));
        }
        let mut objects = tree.by(verb, &[D::Obj]);
        if let (Some(first), Some(second)) = (objects.next(), objects.next())
            && first < second
            && tree.tag(second) == Tag::Adj
        {
            found.push((second, D::Xcomp));
        }
        let drives = ontology.entries_for(tree.lemma(verb), PartOfSpeech::Verb).iter().any(|&e| {
            let entry = &ontology.entries[e];
            entry.complement.is_some() && entry.object.first() == Some(&Argument::Object)
        });
        if let (Some(object), Some(end)) = (object, infinitive)
            && drives
            && object < end
            && tree.dep(end) == D::Advcl
        {
            found.push((end, D::Xcomp));
        }
        // “Njinga, *said to have* come with a cord round her neck”: of whom it is said.
        let told = matches!(tree.lemma(verb), "say" | "report" | "rumour" | "rumor" | "allege" | "repute" | "suppose");
        let content = tree.by(verb, &[D::Xcomp, D::Ccomp]).find(|&x| tree.mark(x) == "to" && verb < x);
        let spoken_of = tree.first(verb, &[D::Nsubj]).filter(|&s| s < verb);
        if let (true, Some(_), Some(subject)) = (told && inflect::is_past(&tree.lower(verb)), content, spoken_of)
            && tree.first(verb, &[D::Aux, D::AuxPass, D::Obj]).is_none()
        {
            found.push((subject, D::NsubjPass));
        }
        // “attack *the North*”
        let place = tree.by(verb, &[D::Advmod]).find(|&w| {
            verb < w && is_name(&tree, w) && tree.tag(w) == Tag::Propn && tree.first(w, &[D::Case]).is_none()
        });
        if object.is_none() && !ontology.takes_no_object(tree.lemma(verb)) {
            found.extend(place.map(|place| (place, D::Obj)));
        }
        // “*several times* demanded”: how often is nobody who acts.
        let often = tree
            .by(verb, &[D::Nsubj])
            .find(|&s| tree.lower(s) == "times" && s < verb && tree.first(s, &[D::Amod, D::Nummod]).is_some());
        found.extend(often.map(|often| (often, D::OblUnmarked)));
        let bare = object.filter(|&o| o == verb + 1 && tree.tag(o) == Tag::Noun && tree.children(o).is_empty());
        if let (Some(bare), Some(_)) = (bare, tree.first(verb, &[D::NsubjPass])) {
            let phrase = format!("{} {}", tree.lemma(verb), tree.lower(bare));
            if !ontology.entries_for(&phrase, PartOfSpeech::Verb).is_empty() {
                found.push((bare, D::CompoundPrt));
            }
        }
        let subject = tree.by(verb, &[D::Compound]).find(|&c| c + 1 == verb && tree.tag(c) == Tag::Noun);
        if tree.first(verb, &[D::Nsubj, D::NsubjPass, D::Csubj]).is_none() && tree.dep(verb) == D::Root {
            found.extend(subject.map(|subject| (subject, D::Nsubj)));
        }
        let stretch = tree.by(verb, &[D::Obl, D::OblUnmarked]).find(|&w| {
            tree.first(w, &[D::Case]).is_none() && ontology.has_word("stretch-of-time", tree.lemma(w)) && verb < w
        });
        if object.is_none() && tree.lemma(verb) == "last" {
            found.extend(stretch.map(|stretch| (stretch, D::Obj)));
        }
    }
    // “*Some 92,134* Americans were wounded”
    let counted: Vec<(usize, usize)> = (0..tree.words.len().saturating_sub(1))
        .filter(|&n| tree.tag(n) == Tag::Num && matches!(tree.dep(n), D::Discourse | D::Dep | D::Dislocated))
        .filter(|&n| matches!(tree.dep(n + 1), D::Nsubj | D::NsubjPass) && tree.words[n].head == tree.words[n + 1].head)
        .map(|n| (n, n + 1))
        .collect();
    for (word, dependency) in found {
        sentence.words[word].dependency = dependency;
    }
    hang(sentence, counted, Some(D::Nummod));
}
