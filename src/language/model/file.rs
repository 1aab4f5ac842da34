//! The model as a file: what it holds, and how that is laid out in bytes.
//!
//! Numbers are little-endian. A text is its length (`u32`) and its UTF-8 bytes; a list of words is one text, a word a
//! line. A quantised table is its rows and columns (`u32`), one `f32` scale for each row, then one signed byte for each
//! cell. The order of the parts is the order of the fields of [`Parts`].

use super::features::{Lexicon, TABLES};
use super::lemma::Lemmas;
use super::vocabulary::Vocabulary;
use crate::language::{Dependency, Tag};

const MAGIC: &[u8] = b"annals language model 1\n";

/// Size of a pre-trained vector.
pub const VECTOR: usize = 64;

/// Why bytes are not a model.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ModelError {
    /// They do not begin as a model of this version does.
    #[error("not a language model of this version")]
    NotAModel,
    /// They end too early.
    #[error("the language model is cut short")]
    CutShort,
    /// A part contradicts another or is no text.
    #[error("the language model is damaged: {0}")]
    Damaged(&'static str),
}

/// Whole numbers from −127 to 127, each row with the factor that turns it back into real numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Numbers in a row.
    pub columns: usize,
    /// One factor for each row.
    pub scales: Vec<f32>,
    /// Row after row.
    pub values: Vec<i8>,
}

impl Table {
    /// Rounds rows of real numbers.
    #[must_use]
    pub fn quantised(values: &[f32], columns: usize) -> Self {
        let mut table = Self { columns, scales: Vec::new(), values: Vec::with_capacity(values.len()) };
        for row in values.chunks_exact(columns) {
            let largest = row.iter().fold(1e-8_f32, |largest, value| largest.max(value.abs()));
            let scale = largest / 127.0;
            table.scales.push(scale);
            table.values.extend(row.iter().map(|value| (value / scale).round() as i8));
        }
        table
    }

    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.scales.len()
    }

    /// One row and its factor.
    #[inline]
    #[must_use]
    pub fn row(&self, row: usize) -> (&[i8], f32) {
        (&self.values[row * self.columns..(row + 1) * self.columns], self.scales[row])
    }
}

/// A dense layer: one row of weights for each output, and what is added to each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dense {
    /// Outputs × inputs.
    pub weights: Table,
    /// One for each output.
    pub bias: Vec<f32>,
}

/// Everything the network and the lemmatiser know, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Words with rows of their own.
    pub lexicon: Lexicon,
    /// One table for each feature.
    pub embeddings: [Table; TABLES],
    /// Pre-trained vectors, [`VECTOR`] numbers each from −7 to 7, row 0 all zero; 4 bits each in the file.
    pub vectors: Vec<i8>,
    /// From embedding and vector to the width of the network.
    pub input: Dense,
    /// The recurrent layers: from a window of three words to candidate, forget and output gates.
    pub layers: Vec<Dense>,
    /// Scores of the tags, in the order of [`Tag::ALL`].
    pub tags: Dense,
    /// A word as head.
    pub heads: Dense,
    /// A word as dependant.
    pub dependants: Dense,
    /// From dependant to what is compared with heads.
    pub arcs: Dense,
    /// What each distance adds to an arc's score, by `distance_class`.
    pub distances: Vec<f32>,
    /// A word as head, for the relation.
    pub label_heads: Dense,
    /// A word as dependant, for the relation.
    pub label_dependants: Dense,
    /// What each distance adds to the label network, by `distance_class`.
    pub label_distances: Table,
    /// Scores of the relations, in the order of [`Dependency::ALL`].
    pub labels: Dense,
    /// The lemmatiser.
    pub lemmas: Lemmas,
}

