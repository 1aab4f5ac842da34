//! Training: passes over the treebanks in random order, in small batches, each split into a fixed number of shards.
//!
//! The shards of a batch are computed side by side and summed in their order, random numbers belong to (seed, step,
//! shard), and the learning rate follows the step: so the result is the same for any number of threads, and the same
//! bytes on every machine.

use crate::encoder::Sizes;
use crate::export;
use crate::lexicon::Counted;
use crate::network::{Batch, Network};
use crate::optimiser::Optimiser;
use crate::parameters::{Gradient, Gradients, Parameters};
use crate::random::Random;
use crate::scorer::Losses;
use crate::teach;
use crate::treebank::Sentence;
use crate::vary::Variation;
use annals::language::model::Model;
use annals::language::model::features::{Features, UNKNOWN};
use annals::language::model::file::Parts;
use annals::language::model::lemma::Lemmas;
use annals::language::{Dependency, Tag};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};

/// Shards of a batch.
const SHARDS: usize = 2;
/// Longer sentences are left out of training.
const LONGEST: usize = 120;
/// Steps until the learning rate is full.
const WARM_UP: f32 = 200.0;

/// How to train.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) sizes: Sizes,
    pub(crate) epochs: usize,
    pub(crate) dropout: f32,
    pub(crate) rate: f32,
    /// Words of a batch, about.
    pub(crate) batch: usize,
    pub(crate) seed: u64,
    pub(crate) variation: Variation,
    /// How much of the truth the teachers' view is, 0 to 1.
    pub(crate) taught: f32,
}

/// What to learn from.
pub(crate) struct Lesson<'a> {
    pub(crate) sentences: &'a [Sentence],
    pub(crate) counted: &'a Counted,
    pub(crate) vectors: &'a [i8],
    pub(crate) lemmas: &'a Lemmas,
    /// Models whose mean opinion is learned too; none: the treebank alone.
    pub(crate) teachers: &'a [Model],
}

/// Trains a model. After each pass `watch` is told its number (from 1), the mean losses of a word, and how to make the
/// model as it now stands.
pub(crate) fn train(plan: &Plan, lesson: &Lesson<'_>, watch: impl Fn(usize, Losses, &dyn Fn() -> Parts)) -> Parts {
    let (network, parameters) = Network::new(plan.sizes, lesson.counted.lexicon.table_rows(), plan.seed);
    let mut training = Training {
        plan,
        lesson,
        network,
        optimiser: Optimiser::new(&parameters),
        shards: vec![Gradients::zero(&parameters); SHARDS],
        parameters,
        step: 0,
    };
    let mut order: Vec<usize> =
        (0..lesson.sentences.len()).filter(|&sentence| lesson.sentences[sentence].len() <= LONGEST).collect();
    let words: usize = order.iter().map(|&sentence| lesson.sentences[sentence].len()).sum();
    let steps = (plan.epochs * words / plan.batch).max(1);
    for epoch in 1..=plan.epochs {
        Random::new(&[plan.seed, epoch as u64]).shuffle(&mut order);
        let losses = training.pass(&order, steps);
        watch(epoch, losses, &|| training.parts());
    }
    training.parts()
}

struct Training<'a> {
    plan: &'a Plan,
    lesson: &'a Lesson<'a>,
    network: Network,
    parameters: Parameters,
    optimiser: Optimiser,
    shards: Vec<Gradients>,
    step: usize,
}

impl Training<'_> {
    /// One pass over the sentences; gives back the mean losses of a word.
    fn pass(&mut self, order: &[usize], steps: usize) -> Losses {
        let mut losses = Losses::default();
        let (mut words, mut start) = (0, 0);
        while start < order.len() {
            let (mut end, mut size) = (start, 0);
            while end < order.len() && size < self.plan.batch {
                size += self.lesson.sentences[order[end]].len();
                end += 1;
            }
            self.step += 1;
            losses.add(self.shards_learn(&order[start..end]));
            let mut shards: Vec<&mut [Gradient]> = self.shards.iter_mut().map(|shard| &mut shard.0[..]).collect();
            let rate = rate(self.plan.rate, self.step, steps);
            self.optimiser.step(&mut self.parameters, &mut shards, size, rate);
            words += size;
            start = end;
        }
        losses.divided(words)
    }

    /// The shards' gradients of one batch.
    fn shards_learn(&mut self, batch: &[usize]) -> Losses {
        let Self { plan, lesson, network, parameters, shards, step, .. } = self;
        let learned: Vec<Losses> = shards
            .par_iter_mut()
            .enumerate()
            .with_max_len(1)
            .map(|(shard, gradients)| {
                let mut random = Random::new(&[plan.seed, *step as u64, shard as u64]);
                let mine = batch.iter().skip(shard).step_by(SHARDS);
                let mut varied = Batch::default();
                let mut shown = Vec::new();
                for &sentence in mine {
                    let sentence = plan.variation.of(&lesson.sentences[sentence], &mut random);
                    varied.add(&sentence, lesson.counted, plan.dropout > 0.0, &mut random);
                    shown.push(sentence);
                }
                varied.answers.taught = teach::taught(lesson.teachers, &shown, plan.taught);
                if varied.features.is_empty() {
                    return Losses::default();
                }
                network.learn(parameters, gradients, &varied, lesson.vectors, plan.dropout, &mut random)
            })
            .collect();
        let mut losses = Losses::default();
        learned.into_iter().for_each(|shard| losses.add(shard));
        losses
    }

    fn parts(&self) -> Parts {
        let Lesson { counted, vectors, lemmas, .. } = self.lesson;
        export::parts(&self.network, &self.optimiser.averaged(&self.parameters), &counted.lexicon, vectors, lemmas)
    }
}

