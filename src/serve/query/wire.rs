//! What a server and its worker say to each other, over the worker's standard input and output.
//!
//! A message is its length in four bytes, the lowest first, and JSON. Behind [`Start`] with a graph that is sent come its
//! N-Quads in chunks (length and bytes), closed by an empty one; behind [`Told::Answer`] come the bytes of the answer.

use super::super::Problem;
use crate::graph::{ExportFormat, ResultFormat};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    io::{self, Read, Write},
    path::PathBuf,
};

/// Bytes of the longest message.
const LONGEST: usize = 1 << 20;

/// What a worker is told first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Start {
    /// Bytes it may take for a query, beyond what it takes anyway.
    pub(crate) memory: u64,
    /// Bytes of the stack that it parses and evaluates on.
    pub(crate) stack: usize,
    /// Which graph it answers from.
    pub(crate) graph: Held,
}

/// A graph that a worker opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Held {
    /// A generation on disk.
    Generation {
        /// The folder of the graph.
        folder: PathBuf,
        /// The generation's name.
        name: String,
    },
    /// One that follows.
    Sent {
        /// The base of its entities.
        base: String,
    },
}

/// A query to be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Job {
    /// SPARQL 1.1.
    pub(crate) text: String,
    /// Graphs that make up the dataset, default and named, where the client names them.
    pub(crate) dataset: Option<(Vec<String>, Vec<String>)>,
    /// How the answer is written.
    pub(crate) format: Format,
    /// Rows or triples after which the answer is cut.
    pub(crate) rows: usize,
    /// Bytes of terms after which the answer is cut.
    pub(crate) bytes: usize,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Format {
    /// Rows and truth values.
    Rows(ResultFormat),
    /// Triples.
    Triples(ExportFormat),
}

/// What a worker says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Told {
    /// The graph is open.
    Ready,
    /// The graph cannot be opened.
    Failed(String),
    /// There is an answer, of this length.
    Answer {
        /// Bytes that follow.
        length: u64,
        /// Rows or triples in it.
        rows: usize,
        /// There were more.
        cut: bool,
    },
    /// There is none.
    Refused(Problem),
}

/// A message with its length before it.
pub(crate) fn frame(message: &impl Serialize) -> Vec<u8> {
    let text =
        serde_json::to_vec(message).expect("a message is structs, enums, strings and numbers, all of which are JSON");
    chunk(&text)
}

/// Bytes with their length before them.
pub(crate) fn chunk(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).expect("nobody makes a message or chunk of gigabytes");
    [&length.to_le_bytes(), bytes].concat()
}

/// Reads a message of the length that has been read.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<T> {
    serde_json::from_slice(bytes).map_err(io::Error::other)
}

/// The length that four bytes tell, if a message may have it.
pub(crate) fn length(bytes: [u8; 4]) -> io::Result<usize> {
    let length = usize::try_from(u32::from_le_bytes(bytes)).map_err(io::Error::other)?;
    if length <= LONGEST { Ok(length) } else { Err(io::ErrorKind::InvalidData.into()) }
}

/// The next message; `None` when there is no more.
pub(crate) fn read<T: DeserializeOwned>(reader: &mut impl Read) -> io::Result<Option<T>> {
    let mut head = [0; 4];
    match reader.read_exact(&mut head) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let mut bytes = vec![0; length(head)?];
    reader.read_exact(&mut bytes)?;
    parse(&bytes).map(Some)
}

/// Writes a message.
pub(crate) fn write(writer: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    writer.write_all(&frame(message))
}

/// The bytes in chunks, up to the empty one.
pub(crate) struct Chunks<R> {
    inner: R,
    left: usize,
    ended: bool,
}

impl<R: Read> Chunks<R> {
    pub(crate) const fn of(inner: R) -> Self {
        Self { inner, left: 0, ended: false }
    }
}

impl<R: Read> Read for Chunks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 && !self.ended {
            let mut head = [0; 4];
            self.inner.read_exact(&mut head)?;
            self.left = length(head)?;
            self.ended = self.left == 0;
        }
        if self.ended {
            return Ok(0);
        }
        let wanted = buffer.len().min(self.left);
        let read = self.inner.read(&mut buffer[..wanted])?;
        if read == 0 && wanted > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_comes_back_as_it_was() {
        let start = Start { memory: 1, stack: 2, graph: Held::Sent { base: "https://example.org/".to_owned() } };
        let mut sent = frame(&start);
        sent.extend(frame(&Told::Ready));
        let mut reader = sent.as_slice();
        assert_eq!(read::<Start>(&mut reader).unwrap(), Some(start));
        assert_eq!(read::<Told>(&mut reader).unwrap(), Some(Told::Ready));
        assert_eq!(read::<Told>(&mut reader).unwrap(), None);
        assert!(read::<Told>(&mut &[255, 255, 255, 255, 0][..]).is_err());
    }

    #[test]
    fn chunks_are_read_as_one_and_no_further() {
        let sent = [chunk(b"ab"), chunk(b"c"), chunk(b""), chunk(b"more")].concat();
        let mut text = String::new();
        Chunks::of(sent.as_slice()).read_to_string(&mut text).unwrap();
        assert_eq!(text, "abc");
        assert!(Chunks::of(&chunk(b"ab")[..5]).read_to_string(&mut text).is_err());
    }
}
