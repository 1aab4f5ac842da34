//! Sentences to trees: batches through the network, the best tree for each, the best relation for each arc.

use super::features::{Features, Lexicon};
use super::network::{Network, distance_class};
use super::{Analysis, decode, math, support};
use crate::language::{Dependency, Tag};
use std::ops::Range;

/// Positions that go through the network together.
const BATCH: usize = 512;
/// A longer sentence is cut into pieces of so many words, so that time and memory grow with its length and not with
/// its square.
const LONGEST: usize = 250;

/// Parses sentences given as words.
pub(super) fn parse(lexicon: &Lexicon, network: &Network, sentences: &[Vec<&str>]) -> Vec<Vec<Analysis>> {
    let mut parsed: Vec<Vec<Analysis>> = sentences.iter().map(|words| Vec::with_capacity(words.len())).collect();
    let mut batch = Batch::default();
    for (sentence, words) in sentences.iter().enumerate() {
        for piece in words.chunks(LONGEST) {
            batch.add(lexicon, sentence, piece);
            if batch.words.len() >= BATCH {
                std::mem::take(&mut batch).parse(network, &mut parsed);
            }
        }
    }
    batch.parse(network, &mut parsed);
    sentences.iter().zip(&mut parsed).for_each(|(words, analyses)| support::settle(words, analyses));
    parsed
}

/// Sentences, or pieces of them, end to end, each after its root.
#[derive(Default)]
struct Batch {
    words: Vec<Features>,
    pieces: Vec<Piece>,
}

struct Piece {
    /// Of which sentence.
    sentence: usize,
    /// Where in the batch, its root first.
    positions: Range<usize>,
}

impl Batch {
    fn add(&mut self, lexicon: &Lexicon, sentence: usize, words: &[&str]) {
        let start = self.words.len();
        self.words.push(Features::ROOT);
        self.words.extend(words.iter().map(|word| lexicon.features(word)));
        self.pieces.push(Piece { sentence, positions: start..self.words.len() });
    }

    fn parse(self, network: &Network, parsed: &mut [Vec<Analysis>]) {
        if self.words.is_empty() {
            return;
        }
        let ranges: Vec<Range<usize>> = self.pieces.iter().map(|piece| piece.positions.clone()).collect();
        let scores = network.run(&self.words, &ranges);
        let trees: Vec<Vec<(usize, f32)>> = ranges.iter().map(|range| tree(network.arcs(&scores, range))).collect();
        let arcs: Vec<(usize, usize, usize)> = ranges
            .iter()
            .zip(&trees)
            .flat_map(|(range, tree)| {
                let arc =
                    |(d, &(h, _)): (usize, &(usize, f32))| (range.start + d, range.start + h, distance_class(d, h));
                tree.iter().enumerate().skip(1).map(arc)
            })
            .collect();
        let labels = network.labels(&scores, &arcs);
        let mut labels = labels.chunks_exact(Dependency::ALL.len());
        for (piece, tree) in self.pieces.iter().zip(&trees) {
            let tags = scores.tags.chunks_exact(Tag::ALL.len()).skip(piece.positions.start + 1);
            let words = tree[1..].iter().zip(tags).zip(&mut labels);
            append(
                &mut parsed[piece.sentence],
                words.map(|((&(head, certainty), tags), labels)| Analysis {
                    tag: Tag::ALL[best(tags)],
                    head: head.checked_sub(1),
                    dependency: relation(labels, head == 0),
                    certainty,
                }),
            );
        }
    }
}

/// Each position's head and how certain it is: the share of that head among all.
fn tree(mut arcs: Vec<f32>) -> Vec<(usize, f32)> {
    let size = arcs.len().isqrt();
    let heads = decode::best_tree(&arcs, size);
    let rows = arcs.chunks_exact_mut(size).enumerate();
    let certainties = rows.map(|(position, row)| {
        row[position] = f32::MIN;
        math::softmax(row);
        row[heads[position]]
    });
    heads.iter().copied().zip(certainties).collect()
}

/// Adds the words of a piece to its sentence. The first piece's root is the sentence's; a later one hangs on it.
fn append(sentence: &mut Vec<Analysis>, words: impl Iterator<Item = Analysis>) {
    let offset = sentence.len();
    let root = sentence.iter().position(|word| word.head.is_none());
    sentence.extend(words.map(|word| match (word.head, root) {
        (None, Some(root)) => Analysis { head: Some(root), dependency: Dependency::Parataxis, certainty: 0.0, ..word },
        (head, _) => Analysis { head: head.map(|head| head + offset), ..word },
    }));
}

/// The best relation: “root” for the root and for nothing else.
fn relation(scores: &[f32], root: bool) -> Dependency {
    if root {
        return Dependency::Root;
    }
    let first = usize::from(Dependency::ALL[0] == Dependency::Root);
    Dependency::ALL[first + best(&scores[first..])]
}

/// The place of the largest, the first of equals.
fn best(scores: &[f32]) -> usize {
    (1..scores.len()).fold(0, |best, place| if scores[place] > scores[best] { place } else { best })
}
