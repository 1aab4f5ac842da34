//! Properties of reading that hold for every note: nothing is lost, every character knows its place, nothing panics,
//! nothing takes more than about linear time. Notes are generated from seeds; a failure prints the note.

use annals::{
    note::{self, Note, Readable},
    span::Span,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

#[test]
fn every_readable_character_leads_back_to_its_bytes() {
    for (name, text) in fixtures() {
        check_places(&note::read(&name, text.as_bytes()));
    }
    for seed in 0..2_000 {
        check_places(&note::read("n.md", generated(seed).as_bytes()));
    }
}

#[test]
fn every_word_of_a_note_is_found_again() {
    for seed in 0..2_000 {
        let text = generated(seed);
        let note = note::read("n.md", text.as_bytes());
        let said = said(&note);
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with("word")) {
            assert!(said.contains(word), "{word} is lost in\n{text}\n---\n{}", note::outline(&note));
        }
    }
}

#[test]
fn line_ends_do_not_change_what_is_read() {
    for seed in 0..500 {
        let text = generated(seed);
        let words = |text: &str| -> Vec<String> {
            readables(&note::read("n.md", text.as_bytes())).iter().map(|r| r.text.clone()).collect()
        };
        assert_eq!(words(&text), words(&text.replace('\n', "\r\n")), "{text}");
    }
}

#[test]
fn any_soup_of_signs_is_read_without_panic() {
    const SIGNS: &[&str] = &[
        "*", "_", "`", "``", "[", "]", "(", ")", "[[", "]]", "![", "<", ">", "<a href=x>", "</a>", "<!--", "-->", "\n",
        "\n\n", "> ", "- ", "    ", "\t", "|", "|-|\n", "~~", "~", "\\", "&amp;", "&", "#", "---\n", "+++\n", "“", "”",
        "\"", "'", "[^1]", "[^1]: ", "@k", "http://a.b", "{{<", ">}}", "{%", "%}", "\u{feff}", "\u{200b}", "\u{a0}",
        "\0", "\r", "é", "漢", "Kim: ", "I ", "[!note]", "<div>", "<script>", "```", "1. ", "🙂", "\u{301}", "a", "B ",
        ": ",
    ];
    let mut random = Random(7);
    for _ in 0..20_000 {
        let text: String = (0..random.below(40)).map(|_| SIGNS[random.below(SIGNS.len())]).collect();
        let note = note::read("n.md", text.as_bytes());
        assert!(note.diagnostics.iter().all(|d| d.code != "N005"), "{text:?}");
        check_places(&note);
        let _outline = note::outline(&note);
    }
}

#[test]
fn bytes_that_are_not_text_are_an_error_and_no_claims() {
    let mut random = Random(3);
    for _ in 0..2_000 {
        let bytes: Vec<u8> = (0..random.below(60)).map(|_| random.below(256) as u8).collect();
        let note = note::read("n.md", &bytes);
        let failed = note.diagnostics.iter().any(|d| d.severity == annals::diagnostic::Severity::Error);
        assert!(note.claims.is_empty() || !failed);
        assert!(failed || std::str::from_utf8(&bytes).is_ok());
    }
}

