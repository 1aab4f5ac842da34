//! Many short texts in one string.

/// Texts by number, laid end to end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::graph) struct Texts {
    pub(super) all: String,
    /// Where each text ends.
    pub(super) ends: Vec<u32>,
}

impl Texts {
    /// Adds a text; gives its number.
    ///
    /// # Panics
    /// When all texts together are longer than 4 GiB.
    pub(in crate::graph) fn push(&mut self, text: &str) -> u32 {
        self.all.push_str(text);
        self.ends.push(u32::try_from(self.all.len()).expect("a graph's names take less than 4 GiB"));
        number(self.ends.len() - 1)
    }

    /// The text of this number; of a number that none has, the empty one.
    pub(in crate::graph) fn get(&self, at: u32) -> &str {
        let at = at as usize;
        let start = if at == 0 { Some(0) } else { self.ends.get(at - 1).map(|&end| end as usize) };
        let range = start.zip(self.ends.get(at)).map(|(start, &end)| start..end as usize);
        range.and_then(|range| self.all.get(range)).unwrap_or_default()
    }

    pub(in crate::graph) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a text among texts in order.
    pub(in crate::graph) fn find_sorted(&self, wanted: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.get(number(middle)).cmp(wanted) {
                std::cmp::Ordering::Equal => return Some(number(middle)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// An index as it is kept.
///
/// # Panics
/// When it is 2^32 or more, which no graph that fits into memory reaches.
pub(in crate::graph) fn number(index: usize) -> u32 {
    u32::try_from(index).expect("a graph has fewer than 2^32 of anything")
}
