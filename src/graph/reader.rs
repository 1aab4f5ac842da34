//! Reads claims out of the store, remembering the names it has looked up.

use super::{
    StoreError, claim,
    entity::words_of,
    row::{ClaimRow, Measure, Named, Node, Quote, Receipt, RoleRow, Time},
    vocabulary::{self, an, compact, reused},
};
use crate::statement::{Polarity, Stance};
use oxigraph::model::{
    NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term,
    vocab::{rdf, rdfs},
};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

/// Triples to read rows from: those of a store, or of a graph that is not in one yet.
pub(super) trait Lookup {
    /// The base of entities, claims and spans.
    fn base(&self) -> &str;
    /// All triples about a node, in no order.
    fn about(&self, subject: NamedNodeRef<'_>) -> Result<Vec<Quad>, StoreError>;
    /// All values of a predicate, sorted.
    fn values(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Result<Vec<Term>, StoreError>;
    /// All nodes with a predicate that points to a node, in no order.
    fn pointing(&self, predicate: NamedNodeRef<'_>, to: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, StoreError>;
}

/// Reads rows, remembering names it has looked up.
pub(super) struct Reader<'a> {
    source: &'a dyn Lookup,
    names: RefCell<BTreeMap<String, Rc<Named>>>,
    /// First values looked up, by predicate and node.
    texts: RefCell<BTreeMap<(String, String), Option<String>>>,
}

/// Predicates of a claim that are no roles.
const FRAME: [NamedNodeRef<'static>; 19] = [
    rdf::TYPE,
    rdf::SUBJECT,
    rdf::PREDICATE,
    rdf::OBJECT,
    an::WHEN,
    an::EARLIEST,
    an::LATEST,
    an::TIME_INHERITED,
    an::PLACE,
    an::POLARITY,
    an::STANCE,
    an::VOUCHED,
    an::CONFIDENCE,
    an::BASIS,
    an::UNIT,
    an::APPROXIMATION,
    reused::DCT_SOURCE,
    reused::PROV_WAS_DERIVED_FROM,
    reused::PROV_WAS_ATTRIBUTED_TO,
];

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a dyn Lookup) -> Self {
        Self { source, names: RefCell::default(), texts: RefCell::default() }
    }

    /// A claim as a row.
    pub(super) fn row(&self, claim: &NamedNode) -> Result<ClaimRow, StoreError> {
        self.row_with(claim, true)
    }

    /// A claim as a row, without the words it was read from.
    pub(super) fn bare_row(&self, claim: &NamedNode) -> Result<ClaimRow, StoreError> {
        self.row_with(claim, false)
    }

    fn row_with(&self, claim: &NamedNode, receipts: bool) -> Result<ClaimRow, StoreError> {
        let said = Said { quads: self.source.about(claim.as_ref())? };
        let polarity = if said.node(an::POLARITY).as_ref().is_some_and(|node| *node == an::NEGATED) {
            Polarity::Negated
        } else {
            Polarity::Affirmed
        };
        let stance = said.node(an::STANCE);
        let stance =
            Stance::ALL.into_iter().find(|known| stance.as_ref().is_some_and(|s| *s == vocabulary::stance(*known)));
        let stance = stance.unwrap_or(Stance::Asserted);
        let holder = self.optional_name(said.node(reused::PROV_WAS_ATTRIBUTED_TO))?;
        let vouched = said.text(an::VOUCHED).map(|text| text == "true");
        let vouched = vouched.unwrap_or_else(|| claim::is_fact_by_default(polarity, stance, holder.is_some()));
        let inverse = said.first(rdf::SUBJECT).is_none();
        let relation = self.relation(said.node(rdf::PREDICATE), inverse)?;
        let about = said.node(if inverse { rdf::OBJECT } else { rdf::SUBJECT });
        let object = said.first(rdf::OBJECT).filter(|_| !inverse);
        Ok(ClaimRow {
            iri: claim.as_str().to_owned(),
            subject: self.optional_name(about)?.unwrap_or_else(Named::unknown),
            open: relation.is_a("an:OpenRelation"),
            inverse,
            relation,
            object: object.map(|term| self.node(term, Some(&said))).transpose()?,
            roles: self.roles(&said)?,
            event: self.event(claim)?,
            time: said.time(),
            place: self.optional_name(said.node(an::PLACE))?,
            polarity,
            stance,
            fact: vouched && polarity == Polarity::Affirmed,
            holder,
            confidence: said.text(an::CONFIDENCE).and_then(|text| text.parse().ok()).unwrap_or(0.0),
            basis: said.text(an::BASIS).unwrap_or_default().to_owned(),
            receipts: if receipts { self.receipt(&said)?.into_iter().collect() } else { Vec::new() },
        })
    }

