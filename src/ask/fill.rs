//! What a fitting claim puts in the hole.

use super::{
    find::Given,
    fit::Fitting,
    library::{Library, Wanted},
    question::{Hole, Phrase, Question},
    say,
};
use crate::{
    graph::{ClaimFilter, ClaimRow, Measure, Named, Node, StoreError},
    language::{Approximation, quantities},
    when,
};

/// What is given, and how well it suits what was asked for (0 to 1).
pub(super) type Filled = Vec<(Given, f32)>;

/// Takes from a claim what the question's hole asks for.
pub(super) fn fill(
    question: &Question,
    row: &ClaimRow,
    fitting: &Fitting,
    library: &Library<'_>,
) -> Result<Filled, StoreError> {
    Ok(match &question.hole {
        Hole::Thing { kind, person } => things(kind.as_ref(), *person, row, fitting, library),
        Hole::Time => time(question, row, library)?.into_iter().collect(),
        Hole::Place => place(row, fitting, library)?,
        Hole::Reason => reasons(row, library)?,
        Hole::Quantity { of, mass } => quantities(of.as_ref(), *mass, row, fitting, library),
        Hole::Truth => vec![(Given::Truth(row.polarity == crate::statement::Polarity::Affirmed), 1.0)],
        Hole::Source => sources(row),
        Hole::Claims => vec![(Given::Claim(row.iri.clone(), say::sentence(row)), 1.0)],
    })
}

fn things(kind: Option<&Phrase>, person: bool, row: &ClaimRow, fitting: &Fitting, library: &Library<'_>) -> Filled {
    let kind = kind.map(|kind| (kind.head_lemma(), library.wanted(kind)));
    let mut filled = Vec::new();
    for node in &fitting.fillers {
        let suits = match node {
            Node::Thing(thing) if fitting.named.contains(&thing.iri) => None,
            Node::Thing(thing) => suits(thing, kind.as_ref(), person, row, library),
            Node::Value(_) => (!person && kind.is_none()).then_some(0.97),
        };
        filled.extend(suits.map(|factor| (Given::Node(node.clone()), factor)));
    }
    filled
}

/// How well a thing suits the noun it was asked with.
fn suits(
    thing: &Named,
    kind: Option<&(String, Wanted)>,
    person: bool,
    row: &ClaimRow,
    library: &Library<'_>,
) -> Option<f32> {
    let class = kind.and_then(|(noun, _)| library.ontology.class_for_cue(noun));
    if person || matches!(class, Some("an:Person" | "an:People" | "an:Actor")) && !named_by(kind, thing, library) {
        let acts = library.is_a(thing, "an:Actor");
        let other = ["an:Event", "an:Document", "an:Place", "an:Quantity", "an:Time"];
        return if acts {
            Some(1.0)
        } else if other.iter().any(|class| library.is_a(thing, class)) {
            None
        } else {
            Some(0.95)
        };
    }
    let Some((noun, _)) = kind else { return Some(1.0) };
    if named_by(kind, thing, library) {
        return Some(1.0);
    }
    let wider = |class: &str| thing.classes.iter().any(|own| own != "an:Thing" && library.ontology.is_a(class, own));
    match class {
        Some(class) if library.is_a(thing, class) => Some(1.0),
        Some(class) if wider(class) => Some(0.95),
        // “the city of Kaesong”: the words say what it is.
        _ if library.keys_of_words(row).contains(noun) => Some(0.95),
        Some(class) if is_unclassed(thing) && class != "an:Thing" => Some(0.75),
        Some(_) => None,
        None => Some(0.8),
    }
}

/// Whether a thing's own name has the words it was asked with.
fn named_by(kind: Option<&(String, Wanted)>, thing: &Named, library: &Library<'_>) -> bool {
    kind.is_some_and(|(_, wanted)| {
        let own_words = library.form(&thing.label).keys;
        library.fit_thing(wanted, thing).is_some_and(|fit| fit.missing.is_empty())
            || wanted.forms.iter().any(|form| form.keys.is_subset(&own_words))
    })
}

fn is_unclassed(thing: &Named) -> bool {
    thing.classes.iter().all(|class| class == "an:Thing")
}