/// The learning rate: up in a line, then down in a curve like a cosine's, to a hundredth.
fn rate(full: f32, step: usize, steps: usize) -> f32 {
    let progress = (step as f32 / steps as f32).min(1.0);
    let fall = 1.0 - progress * progress * (3.0 - 2.0 * progress);
    full * (step as f32 / WARM_UP).min(1.0) * fall.max(0.01)
}

impl Batch {
    fn add(&mut self, sentence: &Sentence, counted: &Counted, forget: bool, random: &mut Random) {
        let start = self.features.len();
        self.features.push(Features::ROOT);
        self.answers.push(0, None, 0, 0);
        for token in sentence {
            let features = counted.lexicon.features(&token.form);
            self.features.push(if forget { forgetting(features, counted, random) } else { features });
            let tag = Tag::ALL.iter().position(|tag| *tag == token.tag).unwrap_or(0);
            let relation = Dependency::ALL.iter().position(|relation| *relation == token.relation).unwrap_or(0);
            self.answers.push(tag, token.fine, token.head, relation);
        }
        self.sentences.push(start..self.features.len());
    }
}

/// A rare word is often shown without the rows of its own, as the unknown words of later texts will be.
fn forgetting(mut features: Features, counted: &Counted, random: &mut Random) -> Features {
    let count = counted.counts[features.rows[0] as usize] as f32;
    if random.chance(0.5 / (0.5 + count) + 0.02) {
        features.rows[0] = UNKNOWN;
        features.rows[1] = UNKNOWN;
        if random.chance(0.1) {
            features.vector = 0;
        }
    }
    features
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::evaluate;
    use crate::lexicon::count;
    use crate::treebank::tests::sentence;
    use annals::language::model::file::VECTOR;

    fn treebank() -> Vec<Sentence> {
        let texts = [
            "Haakon PROPN 2 nsubj\napproved VERB 0 root\nthe DET 4 det\ninvasion NOUN 2 obj\n. PUNCT 2 punct",
            "The DET 2 det\nCouncil PROPN 3 nsubj\nmet VERB 0 root\nin ADP 6 case\nearly ADJ 6 amod\nspring NOUN 3 obl",
            "He PRON 3 nsubj:pass\nwas AUX 3 aux:pass\ndenounced VERB 0 root\nby ADP 5 case\nMao PROPN 3 obl:agent",
            "Who PRON 2 nsubj\nvoted VERB 0 root\n? PUNCT 2 punct",
            "Nothing PRON 0 root",
        ];
        texts.map(sentence).to_vec()
    }

    fn trained(variation: Variation, dropout: f32, epochs: usize, threads: usize) -> Vec<u8> {
        taught(&[], variation, dropout, epochs, threads)
    }

    fn taught(teachers: &[Model], variation: Variation, dropout: f32, epochs: usize, threads: usize) -> Vec<u8> {
        let sentences = treebank();
        let lesson = Lesson {
            counted: &count(&sentences, annals::language::model::vocabulary::Vocabulary::default()),
            lemmas: &crate::lemmas::learn(&sentences, ""),
            sentences: &sentences,
            vectors: &[0; VECTOR],
            teachers,
        };
        let sizes = Sizes { embedding: 16, width: 16, layers: 2, arc: 16, label: 16 };
        let plan = Plan { sizes, epochs, dropout, rate: 0.01, batch: 12, seed: 1, variation, taught: 1.0 };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| train(&plan, &lesson, |_, _, _| {}).write())
    }

    #[test]
    fn a_tiny_treebank_is_learned_by_heart() {
        let model = Model::load(&trained(Variation::NONE, 0.0, 150, 2)).expect("a model");
        let figures = evaluate(&model, &treebank());
        assert_eq!((figures.upos(), figures.las()), (100.0, 100.0), "{figures}");
    }

    #[test]
    fn what_a_teacher_knows_is_learned_without_the_treebank() {
        let teacher = Model::load(&trained(Variation::NONE, 0.0, 150, 2)).expect("a model");
        let pupil = Model::load(&taught(&[teacher], Variation::NONE, 0.0, 200, 2)).expect("a model");
        let figures = evaluate(&pupil, &treebank());
        assert_eq!((figures.upos(), figures.las()), (100.0, 100.0), "{figures}");
    }

    #[test]
    fn training_again_gives_the_same_bytes_for_any_number_of_threads() {
        let once = trained(Variation::USUAL, 0.3, 4, 1);
        assert!(once == trained(Variation::USUAL, 0.3, 4, 1), "with one thread");
        assert!(once == trained(Variation::USUAL, 0.3, 4, 2), "with two threads");
    }

    #[test]
    fn the_rate_rises_then_falls() {
        let rates: Vec<f32> = [1, 200, 1_000, 2_000].map(|step| rate(1.0, step, 2_000)).to_vec();
        assert!(rates[0] < 0.01 && rates[1] > 0.9 && rates[2] < rates[1]);
        assert_eq!(rates[3], 0.01);
    }
}
