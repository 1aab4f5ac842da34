//! What is dated, in the order of time: dates that are uncertain as bars on one scale.

use super::{
    super::{Problem, Site},
    asked::Asked,
    frame::{Data, Page},
    links, parts, said,
};
use crate::{
    graph::{Found, Named, Store, StoreError, day},
    timeline::{Entry, Part, Selection, part},
};
use axum::extract::State;
use maud::{Markup, html};

/// Entries shown at a time.
pub(super) const MOST: usize = 150;
/// Lines on a scale; names of months take more room.
const MOST_MARKS: i64 = 5;
const MOST_MONTHS: i64 = 3;

/// What a timeline is asked for.
pub(super) struct Wanted {
    pub(super) selection: Selection,
    /// The thing that it is about, as it was named.
    name: String,
    /// What is wrong with what was asked.
    complaints: Vec<String>,
}

impl Wanted {
    /// Reads what is asked for; a thing may be named by its IRI or any of its names.
    pub(super) fn read(store: &Store, asked: &Asked) -> Result<Self, StoreError> {
        let mut complaints = Vec::new();
        let mut date = |name: &str| {
            asked.date(name).unwrap_or_else(|text| {
                complaints.push(format!("“{text}” is no date: write it as 1950-06-25, 1950-06 or 1950."));
                None
            })
        };
        let (from, to) = (date("from"), date("to"));
        let named = asked.text("about").map(|name| find(store, name)).transpose()?;
        let (about, name) = match named {
            Some(Ok(named)) => (Some(named.iri), named.label),
            Some(Err(message)) => {
                complaints.push(message);
                (None, asked.text("about").unwrap_or_default().to_owned())
            }
            None => (None, String::new()),
        };
        let selection = Selection { about, from, to, all: asked.has("all") };
        Ok(Self { selection, name, complaints })
    }
}

/// The thing that goes by a name: of several the one most is told of; of none, a message with those that look like it.
pub(super) fn find(store: &Store, name: &str) -> Result<Result<Named, String>, StoreError> {
    Ok(match store.find(name)? {
        Found::One(named) => Ok(named),
        Found::Several(all) => all.into_iter().next().ok_or_else(|| format!("Nothing here is called “{name}”.")),
        Found::None(near) if near.is_empty() => Err(format!("Nothing here is called “{name}”.")),
        Found::None(near) => {
            let names: Vec<String> = near.iter().map(|named| format!("“{}”", named.label)).collect();
            Err(format!("Nothing here is called “{name}”; did you mean {}?", names.join(", ")))
        }
    })
}

/// What is dated.
pub(super) async fn timeline(State(site): State<Site>, asked: Asked) -> Result<Markup, Problem> {
    site.read(move |_, generation| {
        let wanted = Wanted::read(&generation.store, &asked)?;
        let first = asked.number("page").unwrap_or(1) - 1;
        let part = part(&generation.store, &wanted.selection, first.saturating_mul(MOST), MOST)?;
        let data = match &wanted.selection.about {
            Some(iri) => Data::of(iri),
            None => Data::at(|format| Some(links::query_data(DATED, format))),
        };
        let page = Page { title: "Timeline", data, part: "/timeline", ..Page::default() };
        Ok(page.around(&html! {
            h1 { "Timeline" @if wanted.selection.about.is_some() { ": " (said(&wanted.name)) } }
            (form(&wanted))
            @for complaint in &wanted.complaints { p.complaint role="alert" { (said(complaint)) } }
            (shown(&part, &wanted, first))
        }))
    })
    .await
}

/// What has a date, with the date and what is said.
const DATED: &str = "CONSTRUCT { ?claim ?property ?value } WHERE { ?claim an:when ?when ; ?property ?value }";

fn form(wanted: &Wanted) -> Markup {
    let Selection { from, to, all, .. } = &wanted.selection;
    html! {
        form.filters action="/timeline" method="get" {
            div { label for="about" { "About" } input id="about" name="about" value=(wanted.name) autocomplete="off" spellcheck="false" data-complete="names"; }
            div { label for="from" { "From" } input.date id="from" name="from" value=[from.as_ref()] placeholder="1949" inputmode="numeric"; }
            div { label for="to" { "To" } input.date id="to" name="to" value=[to.as_ref()] placeholder="1953-07" inputmode="numeric"; }
            div.choice { input id="all" type="checkbox" name="all" value="1" checked[*all]; label for="all" { "also what nobody vouches for" } }
            button type="submit" { "Show" }
        }
    }
}

fn shown(part: &Part, wanted: &Wanted, page: usize) -> Markup {
    let Part { entries, first, more } = part;
    html! {
        @if entries.is_empty() {
            p.lead { "Nothing here has a date." }
        } @else {
            @if *first > 0 || *more { p.aside { "Entries from number " (parts::grouped(first + 1)) " on." } }
            (bars(entries))
            nav.pages aria-label="Pages" {
                @if page > 0 { a rel="prev" href=(address("/timeline", wanted, page)) { "Earlier" } }
                @if *more { a rel="next" href=(address("/timeline", wanted, page + 2)) { "Later" } }
            }
            p.aside { "A dot is a day, a bar a stretch of time in which it lies or which it lasts; what nobody vouches for is dashed. " a href=(address("/timeline.svg", wanted, page + 1)) { "Save as SVG" } }
        }
    }
}