/// When it holds: of a period, the end that the predicate asks about.
fn time(question: &Question, row: &ClaimRow, library: &Library<'_>) -> Result<Option<(Given, f32)>, StoreError> {
    let object = match &row.object {
        Some(Node::Value(measure)) if say::is_date(measure) => Some(measure.value.clone()),
        _ => None,
    };
    let (edtf, inherited) = match (object, &row.time) {
        (Some(edtf), _) => (edtf, false),
        (None, Some(time)) => (time.edtf.clone(), time.inherited),
        (None, None) => match elsewhere(row, library, |other| other.time.clone().filter(|time| !time.inherited))? {
            Some(time) => (time.edtf, true),
            None => return Ok(None),
        },
    };
    let predicate = question.clause.predicate.as_str();
    let edtf = match boundary(predicate).or_else(|| boundary(&row.relation.label)) {
        Some(last) => when::end_of(&edtf, last).to_owned(),
        None => edtf,
    };
    Ok(Some((Given::Time(edtf), if inherited { 0.9 } else { 1.0 })))
}

/// What another claim vouches for of the event that this one tells of.
fn elsewhere<T>(
    row: &ClaimRow,
    library: &Library<'_>,
    of: impl Fn(&ClaimRow) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    let Some(event) = &row.event else { return Ok(None) };
    let about = ClaimFilter { about: Some(event.iri.clone()), facts_only: true, ..ClaimFilter::default() };
    let told = library.store.claims(&about)?;
    let same = told.iter().filter(|other| other.event.as_ref().is_some_and(|known| known.iri == event.iri));
    Ok(same.filter_map(of).next())
}

/// Whether a verb is about the beginning (false) or the end (true) of what it speaks of.
fn boundary(verb: &str) -> Option<bool> {
    let first = verb.split(' ').next().unwrap_or_default();
    if ["begin", "began", "start", "started", "commence", "open", "launch"].contains(&first) {
        Some(false)
    } else if ["end", "ended", "finish", "conclude", "cease", "stop", "terminate", "close"].contains(&first) {
        Some(true)
    } else {
        None
    }
}

fn place(row: &ClaimRow, fitting: &Fitting, library: &Library<'_>) -> Result<Filled, StoreError> {
    let is_place = |thing: &Named| library.is_a(thing, "an:Place");
    let stated = row.place.iter().map(|place| (place.clone(), 1.0));
    let going = row.roles.iter().filter_map(|role| {
        let thing = role.node.thing()?;
        let local = role.role.rsplit(':').next().unwrap_or_default();
        let goes = matches!(local, "destination" | "place" | "location");
        (goes || is_place(thing)).then(|| (thing.clone(), if goes { 1.0 } else { 0.96 }))
    });
    let object =
        row.object.iter().filter_map(Node::thing).filter(|thing| is_place(thing)).map(|thing| (thing.clone(), 0.97));
    let all = stated.chain(going).chain(object);
    let new = all.filter(|(thing, _)| !fitting.named.contains(&thing.iri));
    let mut filled: Filled = Vec::new();
    for (thing, factor) in new {
        let given = Given::Node(Node::Thing(thing));
        if !filled.iter().any(|(known, _)| known.key() == given.key()) {
            filled.push((given, factor));
        }
    }
    // A stated place says more than what the object happens to be.
    let top = filled.iter().map(|(_, factor)| *factor).fold(0.0, f32::max);
    filled.retain(|(_, factor)| *factor >= top);
    if filled.is_empty() {
        let told = elsewhere(row, library, |other| other.place.clone())?;
        filled.extend(told.map(|place| (Given::Node(Node::Thing(place)), 0.9)));
    }
    Ok(filled)
}

/// Causes before purposes; and what is said to have caused the event that the claim tells of.
fn reasons(row: &ClaimRow, library: &Library<'_>) -> Result<Filled, StoreError> {
    let mut filled = Vec::new();
    for role in &row.roles {
        let local = role.role.rsplit(':').next().unwrap_or_default();
        let factor = match local {
            "cause" | "reason" => 1.0,
            "purpose" => 0.97,
            _ => continue,
        };
        filled.push((Given::Node(role.node.clone()), factor));
    }
    if let Some(event) = &row.event {
        let told = ClaimFilter { object: Some(event.iri.clone()), facts_only: true, ..ClaimFilter::default() };
        for cause in library.store.claims(&told)? {
            let causal = library.ontology.relation(&cause.relation.iri).is_some_and(|(_, relation)| relation.causal);
            if causal && !cause.inverse {
                filled.push((Given::Node(Node::Thing(cause.subject)), 0.97));
            }
        }
    }
    Ok(filled)
}

