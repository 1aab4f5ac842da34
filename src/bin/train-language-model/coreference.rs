//! How well extraction types names and tells which phrases mean the same, on documents whose entities people marked.
//!
//! A phrase counts as found when its head is; chains of one mention are left out. MUC (Vilain et al. 1995), B³ (Bagga
//! and Baldwin 1998), CEAF-e (Luo 2005, aligned greedily, which can only understate it) and their mean, the `CoNLL` score.

use crate::documents::{Document, Gold};
use annals::extract::{Extractor, Mention};
use annals::language::model::Model;
use annals::note;
use annals::ontology::{ENTITY_NAMESPACE, Ontology};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A count of right, found and gold.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    right: f64,
    found: f64,
    recalled: f64,
    gold: f64,
}

/// Figures over documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    spans: Share,
    typed: Share,
    /// “he” and “she”, “it”, “they”: right of those taken to mean something, and of all that mean something told before.
    pronouns: [Share; 3],
    muc: Share,
    b_cubed: Share,
    ceaf: Share,
}

/// Chains: for each, the heads of its mentions.
type Chains = Vec<BTreeSet<usize>>;

/// Reads all documents and compares.
pub(crate) fn evaluate(model: &Model, documents: &[Document]) -> Figures {
    let ontology = Ontology::builtin();
    let extractor = Extractor::new(ontology, model, ENTITY_NAMESPACE);
    let mut figures = Figures::default();
    for document in documents {
        let note = note::read("document.md", document.text.as_bytes());
        let mentions = extractor.read(&note).mentions;
        figures.names(document, &mentions, ontology);
        figures.pronouns(document, &mentions);
        let gold = gold_chains(document);
        let found = found_chains(document, &mentions);
        figures.muc.add(muc(&found, &gold), muc(&gold, &found));
        figures.b_cubed.add(b_cubed(&found, &gold), b_cubed(&gold, &found));
        let aligned = ceaf(&gold, &found);
        figures.ceaf.add((aligned, found.len() as f64), (aligned, gold.len() as f64));
    }
    figures
}

impl Figures {
    /// Named entities by exact span, and by span and coarse class.
    fn names(&mut self, document: &Document, mentions: &[Mention], ontology: &Ontology) {
        let class = |span: &Range<usize>, class: &str| (span.start, span.end, class.to_owned());
        let gold: BTreeSet<_> =
            document.mentions.iter().filter(|m| m.named).map(|m| class(&m.span, coarse_gold(&m.class))).collect();
        // A pronoun or a description at the head of a sentence has its capital for another reason.
        let spelt = |m: &Mention| {
            let names = std::iter::once(&m.things[0].label).chain(&m.things[0].aliases);
            names
                .flat_map(|name| name.split([' ', '-']))
                .any(|word| word.starts_with(char::is_uppercase) && m.text.split([' ', '-']).any(|part| part == word))
        };
        let named = |m: &&Mention| m.things.len() == 1 && m.text.starts_with(char::is_uppercase) && spelt(m);
        let found: BTreeSet<_> = mentions
            .iter()
            .filter(named)
            .map(|m| class(&m.span.range(), coarse(&m.things[0].class, ontology)))
            .collect();
        let bare = |all: &BTreeSet<(usize, usize, String)>| {
            all.iter().map(|(start, end, _)| (*start, *end)).collect::<BTreeSet<_>>()
        };
        let (bare_found, bare_gold) = (bare(&found), bare(&gold));
        let right = bare_found.intersection(&bare_gold).count() as f64;
        self.spans.add((right, bare_found.len() as f64), (right, bare_gold.len() as f64));
        let right = found.intersection(&gold).count() as f64;
        self.typed.add((right, found.len() as f64), (right, gold.len() as f64));
    }
}

