//! What notes say together of what they share: entries about nodes, each with how often it was made, so that the part of one
//! note can be taken out again.
//!
//! An entry is a line of fields set apart by tabs: the node it is about, what [`Kind`] of thing is said, and what. All
//! entries of a node stand together in the order of lines.

#[cfg(any(feature = "disk", test))]
mod kept;

#[cfg(any(feature = "disk", test))]
pub(super) use kept::{Kept, differing};

use oxigraph::model::NamedNode;
use rayon::slice::ParallelSliceMut;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What an entry says of its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// It is called so; counted by mentions.
    Label,
    /// It is also called so.
    Alias,
    /// It is of this class.
    Class,
    /// It takes part in something that is vouched for.
    Vouched,
    /// It holds claims and goes by this name.
    Holder,
    /// It is a relation: label, lemma, whether it is open, whether it is read from its object's side.
    Relation,
    /// It is a role.
    Role,
    /// It is a class in use, or above one.
    Definition,
    /// It is a source, cited in these words.
    Source,
    /// A plain triple: predicate and object.
    Fact,
    /// It is an event that this claim tells of.
    Event,
    /// It is an event of which this happened: how good a claim says so (the best first in order), and the words.
    Happening,
    /// It is an event of this time: how good a claim says so, time, first day, last day, whether it is inherited.
    Dated,
    /// It has a page: the node of a note.
    Page,
}

impl Kind {
    const ALL: [Self; 14] = [
        Self::Label,
        Self::Alias,
        Self::Class,
        Self::Vouched,
        Self::Holder,
        Self::Relation,
        Self::Role,
        Self::Definition,
        Self::Source,
        Self::Fact,
        Self::Event,
        Self::Happening,
        Self::Dated,
        Self::Page,
    ];

    const fn letter(self) -> char {
        (b'a' + self as u8) as char
    }

    fn of_letter(letter: &str) -> Option<Self> {
        let at = letter.bytes().next()?.checked_sub(b'a')?;
        Self::ALL.get(usize::from(at)).copied().filter(|_| letter.len() == 1)
    }
}

/// Entries in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Entries(BTreeMap<String, u32>);

impl Entries {
    /// Adds an entry each time it is made.
    pub(super) fn count(&mut self, node: &NamedNode, kind: Kind, fields: &[&str]) {
        *self.0.entry(line(node, kind, fields)).or_default() += 1;
    }

    /// Adds an entry, however often it is made.
    pub(super) fn once(&mut self, node: &NamedNode, kind: Kind, fields: &[&str]) {
        self.0.insert(line(node, kind, fields), 1);
    }
}

impl Entries {
    /// What is said of each node, node by node: the entry without its node, and how often it was made.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, &str, u32)> {
        self.0.iter().filter_map(|(line, count)| line.split_once('\t').map(|(node, said)| (node, said, *count)))
    }

    /// Adds what [`Self::each`] gave; whether it is an entry.
    pub(super) fn add_said(&mut self, node: &NamedNode, said: &str, count: u32) -> bool {
        let kind = said.split('\t').next().unwrap_or_default();
        let is_entry = Kind::of_letter(kind).is_some() && !said.contains('\n');
        if is_entry {
            let sum = self.0.entry(format!("{}\t{said}", node.as_str())).or_default();
            *sum = sum.saturating_add(count);
        }
        is_entry
    }
}

fn line(node: &NamedNode, kind: Kind, fields: &[&str]) -> String {
    let mut line =
        String::with_capacity(node.as_str().len() + 2 + fields.iter().map(|field| field.len() + 1).sum::<usize>());
    line.push_str(node.as_str());
    line.push('\t');
    line.push(kind.letter());
    for field in fields {
        line.push('\t');
        if field.contains(['\\', '\t', '\n']) {
            line.push_str(&field.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n"));
        } else {
            line.push_str(field);
        }
    }
    line
}

fn unescaped(field: &str) -> Cow<'_, str> {
    if !field.contains('\\') {
        return Cow::Borrowed(field);
    }
    let mut text = String::with_capacity(field.len());
    let mut chars = field.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('t')) => text.push('\t'),
            ('\\', Some('n')) => text.push('\n'),
            ('\\', Some(other)) => text.push(other),
            (c, _) => text.push(c),
        }
    }
    Cow::Owned(text)
}

/// The entries of some notes, in order, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ledger(Vec<(String, u32)>);

/// The entries of one node.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub(super) node: NamedNode,
    pub(super) entries: Vec<Entry<'a>>,
}

/// One of them.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) kind: Kind,
    pub(super) fields: Vec<Cow<'a, str>>,
    /// How often it was made.
    pub(super) count: u32,
}

impl Ledger {
    /// Of all these notes together.
    pub(super) fn sum(parts: impl IntoIterator<Item = Entries>) -> Self {
        let mut all = Self(parts.into_iter().flat_map(|Entries(part)| part).collect());
        all.order();
        all
    }

    /// Brings entries in order, each once.
    pub(super) fn order(&mut self) {
        self.0.par_sort_unstable();
        self.0.dedup_by(|(line, count), (kept, sum)| {
            let same = line == kept;
            *sum += if same { *count } else { 0 };
            same
        });
    }

    /// The entries of each node, in order of their nodes.
    pub(super) fn groups(&self) -> Vec<Group<'_>> {
        grouped(&self.0)
    }
}

fn grouped(lines: &[(String, u32)]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (line, count) in lines {
        let mut fields = line.split('\t');
        let node = fields.next().unwrap_or_default();
        let Some(kind) = fields.next().and_then(Kind::of_letter) else { continue };
        let entry = Entry { kind, fields: fields.map(unescaped).collect(), count: *count };
        match groups.last_mut() {
            Some(group) if group.node.as_str() == node => group.entries.push(entry),
            _ => {
                if let Ok(node) = NamedNode::new(node) {
                    groups.push(Group { node, entries: vec![entry] });
                }
            }
        }
    }
    groups
}

impl<'a> Group<'a> {
    /// The first field of all entries of a kind, with how often each was made.
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = (&str, u32)> {
        let of_kind = self.entries.iter().filter(move |entry| entry.kind == kind);
        of_kind.map(|entry| (entry.fields.first().map_or("", AsRef::as_ref), entry.count))
    }

    /// Whether any entry is of a kind.
    pub(super) fn has(&self, kind: Kind) -> bool {
        self.entries.iter().any(|entry| entry.kind == kind)
    }

    /// Whether a mention names the node.
    pub(super) fn is_named(&self) -> bool {
        self.has(Kind::Label) || self.has(Kind::Alias)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_back_as_they_were() {
        let node = NamedNode::new("https://example.org/x").unwrap();
        let mut entries = Entries::default();
        let fields = ["a\tb\\t", "\n\\", ""];
        entries.count(&node, Kind::Relation, &fields);
        entries.count(&node, Kind::Relation, &fields);
        entries.once(&node, Kind::Vouched, &[]);
        let ledger = Ledger::sum([entries]);
        let groups = ledger.groups();
        assert_eq!((groups.len(), groups[0].entries.len()), (1, 2));
        let relation = groups[0].entries.iter().find(|entry| entry.kind == Kind::Relation).unwrap();
        assert_eq!((&relation.fields[..], relation.count), (&fields.map(Cow::Borrowed)[..], 2));
        assert!(groups[0].has(Kind::Vouched));
    }
}
