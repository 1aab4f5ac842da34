//! Numbers as figures, as words, and as both: `36,940`, `4 million`, `sixty-one thousand`, `two thirds`, `dozens`.

use super::decimal::Decimal;
use crate::language::lexemes::{Kind, Lexed};
use crate::language::terms::Term;

/// A number read from the lexemes up to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    pub value: Decimal,
    pub end: usize,
    pub shape: Shape,
}

/// What a numeral looks like, since a lone `one` is no number and `dozens` is no exact one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Figures only.
    Figures,
    /// The word `one` and nothing else.
    One,
    /// Words, or figures with a scale.
    Scaled,
    /// Number words without scale.
    Words,
    /// `dozens`, `hundreds of thousands`: the value is the least it can be.
    Vague,
    /// `half`, `two thirds`.
    Fraction,
}

/// The number that starts at lexeme `i`.
pub(super) fn numeral(l: &Lexed<'_>, i: usize) -> Option<Numeral> {
    match l.get(i)?.kind {
        Kind::Digits(_) | Kind::Figure => figures(l, i),
        Kind::Word(Term::Small(_) | Term::Tens(_)) => fraction(l, i).or_else(|| words(l, i)),
        Kind::Word(Term::A) => article(l, i),
        Kind::Word(Term::Half) => half(l, i),
        Kind::Word(Term::Dozens | Term::Scales(_)) => vague(l, i),
        Kind::Word(Term::Other) => several(l, i),
        _ => None,
    }
}

/// `36,940`, `2.6 million`, `5bn`, `2 1/2`.
fn figures(l: &Lexed<'_>, i: usize) -> Option<Numeral> {
    let value = Decimal::parse(l.words(i))?;
    if let Some(fraction) = slashed(l, i) {
        return Some(fraction);
    }
    if let Some(power) = short_scale(l, i + 1) {
        return Some(Numeral { value: value.times_ten_to(power)?, end: i + 2, shape: Shape::Scaled });
    }
    scaled(l, value, i + 1, Shape::Figures)
}

/// `2/3`, but not `9/11` or `24/7`.
fn slashed(l: &Lexed<'_>, i: usize) -> Option<Numeral> {
    let joined = l.is_mark(i + 1, '/') && l.tight(i + 1) && l.tight(i + 2);
    let (numerator, denominator) = (l.digits(i)?, l.digits(i + 2)?);
    let common = joined && matches!(denominator, 2 | 3 | 4 | 5 | 8) && (1..denominator).contains(&numerator);
    let ends = !(l.is_mark(i + 3, '/') && l.tight(i + 3));
    let value = Decimal::fraction(u64::from(numerator), u64::from(denominator))?;
    (common && ends).then_some(Numeral { value, end: i + 3, shape: Shape::Fraction })
}

/// `m`, `bn`, `k` glued to a figure.
fn short_scale(l: &Lexed<'_>, i: usize) -> Option<u32> {
    if !l.tight(i) {
        return None;
    }
    match l.words(i) {
        "m" | "M" | "mn" => Some(6),
        "bn" | "b" | "B" => Some(9),
        "k" | "K" => Some(3),
        "tn" => Some(12),
        _ => None,
    }
}

/// `… hundred thousand`, `… million`, `… and a half million`.
fn scaled(l: &Lexed<'_>, mut value: Decimal, mut at: usize, mut shape: Shape) -> Option<Numeral> {
    let and_a_half = l.term(at) == Term::And && l.term(at + 1) == Term::A && l.term(at + 2) == Term::Half;
    if and_a_half {
        value = value.plus(Decimal::fraction(1, 2)?)?;
        at += 3;
        shape = Shape::Scaled;
    }
    loop {
        let hyphen = usize::from(l.is_dash(at) && l.tight(at) && l.tight(at + 1));
        let power = match l.term(at + hyphen) {
            Term::Scale(power) => u32::from(power),
            Term::Hundred => 2,
            Term::Dozen => {
                let doubled = value.plus(value)?;
                let dozen = value.times_ten_to(1)?.plus(doubled)?;
                return Some(Numeral { value: dozen, end: at + hyphen + 1, shape: Shape::Scaled });
            }
            _ => return Some(Numeral { value, end: at, shape }),
        };
        value = value.times_ten_to(power)?;
        at += hyphen + 1;
        shape = Shape::Scaled;
    }
}

/// `sixty-one thousand two hundred and five`.
fn words(l: &Lexed<'_>, i: usize) -> Option<Numeral> {
    let mut count = Count::default();
    let mut at = i;
    let mut end = i;
    loop {
        let joint = at > i && (tight_hyphen(l, at) || (l.term(at) == Term::And && count.wants_and));
        let next = at + usize::from(joint);
        if !count.take(l.term(next)) {
            break;
        }
        at = next + 1;
        end = at;
    }
    let value = count.total.checked_add(count.current)?;
    let shape = match (value, count.scaled) {
        (_, true) => Shape::Scaled,
        (1, false) => Shape::One,
        _ => Shape::Words,
    };
    let value = Decimal::whole(value);
    let ahead = l.term(end) == Term::And && l.term(end + 1) == Term::A && l.term(end + 2) == Term::Half;
    if ahead || l.term(end) == Term::Dozen { scaled(l, value, end, shape) } else { Some(Numeral { value, end, shape }) }
}

fn tight_hyphen(l: &Lexed<'_>, i: usize) -> bool {
    l.is_dash(i) && l.tight(i) && l.tight(i + 1)
}

