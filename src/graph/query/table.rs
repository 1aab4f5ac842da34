//! Rows as an aligned table: names shortened by their prefixes, long text wrapped to the terminal's width, nothing in
//! it that a terminal would obey.

use super::Solutions;
use crate::graph::vocabulary::compact;
use oxigraph::model::Term;
use unicode_width::UnicodeWidthChar;

/// Blanks between two columns.
const GAP: usize = 2;
/// A column is not made narrower than this to fit the terminal.
const NARROWEST: usize = 12;

/// The table, with a line under its header, and how many rows it has.
pub(super) fn draw(solutions: &Solutions, base: &str, width: Option<usize>) -> String {
    let header: Vec<String> = solutions.variables.iter().map(|variable| variable.as_str().to_owned()).collect();
    let rows: Vec<Vec<String>> = solutions
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.as_ref().map(|term| show(term, base)).unwrap_or_default()).collect())
        .collect();
    let widths = fit(natural_widths(&header, &rows), width);
    let mut drawn = String::new();
    draw_row(&header, &widths, &mut drawn);
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    draw_row(&rule, &widths, &mut drawn);
    for row in &rows {
        draw_row(row, &widths, &mut drawn);
    }
    let more = if solutions.cut { ", and there are more" } else { "" };
    let rows = if rows.len() == 1 { "1 row".to_owned() } else { format!("{} rows", rows.len()) };
    format!("{drawn}({rows}{more})\n")
}

/// A term for people.
fn show(term: &Term, base: &str) -> String {
    let text = match term {
        Term::NamedNode(node) => compact(node.as_str(), base),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    };
    escape(&text)
}

/// Line ends and tabs become blanks; other control characters, and those that turn the direction of text or join
/// letters unseen, are spelled out (CVE-2009-4487, CVE-2021-42574).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => escaped.push(' '),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
                escaped.extend(c.escape_unicode());
            }
            c if c.is_control() => escaped.extend(c.escape_unicode()),
            c => escaped.push(c),
        }
    }
    escaped
}

fn cells_wide(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

fn natural_widths(header: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let column = |index: usize| {
        let cells = rows.iter().filter_map(|row| row.get(index));
        cells.chain(header.get(index)).map(|cell| cells_wide(cell)).max().unwrap_or(0)
    };
    (0..header.len()).map(column).collect()
}

/// Narrows the widest columns until the table fits.
fn fit(mut widths: Vec<usize>, total: Option<usize>) -> Vec<usize> {
    let Some(total) = total else { return widths };
    loop {
        let used = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let Some(widest) = widths.iter_mut().max().filter(|widest| used > total && **widest > NARROWEST) else {
            return widths;
        };
        *widest = widest.saturating_sub(used - total).max(*widest / 2).max(NARROWEST);
    }
}

fn draw_row(cells: &[String], widths: &[usize], drawn: &mut String) {
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let mut text = String::new();
        for (lines, width) in wrapped.iter().zip(widths) {
            let part = lines.get(line).map_or("", String::as_str);
            text.push_str(part);
            text.push_str(&" ".repeat(width.saturating_sub(cells_wide(part)) + GAP));
        }
        drawn.push_str(text.trim_end());
        drawn.push('\n');
    }
}

/// Lines no wider than `width`, broken at blanks where there are any.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ') {
        let wide = cells_wide(word);
        if used > 0 && used + 1 + wide > width {
            lines.push(String::new());
            used = 0;
        } else if used > 0 {
            push(&mut lines, ' ');
            used += 1;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide > width && used > 0 {
                lines.push(String::new());
                used = 0;
            }
            push(&mut lines, c);
            used += wide;
        }
    }
    lines
}

fn push(lines: &mut [String], c: char) {
    if let Some(line) = lines.last_mut() {
        line.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::vocabulary::DEFAULT_BASE;
    use oxigraph::model::{Literal, NamedNode, Variable};

    fn table(cells: &[&str], width: Option<usize>) -> String {
        let solutions = Solutions {
            variables: vec![Variable::new("what").unwrap(), Variable::new("words").unwrap()],
            rows: cells
                .iter()
                .map(|cell| {
                    let node = NamedNode::new(format!("{DEFAULT_BASE}stalin")).unwrap();
                    vec![Some(node.into()), Some(Literal::new_simple_literal(*cell).into())]
                })
                .collect(),
            cut: false,
        };
        draw(&solutions, DEFAULT_BASE, width)
    }

    #[test]
    fn columns_are_aligned_and_names_shortened() {
        let expected = "what       words\n─────────  ─────\nid:stalin  yes\nid:stalin  朝鮮\n(2 rows)\n";
        assert_eq!(table(&["yes", "朝鮮"], None), expected);
    }

    #[test]
    fn long_text_is_wrapped_to_the_terminal() {
        let drawn = table(&["one two three four five six seven"], Some(30));
        assert!(drawn.lines().all(|line| cells_wide(line) <= 30), "{drawn}");
        assert!(drawn.contains("one two three four\n"), "{drawn}");
    }

    #[test]
    fn a_terminal_is_never_given_orders() {
        let drawn = table(&["\u{1b}[31mred\u{7}\u{9b}\u{202e}"], None);
        assert!(drawn.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{drawn:?}");
        assert!(drawn.contains(r"\u{1b}[31mred"), "{drawn}");
    }
}
