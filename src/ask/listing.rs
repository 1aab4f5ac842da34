//! “list all meetings in 1950”, “which resolutions are there”: everything of a kind that the notes tell of.

use super::answer::{Answer, Answered};
use super::behind::Behind;
use super::shapes::{Desk, row_of, with_sources};
use super::{form::singular, say};
use crate::graph::{ClaimFilter, ClaimRow, EntityNames, StoreError, fold};
use crate::language::{DateContext, dates};

/// More things of one kind are not listed.
const MOST: usize = 200;
/// Words before the kind that say nothing of it.
const IDLE: &[&str] = &["me", "us", "all", "every", "each", "of", "the", "known", "any", "out", "a", "an", "up"];
/// Words behind which the kind is described.
const JOINTS: &[&str] =
    &["of", "in", "by", "between", "with", "from", "about", "on", "at", "who", "that", "which", "for"];

/// What is to be listed, in the words of the question.
pub(super) fn kind(text: &str) -> Option<String> {
    const OPENINGS: [&str; 6] = ["list ", "show ", "name ", "enumerate ", "give ", "tell "];
    if let Some(rest) = OPENINGS.iter().find_map(|opening| text.strip_prefix(opening)) {
        let words: Vec<&str> = rest.split(' ').skip_while(|word| IDLE.contains(word)).collect();
        return (!words.is_empty()).then(|| words.join(" "));
    }
    let rest = text.strip_prefix("which ").or_else(|| text.strip_prefix("what "))?;
    let ends =
        [" are there", " were there", " are mentioned", " are named", " do the notes mention", " do the notes name"];
    ends.iter().find_map(|end| rest.strip_suffix(end)).map(ToOwned::to_owned)
}

/// Everything of this kind, what most is told of first.
pub(super) fn list(desk: &Desk<'_>, kind: &str) -> Result<Answered, StoreError> {
    let found = things(desk, kind)?;
    if found.is_empty() {
        return Ok(desk.none(format!("the notes tell of no {kind}")));
    }
    Ok(desk.answered(found))
}

/// The things of a kind as answers.
pub(super) fn things(desk: &Desk<'_>, kind: &str) -> Result<Vec<Answer>, StoreError> {
    let date = dates::find(kind, &DateContext::default()).into_iter().next();
    let mut filter = desk.filter();
    let mut phrase = kind.to_owned();
    if let Some((span, date)) = &date {
        (filter.from, filter.to) = (date.earliest.clone(), date.latest.clone());
        phrase.replace_range(span.start..span.end, "");
    }
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let until = words.iter().position(|word| JOINTS.contains(word)).unwrap_or(words.len());
    let Some(noun) = words[..until].last() else { return Ok(Vec::new()) };
    let noun = singular(noun);
    let wanted: Vec<String> =
        words.iter().filter(|word| !JOINTS.contains(word) && !IDLE.contains(word)).map(|word| fold(word)).collect();
    let further: Vec<&String> =
        wanted.iter().filter(|word| singular(word) != noun && *word != "and" && *word != "the").collect();
    let class = class_of(desk, &noun);
    let of_kind = |known: &EntityNames| {
        let named = known.names().any(|name| fold(name).split(' ').any(|word| singular(word) == noun));
        class.map_or(named, |class| known.entity.classes.iter().any(|own| desk.ontology.is_a(own, class)))
    };
    let mut entities = desk.store.entities()?;
    entities.retain(of_kind);
    // “the secret meetings” are several, and each may be told of by itself.
    let is_group =
        |known: &EntityNames| fold(&known.entity.label).split(' ').any(|word| word != noun && singular(word) == noun);
    if !entities.iter().all(is_group) {
        entities.retain(|known| !is_group(known));
    }
    entities.sort_by_key(|known| (std::cmp::Reverse(known.weight), known.entity.iri.clone()));
    let mut answers = Vec::new();
    for known in entities.into_iter().take(MOST) {
        let about = ClaimFilter { about: Some(known.entity.iri.clone()), ..filter.clone() };
        let rows = desk.store.claims(&about)?;
        // A thing that only an aside names is no answer to what the notes tell of.
        let Some(first) = rows.iter().find(|row| told_of(row, &known)).or(rows.first()) else { continue };
        let said = fold(
            &rows.iter().map(say::sentence).chain(known.names().map(ToOwned::to_owned)).collect::<Vec<_>>().join(" "),
        );
        let words: Vec<&str> = said.split(' ').collect();
        if !further.iter().all(|word| words.contains(&word.as_str())) {
            continue;
        }
        answers.push(with_sources(Answer {
            label: known.entity.label.clone(),
            value: None,
            iri: Some(known.entity.iri.clone()),
            time: first.time.as_ref().map(|time| time.edtf.clone()),
            display: say::sentence(first),
            evidence: first.receipts.iter().take(1).cloned().collect(),
            sources: Vec::new(),
            rows: vec![row_of(first)],
            behind: Behind::of(first),
        }));
    }
    Ok(answers)
}

/// The claim tells of the event, or has the thing for its subject.
fn told_of(row: &ClaimRow, known: &EntityNames) -> bool {
    row.event.as_ref().is_some_and(|event| event.iri == known.entity.iri) || row.subject.iri == known.entity.iri
}

fn class_of<'d>(desk: &'d Desk<'_>, noun: &str) -> Option<&'d str> {
    match noun {
        "person" | "people" => Some("an:Person"),
        "country" | "nation" | "state" => Some("an:State"),
        "event" => Some("an:Event"),
        "place" => Some("an:Place"),
        _ => desk.ontology.class_for_cue(noun),
    }
}
