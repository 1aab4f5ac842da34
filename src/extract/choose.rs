//! A clause or noun phrase + the lexicon → the relation it states and which of its phrases fill the places.

use super::clause::{Clause, Kind};
use super::tree::Tree;
use crate::language::{Dependency as D, Tag};
use crate::ontology::{Argument, Entry, EntryId, Ontology, PartOfSpeech, Valency};

/// A predicate with its places filled.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// The entry; `None` for a word that the lexicon lacks.
    pub(super) entry: Option<EntryId>,
    /// Lemma with particle and preposition.
    pub(super) lemma: String,
    pub(super) subject: Option<usize>,
    pub(super) object: Option<usize>,
    /// Compact IRI of the role, word.
    pub(super) roles: Vec<(String, usize)>,
    /// How it was read: `verb`, `light-verb`, `noun`, …
    pub(super) basis: &'static str,
    /// The noun of a light-verb construction, which is then no argument.
    pub(super) light: Option<usize>,
    /// The noun that the lemma takes in (“take *place*”), which is no argument either.
    pub(super) own: Option<usize>,
}

/// All ways the lexicon offers to read a clause, the most specific first; a last, open one when it offers none.
pub(super) fn readings(tree: &Tree<'_>, ontology: &Ontology, clause: &Clause) -> Vec<Reading> {
    let mut found = Vec::new();
    // “was awarded the prize” turns the verb's places round.
    if clause.kind == Kind::Verb && clause.lemma.starts_with("be ") {
        return found;
    }
    if clause.kind == Kind::Verb {
        found.extend(light_verb(tree, ontology, clause));
        for &id in ontology.entries_opening_with(tree.lemma(clause.head), PartOfSpeech::Verb) {
            found.extend(verb(tree, &ontology.entries[id], id, clause));
        }
        // “was armed with guns”, “were missing in the fog”: a participle may be an adjective in all but tag.
        let bare = if clause.passive { clause.subject.is_none() } else { clause.object.is_none() };
        if bare && (clause.passive || tree.lower(clause.head).ends_with("ing")) {
            found.extend(adjective(tree, ontology, clause));
        }
    } else {
        found.extend(adjective(tree, ontology, clause));
    }
    found
}

/// A verb entry fits when the further words of its lemma (“call *upon*”, “put *an end to*”) stand in the clause.
fn verb(tree: &Tree<'_>, entry: &Entry, id: EntryId, clause: &Clause) -> Option<Reading> {
    let forms = std::iter::once(&entry.lemma).chain(&entry.variants);
    forms.into_iter().find_map(|form| {
        let rest: Vec<&str> = form.split(' ').skip(1).filter(|w| !matches!(*w, "a" | "an" | "the")).collect();
        if rest.is_empty() && form != tree.lemma(clause.head) {
            return None;
        }
        let mut left = clause.clone();
        let mut own_object = None;
        for word in &rest {
            own_object = take_word(tree, &mut left, own_object, word)?;
        }
        // “led the march *to* the sea” is no leading to: what a verb and a preposition mean together has no other object.
        let by_preposition = matches!(entry.object.first(), Some(Argument::Object)) && own_object.is_some();
        if rest.len() == 1 && by_preposition && left.object.is_some() && !clause.passive {
            return None;
        }
        if !valency_fits(entry, &left, own_object.is_some()) {
            return None;
        }
        let subject = place(tree, &left, &entry.subject).or(if entry.subject.is_empty() { left.subject } else { None });
        let object = if entry.object.is_empty() {
            own_object.or(left.object)
        } else {
            place(tree, &left, &entry.object).or(own_object)
        };
        let roles = roles(tree, &left, entry, &[subject, object]);
        let own = clause.object.filter(|_| left.object.is_none());
        let lemma = form.clone();
        Some(Reading { entry: Some(id), lemma, subject, object, roles, basis: "verb", light: None, own })
    })
}

