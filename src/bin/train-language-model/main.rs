//! Makes the model in `data/language/` from treebanks and word vectors, and measures it.
//!
//! ```text
//! train-language-model train --out data/language/english.model --vectors english-64.txt.gz \
//!     --dev ewt-dev.conllu.gz ewt-train.conllu.gz gum-train.conllu.gz
//! train-language-model evaluate ewt-test.conllu.gz gum-test.conllu.gz
//! ```
//!
//! 1. [`treebank`] reads CoNLL-U; [`lexicon`] chooses the words that get rows of their own; [`lemmas`] learns lemmas.
//! 2. [`train`] shows the network ([`network`]: [`encoder`] below, [`scorer`] above) batch after batch, some sentences
//!    changed by [`vary`] into what notes look like ([`units`]); [`optimiser`] moves its [`parameters`].
//!    Larger models trained before may be its teachers ([`teach`]).
//! 3. [`export`] rounds them; the library writes and reads the file; [`evaluate`] compares its trees with a treebank's, [`coreference`]
//!    what extraction makes of names and phrases with the entities of its [`documents`].

mod antecedents;
mod coreference;
mod documents;
mod encoder;
mod evaluate;
mod export;
mod lemmas;
mod lexicon;
mod matrix;
mod network;
mod optimiser;
mod parameters;
mod random;
mod scorer;
mod teach;
mod train;
mod treebank;
mod units;
mod vary;

use annals::language::model::Model;
use annals::language::model::file::Parts;
use annals::language::model::lemma::Lemmas;
use clap::{Args, Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use treebank::Sentence;

/// What a step gives, or a message for people.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Trains and measures the language model of annals.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Trains a model. The same arguments give the same bytes, whatever the number of threads.
    Train(TrainArguments),
    /// Learns the lemmas of a model anew and leaves its network as it is.
    Lemmas(LemmasArguments),
    /// Learns what tells which of the things at hand a pronoun means.
    Antecedents(AntecedentsArguments),
    /// Prints words, UPOS, UAS, LAS and words a second (one core, tagging and parsing); where a treebank marks entities,
    /// also how names are found and typed and phrases tied to what they mean.
    Evaluate(EvaluateArguments),
}

#[derive(Args)]
struct TrainArguments {
    /// Treebanks to learn from, CoNLL-U, plain or gzipped.
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
    /// Where to write the model.
    #[arg(long)]
    out: PathBuf,
    /// Pre-trained word vectors, gzipped.
    #[arg(long)]
    vectors: PathBuf,
    /// Treebanks to watch; never learned from.
    #[arg(long)]
    dev: Vec<PathBuf>,
    /// Further lemmas, `tag form lemma` between tabs.
    #[arg(long)]
    lemmas: Option<PathBuf>,
    /// Passes over the treebanks.
    #[arg(long, default_value_t = 28)]
    epochs: usize,
    /// Numbers of an embedding.
    #[arg(long, default_value_t = 128)]
    embedding: usize,
    /// Channels of the network; an even number.
    #[arg(long, default_value_t = 192)]
    width: usize,
    /// Recurrent layers.
    #[arg(long, default_value_t = 4)]
    layers: usize,
    /// Numbers by which heads and dependants are compared.
    #[arg(long, default_value_t = 128)]
    arc: usize,
    /// Hidden numbers of the network for relations.
    #[arg(long, default_value_t = 128)]
    label: usize,
    /// Share of numbers dropped in training.
    #[arg(long, default_value_t = 0.33)]
    dropout: f32,
    /// Highest learning rate.
    #[arg(long, default_value_t = 0.002)]
    rate: f32,
    /// Words of a batch, about.
    #[arg(long, default_value_t = 280)]
    batch: usize,
    /// Seed of all random numbers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// A model, usually a larger one, whose opinions are learned beside the treebank; may be given several times.
    #[arg(long)]
    teacher: Vec<PathBuf>,
    /// How much of the truth the teachers' opinion is, 0 to 1.
    #[arg(long, default_value_t = 0.5)]
    taught: f32,
}

#[derive(Args)]
struct LemmasArguments {
    /// The treebanks that the model was trained on.
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
    /// The model.
    #[arg(long)]
    model: PathBuf,
    /// Where to write the new one.
    #[arg(long)]
    out: PathBuf,
    /// Further lemmas, `tag form lemma` between tabs.
    #[arg(long)]
    lemmas: Option<PathBuf>,
}

#[derive(Args)]
struct AntecedentsArguments {
    /// Treebanks that mark entities, CoNLL-U, plain or gzipped.
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
    /// Where to write the weights.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Args)]
struct EvaluateArguments {
    /// Treebanks, CoNLL-U, plain or gzipped.
    #[arg(required = true)]
    treebanks: Vec<PathBuf>,
    /// The model's file; without it, the model that the program carries.
    #[arg(long)]
    model: Option<PathBuf>,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Train(arguments) => run_train(&arguments),
        Command::Lemmas(arguments) => run_lemmas(&arguments),
        Command::Antecedents(arguments) => run_antecedents(&arguments),
        Command::Evaluate(arguments) => run_evaluate(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("train-language-model: {error}");
            ExitCode::from(2)
        }
    }
}

