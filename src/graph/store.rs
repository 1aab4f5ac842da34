//! The store: a graph that can be asked, in memory or opened read-only from disk.

use super::{
    rdf::{Graph, GraphError},
    reader::{Lookup, subject_of},
    snapshot::Snapshot,
    vocabulary::DEFAULT_BASE,
};
use oxigraph::{
    model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Quad, Term, TermRef, Triple},
    store::StorageError,
};
use std::{fs::File, io, path::PathBuf, sync::Arc};

/// A graph that can be asked. It is never written to once made.
#[derive(Clone)]
pub struct Store {
    inner: oxigraph::store::Store,
    base: String,
    /// Names and ties of all of it.
    snapshot: Arc<Snapshot>,
    /// What keeps the files it reads from being removed; in memory there are none.
    lease: Option<Arc<File>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("base", &self.base).field("lease", &self.lease).finish_non_exhaustive()
    }
}

/// Why a graph could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database failed.
    #[error("the graph's database failed: {0}")]
    Storage(#[from] StorageError),
    /// There is no graph where one was looked for.
    #[error("there is no graph in {}: run `annals build NOTES` there first, or use --notes to build one in memory", .0.display())]
    Missing(PathBuf),
    /// Somebody else is building it.
    #[error("{} is being built by {holder}: wait for it to finish, then try again", path.display())]
    Busy {
        /// The folder of the graph.
        path: PathBuf,
        /// Who holds the lock, as far as it is known.
        holder: String,
    },
    /// Another build has published a graph since this one began.
    #[error("{} has been built by somebody else meanwhile: build again", .0.display())]
    Overtaken(PathBuf),
    /// Another version of the program made it.
    #[error("the graph in {} has format {found}, this program reads format {expected}: run `annals build` again", path.display())]
    Version {
        /// The folder of the graph.
        path: PathBuf,
        /// The format it says it has.
        found: u32,
        /// The format this program reads.
        expected: u32,
    },
    /// What is on disk is not what was written.
    #[error("the graph in {} is damaged ({what}): remove that folder and run `annals build` again", path.display())]
    Damaged {
        /// The folder of the graph.
        path: PathBuf,
        /// What does not fit.
        what: String,
    },
    /// No format of RDF has this extension.
    #[error("{}: name it .ttl, .nt, .nq, .trig, .rdf or .jsonld, so that its format is known", .0.display())]
    Format(PathBuf),
    /// A file is not what its extension says.
    #[error("{}: {message}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Where, and what was found there.
        message: String,
    },
    /// The graph cannot be made.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// There is no room for it.
    #[error("{}: the disk is full; the graph that was there before is as it was. Make room and build again", .0.display())]
    Full(PathBuf),
    /// The file system failed.
    #[error("{}: {source}", path.display())]
    Io {
        /// What was being read or written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The program was built without the feature `disk`.
    #[error("this build keeps graphs in memory only: use --notes, or install with the feature `disk`")]
    MemoryOnly,
}

impl Store {
    /// Loads a graph into memory.
    ///
    /// # Errors
    /// When the database fails, which in memory it does not.
    pub fn in_memory(graph: &Graph) -> Result<Self, StoreError> {
        let inner = oxigraph::store::Store::new()?;
        load(&inner, graph.triples().iter().cloned())?;
        let snapshot = Snapshot::in_memory(graph)?;
        Ok(Self { inner, base: graph.base().to_owned(), snapshot: Arc::new(snapshot), lease: None })
    }

    /// An empty graph in memory.
    ///
    /// # Errors
    /// When the database fails, which in memory it does not.
    pub fn empty() -> Result<Self, StoreError> {
        Self::in_memory(&Graph::from_triples(DEFAULT_BASE, Vec::new()))
    }

    /// A store over a database on disk with its snapshot, both of which the lease keeps there.
    #[cfg(feature = "disk")]
    pub(super) fn leased(inner: oxigraph::store::Store, base: &str, snapshot: Snapshot, lease: Arc<File>) -> Self {
        Self { inner, base: base.to_owned(), snapshot: Arc::new(snapshot), lease: Some(lease) }
    }

    /// A store over a database that has no snapshot, or none yet.
    pub(super) fn without_snapshot(inner: oxigraph::store::Store, base: &str) -> Self {
        Self { inner, base: base.to_owned(), snapshot: Arc::default(), lease: None }
    }

    /// Lets the files it reads be removed, unless others read them too; nothing more can be read then.
    #[cfg(feature = "disk")]
    pub(super) fn release(&self) {
        // Should that fail, the files stay until the next build.
        drop(self.lease.as_ref().map(|lease| lease.unlock()));
    }

    pub(super) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The base of its entities, claims and spans.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The database itself, to read from.
    #[must_use]
    pub const fn database(&self) -> &oxigraph::store::Store {
        &self.inner
    }

    /// How many triples it holds.
    ///
    /// # Errors
    /// When the database fails.
    pub fn len(&self) -> Result<usize, StoreError> {
        Ok(self.inner.len()?)
    }

    /// Whether it holds nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.inner.is_empty()?)
    }

    /// All triples, as a graph again.
    ///
    /// # Errors
    /// When the database fails.
    pub fn graph(&self) -> Result<Graph, StoreError> {
        let triples: Result<Vec<Triple>, StorageError> = self.inner.iter().map(|quad| quad.map(Triple::from)).collect();
        Ok(Graph::from_triples(&self.base, triples?))
    }

    /// Triples of this shape, in no order.
    pub(super) fn pattern<'a>(
        &self,
        subject: Option<NamedNodeRef<'a>>,
        predicate: Option<NamedNodeRef<'a>>,
        object: Option<TermRef<'a>>,
    ) -> Result<Vec<Quad>, StoreError> {
        let subject = subject.map(NamedOrBlankNodeRef::from);
        let found = self.inner.quads_for_pattern(subject, predicate, object, Some(GraphNameRef::DefaultGraph));
        Ok(found.collect::<Result<_, _>>()?)
    }
}

impl Lookup for Store {
    fn base(&self) -> &str {
        &self.base
    }

    fn about(&self, subject: NamedNodeRef<'_>) -> Result<Vec<Quad>, StoreError> {
        self.pattern(Some(subject), None, None)
    }

    fn values(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Result<Vec<Term>, StoreError> {
        let mut values: Vec<Term> =
            self.pattern(Some(subject), Some(predicate), None)?.into_iter().map(|quad| quad.object).collect();
        values.sort_by_cached_key(ToString::to_string);
        Ok(values)
    }

    fn pointing(&self, predicate: NamedNodeRef<'_>, to: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, StoreError> {
        Ok(self.pattern(None, Some(predicate), Some(to.into()))?.into_iter().filter_map(subject_of).collect())
    }
}

/// Megabytes that loading may use.
const LOADER_MEMORY: usize = 256;

/// Loads triples into a database.
pub(super) fn load(
    database: &oxigraph::store::Store,
    triples: impl Iterator<Item = Triple>,
) -> Result<(), StorageError> {
    load_quads(database, triples.map(|triple| triple.in_graph(GraphName::DefaultGraph)))
}

/// Loads quads into a database.
pub(super) fn load_quads(
    database: &oxigraph::store::Store,
    quads: impl Iterator<Item = Quad>,
) -> Result<(), StorageError> {
    let mut loader = database.bulk_loader().with_num_threads(2).with_max_memory_size_in_megabytes(LOADER_MEMORY);
    loader.load_quads(quads)?;
    loader.commit()
}
