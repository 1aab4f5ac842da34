//! What the network sees of a word: eleven small numbers taken from its letters.
//!
//! Each number is a row of a table of embeddings: the word in its normal form and as written when frequent, its first
//! one to three and last one to four letters hashed, its shape; and the row of its pre-trained vector. A word with
//! spaces in it (a name, a date, a quantity kept whole) gives the beginning of its first part, the end and the normal
//! form of its last, and a shape that says so.

use super::vocabulary::Vocabulary;

/// Number of embedding tables.
pub const TABLES: usize = 10;
/// Rows of the hashed tables, in order: prefixes of 1 to 3 letters, suffixes of 1 to 4, shape.
pub const HASHED_ROWS: [usize; 8] = [128, 1024, 3072, 128, 1024, 4096, 4096, 1024];
/// Row, in the two tables of words, of every word not listed.
pub const UNKNOWN: u32 = 0;
/// Row, in the two tables of words, of the artificial root that stands before each sentence.
pub const ROOT: u32 = 1;
/// First row, in the two tables of words, of the words listed.
pub const FIRST_WORD: u32 = 2;

/// The rows of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// In each embedding table: normal form, exact form, then the hashed ones.
    pub rows: [u32; TABLES],
    /// Among the pre-trained vectors; row 0 is no vector.
    pub vector: u32,
}

impl Features {
    /// The root's.
    pub const ROOT: Self = Self { rows: [ROOT, ROOT, 0, 0, 0, 0, 0, 0, 0, 0], vector: 0 };
}

/// The words that have rows of their own.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Frequent normal forms.
    pub normal: Vocabulary,
    /// Frequent words as written, where that is not their normal form.
    pub exact: Vocabulary,
    /// Normal forms with a pre-trained vector.
    pub vectors: Vocabulary,
}

impl Lexicon {
    /// Rows of each embedding table.
    #[must_use]
    pub fn table_rows(&self) -> [usize; TABLES] {
        let first = FIRST_WORD as usize;
        let mut rows = [0; TABLES];
        rows[0] = self.normal.len() + first;
        rows[1] = self.exact.len() + first;
        rows[2..].copy_from_slice(&HASHED_ROWS);
        rows
    }

    /// The features of a word as written.
    #[must_use]
    pub fn features(&self, form: &str) -> Features {
        let first = form.split_whitespace().next().unwrap_or(form);
        let last = form.split_whitespace().next_back().unwrap_or(form);
        let normal_last = normalise(last);
        let normal_first = if first.len() == form.len() { normal_last.clone() } else { normalise(first) };
        let mut rows = [UNKNOWN; TABLES];
        rows[0] = self.normal.get(&normal_last).map_or(UNKNOWN, |row| row + FIRST_WORD);
        rows[1] = self.exact.get(last).map_or(UNKNOWN, |row| row + FIRST_WORD);
        for (letters, row) in rows[2..5].iter_mut().enumerate() {
            *row = hashed(prefix(&normal_first, letters + 1), HASHED_ROWS[letters]);
        }
        for (letters, row) in rows[5..9].iter_mut().enumerate() {
            *row = hashed(suffix(&normal_last, letters + 1), HASHED_ROWS[3 + letters]);
        }
        rows[9] = hashed(&shape(form), HASHED_ROWS[7]);
        Features { rows, vector: self.vectors.get(&normal_last).map_or(0, |row| row + 1) }
    }
}

/// Lower case, plain quotes, and one sign for all numbers, years and addresses.
///
/// This is the form in which the pre-trained vectors list their words.
#[must_use]
pub fn normalise(word: &str) -> String {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits > 0 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.') {
        return if digits == 4 && word.len() == 4 { "<YEAR>" } else { "<NUM>" }.to_owned();
    }
    if word.starts_with("http") || word.starts_with("www.") {
        return "<URL>".to_owned();
    }
    let plain = |c| match c {
        '’' | '‘' => '\'',
        '“' | '”' => '"',
        other => other,
    };
    word.chars().map(plain).flat_map(char::to_lowercase).collect()
}

/// `Xx` for “The”, `dddd` for “1950”, `Xxx_Xxx` for “Kim Il”: letters by case, digits, other signs as they are, runs
/// cut at three; of several words only the first and the last.
fn shape(form: &str) -> String {
    let mut words = form.split_whitespace();
    let mut shape = String::new();
    push_shape(&mut shape, words.next().unwrap_or(""));
    if let Some(last) = words.next_back() {
        shape.push('_');
        push_shape(&mut shape, last);
    }
    shape
}

fn push_shape(shape: &mut String, word: &str) {
    let (mut previous, mut run) = (' ', 0);
    for c in word.chars() {
        let kind = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_ascii_digit() => 'd',
            other => other,
        };
        run = if kind == previous { run + 1 } else { 1 };
        previous = kind;
        if run <= 3 {
            shape.push(kind);
        }
    }
}

/// The first `letters` letters, or all.
#[must_use]
pub fn prefix(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).map_or(word, |(end, _)| &word[..end])
}

/// The last `letters` letters, or all.
#[must_use]
pub fn suffix(word: &str, letters: usize) -> &str {
    match word.char_indices().rev().nth(letters.saturating_sub(1)) {
        Some((start, _)) if letters > 0 => &word[start..],
        _ if letters == 0 => "",
        _ => word,
    }
}

/// A row from 1 on; row 0 belongs to the root.
fn hashed(text: &str, rows: usize) -> u32 {
    let row = 1 + hash(text) % (rows as u64 - 1);
    row as u32
}

/// FNV-1a, its high bits folded in.
pub(super) fn hash(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        Lexicon {
            normal: Vocabulary::from_words(["miles", "the", "<YEAR>"]),
            exact: Vocabulary::from_words(["The"]),
            vectors: Vocabulary::from_words(["miles"]),
        }
    }

    #[test]
    fn case_counts_only_in_the_exact_form_and_the_shape() {
        let (lower, upper) = (lexicon().features("the"), lexicon().features("The"));
        assert_eq!(lower.rows[0], upper.rows[0]);
        assert_ne!(lower.rows[1], upper.rows[1]);
        assert_eq!(lower.rows[2..9], upper.rows[2..9]);
        assert_ne!(lower.rows[9], upper.rows[9]);
    }

    #[test]
    fn a_quantity_kept_whole_looks_like_its_unit_but_says_that_it_is_several_words() {
        let (whole, last) = (lexicon().features("1,500 square miles"), lexicon().features("miles"));
        assert_eq!(whole.rows[0], last.rows[0]);
        assert_eq!(whole.vector, last.vector);
        assert_eq!(whole.rows[5..9], last.rows[5..9]);
        assert_ne!(whole.rows[9], last.rows[9]);
        assert_eq!(shape("1,500 square miles"), "d,ddd_xxx");
    }

    #[test]
    fn every_year_has_one_normal_form() {
        assert_eq!(normalise("1950"), "<YEAR>");
        assert_eq!(normalise("36.3"), "<NUM>");
        assert_eq!(normalise("Don’t"), "don't");
    }

    #[test]
    fn ends_are_cut_between_letters_not_bytes() {
        assert_eq!(prefix("Élysée", 2), "Él");
        assert_eq!(suffix("Élysée", 2), "ée");
        assert_eq!(suffix("a", 4), "a");
        assert_eq!(suffix("abc", 0), "");
    }

    #[test]
    fn nothing_at_all_has_features_too() {
        assert_eq!(lexicon().features("").rows[0], UNKNOWN);
        assert_eq!(lexicon().features("  ").rows[0], UNKNOWN);
    }
}
