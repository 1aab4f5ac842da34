//! Whether a figure is followed by something it counts.

use crate::language::lexemes::Lexed;
use crate::language::terms::Term;

/// Whether lexeme `i` is a lower-case plural noun, a unit or a scale: what makes `2000` in “2000 men” a count.
pub(super) fn counts(l: &Lexed<'_>, i: usize) -> bool {
    if !l.is_word(i) || l.capitalised(i) {
        return false;
    }
    if l.tight(i) {
        return true;
    }
    matches!(l.term(i), Term::Scale(_) | Term::Hundred | Term::Dozen | Term::Percent) || plural(l.words(i))
}

/// By its ending, or one of the few that have none.
fn plural(word: &str) -> bool {
    const IRREGULAR: [&str; 16] = [
        "men", "women", "people", "children", "troops", "dead", "wounded", "police", "aircraft", "personnel", "km",
        "tonnes", "civilian", "prisoner", "sheep", "cattle",
    ];
    const NOT_NOUNS: [&str; 27] = [
        "was", "is", "has", "does", "as", "this", "his", "its", "us", "plus", "thus", "perhaps", "always", "whereas",
        "towards", "afterwards", "besides", "unless", "across", "versus", "sometimes", "hers", "ours", "theirs",
        "sees", "marks", "begins",
    ];
    if IRREGULAR.contains(&word) {
        return true;
    }
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending))
        && !NOT_NOUNS.contains(&word)
}

/// Whether lexeme `i` is a plural that counts people, goods or measures rather than happenings.
///
/// “the 1948 elections” is a year, “the 1948 soldiers” is not.
pub(super) fn counts_things(l: &Lexed<'_>, i: usize) -> bool {
    const HAPPENINGS: [&str; 24] = [
        "elections", "riots", "talks", "protests", "hearings", "negotiations", "accords", "wars", "games", "attacks",
        "bombings", "trials", "floods", "purges", "strikes", "demonstrations", "uprisings", "events", "reforms",
        "sanctions", "killings", "massacres", "agreements", "treaties",
    ];
    counts(l, i) && !HAPPENINGS.contains(&l.words(i))
}
