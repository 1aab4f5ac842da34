//! The keys of a bibliography: BibTeX (`@book{key, …`), CSL JSON (`"id": "key"`) or CSL YAML (`id: key`).

/// All keys, in order.
#[must_use]
pub fn keys(text: &str) -> Vec<String> {
    if let Ok(entries) = serde_json::from_str::<Vec<serde_json::Value>>(text) {
        return entries.iter().filter_map(|entry| entry.get("id")?.as_str().map(str::to_owned)).collect();
    }
    let mut keys = Vec::new();
    for line in text.lines().map(str::trim) {
        let of_bibtex = line
            .strip_prefix('@')
            .and_then(|entry| entry.split_once('{'))
            .filter(|(kind, _)| !["comment", "string", "preamble"].contains(&kind.trim().to_lowercase().as_str()));
        let of_yaml = line.strip_prefix("- ").unwrap_or(line).strip_prefix("id:");
        let key = match (of_bibtex, of_yaml) {
            (Some((_, rest)), _) => rest.split(',').next().unwrap_or_default(),
            (None, Some(id)) => id.trim().trim_matches(['"', '\'']),
            (None, None) => continue,
        };
        keys.extend((!key.trim().is_empty()).then(|| key.trim().to_owned()));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn keys_are_found_in_each_format() {
        assert_eq!(
            keys("@book{gaddis2005,\n  title={X}\n}\n@string{x = {y}}\n@article {hall, }"),
            ["gaddis2005", "hall"]
        );
        assert_eq!(keys(r#"[{"id": "gaddis2005", "type": "book"}, {"id": "hall"}]"#), ["gaddis2005", "hall"]);
        assert_eq!(keys("references:\n- id: gaddis2005\n  type: book\n"), ["gaddis2005"]);
    }
}
