//! Parses the built-in Turtle once, at build time, and writes it down as plain lines that load in a few milliseconds.
//!
//! A line is a subject; the lines after it, each opening with a tab, are its properties: name, tab, then `<` and a
//! compact IRI, or `"` and the text of a literal. `src/ontology/packed.rs` reads this.

use oxrdf::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;
use std::{
    collections::HashMap,
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

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
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=data/language");
    println!("cargo::rustc-env=ANNALS_BUILD={:016x}", fingerprint());
    let folder = env::var("OUT_DIR").expect("cargo names the folder");
    fs::write(Path::new(&folder).join("ontology.txt"), packed).expect("cargo's folder can be written to");
}

/// A number that is another when anything is that the program is made of: a graph made by another program is made again.
fn fingerprint() -> u64 {
    let mut files: Vec<PathBuf> = files::BUILT_IN.iter().map(PathBuf::from).collect();
    files.extend(["build.rs", "Cargo.toml", "Cargo.lock"].map(PathBuf::from));
    let mut folders = vec![PathBuf::from("src"), PathBuf::from("data/language")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the source is there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    // FNV-1a: it tells versions apart and guards nothing.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for path in files.iter().filter(|path| path.exists()) {
        for byte in fs::read(path).expect("a file that can be read") {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
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