fn address(path: &str, wanted: &Wanted, page: usize) -> String {
    let Selection { about, from, to, all } = &wanted.selection;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (about, from, to, page) = (text(about), text(from), text(to), page.to_string());
    let all = if *all { "1" } else { "" };
    let page = if page == "1" { "" } else { page.as_str() };
    links::page(path, &[("about", &about), ("from", &from), ("to", &to), ("all", all), ("page", page)])
}

/// Entries, each with its bar on a scale that all share.
pub(super) fn bars(entries: &[Entry]) -> Markup {
    let scale = Scale::of(entries);
    html! {
        div.timeline {
            (scale.axis())
            ol { @for entry in entries { li class=[(!entry.fact).then_some("unsure")] { (scale.bar(entry)) (told(entry)) } } }
        }
    }
}

fn told(entry: &Entry) -> Markup {
    html! {
        span.when { (said(&entry.words)) }
        div.what {
            p.sentence {
                (said(&entry.text))
            }
            @if let Some(receipt) = entry.receipts.first() {
                p.source {
                    a href=(links::receipt(receipt)) { (said(&receipt.file)) ", line " (receipt.line) }
                    @for source in receipt.sources.iter().take(2) { " cites " (links::source(source)) }
                }
            }
        }
    }
}

/// First and last day shown.
struct Scale {
    first: i64,
    last: i64,
}

impl Scale {
    fn of(entries: &[Entry]) -> Self {
        let days = || {
            entries.iter().flat_map(|entry| [&entry.earliest, &entry.latest]).flatten().filter_map(|it| day(it, false))
        };
        let first = days().min().unwrap_or(0);
        Self { first, last: days().max().unwrap_or(first).max(first + 1) }
    }

    /// Where a day lies, in hundredths of the width, with two digits.
    fn at(&self, day: i64) -> String {
        let part = i128::from((day - self.first).clamp(0, self.last - self.first)) * 10_000
            / i128::from(self.last - self.first);
        // The ends are left free, so that dots there are whole.
        let part = 200 + part * 96 / 100;
        format!("{}.{:02}", part / 100, part % 100)
    }

    /// Years, or months, on a line of their own.
    fn axis(&self) -> Markup {
        html! {
            svg.axis width="100%" height="22" aria-hidden="true" {
                @for (day, name) in self.marks() {
                    line x1={ (self.at(day)) "%" } x2={ (self.at(day)) "%" } y1="16" y2="22" {}
                    text x={ (self.at(day)) "%" } y="12" text-anchor="middle" font-size="12" { (name) }
                }
            }
        }
    }

    fn bar(&self, entry: &Entry) -> Markup {
        let edge = |text: &Option<String>| text.as_deref().and_then(|text| day(text, false));
        let (from, to) = (edge(&entry.earliest), edge(&entry.latest));
        let (start, end) = (from.unwrap_or(self.first), to.unwrap_or(self.last));
        let (start, end) = (start.min(end), end.max(start));
        let is_point = (end - start) * 200 < self.last - self.first;
        html! {
            svg.bar width="100%" height="16" aria-hidden="true" {
                @for (day, _) in self.marks() { line.year x1={ (self.at(day)) "%" } x2={ (self.at(day)) "%" } y1="0" y2="16" {} }
                @if is_point {
                    circle.point cx={ (self.at(start)) "%" } cy="8" r="4.5" {}
                } @else {
                    line.stretch x1={ (self.at(start)) "%" } x2={ (self.at(end)) "%" } y1="8" y2="8" {}
                    @if from.is_some() { line.end x1={ (self.at(start)) "%" } x2={ (self.at(start)) "%" } y1="3" y2="13" {} }
                    @if to.is_some() { line.end x1={ (self.at(end)) "%" } x2={ (self.at(end)) "%" } y1="3" y2="13" {} }
                }
            }
        }
    }

    /// Days that get a line, at round distances, with what they are called.
    fn marks(&self) -> Vec<(i64, String)> {
        let months = (self.last - self.first) / 31;
        let steps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400, 6_000, 12_000, 24_000, 60_000];
        let fits = |step: &i64| months / step < if *step < 12 { MOST_MONTHS } else { MOST_MARKS };
        let step = steps.into_iter().find(fits).unwrap_or(120_000);
        let first = self.first.div_euclid(31).div_euclid(step) * step;
        let starts = (0..=MOST_MARKS + 1).map(|at| first + at * step);
        let within = starts.filter(|month| (self.first..=self.last).contains(&(month * 31)));
        within.map(|month| (month * 31, month_name(month, step))).collect()
    }
}

/// “Jul 1950”, or where whole years are told “1950”.
fn month_name(month: i64, step: i64) -> String {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let year = month.div_euclid(12);
    let name = usize::try_from(month.rem_euclid(12)).ok().and_then(|at| NAMES.get(at));
    match name.filter(|_| step < 12) {
        Some(name) => format!("{name} {year}"),
        None => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_at_round_distances() {
        let names = |first: &str, last: &str| {
            let day = |text: &str| day(text, false).unwrap();
            let scale = Scale { first: day(first), last: day(last) };
            scale.marks().into_iter().map(|(_, name)| name).collect::<Vec<_>>()
        };
        assert_eq!(names("1949-03-05", "1950-06-25"), ["Jul 1949", "Jan 1950"]);
        assert_eq!(names("1914-07-28", "1918-11-11"), ["1915", "1916", "1917", "1918"]);
        assert_eq!(names("-0100-01-01", "0100-01-01"), ["-100", "-50", "0", "50", "100"]);
    }
}
