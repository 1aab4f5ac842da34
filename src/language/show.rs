//! Sentences as text for people: what `annals show words` and `annals show tree` print, and what golden files hold.

use super::types::{Approximation, Quantity, Sentence, Unit, Word};
use std::fmt::Write;

/// One line a word, in aligned columns as in CoNLL-U: number, form, lemma, tag, head, dependency, certainty, unit.
#[must_use]
pub fn words(sentences: &[Sentence]) -> String {
    let mut out = String::new();
    for sentence in sentences {
        let rows: Vec<[String; 8]> = sentence.words.iter().enumerate().map(|(i, word)| row(i, word)).collect();
        let widths: Vec<usize> = (0..8).map(|k| rows.iter().map(|r| r[k].chars().count()).max().unwrap_or(0)).collect();
        for row in &rows {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                let _ = write!(line, "{cell:width$}  ");
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

fn row(i: usize, word: &Word) -> [String; 8] {
    [
        (i + 1).to_string(),
        word.form.clone(),
        word.lemma.clone(),
        word.tag.as_str().to_owned(),
        word.head.map_or(0, |head| head + 1).to_string(),
        word.dependency.as_str().to_owned(),
        format!("{:.2}", word.certainty),
        word.unit.as_ref().map_or_else(String::new, unit),
    ]
}

/// Each sentence as a tree: a word stands below its head and further in, in the order of the text.
#[must_use]
pub fn tree(sentences: &[Sentence]) -> String {
    let mut out = String::new();
    for sentence in sentences {
        let mut children = vec![Vec::new(); sentence.words.len()];
        let mut roots = Vec::new();
        for (i, word) in sentence.words.iter().enumerate() {
            match word.head.filter(|&head| head < sentence.words.len() && head != i) {
                Some(head) => children[head].push(i),
                None => roots.push(i),
            }
        }
        let mut open: Vec<(usize, usize)> = roots.into_iter().rev().map(|root| (root, 0)).collect();
        while let Some((i, depth)) = open.pop() {
            out.push_str(&branch(&sentence.words[i], depth));
            open.extend(children[i].iter().rev().map(|&child| (child, depth + 1)));
        }
        out.push('\n');
    }
    out
}

fn branch(word: &Word, depth: usize) -> String {
    let unit = word.unit.as_ref().map_or_else(String::new, |u| format!("  {}", unit(u)));
    format!(
        "{:indent$}{} {} {}{unit}\n",
        "",
        word.dependency.as_str(),
        word.form,
        word.tag.as_str(),
        indent = depth * 2
    )
}

/// `name 3`, `date 1950-21 [1950-03-01..1950-05-31]`, `quantity ~2600000 USD`.
fn unit(unit: &Unit) -> String {
    match unit {
        Unit::Name(index) => format!("name {index}"),
        Unit::Date(date) => {
            let day = |bound: &Option<String>| bound.clone().unwrap_or_default();
            let inherited = if date.inherited { " inherited" } else { "" };
            format!("date {} [{}..{}]{inherited}", date.edtf, day(&date.earliest), day(&date.latest))
        }
        Unit::Quantity(quantity) => format!("quantity {}", amount(quantity)),
    }
}

fn amount(quantity: &Quantity) -> String {
    let sign = match quantity.approximation {
        None => "",
        Some(Approximation::About) => "~",
        Some(Approximation::MoreThan) => ">",
        Some(Approximation::LessThan) => "<",
        Some(Approximation::AtLeast) => "≥",
        Some(Approximation::AtMost) => "≤",
    };
    let upper = quantity.upper.as_ref().map_or_else(String::new, |upper| format!("..{upper}"));
    let unit = quantity.unit.as_ref().map_or_else(String::new, |unit| format!(" {unit}"));
    format!("{sign}{}{upper}{unit}", quantity.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Date, Dependency, Tag};
    use crate::span::Span;

    fn word(form: &str, tag: Tag, head: Option<usize>, dependency: Dependency, unit: Option<Unit>) -> Word {
        let (span, lemma) = (Span::default(), form.to_lowercase());
        Word { span, form: form.to_owned(), lemma, tag, head, dependency, certainty: 0.9, unit }
    }

    fn sentence() -> Sentence {
        let date = Date {
            edtf: "1950-21".to_owned(),
            earliest: Some("1950-03-01".to_owned()),
            latest: Some("1950-05-31".to_owned()),
            inherited: false,
        };
        let words = vec![
            word("Mao", Tag::Propn, Some(1), Dependency::Nsubj, Some(Unit::Name(0))),
            word("agreed", Tag::Verb, None, Dependency::Root, None),
            word("spring 1950", Tag::Noun, Some(1), Dependency::OblUnmarked, Some(Unit::Date(date))),
        ];
        Sentence { span: Span::default(), words }
    }

    #[test]
    fn words_stand_in_columns() {
        assert_eq!(
            words(&[sentence()]),
            "1  Mao          mao          PROPN  2  nsubj         0.90  name 0\n\
             2  agreed       agreed       VERB   0  root          0.90\n\
             3  spring 1950  spring 1950  NOUN   2  obl:unmarked  0.90  date 1950-21 [1950-03-01..1950-05-31]\n\n"
        );
    }

    #[test]
    fn a_tree_is_indented_below_its_heads() {
        assert_eq!(
            tree(&[sentence()]),
            "root agreed VERB\n  nsubj Mao PROPN  name 0\n  obl:unmarked spring 1950 NOUN  date 1950-21 [1950-03-01..1950-05-31]\n\n"
        );
    }
}