impl Parts {
    /// The file's bytes.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer(MAGIC.to_vec());
        writer.inventory();
        for vocabulary in [&self.lexicon.normal, &self.lexicon.exact, &self.lexicon.vectors] {
            writer.words(vocabulary.words());
        }
        for table in &self.embeddings {
            writer.table(table);
        }
        writer.nibbles(&self.vectors);
        writer.dense(&self.input);
        writer.count(self.layers.len());
        for layer in &self.layers {
            writer.dense(layer);
        }
        for dense in [&self.tags, &self.heads, &self.dependants, &self.arcs] {
            writer.dense(dense);
        }
        writer.reals(&self.distances);
        writer.dense(&self.label_heads);
        writer.dense(&self.label_dependants);
        writer.table(&self.label_distances);
        writer.dense(&self.labels);
        writer.words(self.lemmas.lines().iter().map(String::as_str));
        writer.0
    }

    /// The parts of a file.
    ///
    /// # Errors
    /// [`ModelError`] when the bytes are not those that [`Parts::write`] gives.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader(bytes.strip_prefix(MAGIC).ok_or(ModelError::NotAModel)?);
        if reader.text()? != inventory() {
            return Err(ModelError::NotAModel);
        }
        let mut parts = Self::default();
        parts.lexicon.normal = reader.vocabulary()?;
        parts.lexicon.exact = reader.vocabulary()?;
        parts.lexicon.vectors = reader.vocabulary()?;
        for table in &mut parts.embeddings {
            *table = reader.table()?;
        }
        parts.vectors = reader.nibbles()?;
        parts.input = reader.dense()?;
        for _ in 0..reader.count()? {
            parts.layers.push(reader.dense()?);
        }
        for dense in [&mut parts.tags, &mut parts.heads, &mut parts.dependants, &mut parts.arcs] {
            *dense = reader.dense()?;
        }
        parts.distances = reader.reals()?;
        parts.label_heads = reader.dense()?;
        parts.label_dependants = reader.dense()?;
        parts.label_distances = reader.table()?;
        parts.labels = reader.dense()?;
        parts.lemmas = Lemmas::from_lines(reader.text()?.lines());
        if !reader.0.is_empty() {
            return Err(ModelError::Damaged("bytes after the end"));
        }
        parts.check()?;
        Ok(parts)
    }

    /// That all parts fit together, so that nothing later reaches outside a table.
    fn check(&self) -> Result<(), ModelError> {
        let width = self.input.outputs();
        let embedding = self.embeddings[0].columns;
        let rows = self.lexicon.table_rows();
        let fits = |dense: &Dense, inputs: usize| dense.inputs() == inputs && dense.bias.len() == dense.outputs();
        let label = self.label_heads.outputs();
        let arc = self.heads.outputs();
        let sound =
            self.embeddings.iter().zip(rows).all(|(table, rows)| table.rows() == rows && table.columns == embedding)
                && self.vectors.len() == (self.lexicon.vectors.len() + 1) * VECTOR
                && fits(&self.input, embedding + VECTOR)
                && width.is_multiple_of(2)
                && width > 0
                && self.layers.iter().all(|layer| fits(layer, 3 * width) && layer.outputs() == 3 * width)
                && fits(&self.tags, width)
                && self.tags.outputs() == Tag::ALL.len()
                && fits(&self.heads, width)
                && fits(&self.dependants, width)
                && fits(&self.arcs, arc)
                && self.dependants.outputs() == arc
                && self.arcs.outputs() == arc
                && self.distances.len() == super::network::DISTANCES
                && fits(&self.label_heads, width)
                && fits(&self.label_dependants, width)
                && self.label_dependants.outputs() == label
                && self.label_distances.rows() == super::network::DISTANCES
                && self.label_distances.columns == label
                && fits(&self.labels, label)
                && self.labels.outputs() == Dependency::ALL.len();
        if sound { Ok(()) } else { Err(ModelError::Damaged("its parts do not fit together")) }
    }
}

impl Dense {
    /// How many numbers go in.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.weights.columns
    }

    /// How many come out.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.weights.rows()
    }
}

/// The tags and relations this program knows: a model made for others must not be read.
fn inventory() -> String {
    let tags = Tag::ALL.iter().map(|tag| tag.as_str());
    let relations = Dependency::ALL.iter().map(|relation| relation.as_str());
    tags.chain(relations).collect::<Vec<_>>().join(" ")
}

