//! The graph of notes that are read apart, on many machines perhaps: what each note gives, as lines of N-Quads; and the lines
//! of all of them, in order, as the graph.
//!
//! What is a note's own stands in the default graph. What it says of things that other notes can speak of too (how they are
//! called, of what kind they are, when they happened) is no triple yet, since a label is what *most* notes call a thing: it
//! stands as entries of the ledger (`an:ledgerEntry`) in a graph of the note's own. Each line comes from one note alone, so that lines
//! may be put together and sorted anywhere. [`Pieces::merge`] then needs the lines of one subject at a time: those of some
//! subjects can be merged apart from those of others.
//!
//! It knows nothing of files and of machines.

use super::{
    ExportError, ExportFormat, Exported,
    export::write_each,
    ledger::{Entries, Ledger},
    literal,
    rdf::{Context, GraphError, Input, Part, Told, about_all, describe, order},
    vocabulary::an,
};
use oxigraph::{
    io::{RdfFormat, RdfParser, RdfSerializer},
    model::{GraphName, GraphNameRef, NamedNode, NamedOrBlankNode, Quad, QuadRef, Term, Triple},
};
use std::{
    borrow::Cow,
    collections::VecDeque,
    io::{self, Read, Write},
};

/// Takes a graph apart and puts it together.
#[derive(Debug)]
pub struct Pieces<'a> {
    context: Context<'a>,
    about_all: Vec<Triple>,
}

/// Why lines could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// They cannot be read, or are no N-Quads.
    #[error("{0}")]
    Syntax(String),
    /// They are not sorted.
    #[error("not in order: {0} comes after {1}")]
    Order(String, String),
    /// They were not written by [`Pieces::write`].
    #[error("not from `annals extract`: {0}")]
    Foreign(String),
    /// The graph could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
}

impl<'a> Pieces<'a> {
    /// With what the notes are read with; of `input.told` nothing is used.
    ///
    /// # Errors
    /// When the base is not an absolute IRI that ends in `/` or `#`.
    pub fn new(input: &Input<'a>) -> Result<Self, GraphError> {
        Ok(Self { context: Context::of(input)?, about_all: about_all(input) })
    }

    /// Writes what one note gives, as N-Quads.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn write(&self, told: &Told<'_>, writer: impl Write) -> io::Result<()> {
        let part = Part::of(told, &self.context);
        let mut out = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(writer);
        for triple in &part.own {
            out.serialize_quad(triple.as_ref().in_graph(GraphNameRef::DefaultGraph))?;
        }
        let graph = self.context.names.hashed("part", &[told.path]);
        for (node, said, count) in part.entries.each() {
            // Every node of the ledger was an IRI when it was entered.
            let Ok(node) = NamedNode::new(node) else { continue };
            let entry = literal::plain(&format!("{count}\t{said}"));
            out.serialize_quad(QuadRef::new(&node, an::LEDGER_ENTRY, &entry, &graph))?;
        }
        out.finish()?;
        Ok(())
    }

    /// Reads the lines of all notes, or all lines about some subjects, in the order of their bytes, and writes the graph.
    /// A line may come several times. What is said of the notes as a whole is written when `whole`.
    ///
    /// # Errors
    /// When the lines cannot be read, are not in order or come from elsewhere, or the writer fails.
    pub fn merge(
        &self,
        lines: impl Read,
        whole: bool,
        format: ExportFormat,
        writer: impl Write,
    ) -> Result<Exported, MergeError> {
        let mut failed = None;
        let about_all = if whole { &self.about_all[..] } else { &[] };
        let quads = RdfParser::from_format(RdfFormat::NQuads).for_reader(lines);
        let quads = quads.map(|quad| quad.map_err(|error| MergeError::Syntax(error.to_string())));
        let merged = Merge { pieces: self, quads, next: None, last: String::new(), ready: VecDeque::new() };
        let merged = merged.map_while(|triple| triple.map_err(|error| failed = Some(error)).ok());
        let all = about_all.iter().cloned().chain(merged).map(|triple| Ok(Cow::Owned(triple)));
        let written = write_each(all, self.context.names.base(), format, writer);
        match failed {
            Some(error) => Err(error),
            None => Ok(written?),
        }
    }
}

/// Sorted quads → the triples of the graph, subject by subject.
struct Merge<'a, Q> {
    pieces: &'a Pieces<'a>,
    quads: Q,
    /// The first quad of the next subject.
    next: Option<Quad>,
    /// The subject before, as it is written.
    last: String,
    ready: VecDeque<Triple>,
}

impl<Q: Iterator<Item = Result<Quad, MergeError>>> Merge<'_, Q> {
    /// Makes ready the triples of the next subject; whether there was one.
    fn advance(&mut self) -> Result<bool, MergeError> {
        let Some(first) = self.next.take().map(Ok).or_else(|| self.quads.next()).transpose()? else { return Ok(false) };
        let subject = first.subject.to_string();
        if subject <= self.last {
            return Err(MergeError::Order(subject, std::mem::take(&mut self.last)));
        }
        let (mut triples, mut entries) = (Vec::new(), Entries::default());
        // Equal lines stand side by side: one that comes twice counts once.
        let mut before: Option<Quad> = None;
        let mut quad = Some(first);
        while let Some(this) = quad {
            if before.as_ref() != Some(&this) {
                take(&this, &mut triples, &mut entries)?;
            }
            before = Some(this);
            quad = self.quads.next().transpose()?;
            if let Some(other) = quad.take_if(|quad| before.as_ref().is_some_and(|this| this.subject != quad.subject)) {
                self.next = Some(other);
            }
        }
        for group in Ledger::sum([entries]).groups() {
            triples.extend(describe(&group, &self.pieces.context));
        }
        triples.sort_unstable_by(order);
        triples.dedup();
        self.ready.extend(triples);
        self.last = subject;
        Ok(true)
    }
}

fn take(quad: &Quad, triples: &mut Vec<Triple>, entries: &mut Entries) -> Result<(), MergeError> {
    let foreign = || MergeError::Foreign(quad.to_string());
    if quad.graph_name == GraphName::DefaultGraph {
        if quad.predicate == an::LEDGER_ENTRY {
            return Err(foreign());
        }
        triples.push(Triple::from(quad.clone()));
        return Ok(());
    }
    let (NamedOrBlankNode::NamedNode(node), Term::Literal(entry)) = (&quad.subject, &quad.object) else {
        return Err(foreign());
    };
    let entry = entry.value().split_once('\t').and_then(|(count, said)| Some((count.parse().ok()?, said)));
    let is_entry = entry.is_some_and(|(count, said)| entries.add_said(node, said, count));
    if quad.predicate == an::LEDGER_ENTRY && is_entry { Ok(()) } else { Err(foreign()) }
}

impl<Q: Iterator<Item = Result<Quad, MergeError>>> Iterator for Merge<'_, Q> {
    type Item = Result<Triple, MergeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(triple) = self.ready.pop_front() {
                return Some(Ok(triple));
            }
            match self.advance() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
