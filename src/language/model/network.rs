//! The network, as it runs: words in, scores of tags, arcs and relations out.
//!
//! 1. A word is the sum of its embeddings beside its pre-trained vector, brought to the network's width.
//! 2. Each recurrent layer (Bradbury et al. 2017, quasi-recurrent) sees a window of three words, then runs half its
//!    channels from left to right and half from right to left, and adds what it found.
//! 3. A tag is scored from a word alone; an arc by comparing a dependant with a head (Dozat and Manning 2017) and by
//!    their distance; a relation by a small network on both.
//!
//! Sentences are put end to end, each after an artificial root, and go through together.

use super::features::Features;
use super::file::{Dense, Parts, Table, VECTOR};
use super::kernel::{Layer, Rounded};
use super::math;
use super::simd::vectorised;
use super::window::{Tiles, Window};
use std::ops::Range;

/// How many classes of distance there are.
pub const DISTANCES: usize = 24;
/// Channels of a recurrent layer that go together.
const LANES: usize = 16;
/// A pre-trained vector's whole numbers are a fifth of what they stand for.
pub const VECTOR_SCALE: f32 = 0.2;

/// The class of the distance between a dependant and its head, by their positions: 0 for the root, then 1 to 10 and
/// beyond to the left, the same to the right.
#[must_use]
pub fn distance_class(dependant: usize, head: usize) -> usize {
    if head == 0 {
        return 0;
    }
    let class = match dependant.abs_diff(head) {
        near @ 0..=5 => near,
        6..=7 => 6,
        8..=10 => 7,
        11..=15 => 8,
        16..=25 => 9,
        _ => 10,
    };
    if head < dependant { class } else { 11 + class }
}

/// The weights, laid out for speed.
#[derive(Debug)]
pub(super) struct Network {
    embeddings: [Table; super::features::TABLES],
    vectors: Vec<i8>,
    input: Layer,
    layers: Vec<Window>,
    tags: Layer,
    heads: Layer,
    dependants: Layer,
    arcs: Layer,
    distances: Vec<f32>,
    label_heads: Layer,
    label_dependants: Layer,
    label_distances: Vec<f32>,
    labels: Layer,
}

/// What the network says of a batch.
pub(super) struct Scores {
    /// For each position, one score for each tag.
    pub(super) tags: Vec<f32>,
    heads: Vec<f32>,
    dependants: Vec<f32>,
    label_heads: Vec<f32>,
    label_dependants: Vec<f32>,
}

impl Network {
    pub(super) fn new(parts: &mut Parts) -> Self {
        let layer = |dense: &Dense| Layer::new(dense);
        Self {
            input: layer(&parts.input),
            layers: parts.layers.iter().map(Window::new).collect(),
            tags: layer(&parts.tags),
            heads: layer(&parts.heads),
            dependants: layer(&parts.dependants),
            arcs: layer(&parts.arcs),
            distances: parts.distances.clone(),
            label_heads: layer(&parts.label_heads),
            label_dependants: layer(&parts.label_dependants),
            label_distances: reals(&parts.label_distances),
            labels: layer(&parts.labels),
            embeddings: std::mem::take(&mut parts.embeddings),
            vectors: std::mem::take(&mut parts.vectors),
        }
    }

    /// Runs sentences, each given by its range of positions, its root first.
    pub(super) fn run(&self, words: &[Features], sentences: &[Range<usize>]) -> Scores {
        let mut stream =
            self.input.apply(&Rounded::from_rows(&self.inputs(words), self.embeddings[0].columns + VECTOR));
        let width = self.input.outputs();
        let tiles = Tiles::new(sentences);
        for layer in &self.layers {
            recur(layer, &mut stream, width, sentences, &tiles);
        }
        standardise(&mut stream, width);
        let rows = Rounded::from_rows(&stream, width);
        let mut heads = self.heads.apply(&rows);
        let mut dependants = self.dependants.apply(&rows);
        vectorised(
            #[inline(always)]
            || {
                for values in [&mut heads, &mut dependants] {
                    for value in values.iter_mut() {
                        *value = math::leaky(*value);
                    }
                }
            },
        );
        Scores {
            tags: self.tags.apply(&rows),
            heads,
            dependants: self.arcs.apply(&Rounded::from_rows(&dependants, self.dependants.outputs())),
            label_heads: self.label_heads.apply(&rows),
            label_dependants: self.label_dependants.apply(&rows),
        }
    }

    fn inputs(&self, words: &[Features]) -> Vec<f32> {
        let size = self.embeddings[0].columns;
        let mut inputs = vec![0.0; words.len() * (size + VECTOR)];
        vectorised(
            #[inline(always)]
            || {
                for (input, word) in inputs.chunks_exact_mut(size + VECTOR).zip(words) {
                    let (sum, vector) = input.split_at_mut(size);
                    for (table, row) in self.embeddings.iter().zip(word.rows) {
                        let (values, scale) = table.row(row as usize);
                        for (sum, value) in sum.iter_mut().zip(values) {
                            *sum += f32::from(*value) * scale;
                        }
                    }
                    let start = word.vector as usize * VECTOR;
                    for (value, stored) in vector.iter_mut().zip(&self.vectors[start..start + VECTOR]) {
                        *value = f32::from(*stored) * VECTOR_SCALE;
                    }
                }
            },
        );
        inputs
    }

