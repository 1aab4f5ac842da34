//! The forms a single date takes: `25 June 1950`, `June 25, 1950`, `spring 1950`, `late 1962`, `the 1930s`, `c. 1950`.

use super::clock::{clock, timed};
use super::eras::{century, decade, dotted_ad, dotted_era, quarter, worded_century};
use super::moment::{Grain, Moment};
use super::nouns::counts;
use crate::language::lexemes::{Kind, Lexed};
use crate::language::terms::{Part, Term};

/// A moment read from the lexemes up to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub moment: Moment,
    /// One past the last lexeme.
    pub end: usize,
    /// A lone year, month or season: a date only where something around it says so.
    pub bare: bool,
}

impl Read {
    pub(super) const fn sure(moment: Moment, end: usize) -> Self {
        Self { moment, end, bare: false }
    }

    pub(super) const fn bare(moment: Moment, end: usize) -> Self {
        Self { moment, end, bare: true }
    }
}

/// The date that starts at lexeme `i`, if any; whether the calendar has it is looked at later, so that `31 June 1950`
/// is not read as `June 1950`.
pub(super) fn point(l: &Lexed<'_>, i: usize) -> Option<Read> {
    match l.get(i)?.kind {
        Kind::Digits(_) | Kind::Ordinal(_) | Kind::Figure => clock_first(l, i).or_else(|| figure_first(l, i)),
        Kind::Plural(_) => decade(l, i),
        Kind::Mark('~' | '≈') => approximate(l, i + 1),
        Kind::Mark('\'' | '’' | '‘') => decade(l, i + 1).or_else(|| short_year(l, i + 1)),
        Kind::Mark(_) => None,
        Kind::Word(term) => word_first(l, i, term),
    }
}

fn word_first(l: &Lexed<'_>, i: usize, term: Term) -> Option<Read> {
    match term {
        Term::Month(_) | Term::ShortMonth(_) => month_first(l, i),
        Term::Season(season) => Some(season_first(l, i, season)),
        Term::Weekday => point(l, weekday_end(l, i)).filter(|read| matches!(read.moment.grain, Grain::Day(..))),
        Term::Part(part) => part_first(l, i, part),
        Term::Nth(_) | Term::Third => subdivision(l, i).or_else(|| worded_century(l, i)),
        Term::Circa | Term::About => approximate(l, i + 1),
        Term::ShortCirca => approximate(l, i + 1 + usize::from(l.is_mark(i + 1, '.'))),
        Term::Decade(tens) => Some(Read::bare(Moment::new(Some(1900 + i32::from(tens)), Grain::Decade), i + 1)),
        Term::Ad => {
            let year = l.digits(i + 1).filter(|year| (1..=2999).contains(year))?;
            l.capitalised(i).then(|| Read::sure(Moment::new(i32::try_from(year).ok(), Grain::Year), i + 2))
        }
        Term::A => dotted_ad(l, i),
        Term::Tens(20) => worded_century(l, i),
        Term::Other => worded_century(l, i).or_else(|| quarter(l, i)),
        _ => None,
    }
}

fn weekday_end(l: &Lexed<'_>, i: usize) -> usize {
    let dotted = i + 1 + usize::from(l.is_mark(i + 1, '.'));
    let comma = dotted + usize::from(l.is_mark(dotted, ','));
    comma + usize::from(l.term(comma) == Term::The)
}

fn clock_first(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let (time, end, said) = clock(l, i)?;
    let comma = end + usize::from(l.is_mark(end, ','));
    let on = comma + usize::from(matches!(l.term(comma), Term::On | Term::Of));
    let day = if on > end || said { point(l, on) } else { None };
    if let Some(read) = day.filter(|r| matches!(r.moment.grain, Grain::Day(..)) && r.moment.clock.is_none()) {
        return Some(Read::sure(Moment { clock: Some(time), ..read.moment }, read.end));
    }
    let moment = Moment { clock: Some(time), ..Moment::new(None, Grain::Time) };
    Some(Read { moment, end, bare: !said })
}

fn figure_first(l: &Lexed<'_>, i: usize) -> Option<Read> {
    iso(l, i)
        .or_else(|| numeric(l, i))
        .or_else(|| dotted(l, i))
        .or_else(|| day_first(l, i))
        .map(|read| timed(l, read))
        .or_else(|| century(l, i))
        .or_else(|| year(l, i))
}

// Days ------------------------------------------------------------------------------------------------------------

