//! From rows to tags, arcs and relations: the upper part of the network, its losses and the way back.
//!
//! The loss is the sum of three cross-entropies for each word: of its tag, of its head among all positions of its
//! sentence, of its relation given the true head.

use crate::encoder::Sizes;
use crate::matrix::{View, add_product};
use crate::parameters::{Gradients, Id, Kind, Linear, Parameters, add};
use crate::random::{Random, drop_out};
use crate::treebank::FINE_TAGS;
use annals::language::model::{DISTANCES, distance_class, math};
use annals::language::{Dependency, Tag};
use std::ops::Range;

/// The upper part's tensors; each is told in the library's `Parts`.
#[derive(Clone, Debug)]
pub(crate) struct Scorer {
    pub(crate) tags: Linear,
    /// Finer tags, learned only for what they teach the layers below; not kept.
    fine: Linear,
    pub(crate) heads: Linear,
    pub(crate) dependants: Linear,
    pub(crate) arcs: Linear,
    pub(crate) distances: Id,
    pub(crate) label_heads: Linear,
    pub(crate) label_dependants: Linear,
    pub(crate) label_distances: Id,
    pub(crate) labels: Linear,
    sizes: Sizes,
}

/// The right answers for the words of a batch, one for each position; those of the roots are not looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers {
    /// Places in [`Tag::ALL`].
    pub(crate) tags: Vec<usize>,
    /// Places in [`FINE_TAGS`], where known.
    pub(crate) fine: Vec<Option<usize>>,
    /// Positions counted from the root of the word's own sentence.
    pub(crate) heads: Vec<usize>,
    /// Places in [`Dependency::ALL`].
    pub(crate) relations: Vec<usize>,
    /// What teachers think of the same words.
    pub(crate) taught: Option<Taught>,
}

/// What teachers think of the words of a batch: probabilities, row after row, those of the roots zeros.
#[derive(Clone, Debug, Default)]
pub(crate) struct Taught {
    /// How much of the truth the teachers' view is, 0 to 1; the rest is the treebank's.
    pub(crate) weight: f32,
    pub(crate) tags: Vec<f32>,
    /// Of each sentence, square.
    pub(crate) heads: Vec<Vec<f32>>,
    pub(crate) relations: Vec<f32>,
}

/// Teachers' probabilities for some words, and how much they count.
#[derive(Clone, Copy)]
struct Advice<'a> {
    weight: f32,
    shares: &'a [f32],
}

impl<'a> Advice<'a> {
    fn of(answers: &'a Answers, choose: impl Fn(&'a Taught) -> &'a Vec<f32>) -> Option<Self> {
        answers.taught.as_ref().map(|taught| Self { weight: taught.weight, shares: choose(taught) })
    }

    /// For one word.
    fn row(self, row: usize, size: usize) -> Self {
        Self { shares: &self.shares[row * size..][..size], ..self }
    }
}

/// Sums of the three losses, in nats.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Losses {
    pub(crate) tags: f64,
    pub(crate) arcs: f64,
    pub(crate) relations: f64,
}

impl Scorer {
    pub(crate) fn new(sizes: Sizes, parameters: &mut Parameters, random: &mut Random) -> Self {
        let Sizes { width, arc, label, .. } = sizes;
        Self {
            tags: parameters.add_linear(width, Tag::ALL.len(), 1.0, random),
            fine: parameters.add_linear(width, FINE_TAGS.len(), 1.0, random),
            heads: parameters.add_linear(width, arc, 1.0, random),
            dependants: parameters.add_linear(width, arc, 1.0, random),
            arcs: parameters.add_linear(arc, arc, 0.3, random),
            distances: parameters.add(1, DISTANCES, Kind::Bias, 0.0, random),
            label_heads: parameters.add_linear(width, label, 1.0, random),
            label_dependants: parameters.add_linear(width, label, 1.0, random),
            label_distances: parameters.add(DISTANCES, label, Kind::Dense, 0.1, random),
            labels: parameters.add_linear(label, Dependency::ALL.len(), 1.0, random),
            sizes,
        }
    }

    /// Adds the gradients of all tensors here; gives back the losses and the gradient of the rows.
    pub(crate) fn learn(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        rows: &[f32],
        sentences: &[Range<usize>],
        answers: &Answers,
        dropout: (f32, &mut Random),
    ) -> (Losses, Vec<f32>) {
        let mut to_rows = vec![0.0; rows.len()];
        let losses = Losses {
            tags: self.learn_tags(parameters, gradients, rows, sentences, answers, &mut to_rows),
            arcs: self.learn_arcs(parameters, gradients, rows, sentences, answers, &mut to_rows),
            relations: self.learn_relations(parameters, gradients, rows, sentences, answers, dropout, &mut to_rows),
        };
        (losses, to_rows)
    }

