//! The closed vocabulary of dates and quantities.

/// What a word can mean to the readers of dates and quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// Any other word.
    Other,
    /// A month in full, 1 to 12.
    Month(u8),
    /// A month cut short: `Nov`, `Sept`.
    ShortMonth(u8),
    /// 21 spring, 22 summer, 23 autumn, 24 winter, as in EDTF.
    Season(u8),
    Weekday,
    /// `morning`, `evening` …
    DayPart,
    /// A part of a period, as an adjective or noun: `early`, `mid`, `late`, `beginning`, `end`, `middle`.
    Part(Part),
    /// `first` to `fourth`, `last` (5).
    Nth(u8),
    Half,
    Quarter,
    Third,
    The,
    A,
    Of,
    In,
    On,
    At,
    By,
    Since,
    Until,
    From,
    To,
    Through,
    And,
    Or,
    Between,
    Before,
    After,
    During,
    /// `on` after `from 1998`: `onward`, `onwards`.
    Onward,
    /// `this`, `that`, `each`, `his`: what may stand before a month used as an adjective.
    Determiner,
    Circa,
    /// A lone `c` or `ca`, which needs a point or a figure after it.
    ShortCirca,
    About,
    Bc,
    Ad,
    Century,
    Year,
    Am,
    Pm,
    /// Minutes east of Greenwich.
    Zone(i16),
    /// `one` to `nineteen`.
    Small(u8),
    /// `twenty` to `ninety`.
    Tens(u8),
    /// `twenties` to `nineties`.
    Decade(u8),
    Hundred,
    /// Powers of ten: `thousand` 3 to `trillion` 12.
    Scale(u8),
    /// `hundreds`, `thousands`, `millions`; the power of ten.
    Scales(u8),
    Dozen,
    Dozens,
    More,
    Than,
    Over,
    Under,
    Less,
    Least,
    Most,
    Up,
    Some,
    /// `nearly`, `almost`, `close`.
    Nearly,
    /// `estimated`.
    Estimated,
    Percent,
    /// `no`.
    No,
}

/// Which part of a period is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    #[default]
    Whole,
    /// The first third: `early`.
    Early,
    /// The middle third: `mid`.
    Mid,
    /// The last third: `late`.
    Late,
    /// `the beginning of`.
    Start,
    /// `the end of`.
    End,
    /// `the first half of`.
    FirstHalf,
    /// `the second half of`.
    SecondHalf,
}

/// Looks a word of ASCII letters up, whatever its case.
pub(super) fn term(word: &str) -> Term {
    let mut lower = [0u8; 13];
    let Some(slot) = lower.get_mut(..word.len()) else { return Term::Other };
    for (to, from) in slot.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    let lower = &*slot;
    match calendar(lower) {
        Term::Other => match number(lower) {
            Term::Other => function(lower),
            term => term,
        },
        term => term,
    }
}

fn calendar(word: &[u8]) -> Term {
    match word {
        b"january" => Term::Month(1),
        b"february" => Term::Month(2),
        b"march" => Term::Month(3),
        b"april" => Term::Month(4),
        b"may" => Term::Month(5),
        b"june" => Term::Month(6),
        b"july" => Term::Month(7),
        b"august" => Term::Month(8),
        b"september" => Term::Month(9),
        b"october" => Term::Month(10),
        b"november" => Term::Month(11),
        b"december" => Term::Month(12),
        b"jan" => Term::ShortMonth(1),
        b"feb" => Term::ShortMonth(2),
        b"mar" => Term::ShortMonth(3),
        b"apr" => Term::ShortMonth(4),
        b"jun" => Term::ShortMonth(6),
        b"jul" => Term::ShortMonth(7),
        b"aug" => Term::ShortMonth(8),
        b"sep" | b"sept" => Term::ShortMonth(9),
        b"oct" => Term::ShortMonth(10),
        b"nov" => Term::ShortMonth(11),
        b"dec" => Term::ShortMonth(12),
        b"spring" | b"springtime" => Term::Season(21),
        b"summer" | b"summertime" => Term::Season(22),
        b"autumn" | b"fall" => Term::Season(23),
        b"winter" | b"wintertime" => Term::Season(24),
        b"monday" | b"tuesday" | b"wednesday" | b"thursday" | b"friday" | b"saturday" | b"sunday" | b"mon" | b"tue"
        | b"tues" | b"wed" | b"thu" | b"thur" | b"thurs" | b"fri" => Term::Weekday,
        b"morning" | b"afternoon" | b"evening" | b"night" | b"dawn" | b"dusk" | b"noon" | b"midnight" | b"midday"
        | b"nightfall" | b"daybreak" => Term::DayPart,
        b"early" => Term::Part(Part::Early),
        b"mid" | b"middle" => Term::Part(Part::Mid),
        b"late" | b"latter" => Term::Part(Part::Late),
        b"beginning" | b"start" | b"outset" => Term::Part(Part::Start),
        b"end" | b"close" => Term::Part(Part::End),
        b"bc" | b"bce" => Term::Bc,
        b"ad" | b"ce" => Term::Ad,
        b"century" | b"centuries" => Term::Century,
        b"year" | b"years" => Term::Year,
        b"am" => Term::Am,
        b"pm" => Term::Pm,
        b"twenties" => Term::Decade(20),
        b"thirties" => Term::Decade(30),
        b"forties" => Term::Decade(40),
        b"fifties" => Term::Decade(50),
        b"sixties" => Term::Decade(60),
        b"seventies" => Term::Decade(70),
        b"eighties" => Term::Decade(80),
        b"nineties" => Term::Decade(90),
        _ => zone(word),
    }
}

