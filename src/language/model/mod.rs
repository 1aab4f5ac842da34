//! Words → parts of speech, a labelled dependency tree and dictionary forms, by a small trained network.
//!
//! Sentences come in as words; names, dates and quantities may be one word with spaces in it. What comes out speaks
//! Universal Dependencies. Nothing here knows where the text came from. The model is made by `train-language-model`
//! and lies in `data/language/`, with an account of where it comes from and what it reaches.
//!
//! 1. [`features`]: a word's letters become a handful of table rows ([`vocabulary`] numbers the frequent ones).
//! 2. `network`: rows become scores of tags, arcs and relations (`window`, `kernel` and `simd` multiply whole numbers,
//!    [`math`] has the few real functions). The same input gives the same bits on every processor.
//! 3. [`decode`]: scores of arcs become the best tree; `parse` puts the three together, and `support` sees to it
//!    that “did” has a verb.
//! 4. [`lemma`]: word and tag become the dictionary form.
//!
//! [`mod@file`] is the model as bytes. What is public below is there for the trainer, which shares it.

pub mod decode;
pub mod features;
pub mod file;
mod kernel;
pub mod lemma;
pub mod math;
mod network;
mod opinion;
mod parse;
mod simd;
mod support;
pub mod vocabulary;
mod window;

pub use file::ModelError;
pub use network::{DISTANCES, VECTOR_SCALE, distance_class};
pub use opinion::Opinion;

use crate::language::{Dependency, Tag};
use features::Lexicon;
use lemma::Lemmas;
use network::Network;
use std::sync::OnceLock;

/// What the model says of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Analysis {
    /// Part of speech.
    pub tag: Tag,
    /// Index of its head among the words of the sentence; `None` for the root, of which there is one.
    pub head: Option<usize>,
    /// How it depends on its head; [`Dependency::Root`] for the root and for nothing else.
    pub dependency: Dependency,
    /// Probability, 0 to 1, of this head among all possible ones.
    pub certainty: f32,
}

/// A trained tagger, parser and lemmatiser.
#[derive(Debug)]
pub struct Model {
    lexicon: Lexicon,
    network: Network,
    lemmas: Lemmas,
}

