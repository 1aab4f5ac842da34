//! From features to one row of numbers for each word, and the way back: the lower part of the network, in training.
//!
//! The same steps as in the library's `network`, in real numbers and with everything kept that the gradient needs.

use crate::parameters::{Gradients, Id, Kind, Linear, Parameters, add};
use crate::random::{Random, drop_out};
use annals::language::model::features::{Features, TABLES};
use annals::language::model::file::VECTOR;
use annals::language::model::{VECTOR_SCALE, math};
use pulp::Arch;
use std::ops::Range;

/// Sizes of the network.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) embedding: usize,
    pub(crate) width: usize,
    pub(crate) layers: usize,
    pub(crate) arc: usize,
    pub(crate) label: usize,
}

/// The lower part's tensors.
#[derive(Clone, Debug)]
pub(crate) struct Encoder {
    pub(crate) embeddings: [Id; TABLES],
    pub(crate) input: Linear,
    pub(crate) layers: Vec<Linear>,
    width: usize,
    embedding: usize,
}

/// Sentences end to end, each after its root.
pub(crate) struct Words<'a> {
    pub(crate) features: &'a [Features],
    pub(crate) sentences: &'a [Range<usize>],
    /// Pre-trained vectors, as in the model file.
    pub(crate) vectors: &'a [i8],
}

/// What the way forward found.
pub(crate) struct Encoded {
    /// One row for each position.
    pub(crate) rows: Vec<f32>,
    inputs: Vec<f32>,
    input_mask: Vec<f32>,
    layers: Vec<LayerState>,
    standard: Standard,
    mask: Vec<f32>,
}

struct LayerState {
    standard: Standard,
    windows: Vec<f32>,
    gates: Vec<f32>,
    states: Vec<f32>,
    mask: Vec<f32>,
}

/// Rows of mean 0 and variance 1, and what each was multiplied by.
struct Standard {
    rows: Vec<f32>,
    factors: Vec<f32>,
}

impl Encoder {
    pub(crate) fn new(sizes: Sizes, tables: [usize; TABLES], parameters: &mut Parameters, random: &mut Random) -> Self {
        let Sizes { embedding, width, .. } = sizes;
        Self {
            embeddings: tables.map(|rows| parameters.add(rows, embedding, Kind::Embedding, 0.3, random)),
            input: parameters.add_linear(embedding + VECTOR, width, 1.0, random),
            layers: (0..sizes.layers).map(|_| parameters.add_linear(3 * width, 3 * width, 1.0, random)).collect(),
            width,
            embedding,
        }
    }

    pub(crate) fn forward(
        &self,
        parameters: &Parameters,
        words: &Words<'_>,
        dropout: f32,
        random: &mut Random,
    ) -> Encoded {
        let mut inputs = self.inputs(parameters, words);
        let input_mask = random.mask(inputs.len(), dropout * 0.8);
        drop_out(&mut inputs, &input_mask);
        let mut stream = parameters.apply(self.input, &inputs);
        let mut layers = Vec::new();
        for layer in &self.layers {
            let mask = random.mask(stream.len(), dropout);
            layers.push(self.recur(parameters, *layer, &mut stream, words.sentences, mask));
        }
        let standard = Standard::of(stream, self.width);
        let mask = random.mask(standard.rows.len(), dropout);
        let mut rows = standard.rows.clone();
        drop_out(&mut rows, &mask);
        Encoded { rows, inputs, input_mask, layers, standard, mask }
    }

    fn inputs(&self, parameters: &Parameters, words: &Words<'_>) -> Vec<f32> {
        let mut inputs = vec![0.0; words.features.len() * (self.embedding + VECTOR)];
        for (input, word) in inputs.chunks_exact_mut(self.embedding + VECTOR).zip(words.features) {
            let (sum, vector) = input.split_at_mut(self.embedding);
            for (table, row) in self.embeddings.iter().zip(word.rows) {
                add(sum, &parameters.get(*table).values[row as usize * self.embedding..][..self.embedding]);
            }
            let stored = &words.vectors[word.vector as usize * VECTOR..][..VECTOR];
            for (value, stored) in vector.iter_mut().zip(stored) {
                *value = f32::from(*stored) * VECTOR_SCALE;
            }
        }
        inputs
    }

