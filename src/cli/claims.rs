//! Claims of the graph in lines for people: what each says, in what voice, and its receipts.

use super::output::{Output, Style};
use super::statements::one_line;
use annals::graph::{ClaimRow, Receipt};
use annals::statement::{Polarity, Stance};
use std::io::{self, Write};

/// Receipts shown of one claim; the others are counted.
const MOST_RECEIPTS: usize = 3;

/// Prints a claim and its receipts.
pub(super) fn print<W: Write>(out: &mut Output<W>, claim: &ClaimRow) -> io::Result<()> {
    out.styled(Style::Strong, &sentence(claim))?;
    if let Some(voice) = voice(claim) {
        write!(out, "  [{voice}]")?;
    }
    writeln!(out)?;
    for receipt in claim.receipts.iter().take(MOST_RECEIPTS) {
        print_receipt(out, receipt)?;
    }
    if let more @ 1.. = claim.receipts.len().saturating_sub(MOST_RECEIPTS) {
        writeln!(out, "    and {more} more")?;
    }
    Ok(())
}

fn print_receipt<W: Write>(out: &mut Output<W>, receipt: &Receipt) -> io::Result<()> {
    out.styled(Style::Dim, &format!("    {}:{}", receipt.file, receipt.line))?;
    writeln!(out, "  “{}”", one_line(&receipt.text))?;
    let through = receipt.support.first().map(|quote| format!("  (quotation beneath the claim, line {})", quote.line));
    for source in &receipt.sources {
        writeln!(out, "    cites  {source}{}", through.as_deref().unwrap_or_default())?;
    }
    Ok(())
}

fn sentence(claim: &ClaimRow) -> String {
    let mut parts = vec![claim.subject.label.clone(), claim.relation.label.clone()];
    parts.extend(claim.object.as_ref().map(annals::graph::Node::label));
    for role in &claim.roles {
        let name = role.role.rsplit(':').next().unwrap_or(&role.role);
        parts.push(format!("({name}: {})", role.node.label()));
    }
    parts.extend(claim.time.as_ref().map(annals::graph::Time::words));
    parts.extend(claim.place.as_ref().map(|place| format!("at {}", place.label)));
    parts.join("  ")
}

/// What keeps a claim from being a plain fact: denied, believed by somebody, …
fn voice(claim: &ClaimRow) -> Option<String> {
    let mut parts = Vec::new();
    if claim.polarity == Polarity::Negated {
        parts.push("negated".to_owned());
    }
    if claim.stance != Stance::Asserted {
        parts.push(claim.stance.as_str().to_owned());
    }
    if let Some(holder) = &claim.holder {
        parts.push(format!("by {}", holder.label));
    }
    if parts.is_empty() && !claim.fact {
        parts.push("not asserted".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}