struct Writer(Vec<u8>);

impl Writer {
    fn inventory(&mut self) {
        self.text(&inventory());
    }

    fn count(&mut self, count: usize) {
        self.0.extend((count as u32).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend(text.as_bytes());
    }

    fn words<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        self.text(&words.collect::<Vec<_>>().join("\n"));
    }

    fn reals(&mut self, values: &[f32]) {
        self.count(values.len());
        self.0.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }

    fn table(&mut self, table: &Table) {
        self.count(table.columns);
        self.reals(&table.scales);
        self.0.extend(table.values.iter().map(|value| value.to_le_bytes()[0]));
    }

    fn dense(&mut self, dense: &Dense) {
        self.table(&dense.weights);
        self.reals(&dense.bias);
    }

    fn nibbles(&mut self, values: &[i8]) {
        self.count(values.len());
        let nibble = |value: i8| (value + 8) as u8 & 15;
        self.0.extend(values.chunks(2).map(|pair| nibble(pair[0]) | nibble(*pair.get(1).unwrap_or(&0)) << 4));
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(ModelError::CutShort)?;
        self.0 = rest;
        Ok(taken)
    }

    fn count(&mut self) -> Result<usize, ModelError> {
        let bytes = self.bytes(4)?.first_chunk().ok_or(ModelError::CutShort)?;
        Ok(u32::from_le_bytes(*bytes) as usize)
    }

    fn text(&mut self) -> Result<&'a str, ModelError> {
        let count = self.count()?;
        std::str::from_utf8(self.bytes(count)?).map_err(|_| ModelError::Damaged("a text is not UTF-8"))
    }

    fn vocabulary(&mut self) -> Result<Vocabulary, ModelError> {
        Ok(Vocabulary::from_words(self.text()?.lines()))
    }

    fn reals(&mut self) -> Result<Vec<f32>, ModelError> {
        let count = self.count()?;
        let (chunks, _) = self.bytes(count.checked_mul(4).ok_or(ModelError::CutShort)?)?.as_chunks();
        Ok(chunks.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    fn table(&mut self) -> Result<Table, ModelError> {
        let columns = self.count()?;
        let scales = self.reals()?;
        let cells = scales.len().checked_mul(columns).ok_or(ModelError::CutShort)?;
        let values = self.bytes(cells)?.iter().map(|byte| i8::from_le_bytes([*byte])).collect();
        Ok(Table { columns, scales, values })
    }

    fn dense(&mut self) -> Result<Dense, ModelError> {
        Ok(Dense { weights: self.table()?, bias: self.reals()? })
    }

    fn nibbles(&mut self) -> Result<Vec<i8>, ModelError> {
        let count = self.count()?;
        let bytes = self.bytes(count.div_ceil(2))?;
        let mut values: Vec<i8> =
            bytes.iter().flat_map(|byte| [(byte & 15) as i8 - 8, (byte >> 4) as i8 - 8]).collect();
        values.truncate(count);
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_model_says_so() {
        assert_eq!(Parts::read(b"").err(), Some(ModelError::NotAModel));
        assert_eq!(Parts::read(b"hello, I am a text").err(), Some(ModelError::NotAModel));
        assert_eq!(Parts::read(MAGIC).err(), Some(ModelError::CutShort));
    }

    #[test]
    fn parts_that_do_not_fit_are_refused() {
        let bytes = Parts::default().write();
        assert!(matches!(Parts::read(&bytes), Err(ModelError::Damaged(_))));
    }

    #[test]
    fn four_bits_hold_numbers_from_minus_seven_to_seven() {
        let values: Vec<i8> = (-7..=7).collect();
        let mut writer = Writer(Vec::new());
        writer.nibbles(&values);
        assert_eq!(Reader(&writer.0).nibbles(), Ok(values));
    }

    #[test]
    fn rounding_keeps_the_largest_of_a_row_exactly() {
        let table = Table::quantised(&[0.5, -1.0, 10.0, 0.0], 2);
        assert_eq!(table.values, [64, -127, 127, 0]);
    }
}
