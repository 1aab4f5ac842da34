//! Text → the words that names are made of, with what their spelling and surroundings tell.

use crate::span::Span;

/// A word as a name sees it: hyphens part it, a possessive ending does not belong to it.
#[derive(Clone, Debug)]
pub(super) struct NameWord<'a> {
    pub(super) text: &'a str,
    /// Lower case, without accents.
    pub(super) folded: String,
    pub(super) span: Span,
    /// Its first letter is a capital.
    pub(super) capitalised: bool,
    /// Only a blank or a hyphen stands between it and the word before.
    pub(super) follows_directly: bool,
    /// A blank, or a comma with a blank, stands before it.
    pub(super) joins_list: bool,
    /// A hyphen joins it to the word before (“anti-Allende”): no name begins here.
    pub(super) glued_left: bool,
    /// A hyphen joins the next word to it.
    pub(super) glued_right: bool,
    /// It begins a sentence, so its capital says nothing.
    pub(super) sentence_initial: bool,
    /// It carries ’s.
    pub(super) possessive: bool,
}

impl NameWord<'_> {
    pub(super) fn is_alphabetic(&self) -> bool {
        self.text.starts_with(char::is_alphabetic)
    }
}

/// Parts a text into name words.
pub(super) fn name_words(text: &str) -> Vec<NameWord<'_>> {
    let mut words: Vec<NameWord<'_>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(i, c)) = chars.peek() {
            if c.is_alphanumeric() || (is_inner(c) && inner_continues(text, start, i, c)) {
                end = i + c.len_utf8();
                chars.next();
            } else {
                break;
            }
        }
        words.push(word(text, start, end, words.last()));
    }
    for i in 1..words.len() {
        words[i - 1].glued_right = words[i].glued_left;
    }
    words
}

fn is_inner(c: char) -> bool {
    matches!(c, '\'' | '’' | '.' | ',')
}

/// Whether a mark inside a word belongs to it: the full stop of an abbreviation (U.S.), an apostrophe before a letter,
/// the comma of a number.
fn inner_continues(text: &str, start: usize, at: usize, mark: char) -> bool {
    let next = text[at + mark.len_utf8()..].chars().next();
    let before = text[start..at].chars().next_back();
    match mark {
        ',' => before.is_some_and(|c| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit()),
        '.' => {
            let so_far = &text[start..at];
            let initial = so_far
                .rsplit('.')
                .next()
                .is_some_and(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
            let number = before.is_some_and(|c| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit());
            (initial && (next.is_some_and(char::is_alphabetic) || so_far.contains('.'))) || number
        }
        _ => next.is_some_and(char::is_alphabetic),
    }
}

fn word<'a>(text: &'a str, start: usize, end: usize, before: Option<&NameWord<'a>>) -> NameWord<'a> {
    let whole = &text[start..end];
    let bare = whole.strip_suffix("'s").or_else(|| whole.strip_suffix("’s")).filter(|b| !b.is_empty());
    let plural_possessive = whole.ends_with('s') && text[end..].starts_with(['\'', '’']);
    let possessive = bare.is_some() || plural_possessive;
    let shown = bare.unwrap_or(whole);
    let (gap, first) = before.map_or((&text[..start], true), |w| {
        let from = w.span.end
            + if w.possessive {
                text[w.span.end..start]
                    .chars()
                    .take_while(|c| matches!(c, '\'' | '’' | 's'))
                    .map(char::len_utf8)
                    .sum::<usize>()
            } else {
                0
            };
        (&text[from.min(start)..start], false)
    });
    let hyphen = matches!(gap, "-" | "‐" | "‑");
    // “F. A. Gray”
    let initial = before.is_some_and(|w| w.text.len() == 1 && w.text != "I" && w.capitalised);
    NameWord {
        text: shown,
        folded: fold_word(shown),
        span: Span::new(start, start + shown.len()),
        capitalised: shown.starts_with(char::is_uppercase),
        // “Kim [Il Sung]”: an editor's brackets inside a name.
        follows_directly: !first && (gap == " " || gap == " [" || hyphen || gap == ". " && initial),
        joins_list: !first && (gap == " " || gap == ", "),
        glued_left: !first && hyphen,
        glued_right: false,
        sentence_initial: first || ends_sentence(gap, before.map_or("", |w| w.text)),
        possessive,
    }
}

/// Whether what stands between two words ends a sentence.
fn ends_sentence(gap: &str, before: &str) -> bool {
    let abbreviation = before.chars().count() <= 3 && before.starts_with(char::is_uppercase) && gap == ". ";
    !abbreviation && gap.contains(['.', '!', '?', ':', ';', '“', '"', '–', '—', '•', '|', '(']) || gap.contains(" - ")
}

/// Lower case, without accents.
pub(super) fn fold_word(word: &str) -> String {
    let lower = word.to_lowercase();
    if lower.is_ascii() { lower } else { any_ascii::any_ascii(&lower) }
}

/// A number as written in a series: digits or a Roman numeral.
pub(super) fn number_value(text: &str) -> Option<String> {
    let digits = text.chars().all(|c| c.is_ascii_digit() || c == '.') && text.starts_with(|c: char| c.is_ascii_digit());
    let roman =
        text.chars().count() <= 6 && text.chars().all(|c| "IVXLC".contains(c)) && text != "I" && !text.is_empty();
    (digits || roman || text == "I").then(|| text.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_parts_words_and_a_possessive_is_left_out() {
        let words = name_words("Kim Il-sung's army met U.S. forces.");
        let shown: Vec<_> = words.iter().map(|w| w.text).collect();
        assert_eq!(shown, ["Kim", "Il", "sung", "army", "met", "U.S.", "forces"]);
        assert!(words[2].possessive && words[2].glued_left && words[3].follows_directly);
    }

    #[test]
    fn the_first_word_of_a_sentence_is_known_as_such() {
        let words = name_words("They left. Rebels came; Gen. Lee fled.");
        let initial: Vec<_> = words.iter().filter(|w| w.sentence_initial).map(|w| w.text).collect();
        assert_eq!(initial, ["They", "Rebels", "Gen"]);
    }
}
