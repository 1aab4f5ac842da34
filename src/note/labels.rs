//! Labels of links, beside the address that each stands for.

/// A place in this note or another one, a mailbox, a script: no source.
pub(super) fn is_internal(target: &str) -> bool {
    let lower = target.trim().to_ascii_lowercase();
    let path = lower.split(['#', '?']).next().unwrap_or_default();
    let relative = !lower.contains("://");
    lower.is_empty()
        || ["#", "mailto:", "javascript:", "data:", "tel:"].iter().any(|p| lower.starts_with(p))
        || (relative && (path.ends_with(".md") || path.ends_with(".markdown")))
}

/// The label repeats the address, or its host.
pub(super) fn is_address_of(label: &str, target: &str) -> bool {
    let bare = |s: &str| {
        let s = s.trim().trim_end_matches(['/', '…', '.']).to_ascii_lowercase();
        let s = s.split_once("://").map_or(s.as_str(), |(_, rest)| rest).to_owned();
        s.strip_prefix("www.").map_or(s.clone(), str::to_owned)
    };
    let (label, target) = (bare(label), bare(target));
    !label.is_empty() && !label.contains(' ') && label.contains('.') && target.starts_with(&label)
}

/// “BBC News” at bbc.co.uk, “The Guardian” at theguardian.com, “NYT” at nytimes.com: the label is the name of who publishes
/// there.
pub(super) fn names_the_host(label: &str, target: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let Some((_, rest)) = target.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    let mut parts: Vec<&str> = host.split('.').filter(|part| *part != "www").collect();
    parts.pop();
    let name = letters(label.strip_prefix("The ").unwrap_or(label));
    if name.chars().count() < 2 {
        return false;
    }
    let is_short = label.chars().count() <= 5 && label.chars().all(char::is_uppercase);
    parts.iter().map(|part| letters(part)).filter(|part| part.chars().count() > 1).any(|part| {
        let same =
            part == name || (name.len() > 2 && part.contains(&name)) || (part.len() > 2 && name.starts_with(&part));
        same || (is_short && has_in_order(&part, &name))
    })
}

/// Whether a word opens with the first of these letters and has all of them in their order.
fn has_in_order(word: &str, letters: &str) -> bool {
    let mut rest = word.chars();
    word.starts_with(|c| letters.starts_with(c)) && letters.chars().all(|letter| rest.any(|c| c == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_names_who_publishes_there() {
        for (label, target) in [
            ("BBC News", "https://www.bbc.co.uk/news/1"),
            ("The Guardian", "https://www.theguardian.com/x"),
            ("NYT", "https://nytimes.com/1950"),
            ("Washington Post", "https://www.washingtonpost.com/"),
            ("Wikipedia", "https://en.wikipedia.org/wiki/Oslo"),
        ] {
            assert!(names_the_host(label, target), "{label} at {target}");
        }
        for (label, target) in [
            ("Oslo", "https://en.wikipedia.org/wiki/Oslo"),
            ("Haakon", "https://www.britannica.com/haakon"),
            ("US", "https://history.state.gov/"),
            ("Kim", "notes/kim.html"),
        ] {
            assert!(!names_the_host(label, target), "{label} at {target}");
        }
    }
}
