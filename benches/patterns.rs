//! Notes that are hard to read: one pattern again and again, each known to have made some reader of Markdown or of
//! sentences take time that grows with the square of its input, or worse.

/// A pattern: its name, and the note in which it stands `n` times.
pub(crate) type Pattern = (&'static str, fn(usize) -> String);

/// Thirty-six of them.
pub(crate) const PATTERNS: [Pattern; 36] = [
    ("nested bullets", |n| lines(n, |i| format!("{}- x", "  ".repeat(i.min(400))))),
    ("nested quotes", |n| lines(n, |i| format!("{} x", ">".repeat(i.min(400))))),
    ("quotes on one line", |n| "> ".repeat(n) + "a"),
    ("bullets on one line", |n| "- ".repeat(n) + "a"),
    ("opening brackets", |n| "[".repeat(n)),
    ("brackets, both ways", |n| "[".repeat(n) + "a" + &"]".repeat(n)),
    ("links never closed", |n| "[a](".repeat(n)),
    ("links in links", |n| "[".repeat(n) + "a" + &"](b)".repeat(n)),
    ("images never closed", |n| "![".repeat(n)),
    ("wiki links never closed", |n| "[[a ".repeat(n)),
    ("many links", |n| "[Kim](https://example.org/a) met [Mao](https://example.org/b). ".repeat(n)),
    ("broken references", |n| "see [a b][c] and ".repeat(n)),
    ("definitions", |n| lines(n, |i| format!("[r{i}]: https://example.org/{i}"))),
    ("definitions of one name", |n| lines(n, |_| "[r]: https://example.org/".to_owned()) + "[r]"),
    ("footnotes", |n| lines(n, |i| format!("Anna met Bert.[^{i}]\n\n[^{i}]: Page {i}.\n"))),
    ("footnote marks without notes", |n| "Anna met Bert.[^x] ".repeat(n)),
    ("emphasis opened", |n| "*a ".repeat(n)),
    ("emphasis both ways", |n| "*a **b ".repeat(n)),
    ("emphasis of underscores", |n| "_a __b ".repeat(n) + &"c_ ".repeat(n)),
    ("deep emphasis", |n| "**".repeat(n) + "a" + &"**".repeat(n)),
    ("backticks of growing length", |n| {
        // A run of each length up to the root of n: as long as n of one.
        (1..n.isqrt().max(2)).map(|length| "`".repeat(length) + " ").collect()
    }),
    ("code spans", |n| "`a` ".repeat(n)),
    ("open tags", |n| "<a href=\"".repeat(n)),
    ("comments never closed", |n| "<!-- a ".repeat(n)),
    ("declarations and instructions", |n| "<?a <!A ".repeat(n)),
    ("entities", |n| "&amp; &#x41; &nosuch; ".repeat(n)),
    ("fences never closed", |n| lines(n, |_| "```".to_owned())),
    ("a wide table", |n| {
        let width = n / 3;
        format!("|{}\n|{}\n|{}\n", " a |".repeat(width), "---|".repeat(width), " Oslo |".repeat(width))
    }),
    ("a long table", |n| {
        "| year | city |\n|---|---|\n".to_owned() + &lines(n, |i| format!("| {} | Oslo |", 1000 + i % 900))
    }),
    ("tables that are none", |n| lines(n, |_| "| a | b |\n".to_owned())),
    ("front matter", |n| format!("---\n{}---\n\nAnna met Bert.\n", lines(n, |i| format!("key{i}: [a, b]")))),
    ("front matter never closed", |n| "---\n".to_owned() + &lines(n, |i| format!("key{i}: a"))),
    ("headings", |n| lines(n, |i| format!("{} Part {i}\n", "#".repeat(i % 6 + 1)))),
    ("one sentence without end", |n| "Anna met Bert and ".repeat(n)),
    ("words without space", |n| "Anna".repeat(n)),
    ("quotation marks never closed", |n| "He said “we ".repeat(n)),
];

fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).map(|number| line(number) + "\n").collect()
}