/// Finds a further word of a verb's lemma in the clause and takes it out of what is left for the verb's places; a
/// preposition gives the verb the phrase that it governs. `None` when the word is not there.
fn take_word(tree: &Tree<'_>, left: &mut Clause, own_object: Option<usize>, word: &str) -> Option<Option<usize>> {
    if let Some(&(_, w)) = left.obliques.iter().find(|(p, _)| p == word) {
        return Some(Some(w));
    }
    if left.particle.as_deref() == Some(word) {
        return Some(own_object);
    }
    // “came *about* in”: a parser takes the particle for half of the preposition.
    for (preposition, _) in &mut left.obliques {
        if let Some(behind) = preposition.strip_prefix(word).and_then(|p| p.strip_prefix(' ')) {
            *preposition = behind.to_owned();
            return Some(own_object);
        }
    }
    if let Some(noun) = left.object.filter(|&o| tree.lemma(o) == word) {
        // In the passive it is the subject; what the lemma takes in is no participant, but what hangs on it may be.
        left.obliques.extend(tree.by(noun, &[D::Nmod]).map(|c| (tree.preposition(c), c)));
        left.object = None;
        left.passive = false;
        return Some(own_object);
    }
    // “came to an *end*”, “acted on *behalf* of the king”
    if let Some(noun) = own_object.filter(|&w| tree.lemma(w) == word) {
        left.obliques.retain(|(_, w)| *w != noun);
        left.obliques.extend(tree.by(noun, &[D::Nmod]).map(|c| (tree.preposition(c), c)));
        return Some(None);
    }
    let adverb = |&c: &usize| {
        tree.lower(c) == word
            && matches!(tree.dep(c), D::Advmod | D::Xcomp | D::Obl | D::OblUnmarked | D::Obj)
            && tree.preposition(c).is_empty()
    };
    let found = tree.children(left.head).iter().copied().find(adverb)?;
    left.complements.retain(|&c| c != found);
    Some(own_object)
}

/// Whether a clause has the object, or governs the clause, that the entry is found with.
fn valency_fits(entry: &Entry, clause: &Clause, by_preposition: bool) -> bool {
    let has_object = clause.object.is_some() || clause.passive || by_preposition;
    match entry.valency {
        Valency::Any => true,
        Valency::Transitive => has_object,
        Valency::Intransitive => clause.object.is_none() && !clause.passive && clause.complements.is_empty(),
        Valency::Clausal => !clause.complements.is_empty(),
        Valency::Passive => clause.passive,
    }
}

/// “give approval to X”, “pay a visit to Y”: the noun tells the relation, the verb lends its subject.
fn light_verb(tree: &Tree<'_>, ontology: &Ontology, clause: &Clause) -> Vec<Reading> {
    let Some(noun) = clause.object else { return Vec::new() };
    let entries = noun_entries(tree, ontology, noun);
    let verb = tree.lemma(clause.head);
    let verbs = ontology.entries_opening_with(verb, PartOfSpeech::Verb).iter();
    let base: Vec<&str> = verbs.filter_map(|&e| ontology.entries[e].lemma.split(' ').next()).collect();
    let fits = |entry: &&Entry| entry.light_verbs.iter().any(|v| v == verb || base.contains(&v.as_str()));
    entries
        .iter()
        .map(|&id| (id, &ontology.entries[id]))
        .filter(|(_, entry)| fits(entry))
        .map(|(id, entry)| {
            let object = nominal_place(tree, noun, &entry.object).or_else(|| {
                entry.object.iter().find_map(|a| match a {
                    Argument::Preposition(p) => clause.obliques.iter().find(|(q, _)| q == p).map(|(_, w)| *w),
                    Argument::IndirectObject => clause.indirect,
                    _ => None,
                })
            });
            let roles = roles(tree, clause, entry, &[clause.subject, object]);
            let lemma = format!("{} {}", tree.lemma(clause.head), entry.lemma);
            Reading {
                entry: Some(id),
                lemma,
                subject: clause.subject,
                object,
                roles,
                basis: "light-verb",
                light: Some(noun),
                own: None,
            }
        })
        .collect()
}

