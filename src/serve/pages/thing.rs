//! A thing: its names, what is said of it by relation, what it is tied to, what of it is dated.
//!
//! Of a thing that much is told of, the claims are counted first and only those that are shown are read.

use super::{
    super::{Generation, Problem, Site},
    asked::Asked,
    frame::{Data, Page},
    links,
    neighbours::Neighbourhood,
    parts, said, timeline, unknown,
};
use crate::{
    graph::{
        ClaimRow, Concern, Concerns, Named, Part, Store, StoreError, in_time,
        vocabulary::{compact, expand, reused},
    },
    timeline::entries,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Triples that are looked at for claims.
const MOST_LOOKED_AT: usize = 50_000;
/// Claims up to which all are read.
const ALL: usize = 300;
/// Claims shown of one relation, on a page about one relation, and relations shown.
const FEW: usize = 8;
const MANY: usize = 100;
const MOST_GROUPS: usize = 40;
/// Relations shown when all are asked for.
const ALL_GROUPS: usize = 2_000;
/// Names, members of a class and triples that are shown.
const MOST_NAMES: usize = 30;
const MOST_MEMBERS: usize = 300;
const MOST_TRIPLES: usize = 200;
/// Dated claims shown on the timeline.
const MOST_DATED: usize = 40;

/// What the graph says of a thing.
pub(super) async fn thing(State(site): State<Site>, asked: Asked) -> Result<Response, Problem> {
    site.read(move |_, generation| {
        let name = asked.text("iri").or(asked.text("name")).unwrap_or_default();
        let iri = expand(name, generation.store.base()).map(NamedNode::into_string);
        let iri = iri.ok_or_else(|| unknown("thing", name))?;
        let triples = triples(&generation.store, &iri)?;
        let concerns = generation.store.concerning(&iri, MOST_LOOKED_AT)?;
        if triples.is_empty() && concerns.found.is_empty() {
            return Err(unknown("thing", name));
        }
        if let Some(note) = generation.store.note_with(&iri)? {
            return Ok(Redirect::to(&links::page("/note", &[("path", &note.path)])).into_response());
        }
        let named = generation.store.named(&iri)?;
        let groups = if asked.has("relations") { ALL_GROUPS } else { MOST_GROUPS };
        let shown = Shown { generation, named: &named, concerns: &concerns, triples: &triples, groups };
        let content = match asked.text("part").and_then(part_called) {
            Some(part) => shown.one_relation(&part, asked.text("relation"), asked.number("page").unwrap_or(1))?,
            None => shown.all()?,
        };
        let page = Page { title: &named.label, data: Data::of(&iri), scripts: &["picture.js"], ..Page::default() };
        Ok(page.around(&content).into_response())
    })
    .await
}

/// What is to be shown.
struct Shown<'a> {
    generation: &'a Generation,
    named: &'a Named,
    concerns: &'a Concerns,
    triples: &'a [(NamedNode, Term)],
    /// Relations shown.
    groups: usize,
}