    fn learn_tags(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        rows: &[f32],
        sentences: &[Range<usize>],
        answers: &Answers,
        to_rows: &mut [f32],
    ) -> f64 {
        let mut scores = parameters.apply(self.tags, rows);
        let taught = Advice::of(answers, |taught| &taught.tags);
        let loss = classify(&mut scores, Tag::ALL.len(), sentences, |position| Some(answers.tags[position]), taught);
        gradients.back(parameters, self.tags, rows, &scores, to_rows);
        let mut scores = parameters.apply(self.fine, rows);
        let fine_loss = classify(&mut scores, FINE_TAGS.len(), sentences, |position| answers.fine[position], None);
        gradients.back(parameters, self.fine, rows, &scores, to_rows);
        loss + fine_loss
    }

    fn learn_arcs(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        rows: &[f32],
        sentences: &[Range<usize>],
        answers: &Answers,
        to_rows: &mut [f32],
    ) -> f64 {
        let width = self.sizes.arc;
        let mut heads = parameters.apply(self.heads, rows);
        let mut dependants = parameters.apply(self.dependants, rows);
        heads.iter_mut().chain(&mut dependants).for_each(|value| *value = math::leaky(*value));
        let sought = parameters.apply(self.arcs, &dependants);
        let (mut to_heads, mut to_sought) = (vec![0.0; heads.len()], vec![0.0; sought.len()]);
        let mut loss = 0.0;
        for (place, sentence) in sentences.iter().enumerate() {
            let cells = sentence.start * width..sentence.end * width;
            let (heads, sought) = (View::new(&heads[cells.clone()], width), View::new(&sought[cells.clone()], width));
            let mut scores = vec![0.0; sentence.len() * sentence.len()];
            add_product(sought, heads.turned(), &mut scores);
            let taught = Advice::of(answers, |taught| &taught.heads[place]);
            loss += self.arc_gradient(parameters, gradients, &mut scores, &answers.heads[sentence.clone()], taught);
            let scores = View::new(&scores, sentence.len());
            add_product(scores, heads, &mut to_sought[cells.clone()]);
            add_product(scores.turned(), sought, &mut to_heads[cells]);
        }
        let mut to_dependants = vec![0.0; dependants.len()];
        gradients.back(parameters, self.arcs, &dependants, &to_sought, &mut to_dependants);
        leaky_back(&heads, &mut to_heads);
        leaky_back(&dependants, &mut to_dependants);
        gradients.back(parameters, self.heads, rows, &to_heads, to_rows);
        gradients.back(parameters, self.dependants, rows, &to_dependants, to_rows);
        loss
    }

    /// Turns the scores of one sentence into their gradient; gives back the loss.
    fn arc_gradient(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        scores: &mut [f32],
        heads: &[usize],
        taught: Option<Advice<'_>>,
    ) -> f64 {
        let size = heads.len();
        let distances = &parameters.get(self.distances).values;
        let to_distances = gradients.get(self.distances);
        let mut loss = 0.0;
        scores[..size].fill(0.0);
        for (dependant, row) in scores.chunks_exact_mut(size).enumerate().skip(1) {
            for (head, score) in row.iter_mut().enumerate() {
                *score += distances[distance_class(dependant, head)];
            }
            row[dependant] = f32::MIN;
            loss += cross_entropy(row, heads[dependant], taught.map(|taught| taught.row(dependant, size)));
            for (head, slope) in row.iter().enumerate() {
                to_distances[distance_class(dependant, head)] += slope;
            }
        }
        loss
    }

