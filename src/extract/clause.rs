//! A predicate with its arguments, read off the tree: who, whom, with which prepositions, in what mood.
//!
//! Nothing here knows what a word means; `choose` ties the predicate to a relation.

use super::relative::{participle, relative};
use super::tree::Tree;
use crate::language::{Dependency as D, Tag};

/// What kind of predicate it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A verb.
    Verb,
    /// Something said of the subject through a copula: noun, adjective, prepositional phrase.
    Copular,
    /// No verb at all, as in headlines and notes.
    Fragment,
}

/// A clause.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) head: usize,
    pub(super) kind: Kind,
    /// Dictionary form of the predicate, with its particle (“turn back”).
    pub(super) lemma: String,
    /// The particle alone.
    pub(super) particle: Option<String>,
    pub(super) passive: bool,
    /// Logical subject: agent of a passive.
    pub(super) subject: Option<usize>,
    /// Logical object: grammatical subject of a passive.
    pub(super) object: Option<usize>,
    pub(super) indirect: Option<usize>,
    /// Preposition and head word of each prepositional phrase, in order; dates are left out.
    pub(super) obliques: Vec<(String, usize)>,
    /// Heads of complement clauses.
    pub(super) complements: Vec<usize>,
    /// Heads of adverbial clauses.
    pub(super) adverbials: Vec<usize>,
    pub(super) negated: bool,
    /// A modal verb makes it unreal.
    pub(super) modal: bool,
}

const MODALS: &[&str] =
    &["may", "might", "could", "would", "should", "must", "can", "shall", "will", "'ll", "ought", "cannot"];
const NEGATORS: &[&str] = &["not", "n't", "n’t", "never", "neither", "nor", "hardly", "scarcely", "barely", "nowhere"];

pub(super) fn analyse(tree: &Tree<'_>, head: usize) -> Clause {
    let copular = tree.first(head, &[D::Cop]).is_some();
    let kind = if tree.tag(head) == Tag::Verb || (tree.tag(head) == Tag::Aux && !copular) {
        Kind::Verb
    } else if copular {
        Kind::Copular
    } else {
        Kind::Fragment
    };
    let particle = tree.first(head, &[D::CompoundPrt]).map(|p| tree.lower(p));
    let lemma = match &particle {
        Some(p) => format!("{} {p}", tree.lemma(head)),
        None => tree.lemma(head).to_owned(),
    };
    let mut clause = Clause {
        head,
        kind,
        lemma,
        particle,
        passive: is_passive(tree, head),
        subject: None,
        object: None,
        indirect: None,
        obliques: Vec::new(),
        complements: Vec::new(),
        adverbials: Vec::new(),
        negated: false,
        modal: false,
    };
    for &child in tree.children(head) {
        place_child(tree, &mut clause, child);
    }
    // “*born* a slave”: what someone was born is no one who was.
    if clause.passive && tree.lower(head) == "born" {
        clause.complements.extend(clause.object.take_if(|o| *o > head));
    }
    inverted(tree, &mut clause);
    far_agent(tree, &mut clause);
    retained(tree, &mut clause);
    relative(tree, &mut clause);
    participle(tree, &mut clause);
    behind_particle(tree, &mut clause);
    negation(tree, &mut clause);
    clause
}

/// “signed off *the accounts*”: behind a particle a phrase without a preposition is the object.
fn behind_particle(tree: &Tree<'_>, clause: &mut Clause) {
    let Some(particle) =
        tree.first(clause.head, &[D::CompoundPrt]).filter(|_| clause.object.is_none() && !clause.passive)
    else {
        return;
    };
    let bare = |(preposition, word): &(String, usize)| {
        preposition.is_empty()
            && *word > particle
            && tree.tag(*word) == Tag::Noun
            && tree.first(*word, &[D::Det]).is_some()
    };
    if let Some(at) = clause.obliques.iter().position(bare) {
        clause.object = Some(clause.obliques.remove(at).1);
    }
}

