//! The past tense and the participle of English verbs, for relations as people read them: “seize” → “seized”.

/// Base, past tense, participle; one form where the two last are the same. A closed class: new verbs are regular.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("abide", "abode", "abode"),
    ("arise", "arose", "arisen"),
    ("awake", "awoke", "awoken"),
    ("be", "was", "been"),
    ("bear", "bore", "borne"),
    ("beat", "beat", "beaten"),
    ("become", "became", "become"),
    ("befall", "befell", "befallen"),
    ("begin", "began", "begun"),
    ("behold", "beheld", "beheld"),
    ("bend", "bent", "bent"),
    ("beseech", "besought", "besought"),
    ("beset", "beset", "beset"),
    ("bet", "bet", "bet"),
    ("bid", "bid", "bid"),
    ("bind", "bound", "bound"),
    ("bite", "bit", "bitten"),
    ("bleed", "bled", "bled"),
    ("blow", "blew", "blown"),
    ("break", "broke", "broken"),
    ("breed", "bred", "bred"),
    ("bring", "brought", "brought"),
    ("broadcast", "broadcast", "broadcast"),
    ("build", "built", "built"),
    ("burst", "burst", "burst"),
    ("buy", "bought", "bought"),
    ("cast", "cast", "cast"),
    ("catch", "caught", "caught"),
    ("choose", "chose", "chosen"),
    ("cling", "clung", "clung"),
    ("come", "came", "come"),
    ("cost", "cost", "cost"),
    ("creep", "crept", "crept"),
    ("cut", "cut", "cut"),
    ("deal", "dealt", "dealt"),
    ("dig", "dug", "dug"),
    ("do", "did", "done"),
    ("draw", "drew", "drawn"),
    ("drink", "drank", "drunk"),
    ("drive", "drove", "driven"),
    ("dwell", "dwelt", "dwelt"),
    ("eat", "ate", "eaten"),
    ("fall", "fell", "fallen"),
    ("feed", "fed", "fed"),
    ("feel", "felt", "felt"),
    ("fight", "fought", "fought"),
    ("find", "found", "found"),
    ("flee", "fled", "fled"),
    ("fling", "flung", "flung"),
    ("fly", "flew", "flown"),
    ("forbid", "forbade", "forbidden"),
    ("forecast", "forecast", "forecast"),
    ("foresee", "foresaw", "foreseen"),
    ("forget", "forgot", "forgotten"),
    ("forgive", "forgave", "forgiven"),
    ("forsake", "forsook", "forsaken"),
    ("freeze", "froze", "frozen"),
    ("get", "got", "got"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("grind", "ground", "ground"),
    ("grow", "grew", "grown"),
    ("hang", "hanged", "hanged"),
    ("have", "had", "had"),
    ("hear", "heard", "heard"),
    ("hide", "hid", "hidden"),
    ("hit", "hit", "hit"),
    ("hold", "held", "held"),
    ("hurt", "hurt", "hurt"),
    ("keep", "kept", "kept"),
    ("know", "knew", "known"),
    ("lay", "laid", "laid"),
    ("lead", "led", "led"),
    ("leave", "left", "left"),
    ("lend", "lent", "lent"),
    ("let", "let", "let"),
    ("lie", "lay", "lain"),
    ("light", "lit", "lit"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("mean", "meant", "meant"),
    ("meet", "met", "met"),
    ("mislead", "misled", "misled"),
    ("mistake", "mistook", "mistaken"),
    ("offset", "offset", "offset"),
    ("outbid", "outbid", "outbid"),
    ("outgrow", "outgrew", "outgrown"),
    ("overcome", "overcame", "overcome"),
    ("overrun", "overran", "overrun"),
    ("oversee", "oversaw", "overseen"),
    ("overtake", "overtook", "overtaken"),
    ("overthrow", "overthrew", "overthrown"),
    ("partake", "partook", "partaken"),
    ("pay", "paid", "paid"),
    ("put", "put", "put"),
    ("quit", "quit", "quit"),
    ("read", "read", "read"),
    ("rebuild", "rebuilt", "rebuilt"),
    ("remake", "remade", "remade"),
    ("repay", "repaid", "repaid"),
    ("retake", "retook", "retaken"),
    ("rewrite", "rewrote", "rewritten"),
    ("rid", "rid", "rid"),
    ("ride", "rode", "ridden"),
    ("ring", "rang", "rung"),
    ("rise", "rose", "risen"),
    ("run", "ran", "run"),
    ("say", "said", "said"),
    ("see", "saw", "seen"),
    ("seek", "sought", "sought"),
    ("sell", "sold", "sold"),
    ("send", "sent", "sent"),
    ("set", "set", "set"),
    ("shake", "shook", "shaken"),
    ("shed", "shed", "shed"),
    ("shine", "shone", "shone"),
    ("shoot", "shot", "shot"),
    ("shrink", "shrank", "shrunk"),
    ("shut", "shut", "shut"),
    ("sing", "sang", "sung"),
    ("sink", "sank", "sunk"),
    ("sit", "sat", "sat"),
    ("slay", "slew", "slain"),
    ("sleep", "slept", "slept"),
    ("slide", "slid", "slid"),
    ("speak", "spoke", "spoken"),
    ("spend", "spent", "spent"),
    ("spin", "spun", "spun"),
    ("split", "split", "split"),
    ("spread", "spread", "spread"),
    ("spring", "sprang", "sprung"),
    ("stand", "stood", "stood"),
    ("steal", "stole", "stolen"),
    ("stick", "stuck", "stuck"),
    ("strike", "struck", "struck"),
    ("strive", "strove", "striven"),
    ("swear", "swore", "sworn"),
    ("sweep", "swept", "swept"),
    ("swim", "swam", "swum"),
    ("swing", "swung", "swung"),
    ("take", "took", "taken"),
    ("teach", "taught", "taught"),
    ("tear", "tore", "torn"),
    ("tell", "told", "told"),
    ("think", "thought", "thought"),
    ("throw", "threw", "thrown"),
    ("thrust", "thrust", "thrust"),
    ("undergo", "underwent", "undergone"),
    ("understand", "understood", "understood"),
    ("undertake", "undertook", "undertaken"),
    ("undo", "undid", "undone"),
    ("uphold", "upheld", "upheld"),
    ("upset", "upset", "upset"),
    ("wage", "waged", "waged"),
    ("wake", "woke", "woken"),
    ("wear", "wore", "worn"),
    ("weave", "wove", "woven"),
    ("weep", "wept", "wept"),
    ("win", "won", "won"),
    ("wind", "wound", "wound"),
    ("withdraw", "withdrew", "withdrawn"),
    ("withhold", "withheld", "withheld"),
    ("withstand", "withstood", "withstood"),
    ("write", "wrote", "written"),
];

/// Verbs of more than one syllable that double their last letter all the same, since it is stressed or English does so.
const DOUBLING: &[&str] = &[
    "abet", "abhor", "acquit", "admit", "allot", "annul", "backlog", "befit", "cancel", "channel", "commit", "compel",
    "concur", "confer", "control", "counsel", "debar", "defer", "demur", "deter", "dispel", "emit", "equip", "excel",
    "expel", "extol", "forget", "fulfil", "impel", "incur", "infer", "instil", "inter", "kidnap", "label", "level",
    "marvel", "model", "occur", "omit", "outwit", "patrol", "pedal", "permit", "prefer", "propel", "quarrel", "rebel",
    "rebut", "recur", "refer", "regret", "remit", "repel", "rival", "shovel", "signal", "smuggle", "submit",
    "transfer", "transmit", "travel", "tunnel", "unravel", "worship",
];

/// The past tense of a verb given by its dictionary form, perhaps with more words behind it: “gave up”.
#[must_use]
pub fn past(verb: &str) -> String {
    inflected(verb, |(_, past, _)| past)
}

/// Its past participle: “given up”.
#[must_use]
pub fn participle(verb: &str) -> String {
    inflected(verb, |(_, _, participle)| participle)
}

/// The dictionary form of an irregular past tense or participle that is that of one verb only: “lent” → “lend”.
#[must_use]
pub fn base(form: &str) -> Option<&'static str> {
    let mut bases = IRREGULAR.iter().filter(|(_, past, done)| form == *past || form == *done).map(|(base, ..)| *base);
    let first = bases.next()?;
    let other =
        matches!(form, "found" | "lay" | "wound" | "ground" | "felt" | "bore" | "saw" | "left" | "fell" | "bound");
    (bases.next().is_none() && !other).then_some(first)
}