    fn relation(&self, relation: Option<NamedNode>, inverse: bool) -> Result<Named, StoreError> {
        let Some(relation) = relation else { return Ok(Named::unknown()) };
        let mut named = Named::clone(&*self.named(relation.as_ref())?);
        if inverse && let Some(label) = self.text(relation.as_ref(), an::PASSIVE_LABEL)? {
            named.label = label;
        }
        Ok(named)
    }

    fn roles(&self, said: &Said) -> Result<Vec<RoleRow>, StoreError> {
        let mut roles = Vec::new();
        for quad in &said.quads {
            let is_frame = FRAME.contains(&quad.predicate.as_ref());
            if !is_frame {
                let role = compact(quad.predicate.as_str(), self.source.base());
                roles.push(RoleRow { role, node: self.node(&quad.object, None)? });
            }
        }
        roles.sort_by_cached_key(|role| (role.role.clone(), role.node.key()));
        Ok(roles)
    }

    fn event(&self, claim: &NamedNode) -> Result<Option<Named>, StoreError> {
        self.optional_name(self.source.pointing(an::CLAIM_OF, claim.as_ref())?.into_iter().min())
    }

    fn receipt(&self, said: &Said) -> Result<Option<Receipt>, StoreError> {
        let Some(span) = said.node(reused::PROV_WAS_DERIVED_FROM) else { return Ok(None) };
        let place = Said { quads: self.source.about(span.as_ref())? };
        let note = place.node(reused::OA_HAS_SOURCE);
        let file = note.map(|note| self.text(note.as_ref(), an::PATH)).transpose()?.flatten();
        let text = place.text(reused::OA_EXACT).unwrap_or_default().to_owned();
        let start = place.number(reused::OA_START);
        Ok(Some(Receipt {
            file: file.unwrap_or_default(),
            line: place.number(an::LINE),
            start,
            end: start + text.chars().count(),
            text,
            sources: self.sources(said)?,
            support: self.support(&span)?,
        }))
    }

    fn sources(&self, said: &Said) -> Result<Vec<String>, StoreError> {
        let mut sources = Vec::new();
        for source in said.all(reused::DCT_SOURCE).cloned().filter_map(node_of) {
            let Some(cited) = self.text(source.as_ref(), an::CITED_AS)? else {
                sources.push(source.into_string());
                continue;
            };
            // “Margaret MacMillan, Nixon and Mao (2007) [@macmillan2007]”
            let label = self.text(source.as_ref(), rdfs::LABEL)?.filter(|label| *label != cited);
            sources.push(label.map_or_else(|| cited.clone(), |label| format!("{label} [{cited}]")));
        }
        sources.sort_unstable();
        Ok(sources)
    }

    fn support(&self, span: &NamedNode) -> Result<Vec<Quote>, StoreError> {
        let mut quotes = Vec::new();
        for quotation in self.source.pointing(an::SUPPORTS, span.as_ref())? {
            let said = Said { quads: self.source.about(quotation.as_ref())? };
            quotes
                .push(Quote { line: said.number(an::LINE), text: said.text(an::TEXT).unwrap_or_default().to_owned() });
        }
        quotes.sort_unstable();
        Ok(quotes)
    }

