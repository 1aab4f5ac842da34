//! Whether a lone year, month or season is a date: `1950` in “in 1950” is, in “1950 soldiers” it is not.

use super::moment::{Grain, Moment};
use super::nouns::{counts, counts_things};
use super::ranges::{Expression, Extent};
use crate::language::lexemes::{Kind, Lexed};
use crate::language::terms::Term;

/// Whether the words around say that a bare expression is a date.
pub(super) fn cued(l: &Lexed<'_>, found: &Expression) -> bool {
    let moment = match found.extent {
        Extent::At(moment) | Extent::Between(Some(moment), _) | Extent::Between(_, Some(moment)) => moment,
        Extent::Between(None, None) => return false,
        Extent::Away(_) => return true,
    };
    match moment.grain {
        Grain::Year => year(l, found, moment),
        Grain::Month(month) => self::month(l, found, month),
        Grain::Season(season) => self::season(l, found, season),
        Grain::Decade => !alone(l, found) && preceded(l, found.start) || l.term_before(found.start) == Term::The,
        Grain::Time => l.term_before(found.start) == Term::At,
        Grain::Century | Grain::Day(..) => true,
    }
}

fn alone(l: &Lexed<'_>, found: &Expression) -> bool {
    found.start == 0 && found.end == l.items.len()
}

/// A preposition of time stands before, an article between the two allowed.
fn preceded(l: &Lexed<'_>, i: usize) -> bool {
    let the = i.saturating_sub(usize::from(l.term_before(i) == Term::The));
    time_preposition(l.term_before(the))
}

const fn time_preposition(term: Term) -> bool {
    matches!(
        term,
        Term::In
            | Term::By
            | Term::Since
            | Term::Until
            | Term::From
            | Term::Of
            | Term::During
            | Term::Before
            | Term::After
            | Term::Between
            | Term::Circa
            | Term::Through
            | Term::Part(_)
    )
}

fn year(l: &Lexed<'_>, found: &Expression, moment: Moment) -> bool {
    let (i, end) = (found.start, found.end);
    let Some(year) = moment.year.filter(|year| *year < 2100) else {
        // “mid-year”
        return moment.year.is_none() && (preceded(l, i) || i == 0);
    };
    let counted = counts_things(l, end);
    match l.term_before(i) {
        Term::In | Term::Since | Term::During | Term::Until => return true,
        Term::To if matches!(found.extent, Extent::Between(..)) => return !counts(l, end),
        _ if announced(l, i) => return !counts(l, end),
        term if time_preposition(term) || matches!(term, Term::Year | Term::And | Term::Or | Term::To) => {
            return !counts(l, end) && (time_preposition(term) || term == Term::Year || listed(l, i));
        }
        Term::The | Term::A | Term::Determiner => {
            return l.is_word(end)
                && !l.tight(end)
                && !(counted && (year % 50 == 0 || year < 1700))
                && adjectival(l, end);
        }
        _ => {}
    }
    if counted {
        return false;
    }
    if approximated(l, found, year) {
        return true;
    }
    possessed(l, i)
        || vital(l, i)
        || dateline(l, i, end, year)
        || parenthesised(l, i, end)
        || opening(l, i, end)
        || (l.is_mark(i.wrapping_sub(1), ',') && listed(l, i))
        || trailing(l, i, end, year)
}

/// Verbs after which a rough figure counts: “killed around 1500”.
const COUNTING: &[&str] = &[
    "killed", "lost", "wounded", "captured", "arrested", "employed", "numbered", "totalled", "totaled", "counted",
    "cost", "paid", "sold", "earned", "raised", "reached", "contained", "included", "deported", "interned", "housed",
    "used", "produced", "covered",
];

/// “in Mainz *around 1455*”, “built *about 1450*”: a rough figure that counts nothing, behind a place or a participle, or
/// one too exact to be rough.
fn approximated(l: &Lexed<'_>, found: &Expression, year: i32) -> bool {
    let i = found.start;
    if !matches!(l.term(i), Term::About) || i == 0 || !(1000..2030).contains(&year) {
        return false;
    }
    let before = l.words(i - 1);
    let follows = l.get(found.end).is_none() || !l.is_word(found.end) || l.term(found.end) != Term::Other;
    let told = !COUNTING.contains(&before)
        && (l.capitalised(i - 1) || before.ends_with("ed") || vital(l, i) || year % 10 != 0);
    l.is_word(i - 1) && follows && told && l.term(i - 1) != Term::Of
}

