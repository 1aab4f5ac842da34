//! A list of words, each with its number: one text and a table of hashes, quick to load.

use super::features::hash;

/// Words numbered from 0 in the order given.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The words one after another.
    text: String,
    /// Where each word ends in the text.
    ends: Vec<u32>,
    /// An open-addressed table: number + 1, or 0 for an empty slot. Its size is a power of two.
    slots: Vec<u32>,
}

impl Vocabulary {
    /// Numbers the words in the order given; a word given twice keeps its first number.
    pub fn from_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut vocabulary = Self::default();
        for word in words {
            vocabulary.text.push_str(word);
            vocabulary.ends.push(vocabulary.text.len() as u32);
        }
        vocabulary.slots = vec![0; (vocabulary.len() * 2).next_power_of_two()];
        for number in 0..vocabulary.len() {
            if let Err(slot) = vocabulary.find(vocabulary.word(number)) {
                vocabulary.slots[slot] = number as u32 + 1;
            }
        }
        vocabulary
    }

    /// How many words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no word at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The words in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.word(number))
    }

    /// The number of a word.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<u32> {
        if self.is_empty() { None } else { self.find(word).ok() }
    }

    fn word(&self, number: usize) -> &str {
        let start = if number == 0 { 0 } else { self.ends[number - 1] as usize };
        &self.text[start..self.ends[number] as usize]
    }

    /// The word's number, or the empty slot where it would go: half the slots are always empty.
    fn find(&self, word: &str) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash(word) as usize & mask;
        while self.slots[slot] != 0 {
            let number = self.slots[slot] - 1;
            if self.word(number as usize) == word {
                return Ok(number);
            }
            slot = (slot + 1) & mask;
        }
        Err(slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_place_in_the_list() {
        let words: Vec<String> = (0..1000).map(|i| format!("word{i}")).collect();
        let vocabulary = Vocabulary::from_words(words.iter().map(String::as_str));
        assert_eq!(vocabulary.len(), 1000);
        assert_eq!(vocabulary.get("word0"), Some(0));
        assert_eq!(vocabulary.get("word999"), Some(999));
        assert_eq!(vocabulary.get("word1000"), None);
        assert_eq!(vocabulary.words().nth(7), Some("word7"));
    }

    #[test]
    fn an_empty_list_holds_nothing() {
        assert_eq!(Vocabulary::default().get("a"), None);
        assert_eq!(Vocabulary::from_words([]).get(""), None);
    }
}
