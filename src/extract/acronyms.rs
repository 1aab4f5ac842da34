//! Acronyms in brackets behind the names that they stand for: “Movement of Revolutionary Left (MIR)”.

use super::names::{Finder, Referent};
use crate::span::Span;

impl Finder<'_> {
    /// Whether an acronym can stand for a name: its letters come in the name in this order, and it is not known as the
    /// acronym of something else.
    pub(super) fn abbreviates(&self, acronym: &str, span: Span, referents: &[Referent]) -> bool {
        if let Some(known) = self.gazetteer.lookup(acronym) {
            return referents.iter().any(|r| same_thing(r, &known));
        }
        let name = span.of(self.text).to_lowercase();
        let mut letters = name.chars();
        acronym.to_lowercase().chars().filter(|c| c.is_alphanumeric()).all(|a| letters.any(|l| l == a))
    }

    /// An acronym in brackets right behind a name: “(DMZ)”. The offset after the bracket and the acronym.
    pub(super) fn bracketed(&self, end: usize) -> Option<(usize, String)> {
        let inner = self.text[end..].strip_prefix(" (")?;
        let close = inner.find(')')?;
        let inner = &inner[..close];
        let letters = inner.chars().filter(|c| c.is_uppercase()).count();
        let fits =
            (2..=8).contains(&inner.chars().count()) && letters * 2 > inner.chars().count() && !inner.contains(' ');
        fits.then(|| (end + 2 + close + 1, inner.to_owned()))
    }
}

fn same_thing(one: &Referent, other: &Referent) -> bool {
    match (one, other) {
        (Referent::Known(a, _), Referent::Known(b, _)) => a == b,
        _ => false,
    }
}