    #[expect(clippy::too_many_arguments, reason = "the same six as its sisters, and the dropout that only it has")]
    fn learn_relations(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        rows: &[f32],
        sentences: &[Range<usize>],
        answers: &Answers,
        (dropout, random): (f32, &mut Random),
        to_rows: &mut [f32],
    ) -> f64 {
        let width = self.sizes.label;
        let heads = parameters.apply(self.label_heads, rows);
        let dependants = parameters.apply(self.label_dependants, rows);
        let distances = &parameters.get(self.label_distances).values;
        let mut hidden = vec![0.0; heads.len()];
        for (dependant, head, class) in arcs(sentences, answers) {
            let hidden = &mut hidden[dependant * width..][..width];
            hidden.copy_from_slice(&dependants[dependant * width..][..width]);
            add(hidden, &heads[head * width..][..width]);
            add(hidden, &distances[class * width..][..width]);
            hidden.iter_mut().for_each(|value| *value = math::leaky(*value));
        }
        let mask = random.mask(hidden.len(), dropout);
        let mut dropped = hidden.clone();
        drop_out(&mut dropped, &mask);
        let mut scores = parameters.apply(self.labels, &dropped);
        let taught = Advice::of(answers, |taught| &taught.relations);
        let answer = |position: usize| Some(answers.relations[position]);
        let loss = classify(&mut scores, Dependency::ALL.len(), sentences, answer, taught);
        let mut to_hidden = vec![0.0; hidden.len()];
        gradients.back(parameters, self.labels, &dropped, &scores, &mut to_hidden);
        drop_out(&mut to_hidden, &mask);
        leaky_back(&hidden, &mut to_hidden);
        let mut to_heads = vec![0.0; heads.len()];
        for (dependant, head, class) in arcs(sentences, answers) {
            let to_hidden = &to_hidden[dependant * width..][..width];
            add(&mut to_heads[head * width..][..width], to_hidden);
            add(&mut gradients.get(self.label_distances)[class * width..][..width], to_hidden);
        }
        gradients.back(parameters, self.label_heads, rows, &to_heads, to_rows);
        gradients.back(parameters, self.label_dependants, rows, &to_hidden, to_rows);
        loss
    }
}

impl Answers {
    /// Adds those of one position.
    pub(crate) fn push(&mut self, tag: usize, fine: Option<usize>, head: usize, relation: usize) {
        self.tags.push(tag);
        self.fine.push(fine);
        self.heads.push(head);
        self.relations.push(relation);
    }
}

impl Losses {
    /// For each of so many words.
    pub(crate) fn divided(self, words: usize) -> Self {
        let words = words.max(1) as f64;
        Self { tags: self.tags / words, arcs: self.arcs / words, relations: self.relations / words }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.tags += other.tags;
        self.arcs += other.arcs;
        self.relations += other.relations;
    }
}

/// Each word's position in the batch, that of its head, and the class of their distance.
fn arcs(sentences: &[Range<usize>], answers: &Answers) -> impl Iterator<Item = (usize, usize, usize)> {
    sentences.iter().flat_map(move |sentence| {
        (1..sentence.len()).map(move |dependant| {
            let head = answers.heads[sentence.start + dependant];
            (sentence.start + dependant, sentence.start + head, distance_class(dependant, head))
        })
    })
}

/// Turns the scores of all words into their gradient, those of the roots and of words without an answer into zeros; gives
/// back the loss.
fn classify(
    scores: &mut [f32],
    classes: usize,
    sentences: &[Range<usize>],
    answer: impl Fn(usize) -> Option<usize>,
    taught: Option<Advice<'_>>,
) -> f64 {
    let mut loss = 0.0;
    for sentence in sentences {
        for position in sentence.clone() {
            let scores = &mut scores[position * classes..][..classes];
            match answer(position).filter(|_| position > sentence.start) {
                Some(answer) => {
                    loss += cross_entropy(scores, answer, taught.map(|taught| taught.row(position, classes)));
                }
                None => scores.fill(0.0),
            }
        }
    }
    loss
}

/// Turns scores into their gradient; gives back the loss. Where teachers have a view, it counts for its share of the
/// truth.
fn cross_entropy(scores: &mut [f32], answer: usize, taught: Option<Advice<'_>>) -> f64 {
    math::softmax(scores);
    let surprise = |share: f32| -f64::from(share.max(1e-30)).ln();
    let weight = 1.0 - taught.map_or(0.0, |taught| taught.weight);
    let mut loss = f64::from(weight) * surprise(scores[answer]);
    if let Some(Advice { weight, shares }) = taught {
        let views = shares.iter().zip(&*scores).filter(|(share, _)| **share > 0.0);
        loss += views.map(|(share, score)| f64::from(weight * share) * surprise(*score)).sum::<f64>();
        scores.iter_mut().zip(shares).for_each(|(score, share)| *score -= weight * share);
    }
    scores[answer] -= weight;
    loss
}

/// The gradient before the rectifier, from that after it and what came out.
fn leaky_back(out: &[f32], to: &mut [f32]) {
    for (to, out) in to.iter_mut().zip(out) {
        if *out < 0.0 {
            *to *= 0.1;
        }
    }
}