impl Model {
    /// The model that the program carries, read once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::load(Self::EMBEDDED).expect("the model in data/language was written by the trainer"))
    }

    /// The bytes of the model that the program carries.
    pub const EMBEDDED: &'static [u8] = include_bytes!("../../../data/language/english.model");

    /// Reads a model from the bytes of its file.
    ///
    /// # Errors
    /// [`ModelError`] when they are no model of this version, cut short or damaged.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut parts = file::Parts::read(bytes)?;
        let network = Network::new(&mut parts);
        Ok(Self { lexicon: parts.lexicon, network, lemmas: parts.lemmas })
    }

    /// Tags and parses sentences, each given as its words. A sentence without words gives none.
    #[must_use]
    pub fn parse(&self, sentences: &[Vec<&str>]) -> Vec<Vec<Analysis>> {
        parse::parse(&self.lexicon, &self.network, sentences)
    }

    /// What the model thinks of all tags, heads and relations, for another to learn from. Each word comes with the head,
    /// counted from 1 (0: the root), to which its relation is asked.
    #[must_use]
    pub fn opinions(&self, sentences: &[Vec<(&str, usize)>]) -> Vec<Opinion> {
        opinion::opinions(&self.lexicon, &self.network, sentences)
    }

    /// The dictionary form of a word as written: lower case but for proper nouns.
    #[must_use]
    pub fn lemma(&self, form: &str, tag: Tag) -> String {
        self.lemmas.lemma(form, tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Vec<Analysis> {
        Model::embedded().parse(&[text.split('|').collect()]).remove(0)
    }

    #[test]
    fn a_clause_has_its_subject_and_object() {
        let words = parse("Stalin|and|Mao|approved|the|invasion|of|South Korea|in|spring 1950|.");
        assert_eq!(words[3].tag, Tag::Verb);
        assert_eq!((words[3].head, words[3].dependency), (None, Dependency::Root));
        assert_eq!((words[0].head, words[0].dependency), (Some(3), Dependency::Nsubj));
        assert_eq!((words[2].head, words[2].dependency), (Some(0), Dependency::Conj));
        assert_eq!((words[5].head, words[5].dependency), (Some(3), Dependency::Obj));
        assert_eq!((words[7].head, words[7].tag), (Some(5), Tag::Propn));
        assert_eq!((words[9].head, words[9].dependency), (Some(3), Dependency::Obl));
    }

    #[test]
    fn a_passive_clause_has_its_agent() {
        let words = parse("The|resolution|was|adopted|by|the|United Nations Security Council|on|25 June 1950");
        assert_eq!((words[1].head, words[1].dependency), (Some(3), Dependency::NsubjPass));
        assert_eq!((words[6].head, words[6].dependency), (Some(3), Dependency::OblAgent));
        assert_eq!((words[8].head, words[8].dependency), (Some(3), Dependency::Obl));
    }

    #[test]
    fn a_question_without_its_mark_has_its_verb() {
        for question in
            ["what|did|Stalin|demand", "where|did|Magnus|travel", "When|did|the|United Nations Command|attack|?"]
        {
            let words = parse(question);
            let verb = words.iter().position(|word| word.head.is_none()).expect("a root");
            assert_eq!(words[verb].tag, Tag::Verb, "{question}");
            let subject = words[2..verb].iter().find(|word| word.dependency == Dependency::Nsubj);
            assert_eq!(subject.and_then(|word| word.head), Some(verb), "{question}");
        }
    }

    #[test]
    fn every_sentence_of_any_length_is_one_tree() {
        for length in [0, 1, 2, 249, 250, 251, 5_000] {
            let text = ["the", "Council", "met", ",", "and", "then"].repeat(length / 6 + 1);
            let parsed = Model::embedded().parse(&[text[..length].to_vec(), vec!["Yes"]]);
            let words = &parsed[0];
            assert_eq!((words.len(), parsed[1].len()), (length, 1));
            assert_eq!(words.iter().filter(|word| word.head.is_none()).count(), length.min(1));
            for (place, word) in words.iter().enumerate() {
                assert_eq!(word.head.is_none(), word.dependency == Dependency::Root);
                assert!((0.0..=1.0).contains(&word.certainty));
                let mut above = Some(place);
                for _ in 0..=length {
                    above = above.and_then(|place| words[place].head);
                }
                assert_eq!(above, None, "the way up from word {place} ends");
            }
        }
    }

    #[test]
    fn odd_words_are_words() {
        let parsed = Model::embedded().parse(&[vec!["", " ", "\u{0}", "\u{1F600}", "é\u{301}", "\n\n", "a b  c"]]);
        assert_eq!(parsed[0].len(), 7);
    }

    #[test]
    fn a_sentence_is_parsed_alike_alone_and_in_company() {
        let alone = parse("No|peace treaty|was|ever|signed|.");
        let company = vec![vec!["No", "peace treaty", "was", "ever", "signed", "."]; 300];
        assert!(Model::embedded().parse(&company).iter().all(|words| *words == alone));
    }

    #[test]
    fn lemmas_of_british_and_american_spellings() {
        let model = Model::embedded();
        for (form, tag, lemma) in [
            ("authorised", Tag::Verb, "authorise"),
            ("authorized", Tag::Verb, "authorize"),
            ("recognises", Tag::Verb, "recognise"),
            ("travelled", Tag::Verb, "travel"),
            ("fought", Tag::Verb, "fight"),
            ("boycotting", Tag::Verb, "boycott"),
            ("resolutions", Tag::Noun, "resolution"),
            ("treaties", Tag::Noun, "treaty"),
            ("United Nations", Tag::Propn, "United Nations"),
            ("were", Tag::Aux, "be"),
        ] {
            assert_eq!(model.lemma(form, tag), lemma, "{form}");
        }
    }

    #[test]
    fn a_model_cut_short_or_damaged_is_refused_not_misread() {
        let bytes = Model::EMBEDDED;
        for length in [0, 10, 1_000, bytes.len() / 2, bytes.len() - 1] {
            assert!(Model::load(&bytes[..length]).is_err());
        }
    }
}
