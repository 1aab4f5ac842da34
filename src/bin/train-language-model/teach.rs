//! What teachers think of the sentences of a batch: the mean of their probabilities.
//!
//! They are asked about the sentences as the pupil sees them, changed or not, so that nothing need be kept.

use crate::scorer::Taught;
use crate::treebank::Sentence;
use annals::language::model::{Model, Opinion};
use annals::language::{Dependency, Tag};

/// The teachers' mean opinion, laid out as the pupil's batch is: each sentence after its root. `None` without teachers.
pub(crate) fn taught(teachers: &[Model], sentences: &[Sentence], weight: f32) -> Option<Taught> {
    if teachers.is_empty() {
        return None;
    }
    let asked: Vec<Vec<(&str, usize)>> = sentences
        .iter()
        .map(|sentence| sentence.iter().map(|token| (token.form.as_str(), token.head)).collect())
        .collect();
    let mut taught = Taught { weight, ..Taught::default() };
    let opinions: Vec<Vec<Opinion>> = teachers.iter().map(|teacher| teacher.opinions(&asked)).collect();
    for place in 0..sentences.len() {
        let mean = |choose: fn(&Opinion) -> &Vec<f32>| mean(opinions.iter().map(|opinions| choose(&opinions[place])));
        taught.tags.extend([0.0; Tag::ALL.len()]);
        taught.tags.extend(mean(|opinion| &opinion.tags));
        taught.relations.extend([0.0; Dependency::ALL.len()]);
        taught.relations.extend(mean(|opinion| &opinion.relations));
        taught.heads.push(mean(|opinion| &opinion.heads));
    }
    Some(taught)
}

/// The mean of lists of the same length.
fn mean<'a>(lists: impl ExactSizeIterator<Item = &'a Vec<f32>>) -> Vec<f32> {
    let part = 1.0 / lists.len() as f32;
    let mut mean: Vec<f32> = Vec::new();
    for list in lists {
        mean.resize(list.len(), 0.0);
        mean.iter_mut().zip(list).for_each(|(mean, value)| *mean += part * value);
    }
    mean
}
