//! The whole network in training: a batch in, its losses and gradients out.

use crate::encoder::{Encoder, Sizes, Words};
use crate::parameters::{Gradients, Parameters};
use crate::random::Random;
use crate::scorer::{Answers, Losses, Scorer};
use annals::language::model::features::{Features, TABLES};
use std::ops::Range;

/// Which tensors make up the network.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    pub(crate) encoder: Encoder,
    pub(crate) scorer: Scorer,
}

/// Sentences end to end, each after its root, with the right answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Batch {
    pub(crate) features: Vec<Features>,
    pub(crate) sentences: Vec<Range<usize>>,
    pub(crate) answers: Answers,
}

impl Network {
    /// A new network with random numbers.
    pub(crate) fn new(sizes: Sizes, tables: [usize; TABLES], seed: u64) -> (Self, Parameters) {
        let mut random = Random::new(&[seed]);
        let mut parameters = Parameters::default();
        let encoder = Encoder::new(sizes, tables, &mut parameters, &mut random);
        let scorer = Scorer::new(sizes, &mut parameters, &mut random);
        (Self { encoder, scorer }, parameters)
    }

    /// Adds the gradients of a batch and gives back its losses.
    pub(crate) fn learn(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        batch: &Batch,
        vectors: &[i8],
        dropout: f32,
        random: &mut Random,
    ) -> Losses {
        let words = Words { features: &batch.features, sentences: &batch.sentences, vectors };
        let encoded = self.encoder.forward(parameters, &words, dropout, random);
        let (losses, to_rows) = self.scorer.learn(
            parameters,
            gradients,
            &encoded.rows,
            &batch.sentences,
            &batch.answers,
            (dropout, random),
        );
        self.encoder.backward(parameters, gradients, &words, &encoded, to_rows);
        losses
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals::language::model::file::VECTOR;

    const SIZES: Sizes = Sizes { embedding: 6, width: 8, layers: 2, arc: 5, label: 4 };

    fn batch() -> (Batch, Vec<i8>) {
        let mut random = Random::new(&[7]);
        let mut batch = Batch::default();
        for length in [4, 1, 6] {
            let start = batch.features.len();
            batch.features.push(Features::ROOT);
            batch.features.extend((0..length).map(|_| Features {
                rows: std::array::from_fn(|_| (random.next() % 5) as u32),
                vector: (random.next() % 3) as u32,
            }));
            batch.sentences.push(start..start + length + 1);
            for position in 0..=length {
                let mut pick = |count: u64| (random.next() % count) as usize;
                let fine = Some(pick(60)).filter(|fine| *fine < 48);
                batch.answers.push(pick(17), fine, if position < 2 { 0 } else { position - 1 }, pick(40));
            }
        }
        let vectors = (0..3 * VECTOR).map(|_| (random.next() % 15) as i8 - 7).collect();
        (batch, vectors)
    }

    fn loss(network: &Network, parameters: &Parameters, batch: &Batch, vectors: &[i8], dropout: f32) -> f64 {
        let mut gradients = Gradients::zero(parameters);
        let losses = network.learn(parameters, &mut gradients, batch, vectors, dropout, &mut Random::new(&[3]));
        losses.tags + losses.arcs + losses.relations
    }

    /// For every tensor: the slope along a random direction, measured, is the gradient's.
    #[test]
    fn every_gradient_is_the_measured_slope() {
        let (batch, vectors) = batch();
        for dropout in [0.0, 0.3] {
            let (network, mut parameters) = Network::new(SIZES, [5; TABLES], 1);
            let mut gradients = Gradients::zero(&parameters);
            network.learn(&parameters, &mut gradients, &batch, &vectors, dropout, &mut Random::new(&[3]));
            let mut random = Random::new(&[11]);
            for tensor in 0..parameters.0.len() {
                let direction: Vec<f32> = parameters.0[tensor].values.iter().map(|_| random.bell()).collect();
                let told: f64 =
                    direction.iter().zip(&gradients.0[tensor].values).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
                let original = parameters.0[tensor].values.clone();
                let mut moved = |step: f32| {
                    let values = original.iter().zip(&direction).map(|(value, along)| value + step * along).collect();
                    parameters.0[tensor].values = values;
                    loss(&network, &parameters, &batch, &vectors, dropout)
                };
                let step = 5e-4;
                let measured = (moved(step) - moved(-step)) / f64::from(2.0 * step);
                assert!(
                    (told - measured).abs() < 0.03 * (1.0 + told.abs()),
                    "tensor {tensor}: told {told}, measured {measured}"
                );
                parameters.0[tensor].values = original;
            }
        }
    }
}
