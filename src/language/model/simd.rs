//! Sums of products of small whole numbers, on whatever vectors the processor has.
//!
//! One algorithm, written once over [`Lanes`]; whole numbers make its result the same for all of them.

use pulp::bytemuck::{Pod, Zeroable, cast, cast_slice};
use pulp::{Arch, NullaryFnOnce, Scalar};

/// Rows of inputs computed together.
const ROWS: usize = 6;
/// Vectors of outputs computed together: with [`ROWS`], as many sums as registers hold.
const VECTORS: usize = 2;

/// Runs the closure compiled for the best vectors this processor has.
///
/// What is called in it must be inlined. The result does not depend on the choice: the compiler keeps the order of
/// floating-point operations.
#[inline(always)]
pub(super) fn vectorised<R>(work: impl FnOnce() -> R) -> R {
    Arch::new().dispatch(work)
}

#[cfg(target_arch = "x86_64")]
pulp::simd_type! {
    /// The instructions that multiply pairs and add both products to a sum in one: the compiler finds the use for them.
    struct Fused {
        avx512f: "avx512f",
        avx512bw: "avx512bw",
        avx512vl: "avx512vl",
        avx512vnni: "avx512vnni",
    }
}

/// What vectors a processor has.
#[derive(Clone, Copy, Debug)]
enum Processor {
    #[cfg(target_arch = "x86_64")]
    Fused(pulp::x86::V4, Fused),
    Plain(Arch),
}

impl Processor {
    /// This one.
    fn new() -> Self {
        match Arch::new() {
            #[cfg(target_arch = "x86_64")]
            Arch::V4(lanes) => Fused::try_new().map_or(Self::Plain(Arch::V4(lanes)), |fused| Self::Fused(lanes, fused)),
            arch => Self::Plain(arch),
        }
    }

    /// Sums in one vector.
    const fn lanes(self) -> usize {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Fused(..) | Self::Plain(Arch::V4(_)) => 16,
            Self::Plain(_) => 8,
        }
    }
}

/// Weights in panels of as many outputs as are computed together: in each, for every pair of inputs, the two weights of
/// each output.
#[derive(Clone, Debug)]
pub(super) struct Panels {
    processor: Processor,
    pairs: usize,
    width: usize,
    values: Vec<i16>,
}

impl Panels {
    /// From outputs × inputs, for the best vectors this processor has.
    pub(super) fn new(weights: &[impl Copy + Into<i16>], inputs: usize) -> Self {
        Self::on(Processor::new(), weights, inputs)
    }

    fn on(processor: Processor, weights: &[impl Copy + Into<i16>], inputs: usize) -> Self {
        let width = VECTORS * processor.lanes();
        let pairs = inputs.div_ceil(2);
        let size = pairs * width * 2;
        let outputs = weights.len() / inputs;
        let mut values = vec![0; outputs.div_ceil(width) * size];
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let panel = &mut values[output / width * size..][..size];
            let column = output % width * 2;
            for (panel, pair) in panel.chunks_exact_mut(width * 2).zip(row.chunks(2)) {
                panel[column] = pair[0].into();
                panel[column + 1] = pair.get(1).map_or(0, |weight| (*weight).into());
            }
        }
        Self { processor, pairs, width, values }
    }

    /// Outputs in a panel.
    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// Gives `take` the sums of each row of inputs with each panel: the row, the panel's first output, the sums.
    pub(super) fn multiply(&self, inputs: &[i16], mut take: impl FnMut(usize, usize, &[i32])) {
        for panel in 0..self.values.len() / self.size() {
            self.multiply_panel(panel, inputs, |row, sums| take(row, panel * self.width, sums));
        }
    }

    /// Gives `take` the sums of each row of inputs with one panel: the row, the sums.
    pub(super) fn multiply_panel(&self, panel: usize, inputs: &[i16], take: impl FnMut(usize, &[i32])) {
        let weights = &self.values[panel * self.size()..][..self.size()];
        let (inputs, pairs) = (cast_slice(inputs), self.pairs);
        match self.processor {
            #[cfg(target_arch = "x86_64")]
            Processor::Fused(lanes, fused) => fused.vectorize(Multiply { lanes, weights, inputs, pairs, take }),
            #[cfg(target_arch = "x86_64")]
            Processor::Plain(Arch::V4(lanes)) => lanes.vectorize(Multiply { lanes, weights, inputs, pairs, take }),
            #[cfg(target_arch = "x86_64")]
            Processor::Plain(Arch::V3(lanes)) => lanes.vectorize(Multiply { lanes, weights, inputs, pairs, take }),
            Processor::Plain(arch) => arch.dispatch(Multiply { lanes: Scalar, weights, inputs, pairs, take }),
        }
    }

    /// Numbers in a panel.
    const fn size(&self) -> usize {
        self.pairs * self.width * 2
    }
}

/// A pair of inputs or of weights.
type Pair = [i16; 2];

/// A processor's way to multiply pairs and add the two products of each.
trait Lanes: Copy {
    /// A vector of pairs.
    type Pairs: Pod;
    /// A vector of sums.
    type Sums: Pod;

    /// The same pair in all lanes.
    fn splat(self, pair: Pair) -> Self::Pairs;

