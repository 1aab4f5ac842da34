//! `annals config`: the settings that hold here, and what each key is for.

use super::failure::{Failure, Outcome};
use super::options::Reading;
use super::output::{self, Style};
use annals::config::{FILE, KEYS};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Show the settings that hold for notes, or explain every key of `annals.toml`
#[derive(Args)]
#[command(after_help = "Examples:
  annals config
  annals config --explain
  annals config notes/")]
pub(super) struct Arguments {
    /// Notes, or folders of notes; by default those here
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Explain every key
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut out = output::for_people();
    if arguments.explain {
        writeln!(out, "{FILE}, beside the notes or in a folder above; what it names lies beside it.")?;
        for key in KEYS {
            writeln!(out)?;
            out.styled(Style::Strong, key.name)?;
            writeln!(out, "  {}\n  {}\n  Default: {}", key.form, key.meaning, key.default)?;
            for line in key.example.lines() {
                out.styled(Style::Dim, &format!("    {line}\n"))?;
            }
        }
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let config = arguments.reading.config(&arguments.paths)?;
    let Some(path) = &config.path else {
        writeln!(out, "no {FILE} here or in a folder above: every key has its default (`annals config --explain`)")?;
        out.flush()?;
        return Ok(Outcome::Done);
    };
    writeln!(out, "{}", path.display())?;
    let texts = [("title", &config.title), ("author", &config.author), ("base", &config.base)];
    for (key, value) in texts {
        if let Some(value) = value {
            writeln!(out, "  {key}: {value}")?;
        }
    }
    let patterns = [("include", &config.include), ("exclude", &config.exclude)];
    for (key, values) in patterns.into_iter().filter(|(_, values)| !values.is_empty()) {
        writeln!(out, "  {key}: {}", values.join(", "))?;
    }
    let model: Vec<PathBuf> = config.language_model.iter().cloned().collect();
    let files = [
        ("ontology", &config.ontology),
        ("gazetteer", &config.gazetteer),
        ("bibliography", &config.bibliography),
        ("language-model", &model),
        ("check.rules", &config.check.rules),
    ];
    for (key, paths) in files.into_iter().filter(|(_, paths)| !paths.is_empty()) {
        let named = |path: &PathBuf| {
            let missing = if path.exists() { "" } else { " (missing)" };
            format!("{}{missing}", path.display())
        };
        writeln!(out, "  {key}: {}", paths.iter().map(named).collect::<Vec<_>>().join(", "))?;
    }
    for (code, severity) in &config.check.severity {
        writeln!(out, "  check.severity.{code}: {}", severity.map_or("off", |severity| severity.as_str()))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