/// `1950-06-25`, `1950-06-25T04:00:00`.
fn iso(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let year = plain_year(l, i)?;
    let separator = l.mark(i + 1).filter(|mark| matches!(mark, '-' | '/'))?;
    let month = two_digits(l, i + 2)?;
    let day = (l.is_mark(i + 3, separator)).then(|| two_digits(l, i + 4)).flatten()?;
    let tight = (1..=4).all(|k| l.tight(i + k));
    let moment = Moment::new(Some(year), Grain::Day(month, day));
    (tight && moment.exists()).then(|| Read::sure(moment, i + 5))
}

/// `25/6/1950`, where only one reading is possible.
fn numeric(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let (a, b, year) = (short(l, i)?, short(l, i + 2)?, plain_year(l, i + 4)?);
    let slashed = l.is_mark(i + 1, '/') && l.is_mark(i + 3, '/') && (1..=4).all(|k| l.tight(i + k));
    let (day, month) = match (a, b) {
        (a, b) if a == b || (a > 12 && b <= 12) => (a, b),
        (a, b) if b > 12 && a <= 12 => (b, a),
        _ => return None,
    };
    slashed.then(|| Read::sure(Moment::new(Some(year), Grain::Day(month, day)), i + 5))
}

/// `25.6.1950`: with points the day comes first.
fn dotted(l: &Lexed<'_>, i: usize) -> Option<Read> {
    if l.get(i)?.kind != Kind::Figure || !l.is_mark(i + 1, '.') || !l.tight(i + 1) || !l.tight(i + 2) {
        return None;
    }
    let (day, month) = l.words(i).split_once('.')?;
    let year = plain_year(l, i + 2)?;
    let grain = Grain::Day(month.parse().ok()?, day.parse().ok()?);
    Some(Read::sure(Moment::new(Some(year), grain), i + 3))
}

/// `25 June 1950`, `25th of June`.
fn day_first(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let day = day_number(l, i)?;
    let of = i + 1 + usize::from(l.term(i + 1) == Term::Of);
    if l.is_dash(i + 1) {
        return hyphenated(l, i, day);
    }
    let (month, end) = month_name(l, of)?;
    let (year, end) = year_behind(l, end);
    Some(Read::sure(Moment::new(year, Grain::Day(month, day)), end))
}

/// `13-Mar-2020`.
fn hyphenated(l: &Lexed<'_>, i: usize, day: u8) -> Option<Read> {
    let (month, end) = month_name(l, i + 2)?;
    let year = plain_year(l, i + 4)?;
    let joined = end == i + 3 && l.is_dash(end) && (i + 1..=i + 4).all(|k| l.tight(k));
    joined.then(|| Read::sure(Moment::new(Some(year), Grain::Day(month, day)), i + 5))
}

/// `June 25, 1950`, `June 25`, `June 1950`, `June of 1950`, `June`.
fn month_first(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let (month, next) = month_name(l, i)?;
    let the = next + usize::from(l.term(next) == Term::The && matches!(l.get(next + 1)?.kind, Kind::Ordinal(_)));
    if let Some(day) = day_number(l, the).filter(|_| !figure_goes_on(l, the)) {
        let (year, end) = year_behind(l, the + 1);
        return Some(timed(l, Read::sure(Moment::new(year, Grain::Day(month, day)), end)));
    }
    let of = next + usize::from(l.term(next) == Term::Of);
    let (year, end) = year_behind(l, of);
    if year.is_some() {
        return Some(Read::sure(Moment::new(year, Grain::Month(month)), end));
    }
    Some(Read::bare(Moment::new(None, Grain::Month(month)), next))
}

/// The month at `i` and the lexeme after it. March, May and August are other words too unless they are capitalised, have a
/// year behind them or a day before; so are short months.
pub(super) fn month_name(l: &Lexed<'_>, i: usize) -> Option<(u8, usize)> {
    match l.term(i) {
        Term::Month(month) if l.capitalised(i) || !matches!(month, 3 | 5 | 8) || beside_figures(l, i) => {
            Some((month, i + 1))
        }
        Term::ShortMonth(month) if l.capitalised(i) || beside_figures(l, i) => {
            Some((month, i + 1 + usize::from(l.is_mark(i + 1, '.'))))
        }
        _ => None,
    }
}

/// “12 *mar*”, “*jan* 1931”, “5 *may*”: in notes without capitals a figure shows that the word is a month.
fn beside_figures(l: &Lexed<'_>, i: usize) -> bool {
    let day = |at: usize| l.digits(at).is_some_and(|day| (1..=31).contains(&day));
    let ends = l.get(i + 1).is_none() || !l.is_word(i + 1);
    plain_year(l, i + 1).is_some() || i > 0 && day(i - 1) && !l.tight(i) && ends
}

/// A day of the month: one or two digits, or an ordinal.
pub(super) fn day_number(l: &Lexed<'_>, i: usize) -> Option<u8> {
    match l.get(i)?.kind {
        Kind::Ordinal(day) => u8::try_from(day).ok(),
        _ => short(l, i),
    }
    .filter(|day| (1..=31).contains(day))
}

