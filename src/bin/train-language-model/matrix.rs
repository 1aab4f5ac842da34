//! Products of matrices of real numbers, for training.
//!
//! Each number of a product is summed in the order of the inner index with fused multiply-adds, which round once on
//! every processor: the vectors' width changes the speed and not a bit of the result.

use pulp::bytemuck::cast_slice;
use pulp::{Arch, Simd, WithSimd};

/// Rows of the small tile whose sums stay in registers.
const TILE_ROWS: usize = 6;
/// Vectors across that tile.
const TILE_VECTORS: usize = 2;
/// How much of the inner dimension is packed at a time.
const DEPTH: usize = 256;

/// A matrix somewhere in memory, perhaps turned on its side.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    values: &'a [f32],
    rows: usize,
    columns: usize,
    row_step: usize,
    column_step: usize,
}

impl<'a> View<'a> {
    /// Row after row.
    pub(crate) fn new(values: &'a [f32], columns: usize) -> Self {
        Self { values, rows: values.len() / columns, columns, row_step: columns, column_step: 1 }
    }

    /// The same numbers with rows for columns.
    pub(crate) fn turned(self) -> Self {
        Self { rows: self.columns, columns: self.rows, row_step: self.column_step, column_step: self.row_step, ..self }
    }

    /// Columns `start..start + depth` in strips of `height` rows: in each strip column after column, zeros below the
    /// last row.
    #[inline(always)]
    fn pack(self, start: usize, depth: usize, height: usize, packed: &mut Vec<f32>) {
        packed.clear();
        packed.resize(self.rows.div_ceil(height) * height * depth, 0.0);
        for (strip, packed) in packed.chunks_exact_mut(height * depth).enumerate() {
            let first = strip * height;
            let tall = height.min(self.rows - first);
            // A full strip's height is known to the compiler.
            if tall == height {
                self.pack_strip(first, start, height, height, packed);
            } else {
                self.pack_strip(first, start, tall, height, packed);
            }
        }
    }

    #[inline(always)]
    fn pack_strip(self, first: usize, start: usize, tall: usize, height: usize, packed: &mut [f32]) {
        for (k, packed) in packed.chunks_exact_mut(height).enumerate() {
            let values = &self.values[first * self.row_step + (start + k) * self.column_step..];
            if self.row_step == 1 {
                packed[..tall].copy_from_slice(&values[..tall]);
            } else {
                let column = values.iter().step_by(self.row_step);
                packed[..tall].iter_mut().zip(column).for_each(|(packed, value)| *packed = *value);
            }
        }
    }
}

/// Adds the product of `a` and `b` to `out`, row after row.
pub(crate) fn add_product(a: View<'_>, b: View<'_>, out: &mut [f32]) {
    assert_eq!(a.columns, b.rows, "the inner sides of a product agree");
    assert_eq!(out.len(), a.rows * b.columns, "a product has the rows of one and the columns of the other");
    Arch::new().dispatch(Product { a, b, out });
}

struct Product<'a> {
    a: View<'a>,
    b: View<'a>,
    out: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let width = S::F32_LANES * TILE_VECTORS;
        let (rows, columns, inner) = (self.a.rows, self.b.columns, self.a.columns);
        let (mut packed_a, mut packed_b) = (Vec::new(), Vec::new());
        for start in (0..inner).step_by(DEPTH) {
            let depth = DEPTH.min(inner - start);
            self.a.pack(start, depth, TILE_ROWS, &mut packed_a);
            self.b.turned().pack(start, depth, width, &mut packed_b);
            for (across, strip_b) in packed_b.chunks_exact(depth * width).enumerate() {
                let wide = width.min(columns - across * width);
                for (down, strip_a) in packed_a.chunks_exact(depth * TILE_ROWS).enumerate() {
                    let sums = tile(simd, strip_a, cast_slice(strip_b));
                    let tall = TILE_ROWS.min(rows - down * TILE_ROWS);
                    for (row, sums) in sums.iter().enumerate().take(tall) {
                        let out = &mut self.out[(down * TILE_ROWS + row) * columns + across * width..][..wide];
                        for (out, sum) in out.iter_mut().zip(cast_slice::<S::f32s, f32>(sums)) {
                            *out += sum;
                        }
                    }
                }
            }
        }
    }
}

#[inline(always)]
fn tile<S: Simd>(simd: S, a: &[f32], b: &[S::f32s]) -> [[S::f32s; TILE_VECTORS]; TILE_ROWS] {
    let mut sums = [[simd.splat_f32s(0.0); TILE_VECTORS]; TILE_ROWS];
    let (a, _) = a.as_chunks::<TILE_ROWS>();
    let (b, _) = b.as_chunks::<TILE_VECTORS>();
    for (a, b) in a.iter().zip(b) {
        for (sums, a) in sums.iter_mut().zip(a) {
            let a = simd.splat_f32s(*a);
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum = simd.mul_add_f32s(a, *b, *sum);
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(count: usize, seed: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 7919 + seed * 104_729) % 2003) as f32 / 1001.5 - 1.0).collect()
    }

    #[test]
    fn products_of_all_sizes_and_turns_are_right() {
        for (rows, inner, columns) in [(1, 1, 1), (5, 7, 3), (13, 300, 70), (64, 17, 33)] {
            let (a, b) = (noise(rows * inner, 1), noise(inner * columns, 2));
            let a_turned: Vec<f32> = (0..inner * rows).map(|i| a[i % rows * inner + i / rows]).collect();
            let b_turned: Vec<f32> = (0..inner * columns).map(|i| b[i % inner * columns + i / inner]).collect();
            for (a_view, b_view) in [
                (View::new(&a, inner), View::new(&b, columns)),
                (View::new(&a_turned, rows).turned(), View::new(&b_turned, inner).turned()),
            ] {
                let mut out = vec![1.0; rows * columns];
                add_product(a_view, b_view, &mut out);
                for row in 0..rows {
                    for column in 0..columns {
                        let truth: f32 =
                            1.0 + (0..inner).map(|k| a[row * inner + k] * b[k * columns + column]).sum::<f32>();
                        assert!((out[row * columns + column] - truth).abs() < 1e-3);
                    }
                }
            }
        }
    }
}
