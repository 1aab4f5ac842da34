//! Which of the things at hand a pronoun means: features of each → a score by weights that were learned.
//!
//! A log-linear model over the candidates of one pronoun and a last one, that it means none of them (Denis and Baldridge
//! 2008). The weights are in `data/language/antecedents.tsv`; `train-language-model antecedents` makes them from a treebank
//! whose entities people marked. What can never be, by number or gender, [`super::pronoun`] leaves out before.

use super::discourse::{At, Discourse, Moment, Role};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a pronoun says of what it means; each has weights of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Person,
    Thing,
    Several,
}

/// The place of the pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Subject,
    Object,
    Possessive,
    Other,
}

/// A pronoun whose antecedent is sought.
#[derive(Clone, Debug)]
pub(super) struct Sought<'a> {
    pub(super) group: Group,
    pub(super) case: Case,
    pub(super) at: At,
    /// The predicates that its clause depends on, the nearest first.
    pub(super) above: Vec<usize>,
    /// The predicate that the verb of its clause is joined to by “and”.
    pub(super) joined: Option<usize>,
    /// Classes that its verb asks for; none where nothing is known.
    pub(super) wanted: &'a [String],
}

/// What may be meant, the nearest first.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) moment: &'a Moment,
    /// How often it has been spoken of in words of its own.
    pub(super) mentions: usize,
    /// It was spoken of first in its sentence, of all that could be meant.
    pub(super) first: bool,
}

type Axis = &'static [&'static str];
const GROUP: Axis = &["person", "thing", "several"];
const CASE: Axis = &["subject", "object", "possessive", "other"];
const NEAR: Axis = &["here", "before", "further"];
const DISTANCE: Axis =
    &["same clause", "same sentence", "sentence before", "two before", "same claim", "claim before", "further"];
const PLACE: Axis = &["topic", "main subject", "subject", "object", "agent", "oblique", "possessor", "inside", "other"];
const ORDER: Axis = &["nearest", "second", "third", "fourth", "fifth", "more"];
const KIND: Axis = &[
    "person", "maybe person", "organisation", "state", "place", "event", "work", "name", "description", "several",
    "plural", "described person",
];
const MENTIONS: Axis = &["once", "twice", "often", "always"];
const LAST: Axis = &["by pronoun", "by words"];
const TIE: Axis =
    &["own subject", "subject above", "object above", "other above", "joined subject", "joined other", "none"];
const GENDER: Axis = &["known", "known of kin", "unknown"];
const FIRST: Axis = &["first", "later"];
const ABOUT: Axis = &["about it", "about another", "unknown"];

/// What is looked at: a name and the axes whose values are combined.
const TEMPLATES: &[(&str, &[Axis])] = &[
    ("none", &[CASE]),
    ("distance", &[DISTANCE]),
    ("order", &[ORDER]),
    ("place", &[PLACE, NEAR]),
    ("kind", &[KIND, CASE]),
    ("kind near", &[KIND, NEAR]),
    ("mentions", &[MENTIONS]),
    ("last", &[LAST, NEAR]),
    ("parallel", &[CASE, PLACE, NEAR]),
    ("tie", &[TIE, CASE]),
    ("gender", &[GENDER, NEAR]),
    ("first", &[FIRST, NEAR]),
    ("about", &[ABOUT, NEAR]),
    ("last place", &[LAST, PLACE, NEAR]),
];
const NONE: usize = 0;

/// By group: how likely a candidate must be among all, and how likely it may be that none of them is meant.
///
/// In GUM (five parts, each read with weights from the other four) 90 % of the persons so chosen are right where the right one
/// is among the candidates, 71 % of the things and 84 % of those who are several.
const LIKELY: [(f32, f32); 3] = [(0.5, 0.75), (0.5, 0.75), (0.55, 0.75)];

/// First line of the file.
const HEADER: &str = "# What tells which of the things at hand a pronoun means: feature, weight. Made by train-language-model antecedents.\n";

fn size(axes: &[Axis]) -> usize {
    axes.iter().map(|axis| axis.len()).product()
}

