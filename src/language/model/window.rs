//! A dense layer on a window of three words, at half the multiplications.
//!
//! The outputs of four words in a row share most of their inputs. Winograd's minimal filtering F(4, 3) (Lavin and Gray
//! 2016, *Fast Algorithms for Convolutional Neural Networks*) has them from six products in place of twelve. Its
//! fractions disappear when all weights are taken 24 times: what is left are whole numbers, so the sums are exactly
//! those of the plain window, on every processor. Intermediate sums may overflow; that cancels out, since the last ones
//! fit 32 bits.

use super::file::Dense;
use super::math;
use super::simd::{Panels, vectorised};
use std::ops::Range;

/// Words whose outputs are computed together.
const TILE: usize = 4;
/// Products that take the place of `TILE` × 3.
const PRODUCTS: usize = TILE + 2;
/// What the weights are multiplied by.
const WHOLE: i32 = 24;
/// Largest rounded input: a product's input is the sum of ten of them and must fit 16 bits.
const LARGEST: f32 = 3276.0;
/// Numbers that are turned from sums into outputs together.
const LANES: usize = 16;

/// From the words before, itself and after to a word's gates: first the candidates, each between −1 and 1, then twice as
/// many gates proper, each between 0 and 1.
#[derive(Clone, Debug)]
pub(super) struct Window {
    width: usize,
    products: [Panels; PRODUCTS],
    outputs: Vec<Output>,
}

/// What a sum is multiplied by, what is added, and how it is bent, for outputs side by side.
#[derive(Clone, Copy, Debug)]
struct Output {
    scale: [f32; LANES],
    bias: [f32; LANES],
    /// 2 for the hyperbolic tangent, 1 for the logistic function.
    bend: [f32; LANES],
}

/// Where the words of a batch stand when each sentence has a gap behind it, and zeros in the gaps.
#[derive(Debug)]
pub(super) struct Tiles {
    /// For each tile the rows it looks at: one before its words, its words, one after them. The row behind the last is all
    /// zero.
    rows: Vec<[usize; PRODUCTS]>,
}

impl Tiles {
    /// For sentences that stand end to end.
    pub(super) fn new(sentences: &[Range<usize>]) -> Self {
        let gap = sentences.last().map_or(0, |sentence| sentence.end);
        let mut slots = vec![gap];
        for sentence in sentences {
            slots.extend(sentence.clone());
            slots.push(gap);
        }
        let count = (slots.len() - 1).div_ceil(TILE);
        slots.resize(count * TILE + 2, gap);
        Self { rows: (0..count).map(|tile| std::array::from_fn(|place| slots[tile * TILE + place])).collect() }
    }
}

impl Window {
    /// From a layer of three times as many inputs as a word has, and as many outputs.
    pub(super) fn new(dense: &Dense) -> Self {
        let width = dense.inputs() / 3;
        let mut weights: [Vec<i16>; PRODUCTS] = std::array::from_fn(|_| vec![0; width * dense.outputs()]);
        for (output, row) in dense.weights.values.chunks_exact(3 * width).enumerate() {
            let [a, b, c] = [0, 1, 2].map(|word| &row[word * width..][..width]);
            for input in 0..width {
                let factors = weights_of_products([a[input], b[input], c[input]].map(i16::from));
                for (weights, factor) in weights.iter_mut().zip(factors) {
                    weights[output * width + input] = factor;
                }
            }
        }
        let products = weights.map(|weights| Panels::new(&weights, width));
        let columns = products[0].width();
        let lanes = |first: usize, value: &dyn Fn(usize) -> f32| {
            std::array::from_fn(|lane| if first + lane < dense.outputs() { value(first + lane) } else { 0.0 })
        };
        let undo = 1.0 / (factor(width) * WHOLE as f32);
        let outputs = (0..dense.outputs().next_multiple_of(columns)).step_by(LANES).map(|first| Output {
            scale: lanes(first, &|output| dense.weights.scales[output] * undo),
            bias: lanes(first, &|output| dense.bias[output]),
            bend: lanes(first, &|output| if output < width { 2.0 } else { 1.0 }),
        });
        Self { width, outputs: outputs.collect(), products }
    }

    /// Outputs of a word, with those behind them that stand for nothing.
    pub(super) const fn outputs(&self) -> usize {
        self.outputs.len() * LANES
    }

