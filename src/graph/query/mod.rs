//! SPARQL 1.1 over a graph: text in, an [`Answer`] or a [`QueryError`] out.
//!
//! 1. `guard.rs` looks at the text first: too long, nested too deeply, an update, a call to another server.
//! 2. [`run`] parses it with our prefixes supplied and evaluates it, in a thread of its own with a large stack and,
//!    if asked, a time limit; [`run_here`] does so where it is called, for a process that can be ended. `weight.rs` refuses
//!    what the planner would take minutes over.
//! 3. `answer.rs` and `table.rs` write what came out.
//!
//! Prefixes are supplied to the parser, not pasted into the text, so that positions in errors are the user's.

mod answer;
mod guard;
mod named;
mod received;
mod syntax;
mod table;
mod weight;

pub use answer::{Answer, ResultFormat, Solutions, UnknownResultFormat};
pub use guard::{Form, Outline, Position, inspect};
pub use named::{NamedQuery, named_queries, named_query};
pub use received::{ReceiveError, receive, with_prefixes};

use super::{Graph, Store, vocabulary::prefixes};
use oxigraph::{
    model::{GraphName, NamedNode, NamedOrBlankNode, Term, Triple},
    sparql::{CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator},
};
use spargebra::SparqlParser;
use std::{
    io,
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::Duration,
};

/// Stack of the thread that parses and evaluates: the parser and the optimiser recurse into what [`guard`] lets
/// through (long chains of operators), some hundred bytes to a few kilobytes each. It is reserved, not used.
const STACK: usize = 512 << 20;
/// How long a cancelled evaluation may take to notice before it is left behind.
const GRACE: Duration = Duration::from_millis(300);

/// What a query may use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Evaluation is given up after this time.
    pub time: Option<Duration>,
    /// Rows or triples after which the answer is cut, and says so.
    pub rows: Option<usize>,
    /// Bytes of text in its terms after which the answer is cut, and says so.
    pub bytes: Option<usize>,
}

/// A query and what it is asked of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// SPARQL 1.1.
    pub text: String,
    /// The graphs that make up the dataset, instead of those that the query itself names (SPARQL 1.1 Protocol, 2.1.4).
    pub dataset: Option<Dataset>,
}

/// The graphs that a query is asked of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dataset {
    /// Merged, they are the default graph.
    pub default: Vec<NamedNode>,
    /// Those that `GRAPH` finds.
    pub named: Vec<NamedNode>,
}

