//! “how long did the war last”: from what is said of its length, or from its first and last day.

use super::answer::{Answer, Answered};
use super::shapes::{Desk, told};
use crate::graph::{ClaimFilter, ClaimRow, Node, StoreError};
use crate::language::dates::days_in;
use crate::statement::Polarity;
use crate::when;

/// What lasted, in the words of the question.
pub(super) fn what(text: &str) -> Option<String> {
    let rest = text.strip_prefix("how long did ").or_else(|| text.strip_prefix("how long does "))?;
    let ends = [" last", " go on", " take", " continue", " drag on", " lasted"];
    ends.iter().find_map(|end| rest.strip_suffix(end)).map(ToOwned::to_owned)
}

/// “how long did Haakon lead the rebels”, “how long was Magnus king”: the same with “when”.
pub(super) fn clause(text: &str) -> Option<String> {
    let rest = text.strip_prefix("how long ")?;
    ["did ", "was ", "were "].iter().any(|verb| rest.starts_with(verb)).then(|| rest.to_owned())
}

/// How long what a clause tells of went on: as it is said, or from its first to its last day where the claim has both.
pub(super) fn length_of_clause(desk: &Desk<'_>, clause: &str) -> Result<Option<Answered>, StoreError> {
    let Some(what) = clause.split_once(' ').map(|(_, what)| what) else { return Ok(None) };
    if clause.starts_with("was ") && !what.contains(' ') {
        return length(desk, what);
    }
    let mut answers: Vec<Answer> = Vec::new();
    for row in (desk.claims)(clause)?.iter().filter(|row| row.polarity == Polarity::Affirmed) {
        let time = row.time.as_ref().map(|time| time.edtf.as_str());
        let Some(words) = stretch(row).or_else(|| whole(time.filter(|edtf| edtf.contains('/'))?)) else { continue };
        let answer = told(row, words, None, None);
        if answers.iter().all(|known| known.label != answer.label) {
            answers.push(answer);
        }
    }
    Ok((!answers.is_empty()).then(|| desk.answered(answers)))
}

/// The length of an interval in EDTF.
fn whole(edtf: &str) -> Option<String> {
    let (from, to) = (when::end_of(edtf, false), when::end_of(edtf, true));
    between(from, to)
}

/// How long it lasted.
pub(super) fn length(desk: &Desk<'_>, what: &str) -> Result<Option<Answered>, StoreError> {
    // What is said of its length goes before what can be reckoned.
    if let Ok(thing) = super::shapes::thing(desk, what)? {
        let about = ClaimFilter { about: Some(thing.iri.clone()), ..desk.filter() };
        let rows = desk.store.claims(&about)?;
        let said = rows.iter().filter(|row| row.relation.iri.ends_with("#lasted") && row.subject.iri == thing.iri);
        let lasting = said.filter_map(|row| Some((row, stretch(row)?)));
        if let Some((row, words)) = lasting.into_iter().next() {
            return Ok(Some(desk.answered(vec![told(row, words, None, None)])));
        }
    }
    let began = (desk.ask)(&format!("when did {what} begin"))?;
    let ended = (desk.ask)(&format!("when did {what} end"))?;
    let (Some(first), Some(last)) = (began.answers.first(), ended.answers.first()) else { return Ok(None) };
    let edge = |answer: &Answer, last: bool| answer.value.as_deref().map(|edtf| when::end_of(edtf, last).to_owned());
    let (Some(from), Some(to)) = (edge(first, false), edge(last, true)) else { return Ok(None) };
    let Some(words) = between(&from, &to) else { return Ok(None) };
    let mut answer = Answer {
        label: words,
        value: Some(format!("{from}/{to}")),
        iri: None,
        time: Some(format!("{from}/{to}")),
        display: format!("{what}: from {} to {}", when::words(&from), when::words(&to)),
        ..first.clone()
    };
    answer.rows.extend(last.rows.iter().cloned());
    answer.behind.join(&last.behind);
    for receipt in &last.evidence {
        if !answer.evidence.contains(receipt) {
            answer.evidence.push(receipt.clone());
        }
    }
    Ok(Some(desk.answered(vec![super::shapes::with_sources(answer)])))
}

/// “nineteen years”, as the claim has it for its object or for a role.
fn stretch(row: &ClaimRow) -> Option<String> {
    let nodes = row.object.iter().chain(row.roles.iter().map(|role| &role.node));
    nodes.map(Node::label).find(|label| is_timely(label))
}

fn is_timely(label: &str) -> bool {
    ["year", "month", "week", "day", "hour", "decade", "centur"].iter().any(|unit| label.contains(unit))
}

/// The time between two days in years, months and days, as fine as both are known; `None` when the second is first.
fn between(from: &str, to: &str) -> Option<String> {
    let (from, to) = (parts(from)?, parts(to)?);
    let count = |count: i64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    if from.1.is_none() || to.1.is_none() {
        let years = to.0 - from.0;
        return (years >= 0).then(|| format!("about {}", count(years.max(1), "year")));
    }
    let (months_from, months_to) = (from.0 * 12 + from.1?, to.0 * 12 + to.1?);
    let mut months = months_to - months_from;
    let mut days = None;
    if let (Some(first), Some(last)) = (from.2, to.2) {
        let mut left = last - first;
        if left < 0 {
            months -= 1;
            // Days of the month before the last one.
            let (year, month) = if to.1? == 1 { (to.0 - 1, 12) } else { (to.0, to.1? - 1) };
            left += i64::from(days_in(i32::try_from(year).ok()?, u8::try_from(month).ok()?));
        }
        days = Some(left);
    }
    if months < 0 {
        return None;
    }
    let (years, months) = (months / 12, months % 12);
    let named = [(years, "year"), (months, "month"), (days.unwrap_or(0), "day")];
    let told: Vec<String> = named.into_iter().filter(|(n, _)| *n > 0).map(|(n, unit)| count(n, unit)).collect();
    let hedge = if days.is_none() { "about " } else { "" };
    match told.as_slice() {
        [] => Some("less than a day".to_owned()),
        [one] => Some(format!("{hedge}{one}")),
        [first @ .., last] => Some(format!("{hedge}{} and {last}", first.join(", "))),
    }
}

/// Year, month, day of an EDTF date.
fn parts(edtf: &str) -> Option<(i64, Option<i64>, Option<i64>)> {
    let bare = edtf.trim_end_matches(['~', '?', '%']).split('T').next()?;
    let (sign, bare) = bare.strip_prefix('-').map_or((1, bare), |rest| (-1, rest));
    let mut fields = bare.split('-').map(|field| field.parse::<i64>().ok());
    let year = fields.next()??;
    let month = fields.next().flatten().filter(|month| (1..=12).contains(month));
    let day = fields.next().flatten().filter(|_| month.is_some());
    Some((sign * year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_of_time_is_as_fine_as_its_ends() {
        let told = |from, to| between(from, to).unwrap_or_default();
        assert_eq!(told("1950-06-25", "1953-07-27"), "3 years, 1 month and 2 days");
        assert_eq!(told("1914-07-28", "1914-08-04"), "7 days");
        assert_eq!(told("1950-06", "1953-07"), "about 3 years and 1 month");
        assert_eq!(told("1618", "1648"), "about 30 years");
        assert_eq!(between("1953", "1950"), None);
    }
}
