//! Phrases that a parser hung on the wrong word, hung on the right one: a part of [`super::mend`].
//!
//! 1. “condemned the invasion of K *by J*”: a verb with a subject of its own has no agent; the noun before it does.
//! 2. “Banting, a surgeon, and Best, *a student*, isolated it”: behind “and” a description between commas is no third.
//! 3. “*Within weeks* strikes had spread”: a phrase before the subject is the verb's.
//! 4. “became prime minister in February *and party leader* in October”: a second complement without a preposition.
//! 5. “sold it to Renaissance, a consortium, *for $1.3 billion*”: money is what was paid in the clause.
//! 6. “was born in Bratislava and made his money *in scrap metal*”: a phrase behind a coordinated verb is that verb's.
//! 7. “marched against Shell on 4 January, *led by* Saro-Wiwa”: behind a comma the subject is described.
//! 8. “and, *more important*, the meetings”: what stands between “and” and a comma describes nothing.
//! 9. “blamed *retreating* Biafran troops”: a verb that takes no object describes the noun behind it.

use super::clause::{is_name, is_past_participle};
use super::mend::{hang, promote};
use super::tree::Tree;
use crate::language::{Dependency as D, Sentence, Tag, Unit};
use crate::ontology::{Argument, Ontology, PartOfSpeech};

/// Mends one sentence in place.
pub(super) fn mend(sentence: &mut Sentence, ontology: &Ontology) {
    called_out(sentence);
    participle_in_compound(sentence, ontology);
    charges(sentence, ontology);
    agents_of_nouns(sentence, ontology);
    subject_without_preposition(sentence, ontology);
    described_in_turn(sentence);
    phrases_before_subjects(sentence);
    second_complements(sentence);
    money(sentence);
    amounts(sentence);
    phrases_behind_verbs(sentence);
    phrases_behind_relatives(sentence);
    requests(sentence, ontology);
    participles_behind_commas(sentence);
    participles_before_nouns(sentence, ontology);
    asides(sentence);
}

/// “executed by *firing squad*”: one thing, and nobody fires it.
fn participle_in_compound(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let found: Vec<usize> = (1..tree.words.len())
        .filter(|&noun| tree.words[noun].head == Some(noun - 1) && tree.tag(noun - 1) == Tag::Verb)
        .filter(|&noun| {
            let words = format!("{} {}", tree.lower(noun - 1), tree.lemma(noun));
            ontology.has_word("compound-of-participle", &words)
        })
        .collect();
    for noun in found {
        let participle = noun - 1;
        promote(sentence, noun, participle, D::Compound);
        sentence.words[participle].tag = Tag::Noun;
        for word in sentence.words[..participle].iter_mut().filter(|word| word.head == Some(participle)) {
            word.head = Some(noun);
            if word.dependency == D::Mark {
                word.dependency = D::Case;
            }
        }
        if matches!(sentence.words[noun].dependency, D::Advcl | D::Xcomp | D::Ccomp) {
            sentence.words[noun].dependency = D::Obl;
        }
    }
}

/// “accused the mayor *of corruption*”: of what somebody is accused is no part of what he is.
fn charges(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let charged = |verb: usize| {
        ontology.entries_for(tree.lemma(verb), PartOfSpeech::Verb).iter().any(|&id| {
            let of = |(role, place): &(String, Argument)| {
                role == "an:charge" && *place == Argument::Preposition("of".to_owned())
            };
            ontology.entries[id].roles.iter().any(of)
        })
    };
    let moves: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&w| tree.dep(w) == D::Nmod && tree.preposition(w) == "of" && !is_name(&tree, w))
        .filter_map(|w| {
            let object = tree.words[w].head.filter(|&o| tree.dep(o) == D::Obj)?;
            let verb = tree.words[object].head.filter(|&v| tree.tag(v) == Tag::Verb && charged(v))?;
            Some((w, verb))
        })
        .collect();
    hang(sentence, moves, Some(D::Obl));
}

