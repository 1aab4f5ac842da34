//! Tags of raw HTML, and what each does to the text around it.

/// What a tag does to the text around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing that we read.
    None,
    /// `<br>`: a blank.
    Break,
    /// `<p>`, `<div>`, `<li>` …: a new block.
    Block,
    /// `<h1>` to `<h6>`: a new block, which is a heading.
    Heading(u8),
    /// `<blockquote cite=…>`: somebody else's words from here on, and where they stand.
    Quote(Option<String>),
    EndQuote,
    /// `<footer>`, `<figcaption>`: a further line of the block before, which says whose it is.
    Credit,
    /// `<q>`, `</q>`: a quotation mark.
    Mark(char),
    /// `<sup>`: what is set high may be the number of a note.
    High,
    EndHigh,
    Table,
    EndTable,
    Row,
    /// `<th>` or not.
    Cell(bool),
    /// `<dt>`
    Term,
    /// `<dd>`
    Definition,
    /// `<a href=…>`
    Link(String),
    /// `</a>`
    EndLink,
    /// `<script>`, `<style>`: what follows, up to the closing tag, is no text.
    Hidden(&'static str),
}

const BLOCKS: &[&str] = &[
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "figure", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "ul",
];

/// The effect of one tag, `<…>`.
pub(super) fn effect(tag: &str) -> Effect {
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
    let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    match (name.as_str(), closing) {
        ("br", _) => Effect::Break,
        ("a", false) => attribute(inner, "href").map_or(Effect::None, Effect::Link),
        ("a", true) => Effect::EndLink,
        ("blockquote", false) => Effect::Quote(attribute(inner, "cite").filter(|cite| !cite.is_empty())),
        ("blockquote", true) => Effect::EndQuote,
        ("footer" | "figcaption", false) => Effect::Credit,
        ("footer" | "figcaption", true) => Effect::Block,
        ("q", false) => Effect::Mark('“'),
        ("q", true) => Effect::Mark('”'),
        ("sup", false) => Effect::High,
        ("sup", true) => Effect::EndHigh,
        ("table", false) => Effect::Table,
        ("table", true) => Effect::EndTable,
        ("tr", _) => Effect::Row,
        ("td" | "th", false) => Effect::Cell(name == "th"),
        ("dt", false) => Effect::Term,
        ("dd", false) => Effect::Definition,
        ("script", false) => Effect::Hidden("</script"),
        ("style", false) => Effect::Hidden("</style"),
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => Effect::Heading(name.as_bytes()[1] - b'0'),
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => Effect::Block,
        (name, _) if BLOCKS.contains(&name) => Effect::Block,
        _ => Effect::None,
    }
}

/// The value of an attribute in the inside of a tag.
fn attribute(inner: &str, name: &str) -> Option<String> {
    let lower = inner.to_ascii_lowercase();
    let at = lower.find(&format!("{name}="))? + name.len() + 1;
    let value = &inner[at..];
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split([' ', '>']).next()?,
    };
    Some(value.replace("&amp;", "&"))
}

/// The entities met in notes; the rest stay as they are written.
pub(super) fn decode(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        _ => return None,
    })
}