/// Whether the digits at `i` count something rather than being a day: `June 2 million`, `June 25 soldiers`, `May 5%`.
fn figure_goes_on(l: &Lexed<'_>, i: usize) -> bool {
    matches!(l.term(i + 1), Term::Scale(_) | Term::Hundred | Term::Percent)
        || l.is_mark(i + 1, '%')
        || (l.is_mark(i + 1, ':') && l.tight(i + 1))
        || counts(l, i + 1)
}

// Years and longer ------------------------------------------------------------------------------------------------

/// A year after a month or day: `, 1950`, ` 1950`, ` '73`. Returns where reading goes on.
pub(super) fn year_behind(l: &Lexed<'_>, i: usize) -> (Option<i32>, usize) {
    let comma = i + usize::from(l.is_mark(i, ','));
    if let Some(read) = year(l, comma).filter(|r| !(r.bare && counted_year(l, comma))) {
        return (read.moment.year, read.end);
    }
    if matches!(l.mark(i), Some('\'' | '’' | '‘'))
        && l.tight(i + 1)
        && let Some(short) = two_digits(l, i + 1)
    {
        return (Some(century_of(short)), i + 2);
    }
    (None, i)
}

/// `2000 men`: a round figure with something countable after it.
fn counted_year(l: &Lexed<'_>, i: usize) -> bool {
    l.digits(i).is_some_and(|value| value % 100 == 0) && counts(l, i + 1)
}

/// The year a two-digit one means.
const fn century_of(short: u8) -> i32 {
    if short < 30 { 2000 + short as i32 } else { 1900 + short as i32 }
}

/// `1950`, `44 BC`, `79 AD`, `1950?`.
pub(super) fn year(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let value = i32::try_from(l.digits(i)?).ok()?;
    let era = match l.term(i + 1) {
        _ if !(1..=2999).contains(&value) => None,
        Term::Bc => Some((1 - value, i + 2)),
        Term::Ad if l.capitalised(i + 1) => Some((value, i + 2)),
        _ => dotted_era(l, i + 1).map(|(before, end)| (if before { 1 - value } else { value }, end)),
    };
    if let Some((year, end)) = era {
        return Some(Read::sure(Moment::new(Some(year), Grain::Year), end));
    }
    let year = plain_year(l, i).or_else(|| early_year(l, i))?;
    let ratio = l.is_mark(i + 1, ':') && l.tight(i + 1) && l.tight(i + 2) && l.digits(i + 2).is_some();
    let marked =
        matches!(l.mark(i + 1), Some('%' | '°' | '_' | '=')) || (l.is_mark(i + 1, '/') && !next_year(l, i, year));
    if ratio || (l.tight(i + 1) && (l.is_word(i + 1) || marked)) {
        return None;
    }
    let mut read = Read::bare(Moment::new(Some(year), Grain::Year), i + 1);
    let doubted = l.is_mark(i + 1, '?') && (l.is_mark(i + 2, ')') || l.is_dash(i + 2) || l.is_mark(i + 2, ','));
    if doubted {
        read = Read { moment: Moment { uncertain: true, ..read.moment }, end: i + 2, bare: false };
    }
    Some(read)
}

/// `1941/42`.
fn next_year(l: &Lexed<'_>, i: usize, year: i32) -> bool {
    two_digits(l, i + 2).is_some_and(|short| i32::from(short) == (year + 1) % 100)
}

/// `'78`, its apostrophe read.
fn short_year(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let year = two_digits(l, i).filter(|_| l.tight(i))?;
    Some(Read::bare(Moment::new(Some(century_of(year)), Grain::Year), i + 1))
}

/// Four digits from 1000 to 2999.
pub(super) fn plain_year(l: &Lexed<'_>, i: usize) -> Option<i32> {
    let value = l.digits(i)?;
    (l.words(i).len() == 4 && (1000..=2999).contains(&value)).then(|| i32::try_from(value).ok()).flatten()
}

/// Three digits behind a word that only times have before a figure: “in 525”, “c. 482”. What is counted is no year.
fn early_year(l: &Lexed<'_>, i: usize) -> Option<i32> {
    let value = l.digits(i).filter(|value| (100..=999).contains(value) && l.words(i).len() == 3)?;
    let before = i.checked_sub(1).map(|b| if l.is_mark(b, '.') { b.wrapping_sub(1) } else { b })?;
    let introduced = matches!(
        l.term(before),
        Term::In | Term::Since | Term::Until | Term::During | Term::Month(_) | Term::Circa | Term::ShortCirca
    );
    let follows = l.get(i + 1).is_none()
        || !l.is_word(i + 1)
        || matches!(l.term(i + 1), Term::And | Term::To | Term::By | Term::In);
    let figure = matches!(l.mark(i + 1), Some('%' | '/' | '°'));
    (introduced && follows && !figure).then(|| i32::try_from(value).ok()).flatten()
}