/// Each of these took, or could take, quadratic time somewhere. The limit is generous: a quadratic reading would take minutes.
#[test]
fn hard_notes_take_linear_time() {
    let many = |part: &str, times: usize| part.repeat(times);
    let hard: Vec<(&str, String)> = vec![
        ("nested bullets", many("- ", 10_000) + "x"),
        ("indented bullets", (0..700).map(|i| format!("{}- x\n", "  ".repeat(i))).collect()),
        ("a long line", many("word ", 200_000)),
        ("links", many("[link](http://a.b) ", 100_000)),
        ("linked words", many("[Suez Canal](http://a.b) ", 100_000)),
        ("addresses", many("http://a.b/c ", 100_000)),
        ("bracketed links", many("([1](u.v), [2](u.v)) ", 50_000)),
        ("code spans", many("x `four words of prose` ", 50_000)),
        ("quotations", many("“x y” 'z' \"q\" ", 50_000)),
        ("unclosed quotations", many("“ ‘x \"y «z ", 50_000)),
        ("emphasis", many("**a *b* c** ", 50_000)),
        ("deep emphasis", many("*a ", 20_000) + &many("b* ", 20_000)),
        ("unclosed", many("[", 50_000) + &many("![", 50_000) + &many("`", 50_001)),
        ("unclosed wikilinks", many("[[a ", 50_000)),
        ("wikilinks", many("[[a|b c]] ", 50_000)),
        ("unclosed keys", many("[@a ", 50_000)),
        ("tags", many("{{< x >}} ", 50_000)),
        ("unclosed tags", many("{{< x {% y ", 50_000)),
        ("html", many("<div>x", 50_000)),
        ("open html", "<div>\n".to_owned() + &many("<a ", 100_000)),
        ("scripts", "<div>\n".to_owned() + &many("<script>x</script>", 30_000)),
        ("references", many("x [^1] ", 50_000) + "\n\n[^1]: http://a.b\n"),
        ("footnotes", (0..20_000).map(|i| format!("x [^{i}]\n\n[^{i}]: note {i}\n\n")).collect()),
        ("quotes in quotes", many("> ", 500) + "x"),
        ("table", "|a|b|\n|-|-|\n".to_owned() + &many("|x|Kissinger: \"I see\"|\n", 30_000)),
        ("speakers", many("Kim: I see.\n", 50_000)),
        ("speaking items", many("- Kim: I see.\n", 50_000)),
        ("entities", many("&amp;&nbsp;", 50_000)),
        ("front matter", "---\na: b\n".to_owned() + &many("k: \"v\"\n", 50_000) + "---\n"),
        ("open front matter", "---\na: \"b\n".to_owned() + &many("k: \"v\n", 50_000) + "---\n"),
        ("breaks", many("x  \n", 100_000)),
        ("commas", many("[1](u.v), ", 100_000)),
        ("credits", "> ".to_owned() + &many("— x\n> ", 50_000)),
        ("headings", many("# x\n", 50_000)),
        ("hashtags", many("#a ", 50_000)),
        ("lines of hashtags", many("#a word\n", 50_000)),
        ("highlights", many("==a== b ==c ", 50_000)),
        ("unclosed footnotes", many("^[a ", 50_000)),
        ("fields", many("key:: [[v]]\n", 50_000)),
        ("bracketed fields", many("[k:: v [[w]]] ", 50_000)),
        ("unclosed fields", many("[k:: v ", 50_000)),
        ("comments", many("%%a%% b ", 50_000)),
        ("unclosed comments", many(" %%", 50_001)),
        ("templates", many("{{a}} {b {{", 50_000)),
        ("attributes", many("x {#a .b} {.c", 50_000)),
        ("block ids", many("x ^id-1\n", 50_000)),
        ("high numbers", many("x.¹ y²\n", 50_000)),
        ("definitions", many("a\n: b\n", 50_000)),
        ("loose definitions", many("a\n\n: b\n\n", 50_000)),
        ("titles in capitals", many("ABC DEF\nword\n\n", 50_000)),
        ("numbered sources", many("a [1].\n\n", 30_000) + &many("1. http://a.b\n", 30_000)),
        ("html quotes", many("<blockquote>\n\nx\n\n", 20_000)),
        ("html cells", "<table>\n".to_owned() + &many("<tr><td>x", 50_000)),
        ("tasks", many("- [ ] x\n- TODO y\n", 30_000)),
        ("citation keys", many("@smith2004 [p. 3] says ", 50_000)),
    ];
    for (name, text) in hard {
        let start = Instant::now();
        let note = note::read("n.md", text.as_bytes());
        let took = start.elapsed();
        if std::env::var_os("TIMES").is_some() {
            println!("{name:22} {:8} bytes {:8} claims {took:?}", text.len(), note.claims.len());
        }
        assert!(took < Duration::from_secs(20), "{name}: {took:?}");
    }
}

fn fixtures() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["tests/notes", "data/notes"] {
        for entry in fs::read_dir(root.join(folder)).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|e| e == "md") {
                found.push((path.display().to_string(), fs::read_to_string(&path).expect("a note")));
            }
        }
    }
    assert!(!found.is_empty());
    found
}

fn readables(note: &Note) -> Vec<&Readable> {
    let segments = note.claims.iter().flat_map(|claim| &claim.segments).map(|segment| &segment.readable);
    note.headings.iter().map(|heading| &heading.readable).chain(segments).collect()
}

/// Everything that came out: words, citations, and the places that diagnostics point at.
fn said(note: &Note) -> String {
    let mut said = note::outline(note);
    for diagnostic in &note.diagnostics {
        said.push_str(diagnostic.span.map_or("", |span| span.of(&note.text)));
        said.push(' ');
    }
    for claim in &note.claims {
        for segment in &claim.segments {
            if let note::SegmentKind::Dialogue { speaker, speaker_span } = &segment.kind {
                assert!(speaker_span.of(&note.text).starts_with(speaker.split(' ').next().unwrap_or_default()));
            }
        }
    }
    said
}

