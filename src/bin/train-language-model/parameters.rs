//! The numbers that training changes, and the gradients that say how.

use crate::matrix::{View, add_product};
use crate::random::Random;

/// One table of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Tensor {
    pub(crate) columns: usize,
    pub(crate) values: Vec<f32>,
    pub(crate) kind: Kind,
}

/// How a tensor is used, which decides how it is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A step touches only some rows.
    Embedding,
    /// Weights of a dense layer: these decay.
    Dense,
    /// Added numbers.
    Bias,
}

/// Which tensor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Id(usize);

/// A dense layer's weights (inputs × outputs) and what is added.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Linear {
    pub(crate) weights: Id,
    pub(crate) bias: Id,
}

/// All tensors of a network.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parameters(pub(crate) Vec<Tensor>);

impl Parameters {
    /// Adds a tensor of random numbers with about this deviation.
    pub(crate) fn add(&mut self, rows: usize, columns: usize, kind: Kind, deviation: f32, random: &mut Random) -> Id {
        let values = (0..rows * columns).map(|_| random.bell() * 2.0 * deviation).collect();
        self.0.push(Tensor { columns, values, kind });
        Id(self.0.len() - 1)
    }

    /// Adds a dense layer, its outputs about as large as its inputs times `gain`.
    pub(crate) fn add_linear(&mut self, inputs: usize, outputs: usize, gain: f32, random: &mut Random) -> Linear {
        let deviation = gain / (inputs as f32).sqrt();
        Linear {
            weights: self.add(inputs, outputs, Kind::Dense, deviation, random),
            bias: self.add(1, outputs, Kind::Bias, 0.0, random),
        }
    }

    pub(crate) fn get(&self, id: Id) -> &Tensor {
        &self.0[id.0]
    }

    /// Rows times weights, plus bias.
    pub(crate) fn apply(&self, linear: Linear, rows: &[f32]) -> Vec<f32> {
        let weights = self.get(linear.weights);
        let count = rows.len() * weights.columns / weights.values.len();
        let mut out = self.get(linear.bias).values.repeat(count);
        let inputs = weights.values.len() / weights.columns;
        add_product(View::new(rows, inputs), View::new(&weights.values, weights.columns), &mut out);
        out
    }
}

/// The gradient of one tensor, summed over a shard.
#[derive(Clone, Debug)]
pub(crate) struct Gradient {
    pub(crate) values: Vec<f32>,
    /// Of an embedding: the rows that are not zero, in the order first met.
    pub(crate) touched: Vec<u32>,
    marked: Vec<bool>,
}

/// The gradients of all tensors.
#[derive(Clone, Debug)]
pub(crate) struct Gradients(pub(crate) Vec<Gradient>);

impl Gradients {
    pub(crate) fn zero(parameters: &Parameters) -> Self {
        let zero = |tensor: &Tensor| {
            let rows = if tensor.kind == Kind::Embedding { tensor.values.len() / tensor.columns } else { 0 };
            Gradient { values: vec![0.0; tensor.values.len()], touched: Vec::new(), marked: vec![false; rows] }
        };
        Self(parameters.0.iter().map(zero).collect())
    }

    pub(crate) fn get(&mut self, id: Id) -> &mut [f32] {
        &mut self.0[id.0].values
    }

    /// Adds to one row of an embedding.
    pub(crate) fn add_row(&mut self, id: Id, row: usize, values: &[f32]) {
        let gradient = &mut self.0[id.0];
        gradient.touch(row);
        add(&mut gradient.values[row * values.len()..][..values.len()], values);
    }

    /// The way back through a dense layer: adds to its gradients, and to those of its inputs.
    pub(crate) fn back(
        &mut self,
        parameters: &Parameters,
        linear: Linear,
        inputs: &[f32],
        outputs: &[f32],
        to_inputs: &mut [f32],
    ) {
        let weights = parameters.get(linear.weights);
        let wide = weights.values.len() / weights.columns;
        let outputs_view = View::new(outputs, weights.columns);
        add_product(View::new(inputs, wide).turned(), outputs_view, self.get(linear.weights));
        for row in outputs.chunks_exact(weights.columns) {
            add(self.get(linear.bias), row);
        }
        add_product(outputs_view, View::new(&weights.values, weights.columns).turned(), to_inputs);
    }
}

impl Gradient {
    fn touch(&mut self, row: usize) {
        if !self.marked[row] {
            self.marked[row] = true;
            self.touched.push(row as u32);
        }
    }

    /// Adds another shard's gradient and leaves that one zero.
    pub(crate) fn absorb(&mut self, other: &mut Self, columns: usize, kind: Kind) {
        if kind != Kind::Embedding {
            add(&mut self.values, &other.values);
            other.values.fill(0.0);
            return;
        }
        for row in std::mem::take(&mut other.touched) {
            let row = row as usize;
            other.marked[row] = false;
            self.touch(row);
            let theirs = &mut other.values[row * columns..][..columns];
            add(&mut self.values[row * columns..][..columns], theirs);
            theirs.fill(0.0);
        }
    }

    /// Forgets which rows were touched and gives them back.
    pub(crate) fn take_touched(&mut self) -> Vec<u32> {
        for row in &self.touched {
            self.marked[*row as usize] = false;
        }
        std::mem::take(&mut self.touched)
    }
}

/// Adds number to number.
pub(crate) fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}
