//! Small graphs written by hand, for the tests of the stages above.

use super::{Graph, Input, Store, Told, vocabulary::DEFAULT_BASE};
use crate::{
    note::Note,
    ontology::Ontology,
    statement::{Evidence, Object, Polarity, Relation, Role, Stance, Statement, Support, Thing, Value},
};

/// Statements on one note, a line each.
#[derive(Debug, Default)]
pub(crate) struct Fixture {
    text: String,
    pub(crate) statements: Vec<Statement>,
}

/// A thing: `label` or `label|class`.
pub(crate) fn thing(named: &str) -> Thing {
    let (label, class) = named.split_once('|').unwrap_or((named, "an:Thing"));
    Thing {
        iri: format!("{DEFAULT_BASE}{}", fold(label)),
        label: label.into(),
        class: class.into(),
        mention: label.into(),
        aliases: Vec::new(),
    }
}

/// Letters and digits of a name, joined by hyphens.
fn fold(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// A relation: `an:approved approve` or, open, `operate under`.
fn relation(named: &str) -> Relation {
    let (iri, lemma) = named.split_once(' ').filter(|(iri, _)| iri.starts_with("an:")).unwrap_or(("", named));
    let open = iri.is_empty();
    let iri = match iri.strip_prefix("an:") {
        Some(local) => format!("https://w3id.org/annals/ns#{local}"),
        None => format!("https://w3id.org/annals/rel#{}", fold(lemma)),
    };
    let label = if open { lemma.to_owned() } else { iri.rsplit('#').next().unwrap_or_default().to_owned() };
    Relation { iri, label, lemma: lemma.to_owned(), open, inverse: false }
}

impl Fixture {
    /// Adds “subject relation object” read from these words, and gives it back to be changed. An empty subject or
    /// object is none.
    pub(crate) fn say(&mut self, subject: &str, said: &str, object: &str, words: &str) -> &mut Statement {
        // The same words once more are the same line.
        let start = self.text.find(words).unwrap_or_else(|| {
            self.text.push_str(words);
            self.text.push('\n');
            self.text.len() - words.len() - 1
        });
        let line = self.text[..start].lines().count() + 1;
        let mut relation = relation(said);
        relation.inverse = subject.is_empty();
        let (subject, object) = if relation.inverse { (object, "") } else { (subject, object) };
        self.statements.push(Statement {
            id: format!("{}", self.statements.len()),
            subject: thing(subject),
            relation,
            object: (!object.is_empty()).then(|| Object::Thing(thing(object))),
            roles: Vec::new(),
            event: None,
            event_type: None,
            time: None,
            time_bounds: None,
            time_text: None,
            time_inherited: false,
            place: None,
            polarity: Polarity::Affirmed,
            stance: Stance::Asserted,
            asserted: true,
            attributed_to: None,
            attributed_to_iri: None,
            confidence: 0.9,
            basis: "verb".into(),
            evidence: Evidence {
                file: "notes.md".into(),
                line,
                start,
                end: start + words.len(),
                text: words.into(),
                code_points: (start, start + words.chars().count()),
                support: None,
            },
            sources: Vec::new(),
        });
        self.statements.last_mut().expect("just pushed")
    }

    /// The graph of all that was said.
    pub(crate) fn store(&self) -> Store {
        self.store_with(&Ontology::default())
    }

    /// The graph of all that was said, in the terms of an ontology.
    pub(crate) fn store_with(&self, ontology: &Ontology) -> Store {
        let note = Note {
            path: "notes.md".into(),
            line_starts: std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect(),
            text: self.text.clone(),
            title: None,
            front_matter: Vec::new(),
            abbreviations: Vec::new(),
            headings: Vec::new(),
            claims: Vec::new(),
            diagnostics: Vec::new(),
        };
        let notes = [note];
        let told = Told::gathered(&notes, &self.statements, &[]);
        let input = Input { told: &told, works: None, title: None, author: None, ontology, base: DEFAULT_BASE };
        Store::in_memory(&Graph::build(&input).expect("the base is good")).expect("memory does not fail")
    }
}

/// What tests change in a statement.
pub(crate) trait Change {
    fn on(&mut self, edtf: &str, earliest: &str, latest: &str) -> &mut Self;
    fn at(&mut self, place: &str) -> &mut Self;
    fn because(&mut self, words: &str) -> &mut Self;
    fn counting(&mut self, value: &str, unit: &str, text: &str) -> &mut Self;
    fn with(&mut self, role: &str, named: &str) -> &mut Self;
    fn of_event(&mut self, local: &str, class: &str) -> &mut Self;
    fn voiced(&mut self, stance: Stance, holder: &str) -> &mut Self;
    fn denied(&mut self) -> &mut Self;
    fn citing(&mut self, source: &str, beneath: Option<(usize, &str)>) -> &mut Self;
}

impl Change for Statement {
    fn counting(&mut self, value: &str, unit: &str, text: &str) -> &mut Self {
        self.object = Some(Object::Value(Value {
            value: value.into(),
            datatype: "xsd:decimal".into(),
            unit: (!unit.is_empty()).then(|| unit.into()),
            text: text.into(),
            approximation: None,
        }));
        self
    }

    fn because(&mut self, words: &str) -> &mut Self {
        self.roles.push(Role { role: "an:cause".into(), iri: None, label: words.into(), class: None });
        self
    }

    fn at(&mut self, place: &str) -> &mut Self {
        self.place = Some(thing(place));
        self
    }

    fn on(&mut self, edtf: &str, earliest: &str, latest: &str) -> &mut Self {
        self.time = Some(edtf.into());
        self.time_bounds = Some((Some(earliest.into()), Some(latest.into())));
        self
    }

    fn with(&mut self, role: &str, named: &str) -> &mut Self {
        let thing = thing(named);
        let role = Role { role: role.into(), iri: Some(thing.iri), label: thing.label, class: Some(thing.class) };
        self.roles.push(role);
        self
    }

    fn of_event(&mut self, local: &str, class: &str) -> &mut Self {
        self.event = Some(format!("{DEFAULT_BASE}{local}"));
        self.event_type = Some(class.into());
        self
    }

    fn voiced(&mut self, stance: Stance, holder: &str) -> &mut Self {
        let holder = thing(holder);
        self.stance = stance;
        self.asserted = false;
        self.attributed_to = Some(holder.label);
        self.attributed_to_iri = Some(holder.iri);
        self
    }

    fn denied(&mut self) -> &mut Self {
        self.polarity = Polarity::Negated;
        self.asserted = false;
        self
    }

    fn citing(&mut self, source: &str, beneath: Option<(usize, &str)>) -> &mut Self {
        self.sources.push(source.into());
        self.evidence.support = beneath.map(|(line, text)| Support { line, text: text.into() });
        self
    }
}
