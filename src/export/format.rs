//! The formats that graphs are written in, and what may be asked of each.

use super::{Choice, rdf12};
use crate::graph::ExportFormat;
use std::str::FromStr;

/// A format that a graph, or a part of it, is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One of the formats of RDF.
    Rdf(ExportFormat),
    /// Nanopublications.
    Nanopubs,
    /// `GraphML`.
    GraphMl,
    /// GEXF, with times.
    Gexf,
    /// Elements of Cytoscape.js.
    Cytoscape,
    /// Tables of nodes and edges.
    Csv,
    /// Tables for Neo4j, and a script that loads them.
    Neo4j,
    /// The language of Graphviz.
    Dot,
    /// A Mermaid flowchart.
    Mermaid,
    /// A picture of the network.
    Svg,
    /// JSON Canvas.
    Canvas,
    /// A report in Markdown.
    Markdown,
    /// A report as a page of HTML.
    Html,
    /// Edits of Wikidata.
    QuickStatements,
}

/// Those that are no RDF, with the name that each goes by first, then further ones.
const NAMED: [(Format, &[&str]); 13] = [
    (Format::Nanopubs, &["nanopubs", "nanopub"]),
    (Format::GraphMl, &["graphml"]),
    (Format::Gexf, &["gexf"]),
    (Format::Cytoscape, &["cytoscape", "cyjs"]),
    (Format::Csv, &["csv"]),
    (Format::Neo4j, &["neo4j", "cypher"]),
    (Format::Dot, &["dot", "graphviz", "gv"]),
    (Format::Mermaid, &["mermaid", "mmd"]),
    (Format::Svg, &["svg"]),
    (Format::Canvas, &["canvas", "jsoncanvas"]),
    (Format::Markdown, &["markdown", "md"]),
    (Format::Html, &["html"]),
    (Format::QuickStatements, &["quickstatements"]),
];

/// No format goes by that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no export format is called `{wanted}`: use {}", known())]
pub struct UnknownFormat {
    wanted: String,
}

fn known() -> String {
    let rdf = ExportFormat::ALL.map(ExportFormat::name).into_iter();
    let all: Vec<&str> = rdf.chain(NAMED.iter().map(|(_, names)| names[0])).collect();
    let (last, first) = all.split_last().expect("there are formats");
    format!("{} or {last}", first.join(", "))
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let named = NAMED.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(format, _)| *format);
        let rdf = || text.parse().ok().map(Self::Rdf);
        named.or_else(rdf).ok_or_else(|| UnknownFormat { wanted: text.to_owned() })
    }
}

impl Format {
    /// The name it goes by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rdf(format) => format.name(),
            other => NAMED.iter().find(|(format, _)| *format == other).map_or("", |(_, names)| names[0]),
        }
    }

    /// The names of its files, where it has several.
    #[must_use]
    pub const fn files(self) -> &'static [&'static str] {
        match self {
            Self::Csv => &["nodes.csv", "edges.csv"],
            Self::Neo4j => &["nodes.csv", "relationships.csv", "load.cypher"],
            _ => &[],
        }
    }

    /// Whether it holds a network, of facts unless claims are asked for.
    #[must_use]
    pub const fn is_network(self) -> bool {
        matches!(
            self,
            Self::GraphMl
                | Self::Gexf
                | Self::Cytoscape
                | Self::Csv
                | Self::Neo4j
                | Self::Dot
                | Self::Mermaid
                | Self::Svg
                | Self::Canvas
                | Self::Html
        )
    }
}

/// The version of RDF that claims are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RdfVersion {
    /// Claims as nodes with subject, predicate and object.
    #[default]
    V1_1,
    /// Claims as reifiers and annotations.
    V1_2,
}

/// What is to be written.
#[derive(Clone, Debug)]
pub struct Request {
    /// In what format.
    pub format: Format,
    /// Of what part of the graph.
    pub choice: Choice,
    /// In a network, also what is only claimed.
    pub claims: bool,
    /// In a table, guard cells that a spreadsheet would take for formulas.
    pub spreadsheet: bool,
    /// In which version of RDF.
    pub rdf: RdfVersion,
    /// When nanopublications are said to have been made: a day, or a time of day in UTC.
    pub created: Option<String>,
}

/// What a format cannot do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} means nothing for {format}: it is for {fit}")]
pub struct Unsuitable {
    what: &'static str,
    format: &'static str,
    fit: &'static str,
}

impl Request {
    /// That all is written in this format.
    #[must_use]
    pub fn of(format: Format) -> Self {
        Self {
            format,
            choice: Choice::default(),
            claims: false,
            spreadsheet: false,
            rdf: RdfVersion::default(),
            created: None,
        }
    }

    /// Whether the format can do what is asked for.
    ///
    /// # Errors
    /// When it cannot.
    pub fn check(&self) -> Result<(), Unsuitable> {
        let format = self.format;
        let holds = matches!(format, Format::Rdf(format) if rdf12::holds(format));
        let wrong = [
            (self.rdf == RdfVersion::V1_2 && !holds, "--rdf 1.2", "turtle, trig, n-triples and n-quads"),
            (self.spreadsheet && format != Format::Csv, "--spreadsheet", "csv"),
            (self.created.is_some() && format != Format::Nanopubs, "--created", "nanopubs"),
            (self.claims && !format.is_network(), "--claims", "networks and pictures; RDF and reports have all claims"),
        ];
        match wrong.into_iter().find(|(wrong, ..)| *wrong) {
            Some((_, what, fit)) => Err(Unsuitable { what, format: format.name(), fit }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, NAMED, Request};
    use crate::graph::ExportFormat;

    #[test]
    fn formats_go_by_their_names() {
        for (format, names) in NAMED {
            assert!(names.iter().all(|name| name.parse() == Ok(format)));
            assert_eq!(format.name(), names[0]);
        }
        assert_eq!("JSON-LD".parse(), Ok(Format::Rdf(ExportFormat::JsonLd)));
        assert_eq!("ttl".parse(), Ok(Format::Rdf(ExportFormat::Turtle)));
        let told = "word".parse::<Format>().unwrap_err().to_string();
        assert!(told.contains("`word`") && told.contains("turtle, ") && told.ends_with("or quickstatements"), "{told}");
    }

    #[test]
    fn what_a_format_cannot_do_is_said() {
        let request = Request { spreadsheet: true, ..Request::of(Format::Dot) };
        assert!(request.check().unwrap_err().to_string().contains("--spreadsheet means nothing for dot"));
        assert!(Request { claims: true, ..Request::of(Format::Gexf) }.check().is_ok());
        assert!(Request { claims: true, ..Request::of(Format::Markdown) }.check().is_err());
    }
}