impl Shown<'_> {
    fn store(&self) -> &Store {
        &self.generation.store
    }

    fn all(&self) -> Result<Markup, StoreError> {
        let groups = Groups::of(self.concerns);
        let total = self.concerns.found.len();
        let rows = self.rows(groups.shown(self.groups, if total <= ALL { ALL } else { FEW }))?;
        let dated = if total <= ALL { entries(rows.values().cloned().collect()) } else { Vec::new() };
        let picture = Neighbourhood::of(self.store(), self.named)?;
        let about = self.named.iri.as_str();
        Ok(html! {
            (self.head()?)
            @if let Some(picture) = &picture {
                section aria-labelledby="near" {
                    h2 id="near" { "What it is tied to" }
                    figure.drawing {
                        div.picture data-zoom role="group" tabindex="0" aria-label=(said(&picture.alternative())) { (picture.svg(true)) }
                        figcaption {
                            "To the left what leads here, to the right what leads away; each name is a link. "
                            @if picture.more > 0 { (parts::count(picture.more, "more neighbour")) " not drawn. " }
                            a href=(links::page("/thing.svg", &[("iri", about)])) { "Save as SVG" }
                        }
                    }
                }
            }
            @if !dated.is_empty() {
                section aria-labelledby="dated" {
                    h2 id="dated" { "When" }
                    (timeline::bars(&dated[..dated.len().min(MOST_DATED)]))
                    p.aside { a href=(links::page("/timeline", &[("about", about), ("all", "1")])) { "The whole timeline" } }
                }
            } @else if total > ALL {
                p.aside { a href=(links::page("/timeline", &[("about", about), ("all", "1")])) { "What of it is dated, on a timeline" } }
            }
            @if total > 0 {
                (parts::stances())
                (self.said(&groups, &rows)?)
            }
            (self.members()?)
            (self.as_triples())
        })
    }

    fn head(&self) -> Result<Markup, StoreError> {
        let store = self.store();
        let mut classes = Vec::new();
        for class in &self.named.classes {
            if let Some(iri) = expand(class, store.base()) {
                classes.push(store.named(iri.as_str())?);
            }
        }
        let texts = |predicate: NamedNodeRef<'static>| {
            self.triples.iter().filter(move |(known, _)| *known == predicate).map(|(_, term)| match term {
                Term::Literal(literal) => literal.value(),
                Term::NamedNode(node) => node.as_str(),
                Term::BlankNode(_) => "",
            })
        };
        let names: Vec<&str> = texts(reused::SKOS_ALT_LABEL).take(MOST_NAMES).collect();
        let same: Vec<&str> = texts(reused::SKOS_EXACT_MATCH).take(MOST_NAMES).collect();
        Ok(html! {
            p.kicker {
                @for (at, class) in classes.iter().enumerate() {
                    @if at > 0 { " · " }
                    a href=(links::thing(&class.iri)) { (said(&class.label)) }
                }
            }
            h1 { (said(&self.named.label)) }
            @if !names.is_empty() { p.names { "also " (said(&names.join(", "))) } }
            p.iri { code { (said(&compact(&self.named.iri, store.base()))) } @for other in same { " = " (links::source(other)) } }
        })
    }

    /// What is said, by part and relation.
    fn said(&self, groups: &Groups<'_>, rows: &BTreeMap<String, ClaimRow>) -> Result<Markup, StoreError> {
        let mut sections: BTreeMap<&Part, Vec<Markup>> = BTreeMap::new();
        for (part, relation, claims) in groups.0.iter().take(self.groups) {
            let of_group: Vec<ClaimRow> = claims.iter().filter_map(|claim| rows.get(*claim).cloned()).collect();
            sections.entry(part).or_default().push(self.group(part, relation, claims.len(), of_group)?);
        }
        Ok(html! {
            @for (part, groups) in &sections {
                section.said { h2 { (self.heading(part)) } @for group in groups { (group) } }
            }
            @if groups.0.len() > self.groups {
                p.aside { a href=(links::page("/thing", &[("iri", &self.named.iri), ("relations", "all")])) { "By " (parts::count(groups.0.len() - self.groups, "more relation")) } }
            }
            @if self.concerns.cut { p.aside { "More is told of it than was looked through for this page." } }
        })
    }

    fn group(&self, part: &Part, relation: &str, total: usize, rows: Vec<ClaimRow>) -> Result<Markup, StoreError> {
        let named = self.store().named(relation)?;
        // What is read from its object's side has another name there.
        let passive = !rows.is_empty() && rows.iter().all(|row| row.inverse);
        let label =
            rows.first().filter(|_| passive).map_or(named.label.as_str(), |row| row.relation.label.as_str()).to_owned();
        let shown = rows.len();
        Ok(html! {
            section.group {
                h3 { a.plain href=(links::thing(&named.iri)) { (said(&label)) } @if total > 1 { " " span.count { (parts::grouped(total)) } } }
                (claims(rows, *part == Part::Subject))
                @if shown < total {
                    p.aside { a href=(self.more(part, relation, 1)) { "All " (parts::count(total, "claim")) } }
                }
            }
        })
    }

    fn more(&self, part: &Part, relation: &str, page: usize) -> String {
        let (name, page) = (name_of(part), page.to_string());
        links::page("/thing", &[("iri", &self.named.iri), ("part", &name), ("relation", relation), ("page", &page)])
    }

    fn heading(&self, part: &Part) -> Markup {
        let label = said(&self.named.label);
        match part {
            Part::Subject => html! { (label) " …" },
            Part::Object => html! { "… " (label) },
            Part::Event => html! { "What is told of it" },
            Part::Role(role) => html! { "As " (role.rsplit(':').next().unwrap_or(role)) },
            Part::Place => html! { "There" },
            Part::Holder => html! { "What " (label) " says, believes or asks for" },
            Part::Relation => html! { "Who “" (label) "” whom or what" },
            Part::Source => html! { "What cites it" },
        }
    }

    /// The rows of these claims, by IRI.
    fn rows(&self, claims: BTreeSet<String>) -> Result<BTreeMap<String, ClaimRow>, StoreError> {
        Ok(self.store().claims_with(&claims)?.into_iter().map(|row| (row.iri.clone(), row)).collect())
    }

    /// The claims of one relation, a page of them.
    fn one_relation(&self, part: &Part, relation: Option<&str>, page: usize) -> Result<Markup, StoreError> {
        let fits = |concern: &&Concern| concern.part == *part && relation.is_none_or(|known| known == concern.relation);
        let all: Vec<&Concern> = self.concerns.found.iter().filter(fits).collect();
        let first = (page - 1).saturating_mul(MANY).min(all.len());
        let wanted: BTreeSet<String> = all[first..].iter().take(MANY).map(|concern| concern.claim.clone()).collect();
        let rows: Vec<ClaimRow> = self.rows(wanted)?.into_values().collect();
        let (last, of) = (first + rows.len(), relation.unwrap_or_default());
        Ok(html! {
            p.kicker { a href=(links::thing(&self.named.iri)) { (said(&self.named.label)) } }
            h1 { (self.heading(part)) @if let Some(relation) = relation { " " span.relation { (said(&self.store().named(relation)?.label)) } } }
            p.aside { "Claims " (first + 1) " to " (last) " of " (parts::grouped(all.len())) }
            (claims(rows, *part == Part::Subject))
            nav.pages aria-label="Pages" {
                @if page > 1 { a rel="prev" href=(self.more(part, of, page - 1)) { "Previous" } }
                @if last < all.len() { a rel="next" href=(self.more(part, of, page + 1)) { "Next" } }
            }
        })
    }

    /// Of a class: the things of that class.
    fn members(&self) -> Result<Markup, StoreError> {
        let (members, cut) = if self.named.is_a("rdfs:Class") {
            self.store().members_of(&self.named.iri, MOST_MEMBERS)?
        } else {
            (Vec::new(), false)
        };
        Ok(html! {
            @if !members.is_empty() {
                section aria-labelledby="members" {
                    h2 id="members" { "Of this kind" }
                    ul.members { @for member in &members { li { (parts::thing(member)) } } }
                    @if cut { p.aside { a href=(links::query(&all_of(&self.named.iri))) { "All of them" } } }
                }
            }
        })
    }

    fn as_triples(&self) -> Markup {
        let base = self.store().base();
        html! {
            @if !self.triples.is_empty() {
                details.triples {
                    summary { "What the graph itself holds: " (parts::count(self.triples.len(), "triple")) }
                    div.scroll role="region" aria-label="Triples" tabindex="0" {
                        table {
                            thead { tr { th scope="col" { "Property" } th scope="col" { "Value" } } }
                            tbody {
                                @for (predicate, object) in self.triples {
                                    tr { th scope="row" { code { (said(&compact(predicate.as_str(), base))) } } td { (value(object, base)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Asks for all things of a class.
fn all_of(class: &str) -> String {
    format!("SELECT ?name ?thing WHERE {{ ?thing a <{class}> ; rdfs:label ?name }} ORDER BY ?name")
}

/// An object of a triple.
fn value(object: &Term, base: &str) -> Markup {
    match object {
        Term::NamedNode(node) => {
            html! { a href=(links::thing(node.as_str())) { (said(&compact(node.as_str(), base))) } }
        }
        Term::Literal(literal) => html! { (said(&parts::shortened(literal.value()))) },
        Term::BlankNode(_) => html! { "something" },
    }
}

/// Claims with their receipts beside them, in the order of time; what says the same brought together.
pub(super) fn claims(mut rows: Vec<ClaimRow>, without_subject: bool) -> Markup {
    rows.sort_by_cached_key(in_time);
    html! {
        @for row in ClaimRow::merge(rows) {
            div.claim {
                p.sentence {
                    @if without_subject { (parts::after_subject(&row)) } @else { (parts::sentence(&row)) }
                    " " (parts::stance_mark(&row))
                }
                div.margin { (parts::receipts(&row.receipts, 1)) }
            }
        }
    }
}

/// Claims by part and relation, the parts in their order, the relations most is said by first.
struct Groups<'a>(Vec<(Part, &'a str, Vec<&'a str>)>);

impl<'a> Groups<'a> {
    fn of(concerns: &'a Concerns) -> Self {
        let mut groups: BTreeMap<(&Part, &str), Vec<&str>> = BTreeMap::new();
        for concern in &concerns.found {
            groups.entry((&concern.part, concern.relation.as_str())).or_default().push(concern.claim.as_str());
        }
        let mut groups: Vec<(Part, &str, Vec<&str>)> =
            groups.into_iter().map(|((part, relation), claims)| (part.clone(), relation, claims)).collect();
        groups.sort_by(|one, other| (&one.0, other.2.len(), one.1).cmp(&(&other.0, one.2.len(), other.1)));
        Self(groups)
    }

    /// The claims to be read, so many of each of so many groups.
    fn shown(&self, groups: usize, each: usize) -> BTreeSet<String> {
        let of = |claims: &Vec<&str>| claims.iter().take(each).map(|claim| (*claim).to_owned()).collect::<Vec<_>>();
        self.0.iter().take(groups).flat_map(|(_, _, claims)| of(claims)).collect()
    }
}

/// What is said of a node, sorted.
fn triples(store: &Store, iri: &str) -> Result<Vec<(NamedNode, Term)>, StoreError> {
    let Ok(node) = NamedNode::new(iri) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for quad in store.database().quads_for_pattern(Some(node.as_ref().into()), None, None, None).take(MOST_TRIPLES) {
        let quad = quad?;
        found.push((quad.predicate, quad.object));
    }
    found.sort_by_cached_key(|(predicate, object)| (predicate.as_str().to_owned(), object.to_string()));
    Ok(found)
}

/// A part's name in an address.
fn name_of(part: &Part) -> String {
    match part {
        Part::Subject => "subject".to_owned(),
        Part::Object => "object".to_owned(),
        Part::Event => "event".to_owned(),
        Part::Role(role) => format!("role {role}"),
        Part::Place => "place".to_owned(),
        Part::Holder => "holder".to_owned(),
        Part::Relation => "relation".to_owned(),
        Part::Source => "source".to_owned(),
    }
}

/// The part of this name.
fn part_called(name: &str) -> Option<Part> {
    if let Some(role) = name.strip_prefix("role ") {
        return Some(Part::Role(role.to_owned()));
    }
    [Part::Subject, Part::Object, Part::Event, Part::Place, Part::Holder, Part::Relation, Part::Source]
        .into_iter()
        .find(|part| name_of(part) == name)
}
