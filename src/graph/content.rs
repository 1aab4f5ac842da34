//! A checksum of a set of triples that can be reckoned with: what is added to the set is added to it, what is taken away is
//! taken away, in any order.
//!
//! It is the sum of the SHA-256 of each triple, taken as four numbers of 64 bits. It guards against damage and defects, not
//! against somebody who forges triples.

use oxigraph::model::{GraphName, NamedOrBlankNodeRef, Quad, TermRef, Triple, TripleRef};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// The checksum of a set of triples; of the empty set by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Content([u64; 4]);

impl Content {
    /// Of one triple.
    #[must_use]
    pub fn of(triple: &Triple) -> Self {
        Self::hashed(triple.as_ref(), Sha256::new())
    }

    /// Of one quad; in the default graph, of its triple.
    #[must_use]
    pub fn of_quad(quad: &Quad) -> Self {
        let mut hash = Sha256::new();
        if quad.graph_name != GraphName::DefaultGraph {
            hash.update(quad.graph_name.to_string().as_bytes());
            hash.update([0]);
        }
        Self::hashed(quad.as_ref().into(), hash)
    }

    fn hashed(triple: TripleRef<'_>, mut hash: Sha256) -> Self {
        let mut part = |kind: u8, text: &str| {
            // The lengths keep the parts apart.
            hash.update([kind]);
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        };
        match triple.subject {
            NamedOrBlankNodeRef::NamedNode(node) => part(b'n', node.as_str()),
            NamedOrBlankNodeRef::BlankNode(node) => part(b'b', node.as_str()),
        }
        part(b'n', triple.predicate.as_str());
        match triple.object {
            TermRef::NamedNode(node) => part(b'n', node.as_str()),
            TermRef::BlankNode(node) => part(b'b', node.as_str()),
            TermRef::Literal(literal) => {
                part(b'l', literal.value());
                part(b't', literal.datatype().as_str());
                part(b'@', literal.language().unwrap_or_default());
            }
        }
        let mut numbers = [0; 4];
        for (number, bytes) in numbers.iter_mut().zip(hash.finalize().chunks_exact(8)) {
            *number = u64::from_le_bytes(bytes.try_into().expect("chunks of eight are eight"));
        }
        Self(numbers)
    }

    /// Of both sets together, which must have nothing in common.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.with(other, u64::wrapping_add)
    }

    /// Of this set without the other, which must be a part of it.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.with(other, u64::wrapping_sub)
    }

    fn with(mut self, other: Self, operation: fn(u64, u64) -> u64) -> Self {
        for (number, by) in self.0.iter_mut().zip(other.0) {
            *number = operation(*number, by);
        }
        self
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|number| write!(f, "{number:016x}"))
    }
}

/// The text is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a checksum of triples is 64 hexadecimal digits")]
pub struct NoContent;

impl FromStr for Content {
    type Err = NoContent;

    fn from_str(text: &str) -> Result<Self, NoContent> {
        let mut numbers = [0; 4];
        if text.len() != 64 {
            return Err(NoContent);
        }
        for (at, number) in numbers.iter_mut().enumerate() {
            let digits = text.get(at * 16..(at + 1) * 16).ok_or(NoContent)?;
            *number = u64::from_str_radix(digits, 16).map_err(|_| NoContent)?;
        }
        Ok(Self(numbers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::tests::fixture::{graph_of, statements};

    #[test]
    fn what_is_added_can_be_taken_away_in_any_order() {
        let graph = graph_of(&statements());
        let [first, second, ..] = graph.triples() else { panic!("more than two triples") };
        let all = graph.content_hash();
        let without = all.minus(Content::of(second)).minus(Content::of(first));
        assert_ne!(without, all);
        assert_eq!(without.plus(Content::of(first)).plus(Content::of(second)), all);
        assert_eq!(all.to_string().parse(), Ok(all));
        assert_eq!("0".parse::<Content>(), Err(NoContent));
    }
}
