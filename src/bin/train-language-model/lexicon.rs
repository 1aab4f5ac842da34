//! Which words get rows of their own, and the pre-trained vectors.

use crate::Outcome;
use crate::treebank::Sentence;
use annals::language::model::features::{Lexicon, normalise};
use annals::language::model::file::VECTOR;
use annals::language::model::vocabulary::Vocabulary;
use flate2::read::MultiGzDecoder;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A normal form must occur so often to get a row.
const NORMAL_AT_LEAST: u32 = 2;
/// A form as written must occur so often to get a row.
const EXACT_AT_LEAST: u32 = 4;

/// The words of a treebank, counted.
pub(crate) struct Counted {
    pub(crate) lexicon: Lexicon,
    /// How often each row of the table of normal forms was met; nothing for the rows of the unknown and the root.
    pub(crate) counts: Vec<u32>,
}

/// Chooses the words that get rows of their own.
pub(crate) fn count(sentences: &[Sentence], vectors: Vocabulary) -> Counted {
    let (mut normal, mut exact) = (BTreeMap::new(), BTreeMap::new());
    for token in sentences.iter().flatten() {
        let form = normalise(&token.form);
        if form != token.form {
            *exact.entry(token.form.clone()).or_insert(0) += 1;
        }
        *normal.entry(form).or_insert(0) += 1;
    }
    normal.retain(|_, count| *count >= NORMAL_AT_LEAST);
    exact.retain(|_, count| *count >= EXACT_AT_LEAST);
    let lexicon = Lexicon {
        normal: Vocabulary::from_words(normal.keys().map(String::as_str)),
        exact: Vocabulary::from_words(exact.keys().map(String::as_str)),
        vectors,
    };
    Counted { lexicon, counts: [0, 0].into_iter().chain(normal.into_values()).collect() }
}

/// Reads vectors, one word a line, and rounds them to whole numbers from −7 to 7; row 0 is all zero.
///
/// Each vector is first brought to length 4, so that its numbers are about as large as those of an embedding.
pub(crate) fn read_vectors(path: &Path) -> Outcome<(Vocabulary, Vec<i8>)> {
    let file = std::fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (mut words, mut vectors) = (Vec::new(), vec![0; VECTOR]);
    for line in BufReader::new(MultiGzDecoder::new(file)).lines() {
        let line = line?;
        let mut fields = line.split(' ');
        let word = fields.next().unwrap_or_default();
        let values: Vec<f32> = fields.map(str::parse).collect::<Result<_, _>>()?;
        if values.len() != VECTOR {
            return Err(format!("{}: {word:?} has {} numbers, not {VECTOR}", path.display(), values.len()).into());
        }
        vectors.extend(rounded(&values));
        words.push(word.to_owned());
    }
    Ok((Vocabulary::from_words(words.iter().map(String::as_str)), vectors))
}

fn rounded(values: &[f32]) -> impl Iterator<Item = i8> {
    let length = values.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-6);
    let factor = 4.0 / length / annals::language::model::VECTOR_SCALE;
    values.iter().map(move |value| (value * factor).round().clamp(-7.0, 7.0) as i8)
}
