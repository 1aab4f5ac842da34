//! EDTF dates in words.

/// Months in order.
const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
];

/// A date in words: `1950-06-25` → “25 June 1950”, `1950-21` → “spring 1950”, `1950-01/1950-06` → “January 1950 to
/// June 1950”. What is not understood stays as it is.
#[must_use]
pub(crate) fn words(edtf: &str) -> String {
    match edtf.split_once('/') {
        Some((from, to)) if to.is_empty() || to == ".." => format!("from {}", point(from)),
        Some((from, to)) if from.is_empty() || from == ".." => format!("until {}", point(to)),
        Some((from, to)) => format!("{} to {}", point(from), point(to)),
        None => point(edtf),
    }
}

/// First or last of the two dates of a period; a single date is both.
pub(crate) fn end_of(edtf: &str, last: bool) -> &str {
    match edtf.split_once('/') {
        Some((from, to)) => {
            if last {
                to
            } else {
                from
            }
        }
        None => edtf,
    }
}

fn point(date: &str) -> String {
    let bare = date.trim_end_matches(['~', '?', '%']);
    let hedge = if bare == date { "" } else { "about " };
    let day = bare.split('T').next().unwrap_or(bare);
    // Before our era, where the year before AD 1 is `0000`.
    let (before, day) = day.strip_prefix('-').map_or((false, day), |day| (true, day));
    let mut parts: Vec<&str> = day.split('-').collect();
    let told = era(parts[0], before);
    if let Some(told) = &told {
        parts[0] = told;
    }
    let words = match parts[..] {
        [year] if told.is_some() => Some(year.to_owned()),
        [year] => decade(year),
        _ if before && told.is_none() => None,
        [year, part] => part.parse().ok().and_then(division).map(|name| format!("{name} {year}")),
        [year, month, day] => month
            .parse()
            .ok()
            .and_then(month_name)
            .zip(day.parse::<u8>().ok())
            .map(|(name, day)| format!("{day} {name} {year}")),
        _ => None,
    };
    words.map_or_else(|| date.to_owned(), |words| format!("{hedge}{words}"))
}

/// A year that is not written with four figures: “49 BC”, “AD 79”, “476”.
fn era(year: &str, before: bool) -> Option<String> {
    let number: u32 = year.parse().ok()?;
    match number {
        _ if before => Some(format!("{} BC", number + 1)),
        0 => Some("1 BC".to_owned()),
        1..100 => Some(format!("AD {number}")),
        100..1000 => Some(number.to_string()),
        _ => None,
    }
}

fn decade(year: &str) -> Option<String> {
    if let Some(decade) = year.strip_suffix('X').filter(|decade| !decade.contains('X')) {
        return Some(format!("{decade}0s"));
    }
    year.chars().all(|c| c.is_ascii_digit()).then(|| year.to_owned())
}

fn division(number: usize) -> Option<&'static str> {
    match number {
        21 => Some("spring"),
        22 => Some("summer"),
        23 => Some("autumn"),
        24 => Some("winter"),
        _ => month_name(number),
    }
}

fn month_name(number: usize) -> Option<&'static str> {
    MONTHS.get(number.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_people_write_them() {
        for (edtf, expected) in [
            ("1950-06-25", "25 June 1950"),
            ("1950-21", "spring 1950"),
            ("1949-03", "March 1949"),
            ("1953", "1953"),
            ("195X", "1950s"),
            ("1862~", "about 1862"),
            ("1950-01/1950-06", "January 1950 to June 1950"),
            ("1962-05/..", "from May 1962"),
            ("1950-06-25T09:00", "25 June 1950"),
            ("-0048", "49 BC"),
            ("-0043-03-15", "15 March 44 BC"),
            ("0079-08-24", "24 August AD 79"),
            ("0476", "476"),
            ("soon", "soon"),
        ] {
            assert_eq!(words(edtf), expected);
        }
    }
}