fn is_passive(tree: &Tree<'_>, head: usize) -> bool {
    if tree.lower(head) == "born" && tree.first(head, &[D::Obj]).is_none_or(|o| o > head) {
        return true;
    }
    // “had fled *by boat*”: without a form of “be” beside “had”, what follows “by” is no agent.
    let perfect = tree.by(head, &[D::Aux]).any(|a| tree.lemma(a) == "have");
    if perfect && tree.first(head, &[D::AuxPass, D::NsubjPass, D::CsubjPass]).is_none() {
        return false;
    }
    tree.first(head, &[D::AuxPass, D::NsubjPass, D::CsubjPass, D::OblAgent]).is_some()
        || (tree.tag(head) == Tag::Verb
            && tree.dep(head) == D::Acl
            && tree.first(head, &[D::Nsubj]).is_none()
            && is_past_participle(tree, head))
}

/// By form alone: -ed, -en and the like; -ing and the bare form are not.
pub(super) fn is_past_participle(tree: &Tree<'_>, i: usize) -> bool {
    let form = tree.lower(i);
    form != tree.lemma(i).to_lowercase() && !form.ends_with("ing") && !form.ends_with('s')
        || matches!(form.as_str(), "put" | "set" | "cut" | "hit" | "shut" | "split" | "overrun")
}

fn place_child(tree: &Tree<'_>, clause: &mut Clause, child: usize) {
    match tree.dep(child) {
        D::Nsubj | D::NsubjOuter | D::Csubj if clause.passive => clause.object = clause.object.or(Some(child)),
        // “president J.F.K. created”: of two subjects the name is the one.
        D::Nsubj | D::NsubjOuter if clause.subject.is_none() || is_name(tree, child) => clause.subject = Some(child),
        // “Many samurai, *those* from the south above all, were outraged”: the first is the one.
        D::NsubjPass => {
            let label = clause.object.filter(|&first| !dashed(tree, first, child));
            clause.object = label.or(Some(child));
        }
        // “died, *most of them* civilians”: behind a comma that counts out who was named.
        D::Obj if counts_out(tree, child) || bracketed(tree, clause.head, child) => {}
        // An object with a preposition is none.
        D::Obj if tree.first(child, &[D::Case]).is_some_and(|c| tree.tag(c) != Tag::Part) => {
            oblique(tree, clause, child);
        }
        // “lends *him* 12,000 men”: of two objects behind the verb the first is who gets the second.
        D::Obj
            if clause.object.is_some_and(|first| {
                clause.head < first && tree.dep(first) == D::Obj && stand_side_by_side(tree, first, child)
            }) && clause.indirect.is_none() =>
        {
            // “called *the verdict* a whitewash”: the second says what the first is.
            if NAMING.contains(&tree.lemma(clause.head)) {
                clause.complements.push(child);
            } else {
                clause.indirect = clause.object.replace(child);
            }
        }
        D::Obj => clause.object = clause.object.or(Some(child)),
        D::Iobj => clause.indirect = Some(child),
        D::OblAgent if clause.passive => clause.subject = Some(child),
        D::OblAgent | D::Obl | D::OblUnmarked | D::Nmod | D::NmodUnmarked => oblique(tree, clause, child),
        // “began *when* the army crossed”: a clause of time is no complement, unless one asks or knows when.
        D::Ccomp if opens_with_when(tree, child) && !ASKING.contains(&tree.lemma(clause.head)) => {
            clause.adverbials.push(child);
        }
        // “He resigned, *didn't he?*”
        D::Ccomp if tree.tag(child) == Tag::Aux && child > clause.head => {}
        // “Petrov thinks so, *but* the letter is lost”
        D::Ccomp if child > clause.head && tree.by(child, &[D::Cc]).any(|c| tree.lower(c) == "but") => {
            clause.adverbials.push(child);
        }
        D::Ccomp | D::Xcomp => clause.complements.push(child),
        // A clause of a noun that hangs on a verb is an adverbial.
        D::Advcl => clause.adverbials.push(child),
        D::Acl if clause.kind == Kind::Verb && tree.tag(child) == Tag::Verb => clause.adverbials.push(child),
        D::Advmod => adverb(tree, clause, child),
        D::Aux => clause.modal |= MODALS.contains(&tree.lower(child).as_str()),
        _ => {}
    }
}

/// Two objects with no mark or “and” between them, neither of which is a time.
fn stand_side_by_side(tree: &Tree<'_>, first: usize, second: usize) -> bool {
    let parted = |w: usize| matches!(tree.tag(w), Tag::Punct | Tag::Cconj);
    // “wanted *30 centimes* a kilo”: an amount gets nothing.
    let amount = matches!(tree.words[first].unit, Some(crate::language::Unit::Quantity(_)))
        || tree.first(first, &[D::Nummod]).is_some();
    first < second && !amount && !tree.is_date(first) && !tree.is_date(second) && !(first..second).any(parted)
}