    /// The outputs for each word and for the gap behind each sentence, `rows` being standardised: no value is then larger
    /// than the root of their number.
    pub(super) fn apply(&self, rows: &[f32], tiles: &Tiles) -> Vec<f32> {
        let inputs = inputs_of_products(&rounded(rows, factor(self.width), self.width), self.width, tiles);
        let columns = self.products[0].width();
        let mut sums: [Vec<i32>; PRODUCTS] = std::array::from_fn(|_| vec![0; tiles.rows.len() * columns]);
        let mut gates = vec![0.0; tiles.rows.len() * TILE * self.outputs()];
        if gates.is_empty() {
            return gates;
        }
        for (panel, outputs) in self.outputs.chunks_exact(columns / LANES).enumerate() {
            for ((products, inputs), sums) in self.products.iter().zip(&inputs).zip(&mut sums) {
                products.multiply_panel(panel, inputs, |tile, some| {
                    sums[tile * columns..][..columns].copy_from_slice(some);
                });
            }
            let sums = sums.each_ref().map(|sums| sums.as_chunks().0);
            vectorised(
                #[inline(always)]
                || take(sums, outputs, &mut gates[panel * columns..], self.outputs()),
            );
        }
        gates
    }
}

/// What inputs are multiplied by before they are rounded.
fn factor(width: usize) -> f32 {
    LARGEST / (width as f32).sqrt()
}

/// From the sums of the products to some outputs of all words, `stride` numbers apart.
#[inline(always)]
fn take(sums: [&[[i32; LANES]]; PRODUCTS], outputs: &[Output], gates: &mut [f32], stride: usize) {
    for tile in 0..sums[0].len() / outputs.len() {
        for (part, output) in outputs.iter().enumerate() {
            let place = tile * outputs.len() + part;
            let [a, b, c, d, e, f] =
                [sums[0][place], sums[1][place], sums[2][place], sums[3][place], sums[4][place], sums[5][place]];
            let mut of_words = [[0; LANES]; TILE];
            for i in 0..LANES {
                let (sum, difference) = (b[i].wrapping_add(c[i]), b[i].wrapping_sub(c[i]));
                let (even, odd) = (d[i].wrapping_add(e[i]), d[i].wrapping_sub(e[i]));
                of_words[0][i] = a[i].wrapping_add(sum).wrapping_add(even);
                of_words[1][i] = difference.wrapping_add(odd.wrapping_mul(2));
                of_words[2][i] = sum.wrapping_add(even.wrapping_mul(4));
                of_words[3][i] = difference.wrapping_add(odd.wrapping_mul(8)).wrapping_add(f[i]);
            }
            for (word, sums) in of_words.iter().enumerate() {
                let gates = &mut gates[(tile * TILE + word) * stride + part * LANES..][..LANES];
                for i in 0..LANES {
                    let value = sums[i] as f32 * output.scale[i] + output.bias[i];
                    let bend = output.bend[i];
                    gates[i] = bend * math::sigmoid(bend * value) - (bend - 1.0);
                }
            }
        }
    }
}

/// The weights of the products, from those of the word before, itself and the word after.
fn weights_of_products([a, b, c]: [i16; 3]) -> [i16; PRODUCTS] {
    [6 * a, -4 * (a + b + c), -4 * (a - b + c), a + 2 * b + 4 * c, a - 2 * b + 4 * c, 24 * c]
}

/// The inputs of the products, tile after tile, from the rounded rows of words, a row of zeros behind them.
fn inputs_of_products(rows: &[i16], width: usize, tiles: &Tiles) -> [Vec<i16>; PRODUCTS] {
    let padded = width.next_multiple_of(2);
    let mut inputs: [Vec<i16>; PRODUCTS] = std::array::from_fn(|_| vec![0; tiles.rows.len() * padded]);
    vectorised(
        #[inline(always)]
        || {
            for (tile, words) in tiles.rows.iter().enumerate() {
                let row = |place: usize| &rows[words[place] * width..][..width];
                let [a, b, c, d, e, f] = [row(0), row(1), row(2), row(3), row(4), row(5)];
                let [u, v, w, x, y, z] = &mut inputs;
                let [u, v, w, x, y, z] = [
                    &mut u[tile * padded..][..width],
                    &mut v[tile * padded..][..width],
                    &mut w[tile * padded..][..width],
                    &mut x[tile * padded..][..width],
                    &mut y[tile * padded..][..width],
                    &mut z[tile * padded..][..width],
                ];
                for i in 0..width {
                    let (b, c, d, e) = (b[i], c[i], d[i], e[i]);
                    u[i] = 4 * a[i] - 5 * c + e;
                    v[i] = (d + e) - 4 * (b + c);
                    w[i] = (e - d) + 4 * (b - c);
                    x[i] = (e - c) + 2 * (d - b);
                    y[i] = (e - c) - 2 * (d - b);
                    z[i] = 4 * b - 5 * d + f[i];
                }
            }
        },
    );
    inputs
}