/// “telegrams and, *more important*, the meetings”
fn asides(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize, usize)> = (0..tree.words.len())
        .filter(|&w| tree.dep(w) == D::Amod)
        .filter_map(|w| {
            let noun = tree.words[w].head.filter(|&noun| w < noun && tree.dep(noun) == D::Conj)?;
            let and = tree.first(w, &[D::Cc]).filter(|&and| and < w)?;
            tree.words.get(w + 1).filter(|next| next.form == ",")?;
            Some((w, and, noun))
        })
        .collect();
    // “a lease, *exempt* from taxes”: nor does what a comma sets apart behind the noun belong to its name.
    let behind: Vec<usize> = (1..tree.words.len())
        .filter(|&w| tree.dep(w) == D::Amod && tree.words[w].head.is_some_and(|noun| noun < w))
        .filter(|&w| tree.words[w - 1].form == ",")
        .collect();
    for (word, and, noun) in found {
        sentence.words[word].dependency = D::Discourse;
        sentence.words[and].head = Some(noun);
    }
    for word in behind {
        sentence.words[word].dependency = D::Discourse;
    }
}

/// “reimposed *jizya* 1679”: nobody is called to right behind a verb.
fn called_out(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let bare = |verb: usize| tree.first(verb, &[D::Obj]).is_none() && tree.tag(verb) == Tag::Verb;
    let found: Vec<usize> = (1..tree.words.len())
        .filter(|&w| tree.dep(w) == D::Vocative && tree.words[w].head == Some(w - 1) && bare(w - 1))
        .collect();
    for word in found {
        sentence.words[word].dependency = D::Obj;
    }
}

/// “The council condemned the invasion of Kuwait *by Iraq*”: in the active no one acts but the subject, and the noun may
/// have an agent of its own.
fn agents_of_nouns(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let active = |verb: usize| {
        let subject = tree.first(verb, &[D::Nsubj]).is_some_and(|s| s < verb);
        subject && tree.first(verb, &[D::AuxPass, D::NsubjPass]).is_none()
    };
    let by = Argument::Preposition("by".to_owned());
    let acted = |noun: usize| {
        let mut ids = ontology.entries_for(tree.lemma(noun), PartOfSpeech::Noun).iter();
        ids.any(|&id| ontology.entries[id].subject.contains(&by))
    };
    let moves: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&agent| tree.dep(agent) == D::OblAgent || tree.dep(agent) == D::Obl)
        .filter(|&agent| tree.preposition(agent) == "by" && !tree.is_date(agent))
        .filter_map(|agent| {
            let verb = tree.words[agent].head.filter(|&verb| tree.tag(verb) == Tag::Verb && active(verb))?;
            let object = tree.first(verb, &[D::Obj]).filter(|&o| verb < o && o < agent && acted(o))?;
            Some((agent, object))
        })
        .collect();
    hang(sentence, moves, Some(D::Nmod));
}

/// “When *a fellow tribune*, Octavius, vetoed it”: before a verb without a subject a phrase without a preposition is one.
fn subject_without_preposition(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let found: Vec<usize> = (0..tree.words.len())
        .filter(|&w| matches!(tree.dep(w), D::Obl | D::OblUnmarked) && !tree.is_date(w))
        .filter(|&w| tree.first(w, &[D::Case, D::Mark]).is_none() && tree.first(w, &[D::Det]).is_some())
        .filter(|&w| matches!(tree.tag(w), Tag::Noun | Tag::Propn) && tree.words[w].unit.is_none())
        .filter(|&w| {
            let lemma = tree.lemma(w);
            lemma != "way" && !["stretch-of-time", "point-of-time"].iter().any(|set| ontology.has_word(set, lemma))
        })
        .filter(|&w| {
            tree.words[w].head.is_some_and(|verb| {
                let finite = tree.tag(verb) == Tag::Verb
                    && tree.lower(verb) != tree.lemma(verb)
                    && !tree.lower(verb).ends_with("ing");
                let alone =
                    tree.first(verb, &[D::Nsubj, D::NsubjPass, D::Csubj, D::Aux, D::AuxPass, D::Mark]).is_none();
                w < verb && finite && alone && tree.first(verb, &[D::Obj]).is_some_and(|o| o > verb)
            })
        })
        .collect();
    for word in found {
        sentence.words[word].dependency = D::Nsubj;
    }
}

