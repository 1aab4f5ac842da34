//! `annals check`: what a careful editor would find in notes.

use super::failure::{Failure, Outcome};
use super::options::Reading;
use super::output;
use annals::check::{
    self, Finding, Rule, Settings, Subject, built_in_rules, check, counts, explain, explanations, github, render_text,
    sarif,
};
use annals::diagnostic::Severity;
use annals::graph::Store;
use annals::note::Note;
use annals::pipeline::{self, Filter, Notes};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Find what a careful editor would: claims without sources, wrong and fragile citations, contradictions
#[derive(Args)]
#[command(after_help = "Examples:
  annals check data/notes
  annals check notes --deny warnings --format github       (in a workflow)
  annals check notes --format sarif > annals.sarif
  annals check notes --rules my-rules                      (more rules, a query each)
  annals check --explain A003
  annals check notes --fix

In a note, `<!-- annals: ignore A001 -->` lets one claim pass, `<!-- annals: ignore-file A001 -->` the whole note.
`annals.toml`, here or in a folder above, says how grave each code is and which files are left out; see the README.

Exit status: 0 nothing found, 1 something found, 2 could not be checked.")]
pub(super) struct Arguments {
    /// Notes, or folders of notes; `-` reads standard input
    #[arg(value_name = "PATH", required_unless_present_any = ["explain", "list"])]
    paths: Vec<PathBuf>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Say what a code means, and nothing else
    #[arg(long, value_name = "CODE", conflicts_with = "paths")]
    explain: Option<String>,
    /// List all codes, and nothing else
    #[arg(long, conflicts_with_all = ["paths", "explain"])]
    list: bool,
    /// Folder of more rules (files .rq whose opening comment gives code, severity and message); may be given several times
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// Tell these as errors
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Vec<Deny>,
    /// Leave out what is less grave
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = Least::Note)]
    severity: Least,
    /// Say also what is confirmed (parts that add up), and what was left out in reading
    #[arg(short, long)]
    verbose: bool,
    /// Put right in the files what can be put right without changing what they say
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The words in question, with what is the matter beneath them
    Text,
    /// JSON
    Json,
    /// A SARIF 2.1.0 log, for code scanning
    Sarif,
    /// Commands that show findings beside the lines of a change on GitHub
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings
    Warnings,
    /// Notes
    Notes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Least {
    /// Worth knowing
    Note,
    /// Probably wrong
    Warning,
    /// Wrong
    Error,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let loaded = arguments.reading.load(&arguments.paths)?;
    let mut settings = settings(arguments, loaded.config.check.clone());
    let rules = rules(&settings.rules)?;
    if let Some(code) = &arguments.explain {
        return tell(code, &rules);
    }
    if arguments.list {
        return list(&rules);
    }
    let reading = loaded.settings();
    let notes = super::extract::read(&arguments.paths, &reading)?;
    settings.keys = notes.works.as_ref().map(|works| works.keys().cloned().collect());
    let store = Store::in_memory(&pipeline::graph(&notes, &reading)?)?;
    let subject = Subject {
        notes: &notes.notes,
        extractions: &notes.extractions,
        diagnostics: &notes.diagnostics,
        store: &store,
        ontology: reading.ontology,
    };
    let mut findings = check(&subject, &rules, &settings).map_err(Failure::new)?;
    let by_path = matches!(arguments.format, Format::Sarif | Format::Github);
    let files = if arguments.fix || by_path { files(&arguments.paths, reading.filter)? } else { BTreeMap::new() };
    if arguments.fix {
        let fixed = fix(&notes, &findings, &files)?;
        findings.retain(|finding| finding.fix.is_none());
        writeln!(output::for_messages(), "{fixed} put right")?;
    }
    // Who shows findings beside the files wants their paths, not what they are called among the notes.
    if by_path {
        findings.iter_mut().for_each(|finding| locate(finding, &files));
    }
    print(arguments.format, &findings, &notes, &rules)?;
    Ok(Outcome::findings_if(!findings.is_empty()))
}

/// Where the notes lie, by what they are called.
fn files(paths: &[PathBuf], filter: &Filter) -> Result<BTreeMap<String, PathBuf>, Failure> {
    if paths == [Path::new("-")] {
        return Ok(BTreeMap::new());
    }
    let files = pipeline::discover(paths, filter).map_err(Failure::new)?;
    Ok(files.notes.into_iter().map(|file| (file.name, file.path)).collect())
}

/// Puts paths in the place of names.
fn locate(finding: &mut Finding, files: &BTreeMap<String, PathBuf>) {
    let places =
        std::iter::once(&mut finding.place).chain(finding.related.iter_mut().map(|related| &mut related.place));
    for place in places {
        if let Some(path) = files.get(&place.file) {
            place.file = path.strip_prefix(".").unwrap_or(path).to_string_lossy().replace('\\', "/");
        }
    }
}

