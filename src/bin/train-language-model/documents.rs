//! Treebanks that mark entities (GUM's `Entity=` in the last column) → documents with their text and gold mentions.
//!
//! `(12-person-giv:act-cf1-1-coref-Name` opens a mention of entity 12, `12)` closes it; both may stand on one word
//! (<https://gucorpling.org/gum/>).

use std::ops::Range;

/// One document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Document {
    /// Its words as they would be written, paragraphs parted by an empty line.
    pub(crate) text: String,
    pub(crate) mentions: Vec<Gold>,
}

/// A mention that people marked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Gold {
    /// Number of its entity in the document.
    pub(crate) entity: String,
    /// `person`, `place`, `organization`, `event`, `object` …
    pub(crate) class: String,
    /// In [`Document::text`], a leading article left out.
    pub(crate) span: Range<usize>,
    /// The word that heads it.
    pub(crate) head: Range<usize>,
    /// Its head is a name.
    pub(crate) named: bool,
}

struct Token {
    span: Range<usize>,
    proper: bool,
    article: bool,
    head: usize,
}

struct Open {
    entity: String,
    class: String,
    first: usize,
}

/// The documents of a treebank; none when it marks no entities.
pub(crate) fn documents(conllu: &str) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut reader = Reader::default();
    for line in conllu.lines() {
        if line.starts_with("# newdoc") {
            documents.push(std::mem::take(&mut reader).document);
        } else if let Some(block) = line.strip_prefix("# newpar_block = ") {
            // What the treebank marks as a heading is written as one.
            if block.starts_with("head") {
                reader.document.text.push_str("# ");
            }
        } else if line.starts_with("# newpar") && !reader.document.text.is_empty() {
            reader.document.text.push_str("\n\n");
        } else if line.is_empty() {
            reader.end_of_sentence();
        } else if !line.starts_with('#') {
            reader.word(line);
        }
    }
    documents.push(reader.document);
    documents.retain(|document| !document.mentions.is_empty());
    documents
}

#[derive(Default)]
struct Reader {
    document: Document,
    tokens: Vec<Token>,
    open: Vec<Open>,
}

impl Reader {
    fn word(&mut self, line: &str) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (Some(form), Some(misc), true) = (columns.get(1), columns.get(9), columns[0].parse::<usize>().is_ok())
        else {
            return;
        };
        let start = self.document.text.len();
        self.document.text.push_str(form);
        let span = start..self.document.text.len();
        if !misc.contains("SpaceAfter=No") {
            self.document.text.push(' ');
        }
        self.tokens.push(Token {
            span,
            proper: columns[3] == "PROPN",
            article: matches!(form.to_lowercase().as_str(), "the" | "a" | "an"),
            head: columns[6].parse().unwrap_or(0),
        });
        if let Some(entities) = misc.split('|').find_map(|field| field.strip_prefix("Entity=")) {
            self.entities(entities);
        }
    }

    /// `(1-person-new-…(2-place-…2)1)`: openings and closings in order.
    fn entities(&mut self, marks: &str) {
        let mut rest = marks;
        while let Some(mark) = rest.chars().next() {
            if mark == '(' {
                let end = rest[1..].find(['(', ')']).map_or(rest.len(), |end| end + 1);
                let mut fields = rest[1..end].split('-');
                let entity = fields.next().unwrap_or_default().to_owned();
                let class = fields.next().unwrap_or_default().to_owned();
                self.open.push(Open { entity: entity.clone(), class, first: self.tokens.len() - 1 });
                if rest[end..].starts_with(')') {
                    self.close(&entity);
                    rest = &rest[end + 1..];
                } else {
                    rest = &rest[end..];
                }
            } else if let Some((entity, after)) = rest.split_once(')') {
                self.close(entity);
                rest = after;
            } else {
                break;
            }
        }
    }

    fn close(&mut self, entity: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.entity == entity) else { return };
        let Open { entity, class, mut first } = self.open.remove(at);
        let last = self.tokens.len() - 1;
        if first < last && self.tokens[first].article {
            first += 1;
        }
        // Heads are counted within the sentence, which may not have ended yet: all tokens of a mention are there.
        let inside = first + 1..=last + 1;
        let head = (first..=last).find(|&t| !inside.contains(&self.tokens[t].head)).unwrap_or(last);
        self.document.mentions.push(Gold {
            entity,
            class,
            span: self.tokens[first].span.start..self.tokens[last].span.end,
            head: self.tokens[head].span.clone(),
            named: self.tokens[head].proper,
        });
    }

    fn end_of_sentence(&mut self) {
        self.tokens.clear();
        self.open.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_nested_and_know_their_heads() {
        let conllu = "# newdoc id = x\n\
            1\tThe\t_\tDET\t_\t_\t2\tdet\t_\tEntity=(1-abstract-new\n\
            2\tcapital\t_\tNOUN\t_\t_\t0\troot\t_\t_\n\
            3\tof\t_\tADP\t_\t_\t4\tcase\t_\t_\n\
            4\tPeru\t_\tPROPN\t_\t_\t2\tnmod\t_\tEntity=(2-place-new-Peru)1)|SpaceAfter=No\n\
            5\t.\t_\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n";
        let found = documents(conllu);
        assert_eq!(found[0].text, "The capital of Peru. ");
        let told: Vec<_> =
            found[0].mentions.iter().map(|m| (&found[0].text[m.span.clone()], m.class.as_str())).collect();
        assert_eq!(told, [("Peru", "place"), ("capital of Peru", "abstract")]);
        assert_eq!(&found[0].text[found[0].mentions[1].head.clone()], "capital");
    }
}
