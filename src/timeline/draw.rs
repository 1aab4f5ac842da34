//! Entries on one scale: `●` a day or month, `├──┤` a stretch of time in which or throughout which, `◂` and `▸` an open end.

use super::entries::{Entry, day};
use crate::shown::{line, shortened, xml};
use std::fmt::Write as _;

/// Columns of the scale in the terminal.
const SCALE: usize = 28;

/// One line an entry: when, where on the scale, what, and the place of the words.
#[must_use]
pub fn render_text(entries: &[Entry]) -> String {
    let scale = Scale::of(entries);
    let width = entries.iter().map(|entry| entry.words.chars().count()).max().unwrap_or(0).min(34);
    let mut text = String::new();
    for entry in entries {
        let bar = scale.bar(entry);
        let place = entry.receipts.first().map(|it| format!("   {}:{}", it.file, it.line)).unwrap_or_default();
        let mark = if entry.fact { "" } else { "? " };
        line(&mut text, &format!("{:<width$}  {bar}  {mark}{}{place}", entry.words, entry.text));
    }
    text
}

/// First and last day shown.
struct Scale {
    first: i64,
    last: i64,
}

impl Scale {
    fn of(entries: &[Entry]) -> Self {
        let days =
            || entries.iter().flat_map(|entry| [&entry.earliest, &entry.latest]).flatten().map(|it| day(Some(it)));
        let first = days().min().unwrap_or(0);
        Self { first, last: days().max().unwrap_or(first).max(first + 1) }
    }

    /// Where a day lies among `columns`, 0 to `columns - 1`.
    fn at(&self, day: i64, columns: usize) -> usize {
        let whole = i128::from(self.last - self.first);
        let part = i128::from((day - self.first).clamp(0, self.last - self.first));
        let columns = i128::try_from(columns.saturating_sub(1)).unwrap_or(0);
        usize::try_from((part * columns + whole / 2) / whole).unwrap_or(0)
    }

    fn bar(&self, entry: &Entry) -> String {
        let start = entry.earliest.as_deref().map(|it| self.at(day(Some(it)), SCALE));
        let end = entry.latest.as_deref().map(|it| self.at(day(Some(it)), SCALE));
        let mut cells = vec!['·'; SCALE];
        let (from, to) = (start.unwrap_or(0), end.unwrap_or(SCALE - 1));
        let (from, to) = (from.min(to), to.max(from));
        if from == to {
            cells[from] = '●';
        } else {
            cells[from..=to].fill('─');
            cells[from] = if start.is_some() { '├' } else { '◂' };
            cells[to] = if end.is_some() { '┤' } else { '▸' };
        }
        cells.into_iter().collect()
    }
}

/// Left edge of the scale, its width, and height of a row, in pixels.
const LEFT: usize = 20;
const WIDTH: usize = 520;
const ROW: usize = 22;
/// Columns of letters that fit beside the scale.
const FITS: usize = 96;

/// A picture: years above, one row an entry, uncertain dates as bars, what nobody vouches for dashed.
#[must_use]
pub fn render_svg(entries: &[Entry]) -> String {
    let scale = Scale::of(entries);
    let height = 50 + entries.len() * ROW;
    let width = LEFT + WIDTH + 700;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<rect class=\"paper\" width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    for year in years(&scale) {
        let x = LEFT + scale.at(year * 372, WIDTH);
        put(
            &mut text,
            &format!(
                "<g class=\"year\"><line x1=\"{x}\" y1=\"30\" x2=\"{x}\" y2=\"{}\" stroke=\"#ddd\"/><text x=\"{x}\" y=\"22\" \
                 text-anchor=\"middle\" fill=\"#555\">{year}</text></g>",
                height - 10
            ),
        );
    }
    for (row, entry) in entries.iter().enumerate() {
        let y = 45 + row * ROW;
        let start = entry.earliest.as_deref().map_or(0, |it| scale.at(day(Some(it)), WIDTH));
        let end = entry.latest.as_deref().map_or(WIDTH - 1, |it| scale.at(day(Some(it)), WIDTH));
        let (from, to) = (LEFT + start.min(end), LEFT + end.max(start));
        let dashed = if entry.fact { "" } else { " stroke-dasharray=\"3 2\"" };
        let shape = if to - from < 4 {
            format!("<circle class=\"bar\" cx=\"{from}\" cy=\"{y}\" r=\"4\" fill=\"#246\"/>")
        } else {
            format!(
                "<rect class=\"bar\" x=\"{from}\" y=\"{}\" width=\"{}\" height=\"8\" rx=\"3\" fill=\"#9bc\" stroke=\"#246\"{dashed}/>",
                y - 4,
                to - from
            )
        };
        let whole = format!("{}: {}", entry.words, entry.text);
        let place = entry.receipts.first().map(|it| format!("  ({}:{}  “{}”)", it.file, it.line, it.text));
        let (words, place) = (xml(&shortened(&whole, FITS)), xml(&format!("{whole}{}", place.unwrap_or_default())));
        put(
            &mut text,
            &format!(
                "<g><title>{}</title>{shape}<text x=\"{}\" y=\"{}\" fill=\"#222\">{words}</text></g>",
                place,
                LEFT + WIDTH + 15,
                y + 4
            ),
        );
    }
    text.push_str("</svg>\n");
    text
}

/// Years that get a line: at most about ten, at round distances.
fn years(scale: &Scale) -> Vec<i64> {
    let (first, last) = (scale.first.div_euclid(372), scale.last.div_euclid(372));
    let step =
        [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].into_iter().find(|step| (last - first) / step <= 10).unwrap_or(2000);
    (first..=last + 1).filter(|year| year % step == 0 && (scale.first..=scale.last).contains(&(year * 372))).collect()
}

fn put(text: &mut String, words: &str) {
    writeln!(text, "{words}").expect("a String takes all that is written to it");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(earliest: Option<&str>, latest: Option<&str>) -> Entry {
        Entry {
            time: String::new(),
            words: "then".to_owned(),
            earliest: earliest.map(ToOwned::to_owned),
            latest: latest.map(ToOwned::to_owned),
            text: "it <was>".to_owned(),
            fact: true,
            receipts: Vec::new(),
        }
    }

    #[test]
    fn a_day_is_a_point_and_what_is_uncertain_or_open_a_stretch() {
        let all = [
            entry(Some("1900-01-01"), Some("1900-01-01")),
            entry(Some("1900-01-01"), Some("1909-12-31")),
            entry(Some("1905-01-01"), None),
            entry(None, Some("1905-01-01")),
        ];
        let scale = Scale::of(&all);
        let bars: Vec<String> = all.iter().map(|entry| scale.bar(entry)).collect();
        assert!(bars[0].starts_with('●') && bars[0].chars().filter(|c| *c == '●').count() == 1);
        assert!(bars[1].starts_with('├') && bars[1].ends_with('┤'));
        assert!(bars[2].ends_with('▸') && bars[3].starts_with('◂'));
        assert!(bars.iter().all(|bar| bar.chars().count() == SCALE));
        assert!(render_svg(&all).contains("it &lt;was&gt;"));
    }

    #[test]
    fn years_before_our_era_come_first() {
        assert!(day(Some("-0132-05-01")) < day(Some("-0120-01-01")));
        assert!(day(Some("-0001-12-31")) < day(Some("0014-08-19")));
    }
}
