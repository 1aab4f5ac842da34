//! Text → tokens, cut as the English treebanks of Universal Dependencies cut it.
//!
//! Clitics are tokens (`did n't`, `Stalin 's`, `can not`, `gon na`), hyphenated compounds are three (`well - known`) unless
//! the first part is a prefix (`anti-Allende`, `pro-American`), a currency sign and a per cent sign stand alone, dates and
//! numbers keep their inner marks, abbreviations their full stops (but for the last of a sentence).
//! See <https://universaldependencies.org/en/index.html#tokenization-and-word-segmentation>.

use super::abbreviations::abbreviation;
use crate::span::Span;

/// Bytes of the longest mail address (RFC 5321, section 4.5.3.1.3: 256 with its brackets).
const LONGEST_MAIL: usize = 254;

/// Cuts one sentence, or a part of it, into tokens and adds them to `tokens`.
///
/// `range` lies in `text`; what stands before it (a whole date or name) decides whether `'s` at its start is a clitic.
/// `last` says that the sentence ends here, so that its full stop is a token of its own.
pub(super) fn cut(text: &str, range: Span, last: bool, tokens: &mut Vec<Span>) {
    let cutter = Cutter { text, bytes: text.as_bytes(), end: range.end, last };
    let mut at = range.start;
    while let Some(c) = cutter.char_at(at) {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let end = cutter.token(at, c).max(at + c.len_utf8()).min(range.end);
        tokens.push(Span::new(at, end));
        at = end;
    }
}

struct Cutter<'t> {
    text: &'t str,
    bytes: &'t [u8],
    end: usize,
    last: bool,
}

