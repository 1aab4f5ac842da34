//! From trained numbers to the parts of a model file.

use crate::network::Network;
use crate::parameters::{Id, Linear, Parameters};
use annals::language::model::features::Lexicon;
use annals::language::model::file::{Dense, Parts, Table};
use annals::language::model::lemma::Lemmas;

/// Rounds the parameters and puts everything together.
pub(crate) fn parts(
    network: &Network,
    parameters: &Parameters,
    lexicon: &Lexicon,
    vectors: &[i8],
    lemmas: &Lemmas,
) -> Parts {
    let dense = |linear: Linear| dense(parameters, linear);
    let table = |id: Id| Table::quantised(&parameters.get(id).values, parameters.get(id).columns);
    let (encoder, scorer) = (&network.encoder, &network.scorer);
    Parts {
        lexicon: lexicon.clone(),
        embeddings: encoder.embeddings.map(table),
        vectors: vectors.to_vec(),
        input: dense(encoder.input),
        layers: encoder.layers.iter().map(|layer| dense(*layer)).collect(),
        tags: dense(scorer.tags),
        heads: dense(scorer.heads),
        dependants: dense(scorer.dependants),
        arcs: dense(scorer.arcs),
        distances: parameters.get(scorer.distances).values.clone(),
        label_heads: dense(scorer.label_heads),
        label_dependants: dense(scorer.label_dependants),
        label_distances: table(scorer.label_distances),
        labels: dense(scorer.labels),
        lemmas: lemmas.clone(),
    }
}

/// The file has a row for each output, training a row for each input.
fn dense(parameters: &Parameters, linear: Linear) -> Dense {
    let weights = parameters.get(linear.weights);
    let (outputs, inputs) = (weights.columns, weights.values.len() / weights.columns);
    let turned: Vec<f32> =
        (0..weights.values.len()).map(|i| weights.values[i % inputs * outputs + i / inputs]).collect();
    Dense { weights: Table::quantised(&turned, inputs), bias: parameters.get(linear.bias).values.clone() }
}