/// The entries of a noun, found by its dictionary form or, for what is a plural only (“casualties”), as it stands.
pub(super) fn noun_entries(tree: &Tree<'_>, ontology: &Ontology, noun: usize) -> Vec<EntryId> {
    let form = tree.lower(noun);
    let mut found = ontology.entries_for(tree.lemma(noun), PartOfSpeech::Noun).to_vec();
    if form != tree.lemma(noun) {
        found.extend(ontology.entries_for(&form, PartOfSpeech::Noun));
    }
    if let Some(first) = tree.by(noun, &[D::Compound, D::Amod]).last() {
        let compound = format!("{} {}", tree.lower(first), tree.lemma(noun));
        found.splice(0..0, ontology.entries_for(&compound, PartOfSpeech::Noun).iter().copied());
    }
    found
}

/// “responsible for X”, “at war with Y”.
fn adjective(tree: &Tree<'_>, ontology: &Ontology, clause: &Clause) -> Vec<Reading> {
    let word = tree.lower(clause.head);
    let preposition = tree.preposition(clause.head);
    let phrase = if preposition.is_empty() { word.clone() } else { format!("{preposition} {word}") };
    let mut found = Vec::new();
    // “was armed with guns”: the participle describes what a passive's object is.
    let bearer = if clause.passive { clause.object } else { clause.subject };
    let compound = tree.by(clause.head, &[D::Compound, D::Amod]).last();
    let compound = compound.map(|c| format!("{} {}", tree.lower(c), tree.lemma(clause.head))).unwrap_or_default();
    // “lecturing” is no lecture: a participle is an adjective in its own form only.
    let lemma = if clause.kind == Kind::Verb { "" } else { tree.lemma(clause.head) };
    // “in power”: what stands behind a preposition is not what its bearer is.
    let bare = preposition.is_empty();
    let forms = [compound.as_str(), phrase.as_str(), lemma];
    for form in forms.into_iter().filter(|&form| bare || form == phrase) {
        let role_nouns =
            ontology.entries_for(form, PartOfSpeech::Noun).iter().filter(|&&id| names_a_role(ontology, id));
        for &id in ontology.entries_for(form, PartOfSpeech::Adjective).iter().chain(role_nouns) {
            let entry = &ontology.entries[id];
            let filled = |arguments: &[Argument]| {
                place(tree, clause, arguments).or_else(|| nominal_place(tree, clause.head, arguments))
            };
            // “A was the predecessor of B”: it is B that came after.
            let inverse = entry.object.contains(&Argument::Subject);
            let subject = if inverse { filled(&entry.subject) } else { bearer };
            let object = if inverse { bearer } else { filled(&entry.object) }
                .or_else(|| clause_after(tree, clause, &entry.object));
            let roles = roles(tree, clause, entry, &[subject, object]);
            let lemma = format!("be {form}");
            found.push(Reading {
                entry: Some(id),
                lemma,
                subject,
                object,
                roles,
                basis: "adjective",
                light: None,
                own: None,
            });
        }
        if !found.is_empty() {
            break;
        }
    }
    if found.is_empty() && !preposition.is_empty() {
        found.extend(by_preposition(tree, ontology, clause, &preposition));
    }
    found
}

/// “The poem is *by* Dante”, “was *due to* the drought”: the preposition tells how what it governs relates to the subject.
fn by_preposition(tree: &Tree<'_>, ontology: &Ontology, clause: &Clause, preposition: &str) -> Vec<Reading> {
    let ids = ontology.entries_for(preposition, PartOfSpeech::Adjective).iter();
    ids.map(|&id| {
        let entry = &ontology.entries[id];
        let (first, second) = (clause.subject, Some(clause.head));
        let inverse = entry.object.contains(&Argument::Subject);
        let (subject, object) = if inverse { (second, first) } else { (first, second) };
        let roles = roles(tree, clause, entry, &[subject, object]);
        let lemma = format!("be {preposition}");
        Reading { entry: Some(id), lemma, subject, object, roles, basis: "adjective", light: None, own: None }
    })
    .collect()
}

