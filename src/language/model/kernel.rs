//! A dense layer on rounded numbers, for one word at a time; `window` has those for three.
//!
//! Weights are 8-bit, inputs are rounded to 12 bits for each row by their own largest value, sums are exact 32-bit
//! integers: so the result is the same on every processor, whatever the width of its vectors and the order of its sums.

use super::file::Dense;
use super::simd;

/// Inputs are rounded to whole numbers from −2047 to 2047: 2047 × 127 × 8192 inputs still fit 32 bits.
const LARGEST: f32 = 2047.0;

/// A dense layer laid out for speed.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    inputs: usize,
    outputs: usize,
    weights: simd::Panels,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

/// Rows of rounded inputs, ready for any number of layers.
#[derive(Debug, Default)]
pub(super) struct Rounded {
    columns: usize,
    values: Vec<i16>,
    scales: Vec<f32>,
}

impl Rounded {
    /// Rounds rows of real numbers.
    pub(super) fn from_rows(rows: &[f32], columns: usize) -> Self {
        // An odd last input is paired with a zero.
        let padded = columns.next_multiple_of(2);
        let mut rounded = Self { columns: padded, values: Vec::new(), scales: Vec::new() };
        let count = rows.len() / columns;
        rounded.values.resize(count * padded, 0);
        rounded.scales.resize(count, 0.0);
        let outputs = rounded.values.chunks_exact_mut(padded).zip(&mut rounded.scales);
        simd::vectorised(
            #[inline(always)]
            || {
                for (row, (values, scale)) in rows.chunks_exact(columns).zip(outputs) {
                    *scale = round_row(row, values);
                }
            },
        );
        rounded
    }

    fn count(&self) -> usize {
        self.scales.len()
    }
}

/// Rounds one row and gives back the factor that undoes it.
#[inline(always)]
fn round_row(row: &[f32], values: &mut [i16]) -> f32 {
    let largest = row.iter().fold(1e-6_f32, |largest, value| if value.abs() > largest { value.abs() } else { largest });
    let factor = LARGEST / largest;
    for (rounded, value) in values.iter_mut().zip(row) {
        // Adding 1.5 × 2²³ rounds to the nearest whole number and leaves it in the low bits.
        *rounded = (value * factor + 12_582_912.0).to_bits() as i16;
    }
    largest / LARGEST
}

impl Layer {
    pub(super) fn new(dense: &Dense) -> Self {
        Self {
            inputs: dense.inputs().next_multiple_of(2),
            outputs: dense.outputs(),
            weights: simd::Panels::new(&dense.weights.values, dense.inputs()),
            scales: dense.weights.scales.clone(),
            bias: dense.bias.clone(),
        }
    }

    pub(super) fn outputs(&self) -> usize {
        self.outputs
    }

    /// The outputs for each row of inputs.
    pub(super) fn apply(&self, rows: &Rounded) -> Vec<f32> {
        debug_assert_eq!(rows.columns, self.inputs, "a layer gets what it was made for");
        let count = rows.count();
        let mut outputs = vec![0.0; count * self.outputs];
        self.weights.multiply(&rows.values, |row, first, sums| {
            let factor = rows.scales[row];
            let end = (first + sums.len()).min(self.outputs);
            let outputs = &mut outputs[row * self.outputs + first..row * self.outputs + end];
            let scales = &self.scales[first..end];
            let bias = &self.bias[first..end];
            for (((output, sum), scale), bias) in outputs.iter_mut().zip(sums).zip(scales).zip(bias) {
                *output = *sum as f32 * (factor * scale) + bias;
            }
        });
        outputs
    }
}

#[cfg(test)]
mod tests {
    use super::super::file::Table;
    use super::*;

    #[test]
    fn a_layer_gives_what_plain_sums_give() {
        for (inputs, outputs, count) in [(1, 1, 1), (7, 5, 3), (64, 33, 9), (192, 200, 17)] {
            let noise = |i: usize, k: usize| ((i * 7919 + k * 104_729) % 2003) as f32 / 1001.5 - 1.0;
            let weights: Vec<f32> = (0..inputs * outputs).map(|i| noise(i, 1)).collect();
            let bias: Vec<f32> = (0..outputs).map(|i| noise(i, 2)).collect();
            let rows: Vec<f32> = (0..inputs * count).map(|i| noise(i, 3)).collect();
            let dense = Dense { weights: Table::quantised(&weights, inputs), bias: bias.clone() };
            let got = Layer::new(&dense).apply(&Rounded::from_rows(&rows, inputs));
            for row in 0..count {
                for output in 0..outputs {
                    let products = (0..inputs).map(|i| weights[output * inputs + i] * rows[row * inputs + i]);
                    let truth = products.sum::<f32>() + bias[output];
                    let difference = (got[row * outputs + output] - truth).abs();
                    assert!(difference < 0.01 * (inputs as f32).sqrt(), "{inputs} {outputs}: {difference}");
                }
            }
        }
    }
}