fn run_train(arguments: &TrainArguments) -> Outcome<()> {
    let sentences = read_all(&arguments.treebanks)?;
    let dev = arguments.dev.iter().map(|path| treebank::read(path)).collect::<Outcome<Vec<_>>>()?;
    let (words, vectors) = lexicon::read_vectors(&arguments.vectors)?;
    let counted = lexicon::count(&sentences, words);
    let lemmas = learn_lemmas(&sentences, arguments.lemmas.as_deref())?;
    let teachers = arguments.teacher.iter().map(|path| Ok(Model::load(&std::fs::read(path)?)?));
    let teachers = teachers.collect::<Outcome<Vec<_>>>()?;
    let lesson = train::Lesson {
        sentences: &sentences,
        counted: &counted,
        vectors: &vectors,
        lemmas: &lemmas,
        teachers: &teachers,
    };
    let started = Instant::now();
    let watch = |epoch: usize, losses: scorer::Losses, parts: &dyn Fn() -> Parts| {
        println!(
            "pass {epoch}  {:.0} s  loss: tags {:.3}, arcs {:.3}, relations {:.3}",
            started.elapsed().as_secs_f32(),
            losses.tags,
            losses.arcs,
            losses.relations
        );
        if !dev.is_empty() && (epoch.is_multiple_of(3) || epoch == arguments.epochs) {
            print_figures(&parts().write(), &dev);
        }
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.threads).build()?;
    let parts = pool.install(|| train::train(&arguments.plan(), &lesson, watch));
    write(&parts, &arguments.out)
}

fn run_lemmas(arguments: &LemmasArguments) -> Outcome<()> {
    let sentences = read_all(&arguments.treebanks)?;
    let mut parts = Parts::read(&std::fs::read(&arguments.model)?)?;
    parts.lemmas = learn_lemmas(&sentences, arguments.lemmas.as_deref())?;
    write(&parts, &arguments.out)
}

fn run_antecedents(arguments: &AntecedentsArguments) -> Outcome<()> {
    let texts = arguments.treebanks.iter().map(|path| treebank::text(path)).collect::<Outcome<Vec<_>>>()?;
    let documents: Vec<_> = texts.iter().flat_map(|text| documents::documents(text)).collect();
    let learned = antecedents::learn(&Model::load(Model::EMBEDDED)?, &documents);
    std::fs::write(&arguments.out, learned.write())?;
    Ok(())
}

fn learn_lemmas(sentences: &[Sentence], further: Option<&Path>) -> Outcome<Lemmas> {
    let further = further.map(std::fs::read_to_string).transpose()?.unwrap_or_default();
    Ok(lemmas::learn(sentences, &further))
}

fn write(parts: &Parts, out: &Path) -> Outcome<()> {
    let bytes = parts.write();
    std::fs::write(out, &bytes)?;
    println!("{}: {} bytes", out.display(), bytes.len());
    Ok(())
}

impl TrainArguments {
    fn plan(&self) -> train::Plan {
        let Self { embedding, width, layers, arc, label, .. } = *self;
        train::Plan {
            sizes: encoder::Sizes { embedding, width, layers, arc, label },
            epochs: self.epochs,
            dropout: self.dropout,
            rate: self.rate,
            batch: self.batch,
            seed: self.seed,
            variation: vary::Variation::USUAL,
            taught: self.taught,
        }
    }
}

fn read_all(paths: &[PathBuf]) -> Outcome<Vec<Sentence>> {
    let treebanks = paths.iter().map(|path| treebank::read(path)).collect::<Outcome<Vec<_>>>()?;
    Ok(treebanks.concat())
}

/// Prints how the model as it stands does on each treebank watched.
fn print_figures(bytes: &[u8], dev: &[Vec<Sentence>]) {
    match Model::load(bytes) {
        Ok(model) => dev.iter().for_each(|sentences| println!("    {}", evaluate::evaluate(&model, sentences))),
        Err(error) => println!("    {error}"),
    }
}

fn run_evaluate(arguments: &EvaluateArguments) -> Outcome<()> {
    let bytes = arguments.model.as_ref().map(std::fs::read).transpose()?;
    let started = Instant::now();
    let model = Model::load(bytes.as_deref().unwrap_or(Model::EMBEDDED))?;
    println!("loaded in {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    for path in &arguments.treebanks {
        let sentences = treebank::read(path)?;
        let figures = evaluate::evaluate(&model, &sentences);
        println!("{}: {figures}  words/s {:.0}", path.display(), speed(&model, &sentences));
        let documents = documents::documents(&treebank::text(path)?);
        if !documents.is_empty() {
            println!("    {}", coreference::evaluate(&model, &documents));
        }
    }
    Ok(())
}

/// Words tagged and parsed in a second on one core: the best of three runs, since others may be at work.
fn speed(model: &Model, sentences: &[Sentence]) -> f64 {
    let words: Vec<Vec<&str>> = sentences.iter().map(evaluate::forms).collect();
    let count: usize = words.iter().map(Vec::len).sum();
    let run = || {
        let started = Instant::now();
        std::hint::black_box(model.parse(&words));
        count as f64 / started.elapsed().as_secs_f64()
    };
    (0..3).map(|_| run()).fold(0.0, f64::max)
}
