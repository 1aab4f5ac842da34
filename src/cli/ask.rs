//! `annals ask`: a question in English, answered with receipts.

use super::failure::{Failure, Outcome};
use super::options::Source;
use super::output::{self, Format};
use super::prompt;
use annals::ask::{Answered, Options, answer, render_text};
use clap::Args;
use std::io::{self, Write};

/// Answer a question in plain English from the notes, with the words it rests on
#[derive(Args)]
#[command(after_help = "Examples:
  annals ask \"who approved the invasion\" --notes data/notes
  annals ask when did the fighting end
  annals ask --sparql \"who signed the treaty\"
  annals ask \"how is Marie Curie connected to Albert Einstein\"
  annals ask \"list all meetings in 1950\"
  annals ask --notes data/notes        (a prompt, to ask one thing after another)")]
pub(super) struct Arguments {
    /// The question; without one, questions are read from the prompt, or a line each from standard input
    question: Vec<String>,
    /// Answer also from what is only reported, believed, asked for, planned, supposed or denied
    #[arg(long)]
    all: bool,
    /// Show the SPARQL query that finds the answer
    #[arg(long)]
    sparql: bool,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    source: Source,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let store = arguments.source.open()?;
    let knowledge = arguments.source.load()?.knowledge;
    if arguments.question.is_empty() {
        return prompt::run(&store, &knowledge, Options { all: arguments.all });
    }
    let answered = answer(&arguments.question.join(" "), &store, &knowledge, &Options { all: arguments.all });
    match arguments.format {
        Format::Json => output::json(&answered)?,
        Format::Text => print(&answered, arguments.sparql)?,
    }
    Ok(Outcome::findings_if(answered.answers.is_empty()))
}

fn print(answered: &Answered, sparql: bool) -> io::Result<()> {
    let mut out = output::for_people();
    if sparql && !answered.sparql.is_empty() {
        writeln!(out, "{}\n", answered.sparql.trim_end())?;
    }
    if answered.answers.is_empty() {
        out.flush()?;
        let why = answered.message.as_deref().unwrap_or("the notes do not say");
        return writeln!(output::for_messages(), "no answer: {why}");
    }
    out.write_all(render_text(answered).as_bytes())?;
    out.flush()
}
