//! The snapshot's files: a mark, tables of numbers and of texts one after the other, a checksum.
//!
//! Numbers are 32 bits, the least first. Each table begins with its length. The checksum is the CRC-32 of all before it: it
//! finds what a disk or a copy has damaged in a hundredth of the time that reading takes, and guards against nothing else.

use super::texts::Texts;
use std::io::Read;

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

/// A file being read. What it lacks is read as nothing and found by [`Reader::ended_whole`].
pub(super) struct Reader<R> {
    file: R,
    /// Bytes that are left before the checksum.
    left: usize,
    sum: crc32fast::Hasher,
    whole: bool,
}

impl<R: Read> Reader<R> {
    /// Of a file of so many bytes.
    pub(super) fn new(file: R, size: usize) -> Self {
        let mut reader = Self { file, left: size.saturating_sub(4), sum: crc32fast::Hasher::new(), whole: size >= 4 };
        let mut mark = [0; MARK.len()];
        reader.fill(&mut mark);
        reader.whole &= mark == *MARK;
        reader
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        self.whole &= bytes.len() <= self.left && self.file.read_exact(bytes).is_ok();
        self.left = self.left.saturating_sub(bytes.len());
        self.sum.update(bytes);
    }

    /// A length, of things of so many bytes each; of a damaged file 0, so that no memory is asked for in vain.
    fn length(&mut self, size: usize) -> usize {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        let length = usize::try_from(u64::from_le_bytes(bytes)).unwrap_or(usize::MAX);
        self.whole &= length.saturating_mul(size) <= self.left;
        if self.whole { length } else { 0 }
    }

    pub(super) fn numbers(&mut self) -> Vec<u32> {
        let mut numbers = vec![0_u32; self.length(4)];
        self.fill(bytemuck::cast_slice_mut(&mut numbers));
        if cfg!(target_endian = "big") {
            numbers.iter_mut().for_each(|number| *number = number.swap_bytes());
        }
        numbers
    }

    pub(super) fn texts(&mut self) -> Texts {
        let ends = self.numbers();
        let mut bytes = vec![0; self.length(1)];
        self.fill(&mut bytes);
        let all = String::from_utf8(bytes);
        self.whole &= all.is_ok();
        Texts { all: all.unwrap_or_default(), ends }
    }

    /// All was there, nothing is left and the checksum is right.
    pub(super) fn ended_whole(mut self) -> bool {
        let mut sum = [0; 4];
        let is_there = self.left == 0 && self.file.read_exact(&mut sum).is_ok();
        self.whole && is_there && self.sum.finalize() == u32::from_le_bytes(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<(Vec<u32>, Texts)> {
        let mut reader = Reader::new(bytes, bytes.len());
        let held = (reader.numbers(), reader.texts());
        reader.ended_whole().then_some(held)
    }

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
        assert_eq!(read(&bytes), Some((vec![7, u32::MAX], texts)));
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x81;
            assert_eq!(read(&changed), None, "byte {at}");
            assert_eq!(read(&bytes[..at]), None, "cut at {at}");
        }
    }
}
