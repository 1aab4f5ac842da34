//! Bytes → text, and where its lines start.

use crate::{
    diagnostic::{Diagnostic, Severity},
    span::Span,
};

/// The text of a file, and what the author should know about its bytes.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The bytes are not text that we can read; `text` is what stands before the first bad byte.
    pub(super) unreadable: bool,
}

/// Text comes out byte for byte as it was, so that offsets in it are offsets in the file.
pub(super) fn decode(path: &str, bytes: &[u8]) -> Decoded {
    let mut diagnostics = Vec::new();
    if let Some(encoding) = wide_encoding(bytes) {
        diagnostics.push(unreadable(path, 0, &format!("the file is encoded as {encoding}, not as UTF-8"), encoding));
        return Decoded { text: String::new(), diagnostics, unreadable: true };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            diagnostics.extend(oddities(path, text));
            Decoded { text: text.to_owned(), diagnostics, unreadable: false }
        }
        Err(error) => {
            let good = error.valid_up_to();
            let text = String::from_utf8_lossy(&bytes[..good]).into_owned();
            let byte = bytes.get(good).copied().unwrap_or_default();
            let line = bytes[..good].iter().filter(|&&b| b == b'\n').count() + 1;
            let message =
                format!("the file is not UTF-8: byte {byte:#04x} at offset {good}, line {line}, cannot be read");
            diagnostics.push(unreadable(path, good, &message, "WINDOWS-1252"));
            Decoded { text, diagnostics, unreadable: true }
        }
    }
}

fn unreadable(path: &str, at: usize, message: &str, encoding: &str) -> Diagnostic {
    Diagnostic {
        code: "N001",
        severity: Severity::Error,
        file: path.to_owned(),
        span: Some(Span::new(at, at)),
        message: message.to_owned(),
        hint: Some(format!("save it as UTF-8, or convert it: iconv -f {encoding} -t UTF-8 FILE > NEW-FILE")),
    }
}

fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        _ => None,
    }
}

/// Characters that a reader cannot see but that change what is read.
fn oddities(path: &str, text: &str) -> Vec<Diagnostic> {
    let say = |code, severity, at: usize, len: usize, message: String, hint: &str| Diagnostic {
        code,
        severity,
        file: path.to_owned(),
        span: Some(Span::new(at, at + len)),
        message,
        hint: Some(hint.to_owned()),
    };
    let mut found = Vec::new();
    if text.starts_with('\u{feff}') {
        let message = "the file starts with a byte-order mark, which is skipped".to_owned();
        found.push(say("N002", Severity::Note, 0, 3, message, "save it as UTF-8 without a byte-order mark"));
    }
    if let Some(at) = text.find('\0') {
        let count = text.bytes().filter(|&b| b == 0).count();
        let message = format!("NUL bytes in the text are skipped ({count}, first at offset {at})");
        found.push(say("N003", Severity::Warning, at, 1, message, "remove them; is this a text file?"));
    }
    if let Some((at, sign)) = text.char_indices().find(|&(_, c)| reorders(c)) {
        let message = format!("a character that reorders text (U+{:04X}) is skipped", u32::from(sign));
        let hint = "what you see may not be what is read: remove it unless the text is written from right to left";
        found.push(say("N004", Severity::Warning, at, sign.len_utf8(), message, hint));
    }
    found
}

/// Bidirectional embeddings, overrides and isolates (CVE-2021-42574).
pub(super) fn reorders(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Byte offset at which each line starts; lines end with LF, CRLF or a lone CR, as in Markdown.
pub(super) fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (i, &byte) in bytes.iter().enumerate() {
        let lone_return = byte == b'\r' && bytes.get(i + 1) != Some(&b'\n');
        if byte == b'\n' || lone_return {
            starts.push(i + 1);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_in_latin_1_is_an_error_that_says_where_and_what_to_do() {
        let read = decode("n.md", b"# Caf\xe9\n");
        assert!(read.unreadable);
        let said = &read.diagnostics[0];
        assert_eq!((said.code, said.severity, said.span), ("N001", Severity::Error, Some(Span::new(5, 5))));
        assert!(said.message.contains("offset 5") && said.hint.as_deref().is_some_and(|h| h.contains("iconv")));
    }

    #[test]
    fn lines_end_with_lf_crlf_or_a_lone_cr() {
        assert_eq!(line_starts("a\nb\r\nc\rd"), [0, 2, 5, 7]);
    }
}
