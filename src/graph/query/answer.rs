//! What a query gives, and the standard formats it is written in.

use super::table;
use crate::graph::{ExportError, ExportFormat, write_triples};
use oxigraph::{
    model::{Term, Triple, Variable},
    sparql::results::{QueryResultsFormat, QueryResultsSerializer},
};
use serde::{Deserialize, Serialize};
use std::{
    io::{self, Write},
    str::FromStr,
};

/// What a query gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// `SELECT`.
    Solutions(Solutions),
    /// `ASK`.
    Boolean(bool),
    /// `CONSTRUCT` and `DESCRIBE`.
    Graph {
        /// Sorted, each once.
        triples: Vec<Triple>,
        /// There were more than the limit.
        cut: bool,
    },
}

/// Rows of a `SELECT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solutions {
    /// The columns.
    pub variables: Vec<Variable>,
    /// The rows; a cell may be unbound.
    pub rows: Vec<Vec<Option<Term>>>,
    /// There were more than the limit.
    pub cut: bool,
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ResultFormat {
    /// An aligned table for people.
    Table,
    /// SPARQL 1.1 Query Results JSON.
    Json,
    /// SPARQL Query Results XML.
    Xml,
    /// SPARQL 1.1 Query Results CSV.
    Csv,
    /// SPARQL 1.1 Query Results TSV.
    Tsv,
}

/// No format goes by that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no result format is called `{0}`: use table, json, xml, csv or tsv")]
pub struct UnknownResultFormat(String);

impl FromStr for ResultFormat {
    type Err = UnknownResultFormat;

    fn from_str(text: &str) -> Result<Self, UnknownResultFormat> {
        match text.to_ascii_lowercase().as_str() {
            "table" => Ok(Self::Table),
            "json" => Ok(Self::Json),
            "xml" => Ok(Self::Xml),
            "csv" => Ok(Self::Csv),
            "tsv" => Ok(Self::Tsv),
            _ => Err(UnknownResultFormat(text.to_owned())),
        }
    }
}

impl Answer {
    /// Whether it has no row, no triple, or is “no”.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Solutions(solutions) => solutions.rows.is_empty(),
            Self::Boolean(value) => !value,
            Self::Graph { triples, .. } => triples.is_empty(),
        }
    }

    /// Whether there was more than the limit let through.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        match self {
            Self::Solutions(solutions) => solutions.cut,
            Self::Graph { cut, .. } => *cut,
            Self::Boolean(_) => false,
        }
    }

    /// Writes the answer: rows and truth values in `format`, triples as Turtle (as JSON-LD for `json`, as RDF/XML for
    /// `xml`). `width` is that of the terminal, for tables.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn write(
        &self,
        format: ResultFormat,
        base: &str,
        width: Option<usize>,
        mut writer: impl Write,
    ) -> Result<(), ExportError> {
        match self {
            Self::Solutions(solutions) => write_solutions(solutions, format, base, width, writer)?,
            Self::Boolean(value) => match results_format(format) {
                Some(format) => {
                    QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(&mut writer, *value)?;
                    writeln!(writer)?;
                }
                None => writeln!(writer, "{}", if *value { "yes" } else { "no" })?,
            },
            Self::Graph { triples, .. } => {
                let format = match format {
                    ResultFormat::Json => ExportFormat::JsonLd,
                    ResultFormat::Xml => ExportFormat::RdfXml,
                    ResultFormat::Table | ResultFormat::Csv | ResultFormat::Tsv => ExportFormat::Turtle,
                };
                write_triples(triples, base, format, writer)?;
            }
        }
        Ok(())
    }
}

fn write_solutions(
    solutions: &Solutions,
    format: ResultFormat,
    base: &str,
    width: Option<usize>,
    mut writer: impl Write,
) -> io::Result<()> {
    let Some(standard) = results_format(format) else {
        return writer.write_all(table::draw(solutions, base, width).as_bytes());
    };
    let serializer = QueryResultsSerializer::from_format(standard);
    let mut serializer = serializer.serialize_solutions_to_writer(&mut writer, solutions.variables.clone())?;
    for row in &solutions.rows {
        let cells = solutions.variables.iter().zip(row);
        serializer.serialize(cells.filter_map(|(variable, cell)| cell.as_ref().map(|cell| (variable, cell))))?;
    }
    serializer.finish()?;
    if matches!(format, ResultFormat::Json | ResultFormat::Xml) {
        writeln!(writer)?;
    }
    writer.flush()
}

const fn results_format(format: ResultFormat) -> Option<QueryResultsFormat> {
    match format {
        ResultFormat::Table => None,
        ResultFormat::Json => Some(QueryResultsFormat::Json),
        ResultFormat::Xml => Some(QueryResultsFormat::Xml),
        ResultFormat::Csv => Some(QueryResultsFormat::Csv),
        ResultFormat::Tsv => Some(QueryResultsFormat::Tsv),
    }
}
