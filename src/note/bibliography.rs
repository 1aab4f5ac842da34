//! Bibliographies: BibTeX and BibLaTeX (read by `biblatex`), CSL JSON, and the keys of CSL YAML → works by their citation key.

use biblatex::ChunksExt;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Works by citation key, without the `@`.
pub type Works = BTreeMap<String, Work>;

/// What a bibliography says of one work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Names of authors, or else of editors: `Margaret MacMillan`.
    pub authors: Vec<String>,
    /// Its title.
    pub title: Option<String>,
    /// The year of publication, as written.
    pub year: Option<String>,
    /// Its address, or that of its DOI.
    pub address: Option<String>,
}

impl Work {
    /// `Margaret MacMillan, Nixon and Mao (2007)`; empty when nothing is known.
    #[must_use]
    pub fn described(&self) -> String {
        let names = match self.authors.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            [one, other] => Some(format!("{one} and {other}")),
            [one, ..] => Some(format!("{one} and others")),
        };
        let words = names.into_iter().chain(self.title.clone()).collect::<Vec<_>>().join(", ");
        match &self.year {
            Some(year) if !words.is_empty() => format!("{words} ({year})"),
            _ => words,
        }
    }
}

/// Reads a bibliography, in whichever of its formats.
///
/// # Errors
/// When it looks like BibTeX and cannot be read: what is wrong, and on which line.
pub fn read_bibliography(text: &str) -> Result<Works, String> {
    if let Ok(items) = serde_json::from_str::<Vec<CslItem>>(text) {
        return Ok(items.into_iter().map(|item| (item.id.clone(), item.work())).collect());
    }
    if !text.lines().any(|line| line.trim_start().starts_with('@')) {
        return Ok(yaml_keys(text));
    }
    let read = biblatex::Bibliography::parse(text).map_err(|error| {
        let line = text.get(..error.span.start).map_or(1, |before| before.matches('\n').count() + 1);
        format!("line {line}: {}", error.kind)
    })?;
    Ok(read.iter().map(|entry| (entry.key.clone(), bibtex(entry))).collect())
}

fn bibtex(entry: &biblatex::Entry) -> Work {
    let text = |field: &str| entry.get(field).map(|value| value.format_verbatim()).filter(|text| !text.is_empty());
    let name = |person: &biblatex::Person| {
        let parts = [&person.given_name, &person.prefix, &person.name, &person.suffix];
        parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
    };
    let authors = entry.author().unwrap_or_default();
    let editors = || entry.editors().unwrap_or_default().into_iter().flat_map(|(people, _)| people).collect();
    let people = if authors.is_empty() { editors() } else { authors };
    Work {
        authors: people.iter().map(name).collect(),
        title: text("title"),
        year: text("year").or_else(|| text("date")).and_then(|date| year(&date)),
        address: text("url").or_else(|| text("doi").map(|doi| format!("https://doi.org/{doi}"))),
    }
}

fn year(date: &str) -> Option<String> {
    let digits: String = date.chars().take_while(char::is_ascii_digit).collect();
    (digits.len() == 4).then_some(digits)
}

#[derive(Deserialize)]
struct CslItem {
    id: String,
    #[serde(default)]
    author: Vec<CslName>,
    #[serde(default)]
    editor: Vec<CslName>,
    title: Option<String>,
    issued: Option<CslDate>,
    #[serde(rename = "URL")]
    url: Option<String>,
    #[serde(rename = "DOI")]
    doi: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct CslName {
    given: String,
    #[serde(rename = "non-dropping-particle")]
    particle: String,
    family: String,
    literal: String,
}

#[derive(Deserialize)]
struct CslDate {
    #[serde(default, rename = "date-parts")]
    parts: Vec<Vec<serde_json::Value>>,
    raw: Option<String>,
}

impl CslItem {
    fn work(self) -> Work {
        let people = if self.author.is_empty() { self.editor } else { self.author };
        let name = |name: CslName| {
            let parts = [name.given, name.particle, name.family, name.literal];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let issued = self.issued.and_then(|date| {
            let first = date.parts.first().and_then(|parts| parts.first()).map(|year| year.to_string());
            year(first.as_deref().unwrap_or_default().trim_matches('"')).or_else(|| year(&date.raw?))
        });
        Work {
            authors: people.into_iter().map(name).collect(),
            title: self.title,
            year: issued,
            address: self.url.or_else(|| self.doi.map(|doi| format!("https://doi.org/{doi}"))),
        }
    }
}

/// The keys of CSL YAML, of which no more is read.
fn yaml_keys(text: &str) -> Works {
    let ids =
        text.lines().map(str::trim).filter_map(|line| line.strip_prefix("- ").unwrap_or(line).strip_prefix("id:"));
    ids.map(|id| (id.trim().trim_matches(['"', '\'']).to_owned(), Work::default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_are_found_in_each_format() {
        let bibtex = "@book{hanhimaki2004, author = \"Hanhim{\\\"a}ki, Jussi\", title = {The Flawed Architect}, date = {2004-05}}\n@string{x = {y}}\n";
        let works = read_bibliography(bibtex).unwrap();
        assert_eq!(works["hanhimaki2004"].described(), "Jussi Hanhimäki, The Flawed Architect (2004)");
        let json = r#"[{"id": "hall", "type": "book", "author": [{"family": "Hall", "given": "Ann"}], "title": "Cuba",
            "issued": {"date-parts": [[1999, 3]]}, "DOI": "10.1/x"}]"#;
        let works = read_bibliography(json).unwrap();
        assert_eq!(works["hall"].described(), "Ann Hall, Cuba (1999)");
        assert_eq!(works["hall"].address.as_deref(), Some("https://doi.org/10.1/x"));
        let yaml = read_bibliography("references:\n- id: gaddis2005\n  type: book\n").unwrap();
        assert_eq!(yaml.keys().collect::<Vec<_>>(), ["gaddis2005"]);
        assert!(read_bibliography("\n@book{x, title = {never closed\n").unwrap_err().starts_with("line "));
    }
}
