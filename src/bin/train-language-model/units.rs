//! Names, dates and quantities in a treebank's sentence: stretches that the reader would give as one word.
//!
//! A stretch counts only if it hangs together: exactly one of its words hangs outside it.

use crate::treebank::{Sentence, Token};
use annals::language::Tag;
use std::ops::Range;

/// A stretch of words, and the tag of the whole where it is not that of its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) words: Range<usize>,
    pub(crate) tag: Option<Tag>,
}

/// The units of a sentence, in order, none overlapping.
pub(crate) fn units(sentence: &Sentence) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut start = 0;
    while start < sentence.len() {
        let unit = [date, quantity, name].iter().find_map(|kind| kind(sentence, start));
        start = unit.as_ref().map_or(start + 1, |unit| unit.words.end);
        found.extend(unit);
    }
    found
}

/// The longest stretch from `start` that hangs together, made of words that may stand in it, the last of a kind that may
/// end it.
fn stretch(
    sentence: &Sentence,
    start: usize,
    may_stand: impl Fn(usize) -> bool,
    may_end: impl Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let reach = (start..sentence.len()).take_while(|place| may_stand(*place)).count();
    (start + 2..=start + reach)
        .rev()
        .map(|end| start..end)
        .find(|words| may_end(words.end - 1) && hangs_together(sentence, words))
}

fn hangs_together(sentence: &Sentence, words: &Range<usize>) -> bool {
    let outside = |token: &&Token| token.head <= words.start || token.head > words.end;
    sentence[words.clone()].iter().filter(outside).count() == 1
}

const MONTHS: [&str; 24] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sep.", "sept.", "oct.", "nov.", "dec.",
];
const SEASONS: [&str; 5] = ["spring", "summer", "autumn", "fall", "winter"];

/// “25 June 1950”, “June 25, 1950”, “spring 1950”, “1950 to 1953”, “January – June 1950”.
fn date(sentence: &Sentence, start: usize) -> Option<Found> {
    let lower = |place: usize| sentence[place].form.to_lowercase();
    let named = |place: usize| {
        let word = lower(place);
        let month = MONTHS.contains(&word.as_str()) && sentence[place].tag == Tag::Propn;
        month || SEASONS.contains(&word.as_str()) && sentence[place].tag == Tag::Noun
    };
    let year = |place: usize| sentence[place].form.len() == 4 && numeral(&sentence[place].form);
    let day = |place: usize| {
        let digits = sentence[place].form.trim_end_matches(char::is_alphabetic);
        digits.len() <= 2 && numeral(digits) && matches!(sentence[place].tag, Tag::Num | Tag::Adj | Tag::Noun)
    };
    let solid = |place: usize| named(place) || year(place) || day(place);
    let linking = |place: usize| matches!(lower(place).as_str(), "," | "-" | "–" | "—" | "to" | "of" | "until");
    let words = stretch(sentence, start, |place| solid(place) || place > start && linking(place), solid)?;
    let years = words.clone().filter(|place| year(*place)).count();
    let dated = words.clone().any(named) || years > 1;
    (dated && solid(start)).then_some(Found { words, tag: None })
}

fn numeral(form: &str) -> bool {
    !form.is_empty() && form.bytes().all(|byte| byte.is_ascii_digit())
}

const UNITS: [&str; 40] = [
    "mile", "miles", "kilometer", "kilometers", "kilometre", "kilometres", "km", "meter", "meters", "metre", "metres",
    "m", "cm", "mm", "foot", "feet", "inch", "inches", "yard", "yards", "acre", "acres", "hectare", "hectares", "ton",
    "tons", "tonne", "tonnes", "pound", "pounds", "kg", "percent", "%", "dollars", "euros", "degrees", "°c", "gallons",
    "barrels", "mph",
];

