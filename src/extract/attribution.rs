//! The line behind a quotation that says whose words it holds: “— Tiberius Gracchus, in Plutarch, *Life*”.

use super::gazetteer::Gazetteer;
use super::terse;
use crate::note::{Claim, ClaimKind, SegmentKind};
use crate::ontology::Ontology;

/// What opens such a line, and may stand within the quotation's last paragraph; a hyphen opens only a line of its own.
const DASHES: &[&str] = &["— ", "– ", "-- ", "― "];

/// Whose words a block quote holds, and the segment that says so.
pub(super) fn speaker<'n>(claim: &'n Claim, gazetteer: &Gazetteer, ontology: &Ontology) -> Option<(usize, &'n str)> {
    let (index, segment) =
        claim.segments.iter().enumerate().next_back().filter(|_| claim.kind == ClaimKind::BlockQuote)?;
    let text = segment.readable.text.trim();
    let line = match segment.kind {
        SegmentKind::Quotation => text[without(text).len()..].trim(),
        SegmentKind::Prose => text,
        _ => return None,
    };
    let named = DASHES.iter().chain([&"- "]).find_map(|dash| line.strip_prefix(dash))?;
    // “— Archibald Wavell *to Winston Churchill*, February 1944”
    let small = [" to ", " in ", " on ", " at ", " writing ", " quoted ", " speaking "];
    let end = small.iter().filter_map(|word| named.find(word)).chain(named.find([',', '(', ':', '–', '—'])).min();
    let end = end.unwrap_or(named.len());
    let (_, speaker) = terse::whole_name(&named[..end], gazetteer, ontology)?;
    Some((index, speaker))
}

/// A quotation without the line that says whose words it holds: “… revered. — Marius Jansen, *Making*”.
pub(super) fn without(text: &str) -> &str {
    let ended = |at: usize| text[..at].trim_end().ends_with(['.', '!', '?', '”', '"', '’', '…']);
    let dashes = DASHES.iter().flat_map(|dash| text.match_indices(dash)).map(|(at, _)| at);
    dashes.filter(|&at| at == 0 || ended(at)).max().map_or(text, |at| text[..at].trim_end())
}
