//! A ledger that is changed by a few notes, and how it is kept in a file: a mark, a line for each entry with its count at the end, a checksum. Lines are in order,
//! so that the few that a build needs are found without looking at the rest.

use super::{Entries, Group, Ledger, grouped};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What every file begins with; the number counts the layouts.
const MARK: &[u8] = b"annals ledger 1\n";

impl Entries {
    /// Adds the entries of another note.
    pub(in crate::graph) fn add(&mut self, other: Self) {
        for (line, count) in other.0 {
            *self.0.entry(line).or_default() += count;
        }
    }
}

impl Ledger {
    /// Adds the entries of a note; [`Self::order`] must follow the last.
    #[cfg(feature = "disk")]
    pub(in crate::graph) fn push(&mut self, Entries(part): Entries) {
        self.0.extend(part);
    }

    /// How many entries there are, those made several times counted so before they are in order.
    #[cfg(feature = "disk")]
    pub(in crate::graph) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Entries with their counts, in order.
    pub(in crate::graph) fn lines(&self) -> impl Iterator<Item = (&str, u32)> {
        self.0.iter().map(|(line, count)| (line.as_str(), *count))
    }

    /// The same, so many entries at a time or a few more.
    pub(in crate::graph) fn groups_of(&self, size: usize) -> impl Iterator<Item = Vec<Group<'_>>> {
        let mut left = &self.0[..];
        std::iter::from_fn(move || {
            let last = left.get(size.min(left.len()).checked_sub(1)?)?;
            let more = left.iter().skip(size).take_while(|(line, _)| node_of(line) == node_of(&last.0)).count();
            let (these, others) = left.split_at((size + more).min(left.len()));
            left = others;
            Some(grouped(these))
        })
    }

    /// With these entries taken out and those put in.
    pub(in crate::graph) fn changed(&self, out: &Entries, into: &Entries) -> Self {
        let mut all: BTreeMap<String, u32> = self.0.iter().cloned().collect();
        for (line, count) in &into.0 {
            *all.entry(line.clone()).or_default() += count;
        }
        for (line, count) in &out.0 {
            all.entry(line.clone()).and_modify(|left| *left = left.saturating_sub(*count));
        }
        all.retain(|_, count| *count > 0);
        Self(all.into_iter().collect())
    }
}

fn node_of(line: &str) -> &str {
    line.split('\t').next().unwrap_or_default()
}

/// The nodes about which two notes, or two states of one, do not say the same.
pub(in crate::graph) fn differing<'a>(one: &'a Entries, other: &'a Entries) -> BTreeSet<&'a str> {
    let both = [(one, other), (other, one)];
    let differing = both
        .into_iter()
        .flat_map(|(one, other)| one.0.iter().filter(move |(line, count)| other.0.get(*line) != Some(count)));
    differing.map(|(line, _)| node_of(line)).collect()
}

/// The bytes of a ledger's file without mark and checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::graph) struct Kept(Vec<u8>);

impl Kept {
    pub(in crate::graph) fn of(ledger: &Ledger) -> Self {
        let mut bytes = Vec::new();
        for (line, count) in ledger.lines() {
            write(&mut bytes, line.as_bytes(), count);
        }
        Self(bytes)
    }

    /// From a file; `None` when it is damaged or of another layout.
    pub(in crate::graph) fn read(mut bytes: Vec<u8>) -> Option<Self> {
        let end = bytes.len().checked_sub(4).filter(|end| *end >= MARK.len())?;
        let sum = crc32fast::hash(&bytes[..end]).to_le_bytes();
        if !bytes.starts_with(MARK) || bytes[end..] != sum {
            return None;
        }
        bytes.truncate(end);
        bytes.drain(..MARK.len());
        Some(Self(bytes))
    }

