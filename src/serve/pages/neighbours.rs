//! A thing and what it is tied to, as a picture: what comes to it on the left, what goes out from it on the right.
//!
//! Laid out here and not in the browser, by sums and square roots only, so that the same graph gives the same picture everywhere.
//! Names stand beside their dots, where nothing is in their way; ties among the neighbours are thin lines behind.

use super::{links, said};
use crate::graph::{EdgeId, Named, NodeId, Store, StoreError, Tie, Ties};
use maud::{Markup, html};
use std::{cmp::Reverse, collections::BTreeMap};

/// Neighbours drawn on one side.
const SIDE: usize = 11;
/// Edges of a thing that are looked at.
const MOST_EDGES: usize = 20_000;
/// Edges of a neighbour that are looked at for ties to other neighbours.
const MOST_ACROSS: usize = 2_000;
/// Width of the picture, its middle, height of a row, the margin above and below.
const WIDTH: f64 = 1_120.0;
const MIDDLE: f64 = WIDTH / 2.0;
const ROW: f64 = 52.0;
const EDGE: f64 = 44.0;
/// Characters of a name and of a relation that are shown.
const FITS: usize = 28;

/// A thing with its neighbours.
pub(super) struct Neighbourhood {
    centre: Named,
    left: Vec<Neighbour>,
    right: Vec<Neighbour>,
    /// Ties among the neighbours, by their places on both sides counted through.
    across: Vec<(usize, usize)>,
    /// Neighbours that are not drawn.
    pub(super) more: usize,
}

struct Neighbour {
    node: NodeId,
    named: Named,
    relation: String,
    /// The tie leads from the thing to the neighbour.
    outwards: bool,
    /// Somebody vouches for it.
    fact: bool,
    ties: usize,
}

/// What the edges to one neighbour amount to.
struct Bundle {
    best: EdgeId,
    rank: (bool, Tie),
    ties: usize,
}

impl Neighbourhood {
    /// What a thing is most tied to; `None` when it has no ties.
    pub(super) fn of(store: &Store, centre: &Named) -> Result<Option<Self>, StoreError> {
        let ties = store.ties()?;
        let Some(node) = ties.node(&centre.iri) else { return Ok(None) };
        let mut bundles: BTreeMap<NodeId, Bundle> = BTreeMap::new();
        for (near, edge) in ties.near(node).take(MOST_EDGES) {
            let claims = ties.claims(edge);
            let fact = claims.first().is_some_and(|claim| ties.worth(*claim).0);
            let rank = (!fact, ties.tie(edge));
            let bundle = bundles.entry(near).or_insert(Bundle { best: edge, rank, ties: 0 });
            bundle.ties += claims.len();
            if rank < bundle.rank {
                (bundle.best, bundle.rank) = (edge, rank);
            }
        }
        let mut order: Vec<(&NodeId, &Bundle)> = bundles.iter().collect();
        order.sort_by_key(|(near, bundle)| (bundle.rank, Reverse(bundle.ties), Reverse(ties.degree(**near)), **near));
        let mut all = Self { centre: centre.clone(), left: Vec::new(), right: Vec::new(), across: Vec::new(), more: 0 };
        for (near, bundle) in order {
            let outwards = ties.ends(bundle.best).0 == node;
            // A side that is full gives to the other.
            let to_right = if outwards { all.right.len() < SIDE } else { all.left.len() >= SIDE };
            let side = if to_right { &mut all.right } else { &mut all.left };
            let named = store.named(&ties.iri(*near))?;
            // Of many events that go by one name, one stands for all.
            if side.len() >= SIDE || side.iter().any(|known| known.named.label == named.label) {
                all.more += 1;
                continue;
            }
            side.push(Neighbour {
                node: *near,
                named,
                relation: ties.label(bundle.best).to_owned(),
                outwards,
                fact: !bundle.rank.0,
                ties: bundle.ties,
            });
        }
        all.across = all.ties_across(ties);
        Ok((!bundles.is_empty()).then_some(all))
    }

    fn neighbours(&self) -> impl Iterator<Item = &Neighbour> {
        self.left.iter().chain(&self.right)
    }

    fn ties_across(&self, ties: &Ties) -> Vec<(usize, usize)> {
        let places: BTreeMap<NodeId, usize> =
            self.neighbours().enumerate().map(|(at, neighbour)| (neighbour.node, at)).collect();
        let mut across = Vec::new();
        for (at, neighbour) in self.neighbours().enumerate() {
            let near = ties.near(neighbour.node).take(MOST_ACROSS).filter_map(|(near, _)| places.get(&near));
            across.extend(near.map(|&other| (at.min(other), at.max(other))));
        }
        across.sort_unstable();
        across.dedup();
        across
    }

    /// Everything drawn, told in words for those who do not see it.
    pub(super) fn alternative(&self) -> String {
        let names: Vec<&str> = self.neighbours().map(|neighbour| neighbour.named.label.as_str()).collect();
        format!("{} and what it is tied to: {}", self.centre.label, names.join(", "))
    }

