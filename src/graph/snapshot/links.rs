//! The ties that one claim makes.

use crate::graph::{ClaimRow, Named, Node};
use serde::Serialize;

/// What kind of tie two nodes have: the further down, the less it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tie {
    /// Subject and object of a claim.
    Stated,
    /// A further participant, place or cause.
    Role,
    /// A described thing whose name holds the other's name.
    Named,
}

impl Tie {
    pub(super) const ALL: [Self; 3] = [Self::Stated, Self::Role, Self::Named];
}

/// A tie between two nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link<'a> {
    pub(crate) subject: &'a Named,
    pub(crate) object: &'a Named,
    pub(crate) label: String,
    pub(crate) tie: Tie,
}

impl<'a> Link<'a> {
    fn between(from: Option<&'a Named>, to: Option<&'a Named>, label: String, tie: Tie) -> Option<Self> {
        let (subject, object) = from.zip(to)?;
        (subject.iri != object.iri).then_some(Self { subject, object, label, tie })
    }
}

/// The ties that one claim makes: those of what it says, and those of whoever holds it.
pub(super) fn links_of(row: &ClaimRow) -> Vec<Link<'_>> {
    let mut links = links_of_content(row);
    if !row.fact {
        let held = || format!("{}, of", row.stance.as_str());
        let object = row.object.as_ref().and_then(Node::thing);
        links.extend(Link::between(row.holder.as_ref(), Some(&row.subject), held(), Tie::Role));
        links.extend(Link::between(row.holder.as_ref(), object, held(), Tie::Role));
    }
    links
}

/// The ties that what a claim says makes, whoever says it.
pub(crate) fn links_of_content(row: &ClaimRow) -> Vec<Link<'_>> {
    let subject = Some(&row.subject);
    let object = row.object.as_ref().and_then(Node::thing);
    let mut links = Vec::new();
    let mut tie = |from, to, label, tie| links.extend(Link::between(from, to, label, tie));
    tie(subject, object, row.relation.label.clone(), Tie::Stated);
    let event = row.event.as_ref();
    tie(event, subject, if row.inverse { "concerns" } else { "by" }.to_owned(), Tie::Role);
    tie(event, object, "concerns".to_owned(), Tie::Role);
    // What takes part belongs to the event, or to whatever the claim is about when it tells of none.
    let about = event.or(subject).or(object);
    for role in &row.roles {
        tie(about, role.node.thing(), role_label(row, &role.role), Tie::Role);
    }
    tie(about, row.place.as_ref(), role_label(row, "in"), Tie::Role);
    links
}

/// “recommended (recipient)”, or only the role when it hangs on an event.
fn role_label(row: &ClaimRow, role: &str) -> String {
    let local = role.rsplit([':', '#', '/']).next().unwrap_or(role);
    let mut words = String::new();
    for c in local.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    if row.event.is_some() { words } else { format!("{} ({words})", row.relation.label) }
}
