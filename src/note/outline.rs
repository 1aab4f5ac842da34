//! A note, printed as it was read: what `annals show note` prints and the golden files hold.

use super::types::{CitationKind, Claim, ClaimKind, Note, Readable, Segment, SegmentKind};
use std::fmt::{self, Write as _};

/// The headings, claims, segments and citations of a note, one a line, indented by nesting, with `line:column` of the first
/// word of each (columns count characters, from 1).
#[must_use]
pub fn outline(note: &Note) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write(&mut out, note);
    out
}

fn write(out: &mut String, note: &Note) -> fmt::Result {
    if let Some(title) = &note.title {
        writeln!(out, "title {title}")?;
    }
    for (key, value) in &note.front_matter {
        writeln!(out, "field {key} = {value}")?;
    }
    let mut depths = Vec::with_capacity(note.claims.len());
    let mut headings = note.headings.iter().enumerate().peekable();
    for claim in &note.claims {
        while let Some((id, heading)) = headings.next_if(|(_, h)| h.span.start <= claim.span.start) {
            write_heading(out, note, id, heading.level)?;
        }
        let depth = claim.parent.map_or(0, |parent: usize| depths[parent] + 1);
        depths.push(depth);
        write_claim(out, note, claim, depth)?;
    }
    for (id, heading) in headings {
        write_heading(out, note, id, heading.level)?;
    }
    for said in &note.diagnostics {
        let at = said.span.map_or_else(String::new, |span| format!(" {}", place(note, span.start)));
        writeln!(out, "{:?} {}{at} {}", said.severity, said.code, said.message)?;
    }
    Ok(())
}

fn write_heading(out: &mut String, note: &Note, id: usize, level: u8) -> fmt::Result {
    let heading = &note.headings[id];
    let marks = "#".repeat(level.into());
    writeln!(out, "{marks} {}  [{}]", heading.readable.text, place(note, heading.span.start))?;
    write_links(out, "", &heading.readable)
}

fn write_claim(out: &mut String, note: &Note, claim: &Claim, depth: usize) -> fmt::Result {
    let indent = "    ".repeat(depth);
    let kind = match claim.kind {
        ClaimKind::Paragraph => "paragraph",
        ClaimKind::ListItem => "item",
        ClaimKind::BlockQuote => "quote",
        ClaimKind::TableRow => "row",
        ClaimKind::FrontMatter => "front-matter",
    };
    writeln!(out, "{indent}{kind} [{}]", place(note, claim.span.start))?;
    let mut citations = claim.citations.iter().peekable();
    for index in std::iter::once(None).chain((0..claim.segments.len()).map(Some)) {
        if let Some(index) = index {
            write_segment(out, &indent, &claim.segments[index])?;
        }
        while let Some(citation) = citations.next_if(|c| c.after_segment <= index) {
            let kind = match citation.kind {
                CitationKind::Link => "cites",
                CitationKind::Footnote => "footnote",
                CitationKind::Key => "key",
            };
            let label = if citation.label.is_empty() { String::new() } else { format!("  ({})", citation.label) };
            writeln!(out, "{indent}  {kind} {}{label}", citation.target)?;
        }
    }
    Ok(())
}

fn write_segment(out: &mut String, indent: &str, segment: &Segment) -> fmt::Result {
    let readable = &segment.readable;
    let kind = match &segment.kind {
        SegmentKind::Prose => "says".to_owned(),
        SegmentKind::Quotation => "quotes".to_owned(),
        SegmentKind::Dialogue { speaker, .. } => format!("speaks <{speaker}>"),
        SegmentKind::Cell { column, header } => format!("cell {column} <{header}>"),
        SegmentKind::Field { key, .. } => format!("field <{key}>"),
        SegmentKind::Task => "task".to_owned(),
    };
    writeln!(out, "{indent}  {kind}: {}", readable.text)?;
    let marks = readable.emphasis.iter().map(|e| (if e.strong { "strong" } else { "stressed" }, e.span));
    let marks = marks.chain(readable.quoted.iter().map(|q| ("quoted", *q)));
    for (name, span) in marks {
        writeln!(out, "{indent}    {name} {}", span.of(&readable.text))?;
    }
    write_links(out, indent, readable)
}

fn write_links(out: &mut String, indent: &str, readable: &Readable) -> fmt::Result {
    for (span, target) in &readable.links {
        writeln!(out, "{indent}    link {} -> {target}", span.of(&readable.text))?;
    }
    Ok(())
}

fn place(note: &Note, offset: usize) -> String {
    let line = note.line(offset);
    let start = note.line_starts.get(line - 1).copied().unwrap_or(0);
    let column = note.text.get(start..offset).map_or(0, |s| s.chars().count()) + 1;
    format!("{line}:{column}")
}
