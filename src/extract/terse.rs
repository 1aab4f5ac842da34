//! Terse notes, cut where their author cut them: “Name - role - 1952”, “A happens -> B happens; C follows”.
//!
//! A parser takes such a line for one odd sentence. Its pieces are read one by one; a piece that is a name says whom the
//! others are about, one that is a date says when.

use super::gazetteer::Gazetteer;
use super::names::{self, Name, Referent};
use crate::language::{DateContext, dates, inflect};
use crate::note::{ClaimKind, Note};
use crate::ontology::{Ontology, fold};
use crate::span::Span;
use std::ops::Range;

/// What parts pieces, the longest first.
const SEPARATORS: &[&str] = &[" -> ", " => ", " - ", " – ", " — ", " → ", "->", "→", "; ", " = "];
/// A line of more words is prose, however it is punctuated.
const LONGEST: usize = 45;
/// A name of more words is none.
const LONGEST_NAME: usize = 5;

/// Names with the words that they stand in.
pub(super) type Topic<'n> = (Vec<Name>, &'n str);

/// Whether a text is a line of notes rather than sentences.
pub(super) fn is_line(text: &str) -> bool {
    let text = text.trim_end();
    !text.ends_with(['.', '!', '?', ':'])
        && !text.match_indices(". ").any(|(at, _)| !is_initial(text, at))
        && text.split_whitespace().take(LONGEST + 1).count() <= LONGEST
}

/// Whether the full stop at `at` belongs to an initial: “A. O. Hume”, or to “b.” and “d.” of a life.
fn is_initial(text: &str, at: usize) -> bool {
    let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.chars().count() == 1 && (word.starts_with(char::is_uppercase) || matches!(word, "b" | "d" | "c" | "r" | "m"))
}

/// A text without articles is written in telegram style.
pub(super) fn is_terse(text: &str) -> bool {
    !text.split_whitespace().any(|w| matches!(w.to_lowercase().as_str(), "the" | "a" | "an"))
}

/// Whether hardly an item of the note has an article: then a full stop makes no sentence of one.
pub(super) fn is_telegraphic(note: &Note) -> bool {
    /// Fewer items tell nothing.
    const ENOUGH: usize = 5;
    let items = || note.claims.iter().filter(|claim| claim.kind == ClaimKind::ListItem);
    let texts = items().filter_map(|item| item.segments.first()).map(|segment| segment.readable.text.as_str());
    let (all, terse) = texts.fold((0, 0), |(all, terse), text| (all + 1, terse + usize::from(is_terse(text))));
    all >= ENOUGH && terse * 4 >= all * 3
}

/// The pieces of a line, without the blanks around them; one when nothing parts it.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut at, mut depth) = (0, 0, 0_usize);
    while at < text.len() {
        let rest = &text[at..];
        let parted = SEPARATORS.iter().find(|separator| depth == 0 && rest.starts_with(**separator));
        if let Some(separator) = parted {
            found.push(start..at);
            at += separator.len();
            start = at;
            continue;
        }
        let letter = rest.chars().next().unwrap_or(' ');
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += letter.len_utf8();
    }
    found.push(start..text.len());
    found.into_iter().map(|piece| trimmed(text, piece)).filter(|piece| !piece.is_empty()).collect()
}

/// “leader of the party, *jailed* 1963”: behind a comma a participle opens a piece of its own.
pub(super) fn at_participles(text: &str, piece: Range<usize>) -> Vec<Range<usize>> {
    let words = &text[piece.clone()];
    let mut starts = vec![piece.start];
    for (at, _) in words.match_indices(", ") {
        let next = words[at + 2..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        if inflect::is_past(next) && !words[..at].contains('(') {
            starts.push(piece.start + at + 2);
        }
    }
    let ends = starts.iter().skip(1).map(|start| start - 2).chain([piece.end]);
    starts.iter().zip(ends).map(|(&start, end)| start..end).collect()
}

/// Whose a piece is that opens with a bare participle, “*hanged* 8 April”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    /// Of the name that opens the piece before it.
    OfName,
    /// Of something that the piece before it tells, which one is not said.
    Unknown,
    /// Of what the notes are about, like the piece before.
    OfTopic,
}

/// Decides that from the piece before.
pub(super) fn bare_subject(before: &str, piece: &str) -> Bare {
    let first = |text: &str| text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_owned();
    let low = |word: &str| word.starts_with(char::is_lowercase);
    let (earlier, opening) = (first(before), first(piece));
    // “he picks up salt -> *breaks* the law”
    let acts = opening.len() > 3 && opening.ends_with('s') && matches!(earlier.as_str(), "he" | "she" | "they" | "it");
    if acts {
        return Bare::Unknown;
    }
    if !low(&opening) || !inflect::is_past(&opening) {
        return Bare::OfTopic;
    }
    match earlier.chars().next() {
        Some(c) if c.is_uppercase() => Bare::OfName,
        Some(_) if inflect::is_past(&earlier) || earlier.ends_with('s') => Bare::OfTopic,
        Some(_) => Bare::Unknown,
        None => Bare::OfTopic,
    }
}