/// “was an *ally* of Rome”, “was the *author* of the poem”: a noun that tells no event tells what its bearer is, and so
/// does one whose subject is said to be the clause's.
fn names_a_role(ontology: &Ontology, id: EntryId) -> bool {
    let entry = &ontology.entries[id];
    let told = || entry.relation.is_some_and(|r| ontology.relations[r].event.is_none());
    let of_bearer = entry.subject.contains(&Argument::Subject) || entry.object.contains(&Argument::Subject);
    entry.complement.is_none() && (of_bearer || told())
}

/// “responsible for *starting* the war”: the clause behind the preposition.
fn clause_after(tree: &Tree<'_>, clause: &Clause, arguments: &[Argument]) -> Option<usize> {
    arguments.iter().find_map(|a| match a {
        Argument::Preposition(p) => {
            tree.by(clause.head, &[D::Advcl, D::Acl, D::Ccomp, D::Xcomp]).find(|&c| tree.mark(c) == *p)
        }
        Argument::Clause => clause.complements.first().copied(),
        _ => None,
    })
}

/// The first of these places that the clause fills.
fn place(tree: &Tree<'_>, clause: &Clause, arguments: &[Argument]) -> Option<usize> {
    arguments.iter().find_map(|argument| match argument {
        Argument::Subject => clause.subject,
        Argument::Object => clause.object,
        Argument::IndirectObject => clause.indirect,
        Argument::Clause => clause.complements.first().copied(),
        Argument::Possessive => None,
        Argument::Modifier => None,
        Argument::Preposition(p) => clause.obliques.iter().find(|(q, _)| q == p).map(|(_, w)| *w).or_else(|| {
            // A name has no “of” of its own: “accused Leibniz *of plagiarism*”.
            let far = |o: usize| is_far(p) || p == "of" && super::clause::is_name(tree, o) && tree.tag(o) == Tag::Propn;
            clause.object.and_then(|o| tree.by(o, &[D::Nmod]).find(|&c| tree.preposition(c) == *p && far(o)))
        }),
    })
}

/// A parser likes to hang these on the noun before, where the verb claims them.
fn is_far(preposition: &str) -> bool {
    matches!(preposition, "to" | "from" | "with" | "into")
}

/// The first of these places that a noun phrase fills.
pub(super) fn nominal_place(tree: &Tree<'_>, noun: usize, arguments: &[Argument]) -> Option<usize> {
    arguments.iter().find_map(|argument| match argument {
        Argument::Possessive | Argument::Subject => tree.first(noun, &[D::NmodPoss]),
        Argument::Modifier => tree.by(noun, &[D::Amod, D::Compound]).find(|&c| {
            matches!(tree.words[c].unit, Some(crate::language::Unit::Name(_)))
                || tree.words[c].form.starts_with(char::is_uppercase)
        }),
        Argument::Object => tree.by(noun, &[D::Nmod]).find(|&c| tree.preposition(c) == "of"),
        Argument::Preposition(p) => {
            let phrases = |w: usize| tree.by(w, &[D::Nmod, D::Obl, D::OblAgent]);
            let fits = |c: &usize| tree.preposition(*c) == *p && !tree.is_date(*c);
            // “the abolition of serfdom by the tsar”: a parser hangs the later phrase on the earlier.
            let deeper = || {
                phrases(noun)
                    .filter(|_| *p != "of" && *p != "in")
                    .find_map(|w| phrases(w).find(fits).or_else(|| phrases(w).find_map(|v| phrases(v).find(fits))))
            };
            phrases(noun).find(fits).or_else(deeper)
        }
        Argument::IndirectObject | Argument::Clause => None,
    })
}

fn roles(tree: &Tree<'_>, clause: &Clause, entry: &Entry, taken: &[Option<usize>]) -> Vec<(String, usize)> {
    let mut roles: Vec<(String, usize)> = Vec::new();
    for (role, argument) in &entry.roles {
        if let Some(word) = place(tree, clause, std::slice::from_ref(argument))
            && !taken.contains(&Some(word))
        {
            roles.push((role.clone(), word));
        }
    }
    roles
}