fn check_places(note: &Note) {
    for readable in readables(note) {
        let steps: Vec<_> = readable.map.windows(2).map(|w| (w[0], w[1])).collect();
        assert!(steps.iter().all(|(a, b)| a.0 <= b.0), "{:?} in {:?}", readable, note.text);
        for (i, sign) in readable.text.char_indices() {
            let place = readable.source(Span::new(i, i + sign.len_utf8()));
            let written =
                note.text.get(place.range()).unwrap_or_else(|| panic!("{place:?} cuts a character of {:?}", note.text));
            let same = written.starts_with(sign) && written.len() == sign.len_utf8();
            let blank = sign == ' ';
            let decoded = written.starts_with(['&', '\\', '\'', '<']) || (sign == ':' && matches!(written, "." | ")"));
            let decoded = decoded || (sign == '—' && matches!(written, "]" | ""));
            assert!(same || blank || decoded, "{sign:?} is said to stand at {written:?} in {:?}", note.text);
        }
        let marks = readable.emphasis.iter().map(|e| e.span).chain(readable.quoted.iter().copied());
        for mark in marks.chain(readable.links.iter().map(|l| l.0)) {
            assert!(readable.text.get(mark.range()).is_some_and(|words| !words.is_empty()), "{readable:?}");
        }
        let whole = readable.source(Span::new(0, readable.text.len()));
        assert!(note.text.get(whole.range()).is_some());
    }
    for (id, claim) in note.claims.iter().enumerate() {
        assert!(claim.parent.is_none_or(|parent| parent < id));
        assert!(note.text.get(claim.span.range()).is_some());
        assert!(claim.citations.iter().all(|c| c.after_segment.is_none_or(|s| s < claim.segments.len())));
    }
}

/// A small generator of numbers that is the same everywhere (Marsaglia 2003, xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }
}

/// A note of many habits in which every word is unique: `word1`, `word2` …
fn generated(seed: u64) -> String {
    let mut writer =
        Writer { random: Random(seed * 2_654_435_761 + 88_172_645_463_325_252), words: 0, text: String::new() };
    if writer.random.below(8) == 0 {
        let (a, b) = (writer.word(), writer.word());
        writer.text = format!("---\ntitle: {a}\nsummary: \"It was {b} and no more than that.\"\n---\n\n");
    }
    for _ in 0..2 + writer.random.below(6) {
        writer.block("", 0);
    }
    writer.text
}

struct Writer {
    random: Random,
    words: usize,
    text: String,
}

impl Writer {
    fn word(&mut self) -> String {
        self.words += 1;
        format!("word{}", self.words)
    }

    fn block(&mut self, indent: &str, depth: usize) {
        let inline = self.line(indent);
        match self.random.below(if depth < 3 { 9 } else { 3 }) {
            0 => self.text += &format!("{indent}{inline}\n\n"),
            1 => self.text += &format!("{indent}## {}\n\n", inline.replace('\n', " ")),
            2 => self.text += &format!("{indent}> {}\n{indent}> — {}\n\n", inline.replace('\n', " "), self.words),
            3 | 4 => {
                for _ in 0..1 + self.random.below(3) {
                    let item = self.line(&format!("{indent}  "));
                    self.text += &format!("{indent}- {item}\n");
                    if self.random.below(3) == 0 {
                        self.block(&format!("{indent}  "), depth + 1);
                    }
                }
                self.text += "\n";
            }
            5 => {
                let cell = self.line("").replace(['\n', '|'], " ");
                let (a, b) = (self.word(), self.word());
                self.text += &format!("{indent}| {a} | B |\n{indent}|---|---|\n{indent}| {b} | {cell} |\n\n");
            }
            6 => {
                let (a, b) = (self.word(), self.word());
                self.text += &format!("{indent}Kim: I said {a}.\n{indent}Stalin (angrily): So {b} is yours.\n\n");
            }
            7 => {
                let (a, b, c) = (self.word(), self.word(), self.word());
                self.text += &format!("{indent}Says {a}.[^{a}]\n\n");
                if indent.is_empty() {
                    self.text += &format!("[^{a}]: Note {b} http://x.y/{c}\n\n");
                }
            }
            _ => {
                let (a, b) = (self.word(), self.word());
                self.text += &format!("{indent}<div>{a}<br>{b} &amp; so</div>\n\n");
            }
        }
    }

    fn line(&mut self, indent: &str) -> String {
        let parts: Vec<String> = (0..1 + self.random.below(7)).map(|_| self.part(indent)).collect();
        parts.join(if self.random.below(9) == 0 { "  " } else { " " })
    }

