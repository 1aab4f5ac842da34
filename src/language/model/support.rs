//! A rule of English that the network sometimes breaks: “did” supports a verb, and that verb has a subject.
//!
//! “What did Stalin *demand*”, “where did Magnus *travel*”: without an ending the verb may look like the second part of a
//! name. Treebanks hold few such questions; people ask little else.

use super::Analysis;
use crate::language::{Dependency, Tag};

/// Makes the head of each supporting “do” a verb, and what stands before it its subject.
pub(super) fn settle(words: &[&str], analyses: &mut [Analysis]) {
    for (place, word) in words.iter().enumerate() {
        if !["do", "does", "did"].iter().any(|form| word.eq_ignore_ascii_case(form)) {
            continue;
        }
        if let Some(verb) = verb_taken_for_object(words, place, analyses) {
            hand_over(place, verb, analyses);
        }
        let analysis = analyses[place];
        if let (Dependency::Aux, Some(verb)) = (analysis.dependency, analysis.head)
            && verb > place
        {
            settle_verb(place, verb, analyses);
        }
    }
}

/// “Whom did the Council *support*”: behind a question word, “the Council support” is no object of “did”.
fn verb_taken_for_object(words: &[&str], support: usize, analyses: &[Analysis]) -> Option<usize> {
    const ASKING: [&str; 9] = ["who", "whom", "whose", "what", "which", "when", "where", "why", "how"];
    let asks = words[..support].iter().any(|word| ASKING.iter().any(|asking| word.eq_ignore_ascii_case(asking)));
    let object = (support + 1..analyses.len())
        .find(|place| analyses[*place].head == Some(support) && analyses[*place].dependency == Dependency::Obj)?;
    let named = |place: usize| analyses[place].head == Some(object) && is_part_of_name(&analyses[place]);
    (asks && (support + 1..object).any(named)).then_some(object)
}

/// Makes `verb` what `support` was, and `support` its auxiliary.
fn hand_over(support: usize, verb: usize, analyses: &mut [Analysis]) {
    let Analysis { head, dependency, certainty, .. } = analyses[support];
    for analysis in analyses.iter_mut().filter(|analysis| analysis.head == Some(support)) {
        analysis.head = Some(verb);
    }
    analyses[verb] = Analysis { tag: Tag::Verb, head, dependency, certainty };
    // “*When* did …”: the question word was the root.
    if let Some(asking) = head.filter(|asking| *asking < support && analyses[*asking].tag == Tag::Adv) {
        for analysis in analyses.iter_mut().filter(|analysis| analysis.head == Some(asking)) {
            analysis.head = Some(verb);
        }
        analyses[verb] = Analysis { tag: Tag::Verb, ..analyses[asking] };
        analyses[asking] = Analysis { head: Some(verb), dependency: Dependency::Advmod, ..analyses[asking] };
    }
    analyses[support] = Analysis { tag: Tag::Aux, head: Some(verb), dependency: Dependency::Aux, certainty };
}

fn settle_verb(support: usize, verb: usize, analyses: &mut [Analysis]) {
    let depends = |place: &usize| analyses[*place].head == Some(verb);
    let between = || (support + 1..verb).filter(depends);
    let nominal = matches!(analyses[verb].tag, Tag::Verb | Tag::Noun | Tag::Propn | Tag::Adj);
    if !nominal || between().any(|place| analyses[place].dependency.universal() == "nsubj") {
        return;
    }
    let Some(subject) = between().rfind(|place| is_part_of_name(&analyses[*place])) else { return };
    let described: Vec<usize> = between().filter(|place| *place < subject && describes(&analyses[*place])).collect();
    for place in described {
        analyses[place].head = Some(subject);
    }
    for asked in &mut analyses[..support] {
        if asked.head == Some(verb) && asked.dependency == Dependency::Nsubj {
            asked.dependency = Dependency::Obj;
        }
    }
    analyses[subject].dependency = Dependency::Nsubj;
    analyses[verb].tag = Tag::Verb;
}

