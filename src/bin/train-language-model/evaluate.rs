//! How good a model is: gold words, predicted tags and trees, every word counted, as in the `CoNLL` 2018 shared task.

use crate::treebank::{Sentence, Token};
use annals::language::Dependency;
use annals::language::model::{Analysis, Model};

/// Counts over a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) words: usize,
    tags: usize,
    lemmas: usize,
    heads: usize,
    labelled: usize,
    /// With the relation's subtype too.
    exact: usize,
    subjects: Matches,
    objects: Matches,
}

/// Arcs of one relation: head and relation must agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Matches {
    right: usize,
    gold: usize,
    found: usize,
}

/// Tags and parses all sentences and compares.
pub(crate) fn evaluate(model: &Model, sentences: &[Sentence]) -> Figures {
    let words: Vec<Vec<&str>> = sentences.iter().map(|sentence| forms(sentence)).collect();
    let mut figures = Figures::default();
    for (sentence, analyses) in sentences.iter().zip(model.parse(&words)) {
        for (token, analysis) in sentence.iter().zip(analyses) {
            figures.lemmas += usize::from(model.lemma(&token.form, analysis.tag) == token.lemma);
            figures.count(token, &analysis);
        }
    }
    figures
}

/// The words of a sentence as written.
pub(crate) fn forms(sentence: &Sentence) -> Vec<&str> {
    sentence.iter().map(|token| token.form.as_str()).collect()
}

impl Figures {
    fn count(&mut self, token: &Token, analysis: &Analysis) {
        let head = analysis.head.map_or(0, |head| head + 1) == token.head;
        let relation = analysis.dependency.universal() == token.relation.universal();
        self.words += 1;
        self.tags += usize::from(analysis.tag == token.tag);
        self.heads += usize::from(head);
        self.labelled += usize::from(head && relation);
        self.exact += usize::from(head && analysis.dependency == token.relation);
        self.subjects.count("nsubj", head, token.relation, analysis.dependency);
        self.objects.count("obj", head, token.relation, analysis.dependency);
    }

    pub(crate) fn upos(&self) -> f64 {
        percent(self.tags, self.words)
    }

    pub(crate) fn las(&self) -> f64 {
        percent(self.labelled, self.words)
    }
}

impl Matches {
    fn count(&mut self, relation: &str, head: bool, gold: Dependency, found: Dependency) {
        let (gold, found) = (gold.universal() == relation, found.universal() == relation);
        self.gold += usize::from(gold);
        self.found += usize::from(found);
        self.right += usize::from(gold && found && head);
    }

    /// The harmonic mean of precision and recall.
    fn f(&self) -> f64 {
        percent(2 * self.right, self.gold + self.found)
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words = self.words;
        write!(
            f,
            "words {words}  UPOS {:.2}  UAS {:.2}  LAS {:.2}  LAS with subtypes {:.2}  lemmas {:.2}  nsubj F {:.2}  obj F {:.2}",
            self.upos(),
            percent(self.heads, words),
            self.las(),
            percent(self.exact, words),
            percent(self.lemmas, words),
            self.subjects.f(),
            self.objects.f(),
        )
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}
