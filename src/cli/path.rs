//! `annals path`: how two things are connected, or what led to one, each hop with its receipt.

use super::failure::{Failure, Outcome};
use super::options::{Source, date, entity};
use super::output;
use annals::graph::{Named, Store};
use annals::path::{Connection, Network, Scope, Way, render_dot, render_mermaid, render_svg, render_text, render_tree};
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::num::NonZeroUsize;

/// Show how two things are connected, each step with the words it was read from
#[derive(Args)]
#[command(after_help = "Examples:
  annals path \"Marie Curie\" \"Nobel Prize\" --notes notes
  annals path Curie Einstein --number 5 --from 1911-01-01 --to 1911-12-31
  annals path Curie Einstein --via \"Paul Langevin\" --avoid Brussels
  annals path Curie Einstein --longest 3 --format tree
  annals path --causes \"the discovery of radium\"
  annals path Curie Einstein --format svg > picture.svg")]
pub(super) struct Arguments {
    /// Where to start: a name in the graph; with --causes the event
    start: Option<String>,
    /// Where to arrive: a name in the graph
    end: Option<String>,
    /// What led to the event, in the order of time: causes, approvals, requests
    #[arg(long, conflicts_with_all = ["via", "avoid", "longest"])]
    causes: bool,
    /// Connections to show, the shortest first
    #[arg(short, long, value_name = "N", default_value = "3")]
    number: NonZeroUsize,
    /// Only connections that pass this thing; several are passed in the order given
    #[arg(long, value_name = "NAME")]
    via: Vec<String>,
    /// Only connections that do not pass this thing; may be given several times
    #[arg(long, value_name = "NAME")]
    avoid: Vec<String>,
    /// All connections of at most so many steps, instead of the cheapest
    #[arg(long, value_name = "STEPS", conflicts_with_all = ["via", "avoid"])]
    longest: Option<NonZeroUsize>,
    /// Only by this relation, as it is labelled (“met”); may be given several times
    #[arg(long, value_name = "RELATION")]
    relation: Vec<String>,
    /// Go through what is only reported, believed, asked for, planned or supposed too; never through what is denied
    #[arg(long)]
    all: bool,
    /// Only what holds on or after this day (YYYY-MM-DD, YYYY-MM or YYYY)
    #[arg(long, value_name = "DAY", value_parser = date)]
    from: Option<String>,
    /// Only what holds on or before this day (YYYY-MM-DD, YYYY-MM or YYYY); with --causes it may name the event
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people, each step with its receipt
    Text,
    /// A tree from the common start
    Tree,
    /// A picture
    Svg,
    /// A graph for Graphviz
    Dot,
    /// A flowchart for Mermaid
    Mermaid,
    /// JSON
    Json,
}

/// Chains of causes are followed so far back.
const DEEPEST: usize = 8;
/// All connections to a length are counted no further than this.
const MOST: usize = 1000;

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut scope = Scope {
        all: arguments.all,
        from: arguments.from.clone(),
        to: arguments.to.clone(),
        relations: arguments.relation.clone(),
    };
    if !arguments.causes
        && let Some(Err(message)) = scope.to.as_deref().map(date)
    {
        return Err(Failure::new(format_args!("--to: {message}")));
    }
    let store = arguments.source.open()?;
    if arguments.causes {
        let named = scope.to.take_if(|to| date(to).is_err());
        let name = arguments.start.clone().or(named);
        let name =
            name.ok_or_else(|| Failure::new("no event given").hint("say whose causes: annals path --causes EVENT"))?;
        return causes(arguments, &store, &scope, &name);
    }
    let (Some(start), Some(end)) = (&arguments.start, &arguments.end) else {
        return Err(Failure::new("two things are needed").hint("as in: annals path Curie Einstein"));
    };
    let (start, end) = (entity(&store, start)?, entity(&store, end)?);
    let iris =
        |names: &[String]| names.iter().map(|name| Ok(entity(&store, name)?.iri)).collect::<Result<Vec<_>, Failure>>();
    let way = Way { via: iris(&arguments.via)?, avoid: iris(&arguments.avoid)? };
    let network = Network::load(&store, &scope)?;
    let connections = match arguments.longest {
        Some(longest) => network.all_simple(&start.iri, &end.iri, longest.get(), MOST)?,
        None => network.shortest_by(&start.iri, &end.iri, arguments.number.get(), &way)?,
    };
    print(arguments.format, &connections)?;
    if connections.is_empty() {
        let mut out = output::for_messages();
        writeln!(out, "no connection between “{}” and “{}”", start.label, end.label)?;
        if !arguments.all {
            writeln!(out, "  hint: --all goes also through what is only reported, believed, asked for or planned")?;
        }
    }
    Ok(Outcome::findings_if(connections.is_empty()))
}

fn causes(arguments: &Arguments, store: &Store, scope: &Scope, name: &str) -> Result<Outcome, Failure> {
    let network = Network::load(store, scope)?;
    let event: Named = match network.event(name)? {
        Some(event) => event,
        None => entity(store, name)?,
    };
    let chains = network.causes(&event.iri, DEEPEST, MOST)?;
    let chains = &chains[..chains.len().min(arguments.number.get())];
    print(arguments.format, chains)?;
    if chains.is_empty() {
        writeln!(output::for_messages(), "the notes do not say what led to “{}”", event.label)?;
    }
    Ok(Outcome::findings_if(chains.is_empty()))
}

fn print(format: Format, connections: &[Connection]) -> io::Result<()> {
    let picture = match format {
        Format::Text => render_text(connections),
        Format::Tree => render_tree(connections),
        Format::Svg => render_svg(connections),
        Format::Dot => render_dot(connections),
        Format::Mermaid => render_mermaid(connections),
        Format::Json => return output::json(&connections),
    };
    output::lines(&picture)
}