fn trimmed(text: &str, piece: Range<usize>) -> Range<usize> {
    let words = &text[piece.clone()];
    let start = piece.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

/// Where a label and a colon part a line: “Freikorps: paramilitary units”.
pub(super) fn colon(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let at = text.find(": ")?;
    (text[..at].split_whitespace().count() <= LONGEST_NAME)
        .then(|| (trimmed(text, 0..at), trimmed(text, at + 2..text.len())))
        .filter(|(label, rest)| !label.is_empty() && !rest.is_empty())
}

/// The name that the title of a note in lower case is: “justinian I”.
pub(super) fn low_title<'n>(text: &'n str, ontology: &Ontology) -> Option<Topic<'n>> {
    let bare = text.trim();
    let words: Vec<&str> = bare.split_whitespace().collect();
    let generic = words.iter().any(|word| ontology.has_word("heading", &word.to_lowercase()));
    let name = (1..=LONGEST_NAME).contains(&words.len()) && !generic && bare.starts_with(char::is_lowercase);
    let whole =
        name && words.iter().all(|word| word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.')));
    whole.then(|| {
        let name =
            Name { span: Span::new(0, bare.len()), referents: vec![Referent::New(bare.to_owned())], alias: None };
        (vec![name], bare)
    })
}

/// The name that a text is, apart from a number before it and what stands in brackets or behind a dash after it:
/// “2. Ghana (formerly Gold Coast)”. Words that head any note (“Causes”, “Key people”) name nothing.
pub(super) fn whole_name<'n>(text: &'n str, gazetteer: &Gazetteer, ontology: &Ontology) -> Option<Topic<'n>> {
    let bare = text.trim();
    let bare = bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let end = [" (", " – ", " — ", " - ", ":"].iter().filter_map(|mark| bare.find(mark)).min().unwrap_or(bare.len());
    let bare = bare[..end].trim().trim_matches(['*', '"', '“', '”']);
    // “AKBAR 1556-1605”: when someone ruled is no part of the name.
    let dated = dates::find(bare, &DateContext::default());
    let bare = match dated.as_slice() {
        [(span, _)] if span.end == bare.len() && span.start > 0 => bare[..span.start].trim_end_matches([' ', ',', '(']),
        _ => bare,
    };
    if bare.is_empty() || !dates::find(bare, &DateContext::default()).is_empty() {
        return None;
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    let generic = |word: &&str| ontology.has_word("heading", &word.to_lowercase());
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let found = names::find(bare, gazetteer, ontology);
    if let [name] = found.as_slice()
        && name.span.len() + 1 >= bare.len()
        && (matches!(name.referents[0], Referent::Known(..) | Referent::Numbered { .. }) || !words.iter().any(generic))
    {
        return Some((found, bare));
    }
    // “Influenza, Western Samoa”
    if bare.contains(", ") {
        return None;
    }
    let one = words.len() <= LONGEST_NAME
        && capitals > 0
        && words.iter().all(|word| word.starts_with(char::is_uppercase) || names::is_joint(word))
        && !words.iter().any(generic)
        && words.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2 && !fold(word).is_empty());
    one.then(|| {
        let name =
            Name { span: Span::new(0, bare.len()), referents: vec![Referent::New(bare.to_owned())], alias: None };
        (vec![name], bare)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        pieces(text).into_iter().map(|piece| &text[piece]).collect()
    }

    #[test]
    fn a_line_is_cut_at_dashes_arrows_and_semicolons_but_not_in_brackets_or_words() {
        assert_eq!(cut("Kwame Nkrumah - prime minister - 1952"), ["Kwame Nkrumah", "prime minister", "1952"]);
        assert_eq!(cut("coup Jan 1966 -> Balewa killed; army rules"), ["coup Jan 1966", "Balewa killed", "army rules"]);
        assert_eq!(cut("army (north - east) counter-coup 1967-70"), ["army (north - east) counter-coup 1967-70"]);
        assert_eq!(cut(" → x"), ["x"]);
    }

    #[test]
    fn what_is_said_of_a_name_is_cut_at_participles_too() {
        let cut = |text: &'static str| {
            at_participles(text, 0..text.len()).into_iter().map(|piece| &text[piece]).collect::<Vec<_>>()
        };
        assert_eq!(cut("leader of the League, jailed 1963"), ["leader of the League", "jailed 1963"]);
        assert_eq!(cut("ships, guns and men"), ["ships, guns and men"]);
    }

    #[test]
    fn sentences_are_no_lines() {
        assert!(is_line("gains independence 1960"));
        assert!(!is_line("It was over. The king had fled"));
        assert!(!is_line("The king had fled."));
    }
}
