//! Words by which note-takers label things.
//!
//! Only words that say what a *piece of the note* is: that a link is merely a citation, that what stands before a
//! colon is a label and not a speaker. Everything here is compared in lower case.

/// Labels of links that mark a citation and say nothing themselves.
const CITATION_LABELS: &str = "\
    archive | archived | archive link | article | backup | citation | cite | click here | details | doc | \
    document | full text | here | html | info | link | links | more | more here | original | page | pdf | \
    permalink | quelle | read | read more | ref | reference | references | refs | see | see here | see more | \
    site | source | source link | sources | src | this | this link | url | via | web | website | web archive";

/// What stands before a source, as in `(see …)` or `Source: …`.
const SOURCE_LABELS: &str = "\
    also | cf | cf. | citation | citations | cited in | from | further reading | full text | here | link | links | more | quelle | \
    read more | ref | reference | references | refs | see | see also | source | sources | src | url | via";

/// Labels after which a source may be named in words.
const NAMED_SOURCE_LABELS: &str = "\
    citation | citations | primary source | quelle | ref | reference | references | source | sources";

/// Headings of lists of sources.
const SOURCE_HEADINGS: &str = "\
    bibliography | citations | endnotes | footnotes | further reading | links | literature | notes | notes and references | \
    references | source | sources | sources and notes | works cited";

/// What stands before a colon and is the name of a field, a part of the note or a kind of text: not a speaker.
const FIELD_LABELS: &str = "\
    abstract | action | address | aftermath | agenda | aim | analysis | answer | archive | argument | article | \
    assessment | attention | author | authors | background | belligerents | bibliography | book | box | bottom \
    line | caption | casualties | cause | causes | caution | caveat | chapter | citation | claim | class | \
    classification | comment | commander | commanders | conclusion | conclusions | consequence | consequences | \
    context | correction | counterargument | country | credit | date | dates | deadline | deal | death | \
    decision | definition | description | details | disclaimer | discussion | document | draft | edit | effect | \
    effects | end | errata | event | evidence | example | examples | excerpt | explanation | fact | facts | \
    figure | file | finding | findings | focus | folder | footnote | from | further reading | gist | goal | \
    goals | headline | highlight | hint | history | hypothesis | idea | image | impact | implication | \
    implications | important | info | interpretation | intro | introduction | issue | key point | key points | \
    key question | keywords | language | legacy | lesson | lessons | letter | link | links | location | main \
    idea | main point | map | meaning | memo | memorandum | method | methods | model | moral | motto | my note | \
    my take | my view | name | nb | note | notes | number | objective | observation | open question | opinion | \
    origin | original | outcome | overview | page | pages | passage | photo | picture | place | plan | plot | \
    point | points | position | press release | problem | purpose | quotation | quote | quotes | rationale | \
    reading | reason | reasons | recommendation | recommendations | ref | reference | references | reflection | \
    region | related | remark | reminder | remember | reply | report | resolution | response | result | results \
    | review | role | rule | see | see also | section | significance | slogan | solution | source | sources | \
    speech | start | statement | status | step | strategy | subject | subtitle | suggestion | summary | table | \
    tag | tags | takeaway | takeaways | task | telegram | text | theme | themes | theory | thesis | thought | \
    thoughts | time | timeline | tip | title | tldr | to | todo | topic | topics | translation | treaty | type | \
    update | url | version | video | warning | website | when | where | who | why | year | years";

/// Keys of fields that are for a note program or a site generator.
const PROGRAM_FIELDS: &str = "\
    allowzip | background-color | banner | card-last-interval | card-last-score | card-next-schedule | class-name | \
    collapsed | comments | created | created-at | createdat | ctime | cssclass | cssclasses | done | draft | due | exclude | \
    filters | heading | hidden | icon | id | layout | ls-type | math | modified | mtime | nav_order | permalink | publish | \
    pub_date | redirect_from | repeat | scheduled | slug | template | template-including-parent | toc | uid | updated | \
    updated-at | updatedat | uuid | weight";

/// Keys of the front matter that tell of the note itself and not of what it is about.
const PAGE_FIELDS: &str = "\
    abstract | alias | aliases | author | authors | bibliography | caption | categories | category | comment | copyright | \
    cover | csl | date | description | editor | excerpt | featured | header-includes | image | images | keywords | lang | \
    language | last_modified_at | lastmod | library | license | link | links | menu | next | note | notes | output | params | \
    parent | position | prev | previous | priority | rating | read | read_time | related | reviewed | see also | series | \
    sidebar | source | sources | stage | status | subtitle | summary | tag | tags | thumbnail | title | todo | topic | topics | \
    type | up | url | version | website | zotero";

/// Words, in capitals, by which note programs mark a task.
const TASK_MARKERS: &str = "\
    CANCELED | CANCELLED | DOING | DONE | FIXME | IN-PROGRESS | LATER | NOW | TODO | WAIT | WAITING";

/// Small words that may stand inside a personal name.
const NAME_PARTICLES: &str = "\
    al | bin | bint | da | de | del | della | den | der | di | dos | du | el | ibn | la | le | ten | ter | van | \
    von | zu";

/// Small words that may stand inside a title of office.
const OFFICE_PARTICLES: &str = "\
    and | for | of | the | to";

