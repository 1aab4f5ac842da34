//! `annals ask` without a question: one after the other, at a prompt where there is a terminal, else a line each.

use super::failure::{Failure, Outcome};
use super::output;
use annals::ask::{Answered, Options, answer, render_text};
use annals::graph::Store;
use annals::ontology::Ontology;
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{Context, Editor, Helper, Highlighter, Hinter, Validator};
use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;

/// Questions remembered from one day to the next.
const REMEMBERED: usize = 1000;

/// Asks until the input ends.
pub(super) fn run(store: &Store, ontology: &Ontology, options: Options) -> Result<Outcome, Failure> {
    let mut talk = Talk { store, ontology, options, last: None };
    if !io::stdin().is_terminal() {
        for line in io::stdin().lock().lines() {
            talk.hear(&line?)?;
        }
        return Ok(Outcome::Done);
    }
    let mut editor: Editor<Words, FileHistory> = editor().map_err(Failure::new)?;
    editor.set_helper(Some(Words { all: words(store)? }));
    let history = history_file();
    if let Some(file) = &history {
        // There is none the first time.
        drop(editor.load_history(file));
    }
    writeln!(output::for_messages(), "Ask in English; Tab completes names, an empty line or Ctrl-D ends.")?;
    loop {
        match editor.readline("ask> ") {
            Ok(line) if line.trim().is_empty() => break,
            Ok(line) => {
                editor.add_history_entry(line.as_str()).map_err(Failure::new)?;
                talk.hear(&line)?;
            }
            Err(ReadlineError::Interrupted | ReadlineError::Eof) => break,
            Err(error) => return Err(Failure::new(error)),
        }
    }
    if let Some(file) = &history {
        let folder = file.parent().map_or(Ok(()), std::fs::create_dir_all);
        if let Err(error) = folder.map_err(ReadlineError::from).and_then(|()| editor.save_history(file)) {
            writeln!(output::for_messages(), "warning: {}: the history was not kept: {error}", file.display())?;
        }
    }
    Ok(Outcome::Done)
}

fn editor() -> rustyline::Result<Editor<Words, FileHistory>> {
    let config = rustyline::Config::builder()
        .max_history_size(REMEMBERED)?
        .history_ignore_dups(true)?
        .completion_type(rustyline::CompletionType::List)
        .build();
    Editor::with_config(config)
}

/// Where programs keep such things: <https://specifications.freedesktop.org/basedir-spec/latest/>.
fn history_file() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let state = set("XDG_STATE_HOME").or_else(|| Some(set("HOME")?.join(".local/state")))?;
    Some(state.join("annals/history"))
}

/// A conversation: what was asked last helps to read what is asked next.
struct Talk<'a> {
    store: &'a Store,
    ontology: &'a Ontology,
    options: Options,
    last: Option<Answered>,
}

impl Talk<'_> {
    fn hear(&mut self, line: &str) -> Result<(), Failure> {
        let line = line.trim();
        if line.is_empty() {
            return Ok(());
        }
        if let Some(told) = self.last.as_ref().and_then(|last| further(line, last)) {
            let mut out = output::for_people();
            writeln!(out, "{told}\n")?;
            return Ok(out.flush()?);
        }
        let question = self.last.as_ref().map_or_else(|| line.to_owned(), |last| resolved(line, last));
        let answered = answer(&question, self.store, self.ontology, &self.options);
        if answered.answers.is_empty() {
            let why = answered.message.as_deref().unwrap_or("the notes do not say");
            writeln!(output::for_messages(), "no answer: {why}\n")?;
            return Ok(());
        }
        let mut out = output::for_people();
        out.write_all(render_text(&answered).as_bytes())?;
        writeln!(out)?;
        out.flush()?;
        self.last = Some(answered);
        Ok(())
    }
}