    /// Adds both products of each lane; what does not fit wraps round.
    fn add_products(self, sums: Self::Sums, a: Self::Pairs, b: Self::Pairs) -> Self::Sums;
}

#[cfg(target_arch = "x86_64")]
impl Lanes for pulp::x86::V4 {
    type Pairs = pulp::i16x32;
    type Sums = pulp::i32x16;

    #[inline(always)]
    fn splat(self, pair: Pair) -> Self::Pairs {
        cast(self.splat_i32x16(cast(pair)))
    }

    #[inline(always)]
    fn add_products(self, sums: Self::Sums, a: Self::Pairs, b: Self::Pairs) -> Self::Sums {
        self.wrapping_add_i32x16(sums, self.multiply_wrapping_add_adjacent_i16x32(a, b))
    }
}

#[cfg(target_arch = "x86_64")]
impl Lanes for pulp::x86::V3 {
    type Pairs = pulp::i16x16;
    type Sums = pulp::i32x8;

    #[inline(always)]
    fn splat(self, pair: Pair) -> Self::Pairs {
        cast(self.splat_i32x8(cast(pair)))
    }

    #[inline(always)]
    fn add_products(self, sums: Self::Sums, a: Self::Pairs, b: Self::Pairs) -> Self::Sums {
        self.wrapping_add_i32x8(sums, self.multiply_wrapping_add_adjacent_i16x16(a, b))
    }
}

impl Lanes for Scalar {
    type Pairs = [Pair; 8];
    type Sums = [i32; 8];

    #[inline(always)]
    fn splat(self, pair: Pair) -> Self::Pairs {
        [pair; 8]
    }

    #[inline(always)]
    fn add_products(self, mut sums: Self::Sums, a: Self::Pairs, b: Self::Pairs) -> Self::Sums {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum = sum.wrapping_add(i32::from(a[0]) * i32::from(b[0]) + i32::from(a[1]) * i32::from(b[1]));
        }
        sums
    }
}

struct Multiply<'a, L, F> {
    lanes: L,
    weights: &'a [i16],
    inputs: &'a [Pair],
    pairs: usize,
    take: F,
}

impl<L: Lanes, F: FnMut(usize, &[i32])> NullaryFnOnce for Multiply<'_, L, F> {
    type Output = ();

    #[inline(always)]
    fn call(mut self) {
        let count = self.inputs.len() / self.pairs;
        let (weights, _) = cast_slice::<i16, L::Pairs>(self.weights).as_chunks();
        for start in (0..count).step_by(ROWS) {
            // The last rows are computed with the one before them repeated, and only what is new is taken.
            let rows =
                std::array::from_fn(|row| &self.inputs[(start + row).min(count - 1) * self.pairs..][..self.pairs]);
            let sums = tile(self.lanes, weights, rows);
            for (row, sums) in sums.iter().enumerate().take(count - start) {
                (self.take)(start + row, cast_slice(sums));
            }
        }
    }
}

#[inline(always)]
fn tile<L: Lanes>(lanes: L, weights: &[[L::Pairs; VECTORS]], rows: [&[Pair]; ROWS]) -> [[L::Sums; VECTORS]; ROWS] {
    let rows = rows.map(|row| &row[..weights.len()]);
    let mut sums = [[L::Sums::zeroed(); VECTORS]; ROWS];
    for (pair, weights) in weights.iter().enumerate() {
        for (sums, row) in sums.iter_mut().zip(rows) {
            let input = lanes.splat(row[pair]);
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum = lanes.add_products(*sum, *weights, input);
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_processor_gives_the_same_sums() {
        let (inputs, outputs, count) = (37, 50, 7);
        let weights: Vec<i8> = (0..inputs * outputs).map(|i| (i * 7919 % 255) as i8).collect();
        let padded = inputs + 1;
        let rows: Vec<i16> = (0..padded * count)
            .map(|i| if i % padded == inputs { 0 } else { (i * 104_729 % 4095) as i16 - 2047 })
            .collect();
        let product = |row: usize, output: usize| {
            let products =
                (0..inputs).map(|i| i32::from(weights[output * inputs + i]) * i32::from(rows[row * padded + i]));
            products.sum::<i32>()
        };
        for processor in processors() {
            let mut seen = vec![0; outputs * count];
            let take = |row: usize, first: usize, sums: &[i32]| {
                let end = (first + sums.len()).min(outputs);
                seen[row * outputs + first..row * outputs + end].copy_from_slice(&sums[..end - first]);
            };
            Panels::on(processor, &weights, inputs).multiply(&rows, take);
            let truth: Vec<i32> = (0..outputs * count).map(|i| product(i / outputs, i % outputs)).collect();
            assert_eq!(seen, truth, "{processor:?}");
        }
    }

    /// Those that this one can pass for.
    fn processors() -> Vec<Processor> {
        let mut processors = vec![Processor::Plain(Arch::Scalar), Processor::new()];
        #[cfg(target_arch = "x86_64")]
        {
            processors.extend(pulp::x86::V3::try_new().map(|lanes| Processor::Plain(Arch::V3(lanes))));
            processors.extend(pulp::x86::V4::try_new().map(|lanes| Processor::Plain(Arch::V4(lanes))));
        }
        processors
    }
}