    /// The picture; its names are links where it is part of a page.
    pub(super) fn svg(&self, linked: bool) -> Markup {
        let rows = self.left.len().max(self.right.len()).max(2);
        let height = 2.0 * EDGE + index(rows - 1) * ROW;
        let middle = height / 2.0;
        let spots: Vec<(f64, f64)> =
            spots(self.left.len(), -1.0, height).chain(spots(self.right.len(), 1.0, height)).collect();
        let half = f64::min(index(self.centre.label.chars().count().min(FITS)) * 4.6 + 18.0, 150.0);
        html! {
            svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WIDTH) " " (height) } width=(WIDTH) height=(height)
                font-family="Georgia, serif" font-size="15" {
                title { (said(&self.alternative())) }
                rect.paper width="100%" height="100%" fill="white" {}
                defs {
                    marker id="towards" class="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"
                        orient="auto-start-reverse" fill="#666" { path d="M0 0 8 4 0 8z" {} }
                }
                g.across fill="none" stroke="#bbb" stroke-width="1" {
                    @for (one, other) in &self.across { path d=(between(spots[*one], spots[*other], middle)) {} }
                }
                g.ties fill="none" stroke="#666" stroke-width="1.4" {
                    @for (neighbour, (x, y)) in self.neighbours().zip(&spots) {
                        path id={ "tie-" (neighbour.node.0) } d=(tie(*x, *y, middle, half, neighbour.outwards)) stroke-dasharray=[(!neighbour.fact).then_some("5 4")]
                            marker-end="url(#towards)" {}
                    }
                }
                g.centre {
                    rect x=(MIDDLE - half) y=(middle - 21.0) width=(2.0 * half) height="42" rx="4" fill="#8a2b1d" {}
                    text x=(MIDDLE) y=(middle + 5.5) text-anchor="middle" fill="white" font-weight="bold" { (said(&shortened(&self.centre.label))) }
                }
                @for (neighbour, spot) in self.neighbours().zip(&spots) { (neighbour.drawn(*spot, linked)) }
            }
        }
    }
}

impl Neighbour {
    fn drawn(&self, (x, y): (f64, f64), linked: bool) -> Markup {
        let left = x < MIDDLE;
        let (at, anchor) = if left { (x - 12.0, "end") } else { (x + 12.0, "start") };
        // The arrow points the way the tie does, from the middle or to it.
        let relation = match left == self.outwards {
            true => format!("← {}", shortened(&self.relation)),
            false => format!("{} →", shortened(&self.relation)),
        };
        let more = if self.ties > 1 { format!(" · {}", self.ties) } else { String::new() };
        let drawn = html! {
            title { (said(&self.named.label)) " (" (said(&self.relation)) ")" }
            circle cx=(x) cy=(y) r="5" fill="#8a6d4b" {}
            text.name x=(at) y=(y + 1.0) text-anchor=(anchor) fill="#222" { (said(&shortened(&self.named.label))) }
            text.relation x=(at) y=(y + 18.0) text-anchor=(anchor) font-size="12.5" font-style="italic" fill="#555" { (said(&relation)) (more) }
        };
        html! {
            @if linked {
                a.neighbour href=(links::thing(&self.named.iri)) data-tie=(self.node.0) { (drawn) }
            } @else {
                g.neighbour { (drawn) }
            }
        }
    }
}

/// Places along one side of an ellipse around the middle, evenly spread from top to bottom.
fn spots(count: usize, side: f64, height: f64) -> impl Iterator<Item = (f64, f64)> {
    let (middle, reach) = (height / 2.0, height / 2.0 + ROW);
    let top = middle - index(count.saturating_sub(1)) * ROW / 2.0;
    (0..count).map(move |at| {
        let y = top + index(at) * ROW;
        let part = (y - middle) / reach;
        (rounded(MIDDLE + side * (110.0 + 170.0 * (1.0 - part * part).sqrt())), rounded(y))
    })
}

/// From the edge of the middle to a neighbour, or back.
fn tie(x: f64, y: f64, middle: f64, half: f64, outwards: bool) -> String {
    let side = if x < MIDDLE { -1.0 } else { 1.0 };
    let (start, bend) = (MIDDLE + side * half, rounded(f64::midpoint(MIDDLE + side * half, x)));
    let start = rounded(start);
    let near = rounded(x - side * 7.0);
    if outwards {
        format!("M{start} {middle} C{bend} {middle} {bend} {y} {near} {y}")
    } else {
        format!("M{near} {y} C{bend} {y} {bend} {middle} {} {middle}", start + side * 2.0)
    }
}

/// A line between two neighbours, bent towards the middle.
fn between((x1, y1): (f64, f64), (x2, y2): (f64, f64), middle: f64) -> String {
    let across = if (x1 < MIDDLE) == (x2 < MIDDLE) { f64::midpoint(f64::midpoint(x1, x2), MIDDLE) } else { MIDDLE };
    let bend = f64::midpoint(f64::midpoint(y1, y2), middle);
    format!("M{x1} {y1} Q{} {} {x2} {y2}", rounded(across), rounded(bend))
}

/// To tenths, so that addresses of points are short.
fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[expect(clippy::cast_precision_loss, reason = "counts of what is drawn are small")]
const fn index(count: usize) -> f64 {
    count as f64
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(FITS) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}
