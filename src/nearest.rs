//! Which known name somebody may have meant who wrote one that is not known.

/// The known name nearest to one that is not known, if any is near enough to have been meant.
pub(crate) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (name.chars().count() / 4).clamp(1, 3);
    known
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= limit)
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edit distance with transpositions of neighbours (optimal string alignment), upper and lower case alike.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn a_slip_of_the_pen_finds_the_name_meant() {
        let known = ["an:cueNoun", "an:title", "an:inverseLabel"];
        assert_eq!(nearest("an:cuenoun", known.into_iter()), Some("an:cueNoun"));
        assert_eq!(nearest("an:tilte", known.into_iter()), Some("an:title"));
        assert_eq!(nearest("an:colour", known.into_iter()), None);
    }

    #[test]
    fn neighbours_swapped_count_as_one_slip() {
        assert_eq!(distance("tilte", "title"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