/// Whole numbers, and a row of zeros behind them.
fn rounded(rows: &[f32], factor: f32, width: usize) -> Vec<i16> {
    let mut rounded = vec![0; rows.len() + width];
    vectorised(
        #[inline(always)]
        || {
            for (rounded, value) in rounded.iter_mut().zip(rows) {
                // Adding 1.5 × 2²³ rounds to the nearest whole number and leaves it in the low bits.
                *rounded = (value * factor + 12_582_912.0).to_bits() as i16;
            }
        },
    );
    rounded
}

#[cfg(test)]
mod tests {
    use super::super::file::Table;
    use super::*;

    #[test]
    fn a_window_gives_what_plain_sums_give_and_does_not_look_into_the_next_sentence() {
        let (width, sentences) = (13, [0..1, 1..6, 6..6, 6..14]);
        let outputs = 3 * width;
        let noise = |i: usize, k: usize| ((i * 7919 + k * 104_729) % 2003) as f32 / 1001.5 - 1.0;
        let weights: Vec<f32> = (0..3 * width * outputs).map(|i| noise(i, 1)).collect();
        let bias: Vec<f32> = (0..outputs).map(|i| noise(i, 2)).collect();
        let mut rows: Vec<f32> = (0..14 * width).map(|i| noise(i, 3)).collect();
        rows.chunks_exact_mut(width).for_each(|row| _ = math::standardise(row));
        let dense = Dense { weights: Table::quantised(&weights, 3 * width), bias: bias.clone() };
        let window = Window::new(&dense);
        let got = window.apply(&rows, &Tiles::new(&sentences));
        for (gaps, sentence) in sentences.into_iter().enumerate() {
            for (place, output) in sentence.clone().flat_map(|place| (0..outputs).map(move |output| (place, output))) {
                let seen = |input: &usize| sentence.contains(&(place + input / width).wrapping_sub(1));
                let product = |input: usize| rows[place * width + input - width] * weights[output * 3 * width + input];
                let sum = (0..3 * width).filter(seen).map(product).sum::<f32>() + bias[output];
                let truth = if output < width { sum.tanh() } else { math::sigmoid(sum) };
                let difference = (got[(place + gaps) * window.outputs() + output] - truth).abs();
                assert!(difference < 0.03, "{place} {output}: {difference}");
            }
        }
    }

    #[test]
    fn sums_of_products_are_exact_at_the_largest_of_everything() {
        let (most, weight) = (LARGEST as i16, 127);
        let row = |word: usize| if word.is_multiple_of(2) { most } else { -most };
        for weights in [[weight; 3], [weight, -weight, weight], [-weight, -weight, weight]] {
            let rows: Vec<i16> = (0..PRODUCTS).map(row).chain([0]).collect();
            let inputs = inputs_of_products(&rows, 1, &Tiles { rows: vec![[0, 1, 2, 3, 4, 5]] });
            let factors = weights_of_products(weights);
            let sums: [_; PRODUCTS] =
                std::array::from_fn(|product| [[i32::from(inputs[product][0]) * i32::from(factors[product]); LANES]]);
            let (scale, bias, bend) = ([1.0 / (WHOLE as f32 * 1e6); LANES], [0.0; LANES], [1.0; LANES]);
            let mut gates = [0.0; TILE * LANES];
            take(sums.each_ref().map(|sums| &sums[..]), &[Output { scale, bias, bend }], &mut gates, LANES);
            for word in 0..TILE {
                let truth: i32 = (0..3).map(|k| i32::from(weights[k]) * i32::from(row(word + k))).sum();
                assert_eq!(gates[word * LANES], math::sigmoid((WHOLE * truth) as f32 * scale[0]));
            }
        }
    }
}
