//! Phrases that a parser hung on the wrong word, hung on the right one: a part of [`super::mend`].
//!
//! 1. “a meeting *with* the ambassador *Anatoly Dobrynin*”: a preposition before a title governs the whole phrase.
//! 2. “became chancellor *Aug 1923*”: a date is no part of a name.
//!    “began in March, *moving* south”: a date before the comma belongs to the verb before it.
//!    “was arrested in May and shot *on 7 June*”: one behind a coordinated verb belongs to that.
//! 3. “condemned the invasion of K *by J*”: a verb with a subject of its own has no agent; the noun before it does.
//! 4. “In the summer of 1921 *Banting* isolated the extract”: a name behind a fronted date is the subject.
//! 5. “Banting, a surgeon, and Best, *a student*, isolated it”: behind “and” a description between commas is no third.
//! 6. “was the son of X and married Y *in 1469*”: a date behind a coordinated verb is not that of what someone was.
//! 7. “*Within weeks* strikes had spread”: a phrase before the subject is the verb's.
//! 8. “became prime minister in February *and party leader* in October”: a second complement without a preposition.
//! 9. “sold it to Renaissance, a consortium, *for $1.3 billion*”: money is what was paid in the clause.
//! 10. “marched against Shell on 4 January, *led by* Saro-Wiwa”: behind a comma the subject is described.
//! 11. “blamed *retreating* Biafran troops”: a verb that takes no object describes the noun behind it.

use super::clause::{is_name, is_past_participle};
use super::tree::Tree;
use crate::language::{Dependency as D, Sentence, Tag, Unit};
use crate::ontology::{Argument, Ontology, PartOfSpeech, Valency};

/// Mends one sentence in place.
pub(super) fn mend(sentence: &mut Sentence, ontology: &Ontology) {
    prepositions_of_titles(sentence);
    dates_inside_names(sentence);
    called_out(sentence);
    dates_before_commas(sentence);
    dates_behind_verbs(sentence);
    agents_of_nouns(sentence, ontology);
    subject_behind_date(sentence);
    subject_without_preposition(sentence);
    described_in_turn(sentence);
    date_behind_coordinated(sentence);
    phrases_before_subjects(sentence);
    second_complements(sentence);
    money(sentence);
    participles_behind_commas(sentence);
    participles_before_nouns(sentence, ontology);
}

/// “a meeting *with* the ambassador *Anatoly Dobrynin*”: a preposition before a title governs the whole phrase.
fn prepositions_of_titles(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let above = |case: usize| {
        let title = tree.words[case].head.filter(|&h| tree.dep(case) == D::Case && case < h)?;
        tree.words[title].head.filter(|&name| matches!(tree.dep(title), D::Compound | D::Amod) && name > title)
    };
    let found: Vec<(usize, usize)> = (0..tree.words.len()).filter_map(|case| Some((case, above(case)?))).collect();
    for (case, name) in found {
        sentence.words[case].head = Some(name);
    }
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
    for (date, verb) in moves {
        sentence.words[date].head = Some(verb);
        sentence.words[date].dependency = D::Obl;
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
    for (date, verb) in moves {
        sentence.words[date].head = Some(verb);
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
    for (agent, noun) in moves {
        sentence.words[agent].head = Some(noun);
        sentence.words[agent].dependency = D::Nmod;
    }
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
    for (name, verb) in found {
        sentence.words[name].head = Some(verb);
        sentence.words[name].dependency = D::Nsubj;
    }
}

/// “When *a fellow tribune*, Octavius, vetoed it”: before a verb without a subject a phrase without a preposition is one.
fn subject_without_preposition(sentence: &mut Sentence) {
    let tree = Tree::new(sentence);
    let found: Vec<usize> = (0..tree.words.len())
        .filter(|&w| matches!(tree.dep(w), D::Obl | D::OblUnmarked) && !tree.is_date(w))
        .filter(|&w| tree.first(w, &[D::Case, D::Mark]).is_none() && tree.first(w, &[D::Det]).is_some())
        .filter(|&w| matches!(tree.tag(w), Tag::Noun | Tag::Propn) && tree.words[w].unit.is_none())
        .filter(|&w| {
            let lemma = tree.lemma(w);
            !matches!(
                lemma,
                "day" | "year" | "month" | "week" | "time" | "moment" | "night" | "morning" | "evening" | "way"
            )
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
    for (noun, name) in found {
        sentence.words[noun].head = Some(name);
        sentence.words[noun].dependency = D::Appos;
    }
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
    for (date, verb) in moves {
        sentence.words[date].head = Some(verb);
        sentence.words[date].dependency = D::Obl;
    }
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
        if let Some((phrase, case)) = first.filter(|&(w, _)| tree.tag(w) == Tag::Noun && w + 1 <= noun) {
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
    for (word, first) in found {
        sentence.words[word].head = Some(first);
        sentence.words[word].dependency = D::Conj;
    }
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
        let mut above = tree.words[sum].head;
        let mut beside = false;
        while let Some(word) = above.filter(|&w| tree.tag(w) != Tag::Verb) {
            beside |= tree.dep(word) == D::Appos;
            above = tree.words[word].head;
        }
        if let Some(verb) = above.filter(|&verb| beside && verb < sum) {
            moves.push((sum, verb));
            moves.extend(tree.children(sum).iter().filter(|&&d| tree.is_date(d)).map(|&date| (date, verb)));
        }
    }
    for (word, verb) in moves {
        sentence.words[word].head = Some(verb);
        sentence.words[word].dependency = D::Obl;
    }
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
            let mut verb = tree.words[noun].head?;
            while tree.tag(verb) != Tag::Verb {
                verb = tree.words[verb].head?;
            }
            let own = |w: usize| w == noun || tree.is_above(noun, w);
            let between = !own(participle - 2) && participle - 2 > noun;
            let subject = tree.first(verb, &[D::Nsubj, D::NsubjPass]).filter(|&s| s < verb)?;
            (between && noun > verb && !is_name(&tree, participle - 2)).then_some((participle, subject))
        })
        .collect();
    for (participle, subject) in moves {
        sentence.words[participle].head = Some(subject);
    }
}

/// “blamed *retreating* Biafran troops”: a verb that takes no object describes the noun right behind it.
fn participles_before_nouns(sentence: &mut Sentence, ontology: &Ontology) {
    let tree = Tree::new(sentence);
    let intransitive = |verb: usize| {
        let ids = ontology.entries_for(tree.lemma(verb), PartOfSpeech::Verb);
        !ids.is_empty() && ids.iter().all(|&id| ontology.entries[id].valency == Valency::Intransitive)
    };
    let found: Vec<(usize, usize, usize)> = (0..tree.words.len())
        .filter(|&ing| tree.lower(ing).ends_with("ing") && matches!(tree.dep(ing), D::Xcomp | D::Ccomp | D::Advcl))
        .filter(|&ing| tree.first(ing, &[D::Mark, D::Nsubj, D::Aux]).is_none() && intransitive(ing))
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