/// Why a query was not answered.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The text is too long.
    #[error("the query is {0} bytes long; {max} are read at most", max = guard::LONGEST)]
    TooLong(usize),
    /// Brackets are nested too deeply.
    #[error("{0}: brackets are nested more than {max} deep", max = guard::DEEPEST)]
    TooDeep(Position),
    /// More patterns than a planner can put in order in good time.
    #[error("the query has {0} patterns; {max} are planned at most", max = weight::HEAVIEST)]
    TooManyPatterns(usize),
    /// An update, or a call to another server.
    #[error("{position}: {keyword} is refused: {reason}")]
    Refused {
        /// Where the word stands.
        position: Position,
        /// The word.
        keyword: String,
        /// Why.
        reason: &'static str,
    },
    /// The text is not SPARQL.
    #[error("{position}: expected {expected}{}", near(found))]
    Syntax {
        /// Where it stops being SPARQL.
        position: Position,
        /// What could have stood there.
        expected: String,
        /// What stands there, up to the end of the word.
        found: String,
    },
    /// The text is SPARQL but means nothing, such as an aggregate that mixes with rows.
    #[error("{0}")]
    Invalid(String),
    /// Evaluation failed.
    #[error("the query could not be evaluated: {0}")]
    Evaluation(#[from] QueryEvaluationError),
    /// Evaluation took too long.
    #[error("the query was given up after {} s", .0.as_secs_f32())]
    TimedOut(Duration),
    /// No thread could be had to evaluate in.
    #[error("no thread to evaluate in: {0}")]
    Thread(#[from] io::Error),
}

fn near(found: &str) -> String {
    if found.is_empty() { ", found the end of the query".to_owned() } else { format!(", found `{found}`") }
}

/// Answers a query.
///
/// Rows come in the order the query asks for; without `ORDER BY`, sorted, so that the same graph always gives the
/// same answer, in memory or on disk.
///
/// # Errors
/// When the text is refused, is not SPARQL, or cannot be evaluated within the limits.
pub fn run(store: &Store, text: &str, limits: &Limits) -> Result<Answer, QueryError> {
    let outline = inspect(text)?;
    let token = CancellationToken::new();
    let (sender, receiver) = channel();
    let asked = Asked { text: text.to_owned(), dataset: None };
    let (store, limits, inner) = (store.clone(), *limits, token.clone());
    let work = move || {
        // Nobody listens any more when the time is up.
        drop(sender.send(evaluate(&store, &asked, &limits, outline.is_ordered, inner)));
    };
    let worker = thread::Builder::new().name("query".to_owned()).stack_size(STACK).spawn(work)?;
    let received = match limits.time {
        Some(time) => receiver.recv_timeout(time).map_err(|error| (error, time)),
        None => receiver.recv().map_err(|_| (RecvTimeoutError::Disconnected, Duration::MAX)),
    };
    match received {
        Ok(answer) => {
            // The worker lets go of the database before the program ends, which would be undefined otherwise.
            drop(worker.join());
            answer
        }
        Err((RecvTimeoutError::Disconnected, _)) => Err(stopped(worker.join())),
        Err((RecvTimeoutError::Timeout, time)) => {
            token.cancel();
            // The token is looked at only when the store is read; an evaluation that does not notice is left behind.
            drop(receiver.recv_timeout(GRACE));
            Err(QueryError::TimedOut(time))
        }
    }
}

/// What to say of a worker that ended without an answer.
fn stopped(result: thread::Result<()>) -> QueryError {
    let panic = result.err().and_then(|payload| payload.downcast::<String>().ok());
    QueryError::Invalid(panic.map_or_else(|| "the evaluation broke off".to_owned(), |text| *text))
}

/// As [`run`], in the thread that calls it, which must have a large stack, and with no limit of time: for a process that can
/// be ended from outside.
///
/// # Errors
/// When the text is refused, is not SPARQL, or cannot be evaluated.
pub fn run_here(store: &Store, asked: &Asked, limits: &Limits) -> Result<Answer, QueryError> {
    let outline = inspect(&asked.text)?;
    evaluate(store, asked, limits, outline.is_ordered, CancellationToken::new())
}

fn evaluate(
    store: &Store,
    asked: &Asked,
    limits: &Limits,
    is_ordered: bool,
    token: CancellationToken,
) -> Result<Answer, QueryError> {
    // What a relative IRI is relative to is nowhere said in the text; the graph's own things are the most useful.
    let based = SparqlParser::new().with_base_iri(store.base());
    let mut parser = based.map_err(|error| QueryError::Invalid(error.to_string()))?;
    for (prefix, namespace) in prefixes(store.base()) {
        parser = parser.with_prefix(prefix, namespace).map_err(|error| QueryError::Invalid(error.to_string()))?;
    }
    let query = parser
        .parse_query(&asked.text)
        .map_err(|error| syntax::explain(&asked.text, store.base(), &error.to_string()))?;
    weight::check(&query)?;
    let mut prepared = SparqlEvaluator::new().with_cancellation_token(token).for_query(query);
    if let Some(Dataset { default, named }) = &asked.dataset {
        let dataset = prepared.dataset_mut();
        dataset.set_default_graph(default.iter().cloned().map(GraphName::from).collect());
        dataset.set_available_named_graphs(named.iter().cloned().map(NamedOrBlankNode::from).collect());
    }
    match prepared.on_store(store.database()).execute()? {
        QueryResults::Boolean(value) => Ok(Answer::Boolean(value)),
        QueryResults::Graph(triples) => {
            let (triples, cut) = take(triples, limits, triple_size)?;
            let graph: Vec<Triple> = Graph::from_triples(store.base(), triples).triples().to_vec();
            Ok(Answer::Graph { triples: graph, cut })
        }
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let found = solutions.map(|solution| solution.map(|solution| solution.values().to_vec()));
            let (mut rows, cut) = take(found, limits, |row| row.iter().flatten().map(term_size).sum())?;
            if !is_ordered {
                rows.sort_by_cached_key(|row: &Vec<Option<Term>>| row.iter().map(sort_key).collect::<Vec<_>>());
            }
            Ok(Answer::Solutions(Solutions { variables, rows, cut }))
        }
    }
}

/// Unbound cells first, then nodes, then literals, each by its text.
fn sort_key(cell: &Option<Term>) -> (u8, String) {
    match cell {
        None => (0, String::new()),
        Some(Term::NamedNode(node)) => (1, node.as_str().to_owned()),
        Some(Term::BlankNode(node)) => (1, node.to_string()),
        Some(Term::Literal(literal)) => (2, format!("{}\n{literal}", literal.value())),
    }
}

/// The first so many, and whether there were more.
fn take<T, E>(
    found: impl Iterator<Item = Result<T, E>>,
    limits: &Limits,
    size: impl Fn(&T) -> usize,
) -> Result<(Vec<T>, bool), E> {
    let (mut taken, mut bytes) = (Vec::new(), 0);
    for item in found {
        let is_full = limits.bytes.is_some_and(|limit| bytes >= limit);
        if is_full || limits.rows.is_some_and(|limit| taken.len() >= limit) {
            return Ok((taken, true));
        }
        let item = item?;
        bytes += size(&item);
        taken.push(item);
    }
    Ok((taken, false))
}

fn triple_size(triple: &Triple) -> usize {
    let subject = match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().len(),
        NamedOrBlankNode::BlankNode(node) => node.as_str().len(),
    };
    subject + triple.predicate.as_str().len() + term_size(&triple.object)
}

fn term_size(term: &Term) -> usize {
    match term {
        Term::NamedNode(node) => node.as_str().len(),
        Term::BlankNode(node) => node.as_str().len(),
        Term::Literal(literal) => literal.value().len() + literal.datatype().as_str().len(),
    }
}