    fn part(&mut self, indent: &str) -> String {
        let (a, b) = (self.word(), self.word());
        match self.random.below(24) {
            0 => format!("**{a}** *{b}*"),
            1 => format!("***{a} {b}***"),
            2 => format!("`{a}` {b}"),
            3 => format!("`{a} has said {b} again`"),
            4 => format!("[{a}](http://x.y/{b})"),
            5 => format!("{a} ([link](http://x.y/{b}))"),
            6 => format!("{a}\n{indent}{b}"),
            7 => format!("{a}  \n{indent}{b}"),
            8 => format!("“{a} {b}”"),
            9 => format!("\"{a} and then {b}\""),
            10 => format!("[[{a}|{b}]]"),
            11 => format!("[[{a}#{b}]]").replace(&format!("#{b}"), ""),
            12 => format!("{a} &amp; {b} &mdash;"),
            13 => format!("{a}\u{a0}{b}\u{200b}."),
            14 => format!("[@{a}, p. {b}]"),
            15 => format!("http://x.y/{a}?q={b}"),
            16 => format!("<http://x.y/{a}> {b}"),
            17 => format!("~{a} \\* {b}"),
            18 => format!("<b>{a}</b> {b}<!-- c -->"),
            19 => format!("~~{a}~~ {b},"),
            20 => format!("{{{{< x >}}}}{a} {{% y %}} {b}"),
            21 => format!("Kim: “{a} is {b}”"),
            22 => format!("`{a}\n{indent}and more {b} so`"),
            _ => format!("{a}, {b}."),
        }
    }
}

/// Markdown as people write it, in all habits, put together at random.
fn markdown() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zA-Zéßü]{1,9}",
        "[0-9]{1,4}",
        Just("毛泽东".to_owned()),
        Just("מאיר".to_owned()),
        Just("🙂".to_owned()),
        Just("&amp;".to_owned()),
    ];
    let words = prop::collection::vec(word, 1..7).prop_map(|words| words.join(" "));
    let inline = (words.clone(), 0..20_usize).prop_map(|(words, form)| match form {
        0 => format!("**{words}**"),
        1 => format!("*{words}*"),
        2 => format!("`{words}`"),
        3 => format!("[{words}](https://a.b/c)"),
        4 => format!("[[{words}|shown]]"),
        5 => format!("[{words}:: value]"),
        6 => format!("(key:: [[{words}]])"),
        7 => format!("%%{words}%%"),
        8 => format!("{words}^[note {words}]"),
        9 => format!("{words} [@key{words}, p. 3]"),
        10 => format!("=={words}=="),
        11 => format!("#tag/{}", words.replace(' ', "-")),
        12 => format!("<b>{words}</b><sup>1</sup>"),
        13 => format!("{{{{< x \"{words}\" >}}}}"),
        14 => format!("“{words}”"),
        15 => format!("{words}.¹ [2]"),
        _ => words,
    });
    let line = prop::collection::vec(inline, 1..5).prop_map(|parts| parts.join(" "));
    let block = (line.clone(), line, words, 0..16_usize).prop_map(|(one, other, words, form)| match form {
        0 => format!("# {one} {{#{}}}\n", words.replace(' ', "-")),
        1 => format!("- {one}\n  - {other}\n    key:: {words}\n"),
        2 => format!("> {one}\n> — {words}\n"),
        3 => format!("> [!quote] {words}\n> {one}\n"),
        4 => format!("| {words} | date |\n|---|---|\n| {} | 1950 |\n", one.replace('|', "/")),
        5 => format!("```\n{one}\n```\n"),
        6 => format!("{words}\n: {one}\n: {other}\n"),
        7 => format!("key:: {one}\nother:: {other}\n{words}\n"),
        8 => format!("1. {one}\n2. {other}\n"),
        9 => format!("<blockquote cite=\"http://a.b\"><p>{words}</p><footer>{words}</footer></blockquote>\n"),
        10 => format!("<table><tr><th>{words}</th></tr><tr><td>{words}</td></tr></table>\n"),
        11 => format!("- [ ] {one}\n- TODO {other}\n"),
        12 => format!("{}\n{one}\n", words.to_uppercase()),
        13 => format!("::: {{.note}}\n{one}\n:::\n#+BEGIN_QUOTE\n{other}\n#+END_QUOTE\n"),
        14 => format!("¹ {words}\n² {one}\n"),
        _ => format!("{one}\n{other}\n"),
    });
    let front = prop_oneof![
        Just(String::new()),
        Just("---\ntitle: X\naliases: [\"a, b\", [[c]]]\nborn: 1950-01-02\nby:\n  - Y\n---\n".to_owned()),
        Just("+++\ntitle = \"X\"\ntags = [\"a\"]\n+++\n".to_owned()),
    ];
    let ending = prop_oneof![Just("\n"), Just("\r\n")];
    (front, prop::collection::vec(block, 0..8), ending)
        .prop_map(|(front, blocks, ending)| (front + &blocks.join("\n")).replace('\n', ending))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, rng_seed: RngSeed::Fixed(6), ..ProptestConfig::default() })]

    #[test]
    fn spans_slice_generated_markdown_exactly(text in markdown()) {
        let note = note::read("n.md", text.as_bytes());
        prop_assert!(note.diagnostics.iter().all(|told| told.code != "N005"), "{text:?}");
        check_places(&note);
    }
}