/// Words before a figure that is no year.
const NUMBERED: &[&str] = &[
    "resolution", "decree", "no", "nr", "number", "article", "chapter", "page", "pages", "pp", "p", "line", "lines",
    "verse", "model", "type", "flight", "channel", "route", "room", "class", "order", "directive", "exactly",
    "roughly", "only", "file", "folio", "box", "psalm", "opus", "op", "level", "regulation",
];

/// “gains independence *1960*”, “jailed *1963*; republic *1960*”, “Nobel Prize *1926*”: in notes a year needs no
/// preposition at the end of what it dates.
fn trailing(l: &Lexed<'_>, i: usize, end: usize, year: i32) -> bool {
    // “to Sher Shah Suri, *1540* (battle of Kannauj)”
    let comma = usize::from(l.is_mark(i.wrapping_sub(1), ','));
    let Some(before) = i.checked_sub(1 + comma).filter(|&b| l.is_word(b) && !l.tight(i)) else { return false };
    let ends = l.get(end).is_none()
        || matches!(l.mark(end), Some(';' | ',' | ')' | '→' | ':' | '=' | '('))
        || (l.is_dash(end) && !l.tight(end));
    let named = NUMBERED.contains(&l.words(before).to_lowercase().as_str()) || l.term(before) != Term::Other;
    let terse = !l.text.trim_end().ends_with(['.', '!', '?']);
    let plain = !l.capitalised(before) && year >= 1000;
    ends && !named && terse && (plain || year >= 1750)
}

/// “as early as 1943”, “no later than 1950”, “scheduled for 1988”, “Christmas 1989”, “FY 1998”.
fn announced(l: &Lexed<'_>, i: usize) -> bool {
    let before = |back: usize| i.checked_sub(back).map_or("", |k| l.words(k));
    match before(1) {
        "as" => matches!(before(2), "early" | "late" | "recently" | "far"),
        "than" => matches!(before(2), "later" | "earlier"),
        "for" | "Christmas" | "Easter" | "Day" | "Eve" | "Ramadan" | "FY" => true,
        _ => false,
    }
}

/// What follows can have a year before it as an adjective: “the 1973 coup”, not “the 1973 is”.
fn adjectival(l: &Lexed<'_>, end: usize) -> bool {
    matches!(l.term(end), Term::Other | Term::Season(_) | Term::Estimated)
}

/// “Chile's 1973 coup”.
fn possessed(l: &Lexed<'_>, i: usize) -> bool {
    i >= 2 && l.words(i - 1) == "s" && matches!(l.mark(i - 2), Some('\'' | '’'))
}

/// “d. 1975”, “born 1928”.
fn vital(l: &Lexed<'_>, i: usize) -> bool {
    let at = i.wrapping_sub(if l.is_mark(i.wrapping_sub(1), '.') { 2 } else { 1 });
    matches!(
        l.words(at),
        "b" | "d" | "m" | "r" | "fl" | "div" | "est" | "born" | "died" | "Born" | "Died" | "established"
    )
}

/// “Moscow, 1949.”: after a comma, at the end.
fn dateline(l: &Lexed<'_>, i: usize, end: usize, year: i32) -> bool {
    let ends = l.get(end).is_none() || matches!(l.mark(end), Some('.' | ')' | ';' | '"' | '”'));
    l.is_mark(i.wrapping_sub(1), ',') && l.is_word(i.wrapping_sub(2)) && ends && year >= 1500
}

/// “(1950)”, “(1950, …”, “(Cumings 2010)”.
fn parenthesised(l: &Lexed<'_>, i: usize, end: usize) -> bool {
    let opens = matches!(l.mark(i.wrapping_sub(1)), Some('(' | '['));
    let closes = matches!(l.mark(end), Some(')' | ']'));
    let ends = closes || matches!(l.mark(end), Some(',' | ';' | ':')) || l.is_dash(end);
    (opens && ends) || (closes && (l.is_mark(i.wrapping_sub(1), ',') || l.capitalised(i.wrapping_sub(1))))
}

/// At the very start of a text: “1950: …”, “1950 – …”, “1950”, “1950 The war …”.
fn opening(l: &Lexed<'_>, i: usize, end: usize) -> bool {
    let marked = i == 1 && matches!(l.mark(0), Some('(' | '[' | '"' | '“' | '*' | '-' | '–' | '#'))
        || (i > 1 && l.is_mark(i - 1, ':') && !l.tight(i));
    let next = l.get(end);
    let apart = match next.map(|lexeme| lexeme.kind) {
        None | Some(Kind::Mark(':' | ',' | ';' | ')' | ']')) => true,
        Some(Kind::Mark(_)) => l.is_dash(end),
        Some(Kind::Word(_)) => l.capitalised(end),
        _ => false,
    };
    (i == 0 || marked) && apart
}

