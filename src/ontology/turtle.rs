//! Turtle → resources with their properties, in the order of the file.

use super::{OntologyError, namespace::compact};
use oxigraph::{
    io::{RdfFormat, RdfParser, RdfSyntaxError},
    model::{BlankNode, NamedOrBlankNode, Term},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

/// The file of what is built in: nobody need be told where it stands.
pub(super) const BUILT_IN_FILE: usize = usize::MAX;

/// Everything the files say, by subject (compact IRI, or a blank node's name).
#[derive(Debug, Default)]
pub(super) struct Resources<'a> {
    pub(super) by_name: BTreeMap<Cow<'a, str>, Resource<'a>>,
}

/// What the files say of one subject.
#[derive(Debug, Default)]
pub(super) struct Resource<'a> {
    pub(super) properties: Vec<Property<'a>>,
}

/// One property of a resource.
#[derive(Debug)]
pub(super) struct Property<'a> {
    /// Compact IRI.
    pub(super) name: Cow<'a, str>,
    pub(super) value: Value<'a>,
    /// Index of the file it stands in, or [`BUILT_IN_FILE`].
    pub(super) file: usize,
}

/// The value of a property.
#[derive(Debug)]
pub(super) enum Value<'a> {
    /// A compact IRI or the name of a blank node.
    Name(Cow<'a, str>),
    /// A literal's text.
    Text(Cow<'a, str>),
}

impl<'a> Resources<'a> {
    /// Adds what one file says; `number` tells it from the others.
    pub(super) fn read(&mut self, number: usize, file: &str, text: &str) -> Result<(), OntologyError> {
        let mut blanks = Blanks { file: number, met: HashMap::new() };
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes()) {
            let quad = quad.map_err(|error| syntax_error(file, &error))?;
            let subject = match quad.subject {
                NamedOrBlankNode::NamedNode(node) => compact(node.as_str()).into_owned(),
                NamedOrBlankNode::BlankNode(node) => blanks.name(node),
            };
            let property = Property {
                name: Cow::Owned(compact(quad.predicate.as_str()).into_owned()),
                value: value(quad.object, &mut blanks),
                file: number,
            };
            self.add(Cow::Owned(subject), Resource { properties: vec![property] });
        }
        Ok(())
    }

    /// Adds what is said of one subject to what was said of it before.
    pub(super) fn add(&mut self, name: Cow<'a, str>, resource: Resource<'a>) {
        self.by_name.entry(name).or_default().properties.extend(resource.properties);
    }

    /// The resource of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Resource<'a>> {
        self.by_name.get(name)
    }
}

impl Resource<'_> {
    /// Values of a property that are literals.
    pub(super) fn texts<'s>(&'s self, property: &'s str) -> impl Iterator<Item = &'s str> {
        self.properties.iter().filter(move |p| p.name == property).filter_map(|p| match &p.value {
            Value::Text(text) => Some(text.as_ref()),
            Value::Name(_) => None,
        })
    }

    /// Values of a property that are resources.
    pub(super) fn names<'s>(&'s self, property: &'s str) -> impl Iterator<Item = &'s str> {
        self.properties.iter().filter(move |p| p.name == property).filter_map(|p| match &p.value {
            Value::Name(name) => Some(name.as_ref()),
            Value::Text(_) => None,
        })
    }

    /// The first literal of a property.
    pub(super) fn text<'s>(&'s self, property: &'s str) -> Option<&'s str> {
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

    /// The file in which it is last spoken of: a user's, if one adds to what is built in.
    pub(super) fn file(&self) -> usize {
        self.properties.last().map_or(BUILT_IN_FILE, |p| p.file)
    }
}

/// Names blank nodes in the order in which they are met: the parser's own names are random.
struct Blanks {
    file: usize,
    met: HashMap<BlankNode, usize>,
}

impl Blanks {
    fn name(&mut self, node: BlankNode) -> String {
        let next = self.met.len();
        format!("_:{}-{}", self.file, self.met.entry(node).or_insert(next))
    }
}

fn value(term: Term, blanks: &mut Blanks) -> Value<'static> {
    match term {
        Term::NamedNode(node) => Value::Name(Cow::Owned(compact(node.as_str()).into_owned())),
        Term::BlankNode(node) => Value::Name(Cow::Owned(blanks.name(node))),
        Term::Literal(literal) => Value::Text(Cow::Owned(literal.destruct().0)),
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
