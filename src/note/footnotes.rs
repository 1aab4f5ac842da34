//! Footnotes: what is defined at the end of a note, and cited in its middle.

use super::types::{Citation, CitationKind, Claim, ClaimId};
use std::collections::{BTreeMap, BTreeSet};

/// A footnote as defined.
#[derive(Clone, Debug, Default)]
pub(super) struct Footnote {
    /// Its words, addresses and labels such as “link” left out.
    pub(super) text: String,
    /// What it cites itself: targets in order.
    pub(super) citations: Vec<Citation>,
}

impl Footnote {
    /// From the blocks that were read inside its definition.
    pub(super) fn new(claims: Vec<Claim>) -> Self {
        let mut footnote = Self::default();
        for claim in claims {
            for segment in &claim.segments {
                let words = segment.readable.text.as_str();
                if !footnote.text.is_empty() && !words.is_empty() {
                    footnote.text.push(' ');
                }
                footnote.text.push_str(words);
            }
            footnote.citations.extend(claim.citations);
        }
        footnote
    }

    /// What a reference to it cites: every source that it names, or its words when it names none by an address.
    fn cited_by(&self, reference: &Citation) -> Vec<Citation> {
        let cite = |target: &str, label: &str| Citation {
            target: target.to_owned(),
            label: label.to_owned(),
            kind: CitationKind::Footnote,
            ..reference.clone()
        };
        let named: Vec<Citation> = self
            .citations
            .iter()
            .filter(|c| !c.target.is_empty())
            .map(|c| cite(&c.target, if self.text.is_empty() { &c.label } else { &self.text }))
            .collect();
        if named.is_empty() { vec![cite(&self.text, "")] } else { named }
    }
}

/// Puts in place of each reference what its footnote cites. Gives the footnotes that nothing refers to.
///
/// `references` are (claim, index of the citation, label), in order.
pub(super) fn resolve(
    claims: &mut [Claim],
    references: &[(ClaimId, usize, String)],
    footnotes: &BTreeMap<String, Footnote>,
) -> Vec<String> {
    let mut used = BTreeSet::new();
    for of_one_claim in references.chunk_by(|a, b| a.0 == b.0) {
        let claim = &mut claims[of_one_claim[0].0];
        let mut labels = of_one_claim.iter().map(|(_, at, label)| (*at, label.as_str())).peekable();
        let mut resolved = Vec::with_capacity(claim.citations.len());
        for (i, citation) in claim.citations.drain(..).enumerate() {
            match labels.next_if(|(at, _)| *at == i) {
                Some((_, label)) => {
                    used.insert(label);
                    resolved.extend(footnotes.get(label).map(|f| f.cited_by(&citation)).unwrap_or_default());
                }
                None => resolved.push(citation),
            }
        }
        claim.citations = resolved;
    }
    footnotes.keys().filter(|label| !used.contains(label.as_str())).cloned().collect()
}
