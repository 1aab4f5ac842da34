//! Parses the built-in Turtle once, at build time, and writes it down as plain lines that load in a few milliseconds.
//!
//! A line is a subject; the lines after it, each opening with a tab, are its properties: name, tab, then `<` and a
//! compact IRI, or `"` and the text of a literal. `src/ontology/packed.rs` reads this.

use oxrdf::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;
use std::{collections::HashMap, env, fmt::Write as _, fs, path::Path};

#[path = "src/ontology/files.rs"]
mod files;
#[path = "src/ontology/namespace.rs"]
#[expect(dead_code, unreachable_pub, reason = "the library uses the rest")]
mod namespace;

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script its folder in no other way")]
fn main() {
    let mut packed = String::new();
    for path in files::BUILT_IN {
        println!("cargo::rerun-if-changed={path}");
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        pack(path, &text, &mut packed);
    }
    println!("cargo::rerun-if-changed=src/ontology/files.rs");
    println!("cargo::rerun-if-changed=src/ontology/namespace.rs");
    let folder = env::var("OUT_DIR").expect("cargo names the folder");
    fs::write(Path::new(&folder).join("ontology.txt"), packed).expect("cargo's folder can be written to");
}

fn pack(path: &str, text: &str, packed: &mut String) {
    // The parser names blank nodes at random; the file and the order in which they are met name them for good.
    let mut blanks: HashMap<String, usize> = HashMap::new();
    let mut blank = |name: &str| {
        let next = blanks.len();
        format!("_:{path}-{}", blanks.entry(name.to_owned()).or_insert(next))
    };
    let mut last = String::new();
    for triple in TurtleParser::new().for_slice(text.as_bytes()) {
        let triple = triple.unwrap_or_else(|error| panic!("{path}: {error}"));
        let subject = match &triple.subject {
            NamedOrBlankNode::NamedNode(node) => namespace::compact(node.as_str()).into_owned(),
            NamedOrBlankNode::BlankNode(node) => blank(node.as_str()),
        };
        if subject != last {
            writeln!(packed, "{subject}").expect("a string takes all");
            last = subject;
        }
        let object = match &triple.object {
            Term::NamedNode(node) => format!("<{}", namespace::compact(node.as_str())),
            Term::BlankNode(node) => format!("<{}", blank(node.as_str())),
            Term::Literal(literal) => format!("\"{}", literal.value()),
        };
        assert!(!object.contains(['\t', '\n', '\r']), "{path}: a literal of {last} holds a tab or line break");
        writeln!(packed, "\t{}\t{object}", namespace::compact(triple.predicate.as_str())).expect("a string takes all");
    }
}