/// “law passed (*self-amnesty*)”: what stands in brackets is no object of what stands before them.
fn bracketed(tree: &Tree<'_>, verb: usize, word: usize) -> bool {
    // “5 guards killed, *Pinochet unhurt*”: nor is what a comma parts from its verb.
    let parted = tree.words.get(verb + 1).is_some_and(|w| w.form == ",")
        && verb < word
        && !tree.words[verb + 2..word].iter().any(|w| w.form == "," || w.tag == Tag::Cconj);
    parted || verb < word && tree.words[verb..word].iter().any(|w| w.form == "(" || w.form == "[")
}

fn counts_out(tree: &Tree<'_>, word: usize) -> bool {
    let quantifier =
        matches!(tree.lower(word).as_str(), "most" | "many" | "some" | "all" | "none" | "both" | "half" | "few");
    let comma = word.checked_sub(1).is_some_and(|before| tree.words[before].form == ",");
    quantifier && comma && tree.by(word, &[D::Nmod]).any(|c| tree.tag(c) == Tag::Pron)
}

/// “Conspiracy – *his brother* was stabbed”: what stands before the dash is a label.
fn dashed(tree: &Tree<'_>, first: usize, second: usize) -> bool {
    tree.words[first.min(second)..second].iter().any(|w| matches!(w.form.as_str(), "-" | "–" | "—" | ":"))
}

/// Verbs of whose two objects the second says what the first is or becomes.
const NAMING: &[&str] = &[
    "call", "name", "dub", "make", "elect", "appoint", "declare", "proclaim", "consider", "deem", "think", "judge",
    "crown", "label", "brand", "term", "style", "title", "christen", "find", "rule", "pronounce", "nickname",
];

/// Verbs whose “when” opens a question.
const ASKING: &[&str] =
    &["ask", "know", "learn", "decide", "determine", "wonder", "remember", "see", "say", "tell", "show"];

pub(super) fn opens_with_when(tree: &Tree<'_>, clause: usize) -> bool {
    tree.by(clause, &[D::Advmod, D::Mark]).any(|m| tree.lower(m) == "when")
}

pub(super) fn is_name(tree: &Tree<'_>, word: usize) -> bool {
    tree.tag(word) == Tag::Propn || matches!(tree.words[word].unit, Some(crate::language::Unit::Name(_)))
}

fn oblique(tree: &Tree<'_>, clause: &mut Clause, child: usize) {
    let mut preposition = tree.preposition(child);
    // “paid *for by* Juan March”
    if let Some(stranded) =
        preposition.strip_suffix(" by").filter(|p| clause.passive && matches!(*p, "for" | "to" | "of" | "on" | "at"))
    {
        clause.lemma = format!("{} {stranded}", clause.lemma);
        "by".clone_into(&mut preposition);
    }
    if preposition == "by" && clause.passive && !tree.is_date(child) && clause.subject.is_none() {
        clause.subject = Some(child);
    } else if !tree.is_date(child) {
        clause.obliques.push((preposition, child));
    }
}

fn adverb(tree: &Tree<'_>, clause: &mut Clause, child: usize) {
    clause.negated |= denies(tree, child);
}

/// “not”, “never” and the like; “not only” denies nothing.
pub(super) fn denies(tree: &Tree<'_>, word: usize) -> bool {
    let only = tree
        .words
        .get(word + 1)
        .is_some_and(|w| matches!(w.form.to_lowercase().as_str(), "only" | "merely" | "just" | "simply" | "solely"));
    NEGATORS.contains(&tree.lower(word).as_str()) && !only
}

/// “Not only *had the rebels* failed”: behind a fronted negator the subject stands after the auxiliary.
fn inverted(tree: &Tree<'_>, clause: &mut Clause) {
    if clause.subject.is_none() && !clause.passive && clause.kind == Kind::Verb {
        clause.subject = tree
            .by(clause.head, &[D::Aux])
            .find_map(|a| tree.first(a, &[D::Obj, D::Nsubj]).filter(|&s| s > a && s < clause.head));
    }
}

