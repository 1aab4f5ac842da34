//! Documents whose entities people marked → what the features of an antecedent weigh.
//!
//! Extraction reads the documents and tells, for each pronoun, what it could have meant; the weights are moved so that
//! what it does mean is likely (a log-linear model, `AdaGrad` of Duchi et al. 2011, drawn towards nothing). As what is
//! said of one pronoun depends on what those before were taken to mean, documents are read anew with the weights
//! learned; those of all readings are averaged.

use crate::coreference::{Meant, pronoun_group};
use crate::documents::Document;
use annals::extract::{Antecedents, Extractor};
use annals::language::model::Model;
use annals::note;
use annals::ontology::{ENTITY_NAMESPACE, Ontology};

/// How often documents are read.
const READINGS: usize = 6;
/// Passes over the pronouns of one reading.
const PASSES: usize = 12;
/// Length of a step.
const RATE: f64 = 0.2;
/// How strongly weights are drawn towards nothing.
const DRAWN: f64 = 0.01;

/// The candidates of a pronoun, and which of them it means; that it means none of them is the last one.
struct Example {
    candidates: Vec<Vec<usize>>,
    right: Vec<bool>,
}

/// Learns the weights.
pub(crate) fn learn(model: &Model, documents: &[Document]) -> Antecedents {
    let mut learned = vec![0.0; Antecedents::count()];
    let mut sum = learned.clone();
    for _ in 0..READINGS {
        let examples = examples(model, documents, &Antecedents::new(learned));
        println!("{} pronouns", examples.len());
        learned = fit(&examples);
        sum.iter_mut().zip(&learned).for_each(|(sum, weight)| *sum += weight / READINGS as f32);
    }
    Antecedents::new(sum)
}

fn examples(model: &Model, documents: &[Document], antecedents: &Antecedents) -> Vec<Example> {
    let extractor = Extractor::new(Ontology::builtin(), model, ENTITY_NAMESPACE).observed(antecedents);
    let mut examples = Vec::new();
    for document in documents {
        let read = extractor.read(&note::read("document.md", document.text.as_bytes()));
        let meant = Meant::of(document, &read.mentions);
        for choice in &read.choices {
            // The “it” of “it rains” is no mention; what it means is nothing, too.
            let entity = document
                .mentions
                .iter()
                .find(|m| m.span.start == choice.span.start && pronoun_group(&document.text[m.span.clone()]).is_some());
            let is = |iris: &[String]| entity.is_some_and(|gold| meant.is(iris, &gold.entity));
            let mut right: Vec<bool> = choice.candidates.iter().map(|(iris, _)| is(iris)).collect();
            if let (false, Some(none)) = (right.contains(&true), right.last_mut()) {
                *none = true;
            }
            let candidates = choice.candidates.iter().map(|(_, features)| features.clone()).collect();
            if right.len() > 1 {
                examples.push(Example { candidates, right });
            }
        }
    }
    examples
}

/// The weights under which what is right is likeliest.
fn fit(examples: &[Example]) -> Vec<f32> {
    let mut weights = vec![0.0_f64; Antecedents::count()];
    let mut moved = vec![1e-8_f64; weights.len()];
    for _ in 0..PASSES {
        for Example { candidates, right } in examples {
            let scores: Vec<f64> = candidates.iter().map(|f| f.iter().map(|&i| weights[i]).sum::<f64>()).collect();
            let top = scores.iter().copied().fold(f64::MIN, f64::max);
            let exps: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
            let all: f64 = exps.iter().sum();
            let good: f64 = exps.iter().zip(right).filter(|(_, right)| **right).map(|(e, _)| e).sum();
            for ((features, exp), right) in candidates.iter().zip(&exps).zip(right) {
                let wanted = if *right { exp / good } else { 0.0 };
                let error = exp / all - wanted;
                for &i in features {
                    let gradient = error + DRAWN * weights[i];
                    moved[i] += gradient * gradient;
                    weights[i] -= RATE * gradient / moved[i].sqrt();
                }
            }
        }
    }
    weights.into_iter().map(|weight| weight as f32).collect()
}
