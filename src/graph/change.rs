//! What a change of a few notes adds to a graph and takes from it, without looking at the other notes.
//!
//! The parts of the changed notes are made, as they were and as they are. Nodes about which the two do not say the same are
//! described twice, from the ledger as it was and as it is. What only one of the two states says is the [`Delta`].

use super::{
    content::Content,
    ledger::{Entries, Kept, Ledger, differing},
    rdf::{Context, GraphError, Input, Part, Told, describe, order},
};
use oxigraph::model::Triple;
use std::collections::HashSet;

/// What is to be done to a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Delta {
    /// Triples that it has and shall not have.
    pub(super) removed: Vec<Triple>,
    /// Triples that it lacks.
    pub(super) added: Vec<Triple>,
}

/// What it means for a graph that some notes are changed, new or gone: `old` has them as they were, `new` as they are. `kept`
/// is the ledger of all notes as they were; with the delta comes that of all notes as they are.
///
/// # Errors
/// When the base is not an absolute IRI that ends in `/` or `#`.
pub(super) fn change(old: &Input<'_>, new: &Input<'_>, kept: &Kept) -> Result<(Delta, Kept), GraphError> {
    let context = Context::of(new)?;
    let [(own_before, out), (own_after, into)] = [old, new].map(|input| parts(input.told, &context));
    let before = kept.about(differing(&out, &into));
    let after = before.changed(&out, &into);
    let all = |own: HashSet<Triple>, ledger: &Ledger| -> HashSet<Triple> {
        ledger.groups().iter().flat_map(|group| describe(group, &context)).chain(own).collect()
    };
    let (was, is) = (all(own_before, &before), all(own_after, &after));
    let only = |of: &HashSet<Triple>, not: &HashSet<Triple>| {
        let mut only: Vec<Triple> = of.difference(not).cloned().collect();
        only.sort_unstable_by(order);
        only
    };
    Ok((Delta { removed: only(&was, &is), added: only(&is, &was) }, kept.changed(&before, &after)))
}

/// What is these notes' alone, and their entries.
fn parts(told: &[Told<'_>], context: &Context<'_>) -> (HashSet<Triple>, Entries) {
    let (mut own, mut entries) = (HashSet::new(), Entries::default());
    for part in told.iter().map(|told| Part::of(told, context)) {
        own.extend(part.own);
        entries.add(part.entries);
    }
    (own, entries)
}

impl Delta {
    /// Triples of both kinds.
    pub(super) fn all(&self) -> impl Iterator<Item = &Triple> {
        self.removed.iter().chain(&self.added)
    }

    /// The checksum of the graph that it makes of one with this checksum.
    pub(super) fn content(&self, before: Content) -> Content {
        let without = self.removed.iter().map(Content::of).fold(before, Content::minus);
        self.added.iter().map(Content::of).fold(without, Content::plus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{
        Graph,
        tests::fixture::{approval, belief, dated, denial, invasion, losses, note, ontology, quotation},
        vocabulary::DEFAULT_BASE,
    };
    use crate::note::{self, Note};
    use crate::statement::{QuotationRecord, Statement};

    /// A note with what was read from it.
    type Read = (Note, Vec<Statement>, Vec<QuotationRecord>);

    /// The page of whom the others speak of.
    fn page() -> String {
        format!("{}.md", approval().subject.label)
    }

    fn read(path: &str, mut statements: Vec<Statement>) -> Read {
        let text = note().text;
        let note =
            if path == page() { note::read(path, text.as_bytes()) } else { Note { path: path.into(), ..note() } };
        for statement in &mut statements {
            statement.evidence.file = path.into();
        }
        let mut quotation = quotation();
        quotation.evidence.file = path.into();
        let quotations = if statements.len() > 1 { vec![quotation] } else { Vec::new() };
        (note, statements, quotations)
    }

    fn told(notes: &[Read]) -> Vec<Told<'_>> {
        let mut all = Vec::new();
        for (note, statements, quotations) in notes {
            let (statements, quotations) = (statements.iter().collect(), quotations.iter().collect());
            all.push(Told { path: &note.path, note: Some(note), statements, quotations });
        }
        all
    }

    /// States of a vault of two or three notes, one of them a page of what the others speak of.
    fn states() -> Vec<Vec<Read>> {
        let year = dated(invasion(), "1950", "1950-01-01", "1950-12-31");
        let mut renamed = approval();
        renamed.subject.label.insert_str(0, "President ");
        renamed.relation.label = "approves".into();
        let mut unnamed = invasion();
        unnamed.event = Some(format!("{DEFAULT_BASE}another"));
        let other = read("b.md", vec![year.clone(), losses(), belief()]);
        vec![
            vec![other.clone()],
            vec![other.clone(), read("a.md", vec![approval(), invasion()])],
            vec![other.clone(), read("a.md", vec![renamed.clone(), invasion(), unnamed])],
            vec![other.clone(), read(&page(), vec![denial()])],
            vec![other.clone(), read("a.md", vec![renamed, year]), read(&page(), vec![approval()])],
            vec![other],
        ]
    }

    #[test]
    fn a_change_of_some_notes_makes_the_graph_and_the_ledger_of_all_of_them() {
        let ontology = ontology();
        let states = states();
        for (old, new) in states.iter().flat_map(|old| states.iter().map(move |new| (old, new))) {
            let input =
                |told| Input { told, works: None, author: None, title: None, ontology: &ontology, base: DEFAULT_BASE };
            let (told_old, told_new) = (told(old), told(new));
            let (before, after) = (Graph::build(&input(&told_old)).unwrap(), Graph::build(&input(&told_new)).unwrap());
            let [kept, expected] = [&told_old, &told_new].map(|told| {
                let context = Context::of(&input(told)).unwrap();
                Kept::of(&Ledger::sum(told.iter().map(|told| Part::of(told, &context).entries)))
            });
            let (delta, kept) = change(&input(&told_old[1..]), &input(&told_new[1..]), &kept).unwrap();
            let mut triples: HashSet<Triple> = before.triples().iter().cloned().collect();
            assert!(delta.removed.iter().all(|triple| triples.remove(triple)));
            assert!(delta.added.iter().all(|triple| triples.insert(triple.clone())));
            assert_eq!(Graph::from_triples(DEFAULT_BASE, triples.into_iter().collect()), after);
            assert_eq!(delta.content(before.content_hash()), after.content_hash());
            assert_eq!(kept, expected);
        }
    }
}