/// Words of one who speaks or is spoken to. “US” in capitals is a country.
const VOICE_WORDS: &str = "\
    i | i'd | i'll | i'm | i've | me | mine | my | myself | our | ours | ourselves | us | we | we'd | we'll | \
    we're | we've | you | you'd | you'll | you're | you've | your | yours | yourself | yourselves";

/// Words that want a noun after them: a label that follows one is part of the sentence.
const OPEN_WORDS: &str = "\
    a | an | another | any | each | every | her | his | its | my | no | of | one | our | that | the | their | \
    these | this | those | your";

/// Words after which a name at the end of a sentence is part of it: “reported by the BBC”.
const LEADS: &str = "\
    about | after | against | and | around | as | at | before | beat | between | bought | by | for | fought | founds | from | \
    hit | in | into | is | left | led | lost | made | met | near | on | onto | or | over | per | ran | reached | reports | \
    ruled | said | saw | says | see | sold | than | to | told | took | under | via | was | with | won | writes | wrote";

/// Months, which after a number and a full stop show that the number is a day.
const MONTHS: &str = "\
    january | february | march | april | may | june | july | august | september | october | november | december";

/// Whether the label of a link only says “here is a source”; a number of four digits may be a year, which is text.
pub(super) fn is_citation_label(label: &str) -> bool {
    let label = label.trim_matches(|c: char| c.is_whitespace() || "[](){}.:*<>→↗↑⇒➚".contains(c)).to_lowercase();
    let words =
        label.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '#' | '-') || c.is_whitespace());
    let digits = label[words.len()..].chars().filter(char::is_ascii_digit).count();
    let signs = words.chars().all(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹†‡§¶#".contains(c));
    digits <= 3 && (signs || listed(CITATION_LABELS, words))
}

/// Whether words only announce a source.
pub(super) fn is_source_label(words: &str) -> bool {
    listed(SOURCE_LABELS, &words.trim().to_lowercase())
}

/// Whether what follows these words and a colon is a source, even without an address.
pub(super) fn is_named_source_label(words: &str) -> bool {
    listed(NAMED_SOURCE_LABELS, &words.trim().to_lowercase())
}

/// Whether what stands below a heading is a list of sources.
pub(super) fn is_source_heading(words: &str) -> bool {
    listed(SOURCE_HEADINGS, &words.trim().trim_end_matches(':').to_lowercase())
}

/// Whether a word cannot be left without the noun that follows it.
pub(super) fn is_open_word(word: &str) -> bool {
    listed(OPEN_WORDS, &word.to_lowercase())
}

/// Whether a word wants the name that follows it.
pub(super) fn leads_to_a_name(word: &str) -> bool {
    let word = word.to_lowercase();
    // “visited [Oslo](https://oslo.no/)”
    word.ends_with("ed") || listed(LEADS, &word)
}

pub(super) fn is_field_label(label: &str) -> bool {
    let label = label.to_lowercase();
    listed(FIELD_LABELS, label.trim())
}

/// The length of the mark of a task and of its priority: `TODO [#A] `.
pub(super) fn task_marker(text: &str) -> Option<usize> {
    let word = text.split([' ', ':']).next()?;
    let rest = text.get(word.len()..)?.trim_start_matches([':', ' ']);
    let priority = rest.strip_prefix("[#").and_then(|r| r.get(1..)?.strip_prefix(']'));
    let rest = priority.map_or(rest, str::trim_start);
    // “#todo find the letters”
    let tag = matches!(word.trim_start_matches('#').to_lowercase().as_str(), "todo" | "fixme");
    (!rest.is_empty() && (tag || listed(TASK_MARKERS, word))).then_some(text.len() - rest.len())
}

/// Whether a field says nothing to a reader.
pub(super) fn is_program_field(key: &str) -> bool {
    let key = key.to_lowercase();
    listed(PROGRAM_FIELDS, key.trim()) || key.starts_with("logseq.") || key.starts_with("hl-")
}

/// Whether a key of the front matter tells of the note itself.
pub(super) fn is_page_field(key: &str) -> bool {
    let key = key.to_lowercase();
    key.contains('.') || listed(PAGE_FIELDS, key.trim()) || is_program_field(&key)
}

pub(super) fn is_month(word: &str) -> bool {
    listed(MONTHS, &word.to_lowercase())
}

pub(super) fn is_name_particle(word: &str) -> bool {
    listed(NAME_PARTICLES, word)
}

pub(super) fn is_office_particle(word: &str) -> bool {
    listed(OFFICE_PARTICLES, word)
}

pub(super) fn is_voice_word(word: &str) -> bool {
    if word.len() > 1 && word.chars().all(char::is_uppercase) {
        return false;
    }
    listed(VOICE_WORDS, &word.to_lowercase().replace('’', "'"))
}

fn listed(list: &str, word: &str) -> bool {
    list.split('|').any(|entry| entry.trim() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_or_an_arrow_is_the_label_of_a_citation() {
        for label in ["1", "[12]", "link", "Source 2", "→", "¹", "Read more…".trim_end_matches('…'), ""] {
            assert!(is_citation_label(label), "{label}");
        }
        for label in ["timeline", "the speech", "Cumings 2010", "1968 report", "1968"] {
            assert!(!is_citation_label(label), "{label}");
        }
    }
}