/// “2 million”, “1,500 square miles”, “$ 2.6 million”, “36.3 %”.
fn quantity(sentence: &Sentence, start: usize) -> Option<Found> {
    let lower = |place: usize| sentence[place].form.to_lowercase();
    let currency = |place: usize| matches!(sentence[place].form.as_str(), "$" | "£" | "€" | "US$" | "¥");
    let number = |place: usize| sentence[place].tag == Tag::Num;
    let unit = |place: usize| UNITS.contains(&lower(place).as_str());
    let measured = |place: usize| unit(place) || matches!(lower(place).as_str(), "square" | "cubic");
    if !(number(start) || currency(start)) {
        return None;
    }
    let may_stand = |place: usize| number(place) || currency(place) || measured(place);
    let words = stretch(sentence, start, may_stand, |place| number(place) || unit(place))?;
    let whole = if words.clone().all(number) { Tag::Num } else { Tag::Noun };
    words.clone().any(number).then_some(Found { words, tag: Some(whole) })
}

/// “Kim Il - sung”, “United Nations Security Council”, “University of Portsmouth”, “Resolution 82”.
fn name(sentence: &Sentence, start: usize) -> Option<Found> {
    let token = |place: usize| &sentence[place];
    let capital = |place: usize| token(place).form.chars().next().is_some_and(char::is_uppercase);
    let proper = |place: usize| token(place).tag == Tag::Propn && capital(place);
    let described =
        |place: usize| place > 0 && capital(place) && matches!(token(place).tag, Tag::Adj | Tag::Verb | Tag::Noun);
    let hyphen = |place: usize| token(place).form == "-" && place > start && !token(place - 1).space_after;
    let small = |place: usize| matches!(token(place).form.as_str(), "of" | "the" | "and" | "de" | "al" | "for");
    if !(proper(start) || described(start)) {
        return None;
    }
    let may_stand = |place: usize| {
        proper(place)
            || described(place)
            || place > start
                && (hyphen(place) || small(place) || token(place).tag == Tag::Num && capital_or_digit(token(place)))
    };
    let may_end = |place: usize| proper(place) || token(place).tag == Tag::Num || described(place);
    let words = stretch(sentence, start, may_stand, may_end)?;
    let joined_by_and = words.clone().any(|place| token(place).form == "and");
    let propers = words.clone().filter(|place| proper(*place)).count();
    let inside = |head: usize| head > words.start && head <= words.end;
    let head = words.clone().find(|place| !inside(token(*place).head))?;
    let list = joined_by_and && token(head).relation.universal() == "conj";
    (propers > 0 && proper(head) && !list).then_some(Found { words, tag: Some(Tag::Propn) })
}

fn capital_or_digit(token: &Token) -> bool {
    token.form.chars().next().is_some_and(|first| first.is_uppercase() || first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treebank::tests::sentence;

    fn forms(text: &str) -> Vec<String> {
        let sentence = sentence(text);
        let form =
            |found: Found| sentence[found.words].iter().map(|token| token.form.as_str()).collect::<Vec<_>>().join(" ");
        units(&sentence).into_iter().map(form).collect()
    }

    #[test]
    fn a_name_a_date_and_a_quantity_are_found() {
        let text = "The DET 3 det
            Security PROPN 3 compound
            Council PROPN 4 nsubj
            met VERB 0 root
            on ADP 6 case
            June PROPN 4 obl
            25 NUM 6 nummod
            , PUNCT 9 punct
            1950 NUM 6 nummod
            over ADP 13 case
            1,500 NUM 13 nummod
            square ADJ 13 amod
            miles NOUN 4 obl";
        assert_eq!(forms(text), ["Security Council", "June 25 , 1950", "1,500 square miles"]);
    }

    #[test]
    fn two_names_side_by_side_that_do_not_hang_together_stay_apart() {
        let text = "They PRON 2 nsubj
            gave VERB 0 root
            China PROPN 2 iobj
            Kashgar PROPN 2 obj";
        assert!(forms(text).is_empty());
    }

    #[test]
    fn spring_alone_is_no_date() {
        assert!(forms("in ADP 2 case\nspring NOUN 0 root").is_empty());
        assert_eq!(forms("in ADP 2 case\nspring NOUN 0 root\n1950 NUM 2 nummod"), ["spring 1950"]);
    }
}
