//! Turtle → resources with their properties, in the order of the file.

use super::{OntologyError, namespace::compact};
use oxigraph::{
    io::{RdfFormat, RdfParser, RdfSyntaxError},
    model::{NamedOrBlankNode, Term},
};
use std::collections::BTreeMap;

/// Everything the files say, by subject (compact IRI, or a blank node's name).
#[derive(Debug, Default)]
pub(super) struct Resources {
    pub(super) by_name: BTreeMap<String, Resource>,
    files: usize,
}

/// What the files say of one subject.
#[derive(Debug, Default)]
pub(super) struct Resource {
    pub(super) properties: Vec<Property>,
}

/// One property of a resource.
#[derive(Debug)]
pub(super) struct Property {
    /// Compact IRI.
    pub(super) name: String,
    pub(super) value: Value,
    /// Index of the file it stands in.
    pub(super) file: usize,
}

/// The value of a property.
#[derive(Debug)]
pub(super) enum Value {
    /// A compact IRI or the name of a blank node.
    Name(String),
    /// A literal's text.
    Text(String),
}

impl Resources {
    /// Adds what one file says.
    pub(super) fn read(&mut self, file: &str, text: &str) -> Result<(), OntologyError> {
        let number = self.files;
        self.files += 1;
        let mut subject = None;
        let mut resource: Option<(String, Resource)> = None;
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes()) {
            let quad = quad.map_err(|error| syntax_error(file, &error))?;
            if subject.as_ref() != Some(&quad.subject) {
                self.keep(resource.take());
                resource = Some((subject_name(&quad.subject, number), Resource::default()));
                subject = Some(quad.subject);
            }
            if let Some((_, resource)) = &mut resource {
                resource.properties.push(Property {
                    name: compact(quad.predicate.as_str()).into_owned(),
                    value: value(quad.object, number),
                    file: number,
                });
            }
        }
        self.keep(resource);
        Ok(())
    }

    /// The resource of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Resource> {
        self.by_name.get(name)
    }

    fn keep(&mut self, resource: Option<(String, Resource)>) {
        if let Some((name, resource)) = resource {
            self.by_name.entry(name).or_default().properties.extend(resource.properties);
        }
    }
}

impl Resource {
    /// Values of a property that are literals.
    pub(super) fn texts<'a>(&'a self, property: &'a str) -> impl Iterator<Item = &'a str> {
        self.properties.iter().filter(move |p| p.name == property).filter_map(|p| match &p.value {
            Value::Text(text) => Some(text.as_str()),
            Value::Name(_) => None,
        })
    }

    /// Values of a property that are resources.
    pub(super) fn names<'a>(&'a self, property: &'a str) -> impl Iterator<Item = &'a str> {
        self.properties.iter().filter(move |p| p.name == property).filter_map(|p| match &p.value {
            Value::Name(name) => Some(name.as_str()),
            Value::Text(_) => None,
        })
    }

    /// The first literal of a property.
    pub(super) fn text<'a>(&'a self, property: &'a str) -> Option<&'a str> {
        self.texts(property).next()
    }

    /// All literals of a property.
    pub(super) fn strings(&self, property: &str) -> Vec<String> {
        self.texts(property).map(str::to_owned).collect()
    }

    /// Whether it is declared to be of this class.
    pub(super) fn is_a(&self, class: &str) -> bool {
        self.names("rdf:type").any(|name| name == class)
    }

    /// Whether a property is `true`.
    pub(super) fn flag(&self, property: &str) -> bool {
        self.text(property) == Some("true")
    }

    /// The file in which it is first spoken of.
    pub(super) fn file(&self) -> usize {
        self.properties.first().map_or(0, |p| p.file)
    }
}

fn subject_name(subject: &NamedOrBlankNode, file: usize) -> String {
    match subject {
        NamedOrBlankNode::NamedNode(node) => compact(node.as_str()).into_owned(),
        NamedOrBlankNode::BlankNode(node) => format!("_:{file}-{}", node.as_str()),
    }
}

fn value(term: Term, file: usize) -> Value {
    match term {
        Term::NamedNode(node) => Value::Name(compact(node.as_str()).into_owned()),
        Term::BlankNode(node) => Value::Name(format!("_:{file}-{}", node.as_str())),
        Term::Literal(literal) => Value::Text(literal.destruct().0),
    }
}

fn syntax_error(file: &str, error: &RdfSyntaxError) -> OntologyError {
    let (line, column) = error.location().map_or((1, 1), |place| (place.start.line + 1, place.start.column + 1));
    let whole = error.to_string();
    // The parser's own text opens with the position, which is told apart here.
    let message = match whole.split_once(": ") {
        Some((position, rest)) if position.starts_with("Parser error") => rest.to_owned(),
        _ => whole,
    };
    OntologyError { file: file.to_owned(), line, column, message }
}
