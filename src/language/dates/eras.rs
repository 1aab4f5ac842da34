//! Decades, centuries, and the eras before and after Christ: `1930s`, `19th century`, `5th century BC`.

use super::grammar::{Read, plain_year, short};
use super::moment::{Grain, Moment};
use crate::language::lexemes::{Kind, Lexed};
use crate::language::terms::{Part, Term};

/// `B.C.`, `B.C.E.`, `A.D.`: whether before, and where it ends.
pub(super) fn dotted_era(l: &Lexed<'_>, i: usize) -> Option<(bool, usize)> {
    let letters = (l.words(i), l.words(i + 2));
    let before = match letters {
        ("B", "C") => true,
        ("A", "D") | ("C", "E") => false,
        _ => return None,
    };
    if !l.is_mark(i + 1, '.') || !l.is_mark(i + 3, '.') {
        return None;
    }
    let longer = before && l.words(i + 4) == "E" && l.tight(i + 4) && l.is_mark(i + 5, '.');
    Some((before, i + if longer { 6 } else { 4 }))
}

/// `A.D. 476`.
pub(super) fn dotted_ad(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let (before, end) = dotted_era(l, i)?;
    let year = l.digits(end).filter(|year| !before && (1..=2999).contains(year))?;
    Some(Read::sure(Moment::new(i32::try_from(year).ok(), Grain::Year), end + 1))
}

/// `Q2 2020`, `H1 2010`.
pub(super) fn quarter(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let nth = short(l, i + 1).filter(|_| l.tight(i + 1))?;
    let year = plain_year(l, i + 2)?;
    let moment = match (l.words(i), nth) {
        ("Q", 1..=4) => Moment::new(Some(year), Grain::Season(32 + nth)),
        ("H", 1 | 2) => {
            let part = if nth == 1 { Part::FirstHalf } else { Part::SecondHalf };
            Moment { part, ..Moment::new(Some(year), Grain::Year) }
        }
        _ => return None,
    };
    Some(Read::sure(moment, i + 3))
}

/// `1930s`, `'30s`, `30s`; a round hundred is a century, but for the 2000s.
pub(super) fn decade(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let Kind::Plural(value) = l.get(i)?.kind else { return None };
    let value = i32::try_from(value).ok().filter(|value| value % 10 == 0)?;
    let grain = if value % 100 == 0 && value < 2000 { Grain::Century } else { Grain::Decade };
    match value {
        1000..=2990 => Some(Read::sure(Moment::new(Some(value), grain), i + 1)),
        20..=90 => Some(Read::bare(Moment::new(Some(1900 + value), Grain::Decade), i + 1)),
        _ => None,
    }
}

/// `19th century`, `5th century BC`.
pub(super) fn century(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let Kind::Ordinal(ordinal) = l.get(i)?.kind else { return None };
    century_named(l, i32::try_from(ordinal).ok()?, i + 1)
}

/// `nineteenth century`, `twenty-first century`.
pub(super) fn worded_century(l: &Lexed<'_>, i: usize) -> Option<Read> {
    const ORDINALS: [&str; 20] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
        "twentieth",
    ];
    if l.term(i) == Term::Tens(20) {
        let first = l.is_dash(i + 1) && l.term(i + 2) == Term::Nth(1);
        return first.then(|| century_named(l, 21, i + 3)).flatten();
    }
    let near = l.term(i + 1) == Term::Century || l.term(i + 2) == Term::Century;
    if !near {
        return None;
    }
    let word = l.words(i);
    let ordinal = ORDINALS.iter().position(|ordinal| ordinal.eq_ignore_ascii_case(word))?;
    century_named(l, i32::try_from(ordinal + 1).ok()?, i + 1)
}

fn century_named(l: &Lexed<'_>, ordinal: i32, i: usize) -> Option<Read> {
    let at = i + usize::from(l.is_dash(i) && l.tight(i));
    if l.term(at) != Term::Century || !(1..=30).contains(&ordinal) {
        return None;
    }
    let before = l.term(at + 1) == Term::Bc || dotted_era(l, at + 1).is_some_and(|(before, _)| before);
    if !before {
        let end = at + 1 + usize::from(l.term(at + 1) == Term::Ad && l.capitalised(at + 1));
        return Some(Read::sure(Moment::new(Some((ordinal - 1) * 100), Grain::Century), end));
    }
    let end = dotted_era(l, at + 1).map_or(at + 2, |(_, end)| end);
    Some(Read::sure(Moment::new(Some(1 - ordinal * 100), Grain::Century), end))
}
