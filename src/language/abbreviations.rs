//! Words whose full stop belongs to them.

/// What a full stop after a word can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Something always follows: `Mr.`, `Gen.`, `e.g.`, `vs.`.
    Leads,
    /// A figure follows, or else it is no abbreviation: `No.`, `p.`, `Art.`.
    LeadsFigure,
    /// A sentence may end with it: `U.S.`, `a.m.`, `Inc.`, `etc.`.
    MayEnd,
    /// A lone capital, most often an initial: `J.`.
    Initial,
}

/// What note-takers write in short for a small word, in full: `w/` is “with”. The parser knows only the full form.
pub(super) fn spelled_out(form: &str) -> Option<&'static str> {
    Some(match form {
        "w/" => "with",
        "w/o" => "without",
        "b/c" => "because",
        "@" => "at",
        "nr" => "near",
        "+" => "and",
        _ => return None,
    })
}

/// Whether `word`, its full stop left out, is an abbreviation.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let mut chars = word.chars();
    let first = chars.next()?;
    if chars.next().is_none() {
        return single(first);
    }
    if word.contains('.') {
        return dotted(word);
    }
    if word.len() > 7 {
        return None;
    }
    named(word)
}

fn single(letter: char) -> Option<Abbreviation> {
    match letter {
        'p' | 'c' | 'v' | 'n' | 'm' => Some(Abbreviation::LeadsFigure),
        'b' | 'd' | 'r' => Some(Abbreviation::Leads),
        'I' => None,
        _ if letter.is_uppercase() => Some(Abbreviation::Initial),
        _ => None,
    }
}

/// `U.S`, `J.F.K`, `a.m`, `e.g`, `Ph.D`: letters one by one, or nearly so.
fn dotted(word: &str) -> Option<Abbreviation> {
    if matches!(word, "e.g" | "i.e" | "E.g" | "I.e" | "cf" | "q.v") {
        return Some(Abbreviation::Leads);
    }
    let short =
        word.split('.').all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic));
    short.then_some(Abbreviation::MayEnd)
}

fn named(word: &str) -> Option<Abbreviation> {
    let kind = match word {
        "Mr" | "Mrs" | "Ms" | "Dr" | "Prof" | "St" | "Ste" | "Ft" | "Mt" | "Gen" | "Col" | "Lt" | "Capt" | "Maj"
        | "Sgt" | "Cpl" | "Pvt" | "Adm" | "Cmdr" | "Brig" | "Gov" | "Sen" | "Rep" | "Reps" | "Sens" | "Gens"
        | "Drs" | "Messrs" | "Pres" | "Amb" | "Rev" | "Hon" | "Fr" | "Sr" | "Mme" | "Mlle" | "Supt" | "Insp"
        | "Comm" | "Cdr" | "Fig" | "Figs" | "vs" | "Vs" | "cf" | "Cf" | "viz" | "ca" | "approx" | "est" | "esp"
        | "incl" | "Attn" | "Msgr" | "Gral" | "Ing" | "Lic" | "Dra" | "Sra" | "Univ" | "Prep" | "eds" | "trans"
        | "div" | "Trans" | "Eds" | "Ed" => Abbreviation::Leads,
        "No" | "Nos" | "no" | "nos" | "pp" | "vol" | "Vol" | "vols" | "ch" | "Ch" | "chap" | "sec" | "Sec" | "art"
        | "Art" | "para" | "Para" | "par" | "fol" | "fn" | "Doc" | "doc" | "Res" | "Jan" | "Feb" | "Mar" | "Apr"
        | "Jun" | "Jul" | "Aug" | "Sep" | "Sept" | "Oct" | "Nov" | "Dec" | "nn" | "ll" | "ed" | "op" | "Pub" | "Op"
        | "Cpt" | "Ex" => Abbreviation::LeadsFigure,
        "Inc" | "Corp" | "Co" | "Ltd" | "Bros" | "Jr" | "etc" | "al" | "Ave" | "Blvd" | "Rd" | "Dept" | "dept"
        | "Assn" | "Calif" | "Penn" | "Mass" | "Wash" | "Va" | "Md" | "Ga" | "Fla" | "Ariz" | "Conn" | "Govt"
        | "govt" | "Intl" | "Mon" | "Tue" | "Tues" | "Wed" | "Thu" | "Thur" | "Thurs" | "Fri" | "Esq" | "Ph" | "oz"
        | "lb" | "lbs" | "yrs" | "mins" | "hrs" | "ibid" | "Ibid" | "cit" | "Bn" | "Div" | "Regt" | "Bde" | "Brit"
        | "Soc" | "Min" | "Admin" => Abbreviation::MayEnd,
        _ => return None,
    };
    Some(kind)
}
