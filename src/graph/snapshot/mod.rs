//! What questions and paths need of the whole graph, laid out to be read in one go.
//!
//! A database finds a few triples among many quickly, but takes its time over all of them: the names of everything, to find
//! what a name typed by somebody means, and the ties between everything, to find a path. So they are written once more, as
//! columns of a table each, beside the database when a graph is built, and read whole from there: [`Names`] and [`Ties`].
//!
//! 1. [`indexed`] reads rows of claims from a graph's triples; [`links`] says what ties each makes, [`contained`] what ties
//!    stand in names; [`making`] brings them in order.
//! 2. [`names`] and [`ties`] are the columns; [`texts`] is how texts lie in memory, [`columns`] and [`bytes`] how all
//!    lies in files.

#[cfg(any(feature = "disk", test))]
mod bytes;
#[cfg(any(feature = "disk", test))]
mod changed;
#[cfg(any(feature = "disk", test))]
mod columns;
mod contained;
#[cfg(feature = "disk")]
mod gathered;
mod indexed;
mod links;
mod making;
mod names;
mod texts;
mod ties;

#[cfg(feature = "disk")]
pub(super) use gathered::{Gathered, marked_rows};
pub use links::Tie;
pub(crate) use links::{Link, links_of_content};
pub(super) use names::{Entity, Names};
pub use ties::{Claimed, EdgeId, NodeId, Relation, Ties};

#[cfg(feature = "disk")]
use super::change::Delta;
use super::{Graph, Store, StoreError};
use std::sync::OnceLock;
#[cfg(feature = "disk")]
use std::{fs::File, path::PathBuf};

/// The files of the snapshot of a graph.
#[cfg(feature = "disk")]
pub(super) fn files(graph: &Graph) -> Result<Files, StoreError> {
    let (names, ties) = rayon::join(|| Names::of(graph), || Ties::of(graph));
    Ok(written(&names, &ties?))
}

/// The files of the snapshot of a graph after a change, whose store has no snapshot yet.
#[cfg(feature = "disk")]
pub(super) fn files_after(before: &Snapshot, delta: &Delta, store: &Store) -> Result<Files, StoreError> {
    let (names, ties) = changed::changed(before.names()?, before.ties()?, delta, store)?;
    Ok(written(&names, &ties))
}

/// Names and contents.
#[cfg(feature = "disk")]
pub(super) type Files = [(&'static str, Vec<u8>); 2];

#[cfg(feature = "disk")]
pub(super) fn written(names: &Names, ties: &Ties) -> Files {
    let (names, ties) = rayon::join(|| names.write(), || ties.write());
    [(NAMES, names), (TIES, ties)]
}

#[cfg(feature = "disk")]
const NAMES: &str = "names";
#[cfg(feature = "disk")]
const TIES: &str = "ties";

/// Names and ties of a graph, read when first asked for.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    names: OnceLock<Names>,
    ties: OnceLock<Ties>,
    /// The folder of its files; in memory there are none, and both are there from the start.
    #[cfg(feature = "disk")]
    folder: PathBuf,
}

impl Snapshot {
    /// Of a graph that is kept in memory.
    pub(super) fn in_memory(graph: &Graph) -> Result<Self, StoreError> {
        let mut snapshot = Self::default();
        (snapshot.names, snapshot.ties) = (Names::of(graph).into(), Ties::of(graph)?.into());
        Ok(snapshot)
    }

    /// Of a graph on disk.
    #[cfg(feature = "disk")]
    pub(super) fn in_folder(folder: PathBuf) -> Self {
        Self { folder, ..Self::default() }
    }

    #[cfg_attr(not(feature = "disk"), expect(clippy::unnecessary_wraps, reason = "what is in memory is not read"))]
    pub(super) fn names(&self) -> Result<&Names, StoreError> {
        #[cfg(feature = "disk")]
        self.read(&self.names, NAMES, Names::read)?;
        Ok(self.names.get_or_init(Names::default))
    }

    #[cfg_attr(not(feature = "disk"), expect(clippy::unnecessary_wraps, reason = "what is in memory is not read"))]
    fn ties(&self) -> Result<&Ties, StoreError> {
        #[cfg(feature = "disk")]
        self.read(&self.ties, TIES, Ties::read)?;
        Ok(self.ties.get_or_init(Ties::default))
    }

    /// Reads a file of the snapshot, unless what it holds is there already.
    #[cfg(feature = "disk")]
    fn read<T>(
        &self,
        place: &OnceLock<T>,
        name: &str,
        read: impl FnOnce(File, usize) -> Option<T>,
    ) -> Result<(), StoreError> {
        if place.get().is_none() {
            let path = self.folder.join(name);
            let opened = File::open(&path).and_then(|file| file.metadata().map(|metadata| (file, metadata.len())));
            let (file, size) = opened.map_err(|source| StoreError::Io { path, source })?;
            let damaged =
                || StoreError::Damaged { path: self.folder.clone(), what: format!("{name} has been changed") };
            let held = read(file, usize::try_from(size).unwrap_or(usize::MAX)).ok_or_else(damaged)?;
            place.get_or_init(|| held);
        }
        Ok(())
    }
}

impl Store {
    /// All ties between things, as they are kept for walking.
    ///
    /// # Errors
    /// When the graph on disk is damaged or its database fails.
    pub fn ties(&self) -> Result<&Ties, StoreError> {
        self.snapshot().ties()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::tests::fixture::{approval, graph_of, statements};

    #[test]
    fn names_and_ties_are_read_back_as_they_were() {
        let graph = graph_of(&statements());
        let (names, ties) = (Names::of(&graph), Ties::of(&graph).unwrap());
        assert!(ties.edge_count() > 3 && ties.claim_count() == 3, "{ties:?}");
        let (kept_names, kept_ties) = (names.write(), ties.write());
        assert_eq!(Names::read(&kept_names[..], kept_names.len()).as_ref(), Some(&names));
        assert_eq!(Ties::read(&kept_ties[..], kept_ties.len()).as_ref(), Some(&ties));
        assert!(Ties::read(&kept_names[..], kept_names.len()).is_none());
    }

    #[test]
    fn equal_graphs_have_equal_ties_whatever_the_order_of_their_statements() {
        let mut turned = statements();
        turned.reverse();
        assert_eq!(Ties::of(&graph_of(&turned)).unwrap(), Ties::of(&graph_of(&statements())).unwrap());
        assert_ne!(Ties::of(&graph_of(&[approval()])).unwrap(), Ties::of(&graph_of(&statements())).unwrap());
    }

    #[test]
    fn a_node_is_found_by_its_iri() {
        let graph = graph_of(&statements());
        let ties = Ties::of(&graph).unwrap();
        for node in ties.nodes() {
            assert_eq!(ties.node(&ties.iri(node)), Some(node));
            assert!(
                ties.near(node).all(|(near, edge)| ties.ends(edge) == (node, near) || ties.ends(edge) == (near, node))
            );
        }
        assert_eq!(ties.node("https://example.org/nowhere"), None);
    }
}
