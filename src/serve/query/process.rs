//! One worker, seen from the server.

use super::super::{Kind, Problem};
use super::wire::{self, Held, Job, Start, Told};
use crate::graph::Store;
use bytes::Bytes;
use std::{
    ffi::OsString,
    io::{self, Write},
    path::PathBuf,
    process::Stdio,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command},
    sync::mpsc,
    task::spawn_blocking,
};

/// Bytes of the stack that a worker parses and evaluates on: chains of operators, as long as a query may be, recurse.
const STACK: usize = 256 << 20;
/// Bytes of a chunk of a graph that is sent.
const CHUNK: usize = 256 << 10;

/// How a worker is made.
#[derive(Clone, Debug)]
pub(crate) struct Recipe {
    /// Program and arguments.
    pub(crate) command: Vec<OsString>,
    /// Bytes it may take for a query.
    pub(crate) memory: u64,
    /// The graph it answers from.
    pub(crate) graph: From,
}

/// What workers answer from.
#[derive(Clone, Debug)]
pub(crate) enum From {
    /// A generation on disk, by folder and name.
    Generation(PathBuf, String),
    /// One in memory, sent to each.
    Memory(Store),
}

/// A worker that is ready for a query. Dropped, it is ended.
#[derive(Debug)]
pub(crate) struct Worker {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// Queries it has answered.
    pub(crate) answered: usize,
}

impl Worker {
    /// Starts one and waits until it has opened the graph.
    pub(crate) async fn start(recipe: &Recipe) -> io::Result<Self> {
        let Some((program, arguments)) = recipe.command.split_first() else {
            return Err(io::Error::other("no program is named that answers queries"));
        };
        let mut command = std::process::Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        // Each thread would otherwise reserve 64 MB of addresses, which count against the limit.
        command.env("MALLOC_ARENA_MAX", "2");
        #[cfg(unix)]
        // Ctrl-C is for the server, which lets running queries finish.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = Command::from(command).kill_on_drop(true).spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("a worker has no standard input and output"));
        };
        let mut worker = Self { child, input, output: BufReader::new(output), answered: 0 };
        worker.open(recipe).await?;
        Ok(worker)
    }

    async fn open(&mut self, recipe: &Recipe) -> io::Result<()> {
        let graph = match &recipe.graph {
            From::Generation(folder, name) => Held::Generation { folder: folder.clone(), name: name.clone() },
            From::Memory(store) => Held::Sent { base: store.base().to_owned() },
        };
        self.input.write_all(&wire::frame(&Start { memory: recipe.memory, stack: STACK, graph })).await?;
        if let From::Memory(store) = &recipe.graph {
            self.send(store.clone()).await?;
        }
        self.input.flush().await?;
        match self.told().await? {
            Told::Ready => Ok(()),
            Told::Failed(why) => Err(io::Error::other(why)),
            Told::Answer { .. } | Told::Refused(_) => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    async fn send(&mut self, store: Store) -> io::Result<()> {
        let (sender, mut chunks) = mpsc::channel(2);
        let sending = spawn_blocking(move || {
            let mut writer = io::BufWriter::with_capacity(CHUNK, ToChannel(sender));
            store.send(&mut writer)?;
            writer.flush()
        });
        while let Some(bytes) = chunks.recv().await {
            self.input.write_all(&wire::chunk(&bytes)).await?;
        }
        sending.await.map_err(io::Error::other)??;
        self.input.write_all(&wire::chunk(&[])).await
    }

    /// What it says next.
    async fn told(&mut self) -> io::Result<Told> {
        let mut head = [0; 4];
        self.output.read_exact(&mut head).await?;
        let mut bytes = vec![0; wire::length(head)?];
        self.output.read_exact(&mut bytes).await?;
        wire::parse(&bytes)
    }

    /// Gives it a query and waits until it has evaluated it. Behind [`Told::Answer`] the bytes are to be [read](Self::read).
    pub(crate) async fn ask(&mut self, job: &Job) -> Result<Told, Problem> {
        let asked = async {
            self.input.write_all(&wire::frame(job)).await?;
            self.input.flush().await?;
            self.told().await
        };
        // It ended itself: for want of memory, or with a stack that overflowed.
        asked.await.map_err(|_| {
            Problem::new(
                Kind::BrokeOff,
                "the query needs more memory than it may have, or nests more deeply than can be evaluated",
            )
        })
    }

    /// Up to so many bytes of an answer, at least one.
    pub(crate) async fn read(&mut self, most: usize) -> io::Result<Bytes> {
        let mut buffer = Vec::with_capacity(most);
        let read = (&mut self.output).take(most as u64).read_buf(&mut buffer).await?;
        if read == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(buffer.into()) }
    }

    /// Whether it has not ended meanwhile, as the system may end any process when memory is short.
    pub(crate) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Ends it, whatever it does.
    pub(crate) fn end(mut self) {
        // One that has ended already is only waited for.
        drop(self.child.start_kill());
        tokio::spawn(async move { self.child.wait().await });
    }
}

/// What is written, as messages to another task.
struct ToChannel(mpsc::Sender<Vec<u8>>);

impl Write for ToChannel {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.blocking_send(bytes.to_vec()).map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
