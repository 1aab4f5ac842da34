//! Treebanks in CoNLL-U (<https://universaldependencies.org/format.html>), plain or gzipped.

use crate::Outcome;
use annals::language::{Dependency, Tag};
use flate2::read::MultiGzDecoder;
use std::io::Read;
use std::path::Path;

/// The Penn Treebank's parts of speech, which tell number, tense and comparison too.
pub(crate) const FINE_TAGS: [&str; 48] = [
    "NN", "IN", "DT", "PRP", "JJ", "NNP", "RB", ".", ",", "NNS", "VB", "CC", "VBD", "VBP", "VBZ", "VBN", "VBG", "TO",
    "CD", "MD", "PRP$", "UH", ":", "HYPH", "-RRB-", "-LRB-", "WDT", "WP", "WRB", "RP", "``", "''", "POS", "JJR",
    "NNPS", "JJS", "RBR", "EX", "$", "NFP", "GW", "ADD", "RBS", "PDT", "FW", "LS", "SYM", "WP$",
];

/// One word of a treebank.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) tag: Tag,
    /// Place of its finer tag in [`FINE_TAGS`]; none for what was joined from several words.
    pub(crate) fine: Option<usize>,
    /// Position of the head, counted from 1; 0 for the root.
    pub(crate) head: usize,
    pub(crate) relation: Dependency,
    /// Whether a space follows it in the text.
    pub(crate) space_after: bool,
}

/// Its words; the word at index `i` has position `i + 1`.
pub(crate) type Sentence = Vec<Token>;

/// Reads all sentences of a file, `.gz` or plain.
pub(crate) fn read(path: &Path) -> Outcome<Vec<Sentence>> {
    parse(&text(path)?).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// The text of a file, `.gz` or plain.
pub(crate) fn text(path: &Path) -> Outcome<String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        MultiGzDecoder::new(file).read_to_string(&mut text).map_err(failed)?;
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text).map_err(failed)?;
    }
    Ok(text)
}

/// Reads sentences from text. Ranges of multiword tokens and empty nodes are passed over.
fn parse(text: &str) -> Result<Vec<Sentence>, String> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::new();
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() {
            finish(&mut sentence, &mut sentences).map_err(|error| format!("before line {}: {error}", number + 1))?;
        } else if !line.starts_with('#') {
            let token = token(line).ok_or_else(|| format!("line {}: not a CoNLL-U word", number + 1))?;
            sentence.extend(token);
        }
    }
    finish(&mut sentence, &mut sentences)?;
    Ok(sentences)
}

fn finish(sentence: &mut Sentence, sentences: &mut Vec<Sentence>) -> Result<(), String> {
    if sentence.iter().any(|token| token.head > sentence.len()) {
        return Err("a head beyond the sentence".to_owned());
    }
    if !sentence.is_empty() {
        sentences.push(std::mem::take(sentence));
    }
    Ok(())
}

/// The word of a line; `Some(None)` for a range or an empty node.
fn token(line: &str) -> Option<Option<Token>> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, form, lemma, tag, fine, _, head, relation, _, misc] = columns[..] else { return None };
    if id.contains(['-', '.']) {
        return Some(None);
    }
    Some(Some(Token {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        tag: Tag::parse(tag)?,
        fine: FINE_TAGS.iter().position(|known| *known == fine),
        head: head.parse().ok()?,
        relation: known(relation),
        space_after: !misc.split('|').any(|item| item == "SpaceAfter=No"),
    }))
}

/// The relation, or without its subtype where this inventory lacks it.
fn known(relation: &str) -> Dependency {
    let universal = relation.split(':').next().unwrap_or(relation);
    Dependency::parse(relation).or_else(|| Dependency::parse(universal)).unwrap_or(Dependency::Dep)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A sentence from lines of `form tag head relation`.
    pub(crate) fn sentence(lines: &str) -> Sentence {
        let word = |line: &str| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            Token {
                form: fields[0].to_owned(),
                lemma: fields[0].to_lowercase(),
                tag: Tag::parse(fields[1]).expect("a tag"),
                fine: None,
                head: fields[2].parse().expect("a head"),
                relation: Dependency::parse(fields[3]).expect("a relation"),
                space_after: true,
            }
        };
        lines.lines().filter(|line| !line.trim().is_empty()).map(word).collect()
    }

    #[test]
    fn ranges_empty_nodes_and_comments_are_passed_over() {
        let text = "# text = don't\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\tdo\tAUX\tVB\t_\t0\troot\t_\t_\n\
                    2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\tSpaceAfter=No\n2.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_\n\n";
        let sentences = parse(text).expect("a treebank");
        assert_eq!(sentences.len(), 1);
        assert_eq!(sentences[0].len(), 2);
        assert_eq!((sentences[0][1].head, sentences[0][1].space_after), (1, false));
    }

    #[test]
    fn an_unknown_subtype_falls_back_to_its_relation() {
        assert_eq!(known("nmod:tmod"), Dependency::Nmod);
        assert_eq!(known("nsubj:pass"), Dependency::NsubjPass);
    }

    #[test]
    fn what_is_no_treebank_is_refused() {
        assert!(parse("hello\n").is_err());
        assert!(parse("1\ta\ta\tX\t_\t_\t7\troot\t_\t_\n").is_err());
    }
}
