//! A graph written out: Turtle to read, N-Triples and N-Quads to compare, TriG, RDF/XML and JSON-LD to exchange.
//!
//! All terms are written by Oxigraph's serialisers; order and layout are ours. The same graph always gives the
//! same bytes.

use super::{Graph, vocabulary::prefixes};
use oxigraph::{
    io::{JsonLdProfileSet, RdfFormat, RdfSerializer},
    model::{GraphNameRef, IriParseError, Literal, Term, Triple},
};
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    io::{self, Write},
    str::FromStr,
};

/// A format that graphs are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ExportFormat {
    /// Turtle, grouped by subject, with prefixes.
    Turtle,
    /// N-Triples, one triple a line.
    NTriples,
    /// N-Quads, one quad a line.
    NQuads,
    /// `TriG`, as Turtle.
    TriG,
    /// RDF/XML.
    RdfXml,
    /// JSON-LD, expanded form.
    JsonLd,
}

/// No format goes by that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no export format is called `{0}`: use turtle, n-triples, n-quads, trig, rdf-xml or json-ld")]
pub struct UnknownFormat(String);

/// Why a graph could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The writer failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The base of the graph is no IRI.
    #[error("the base of the graph cannot be a prefix: {0}")]
    Base(#[from] IriParseError),
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Triples written.
    pub triples: usize,
    /// Characters that XML 1.0 cannot hold and that were replaced by U+FFFD; 0 in all other formats.
    pub replaced: usize,
}

impl ExportFormat {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Turtle, Self::NTriples, Self::NQuads, Self::TriG, Self::RdfXml, Self::JsonLd];

    /// The name it goes by on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Turtle => "turtle",
            Self::NTriples => "n-triples",
            Self::NQuads => "n-quads",
            Self::TriG => "trig",
            Self::RdfXml => "rdf-xml",
            Self::JsonLd => "json-ld",
        }
    }

    /// The same in Oxigraph's terms.
    #[must_use]
    pub const fn rdf_format(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::TriG => RdfFormat::TriG,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        }
    }
}

impl FromStr for ExportFormat {
    type Err = UnknownFormat;

    /// From a name, a file extension or an abbreviation: `turtle`, `ttl`, `nt`, `rdf/xml`, `jsonld` …
    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        match plain.to_ascii_lowercase().as_str() {
            "turtle" | "ttl" => Ok(Self::Turtle),
            "ntriples" | "nt" => Ok(Self::NTriples),
            "nquads" | "nq" => Ok(Self::NQuads),
            "trig" => Ok(Self::TriG),
            "rdfxml" | "rdf" | "xml" => Ok(Self::RdfXml),
            "jsonld" | "json" => Ok(Self::JsonLd),
            _ => Err(UnknownFormat(text.to_owned())),
        }
    }
}

impl Graph {
    /// Writes the graph.
    ///
    /// # Errors
    /// When the writer fails, or the base is no IRI.
    pub fn export(&self, format: ExportFormat, writer: impl Write) -> Result<Exported, ExportError> {
        write_triples(self.triples(), self.base(), format, writer)
    }
}

/// Writes triples in the order given; to be grouped well in Turtle they come sorted by subject.
///
/// # Errors
/// When the writer fails, or the base is no IRI.
pub fn write_triples(
    triples: &[Triple],
    base: &str,
    format: ExportFormat,
    writer: impl Write,
) -> Result<Exported, ExportError> {
    write_each(triples.iter().map(|triple| Ok(Cow::Borrowed(triple))), base, format, writer)
}

/// As [`write_triples`], one by one as they come, so that no more than one need be in memory.
///
/// # Errors
/// When the writer or what gives the triples fails, or the base is no IRI.
pub fn write_each<'a>(
    triples: impl Iterator<Item = io::Result<Cow<'a, Triple>>>,
    base: &str,
    format: ExportFormat,
    writer: impl Write,
) -> Result<Exported, ExportError> {
    match format {
        ExportFormat::Turtle | ExportFormat::TriG => {
            let mut layout = Layout::new(writer);
            let exported = serialize(triples, base, format, &mut layout)?;
            layout.inner.flush()?;
            Ok(exported)
        }
        ExportFormat::RdfXml => {
            let mut replaced = 0;
            let fit = triples.map(|triple| triple.map(|triple| fit_for_xml(triple, &mut replaced)));
            let exported = serialize(fit, base, format, writer)?;
            Ok(Exported { replaced, ..exported })
        }
        ExportFormat::NTriples | ExportFormat::NQuads | ExportFormat::JsonLd => {
            serialize(triples, base, format, writer)
        }
    }
}

fn serialize<'a>(
    triples: impl Iterator<Item = io::Result<Cow<'a, Triple>>>,
    base: &str,
    format: ExportFormat,
    writer: impl Write,
) -> Result<Exported, ExportError> {
    let mut serializer = RdfSerializer::from_format(format.rdf_format());
    if !matches!(format, ExportFormat::NTriples | ExportFormat::NQuads | ExportFormat::JsonLd) {
        for (prefix, namespace) in prefixes(base) {
            serializer = serializer.with_prefix(prefix, namespace)?;
        }
    }
    let mut serializer = serializer.for_writer(writer);
    let mut written = 0;
    for triple in triples {
        serializer.serialize_quad(triple?.as_ref().as_ref().in_graph(GraphNameRef::DefaultGraph))?;
        written += 1;
    }
    serializer.finish()?.flush()?;
    Ok(Exported { triples: written, replaced: 0 })
}

/// Lays Turtle out for reading: a blank line before each subject, four blanks instead of a tab.
///
/// It may do so line by line, since the serialiser writes line feeds and tabs inside literals as escapes.
struct Layout<W> {
    inner: W,
    at_line_start: bool,
    in_prefixes: bool,
}

impl<W: Write> Layout<W> {
    const fn new(inner: W) -> Self {
        Self { inner, at_line_start: true, in_prefixes: true }
    }

    fn line(&mut self, line: &[u8]) -> io::Result<()> {
        if self.at_line_start {
            if let Some(rest) = line.strip_prefix(b"\t") {
                self.inner.write_all(b"    ")?;
                return self.inner.write_all(rest);
            }
            self.in_prefixes &= line.starts_with(b"@");
            if !self.in_prefixes {
                self.inner.write_all(b"\n")?;
            }
        }
        self.inner.write_all(line)
    }
}

impl<W: Write> Write for Layout<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line(line)?;
            self.at_line_start = line.ends_with(b"\n");
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// A triple with what XML 1.0 (section 2.2) cannot hold in its literal replaced; counts how much that was.
fn fit_for_xml<'a>(triple: Cow<'a, Triple>, replaced: &mut usize) -> Cow<'a, Triple> {
    match &triple.object {
        Term::Literal(literal) if literal.value().contains(unfit_for_xml) => {
            *replaced += literal.value().matches(unfit_for_xml).count();
            let text = literal.value().replace(unfit_for_xml, "\u{fffd}");
            let literal = Literal::new_typed_literal(text, literal.datatype());
            Cow::Owned(Triple::new(triple.subject.clone(), triple.predicate.clone(), literal))
        }
        Term::Literal(_) | Term::NamedNode(_) | Term::BlankNode(_) => triple,
    }
}

/// Whether XML 1.0 (section 2.2) cannot hold a character.
pub(crate) const fn unfit_for_xml(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
