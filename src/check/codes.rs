//! What each code means, for `--explain`, for the rules of a SARIF log, and for how grave a finding is by default.

use super::rules::Rule;
use crate::diagnostic::Severity;

/// A code, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// `A001` …
    pub code: String,
    /// How grave a finding of it is by default.
    pub severity: Severity,
    /// In a few words.
    pub summary: String,
    /// Why it matters, and what to do.
    pub explanation: String,
}

const NOTE: Severity = Severity::Note;
const WARNING: Severity = Severity::Warning;
const ERROR: Severity = Severity::Error;

/// Code, how grave, summary, explanation.
const CODES: &[(&str, Severity, &str, &str)] = &[
    (
        "A001",
        NOTE,
        "a claim without a source",
        "Neither the claim nor what it stands beneath cites anything, and no quotation beneath it does. Whoever reads it \
         later cannot tell where it comes from. Cite a source behind it with a link, a footnote or a key, or quote one \
         beneath it. What holds for a whole note can be said once, as `source:` in its front matter.",
    ),
    (
        "A002",
        WARNING,
        "a quotation without a source",
        "Words are quoted, but nothing says from where. In a note whose quotations mostly have no source this is a note \
         only.",
    ),
    (
        "A003",
        ERROR,
        "another source than the words name",
        "The words name one document (“resolution 84”, “Executive Order 9066”, a DOI, an address) and the address leads to \
         another of the same kind (`RES/83`). Symbols and numbers behind the same noun or its abbreviation are compared, \
         never numbers alone.",
    ),
    (
        "A004",
        NOTE,
        "a label that shares no word with its address",
        "Label and address both tell a title, and the two have no word in common. The address may be the wrong one.",
    ),
    (
        "A005",
        WARNING,
        "one quotation from two sources",
        "The very same words are cited from different sources in two places. One of them quotes the other, or one citation \
         is wrong.",
    ),
    (
        "A006",
        WARNING,
        "an address that will not last",
        "Gateways, mirrors, link shorteners, storage buckets, signed addresses and bare numbers come and go. Cite the work \
         itself (author, title, year, DOI), so that it can be found when the address is gone.",
    ),
    (
        "A007",
        NOTE,
        "an address without encryption",
        "What is read over plain http can be changed on the way, and ever fewer sites answer to it. See whether https leads there too.",
    ),
    (
        "A008",
        NOTE,
        "a bare address",
        "When an address that stands alone is gone, nobody knows what was cited. Write author, title and date as its label.",
    ),
    (
        "A009",
        WARNING,
        "a link without an address",
        "The link is there, but leads nowhere: between the brackets behind its words stands nothing. Write the address, or leave \
         the link out.",
    ),
    (
        "A010",
        WARNING,
        "a link that is none",
        "Something was meant as a link, but is not read as one: the beginning of the address is misspelt, a blank stands in it \
         or before it, a bracket does not close, or it refers to a name that is not defined.",
    ),
    ("A011", WARNING, "a citation key without an entry", "The key is in none of the lists of sources that were found."),
    (
        "A012",
        NOTE,
        "a link to a note that is not there",
        "No note of those checked goes by that name: not by the name of its file, its title or an alias. Checked only when there \
         are several notes.",
    ),
    (
        "A013",
        NOTE,
        "an address that tracks its readers",
        "Fields like utm_source tell a site where its readers come from and are no part of the address. `--fix` takes them out.",
    ),
    (
        "A108",
        WARNING,
        "parts that do not add up",
        "A part is larger than the whole it is said to be part of, or parts that were meant to add up miss their total. Parts \
         that may overlap (“12 were officers, 15 were wounded”) are told only when they miss it narrowly.",
    ),
    (
        "A109",
        NOTE,
        "parts that add up",
        "Shown with --verbose: the parts of which a sentence speaks make the total that it gives, so the figures confirm one another.",
    ),
    (
        "A201",
        NOTE,
        "two names that are probably one",
        "Two names of the same kind differ in a letter or two. What is told of the one is not found under the other.",
    ),
    (
        "A203",
        NOTE,
        "a pronoun that means nobody",
        "Nothing before it says who is meant, so what is told of “he” is told of nobody.",
    ),
    (
        "A204",
        NOTE,
        "a short form that nothing spells out",
        "Those who do not know what the letters stand for cannot look it up. Names that are in the gazetteer need no explanation.",
    ),
    (
        "A301",
        WARNING,
        "a mark that does not close",
        "A quotation mark or bracket is opened and not closed: where the quotation ends is anybody's guess.",
    ),
    (
        "A302",
        WARNING,
        "a quotation in two versions",
        "Nearly the same words are quoted from the same source in two places. One of the two is not what the source says; what \
         was left out is marked with […].",
    ),
    (
        "A303",
        NOTE,
        "a comment that lets nothing pass",
        "The comment `<!-- annals: ignore … -->` stands at a claim of which nothing is said that it could let pass.",
    ),
    ("N001", ERROR, "a note that is no text", "The bytes are not UTF-8, nor an encoding that was recognised."),
    ("N002", NOTE, "a byte-order mark", "It was left out."),
    ("N003", WARNING, "NUL bytes", "They were left out; the file may be no text."),
    ("N004", WARNING, "a character that reorders text", "It was left out: what is seen may not be what is read."),
    ("N005", ERROR, "Markdown that cannot be read", "The parser failed on it; the other notes are not affected."),
    ("N006", NOTE, "a code block", "Blocks of code say nothing of the world and are left out."),
    ("N007", NOTE, "a script or style sheet", "It was left out."),
    ("N008", WARNING, "a row with more cells than its table has columns", "The surplus was left out."),
    ("N009", NOTE, "a table without rows", "It was left out."),
    ("N010", WARNING, "a footnote that is not defined", "Define it: `[^name]: its text`."),
    ("N011", NOTE, "a citation in a heading", "It belongs to no claim; cite it in the text below."),
    ("N012", NOTE, "text that was struck out", "It was left out."),
    ("N013", WARNING, "a footnote that nothing refers to", "Refer to it, or make it part of the text."),
    ("N014", NOTE, "a comment", "What stands between `%%` and `%%` was left out."),
    (
        "N015",
        NOTE,
        "an instruction to a program",
        "Template tags, attributes, macros, block ids and the like are no text: they were left out.",
    ),
    ("N016", ERROR, "a canvas that is none", "The file is not the JSON of a canvas; the other notes are not affected."),
    (
        "N017",
        NOTE,
        "a picture with a short description",
        "A description of fewer than four words names the picture, and is left out.",
    ),
    ("P001", ERROR, "a file that cannot be read", "The other notes are not affected."),
    ("P002", ERROR, "a note on which the program failed", "The other notes are not affected."),
    ("P003", WARNING, "a bibliography that cannot be read", "Citation keys stand in receipts as they are."),
];

/// How grave a finding of a code is by default.
pub(super) fn severity(code: &str) -> Option<Severity> {
    CODES.iter().find(|known| known.0 == code).map(|known| known.1)
}

/// What a code means.
#[must_use]
pub fn explain(code: &str, rules: &[Rule]) -> Option<Explained> {
    explanations(rules).into_iter().find(|known| known.code.eq_ignore_ascii_case(code))
}

/// What all codes mean, in their order.
#[must_use]
pub fn explanations(rules: &[Rule]) -> Vec<Explained> {
    let own = CODES.iter().map(|&(code, severity, summary, explanation)| Explained {
        code: code.to_owned(),
        severity,
        summary: summary.to_owned(),
        explanation: explanation.to_owned(),
    });
    let of_rules = rules.iter().map(|rule| Explained {
        code: rule.code.clone(),
        severity: rule.severity,
        summary: rule.message.clone(),
        explanation: rule.explanation.clone(),
    });
    let mut all: Vec<Explained> = own.chain(of_rules).collect();
    all.sort_by(|one, other| one.code.cmp(&other.code));
    all
}
