//! A report in Markdown (CommonMark): for each thing its facts with their receipts, and apart from them what is only claimed.

use super::{
    network::kind,
    report::{CLAIMS, FACTS, Report, counted},
    words::{one_line, sentence, voice},
};
use crate::graph::{ClaimRow, Receipt};
use std::io::{self, Write};

/// Writes a report.
pub(super) fn write(report: &Report<'_>, title: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", escaped(title))?;
    let counts = [counted(report.facts, "fact"), counted(report.claims, "other claim")].join(" and ");
    writeln!(out, "{counts}. {FACTS} {CLAIMS}")?;
    for section in &report.sections {
        writeln!(out, "\n## {}\n", escaped(&section.named.label))?;
        let mut about = vec![escaped(kind(section.named))];
        if !section.aliases.is_empty() {
            about.push(format!("also {}", escaped(&section.aliases.join(", "))));
        }
        about.push(address(&section.named.iri));
        writeln!(out, "{}", about.join(" · "))?;
        if !section.facts.is_empty() {
            writeln!(out, "\n### Facts\n")?;
            section.facts.iter().try_for_each(|row| claim(row, out))?;
        }
        if !section.claims.is_empty() {
            writeln!(out, "\n### Claimed, not fact\n")?;
            section.claims.iter().try_for_each(|row| claim(row, out))?;
        }
    }
    Ok(())
}

fn claim(row: &ClaimRow, out: &mut dyn Write) -> io::Result<()> {
    let time = row.time.as_ref().map(|time| format!("**{}:** ", escaped(&time.words()))).unwrap_or_default();
    let voice = voice(row).map(|voice| format!(" *({})*", escaped(&voice))).unwrap_or_default();
    writeln!(out, "- {time}{}{voice}", escaped(&sentence(row)))?;
    row.receipts.iter().try_for_each(|it| receipt(it, out))
}

fn receipt(receipt: &Receipt, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "  - {} “{}”", code(&format!("{}:{}", receipt.file, receipt.line)), escaped(&one_line(&receipt.text)))?;
    for (at, source) in receipt.sources.iter().enumerate() {
        write!(out, "{}{}", if at == 0 { " cites " } else { ", " }, address(source))?;
    }
    if let Some(quote) = receipt.support.first() {
        write!(out, " (quotation on line {})", quote.line)?;
    }
    writeln!(out)
}

/// An address in angle brackets, where it is one; else its words.
fn address(source: &str) -> String {
    let scheme = ["http://", "https://", "ftp://"].iter().any(|scheme| source.starts_with(scheme));
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>');
    if scheme && !source.contains(odd) { format!("<{source}>") } else { escaped(&one_line(source)) }
}

/// Words in a code span, whatever backticks they hold.
fn code(words: &str) -> String {
    let words = one_line(words);
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let blank = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{fence}{blank}{words}{blank}{fence}")
}

/// Words on one line as they are, whatever Markdown, or Obsidian, would make of them.
pub(super) fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in one_line(words).chars() {
        // A character that no reader would see, or that reorders what they see, is written out.
        if c.is_control() || crate::shown::said(c.encode_utf8(&mut [0; 4])).len() > c.len_utf8() {
            text.push_str(&format!("\\\\u{{{:x}}}", u32::from(c)));
            continue;
        }
        let starts_line = text.is_empty() && matches!(c, '-' | '+');
        let ends_number =
            matches!(c, '.' | ')') && !text.is_empty() && text.chars().all(|before| before.is_ascii_digit());
        if starts_line || ends_number || "\\`*_[]<>#|~$&^=%!{}".contains(c) {
            text.push('\\');
        }
        text.push(c);
    }
    text
}