/// Index of a feature: its group, its template, a value on each axis.
fn feature(group: Group, template: usize, values: &[usize]) -> usize {
    let all: usize = TEMPLATES.iter().map(|(_, axes)| size(axes)).sum();
    let before: usize = TEMPLATES[..template].iter().map(|(_, axes)| size(axes)).sum();
    let axes = TEMPLATES[template].1;
    debug_assert_eq!(axes.len(), values.len(), "one value an axis");
    let inner = axes.iter().zip(values).fold(0, |sum, (axis, value)| sum * axis.len() + value);
    group as usize * all + before + inner
}

/// What the features weigh.
#[derive(Clone, Debug, PartialEq)]
pub struct Antecedents {
    weights: Vec<f32>,
}

impl Antecedents {
    /// Those that the program carries.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Antecedents> = LazyLock::new(|| {
            let text = include_str!("../../data/language/antecedents.tsv");
            Antecedents::read(text).expect("the weights that the program carries are well formed: a test reads them")
        });
        &BUILTIN
    }

    /// How many features there are.
    #[must_use]
    pub fn count() -> usize {
        GROUP.len() * TEMPLATES.iter().map(|(_, axes)| size(axes)).sum::<usize>()
    }

    /// Of one weight a feature; those that are missing are nothing.
    #[must_use]
    pub fn new(mut weights: Vec<f32>) -> Self {
        weights.resize(Self::count(), 0.0);
        Self { weights }
    }

    /// Reads lines `name TAB weight`; gives the first line that is none.
    ///
    /// # Errors
    /// A line that names no feature or gives no number.
    pub fn read(text: &str) -> Result<Self, String> {
        let index: BTreeMap<String, usize> = names().into_iter().enumerate().map(|(i, name)| (name, i)).collect();
        let mut weights = vec![0.0; Self::count()];
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let known =
                line.split_once('\t').and_then(|(name, weight)| Some((*index.get(name)?, weight.parse().ok()?)));
            let (feature, weight) = known.ok_or_else(|| line.to_owned())?;
            weights[feature] = weight;
        }
        Ok(Self { weights })
    }

    /// The same lines, only of what weighs anything.
    #[must_use]
    pub fn write(&self) -> String {
        let weighing = names().into_iter().zip(&self.weights).filter(|(_, weight)| weight.abs() >= 0.005);
        let lines = weighing.map(|(name, weight)| format!("{name}\t{weight:.2}\n"));
        std::iter::once(HEADER.to_owned()).chain(lines).collect()
    }

    /// How well features fit, as a logarithm.
    #[must_use]
    pub fn score(&self, features: &[usize]) -> f32 {
        features.iter().map(|&feature| self.weights[feature]).sum()
    }

    /// The likeliest of the candidates, if it is likely enough; `none` are the features of there being none.
    pub(super) fn best(&self, group: Group, candidates: &[Vec<usize>], none: &[usize]) -> Option<Best> {
        let scores: Vec<f32> = candidates.iter().map(|features| self.score(features)).collect();
        let (index, top) = scores.iter().copied().enumerate().rev().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let some: f32 = scores.iter().map(|score| (score - top).exp()).sum();
        let none = (self.score(none) - top).exp();
        let (likely, doubtful) = LIKELY[group as usize];
        let best = Best { index, likely: 1.0 / some };
        (best.likely >= likely && none / (some + none) < doubtful).then_some(best)
    }
}

/// The likeliest candidate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Best {
    pub(super) index: usize,
    /// How likely it is meant if any of them is, 0 to 1.
    pub(super) likely: f32,
}

/// The name of every feature, in order.
fn names() -> Vec<String> {
    let mut all = Vec::new();
    for group in GROUP {
        for (template, axes) in TEMPLATES {
            let mut rows = vec![format!("{group}: {template}: ")];
            for (i, axis) in axes.iter().enumerate() {
                let comma = if i == 0 { "" } else { ", " };
                rows =
                    rows.iter().flat_map(|row| axis.iter().map(move |value| format!("{row}{comma}{value}"))).collect();
            }
            all.append(&mut rows);
        }
    }
    all
}

/// The features of there being none.
pub(super) fn none(sought: &Sought<'_>) -> Vec<usize> {
    vec![feature(sought.group, NONE, &[sought.case as usize])]
}