/// “Banting, a surgeon, and Best, *a student*, isolated it”
fn described_in_turn(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize)> = (2..tree.words.len())
        .filter(|&noun| tree.dep(noun) == D::Conj && tree.tag(noun) == Tag::Noun)
        .filter(|&noun| tree.first(noun, &[D::Cc]).is_none())
        .filter_map(|noun| {
            let article = tree.by(noun, &[D::Det]).find(|&a| matches!(tree.lower(a).as_str(), "a" | "an" | "the"))?;
            let comma = article.checked_sub(1).filter(|&c| tree.words[c].form == ",")?;
            let name = comma.checked_sub(1).filter(|&n| is_name(&tree, n))?;
            let joined = tree.dep(name) == D::Conj && tree.first(name, &[D::Cc]).is_some();
            joined.then_some((noun, name))
        })
        .collect();
    hang(sentence, found, Some(D::Appos));
    let tree = Tree::new(sentence);
    let second: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&noun| tree.dep(noun) == D::Appos && tree.tag(noun) == Tag::Noun)
        .filter_map(|noun| {
            let article = tree.first(noun, &[D::Det]).filter(|&a| matches!(tree.lower(a).as_str(), "a" | "an"))?;
            let head =
                tree.words[noun].head.filter(|&h| tree.first(h, &[D::Appos]).is_some_and(|first| first < noun))?;
            let name = tree.by(head, &[D::Conj]).filter(|&c| c < article && is_name(&tree, c)).last()?;
            Some((noun, name))
        })
        .collect();
    hang(sentence, second, None);
}

/// “*Within weeks* strikes had spread”, “*In Gdańsk* the dismissal brought”: a preposition never opens a subject.
fn phrases_before_subjects(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let verb_of = |noun: usize| {
        let subject = matches!(tree.dep(noun), D::Nsubj | D::NsubjPass);
        tree.words[noun].head.filter(|&verb| subject && tree.tag(verb) == Tag::Verb && noun < verb)
    };
    let mut moves = Vec::new();
    for noun in 0..tree.words.len() {
        let Some(verb) = verb_of(noun) else { continue };
        for phrase in tree.by(noun, &[D::Nmod]).filter(|&p| p < noun && tree.first(p, &[D::Case]).is_some()) {
            moves.push((phrase, None, verb));
        }
        let case = tree.by(noun, &[D::Case]).find(|&c| c < noun && tree.tag(c) == Tag::Adp);
        let first = case.and_then(|case| tree.by(noun, &[D::Compound]).find(|&w| w == case + 1).map(|w| (w, case)));
        if let Some((phrase, case)) = first.filter(|&(w, _)| tree.tag(w) == Tag::Noun && w < noun) {
            moves.push((phrase, Some(case), verb));
        }
    }
    for (phrase, case, verb) in moves {
        sentence.words[phrase].head = Some(verb);
        sentence.words[phrase].dependency = D::Obl;
        if let Some(case) = case {
            sentence.words[case].head = Some(phrase);
        }
    }
}

