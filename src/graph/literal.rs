//! Literals in canonical form, so that what goes into the store is what comes out of it.
//!
//! The store keeps numbers and dates by value and gives them back in canonical form (XML Schema 1.1 part 2,
//! section 3.3.3.1); a literal whose text is not of its datatype is kept as a plain string.

use super::vocabulary::reused::EDTF_EDTF;
use oxigraph::model::{Literal, NamedNodeRef, vocab::xsd};

/// A literal of this datatype, or a plain string when the text is not of it.
pub(super) fn typed(value: &str, datatype: NamedNodeRef<'_>) -> Literal {
    if datatype == xsd::DECIMAL {
        canonical_decimal(value).map_or_else(|| plain(value), |text| Literal::new_typed_literal(text, xsd::DECIMAL))
    } else if datatype == xsd::INTEGER {
        integer(value)
    } else if datatype == xsd::DATE {
        date(value).unwrap_or_else(|| plain(value))
    } else if datatype == EDTF_EDTF {
        edtf(value)
    } else if datatype == xsd::BOOLEAN && matches!(value, "true" | "false") {
        Literal::new_typed_literal(value, xsd::BOOLEAN)
    } else if datatype == xsd::G_YEAR && value.len() == 4 && date(&format!("{value}-01-01")).is_some()
        || datatype == xsd::G_YEAR_MONTH && date(&format!("{value}-01")).is_some()
    {
        Literal::new_typed_literal(value, datatype)
    } else {
        plain(value)
    }
}

/// A plain string.
pub(super) fn plain(value: &str) -> Literal {
    Literal::new_simple_literal(value)
}

/// An EDTF literal; its text is not looked into.
pub(super) fn edtf(value: &str) -> Literal {
    Literal::new_typed_literal(value, EDTF_EDTF)
}

/// An `xsd:date`, when the text is `YYYY-MM-DD`.
pub(super) fn date(value: &str) -> Option<Literal> {
    is_date(value).then(|| Literal::new_typed_literal(value, xsd::DATE))
}

/// A share between 0 and 1, to two places.
pub(super) fn share(value: f32) -> Literal {
    let value = if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
    typed(&format!("{value:.2}"), xsd::DECIMAL)
}

/// A count.
pub(super) fn count(value: usize) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER)
}

fn integer(value: &str) -> Literal {
    match canonical_decimal(value) {
        Some(text) if !text.contains('.') => Literal::new_typed_literal(text, xsd::INTEGER),
        _ => plain(value),
    }
}

/// No sign but a needed minus, no zeros before or after that say nothing; `None` for what the store's fixed-point
/// numbers (18 digits before the point, 18 after) could not hold exactly.
fn canonical_decimal(value: &str) -> Option<String> {
    let (negative, digits) = match value.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, value.strip_prefix('+').unwrap_or(value)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    if whole.len() > 18 || fraction.len() > 18 {
        return None;
    }
    let sign = if negative && !(whole.is_empty() && fraction.is_empty()) { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |part: &str, digits: usize| -> Option<u32> {
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day)
}

const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_one_way() {
        for (written, kept) in [("036", "36"), ("+1.50", "1.5"), ("-0.0", "0"), (".5", "0.5"), ("36940", "36940")] {
            assert_eq!(typed(written, xsd::DECIMAL), Literal::new_typed_literal(kept, xsd::DECIMAL));
        }
    }

    #[test]
    fn what_is_no_number_is_a_string() {
        for written in ["", ".", "4 million", "1e6", "1.2.3"] {
            assert_eq!(typed(written, xsd::DECIMAL), plain(written));
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert!(date("1952-02-29").is_some());
        for wrong in ["1950-02-29", "1950-6-25", "1950-13-01", "1950", "195x-01-01"] {
            assert!(date(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn confidence_never_leaves_its_bounds() {
        assert_eq!(share(f32::NAN).value(), "0");
        assert_eq!(share(1.7).value(), "1");
        assert_eq!(share(0.9).value(), "0.9");
    }
}
