//! A body that is written while it is sent.
//!
//! The writer is a thread that waits whenever the client does. If it fails, or the client stands still, the connection is broken
//! off, so that what is cut never looks whole.

use super::{Problem, Site};
use axum::body::Body;
use bytes::Bytes;
use http_body::Frame;
use std::{
    io::{self, BufWriter, Write},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{runtime::Handle, sync::mpsc, task::spawn_blocking, time::timeout};

/// Bytes that are passed on at a time.
const PART: usize = 64 << 10;
/// How long a client may take for a part.
const STANDSTILL: Duration = Duration::from_secs(30);

/// A body that `write` writes. It counts as reading, of which only so much goes on at the same time.
pub(super) async fn body(
    site: &Site,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static,
) -> Result<Body, Problem> {
    let permit = site.permit().await?;
    let (sender, parts) = mpsc::channel(2);
    spawn_blocking(move || {
        let mut writer = BufWriter::with_capacity(PART, ToClient { parts: sender.clone(), runtime: Handle::current() });
        let written = write(&mut writer).and_then(|()| writer.flush());
        if written.is_ok() {
            // The client may have gone meanwhile.
            drop(sender.blocking_send(None));
        }
        drop(permit);
    });
    Ok(Body::new(Stream { parts, ended: false }))
}

struct ToClient {
    parts: mpsc::Sender<Option<Bytes>>,
    runtime: Handle,
}

impl Write for ToClient {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sending = timeout(STANDSTILL, self.parts.send(Some(Bytes::copy_from_slice(bytes))));
        match self.runtime.block_on(sending) {
            Ok(Ok(())) => Ok(bytes.len()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Parts, closed by `None`; without it they end in an error.
struct Stream {
    parts: mpsc::Receiver<Option<Bytes>>,
    ended: bool,
}

impl http_body::Body for Stream {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        self.parts.poll_recv(context).map(|part| match part {
            Some(Some(part)) => Some(Ok(Frame::data(part))),
            Some(None) => {
                self.ended = true;
                None
            }
            None => {
                self.ended = true;
                Some(Err(io::ErrorKind::UnexpectedEof.into()))
            }
        })
    }

    fn is_end_stream(&self) -> bool {
        self.ended
    }
}