#[derive(Serialize)]
struct Report<'a> {
    findings: &'a [Finding],
}

fn print(format: Format, findings: &[Finding], notes: &Notes, rules: &[Rule]) -> Result<(), Failure> {
    match format {
        Format::Json => output::json(&Report { findings })?,
        Format::Sarif => output::json(&sarif(findings, &explanations(rules)))?,
        Format::Github => {
            let mut out = output::for_programs();
            out.write_all(github(findings).as_bytes())?;
            out.flush()?;
        }
        Format::Text => {
            let colour = output::is_coloured();
            output::drawn(&render_text(findings, |file| notes.text_of(file), output::width(), colour))?;
            let [notes, warnings, errors] = counts(findings).map(|(_, count)| count);
            let parts = [(errors, "error"), (warnings, "warning"), (notes, "note")];
            let parts = parts.into_iter().filter(|(count, _)| *count > 0);
            let parts: Vec<String> = parts.map(|(count, what)| plural(count, what)).collect();
            let told = if parts.is_empty() { "nothing found".to_owned() } else { parts.join(", ") };
            writeln!(output::for_messages(), "{told}")?;
        }
    }
    Ok(())
}

fn plural(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn tell(code: &str, rules: &[Rule]) -> Result<Outcome, Failure> {
    let known = explain(code, rules).ok_or_else(|| {
        Failure::new(format_args!("no check goes by the code {code}")).hint("`annals check --list` names them all")
    })?;
    let mut out = output::for_people();
    writeln!(out, "{} ({}): {}\n\n{}", known.code, known.severity.as_str(), known.summary, known.explanation)?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn list(rules: &[Rule]) -> Result<Outcome, Failure> {
    let mut out = output::for_people();
    for known in explanations(rules) {
        writeln!(out, "{}  {:7}  {}", known.code, known.severity.as_str(), known.summary)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// What `annals.toml` and the command line ask for.
fn settings(arguments: &Arguments, mut settings: Settings) -> Settings {
    settings.rules.extend(arguments.rules.iter().cloned());
    settings.verbose = arguments.verbose;
    settings.least = match arguments.severity {
        Least::Note => Severity::Note,
        Least::Warning => Severity::Warning,
        Least::Error => Severity::Error,
    };
    settings.denied = arguments
        .deny
        .iter()
        .map(|deny| match deny {
            Deny::Warnings => Severity::Warning,
            Deny::Notes => Severity::Note,
        })
        .collect();
    settings
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::new(format_args!("{}: {error}", path.display())))
}

/// The rules that are built in, and those in the folders.
fn rules(folders: &[PathBuf]) -> Result<Vec<Rule>, Failure> {
    let mut more = Vec::new();
    for folder in folders {
        let entries =
            fs::read_dir(folder).map_err(|error| Failure::new(format_args!("{}: {error}", folder.display())))?;
        let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
        let mut paths: Vec<PathBuf> =
            paths.filter(|path| path.extension().is_some_and(|ending| ending == "rq")).collect();
        paths.sort();
        if paths.is_empty() {
            return Err(Failure::new(format_args!("{}: no rules there", folder.display()))
                .hint("a rule is a file .rq whose opening comment gives code, severity and message"));
        }
        for path in paths {
            more.push(Rule::read(&path.display().to_string(), &read(&path)?).map_err(Failure::new)?);
        }
    }
    Rule::with(built_in_rules(), more).map_err(Failure::new)
}

/// Writes the notes that have fixes; tells how many findings were put right.
fn fix(notes: &Notes, findings: &[Finding], files: &BTreeMap<String, PathBuf>) -> Result<usize, Failure> {
    let mut fixed = 0;
    for note in &notes.notes {
        let (text, count) = check::apply(&note.text, findings.iter().filter(|finding| finding.place.file == note.path));
        if count > 0 {
            let path = files.get(&note.path).ok_or_else(|| Failure::new("standard input cannot be put right"))?;
            write(path, note, &text)?;
            fixed += count;
        }
    }
    Ok(fixed)
}

/// Replaces a file in one step, so that a full disk loses nothing.
fn write(path: &Path, note: &Note, text: &str) -> Result<(), Failure> {
    let failed = |error| Failure::new(format_args!("{}: {error}; it is as it was", path.display()));
    let before = fs::read(path).map_err(failed)?;
    if before != note.text.as_bytes() {
        return Err(Failure::new(format_args!("{}: not put right", path.display()))
            .hint("its encoding is not UTF-8, or it has changed meanwhile"));
    }
    let beside = path.with_extension("annals-fix");
    fs::write(&beside, text).and_then(|()| fs::rename(&beside, path)).map_err(|error| {
        // The copy may not even have been made.
        drop(fs::remove_file(&beside));
        failed(error)
    })
}
