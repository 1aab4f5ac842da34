//! The snapshot's files: a mark, tables of numbers and of texts one after the other, a checksum.
//!
//! Numbers are 32 bits, the least first. Each table begins with its length. The checksum is the CRC-32 of all before it: it
//! finds what a disk or a copy has damaged in a hundredth of the time that reading takes, and guards against nothing else.

use super::texts::Texts;

/// What every file begins with; the last byte counts the layouts.
const MARK: &[u8; 8] = b"annals\x00\x01";

/// A file in the making.
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn new() -> Self {
        Self(MARK.to_vec())
    }

    pub(super) fn numbers(&mut self, numbers: &[u32]) {
        self.0.extend((numbers.len() as u64).to_le_bytes());
        self.0.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }

    pub(super) fn texts(&mut self, texts: &Texts) {
        self.numbers(&texts.ends);
        self.0.extend((texts.all.len() as u64).to_le_bytes());
        self.0.extend(texts.all.as_bytes());
    }

    pub(super) fn sealed(mut self) -> Vec<u8> {
        let sum = crc32fast::hash(&self.0);
        self.0.extend(sum.to_le_bytes());
        self.0
    }
}

/// A file being read. What it lacks is read as nothing and found by [`Reader::is_whole`].
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    whole: bool,
}

impl<'a> Reader<'a> {
    /// Checks mark and checksum; `None` when the file is not what was written.
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let (rest, sum) = bytes.split_last_chunk::<4>()?;
        (crc32fast::hash(rest) == u32::from_le_bytes(*sum)).then_some(())?;
        Some(Self { rest: rest.strip_prefix(MARK)?, whole: true })
    }

    fn take(&mut self, size: usize) -> &'a [u8] {
        let chunk = self.rest.split_at_checked(size);
        self.whole &= chunk.is_some();
        let (chunk, rest) = chunk.unwrap_or_default();
        self.rest = rest;
        chunk
    }

    fn length(&mut self) -> usize {
        let bytes = self.take(8).try_into().unwrap_or_default();
        usize::try_from(u64::from_le_bytes(bytes)).unwrap_or(usize::MAX)
    }

    pub(super) fn numbers(&mut self) -> Vec<u32> {
        let length = self.length();
        let bytes = self.take(length.saturating_mul(4));
        let (numbers, _) = bytes.as_chunks::<4>();
        numbers.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect()
    }

    pub(super) fn texts(&mut self) -> Texts {
        let ends = self.numbers();
        let length = self.length();
        let all = String::from_utf8(self.take(length).to_vec());
        self.whole &= all.is_ok();
        Texts { all: all.unwrap_or_default(), ends }
    }

    /// All was there and nothing is left.
    pub(super) const fn is_whole(&self) -> bool {
        self.whole && self.rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_what_was_changed_is_not() {
        let mut texts = Texts::default();
        for text in ["Ærø", "", "Oslo"] {
            texts.push(text);
        }
        let mut writer = Writer::new();
        writer.numbers(&[7, u32::MAX]);
        writer.texts(&texts);
        let bytes = writer.sealed();
        let mut reader = Reader::new(&bytes).expect("whole");
        assert_eq!((reader.numbers(), reader.texts()), (vec![7, u32::MAX], texts));
        assert!(reader.is_whole());
        assert!(reader.numbers().is_empty() && !reader.is_whole());
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(Reader::new(&changed).is_none(), "byte {at}");
            assert!(Reader::new(&bytes[..at]).is_none(), "cut at {at}");
        }
    }
}