    fn node(&self, term: &Term, measure: Option<&Said>) -> Result<Node, StoreError> {
        Ok(match term {
            Term::NamedNode(node) => Node::Thing(Named::clone(&*self.named(node.as_ref())?)),
            Term::Literal(literal) => Node::Value(Measure {
                value: literal.value().to_owned(),
                datatype: compact(literal.datatype().as_str(), self.source.base()),
                unit: measure.and_then(|said| said.text(an::UNIT)).map(str::to_owned),
                approximation: measure.and_then(|said| said.text(an::APPROXIMATION)).map(str::to_owned),
            }),
            Term::BlankNode(_) => Node::Thing(Named::unknown()),
        })
    }

    fn optional_name(&self, node: Option<NamedNode>) -> Result<Option<Named>, StoreError> {
        node.map(|node| self.named(node.as_ref()).map(|named| Named::clone(&named))).transpose()
    }

    /// The first value of what is said of few nodes for many claims.
    fn text(&self, node: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Result<Option<String>, StoreError> {
        let key = (predicate.as_str().to_owned(), node.as_str().to_owned());
        if let Some(text) = self.texts.borrow().get(&key) {
            return Ok(text.clone());
        }
        let text = self.source.values(node, predicate)?.first().map(text_of);
        self.texts.borrow_mut().insert(key, text.clone());
        Ok(text)
    }

    pub(super) fn named(&self, node: NamedNodeRef<'_>) -> Result<Rc<Named>, StoreError> {
        if let Some(named) = self.names.borrow().get(node.as_str()) {
            return Ok(Rc::clone(named));
        }
        let label = self.source.values(node, rdfs::LABEL)?;
        let label = label.first().map_or_else(|| words_of(node.as_str()), text_of);
        let classes = self.source.values(node, rdf::TYPE)?.into_iter().filter_map(node_of);
        let mut classes: Vec<String> = classes.map(|class| compact(class.as_str(), self.source.base())).collect();
        classes.sort_unstable();
        let named = Rc::new(Named { iri: node.as_str().to_owned(), label, classes });
        self.names.borrow_mut().insert(node.as_str().to_owned(), Rc::clone(&named));
        Ok(named)
    }
}

/// All that is said of one node.
struct Said {
    quads: Vec<Quad>,
}

impl Said {
    fn all(&self, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = &Term> {
        self.quads.iter().filter(move |quad| quad.predicate == predicate).map(|quad| &quad.object)
    }

    fn first(&self, predicate: NamedNodeRef<'_>) -> Option<&Term> {
        self.quads.iter().find(|quad| quad.predicate == predicate).map(|quad| &quad.object)
    }

    fn node(&self, predicate: NamedNodeRef<'_>) -> Option<NamedNode> {
        self.first(predicate).cloned().and_then(node_of)
    }

    fn text(&self, predicate: NamedNodeRef<'_>) -> Option<&str> {
        match self.first(predicate)? {
            Term::Literal(literal) => Some(literal.value()),
            Term::NamedNode(_) | Term::BlankNode(_) => None,
        }
    }

    fn number(&self, predicate: NamedNodeRef<'_>) -> usize {
        self.text(predicate).and_then(|text| text.parse().ok()).unwrap_or(0)
    }

    fn time(&self) -> Option<Time> {
        Some(Time {
            edtf: self.text(an::WHEN)?.to_owned(),
            earliest: self.text(an::EARLIEST).map(str::to_owned),
            latest: self.text(an::LATEST).map(str::to_owned),
            inherited: self.text(an::TIME_INHERITED) == Some("true"),
        })
    }
}

pub(super) fn subject_of(quad: Quad) -> Option<NamedNode> {
    match quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

pub(super) fn node_of(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        Term::Literal(_) | Term::BlankNode(_) => None,
    }
}

pub(super) fn text_of(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(_) => String::new(),
    }
}