impl Cutter<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        match *self.bytes.get(at).filter(|_| at < self.end)? {
            byte if byte.is_ascii() => Some(byte as char),
            _ => self.text[at..self.end].chars().next(),
        }
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// Whether `at` follows a blank, a bracket or nothing.
    fn opens(&self, at: usize) -> bool {
        self.char_before(at).is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '<' | '"' | '“' | '‘' | '\''))
    }

    /// Where the token that starts at `at` with `c` ends.
    fn token(&self, at: usize, c: char) -> usize {
        if self.opens(at)
            && let Some(end) = self.address(at).or_else(|| self.smiley(at))
        {
            return end;
        }
        if self.opens(at)
            && let Some(short) = ["w/o", "b/c", "w/"].iter().find(|short| self.text[at..self.end].starts_with(**short))
            && self.char_at(at + short.len()).is_none_or(|next| next.is_whitespace() || short.len() == 2)
        {
            return at + short.len();
        }
        if c.is_alphanumeric() || c == '_' {
            return self.word(at);
        }
        match c {
            '\'' | '’' | '`' => self.apostrophe(at, c),
            '.' | '-' | '*' | '=' | '~' | '#' | '<' | '>' | '+' | '|' => self.run(at, |next| next == c),
            '!' | '?' => self.run(at, |next| matches!(next, '!' | '?')),
            _ => at + c.len_utf8(),
        }
    }

    fn run(&self, at: usize, same: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[at..self.end];
        at + rest.find(|c| !same(c)).unwrap_or(rest.len())
    }

    // Whole chunks ------------------------------------------------------------------------------------------------

    /// A web or mail address.
    fn address(&self, at: usize) -> Option<usize> {
        let rest = &self.bytes[at..self.end];
        let web = rest.starts_with(b"http://") || rest.starts_with(b"https://") || rest.starts_with(b"www.");
        // What is no address of the web may be one of mail, which is not looked for further than it can reach.
        let reach = if web { rest.len() } else { rest.len().min(LONGEST_MAIL) };
        let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'<' | b'>' | b'"');
        let length = rest[..reach].iter().position(ends).unwrap_or(reach);
        let chunk = &rest[..length];
        let mail = || chunk.iter().position(|b| *b == b'@').is_some_and(|k| k > 0 && chunk[k..].contains(&b'.'));
        if !web && !mail() {
            return None;
        }
        let trail = |b: &u8| matches!(b, b'.' | b',' | b';' | b':' | b')' | b']' | b'\'' | b'!' | b'?');
        let kept = length - chunk.iter().rev().take_while(|b| trail(b)).count();
        let mut end = at + kept.max(1);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        Some(end)
    }

    fn smiley(&self, at: usize) -> Option<usize> {
        const SMILEYS: [&str; 10] = [":-)", ":-(", ";-)", ":)", ":(", ";)", "=)", ":D", ":P", "<3"];
        if !matches!(self.bytes[at], b':' | b';' | b'=' | b'<') {
            return None;
        }
        let smiley = SMILEYS.iter().find(|smiley| self.text[at..self.end].starts_with(**smiley))?;
        let end = at + smiley.len();
        self.char_at(end).is_none_or(|c| !c.is_alphanumeric()).then_some(end)
    }

    // Words -------------------------------------------------------------------------------------------------------

    /// “brother-in-law” is one word.
    fn in_law(&self, at: usize) -> Option<usize> {
        const IN_LAW: &str = "-in-law";
        self.text[at..self.end].starts_with(IN_LAW).then_some(at + IN_LAW.len())
    }

    fn word(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            let goes_on = c.is_alphanumeric() || c == '_' || is_combining(c);
            if goes_on {
                if self.clitic_not(start, at) {
                    return at;
                }
                at = next;
                continue;
            }
            match self.inner(start, at, c) {
                Some(end) => at = end,
                None => break,
            }
        }
        self.measure(start, at).unwrap_or(at)
    }

    /// Whether `n't` starts at `at`, inside a word.
    fn clitic_not(&self, start: usize, at: usize) -> bool {
        if at == start || !matches!(self.bytes[at], b'n' | b'N') {
            return false;
        }
        let rest = &self.text[at + 1..self.end];
        let Some(tail) = rest.strip_prefix(['\'', '’']) else { return false };
        matches!(tail.bytes().next(), Some(b't' | b'T')) && !tail[1..].starts_with(char::is_alphanumeric)
    }

    /// Whether the mark `c` at `at` stays inside the word begun at `start`: where the word goes on, if so.
    fn inner(&self, start: usize, at: usize, c: char) -> Option<usize> {
        let next = at + c.len_utf8();
        let before = self.char_before(at)?;
        let after = self.char_at(next);
        let digits = before.is_ascii_digit() && after.is_some_and(|c| c.is_ascii_digit());
        let keeps = match c {
            '.' => return self.full_stop(start, at),
            ',' => digits && self.group_of_three(next),
            ':' => digits,
            '\'' | '’' | '`' => {
                after.is_some_and(char::is_alphabetic) && !before.is_ascii_digit() && self.clitic(at).is_none()
            }
            '/' => digits || (at - start == 1 && self.lone_letter_after(next)),
            '&' => before.is_uppercase() && after.is_some_and(char::is_uppercase) && at - start <= 3,
            '-' => match self.in_law(at) {
                Some(end) => return Some(end),
                None => self.hyphen(start, at),
            },
            '@' => false,
            _ => false,
        };
        keeps.then_some(next)
    }

    fn group_of_three(&self, at: usize) -> bool {
        let digits = self.bytes[at..self.end].iter().take_while(|b| b.is_ascii_digit()).count();
        digits == 3
    }

    fn lone_letter_after(&self, at: usize) -> bool {
        let letter = self.char_at(at).filter(|c| c.is_alphabetic());
        letter.is_some_and(|c| !self.char_at(at + c.len_utf8()).is_some_and(char::is_alphanumeric))
    }

    /// A full stop inside or at the end of a word.
    fn full_stop(&self, start: usize, at: usize) -> Option<usize> {
        let word = &self.text[start..at];
        let next = at + 1;
        match self.char_at(next) {
            Some(c) if c.is_alphanumeric() => {
                let digits = c.is_ascii_digit() && word.ends_with(|w: char| w.is_ascii_digit());
                let initials = word.rsplit('.').next().is_some_and(|part| part.chars().count() <= 2);
                let host = c.is_lowercase() && word.len() > 1;
                (digits || initials || host).then_some(next)
            }
            Some('.') => None,
            after => {
                abbreviation(word)?;
                let at_end = self.last && self.ends_with_marks(next);
                let lone = after.is_none() && self.last;
                (!at_end && !lone).then_some(next)
            }
        }
    }

    /// Whether only closing marks stand from `at` to the end.
    fn ends_with_marks(&self, at: usize) -> bool {
        self.text[at..self.end]
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»'))
    }

    /// A hyphen stays after a prefix (`anti-Allende`), between the parts of a telephone number, and nowhere else.
    fn hyphen(&self, start: usize, at: usize) -> bool {
        let Some(after) = self.char_at(at + 1) else { return false };
        let word = &self.text[start..at];
        if after.is_alphabetic() {
            return prefix(word) || self.given_name(start, at);
        }
        let telephone = |b: &&u8| b.is_ascii_digit() || **b == b'-';
        let figures = self.bytes[start..self.end].iter().take_while(telephone).count();
        let number = &self.text[start..start + figures];
        let longest = number.split('-').map(str::len).max().unwrap_or(0);
        word.bytes().all(|b| b.is_ascii_digit() || b == b'-') && longest == 4 && number.len() >= 8 && !years(number)
    }

    /// `Kim Il-sung`, `Chiang Kai-shek`: the hyphen joins two short syllables of a name, the second without a capital.
    fn given_name(&self, start: usize, at: usize) -> bool {
        const NO_SYLLABLES: [&str; 20] = [
            "based", "led", "born", "run", "made", "held", "era", "style", "wide", "like", "in", "up", "on", "off",
            "out", "old", "free", "only", "owned", "level",
        ];
        let second = &self.text[at + 1..self.end];
        let second = &second[..second.find(|c: char| !c.is_alphabetic()).unwrap_or(second.len())];
        let syllable =
            |part: &str| (2..=5).contains(&part.chars().count()) && part.chars().skip(1).all(char::is_lowercase);
        let before = self.text[..start].trim_end();
        let family = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        syllable(&self.text[start..at])
            && syllable(second)
            && self.char_at(start).is_some_and(char::is_uppercase)
            && second.chars().next().is_some_and(char::is_lowercase)
            && before.len() + 1 == start
            && (2..=6).contains(&family.len())
            && family.starts_with(char::is_uppercase)
            && !NO_SYLLABLES.contains(&second)
    }

    /// `5pm`, `10km`: the figure and its measure are two tokens.
    fn measure(&self, start: usize, end: usize) -> Option<usize> {
        if !self.bytes[start].is_ascii_digit() {
            return self.contraction(start, end);
        }
        const MEASURES: [&str; 22] = [
            "am", "pm", "a.m.", "p.m.", "AM", "PM", "km", "kg", "mm", "cm", "m", "bn", "k", "K", "mph", "ft", "mg",
            "ml", "hrs", "M", "B", "b",
        ];
        let figure =
            self.bytes[start..end].iter().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':')).count();
        let rest = &self.text[start + figure..end];
        MEASURES.contains(&rest).then_some(start + figure)
    }

    /// `can not`, `gon na`: where the first part ends.
    fn contraction(&self, start: usize, end: usize) -> Option<usize> {
        let length @ 2..=8 = end - start else { return None };
        let mut lower = [0u8; 8];
        let lower = &mut lower[..length];
        lower.copy_from_slice(&self.bytes[start..end]);
        lower.make_ascii_lowercase();
        let first = match &*lower {
            b"cannot" | b"gonna" | b"gotta" | b"wanna" => 3,
            b"dont" | b"isnt" => length - 2,
            b"didnt" | b"doesnt" | b"wasnt" | b"couldnt" | b"wouldnt" | b"shouldnt" | b"havent" | b"hasnt"
            | b"arent" => length - 2,
            b"im" if lower.len() == 2 && self.bytes[start] != b'I' => 1,
            b"ive" => 1,
            b"thats" | b"whats" => 4,
            _ => return None,
        };
        Some(start + first)
    }

    // Apostrophes -------------------------------------------------------------------------------------------------

    /// The end of the clitic that the apostrophe at `at` starts: `'s`, `'ll`.
    fn clitic(&self, at: usize) -> Option<usize> {
        const CLITICS: [&str; 6] = ["s", "m", "d", "ll", "ve", "re"];
        let open = at + self.char_at(at)?.len_utf8();
        let letters = self.bytes[open..self.end].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let end = open + letters;
        if self.char_at(end).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let letters = &self.text[open..end];
        CLITICS.iter().any(|clitic| clitic.eq_ignore_ascii_case(letters)).then_some(end)
    }

    fn apostrophe(&self, at: usize, c: char) -> usize {
        let next = at + c.len_utf8();
        if let Some(end) = self.clitic(at) {
            return end;
        }
        let rest = &self.text[next..self.end];
        let letters = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let word = &rest[..letters];
        let decade = letters >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit) && letters <= 3;
        let cut_short = self.opens(at) && (decade || ["em", "til", "cause", "n", "tis", "twas"].contains(&word));
        if cut_short {
            return next + letters;
        }
        if self.char_at(next) == Some(c) { next + c.len_utf8() } else { next }
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}')
}