/// “1950 and 1951”, “1949, 1950”: the figure before is a year of the same shape that was itself introduced.
fn listed(l: &Lexed<'_>, i: usize) -> bool {
    let before = if l.is_mark(i.wrapping_sub(2), ',') { i.wrapping_sub(3) } else { i.wrapping_sub(2) };
    if super::grammar::plain_year(l, before).is_none() || l.words(before).len() != 4 {
        return false;
    }
    let before_that = l.term_before(before);
    time_preposition(before_that) || matches!(before_that, Term::Month(_) | Term::ShortMonth(_) | Term::Season(_)) || {
        let separated = l.is_mark(before.wrapping_sub(1), ',');
        before >= 2 && (separated || l.is_mark(before.wrapping_sub(1), '(')) && (listed(l, before) || !separated)
    }
}

fn month(l: &Lexed<'_>, found: &Expression, month: u8) -> bool {
    let (i, end) = (found.start, found.end);
    let short = matches!(l.term(i), Term::ShortMonth(_));
    let label = i == 0 && l.is_mark(end, ':');
    if short && !label && !l.is_mark(end - 1, '.') && matches!(month, 1 | 3 | 4 | 8) {
        return false;
    }
    let before = l.term_before(i);
    // “by April Glaspie”, but “in April Truman …”.
    let person = matches!(month, 4 | 5 | 6 | 8) && l.is_word(end) && l.capitalised(end);
    if person && !matches!(before, Term::In | Term::During | Term::Since | Term::Until | Term::Part(_)) {
        return false;
    }
    // “met *that November*”
    let pointed = l.words(i.wrapping_sub(1)).eq_ignore_ascii_case("that") && !l.is_word(end);
    if pointed && l.capitalised(i) {
        return true;
    }
    if preceded(l, i) || matches!(before, Term::Nth(5) | Term::Month(_)) {
        return before != Term::The || l.capitalised(i) && !l.capitalised(end);
    }
    if ["next", "following", "previous", "same"]
        .iter()
        .any(|word| l.words(i.wrapping_sub(1)).eq_ignore_ascii_case(word))
    {
        return true;
    }
    // “retaken *Sept* by Nicholson”: in notes, a month in short that is no other word.
    let terse = !l.text.trim_end().ends_with(['.', '!', '?']);
    if short
        && terse
        && l.capitalised(i)
        && !matches!(month, 1 | 3 | 5)
        && i > 0
        && l.is_word(i - 1)
        && !l.capitalised(i - 1)
        && !l.capitalised(end)
    {
        return true;
    }
    let sure = l.capitalised(i) && !short;
    let adjective = matches!(before, Term::The | Term::Determiner | Term::A) || possessed(l, i);
    if sure && adjective {
        return l.is_word(end) && !l.capitalised(end) && l.term(end) == Term::Other;
    }
    let introduced = i == 0 && (l.get(end).is_none() || l.is_mark(end, ':') || l.is_mark(end, ',') || l.is_dash(end));
    let coordinated = matches!(before, Term::And | Term::Or | Term::To) || l.is_mark(i.wrapping_sub(1), ',');
    introduced || (sure && coordinated && month_precedes(l, i))
}

/// “April and May”, “April, May”.
fn month_precedes(l: &Lexed<'_>, i: usize) -> bool {
    (2..=3).any(|back| i >= back && matches!(l.term(i - back), Term::Month(_) | Term::ShortMonth(_)))
}

fn season(l: &Lexed<'_>, found: &Expression, season: u8) -> bool {
    let (i, end) = (found.start, found.end);
    if l.term(end) == Term::Of || l.capitalised(end) && l.is_word(end) {
        return false;
    }
    let fall = season == 23 && l.words(i).eq_ignore_ascii_case("fall");
    let the = l.term_before(i) == Term::The;
    let before = if the { l.term_before(i - 1) } else { l.term_before(i) };
    let in_time = matches!(before, Term::In | Term::During | Term::By | Term::Since | Term::Until | Term::Part(_));
    in_time && (the || !fall) && (l.get(end).is_none() || !l.is_word(end) || l.term(end) != Term::Other)
}
