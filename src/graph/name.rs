//! Names for nodes: readable where there is a name, a hash of the content where there is none.
//!
//! Nothing here trusts its input: an IRI from a note is checked, and what does not pass gets an IRI of the
//! graph's own instead, so that no text of a note can ever write triples.

use oxigraph::model::NamedNode;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Letters and digits of the longest slug; longer names are cut there.
const LONGEST_SLUG: usize = 60;

/// Makes IRIs below one base.
#[derive(Clone, Debug)]
pub(super) struct Names {
    base: String,
}

impl Names {
    /// `base` has been checked by the caller.
    pub(super) fn new(base: &str) -> Self {
        Self { base: base.to_owned() }
    }

    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// `id:kind-0123…`, the same for the same parts.
    pub(super) fn hashed(&self, kind: &str, parts: &[&str]) -> NamedNode {
        self.below(&format!("{kind}-{}", short_hash(parts)))
    }

    /// `id:kind-readable-name-0123…`.
    pub(super) fn readable(&self, kind: &str, name: &str, parts: &[&str]) -> NamedNode {
        self.below(&format!("{kind}-{}-{}", slug(name), &short_hash(parts)[..8]))
    }

    /// `id:folded-name`, as extraction names entities.
    pub(super) fn entity(&self, name: &str) -> NamedNode {
        match slug(name) {
            empty if empty.is_empty() => self.hashed("thing", &[name]),
            slug => self.below(&slug),
        }
    }

    /// The IRI given, if it is one; else one of our own.
    pub(super) fn given(&self, iri: &str, label: &str) -> NamedNode {
        NamedNode::new(iri).unwrap_or_else(|_| self.hashed("thing", &[iri, label]))
    }

    fn below(&self, local: &str) -> NamedNode {
        NamedNode::new(format!("{}{local}", self.base))
            .expect("a checked base followed by letters, digits and hyphens is an IRI")
    }
}

/// Lower-case ASCII letters and digits with single hyphens between.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in any_ascii::any_ascii(name).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !matches!(c, '\'' | '.') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= LONGEST_SLUG {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// 80 bits over the parts, each preceded by its length so that no two lists of parts run together.
fn short_hash(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hexadecimal(&hash.finalize()[..10])
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes all that is written to it");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_a_folded_name() {
        assert_eq!(slug("Kim Il-sung"), "kim-il-sung");
        assert_eq!(slug("  Ngô Đình Diệm "), "ngo-dinh-diem");
        assert_eq!(slug("U.S. People's  “Army”"), "us-peoples-army");
        assert_eq!(slug("…"), "");
    }

    #[test]
    fn parts_do_not_run_together() {
        let names = Names::new("https://example.org/");
        assert_ne!(names.hashed("claim", &["ab", "c"]), names.hashed("claim", &["a", "bc"]));
    }

    #[test]
    fn a_bad_iri_gets_one_of_ours() {
        let names = Names::new("https://example.org/");
        let node = names.given("https://x.org/> <evil> <x", "x");
        assert!(node.as_str().starts_with("https://example.org/thing-"), "{node}");
    }
}