impl Figures {
    fn pronouns(&mut self, document: &Document, mentions: &[Mention]) {
        let meant = Meant::of(document, mentions);
        for pronoun in &document.mentions {
            let Some(group) = pronoun_group(&document.text[pronoun.span.clone()]) else { continue };
            let earlier = |m: &&Gold| m.entity == pronoun.entity && m.span.start < pronoun.span.start;
            let recalled = document.mentions.iter().any(|m| earlier(&m));
            let found = mentions.iter().find(|m| m.span.start == pronoun.span.start && !m.things.is_empty());
            let iris = found.map(|m| m.things.iter().map(|thing| thing.iri.clone()).collect::<Vec<_>>());
            let right = iris.as_ref().is_some_and(|iris| meant.is(iris, &pronoun.entity));
            let one = |yes: bool| f64::from(u8::from(yes));
            self.pronouns[group].add((one(right), one(iris.is_some())), (one(right), one(recalled)));
        }
    }
}

/// Which row of figures a pronoun belongs to.
pub(crate) fn pronoun_group(form: &str) -> Option<usize> {
    Some(match form.to_lowercase().as_str() {
        "he" | "him" | "his" | "she" | "her" | "hers" => 0,
        "it" | "its" => 1,
        "they" | "them" | "their" | "theirs" => 2,
        _ => return None,
    })
}

/// Which gold entity things are: the one that most of their mentions belong to, pronouns aside.
pub(crate) struct Meant(BTreeMap<Vec<String>, String>);

impl Meant {
    pub(crate) fn of(document: &Document, mentions: &[Mention]) -> Self {
        let mut counts: BTreeMap<Vec<String>, BTreeMap<&str, usize>> = BTreeMap::new();
        for mention in mentions.iter().filter(|m| pronoun_group(&m.text).is_none() && !m.things.is_empty()) {
            let iris: Vec<String> = mention.things.iter().map(|thing| thing.iri.clone()).collect();
            let inside = document.mentions.iter().filter(|m| mention.span.range().contains(&m.head.start));
            if let Some(gold) = inside.min_by_key(|m| m.span.len()) {
                *counts.entry(iris).or_default().entry(&gold.entity).or_default() += 1;
            }
        }
        let most = |(iris, of): (Vec<String>, BTreeMap<&str, usize>)| {
            let (entity, _) = of.into_iter().rev().max_by_key(|(_, count)| *count)?;
            Some((iris, entity.to_owned()))
        };
        Self(counts.into_iter().filter_map(most).collect())
    }

    pub(crate) fn is(&self, iris: &[String], entity: &str) -> bool {
        self.0.get(iris).is_some_and(|meant| meant == entity)
    }
}

fn coarse_gold(class: &str) -> &'static str {
    match class {
        "person" => "person",
        "place" => "place",
        "organization" => "organisation",
        "event" => "event",
        _ => "other",
    }
}

fn coarse(class: &str, ontology: &Ontology) -> &'static str {
    let kinds = [
        ("an:Person", "person"),
        ("an:People", "person"),
        ("an:State", "place"),
        ("an:Place", "place"),
        ("an:Organisation", "organisation"),
        ("an:Event", "event"),
    ];
    kinds.iter().find(|(above, _)| ontology.is_a(class, above)).map_or("other", |(_, kind)| kind)
}

fn gold_chains(document: &Document) -> Chains {
    let mut chains: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for Gold { entity, head, .. } in &document.mentions {
        chains.entry(entity).or_default().insert(head.start);
    }
    chains.into_values().filter(|chain| chain.len() > 1).collect()
}

/// What extraction takes for one thing, each mention under the gold head that stands in its words, or its own start.
fn found_chains(document: &Document, mentions: &[Mention]) -> Chains {
    let heads: BTreeSet<usize> = document.mentions.iter().map(|m| m.head.start).collect();
    let mut chains: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for mention in mentions {
        if let [thing] = mention.things.as_slice() {
            let head = heads.range(mention.span.range()).next_back().copied().unwrap_or(mention.span.start);
            chains.entry(&thing.iri).or_default().insert(head);
        }
    }
    chains.into_values().filter(|chain| chain.len() > 1).collect()
}

