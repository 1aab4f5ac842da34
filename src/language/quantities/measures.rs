//! Units of measure and currencies, and their canonical names.

use crate::language::lexemes::Lexed;
use crate::language::terms::Term;

/// The currency that the mark or letters at `i` stand for, and where the amount starts.
pub(super) fn currency(l: &Lexed<'_>, i: usize) -> Option<(&'static str, usize)> {
    if let Some(code) = l.mark(i).and_then(sign) {
        return Some((code, i + 1));
    }
    if l.is_mark(i + 1, '$') && l.tight(i + 1) {
        let code = match l.words(i) {
            "US" => "USD",
            "A" | "AU" => "AUD",
            "C" | "CA" => "CAD",
            "HK" => "HKD",
            _ => return None,
        };
        return Some((code, i + 2));
    }
    ["USD", "EUR", "GBP", "JPY", "CHF"].into_iter().find(|code| *code == l.words(i)).map(|code| (code, i + 1))
}

const fn sign(mark: char) -> Option<&'static str> {
    match mark {
        '$' => Some("USD"),
        '€' => Some("EUR"),
        '£' => Some("GBP"),
        '¥' => Some("JPY"),
        '₩' => Some("KRW"),
        '₽' => Some("RUB"),
        '₹' => Some("INR"),
        _ => None,
    }
}

/// The unit that starts at lexeme `i`, and where it ends.
pub(super) fn measure(l: &Lexed<'_>, i: usize) -> Option<(String, usize)> {
    if l.is_mark(i, '%') || l.term(i) == Term::Percent {
        return Some(("percent".to_owned(), i + 1));
    }
    match l.words(i) {
        "per" if l.words(i + 1) == "cent" => return Some(("percent".to_owned(), i + 2)),
        "percentage" if l.words(i + 1).starts_with("point") => return Some(("percentage point".to_owned(), i + 2)),
        "square" | "sq" | "cubic" | "nautical" => return powered(l, i),
        _ => {}
    }
    if l.is_mark(i, '°') {
        return degrees(l, i);
    }
    let at = i + usize::from(l.is_dash(i) && l.tight(i) && l.tight(i + 1));
    let name = unit(l.words(at))?;
    match l.mark(at + 1).filter(|_| l.tight(at + 1)) {
        Some('²') => Some((format!("square {name}"), at + 2)),
        Some('³') => Some((format!("cubic {name}"), at + 2)),
        _ => Some((name.to_owned(), at + 1)),
    }
}

/// `35°C`, `35 °F`, `38°`.
fn degrees(l: &Lexed<'_>, i: usize) -> Option<(String, usize)> {
    let scale = match l.words(i + 1) {
        "C" => " Celsius",
        "F" => " Fahrenheit",
        _ => return (!l.tight(i + 1) || !l.is_word(i + 1)).then(|| ("degree".to_owned(), i + 1)),
    };
    Some((format!("degree{scale}"), i + 2))
}

/// `square miles`, `sq km`, `sq. km`, `cubic metres`, `nautical miles`.
fn powered(l: &Lexed<'_>, i: usize) -> Option<(String, usize)> {
    let first = if l.words(i) == "sq" { "square" } else { l.words(i) };
    let at = i + 1 + usize::from(l.is_mark(i + 1, '.'));
    let name = unit(l.words(at))?;
    Some((format!("{first} {name}"), at + 1))
}

fn unit(word: &str) -> Option<&'static str> {
    let name = match word {
        "mile" | "miles" => "mile",
        "km" | "kilometre" | "kilometres" | "kilometer" | "kilometers" | "kms" => "kilometre",
        "metre" | "metres" | "meter" | "meters" => "metre",
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => "centimetre",
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" => "millimetre",
        "foot" | "feet" | "ft" => "foot",
        "inch" | "inches" => "inch",
        "yard" | "yards" => "yard",
        "acre" | "acres" => "acre",
        "hectare" | "hectares" | "ha" => "hectare",
        "ton" | "tons" => "ton",
        "tonne" | "tonnes" => "tonne",
        "kg" | "kilogram" | "kilograms" | "kilogramme" | "kilogrammes" | "kilo" | "kilos" => "kilogram",
        "gram" | "grams" | "gramme" | "grammes" => "gram",
        "lb" | "lbs" | "pound" | "pounds" => "pound",
        "litre" | "litres" | "liter" | "liters" => "litre",
        "gallon" | "gallons" => "gallon",
        "barrel" | "barrels" => "barrel",
        "kiloton" | "kilotons" | "kt" => "kiloton",
        "megaton" | "megatons" | "Mt" => "megaton",
        "megawatt" | "megawatts" | "MW" => "megawatt",
        "knots" => "knot",
        "mph" => "mile per hour",
        "dollar" | "dollars" => "dollar",
        "ruble" | "rubles" | "rouble" | "roubles" => "rouble",
        "euro" | "euros" => "EUR",
        "yen" => "JPY",
        "franc" | "francs" => "franc",
        "peso" | "pesos" => "peso",
        "escudo" | "escudos" => "escudo",
        _ => return None,
    };
    Some(name)
}