/// “became prime minister in February *and party leader* in October”
fn second_complements(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    // “Jaruzelski, who became prime minister in February *and party leader* in October, claimed”: nor is it a second subject.
    let inside = (0..tree.words.len()).filter_map(|w| {
        let bare = tree.dep(w) == D::Conj && tree.tag(w) == Tag::Noun && tree.first(w, &[D::Cc]).is_some();
        let name = tree.words[w].head.filter(|&n| bare && is_name(&tree, n) && tree.first(w, &[D::Det]).is_none())?;
        let relative =
            tree.by(name, &[D::AclRelcl]).find(|&v| name < v && v < w && tree.words[name + 1].form == ",")?;
        let first = tree.by(relative, &[D::Obj, D::Xcomp]).find(|&o| tree.tag(o) == Tag::Noun && !is_name(&tree, o))?;
        Some((w, first))
    });
    let inside: Vec<(usize, usize)> = inside.collect();
    let mut found: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&w| matches!(tree.dep(w), D::Obl | D::OblUnmarked) && matches!(tree.tag(w), Tag::Noun | Tag::Propn))
        .filter(|&w| tree.first(w, &[D::Cc]).is_some() && tree.first(w, &[D::Case]).is_none())
        .filter_map(|w| {
            let verb = tree.words[w].head.filter(|&v| tree.tag(v) == Tag::Verb)?;
            let first = tree.by(verb, &[D::Obj, D::Xcomp]).find(|&o| o < w && tree.tag(o) != Tag::Verb)?;
            Some((w, first))
        })
        .collect();
    found.extend(inside);
    hang(sentence, found, Some(D::Conj));
}

/// “to Renaissance, a consortium of firms, *for $1.3 billion* in 2024”: what was paid, and when, is told of the verb.
fn money(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let paid = |w: usize| {
        matches!(&tree.words[w].unit, Some(Unit::Quantity(quantity)) if quantity.unit.is_some())
            && tree.dep(w) == D::Nmod
            && tree.preposition(w) == "for"
    };
    let mut moves = Vec::new();
    for sum in (0..tree.words.len()).filter(|&w| paid(w)) {
        // Only out of an apposition: what a thing was sold for may well describe it.
        let beside = |verb: usize| {
            (verb..sum).any(|w| tree.dep(w) == D::Appos && tree.is_above(w, sum) && tree.is_above(verb, w))
        };
        if let Some(verb) = tree.verb_above(sum).filter(|&verb| verb < sum && beside(verb)) {
            moves.push((sum, verb));
            moves.extend(tree.children(sum).iter().filter(|&&d| tree.is_date(d)).map(|&date| (date, verb)));
        }
    }
    hang(sentence, moves, Some(D::Obl));
}

/// “marched against Shell on 4 January, *led by* Saro-Wiwa”: with a phrase of the verb between, a participle behind a comma
/// does not describe the noun before that phrase.
fn participles_behind_commas(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let moves: Vec<(usize, usize)> = (2..tree.words.len())
        .filter(|&p| tree.dep(p) == D::Acl && is_past_participle(&tree, p) && tree.first(p, &[D::OblAgent]).is_some())
        .filter(|&p| tree.words[p - 1].form == ",")
        .filter_map(|participle| {
            let noun = tree.words[participle].head?;
            let verb = tree.verb_above(noun)?;
            let own = |w: usize| w == noun || tree.is_above(noun, w);
            let between = !own(participle - 2) && participle - 2 > noun;
            let subject = tree.first(verb, &[D::Nsubj, D::NsubjPass]).filter(|&s| s < verb)?;
            (between && noun > verb && !is_name(&tree, participle - 2)).then_some((participle, subject))
        })
        .collect();
    hang(sentence, moves, None);
}

/// “blamed *retreating* Biafran troops”: a verb that takes no object describes the noun right behind it.
fn participles_before_nouns(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize, usize)> = (0..tree.words.len())
        .filter(|&ing| tree.lower(ing).ends_with("ing") && matches!(tree.dep(ing), D::Xcomp | D::Ccomp | D::Advcl))
        .filter(|&ing| {
            tree.first(ing, &[D::Mark, D::Nsubj, D::Aux]).is_none() && ontology.takes_no_object(tree.lemma(ing))
        })
        .filter_map(|ing| {
            let noun = tree.first(ing, &[D::Obj]).filter(|&o| o > ing && tree.first(o, &[D::Det]).is_none())?;
            let verb = tree.words[ing].head.filter(|&v| v < ing && tree.first(v, &[D::Obj]).is_none())?;
            (tree.tag(verb) == Tag::Verb).then_some((ing, noun, verb))
        })
        .collect();
    for (ing, noun, verb) in found {
        (sentence.words[noun].head, sentence.words[noun].dependency) = (Some(verb), D::Obj);
        (sentence.words[ing].head, sentence.words[ing].dependency) = (Some(noun), D::Amod);
    }
}