    /// As it is written to a file.
    pub(in crate::graph) fn write(&self) -> Vec<u8> {
        let mut bytes = [MARK, &self.0].concat();
        let sum = crc32fast::hash(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    /// The entries about these nodes.
    pub(in crate::graph) fn about<'a>(&self, nodes: impl IntoIterator<Item = &'a str>) -> Ledger {
        let mut found = BTreeMap::new();
        for node in nodes {
            let start = [node.as_bytes(), b"\t"].concat();
            let mut at = self.first_from(&start);
            while let Some((range, count)) =
                self.line(at).filter(|(range, _)| self.0[range.clone()].starts_with(&start))
            {
                let line = String::from_utf8_lossy(&self.0[range.clone()]).into_owned();
                at = self.end_of_line(range.end);
                found.insert(line, count);
            }
        }
        Ledger(found.into_iter().collect())
    }

    /// With the entries about some nodes, as they were, replaced by those about the same nodes as they are.
    pub(in crate::graph) fn changed(&self, before: &Ledger, after: &Ledger) -> Self {
        let mut bytes = Vec::with_capacity(self.0.len() + 1024);
        let mut copied = 0;
        let [was, is] = [before, after].map(|ledger| ledger.lines().collect::<BTreeMap<&str, u32>>());
        let lines: BTreeSet<&str> =
            was.keys().chain(is.keys()).copied().filter(|line| was.get(line) != is.get(line)).collect();
        for line in lines {
            let at = self.first_from(line.as_bytes());
            bytes.extend(&self.0[copied..at]);
            copied = at;
            if let Some((range, _)) = self.line(at).filter(|(range, _)| self.0[range.clone()] == *line.as_bytes()) {
                copied = self.end_of_line(range.end);
            }
            if let Some(count) = is.get(line) {
                write(&mut bytes, line.as_bytes(), *count);
            }
        }
        bytes.extend(&self.0[copied..]);
        Self(bytes)
    }

    /// Where the first line stands that is `wanted` or comes after it.
    fn first_from(&self, wanted: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.0.len());
        while low < high {
            let middle = self.start_of_line(usize::midpoint(low, high));
            match self.line(middle) {
                Some((range, _)) if self.0[range.clone()] < *wanted => low = self.end_of_line(range.end),
                _ => high = middle,
            }
        }
        low
    }

    fn start_of_line(&self, at: usize) -> usize {
        self.0[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1)
    }

    /// Where the line after the one that reaches to `at` begins.
    fn end_of_line(&self, at: usize) -> usize {
        self.0[at..].iter().position(|byte| *byte == b'\n').map_or(self.0.len(), |end| at + end + 1)
    }

    /// The line that begins here: where it stands without its count, and the count.
    fn line(&self, at: usize) -> Option<(Range<usize>, u32)> {
        let end = at + self.0.get(at..)?.iter().position(|byte| *byte == b'\n')?;
        let tab = at + self.0[at..end].iter().rposition(|byte| *byte == b'\t')?;
        let count = std::str::from_utf8(&self.0[tab + 1..end]).ok()?.parse().ok()?;
        Some((at..tab, count))
    }
}

fn write(bytes: &mut Vec<u8>, line: &[u8], count: u32) {
    bytes.extend(line);
    bytes.push(b'\t');
    bytes.extend(count.to_string().as_bytes());
    bytes.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;
    use oxigraph::model::NamedNode;

    /// Entries of one note that calls these nodes so.
    fn called(names: &[(&str, &str)]) -> Entries {
        let mut entries = Entries::default();
        for (node, name) in names {
            let node = NamedNode::new(format!("https://example.org/{node}")).unwrap();
            entries.count(&node, Kind::Label, &[name]);
        }
        entries
    }

    #[test]
    fn a_note_taken_out_and_another_put_in_leave_what_all_of_them_together_say() {
        let (one, two) =
            (called(&[("a", "A"), ("a", "A"), ("b", "B")]), called(&[("a", "A"), ("ab", "AB"), ("c", "C")]));
        let three = called(&[("0", "O"), ("ab", "AB2"), ("c", "C"), ("d", "D\tD")]);
        let kept = Kept::of(&Ledger::sum([one.clone(), two.clone()]));
        let nodes = ["0", "a", "ab", "c", "d"].map(|node| format!("https://example.org/{node}"));
        let before = kept.about(nodes.iter().map(String::as_str));
        assert_eq!(before.lines().count(), 3);
        let after = before.changed(&two, &three);
        assert_eq!(kept.changed(&before, &after), Kept::of(&Ledger::sum([one, three])));
        assert_eq!(kept.changed(&before, &before), kept);
    }

    #[test]
    fn a_damaged_file_is_none() {
        let kept = Kept::of(&Ledger::sum([called(&[("a", "A")])]));
        assert_eq!(Kept::read(kept.write()), Some(kept.clone()));
        for at in 0..kept.write().len() {
            let mut bytes = kept.write();
            bytes[at] ^= 1;
            assert_eq!(Kept::read(bytes), None, "byte {at}");
        }
        assert_eq!(Kept::read(Vec::new()), None);
    }

    #[test]
    fn entries_of_a_node_are_never_torn_apart() {
        let mut entries = Entries::default();
        for (node, name) in ["aa", "ab", "b", "ca", "cb", "cc"].map(|name| name.split_at(1)) {
            let node = NamedNode::new(format!("https://example.org/{node}")).unwrap();
            entries.count(&node, Kind::Label, &[name]);
        }
        let ledger = Ledger::sum([entries]);
        for size in 1..8 {
            let groups: Vec<Group<'_>> = ledger.groups_of(size).flatten().collect();
            let counts: Vec<usize> = groups.iter().map(|group| group.entries.len()).collect();
            assert_eq!(counts, [2, 1, 3], "{size}");
        }
    }
}
