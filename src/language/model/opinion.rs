//! What a model thinks of all possible answers, not only of the best: from this another model can learn (Hinton,
//! Vinyals and Dean, “Distilling the Knowledge in a Neural Network”, 2015).

use super::features::{Features, Lexicon};
use super::math;
use super::network::{Network, distance_class};
use crate::language::{Dependency, Tag};
use std::ops::Range;

/// The probabilities that a model gives for one sentence of `n` words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opinion {
    /// Of each tag, in the order of [`Tag::ALL`]: `n` rows.
    pub tags: Vec<f32>,
    /// Of each head, counted from the root: `n + 1` rows of `n + 1`, the first of which, the root's own, is zeros.
    pub heads: Vec<f32>,
    /// Of each relation, in the order of [`Dependency::ALL`], given the head that was asked about: `n` rows.
    pub relations: Vec<f32>,
}

/// The opinions on sentences given as words, each word with a head, counted from 1, 0 for the root.
pub(super) fn opinions(lexicon: &Lexicon, network: &Network, sentences: &[Vec<(&str, usize)>]) -> Vec<Opinion> {
    let mut features = Vec::new();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut arcs = Vec::new();
    for words in sentences {
        let start = features.len();
        features.push(Features::ROOT);
        features.extend(words.iter().map(|(word, _)| lexicon.features(word)));
        let arc = |(place, &(_, head)): (usize, &(&str, usize))| {
            (start + place + 1, start + head, distance_class(place + 1, head))
        };
        arcs.extend(words.iter().enumerate().map(arc));
        ranges.push(start..features.len());
    }
    let scores = network.run(&features, &ranges);
    let relations = shares(network.labels(&scores, &arcs), Dependency::ALL.len());
    let mut relations = relations.as_slice();
    let opinion = |range: &Range<usize>| {
        let tags = &scores.tags[(range.start + 1) * Tag::ALL.len()..range.end * Tag::ALL.len()];
        let (own, others) = relations.split_at((range.len() - 1) * Dependency::ALL.len());
        relations = others;
        Opinion {
            tags: shares(tags.to_vec(), Tag::ALL.len()),
            heads: heads(network.arcs(&scores, range), range.len()),
            relations: own.to_vec(),
        }
    };
    ranges.iter().map(opinion).collect()
}

/// Scores of heads to probabilities; no word is its own head, and the root has none.
fn heads(mut scores: Vec<f32>, size: usize) -> Vec<f32> {
    for (dependant, row) in scores.chunks_exact_mut(size).enumerate() {
        row[dependant] = f32::MIN;
        if dependant == 0 {
            row.fill(0.0);
        } else {
            math::softmax(row);
        }
    }
    scores
}

fn shares(mut scores: Vec<f32>, columns: usize) -> Vec<f32> {
    for row in scores.chunks_exact_mut(columns) {
        math::softmax(row);
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::super::Model;
    use super::*;

    #[test]
    fn opinions_are_probabilities_and_agree_with_the_best_answer() {
        let model = Model::embedded();
        let sentences = [vec![("Mao", 2), ("met", 0), ("Kim", 2), (".", 2)], vec![("Yes", 0)]];
        let opinions = model.opinions(&sentences);
        let words = sentences.iter().map(|words| words.iter().map(|(word, _)| *word).collect()).collect::<Vec<_>>();
        for ((opinion, parsed), words) in opinions.iter().zip(model.parse(&words)).zip(&sentences) {
            let size = words.len() + 1;
            assert!(opinion.heads[..size].iter().all(|share| *share == 0.0));
            let rows = opinion.heads[size..].chunks_exact(size);
            for ((row, tags), analysis) in rows.zip(opinion.tags.chunks_exact(Tag::ALL.len())).zip(parsed) {
                assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-4);
                assert!((row[analysis.head.map_or(0, |head| head + 1)] - analysis.certainty).abs() < 1e-6);
                let best = tags.iter().fold(0.0_f32, |best, share| best.max(*share));
                assert_eq!(tags[Tag::ALL.iter().position(|tag| *tag == analysis.tag).expect("a tag")], best);
            }
            for row in opinion.relations.chunks_exact(Dependency::ALL.len()) {
                assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-4);
            }
        }
    }
}