/// One or two digits.
pub(super) fn short(l: &Lexed<'_>, i: usize) -> Option<u8> {
    let value = l.digits(i)?;
    (l.words(i).len() <= 2).then(|| u8::try_from(value).ok()).flatten()
}

/// Exactly two digits.
pub(super) fn two_digits(l: &Lexed<'_>, i: usize) -> Option<u8> {
    short(l, i).filter(|_| l.words(i).len() == 2)
}

/// `spring 1950`, `spring of 1950`, `winter 1950-51`, `spring`.
fn season_first(l: &Lexed<'_>, i: usize, season: u8) -> Read {
    let of = i + 1 + usize::from(l.term(i + 1) == Term::Of);
    let comma = of + usize::from(l.is_mark(of, ','));
    let (year, mut end) = year_behind(l, comma);
    if year.is_none() {
        return Read::bare(Moment::new(None, Grain::Season(season)), i + 1);
    }
    let spans_new_year = season == 24 && (l.is_dash(end) || l.is_mark(end, '/')) && l.tight(end) && l.tight(end + 1);
    if spans_new_year && (two_digits(l, end + 1).is_some() || plain_year(l, end + 1).is_some()) {
        end += 2;
    }
    Read::sure(Moment::new(year, Grain::Season(season)), end)
}

// Parts and shades ------------------------------------------------------------------------------------------------

/// `early June`, `mid-1950`, `late in 1962`, `the end of May 1962`, `mid-year`, `latter half of 1950`.
fn part_first(l: &Lexed<'_>, i: usize, part: Part) -> Option<Read> {
    if part == Part::Late && l.term(i + 1) == Term::Half {
        return subdivision(l, i);
    }
    let noun = matches!(part, Part::Start | Part::End) || l.words(i).eq_ignore_ascii_case("middle");
    let joined = match l.term(i + 1) {
        Term::Of if noun => i + 2,
        Term::In if !noun => i + 2,
        _ if noun => return None,
        _ => i + 1 + usize::from(l.is_dash(i + 1)),
    };
    if part == Part::Mid && l.words(joined).eq_ignore_ascii_case("year") {
        let moment = Moment { part, ..Moment::new(None, Grain::Year) };
        return Some(Read::bare(moment, joined + 1));
    }
    partial(l, joined, part)
}

/// `first half of 1950`, `second quarter of 1950`.
fn subdivision(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let nth = match l.term(i) {
        Term::Nth(nth) => nth,
        Term::Third => 3,
        _ => 5,
    };
    let of = i + 2 + usize::from(l.term(i + 2) == Term::Of);
    match (l.term(i + 1), nth) {
        (Term::Half, 1) => partial(l, of, Part::FirstHalf),
        (Term::Half, 2 | 5) => partial(l, of, Part::SecondHalf),
        (Term::Quarter, 1..=4) if l.term(i + 2) == Term::Of => {
            let read = year(l, of)?;
            // EDTF gives the quarters the numbers 33 to 36.
            Some(Read::sure(Moment { grain: Grain::Season(32 + nth), ..read.moment }, read.end))
        }
        _ => None,
    }
}

fn partial(l: &Lexed<'_>, i: usize, part: Part) -> Option<Read> {
    let the = i + usize::from(l.term(i) == Term::The);
    let read = point(l, the)?;
    let whole = read.moment.part == Part::Whole && read.moment.clock.is_none();
    let divisible = !matches!(read.moment.grain, Grain::Day(..) | Grain::Time);
    let counted = matches!(read.moment.grain, Grain::Year) && counted_year(l, the);
    (whole && divisible && !counted).then(|| Read::sure(Moment { part, ..read.moment }, read.end))
}

/// What follows “circa”, “c.”, “about”, “~”.
fn approximate(l: &Lexed<'_>, i: usize) -> Option<Read> {
    let the = i + usize::from(l.term(i) == Term::The);
    if matches!(l.term(the), Term::Circa | Term::About | Term::ShortCirca) || matches!(l.mark(the), Some('~' | '≈')) {
        return None;
    }
    let read = point(l, the)?;
    let weak = i.checked_sub(1).is_some_and(|p| l.term(p) == Term::About);
    let counted =
        read.bare && l.is_word(read.end) && (weak || l.is_mark(i.saturating_sub(1), '~')) && counts(l, read.end);
    let moment = Moment { approximate: true, ..read.moment };
    (!counted).then_some(Read { moment, end: read.end, bare: weak && read.bare })
}
