//! The few functions of real numbers that the network needs, made of additions and multiplications only.
//!
//! The system's mathematical library differs from one machine to the next in the last bit; these do not, since IEEE 754
//! settles every operation used. Training and inference share them.

const LOG2_E: f32 = std::f32::consts::LOG2_E;
/// ln 2 in two parts, so that `x - n ln 2` keeps its last bits.
const LN2_HIGH: f32 = 0.693_145_75;
const LN2_LOW: f32 = 1.428_606_8e-6;
/// Adding 1.5 × 2²³ rounds to a whole number, which then stands in the low bits of the mantissa.
const ROUND: f32 = 12_582_912.0;
/// Lanes of the sums: fixed, so that a sum does not depend on how wide the processor's vectors are.
const LANES: usize = 16;

/// e to the power `x`, to about 2 units in the last place; `x` is held to ±87.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let shifted = x * LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = (x - n * LN2_HIGH) - n * LN2_LOW;
    let tail = r * r * (0.5 + r * (0.166_666_66 + r * (0.041_666_57 + r * (0.008_333_6 + r * 0.001_388_9))));
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000));
    (1.0 + r + tail) * power
}

/// The logistic function.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The hyperbolic tangent.
#[inline(always)]
#[must_use]
pub fn tanh(x: f32) -> f32 {
    2.0 * sigmoid(2.0 * x) - 1.0
}

/// A leaky rectifier, slope 0.1 below zero.
#[inline(always)]
#[must_use]
pub fn leaky(x: f32) -> f32 {
    if x > 0.0 { x } else { 0.1 * x }
}

/// The sum, taken in sixteen lanes whatever the processor.
#[inline(always)]
#[must_use]
pub fn sum(values: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let chunks = values.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += value;
        }
    }
    for (lane, value) in lanes.iter_mut().zip(rest) {
        *lane += value;
    }
    fold(lanes)
}

/// The inner product, taken in sixteen lanes whatever the processor.
#[inline(always)]
#[must_use]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let (a_rest, b_rest) = (a_chunks.remainder(), b_chunks.remainder());
    for (a, b) in a_chunks.zip(b_chunks) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += a * b;
        }
    }
    for ((lane, a), b) in lanes.iter_mut().zip(a_rest).zip(b_rest) {
        *lane += a * b;
    }
    fold(lanes)
}

#[inline(always)]
fn fold(mut lanes: [f32; LANES]) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for i in 0..width {
            lanes[i] += lanes[i + width];
        }
        width /= 2;
    }
    lanes[0]
}

/// Shifts and scales `row` to mean 0 and variance 1 in place; gives back the factor it was scaled by.
#[inline(always)]
pub fn standardise(row: &mut [f32]) -> f32 {
    let size = row.len() as f32;
    let mean = sum(row) / size;
    for value in row.iter_mut() {
        *value -= mean;
    }
    let factor = 1.0 / (dot(row, row) / size + 1e-5).sqrt();
    for value in row.iter_mut() {
        *value *= factor;
    }
    factor
}

/// Turns scores into probabilities in place; gives back the largest score.
pub fn softmax(scores: &mut [f32]) -> f32 {
    let largest = scores.iter().copied().fold(f32::MIN, f32::max);
    for score in scores.iter_mut() {
        *score = exp(*score - largest);
    }
    let total = sum(scores);
    for score in scores.iter_mut() {
        *score /= total;
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_to_the_true_one_everywhere() {
        for i in -8_000..8_000 {
            let x = i as f32 * 0.01;
            let truth = f64::from(x).exp();
            assert!(((f64::from(exp(x)) - truth) / truth).abs() < 1e-6, "{x}");
        }
        assert!(exp(-1e9) >= 0.0 && exp(1e9).is_finite());
    }

    #[test]
    fn tanh_and_sigmoid_are_odd_about_their_middle() {
        for i in 0..1_000 {
            let x = i as f32 * 0.02;
            assert!((tanh(x) + tanh(-x)).abs() < 1e-6);
            assert!((sigmoid(x) + sigmoid(-x) - 1.0).abs() < 1e-6);
            assert!((f64::from(tanh(x)) - f64::from(x).tanh()).abs() < 1e-6);
        }
    }

    #[test]
    fn sums_take_in_what_is_left_over_by_the_lanes() {
        let values: Vec<f32> = (0..37).map(|i| i as f32).collect();
        assert_eq!(sum(&values), 666.0);
        assert_eq!(dot(&values, &[2.0; 37]), 1332.0);
    }
}
