//! A statement in lines for people: what it says, in what voice, and its receipt.

use super::output::{Output, Style};
use annals::statement::{Object, Polarity, Stance, Statement};
use std::io::{self, Write};

/// Prints one statement: what it says, then the words it was read from and what they cite.
pub(super) fn print<W: Write>(out: &mut Output<W>, statement: &Statement) -> io::Result<()> {
    out.styled(Style::Strong, &sentence(statement))?;
    if let Some(voice) = voice(statement) {
        write!(out, "  [{voice}]")?;
    }
    writeln!(out)?;
    let evidence = &statement.evidence;
    out.styled(Style::Dim, &format!("  {}:{}", evidence.file, evidence.line))?;
    writeln!(out, "  “{}”", one_line(&evidence.text))?;
    for source in &statement.sources {
        writeln!(out, "  cites  {source}")?;
    }
    Ok(())
}

/// Confidence, what it says in what voice, place and words between tabs, on one line.
pub(super) fn row(statement: &Statement) -> String {
    let voice = voice(statement).map(|voice| format!("  [{voice}]")).unwrap_or_default();
    let evidence = &statement.evidence;
    let cells = [
        format!("{:.2}", statement.confidence),
        sentence(statement) + &voice,
        format!("{}:{}", evidence.file, evidence.line),
        evidence.text.clone(),
    ];
    cells.map(|cell| one_line(&cell)).join("\t")
}

/// `subject  relation  object  (role: …)  time  place`.
fn sentence(statement: &Statement) -> String {
    let mut parts = vec![statement.subject.label.clone(), statement.relation.label.clone()];
    parts.extend(statement.object.as_ref().map(object));
    parts.extend(statement.roles.iter().map(|role| {
        let name = role.role.rsplit(':').next().unwrap_or(&role.role);
        format!("({name}: {})", role.label)
    }));
    parts.extend(statement.time.clone());
    parts.extend(statement.place.as_ref().map(|place| format!("at {}", place.label)));
    parts.join("  ")
}

fn object(object: &Object) -> String {
    match object {
        Object::Thing(thing) => thing.label.clone(),
        Object::Value(value) => value.text.clone(),
    }
}

/// What keeps it from being a plain fact: denied, believed by somebody, …
fn voice(statement: &Statement) -> Option<String> {
    let mut parts = Vec::new();
    if statement.polarity == Polarity::Negated {
        parts.push("negated".to_owned());
    }
    if statement.stance != Stance::Asserted {
        parts.push(statement.stance.as_str().to_owned());
    }
    if let Some(holder) = &statement.attributed_to {
        parts.push(format!("by {holder}"));
    }
    if parts.is_empty() && !statement.asserted {
        parts.push("not asserted".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Line breaks and the indentation after them as one blank.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