/// Two years joined by a hyphen, as in `1950-1953`.
fn years(number: &str) -> bool {
    number.split_once('-').is_some_and(|(a, b)| {
        a.len() == 4 && b.len() == 4 && [a, b].iter().all(|year| year.starts_with('1') || year.starts_with("20"))
    })
}

/// Whether a hyphen after `word` binds it to the next.
fn prefix(word: &str) -> bool {
    const PREFIXES: [&str; 30] = [
        "anti", "pro", "non", "co", "post", "pre", "re", "multi", "semi", "counter", "cross", "ex", "mid", "neo",
        "sub", "e", "inter", "over", "arch", "pan", "mini", "intra", "psycho", "socio", "trans", "ultra", "de", "un",
        "micro", "pseudo",
    ];
    word.len() <= 7 && PREFIXES.iter().any(|prefix| prefix.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> String {
        let mut tokens = Vec::new();
        cut(text, Span::new(0, text.len()), true, &mut tokens);
        tokens.into_iter().map(|token| token.of(text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn clitics_are_tokens() {
        assert_eq!(
            tokens("They didn't see Stalin's or the states' cannon."),
            "They did n't see Stalin 's or the states ' cannon ."
        );
        assert_eq!(tokens("I’m gonna go, he can’t, we cannot."), "I ’m gon na go , he ca n’t , we can not .");
    }

    #[test]
    fn a_hyphen_binds_prefixes_and_given_names_only() {
        assert_eq!(tokens("anti-Allende and pro-American"), "anti-Allende and pro-American");
        assert_eq!(tokens("a well-known three-year war"), "a well - known three - year war");
        assert_eq!(tokens("by Kim Il-sung and the Seoul-based press"), "by Kim Il-sung and the Seoul - based press");
    }

    #[test]
    fn signs_stand_alone_and_numbers_stay_whole() {
        assert_eq!(tokens("It cost $2.6m (36.3%) at 7:30pm."), "It cost $ 2.6 m ( 36.3 % ) at 7:30 pm .");
        assert_eq!(tokens("1,500 and/or 9/11—banks, mines, ..."), "1,500 and / or 9/11 — banks , mines , ...");
    }

    #[test]
    fn an_abbreviation_keeps_its_full_stop_but_at_the_end() {
        assert_eq!(
            tokens("The U.S. Army and J.F.K. met Mr. Kim, e.g. at 4 a.m. in the U.S."),
            "The U.S. Army and J.F.K. met Mr. Kim , e.g. at 4 a.m. in the U.S ."
        );
    }

    #[test]
    fn addresses_are_one_token() {
        assert_eq!(tokens("See https://a.org/b?c=d, or ask me@b.org."), "See https://a.org/b?c=d , or ask me@b.org .");
    }
}
