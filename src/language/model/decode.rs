//! From scores of single arcs to the best tree: Eisner's algorithm (1996), projective, with one root.
//!
//! Position 0 is the artificial root, positions 1 to n are the words.

/// What an impossible tree scores.
const NEVER: f32 = -1e30;

/// The head of each position in the best projective tree with exactly one child of the root.
///
/// `scores[dependant * size + head]`, `size` positions with the root among them. The head of position 0 is 0 and means
/// nothing.
#[must_use]
pub fn best_tree(scores: &[f32], size: usize) -> Vec<usize> {
    let mut heads = vec![0; size];
    if size < 2 {
        return heads;
    }
    let chart = Chart::fill(scores, size);
    let last = size - 1;
    let score = |root: usize| chart.left[root * size + 1] + chart.right[root * size + last] + scores[root * size];
    let root = (1..size).fold(1, |best, root| if score(root) > score(best) { root } else { best });
    let mut open = vec![Part::Left(1, root), Part::Right(root, last)];
    while let Some(part) = open.pop() {
        chart.unfold(part, &mut open, &mut heads);
    }
    heads
}

/// A stretch of the sentence as the chart knows it, by its ends.
#[derive(Clone, Copy)]
enum Part {
    /// A finished stretch whose head is its last word.
    Left(usize, usize),
    /// A finished stretch whose head is its first word.
    Right(usize, usize),
    /// An arc from the last word to the first.
    ArcLeft(usize, usize),
    /// An arc from the first word to the last.
    ArcRight(usize, usize),
}

/// Best scores and where each was split, for all stretches.
///
/// Tables of stretches that end at a word are kept by their end (`left`, `arc_left_from`), the others by their start, so
/// that the inner loops run along memory.
struct Chart {
    size: usize,
    /// By end: best of the finished stretches headed by their last word.
    left: Vec<f32>,
    /// By start: best of the finished stretches headed by their first word.
    right: Vec<f32>,
    /// By end: best of the stretches with an arc from last to first.
    arc_left: Vec<f32>,
    /// By start: best of the stretches with an arc from first to last.
    arc_right: Vec<f32>,
    split_arc: Vec<u16>,
    split_left: Vec<u16>,
    split_right: Vec<u16>,
}

impl Chart {
    fn fill(scores: &[f32], size: usize) -> Self {
        let cells = size * size;
        let mut chart = Self {
            size,
            left: vec![NEVER; cells],
            right: vec![NEVER; cells],
            arc_left: vec![NEVER; cells],
            arc_right: vec![NEVER; cells],
            split_arc: vec![0; cells],
            split_left: vec![0; cells],
            split_right: vec![0; cells],
        };
        for word in 1..size {
            chart.left[word * size + word] = 0.0;
            chart.right[word * size + word] = 0.0;
        }
        for length in 1..size - 1 {
            for start in 1..size - length {
                chart.fill_stretch(scores, start, start + length);
            }
        }
        chart
    }

    fn fill_stretch(&mut self, scores: &[f32], start: usize, end: usize) {
        let size = self.size;
        let (by_start, by_end) = (start * size, end * size);
        // Two finished stretches facing each other, ready for an arc between their heads.
        let rights = &self.right[by_start + start..by_start + end];
        let lefts = &self.left[by_end + start + 1..=by_end + end];
        let (split, best) = best_sum(rights, lefts);
        self.split_arc[by_start + end] = (start + split) as u16;
        self.arc_left[by_end + start] = best + scores[start * size + end];
        self.arc_right[by_start + end] = best + scores[end * size + start];
        // Headed by the last word: a finished stretch up to a dependant, then the arc to it. `left` of (start, k) lies
        // at k's row, so this one loop strides.
        let (mut best, mut split) = (NEVER, start);
        for k in start..end {
            let score = self.left[k * size + start] + self.arc_left[by_end + k];
            if score > best {
                (best, split) = (score, k);
            }
        }
        self.left[by_end + start] = best;
        self.split_left[by_start + end] = split as u16;
        let (mut best, mut split) = (NEVER, end);
        for k in start + 1..=end {
            let score = self.arc_right[by_start + k] + self.right[k * size + end];
            if score > best {
                (best, split) = (score, k);
            }
        }
        self.right[by_start + end] = best;
        self.split_right[by_start + end] = split as u16;
    }

    fn unfold(&self, part: Part, open: &mut Vec<Part>, heads: &mut [usize]) {
        let at = |start: usize, end: usize| start * self.size + end;
        match part {
            Part::Left(start, end) | Part::Right(start, end) if start == end => {}
            Part::Left(start, end) => {
                let split = usize::from(self.split_left[at(start, end)]);
                open.extend([Part::Left(start, split), Part::ArcLeft(split, end)]);
            }
            Part::Right(start, end) => {
                let split = usize::from(self.split_right[at(start, end)]);
                open.extend([Part::ArcRight(start, split), Part::Right(split, end)]);
            }
            Part::ArcLeft(start, end) | Part::ArcRight(start, end) => {
                if matches!(part, Part::ArcLeft(..)) {
                    heads[start] = end;
                } else {
                    heads[end] = start;
                }
                let split = usize::from(self.split_arc[at(start, end)]);
                open.extend([Part::Right(start, split), Part::Left(split + 1, end)]);
            }
        }
    }
}

/// The place and the value of the largest sum of two numbers side by side; the first of equals.
fn best_sum(a: &[f32], b: &[f32]) -> (usize, f32) {
    let (mut place, mut best) = (0, NEVER);
    for (k, (a, b)) in a.iter().zip(b).enumerate() {
        if a + b > best {
            (place, best) = (k, a + b);
        }
    }
    (place, best)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores 1 for each arc of the tree, given as the head of each word.
    fn scores(heads: &[usize]) -> Vec<f32> {
        let size = heads.len() + 1;
        let mut scores = vec![0.0; size * size];
        for (i, &head) in heads.iter().enumerate() {
            scores[(i + 1) * size + head] = 1.0;
        }
        scores
    }

    #[test]
    fn a_tree_that_scores_best_is_found() {
        for heads in [&[0][..], &[2, 0], &[0, 1], &[2, 3, 0, 3, 4], &[0, 3, 1, 3, 1, 5], &[5, 1, 2, 3, 0]] {
            assert_eq!(best_tree(&scores(heads), heads.len() + 1)[1..], *heads);
        }
    }

    #[test]
    fn there_is_one_root_even_when_two_would_score_more() {
        let heads = best_tree(&scores(&[0, 0, 0]), 4);
        assert_eq!(heads[1..].iter().filter(|&&head| head == 0).count(), 1);
    }

    #[test]
    fn no_words_have_no_heads() {
        assert_eq!(best_tree(&[0.0], 1), [0]);
    }

    #[test]
    fn no_arcs_cross_whatever_the_scores() {
        let (size, mut seed) = (12, 1_u64);
        let noise: Vec<f32> = (0..size * size)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (seed >> 40) as f32
            })
            .collect();
        let heads = best_tree(&noise, size);
        for a in 1..size {
            for b in 1..size {
                let (low, high) = (a.min(heads[a]), a.max(heads[a]));
                let inside = |x: usize| x > low && x < high;
                let outside = |x: usize| x < low || x > high;
                assert!(!(inside(b) && outside(heads[b])), "{heads:?}");
            }
        }
    }
}