/// “fined the *club £200,000*”: an amount of money bears no article; the noun behind the article is who pays it.
fn amounts(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<(usize, usize, usize)> = (0..tree.words.len())
        .filter(|&sum| matches!(&tree.words[sum].unit, Some(Unit::Quantity(q)) if q.unit.is_some()))
        .filter_map(|sum| {
            let verb = tree.words[sum].head.filter(|&v| tree.tag(v) == Tag::Verb && tree.dep(sum) == D::Obj)?;
            let article = tree.first(sum, &[D::Det])?;
            let noun = tree.by(sum, &[D::Compound]).find(|&n| n + 1 == sum && article < n)?;
            Some((verb, article, noun))
        })
        .collect();
    for (verb, article, noun) in found {
        (sentence.words[noun].head, sentence.words[noun].dependency) = (Some(verb), D::Iobj);
        sentence.words[article].head = Some(noun);
    }
}

/// “was born in Bratislava and made his money *in scrap metal*”: a phrase behind a coordinated verb is that verb's.
fn phrases_behind_verbs(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let moves: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&w| tree.dep(w) == D::Obl && !tree.is_date(w) && tree.first(w, &[D::Case]).is_some())
        .filter_map(|phrase| {
            let verb = tree.words[phrase].head.filter(|&v| tree.tag(v) == Tag::Verb)?;
            let last =
                tree.by(verb, &[D::Conj]).filter(|&c| tree.tag(c) == Tag::Verb && verb < c && c < phrase).last()?;
            // “captured and burned by the French”: right behind both it may be both's.
            tree.first(last, &[D::Obj, D::Obl]).filter(|&o| last < o && o < phrase)?;
            Some((phrase, last))
        })
        .collect();
    hang(sentence, moves, None);
}

/// “replaced Lay, who had been dismissed for insolence, *as Inspector General*”: behind the comma that ends a relative clause
/// the clause above goes on.
fn phrases_behind_relatives(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let moves: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&w| tree.dep(w) == D::Obl)
        .filter_map(|phrase| {
            let relative = tree.words[phrase].head.filter(|&v| tree.dep(v) == D::AclRelcl && v < phrase)?;
            let case = tree.first(phrase, &[D::Case]).filter(|&c| c > relative)?;
            let comma = |at: usize| at.checked_sub(1).is_some_and(|c| tree.words[c].form == ",");
            let first = tree.children(relative).iter().copied().find(|&c| tree.tag(c) != Tag::Punct)?;
            let above = tree.verb_above(relative)?;
            (comma(case) && comma(first) && above < relative).then_some((phrase, above))
        })
        .collect();
    hang(sentence, moves, None);
}

/// “asked the war cabinet *for half a million tons*”: what the verb asks for does not describe who is asked.
fn requests(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let wants = Argument::Preposition("for".to_owned());
    let asks = |verb: usize| {
        let ids = ontology.entries_for(tree.lemma(verb), PartOfSpeech::Verb).iter();
        ids.map(|&id| &ontology.entries[id]).any(|entry| entry.object.first() == Some(&wants))
    };
    let moves: Vec<(usize, usize)> = (0..tree.words.len())
        .filter(|&w| tree.dep(w) == D::Nmod && tree.preposition(w) == "for")
        .filter_map(|phrase| {
            let object = tree.words[phrase].head.filter(|&o| tree.dep(o) == D::Obj)?;
            let verb = tree.words[object].head.filter(|&v| tree.tag(v) == Tag::Verb && asks(v))?;
            Some((phrase, verb))
        })
        .collect();
    hang(sentence, moves, Some(D::Obl));
}