/// Whether a word can be a verb in the past or a participle, by its form.
#[must_use]
pub fn is_past(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed") || IRREGULAR.iter().any(|(_, past, done)| word == *past || word == *done)
}

fn inflected(verb: &str, form: fn(&(&'static str, &'static str, &'static str)) -> &'static str) -> String {
    let (first, rest) = verb.split_at(verb.find(' ').unwrap_or(verb.len()));
    if first.is_empty() {
        return rest.to_owned();
    }
    let known = IRREGULAR.iter().find(|(base, ..)| *base == first);
    known.map_or_else(|| regular(first), |forms| form(forms).to_owned()) + rest
}

fn regular(verb: &str) -> String {
    let vowel = |letter: Option<char>| letter.is_some_and(|letter| "aeiou".contains(letter));
    let mut letters = verb.chars().rev();
    let (last, before, third) = (letters.next(), letters.next(), letters.next());
    match last {
        Some('e') => format!("{verb}d"),
        Some('y') if !vowel(before) => format!("{}ied", &verb[..verb.len() - 1]),
        Some('c') if vowel(before) => format!("{verb}ked"),
        Some(letter) if doubles(verb, letter, vowel(before), vowel(third)) => format!("{verb}{letter}ed"),
        _ => format!("{verb}ed"),
    }
}

fn doubles(verb: &str, last: char, behind_vowel: bool, behind_two: bool) -> bool {
    let closed = behind_vowel && !behind_two && !"aeiouwxyh".contains(last);
    let syllables = verb.chars().zip(verb.chars().skip(1)).filter(|(a, b)| !is_vowel(*a) && is_vowel(*b)).count();
    let one = syllables + usize::from(verb.starts_with(is_vowel)) == 1;
    closed && (one || DOUBLING.contains(&verb))
}

fn is_vowel(letter: char) -> bool {
    "aeiouy".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_in_the_past() {
        let table = [
            ("approve", "approved"),
            ("seize", "seized"),
            ("deny", "denied"),
            ("destroy", "destroyed"),
            ("ban", "banned"),
            ("expel", "expelled"),
            ("open", "opened"),
            ("visit", "visited"),
            ("raid", "raided"),
            ("bomb", "bombed"),
            ("picnic", "picnicked"),
            ("fix", "fixed"),
            ("show", "showed"),
            ("join", "joined"),
            ("sue", "sued"),
            ("travel", "travelled"),
            ("give up", "gave up"),
            ("take over", "took over"),
            ("call upon", "called upon"),
            ("happen", "happened"),
            ("commit", "committed"),
            ("develop", "developed"),
            ("stop", "stopped"),
            ("act", "acted"),
            ("quit", "quit"),
            ("plan", "planned"),
            ("arm", "armed"),
            ("ally", "allied"),
            ("offer", "offered"),
            ("", ""),
        ];
        for (verb, form) in table {
            assert_eq!(past(verb), form);
        }
    }

    #[test]
    fn participles() {
        for (verb, form) in [("give", "given"), ("take over", "taken over"), ("drop", "dropped"), ("write", "written")]
        {
            assert_eq!(participle(verb), form);
        }
    }
}
