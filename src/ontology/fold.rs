//! Names → slugs.

use any_ascii::any_ascii;

/// The local name of an entity with this canonical name: ASCII, lower case, words joined by `-`.
///
/// ```
/// use annals::ontology::fold;
/// assert_eq!(fold("Côte d’Ivoire"), "cote-divoire");
/// assert_eq!(fold("  St. Pierre & Miquelon "), "st-pierre-miquelon");
/// ```
#[must_use]
pub fn fold(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in any_ascii(name).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if c != '\'' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_apostrophes_and_punctuation_leave_a_readable_slug() {
        assert_eq!(fold("São Tomé and Príncipe"), "sao-tome-and-principe");
        assert_eq!(fold("People’s Liberation Army"), "peoples-liberation-army");
        assert_eq!(fold("Guinea-Bissau"), "guinea-bissau");
        assert_eq!(fold("Москва"), "moskva");
        assert_eq!(fold("—"), "");
    }
}