    fn recur(
        &self,
        parameters: &Parameters,
        layer: Linear,
        stream: &mut [f32],
        sentences: &[Range<usize>],
        mask: Vec<f32>,
    ) -> LayerState {
        let width = self.width;
        let standard = Standard::of(stream.to_vec(), width);
        let windows = windows(&standard.rows, width, sentences);
        let mut gates = parameters.apply(layer, &windows);
        let mut states = vec![0.0; stream.len()];
        Arch::new().dispatch(
            #[inline(always)]
            || {
                for row in gates.chunks_exact_mut(3 * width) {
                    row[..width].iter_mut().for_each(|value| *value = math::tanh(*value));
                    row[width..].iter_mut().for_each(|value| *value = math::sigmoid(*value));
                }
                for sentence in sentences {
                    for half in Half::both(width) {
                        half.scan(sentence, &gates, &mut states, width);
                    }
                }
                for (i, (row, gates)) in stream.chunks_exact_mut(width).zip(gates.chunks_exact(3 * width)).enumerate() {
                    for (k, value) in row.iter_mut().enumerate() {
                        let kept = mask.get(i * width + k).copied().unwrap_or(1.0);
                        *value += 2.0 * states[i * width + k] * gates[2 * width + k] * kept;
                    }
                }
            },
        );
        LayerState { standard, windows, gates, states, mask }
    }

    /// The way back: from the gradient of the rows to those of all tensors below.
    pub(crate) fn backward(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        words: &Words<'_>,
        encoded: &Encoded,
        mut to_rows: Vec<f32>,
    ) {
        drop_out(&mut to_rows, &encoded.mask);
        let mut to_stream = vec![0.0; to_rows.len()];
        encoded.standard.backward(&to_rows, self.width, &mut to_stream);
        for (layer, state) in self.layers.iter().zip(&encoded.layers).rev() {
            self.recur_back(parameters, gradients, *layer, state, words.sentences, &mut to_stream);
        }
        let mut to_inputs = vec![0.0; encoded.inputs.len()];
        gradients.back(parameters, self.input, &encoded.inputs, &to_stream, &mut to_inputs);
        drop_out(&mut to_inputs, &encoded.input_mask);
        for (input, word) in to_inputs.chunks_exact(self.embedding + VECTOR).zip(words.features) {
            for (table, row) in self.embeddings.iter().zip(word.rows) {
                gradients.add_row(*table, row as usize, &input[..self.embedding]);
            }
        }
    }

    fn recur_back(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        layer: Linear,
        state: &LayerState,
        sentences: &[Range<usize>],
        to_stream: &mut [f32],
    ) {
        let width = self.width;
        let mut to_gates = vec![0.0; state.gates.len()];
        let mut to_states = vec![0.0; to_stream.len()];
        Arch::new().dispatch(
            #[inline(always)]
            || {
                for (i, (row, gates)) in
                    to_stream.chunks_exact(width).zip(state.gates.chunks_exact(3 * width)).enumerate()
                {
                    for (k, value) in row.iter().enumerate() {
                        let kept = state.mask.get(i * width + k).copied().unwrap_or(1.0);
                        let (value, output) = (2.0 * value * kept, gates[2 * width + k]);
                        to_gates[i * 3 * width + 2 * width + k] =
                            value * state.states[i * width + k] * output * (1.0 - output);
                        to_states[i * width + k] = value * output;
                    }
                }
                for sentence in sentences {
                    for half in Half::both(width) {
                        half.scan_back(sentence, state, &mut to_gates, &mut to_states, width);
                    }
                }
            },
        );
        let mut to_windows = vec![0.0; state.windows.len()];
        gradients.back(parameters, layer, &state.windows, &to_gates, &mut to_windows);
        let to_standard = windows_back(&to_windows, width, sentences);
        state.standard.backward(&to_standard, width, to_stream);
    }
}

/// The channels that run in one direction.
struct Half {
    channels: Range<usize>,
    reversed: bool,
}

impl Half {
    fn both(width: usize) -> [Self; 2] {
        [Self { channels: 0..width / 2, reversed: false }, Self { channels: width / 2..width, reversed: true }]
    }

