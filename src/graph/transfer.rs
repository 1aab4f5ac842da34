//! A whole store from a file of RDF, and from one process to another.
//!
//! Unlike a graph of notes, a file may have named graphs; they can be asked, but have no names and ties.

use super::{Content, ExportFormat, Graph, Store, StoreError, store::load_quads};
use oxigraph::{
    io::{RdfFormat, RdfParser, RdfSerializer},
    model::{GraphName, Quad, Triple},
};
use std::{
    fs,
    io::{self, Read, Write},
    path::Path,
};

impl Store {
    /// Reads a file of Turtle, N-Triples, N-Quads, `TriG`, RDF/XML or JSON-LD, as its extension tells, into memory.
    ///
    /// # Errors
    /// When it cannot be read, has another extension, or is not what its extension says.
    pub fn read_file(path: &Path, base: &str) -> Result<Self, StoreError> {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let unknown = |_| StoreError::Format(path.to_owned());
        let format: ExportFormat = extension.parse().map_err(unknown)?;
        let bytes = fs::read(path).map_err(|source| StoreError::Io { path: path.to_owned(), source })?;
        let parser = RdfParser::from_format(format.rdf_format()).for_slice(&bytes);
        let parsed: Result<Vec<Quad>, _> = parser.collect();
        let quads = parsed.map_err(|error| StoreError::Syntax { path: path.to_owned(), message: error.to_string() })?;
        let default = quads.iter().filter(|quad| quad.graph_name == GraphName::DefaultGraph);
        let graph = Graph::from_triples(base, default.cloned().map(Triple::from).collect());
        let store = Self::in_memory(&graph)?;
        load_quads(store.database(), quads.into_iter().filter(|quad| quad.graph_name != GraphName::DefaultGraph))?;
        Ok(store)
    }

    /// Names what it holds: another content has another name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn content_id(&self) -> Result<String, StoreError> {
        let mut sum = Content::default();
        for quad in self.database() {
            sum = sum.plus(Content::of_quad(&quad?));
        }
        Ok(format!("memory-{}", &sum.to_string()[..16]))
    }

    /// Writes all of it as N-Quads, for [`Store::receive`].
    ///
    /// # Errors
    /// When the database or the writer fails.
    pub fn send(&self, writer: impl Write) -> io::Result<()> {
        let mut serializer = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(writer);
        for quad in self.database() {
            serializer.serialize_quad(&quad.map_err(io::Error::other)?)?;
        }
        serializer.finish()?.flush()
    }

    /// What [`Store::send`] wrote, to be queried: it has no names and ties.
    ///
    /// # Errors
    /// When the reader fails, or the database, which in memory it does not.
    pub fn receive(reader: impl Read, base: &str) -> Result<Self, StoreError> {
        let store = Self::without_snapshot(oxigraph::store::Store::new()?, base);
        let mut failed = None;
        let parsed = RdfParser::from_format(RdfFormat::NQuads).for_reader(reader);
        let whole = parsed.map_while(|quad| quad.map_err(|error| failed = Some(error)).ok());
        load_quads(store.database(), whole)?;
        match failed {
            Some(error) => Err(StoreError::Syntax { path: "the graph".into(), message: error.to_string() }),
            None => Ok(store),
        }
    }
}