fn is_part_of_name(analysis: &Analysis) -> bool {
    matches!(analysis.tag, Tag::Propn | Tag::Noun | Tag::Pron)
        && matches!(analysis.dependency, Dependency::Compound | Dependency::Flat | Dependency::Amod | Dependency::Nmod)
}

fn describes(analysis: &Analysis) -> bool {
    let relation = analysis.dependency;
    relation.universal() == "det"
        || matches!(relation, Dependency::Compound | Dependency::Flat | Dependency::Amod | Dependency::NmodPoss)
        || relation == Dependency::Nummod
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(words: &[(&str, Tag, Option<usize>, Dependency)]) -> Vec<(Tag, Option<usize>, Dependency)> {
        let forms: Vec<&str> = words.iter().map(|word| word.0).collect();
        let mut analyses: Vec<Analysis> = words
            .iter()
            .map(|&(_, tag, head, dependency)| Analysis { tag, head, dependency, certainty: 1.0 })
            .collect();
        settle(&forms, &mut analyses);
        analyses.iter().map(|analysis| (analysis.tag, analysis.head, analysis.dependency)).collect()
    }

    #[test]
    fn what_did_the_council_demand() {
        let got = settled(&[
            ("what", Tag::Pron, Some(4), Dependency::Nsubj),
            ("did", Tag::Aux, Some(4), Dependency::Aux),
            ("the", Tag::Det, Some(4), Dependency::Det),
            ("Council", Tag::Propn, Some(4), Dependency::Compound),
            ("demand", Tag::Noun, None, Dependency::Root),
        ]);
        assert_eq!(got[0].2, Dependency::Obj);
        assert_eq!(got[2].1, Some(3));
        assert_eq!(got[3], (Tag::Propn, Some(4), Dependency::Nsubj));
        assert_eq!(got[4].0, Tag::Verb);
    }

    #[test]
    fn when_did_the_command_attack() {
        let got = settled(&[
            ("When", Tag::Adv, None, Dependency::Root),
            ("did", Tag::Aux, Some(0), Dependency::AdvclRelcl),
            ("the", Tag::Det, Some(4), Dependency::Det),
            ("Command", Tag::Propn, Some(4), Dependency::Compound),
            ("attack", Tag::Noun, Some(1), Dependency::Obj),
            ("?", Tag::Punct, Some(0), Dependency::Punct),
        ]);
        let heads: Vec<_> = got.iter().map(|word| word.1).collect();
        assert_eq!(heads, [Some(4), Some(4), Some(3), Some(4), None, Some(4)]);
        assert_eq!((got[0].2, got[4].2), (Dependency::Advmod, Dependency::Root));
    }

    #[test]
    fn whom_did_the_council_support() {
        let got = settled(&[
            ("whom", Tag::Pron, Some(1), Dependency::Nsubj),
            ("did", Tag::Verb, None, Dependency::Root),
            ("the", Tag::Det, Some(4), Dependency::Det),
            ("Council", Tag::Propn, Some(4), Dependency::Compound),
            ("support", Tag::Noun, Some(1), Dependency::Obj),
            ("?", Tag::Punct, Some(1), Dependency::Punct),
        ]);
        let heads: Vec<_> = got.iter().map(|word| word.1).collect();
        assert_eq!(heads, [Some(4), Some(4), Some(3), Some(4), None, Some(4)]);
        assert_eq!((got[0].2, got[1].2, got[3].2), (Dependency::Obj, Dependency::Aux, Dependency::Nsubj));
        assert_eq!((got[4].0, got[4].2), (Tag::Verb, Dependency::Root));
    }

    #[test]
    fn a_verb_that_has_its_subject_is_left_alone() {
        let words = [
            ("They", Tag::Pron, Some(2), Dependency::Nsubj),
            ("did", Tag::Aux, Some(2), Dependency::Aux),
            ("vote", Tag::Verb, None, Dependency::Root),
        ];
        let before: Vec<_> = words.iter().map(|word| (word.1, word.2, word.3)).collect();
        assert_eq!(settled(&words), before);
    }
}
