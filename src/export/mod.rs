//! A graph, or a part of it, written out for other programs and as reports.
//!
//! In come a [`Store`] and a [`Request`]; out go the files of one format. Nothing here knows where files lie: who asks gives
//! something to write to. No clock, no order of chance: the same graph and request give the same bytes.
//!
//! 1. [`Choice`] says which claims (`choice`); for RDF, `part` makes a graph of them again.
//! 2. `network` makes nodes and edges of them, `columns` says what is told of each; `graphml`, `gexf`, `cytoscape`, `csv`, `neo4j`,
//!    `dot` and `mermaid` write that. `layout` says where nodes stand, for `svg` and `canvas`.
//! 3. `report` gathers what is said of each thing, in `words`; `markdown` and `html` write that.
//! 4. `rdf12` writes claims as reifiers, `nanopubs` as publications, `quickstatements` as edits; RDF 1.1 is written by
//!    [`graph`](crate::graph).
//!
//! Everything is written in one pass over claims in memory; only a tie is looked up, nothing is compared with everything.
//!
//! *Invariant:* what is no fact is never written as one. In a network it is left out, or its edge says what it is.

mod canvas;
mod choice;
mod claimed;
mod columns;
mod csv;
mod cytoscape;
mod dot;
mod format;
mod gexf;
mod graphml;
mod html;
mod layout;
mod markdown;
mod mermaid;
mod nanopubs;
mod neo4j;
mod network;
mod part;
mod quickstatements;
mod rdf12;
mod report;
mod svg;
mod words;
mod xml;

pub use choice::Choice;
pub use format::{Format, RdfVersion, Request, UnknownFormat, Unsuitable};

use crate::{
    graph::{ClaimRow, ExportError, ExportFormat, Graph, Store, StoreError},
    ontology::Ontology,
    timeline,
};
use network::Network;
use quickstatements::Aligned;
use std::{
    collections::BTreeSet,
    io::{self, Write},
};

/// Why nothing could be written, or not all.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The writer failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The format cannot do what is asked for.
    #[error(transparent)]
    Unsuitable(#[from] Unsuitable),
    /// The base of the graph is no IRI.
    #[error(transparent)]
    Rdf(ExportError),
}

impl From<ExportError> for WriteError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Io(error) => Self::Io(error),
            ExportError::Base(_) => Self::Rdf(error),
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Nothing fits what was asked for, so that nothing was written.
    pub nothing: bool,
    /// Characters that XML cannot hold and that were replaced by U+FFFD.
    pub replaced: usize,
    /// What whoever asked should know.
    pub told: Vec<String>,
}

/// Gives what a file is written to, by its name; by an empty name where the format has one file.
pub type Open<'a> = dyn FnMut(&str) -> io::Result<Box<dyn Write + 'a>> + 'a;

/// Nodes of a network and entries of a timeline that are drawn in a report.
const MOST_DRAWN: usize = 150;
const MOST_DATED: usize = 250;

/// Writes what is asked for.
///
/// # Errors
/// When the format cannot do that, a writer or the database fails, or the base of the graph is no IRI.
pub fn write(
    store: &Store,
    ontology: &Ontology,
    request: &Request,
    open: &mut Open<'_>,
) -> Result<Written, WriteError> {
    request.check()?;
    match request.format {
        Format::Rdf(format) => rdf(store, request, format, open),
        Format::Nanopubs => nanopubs(store, request, open),
        Format::QuickStatements => edits(store, ontology, request, open),
        Format::Markdown | Format::Html => reports(store, request, open),
        _ => networks(store, request, open),
    }
}

fn nothing() -> Written {
    Written { nothing: true, ..Written::default() }
}

fn rdf(store: &Store, request: &Request, format: ExportFormat, open: &mut Open<'_>) -> Result<Written, WriteError> {
    let mut graph = store.graph()?;
    if !request.choice.is_all() {
        let rows = request.choice.claims(store, false)?;
        if rows.is_empty() {
            return Ok(nothing());
        }
        graph = part_of(&graph, &rows);
    }
    let mut out = open("")?;
    let mut written = Written::default();
    match request.rdf {
        RdfVersion::V1_1 => written.replaced = graph.export(format, &mut out)?.replaced,
        RdfVersion::V1_2 => rdf12::write(&graph, format, &mut out)?,
    }
    out.flush()?;
    Ok(written)
}

fn part_of(graph: &Graph, rows: &[ClaimRow]) -> Graph {
    let claims: BTreeSet<&str> = rows.iter().map(|row| row.iri.as_str()).collect();
    part::part(graph, &claims)
}

fn nanopubs(store: &Store, request: &Request, open: &mut Open<'_>) -> Result<Written, WriteError> {
    let rows = request.choice.claims(store, false)?;
    if rows.is_empty() {
        return Ok(nothing());
    }
    let mut out = open("")?;
    nanopubs::write(&store.graph()?, &rows, request.created.as_deref(), &mut out)?;
    out.flush()?;
    Ok(Written::default())
}