    /// The position before in this direction.
    fn before(&self, position: usize, sentence: &Range<usize>) -> Option<usize> {
        if self.reversed {
            (position + 1 < sentence.end).then_some(position + 1)
        } else {
            (position > sentence.start).then(|| position - 1)
        }
    }

    #[inline(always)]
    fn scan(&self, sentence: &Range<usize>, gates: &[f32], states: &mut [f32], width: usize) {
        for step in 0..sentence.len() {
            let position = if self.reversed { sentence.end - 1 - step } else { sentence.start + step };
            let before = self.before(position, sentence);
            let gates = &gates[position * 3 * width..][..3 * width];
            for k in self.channels.clone() {
                let held = before.map_or(0.0, |before| states[before * width + k]);
                let forget = gates[width + k];
                states[position * width + k] = forget * held + (1.0 - forget) * gates[k];
            }
        }
    }

    #[inline(always)]
    fn scan_back(
        &self,
        sentence: &Range<usize>,
        state: &LayerState,
        to_gates: &mut [f32],
        to_states: &mut [f32],
        width: usize,
    ) {
        for step in 0..sentence.len() {
            let position = if self.reversed { sentence.start + step } else { sentence.end - 1 - step };
            let before = self.before(position, sentence);
            let gates = &state.gates[position * 3 * width..][..3 * width];
            let to_gates = &mut to_gates[position * 3 * width..][..3 * width];
            for k in self.channels.clone() {
                let (candidate, forget) = (gates[k], gates[width + k]);
                let to_state = to_states[position * width + k];
                let held = before.map_or(0.0, |before| state.states[before * width + k]);
                to_gates[k] = to_state * (1.0 - forget) * (1.0 - candidate * candidate);
                to_gates[width + k] = to_state * (held - candidate) * forget * (1.0 - forget);
                if let Some(before) = before {
                    to_states[before * width + k] += to_state * forget;
                }
            }
        }
    }
}

impl Standard {
    fn of(mut rows: Vec<f32>, width: usize) -> Self {
        let factors = Arch::new().dispatch(
            #[inline(always)]
            || rows.chunks_exact_mut(width).map(math::standardise).collect(),
        );
        Self { rows, factors }
    }

    /// Adds to the gradient of what was standardised.
    fn backward(&self, to_rows: &[f32], width: usize, to: &mut [f32]) {
        Arch::new().dispatch(
            #[inline(always)]
            || {
                let rows = self.rows.chunks_exact(width).zip(to_rows.chunks_exact(width));
                for (((row, to_row), to), factor) in rows.zip(to.chunks_exact_mut(width)).zip(&self.factors) {
                    let mean = math::sum(to_row) / width as f32;
                    let along = math::dot(to_row, row) / width as f32;
                    for ((to, to_row), row) in to.iter_mut().zip(to_row).zip(row) {
                        *to += factor * (to_row - mean - row * along);
                    }
                }
            },
        );
    }
}

/// For each word the rows of the word before, itself and the word after; zeros beyond the sentence.
fn windows(rows: &[f32], width: usize, sentences: &[Range<usize>]) -> Vec<f32> {
    let mut windows = vec![0.0; rows.len() * 3];
    for sentence in sentences {
        for position in sentence.clone() {
            let first = position.saturating_sub(1).max(sentence.start);
            let last = (position + 2).min(sentence.end);
            let place = (position * 3 + first + 1 - position) * width;
            windows[place..][..(last - first) * width].copy_from_slice(&rows[first * width..last * width]);
        }
    }
    windows
}

fn windows_back(to_windows: &[f32], width: usize, sentences: &[Range<usize>]) -> Vec<f32> {
    let mut to_rows = vec![0.0; to_windows.len() / 3];
    for sentence in sentences {
        for position in sentence.clone() {
            let first = position.saturating_sub(1).max(sentence.start);
            let last = (position + 2).min(sentence.end);
            let place = (position * 3 + first + 1 - position) * width;
            add(&mut to_rows[first * width..last * width], &to_windows[place..][..(last - first) * width]);
        }
    }
    to_rows
}
