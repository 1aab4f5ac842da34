//! Adam (Kingma and Ba 2015) with a running average of the weights, which is what is kept in the end.

use crate::parameters::{Gradient, Kind, Parameters, Tensor};
use pulp::Arch;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};

const FIRST_DECAY: f32 = 0.9;
const SECOND_DECAY: f32 = 0.98;
/// Of dense weights, for each step, in units of the learning rate.
const WEIGHT_DECAY: f32 = 0.01;
/// Steps between two visits of the average.
const AVERAGE_EVERY: usize = 8;

/// What Adam remembers of each tensor.
pub(crate) struct Optimiser {
    states: Vec<State>,
    steps: usize,
    /// The decays to the power of the steps.
    powers: (f32, f32),
}

struct State {
    first: Vec<f32>,
    second: Vec<f32>,
    average: Vec<f32>,
}

impl Optimiser {
    pub(crate) fn new(parameters: &Parameters) -> Self {
        let zero = |tensor: &Tensor| vec![0.0; tensor.values.len()];
        let state = |tensor| State { first: zero(tensor), second: zero(tensor), average: tensor.values.clone() };
        Self { states: parameters.0.iter().map(state).collect(), steps: 0, powers: (1.0, 1.0) }
    }

    /// One step: the shards' gradients are summed in their order, divided by `words`, and left zero.
    ///
    /// Tensors are treated side by side; each is summed by one thread in one order, so the number of threads changes
    /// nothing.
    pub(crate) fn step(
        &mut self,
        parameters: &mut Parameters,
        shards: &mut [&mut [Gradient]],
        words: usize,
        rate: f32,
    ) {
        self.steps += 1;
        self.powers = (self.powers.0 * FIRST_DECAY, self.powers.1 * SECOND_DECAY);
        let update = Update {
            scale: 1.0 / words as f32,
            rate: rate / (1.0 - self.powers.0),
            second: 1.0 / (1.0 - self.powers.1),
            decay: rate * WEIGHT_DECAY,
        };
        let average = self.steps.is_multiple_of(AVERAGE_EVERY).then(|| average_kept(self.steps));
        let mut by_tensor: Vec<Vec<&mut Gradient>> = self.states.iter().map(|_| Vec::new()).collect();
        for shard in shards {
            for (tensor, gradient) in shard.iter_mut().enumerate() {
                by_tensor[tensor].push(gradient);
            }
        }
        let tensors = parameters.0.par_iter_mut().zip(&mut self.states).zip(&mut by_tensor).with_max_len(1);
        tensors.for_each(|((tensor, state), gradients)| {
            update.apply(tensor, state, gradients);
            if let Some(kept) = average {
                state.visit(tensor, kept);
            }
        });
    }

    /// The averaged parameters.
    pub(crate) fn averaged(&self, parameters: &Parameters) -> Parameters {
        let tensors = parameters.0.iter().zip(&self.states);
        Parameters(tensors.map(|(tensor, state)| Tensor { values: state.average.clone(), ..tensor.clone() }).collect())
    }
}

/// How much of the average stays at a visit: its memory grows with the training, up to 800 steps.
fn average_kept(steps: usize) -> f32 {
    let memory = (steps as f32 / 6.0).clamp(16.0, 800.0);
    1.0 - AVERAGE_EVERY as f32 / memory
}

struct Update {
    scale: f32,
    rate: f32,
    second: f32,
    decay: f32,
}

impl Update {
    fn apply(&self, tensor: &mut Tensor, state: &mut State, gradients: &mut [&mut Gradient]) {
        let Some((first, others)) = gradients.split_first_mut() else { return };
        for other in others {
            first.absorb(other, tensor.columns, tensor.kind);
        }
        if tensor.kind == Kind::Embedding {
            for row in first.take_touched() {
                let cells = row as usize * tensor.columns..(row as usize + 1) * tensor.columns;
                self.move_cells(
                    &mut tensor.values[cells.clone()],
                    &mut state.first[cells.clone()],
                    &mut state.second[cells.clone()],
                    &mut first.values[cells],
                    0.0,
                );
            }
        } else {
            let decay = if tensor.kind == Kind::Dense { self.decay } else { 0.0 };
            self.move_cells(&mut tensor.values, &mut state.first, &mut state.second, &mut first.values, decay);
        }
    }

    fn move_cells(&self, values: &mut [f32], first: &mut [f32], second: &mut [f32], slopes: &mut [f32], decay: f32) {
        Arch::new().dispatch(
            #[inline(always)]
            || {
                for (((value, first), second), slope) in values.iter_mut().zip(first).zip(second).zip(slopes) {
                    let scaled = *slope * self.scale;
                    *slope = 0.0;
                    *first = FIRST_DECAY * *first + (1.0 - FIRST_DECAY) * scaled;
                    *second = SECOND_DECAY * *second + (1.0 - SECOND_DECAY) * scaled * scaled;
                    *value -= self.rate * *first / ((*second * self.second).sqrt() + 1e-8) + decay * *value;
                }
            },
        );
    }
}

impl State {
    fn visit(&mut self, tensor: &Tensor, kept: f32) {
        Arch::new().dispatch(
            #[inline(always)]
            || {
                for (average, value) in self.average.iter_mut().zip(&tensor.values) {
                    *average = kept * *average + (1.0 - kept) * value;
                }
            },
        );
    }
}