/// Time zones whose short name is not claimed by two.
fn zone(word: &[u8]) -> Term {
    match word {
        b"utc" | b"gmt" => Term::Zone(0),
        b"bst" | b"cet" => Term::Zone(60),
        b"cest" | b"eet" => Term::Zone(120),
        b"eest" | b"msk" => Term::Zone(180),
        b"kst" | b"jst" => Term::Zone(540),
        b"edt" => Term::Zone(-240),
        b"est" | b"cdt" => Term::Zone(-300),
        b"mdt" => Term::Zone(-360),
        b"mst" | b"pdt" => Term::Zone(-420),
        b"pst" => Term::Zone(-480),
        _ => Term::Other,
    }
}

fn number(word: &[u8]) -> Term {
    match word {
        b"one" => Term::Small(1),
        b"two" => Term::Small(2),
        b"three" => Term::Small(3),
        b"four" => Term::Small(4),
        b"five" => Term::Small(5),
        b"six" => Term::Small(6),
        b"seven" => Term::Small(7),
        b"eight" => Term::Small(8),
        b"nine" => Term::Small(9),
        b"ten" => Term::Small(10),
        b"eleven" => Term::Small(11),
        b"twelve" => Term::Small(12),
        b"thirteen" => Term::Small(13),
        b"fourteen" => Term::Small(14),
        b"fifteen" => Term::Small(15),
        b"sixteen" => Term::Small(16),
        b"seventeen" => Term::Small(17),
        b"eighteen" => Term::Small(18),
        b"nineteen" => Term::Small(19),
        b"twenty" => Term::Tens(20),
        b"thirty" => Term::Tens(30),
        b"forty" => Term::Tens(40),
        b"fifty" => Term::Tens(50),
        b"sixty" => Term::Tens(60),
        b"seventy" => Term::Tens(70),
        b"eighty" => Term::Tens(80),
        b"ninety" => Term::Tens(90),
        b"hundred" => Term::Hundred,
        b"thousand" => Term::Scale(3),
        b"million" | b"mn" => Term::Scale(6),
        b"billion" | b"bn" => Term::Scale(9),
        b"trillion" | b"tn" => Term::Scale(12),
        b"hundreds" => Term::Scales(2),
        b"thousands" => Term::Scales(3),
        b"millions" => Term::Scales(6),
        b"billions" => Term::Scales(9),
        b"dozen" => Term::Dozen,
        b"dozens" => Term::Dozens,
        b"half" => Term::Half,
        b"quarter" | b"quarters" => Term::Quarter,
        b"third" | b"thirds" => Term::Third,
        b"percent" | b"pct" => Term::Percent,
        _ => Term::Other,
    }
}

fn function(word: &[u8]) -> Term {
    match word {
        b"first" => Term::Nth(1),
        b"second" => Term::Nth(2),
        b"fourth" => Term::Nth(4),
        b"last" => Term::Nth(5),
        b"the" => Term::The,
        b"a" | b"an" => Term::A,
        b"of" => Term::Of,
        b"in" => Term::In,
        b"on" => Term::On,
        b"at" => Term::At,
        b"by" => Term::By,
        b"since" => Term::Since,
        b"until" | b"till" => Term::Until,
        b"from" => Term::From,
        b"to" => Term::To,
        b"through" | b"thru" => Term::Through,
        b"and" => Term::And,
        b"or" => Term::Or,
        b"between" => Term::Between,
        b"before" => Term::Before,
        b"after" => Term::After,
        b"during" | b"throughout" | b"within" => Term::During,
        b"onward" | b"onwards" => Term::Onward,
        b"this" | b"that" | b"each" | b"every" | b"his" | b"her" | b"its" | b"their" | b"our" | b"another" => {
            Term::Determiner
        }
        b"circa" => Term::Circa,
        b"c" | b"ca" => Term::ShortCirca,
        b"about" | b"around" | b"approximately" | b"roughly" | b"approx" => Term::About,
        b"more" | b"greater" => Term::More,
        b"than" => Term::Than,
        b"over" | b"exceeding" | b"above" => Term::Over,
        b"under" | b"below" => Term::Under,
        b"less" | b"fewer" => Term::Less,
        b"least" => Term::Least,
        b"most" => Term::Most,
        b"up" => Term::Up,
        b"some" => Term::Some,
        b"nearly" | b"almost" => Term::Nearly,
        b"estimated" | b"estimate" => Term::Estimated,
        b"no" => Term::No,
        _ => one_letter_too_many(word),
    }
}

/// A preposition of time with one letter too many, as notes written in haste have it: “untill”, “durring”, “beforre”. Only
/// those long enough that no other English word is meant.
fn one_letter_too_many(word: &[u8]) -> Term {
    const MEANT: [(&[u8], Term); 5] = [
        (b"since", Term::Since),
        (b"until", Term::Until),
        (b"before", Term::Before),
        (b"during", Term::During),
        (b"between", Term::Between),
    ];
    let without =
        |letter: usize, meant: &[u8]| word[..letter] == meant[..letter] && word[letter + 1..] == meant[letter..];
    let spelt = |meant: &[u8]| word.len() == meant.len() + 1 && (1..meant.len()).any(|letter| without(letter, meant));
    MEANT.into_iter().find(|(meant, _)| spelt(meant)).map_or(Term::Other, |(_, term)| term)
}
