//! Pseudo-random numbers from a seed, the same everywhere: `SplitMix64` (Steele, Lea and Flood 2014).

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// The stream that belongs to these numbers.
    pub(crate) fn new(seeds: &[u64]) -> Self {
        let mut random = Self(0);
        for seed in seeds {
            random.0 = random.next() ^ seed;
        }
        random
    }

    /// Any 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to but not including 1.
    pub(crate) fn fraction(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, probability: f32) -> bool {
        self.fraction() < probability
    }

    /// About normal with deviation 0.5, never beyond ±1.5: the sum of three uniform numbers.
    pub(crate) fn bell(&mut self) -> f32 {
        self.fraction() + self.fraction() + self.fraction() - 1.5
    }

    /// Puts a list in random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, (self.next() % (last as u64 + 1)) as usize);
        }
    }

    /// For dropout: zero with the probability, else what keeps the mean. No probability, no numbers.
    pub(crate) fn mask(&mut self, count: usize, probability: f32) -> Vec<f32> {
        if probability == 0.0 {
            return Vec::new();
        }
        let kept = 1.0 / (1.0 - probability);
        (0..count).map(|_| if self.chance(probability) { 0.0 } else { kept }).collect()
    }
}

/// Multiplies by a mask; an empty one changes nothing.
pub(crate) fn drop_out(values: &mut [f32], mask: &[f32]) {
    for (value, mask) in values.iter_mut().zip(mask) {
        *value *= mask;
    }
}
