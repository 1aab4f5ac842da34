//! Sentences as notes have them, made from those of a treebank.
//!
//! The reader gives the network whole names, dates and quantities as one word, and notes drop full stops, articles and
//! capitals. So a part of the sentences is changed in these ways each time they are learned; most stay as they are.

use crate::random::Random;
use crate::treebank::{Sentence, Token};
use crate::units::{Found, units};
use annals::language::{Dependency, Tag};

/// How often each change is made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Variation {
    /// Names, dates and quantities become one word.
    pub(crate) units: f32,
    /// The last mark of punctuation is dropped.
    pub(crate) open_end: f32,
    /// Articles are dropped.
    pub(crate) telegraphic: f32,
    /// All letters, or only the first, become small; or every word gets a capital.
    pub(crate) case: f32,
}

impl Variation {
    /// What the shipped model was trained with.
    pub(crate) const USUAL: Self = Self { units: 0.3, open_end: 0.1, telegraphic: 0.04, case: 0.08 };
    /// Nothing is changed.
    #[cfg(test)]
    pub(crate) const NONE: Self = Self { units: 0.0, open_end: 0.0, telegraphic: 0.0, case: 0.0 };

    /// The sentence, perhaps changed.
    pub(crate) fn of(self, sentence: &Sentence, random: &mut Random) -> Sentence {
        let mut varied = sentence.clone();
        if random.chance(self.units) {
            varied = join_some(&varied, random);
        }
        if random.chance(self.open_end) {
            drop_words(&mut varied, |place, token, count| place + 1 == count && token.tag == Tag::Punct);
        }
        if random.chance(self.telegraphic) {
            let article = |token: &Token| ["the", "a", "an"].contains(&token.form.to_lowercase().as_str());
            drop_words(&mut varied, |_, token, _| token.relation == Dependency::Det && article(token));
        }
        if random.chance(self.case) {
            change_case(&mut varied, random);
        }
        varied
    }
}

/// Joins most of the units found; sometimes only a part of a long name.
fn join_some(sentence: &Sentence, random: &mut Random) -> Sentence {
    let chosen: Vec<Found> = units(sentence).into_iter().filter(|_| random.chance(0.85)).collect();
    let mut joined = sentence.clone();
    for found in chosen.into_iter().rev() {
        joined = join(&joined, &found);
    }
    joined
}

/// Makes one word of a stretch that hangs together; the stretch's own head decides where it hangs.
pub(crate) fn join(sentence: &Sentence, found: &Found) -> Sentence {
    let Found { words, tag } = found;
    let inside = |position: usize| position > words.start && position <= words.end;
    let Some(head) = sentence[words.clone()].iter().find(|token| !inside(token.head)) else { return sentence.clone() };
    let mut form = String::new();
    for (place, token) in sentence[words.clone()].iter().enumerate() {
        form.push_str(&token.form);
        if token.space_after && place + 1 < words.len() {
            form.push(' ');
        }
    }
    let whole = Token {
        lemma: form.clone(),
        form,
        tag: tag.unwrap_or(head.tag),
        fine: None,
        space_after: sentence[words.end - 1].space_after,
        ..head.clone()
    };
    let moved = |position: usize| match position {
        before if before <= words.start => before,
        inside if inside <= words.end => words.start + 1,
        after => after - (words.len() - 1),
    };
    let mut joined: Sentence = sentence[..words.start].to_vec();
    joined.push(whole);
    joined.extend_from_slice(&sentence[words.end..]);
    for token in &mut joined {
        token.head = moved(token.head);
    }
    joined
}

/// Drops words on which nothing hangs, unless nothing would be left.
fn drop_words(sentence: &mut Sentence, which: impl Fn(usize, &Token, usize) -> bool) {
    let count = sentence.len();
    let mut kept = vec![true; count];
    for (place, token) in sentence.iter().enumerate() {
        let leaf = token.head != 0 && sentence.iter().all(|other| other.head != place + 1);
        kept[place] = !(leaf && which(place, token, count));
    }
    let dropped_before: Vec<usize> = std::iter::once(0)
        .chain(kept.iter().scan(0, |dropped, kept| {
            *dropped += usize::from(!kept);
            Some(*dropped)
        }))
        .collect();
    for token in sentence.iter_mut() {
        token.head -= dropped_before[token.head];
    }
    let mut kept = kept.into_iter();
    sentence.retain(|_| kept.next().unwrap_or(true));
}

fn change_case(sentence: &mut Sentence, random: &mut Random) {
    let choice = random.fraction();
    if choice < 0.4 {
        sentence.iter_mut().for_each(|token| token.form = token.form.to_lowercase());
    } else if choice < 0.75 {
        let Some(first) = sentence.first_mut().filter(|first| first.tag != Tag::Propn && first.form != "I") else {
            return;
        };
        first.form = first.form.to_lowercase();
    } else if choice < 0.9 {
        let small = |token: &&mut Token| !matches!(token.tag, Tag::Adp | Tag::Det | Tag::Cconj | Tag::Part);
        sentence.iter_mut().filter(small).for_each(|token| token.form = capitalised(&token.form));
    } else {
        sentence.iter_mut().for_each(|token| token.form = token.form.to_uppercase());
    }
}

fn capitalised(form: &str) -> String {
    let mut letters = form.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treebank::tests::sentence;

    fn council() -> Sentence {
        sentence(
            "The DET 5 det
             United ADJ 3 amod
             Nations PROPN 5 compound
             Security PROPN 5 compound
             Council PROPN 6 nsubj
             met VERB 0 root
             in ADP 9 case
             spring NOUN 6 obl
             1950 NUM 8 nummod
             . PUNCT 6 punct",
        )
    }

    fn shown(sentence: &Sentence) -> Vec<(&str, usize)> {
        sentence.iter().map(|token| (token.form.as_str(), token.head)).collect()
    }

    #[test]
    fn a_joined_name_hangs_where_its_head_hung() {
        let joined = join(&council(), &Found { words: 1..5, tag: None });
        assert_eq!(shown(&joined)[..4], [("The", 2), ("United Nations Security Council", 3), ("met", 0), ("in", 6)]);
        assert_eq!(joined[1].tag, Tag::Propn);
        assert_eq!(joined[1].relation, Dependency::Nsubj);
    }

    #[test]
    fn dropping_a_word_moves_the_heads_behind_it() {
        let mut dropped = council();
        drop_words(&mut dropped, |_, token, _| token.form == "The");
        assert_eq!(shown(&dropped)[..2], [("United", 2), ("Nations", 4)]);
        assert_eq!(dropped[4].head, 0);
        let mut kept = council();
        drop_words(&mut kept, |_, token, _| token.form == "met");
        assert_eq!(kept, council(), "what others hang on stays");
    }

    #[test]
    fn whatever_is_changed_stays_a_tree() {
        let usual = Variation { units: 0.7, open_end: 0.5, telegraphic: 0.5, case: 0.5 };
        for seed in 0..200 {
            let varied = usual.of(&council(), &mut Random::new(&[seed]));
            assert_eq!(varied.iter().filter(|token| token.head == 0).count(), 1);
            assert!(varied.iter().all(|token| token.head <= varied.len()));
        }
    }
}