/// “and when?”: of what was answered last.
fn further(line: &str, last: &Answered) -> Option<String> {
    let words = line.trim_end_matches(['?', '.', ' ']).to_lowercase();
    let words = words.strip_prefix("and ").unwrap_or(&words);
    let rows = || last.answers.iter().flat_map(|answer| &answer.rows);
    let told: BTreeSet<String> = match words {
        "when" => rows().map(|row| row.time.clone()).filter(|time| !time.is_empty()).collect(),
        "who says so" | "says who" | "which source" | "what source" | "source" | "sources" => {
            last.answers.iter().flat_map(|answer| answer.sources.clone()).collect()
        }
        _ => return None,
    };
    let told: Vec<String> = told.into_iter().collect();
    Some(if told.is_empty() { "The notes do not say.".to_owned() } else { told.join(", ") })
}

/// The question with pronouns put for what was answered last: “and what did *he* sign”.
fn resolved(line: &str, last: &Answered) -> String {
    let line = line.strip_prefix("and ").or_else(|| line.strip_prefix("And ")).unwrap_or(line);
    let things: Vec<&str> =
        last.answers.iter().filter(|answer| answer.iri.is_some()).map(|it| it.label.as_str()).collect();
    let Some(first) = things.first() else { return line.to_owned() };
    let word = |word: &str| match word.trim_end_matches('?').to_lowercase().as_str() {
        "he" | "she" | "it" | "him" if things.len() == 1 => (*first).to_owned(),
        "his" | "her" | "its" if things.len() == 1 => format!("{first}'s"),
        "they" | "them" => things.join(" and "),
        _ => word.to_owned(),
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Names and relations of the graph, for completion.
fn words(store: &Store) -> Result<Vec<String>, Failure> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for known in store.entities()? {
        all.extend(known.names().map(ToOwned::to_owned));
    }
    for row in store.claims(&annals::graph::ClaimFilter::default())? {
        all.insert(row.relation.label);
    }
    all.retain(|name| !name.chars().any(char::is_control));
    Ok(all.into_iter().collect())
}

/// Completes the words before the cursor to names that begin with them.
#[derive(Helper, Hinter, Highlighter, Validator)]
struct Words {
    all: Vec<String>,
}

impl Completer for Words {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let before = &line[..at];
        // A name may have several words: from the longest stretch of words that begins one.
        let starts = std::iter::once(0).chain(before.match_indices(' ').map(|(blank, _)| blank + 1));
        for start in starts {
            let typed = before[start..].to_lowercase();
            if typed.chars().count() < 2 {
                break;
            }
            let fits = |name: &&String| name.to_lowercase().starts_with(&typed);
            let found: Vec<Pair> = self
                .all
                .iter()
                .filter(fits)
                .map(|name| Pair { display: name.clone(), replacement: name.clone() })
                .collect();
            if !found.is_empty() {
                return Ok((start, found));
            }
        }
        Ok((at, Vec::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals::pipeline;

    fn asked(question: &str) -> Answered {
        let settings = pipeline::Settings::default();
        let notes = pipeline::read_text("minutes.md", b"- Anna Bell approved the plan in 1921.", &settings);
        let store = Store::in_memory(&pipeline::graph(&notes, &settings).unwrap()).unwrap();
        answer(question, &store, settings.ontology, &Options::default())
    }

    #[test]
    fn what_follows_up_is_read_with_what_was_answered() {
        let last = asked("who approved the plan");
        assert_eq!(further("and when?", &last).as_deref(), Some("1921"));
        assert_eq!(resolved("and what did she approve?", &last), "what did Anna Bell approve?");
        assert_eq!(further("who signed it", &last), None);
    }

    #[test]
    fn names_of_several_words_are_completed() {
        let words = Words { all: vec!["Ada Lovelace".to_owned(), "Aachen".to_owned()] };
        let history = FileHistory::default();
        let found = words.complete("whom did ada lo", 15, &Context::new(&history)).unwrap();
        assert_eq!((found.0, found.1[0].replacement.as_str()), (9, "Ada Lovelace"));
    }
}