fn quantities(of: Option<&Phrase>, mass: bool, row: &ClaimRow, fitting: &Fitting, library: &Library<'_>) -> Filled {
    let wanted = of.map(|of| library.wanted(of));
    let mut filled = Vec::new();
    for measure in numbers(row, fitting) {
        let factor =
            wanted.as_ref().map_or(Some(1.0), |wanted| suits_count(wanted, mass, &measure, row, fitting, library));
        filled.extend(factor.map(|factor| (Given::Quantity(measure), factor)));
    }
    filled
}

/// The number that is the object, else those in a role for numbers, else one in the name of what fills the hole (“128
/// warheads” may have become a thing with its number in its name).
fn numbers(row: &ClaimRow, fitting: &Fitting) -> Vec<Measure> {
    let value = |node: &Node| match node {
        Node::Value(measure) => counted(measure),
        Node::Thing(_) => None,
    };
    let roles = row.roles.iter().filter(|role| matches!(role.role.as_str(), "an:quantity" | "an:price" | "an:margin"));
    let object: Vec<Measure> = row.object.iter().filter_map(value).collect();
    let stated = if object.is_empty() { roles.filter_map(|role| value(&role.node)).collect() } else { object };
    if stated.is_empty() {
        fitting.fillers.iter().filter_map(Node::thing).filter_map(|thing| numbered(&thing.label)).collect()
    } else {
        stated
    }
}

/// A number as such, or the first one in a literal of words (“some 92,134 men”).
fn counted(measure: &Measure) -> Option<Measure> {
    if say::is_number(measure) {
        return Some(measure.clone());
    }
    let mut number = numbered(&measure.value)?;
    number.unit = number.unit.or_else(|| measure.unit.clone());
    Some(number)
}

/// The first number in some words, when they open with it or with a word that hedges it.
fn numbered(words: &str) -> Option<Measure> {
    let (span, quantity) = quantities::find(words).into_iter().next()?;
    let opens = words[..span.start].split_whitespace().count() <= 2;
    opens.then(|| Measure {
        value: quantity.value,
        datatype: "xsd:decimal".to_owned(),
        unit: quantity.unit,
        approximation: quantity.approximation.map(|how| {
            match how {
                Approximation::About => "about",
                Approximation::MoreThan => "more-than",
                Approximation::LessThan => "less-than",
                Approximation::AtLeast => "at-least",
                Approximation::AtMost => "at-most",
            }
            .to_owned()
        }),
    })
}

/// Whether a number counts what was asked for.
fn suits_count(
    wanted: &Wanted,
    mass: bool,
    measure: &Measure,
    row: &ClaimRow,
    fitting: &Fitting,
    library: &Library<'_>,
) -> Option<f32> {
    let whole = wanted.forms.last()?;
    let unit = measure.unit.as_deref().map(|unit| library.form(unit).keys).unwrap_or_default();
    if whole.keys.is_subset(&unit) {
        return Some(1.0);
    }
    let fits = |thing: &Named| library.fit_thing(wanted, thing).is_some_and(|fit| fit.missing.is_empty());
    if fitting.fillers.iter().filter_map(Node::thing).any(fits) || row.participants().any(fits) {
        return Some(0.98);
    }
    let mut said = library.keys_of_participants(row);
    said.extend(unit);
    if whole.keys.is_subset(&said) {
        return Some(0.95);
    }
    // “how much territory”: square miles are a measure of it, a plain count is not.
    if mass && measure.unit.is_some() {
        return Some(0.85);
    }
    // “of these, 33,665 were killed”: what is counted stands in the words before.
    (!mass && whole.keys.is_subset(&library.keys_of_words(row))).then_some(0.75)
}

fn sources(row: &ClaimRow) -> Filled {
    let all = row.receipts.iter().flat_map(|receipt| &receipt.sources);
    all.map(|source| (Given::Source(source.clone()), 1.0)).collect()
}
