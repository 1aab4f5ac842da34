//! One of so many parts that notes fall into, by a hash of their names alone: whoever knows the name of a note knows its part.

use sha2::{Digest, Sha256};
use std::num::NonZeroU64;
use std::str::FromStr;

/// One of so many parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which one, from 0.
    at: u64,
    of: NonZeroU64,
}

/// The text names no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no part: write it as 1/5, from 1/5 to 5/5")]
pub struct NoShard;

impl Shard {
    /// Whether the note of this name falls into it: the first eight bytes of the SHA-256 of the name, as a number, first byte
    /// first, leave its place from 0 when divided by the number of parts.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        let hash = Sha256::digest(name.as_bytes());
        let first = hash.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte));
        first % self.of == self.at
    }
}

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, NoShard> {
        let (at, of) = text.split_once('/').ok_or(NoShard)?;
        let (at, of): (u64, NonZeroU64) = (at.parse().map_err(|_| NoShard)?, of.parse().map_err(|_| NoShard)?);
        let at = at.checked_sub(1).filter(|at| *at < of.get()).ok_or(NoShard)?;
        Ok(Self { at, of })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_note_falls_into_one_part_and_always_the_same() {
        for of in [1, 2, 5, 7] {
            let shards: Vec<Shard> = (1..=of).map(|at| format!("{at}/{of}").parse().unwrap()).collect();
            for note in 0..200 {
                let name = format!("notes/{note}.md");
                assert_eq!(shards.iter().filter(|shard| shard.has(&name)).count(), 1, "{name} of {of}");
            }
        }
        // Reckoned elsewhere: int(hashlib.sha256(b"a.md").hexdigest()[:16], 16) % 7
        assert!("5/7".parse::<Shard>().unwrap().has("a.md"));
    }

    #[test]
    fn what_names_no_part_is_told() {
        for text in ["", "1", "0/5", "6/5", "1/0", "a/5", "-1/5", "1/5/5"] {
            assert_eq!(text.parse::<Shard>(), Err(NoShard), "{text}");
        }
    }
}