impl Discourse<'_> {
    /// The features of one candidate, the `order`th from the pronoun.
    pub(super) fn features(&self, sought: &Sought<'_>, candidate: &Candidate<'_>, order: usize) -> Vec<usize> {
        let moment = candidate.moment;
        let ago = self.sentence - moment.sentence;
        let here = ago == 0 && moment.at.is_some();
        let near = if here { 0 } else { usize::from(ago > 1) + 1 };
        let same_clause = here && moment.at.is_some_and(|at| at.predicate == sought.at.predicate);
        let same_claim = moment.claim == self.here.0;
        let distance = match ago {
            0 if same_clause => 0,
            0 if here => 1,
            1 if same_claim => 2,
            2 if same_claim => 3,
            _ if same_claim => 4,
            _ if moment.claim + 1 == self.here.0 => 5,
            _ => 6,
        };
        let place = match moment.at {
            None => 0,
            Some(At { role: Role::Subject, main: true, .. }) => 1,
            Some(at) => at.role as usize + 2,
        };
        let tie = self.tie(sought, moment, same_clause);
        let case = sought.case as usize;
        let kind = self.kind(moment);
        // “his father” is a man by the noun, which says nothing of who is spoken of.
        let gender = match moment.handles.as_slice() {
            [one] if self.known[*one].gender.is_none() => 2,
            [one] if !self.known[*one].named => 1,
            [_] => 0,
            _ => 2,
        };
        let mentions = [0, 0, 1, 2, 2, 2].get(candidate.mentions).copied().unwrap_or(3);
        let last = usize::from(!moment.at.is_some_and(|at| at.pronoun));
        let first = usize::from(!candidate.first);
        let about = match self.about.or(self.titled) {
            Some(about) if moment.handles == [about] => 0,
            Some(_) => 1,
            None => 2,
        };
        let values: [&[usize]; 13] = [
            &[distance],
            &[order.min(ORDER.len() - 1)],
            &[place, near],
            &[kind, case],
            &[kind, near],
            &[mentions],
            &[last, near],
            &[case, place, near],
            &[tie, case],
            &[gender, near],
            &[first, near],
            &[about, near],
            &[last, place, near],
        ];
        values.iter().enumerate().map(|(i, values)| feature(sought.group, i + 1, values)).collect()
    }

    /// How its clause hangs together with that of the pronoun.
    fn tie(&self, sought: &Sought<'_>, moment: &Moment, same_clause: bool) -> usize {
        let Some(at) = moment.at.filter(|_| moment.sentence == self.sentence) else { return 6 };
        let subject = at.role == Role::Subject;
        if same_clause {
            return if subject { 0 } else { 6 };
        }
        if sought.joined == Some(at.predicate) {
            return if subject { 4 } else { 5 };
        }
        match (sought.above.contains(&at.predicate), at.role) {
            (true, Role::Subject) => 1,
            (true, Role::Object) => 2,
            (true, _) => 3,
            (false, _) => 6,
        }
    }

    fn kind(&self, moment: &Moment) -> usize {
        let &[handle] = moment.handles.as_slice() else { return 9 };
        let known = &self.known[handle];
        if known.plural {
            return 10;
        }
        let classes = ["an:Person", "", "an:Organisation", "an:State", "an:Place", "an:Event", "an:Document"];
        let class = classes.iter().position(|class| !class.is_empty() && self.is_a(handle, class));
        match class {
            Some(0) if !known.named => 11,
            Some(class) => class,
            None if known.event.is_some() => 5,
            None if known.person_like && !known.impersonal => 1,
            None if known.named => 7,
            None => 8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_a_name_of_its_own_and_is_written_and_read() {
        let names = names();
        assert_eq!(names.len(), Antecedents::count());
        let at = feature(Group::Several, 3, &[1, 2]);
        assert_eq!(names[at], "several: place: main subject, further");
        let mut weights = vec![0.0; Antecedents::count()];
        weights[at] = -1.25;
        let made = Antecedents::new(weights);
        assert_eq!(made.write(), format!("{HEADER}several: place: main subject, further\t-1.25\n"));
        assert_eq!(Antecedents::read(&made.write()), Ok(made));
        assert_eq!(Antecedents::read("person: nothing\t1"), Err("person: nothing\t1".to_owned()));
        assert!(Antecedents::builtin().weights.iter().any(|weight| *weight != 0.0));
    }
}
