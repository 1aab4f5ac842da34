//! What a change of a few notes adds to a graph and takes from it, without looking at the other notes.
//!
//! 1. The parts of the changed notes are made, as they were and as they are ([`Change::of`]).
//! 2. Nodes about which the two do not say the same are described twice, from the ledger as it was and as it is; for events,
//!    the other notes that tell of them are needed ([`Change::also_tell`]).
//! 3. What only one of the two states says is the [`Delta`].

use super::{
    claim::Claims,
    content::Content,
    event::Events,
    ledger::{Entries, Kept, Kind, Ledger, differing},
    rdf::{Context, Input, Part, Told, describe},
};
use oxigraph::model::Triple;
use std::collections::{BTreeSet, HashSet};

/// Some notes as they were and as they are.
#[derive(Debug)]
pub(super) struct Change<'a> {
    context: Context<'a>,
    kept: &'a Kept,
    /// Entries about nodes that are not described as before.
    before: Ledger,
    after: Ledger,
    old: State<'a>,
    new: State<'a>,
    /// Paths of the notes that are changed, new or gone.
    paths: BTreeSet<&'a str>,
}

/// The changed notes in one of the two states.
#[derive(Debug, Default)]
struct State<'a> {
    own: HashSet<Triple>,
    entries: Entries,
    events: Events<'a>,
}

/// What is to be done to a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Delta {
    /// Triples that it has and shall not have.
    pub(super) removed: Vec<Triple>,
    /// Triples that it lacks.
    pub(super) added: Vec<Triple>,
}

impl<'a> State<'a> {
    fn of(told: &[Told<'a>], context: &Context<'_>) -> Self {
        let mut state = Self::default();
        for part in told.iter().map(|told| Part::of(told, context)) {
            state.own.extend(part.own);
            state.entries.add(part.entries);
            state.events.extend(part.events);
        }
        state
    }
}

impl<'a> Change<'a> {
    /// Of the notes that are changed, new or gone: as they were, and as they are. `kept` is the ledger of all notes as they
    /// were.
    pub(super) fn of(old: &Input<'a>, new: &Input<'a>, kept: &'a Kept) -> Self {
        let context = Context::of(new);
        let paths = old.told.iter().chain(new.told).map(|told| told.path).collect();
        let (old, new) = (State::of(old.told, &context), State::of(new.told, &context));
        // The claims that tell of an event can be others though it is the same notes that tell of it.
        let before = kept.about(differing(&old.entries, &new.entries, Kind::Event));
        let after = before.changed(&old.entries, &new.entries);
        Self { context, kept, before, after, old, new, paths }
    }

    /// Paths of the notes that have not changed but tell of something that must be described again.
    pub(super) fn also_tell(&self) -> BTreeSet<String> {
        let groups = self.before.groups();
        let tell = groups.iter().flat_map(|group| group.of(Kind::Event)).map(|(path, _)| path);
        tell.filter(|path| !self.paths.contains(path)).map(str::to_owned).collect()
    }

    /// What is to be done to the graph and the ledger, given all that [`Self::also_tell`].
    pub(super) fn delta(mut self, others: &[Told<'a>]) -> (Delta, Kept) {
        for told in others {
            let claims = Claims::of(&told.statements, &self.context);
            self.old.events.add(&claims, &self.context);
            self.new.events.add(&claims, &self.context);
        }
        let described = |ledger: &Ledger, events: &Events<'_>| -> HashSet<Triple> {
            ledger.groups().iter().flat_map(|group| describe(group, events, &self.context)).collect()
        };
        let mut before = described(&self.before, &self.old.events);
        before.extend(self.old.own);
        let mut after = described(&self.after, &self.new.events);
        after.extend(self.new.own);
        let only = |of: &HashSet<Triple>, not: &HashSet<Triple>| {
            let mut only: Vec<Triple> = of.difference(not).cloned().collect();
            only.sort_unstable_by(super::rdf::order);
            only
        };
        let delta = Delta { removed: only(&before, &after), added: only(&after, &before) };
        (delta, self.kept.changed(&self.before, &self.after))
    }
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

    fn read(path: &str, mut statements: Vec<Statement>) -> Read {
        let text = note().text;
        let note = if path.starts_with("Stalin") {
            note::read(path, text.as_bytes())
        } else {
            Note { path: path.into(), ..note() }
        };
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
        renamed.subject.label = "Joseph Stalin".into();
        renamed.relation.label = "approves".into();
        let mut unnamed = invasion();
        unnamed.event = Some(format!("{DEFAULT_BASE}another"));
        let other = read("b.md", vec![year.clone(), losses(), belief()]);
        vec![
            vec![other.clone()],
            vec![other.clone(), read("a.md", vec![approval(), invasion()])],
            vec![other.clone(), read("a.md", vec![renamed.clone(), invasion(), unnamed])],
            vec![other.clone(), read("Stalin.md", vec![denial()])],
            vec![other.clone(), read("a.md", vec![renamed, year]), read("Stalin.md", vec![approval()])],
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
            let kept = Kept::of(before.ledger().unwrap());
            let change = Change::of(&input(&told_old[1..]), &input(&told_new[1..]), &kept);
            let others: Vec<Told<'_>> =
                told_new.iter().filter(|told| change.also_tell().contains(told.path)).cloned().collect();
            let (delta, kept) = change.delta(&others);
            let mut triples: HashSet<Triple> = before.triples().iter().cloned().collect();
            assert!(delta.removed.iter().all(|triple| triples.remove(triple)));
            assert!(delta.added.iter().all(|triple| triples.insert(triple.clone())));
            assert_eq!(Graph::from_triples(DEFAULT_BASE, triples.into_iter().collect()), after);
            assert_eq!(delta.content(before.content_hash()), after.content_hash());
            assert_eq!(kept, Kept::of(after.ledger().unwrap()));
        }
    }
}