/// Number words added up.
#[derive(Default)]
struct Count {
    /// What scales have closed.
    total: u64,
    /// Below the next scale.
    current: u64,
    /// The last scale closed, to keep them falling.
    last_power: Option<u8>,
    scaled: bool,
    /// After `hundred`, “and” goes on.
    wants_and: bool,
}

impl Count {
    fn take(&mut self, term: Term) -> bool {
        let ones = self.current % 10;
        let tens = self.current % 100;
        match term {
            Term::Small(n) if tens == 0 || (n < 10 && ones == 0 && tens >= 20) => self.current += u64::from(n),
            Term::Tens(n) if tens == 0 => self.current += u64::from(n),
            Term::Hundred if (1..100).contains(&self.current) => {
                self.current *= 100;
                self.scaled = true;
                self.wants_and = true;
                return true;
            }
            Term::Scale(power) if self.current > 0 && self.last_power.is_none_or(|last| power < last) => {
                let Some(step) = 10u64.checked_pow(u32::from(power)).and_then(|p| p.checked_mul(self.current)) else {
                    return false;
                };
                self.total = self.total.saturating_add(step);
                self.current = 0;
                self.last_power = Some(power);
                self.scaled = true;
                self.wants_and = true;
                return true;
            }
            _ => return false,
        }
        self.wants_and = false;
        true
    }
}

/// `two thirds`, `three-quarters`, `one half`.
fn fraction(l: &Lexed<'_>, i: usize) -> Option<Numeral> {
    let Term::Small(numerator) = l.term(i) else { return None };
    let at = i + 1 + usize::from(tight_hyphen(l, i + 1));
    let denominator = match l.term(at) {
        Term::Third => 3,
        Term::Quarter => 4,
        Term::Half if numerator == 1 => 2,
        Term::Other => match l.words(at) {
            "fifth" | "fifths" => 5,
            "sixths" => 6,
            "eighths" => 8,
            "tenth" | "tenths" => 10,
            _ => return None,
        },
        _ => return None,
    };
    // “two third places” is no fraction.
    let sound = u64::from(numerator) < denominator && (numerator == 1) != l.words(at).ends_with('s');
    let value = Decimal::fraction(u64::from(numerator), denominator)?;
    sound.then_some(Numeral { value, end: at + 1, shape: Shape::Fraction })
}

/// `a million`, `a dozen`, `a hundred thousand`, `a third of`, `a quarter of`.
fn article(l: &Lexed<'_>, i: usize) -> Option<Numeral> {
    match l.term(i + 1) {
        Term::Hundred | Term::Scale(_) | Term::Dozen => scaled(l, Decimal::whole(1), i + 1, Shape::Scaled),
        Term::Third | Term::Quarter if l.term(i + 2) == Term::Of => {
            let denominator = if l.term(i + 1) == Term::Third { 3 } else { 4 };
            Some(Numeral { value: Decimal::fraction(1, denominator)?, end: i + 2, shape: Shape::Fraction })
        }
        Term::Half if matches!(l.term(i + 2), Term::Hundred | Term::Scale(_) | Term::Dozen) => {
            scaled(l, Decimal::fraction(1, 2)?, i + 2, Shape::Scaled)
        }
        Term::Other if matches!(l.words(i + 1), "few" | "couple") => several(l, i + 1),
        _ => None,
    }
}

/// `half of`, `half the`, `half a million`, `half a dozen`.
fn half(l: &Lexed<'_>, i: usize) -> Option<Numeral> {
    let value = Decimal::fraction(1, 2)?;
    if l.term(i + 1) == Term::A && matches!(l.term(i + 2), Term::Scale(_) | Term::Dozen | Term::Hundred) {
        return scaled(l, value, i + 2, Shape::Scaled);
    }
    let partitive = matches!(l.term(i + 1), Term::Of | Term::The | Term::Determiner);
    let ordered = matches!(l.term_before(i), Term::Nth(_) | Term::Part(_) | Term::A | Term::The);
    (partitive && !ordered).then_some(Numeral { value, end: i + 1, shape: Shape::Fraction })
}

/// `dozens of`, `hundreds of thousands of`, `thousands of`, `tens of thousands`.
fn vague(l: &Lexed<'_>, i: usize) -> Option<Numeral> {
    let value = match l.term(i) {
        Term::Dozens => Decimal::whole(12),
        Term::Scales(power) => Decimal::whole(1).times_ten_to(u32::from(power))?,
        _ => Decimal::whole(10),
    };
    match (l.term(i + 1), l.term(i + 2)) {
        (Term::Of, Term::Scales(power)) => {
            let value = value.times_ten_to(u32::from(power))?;
            Some(Numeral { value, end: i + 3, shape: Shape::Vague })
        }
        (Term::Of, _) => Some(Numeral { value, end: i + 1, shape: Shape::Vague }),
        _ => None,
    }
}

/// `several hundred`, `few thousand`, `tens of thousands`.
fn several(l: &Lexed<'_>, i: usize) -> Option<Numeral> {
    match l.words(i) {
        "several" | "few" | "many" | "couple" | "Several" | "Many" => {
            let read = scaled(l, Decimal::whole(1), i + 1, Shape::Vague)?;
            (read.end > i + 1).then_some(Numeral { shape: Shape::Vague, ..read })
        }
        "tens" | "Tens" if matches!(l.term(i + 2), Term::Scales(_)) => vague(l, i),
        _ => None,
    }
}