/// Links of `of` that `by` has too, and all links of `of`.
fn muc(of: &Chains, by: &Chains) -> (f64, f64) {
    let (mut kept, mut all) = (0, 0);
    for chain in of {
        let parts: BTreeSet<usize> =
            chain.iter().filter_map(|m| by.iter().position(|other| other.contains(m))).collect();
        let alone = chain.iter().filter(|m| !by.iter().any(|other| other.contains(m))).count();
        all += chain.len() - 1;
        kept += chain.len() - (parts.len() + alone);
    }
    (kept as f64, all as f64)
}

/// For each mention of `of`, the share of its chain that it shares with it in `by`; and the number of mentions.
fn b_cubed(of: &Chains, by: &Chains) -> (f64, f64) {
    let (mut sum, mut all) = (0.0, 0.0);
    for chain in of {
        for mention in chain {
            let other = by.iter().find(|other| other.contains(mention));
            sum += other.map_or(0.0, |other| chain.intersection(other).count() as f64 / chain.len() as f64);
            all += 1.0;
        }
    }
    (sum, all)
}

/// Likeness of the chains, each taken with one other at most, the likest first.
fn ceaf(gold: &Chains, found: &Chains) -> f64 {
    let mut likeness: Vec<(f64, usize, usize)> = Vec::new();
    for (g, chain) in gold.iter().enumerate() {
        for (f, other) in found.iter().enumerate() {
            let shared = chain.intersection(other).count() as f64;
            if shared > 0.0 {
                likeness.push((2.0 * shared / (chain.len() + other.len()) as f64, g, f));
            }
        }
    }
    likeness.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken_gold, mut taken_found, mut sum) = (BTreeSet::new(), BTreeSet::new(), 0.0);
    for (like, g, f) in likeness {
        if !taken_gold.contains(&g) && !taken_found.contains(&f) {
            taken_gold.insert(g);
            taken_found.insert(f);
            sum += like;
        }
    }
    sum
}

impl Share {
    /// Adds (right, found) and (right, gold).
    fn add(&mut self, precision: (f64, f64), recall: (f64, f64)) {
        self.right += precision.0;
        self.found += precision.1;
        self.recalled += recall.0;
        self.gold += recall.1;
    }

    fn figures(self) -> (f64, f64, f64) {
        let (p, r) = (100.0 * self.right / self.found.max(1.0), 100.0 * self.recalled / self.gold.max(1.0));
        (p, r, 2.0 * p * r / (p + r).max(1e-9))
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let line = |share: Share| {
            let (p, r, both) = share.figures();
            format!("P {p:.1} R {r:.1} F {both:.1}")
        };
        let conll = [self.muc, self.b_cubed, self.ceaf].map(|share| share.figures().2).iter().sum::<f64>() / 3.0;
        write!(
            f,
            "names: span {}; span and type {}\n    he, she {}; it {}; they {}\n    coreference: MUC {}; B3 {}; CEAF-e {}; CoNLL F {conll:.1}",
            line(self.spans),
            line(self.typed),
            line(self.pronouns[0]),
            line(self.pronouns[1]),
            line(self.pronouns[2]),
            line(self.muc),
            line(self.b_cubed),
            line(self.ceaf),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(all: &[&[usize]]) -> Chains {
        all.iter().map(|chain| chain.iter().copied().collect()).collect()
    }

    /// The example of Vilain et al.: a chain of four cut in two keeps two of its three links.
    #[test]
    fn scores_are_those_of_the_papers() {
        let (gold, found) = (chains(&[&[1, 2, 3, 4]]), chains(&[&[1, 2], &[3, 4]]));
        assert_eq!(muc(&gold, &found), (2.0, 3.0));
        assert_eq!(muc(&found, &gold), (2.0, 2.0));
        assert_eq!(b_cubed(&gold, &found), (2.0, 4.0));
        assert_eq!(b_cubed(&found, &gold), (4.0, 4.0));
        assert!((ceaf(&gold, &found) - 4.0 / 6.0).abs() < 1e-9);
    }
}