/// “Banting was awarded *the prize*”: a passive that keeps an object says what its subject got.
fn retained(tree: &Tree<'_>, clause: &mut Clause) {
    // “was born *Maria Keller*” says how she was called.
    let retains = clause.passive && clause.subject.is_none() && tree.lemma(clause.head) != "bear";
    let Some(object) = tree.by(clause.head, &[D::Obj]).find(|&o| retains && !tree.is_date(o)) else { return };
    // “returned to the army, *was made* a knight”: its subject is that of the verb before.
    let shared = tree.dep(clause.head) == D::Conj
        && clause.object == Some(object)
        && object > clause.head
        && tree.first(clause.head, &[D::AuxPass]).is_some();
    if shared {
        clause.passive = false;
        clause.lemma = format!("be {}", tree.lower(clause.head));
    } else if clause.object.is_some_and(|subject| subject < clause.head && object > clause.head) {
        clause.subject = clause.object.replace(object);
        clause.passive = false;
        clause.lemma = format!("be {}", tree.lower(clause.head));
    }
}

/// “was given to Drake *by the queen*”, “was shot at his home in Paris *by Ravel*”: an agent that the parser hung on the
/// phrase before it, or on one within that.
pub(super) fn far_agent(tree: &Tree<'_>, clause: &mut Clause) {
    if clause.passive && clause.subject.is_none() {
        let by = |word: usize| tree.by(word, &[D::Nmod]).find(|&w| tree.preposition(w) == "by" && !tree.is_date(w));
        let of_place = |word: usize| tree.by(word, &[D::Nmod]).filter(|&w| is_name(tree, w)).find_map(by);
        clause.subject = clause.obliques.iter().find_map(|(preposition, word)| match preposition.as_str() {
            "by" if is_name(tree, *word) && !tree.is_date(*word) => Some(*word),
            _ => by(*word).or_else(|| of_place(*word)),
        });
        clause.obliques.retain(|(_, word)| Some(*word) != clause.subject);
    }
}

/// “*No* treaty was signed”, “they signed *nothing*”, “*neither* side won”.
fn negation(tree: &Tree<'_>, clause: &mut Clause) {
    let arguments = [clause.subject, clause.object];
    for argument in arguments.into_iter().flatten() {
        let negative = matches!(tree.lower(argument).as_str(), "nobody" | "none" | "nothing" | "neither")
            || tree.by(argument, &[D::Det, D::CcPreconj]).any(|d| matches!(tree.lower(d).as_str(), "no" | "neither"));
        clause.negated |= negative && tree.words[argument].head == Some(clause.head);
    }
    // “not” may hang on the copula or on an auxiliary.
    for aux in tree.by(clause.head, &[D::Cop, D::Aux, D::AuxPass]) {
        clause.negated |= tree.by(aux, &[D::Advmod]).any(|a| denies(tree, a));
        clause.negated |= tree.lower(aux) == "cannot";
    }
    // “pleaded *not guilty*”
    for quality in tree.by(clause.head, &[D::Xcomp]).filter(|&q| tree.tag(q) == Tag::Adj && tree.mark(q).is_empty()) {
        clause.negated |= tree.by(quality, &[D::Advmod]).any(|a| denies(tree, a));
    }
    // “*Neither* the governor *nor* his deputy came”, where the parser hung it on the verb.
    clause.negated |=
        tree.by(clause.head, &[D::Cc, D::CcPreconj]).any(|c| tree.lower(c) == "neither" && c < clause.head);
    // “*Nor* did he intend it”
    let nor = |c: usize| tree.lower(c) == "nor" && c < clause.head && clause.subject.is_some_and(|s| c < s);
    clause.negated |= tree.by(clause.head, &[D::Cc, D::Advmod]).any(nor);
    if tree.mark(clause.head) == "without" {
        clause.negated = true;
    }
    // “was *less* fortunate”
    if clause.kind == Kind::Copular && tree.tag(clause.head) == Tag::Adj {
        clause.negated |=
            tree.by(clause.head, &[D::Advmod]).any(|a| matches!(tree.lower(a).as_str(), "less" | "least"));
    }
    if clause.kind == Kind::Copular && tree.by(clause.head, &[D::Det]).any(|d| tree.lower(d) == "no") {
        clause.negated = true;
    }
}
