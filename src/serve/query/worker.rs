//! A worker: opens a graph, answers the queries that come in, ends when there are no more.
//!
//! Standard input is read by one thread and queries are evaluated by another, so that it is seen at once when the server has
//! gone, whatever is being evaluated.

use super::super::{Kind, Problem};
use super::wire::{self, Chunks, Format, Held, Job, Start, Told};
use crate::graph::{Answer, Asked, Dataset, Limits, QueryError, Store, StoreError, run_here, write_triples};
use oxigraph::model::NamedNode;
use std::{
    io::{self, Read, Write},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, channel},
    },
    thread,
};

/// How the work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// There was no more to do.
    Done,
    /// The server has gone, and an evaluation goes on in a thread that nobody can stop: end the process.
    InTheMiddle,
}

/// Does a worker's work: `requests` and `answers` are its standard input and output.
///
/// # Errors
/// When the server cannot be understood, or a thread cannot be had.
pub fn work(requests: &mut impl Read, answers: impl Write + Send + 'static) -> io::Result<Ended> {
    let Some(start) = wire::read::<Start>(requests)? else { return Ok(Ended::Done) };
    let answers = Arc::new(Mutex::new(answers));
    let store = match open(&start.graph, requests) {
        Ok(store) => store,
        Err(error) => {
            say(&answers, &Told::Failed(error.to_string()))?;
            return Ok(Ended::Done);
        }
    };
    let (jobs, waiting) = channel();
    let out = Arc::clone(&answers);
    let evaluating = move || answer_all(&store, &waiting, &out);
    let evaluator = thread::Builder::new().stack_size(start.stack).spawn(evaluating)?;
    // Only now, since the stack and the graph are not the query's.
    if let Err(error) = limits::set(start.memory) {
        say(&answers, &Told::Failed(format!("no limit on memory can be set: {error}")))?;
        return Ok(Ended::Done);
    }
    say(&answers, &Told::Ready)?;
    while let Some(job) = wire::read::<Job>(requests)? {
        if jobs.send(job).is_err() {
            break;
        }
    }
    drop(jobs);
    // Between two queries it ends at once.
    for _ in 0..20 {
        if evaluator.is_finished() {
            return Ok(Ended::Done);
        }
        thread::sleep(std::time::Duration::from_millis(5));
    }
    Ok(Ended::InTheMiddle)
}

fn open(graph: &Held, requests: &mut impl Read) -> Result<Store, StoreError> {
    match graph {
        Held::Generation { folder, name } => Store::open_generation(folder, name),
        Held::Sent { base } => Store::receive(Chunks::of(requests), base),
    }
}

fn say(answers: &Mutex<impl Write>, told: &Told) -> io::Result<()> {
    let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
    wire::write(&mut *answers, told)?;
    answers.flush()
}

fn answer_all(store: &Store, jobs: &Receiver<Job>, answers: &Mutex<impl Write>) {
    for job in jobs {
        let sent = match answer(store, job) {
            Err(problem) => say(answers, &Told::Refused(problem)),
            Ok((told, bytes)) => {
                let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                wire::write(&mut *answers, &told)
                    .and_then(|()| answers.write_all(&bytes))
                    .and_then(|()| answers.flush())
            }
        };
        if sent.is_err() {
            return;
        }
    }
}

fn answer(store: &Store, job: Job) -> Result<(Told, Vec<u8>), Problem> {
    let asked = Asked { text: job.text, dataset: job.dataset.map(dataset).transpose()? };
    let limits = Limits { time: None, rows: Some(job.rows), bytes: Some(job.bytes) };
    let answer = run_here(store, &asked, &limits)?;
    let mut bytes = Vec::new();
    let rows = match &answer {
        Answer::Solutions(solutions) => solutions.rows.len(),
        Answer::Boolean(_) => 1,
        Answer::Graph { triples, .. } => triples.len(),
    };
    let failed = |error: &dyn ToString| Problem::new(Kind::BrokeOff, error.to_string());
    match (&answer, job.format) {
        (Answer::Graph { triples, .. }, Format::Triples(format)) => {
            write_triples(triples, store.base(), format, &mut bytes).map_err(|error| failed(&error))?;
        }
        (Answer::Solutions(_) | Answer::Boolean(_), Format::Rows(format)) => {
            answer.write(format, store.base(), None, &mut bytes).map_err(|error| failed(&error))?;
        }
        _ => return Err(failed(&"the query gives something other than its first word says")),
    }
    Ok((Told::Answer { length: bytes.len() as u64, rows, cut: answer.is_cut() }, bytes))
}

fn dataset((default, named): (Vec<String>, Vec<String>)) -> Result<Dataset, Problem> {
    let nodes = |iris: Vec<String>| {
        let node = |iri: String| {
            NamedNode::new(&iri)
                .map_err(|error| Problem::new(Kind::BadRequest, format_args!("<{iri}> is no IRI: {error}")))
        };
        iris.into_iter().map(node).collect::<Result<Vec<_>, _>>()
    };
    Ok(Dataset { default: nodes(default)?, named: nodes(named)? })
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        let (kind, position) = match &error {
            QueryError::TooLong(_) | QueryError::TooManyPatterns(_) => (Kind::TooLarge, None),
            QueryError::TooDeep(position) => (Kind::TooLarge, Some(*position)),
            QueryError::Refused { position, .. } => (Kind::Refused, Some(*position)),
            QueryError::Syntax { position, .. } => (Kind::Syntax, Some(*position)),
            QueryError::Invalid(_) => (Kind::Syntax, None),
            QueryError::TimedOut(_) => (Kind::TimedOut, None),
            QueryError::Evaluation(_) | QueryError::Thread(_) => (Kind::BrokeOff, None),
        };
        Self { kind, detail: error.to_string(), position }
    }
}

/// What the system holds a worker to.
#[cfg(target_os = "linux")]
mod limits {
    use nix::sys::resource::{Resource, setrlimit};
    use std::{fs, io};

    /// Lets this process take `memory` bytes of addresses more than it has now, and leave no core file when it fails for want
    /// of them.
    pub(super) fn set(memory: u64) -> io::Result<()> {
        let limit = taken()? + memory;
        setrlimit(Resource::RLIMIT_AS, limit, limit)?;
        setrlimit(Resource::RLIMIT_CORE, 0, 0)?;
        Ok(())
    }

    /// Bytes of addresses that this process has (proc(5), `VmSize`).
    fn taken() -> io::Result<u64> {
        let status = fs::read_to_string("/proc/self/status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
        kilobytes.map(|kilobytes| kilobytes << 10).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

/// Elsewhere the system has no limit on addresses that holds; there it is time that ends a query.
#[cfg(not(target_os = "linux"))]
mod limits {
    use std::io;

    #[expect(clippy::unnecessary_wraps, reason = "on Linux it can fail")]
    pub(super) const fn set(_memory: u64) -> io::Result<()> {
        Ok(())
    }
}