fn edits(store: &Store, ontology: &Ontology, request: &Request, open: &mut Open<'_>) -> Result<Written, WriteError> {
    let rows = request.choice.claims(store, true)?;
    if rows.is_empty() {
        return Ok(nothing());
    }
    let aligned = Aligned::of(store, ontology)?;
    let mut written = Written::default();
    let total = if aligned.fitting(&rows) == 0 {
        written.nothing = true;
        (0, ClaimRow::merge(rows).len())
    } else {
        let mut out = open("")?;
        let counts = aligned.write(rows, &mut out)?;
        out.flush()?;
        counts
    };
    written.told.push(format!(
        "{} of {} facts are written; of the others the subject, relation or value is not aligned with Wikidata (owl:sameAs wd:Q… in a \
         gazetteer, skos:exactMatch wdt:P… in an ontology)",
        total.0, total.1
    ));
    Ok(written)
}

fn reports(store: &Store, request: &Request, open: &mut Open<'_>) -> Result<Written, WriteError> {
    let claims = request.choice.claims(store, false)?;
    if claims.is_empty() {
        return Ok(nothing());
    }
    let rows = report::in_order(claims.clone());
    let report = report::Report::of(&rows, &request.choice.entities, store)?;
    let title = title(store, &request.choice)?;
    let mut out = open("")?;
    if request.format == Format::Markdown {
        markdown::write(&report, &title, &mut out)?;
    } else {
        let drawn: Vec<ClaimRow> = claims.into_iter().filter(|row| row.fact || request.claims).collect();
        let whole = Network::of(&drawn, store)?;
        let nodes = whole.nodes.len();
        let network = whole.most_tied(MOST_DRAWN);
        let mut entries = timeline::entries(rows.iter().filter(|row| row.fact).cloned().collect());
        let dated = entries.len();
        entries.truncate(MOST_DATED);
        let pictures = html::Pictures {
            nodes_left_out: nodes - network.nodes.len(),
            network: (!network.edges.is_empty())
                .then(|| svg::picture(&network, &first(&network, &request.choice), &format!("Network: {title}"))),
            entries_left_out: dated - entries.len(),
            timeline: (!entries.is_empty()).then(|| timeline::render_svg(&entries)),
        };
        out.write_all(html::page(&report, &title, &pictures).as_bytes())?;
    }
    out.flush()?;
    Ok(Written::default())
}

/// What a report is about.
fn title(store: &Store, choice: &Choice) -> Result<String, StoreError> {
    let names: Result<Vec<String>, StoreError> =
        choice.entities.iter().map(|iri| Ok(words::one_line(&store.named(iri)?.label))).collect();
    let names = names?;
    Ok(if names.is_empty() {
        "What the notes say".to_owned()
    } else {
        format!("What the notes say of {}", names.join(", "))
    })
}

/// The nodes that a picture grows from.
fn first(network: &Network<'_>, choice: &Choice) -> Vec<usize> {
    let place = |iri: &String| network.nodes.binary_search_by(|node| node.named.iri.cmp(iri)).ok();
    choice.entities.iter().filter_map(place).collect()
}

fn networks(store: &Store, request: &Request, open: &mut Open<'_>) -> Result<Written, WriteError> {
    let rows = request.choice.claims(store, !request.claims)?;
    let network = Network::of(&rows, store)?;
    if network.nodes.is_empty() {
        return Ok(nothing());
    }
    let mut written = Written::default();
    match request.format {
        Format::Csv | Format::Neo4j => {
            for name in request.format.files() {
                let mut out = open(name)?;
                table(&network, request, name, &mut out)?;
                out.flush()?;
            }
        }
        _ => {
            let mut out = open("")?;
            written = single(&network, request, &mut out)?;
            out.flush()?;
        }
    }
    Ok(written)
}

fn table(network: &Network<'_>, request: &Request, name: &str, out: &mut dyn Write) -> io::Result<()> {
    match (request.format, name) {
        (Format::Csv, "nodes.csv") => csv::write_nodes(network, request.spreadsheet, out),
        (Format::Csv, _) => csv::write_edges(network, request.spreadsheet, out),
        (_, "nodes.csv") => neo4j::write_nodes(network, out),
        (_, "relationships.csv") => neo4j::write_relationships(network, out),
        _ => neo4j::write_script(network, out),
    }
}

fn single(network: &Network<'_>, request: &Request, out: &mut dyn Write) -> io::Result<Written> {
    let mut written = Written::default();
    match request.format {
        Format::GraphMl => written.replaced = graphml::write(network, out)?,
        Format::Gexf => written.replaced = gexf::write(network, out)?,
        Format::Dot => written.replaced = dot::write(network, out)?,
        Format::Mermaid => {
            let text = mermaid::text(network);
            written.told.extend(mermaid::advice(network, &text));
            mermaid::write(&text, out)?;
        }
        Format::Canvas => canvas::write(network, &first(network, &request.choice), out)?,
        Format::Svg => {
            let picture = svg::picture(network, &first(network, &request.choice), "Network of what the notes say");
            out.write_all(picture.as_bytes())?;
        }
        _ => cytoscape::write(network, out)?,
    }
    Ok(written)
}