    /// One score for each dependant and head of a sentence, `scores[dependant * size + head]`, positions from its root.
    pub(super) fn arcs(&self, scores: &Scores, sentence: &Range<usize>) -> Vec<f32> {
        let size = sentence.len();
        let width = self.arcs.outputs();
        let heads = &scores.heads[sentence.start * width..sentence.end * width];
        let dependants = &scores.dependants[sentence.start * width..sentence.end * width];
        let mut arcs = vec![0.0; size * size];
        vectorised(
            #[inline(always)]
            || {
                for (d, (row, dependant)) in arcs.chunks_exact_mut(size).zip(dependants.chunks_exact(width)).enumerate()
                {
                    for (h, (score, head)) in row.iter_mut().zip(heads.chunks_exact(width)).enumerate() {
                        *score = math::dot(dependant, head) + self.distances[distance_class(d, h)];
                    }
                }
            },
        );
        arcs
    }

    /// For each arc, given by the batch positions of dependant and head and their distance class, one score for each
    /// relation.
    pub(super) fn labels(&self, scores: &Scores, arcs: &[(usize, usize, usize)]) -> Vec<f32> {
        let width = self.label_heads.outputs();
        let mut hidden = vec![0.0; arcs.len() * width];
        vectorised(
            #[inline(always)]
            || {
                for (hidden, &(dependant, head, class)) in hidden.chunks_exact_mut(width).zip(arcs) {
                    let dependant = &scores.label_dependants[dependant * width..][..width];
                    let head = &scores.label_heads[head * width..][..width];
                    let distance = &self.label_distances[class * width..][..width];
                    for (((hidden, d), h), c) in hidden.iter_mut().zip(dependant).zip(head).zip(distance) {
                        *hidden = math::leaky(d + h + c);
                    }
                }
            },
        );
        self.labels.apply(&Rounded::from_rows(&hidden, width))
    }
}

/// One recurrent layer, added to the stream.
fn recur(layer: &Window, stream: &mut [f32], width: usize, sentences: &[Range<usize>], tiles: &Tiles) {
    let mut rows = stream.to_vec();
    standardise(&mut rows, width);
    let gates = layer.apply(&rows, tiles);
    let gates = |gaps: usize, position: usize| &gates[(position + gaps) * layer.outputs()..][..3 * width];
    vectorised(
        #[inline(always)]
        || {
            let half = width / 2;
            let mut state = vec![0.0; half];
            for (gaps, sentence) in sentences.iter().enumerate() {
                state.fill(0.0);
                for position in sentence.clone() {
                    step(&mut state, gates(gaps, position), &mut stream[position * width..][..half], 0);
                }
                state.fill(0.0);
                for position in sentence.clone().rev() {
                    step(&mut state, gates(gaps, position), &mut stream[position * width + half..][..half], half);
                }
            }
        },
    );
}

/// Each row to mean 0 and variance 1. Loops and not closures in here: those are not compiled for the processor's vectors.
fn standardise(rows: &mut [f32], width: usize) {
    vectorised(
        #[inline(always)]
        || {
            for row in rows.chunks_exact_mut(width) {
                math::standardise(row);
            }
        },
    );
}

/// One word in one direction: the state forgets, takes in the candidate, and is let out.
#[inline(always)]
fn step(state: &mut [f32], gates: &[f32], stream: &mut [f32], first: usize) {
    let width = gates.len() / 3;
    let half = state.len();
    let [candidates, forget, output] = [0, width, 2 * width].map(|start| &gates[start + first..][..half]);
    let whole = half - half % LANES;
    let ((state, last_state), (stream, last_stream)) = (state.split_at_mut(whole), stream.split_at_mut(whole));
    blend::<LANES>(state, &candidates[..whole], &forget[..whole], &output[..whole], stream);
    blend::<1>(last_state, &candidates[whole..], &forget[whole..], &output[whole..], last_stream);
}

/// `N` channels at a time.
#[inline(always)]
fn blend<const N: usize>(state: &mut [f32], candidates: &[f32], forget: &[f32], output: &[f32], stream: &mut [f32]) {
    let (state, stream) = (state.as_chunks_mut::<N>().0, stream.as_chunks_mut::<N>().0);
    let (candidates, forget, output) =
        (candidates.as_chunks::<N>().0, forget.as_chunks::<N>().0, output.as_chunks::<N>().0);
    for ((((state, candidate), forget), output), stream) in
        state.iter_mut().zip(candidates).zip(forget).zip(output).zip(stream)
    {
        let (mut next, mut added): ([f32; N], [f32; N]) = (*state, *stream);
        for i in 0..N {
            next[i] = forget[i] * next[i] + (1.0 - forget[i]) * candidate[i];
            added[i] += 2.0 * next[i] * output[i];
        }
        (*state, *stream) = (next, added);
    }
}

fn reals(table: &Table) -> Vec<f32> {
    let row = |row| {
        let (values, scale) = table.row(row);
        values.iter().map(move |value| f32::from(*value) * scale)
    };
    (0..table.rows()).flat_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_distance_has_a_class_of_its_own_side() {
        assert_eq!(distance_class(3, 0), 0);
        assert_eq!(distance_class(4, 3), 1);
        assert_eq!(distance_class(3, 4), 12);
        assert_eq!(distance_class(200, 3), 10);
        assert_eq!(distance_class(3, 200), 21);
        assert!((0..300).all(|d| distance_class(d, 150) < DISTANCES));
    }
}
