//! Titles in emphasis: “*Das Gleichgewicht im Endspiel*” is one name, in whatever language.

use super::names::{Name, Referent};
use crate::note::Readable;
use crate::span::Span;

/// A title of more words is a sentence.
const LONGEST: usize = 8;

/// Names of a text, with those that its emphasis makes of several words; what lies within one of these is no name of its own.
pub(super) fn with_titles(mut names: Vec<Name>, readable: &Readable) -> Vec<Name> {
    for emphasis in readable.emphasis.iter().filter(|emphasis| !emphasis.strong) {
        let span = emphasis.span;
        let Some(words) = readable.text.get(span.range()).filter(|words| is_title(words)) else { continue };
        let crosses = |name: &Name| {
            name.span.start < span.start && span.start < name.span.end
                || name.span.start < span.end && span.end < name.span.end
                || name.span == span
        };
        // “the *Anna Maria*”, which is found as it is, or a name that reaches beyond.
        if names.iter().any(crosses) {
            continue;
        }
        names.retain(|name| name.span.end <= span.start || span.end <= name.span.start);
        names.push(Name {
            span: Span::new(span.start, span.end),
            referents: vec![Referent::New(words.to_owned())],
            alias: None,
        });
    }
    names.sort_by_key(|name| name.span.start);
    names
}

/// Several words that open with a capital, most of them written so, without the mark of a sentence.
fn is_title(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’' | '&');
    (2..=LONGEST).contains(&words.len())
        && words.first().is_some_and(|word| word.starts_with(char::is_uppercase))
        && words.last().is_some_and(|word| word.starts_with(char::is_uppercase))
        && 2 * words.iter().filter(capital).count() > words.len()
        && text.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_stress() {
        assert!(is_title("Das Gleichgewicht im Endspiel") && is_title("Western Morning News"));
        assert!(!is_title("Talune") && !is_title("never again") && !is_title("He left.") && !is_title("Who was there"));
    }
}
